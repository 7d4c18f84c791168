"""Tests of the figures of forecasts: their numbers, and their errors."""

import numpy as np
import pytest

from course_utils.lessons.lesson_07a import figures
from tests.plots.test_plots import said

WAVE = np.round(10 + 3 * np.sin(np.arange(120) / 8), 2)
ERRORS = {"as last week": 0.4, "as last year": 0.8, "LSTM": [0.3, 0.36, 0.3]}

FIGURES = {
    "hugging": lambda: figures.hugging(WAVE[1:], WAVE[:-1], ylabel="degrees", title="It hugs the curve"),
    "hugging, two steps": lambda: figures.hugging(WAVE[:3], WAVE[:3], shift=2, title="Three steps"),
    "skills": lambda: figures.skills(ERRORS, "as last week", unit="ppm", title="One week ahead"),
    "lstm_cell": lambda: figures.lstm_cell(title="One step of an LSTM"),
}


def test_a_copy_of_yesterday_lies_on_the_truth_when_it_is_moved():
    figure = FIGURES["hugging"]()
    words = f"as forecast, the mean absolute error is {np.abs(np.diff(WAVE)).mean():.3f}"
    assert words in figure.alt
    assert figure.alt.endswith("moved back by 1 step, the mean absolute error is 0.")
    assert "moved back by 1 step\nmean absolute error 0" in said(figure)
    truth, moved = figure.axes[1].lines
    np.testing.assert_array_equal(truth.get_ydata()[:-1], moved.get_ydata())


def test_skill_is_negative_where_the_error_is_larger():
    figure = FIGURES["skills"]()
    assert "as last week: 0.4, the baseline; as last year: 0.8, skill −1.00; LSTM: 0.32 (mean of 3 runs" in figure.alt
    assert figure.alt.endswith("skill +0.20.")
    assert {"0.8   skill −1.00", "0.4   the baseline"} <= set(said(figure))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: figures.hugging(WAVE, WAVE[1:], title=""), "the same length, got 120 and 119"),
        (lambda: figures.hugging(WAVE, WAVE, shift=120, title=""), "shift must be from 1 to 119, got 120"),
        (lambda: figures.hugging(WAVE * np.nan, WAVE, title=""), "finite"),
        (lambda: figures.skills(ERRORS, "GRU", unit="", title=""), "'as last week', 'as last year', 'LSTM', got 'GRU'"),
        (
            lambda: figures.skills({"a": [0.1, -1]}, "a", unit="", title=""),
            r"'a' must have at least one error, all finite",
        ),
        (lambda: figures.skills({"a": 0}, "a", unit="", title=""), "the error of 'a' must be above 0"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(make, says):
    with pytest.raises(ValueError, match=says):
        make()
