"""Replies and helpers for the exercises whose answers return several arrays."""

import numpy as np

from course_utils.checks import expect

ARGUMENTS = (
    "Keep the arguments that the exercise gives your function. The check passes all of them, and it passes `seed` by "
    "name."
)
CHANCE = "everything random has to come from `seed`: np.random.default_rng(seed)"


def described(parts):
    """Describe in a few words what came back instead of several arrays."""
    if isinstance(parts, (tuple, list)):
        return f"a {type(parts).__name__} of {len(parts)}: {', '.join(type(part).__name__ for part in parts[:6])}"
    return expect.short(parts)


def arrays(parts):
    """Return the arrays that came back, or an empty list if it is anything else."""
    if not isinstance(parts, (tuple, list)) or not all(isinstance(part, (np.ndarray, tuple, list)) for part in parts):
        return []
    try:
        arrays = [np.asarray(part) for part in parts]
    except ValueError:  # lists of different lengths
        return []
    return arrays if all(array.ndim and array.dtype.kind in "biufU" for array in arrays) else []
