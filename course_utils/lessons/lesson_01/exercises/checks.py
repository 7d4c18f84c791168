"""The checks of lesson 01: scaling, labels, splits, a baseline, looking for bad data, finding a leak."""

from collections import Counter

import numpy as np

from course_utils.checks.learner_side import calls
from course_utils.checks import expect
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_01.exercises._pipelines import draw_pipelines, listing

lesson = Lesson("01_data_preparation")
progress = lesson.progress


@lesson.exercise(
    points=2,
    hints=[
        "uint8 holds whole numbers from 0 to 255 and nothing else: where could 0.37 go?",
        "First change the dtype with `.astype(…)`, which makes a copy; then divide.",
        "Divide by the largest value that a pixel can have, not by the largest in this batch: "
        "the next batch must be scaled in the same way.",
    ],
    errors={
        "Cannot cast ufunc": "`/=` writes the result back into the same uint8 array, which cannot hold 0.37. "
        "Make a float copy first.",
    },
)
def scale_images(answer, rng):
    """Pixels 0 … 255 (uint8) become float32 from 0 to 1."""
    images = rng.integers(20, 150, size=(2, 2, 3)).astype("uint8")
    images[0, 0, :2] = 0, 187  # the second image is neither as dark nor as light; none is as light as a pixel can be
    tried = f"scale_images on uint8 images of shape (2, 2, 3), {expect.short(images)}"
    got, (after,) = answer.via(calls.call_and_arguments, images)
    x = images.astype("float64")
    above = x - x.min(axis=(1, 2), keepdims=True)
    expect.unchanged(
        images, after, tried=tried, look="work on a copy: whoever handed you the images still needs them"
    )
    expect.close(
        got,
        x / 255,
        tried=tried,
        atol=5e-4,  # float16 is told below
        look="divide by 255, the largest value that a pixel can have",
        mistakes={
            "The pixels are still 0 … 255. The network's first weights expect inputs of about 1.": x,
            "255 became 0.996: the largest pixel is 255, not 256.": x / 256,
            "You divided by the largest pixel of this batch. Another batch has another one, and the same "
            "grey would then become another number. Every pixel can be at most 255.": x / x.max(),
            "You measured every image by its own pixels. The same grey must become the same number in all "
            "images.": Either(y / y.max(axis=(1, 2), keepdims=True) for y in (x, above)),
            "Everything became 0: whole-number division, or a dtype of whole numbers, threw the fractions "
            "away.": np.zeros_like(x),
            "You standardised (mean 0, standard deviation 1). A good thing, but here pixels from 0 to 1 are "
            "asked for.": (x - x.mean()) / x.std(),
            "This is the range −1 to 1.": x / 127.5 - 1,
            "`normalize` gives every row or column of pixels the length 1. The same grey then becomes "
            "another number in every row. A word with several meanings: here divide by 255.": Either(
                x / np.maximum(np.linalg.norm(x, axis=axis, keepdims=True), 1e-12) for axis in (1, 2)
            ),
        },
    )
    expect.kind(
        got,
        "float32",
        tried=tried,
        look="the dtype: Keras computes in float32",
        mistakes={
            "The numbers are right, but as float64, which takes twice the memory.": "float64",
            "The numbers are right, but in a list. Keras wants an array, and so does this exercise.": "list",
        },
    )


