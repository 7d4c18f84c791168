"""Means along an axis with their mistakes, and the network whose summary the learner reads."""

import numpy as np

from course_utils.checks.cases import Case

AXES = {
    "for array of dimension": "A table has the axes 0 and 1, because Python counts from 0. A single row or column of "
    "the table has only axis 0.",
    "is out of bounds for axis": "`x[i, j]` is row i, column j. `x.shape` says how many rows and columns there are.",
}


def means_cases(rng):
    yield Case("x of shape {x.shape}, x = {x}", x=np.round(rng.uniform(-5, 5, size=(3, 5)), 1))


def means_mistakes(axis, name, other):
    """Return the mistakes with means over an axis, each mean being that of one `name` ("row")."""

    def right(x):
        return np.mean(x, axis=axis)

    return {
        f"These are the means of the {other}s. The axis that you name is the one that disappears.": (
            lambda x: np.mean(x, axis=1 - axis)
        ),
        "This is one mean of all the numbers. Which axis has to disappear, and which one has to stay?": np.mean,
        "These are sums. For a mean, also divide by how many numbers you added up.": lambda x: np.sum(x, axis=axis),
        f"Your total goes on from one {name} to the next. Set it back to 0 for each {name}.": (
            lambda x: np.cumsum(np.sum(x, axis=axis)) / x.shape[axis]
        ),
        "These are medians, the middle numbers by size. For a mean, add up all the numbers and divide.": (
            lambda x: np.median(x, axis=axis)
        ),
        f"You divided by the number of {name}s. Divide by how many numbers are in each {name}.": (
            lambda x: np.sum(x, axis=axis) / x.shape[1 - axis]
        ),
        f"This is the mean of a single {name}. Does your loop collect the means of all {name}s before your function "
        "returns?": (
            lambda x: right(x)[0],
            lambda x: right(x)[-1],
        ),
        "The numbers are right, but the shape has an extra axis of length 1. The result needs a single axis, with "
        f"one number for each {name}.": (
            lambda x: right(x)[:, None],
            lambda x: right(x)[None],
        ),
        "`reshape` doesn't swap rows and columns. It fills the new table number by number, so rows get mixed. The "
        "transpose is `x.T`.": lambda x: np.mean(x.reshape(x.shape[::-1]), axis=1 - axis),
    }


def network(case):
    """Draw (image side, units of the hidden layers, outputs, whether dropout follows each hidden layer)."""
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    rng = np.random.default_rng(case)
    sizes = rng.choice([12, 16, 20, 24, 32, 48, 64, 96, 128], rng.integers(2, 5), replace=False).tolist()
    dropouts = rng.permutation([True] + [bool(d) for d in rng.integers(0, 2, len(sizes) - 1)]).tolist()
    side = int(rng.integers(6, 30))
    return side + (side in sizes), sizes, int(rng.integers(2, 12)), dropouts  # the side is no layer's size
