"""Figures of a neuron, of layers, and of the predictions of a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, Patch
from numpy.typing import ArrayLike

from course_utils.plots.digits import captions, digit_grid, draw_tiles, fit, pictures, score, tiles_in_words
from course_utils.plots.picture import (
    BLUE,
    RED,
    STYLE,
    WIDTH,
    Picture,
    as_sureness,
    bare,
    counted,
    new_figure,
    resize,
    sentence,
    short,
)

if TYPE_CHECKING:
    from keras import Model


def neuron(weights: np.ndarray, bias: float, inputs: np.ndarray, *, title: str) -> Picture:
    """Draw one ReLU neuron: inputs, weights, bias, weighted sum, output.

    Parameters
    ----------
    weights, inputs : numpy.ndarray, shape (n,)
        From 2 to 8 of them.
    bias : float
    title : str
    """
    n = len(weights)
    z = float(inputs @ weights + bias)
    a = max(z, 0.0)
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1)
        axes = bare(figure.subplots())
        places = [(1.0, 0.75 * ((n - 1) / 2 - i)) for i in range(n)]
        centre, after, bias_place = (4.6, 0.0), (7.0, 0.0), (4.6, 1.55)
        for i, (x, y) in enumerate(places):
            _edge(axes, (x, y), centre, weights[i])
            _label(axes, x + 0.31 * (centre[0] - x), y + 0.31 * (centre[1] - y), f"$w_{i + 1}$ = {short(weights[i])}")
            _node(axes, x, y, 0.32, f"$x_{i + 1}$")
            axes.text(x - 0.45, y, f"{short(inputs[i])}", ha="right", va="center", fontsize=15)
        _edge(axes, bias_place, centre, bias)
        _node(axes, *bias_place, 0.32, "1", shape="square")
        _label(axes, bias_place[0], 0.5 * bias_place[1] + 0.15, f"$b$ = {short(bias)}")
        _arrow(axes, (centre[0] + 0.62, 0), (after[0] - 0.62, 0))
        _node(axes, *centre, 0.62, f"$z$ =\n{short(z)}")
        _node(axes, *after, 0.62, "relu", face="#FBE8C8")
        _arrow(axes, (after[0] + 0.62, 0), (after[0] + 1.4, 0))
        axes.text(after[0] + 1.5, 0, f"$a$ = {short(a)}", va="center", fontsize=17)
        bottom = min(places[-1][1], -0.62) - 0.55
        others = rf"\cdots + w_{n} x_{n}" if n > 2 else "w_2 x_2"
        formula = f"$z = w_1 x_1 + {others} + b$        $a$ = relu($z$)"
        axes.text(4.6, bottom, formula, ha="center", va="center", fontsize=16)
        top = max(places[0][1], bias_place[1]) + 0.4
        axes.set(xlim=(-0.3, 9.9), ylim=(bottom - 0.25, top))
        resize(figure, title, WIDTH * (top - bottom + 0.25) / 10.2)
    weights_in_words = ", ".join(
        f"weight {i + 1} is {short(weights[i])} for the input {short(inputs[i])}" for i in range(n)
    )
    figure.alt = (
        f"{sentence(title)} Drawing of a neuron with {counted(n, 'input')}: {weights_in_words}; the bias is "
        f"{short(bias)}. The sum z is {short(z)}, and relu turns it into the output a = {short(a)}. Solid lines are "
        "positive weights, dashed lines negative ones; a thicker line is a weight farther from 0."
    )
    return figure


def network(layer_sizes: Sequence[int], names: Sequence[str]) -> Picture:
    """Draw a network of dense layers, with the parameters between them counted.

    Parameters
    ----------
    layer_sizes : sequence of int
        Units of each layer, the input first: at least two layers of at least one unit.
    names : sequence of str
        One for each layer, such as its activation.

    Raises
    ------
    ValueError
        If there are fewer than two layers, a layer without units, or not one name for each layer.
    """
    sizes = [int(size) for size in layer_sizes]
    if not 2 <= len(sizes) <= 6 or min(sizes) < 1:
        raise ValueError(f"layer_sizes must be 2 to 6 sizes of at least 1, got {sizes}")
    if len(names) != len(sizes):
        raise ValueError(f"names must be one for each of the {len(sizes)} layers, got {len(names)}")
    counts = [a * b + b for a, b in zip(sizes, sizes[1:], strict=False)]
    title = f"{sum(counts):,} parameters, none of them in the input layer"
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1)
        axes = bare(figure.subplots())
        step = 8.4 / (len(sizes) - 1)
        columns = []
        for layer, size in enumerate(sizes):
            shown = size if size <= 6 else 4  # a gap in the middle stands for the rest
            heights = [0.55 * ((shown - 1) / 2 - i) for i in range(shown)]
            if size > 6:
                heights = [y + (0.3 if y > 0 else -0.3) for y in heights]
            columns.append([(layer * step, y) for y in heights])
        for left, right in zip(columns, columns[1:], strict=False):
            for start in left:
                for end in right:
                    axes.plot(*zip(start, end, strict=True), color="#999999", linewidth=0.8, zorder=1)
        top = max(place[1] for column in columns for place in column)
        for layer, (size, column) in enumerate(zip(sizes, columns, strict=True)):
            for x, y in column:
                _node(
                    axes,
                    x,
                    y,
                    0.2,
                    "",
                    shape="square" if layer == 0 else "circle",
                    face="white" if layer == 0 else "#FBE8C8" if layer == len(sizes) - 1 else "#CFE3F1",
                )
            if size > 6:
                axes.text(layer * step, 0, "⋮", ha="center", va="center", fontsize=24)
            unit = counted(size, "neuron" if layer else "input")
            axes.text(layer * step, -top - 0.4, f"{names[layer]}\n{unit}", ha="center", va="top", linespacing=1.3)
        for layer, count in enumerate(counts):
            after = sizes[layer + 1]
            axes.text(
                (layer + 0.5) * step,
                top + 0.35,
                f"{sizes[layer]:,} × {after:,} weights\n+ {counted(after, 'bias')}\n= {count:,}",
                ha="center",
                va="bottom",
                fontsize=13 if len(sizes) < 5 else 12,
            )
        axes.set(xlim=(-1, 9.4), ylim=(-top - 1.4, top + 1.5))
        resize(figure, title, WIDTH * (2 * top + 2.9) / 10.4)
    layers = "; ".join(
        f"{name}, {counted(size, 'neuron' if i else 'input')}" + ("" if i else ", without weights")
        for i, (name, size) in enumerate(zip(names, sizes, strict=True))
    )
    between = "; ".join(
        f"{before:,} times {after:,} weights plus {after:,} for the biases make {count:,}"
        for before, after, count in zip(sizes, sizes[1:], counts, strict=False)
    )
    figure.alt = (
        f"{sentence(title)} Drawing of a network of {len(sizes)} layers, in which every input or neuron is connected "
        f"to every neuron of the next layer. The layers: {layers}. The parameters between them: {between}; "
        f"together {sum(counts):,}."
    )
    return figure


def _node(
    axes: Axes, x: float, y: float, radius: float, text: str, shape: str = "circle", face: str = "#CFE3F1"
) -> None:
    patch: Patch
    if shape == "circle":
        patch = Circle((x, y), radius, facecolor=face, edgecolor="black", linewidth=1.5, zorder=2)
    else:
        patch = FancyBboxPatch(
            (x - radius, y - radius),
            2 * radius,
            2 * radius,
            facecolor="white",
            boxstyle="round,pad=0,rounding_size=0.08",
            edgecolor="black",
            linewidth=1.5,
            zorder=2,
        )
    axes.add_patch(patch)
    axes.text(x, y, text, ha="center", va="center", fontsize=15, zorder=3)


def _edge(axes: Axes, start: tuple[float, float], end: tuple[float, float], weight: float) -> None:
    """Draw a line that is thicker for a larger weight, and dashed and red for a negative one."""
    axes.plot(
        *zip(start, end, strict=True),
        linewidth=1.2 + min(4.5, 1.6 * abs(weight)),
        zorder=1,
        color=RED if weight < 0 else BLUE,
        linestyle=(0, (3, 1.5)) if weight < 0 else "-",
    )


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>",
            "color": "black",
            "linewidth": 2,
            "mutation_scale": 20,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )


def _label(axes: Axes, x: float, y: float, text: str) -> None:
    axes.text(
        x, y, text, ha="center", va="center", zorder=3, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    )


def predictions(model: Model, images: ArrayLike, labels: ArrayLike | None = None, *, title: str) -> Picture:
    """Show images with the class that a model predicts for each, and its confidence.

    Parameters
    ----------
    model : keras.Model
        Takes images with pixels from 0 to 1, and returns a probability for each class.
    images : array_like, shape (n, height, width)
        Pixels from 0 to 255.
    labels : array_like of int, shape (n,), optional
    title : str
    """
    images = np.asarray(images)
    probabilities = model.predict(images / 255, verbose=0)
    return digit_grid(images, labels, probabilities.argmax(axis=1), probabilities.max(axis=1), title=title)


def before_after(
    images: ArrayLike, labels: ArrayLike, probabilities_before: ArrayLike, probabilities_after: ArrayLike
) -> Picture:
    """Show the same images twice, with a model's predictions and confidence before and after training.

    Parameters
    ----------
    images : array_like, shape (n, height, width)
        As in ``digit_grid``.
    labels : array_like of int, shape (n,)
    probabilities_before, probabilities_after : array_like, shape (n, classes)
        The model's output for these images, from 0 to 1.

    Raises
    ------
    ValueError
        If the lengths differ or the probabilities are not of the shape (n, classes).
    """
    images = pictures(images)
    (labels,) = fit(images, labels=labels)
    times = []
    for name, probabilities in (("Before", probabilities_before), ("After", probabilities_after)):
        probabilities = np.asarray(probabilities, float)
        if probabilities.ndim != 2 or len(probabilities) != len(images):
            raise ValueError(
                f"probabilities_{name.lower()} must have the shape ({len(images)}, classes), got {probabilities.shape}"
            )
        predictions, confidence = probabilities.argmax(1), probabilities.max(1)
        heading = f"{name} training: {score(labels, predictions)}, mean confidence {as_sureness(confidence.mean())}"
        times.append((heading, predictions, confidence))
    right = [int((predictions == labels).sum()) for _, predictions, _ in times]
    title = f"The same {len(images)} images: {right[0]} correct before training, {right[1]} after"
    columns = min(10, len(images))
    words, height = [sentence(title)], 0.0
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1, max(0.95 * columns, 6))
        for axes, (heading, predictions, confidence) in zip(figure.subplots(2), times, strict=True):
            axes.set_title(heading, loc="left")
            tiles = captions(len(images), labels, predictions, confidence, None)
            height += 0.4 + draw_tiles(axes, images, tiles, columns, 0.95 * columns, lines=2)
            words += [sentence(heading), tiles_in_words(labels, predictions, confidence, None)]
        resize(figure, title, height)
    figure.alt = " ".join(words)
    return figure
