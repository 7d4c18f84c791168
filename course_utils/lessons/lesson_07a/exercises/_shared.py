"""The parts of an answer, and windows over a series."""

import numpy as np

from course_utils.checks import expect


def parts(got, names, tried):
    """Return what came back, if it has as many parts as `names`."""
    expect.that(
        isinstance(got, (tuple, list)) and len(got) == len(names),
        tried=tried,
        got=got,
        expected=f"{len(names)} values: {', '.join(names)}",
        look=f"return {', '.join(names)}, separated by commas",
    )
    return got


def windows(series, timesteps, horizon, step=1, lost=0):
    """Return windows of shape (n, timesteps, 1), and for each the value `horizon` steps after its last one."""
    n = len(series) - timesteps - horizon + 1 - lost
    starts = range(0, n, step)
    X = np.array([series[start : start + timesteps] for start in starts]).reshape(-1, timesteps, 1)
    return X, np.array([series[start + timesteps + horizon - 1] for start in starts])
