"""The explorer of a neuron: its numbers are those of the formula, for each image and each slider."""

import pytest

from course_utils.lessons.lesson_00 import explore


@pytest.fixture
def explorer():
    return explore.three_inputs()


def test_it_starts_with_the_neuron_of_the_lesson(explorer):
    assert explorer.picture.said == "z = 1.25, so the output is a = 1.25."
    assert "weight 2 is −1 for the input 0.5" in explorer.picture.alt


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"image": "dark"}, "z = −0.438, so the output is a = 0."),
        ({"image": "black", "bias": 0.5}, "z = 0.5, so the output is a = 0.5."),
        ({"image": "black", "w1": -3.0, "w2": 3.0, "w3": 0.0}, "z = −1, so the output is a = 0."),
        ({"w1": 0.0}, "z = −0.75, so the output is a = 0."),
        ({"w2": 3.0}, "z = 3.25, so the output is a = 3.25."),
        ({"w3": -3.0}, "z = −0.25, so the output is a = 0."),
    ],
)
def test_it_follows_every_control(explorer, change, line):
    before = explorer.picture.png
    explorer.values = explorer.values | change
    assert explorer.picture.said == line
    assert explorer.picture.png != before


def test_a_dark_image_can_give_more_than_a_bright_one(explorer):
    negative = {"w1": -1.0, "w2": -1.0, "w3": -1.0, "bias": 1.0}
    explorer.values = explorer.values | negative
    bright = explorer.picture.said
    explorer.values = explorer.values | {"image": "dark"}
    assert (bright, explorer.picture.said) == (
        "z = −0.75, so the output is a = 0.",
        "z = 0.562, so the output is a = 0.562.",
    )
