"""Are the trainings that lesson 08 shows the same each time, its cases refused in words, its scores as told?"""

import numpy as np
import pytest

from course_utils.checks import lesson_08


def test_the_same_number_makes_the_same_trainings():
    lesson_08.draw_case.cache_clear()
    first = lesson_08.six_trainings(5)
    lesson_08.draw_case.cache_clear()
    np.testing.assert_equal(lesson_08.six_trainings(5), first)


def test_what_is_shown_can_be_changed_without_harm():
    before = lesson_08.six_trainings(7)
    lesson_08.six_trainings(7)["A"]["loss"].clear()
    np.testing.assert_equal(lesson_08.six_trainings(7), before)


@pytest.mark.parametrize("case", [-1, 10_000, True, 2.0, "7"])
def test_another_case_is_refused(case):
    for shown in (lesson_08.six_trainings, lesson_08.known_trainings):
        with pytest.raises(ValueError, match="case must be a whole number from 0 to 9999, got"):
            shown(case)


def test_the_score_of_a_rule():
    assert lesson_08.score(["a", "not sure", "b", "a"], ["a", "b", "a", "a"]) == pytest.approx(0.25)
