"""Figures of regularization: weights by size, what dropout turned off, boundaries by strength."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    BLUE,
    ORANGE,
    SKY,
    STYLE,
    Picture,
    as_percent,
    bare,
    new_figure,
    resize,
    sentence,
    short,
    tint,
)

SMALL = 1e-3  # a weight nearer to 0 than this counts as switched off
BINS = 41  # odd: one bin has 0 in its middle
CLASSES = LinearSegmentedColormap.from_list("classes", [ORANGE, "white", SKY])


def weight_histograms(weights_by_name: Mapping[str, ArrayLike], *, title: str) -> Picture:
    """Show how large the weights of several networks are, on one axis.

    Parameters
    ----------
    weights_by_name : mapping of str to array_like
        For each network its name and its weights, in any shape.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no network, or one has no weight or one that is not finite.
    """
    weights = {str(name): _weights(name, values) for name, values in weights_by_name.items()}
    if not weights:
        raise ValueError("weights_by_name must have at least one network, got none")
    reach = _reach(weights.values())
    words = []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.6)
        panels = np.atleast_1d(figure.subplots(1, len(weights), sharex=True, sharey=True))
        for place, (axes, (name, values)) in enumerate(zip(panels, weights.items(), strict=True)):
            _histogram(axes, values, reach, place)
            axes.set_title("\n".join([*textwrap.wrap(name, 60 // len(weights)), *_facts(values)]))
            axes.set_ylabel("share of the weights" if place == 0 else "")
            words.append(f"{name}: {_in_words(values)}")
    figure.alt = f"{sentence(title)} Histograms of weights. {'; '.join(words)}."
    return figure


def dropout_masks(masks: ArrayLike, *, title: str | None = None) -> Picture:
    """Show which units each draw of dropout switched off.

    Parameters
    ----------
    masks : array_like of bool, shape (draws, units)
        True where a unit was kept.
    title : str, optional
        The message; where it is not given, how many units were off in each draw.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If masks have another shape, or anything but true and false in them.
    """
    masks = np.asarray(masks)
    if masks.ndim != 2 or not masks.size:
        raise ValueError(f"masks must have the shape (draws, units), at least one of each, got {masks.shape}")
    if not np.isin(masks, (0, 1)).all():
        raise ValueError(
            "masks must be true where a unit was kept and false where it was not; got other values: "
            "compare first, such as outputs != 0"
        )
    masks = masks.astype(bool)
    draws, units = masks.shape
    off = (~masks).sum(axis=1)
    counts = ", ".join(map(str, off))
    if title is None:
        title = f"Of {units} units are off: {counts}"
    across = int(np.ceil(np.sqrt(units / 2)))
    down = -(-units // across)
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1)
        panels = figure.subplots(1, draws, squeeze=False)[0]
        for number, (axes, mask) in enumerate(zip(panels, masks, strict=True), 1):
            columns, rows = np.arange(units) % across, np.arange(units) // across
            for is_kept, marker, colour in ((True, "o", BLUE), (False, "x", "#999999")):
                at = mask == is_kept
                axes.plot(columns[at], rows[at], marker, color=colour, markersize=5.5, markeredgewidth=1.8)
            axes.set(
                xlim=(-0.8, across - 0.2), ylim=(down - 0.2, -0.8), title=f"draw {number}\n{off[number - 1]} off (×)"
            )
            bare(axes)
        resize(figure, title, 0.75 + 9.2 / draws * down / across)
    figure.alt = (
        f"{sentence(title)} {units} units in {draws} draws, a dot for a unit that was kept, a cross for one "
        f"that was off. Off: {counts}."
    )
    return figure


def boundaries_and_weights(
    x: ArrayLike,
    y: ArrayLike,
    panels: Mapping[str, tuple[ArrayLike, ArrayLike]],
    *,
    extent: tuple[float, float, float, float],
    title: str,
) -> Picture:
    """Show side by side what networks decide in the plane, and below it how large their weights are.

    Parameters
    ----------
    x : array_like, shape (n, 2)
        Training points.
    y : array_like of int, shape (n,)
        Their labels, 0 or 1.
    panels : mapping of str to tuple of (array_like, array_like)
        For each network its name; the probability of class 1 on a grid, shape (rows, columns), the first row at the
        lowest second coordinate; and its weights, in any shape.
    extent : tuple of float
        Left, right, bottom and top end of the grid.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If points and labels do not fit, a grid is no table of probabilities, or weights are not finite.
    """
    x, y = _points(x, y)
    grids = {str(name): _grid(name, grid) for name, (grid, _) in panels.items()}
    weights = {str(name): _weights(name, values) for name, (_, values) in panels.items()}
    if not panels:
        raise ValueError("panels must have at least one network, got none")
    reach, words = _reach(weights.values()), []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 6.4)
        axes = figure.subplots(
            2, len(panels), sharex="row", sharey="row", squeeze=False, gridspec_kw={"height_ratios": (3, 2)}
        )
        for place, (name, grid) in enumerate(grids.items()):
            above, below = axes[:, place]
            draw_boundary(above, x, y, grid, extent)
            if not grid.min() < 0.5 < grid.max():
                above.text(
                    0.5,
                    0.04,
                    "one answer everywhere",
                    transform=above.transAxes,
                    ha="center",
                    fontsize=13,
                    bbox={"facecolor": "white", "edgecolor": "black"},
                )
            above.set_title("\n".join(textwrap.wrap(name, 75 // len(panels))))
            above.set_xlabel("first input")
            above.set_ylabel("second input" if place == 0 else "")
            _histogram(below, weights[name], reach, place)
            below.set_title(", ".join(_facts(weights[name])))
            below.set_ylabel("share of the weights" if place == 0 else "")
            right = np.mean(_answers(x, grid, extent) == y)
            words.append(
                f"{name}: {as_percent(right)} of the training points on the side of their label, class 1 in "
                f"{as_percent(np.mean(grid > 0.5))} of the plane; {_in_words(weights[name])}"
            )
    figure.alt = f"{sentence(title)} Boundaries, and histograms of weights below them. {'; '.join(words)}."
    return figure


def draw_boundary(
    axes: Axes, x: np.ndarray, y: np.ndarray, grid: np.ndarray, extent: tuple[float, float, float, float]
) -> None:
    """Draw the plane by probability, the boundary as a black line, and the training points on it."""
    axes.imshow(
        grid, cmap=CLASSES, vmin=0, vmax=1, extent=extent, origin="lower", aspect="auto", interpolation="bilinear"
    )
    if grid.min() < 0.5 < grid.max():
        rows, columns = grid.shape
        axes.contour(
            np.linspace(*extent[:2], columns), np.linspace(*extent[2:], rows), grid, [0.5], colors=BLACK, linewidths=2
        )
    for label, marker, colour in ((0, "s", ORANGE), (1, "o", BLUE)):
        axes.plot(*x[y == label].T, marker, color=colour, markeredgecolor="black", markersize=7)


def weight_shares(weights: np.ndarray, reach: float, bins: int = BINS) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of the weights in each bin from -reach to reach; what lies beyond counts to the ends."""
    counts, edges = np.histogram(np.clip(weights, -reach, reach), bins, range=(-reach, reach))
    return counts / weights.size, edges