@lesson.exercise(
    points=2,
    hints=[
        "Subtract, then divide. `mean` and `std` have one number for each column; NumPy lines them up with "
        "the columns of x.",
        "They come from the training rows. Do not compute them again from x: x may be the test rows.",
        "What is 0 / 0? Give the columns with std 0 another divisor: `np.where(std == 0, 1, std)`.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but `std` has a number for each column, "
        "and only some of them are 0.",
    },
)
def standardize(answer, rng):
    """Subtract the training mean and divide by the training standard deviation, column by column."""
    train = rng.normal(rng.uniform(-3, 3, 3), rng.uniform(0.5, 4, 3), size=(40, 3))
    mean, std = train.mean(axis=0).round(3), train.std(axis=0).round(3)
    x = np.round(rng.normal(2, 3, size=(4, 3)), 2)
    mean[2], std[2], x[:, 2] = 5.0, 0.0, 5.0  # a pixel that never changes
    safe = np.where(std == 0, 1.0, std)
    want = (x - mean) / safe
    own_mean, own_std = x.mean(axis=0), x.std(axis=0)
    own_safe = np.where(own_std == 0, 1.0, own_std)
    span = np.ptp(x, axis=0)
    as_it_was = np.where(std == 0, x, want)
    tried = f"x = {expect.short(x)}, mean = {expect.short(mean)}, std = {expect.short(std)}"
    got, (after, _, std_after) = answer.via(calls.call_and_arguments, x, mean, std)
    expect.unchanged(x, after, tried=tried, look="`-=` and `/=` write into the caller's array")
    expect.unchanged(
        std, std_after, tried=tried, look="std belongs to the caller: mend it in a copy, e.g. with np.where"
    )
    with np.errstate(all="ignore"):  # most mistakes come with or without a guard against std 0
        mistakes = {
            "Column 2 is constant: its std is 0, and 0 / 0 is NaN. One such pixel makes every weight NaN. "
            "Choose another divisor there.": (x - mean) / std,
            "You computed mean or std again, from x itself. Then test rows are measured with another ruler "
            "than training rows. Use the `mean` and `std` that are handed in.": Either(
                (x - middle) / spread for middle in (own_mean, mean) for spread in (own_std, own_safe)
            ),
            "You used one mean and one std for the whole table. Columns with large numbers then drown the "
            "others: one mean for each column.": Either(
                ((x - x.mean()) / x.std(), (x - mean.mean()) / std.mean(), (x - mean.mean()) / safe.mean())
            ),
            "You took a mean and a std for each row. Each column is a measurement of its own, with its own "
            "mean.": (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True),
            "Only the mean is subtracted. Divide by std as well.": x - mean,
            "You divided without subtracting the mean first.": Either((x / safe, x / std)),
            "Divide by the standard deviation, not by its square, the variance.": Either(
                ((x - mean) / safe**2, (x - mean) / std**2)
            ),
            "Mind the brackets: first the difference, then the division, for both numbers of the "
            "difference.": Either((x / safe - mean, x / std - mean, x - mean / safe, x - mean / std)),
            "You multiplied by std; divide.": Either(((x - mean) * safe, (x - mean) * std)),
            "The sign is turned over: what is larger than the mean must come out positive.": Either(
                ((mean - x) / safe, (mean - x) / std)
            ),
            "These are numbers between 0 and 1, by smallest and largest value. Another kind of scaling: here "
            "mean and std.": Either((x - x.min(axis=0)) / divisor for divisor in (span, span + (span == 0))),
            "The constant column is gone. The network expects as many columns as before.": want[:, std != 0],
            "The constant column is as it was. Subtract the mean there too.": as_it_was,
        }
    expect.close(
        got,
        want,
        tried=tried,
        rtol=2e-4,
        atol=2e-4,
        look="(x − mean) / std, and what happens where std is 0",
        mistakes=mistakes,
    )


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "The result has the shape (len(labels), num_classes): all 0, and one 1 in each row.",
        "Use num_classes, not the largest label: a small batch may lack the last class.",
        "Row i has its 1 in column labels[i]. `np.eye(num_classes)` holds every row that can occur.",
    ],
    errors={
        "out of bounds": "A column is missing for some label. How many columns must there be, whatever "
        "labels come?",
    },
)
def one_hot(answer, rng):
    """Integer labels become rows of 0 with a single 1."""
    num_classes = int(rng.integers(6, 8))
    # neither the first nor the last class is in the batch, and one in the middle is missing too
    labels = rng.permutation([1, 1, 2, 2, num_classes - 2, num_classes - 2])
    names, numbers = np.unique(labels, return_inverse=True)
    every = np.eye(num_classes)
    want = every[labels]
    rows, columns = np.zeros_like(want), np.zeros_like(want)
    rows[labels], columns[:, labels] = 1, 1
    expect.close(
        answer(labels, num_classes),
        want,
        tried=f"one_hot(labels={expect.short(labels)}, num_classes={num_classes})",
        look=f"the shape, ({len(labels)}, {num_classes}), and where the 1 of each row stands",
        mistakes={
            "The number of columns came from the largest label of this batch. The last class is absent here, "
            "and its column must be there all the same: use num_classes.": np.eye(labels.max() + 1)[labels],
            "You numbered only the classes that occur. A class that is absent from this batch still has its "
            "column.": Either((np.eye(len(names))[numbers], every[numbers])),
            "One column too many: the labels run from 0 to num_classes − 1.": Either(
                (np.eye(num_classes + 1)[labels], np.eye(num_classes + 1)[labels + 1])
            ),
            "Every 1 stands one column too far left: label 0 belongs to column 0.": every[labels - 1],
            "Every 1 stands one column too far right: label 0 belongs to column 0.": every[labels + 1],
            "Rows and columns are exchanged: one row for each label.": want.T,
            "Each row holds its label. A single 1 is asked for, in the column of the label.": (
                want * labels[:, None]
            ),
            "These are the labels as they were. As numbers they claim that class 2 is twice class 1, but "
            "classes are only names.": Either((labels, labels[:, None])),
            "Whole rows or columns became 1. Row 0 goes with labels[0] only, row 1 with labels[1], and so "
            "on.": Either((rows, columns)),
            "This is one row for the whole batch. Every label has a row of its own.": Either(
                (want.sum(axis=0), want.max(axis=0))
            ),
        },
    )


