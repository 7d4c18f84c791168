"""The confusion matrix: how often each class was predicted as each class."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=2,
    hints=[
        "Start with an array of zeros of shape (num_classes, num_classes).",
        "For each example, add 1 in the row of its true class and the column of its predicted class.",
        "`matrix[y_true, y_pred] += 1` counts a pair only once, even if it occurs twice. A loop or `np.add.at` counts "
        "all of them.",
    ],
    errors={
        "out of bounds": "Your table is too small for one of the classes. It needs `num_classes` rows and columns, "
        "whichever labels occur.",
        "as a data type": hints.SHAPE,
    },
    shown_as="confusion_matrix(y_true, y_pred, num_classes)",
    look="the row is the true class, the column is the predicted class, and each cell holds a count",
)


def reference(y_true, y_pred, num_classes):
    matrix = np.zeros((num_classes, num_classes), int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix


def _once(y_true, y_pred, num_classes):
    matrix = np.zeros((num_classes, num_classes), int)
    matrix[y_true, y_pred] += 1
    return matrix


def _only_present(y_true, y_pred, num_classes):
    present = np.unique([y_true, y_pred])
    return reference(y_true, y_pred, num_classes)[np.ix_(present, present)]


def _by_sum(matrix, axis):
    return matrix / np.maximum(matrix.sum(axis=axis, keepdims=True), 1)


mistakes = {
    "You swapped rows and columns. A row belongs to a true class, and a column to a predicted one.": (
        lambda y_true, y_pred, num_classes: reference(y_pred, y_true, num_classes)
    ),
    "Every pair is counted only once, however often it occurs. `= 1` doesn't count, and with whole arrays, "
    "`matrix[a, b] += 1` reads all cells before it writes them.": _once,
    "All rows of your table are the same list, because `[row] * n` repeats one list n times. Create a new list for "
    "each row.": lambda y_true, y_pred, num_classes: np.tile(
        np.bincount(y_pred, minlength=num_classes), (num_classes, 1)
    ),
    "Your loops combine every label with every prediction. Each label belongs only to the prediction at the same "
    "position.": lambda y_true, y_pred, num_classes: np.outer(
        np.bincount(y_true, minlength=num_classes), np.bincount(y_pred, minlength=num_classes)
    ),
    "A class that doesn't occur here still has its row and its column. Use num_classes.": (
        _only_present,
        lambda y_true, y_pred, num_classes: reference(y_true, y_pred, max(y_true.max(), y_pred.max()) + 1),
    ),
    "You returned fractions. The cells hold counts.": (
        lambda y_true, y_pred, num_classes: reference(y_true, y_pred, num_classes) / len(y_true),
        lambda y_true, y_pred, num_classes: _by_sum(reference(y_true, y_pred, num_classes), 1),
        lambda y_true, y_pred, num_classes: _by_sum(reference(y_true, y_pred, num_classes), 0),
    ),
    "You counted only the correct predictions. The mistakes are the interesting part.": (
        lambda y_true, y_pred, num_classes: reference(y_true[y_true == y_pred], y_pred[y_true == y_pred], num_classes)
    ),
    "You counted only the mistakes. The correct predictions belong on the diagonal.": (
        lambda y_true, y_pred, num_classes: reference(y_true[y_true != y_pred], y_pred[y_true != y_pred], num_classes)
    ),
    "Your table has one row and one column too many. The classes run from 0 to num_classes − 1.": (
        lambda y_true, y_pred, num_classes: reference(y_true, y_pred, num_classes + 1)
    ),
}


def cases(rng):
    num_classes = int(rng.integers(6, 8))
    last = num_classes - 2  # the class after it and one in the middle do not occur
    a, b, c, d = rng.permutation([*rng.permutation(last)[:3], last])
    y_true = np.repeat([a, b, c, d], [4, 3, 5, 2])
    y_pred = y_true.copy()
    y_pred[[0, 1, 4, 7, 8, 9, 12]] = [b, b, c, d, d, a, b]
    order = rng.permutation(len(y_true))
    yield Case(
        "y_true = {y_true}, y_pred = {y_pred}, num_classes = {num_classes}",
        y_true=y_true[order],
        y_pred=y_pred[order],
        num_classes=num_classes,
    )
