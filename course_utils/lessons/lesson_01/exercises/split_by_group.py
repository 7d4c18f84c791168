"""Split rows so that no group, such as a writer, is in both sets."""

from collections import Counter

import numpy as np

from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_01.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Draw groups, not rows. `np.unique(groups)` contains each group once.",
        "Shuffle the groups with `np.random.default_rng(seed)`, and take the fraction val_fraction of them.",
        "A row belongs to the validation set if its group was drawn: `np.isin(groups, drawn)`. `np.flatnonzero` turns "
        "such a mask into row numbers.",
    ],
    errors={
        "required positional argument": _shared.ARGUMENTS,
        "positional arguments but": _shared.ARGUMENTS,
        "'NoneType'": hints.NONE,
        "could not be broadcast": "`in` asks about a single value. `np.isin` asks for each row whether its group was "
        "drawn.",
        "truth value of an array": "`if`, `not` and `in` need a single yes or no, but a mask has one for each row. `~` "
        "reverses every entry of a mask.",
    },
)


def check(answer, rng):
    names = rng.choice(np.arange(100, 1000), 12, replace=False)  # names that aren't row numbers
    groups = rng.permutation(np.repeat(names, rng.permutation([4, 5, 6] * 4)))
    n = len(groups)
    seeds = [
        int(seed) for seed in rng.integers(0, 2**31, 30)
    ]  # many, because drawing a group twice happens only sometimes
    for fraction in (0.25, 0.5):
        tried = f"{n} rows of 12 groups of 4 to 6 rows, in mixed order, val_fraction={fraction}"
        drawn = answer.via(calls.sample, [groups, fraction], [*seeds, seeds[0]])
        parts_in_val = []
        for parts in drawn:
            arrays = _shared.arrays(parts)
            expect.that(
                len(arrays) == 2,
                tried=tried,
                got=_shared.described(parts),
                look="the return line",
                expected="two arrays of row numbers: train_idx, val_idx",
            )
            train, val = (array.ravel().tolist() for array in arrays)
            times, cause = Counter(train + val), ""
            if any(array.dtype.kind == "b" for array in arrays):
                cause = "You returned masks of True and False. `np.flatnonzero(mask)` turns a mask into row numbers."
            elif any(array.ndim > 1 for array in arrays):
                cause = (
                    "Your row numbers are nested too deeply. `np.where` returns a tuple of arrays, and `np.argwhere` a "
                    "column."
                )
            elif val and set(val) <= set(names.tolist()):
                cause = "You returned groups. Return the numbers of the rows that belong to these groups."
            elif set(train) & set(val):
                cause = "Some rows are in both sets. The training set gets only rows that aren't in the validation set."
            whole = all(array.ndim == 1 and array.dtype.kind in "iu" for array in arrays)
            expect.that(
                whole and times == Counter(range(n)),
                tried=tried,
                cause=cause,
                got=f"{expect.short(arrays[0], 60)} and {expect.short(arrays[1], 60)}",
                expected=f"the row numbers 0 … {n - 1}, each once",
                look="which row numbers are missing, or occur twice?",
            )
            split = set(groups[train].tolist()) & set(groups[val].tolist())
            expect.that(
                not split,
                tried=tried,
                got=f"{len(split)} of 12 groups with rows in both sets",
                look="keep each group together: draw groups, not rows",
            )
            cause = ""
            if abs(len(train) - fraction * n) <= 6:
                cause = (
                    "You swapped the two sets. train_idx comes first, and val_fraction is the fraction of the groups "
                    "in the validation set."
                )
            expect.that(
                abs(len(val) - fraction * n) <= 6,
                tried=tried,
                cause=cause,
                got=f"{len(val)} of {n} rows in the validation set",
                expected=f"about {fraction * n:.0f}",
                look="how many groups do you have to draw? Draw each of them once",
            )
            parts_in_val.append(frozenset(val))
        expect.that(
            parts_in_val[-1] == parts_in_val[0],
            tried="the same seed twice",
            look=_shared.CHANCE,
            got="two different splits",
        )
        expect.that(
            len(set(parts_in_val)) > 1,
            tried="several seeds",
            got="the same split each time",
            look="your function doesn't use the seed. Groups chosen by their names or sizes aren't a random choice",
        )