_ARGUMENTS = "Keep the arguments of the starter: the function is called with all of them, and the seed by its name."
_CHANCE = "all chance must come from `seed`: np.random.default_rng(seed)"


@lesson.exercise(
    points=3,
    hints=[
        "Go class by class: the positions of one class are `np.flatnonzero(y == c)`.",
        "Shuffle these positions with `np.random.default_rng(seed)`; the first part goes to validation, the "
        "rest to training.",
        "Collect positions, not rows: x[idx] and y[idx] with the same idx keep every row with its label.",
    ],
    errors={"required positional argument": _ARGUMENTS, "positional arguments but": _ARGUMENTS},
)
def stratified_split(answer, rng):
    """Split x and y at random so that every class has the same share in both parts."""
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
            arrays = _arrays(parts)
            expect.that(len(arrays) == 4, tried=tried, got=_described(parts), look="the return line",
                        expected="four arrays: x_train, y_train, x_val, y_val")  # fmt: skip
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
            expect.that(ndims == [2, 1, 2, 1] and lengths[::2] == lengths[1::2], tried=tried, cause=cause,
                        got=f"shapes {', '.join(str(array.shape) for array in arrays)}",
                        expected="shapes (n, 2), (n,), (m, 2), (m,)",
                        look="as many labels as rows in each part")  # fmt: skip
            both, times = set(rows_train) & set(rows_val), Counter(rows_train + rows_val)
            got = f"{len(rows_train)} and {len(rows_val)} rows, {len(times)} different ones"
            look = "rows are lost or come twice: what training takes is exactly what validation left"
            changed, cause = set(times) - set(label_of), ""
            if changed:
                got = f"{len(changed)} rows that x does not have"
                cause = (
                    "The values changed on the way. A split only deals rows out; scaling comes after it, with numbers "
                    "from the training rows."
                )
            elif both:
                got = f"{len(both)} rows that are in both parts"
                cause = "A row that was trained on tests nothing: training takes what validation left."
            elif max(times.values(), default=0) > 1:
                cause = "Some rows were drawn twice, others never: draw without replacement."
            expect.that(times == Counter(list(label_of)), tried=tried, got=got, cause=cause, look=look,
                        expected=f"each of the {len(y)} rows once")  # fmt: skip
            pairs = zip(rows_train + rows_val, labels, strict=True)
            wrong = sum(label_of.get(row) != label for row, label in pairs)
            expect.that(wrong == 0, tried=tried, got=f"{wrong} rows with another row's label",
                        cause="x and y were shuffled apart. Follow a single row through your code: does its "
                        "label travel with it?")  # fmt: skip
            counts = np.array([sum(label_of.get(row) == label for row in rows_val) for label in range(3)])
            wanted, cause = sizes * fraction, ""
            if np.array_equal(counts, sizes - wanted):
                cause = "The parts are exchanged: val_fraction is the share of the validation part."
            elif np.ptp(counts / sizes) < 0.01:
                cause = "Every class has the same share, but not the share that val_fraction says."
            elif counts.min() == counts.max():
                cause = "You took equally many of every class. Asked for is the same share of every class."
            look = f"every class by itself: a share of {fraction} of the 20, of the 40 and of the 60"
            expect.that(bool((np.abs(counts - wanted) < 1).all()), tried=tried, cause=cause, look=look,
                        got=f"of the three classes, {counts.tolist()} rows in validation",
                        expected=f"{wanted.astype(int).tolist()}")  # fmt: skip
            parts_in_val.append(frozenset(rows_val))
        expect.that(parts_in_val[-1] == parts_in_val[0], tried="the same seed twice", look=_CHANCE,
                    got="two different splits")  # fmt: skip
        expect.that(len(set(parts_in_val)) > 1, tried="several seeds", got="the same split each time",
                    look="nothing is drawn, or the seed is not used: the first rows of a file may differ "
                    "from the last")  # fmt: skip


