"""The checks of lesson 01: scaling, labels, splits, a baseline, looking for bad data, finding a leak."""

import numpy as np

from course_utils.checks import beside, expect
from course_utils.checks.exercise import Lesson
from course_utils.checks.pipelines import draw_pipelines, listing

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
    images = rng.integers(0, 200, size=(3, 4, 5)).astype("uint8")  # no 255 here: its own maximum is no measure
    images[0, 0, :2] = 0, 187
    want = images.astype("float32") / 255
    tried = f"scale_images on uint8 images of shape (3, 4, 5), pixels from 0 to {images.max()}"
    got, (after,) = answer.via(beside.call_and_arguments, images)
    spread = images.astype("float64") - images.min(axis=(1, 2), keepdims=True)
    expect.unchanged(images, after, tried=tried, look="work on a copy: whoever handed you the images still needs them")
    expect.close(
        got,
        want,
        tried=tried,
        look="divide by 255, the largest value that a pixel can have",
        mistakes={
            "The pixels are still 0 … 255. The network's first weights expect inputs of about 1.": images,
            "255 became 0.996: the largest pixel is 255, not 256.": images / 256,
            "You divided by the largest pixel of this batch. Another batch has another one, and the same grey would then "
            "become another number. Every pixel can be at most 255.": images / images.max(),
            "You stretched every image by its own darkest and lightest pixel. The same grey must become the same number "
            "in all images.": spread / spread.max(axis=(1, 2), keepdims=True),
            "Whole-number division threw the fractions away: everything is 0.": images // 255,
            "The result went back into whole numbers: everything is 0. A dtype with fractions is needed.": np.zeros_like(images),
            "You standardised (mean 0, standard deviation 1). A good thing, but here pixels from 0 to 1 are asked for.": (
                (images - images.mean()) / images.std()
            ),
            "This is the range −1 to 1.": images / 127.5 - 1,
        },
    )
    expect.kind(
        got,
        "float32",
        tried=tried,
        look="the dtype: Keras computes in float32",
        mistakes={
            "The numbers are right. NumPy made float64 of them, twice the memory for digits that no pixel has.": "float64",
            "The numbers are right, but as a list. Keep the array.": "list",
        },
    )


@lesson.exercise(
    points=2,
    hints=[
        "Subtract, then divide. `mean` and `std` have one number for each column; NumPy lines them up with the columns of x.",
        "They come from the training rows. Do not compute them again from x: x may be the test rows.",
        "What is 0 / 0? Give the columns with std 0 another divisor: `np.where(std == 0, 1, std)`.",
    ],
)
def standardize(answer, rng):
    """Subtract the training mean and divide by the training standard deviation, column by column."""
    train = rng.normal(rng.uniform(-3, 3, 4), rng.uniform(0.5, 4, 4), size=(40, 4))
    mean, std = train.mean(axis=0), train.std(axis=0)
    x = rng.normal(2, 3, size=(6, 4))
    own, own_std = x.mean(axis=0), x.std(axis=0)
    mean[2], std[2], x[:, 2] = 5.0, 0.0, 5.0  # a pixel that never changes
    own[2], own_std[2] = 5.0, 1.0
    safe = np.where(std == 0, 1.0, std)
    want = (x - mean) / safe
    with np.errstate(all="ignore"):
        unsafe = (x - mean) / std
    infinite = np.where(std == 0, np.inf, want)
    tried = f"x of shape (6, 4), mean = {expect.short(mean)}, std = {expect.short(std)}"
    got, (after, mean_after, std_after) = answer.via(beside.call_and_arguments, x, mean, std)
    expect.unchanged(x, after, tried=tried, look="`-=` and `/=` write into the caller's array; make a new one")
    expect.unchanged(std, std_after, tried=tried, look="std belongs to the caller: mend it in a copy, e.g. with np.where")
    expect.close(
        got,
        want,
        tried=tried,
        rtol=2e-4,
        atol=2e-4,
        look="(x − mean) / std, and what happens where std is 0",
        mistakes={
            "Column 2 is constant: its std is 0, and 0 / 0 is NaN. One such pixel makes every weight NaN. "
            "Choose another divisor there.": expect.Either((unsafe, infinite)),
            "You computed mean and std again, from x itself. Then test rows are measured with another ruler than training "
            "rows. Use the `mean` and `std` that are handed in.": expect.Either(
                ((x - own) / own_std, (x - own) / np.where(own_std == 1, 1, own_std), _own(x))
            ),
            "You used one mean and one std for the whole table. Columns with large numbers then drown the others: "
            "one mean for each column.": expect.Either(
                ((x - x.mean()) / x.std(), (x - mean.mean()) / std.mean(), (x - mean.mean()) / safe.mean())
            ),
            "Only the mean is subtracted. Divide by std as well.": x - mean,
            "You divided without subtracting the mean first.": x / safe,
            "Divide by the standard deviation, not by its square, the variance.": (x - mean) / safe**2,
            "x / std − mean is not (x − mean) / std: mind the brackets.": x / safe - mean,
            "You multiplied by std; divide.": (x - mean) * safe,
            "These are numbers between 0 and 1, by smallest and largest value. Another kind of scaling: here mean and std.": (
                (x - x.min(axis=0)) / np.where(np.ptp(x, axis=0) == 0, 1, np.ptp(x, axis=0))
            ),
        },
    )


