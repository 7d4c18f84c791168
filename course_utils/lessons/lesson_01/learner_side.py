"""A call that only a check of lesson 01 makes to an answer, run in the learner's process."""

from typing import Any

import numpy as np

from course_utils.checks.learner_side.calls import WrongKind, function_of

PROBLEMS = ("lengths", "nan", "dtype", "range", "labels", "duplicates", "dead_column")


def problems(answer: Any, *args: Any) -> str | None:
    """Return the names in the list that the learner's function returns, in alphabetical order and each of them once.

    They are joined to one text, "nan, range", which is "no problem" for an empty list.
    """
    returned = function_of(answer)(*args)
    if returned is None:
        return None
    names = returned.tolist() if isinstance(returned, np.ndarray) else returned
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
        kind = type(returned).__name__
        raise WrongKind(f"Your function returned a {kind}. Return a list of names, which is empty for clean data.")
    for name in names:
        if name not in PROBLEMS:
            raise WrongKind(f"The name {name!r} is not one of {', '.join(PROBLEMS)}.")
    return ", ".join(sorted(set(names))) or "no problem"