def _described(parts):
    """What came back in place of a few arrays, in few words."""
    if isinstance(parts, (tuple, list)):
        return f"a {type(parts).__name__} of {len(parts)}: {', '.join(type(part).__name__ for part in parts[:6])}"
    return expect.short(parts)


def _arrays(parts):
    """The arrays that came back, an empty list when it is anything else."""
    if not isinstance(parts, (tuple, list)) or not all(isinstance(part, (np.ndarray, tuple, list)) for part in parts):
        return []
    try:
        arrays = [np.asarray(part) for part in parts]
    except ValueError:  # lists of different lengths
        return []
    return arrays if all(array.ndim and array.dtype.kind in "biufU" for array in arrays) else []


@lesson.exercise(
    points=3,
    hints=[
        "Draw groups, not rows: `np.unique(groups)` names each group once.",
        "Shuffle the names with `np.random.default_rng(seed)` and take as many groups as val_fraction says.",
        "A row belongs to validation when its group was drawn: `np.isin(groups, drawn)`, then "
        "`np.flatnonzero`.",
    ],
    errors={"required positional argument": _ARGUMENTS, "positional arguments but": _ARGUMENTS},
)
def split_by_group(answer, rng):
    """Split rows so that no group, for instance no writer, is on both sides."""
    names = rng.choice(np.arange(100, 1000), 12, replace=False)  # names that are no row numbers
    groups = rng.permutation(np.repeat(names, rng.permutation([4, 5, 6] * 4)))
    n = len(groups)
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 30)]  # many: groups drawn twice are bad luck
    for fraction in (0.25, 0.5):
        tried = f"{n} rows of 12 groups of 4 to 6 rows, in mixed order, val_fraction={fraction}"
        drawn = answer.via(calls.sample, [groups, fraction], [*seeds, seeds[0]])
        parts_in_val = []
        for parts in drawn:
            arrays = _arrays(parts)
            expect.that(len(arrays) == 2, tried=tried, got=_described(parts), look="the return line",
                        expected="two arrays of row numbers: train_idx, val_idx")  # fmt: skip
            train, val = (array.ravel().tolist() for array in arrays)
            times, cause = Counter(train + val), ""
            if any(array.dtype.kind == "b" for array in arrays):
                cause = "These are masks of True and False. `np.flatnonzero(mask)` makes row numbers of one."
            elif any(array.ndim > 1 for array in arrays):
                cause = "One level too deep: `np.where` returns a tuple of arrays, `np.argwhere` a column."
            elif val and set(val) <= set(names.tolist()):
                cause = "These are groups. Asked for are the numbers of the rows that belong to them."
            elif set(train) & set(val):
                cause = "Some rows are in both parts. Training takes what validation left."
            whole = all(array.ndim == 1 and array.dtype.kind in "iu" for array in arrays)
            expect.that(whole and times == Counter(range(n)), tried=tried, cause=cause,
                        got=f"{expect.short(arrays[0], 60)} and {expect.short(arrays[1], 60)}",
                        expected=f"the row numbers 0 … {n - 1}, each once",
                        look="which row numbers are missing, or come twice?")  # fmt: skip
            split = set(groups[train].tolist()) & set(groups[val].tolist())
            expect.that(not split, tried=tried, got=f"{len(split)} of 12 groups with rows on both sides",
                        look="whole groups must move: draw groups, not rows")  # fmt: skip
            cause = ""
            if abs(len(train) - fraction * n) <= 6:
                cause = "The parts are exchanged: train_idx comes first, and val_fraction is for validation."
            expect.that(abs(len(val) - fraction * n) <= 6, tried=tried, cause=cause,
                        got=f"{len(val)} of {n} rows in validation", expected=f"about {fraction * n:.0f}",
                        look="how many groups must be drawn? Each of them once")  # fmt: skip
            parts_in_val.append(frozenset(val))
        expect.that(parts_in_val[-1] == parts_in_val[0], tried="the same seed twice", look=_CHANCE,
                    got="two different splits")  # fmt: skip
        expect.that(len(set(parts_in_val)) > 1, tried="several seeds", got="the same split each time",
                    look="the seed is not used: groups taken by their names or sizes are not a random "
                    "choice")  # fmt: skip


