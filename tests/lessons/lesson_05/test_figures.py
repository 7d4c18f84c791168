"""Tests of the figures of regularization: what the numbers say, and what cannot be shown."""

import re

import numpy as np
import pytest

from course_utils import plots
from course_utils.lessons.lesson_05 import figures
from course_utils.lessons.lesson_05.figures import weight_shares
from tests.plots.test_plots import said, title

RNG = np.random.default_rng(0)
WIDE, NARROW = RNG.normal(0, 1, (20, 30)), RNG.normal(0, 0.01, 500)
MASKS = RNG.random((5, 128)) > 0.5
RUNS = {"no remedy": [0.8, 0.7, 0.9], "L2 0.01": [0.5, 0.75, 0.6], "too much": [1.8, 1.9, 1.7]}
X = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
Y = np.array([0, 1, 0, 1])
EXTENT = (-1.0, 2.0, -1.0, 2.0)
RISING = np.tile(np.linspace(0, 1, 31), (31, 1))  # class 1 where the first input is above 0.5

FIGURES = {
    "weight_histograms": lambda: figures.weight_histograms(
        {"none": WIDE, "L2 0.01": NARROW}, title="A penalty shrinks"
    ),
    "weight_histograms, four": lambda: figures.weight_histograms(
        {f"L2 factor {factor}": WIDE * factor for factor in (0.001, 0.01, 0.1, 1)}, title="Four strengths"
    ),
    "dropout_masks": lambda: figures.dropout_masks(MASKS),
    "dropout_masks, one": lambda: figures.dropout_masks(MASKS[:1, :10], title="One draw"),
    "ranking": lambda: plots.ranking(RUNS, xlabel="bare validation loss", baseline="no remedy", title="One helps"),
    "boundaries_and_weights": lambda: figures.boundaries_and_weights(
        X,
        Y,
        {"factor 0": (RISING, WIDE), "factor 0.1": (np.full((31, 31), 0.5), NARROW), "factor 1": (1 - RISING, WIDE)},
        extent=EXTENT,
        title="Too small, right, too large",
    ),
}


def test_every_weight_is_in_the_histogram():
    shares, edges = weight_shares(np.array([-9.0, -0.1, 0.0, 0.1, 9.0]), 1.0)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] == shares[-1] == pytest.approx(0.2)
    assert edges[len(shares) // 2] < 0 < edges[len(shares) // 2 + 1]


def test_the_words_have_the_numbers_of_the_weights():
    alt = figures.weight_histograms({"a": [0.0, 0.0005, 2.0, -2.0]}, title="Four weights").alt
    assert "4 weights with a standard deviation of 1.41, the largest of size 2, 50 % of them nearer to 0" in alt


def test_units_that_are_off_are_counted_and_crossed():
    figure = figures.dropout_masks([[1, 0, 1], [0, 0, 1]])
    assert title(figure) == "Of 3 units are off: 1, 2"
    assert [text for text in said(figure) if "off (×)" in text] == ["draw 1\n1 off (×)", "draw 2\n2 off (×)"]
    crosses = [sum(len(line.get_xdata()) for line in axes.lines if line.get_marker() == "x") for axes in figure.axes]
    assert crosses == [1, 2]


def test_remedies_stand_in_the_order_of_their_mean_and_are_compared_run_by_run():
    figure = FIGURES["ranking"]()
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["L2 0.01", "no remedy", "too much"]
    assert {"2 of 3", "0 of 3"} <= set(said(figure))
    assert "L2 0.01: 0.617 (0.5 to 0.75, better in 2 of 3 runs); no remedy: 0.8 (0.7 to 0.9);" in figure.alt


def test_boundaries_are_said_in_words():
    alt = FIGURES["boundaries_and_weights"]().alt
    assert re.search(r"factor 0: 100 % of the training points on the side of their label, class 1 in 48\.\d % of", alt)
    assert "factor 1: 0 % of the training points" in alt


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda: figures.weight_histograms({}, title="None"), "at least one network"),
        (lambda: figures.weight_histograms({"a": [1.0, np.nan]}, title="Not"), "'a' must have finite weights.*1 of 2"),
        (lambda: figures.weight_histograms({"a": []}, title="Not"), "'a' must have finite weights"),
        (lambda: figures.dropout_masks([1, 0]), r"shape \(draws, units\).*got \(2,\)"),
        (lambda: figures.dropout_masks([[2.0, 0.0]]), "compare first"),
        (lambda: plots.ranking({}, xlabel="loss", baseline="none", title="Not"), "baseline must be one of the names"),
        (lambda: plots.ranking(RUNS, xlabel="loss", baseline="none", title="Not"), "'no remedy', .*got 'none'"),
        (
            lambda: plots.ranking(RUNS | {"short": [1.0]}, xlabel="loss", baseline="no remedy", title="Not"),
            "'short' must have 3 finite values",
        ),
        (lambda: figures.boundaries_and_weights(X, Y, {}, extent=EXTENT, title="Not"), "at least one network"),
        (
            lambda: figures.boundaries_and_weights(X, Y + 1, {"a": (RISING, WIDE)}, extent=EXTENT, title="Not"),
            "labels 0 and 1",
        ),
        (
            lambda: figures.boundaries_and_weights(X, Y, {"a": (RISING * 2, WIDE)}, extent=EXTENT, title="Not"),
            "grid of 'a' must",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(draw, says):
    with pytest.raises(ValueError, match=says):
        draw()
