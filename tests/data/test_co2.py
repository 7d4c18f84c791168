"""The CO2 series: complete, in order, honest about its gaps, and a fresh copy at every load."""

import numpy as np

from course_utils.data.co2 import FILE, load_co2


def test_every_week_is_there_and_finite():
    series = load_co2()
    assert len(series) == len(series.dates) == len(series.filled) == 1931
    assert set(np.diff(series.dates).astype(int)) == {7}
    assert np.isfinite(series.values).all() and 310 < series.values.min() < series.values.max() < 380
    assert (series.dates[0], series.dates[-1]) == (np.datetime64("1965-01-02"), np.datetime64("2001-12-29"))


def test_gaps_are_filled_from_the_past_only():
    series = load_co2()
    rows = [line.split(",") for line in FILE.read_text().splitlines()[1:]][-len(series) :]
    assert series.filled.tolist() == [value == "" for _, value in rows]
    for week, (_, value) in enumerate(rows):
        assert series.values[week] == (float(value) if value else series.values[week - 1])


def test_the_longest_gap_is_as_said():
    gaps = "".join("x" if filled else " " for filled in load_co2().filled).split()
    assert max(map(len, gaps)) == 4


def test_every_load_is_its_own():
    load_co2().values[:] = 0
    assert load_co2().values.min() > 300


def test_words():
    assert repr(load_co2()) == (
        "Series(1931 weeks from 1965-01-02 to 2001-12-29, 12 of them filled: 316.6 to 373.9 ppm; licence public domain)"
    )
