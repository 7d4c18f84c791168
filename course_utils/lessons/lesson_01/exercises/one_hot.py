"""Integer labels as rows of zeros with a single 1."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The result has the shape (len(labels), num_classes). It is 0 everywhere, except for a single 1 in each row.",
        "Use num_classes instead of the largest label, because the last class can be missing from a small batch.",
        "Row i has its 1 in column labels[i]. `np.eye(num_classes)` contains every row that can occur.",
    ],
    errors={
        "out of bounds": "There is no column for one of the labels. How many columns do you need for any label that "
        "can occur?",
        "as a data type": hints.SHAPE,
        "could not be broadcast": "The shapes (n,) and (num_classes,) don't fit. If you compare labels with classes, "
        "give the labels the shape (n, 1).",
    },
    shown_as="one_hot(labels, num_classes)",
    look="is the shape ({labels.size}, {num_classes}), and in which column is the 1 of each row?",
)


def reference(labels, num_classes):
    return np.eye(num_classes)[labels]


def _numbered(labels):
    """Return labels that count only the classes in this batch, and the number of these classes."""
    names, numbers = np.unique(labels, return_inverse=True)
    return numbers, len(names)


def _whole_rows(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    table[labels] = 1
    return table


def _whole_columns(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    table[:, labels] = 1
    return table


mistakes = {
    "Your function takes the number of columns from the largest label of this batch. The last class is missing here, "
    "but it still needs its column.": lambda labels, num_classes: reference(labels, labels.max() + 1),
    "You numbered only the classes that occur in this batch. A class that is missing here still needs its column.": (
        lambda labels, num_classes: reference(*_numbered(labels)),
        lambda labels, num_classes: reference(_numbered(labels)[0], num_classes),
    ),
    "You have one column too many. The labels go from 0 to num_classes − 1.": (
        lambda labels, num_classes: reference(labels, num_classes + 1),
        lambda labels, num_classes: reference(labels + 1, num_classes + 1),
    ),
    "Every 1 is one column too far to the left. Label 0 belongs to column 0.": (
        lambda labels, num_classes: reference(labels - 1, num_classes)
    ),
    "Every 1 is one column too far to the right. Label 0 belongs to column 0.": (
        lambda labels, num_classes: reference(labels + 1, num_classes)
    ),
    "You swapped rows and columns. There should be one row for each label.": (
        lambda labels, num_classes: reference(labels, num_classes).T
    ),
    "Your rows contain the label itself. Write a 1 in the column of the label instead.": (
        lambda labels, num_classes: reference(labels, num_classes) * labels[:, None]
    ),
    "You returned the labels themselves. As numbers, they claim that class 2 is twice class 1, but classes have no "
    "such order.": (
        lambda labels, num_classes: labels,
        lambda labels, num_classes: labels[:, None],
    ),
    "You set whole rows or whole columns to 1. Row 0 belongs only to labels[0], row 1 only to labels[1], and so on.": (
        _whole_rows,
        _whole_columns,
    ),
    "You returned one row for the whole batch. Each label needs its own row.": (
        lambda labels, num_classes: reference(labels, num_classes).sum(axis=0),
        lambda labels, num_classes: reference(labels, num_classes).max(axis=0),
    ),
    "The column of class 0 is missing. Each class needs its own column.": (
        lambda labels, num_classes: reference(labels, num_classes)[:, 1:]
    ),
    "You swapped 0 and 1. Only the class of the label gets a 1.": (
        lambda labels, num_classes: 1 - reference(labels, num_classes)
    ),
}


def cases(rng):
    num_classes = int(rng.integers(6, 8))
    # the first and the last class are not in the batch, and one in the middle is missing, too
    labels = rng.permutation(np.repeat([1, 2, num_classes - 2], 3))  # more of them than classes
    while labels[0] == labels[-1]:  # so that rows in reverse order are noticed
        labels = rng.permutation(labels)
    yield Case("labels={labels}, num_classes={num_classes}", labels=labels, num_classes=num_classes)
