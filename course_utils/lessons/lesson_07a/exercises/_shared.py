"""Windows over a series."""

import numpy as np


def windows(series, timesteps, horizon, step=1, lost=0):
    """Return windows of shape (n, timesteps, 1), and for each the value `horizon` steps after its last one."""
    n = len(series) - timesteps - horizon + 1 - lost
    starts = range(0, n, step)
    X = np.array([series[start : start + timesteps] for start in starts]).reshape(-1, timesteps, 1)
    return X, np.array([series[start + timesteps + horizon - 1] for start in starts])