def _own(x):
    """x standardised by its own columns, the way that leaves NaN in a constant column."""
    with np.errstate(all="ignore"):
        return (x - x.mean(axis=0)) / x.std(axis=0)


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "The result has the shape (len(labels), num_classes): all 0, and one 1 in each row.",
        "Use num_classes, not the largest label: a small batch may lack the last class.",
        "Row i has its 1 in column labels[i]. `np.eye(num_classes)` holds every row that can occur.",
    ],
    errors={"out of bounds": "A column is missing for some label. How many columns must there be, whatever labels come?"},
)
def one_hot(answer, rng):
    """Integer labels become rows of 0 with a single 1."""
    num_classes = int(rng.integers(6, 9))
    # neither the first nor the last class is in the batch, and one in the middle is missing too
    labels = rng.permutation([1, 1, 2, num_classes - 2, 2, 1, num_classes - 2])
    want = np.eye(num_classes)[labels]
    _, inverse = np.unique(labels, return_inverse=True)
    expect.close(
        answer(labels, num_classes),
        want,
        tried=f"one_hot(labels={expect.short(labels)}, num_classes={num_classes})",
        look=f"the shape, ({len(labels)}, {num_classes}), and where the 1 of each row stands",
        mistakes={
            "The number of columns came from the largest label of this batch. The last class is absent here, and its "
            "column must be there all the same: use num_classes.": np.eye(int(labels.max()) + 1)[labels],
            "You numbered only the classes that occur. A class that is absent from this batch still has its column.": (
                expect.Either((np.eye(inverse.max() + 1)[inverse], np.eye(num_classes)[inverse]))
            ),
            "One column too many: the labels run from 0 to num_classes − 1.": expect.Either(
                (np.eye(num_classes + 1)[labels], np.eye(num_classes + 1)[labels + 1])
            ),
            "Every 1 stands one column too far left: label 0 belongs to column 0.": np.eye(num_classes)[labels - 1],
            "Every 1 stands one column too far right: label 0 belongs to column 0.": np.eye(num_classes)[labels + 1],
            "Rows and columns are exchanged: one row for each label.": want.T,
            "The labels themselves stand in the table. A single 1 in each row is asked for.": want * labels[:, None],
        },
    )


