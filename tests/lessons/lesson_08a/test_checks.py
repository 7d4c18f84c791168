"""The training runs that lesson 08a shows: the same each time, their case numbers checked, their scores as stated."""

import numpy as np
import pytest

from course_utils.lessons.lesson_08a import check
from course_utils.lessons.lesson_08a.exercises import _shared, diagnose


def test_the_same_number_makes_the_same_trainings():
    _shared.draw_case.cache_clear()
    first = check.six_trainings(5)
    _shared.draw_case.cache_clear()
    np.testing.assert_equal(check.six_trainings(5), first)


def test_what_is_shown_can_be_changed_without_harm():
    before = check.six_trainings(7)
    check.six_trainings(7)["A"]["loss"].clear()
    np.testing.assert_equal(check.six_trainings(7), before)


@pytest.mark.parametrize("case", [-1, 10_000, True, 2.0, "7"])
def test_another_case_is_refused(case):
    for shown in (check.six_trainings, check.known_trainings):
        with pytest.raises(ValueError, match="case must be a whole number from 0 to 9999, got"):
            shown(case)


def test_the_score_of_a_rule():
    assert diagnose.score(["a", "not sure", "b", "a"], ["a", "b", "a", "a"]) == pytest.approx(0.25)
