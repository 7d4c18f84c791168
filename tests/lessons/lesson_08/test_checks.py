"""The training runs that lesson 08 shows: the same each time, their case numbers checked, their scores as stated."""

import numpy as np
import pytest

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.lessons.lesson_08 import check
from course_utils.lessons.lesson_08.exercises import _shared, diagnose
from tests.answers.known import exercises


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


@pytest.mark.parametrize("accuracy", [[], None, "abc", [None], [[1, 2]], [[1], [1, 2]], {"a": 1}], ids=repr)
@pytest.mark.parametrize(
    ("patient", "illness", "told_by"),
    [(1, "unscaled inputs", "ranges"), (2, "shuffled labels", "rows"), (5, "leaking validation", "twins")],
)
def test_an_accuracy_that_is_no_curve_breaks_no_check(patient, illness, told_by, accuracy):
    def program(x, y, x_new, epochs):
        curves = dict.fromkeys(("loss", "val_loss"), [1.0] * epochs)
        return {**curves, "accuracy": accuracy, "val_accuracy": accuracy, 3: 1}, np.zeros(len(x_new), int)

    name = f"patient_{patient}"
    exercise = exercises("08_diagnosing_overfitting")[name]
    result = judge(exercise, here(name, {"illness": illness, "told_by": told_by, "program": program}), 0)
    assert (result.status, result.points) == ("not_yet", 1), str(result)


@pytest.mark.parametrize("predicted", [None, "abc", [[1], [1, 2]], [0, 1], {"a": 1}], ids=repr)
@pytest.mark.parametrize("loss", [[1.0], [[1], [1, 2]]], ids=repr)
def test_what_a_program_returns_breaks_no_check(loss, predicted):
    answer = {"illness": "wrong loss", "told_by": "loss"}
    answer["program"] = lambda x, y, x_new, epochs: ({"loss": loss, "val_loss": [1.0]}, predicted)
    result = judge(exercises("08_diagnosing_overfitting")["patient_3"], here("patient_3", answer), 0)
    assert (result.status, result.points) == ("not_yet", 1), str(result)
    assert ("curves of the training" if len(loss) == 2 else "one prediction for each row") in str(result)
