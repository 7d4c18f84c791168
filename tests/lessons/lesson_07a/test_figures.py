"""Tests of the figures of forecasts: their numbers, and their errors."""

import pytest

from course_utils.lessons.lesson_07a import figures
from tests.plots.test_plots import said

ERRORS = {"as last week": 0.4, "as last year": 0.8, "LSTM": [0.3, 0.36, 0.3]}

FIGURES = {
    "skills": lambda: figures.skills(ERRORS, "as last week", unit="ppm", title="One week ahead"),
    "lstm_cell": lambda: figures.lstm_cell(title="One step of an LSTM"),
}


def test_skill_is_negative_where_the_error_is_larger():
    figure = FIGURES["skills"]()
    assert "as last week: 0.4, the baseline; as last year: 0.8, skill −1.00; LSTM: 0.32 (mean of 3 runs" in figure.alt
    assert figure.alt.endswith("skill +0.20.")
    assert {"0.8   skill −1.00", "0.4   the baseline"} <= set(said(figure))


@pytest.mark.parametrize(
    ("make", "says"),
    [
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