def _histogram(axes: Axes, values: np.ndarray, reach: float, place: int) -> None:
    shares, edges = weight_shares(values, reach)
    axes.stairs(shares, edges, baseline=1e-6, fill=True, facecolor=tint(place), edgecolor="black", linewidth=0.8)
    axes.set_yscale("log")
    axes.set_ylim(1e-4, 1.5)
    axes.set_yticks([1e-4, 1e-2, 1], ["0.01 %", "1 %", "100 %"])
    axes.set_xlabel("weight")
    axes.grid(axis="y")


def _facts(values: np.ndarray) -> tuple[str, str]:
    return f"std {short(values.std())}", f"near 0: {as_percent(np.mean(abs(values) < SMALL))}"


def _in_words(values: np.ndarray) -> str:
    return (
        f"{values.size:,} weights with a standard deviation of {short(values.std())}, the largest of size "
        f"{short(abs(values).max())}, {as_percent(np.mean(abs(values) < SMALL))} of them nearer to 0 than {SMALL}"
    )


def _reach(weights: Iterable[np.ndarray]) -> float:
    """Return how far the axis goes to each side: to the largest weight of all."""
    return max(max(abs(values).max() for values in weights), 1e-6)


def _weights(name: str, values: ArrayLike) -> np.ndarray:
    values = np.asarray(values, float).ravel()
    if not values.size or not np.isfinite(values).all():
        raise ValueError(
            f"{name!r} must have finite weights, at least one; {np.sum(~np.isfinite(values))} of "
            f"{values.size} are not finite"
        )
    return values


def _grid(name: str, grid: ArrayLike) -> np.ndarray:
    grid = np.asarray(grid, float)
    if grid.ndim != 2 or min(grid.shape) < 2 or not (grid.min() >= 0 and grid.max() <= 1):
        raise ValueError(
            f"the grid of {name!r} must have the shape (rows, columns), at least 2 by 2, with "
            f"probabilities from 0 to 1; got the shape {grid.shape}"
        )
    return grid


def _points(x: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(x, float), np.asarray(y)
    if x.ndim != 2 or x.shape[1] != 2 or y.shape != (len(x),) or not len(x) or not np.isin(y, (0, 1)).all():
        raise ValueError(
            "x must have the shape (n, 2) and y the shape (n,) with labels 0 and 1, at least one point; "
            f"got {x.shape} and {y.shape}"
        )
    return x, y


def _answers(x: np.ndarray, grid: np.ndarray, extent: tuple[float, float, float, float]) -> np.ndarray:
    """Return the class that the grid gives at each point, by its nearest cell."""
    left, right, bottom, top = extent
    rows, columns = grid.shape
    column = np.clip(np.rint((x[:, 0] - left) / (right - left) * (columns - 1)), 0, columns - 1).astype(int)
    row = np.clip(np.rint((x[:, 1] - bottom) / (top - bottom) * (rows - 1)), 0, rows - 1).astype(int)
    return (grid[row, column] > 0.5).astype(int)
