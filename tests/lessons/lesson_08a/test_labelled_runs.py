"""The training runs of `read_the_curves` and `diagnose`: they deserve their names, and replies fit their curves."""

import re

import numpy as np
import pytest

from course_utils.lessons.lesson_08a.exercises import _labelled_runs


@pytest.mark.parametrize("name", _labelled_runs.NAMES)
def test_each_name_can_be_drawn_and_is_shown_by_its_curves_alone(name):
    for seed in range(3):
        training = _labelled_runs.draw_training(np.random.default_rng(seed), name)
        assert training.name == name
        assert [
            other
            for other in _labelled_runs.NAMES
            if _labelled_runs._is_clear(other, _labelled_runs.Facts(training.history))
        ] == [name]


@pytest.mark.parametrize("name", _labelled_runs.NAMES)
def test_a_reply_has_numbers_and_does_not_give_the_name_away(name):
    history = _labelled_runs.draw_training(np.random.default_rng(1), name).history
    for wrong in set(_labelled_runs.NAMES) - {name}:
        reply = _labelled_runs.against(wrong, history)
        assert re.search(r"\d", reply) and not any(other in reply for other in _labelled_runs.NAMES)