@lesson.exercise(
    points=3,
    hints=[
        "Go class by class: the positions of one class are `np.flatnonzero(y == c)`.",
        "Shuffle these positions with `np.random.default_rng(seed)`; the first part goes to validation, the rest to training.",
        "Collect positions, not rows: x[idx] and y[idx] with the same idx keep every row with its label.",
    ],
)
def stratified_split(answer, rng):
    """Split x and y at random so that every class has the same share in both parts."""
    sizes, fraction = np.array([20, 40, 60]), 0.25
    y = np.repeat(np.arange(3), sizes)  # sorted by class: who takes the last rows is found out
    x = np.stack([np.arange(len(y)) + 1000.0, rng.normal(size=len(y))], axis=1)  # column 0 names the row
    if rng.random() < 0.5:
        order = rng.permutation(len(y))
        x, y = x[order], y[order]
    label_of = dict(zip(x[:, 0].tolist(), y.tolist(), strict=True))
    tried = f"{len(y)} rows of 3 classes of 20, 40 and 60, val_fraction={fraction}"
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 3)]
    drawn = answer.via(beside.sample, [x, y, fraction], [*seeds, seeds[0]])
    parts = drawn[0]
    expect.that(isinstance(parts, (tuple, list)) and len(parts) == 4 and all(isinstance(p, (np.ndarray, list)) for p in parts),
                tried=tried, got=parts, expected="four arrays: x_train, y_train, x_val, y_val", look="the return line")  # fmt: skip
    shapes = [np.shape(p) for p in parts]
    got = ", ".join(map(str, shapes))
    expect.that([len(s) for s in shapes] != [2, 2, 1, 1], tried=tried, got=f"shapes {got}", expected="x, y, x, y",
                look="the order: x_train, y_train, x_val, y_val. Yours is that of another library, x_train, x_val, y_train, y_val: "
                "unpacked here, the validation rows would pass for labels")  # fmt: skip
    expect.that([len(s) for s in shapes] == [2, 1, 2, 1] and shapes[0][0] == shapes[1][0] and shapes[2][0] == shapes[3][0],
                tried=tried, got=f"shapes {got}", expected="(n, 2), (n,), (m, 2), (m,)", look="as many labels as rows in each part")  # fmt: skip
    x_train, y_train, x_val, y_val = map(np.asarray, parts)
    train_rows, val_rows = x_train[:, 0].tolist(), x_val[:, 0].tolist()
    both = set(train_rows) & set(val_rows)
    expect.that(not both, tried=tried, got=f"{len(both)} rows that are in both parts",
                look="a row that was trained on is no test of anything: training takes what validation left")  # fmt: skip
    everything = sorted(train_rows + val_rows)
    expect.that(everything == sorted(label_of), tried=tried, got=f"{len(everything)} rows in all, {len(set(everything))} different ones",
                expected=f"each of the {len(y)} rows once", look="rows lost or taken twice: draw without replacement, and round once")  # fmt: skip
    wrong = sum(label_of.get(row) != label for row, label in zip(train_rows + val_rows, [*y_train.tolist(), *y_val.tolist()], strict=True))
    expect.that(wrong == 0, tried=tried, got=f"{wrong} rows with another row's label",
                look="x and y were shuffled apart. Draw positions once and use them for both")  # fmt: skip
    counts, wanted = np.bincount(y_val.astype(int), minlength=3), sizes * fraction
    look = "every class by itself: a quarter of the 20, a quarter of the 40, a quarter of the 60"
    if abs(len(y_val) - len(y) * (1 - fraction)) <= 3:
        look = "the parts are exchanged: val_fraction is the share of the validation part"
    expect.that(bool((np.abs(counts - wanted) <= 1).all()), tried=tried, got=f"classes in validation: {expect.short(counts)}",
                expected=expect.short(wanted.astype(int)), look=look)  # fmt: skip
    expect.that(_rows(drawn[3]) == _rows(drawn[0]), tried="the same seed twice", got="two different splits",
                look="all chance must come from `seed`: np.random.default_rng(seed)")  # fmt: skip
    expect.that(_rows(drawn[0]) != _rows(drawn[1]) or _rows(drawn[0]) != _rows(drawn[2]), tried="three seeds", got="the same split each time",
                look="nothing is drawn, or the seed is not used: rows in the order of the file may differ from those at its end")  # fmt: skip


def _rows(parts):
    """Which rows a split of `stratified_split` put into validation."""
    return sorted(np.asarray(parts[2])[:, 0].tolist())


