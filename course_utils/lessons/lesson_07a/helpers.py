"""Helpers of the lesson: the series in steps of four weeks, and a forecast by similar windows."""

import numpy as np
from sklearn.neighbors import KNeighborsRegressor

from course_utils.data.co2 import Series

WEEKS = 4


def four_week_means(series: Series) -> tuple[np.ndarray, np.ndarray]:
    """Average a weekly series over four weeks at a time, so that a year has 13 steps.

    Parameters
    ----------
    series : Series
        Weekly. The first weeks that don't fill a step are left out.

    Returns
    -------
    years : numpy.ndarray
        The middle of each step, such as 1965.5, shape (steps,).
    values : numpy.ndarray
        The means, shape (steps,).
    """
    skipped = len(series.values) % WEEKS
    days = series.dates[skipped:].astype("datetime64[D]").astype(float)
    years = 1970 + days / 365.25
    values = series.values[skipped:]
    return years.reshape(-1, WEEKS).mean(axis=1), values.reshape(-1, WEEKS).mean(axis=1)


def neighbor_error(X: np.ndarray, Y: np.ndarray, known: np.ndarray, held_out: np.ndarray) -> float:
    """Forecast windows by their nearest neighbors, and return the mean absolute error.

    Windows are compared after their last value is subtracted, and the mean change of the 3 nearest ones is added to it.

    Parameters
    ----------
    X, Y : numpy.ndarray
        Inputs and targets of all windows, shapes (n, past) and (n, horizon).
    known, held_out : numpy.ndarray of int
        The windows to learn from, and the windows to forecast.
    """
    last = X[:, -1:]
    method = KNeighborsRegressor(n_neighbors=3).fit((X - last)[known], (Y - last)[known])
    forecast = last[held_out] + method.predict((X - last)[held_out])
    return float(np.abs(forecast - Y[held_out]).mean())
