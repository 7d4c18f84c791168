"""Calls that only the checks of lesson 05 make to an answer, run in the learner's process."""

import inspect
from typing import Any

from course_utils.checks.learner_side.calls import function_of, with_more


@with_more
def seeded_and_arguments(answer: Any, args: list, seed: int) -> tuple[Any, list]:
    """Return what a random function gives for `seed`, and its other arguments as they are afterwards.

    The seed is given by its name where the function has a parameter of this name, which may be keyword-only.
    """
    function = function_of(answer)
    try:
        by_name = "seed" in inspect.signature(function).parameters
    except (TypeError, ValueError):  # built-in functions may have no signature
        by_name = False
    result = function(*args, seed=seed) if by_name else function(*args, seed)
    return result, args
