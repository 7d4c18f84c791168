"""Tests of the helpers of lesson 07a: means over four weeks, and forecasts by similar windows."""

import numpy as np

from course_utils.data import load_co2
from course_utils.lessons.lesson_07a.helpers import four_week_means, neighbor_error


def test_a_step_is_the_mean_of_four_weeks():
    co2 = load_co2()
    years, values = four_week_means(co2)
    assert years.shape == values.shape == (len(co2.values) // 4,)
    np.testing.assert_allclose(values[-1], co2.values[-4:].mean())
    np.testing.assert_allclose(values[-2], co2.values[-8:-4].mean())
    assert 2001.9 < years[-1] < 2002
    np.testing.assert_allclose(np.diff(years), 28 / 365.25)


def test_neighbors_forecast_a_repeating_series_at_any_level():
    shape = np.array([0.0, 5, 1, 7, 2])
    windows = np.stack(
        [np.roll(np.tile(shape, 4), -start)[:8] + 10 * level for level in range(4) for start in range(5)]
    )
    X, Y = windows[:, :5], windows[:, 5:]
    assert neighbor_error(X, Y, np.arange(15), np.arange(15, 20)) < 1e-9
    Y = Y + np.repeat([0, 0, 0, 2], 5)[:, None]
    assert abs(neighbor_error(X, Y, np.arange(15), np.arange(15, 20)) - 2) < 1e-9
