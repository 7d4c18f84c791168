"""Figures of regularization: the units that dropout switched off, the boundary of a network, the sizes of weights."""

from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, BLUE, ORANGE, SKY, STYLE, Picture, bare, new_figure, resize, sentence

CLASSES = LinearSegmentedColormap.from_list("classes", [ORANGE, "white", SKY])


def dropout_masks(kept: ArrayLike, *, title: str) -> Picture:
    """Show which units dropout kept for each of several images, and which it switched off.

    Parameters
    ----------
    kept : array_like of bool, shape (images, units)
        True where a unit was kept.
    title : str
        The message.

    Raises
    ------
    ValueError
        If `kept` has a different shape, or contains anything but true and false.
    """
    kept = np.asarray(kept)
    if kept.ndim != 2 or not kept.size:
        raise ValueError(f"kept must have the shape (images, units), with at least one of each, got {kept.shape}")
    if not np.isin(kept, (0, 1)).all():
        raise ValueError("kept must be true or false for each unit, got other values; compare first: outputs != 0")
    kept = kept.astype(bool)
    images, units = kept.shape
    off = (~kept).sum(axis=1)
    across = int(np.ceil(np.sqrt(units / 2)))
    down = -(-units // across)
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1)
        panels = figure.subplots(1, images, squeeze=False)[0]
        for number, (axes, mask) in enumerate(zip(panels, kept, strict=True), 1):
            columns, rows = np.arange(units) % across, np.arange(units) // across
            for is_kept, marker, color in ((True, "o", BLUE), (False, "x", "#999999")):
                at = mask == is_kept
                axes.plot(columns[at], rows[at], marker, color=color, markersize=5.5, markeredgewidth=1.8)
            axes.set(
                xlim=(-0.8, across - 0.2), ylim=(down - 0.2, -0.8), title=f"image {number}\n{off[number - 1]} off (×)"
            )
            bare(axes)
        resize(figure, title, 0.75 + 9.2 / images * down / across)
    figure.alt = (
        f"{sentence(title)} {units} units for each of {images} images: a dot is a unit that was kept, a cross a unit "
        f"that was switched off. Switched off: {', '.join(map(str, off))}."
    )
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
    for label, marker, color in ((0, "s", ORANGE), (1, "o", BLUE)):
        axes.plot(*x[y == label].T, marker, color=color, markeredgecolor="black", markersize=7)


def weight_shares(weights: np.ndarray, reach: float, bins: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of the weights in each bin from -reach to reach; the outer bins include all weights beyond."""
    counts, edges = np.histogram(np.clip(weights, -reach, reach), bins, range=(-reach, reach))
    return counts / weights.size, edges
