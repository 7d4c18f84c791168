"""Figures of a convolutional network: parameters by layer, filters, feature maps, occlusion maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    SIGNED,
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


def where_weights_sit(counts: Mapping[str, int]) -> Picture:
    """Show the number of parameters of each layer as bars.

    Parameters
    ----------
    counts : mapping of str to int
        For each layer its name and its number of parameters.

    Returns
    -------
    Picture
        The title names the layer with the most parameters and its share of them.
    """
    names, numbers = [*counts], np.array([*counts.values()])
    shares, total = numbers / numbers.sum(), int(numbers.sum())
    title = f"{as_percent(shares.max())} of the {total:,} parameters are in {names[int(shares.argmax())]}"
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 0.9 + 0.5 * len(names))
        axes = figure.subplots()
        for place, (number, share) in enumerate(zip(numbers[::-1], shares[::-1], strict=True)):
            axes.barh(place, share, 0.65, color=tint(0), edgecolor="black")
            axes.text(share + 0.015, place, f"{int(number):,} = {_share(share)}", va="center", fontsize=14)
        axes.set_yticks(range(len(names)), names[::-1])
        axes.set(xlim=(0, 1.35), xlabel="share of all parameters")
        axes.set_xticks(np.arange(0, 1.01, 0.2))
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="%"))
    descriptions = "; ".join(f"{name} {int(number):,}" for name, number in zip(names, numbers, strict=True))
    figure.alt = f"{sentence(title)} Parameters by layer: {descriptions}; {total:,} in total."
    return figure


def filters_and_maps(image: ArrayLike, kernels: ArrayLike, maps: ArrayLike, *, title: str) -> Picture:
    """Show an image, filters of a first layer, and below each filter its feature map.

    Parameters
    ----------
    image : array_like, shape (height, width)
    kernels : array_like, shape (kernel height, kernel width, filters)
        Weights of filters of one input channel.
    maps : array_like, shape (rows, columns, filters)
        The feature map of each filter, shown from 0 (black) to its own largest value.
    title : str
        The message.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are more than 10 filters.
    """
    image, kernels, maps = (np.asarray(array, float) for array in (image, kernels, maps))
    if image.ndim != 2 or kernels.ndim != 3 or maps.ndim != 3 or kernels.shape[2] != maps.shape[2]:
        raise ValueError(
            "image must have the shape (height, width), and the last axes of kernels and maps must have the same "
            f"length, one entry per filter; got {image.shape}, {kernels.shape} and {maps.shape}"
        )
    count = kernels.shape[2]
    if not 1 <= count <= 10:
        raise ValueError(
            f"there is room for 1 to 10 filters, got {count}; choose some of them, such as kernels[..., :8]"
        )
    reach = abs(kernels).max() or 1.0
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 2 * WIDTH / (count + 1.6) + 1.0)
        grid = figure.add_gridspec(2, count + 1, width_ratios=[1.6] + [1] * count)
        shown = figure.add_subplot(grid[:, 0])
        shown.imshow(image, cmap="gray", interpolation="nearest")
        shown.set_title("image")
        shown.set_axis_off()
        for place in range(count):
            upper, lower = (figure.add_subplot(grid[row, place + 1]) for row in (0, 1))
            upper.imshow(kernels[..., place], cmap=SIGNED, vmin=-reach, vmax=reach)
            upper.set_title(f"filter\n{place + 1}" if place == 0 else f"\n{place + 1}")
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
        f"filter {place + 1}: map above 0 at {as_percent(np.mean(maps[..., place] > 0))} of its positions"
        for place in range(count)
    ]
    figure.alt = (
        f"{sentence(title)} An image of {image.shape[0]} by {image.shape[1]} pixels, {count} filters of "
        f"{kernels.shape[0]} by {kernels.shape[1]} weights with their signs, and their maps of "
        f"{maps.shape[0]} by {maps.shape[1]}. {'; '.join(alight)}."
    )
    return figure


def occlusion(images: ArrayLike, drops: ArrayLike, *, labels: Sequence[object], title: str) -> Picture:
    """Show how much the probability of the correct class drops when a part of an image is covered.

    Parameters
    ----------
    images : array_like, shape (n, height, width)
    drops : array_like, shape (n, rows, columns)
        The drop of the probability of the correct class when the patch covers that part.
    labels : sequence
        The title of each image.
    title : str
        The message.

    Raises
    ------
    ValueError
        If there are not 1 to 6 images, or not one map for each of them.
    """
    images, drops = _images(images, "images"), np.asarray(drops, float)
    if drops.ndim != 3 or len(drops) != len(images) or not np.isfinite(drops).all():
        raise ValueError(
            f"drops must have a finite map for each of the {len(images)} images, got the shape {drops.shape}"
        )
    if len(images) > 6:
        raise ValueError(f"there is room for 6 images, got {len(images)}; choose some of them")
    reach = abs(drops).max() or 1.0
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1)
        panels = figure.subplots(2, len(images), squeeze=False)
        for (upper, lower), image, drop, label in zip(panels.T, images, drops, labels, strict=True):
            upper.imshow(image, cmap="gray", vmin=0, vmax=max(image.max(), 1e-9), interpolation="nearest")
            upper.set_title(str(label))
            drawn = lower.imshow(drop, cmap=SIGNED, vmin=-reach, vmax=reach, interpolation="nearest")
            lower.set_title(f"drops by {short(max(drop.max(), 0))}", fontsize=13)
            for axes in (upper, lower):
                axes.set_axis_off()
            row, column = np.unravel_index(drop.argmax(), drop.shape)
            lower.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=BLACK, linewidth=2.5))
        bar = figure.colorbar(drawn, ax=panels[1], shrink=0.9, aspect=12)
        bar.ax.set_title("drop", fontsize=13)
        resize(figure, title, 2 * min(8.4 / len(images), 2.6) + 0.7)
    descriptions = []
    for label, drop in zip(labels, drops, strict=True):
        row, column = np.unravel_index(drop.argmax(), drop.shape)
        descriptions.append(
            f"{label}: the largest drop is {short(drop.max())}, at row {row + 1} and column {column + 1} of "
            f"{drop.shape[0]} by {drop.shape[1]}"
        )
    figure.alt = (
        f"{sentence(title)} {len(images)} images, and for each a map of how much the probability of its class drops "
        f"when the patch covers that part, with rows and columns counted from 1. {'; '.join(descriptions)}."
    )
    return figure


def _images(images: ArrayLike, name: str) -> np.ndarray:
    images = np.asarray(images, float)
    images = images[..., 0] if images.ndim == 4 and images.shape[3] == 1 else images
    if images.ndim != 3 or not len(images) or not np.isfinite(images).all():
        raise ValueError(
            f"{name} must have the shape (n, height, width), with at least one finite image; got {images.shape}"
        )
    return images


def _share(share: float) -> str:
    return "<0.1%" if 0 < share < 0.0005 else as_percent(share)
