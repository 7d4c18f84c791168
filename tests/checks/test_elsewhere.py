"""A check does not know where the answer lives: the same verdicts and messages through a pipe as in the notebook."""

import re
from dataclasses import replace

import pytest

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from tests.answers.known import exercises, numbered, run, verdict
from tests.checks import hard_kinds
from tests.checks.elsewhere import Elsewhere

HARD = [(exercise, title) for exercise in hard_kinds.lesson.exercises for title in hard_kinds.ANSWERS[exercise.name]]


@pytest.fixture(scope="session")
def elsewhere():
    with Elsewhere() as process:
        yield process


def both(exercise, source, elsewhere, seed):
    """Judge the same answer in this process and in the other one."""
    with undisturbed(seed=0):
        near = judge(exercise, here(exercise.name, run(source).get(exercise.name)), seed)
    return near, judge(exercise, elsewhere.there(exercise.name, source), seed)


def sample():
    """Yield a right and a wrong answer to each exercise; where a check trains one wrong answer of the lesson must do.

    Right answers to all exercises are judged in other processes by `tests/grading`.
    """
    trained = set()
    for answer, number in numbered():
        trains = exercises(answer.lesson)[answer.exercise].trains
        if number == 0 and not (trains and (answer.right or answer.lesson in trained)):
            yield answer
            trained |= {answer.lesson} if trains else set()


def unnumbered(result):
    """Return the result without the number that Keras gives a layer: each process counts the layers it has made."""
    return replace(result, raised=re.sub(r"(?<=layer ['\"])(\w+?)_\d+(?=['\"])", r"\1", result.raised))


@pytest.mark.parametrize("answer", [*sample()], ids=str)
def test_known_answers(answer, elsewhere):
    exercise = exercises(answer.lesson)[answer.exercise]
    near = unnumbered(verdict(answer))
    far = unnumbered(judge(exercise, elsewhere.there(exercise.name, answer.source), exercise.notebook_seed))
    assert str(near) == str(far)
    assert near == far
    assert near.passed == answer.right


@pytest.mark.parametrize(("exercise", "title"), HARD, ids=lambda x: getattr(x, "name", x))
def test_hard_kinds(exercise, title, elsewhere):
    near, far = both(exercise, hard_kinds.ANSWERS[exercise.name][title], elsewhere, 5)
    assert str(near) == str(far)
    assert near == far
    if title.startswith("right"):
        assert near.passed, str(near)
    else:
        assert near.status == "not_yet" and title in str(near), str(near)


@pytest.mark.parametrize(
    "source", ["", "neuron = None", "neuron = ...", "def neuron(x, w, b):\n    raise NotImplementedError\n"]
)
def test_not_attempted(source, elsewhere):
    for result in both(exercises("00_welcome")["neuron"], source, elsewhere, 0):
        assert result.status == "not_attempted"


def test_not_implemented_by_keras_is_an_error(elsewhere):
    source = "import keras\ndef neuron(x, w, b):\n    keras.layers.Layer().compute_output_shape((1,))\n"
    near, far = both(exercises("00_welcome")["neuron"], source, elsewhere, 0)
    assert near == far
    assert near.status == "not_yet" and near.raised.startswith("NotImplementedError") and near.line == 3


def test_the_learners_line_is_told(elsewhere):
    source = "import numpy as np\n\ndef neuron(x, w, b):\n    z = np.dot(x, w[:-1])\n    return z + b\n"
    near, far = both(exercises("00_welcome")["neuron"], source, elsewhere, 0)
    assert near == far
    assert (near.line, near.code) == (4, "z = np.dot(x, w[:-1])")
    assert "Line 4 of your code: z = np.dot(x, w[:-1])" in str(near)
