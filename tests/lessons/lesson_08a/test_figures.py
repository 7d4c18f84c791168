"""Tests of the wall of curves: what a diagnosis needs, in the image and in words."""

import numpy as np
import pytest

from course_utils.lessons.lesson_08a import figures

RUN = {
    "loss": [1.4, 0.8, 0.9, 0.5],
    "val_loss": [1.3, 0.9, 1.0, 1.2],
    "accuracy": [0.3, 0.6, 0.7, 0.8],
    "val_accuracy": [0.3, 0.5, 0.6, 0.55],
    "num_classes": 4,
}
BROKEN = {**RUN, "loss": [50.0, np.inf, np.nan, np.nan], "val_loss": [np.nan] * 4}
FIGURES = {
    "curve_wall": lambda: figures.curve_wall({"A": RUN, "B": BROKEN}, title="Two runs"),
    "many_fits": lambda: figures.many_fits([0, 1], [0, 1], {"flat": [[0, 0], [0, 1]]}, title="Two fits"),
    "curve_wall, five": lambda: figures.curve_wall(dict.fromkeys("ABCDE", RUN), title="Five runs"),
}


def test_the_words_are_enough_for_a_diagnosis():
    words = FIGURES["curve_wall"]().alt
    first, second = words.split("B, ")
    for part in (
        "Two runs.",
        "A, 4 epochs",
        "4 classes, chance level 1.39",
        "1.4 in epoch 1",
        "0.5 in epoch 4",
        "lowest 0.9 in epoch 2",
        "rises in 1 of 3 steps, the highest step up 0.1",
        "0.80 in training",
        "0.55 in validation",
    ):
        assert part in first
    assert "not finite from epoch 1 on" in second and "never finite" in second


def test_each_panel_has_its_scale_and_the_line_of_a_guess():
    calm, broken = FIGURES["curve_wall"]().axes
    assert calm.get_yscale() == "linear" and calm.get_ylim()[0] == 0
    assert broken.get_yscale() == "log" and "log" in broken.get_ylabel()
    for axes in (calm, broken):
        assert any(np.allclose(line.get_ydata(), np.log(4)) for line in axes.lines)


def test_five_leave_no_empty_panel():
    assert len(FIGURES["curve_wall, five"]().axes) == 5


@pytest.mark.parametrize(
    ("histories", "says"),
    [({"A": RUN}, "got 1"), ({"A": RUN, "B": {"loss": [1.0]}}, "'B' must have val_loss, accuracy, val_accuracy")],
)
def test_what_cannot_be_drawn_is_said(histories, says):
    with pytest.raises(ValueError, match=says):
        figures.curve_wall(histories, title="None")


def test_bias_and_variance_are_in_the_words():
    words = FIGURES["many_fits"]().alt
    assert words == (
        "Two fits. flat: the mean of 2 fits is at most 0.5 away from the true curve, and a single fit is typically "
        "0.25 away from the mean."
    )
