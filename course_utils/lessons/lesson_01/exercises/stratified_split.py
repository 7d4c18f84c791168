"""Split x and y at random so that every class has the same share in both parts."""

from collections import Counter

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_01.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Go class by class: the positions of one class are `np.flatnonzero(y == c)`.",
        "Shuffle these positions with `np.random.default_rng(seed)`; the first part goes to validation, the "
        "rest to training.",
        "Collect positions, not rows: x[idx] and y[idx] with the same idx keep every row with its label.",
    ],
    errors={"required positional argument": _shared.ARGUMENTS, "positional arguments but": _shared.ARGUMENTS},
)


def check(answer, rng):
    sizes = np.array([20, 40, 60])
    y = np.repeat(np.arange(3), sizes)
    x = np.stack([np.arange(len(y)) + 1000, rng.integers(0, 256, len(y)) / 256], axis=1)
    label_of = dict(zip(map(tuple, x.tolist()), y.tolist(), strict=True))
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 6)]
    # sorted by class in the first round: who takes the last rows is found out; another share in the second
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
                    "The order is x_train, y_train, x_val, y_val. Yours is that of scikit-learn: x_train, "
                    "x_val, y_train, y_val. Unpacked here, validation rows would pass for labels."
                )
            elif ndims == [2, 2, 2, 2]:
                cause = "The labels became a column, shape (n, 1). They should stay as y was, shape (n,)."
            elif ndims == [1, 1, 1, 1]:
                cause = "Are these row numbers? Asked for are the rows and the labels: x[idx] and y[idx]."
            rows_train, rows_val = ([tuple(np.ravel(row).tolist()) for row in arrays[i]] for i in (0, 2))
            labels = [label for i in (1, 3) for label in arrays[i].ravel().tolist()]
            lengths = [len(array) for array in arrays]
            expect.that(
                ndims == [2, 1, 2, 1] and lengths[::2] == lengths[1::2],
                tried=tried,
                cause=cause,
                got=f"shapes {', '.join(str(array.shape) for array in arrays)}",
                expected="shapes (n, 2), (n,), (m, 2), (m,)",
                look="as many labels as rows in each part",
            )
            in_both, times = set(rows_train) & set(rows_val), Counter(rows_train + rows_val)
            got = f"{len(rows_train)} and {len(rows_val)} rows, {len(times)} different ones"
            look = "rows are lost or come twice: what training takes is exactly what validation left"
            changed, cause = set(times) - set(label_of), ""
            if changed:
                got = f"{len(changed)} rows that x does not have"
                cause = (
                    "The values changed on the way. A split only deals rows out; scaling comes after it, with numbers "
                    "from the training rows."
                )
            elif in_both:
                got = f"{len(in_both)} rows that are in both parts"
                cause = "A row that was trained on tests nothing: training takes what validation left."
            elif max(times.values(), default=0) > 1:
                cause = "Some rows were drawn twice, others never: draw without replacement."
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
                got=f"{wrong} rows with another row's label",
                cause="x and y were shuffled apart. Follow a single row through your code: does its "
                "label travel with it?",
            )
            counts = np.array([sum(label_of.get(row) == label for row in rows_val) for label in range(3)])
            wanted, cause = sizes * fraction, ""
            if np.array_equal(counts, sizes - wanted):
                cause = "The parts are exchanged: val_fraction is the share of the validation part."
            elif np.ptp(counts / sizes) < 0.01:
                cause = "Every class has the same share, but not the share that val_fraction says."
            elif counts.min() == counts.max():
                cause = "You took equally many of every class. Asked for is the same share of every class."
            look = f"every class by itself: a share of {fraction} of the 20, of the 40 and of the 60"
            expect.that(
                bool((np.abs(counts - wanted) < 1).all()),
                tried=tried,
                cause=cause,
                look=look,
                got=f"of the three classes, {counts.tolist()} rows in validation",
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
            look="nothing is drawn, or the seed is not used: the first rows of a file may differ from the last",
        )
