"""Tests of the figures of activation functions and kinks."""

import re

import numpy as np
import pytest
from matplotlib.text import Annotation

from course_utils.lessons.lesson_02 import figures

RNG = np.random.default_rng(0)
X = RNG.uniform(-2, 2, (200, 2))
Y = (np.hypot(*X.T) < 1.2).astype(int)


def ring(units, dead=0):
    """Return a network whose kinks surround the center; the last `dead` units output 0 everywhere."""
    turn = 2 * np.pi * np.arange(units) / units + 0.3
    b1 = np.full(units, -0.8)
    b1[units - dead :] = -50
    return [np.stack([np.cos(turn), np.sin(turn)]), b1, np.full((units, 1), -2.0), np.array([0.4])]


CURVES = {"relu": lambda z: np.maximum(z, 0), "sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh}
SUMS, SHARES = np.array([2.0, 1.0, -1.0]), np.array([0.705, 0.26, 0.035])
FIGURES = {
    "activations": lambda: figures.activations(CURVES, SUMS, SHARES),
    "activations, two": lambda: figures.activations({"tanh": np.tanh}, SUMS, SHARES),
    "kinks": lambda: figures.kinks({f"{units} units": ring(units) for units in (1, 2, 3, 8)}, X, Y),
    "kinks, one": lambda: figures.kinks({"a dead one": ring(3, dead=1)}, X, Y),
}


def test_the_curves_are_those_of_the_functions():
    figure = FIGURES["activations"]()
    for axes, function in zip(figure.axes, CURVES.values(), strict=False):
        z, a = axes.lines[-1].get_data()
        np.testing.assert_allclose(a, function(z))
    assert "relu is 0 up to z = 0 and goes to 4 at z = 4; sigmoid goes from 0.018 at z = −4 through 0.5" in figure.alt
    assert "2, 1, −1 into the probabilities 70.5%, 26%, 3.5%" in figure.alt


def test_accuracy_dead_units_and_kinks_are_counted():
    figure = figures.kinks({"mine": ring(4, dead=1)}, X, Y)
    W1, b1, W2, b2 = ring(4, dead=1)
    accuracy = np.mean((np.maximum(X @ W1 + b1, 0) @ W2 + b2 > 0)[:, 0] == Y)
    numbers = re.search(r"mine: ([0-9.]+)% of 200 points correct, 3 kinks visible, 1 unit dead", figure.alt)
    assert float(numbers[1]) == pytest.approx(100 * accuracy, abs=0.06)
    assert figure.axes[0].get_title().endswith("%, 1 dead")


def test_each_kink_lies_where_its_unit_is_zero():
    weights = ring(3)
    axes = figures.kinks({"three": weights}, X, Y).axes[0]
    lines = [np.stack(line.get_data(), axis=1) for line in axes.lines if len(line.get_xdata()) > 300]
    assert len(lines) == 3
    for unit, line in enumerate(lines):
        np.testing.assert_allclose(line @ weights[0][:, unit] + weights[1][unit], 0, atol=1e-9)


def test_each_kink_has_two_arrows_to_its_active_side_even_at_the_edge_of_the_map():
    W1, b1, W2, b2 = ring(3)
    b1[2] = -2.1  # a dead unit: all points are on the other side of its kink
    axes = figures.kinks({"one is dead": [W1, b1, W2, b2]}, X, Y).axes[0]
    arrows = [text for text in axes.texts if isinstance(text, Annotation)]
    assert len(arrows) == 6
    for unit, pair in enumerate((arrows[:2], arrows[2:4], arrows[4:])):
        for arrow in pair:
            start, tip = np.array(arrow.xyann), np.array(arrow.xy)
            assert np.abs([start, tip]).max() <= axes.get_xlim()[1]
            assert (tip - start) @ W1[:, unit] > 0
            assert min(np.abs([start, tip] @ W1[:, unit] + b1[unit])) < 1e-9


def test_a_network_with_constant_predictions_has_no_boundary():
    constant = [np.zeros((2, 2)), np.zeros(2), np.zeros((2, 1)), np.array([1.0])]
    alt = figures.kinks({"constant": constant}, X, Y).alt
    assert "0 kinks visible, 2 units dead: output 0 at every point, no boundary" in alt


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (np.sum, r"'mine' must return one finite number .* the shape \(\)"),
        (lambda z: z * np.nan, "'mine' must return one finite number"),
    ],
)
def test_a_function_of_a_different_kind_is_refused(function, message):
    with pytest.raises(ValueError, match=message):
        figures.activations({"mine": function}, SUMS, SHARES)
