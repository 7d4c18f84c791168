"""Do the trainings of `read_the_curves` and `diagnose` deserve their names, and do replies speak of their curves?"""

import re

import numpy as np
import pytest

from course_utils.checks import ailments


@pytest.mark.parametrize("name", ailments.NAMES)
def test_each_name_can_be_drawn_and_is_shown_by_its_curves_alone(name):
    for seed in range(3):
        training = ailments.draw_training(np.random.default_rng(seed), name)
        assert training.name == name
        assert [other for other in ailments.NAMES if ailments._shown(other, ailments.Facts(training.history))] == [name]


@pytest.mark.parametrize("name", ailments.NAMES)
def test_a_reply_has_numbers_and_does_not_give_the_name_away(name):
    history = ailments.draw_training(np.random.default_rng(1), name).history
    for wrong in set(ailments.NAMES) - {name}:
        reply = ailments.against(wrong, history)
        assert re.search(r"\d", reply) and not any(other in reply for other in ailments.NAMES)
