"""Tests of the figures of convolutional networks: what the numbers say, and what cannot be shown."""

import numpy as np
import pytest

from course_utils.lessons.lesson_06 import figures
from tests.plots.test_plots import said, title

RNG = np.random.default_rng(0)
CANVASES = np.zeros((5, 12, 36, 1))
CANVASES[:, 2:9, 6:8] = 1
SIDES = {
    "MLP": [0.1, 0.12, 0.08],
    "convolution + Flatten": [0.1, 0.09, 0.11],
    "convolution + global pooling": [0.95, 0.97, 0.96],
}
PICTURE = np.zeros((28, 28))
PICTURE[6:22, 12:15] = 1
COUNTS = {"Conv2D": 320, "MaxPooling2D": 0, "Flatten": 0, "Dense 128": 692_352, "Dense 10": 1_290}

FIGURES = {
    "two_places": lambda: figures.two_places(
        CANVASES, np.roll(CANVASES, 14, axis=2), SIDES, reference=("guessing", 0.1), title="Left and right"
    ),
    "two_places, one": lambda: figures.two_places(
        CANVASES[:1, ..., 0], CANVASES[:2, ..., 0], {"MLP": [0.0]}, title="One run"
    ),
    "shift_curves": lambda: figures.shift_curves(
        {name: np.sort(RNG.random((3, 5)))[:, ::-1] for name in SIDES}, title="Shifts harm"
    ),
    "where_weights_sit": lambda: figures.where_weights_sit(COUNTS),
    "filters_and_maps": lambda: figures.filters_and_maps(
        PICTURE,
        RNG.normal(size=(3, 3, 8)),
        np.maximum(RNG.normal(size=(26, 26, 8)), 0),
        numbers=range(20, 28),
        title="Eight filters",
    ),
    "occlusion": lambda: figures.occlusion(
        np.stack([PICTURE] * 4), RNG.normal(size=(4, 12, 12)), labels="4579", title="Covered there"
    ),
    "occlusion, one": lambda: figures.occlusion(PICTURE[None], np.zeros((1, 5, 5)), title="Nothing matters"),
}


def test_every_run_is_a_dot_and_the_mean_a_bar():
    figure = FIGURES["two_places"]()
    axes = next(axes for axes in figure.findobj(lambda thing: hasattr(thing, "patches")) if len(axes.patches) == 3)
    assert [bar.get_width() for bar in axes.patches] == pytest.approx([0.96, 0.1, 0.1])
    assert sorted(line.get_xdata().tolist() for line in axes.lines if line.get_marker() == "o") == sorted(
        list(values) for values in SIDES.values()
    )
    assert "convolution + global pooling 96 % (mean of 3 runs from 95 % to 97 %)" in figure.alt
    assert "96 %" in said(figure)


def test_the_layer_with_the_most_parameters_is_named():
    figure = figures.where_weights_sit(COUNTS)
    assert title(figure) == "99.8 % of the 693,962 parameters sit in Dense 128"
    assert {"320 = <0.1 %", "0 = 0 %", "692,352 = 99.8 %"} <= set(said(figure))


def test_the_words_have_the_numbers():
    alt = figures.shift_curves({"a": [[1.0, 0.5], [0.8, 0.3]]}, title="Shifts").alt
    assert "Mean accuracy of 2 runs at shifts of 0, 1: a 90 %, 40 %." in alt
    drops = np.zeros((1, 4, 4))
    drops[0, 2, 1] = 0.75
    assert "most, 0.75, at row 3 and column 2 of 4 by 4" in figures.occlusion(PICTURE[None], drops, title="One").alt
    maps = np.zeros((4, 4, 2))
    maps[0, :, 1] = 1
    alt = figures.filters_and_maps(PICTURE, np.ones((3, 3, 2)), maps, title="Two").alt
    assert "filter 0: map above 0 at 0 % of its places; filter 1: map above 0 at 25 %" in alt


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda: figures.two_places(CANVASES, CANVASES[:, :5], SIDES, title="Not"), "canvases of one size"),
        (lambda: figures.two_places(CANVASES[0, 0], CANVASES, SIDES, title="Not"), "left must be pictures"),
        (lambda: figures.two_places(CANVASES, CANVASES, {}, title="Not"), "at least one network, got none"),
        (
            lambda: figures.two_places(CANVASES, CANVASES, {"a": [96.0]}, title="Not"),
            "'a' must have accuracies from 0 to 1",
        ),
        (lambda: figures.shift_curves({"a": [0.5]}, title="Not"), r"'a' must .* shape \(runs, shifts\)"),
        (lambda: figures.shift_curves({"a": [[0.5]], "b": [[0.5, 0.4]]}, title="Not"), "same number of shifts"),
        (lambda: figures.where_weights_sit({}), "a number of parameters for each layer"),
        (lambda: figures.where_weights_sit({"a": -1}), "not all of them 0; got {'a': -1}"),
        (
            lambda: figures.filters_and_maps(PICTURE, np.ones((3, 3, 2)), np.ones((4, 4, 3)), title="Not"),
            "one filter for",
        ),
        (
            lambda: figures.filters_and_maps(PICTURE, np.ones((3, 3, 11)), np.ones((4, 4, 11)), title="Not"),
            "from 1 to 10",
        ),
        (lambda: figures.occlusion(PICTURE[None], np.zeros((2, 5, 5)), title="Not"), "for each of the 1 pictures"),
        (lambda: figures.occlusion(np.zeros((7, 9, 9)), np.zeros((7, 5, 5)), title="Not"), "at most 6 pictures"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(draw, says):
    with pytest.raises(ValueError, match=says):
        draw()
