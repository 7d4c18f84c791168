"""Tests of the explorer of one neuron: its outputs and its picture."""

import keras
import numpy as np
import pytest
from matplotlib.text import Annotation

from course_utils.lessons.lesson_02 import explore
from course_utils.lessons.lesson_02.explore._neuron import ACTIVATIONS, REACH, SIDE, draw_neuron, neuron_on_plane
from course_utils.plots.picture import Picture

KERAS = {"linear (none)": "linear", "relu": "relu", "sigmoid": "sigmoid", "tanh": "tanh"}


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_outputs_are_those_of_a_dense_layer(activation):
    plane = neuron_on_plane(1.5, -0.75, 0.5, activation)
    layer = keras.layers.Dense(1, activation=KERAS[activation])
    layer.build((None, 2))
    layer.set_weights([np.array([[1.5], [-0.75]]), np.array([0.5])])
    x = np.stack(np.meshgrid(plane.at, plane.at), axis=-1).reshape(-1, 2)
    np.testing.assert_allclose(plane.outputs.ravel(), np.asarray(layer(x))[:, 0], atol=1e-5)
    np.testing.assert_allclose(plane.cut, plane.outputs[SIDE // 2], atol=1e-12)
    np.testing.assert_allclose(plane.sums, 1.5 * plane.at + 0.5)


def test_the_part_of_the_plane_without_a_positive_sum_is_measured():
    assert neuron_on_plane(1, 0, -REACH - 1, "relu").off == 1
    assert neuron_on_plane(1, 0, REACH + 1, "relu").off == 0
    assert neuron_on_plane(1, 0, 0, "relu").off == pytest.approx(0.5, abs=0.01)


def test_the_text_says_where_the_line_is():
    figure, summary = draw_neuron(neuron_on_plane(3.0, 4.0, -10.0, "relu"))
    assert isinstance(figure, Picture)
    assert "The distance of this line from the center is 2." in summary
    assert summary in figure.alt
    assert "weights 3 and 4, the bias -10 and the activation relu" in figure.alt


@pytest.mark.parametrize(
    ("w1", "w2", "bias"),
    [
        (1.0, 0.5, -0.5),
        (-0.25, 0.5, 1.0),  # short weights
        (1.0, 0.0, -2.5),  # the line near the right edge, larger sums to its right
        (-1.0, -0.5, 4.0),  # the point of the line nearest to the center is outside the picture
        (2.0, 2.0, -11.0),  # the line in a corner
    ],
)
def test_the_arrow_is_in_the_picture_and_points_to_larger_sums(w1, w2, bias):
    figure, summary = draw_neuron(neuron_on_plane(w1, w2, bias, "relu"))
    assert "The arrow points to larger z." in summary
    (arrow,) = [text for text in figure.axes[0].texts if isinstance(text, Annotation)]
    start, tip = np.array(arrow.xyann), np.array(arrow.xy)
    assert np.abs([start, tip]).max() <= REACH
    np.testing.assert_allclose(tip - start, 0.9 * np.array([w1, w2]) / np.hypot(w1, w2))
    assert min(abs(w1 * x1 + w2 * x2 + bias) for x1, x2 in (start, tip)) < 1e-9  # one end is on the line


def test_without_weights_the_sum_is_the_bias():
    _, summary = draw_neuron(neuron_on_plane(0.0, 0.0, 1.5, "tanh"))
    assert "z = 1.5 for every input" in summary


def test_every_end_of_every_slider_can_be_drawn():
    explorer = explore.neuron()
    for name, control in explorer.controls.items():
        ends = control.options if name == "activation" else [control.min, control.max, 0.0]
        for value in ends:
            explorer.values = explorer.values | {name: value}
            assert f"activation {explorer.values['activation']}" in explorer.picture.alt
