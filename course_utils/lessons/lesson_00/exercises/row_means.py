"""The mean of every row of a table."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_00.exercises import _shared

exercise = Exercise(
    points=1,
    hints=[
        "x has the shape (rows, columns). One number for each row: the axis of the columns must disappear.",
        "`np.mean(x, axis=…)`: the axis that you name is the one that is averaged away.",
    ],
    errors=_shared.AXES,
)


def check(answer, rng):
    _shared.means(answer, rng, 1, "row", "column")
