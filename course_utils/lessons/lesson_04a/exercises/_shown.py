"""The range test of a small task drawn from a case number, which `check.range_test(case)` shows a learner."""

import numpy as np

from course_utils.lessons.lesson_04a.exercises._range_test import UNIT_SIZES, draw_task


def range_test(case):
    """Return the range test of a task: the learning rates, each used for one step, and the losses.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each draws a different task.

    Returns
    -------
    rates, losses : array of shape (steps,)
        Rates rising by equal factors; the test ends when the loss has become ten times what it was at first.
    """
    rng = np.random.default_rng(case)
    task = draw_task(rng, rng.uniform(*UNIT_SIZES[case % len(UNIT_SIZES)]))
    return task.rates.copy(), task.losses.copy()
