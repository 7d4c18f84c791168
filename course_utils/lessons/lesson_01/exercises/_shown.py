"""The four data preparations of a case, as `check.pipelines(case)` shows them."""

from course_utils.lessons.lesson_01.exercises._pipelines import draw_pipelines, listing


def pipelines(case):
    """Return four data preparations as text with numbered lines.

    Parameters
    ----------
    case : int
        Any integer from 0 to 9999. Each gives different preparations.

    Returns
    -------
    str
        Pipelines A to D. One of them has a leak.
    """
    return listing(draw_pipelines(case))
