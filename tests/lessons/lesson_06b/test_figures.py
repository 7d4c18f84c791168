"""Tests of the figures of convolutional networks: what the numbers say, and what cannot be shown."""

import numpy as np
import pytest

from course_utils.lessons.lesson_06b import figures
from tests.plots.test_plots import said, title

RNG = np.random.default_rng(0)
PICTURE = np.zeros((28, 28))
PICTURE[6:22, 12:15] = 1
COUNTS = {"Conv2D": 320, "MaxPooling2D": 0, "Flatten": 0, "Dense 128": 692_352, "Dense 10": 1_290}

FIGURES = {
    "where_weights_sit": lambda: figures.where_weights_sit(COUNTS),
    "filters_and_maps": lambda: figures.filters_and_maps(
        PICTURE, RNG.normal(size=(3, 3, 8)), np.maximum(RNG.normal(size=(26, 26, 8)), 0), title="Eight filters"
    ),
    "occlusion": lambda: figures.occlusion(
        np.stack([PICTURE] * 4), RNG.normal(size=(4, 12, 12)), labels="4579", title="Covered there"
    ),
    "occlusion, one": lambda: figures.occlusion(
        PICTURE[None], np.zeros((1, 5, 5)), labels="7", title="Nothing matters"
    ),
}


def test_the_layer_with_the_most_parameters_is_named():
    figure = figures.where_weights_sit(COUNTS)
    assert title(figure) == "99.8% of the 693,962 parameters are in Dense 128"
    assert {"320 = <0.1%", "0 = 0%", "692,352 = 99.8%"} <= set(said(figure))


def test_the_words_have_the_numbers():
    drops = np.zeros((1, 4, 4))
    drops[0, 2, 1] = 0.75
    assert (
        "the largest drop is 0.75, at row 3 and column 2 of 4 by 4"
        in figures.occlusion(PICTURE[None], drops, labels="7", title="One").alt
    )
    maps = np.zeros((4, 4, 2))
    maps[0, :, 1] = 1
    alt = figures.filters_and_maps(PICTURE, np.ones((3, 3, 2)), maps, title="Two").alt
    assert "filter 1: map above 0 at 0% of its positions; filter 2: map above 0 at 25%" in alt


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (
            lambda: figures.filters_and_maps(PICTURE, np.ones((3, 3, 2)), np.ones((4, 4, 3)), title="Not"),
            "one entry per filter",
        ),
        (
            lambda: figures.filters_and_maps(PICTURE, np.ones((3, 3, 11)), np.ones((4, 4, 11)), title="Not"),
            "room for 1 to 10",
        ),
        (
            lambda: figures.occlusion(PICTURE[None], np.zeros((2, 5, 5)), labels="7", title="Not"),
            "for each of the 1 images",
        ),
        (
            lambda: figures.occlusion(np.zeros((7, 9, 9)), np.zeros((7, 5, 5)), labels=range(7), title="Not"),
            "room for 6 images",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(draw, says):
    with pytest.raises(ValueError, match=says):
        draw()