@lesson.exercise(
    points=1,
    hints=[
        "Count how often each label occurs in y_train: `np.unique(y_train, return_counts=True)`.",
        "`np.argmax` of the counts is a position in the list of labels, not yet the label.",
        "The answer has n labels, all the same.",
    ],
)
def majority_baseline(answer, rng):
    """Predict the most frequent training label, n times."""
    counts = [4, 9, 5, 3, 6, 4]  # by rising label: smallest, largest, rarest, median and most frequent differ
    mean, labels = 0.0, np.array([0])
    while np.isin([int(mean), round(mean)], labels).any():  # until the mean is not some label by chance
        labels = np.sort(rng.choice(np.arange(10, 60), 6, replace=False))
        mean = float(np.average(labels, weights=counts))
    rest = np.repeat(labels, np.subtract(counts, labels == labels[4]))
    y_train, n = np.append(labels[4], rng.permutation(rest)), int(rng.integers(6, 10))
    most = labels[1]
    expect.close(
        answer(y_train, n),
        np.full(n, most),
        tried="majority_baseline with labels "
        f"{expect.short(dict(zip(labels.tolist(), counts, strict=True)))} (label: how often), n={n}",
        look="which label is the most frequent one, and n times",
        mistakes={
            "That is one label. Asked for are n of them, one for each row to predict.": (
                Either((most, [most]))
            ),
            "One label for each training row. Asked for are n, as many as there are rows to predict.": (
                np.full(len(y_train), most)
            ),
            "That is how often it occurs. Asked for is the label.": Either((np.full(n, 9), 9)),
            "That is the position of the label in the list of counts. Which label stands at that position?": (
                Either((np.full(n, 1), 1))
            ),
            "That is the rarest label.": np.full(n, labels[3]),
            "That is the largest label, not the most frequent.": np.full(n, labels[5]),
            "That is the smallest label, not the most frequent.": np.full(n, labels[0]),
            "A label is a name: the mean of names means nothing. Count them.": Either(
                (np.full(n, mean), np.full(n, round(mean)), np.full(n, int(mean)))
            ),
            "That is the median. Labels are names without an order: count them.": np.full(n, labels[2]),
            "That is the first training label, not the most frequent.": np.full(n, labels[4]),
            "These are the first n training labels. Which single label is the best guess for every row?": (
                y_train[:n]
            ),
            "It predicts 0, whatever the training labels are.": np.zeros(n),
        },
    )
    tie = rng.permutation([7, 7, 4, 4, 9])
    got = answer(tie, 3)
    either = 7 if "7" in expect.short(got) else 4  # whichever it chose
    expect.close(got, np.full(3, either), tried=f"labels {expect.short(tie)}: a tie; n=3", show=False,
                 look="either of the two is right, but all n predictions must be the same label")  # fmt: skip


