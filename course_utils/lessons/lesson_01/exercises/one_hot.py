"""Integer labels as rows of 0 with a single 1."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The result has the shape (len(labels), num_classes): all 0, and one 1 in each row.",
        "Use num_classes, not the largest label: a small batch may lack the last class.",
        "Row i has its 1 in column labels[i]. `np.eye(num_classes)` holds every row that can occur.",
    ],
    errors={
        "out of bounds": "A column is missing for some label. How many columns must there be, whatever labels come?",
    },
)


def check(answer, rng):
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
            "Each row holds its label. A single 1 is asked for, in the column of the label.": (want * labels[:, None]),
            "These are the labels as they were. As numbers they claim that class 2 is twice class 1, but "
            "classes are only names.": Either((labels, labels[:, None])),
            "Whole rows or columns became 1. Row 0 goes with labels[0] only, row 1 with labels[1], and so on.": Either(
                (rows, columns)
            ),
            "This is one row for the whole batch. Every label has a row of its own.": Either(
                (want.sum(axis=0), want.max(axis=0))
            ),
        },
    )
