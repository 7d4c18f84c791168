"""Name the problems of prepared data, and none for clean data."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_01 import learner_side

exercise = Exercise(
    points=3,
    hints=[
        "Use one `if` for each problem, which appends its name to a list, and return the list at the end.",
        "Comparisons such as `x < 0` are False for NaN, so they don't find it. `np.isfinite` is False for NaN and "
        "for infinite values, and you can also use it to check only the finite values for the range.",
        "In a dead column, `x.max(axis=0) == x.min(axis=0)`. `np.unique(x, axis=0)` drops duplicate rows.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but a comparison with x gives one for each value. "
        "Do you need any of them, or all?",
        "unhashable type": "A set can't contain the rows of an array. NumPy has a function that finds unique rows.",
    },
    shown_as="check_data(x, y, num_classes)",
    via=learner_side.problems,
)

_FINDS = {
    "lengths": lambda x, y, num_classes: len(x) != len(y),
    "nan": lambda x, y, num_classes: not np.isfinite(x).all(),
    "dtype": lambda x, y, num_classes: x.dtype.kind != "f",
    "range": lambda x, y, num_classes: ((x < 0) | (x > 1))[np.isfinite(x)].any(),
    "labels": lambda x, y, num_classes: (y < 0).any() or (y >= num_classes).any(),
    "duplicates": lambda x, y, num_classes: len(np.unique(x, axis=0)) < len(x),
    "dead_column": lambda x, y, num_classes: (x.max(axis=0) == x.min(axis=0)).any(),
}


def _with(name="", finds=lambda x, y, num_classes: False):
    """Return the function that looks for the problem `name` in a different way, never by default."""
    tests = _FINDS | ({name: finds} if name else {})

    def check_data(x, y, num_classes):
        return [problem for problem, test in tests.items() if test(x, y, num_classes)]

    return check_data


reference = _with()

mistakes = {
    "Your function doesn't compare the number of rows in x with the number of labels in y.": _with("lengths"),
    '"lengths" is a false alarm: x has rows and columns, and y has one label for each row.': _with(
        "lengths", lambda x, y, num_classes: x.size != y.size
    ),
    "Your function finds neither NaN nor infinite values. Comparisons such as `<`, `>` and `==` are always False for "
    "NaN, so they don't find it.": _with("nan"),
    "Your function finds NaN, but infinity counts as well.": _with("nan", lambda x, y, num_classes: np.isnan(x).any()),
    '"nan" is a false alarm: an integer is neither NaN nor infinite.': _with(
        "nan", lambda x, y, num_classes: not np.isfinite(x).all() or x.dtype.kind != "f"
    ),
    "Your function accepts integers. Is the dtype of x here one of the float dtypes?": _with("dtype"),
    '"dtype" is a false alarm: float64 is a float dtype, too.': _with(
        "dtype", lambda x, y, num_classes: x.dtype != "float32"
    ),
    '"dtype" is a false alarm: float32 is a float dtype, too.': _with(
        "dtype", lambda x, y, num_classes: x.dtype != "float64"
    ),
    "Your function doesn't find values below 0.": (
        _with("range", lambda x, y, num_classes: (x[np.isfinite(x)] > 1).any())
    ),
    "Your function doesn't find values above 1.": (
        _with("range", lambda x, y, num_classes: (x[np.isfinite(x)] < 0).any()),
        _with("range", lambda x, y, num_classes: ((x < 0) | (x > 255))[np.isfinite(x)].any()),
    ),
    '"range" is a false alarm: the values 0 and 1 are allowed.': _with(
        "range", lambda x, y, num_classes: ((x <= 0) | (x >= 1))[np.isfinite(x)].any()
    ),
    '"range" is a false alarm: only finite values count for the range.': (
        _with("range", lambda x, y, num_classes: ((x < 0) | (x > 1)).any()),
        _with("range", lambda x, y, num_classes: not ((x >= 0) & (x <= 1)).all()),
    ),
    "Your function accepts the label num_classes. The classes are numbered from 0 to num_classes − 1.": (
        _with("labels", lambda x, y, num_classes: (y < 0).any() or (y > num_classes).any()),
        _with("labels", lambda x, y, num_classes: (y < 0).any()),
    ),
    "Your function accepts labels below 0.": _with("labels", lambda x, y, num_classes: (y >= num_classes).any()),
    '"labels" is a false alarm: a class can be missing from a batch.': _with(
        "labels", lambda x, y, num_classes: len(np.unique(y)) != num_classes
    ),
    "Your function doesn't find the duplicate row. Compare each whole row with all others, not only with the next "
    "one.": _with("duplicates", lambda x, y, num_classes: (x[1:] == x[:-1]).all(axis=1).any()),
    '"duplicates" is a false alarm: only whole rows of x count, not single values or labels.': (
        _with("duplicates", lambda x, y, num_classes: len(np.unique(x)) < x.size),
        _with("duplicates", lambda x, y, num_classes: len(np.unique(y)) < len(y)),
    ),
    "Your function doesn't find the dead column. A column is dead if all its rows have the same value, whatever that "
    "value is.": (
        _with("dead_column", lambda x, y, num_classes: (x == 0).all(axis=0).any()),
        _with("dead_column", lambda x, y, num_classes: (x.max(axis=1) == x.min(axis=1)).any()),
    ),
    "Your function doesn't find this dead column. Because of rounding, the computed standard deviation of equal values "
    "is often not exactly 0. Compare the values instead.": _with(
        "dead_column", lambda x, y, num_classes: (x.std(axis=0) == 0).any()
    ),
    '"dead_column" is a false alarm: all rows of a dead column have the same value.': _with(
        "dead_column", lambda x, y, num_classes: (x[0] == x[1:]).any()
    ),
    "You returned only one problem. Data can have several, so return all of them.": (
        lambda x, y, num_classes: reference(x, y, num_classes)[:1],
        lambda x, y, num_classes: reference(x, y, num_classes)[-1:],
    ),
}

_CLEAN = "which name is a false alarm? Compare what you test with the table of problems"


def cases(rng):
    n, num_classes = 12, int(rng.integers(3, 6))
    x = np.round(rng.uniform(0.05, 0.95, size=(n, 4)), 3).astype("float32")
    y = rng.permutation(np.resize(np.arange(num_classes), n))
    x[0, :2] = 0.0, 1.0  # both ends belong to the range
    x[6, 0] = x[7, 0]  # one equal value doesn't make two equal rows

    def case(what, look, rows=x, labels=y):
        return Case(
            "{what}, num_classes={num_classes}",
            look=look,
            fields={"what": what},
            x=rows,
            y=labels,
            num_classes=num_classes,
        )

    def changed(array, where, value):
        copy = array.copy()
        copy[where] = value
        return copy

    bits = np.resize([[0, 1, 0, 1], [1, 0, 1, 0], [1, 1, 0, 0]], (n, 4))
    with_nan = changed(x, (7, 1), np.nan)
    pixels = rng.integers(2, 256, size=(n, 4)).astype("uint8")
    yield case("clean data", _CLEAN)
    yield case("clean data of dtype float64", _CLEAN, x.astype("float64"))
    yield case("clean data without the last class", _CLEAN, labels=np.where(y == num_classes - 1, 0, y))
    labels_from_0 = "the classes are numbered from 0 to num_classes − 1"
    dead = changed(x, (slice(None), 2), np.float32(0.5))
    full = (changed(x.astype("float64"), (slice(None), 1), tenth / 10) for tenth in rng.permutation(np.arange(1, 10)))
    rounded = next(each for each in full if each.std(axis=0).all())  # the standard deviation is 1e-17 or so
    faulty = [
        case("one label too few in y", "how many rows does x have, and how many labels does y have?", labels=y[:-1]),
        case("one NaN in x", 'does your function report NaN as "nan", and as no other problem?', with_nan),
        case("one infinite value in x", "only finite values count for the range", changed(x, (3, 2), np.inf)),
        case("raw uint8 pixels", "which dtype and which range does x have?", pixels),
        case("integers 0 and 1, and some rows twice", "which dtype does x have, and which rows are the same?", bits),
        case("a value of -0.2 in x", "values below 0 and values above 1", changed(x, (5, 3), -0.2)),
        case("a value of 1.5 in x", "values below 0 and values above 1", changed(x, (5, 3), 1.5)),
        case("a label equal to num_classes", labels_from_0, labels=changed(y, 2, num_classes)),
        case("a label -1", labels_from_0, labels=changed(y, 2, -1)),
        case("a row that occurs twice", "compare each whole row with all others", changed(x, 4, x[9])),
        case("a column with 0.5 everywhere", "the same value in every row of a column", dead),
        case(f"a column with {rounded[0, 1]} everywhere", "the same value in every row of a column", rounded),
        case("a NaN and a label -1", "your list can have more than one name", with_nan, changed(y, 2, -1)),
    ]
    for number in rng.permutation(len(faulty)):  # so that no list of constants has them in their order
        yield faulty[number]
