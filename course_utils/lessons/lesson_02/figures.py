"""Figures of what a layer computes: shapes, activations, folds of a plane, the spread of its numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    BLUE,
    COLOURS,
    MARKERS,
    RED,
    STYLE,
    TINTS,
    WIDTH,
    Picture,
    as_percent,
    bare,
    counted,
    new_figure,
    resize,
    sentence,
    short,
)

LINES = ((0, (5, 2)), (0, (1, 1.4)), (0, (5, 1.5, 1, 1.5)))  # of folds: dashes, dots, both
MOST_UNITS = 12  # folds that can be told apart in one panel
POINTS = 150  # of each class in a panel


def layer_shapes(
    layer_sizes: Sequence[int], n: int, activations: Sequence[str] | None = None, *, title: str | None = None
) -> Picture:
    """Draw the matrix product of each dense layer as blocks, with the shape of every array.

    The sides of the blocks grow with the logarithm of the numbers: 784 and 10 fit into one figure.

    Parameters
    ----------
    layer_sizes : sequence of int
        Numbers in one input, then the units of each layer: 2 to 5 sizes of at least 1.
    n : int
        Inputs in the batch, at least 1.
    activations : sequence of str, optional
        One for each layer after the input.
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are too few or too many layers, a size below 1, or not one activation for each layer.
    """
    sizes = [int(size) for size in layer_sizes]
    if not 2 <= len(sizes) <= 5 or min(sizes) < 1 or n < 1:
        raise ValueError(f"layer_shapes draws 2 to 5 sizes of at least 1 and n of at least 1, got {sizes} and n = {n}")
    names = ["activation"] * (len(sizes) - 1) if activations is None else [str(name) for name in activations]
    if len(names) != len(sizes) - 1:
        raise ValueError(
            f"activations must be one for each of the {len(sizes) - 1} layers after the input, got {len(names)}"
        )
    if title is None:
        title = "A layer is one matrix product: the inner numbers must be equal"

    def side(number: int) -> float:
        return 0.55 + 0.42 * math.log2(1 + number) / 2

    descriptions = []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1)
        axes = bare(figure.subplots())
        top, right = 0.0, 8.0
        for layer, (before, after) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
            height = max(side(n), side(before))
            middle = top - height / 2
            parts: list[str | tuple[str, int | None, int, str]] = [
                (f"a{layer - 1}" if layer > 1 else "X", n, before, "white"),
                "@",
                (f"W{layer}", before, after, TINTS[0]),
                "+",
                (f"b{layer}", None, after, TINTS[1]),
                "=",
                (f"z{layer}", n, after, "white"),
            ]
            x = 0.0
            for part in parts:
                if isinstance(part, str):
                    axes.text(x + 0.28, middle, part, ha="center", va="center", fontsize=20)
                    x += 0.56
                    continue
                name, rows, columns, colour = part
                tall = 0.42 if rows is None else side(rows)
                wide = max(side(columns), 0.75)
                shape = f"({columns:,},)" if rows is None else f"({rows:,}, {columns:,})"
                axes.add_patch(
                    Rectangle(
                        (x, middle - tall / 2),
                        wide,
                        tall,
                        facecolor=colour,
                        edgecolor="black",
                        linewidth=1.5,
                        alpha=0.9,
                    )
                )
                axes.text(x + wide / 2, middle, name, ha="center", va="center", fontsize=17, fontweight="bold")
                axes.text(x + wide / 2, middle - tall / 2 - 0.08, shape, ha="center", va="top", fontsize=14)
                x += max(wide, 1.25)
            axes.text(x + 0.15, middle, f"a{layer} = {names[layer - 1]}(z{layer})", va="center", fontsize=15)
            descriptions.append(
                f"layer {layer}: {parts[0][0]} of shape ({n:,}, {before:,}) times W{layer} of shape "
                f"({before:,}, {after:,}) plus b{layer} of shape ({after:,},) gives z{layer} of shape "
                f"({n:,}, {after:,}), and a{layer} = {names[layer - 1]}(z{layer})"
            )
            right = max(right, x + 2.9)
            top -= height + 0.62
        axes.set(xlim=(-0.1, right), ylim=(top + 0.1, 0.1))
        resize(figure, title, WIDTH * -top / (right + 0.1))
    figure.alt = f"{sentence(title)} Arrays as blocks, a row for each layer. {'; '.join(descriptions)}."
    return figure


def activations(
    functions: Mapping[str, Callable[[np.ndarray], ArrayLike]],
    scores: ArrayLike | None = None,
    shares: ArrayLike | None = None,
    *,
    title: str = "An activation bends the straight line of a sum",
) -> Picture:
    """Draw activations of one number as curves, and softmax, which needs a whole layer, as bars.

    Parameters
    ----------
    functions : mapping of str to callable
        1 to 4 functions; each takes an array of z, shape (n,), and gives the answers a, shape (n,).
    scores, shares : sequence of float, shape (k,), optional
        The sums z of a layer of k units, from 2 to 6, and what softmax makes of them: from 0 to 1.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no function or too many, one gives another shape or something that is not finite, or scores
        and shares do not fit together.
    """
    if not 1 <= len(functions) <= 4:
        raise ValueError(f"there is room for 1 to 4 functions, got {len(functions)}")
    if (scores is None) != (shares is None):
        raise ValueError("scores and shares belong together: give both or neither")
    z = np.linspace(-4, 4, 161)
    curves = {str(name): np.asarray(function(z), float) for name, function in functions.items()}
    for name, a in curves.items():
        if a.shape != z.shape or not np.isfinite(a).all():
            raise ValueError(f"{name!r} must give one finite number for each of {z.size}, got the shape {a.shape}")
    scores = None if scores is None else np.asarray(scores, float)
    shares = None if shares is None else np.asarray(shares, float)
    if (
        scores is not None
        and shares is not None
        and not (scores.ndim == 1 and scores.shape == shares.shape and 2 <= scores.size <= 6)
    ):
        raise ValueError(
            f"scores and shares must be 2 to 6 numbers each, got the shapes {scores.shape} and {shares.shape}"
        )
    with matplotlib.rc_context(STYLE):
        panels = len(curves) + (scores is not None)
        figure = new_figure(title, 3.1 if panels > 2 else 3.6)
        row = np.atleast_1d(figure.subplots(1, panels))
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
        if scores is not None and shares is not None:
            axes = row[-1]
            axes.bar(range(scores.size), shares, 0.7, color=TINTS[0], edgecolor="black", alpha=0.75, hatch="//")
            for place, share in enumerate(shares):
                axes.annotate(
                    as_percent(share), (place, share), (0, 3), textcoords="offset points", ha="center", fontsize=12
                )
            axes.set_xticks(range(scores.size), [short(score) for score in scores])
            axes.set(ylim=(0, 1.1), yticks=(0, 0.5, 1), xlabel="z of each unit")
            axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
            axes.set_title("softmax", fontweight="bold", fontsize=15)
    descriptions = [
        f"{name} rises from {short(a[0])} at z = −4 over {short(a[80])} at 0 to {short(a[-1])} at 4"
        for name, a in curves.items()
    ]
    if scores is not None and shares is not None:
        descriptions.append(
            "softmax makes of the sums "
            + ", ".join(map(short, scores))
            + " the shares "
            + ", ".join(as_percent(share) for share in shares)
        )
    figure.alt = f"{sentence(title)} Curves of a against z. {'; '.join(descriptions)}."
    return figure


def folds(
    networks: Mapping[str, Sequence[ArrayLike]], x: ArrayLike, y: ArrayLike, *, title: str | None = None
) -> Picture:
    """Draw what networks with one hidden ReLU layer say of a plane, and the fold of each of their units.

    A unit is off on one side of a straight line, its fold, where its z is 0; the little ticks on the line point to
    the side where it is on. Between the folds the sum of the output is flat, so the boundary is straight there.

    Parameters
    ----------
    networks : mapping of str to sequence of numpy.ndarray
        For each network its name, and W1 (2, units), b1 (units,), W2 (units, 1), b2 (1,), such as
        ``model.get_weights()``: 1 to 6 networks of 1 to 12 units. The output says class 1 where its sum z is above 0.
    x : array_like, shape (n, 2)
        Points.
    y : array_like, shape (n,)
        Their classes, 0 or 1.
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no network, the shapes do not fit together, or a class is neither 0 nor 1.
    """
    x, y = np.asarray(x, float), np.asarray(y)
    if x.ndim != 2 or x.shape[1] != 2 or y.shape != (len(x),) or not len(x):
        raise ValueError(f"x must be points of shape (n, 2) and y one class each, got {x.shape} and {y.shape}")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"classes must be 0 or 1, got {np.unique(y)[:5].tolist()}")
    if not 1 <= len(networks) <= 6:
        raise ValueError(f"there is room for 1 to 6 networks, got {len(networks)}")
    nets = {str(name): _checked_weights(name, weights) for name, weights in networks.items()}
    reach = 1.12 * float(np.abs(x).max())
    across = np.linspace(-reach, reach, 301)
    grid = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2)
    if title is None:
        title = "A ReLU unit folds the plane; the boundary bends at folds only"
    descriptions = []
    with matplotlib.rc_context(STYLE):
        columns = min(len(nets), 2)
        rows = -(-len(nets) // columns)
        figure = new_figure(title, 4.35 * rows + 0.4)
        panels = np.atleast_1d(figure.subplots(rows, columns)).ravel()
        for axes in panels[len(nets) :]:
            axes.axis("off")
        for axes, (name, (W1, b1, W2, b2)) in zip(panels, nets.items(), strict=False):
            z = _sums(grid, W1, b1, W2, b2).reshape(301, 301)
            axes.contourf(across, across, z > 0, [0.5, 1.5], colors=["#CFE3F1"])
            for label, (marker, colour) in enumerate((("x", RED), ("o", BLUE))):
                some = x[y == label][:POINTS]
                axes.plot(
                    *some.T, linestyle="", marker=marker, color=colour, markersize=4, alpha=0.55, markerfacecolor="none"
                )
            shown = _draw_folds(axes, W1, b1, reach)
            if z.min() < 0 < z.max():
                axes.contour(across, across, z, [0], colors=[BLACK], linewidths=3.5)
            right = np.mean((_sums(x, W1, b1, W2, b2) > 0) == (y == 1))
            dead = int(np.sum((x @ W1 + b1 <= 0).all(axis=0)))
            axes.set_title(
                f"{name}: {as_percent(right)} right" + (f", {dead} dead" if dead else ""),
                fontsize=15,
                fontweight="bold",
            )
            axes.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="$x_1$", ylabel="$x_2$")
            axes.set_aspect("equal")
            for axis in (axes.xaxis, axes.yaxis):
                axis.set_major_locator(MaxNLocator(5, integer=True))
            descriptions.append(
                f"{name}: {as_percent(right)} of {len(x):,} points right, {counted(shown, 'fold')} in sight"
                + (f", {counted(dead, 'unit')} dead, off at every point" if dead else "")
                + (", no boundary" if not z.min() < 0 < z.max() else "")
            )
        figure.legend(
            handles=[
                Line2D([], [], color=BLUE, marker="o", linestyle="", markerfacecolor="none", label="class 1"),
                Line2D([], [], color=RED, marker="x", linestyle="", label="class 0"),
                Patch(facecolor="#CFE3F1", edgecolor="black", label="network says 1"),
                Line2D([], [], color=BLACK, linewidth=3.5, label="boundary"),
                Line2D([], [], color=COLOURS[2], linestyle=LINES[0], label="fold, arrow: on"),
            ],
            loc="outside lower center",
            ncols=5,
            columnspacing=1.2,
            handletextpad=0.5,
        )
    figure.alt = (
        f"{sentence(title)} Maps of a plane with points of two classes, the boundary as a thick line and "
        f"the fold of each unit as a dashed one. {'; '.join(descriptions)}."
    )
    return figure


def _checked_weights(name: str, weights: Sequence[ArrayLike]) -> list[np.ndarray]:
    arrays = [np.asarray(array, float) for array in weights]
    units = arrays[0].shape[-1] if arrays and arrays[0].ndim == 2 else 0
    wanted = [(2, units), (units,), (units, 1), (1,)]
    if [array.shape for array in arrays] != wanted or not 1 <= units <= MOST_UNITS:
        raise ValueError(
            f"{name!r} must be W1 (2, units), b1 (units,), W2 (units, 1), b2 (1,) with 1 to {MOST_UNITS} "
            f"units, got the shapes {[array.shape for array in arrays]}"
        )
    return arrays


def _sums(x: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> np.ndarray:
    return (np.maximum(x @ W1 + b1, 0) @ W2 + b2)[:, 0]


def _draw_folds(axes: Axes, W1: np.ndarray, b1: np.ndarray, reach: float) -> int:
    """Draw each unit's line z = 0, with ticks on the side where it is on; return how many cross the picture."""
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
            start = inside[int(place * (len(inside) - 1))]
            axes.annotate(
                "",
                start + 0.16 * reach * normal,
                start,
                annotation_clip=True,
                arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.8, "shrinkA": 0, "shrinkB": 0},
            )
    return shown


