"""Tests of the figures that judge training runs: image and words say what the numbers say."""

import numpy as np
import pytest

from course_utils import plots
from course_utils.lessons.lesson_03a import figures
from tests.plots.test_plots import title

COUNTS = np.array([[8, 0, 1], [2, 5, 0], [0, 0, 9]])
FALLING = {"loss": [2.0, 1.0, 0.5], "val_loss": [2.1, 1.2, 0.8]}
BY_HEART = {"loss": [2.0, 0.5, 0.1, 0.01], "val_loss": [1.5, 0.9, 1.1, 1.4]}

FIGURES = {
    "confusion": lambda: figures.confusion(COUNTS),
    "confusion, ten": lambda: figures.confusion(np.full((10, 10), 1234)),
    "curve_shapes": lambda: plots.curve_shapes(
        {"still falling": FALLING, "overfitting": BY_HEART}, reference=("knowing nothing", 2.303), title="Two shapes"
    ),
    "wall": lambda: plots.curve_shapes(
        dict.fromkeys("ABCDE", FALLING), reference=("ln 10", 2.303), simple=("one layer", 0.4), title="A wall of curves"
    ),
}


def shapes(runs):
    return plots.curve_shapes(runs, reference=("ln 10", 2.303), title="Two shapes")


@pytest.mark.parametrize("name", FIGURES)
def test_axes_have_labels(name):
    for axes in FIGURES[name]().axes:
        assert axes.get_xlabel()
        first = axes.get_subplotspec().is_first_col()
        assert axes.get_ylabel() or axes.get_yticklabels() or not first


def test_confusion_has_true_classes_in_rows_and_marks_mistakes():
    figure = figures.confusion(COUNTS)
    assert title(figure) == "3 of 25 predictions wrong; most often, 1 was predicted as 0"
    (axes,) = figure.axes
    cells = {(text.get_position()[1], text.get_position()[0]): text for text in axes.texts}
    assert {place: text.get_text() for place, text in cells.items()} == {
        (0, 0): "8",
        (0, 1): "·",
        (0, 2): "1",
        (1, 0): "2",
        (1, 1): "5",
        (1, 2): "·",
        (2, 0): "·",
        (2, 1): "·",
        (2, 2): "9",
    }
    assert cells[1, 0].get_fontweight() == "bold"
    assert cells[1, 1].get_fontweight() == "normal"
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0", "1", "2"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("predicted class (framed: correct)", "true class")
    assert figure.alt.endswith(
        "By true class. 0: 8 of 9 correct, 1 as 2; 1: 5 of 7 correct, 2 as 0; 2: 9 of 9 correct."
    )


def test_confusion_titles():
    assert title(figures.confusion([[2, 0], [0, 3]])) == "0 of 5 predictions wrong"
    assert title(figures.confusion([[2, 1], [0, 3]])) == "1 of 6 predictions wrong; most often, 0 was predicted as 1"


def test_curve_shapes_mark_the_best_epoch_on_one_scale():
    figure = FIGURES["curve_shapes"]()
    left, right = figure.axes
    assert [axes.get_title() for axes in figure.axes] == ["still falling", "overfitting"]
    assert left.get_ylim() == right.get_ylim()
    assert left.get_ylim()[0] == 0
    stars = [line for axes in figure.axes for line in axes.lines if line.get_marker() == "*"]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in stars] == [(3, 0.8), (2, 0.9)]
    assert left.lines[0].get_linestyle() != left.lines[1].get_linestyle()
    assert "overfitting: training loss from 2 to 0.01, validation loss from 1.5 to 1.4, best 0.9 in epoch 2 of 4." in (
        figure.alt
    )
    assert figure.alt.endswith("For comparison, knowing nothing: 2.3.")

    class History:
        history = BY_HEART

    figure = plots.curve_shapes({"a": History(), "b": FALLING}, reference=("ln 10", 2.303), title="Both forms")
    assert "a: training loss from 2 to 0.01" in figure.alt


def test_more_than_four_runs_stand_in_two_rows_and_their_lines_are_said():
    figure = FIGURES["wall"]()
    assert [axes.get_title() for axes in figure.axes] == list("ABCDE")
    assert [axes.get_subplotspec().rowspan.start for axes in figure.axes] == [0, 0, 0, 1, 1]
    assert [axes.get_ylabel() for axes in figure.axes] == ["loss", "", "", "loss", ""]
    for axes in figure.axes:
        assert [line.get_ydata()[0] for line in axes.lines if line.get_linestyle() in (":", "-.")] == [2.303, 0.4]
    assert [text.get_text() for text in figure.legends[0].get_texts()][-2:] == ["ln 10: 2.3", "one layer: 0.4"]
    assert figure.alt.endswith("For comparison, ln 10: 2.3. For comparison, one layer: 0.4.")
    assert [text.get_text() for text in figure.legends[0].get_texts()][-2:] == ["ln 10: 2.3", "one layer: 0.4"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.confusion([1, 2]), r"counts must be a square table .* got int64 of shape \(2,\)"),
        (lambda: figures.confusion([[1, 2, 3]]), r"square table .* \(1, 3\)"),
        (lambda: figures.confusion([[0.5, 0.5], [0, 1]]), "whole numbers from 0, .* got float64"),
        (lambda: figures.confusion([[-1, 2], [0, 1]]), "whole numbers from 0"),
        (lambda: figures.confusion(np.zeros((2, 2), int)), "at least one of them above 0"),
        (lambda: shapes({"a": FALLING}), "two to six runs, got 1"),
        (lambda: shapes({"a": FALLING, "b": {"loss": [1]}}), "'b' must have loss and val_loss"),
        (lambda: shapes({"a": FALLING, "b": {}}), "got nothing"),
    ],
)
def test_what_does_not_fit_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
