"""Whatever a learner's program returns, the checks of the broken programs answer."""

import numpy as np
import pytest

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from tests.answers.known import exercises


@pytest.mark.parametrize("accuracy", [[], None, "abc", [None], [[1, 2]], [[1], [1, 2]], {"a": 1}], ids=repr)
@pytest.mark.parametrize(
    ("patient", "diagnosis", "test"),
    [(1, "unscaled inputs", "ranges"), (2, "shuffled labels", "rows"), (5, "leaking validation", "copies")],
)
def test_an_accuracy_that_is_no_curve_breaks_no_check(patient, diagnosis, test, accuracy):
    def program(x, y, x_new, epochs):
        curves = dict.fromkeys(("loss", "val_loss"), [1.0] * epochs)
        return {**curves, "accuracy": accuracy, "val_accuracy": accuracy, 3: 1}, np.zeros(len(x_new), int)

    name = f"patient_{patient}"
    exercise = exercises("08b_the_clinic")[name]
    result = judge(exercise, here(name, {"diagnosis": diagnosis, "test": test, "program": program}), 0)
    assert (result.status, result.points) == ("not_yet", 1), str(result)


@pytest.mark.parametrize("predicted", [None, "abc", [[1], [1, 2]], [0, 1], {"a": 1}], ids=repr)
@pytest.mark.parametrize("loss", [[1.0], [[1], [1, 2]]], ids=repr)
def test_what_a_program_returns_breaks_no_check(loss, predicted):
    answer = {"diagnosis": "wrong loss", "test": "loss"}
    answer["program"] = lambda x, y, x_new, epochs: ({"loss": loss, "val_loss": [1.0]}, predicted)
    result = judge(exercises("08b_the_clinic")["patient_3"], here("patient_3", answer), 0)
    assert (result.status, result.points) == ("not_yet", 1), str(result)
    assert ("return two things" if len(loss) == 2 else "one prediction for each row") in str(result)