PROBLEMS = ("lengths", "nan", "dtype", "range", "labels", "duplicates", "dead_column")


@lesson.exercise(
    points=3,
    hints=[
        "One `if` for each problem, each appending its name to a list; return the list at the end.",
        "NaN compares False with everything: `x < 0` does not find it. `np.isfinite` does. For the range, "
        "look at finite values only.",
        "A dead column: `np.ptp(x, axis=0) == 0`, or `x.max(axis=0) == x.min(axis=0)`. Duplicates: "
        "`np.unique(x, axis=0)`.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but a comparison with x gives one for "
        "each value. Is it any of them, or all?",
        "unhashable type": "Rows of an array cannot be put into a set. Does NumPy have a function for "
        "different rows?",
    },
)
def check_data(answer, rng):
    """Name what is wrong with prepared data; nothing for clean data."""
    n, num_classes = 12, int(rng.integers(3, 6))
    x = np.round(rng.uniform(0.05, 0.95, size=(n, 4)), 3).astype("float32")
    y = rng.permutation(np.resize(np.arange(num_classes), n))
    x[0, :2] = 0.0, 1.0  # the ends of the range belong to it
    x[6, 0] = x[7, 0]  # one equal value does not make two equal rows
    cases = []

    def case(what, found, rows=x, labels=y):
        cases.append((what, found, rows, labels))

    def changed(array, where, value):
        copy = array.copy()
        copy[where] = value
        return copy

    bits = np.resize([[0, 1, 0, 1], [1, 0, 1, 0], [1, 1, 0, 0]], (n, 4))
    case("clean data", [])
    case("clean data of dtype float64", [], rows=x.astype("float64"))
    case("clean data with a class missing from this batch", [], labels=np.where(y == num_classes - 1, 0, y))
    case("one row less in y than in x", ["lengths"], labels=y[:-1])
    case("one NaN in x", ["nan"], rows=changed(x, (7, 1), np.nan))
    case("one infinite value in x", ["nan"], rows=changed(x, (3, 2), np.inf))
    case("raw uint8 pixels", ["dtype", "range"], rows=rng.integers(2, 256, size=(n, 4)).astype("uint8"))
    case("whole numbers 0 and 1 as int64, some rows twice", ["dtype", "duplicates"], rows=bits)
    case("a value of -0.2 in x", ["range"], rows=changed(x, (5, 3), -0.2))
    case("a value of 1.5 in x", ["range"], rows=changed(x, (5, 3), 1.5))
    case("a label equal to num_classes", ["labels"], labels=changed(y, 2, num_classes))
    case("a label -1", ["labels"], labels=changed(y, 2, -1))
    case("a row that occurs twice", ["duplicates"], rows=changed(x, 4, x[9]))
    case("a column with 0.5 everywhere", ["dead_column"], rows=changed(x, (slice(None), 2), np.float32(0.5)))
    case("a NaN, and a label -1", ["nan", "labels"], changed(x, (7, 1), np.nan), changed(y, 2, -1))
    for what, found, rows, labels in cases:
        got = answer(rows, labels, num_classes)
        got = got.tolist() if isinstance(got, np.ndarray) else got
        tried = f"check_data on {what}, num_classes={num_classes}"
        listed = isinstance(got, (list, tuple)) and all(isinstance(name, str) for name in got)
        expect.that(listed, tried=tried, got=expect.short(got), look="the return line",
                    expected="a list of names, empty when all is well")  # fmt: skip
        strange, missing = sorted(set(got) - set(PROBLEMS)), [name for name in found if name not in got]
        if missing:
            look = {
                "lengths": "how many rows has x, and how many labels has y?",
                "nan": "NaN compares False with everything, so neither `<` nor `==` finds it; infinity counts as well",
                "dtype": "which dtype has x here, and is it one of floats?",
                "range": "values below 0 and values above 1",
                "labels": "classes are numbered from 0 to num_classes − 1: look below and above",
                "duplicates": "whole rows, and each with all others, not only with the next one",
                "dead_column": "the same value in every row of a column, whatever that value is",
            }[missing[0]]
        else:
            false_alarm = next((name for name in got if name not in found), "")
            look = {
                "lengths": "a false alarm: x has rows and columns, y one label for each row",
                "nan": "a false alarm: only NaN and infinity count, and a whole number is neither",
                "dtype": "a false alarm: float64 is a float dtype, too",
                "range": "a false alarm: 0 and 1 are in the range, and only finite values count",
                "labels": "a false alarm: a class may be missing from a batch",
                "duplicates": "a false alarm: only whole rows of x count, not single values or labels",
                "dead_column": "a false alarm: all rows of a column must have the same value",
            }.get(false_alarm, "")
        cause = f"The name {strange[0]!r} is not one of {', '.join(PROBLEMS)}." if strange else ""
        expect.that(set(got) == set(found), tried=tried, got=expect.short(got), expected=repr(found), cause=cause,
                    look=look)  # fmt: skip


