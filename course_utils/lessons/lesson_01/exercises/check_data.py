"""Name what is wrong with prepared data; nothing for clean data."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise

PROBLEMS = ("lengths", "nan", "dtype", "range", "labels", "duplicates", "dead_column")


exercise = Exercise(
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
        "unhashable type": "Rows of an array cannot be put into a set. Does NumPy have a function for different rows?",
    },
)


def check(answer, rng):
    n, num_classes = 12, int(rng.integers(3, 6))
    x = np.round(rng.uniform(0.05, 0.95, size=(n, 4)), 3).astype("float32")
    y = rng.permutation(np.resize(np.arange(num_classes), n))
    x[0, :2] = 0.0, 1.0  # the ends of the range belong to it
    x[6, 0] = x[7, 0]  # one equal value does not make two equal rows
    cases = []

    def case(description, problems, rows=x, labels=y):
        cases.append((description, problems, rows, labels))

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
    for description, problems, rows, labels in cases:
        got = answer(rows, labels, num_classes)
        got = got.tolist() if isinstance(got, np.ndarray) else got
        tried = f"check_data on {description}, num_classes={num_classes}"
        listed = isinstance(got, (list, tuple)) and all(isinstance(name, str) for name in got)
        expect.that(
            listed,
            tried=tried,
            got=expect.short(got),
            look="the return line",
            expected="a list of names, empty when all is well",
        )
        unknown, missing = sorted(set(got) - set(PROBLEMS)), [name for name in problems if name not in got]
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
            false_alarm = next((name for name in got if name not in problems), "")
            look = {
                "lengths": "a false alarm: x has rows and columns, y one label for each row",
                "nan": "a false alarm: only NaN and infinity count, and a whole number is neither",
                "dtype": "a false alarm: float64 is a float dtype, too",
                "range": "a false alarm: 0 and 1 are in the range, and only finite values count",
                "labels": "a false alarm: a class may be missing from a batch",
                "duplicates": "a false alarm: only whole rows of x count, not single values or labels",
                "dead_column": "a false alarm: all rows of a column must have the same value",
            }.get(false_alarm, "")
        cause = f"The name {unknown[0]!r} is not one of {', '.join(PROBLEMS)}." if unknown else ""
        expect.that(
            set(got) == set(problems),
            tried=tried,
            got=expect.short(got),
            expected=repr(problems),
            cause=cause,
            look=look,
        )
