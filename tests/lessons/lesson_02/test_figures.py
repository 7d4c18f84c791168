"""Tests of the figures of shapes, activations, folds and spreads, and of what they refuse."""

import re

import numpy as np
import pytest
from matplotlib.text import Text

from course_utils.lessons.lesson_02 import figures

RNG = np.random.default_rng(0)
X = RNG.uniform(-2, 2, (200, 2))
Y = (np.hypot(*X.T) < 1.2).astype(int)


def ring(units, dead=0):
    """Return a network whose folds stand around the middle; the last `dead` units are off everywhere."""
    turn = 2 * np.pi * np.arange(units) / units + 0.3
    b1 = np.full(units, -0.8)
    b1[units - dead :] = -50
    return [np.stack([np.cos(turn), np.sin(turn)]), b1, np.full((units, 1), -2.0), np.array([0.4])]


CURVES = {"relu": lambda z: np.maximum(z, 0), "sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh}
FIGURES = {
    "layer_shapes": lambda: figures.layer_shapes([784, 128, 10], 32, ["relu", "softmax"]),
    "layer_shapes, four": lambda: figures.layer_shapes([2, 3, 5, 7, 1], 1000),
    "activations": lambda: figures.activations(CURVES, [2.0, 1.0, -1.0], [0.705, 0.26, 0.035]),
    "activations, one": lambda: figures.activations({"tanh": np.tanh}),
    "folds": lambda: figures.folds({f"{units} units": ring(units) for units in (1, 2, 3, 8)}, X, Y),
    "folds, one": lambda: figures.folds({"a dead one": ring(3, dead=1)}, X, Y, title="One of three is dead"),
    "layer_spread": lambda: figures.layer_spread(
        {"small": 10.0 ** -np.arange(11), "large": np.arange(1, 12)}, title="Small numbers vanish"
    ),
}


def test_every_shape_of_a_layer_is_there():
    figure = FIGURES["layer_shapes"]()
    texts = [text.get_text() for text in figure.findobj(Text)]
    for shape in ("(32, 784)", "(784, 128)", "(128,)", "(32, 128)", "(128, 10)", "(10,)", "(32, 10)"):
        assert shape in texts
    assert "a2 = softmax(z2)" in texts
    assert "times W1 of shape (784, 128)" in figure.alt


def test_the_curves_are_those_of_the_functions():
    figure = FIGURES["activations"]()
    for axes, function in zip(figure.axes, CURVES.values(), strict=False):
        z, a = axes.lines[-1].get_data()
        np.testing.assert_allclose(a, function(z))
    assert "2, 1, −1 the shares 70.5 %, 26 %, 3.5 %" in figure.alt


def test_accuracy_dead_units_and_folds_are_counted():
    figure = figures.folds({"mine": ring(4, dead=1)}, X, Y)
    W1, b1, W2, b2 = ring(4, dead=1)
    right = np.mean((np.maximum(X @ W1 + b1, 0) @ W2 + b2 > 0)[:, 0] == Y)
    said = re.search(r"mine: (\S+) % of 200 points right, 3 folds in sight, 1 unit dead", figure.alt)
    assert float(said[1]) == pytest.approx(100 * right, abs=0.06)
    assert figure.axes[0].get_title().endswith("% right, 1 dead")


def test_each_fold_lies_where_its_unit_is_zero():
    weights = ring(3)
    axes = figures.folds({"three": weights}, X, Y).axes[0]
    lines = [np.stack(line.get_data(), axis=1) for line in axes.lines if len(line.get_xdata()) > 300]
    assert len(lines) == 3
    for unit, line in enumerate(lines):
        np.testing.assert_allclose(line @ weights[0][:, unit] + weights[1][unit], 0, atol=1e-9)


def test_a_network_that_says_one_thing_has_no_boundary():
    silent = [np.zeros((2, 2)), np.zeros(2), np.zeros((2, 1)), np.array([1.0])]
    alt = figures.folds({"silent": silent}, X, Y).alt
    assert "0 folds in sight, 2 units dead, off at every point, no boundary" in alt


def test_a_signal_that_is_gone_is_drawn_at_the_bottom():
    figure = figures.layer_spread({"gone": [1.0, 0.0]}, title="Nothing is left")
    low = figure.axes[0].lines[0].get_ydata()[1]
    assert 0 < low < 1
    assert "gone: from 1 in layer 0 to 0 in layer 1" in figure.alt


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: figures.layer_shapes([784], 32), r"2 to 5 sizes of at least 1 .* got \[784\]"),
        (lambda: figures.layer_shapes([784, 0], 32), "of at least 1"),
        (lambda: figures.layer_shapes([784, 10], 0), "n = 0"),
        (lambda: figures.layer_shapes([784, 10], 1, ["relu", "softmax"]), "one for each of the 1 layers .* got 2"),
        (lambda: figures.activations({}), "1 to 4 functions, got 0"),
        (lambda: figures.activations({"sum": np.sum}), r"'sum' must give one finite number .* the shape \(\)"),
        (lambda: figures.activations({"nan": lambda z: z * np.nan}), "'nan' must give one finite number"),
        (lambda: figures.activations(CURVES, [1, 2]), "give both or neither"),
        (lambda: figures.activations(CURVES, [1, 2], [1]), r"got the shapes \(2,\) and \(1,\)"),
        (lambda: figures.folds({}, X, Y), "1 to 6 networks, got 0"),
        (lambda: figures.folds({"a": ring(3)}, X[:, 0], Y), r"x must be points of shape \(n, 2\)"),
        (lambda: figures.folds({"a": ring(3)}, X, Y[:5]), "one class each"),
        (lambda: figures.folds({"a": ring(3)}, X, Y + 1), r"classes must be 0 or 1, got \[1, 2\]"),
        (lambda: figures.folds({"a": ring(3)[:2]}, X, Y), r"'a' must be W1 \(2, units\)"),
        (lambda: figures.folds({"a": ring(13)}, X, Y), "with 1 to 12 units"),
        (lambda: figures.layer_spread({}, title="x"), "a mapping with 1 to 7 names"),
        (lambda: figures.layer_spread([1, 2], title="x"), "a mapping with 1 to 7 names"),
        (lambda: figures.layer_spread({"a": [1, 2], "b": [1, 2, 3]}, title="x"), "the same number of layers"),
        (lambda: figures.layer_spread({"a": [1]}, title="x"), "at least 2"),
        (lambda: figures.layer_spread({"a": [1, np.inf]}, title="x"), "'a' must have finite numbers of at least 0"),
        (lambda: figures.layer_spread({"a": [1, -1]}, title="x"), "'a' must have finite numbers of at least 0"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(call, says):
    with pytest.raises(ValueError, match=says):
        call()
