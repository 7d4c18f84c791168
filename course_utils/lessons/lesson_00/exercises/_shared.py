"""Means along an axis with their mistakes, and the network whose summary the learner reads."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.expect import Either


def means(answer, rng, axis, name, other):
    x = np.round(rng.uniform(-5, 5, size=(3, 5)), 1)
    right, length = x.mean(axis=axis), x.shape[1 - axis]
    turned, flat = x.reshape(x.shape[::-1]), f"({length},)"
    expect.close(
        answer(x),
        right,
        tried=f"{name}_means(x) with x of shape (3, 5), x[0] = {expect.short(x[0])}",
        look=f"one mean for each {name}, so {length} numbers",
        mistakes={
            f"These are the means of the {other}s. The axis that you name is the one that disappears.": (
                x.mean(axis=1 - axis)
            ),
            "This is one mean of all numbers. Which axis should disappear, and which should stay?": x.mean(),
            "These are sums. A mean also divides by how many there are.": x.sum(axis=axis),
            f"You divided by the number of {name}s. Divide by how many numbers went into each sum.": (
                x.sum(axis=axis) / length
            ),
            f"This is the mean of one {name} only. Does the loop stop in its first round?": Either(
                (right[0], right[-1])
            ),
            "The numbers are right, but the other axis is still there, with length 1 (`keepdims` or "
            f"`reshape` keeps it). The shape should be {flat}.": Either((right[:, None], right[None])),
            "`reshape` does not exchange rows and columns: it refills the table number by number, and rows "
            "get mixed. The transpose is `x.T`.": turned.mean(axis=1 - axis),
        },
    )


AXES = {
    "for array of dimension": "A table has two axes. Python counts from 0, so they are 0 and 1.",
    "is out of bounds for axis": "x[i, j] is row i, column j. How far does each of the two go? `x.shape` "
    "says it: rows first.",
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
