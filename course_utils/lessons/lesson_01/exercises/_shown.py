"""The data preparations of a case number, which `check.pipelines(case)` shows a learner."""

from course_utils.lessons.lesson_01.exercises._pipelines import draw_pipelines, listing


def pipelines(case):
    """Return four data preparations drawn from a number of your choice, as numbered lines of text.

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
