"""Curves of training runs, which a learner gets from a case number."""

import copy

from course_utils.lessons.lesson_08a.exercises import _shared


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