def layer_spread(values_by_name: Mapping[str, ArrayLike], *, ylabel: str = "standard deviation", title: str) -> Picture:
    """Draw how widely the answers of each layer spread, on a scale of powers of ten.

    Parameters
    ----------
    values_by_name : mapping of str to sequence of float
        For each network one positive number for each layer, all of the same length of at least 2; a 0 is drawn at
        the bottom.
    ylabel, title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no network, or its numbers are not finite, negative, or not as many as the others'.
    """
    if not isinstance(values_by_name, Mapping) or not 1 <= len(values_by_name) <= len(MARKERS):
        raise ValueError(f"values_by_name must be a mapping with 1 to {len(MARKERS)} names, got {values_by_name!r:.60}")
    runs = {str(name): np.asarray(values, float) for name, values in values_by_name.items()}
    lengths = {values.shape for values in runs.values()}
    if len(lengths) > 1 or min(lengths, default=(0,)) < (2,) or any(len(shape) != 1 for shape in lengths):
        raise ValueError(f"every network needs the same number of layers, at least 2, got the shapes {sorted(lengths)}")
    for name, values in runs.items():
        if not np.isfinite(values).all() or (values < 0).any():
            raise ValueError(f"{name!r} must have finite numbers of at least 0, got {values.tolist()}")
    positive = np.concatenate([values[values > 0] for values in runs.values()] or [np.ones(1)])
    floor = positive.min() / 10 if positive.size else 1e-3
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4)
        axes = figure.subplots()
        for place, (name, values) in enumerate(runs.items()):
            axes.plot(
                range(len(values)),
                np.maximum(values, floor),
                color=COLOURS[place],
                marker=MARKERS[place],
                linestyle=("-", "--", ":", "-.")[place % 4],
                label=name,
            )
        axes.set_yscale("log")
        axes.set(xlabel="layer (0: the input)", ylabel=ylabel)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
        axes.grid()
        figure.legend(loc="outside lower center", ncols=2)
    descriptions = "; ".join(
        f"{name}: from {short(values[0])} in layer 0 to {short(values[-1])} in layer {len(values) - 1}"
        for name, values in runs.items()
    )
    figure.alt = f"{sentence(title)} Curves of the {ylabel} against the layer. {descriptions}."
    return figure
