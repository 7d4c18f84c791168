"""The programs of a case number and the symptoms to choose from, which `check.networks(case)` shows a learner."""

from course_utils.lessons.lesson_05.exercises._placements import draw_case, listing


def networks(case):
    """Return four programs with dropout for a number of your choice, and symptoms to choose from, as text.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each gives different programs.

    Returns
    -------
    str
        Programs A to D, of which one is correct, and a numbered list of symptoms.
    """
    return listing(draw_case(case))
