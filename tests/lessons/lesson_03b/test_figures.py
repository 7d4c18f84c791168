"""The figure of losses: values and slopes as they are given."""

import numpy as np
import pytest

from course_utils.lessons.lesson_03b import figures
from tests.plots.test_plots import said, title

Z = np.linspace(-6, 6, 61)
A = 1 / (1 + np.exp(-Z))
LOSSES = {"cross-entropy": -np.log(A), "MSE": (A - 1) ** 2}
GRADIENTS = {"cross-entropy": A - 1, "MSE": 2 * (A - 1) * A * (1 - A)}
FIGURES = {"pull_of_losses": lambda: figures.pull_of_losses(Z, LOSSES, GRADIENTS, title="MSE hardly pulls")}


def test_losses_are_next_to_their_slopes():
    figure = FIGURES["pull_of_losses"]()
    assert title(figure) == "MSE hardly pulls"
    loss, gradient = figure.axes
    assert (loss.get_ylabel(), gradient.get_ylabel()) == ("loss", "slope with respect to z")
    for axes, given in ((loss, LOSSES), (gradient, GRADIENTS)):
        drawn = {line.get_label(): line for line in axes.lines if not line.get_label().startswith("_")}
        assert list(drawn) == list(given)
        for name, line in drawn.items():
            np.testing.assert_array_equal(line.get_ydata(), given[name])
        assert len({line.get_linestyle() for line in drawn.values()}) == 2
        assert len({line.get_marker() for line in drawn.values()}) == 2
    assert said(figure).count("confident\nand wrong") == 2
    for fact in (
        "Left panel, the loss: cross-entropy is 6 at z = −6",
        "Right panel, the slope with respect to z: cross-entropy is −0.998 at z = −6",
        "MSE is −0.00492 at z = −6, −0.25 at 0",
    ):
        assert fact in figure.alt
    assert len(figure.png()) < 60_000


@pytest.mark.parametrize(
    ("losses", "slopes", "message"),
    [
        ({}, {}, "the same names, at least one"),
        (LOSSES, {"MSE": GRADIENTS["MSE"]}, r"the same names, .* got \['cross-entropy', 'MSE'\] and \['MSE'\]"),
        ({"MSE": Z[:5]}, {"MSE": Z}, r"loss of 'MSE' must have the shape of z, \(61,\), got \(5,\)"),
    ],
)
def test_what_does_not_fit_is_named(losses, slopes, message):
    with pytest.raises(ValueError, match=message):
        figures.pull_of_losses(Z, losses, slopes, title="x")
