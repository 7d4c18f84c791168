"""Replies that were right for one seed are wrong for another, so a list of constants earns nothing."""

import pytest

from course_utils.checks.answer import Answer
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import lessons
from tests.answers.known import NETWORKS, known, run

RECORDED, LATER = 11, (12, 13, 14)  # seeds


def by_values():
    """Return the exercises that compare values; a model, or a reading of a case of one's own, is the answer itself."""
    return [
        exercise
        for lesson in lessons().values()
        for exercise in lesson.exercises
        if not exercise.trains and not exercise.believed and exercise.name not in NETWORKS
    ]


@pytest.mark.parametrize("exercise", by_values(), ids=lambda exercise: exercise.name)
def test_replies_for_one_seed_do_not_pass_for_another(exercise):
    right = next(answer for answer in known(exercise.lesson, exercise.name) if answer.right)
    objects = {exercise.name: run(right.source)[exercise.name]}
    recorded = []

    def record(request):
        recorded.append(calls.serve(objects, request))
        return recorded[-1]

    def judged(ask, seed):
        with undisturbed():
            return judge(exercise, Answer(exercise.name, ask), seed)

    assert judged(record, RECORDED).passed
    for seed in LATER:
        replies = iter([*recorded, *recorded[-1:] * 100])
        assert not judged(lambda _, replies=replies: next(replies), seed).passed, f"seed {seed}"
