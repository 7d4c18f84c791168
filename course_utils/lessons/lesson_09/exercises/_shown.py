"""Digits to try a project with, which `check.digits(case)` gives a learner."""

import numpy as np

from course_utils.lessons.lesson_09.exercises._handwriting import draw_project


def digits(case):
    """Return digits to try a project with: neat ones for training, warped ones for validation.

    Parameters
    ----------
    case : int
        Any whole number from 0; each draws different digits, and the check draws its own.

    Returns
    -------
    tuple of numpy.ndarray
        ``x_train, y_train, x_val, y_val``: float32 of shape (n, 14, 14) from 0 to 1, and labels, int64 of shape (n,).
    """
    data = draw_project(np.random.default_rng(case))
    return data.x_train, data.y_train, data.x_val, data.y_val
