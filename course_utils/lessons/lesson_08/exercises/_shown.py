"""Curves of training runs and rows for the patients, which a learner gets from a case number."""

import copy

import numpy as np

from course_utils.lessons.lesson_08.exercises import _datasets, _shared


def six_trainings(case):
    """Return the curves of six training runs made from a number of your choice.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each makes others.

    Returns
    -------
    dict of str to dict
        "A" to "F", each a history: "loss", "accuracy", "val_loss", "val_accuracy", a number for each epoch; and
        "num_classes".
    """
    return {letter: copy.deepcopy(training.history) for letter, training in _shared.draw_case(case).items()}


def known_trainings(case):
    """Return the curves of 24 training runs made from a number of your choice, with their names, to try a rule on.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each makes others.

    Returns
    -------
    list of (str, dict)
        The name, one of five, and the history: "loss", "accuracy", "val_loss", "val_accuracy", a number for each
        epoch; and "num_classes".
    """
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    return [(training.name, copy.deepcopy(training.history)) for training in _shared.draw_many(case)]


def rows(patient):
    """Return rows to run a patient's program on; the check draws others.

    Parameters
    ----------
    patient : int
        1 to 6.

    Returns
    -------
    tuple of numpy.ndarray
        ``x, y, x_new, y_new``: the program gets the first three. A label -1 in `y_new` is not counted.
    """
    draws = _datasets.flats, _datasets.writing, _datasets.plants, _datasets.rents, _datasets.blood, _datasets.stars
    if isinstance(patient, bool) or patient not in range(1, len(draws) + 1):
        raise ValueError(f"patient must be a whole number from 1 to {len(draws)}, got {patient!r}")
    drawn = draws[patient - 1](np.random.default_rng(patient))
    return drawn.x, drawn.y, drawn.x_new, drawn.y_new
