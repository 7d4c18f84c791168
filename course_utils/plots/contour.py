"""Paths and arrows on the contour lines of a cost."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils.plots.lines import LEGEND_COLUMNS, STYLES
from course_utils.plots.picture import (
    BLACK,
    BLUE,
    GREEN,
    MARKERS,
    ORANGE,
    RED,
    SKY,
    STYLE,
    WIDTH,
    Picture,
    new_figure,
    sentence,
    short,
)

INKS = (BLUE, RED, GREEN, BLACK, ORANGE, SKY)  # of paths; beside grey contour lines pink is too pale
LEVELS = 14  # contour lines
GRID = 161  # points of the contour along each side
TALLEST = 5.6  # inches


def contour_paths(
    cost: Callable[[np.ndarray], ArrayLike],
    paths: Mapping[str, ArrayLike] | None = None,
    *,
    arrows: Mapping[str, tuple[ArrayLike, ArrayLike]] | None = None,
    limits: tuple[float, float, float, float] = (-5, 5, -2, 2),
    minimum: tuple[float, float] = (0, 0),
    title: str,
) -> Picture:
    """Draw the ways of a pair of weights over the contour lines of a cost; both axes on the same scale.

    Parameters
    ----------
    cost : callable
        Takes weights of shape (2, n), gives the n costs; one contour line joins weights of the same cost.
    paths : mapping of str to array_like, shape (steps + 1, 2), optional
        For each way its name and its places, the start first. What lies beyond the limits is not drawn.
    arrows : mapping of str to (array_like, array_like), optional
        For each arrow its name, where it begins and where it ends, both of shape (2,).
    limits : tuple of float
        Smallest and largest first weight, smallest and largest second weight.
    minimum : array_like, shape (2,)
        Where the cost is lowest: marked with a star.
    title : str
        The message.

    Raises
    ------
    ValueError
        If a path or an arrow is not of such a shape, the limits are not in order, or the cost does not give a
        finite number for each pair of weights.
    """
    left, right, low, high = limits
    if not (left < right and low < high):
        raise ValueError(f"limits must be (smallest, largest, smallest, largest), got {tuple(limits)}")
    checked_paths = {str(name): _path(name, path) for name, path in (paths or {}).items()}
    checked_arrows = {str(name): _arrow(name, arrow) for name, arrow in (arrows or {}).items()}
    x, y, heights = _surface(cost, limits)
    words = [
        sentence(title),
        f"Contour lines of a cost over two weights, the lowest point at {_place(minimum)}, marked with a star.",
    ]
    with matplotlib.rc_context(STYLE):
        height = min(TALLEST, (WIDTH - 1.2) * (high - low) / (right - left))
        legend_rows = math.ceil((len(checked_paths) + len(checked_arrows) + 1 + bool(checked_paths)) / LEGEND_COLUMNS)
        figure = new_figure(title, height + 0.9 + 0.34 * legend_rows)
        axes = figure.subplots()
        inside = heights - heights.min()
        top = math.sqrt(inside.max())
        axes.contour(x, y, inside, levels=(top * np.linspace(0.04, 0.98, LEVELS)) ** 2, colors="#A0A0A0", linewidths=1)
        for place, (name, path) in enumerate(checked_paths.items()):
            colour, marker = INKS[place % len(INKS)], MARKERS[place % len(MARKERS)]
            axes.plot(
                path[:, 0],
                path[:, 1],
                color=colour,
                linestyle=STYLES[place % len(STYLES)],
                marker=marker,
                markersize=6,
                markeredgecolor="white",
                markeredgewidth=0.6,
                label=name,
                zorder=3 - place / 100,
            )  # the first on top: it is the one that others are compared with
            words.append(f"{name}: {_way(path, cost, limits)}.")
        for place, (name, (begin, end)) in enumerate(checked_arrows.items()):
            colour, style = INKS[place % len(INKS)], STYLES[place % len(STYLES)]
            axes.annotate(
                "",
                end,
                begin,
                zorder=4,
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": colour,
                    "linewidth": 3,
                    "linestyle": style,
                    "mutation_scale": 24,
                    "shrinkA": 0,
                    "shrinkB": 0,
                },
            )
            axes.plot([], [], color=colour, linestyle=style, linewidth=3, label=name)
            words.append(f"The arrow labeled “{name}” goes from {_place(begin)} to {_place(end)}.")
        if checked_paths:
            starts = np.unique([path[0] for path in checked_paths.values()], axis=0)
            axes.plot(
                *starts.T,
                marker="o",
                markersize=13,
                color=BLACK,
                fillstyle="none",
                markeredgewidth=2,
                linestyle="",
                label="start",
                zorder=4,
            )
        axes.plot(
            *minimum,
            marker="*",
            markersize=20,
            color="white",
            markeredgecolor=BLACK,
            linestyle="",
            markeredgewidth=1.5,
            label="minimum",
            zorder=5,
        )
        axes.set(xlabel="first weight, $w_1$", ylabel="second weight, $w_2$", xlim=(left, right), ylim=(low, high))
        axes.set_aspect("equal", anchor="N")
        axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
        axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        figure.legend(loc="outside lower center", ncols=LEGEND_COLUMNS)
    figure.alt = " ".join(words)
    return figure


def _surface(
    cost: Callable[[np.ndarray], ArrayLike], limits: tuple[float, float, float, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the costs on a grid: places along both axes, and heights of shape (GRID, GRID)."""
    left, right, low, high = limits
    x, y = np.linspace(left, right, GRID), np.linspace(low, high, GRID)
    weights = np.stack(np.meshgrid(x, y)).reshape(2, -1)
    heights = np.asarray(cost(weights), float)
    if heights.shape != weights.shape[1:] or not np.isfinite(heights).all():
        raise ValueError(
            f"cost must give one finite number for each of {weights.shape[1]} pairs of weights, "
            f"shape (2, {weights.shape[1]}); it gave the shape {heights.shape}"
        )
    return x, y, heights.reshape(GRID, GRID)


def _path(name: str, path: ArrayLike) -> np.ndarray:
    path = np.asarray(path, float)
    if path.ndim != 2 or path.shape[1] != 2 or not len(path):
        raise ValueError(f"the path {name!r} must have the shape (steps + 1, 2), got {path.shape}")
    return path


def _arrow(name: str, arrow: Any) -> np.ndarray:
    ends = np.asarray(arrow, float)
    if ends.shape != (2, 2) or not np.isfinite(ends).all():
        raise ValueError(f"the arrow {name!r} must be two finite places of shape (2,), got {arrow!r}")
    return ends


def _place(place: Sequence[float] | np.ndarray) -> str:
    return f"({short(place[0])}, {short(place[1])})"


def _way(path: np.ndarray, cost: Callable[[np.ndarray], ArrayLike], limits: tuple[float, float, float, float]) -> str:
    """Say where a way begins and ends."""
    left, right, low, high = limits
    steps = f"{len(path) - 1} step" + ("" if len(path) == 2 else "s")
    end = path[-1]
    if not np.isfinite(end).all() or not (left <= end[0] <= right and low <= end[1] <= high):
        return f"{steps} from {_place(path[0])}, and out of the picture"
    first, last = (float(np.asarray(cost(place[:, None])).ravel()[0]) for place in (path[0], end))
    costs = short(first), short(last)
    if costs[0] == costs[1]:  # on a plateau, three digits hide the change
        costs = f"{first:.3f}", f"{last:.3f}"
    return f"{steps} from {_place(path[0])} to {_place(end)}, the cost from {costs[0]} to {costs[1]}"
