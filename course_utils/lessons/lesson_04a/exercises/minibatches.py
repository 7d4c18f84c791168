"""Shuffled batches of rows with their labels, with every row in one batch."""

import numpy as np

from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls

_ARGUMENTS = (
    "Keep the arguments that the function has in the cell you were given. The check calls your function "
    "with all of them, in this order."
)


exercise = Exercise(
    points=2,
    hints=[
        "Shuffle row numbers instead of rows: `np.random.default_rng(seed).permutation(len(x))`. Use the same numbers "
        "for x and y.",
        "`range(0, len(x), batch_size)` gives the position at which each batch begins.",
        "A slice such as `order[first : first + batch_size]` can reach beyond the end. Then it is simply shorter.",
    ],
    errors={
        "required positional argument": _ARGUMENTS,
        "positional arguments but": _ARGUMENTS,
        "unexpected keyword argument 'seed'": _ARGUMENTS,
        "append() takes exactly one argument": "`append` takes one object. Put x and y of a batch into a tuple first.",
        "inhomogeneous": "The batches don't all have the same size, so they don't fit into one array. Collect them "
        "in a list.",
        "'NoneType'": hints.NONE,
        "array split does not result in an equal division": "The last batch may be smaller than the others.",
    },
)


def check(answer, rng):
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 6)]
    for n, size in ((27, 5), (20, 5), (4, 6)):
        x = np.stack([np.arange(n) + 100, rng.integers(0, 256, n) / 256], axis=1)
        y = rng.permutation(n) + 1000  # a label for each row, so that no two rows may be exchanged
        label_of = dict(zip(x[:, 0].tolist(), y.tolist(), strict=True))
        tried = f"{n} rows, batch_size={size}"
        _, arguments = answer.via(calls.call_and_arguments, x, y, size, seeds[0])
        unchanged = (
            "`shuffle` changes the array that it gets; use `permutation(len(x))`, which returns the row "
            "numbers in random order"
        )
        expect.unchanged(x, arguments[0], tried=tried, look=unchanged)
        expect.unchanged(y, arguments[1], tried=tried, look=unchanged)
        wanted = [min(size, n - begin) for begin in range(0, n, size)]
        orders = []
        for batches in answer.via(calls.sample, [x, y, size], [*seeds, seeds[0]]):
            pairs = _pairs(batches)
            cause = ""
            if _is_pair_of_lists(batches, len(wanted)):
                cause = "You returned two lists, one for x and one for y. Return one list with a pair for each batch."
            expect.that(
                pairs is not None,
                tried=tried,
                got=_description(batches),
                cause=cause,
                expected="a list of pairs (x_batch, y_batch)",
                look="what your list contains",
            )
            sizes = [len(labels) for _, labels in pairs]
            cause = ""
            if sizes == [size] * (n // size) and n % size:
                cause = "The last, smaller batch is missing, so some rows are never used in this epoch."
            elif sizes == [*wanted, 0]:
                cause = "Your last batch is empty. When all rows are used, there is no further batch."
            elif sizes == wanted[:1] and len(wanted) > 1:
                cause = "Only the first batch came back. Is `return` inside the loop?"
            elif sizes == [min(size - 1, rows) for rows in wanted]:
                cause = "Each batch has one row too few. The end of a slice doesn't belong to it."
            elif len(sizes) == n and sizes[:2] == [size, size]:
                cause = "A new batch begins at each row, so most rows come several times. Move on by batch_size rows."
            elif len(sizes) == len(wanted) and sum(sizes) == n:
                cause = (
                    "Some of your batches have the wrong number of rows. Each should have batch_size rows, both "
                    "in x and in y, and only the last one may have fewer."
                )
            elif len(sizes) == size:
                cause = "You made batch_size batches. But batch_size is the number of rows in each batch."
            elif len(sizes) == len(wanted) and set(sizes) == {size}:
                cause = "You filled the last batch with rows that were already used. It may be smaller."
            expect.that(
                sizes == wanted and [len(rows) for rows, _ in pairs] == wanted,
                tried=tried,
                cause=cause,
                got=f"x-batches of {[len(rows) for rows, _ in pairs]} rows, y-batches of {sizes}",
                expected=f"{wanted} rows",
                look="how many rows each batch has, in x and in y",
            )
            rows, labels = (np.concatenate([np.asarray(pair[part], "float64") for pair in pairs]) for part in (0, 1))
            whole = rows.ndim == 2 and rows.shape[1] == 2 and labels.ndim == 1
            expect.that(
                whole,
                tried=tried,
                got=f"x-batches of shape {np.shape(pairs[0][0])}, y-batches of shape {np.shape(pairs[0][1])}",
                expected=f"shapes ({wanted[0]}, 2) and ({wanted[0]},)",
                look="each batch contains whole rows of x, and labels of shape (rows,), not a column",
            )
            order = rows[:, 0].tolist()
            missing = sorted(set(label_of) - set(order))
            cause = ""
            if missing and len(set(order)) < len(order) and set(order) <= set(label_of):
                cause = (
                    "Some rows came twice, and some never came. Shuffle once for the whole epoch, and then cut the "
                    "shuffled rows into batches."
                )
            expect.that(
                np.array_equal(rows[np.argsort(order)], x),
                tried=tried,
                cause=cause,
                got=f"{len(missing)} of {n} rows never came" if missing else "every row of x, but some of them changed",
                expected="every row once, unchanged",
                look="which rows went in, and which came out",
            )
            mixed = sum(label_of[row] != label for row, label in zip(order, labels.tolist(), strict=True))
            expect.that(
                mixed == 0,
                tried=tried,
                got=f"{mixed} rows with another row's label",
                cause="Your x and y are not in the same order. Use the same row numbers for both.",
            )
            orders.append(order)
        expect.that(
            orders[-1] == orders[0],
            tried=f"{tried}, the same seed twice",
            got="two different orders",
            look="everything random has to come from `seed`: np.random.default_rng(seed)",
        )
        cause = ""
        if orders[0] == x[:, 0].tolist():
            cause = (
                "Your rows are in their old order. In a sorted file, the first batches would contain a single class."
            )
        expect.that(
            len({tuple(order) for order in orders}) > 1,
            tried=f"{tried}, several seeds",
            cause=cause,
            got="the same order each time",
            look="where you use the seed",
        )
        together = len({frozenset(order[:size]) for order in orders})
        blocks = {tuple(sorted(order[:size])) for order in orders} <= _blocks(x[:, 0].tolist(), size)
        expect.that(
            n <= size or not blocks,
            tried=f"{tried}, several seeds",
            got=f"{together} different first batches, each with only rows that are next to each other in x",
            look="shuffle all rows, not only the batches or the rows within a batch",
        )


def _blocks(rows, size):
    """Return every run of `size` neighbors, sorted; the first row counts as the neighbor of the last."""
    return {tuple(sorted((rows + rows)[k : k + size])) for k in range(len(rows))}


def _pairs(batches):
    """Return the batches as a list of pairs with a length each, or None when they are anything else."""
    if not isinstance(batches, (list, tuple)) or not batches:
        return None
    for batch in batches:
        if not isinstance(batch, (list, tuple)) or len(batch) != 2:
            return None
        if not all(isinstance(part, (list, np.ndarray)) and np.ndim(part) for part in batch):
            return None
    return list(batches)


def _is_pair_of_lists(batches, n):
    """Return whether these are two lists of `n` batches each, not `n` pairs."""
    two = isinstance(batches, (list, tuple)) and len(batches) == 2
    return two and n != 2 and all(isinstance(part, (list, tuple)) and len(part) == n for part in batches)


def _description(batches):
    """Describe in a few words what came back in place of a list of pairs."""
    if isinstance(batches, (list, tuple)) and len(batches):
        return f"a {type(batches).__name__} of {len(batches)}, the first a {type(batches[0]).__name__}"
    return expect.short(batches)
