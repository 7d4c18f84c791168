"""Rows for the broken programs, which a learner gets from a number."""

import numpy as np

from course_utils.lessons.lesson_08b.exercises import _datasets


def rows(patient):
    """Return rows to run a patient's program on; the check draws different ones.

    Parameters
    ----------
    patient : int
        1 to 6.

    Returns
    -------
    tuple of numpy.ndarray
        ``x, y, x_new, y_new``: the program gets the first three. A label -1 in `y_new` is not counted.
    """
    draws = _datasets.apartments, _datasets.writing, _datasets.plants, _datasets.rents, _datasets.blood, _datasets.stars
    if isinstance(patient, bool) or patient not in range(1, len(draws) + 1):
        raise ValueError(f"patient must be a whole number from 1 to {len(draws)}, got {patient!r}")
    drawn = draws[patient - 1](np.random.default_rng(patient))
    return drawn.x, drawn.y, drawn.x_new, drawn.y_new
