"""The mean of every column of a table."""

import numpy as np

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_00.exercises import _shared

exercise = Exercise(
    points=1,
    hints=[
        "x has the shape (rows, columns). The result has one number for each column, so the axis of the rows must "
        "disappear.",
        "`np.mean(x, axis=…)` takes the mean over the axis that you name, and this axis disappears.",
    ],
    errors=_shared.AXES,
    shown_as="column_means(x)",
    look="the result has one mean for each column, so 5 numbers",
    tolerance=5e-3,  # half precision is enough
)


def reference(x):
    return np.mean(x, axis=0)


mistakes = _shared.means_mistakes(0, "column", "row")
cases = _shared.means_cases
