"""Calls that only the checks of lesson 05 make to an answer, run in the learner's process."""

from typing import Any

from course_utils.checks.learner_side.calls import function_of, with_more


@with_more
def seeded_and_arguments(answer: Any, args: list, seed: int) -> tuple[Any, list]:
    """Return what a random function gives for `seed`, and its other arguments as they are afterwards."""
    return function_of(answer)(*args, seed), args
