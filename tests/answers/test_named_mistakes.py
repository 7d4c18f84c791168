"""Every mistake of an exercise in the data form, run as an answer, gets its own message."""

import pytest

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import lessons
from tests.answers.known import NETWORKS

EXERCISES = [
    pytest.param(exercise, marks=[pytest.mark.networks] if exercise.name in NETWORKS else [])
    for lesson in lessons().values()
    for exercise in lesson.exercises
    if hasattr(exercise.module, "cases")
]


def functions(exercise):
    """Return every mistake of an exercise with its message."""
    named = exercise.module.mistakes.items()
    return [(message, one) for message, made in named for one in (made if isinstance(made, tuple) else (made,))]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_each_mistake_gets_its_own_message(exercise, draws):
    assert len(exercise.module.mistakes) >= 5
    for seed in (exercise.notebook_seed, *range(draws)):
        for message, mistake in functions(exercise):
            with undisturbed(seed=0):
                result = judge(exercise, here(exercise.name, mistake), seed)
            assert result.status == "not_yet" and result.points < result.max_points, f"seed {seed}: {message}"
            assert result.cause == message, f"seed {seed}: {message}\n{result}"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_the_reference_passes(exercise, draws):
    for seed in (exercise.notebook_seed, *range(draws)):
        with undisturbed(seed=0):
            result = judge(exercise, here(exercise.name, exercise.module.reference), seed)
        assert result.passed, f"seed {seed}\n{result}"
