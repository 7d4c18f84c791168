"""Paths on contour lines, and lines: what is drawn, what is said, and what cannot be drawn."""

import numpy as np
import pytest
from matplotlib.text import Text

from course_utils import plots
from course_utils.plots.contour import GRID, INKS, STYLES


def bowl(w):
    return (w[0] ** 2 + 25 * w[1] ** 2) / 2


WAY = np.array([[-4.0, 1.0], [-3.0, -0.5], [-2.0, 0.25]])
LOST = np.array([[-4.0, 1.0], [-3.0, -9.0]])
RNG = np.random.default_rng(0)
CURVES = {
    "few": (np.arange(1, 6), RNG.random((5, 5)) + 0.1),
    "many": (np.arange(1, 41), RNG.random((3, 40)) + 0.1),
    "one": ([1, 2], [0.5, 0.25]),
}
FIGURES = {
    "paths": lambda: plots.contour_paths(bowl, {"SGD": WAY, "Adam": WAY + 0.1, "too large": LOST}, title="Three ways"),
    "tall": lambda: plots.contour_paths(bowl, {"SGD": WAY}, limits=(-5, 1, -4, 4), title="One way"),
    "arrows": lambda: plots.contour_paths(
        bowl, arrows={"down": ((-4, 1), (-3.7, -0.8)), "home": ((-4, 1), (0, 0))}, title="Two ways to point"
    ),
    "lines": lambda: plots.lines(CURVES, xlabel="step", ylabel="cost", title="Three lines"),
    "lines, powers": lambda: plots.lines(
        CURVES,
        xlabel="learning rate",
        ylabel="cost",
        logx=True,
        logy=True,
        reference=("ln 10", np.log(10)),
        title="Three lines by powers of ten",
    ),
}


