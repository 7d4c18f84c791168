"""Split x and y at random so that each class has the same fraction in both sets."""

from collections import Counter

import numpy as np

from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_01.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Take one class after the other. The row numbers of one class are `np.flatnonzero(y == c)`.",
        "Shuffle these row numbers with `np.random.default_rng(seed)`. The first of them go into the validation set, "
        "and the rest into the training set.",
        "Collect row numbers, not rows. With the same idx, x[idx] and y[idx] keep each row with its label.",
    ],
    errors={
        "required positional argument": _shared.ARGUMENTS,
        "positional arguments but": _shared.ARGUMENTS,
        "'NoneType'": hints.NONE,
        "must be an array-like": "The argument `stratify` of `train_test_split` takes the labels themselves, not True.",
        "inhomogeneous shape": "Your row numbers are arrays of different lengths. `np.where` returns a tuple of "
        "arrays, and its first entry contains the row numbers.",
    },
)


def check(answer, rng):
    sizes = np.array([20, 40, 60])
    y = np.repeat(np.arange(3), sizes)
    x = np.stack([np.arange(len(y)) + 1000, rng.integers(0, 256, len(y)) / 256], axis=1)
    label_of = dict(zip(map(tuple, x.tolist()), y.tolist(), strict=True))
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 6)]
    # the first round is sorted by class, which reveals a split that takes the last rows
    for fraction, order in ((0.25, np.arange(len(y))), (0.4, rng.permutation(len(y)))):
        tried = f"{len(y)} rows of 3 classes of 20, 40 and 60, val_fraction={fraction}"
        drawn = answer.via(calls.sample, [x[order], y[order], fraction], [*seeds, seeds[0]])
        parts_in_val = []
        for parts in drawn:
            arrays = _shared.arrays(parts)
            expect.that(
                len(arrays) == 4,
                tried=tried,
                got=_shared.described(parts),
                look="the return line",
                expected="four arrays: x_train, y_train, x_val, y_val",
            )
            cause, ndims = "", [array.ndim for array in arrays]
            if ndims == [2, 2, 1, 1]:
                cause = (
                    "Your results are in the order of scikit-learn: x_train, x_val, y_train, y_val. This exercise "
                    "needs the order x_train, y_train, x_val, y_val, or else validation rows are used as labels."
                )
            elif ndims == [2, 2, 2, 2]:
                cause = "You made the labels a column of shape (n, 1). They should keep the shape (n,) of y."
            elif ndims == [1, 1, 1, 1]:
                cause = "You returned row numbers. Return the rows and the labels themselves: x[idx] and y[idx]."
            rows_train, rows_val = ([tuple(np.ravel(row).tolist()) for row in arrays[i]] for i in (0, 2))
            labels = [label for i in (1, 3) for label in arrays[i].ravel().tolist()]
            lengths = [len(array) for array in arrays]
            expect.that(
                ndims == [2, 1, 2, 1] and lengths[::2] == lengths[1::2],
                tried=tried,
                cause=cause,
                got=f"shapes {', '.join(str(array.shape) for array in arrays)}",
                expected="shapes (n, 2), (n,), (m, 2), (m,)",
                look="each set needs as many labels as rows",
            )
            in_both, times = set(rows_train) & set(rows_val), Counter(rows_train + rows_val)
            got = f"{len(rows_train)} and {len(rows_val)} rows, with {len(times)} distinct rows among them"
            look = (
                "some rows are missing or occur twice. The training set gets all rows that aren't in the validation set"
            )
            changed, cause = set(times) - set(label_of), ""
            if changed:
                got = f"{len(changed)} rows that aren't in x"
                cause = (
                    "You changed the values of the rows. A split only distributes the rows. Scale them later, with "
                    "statistics from the training set."
                )
            elif in_both:
                got = f"{len(in_both)} rows that are in both sets"
                cause = (
                    "Some rows are in both sets. A network can memorize its training rows, so they can't validate it."
                )
            elif max(times.values(), default=0) > 1:
                cause = "You drew some rows twice and others never. Draw without replacement."
            expect.that(
                times == Counter(list(label_of)),
                tried=tried,
                got=got,
                cause=cause,
                look=look,
                expected=f"each of the {len(y)} rows once",
            )
            pairs = zip(rows_train + rows_val, labels, strict=True)
            wrong = sum(label_of.get(row) != label for row, label in pairs)
            expect.that(
                wrong == 0,
                tried=tried,
                got=f"{wrong} rows with the label of a different row",
                cause="The rows and the labels are no longer in the same order. Use the same row numbers in the same "
                "order for both, and follow a single row through your code: does it keep its label?",
            )
            counts = np.array([sum(label_of.get(row) == label for row in rows_val) for label in range(3)])
            wanted, cause = sizes * fraction, ""
            if np.array_equal(counts, sizes - wanted):
                cause = "You swapped the two sets. val_fraction is the fraction of the rows in the validation set."
            elif np.ptp(counts / sizes) < 0.01:
                cause = (
                    "Each class has the same fraction, but it isn't val_fraction. Does your function use this argument?"
                )
            elif counts.min() == counts.max():
                cause = "You took the same number of rows from each class. Take the same fraction of each class."
            look = f"take a fraction of {fraction} of each class: of the 20, of the 40 and of the 60 rows"
            expect.that(
                bool((np.abs(counts - wanted) < 1).all()),
                tried=tried,
                cause=cause,
                look=look,
                got=f"{counts.tolist()} rows of the three classes in the validation set",
                expected=f"{wanted.astype(int).tolist()}",
            )
            parts_in_val.append(frozenset(rows_val))
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
            look="your function draws nothing at random, or it doesn't use the seed. The first rows of a file can "
            "differ from the last",
        )
