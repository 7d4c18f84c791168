"""Figures of activation functions, and of the kinks of ReLU units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    BLUE,
    COLOURS,
    RED,
    STYLE,
    TINTS,
    Picture,
    as_percent,
    counted,
    new_figure,
    sentence,
    short,
)

LINES = ((0, (5, 2)), (0, (1, 1.4)), (0, (5, 1.5, 1, 1.5)))  # of kinks: dashes, dots, both
POINTS = 150  # of each class in a panel


def activations(
    functions: Mapping[str, Callable[[np.ndarray], ArrayLike]], scores: np.ndarray, probabilities: np.ndarray
) -> Picture:
    """Draw activation functions of one number as curves, and softmax, which needs a whole layer, as bars.

    Parameters
    ----------
    functions : mapping of str to callable
        2 to 4 functions; each takes an array of z, shape (n,), and returns the outputs a, shape (n,).
    scores, probabilities : numpy.ndarray, shape (k,)
        The sums z of a layer of k units, from 2 to 6, and their softmax.

    Raises
    ------
    ValueError
        If a function returns a different shape or something that is not finite.
    """
    title = "How each activation function changes the sum z"
    z = np.linspace(-4, 4, 161)
    curves = {str(name): np.asarray(function(z), float) for name, function in functions.items()}
    for name, a in curves.items():
        if a.shape != z.shape or not np.isfinite(a).all():
            raise ValueError(f"{name!r} must return one finite number for each of {z.size}, got the shape {a.shape}")
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.1)
        row = figure.subplots(1, len(curves) + 1)
        for place, (axes, (name, a)) in enumerate(zip(row, curves.items(), strict=False)):
            axes.axhline(0, color="#999999", linewidth=1)
            axes.axvline(0, color="#999999", linewidth=1)
            axes.plot(z, a, color=COLOURS[place], linewidth=3.5)
            low, high = min(a.min(), 0), max(a.max(), 0)
            axes.set(
                xlim=(-4, 4),
                ylim=(low - 0.08 * (high - low), high + 0.08 * (high - low)),
                xlabel="z",
                xticks=(-4, 0, 4),
            )
            axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
            axes.set_title(name, fontweight="bold", fontsize=15)
            axes.grid()
        row[0].set_ylabel("a")
        axes = row[-1]
        axes.bar(range(scores.size), probabilities, 0.7, color=TINTS[0], edgecolor="black", alpha=0.75, hatch="//")
        for place, probability in enumerate(probabilities):
            above = {"xytext": (0, 3), "textcoords": "offset points", "ha": "center", "fontsize": 12}
            axes.annotate(as_percent(probability), (place, probability), **above)
        axes.set_xticks(range(scores.size), [short(score) for score in scores])
        axes.set(ylim=(0, 1.1), yticks=(0, 0.5, 1), xlabel="z of each unit")
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="%"))
        axes.set_title("softmax", fontweight="bold", fontsize=15)
    descriptions = []
    for name, a in curves.items():
        left = f"goes from {short(a[0])} at z = −4 through {short(a[80])} at z = 0"
        if (a[:81] == a[0]).all():
            left = f"is {short(a[0])} up to z = 0 and goes"
        descriptions.append(f"{name} {left} to {short(a[-1])} at z = 4")
    sums, shares = ", ".join(map(short, scores)), ", ".join(map(as_percent, probabilities))
    descriptions.append(f"softmax turns the sums {sums} into the probabilities {shares}")
    figure.alt = f"{sentence(title)} The plot shows a against z: {'; '.join(descriptions)}."
    return figure


def kinks(networks: Mapping[str, Sequence[np.ndarray]], x: np.ndarray, y: np.ndarray) -> Picture:
    """Draw what networks with one hidden ReLU layer predict on a plane, and the kink of each of their units.

    The output of a unit is 0 on one side of a straight line, its kink; the arrows on the line point to the side where
    the unit is active. Between the kinks the slope of the network's sum is constant, so the boundary is straight.

    Parameters
    ----------
    networks : mapping of str to sequence of numpy.ndarray
        For each network its name, and W1 (2, units), b1 (units,), W2 (units, 1), b2 (1,), such as
        ``model.get_weights()``: 1 to 6 networks of 1 to 12 units. The network predicts class 1 where the sum z of
        its output layer is above 0.
    x : numpy.ndarray, shape (n, 2)
        Points.
    y : numpy.ndarray, shape (n,)
        Their classes, 0 or 1.
    """
    x = np.asarray(x, float)
    reach = 1.12 * float(np.abs(x).max())
    across = np.linspace(-reach, reach, 301)
    grid = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2)
    title = "Each ReLU unit adds a kink, and the boundary bends only at kinks"
    descriptions = []
    with matplotlib.rc_context(STYLE):
        columns = min(len(networks), 2)
        rows = -(-len(networks) // columns)
        figure = new_figure(title, 4.35 * rows + 0.4)
        panels = np.atleast_1d(figure.subplots(rows, columns)).ravel()
        for axes in panels[len(networks) :]:
            axes.axis("off")
        for axes, (name, weights) in zip(panels, networks.items(), strict=False):
            W1, b1, W2, b2 = (np.asarray(array, float) for array in weights)
            z = _sums(grid, W1, b1, W2, b2).reshape(301, 301)
            axes.contourf(across, across, z > 0, [0.5, 1.5], colors=["#CFE3F1"])
            for label, (marker, colour) in enumerate((("x", RED), ("o", BLUE))):
                some = x[y == label][:POINTS]
                axes.plot(
                    *some.T, linestyle="", marker=marker, color=colour, markersize=4, alpha=0.55, markerfacecolor="none"
                )
            shown = _draw_kinks(axes, W1, b1, reach)
            if z.min() < 0 < z.max():
                axes.contour(across, across, z, [0], colors=[BLACK], linewidths=3.5)
            right = np.mean((_sums(x, W1, b1, W2, b2) > 0) == (y == 1))
            dead = int(np.sum((x @ W1 + b1 <= 0).all(axis=0)))
            axes.set_title(
                f"{name}: {as_percent(right)}" + (f", {dead} dead" if dead else ""), fontsize=15, fontweight="bold"
            )
            axes.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="$x_1$", ylabel="$x_2$")
            axes.set_aspect("equal")
            for axis in (axes.xaxis, axes.yaxis):
                axis.set_major_locator(MaxNLocator(5, integer=True))
            descriptions.append(
                f"{name}: {as_percent(right)} of {len(x):,} points correct, {counted(shown, 'kink')} visible"
                + (f", {counted(dead, 'unit')} dead: output 0 at every point" if dead else "")
                + (", no boundary" if not z.min() < 0 < z.max() else "")
            )
        figure.legend(
            handles=[
                Line2D([], [], color=BLUE, marker="o", linestyle="", markerfacecolor="none", label="class 1"),
                Line2D([], [], color=RED, marker="x", linestyle="", label="class 0"),
                Patch(facecolor="#CFE3F1", edgecolor="black", label="predicted: 1"),
                Line2D([], [], color=BLACK, linewidth=3.5, label="boundary"),
                Line2D([], [], color=COLOURS[2], linestyle=LINES[0], label="kink, arrow: active"),
            ],
            loc="outside lower center",
            ncols=5,
            columnspacing=1.2,
            handletextpad=0.5,
        )
    figure.alt = (
        f"{sentence(title)} Each map shows points of two classes in a plane; the boundary is a thick line, "
        f"and the kink of each unit is a dashed line. {'; '.join(descriptions)}."
    )
    return figure


def _sums(x: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> np.ndarray:
    return (np.maximum(x @ W1 + b1, 0) @ W2 + b2)[:, 0]


def _draw_kinks(axes: Axes, W1: np.ndarray, b1: np.ndarray, reach: float) -> int:
    """Draw each unit's line z = 0, with arrows to its active side; return how many lines cross the picture."""
    shown = 0
    for unit, (w, b) in enumerate(zip(W1.T, b1, strict=True)):
        size = np.hypot(*w)
        if size == 0:
            continue
        normal, foot = w / size, -b * w / size**2
        along = np.array([-normal[1], normal[0]])
        t = np.linspace(-3 * reach, 3 * reach, 1201)[:, None]
        line = foot + t * along
        inside = line[(np.abs(line) <= reach).all(axis=1)]
        if not len(inside):
            continue
        shown += 1
        colour = COLOURS[(unit + 2) % (len(COLOURS) - 1)]
        axes.plot(*inside.T, linestyle=LINES[unit % len(LINES)], color=colour, linewidth=2.4)
        for place in (0.06, 0.94):
            start, step = inside[int(place * (len(inside) - 1))], 0.16 * reach * normal
            if np.abs(start + step).max() > reach:  # beyond the picture, so the arrow ends at the line
                start = start - step
            axes.annotate(
                "",
                start + step,
                start,
                annotation_clip=True,
                arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.8, "shrinkA": 0, "shrinkB": 0},
            )
    return shown