def words(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


@pytest.mark.parametrize("name", FIGURES)
def test_axes_have_labels_and_the_legend_does_not_cover_them(name):
    figure = FIGURES[name]()
    (axes,) = figure.axes
    assert axes.get_xlabel() and axes.get_ylabel()
    figure.draw_without_rendering()
    box, (legend,) = axes.xaxis.label.get_window_extent(), figure.legends
    assert legend.get_window_extent().y1 < box.y0 + 2
    page, frame = figure.bbox, legend.get_window_extent()
    assert page.x0 - 2 <= frame.x0 < frame.x1 <= page.x1 + 2
    assert page.y0 - 2 <= frame.y0 < frame.y1 <= page.y1 + 2


def test_a_path_is_drawn_where_it_went_and_its_end_is_said():
    figure = FIGURES["paths"]()
    (axes,) = figure.axes
    drawn = {line.get_label(): line for line in axes.lines}
    np.testing.assert_array_equal(drawn["SGD"].get_xydata(), WAY)
    assert "SGD: 2 steps from (−4, 1) to (−2, 0.25), the cost from 20.5 to 2.78." in figure.alt
    assert "too large: 1 step from (−4, 1), and out of the picture." in figure.alt
    assert "the lowest point at (0, 0), marked with a star" in figure.alt
    ways = [drawn[name] for name in ("SGD", "Adam", "too large")]
    assert len({way.get_color() for way in ways}) == len({way.get_marker() for way in ways}) == 3
    assert len({way.get_linestyle() for way in ways}) == 3


def test_both_axes_have_one_scale_so_that_right_angles_are_right():
    for name in ("paths", "tall", "arrows"):
        (axes,) = FIGURES[name]().axes
        assert axes.get_aspect() == 1


def test_a_path_that_became_infinite_is_said_to_be_lost():
    figure = plots.contour_paths(bowl, {"flown": [[-4, 1], [np.inf, np.nan]]}, title="Gone")
    assert "out of the picture" in figure.alt


def test_a_tiny_change_of_the_cost_is_said():
    def plateau(w):
        return 3 - 0.0004 * w[0]

    figure = plots.contour_paths(plateau, {"far": [[0.1, 0], [2, 0]]}, title="Flat")
    assert "the cost from 3.000 to 2.999." in figure.alt


def test_arrows_begin_and_end_where_they_are_said_to():
    figure = FIGURES["arrows"]()
    (axes,) = figure.axes
    ends = [(note.xyann, note.xy) for note in axes.texts]
    np.testing.assert_allclose(ends, [((-4, 1), (-3.7, -0.8)), ((-4, 1), (0, 0))])
    assert "The arrow labeled “home” goes from (−4, 1) to (0, 0)." in figure.alt


def test_the_cost_is_asked_for_many_pairs_at_once():
    asked = []

    def cost(w):
        asked.append(w.shape)
        return bowl(w)

    plots.contour_paths(cost, title="Asked once")
    assert asked == [(2, GRID**2)]


def test_few_places_have_dots_for_the_runs_and_many_have_thin_lines():
    (axes,) = FIGURES["lines"]().axes
    few, many = CURVES["few"][1], CURVES["many"][1]
    (dots,) = [line for line in axes.lines if line.get_linestyle() == "None"]
    np.testing.assert_array_equal(dots.get_ydata(), few.ravel())
    thin = [line for line in axes.lines if line.get_linewidth() < 1]
    np.testing.assert_array_equal([line.get_ydata() for line in thin], many)
    named = {line.get_label(): line for line in axes.lines if not line.get_label().startswith("_")}
    np.testing.assert_allclose(named["few"].get_ydata(), few.mean(axis=0))
    assert len({line.get_linestyle() for line in named.values()}) == 3


def test_a_line_is_said_with_its_ends_and_its_lowest_place():
    figure = plots.lines(
        {"a": ([1, 10, 100], [[3, 1, 2], [5, 2, 4]])},
        xlabel="rate",
        ylabel="cost",
        logx=True,
        reference=("ln 10", 2.303),
        title="A dip",
    )
    assert "Cost against rate." in figure.alt
    assert (
        "a: from 4 at 1 to 3 at 100, lowest 1.5 at 10, highest 4 at 1 (means of 2 runs; at the lowest mean they range "
        "from 1 to 2)." in figure.alt
    )
    assert "For comparison, ln 10: 2.3." in figure.alt
    assert figure.legends[0].get_texts()[-1].get_text() == "ln 10: 2.3"


def test_powers_of_ten_are_written_plainly():
    figure = plots.lines({"a": ([0.001, 1], [1, 20])}, xlabel="r", ylabel="c", logx=True, logy=True, title="Plain")
    figure.png()  # ticks get their texts when they are drawn
    said = words(figure)
    assert "0.001" in said
    assert not any("10^" in text for text in said)


@pytest.mark.parametrize(("places", "whole"), [(np.arange(8), True), (np.linspace(0, 1, 8), False)])
def test_whole_places_get_whole_ticks(places, whole):
    figure = plots.lines({"a": (places, places)}, xlabel="epoch", ylabel="weight", title="Whole")
    ticks = figure.axes[0].get_xticks()
    assert (ticks == np.round(ticks)).all() == whole


def test_enough_looks_for_every_optimizer():
    assert len(INKS) >= 5 and len(STYLES) >= 4


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: plots.contour_paths(bowl, {"a": [1, 2]}, title="x"),
            r"path 'a' must have the shape \(steps \+ 1, 2\)",
        ),
        (lambda: plots.contour_paths(bowl, limits=(5, -5, 0, 1), title="x"), "limits must be"),
        (
            lambda: plots.contour_paths(bowl, arrows={"a": ((0, 0), (1, np.nan))}, title="x"),
            "arrow 'a' must be two finite",
        ),
        (lambda: plots.contour_paths(lambda w: 3.0, title="x"), "cost must give one finite number for each"),
        (lambda: plots.contour_paths(lambda w: w[0] * np.nan, title="x"), "cost must give one finite number"),
        (lambda: plots.lines({}, xlabel="x", ylabel="y", title="x"), "at least one line, got none"),
        (
            lambda: plots.lines({"a": ([1, 2], [1])}, xlabel="x", ylabel="y", title="x"),
            "'a' must have as many y values",
        ),
        (
            lambda: plots.lines({"a": ([1], [np.inf])}, xlabel="x", ylabel="y", title="x"),
            "values of 'a' must be finite",
        ),
        (lambda: plots.lines({"a": ([0], [1])}, xlabel="x", ylabel="y", logx=True, title="x"), "finite and above 0"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
