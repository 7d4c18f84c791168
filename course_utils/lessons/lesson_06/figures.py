"""Figures of convolutional networks: what is learned where, where weights sit, filters, maps, occlusion."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    BLUE,
    COLOURS,
    HATCHES,
    MARKERS,
    ORANGE,
    STYLE,
    WIDTH,
    Picture,
    as_percent,
    new_figure,
    resize,
    sentence,
    short,
    tint,
)

LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 2)), (0, (8, 2)))
SIGNED = LinearSegmentedColormap.from_list("signed", [ORANGE, "white", BLUE])  # below, at and above 0


def two_places(
    left: ArrayLike,
    right: ArrayLike,
    scores_by_name: Mapping[str, ArrayLike],
    *,
    reference: tuple[str, float] | None = None,
    title: str,
) -> Picture:
    """Show pictures of the place where a network learned, of the place where it is tested, and how it does there.

    Parameters
    ----------
    left, right : array_like, shape (n, height, width) or (n, height, width, 1)
        Canvases like those it learned from, and like those it is tested on, from 0 to 1.
    scores_by_name : mapping of str to sequence of float
        For each network its accuracy at the place of the test, one for each run.
    reference : tuple of (str, float), optional
        A line to compare with, such as ``("guessing", 0.1)``.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are no canvases, their shapes differ, or a score is not from 0 to 1.
    """
    left, right = _images(left, "left"), _images(right, "right")
    if left.shape[1:] != right.shape[1:]:
        raise ValueError(f"left and right must hold canvases of one size, got {left.shape[1:]} and {right.shape[1:]}")
    runs = _scores(scores_by_name)
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 5.0)
        canvases, below = figure.subfigures(2, 1, squeeze=False, height_ratios=[0.85, 1])[:, 0]
        for axes, images, text in zip(
            canvases.subplots(1, 2), (left, right), ("learned here", "tested here"), strict=True
        ):
            axes.imshow(_tiled(images), cmap="gray", vmin=0, vmax=1, interpolation="nearest")
            axes.set_title(text, fontsize=16, fontweight="bold")
            axes.set_axis_off()
        axes = below.subplots()
        for place, values in enumerate(reversed(runs.values())):
            mark = len(runs) - 1 - place
            axes.barh(
                place,
                values.mean(),
                0.62,
                color=tint(mark),
                edgecolor="black",
                hatch=HATCHES[mark % len(HATCHES)],
                alpha=0.8,
            )
            axes.plot(
                values,
                place + np.linspace(-0.17, 0.17, len(values)),
                "o",
                color="white",
                markeredgecolor="black",
                markeredgewidth=1.5,
            )
            axes.text(
                max(values.max(), 0.02) + 0.025,
                place,
                as_percent(values.mean()),
                va="center",
                fontsize=16,
                fontweight="bold",
            )
        axes.set_yticks(range(len(runs)), [textwrap.fill(name, 22) for name in reversed(runs)])
        axes.set(xlim=(0, 1.14), xlabel="accuracy at the place of the test; a dot for each run")
        axes.set_xticks(np.arange(0, 1.01, 0.2))
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.grid(axis="x")
        if reference:
            axes.axvline(reference[1], color=BLACK, linestyle=":")
            axes.text(reference[1], len(runs) - 0.55, f" {reference[0]}", fontsize=13, va="bottom")
            axes.set_ylim(-0.5, len(runs) - 0.1)
    descriptions = "; ".join(f"{name} {_runs_in_words(values)}" for name, values in runs.items())
    figure.alt = (
        f"{sentence(title)} {len(left)} wide canvases with the ink where the networks learned, {len(right)} "
        f"with the ink where they are tested. Accuracy there: {descriptions}."
        + (f" For comparison, {reference[0]}: {as_percent(reference[1])}." if reference else "")
    )
    return figure


def shift_curves(scores_by_name: Mapping[str, ArrayLike], *, xlabel: str = "shift in pixels", title: str) -> Picture:
    """Show how accuracy falls when the test pictures are shifted, a dot for each run.

    Parameters
    ----------
    scores_by_name : mapping of str to array_like, shape (runs, shifts)
        For each network its accuracies at shifts of 0, 1, 2, ... pixels.
    xlabel : str
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no network, the shapes do not fit, or a score is not from 0 to 1.
    """
    runs = _scores(scores_by_name, axes=2)
    widths = {values.shape[1] for values in runs.values()}
    if len(widths) > 1:
        raise ValueError(f"all networks must be tested at the same number of shifts, got {sorted(widths)}")
    shifts = np.arange(widths.pop())
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4.6)
        axes = figure.subplots()
        for place, (name, values) in enumerate(runs.items()):
            colour, beside = COLOURS[place % len(COLOURS)], 0.05 * (place - (len(runs) - 1) / 2)
            axes.plot(
                shifts + beside,
                values.mean(axis=0),
                color=colour,
                linestyle=LINES[place % len(LINES)],
                linewidth=2.5,
                label=name,
                marker=MARKERS[place % len(MARKERS)],
                markersize=9,
            )
            axes.plot(
                np.tile(shifts + beside, len(values)),
                values.ravel(),
                linestyle="",
                color=colour,
                alpha=0.55,
                marker=MARKERS[place % len(MARKERS)],
                markersize=4.5,
            )
        axes.set(xlabel=xlabel, ylabel="accuracy", ylim=(0, 1.03))
        axes.set_xticks(shifts)
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.grid(axis="y")
        figure.legend(loc="outside lower center", ncols=2)
    descriptions = "; ".join(
        f"{name} " + ", ".join(as_percent(value) for value in values.mean(axis=0)) for name, values in runs.items()
    )
    count = len(next(iter(runs.values())))
    figure.alt = (
        f"{sentence(title)} Mean accuracy of {count} {'run' if count == 1 else 'runs'} at shifts of "
        f"{', '.join(map(str, shifts))}: {descriptions}."
    )
    return figure


def where_weights_sit(counts: Mapping[str, int], *, title: str | None = None) -> Picture:
    """Show how many parameters each layer has, as bars.

    Parameters
    ----------
    counts : mapping of str to int
        For each layer its name and its number of parameters.
    title : str, optional
        The message; where it is not given, which layer has the most, and what share.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no layer, a number is negative, or all are 0.
    """
    names, numbers = [str(name) for name in counts], np.array(list(counts.values()), float)
    if not len(names) or not np.isfinite(numbers).all() or numbers.min() < 0 or numbers.sum() == 0:
        raise ValueError(f"counts must hold a number of parameters for each layer, not all of them 0; got {counts}")
    shares, total = numbers / numbers.sum(), int(numbers.sum())
    if title is None:
        title = f"{as_percent(shares.max())} of the {total:,} parameters sit in {names[int(shares.argmax())]}"
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 0.9 + 0.5 * len(names))
        axes = figure.subplots()
        for place, (number, share) in enumerate(zip(numbers[::-1], shares[::-1], strict=True)):
            axes.barh(place, share, 0.65, color=tint(0), edgecolor="black")
            axes.text(share + 0.015, place, f"{int(number):,} = {_share(share)}", va="center", fontsize=14)
        axes.set_yticks(range(len(names)), names[::-1])
        axes.set(xlim=(0, 1.35), xlabel="share of all parameters")
        axes.set_xticks(np.arange(0, 1.01, 0.2))
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    descriptions = "; ".join(f"{name} {int(number):,}" for name, number in zip(names, numbers, strict=True))
    figure.alt = f"{sentence(title)} Parameters by layer: {descriptions}; together {total:,}."
    return figure


def filters_and_maps(
    image: ArrayLike, kernels: ArrayLike, maps: ArrayLike, *, numbers: Sequence[int] | None = None, title: str
) -> Picture:
    """Show a picture, filters of a first layer, and below each the map that it makes of the picture.

    Parameters
    ----------
    image : array_like, shape (height, width)
    kernels : array_like, shape (kernel height, kernel width, filters)
        Weights of filters of one input channel.
    maps : array_like, shape (rows, columns, filters)
        What each makes of the picture; shown from 0, black, to its own largest value.
    numbers : sequence of int, optional
        What the filters are called; where it is not given, 0, 1, 2, ...
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are more than 10 filters.
    """
    image, kernels, maps = (np.asarray(array, float) for array in (image, kernels, maps))
    if image.ndim != 2 or kernels.ndim != 3 or maps.ndim != 3 or kernels.shape[2] != maps.shape[2]:
        raise ValueError(
            "image must have the shape (height, width), kernels and maps one filter for each of their "
            f"last axis; got {image.shape}, {kernels.shape} and {maps.shape}"
        )
    count = kernels.shape[2]
    if not 1 <= count <= 10:
        raise ValueError(f"from 1 to 10 filters can be shown side by side, got {count}: choose some, kernels[..., :8]")
    numbers = range(count) if numbers is None else list(numbers)
    reach = abs(kernels).max() or 1.0
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 2 * WIDTH / (count + 1.6) + 1.0)
        grid = figure.add_gridspec(2, count + 1, width_ratios=[1.6] + [1] * count)
        shown = figure.add_subplot(grid[:, 0])
        shown.imshow(image, cmap="gray", interpolation="nearest")
        shown.set_title("picture")
        shown.set_axis_off()
        for place, number in enumerate(numbers):
            upper, lower = (figure.add_subplot(grid[row, place + 1]) for row in (0, 1))
            upper.imshow(kernels[..., place], cmap=SIGNED, vmin=-reach, vmax=reach)
            upper.set_title(f"filter\n{number}" if place == 0 else f"\n{number}")
            for (row, column), weight in np.ndenumerate(kernels[..., place]):
                upper.text(column, row, "+" if weight > 0 else "−", ha="center", va="center", fontsize=12)
            lower.imshow(
                maps[..., place], cmap="gray", vmin=0, vmax=maps[..., place].max() or 1.0, interpolation="nearest"
            )
            lower.set_title("its map" if place == 0 else " ")
            for axes in (upper, lower):
                axes.set(xticks=[], yticks=[])
                axes.spines[:].set_visible(True)
    alight = [
        f"filter {number}: map above 0 at {as_percent(np.mean(maps[..., place] > 0))} of its places"
        for place, number in enumerate(numbers)
    ]
    figure.alt = (
        f"{sentence(title)} A picture of {image.shape[0]} by {image.shape[1]} pixels, {count} filters of "
        f"{kernels.shape[0]} by {kernels.shape[1]} weights with their signs, and their maps of "
        f"{maps.shape[0]} by {maps.shape[1]}. {'; '.join(alight)}."
    )
    return figure


def occlusion(images: ArrayLike, drops: ArrayLike, *, labels: Sequence[object] | None = None, title: str) -> Picture:
    """Show for pictures how much a network's answer loses when a part of each is covered.

    Parameters
    ----------
    images : array_like, shape (n, height, width)
    drops : array_like, shape (n, rows, columns)
        By how much the probability of the right class falls when a patch around that place is covered.
    labels : sequence, optional
        What stands above each picture.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are not from 1 to 6 pictures, or no map for each of them.
    """
    images, drops = _images(images, "images"), np.asarray(drops, float)
    if drops.ndim != 3 or len(drops) != len(images) or not np.isfinite(drops).all():
        raise ValueError(f"drops must hold a finite map for each of the {len(images)} pictures, got {drops.shape}")
    if len(images) > 6:
        raise ValueError(f"at most 6 pictures can be shown side by side, got {len(images)}: choose some")
    labels = range(len(images)) if labels is None else list(labels)
    reach = abs(drops).max() or 1.0
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1)
        panels = figure.subplots(2, len(images), squeeze=False)
        for (upper, lower), image, drop, label in zip(panels.T, images, drops, labels, strict=True):
            upper.imshow(image, cmap="gray", vmin=0, vmax=max(image.max(), 1e-9), interpolation="nearest")
            upper.set_title(str(label))
            drawn = lower.imshow(drop, cmap=SIGNED, vmin=-reach, vmax=reach, interpolation="nearest")
            lower.set_title(f"falls by {short(max(drop.max(), 0))}", fontsize=13)
            for axes in (upper, lower):
                axes.set_axis_off()
            row, column = np.unravel_index(drop.argmax(), drop.shape)
            lower.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=BLACK, linewidth=2.5))
        bar = figure.colorbar(drawn, ax=panels[1], shrink=0.9, aspect=12)
        bar.ax.set_title("fall", fontsize=13)
        resize(figure, title, 2 * min(8.4 / len(images), 2.6) + 0.7)
    descriptions = []
    for label, drop in zip(labels, drops, strict=True):
        row, column = np.unravel_index(drop.argmax(), drop.shape)
        descriptions.append(
            f"{label}: most, {short(drop.max())}, at row {row + 1} and column {column + 1} of "
            f"{drop.shape[0]} by {drop.shape[1]}"
        )
    figure.alt = (
        f"{sentence(title)} {len(images)} pictures, and for each a map of how much the probability of its "
        f"class falls when a patch is covered. {'; '.join(descriptions)}."
    )
    return figure


def _tiled(images: np.ndarray) -> np.ndarray:
    """Put canvases in two columns, a grey line between them."""
    images = np.pad(images, ((0, len(images) % 2), (0, 1), (0, 1)), constant_values=0.55)
    _, height, width = images.shape
    return images.reshape(-1, 2, height, width).transpose(0, 2, 1, 3).reshape(-1, 2 * width)[:-1, :-1]


def _images(images: ArrayLike, name: str) -> np.ndarray:
    images = np.asarray(images, float)
    images = images[..., 0] if images.ndim == 4 and images.shape[3] == 1 else images
    if images.ndim != 3 or not len(images) or not np.isfinite(images).all():
        raise ValueError(f"{name} must be pictures, shape (n, height, width), at least one, finite; got {images.shape}")
    return images


def _scores(scores_by_name: Mapping[str, ArrayLike], axes: int = 1) -> dict[str, np.ndarray]:
    runs = {str(name): np.asarray(values, float) for name, values in scores_by_name.items()}
    if not runs:
        raise ValueError("scores_by_name must have at least one network, got none")
    for name, values in runs.items():
        shape = "(runs,)" if axes == 1 else "(runs, shifts)"
        if values.ndim != axes or not values.size or not ((values >= 0) & (values <= 1)).all():
            raise ValueError(f"{name!r} must have accuracies from 0 to 1 in the shape {shape}, got {values.tolist()}")
    return runs


def _share(share: float) -> str:
    return "<0.1 %" if 0 < share < 0.0005 else as_percent(share)


def _runs_in_words(values: np.ndarray) -> str:
    if len(values) == 1:
        return as_percent(values[0])
    return (
        f"{as_percent(values.mean())} (mean of {len(values)} runs from {as_percent(values.min())} to "
        f"{as_percent(values.max())})"
    )
