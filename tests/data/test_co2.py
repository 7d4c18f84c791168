"""The CO2 series: complete, in order, honest about its gaps, and a fresh copy at every load."""

import numpy as np
import pytest

from course_utils.data.co2 import FILE, load_co2


def test_every_week_is_there_and_finite():
    series = load_co2()
    assert len(series) == len(series.dates) == len(series.filled) == 1931
    assert set(np.diff(series.dates).astype(int)) == {7}
    assert np.isfinite(series.values).all() and 310 < series.values.min() < series.values.max() < 380
    assert (series.dates[0], series.dates[-1]) == (np.datetime64("1965-01-02"), np.datetime64("2001-12-29"))


def test_gaps_are_filled_from_the_past_only():
    series = load_co2(1958)
    rows = [line.split(",") for line in FILE.read_text().splitlines()[1:]]
    assert series.filled.tolist() == [value == "" for _, value in rows]
    for week, (_, value) in enumerate(rows):
        assert series.values[week] == (float(value) if value else series.values[week - 1])


def test_the_longest_gap_is_as_said():
    def longest(filled):
        return max(map(len, "".join("x" if one else " " for one in filled).split()), default=0)

    assert longest(load_co2(1958).filled) == 18
    assert longest(load_co2().filled) == 4


def test_every_load_is_its_own():
    load_co2().values[:] = 0
    assert load_co2().values.min() > 300


def test_words():
    assert repr(load_co2()) == (
        "Series(1931 weeks from 1965-01-02 to 2001-12-29, 12 of them filled: 316.6 to 373.9 ppm; licence public domain)"
    )


@pytest.mark.parametrize("year", [1957, 2002, 1990.0, "1990", True, None])
def test_a_year_that_is_not_there(year):
    with pytest.raises(ValueError, match="first_year must be a whole number from 1958 to 2001, got"):
        load_co2(year)