@lesson.exercise(
    points=3,
    hints=[
        "Draw groups, not rows: `np.unique(groups)` names each group once.",
        "Shuffle the names with `np.random.default_rng(seed)` and take as many groups as val_fraction says.",
        "A row belongs to validation when its group was drawn: `np.isin(groups, drawn)`, then `np.flatnonzero`.",
    ],
)
def split_by_group(answer, rng):
    """Split rows so that no group, for instance no writer, is on both sides."""
    names = rng.choice(np.arange(10, 99), 12, replace=False)  # names, not 0 … 11
    groups = rng.permutation(np.repeat(names, rng.permutation([4, 5, 6] * 4)))
    fraction, n = 0.25, len(groups)
    tried = f"{n} rows of 12 groups of 4 to 6 rows, in mixed order, val_fraction={fraction}"
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 3)]
    drawn = answer.via(beside.sample, [groups, fraction], [*seeds, seeds[0]])
    pair = drawn[0]
    expect.that(isinstance(pair, (tuple, list)) and len(pair) == 2 and all(isinstance(p, (np.ndarray, list)) for p in pair),
                tried=tried, got=pair, expected="two arrays of row numbers: train_idx, val_idx", look="the return line")  # fmt: skip
    train_idx, val_idx = map(np.asarray, pair)
    masks = train_idx.dtype == bool or val_idx.dtype == bool
    whole = all(idx.ndim == 1 and len(idx) and idx.dtype.kind in "iu" for idx in (train_idx, val_idx))
    look = "one row number for each row of a part, and no part empty"
    if masks:
        look = "these are masks of True and False; `np.flatnonzero(mask)` makes row numbers of one"
    elif whole and set(val_idx.tolist()) <= set(names.tolist()) and not set(val_idx.tolist()) <= set(range(n)):
        look = "these are the names of groups; asked for are the numbers of the rows that belong to them"
    together = np.concatenate([train_idx.ravel(), val_idx.ravel()]).tolist() if whole else []
    expect.that(whole and sorted(together) == list(range(n)), tried=tried, got=f"{expect.short(train_idx, 70)} and {expect.short(val_idx, 70)}",
                expected=f"the row numbers 0 … {n - 1}, each once", look=look)  # fmt: skip
    split = set(groups[train_idx].tolist()) & set(groups[val_idx].tolist())
    look = "whole groups must move: draw groups, not rows"
    expect.that(not split, tried=tried, got=f"{len(split)} of 12 groups with rows on both sides", look=look)
    look = "val_fraction is the share of the validation part, up to one group"
    if abs(len(train_idx) - fraction * n) <= 6:
        look = "the parts are exchanged: train_idx comes first, and val_fraction is the share of validation"
    expect.that(abs(len(val_idx) - fraction * n) <= 6, tried=tried, got=f"{len(val_idx)} of {n} rows in validation",
                expected=f"about {fraction * n:.0f}", look=look)  # fmt: skip
    rows = [sorted(np.asarray(pair[1]).tolist()) for pair in drawn]
    expect.that(rows[3] == rows[0], tried="the same seed twice", got="two different splits",
                look="all chance must come from `seed`: np.random.default_rng(seed)")  # fmt: skip
    expect.that(rows[0] != rows[1] or rows[0] != rows[2], tried="three seeds", got="the same split each time",
                look="the seed is not used: the groups with the smallest names are not a random choice")  # fmt: skip


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
    labels = rng.choice(np.arange(2, 30), 4, replace=False)
    counts = rng.permutation([3, 5, 11, 4])
    y_train, n = rng.permutation(np.repeat(labels, counts)), int(rng.integers(6, 10))
    most = int(labels[np.argmax(counts)])
    names, order = np.unique(y_train, return_counts=True)
    expect.close(
        answer(y_train, n),
        np.full(n, most),
        tried=f"majority_baseline with labels {expect.short(dict(zip(labels.tolist(), counts.tolist(), strict=True)))} (label: how often), n={n}",
        look="which label is the most frequent one, and n times",
        mistakes={
            "That is one label. Asked for are n of them, one for each row to predict.": most,
            "One label for each training row. Asked for are n, as many as there are rows to predict.": np.full(len(y_train), most),
            "That is how often it occurs. Asked for is the label.": np.full(n, 11),
            "That is the position of the label in the list of counts. Which label stands at that position?": (
                np.full(n, int(np.argmax(order)))
            ),
            "That is the rarest label.": np.full(n, int(names[np.argmin(order)])),
            "That is the largest label, not the most frequent.": np.full(n, int(y_train.max())),
            "A label is a name: the mean of names means nothing. Count them.": expect.Either(
                (np.full(n, y_train.mean()), np.full(n, round(y_train.mean())))
            ),
            "That is the median. Labels have no order worth anything: count them.": np.full(n, np.median(y_train)),
            "That is the first training label.": np.full(n, int(y_train[0])),
            "It predicts 0, whatever the training labels are.": np.zeros(n),
        },
    )
    tie = rng.permutation([7, 7, 4, 4, 9])
    got = expect.short(both := answer(tie, 3))
    right = any(np.array_equal(np.asarray(both), np.full(3, label)) for label in (4, 7))
    expect.that(right, tried=f"labels {expect.short(tie)}: a tie", got=got, expected="[4, 4, 4] or [7, 7, 7]",
                look="either of the two is right, but all n predictions must be the same label")  # fmt: skip


PROBLEMS = ("lengths", "nan", "dtype", "range", "labels", "duplicates", "dead_column")


