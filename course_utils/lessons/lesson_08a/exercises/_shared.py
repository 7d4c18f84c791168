"""The training runs that the exercises on curves read."""

import functools

import numpy as np

from course_utils.lessons.lesson_08a.exercises import _labelled_runs

LETTERS = "ABCDEF"


@functools.lru_cache(4)
def draw_case(case):
    """Draw the six training runs of a case: a dict from letter to `_labelled_runs.Training`.

    Parameters
    ----------
    case : int
        From 0 to 9999.

    Raises
    ------
    ValueError
        For another case.
    """
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    rng = np.random.default_rng(case)
    names = rng.permutation([*_labelled_runs.NAMES, *_labelled_runs.NAMES])[
        : len(LETTERS)
    ].tolist()  # one may come twice
    return dict(zip(LETTERS, _labelled_runs.draw_trainings(rng, names), strict=True))


COUNTS = {"healthy": 5, "overfitting": 5, "underfitting": 5, "not learning": 5, "diverged": 4}


@functools.lru_cache(32)
def draw_many(seed):
    """Draw the 24 training runs of a seed in mixed order, a tuple of `_labelled_runs.Training`."""
    rng = np.random.default_rng(seed)
    names = [name for name, count in COUNTS.items() for _ in range(count)]
    return tuple(_labelled_runs.draw_trainings(rng, rng.permutation(names).tolist()))