@lesson.shows
def pipelines(case):
    """Four data preparations drawn from a number of your choice, as numbered lines of text.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each draws others.

    Returns
    -------
    str
        Pipelines A to D; one of them lets the test rows leak into training.
    """
    return listing(draw_pipelines(case))


@lesson.exercise(
    points=1,
    hints=[
        "A leak: something that training uses was computed with the help of rows that are tested on later.",
        "Read each line and ask: which rows does it look at? Is the split before it or after it?",
        "A mistake that makes the test worse, or merely different, is no leak. A leak makes the test look "
        "better than life.",
    ],
)
def find_the_leak(answer, rng):
    """Which pipeline leaks, and in which line."""
    got = answer.value
    expect.that(isinstance(got, dict) and {"case", "pipeline", "line"} <= set(got), got=expect.short(got),
                tried="the form of your answer", expected='{"case": case, "pipeline": "…", "line": …}',
                look="these three names, each with a value")  # fmt: skip
    case, letter, line = got["case"], got["pipeline"], got["line"]
    expect.that(isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999, tried="the case",
                got=expect.short(case), expected="the whole number, from 0 to 9999, that you gave to check.pipelines",
                look="write `case`, the variable: no quotes, no number of another listing")  # fmt: skip
    drawn = draw_pipelines(case)
    leak = next(name for name, pipeline in drawn.items() if pipeline.leaks)
    replies = {name: f"{name} does not leak: {pipeline.reply}." for name, pipeline in drawn.items()}
    if isinstance(letter, str) and len(letter.strip()) == 1:
        letter = letter.strip().upper()
    expect.choice(letter, leak, tried=f"case {case}: the pipeline", replies=replies, options=tuple(drawn),
                  look="one of the four letters")  # fmt: skip
    number = isinstance(line, int) and not isinstance(line, bool)
    expect.that(
        number and line in drawn[leak].leaks,
        tried=f"case {case}: the line of pipeline {leak}",
        got=expect.short(line),
        expected="" if number else "a whole number",
        look="the pipeline is right. Which is the first line that uses rows it must not see?",
    )


BELIEVED = {find_the_leak: "a reading, compared with the pipelines that the case draws"}  # 1 point at most