@lesson.exercise(
    points=3,
    hints=[
        "One `if` for each problem, each appending its name to a list; return the list at the end.",
        "NaN compares False with everything: `x < 0` does not find it. `np.isfinite` does. For the range, look at finite values only.",
        "A dead column: `np.ptp(x, axis=0) == 0`, or `x.max(axis=0) == x.min(axis=0)`. Duplicates: `np.unique(x, axis=0)`.",
    ],
)
def check_data(answer, rng):
    """Name what is wrong with prepared data; nothing for clean data."""
    n, num_classes = 12, int(rng.integers(3, 6))
    x = np.round(rng.uniform(0.05, 0.95, size=(n, 4)), 3).astype("float32")
    y = rng.permutation(np.resize(np.arange(num_classes), n))
    x[0, :2] = 0.0, 1.0  # the ends of the range belong to it
    cases = []

    def case(what, found, rows=x, labels=y):
        cases.append((what, found, rows, labels))

    def changed(array, where, value):
        copy = array.copy()
        copy[where] = value
        return copy

    case("clean data", [])
    case("clean data with a class missing from this batch", [], labels=np.where(y == num_classes - 1, 0, y))
    case("one row less in y than in x", ["lengths"], labels=y[:-1])
    case("one NaN in x", ["nan"], rows=changed(x, (7, 1), np.nan))
    case("one infinite value in x", ["nan"], rows=changed(x, (3, 2), np.inf))
    case("raw uint8 pixels", ["dtype", "range"], rows=rng.integers(2, 256, size=(n, 4)).astype("uint8"))
    case("whole numbers 0 and 1 as int64", ["dtype", "duplicates"], rows=np.resize([[0, 1, 0, 1], [1, 0, 1, 0], [1, 1, 0, 0]], (n, 4)))
    case("a value of -0.2 in x", ["range"], rows=changed(x, (5, 3), -0.2))
    case("a value of 1.5 in x", ["range"], rows=changed(x, (5, 3), 1.5))
    case(f"a label {num_classes}, when classes are numbered from 0", ["labels"], labels=changed(y, 2, num_classes))
    case("a label -1", ["labels"], labels=changed(y, 2, -1))
    case("a row that occurs twice", ["duplicates"], rows=changed(x, 4, x[9]))
    case("a column with the same value everywhere", ["dead_column"], rows=changed(x, (slice(None), 2), np.float32(0.5)))
    case("a NaN, and a label out of range", ["nan", "labels"], rows=changed(x, (7, 1), np.nan), labels=changed(y, 2, num_classes))
    for what, found, rows, labels in cases:
        got = answer(rows, labels, num_classes)
        tried = f"check_data on {what}, num_classes={num_classes}"
        expect.that(isinstance(got, (list, tuple)) and all(isinstance(name, str) for name in got), tried=tried, got=got,
                    expected="a list of names, empty when all is well", look="the return line")  # fmt: skip
        strange = sorted(set(got) - set(PROBLEMS))
        look = "what this problem does to your test for it"
        if strange:
            look = f"the name {strange[0]!r} is not one of {', '.join(PROBLEMS)}"
        elif not found:
            look = "an alarm on clean data is as bad as none: 0 and 1 are in the range, a class may be absent, y is not x"
        elif "nan" in found and "nan" not in got:
            look = "NaN compares False with everything, so no `<` finds it; and infinity is no number either: np.isfinite"
        elif "nan" in found and set(got) - set(found):
            look = "a NaN must not set off the other alarms: look at the finite values only"
        expect.that(set(got) == set(found), tried=tried, got=got, expected=repr(found), look=look)


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
        "A mistake that makes the test worse, or merely different, is no leak. A leak makes the test look better than life.",
    ],
)
def find_the_leak(answer, rng):
    """Which pipeline leaks, and in which line."""
    got = answer.value
    form = '{"case": case, "pipeline": "…", "line": …}'
    expect.that(isinstance(got, dict) and set(got) == {"case", "pipeline", "line"}, tried="the form of your answer", got=got,
                expected=form, look="these three names, each with a value")  # fmt: skip
    case = got["case"]
    expect.that(isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999, tried="the case", got=case,
                expected="the whole number that you gave to check.pipelines", look="`case`, the variable, without quotes")  # fmt: skip
    drawn = draw_pipelines(case)
    leak = next(letter for letter, pipeline in drawn.items() if pipeline.leak)
    replies = {letter: pipeline.reply for letter, pipeline in drawn.items() if letter != leak}
    expect.choice(got["pipeline"], leak, tried=f"case {case}: the pipeline", replies=replies, options=tuple(drawn),
                  look="one of the four letters")  # fmt: skip
    expect.choice(got["line"], drawn[leak].leak, tried=f"case {case}: the line of pipeline {leak}", replies={},
                  look="the pipeline is right. Which is the first line that uses rows it must not see?")  # fmt: skip


BELIEVED = {find_the_leak: "a reading, compared with the pipelines that the case draws"}  # at most 1 point each
