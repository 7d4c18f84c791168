"""The mean of every row of a table."""

import numpy as np

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_00.exercises import _shared

exercise = Exercise(
    points=1,
    hints=[
        "x has the shape (rows, columns). The result has one number for each row, so the axis of the columns must "
        "disappear.",
        "`np.mean(x, axis=…)` takes the mean over the axis that you name, and this axis disappears.",
    ],
    errors=_shared.AXES,
    shown_as="row_means(x)",
    look="the result has one mean for each row, so 3 numbers",
    tolerance=5e-3,  # half precision is enough
)


def reference(x):
    return np.mean(x, axis=1)


mistakes = _shared.means_mistakes(1, "row", "column")
cases = _shared.means_cases
