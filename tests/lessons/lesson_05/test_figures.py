"""Tests of the figures of regularization: what the numbers say, and what cannot be shown."""

import numpy as np
import pytest

from course_utils import plots
from course_utils.lessons.lesson_05 import figures
from course_utils.lessons.lesson_05.figures import weight_shares
from tests.plots.test_plots import said, title

MASKS = np.random.default_rng(0).random((5, 128)) > 0.5
RUNS = {"none": [0.8, 0.7, 0.9], "L2 0.01": [0.5, 0.75, 0.6], "too much": [1.8, 1.9, 1.7]}

FIGURES = {
    "dropout_masks": lambda: figures.dropout_masks(MASKS, title="Five images, five masks"),
    "dropout_masks, one": lambda: figures.dropout_masks(MASKS[:1, :10], title="One image"),
    "ranking": lambda: plots.ranking(RUNS, xlabel="validation data loss", baseline="none", title="One helps"),
}


def test_every_weight_is_in_the_histogram():
    shares, edges = weight_shares(np.array([-9.0, -0.1, 0.0, 0.1, 9.0]), 1.0, 41)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] == shares[-1] == pytest.approx(0.2)
    assert edges[len(shares) // 2] < 0 < edges[len(shares) // 2 + 1]


def test_units_that_are_off_are_counted_and_crossed():
    figure = figures.dropout_masks([[1, 0, 1], [0, 0, 1]], title="Two images")
    assert title(figure) == "Two images"
    assert [text for text in said(figure) if "off (×)" in text] == ["image 1\n1 off (×)", "image 2\n2 off (×)"]
    crosses = [sum(len(line.get_xdata()) for line in axes.lines if line.get_marker() == "x") for axes in figure.axes]
    assert crosses == [1, 2]
    assert "3 units for each of 2 images" in figure.alt and figure.alt.endswith("Switched off: 1, 2.")


def test_names_are_in_the_order_of_their_mean_and_are_compared_run_by_run():
    figure = FIGURES["ranking"]()
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["L2 0.01", "none", "too much"]
    assert {"2 of 3", "0 of 3"} <= set(said(figure))
    assert "L2 0.01: 0.617 (0.5 to 0.75, better in 2 of 3 runs); none: 0.8 (0.7 to 0.9);" in figure.alt


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda: figures.dropout_masks([1, 0], title="Not"), r"shape \(images, units\).*got \(2,\)"),
        (lambda: figures.dropout_masks([[2.0, 0.0]], title="Not"), "compare first"),
        (lambda: plots.ranking({}, xlabel="loss", baseline="none", title="Not"), "baseline must be one of the names"),
        (lambda: plots.ranking(RUNS, xlabel="loss", baseline="no", title="Not"), "'none', .*got 'no'"),
        (
            lambda: plots.ranking(RUNS | {"short": [1.0]}, xlabel="loss", baseline="none", title="Not"),
            "'short' must have 3 finite values",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(draw, says):
    with pytest.raises(ValueError, match=says):
        draw()
