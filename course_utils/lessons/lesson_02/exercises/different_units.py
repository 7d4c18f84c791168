"""How many different columns a kernel has."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

_LOOK = {
    "a random start": "no two of these columns are the same",
    "columns with the same numbers in another order": "the same input must have the same weight; sums, lengths and "
    "sorted weights cannot tell",
    "columns that differ in one weight": "one weight is enough to make two units different: compare all of them",
    "one column larger than another in all weights": "a difference may be negative. Its size, without the sign, counts",
    "all weights zero": "every column is the same as every other: how many are left when one of them is kept?",
    "all weights the same number": "every column is the same as every other: how many are left when one of them is "
    "kept?",
    "a single unit": "one unit, which is different from no other: how many are there?",
    "twins that do not stand side by side": "a unit is compared with all others, not only with its neighbour",
    "twins up to a tenth of the tolerance": "two units are the same when no weight differs by more than the tolerance",
    "twins up to a tenth of a wide tolerance": "the tolerance is handed in, and each time it may be another one",
    "twins with weights on both sides of a rounded number": "rounding, or cutting into steps, parts numbers that are "
    "close together, such as 0.4999 and 0.5001. Look at the difference itself",
}


exercise = Exercise(
    points=2,
    hints=[
        "A unit is a column of the kernel: `kernel[:, j]`. Going through `kernel.T` gives one after another.",
        "Two units are the same when the largest of their differences, without the sign, is at most the tolerance.",
        "Keep a list of the units found so far. A unit joins it when it is the same as none of them. How long is the "
        "list at the end?",
    ],
    errors={
        "truth value of an array": "`if` and `in` need a single yes or no, but comparing two columns gives one for "
        "each weight. Is it all of them? Or the largest difference?",
    },
    shown_as="different_units(kernel, tolerance)",
)


def reference(kernel, tolerance):
    return _count(kernel.T, lambda unit, other: np.abs(unit - other).max() <= tolerance)


def _count(units, alike):
    """Count the units that are not like one before them."""
    found = []
    for unit in units:
        if not any(alike(unit, other) for other in found):
            found.append(unit)
    return len(found)


def _twins(kernel, tolerance):
    """Return for each unit how many units it is the same as, itself among them."""
    return (np.abs(kernel[:, :, None] - kernel[:, None, :]).max(axis=0) <= tolerance).sum(axis=1)


mistakes = {
    "No unit at all? Of those that are the same, one is kept.": (
        lambda kernel, tolerance: int((_twins(kernel, tolerance) == 1).sum()),
        lambda kernel, tolerance: int((_twins(kernel, tolerance) > 1).sum()),
        lambda kernel, tolerance: 0 if np.ptp(kernel) <= tolerance else reference(kernel, tolerance),
    ),
    "This is the number of inputs, or of different rows. A unit is a column: its weights for all inputs.": (
        lambda kernel, tolerance: len(kernel),
        lambda kernel, tolerance: len(np.unique(kernel, axis=0)),
        lambda kernel, tolerance: reference(kernel.T, tolerance),
    ),
    "One of these columns is another one times −1. The two units do opposite things: they are different.": (
        lambda kernel, tolerance: int(np.linalg.matrix_rank(kernel, tol=tolerance)),
        lambda kernel, tolerance: reference(np.abs(kernel), tolerance),
    ),
    "These are single weights, counted. A unit is a whole column.": (
        lambda kernel, tolerance: kernel.size,
        lambda kernel, tolerance: len(np.unique(kernel)),
    ),
    _LOOK["a random start"]: lambda kernel, tolerance: 1 + int(np.abs(kernel - kernel[:, :1]).max() > tolerance),
    _LOOK["columns with the same numbers in another order"]: (
        lambda kernel, tolerance: reference(kernel.sum(axis=0, keepdims=True), tolerance),
        lambda kernel, tolerance: reference(np.linalg.norm(kernel, axis=0, keepdims=True), tolerance),
        lambda kernel, tolerance: reference(np.sort(kernel, axis=0), tolerance),
    ),
    _LOOK["columns that differ in one weight"]: (
        lambda kernel, tolerance: reference(kernel[:1], tolerance),
        lambda kernel, tolerance: _count(kernel.T, lambda unit, other: (np.abs(unit - other) <= tolerance).any()),
        lambda kernel, tolerance: _count(kernel.T, lambda unit, other: np.abs(unit - other).mean() <= tolerance),
    ),
    _LOOK["one column larger than another in all weights"]: (
        lambda kernel, tolerance: _count(kernel.T, lambda unit, other: (unit - other).max() <= tolerance)
    ),
    _LOOK["all weights zero"]: (
        lambda kernel, tolerance: kernel.shape[1],
        lambda kernel, tolerance: kernel.shape[1] if kernel.any() else 1,
    ),
    _LOOK["a single unit"]: lambda kernel, tolerance: reference(kernel, tolerance) + (kernel.shape[1] == 1),
    _LOOK["twins that do not stand side by side"]: (
        lambda kernel, tolerance: 1 + int((np.abs(np.diff(kernel, axis=1)).max(axis=0) > tolerance).sum())
    ),
    _LOOK["twins up to a tenth of the tolerance"]: lambda kernel, tolerance: len(np.unique(kernel.T, axis=0)),
    _LOOK["twins up to a tenth of a wide tolerance"]: lambda kernel, tolerance: reference(kernel, 0.001),
    _LOOK["twins with weights on both sides of a rounded number"]: (
        lambda kernel, tolerance: len(np.unique(np.round(kernel.T / tolerance), axis=0))
    ),
}


def cases(rng):
    alike = True
    while alike:  # columns with one sum, or one below another throughout, would show two mistakes at once
        base = np.round(rng.permutation(np.linspace(0.4, 2.0, 9)) * rng.permutation([1, -1] * 4 + [1]), 1)
        rest = rng.permutation(np.arange(-29, 30, 2))[:27].reshape(9, 3) / 10  # no weight twice in `kinds`
        kinds = np.column_stack([base, -base, rest])
        above = (kinds[:, :, None] - kinds[:, None]).max(axis=0) + np.eye(5)
        alike = above.min() < 0.1 or len(np.unique(kinds.sum(axis=0).round(1))) < 5
    turned = np.stack([np.roll(base, shift) for shift in range(6)], axis=1)
    one = (
        np.repeat(base[:, None], 4, axis=1) + 1.5 * np.eye(9)[:, [1, 3, 5, 8]]
    )  # far in one weight, near on the average
    order = rng.permutation([0, 1, 2])
    twins = kinds[:, [*order, 3, *order, 4, order[0], order[1], order[0]]]  # 11 units of 5 kinds: 4, 3, 2, 1 and 1
    nearly = np.delete(twins, 7, axis=1) + rng.uniform(-0.05, 0.05, (9, 10)) * 0.001
    wide = twins * 10 + rng.uniform(-0.025, 0.025, twins.shape)
    sides = np.repeat([0.04, -0.04], [6, 5]) * 0.001  # twins are on both sides
    edges = twins.copy()
    edges[0], edges[1] = 0.2 + sides, 0.3005 + sides  # parted by cutting into steps, and by rounding
    kernels = {
        "a random start": (kinds, 0.001),
        "columns with the same numbers in another order": (turned, 0.001),
        "columns that differ in one weight": (one, 0.5),
        "one column larger than another in all weights": (np.stack([base + 1, base, base + 2], axis=1), 0.001),
        "all weights zero": (np.zeros((4, 7)), 0.001),
        "all weights the same number": (np.full((3, 6), 0.25), 0.001),
        "a single unit": (kinds[:, :1], 0.001),
        "twins that do not stand side by side": (twins, 0.001),
        "twins up to a tenth of the tolerance": (nearly, 0.001),
        "twins up to a tenth of a wide tolerance": (wide, 0.5),
        "twins with weights on both sides of a rounded number": (edges, 0.001),
    }
    for what, (kernel, tolerance) in kernels.items():
        yield Case(
            "{what}, a kernel of shape {kernel.shape}, tolerance {tolerance}",
            look=_LOOK[what],
            fields={"what": what},
            kernel=kernel,
            tolerance=tolerance,
        )
