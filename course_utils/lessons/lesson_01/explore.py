"""An explorer of pixels: brightness, contrast, scaling."""

import math
from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils.data import Digits
from course_utils.plots.picture import BLUE, GREEN, RED, STYLE, Picture
from course_utils.widgets.explorer import Explorer, choice, light_axes, slider

SCALINGS = ("0 to 255 (raw)", "0 to 1 (divided by 255)", "standardized")
ROWS, COLUMNS = 3, 4  # of the images shown together
TILES = ROWS * COLUMNS
MOST = 8 * TILES  # images of each class to choose from
BINS = 32  # of the histogram


@dataclass(frozen=True, eq=False)
class Pixels:
    """Images after a change of brightness, contrast and scaling, and the statistics of their pixels.

    Attributes
    ----------
    values : numpy.ndarray
        float32, in the shape of the images.
    limits : tuple of float
        What black (0) and white (255) have become.
    edges, shares : numpy.ndarray
        A histogram over these limits: the edges of the bins, and the fraction of all pixels in each.
    low, high, mean, std : float
        Lowest and highest value, mean and standard deviation.
    at_ends : float
        The fraction of the pixels that were cut off at black or white, so that their values are lost.
    """

    values: np.ndarray
    limits: tuple[float, float]
    edges: np.ndarray
    shares: np.ndarray
    low: float
    high: float
    mean: float
    std: float
    at_ends: float


def change_pixels(
    images: ArrayLike,
    brightness: float = 0,
    contrast: float = 1.0,
    scaling: str = SCALINGS[0],
    mean: float = 0.0,
    std: float = 1.0,
) -> Pixels:
    """Change brightness and contrast as a scanner does, and then scale as for training.

    Parameters
    ----------
    images : array_like
        Numbers from 0 to 255, any shape with at least one pixel.
    brightness : float
        Added to each pixel, -255 to 255.
    contrast : float
        Factor of the distance from middle gray (127.5), at least 0. Values outside 0 to 255 are cut off.
    scaling : str
        One of `SCALINGS`.
    mean, std : float
        What "standardized" subtracts and divides by: statistics of the unchanged training images. `std` above 0.
    """
    raw = np.asarray(images, dtype=np.float32)
    wanted = (raw - 127.5) * np.float32(contrast) + np.float32(127.5 + brightness)
    cut = np.clip(wanted, 0, 255)
    shift, divide = {SCALINGS[0]: (0, 1), SCALINGS[1]: (0, 255), SCALINGS[2]: (mean, std)}[scaling]
    values = (cut - np.float32(shift)) / np.float32(divide)
    limits = (float((0 - shift) / divide), float((255 - shift) / divide))
    # counted before scaling: then no value falls out of the last bin by rounding
    counts, edges = np.histogram(cut, bins=BINS, range=(0, 255))
    return Pixels(
        values,
        limits,
        (edges - shift) / divide,
        counts / raw.size,
        float(values.min()),
        float(values.max()),
        float(values.mean(dtype=float)),
        float(values.std(dtype=float)),
        float((wanted != cut).mean()),
    )


def draw_pixels(pixels: Pixels, title: str) -> tuple[Picture, str]:
    """Draw images next to the histogram of their pixels.

    Parameters
    ----------
    pixels : Pixels
        Of images of shape (n, height, width), with n at most `TILES`.
    title : str
        What the images show, such as "Class 3".

    Returns
    -------
    plots.Picture
    str
        The numbers of the figure, in one line.
    """
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 4.2))
        left = figure.add_axes((0.01, 0.02, 0.47, 0.85))
        black, white = pixels.limits
        left.imshow(_tile(pixels), cmap="gray", vmin=black, vmax=white, interpolation="nearest")
        left.set_axis_off()
        _draw_histogram(figure, (0.6, 0.19, 0.385, 0.67), pixels)
        # texts of the figure, because axes look at all their ticks to place a title, which takes long
        figure.text(0.245, 0.91, title, ha="center", fontsize=17, fontweight="bold")
        numbers = f"line: mean {pixels.mean:.3g}    bar: ± std {pixels.std:.3g}"
        figure.text(0.985, 0.91, numbers, ha="right", fontsize=16)
    summary = (
        f"Lowest value {pixels.low:.3g}, highest {pixels.high:.3g}, mean {pixels.mean:.3g}, "
        f"standard deviation {pixels.std:.3g}. {_cut_off_text(pixels.at_ends)}"
    )
    fullest = pixels.shares.argmax()
    n = len(pixels.values)
    figure.alt = (
        f"{title}: {n} image{'s' if n > 1 else ''}, and the histogram of their pixels. {summary} "
        f"The highest bar, from {pixels.edges[fullest]:.3g} to {pixels.edges[fullest + 1]:.3g}, "
        f"holds {100 * pixels.shares[fullest]:.0f}% of the pixels."
    )
    return figure, summary


def _draw_histogram(figure: Picture, place: tuple[float, float, float, float], pixels: Pixels) -> None:
    black, white = pixels.limits
    reach = white - black
    percents = [0.01, 0.1, 1, 10, 100]
    axes = light_axes(
        figure,
        place,
        (black - 0.25 * reach, white + 0.08 * reach),
        (-2.1, 2.5),
        {f"{at:g}": at for at in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(black, white) if black <= at <= white},
        {f"{percent:g}": math.log10(percent) for percent in percents},
        "value of a pixel",
        "pixels in %, log scale",
    )
    heights = np.log10(np.maximum(100 * pixels.shares, 1e-3))  # an empty bin ends below the axis
    axes.stairs(heights, pixels.edges, baseline=-3, fill=True, color=BLUE)
    axes.plot([pixels.mean, pixels.mean], [-2.1, 2.5], color=RED, linewidth=3)
    axes.plot(
        [pixels.mean - pixels.std, pixels.mean + pixels.std],
        [2.2, 2.2],
        color=GREEN,
        linewidth=5,
        marker="|",
        markersize=14,
        markeredgewidth=3,
    )


def _tile(pixels: Pixels) -> np.ndarray:
    """Put the images in rows of one large image, with a white border around each; empty places stay black."""
    n, height, width = pixels.values.shape
    black, white = pixels.limits
    tiles = np.full((TILES, height, width), black, dtype=np.float32)
    tiles[:n] = pixels.values
    tiles = np.pad(tiles, ((0, 0), (1, 1), (1, 1)), constant_values=white)
    rows = tiles.reshape(ROWS, COLUMNS, height + 2, width + 2).transpose(0, 2, 1, 3)
    return rows.reshape(ROWS * (height + 2), COLUMNS * (width + 2))


def _cut_off_text(share: float) -> str:
    if share == 0:
        return "Every pixel fits between black and white."
    percent = max(100 * share, 0.1)
    return f"{percent:.1f}% of the pixels became too dark or too bright, so they are now black or white."


def images(digits: Digits) -> Explorer:
    """Explore how brightness, contrast and scaling change the images of a class and their pixel values.

    "standardized" subtracts the mean of all training pixels and divides by their standard deviation. Both are
    statistics of the unchanged training images, as they would be for images from a new camera.
    """
    images, labels, names = digits.x_train, digits.y_train, digits.class_names
    mean, std = float(images.mean(dtype=float)), float(images.std(dtype=float))
    of_class = {name: images[np.flatnonzero(labels == label)[:MOST]] for label, name in enumerate(names)}
    groups = min(math.ceil(len(some) / TILES) for some in of_class.values())

    def draw(shown: str, group: int, brightness: int, contrast: float, scaling: str) -> tuple[Picture, str]:
        some = of_class[shown][(group - 1) * TILES : group * TILES]
        return draw_pixels(change_pixels(some, brightness, contrast, scaling, mean, std), f"Class {shown}")

    return Explorer(
        draw,
        {
            "shown": choice("Class", names),
            "group": slider("Which images", 1, groups, 1, 1),
            "brightness": slider("Brightness", -255, 255, 5, 0),
            "contrast": slider("Contrast", 0.0, 3.0, 0.1, 1.0),
            "scaling": choice("Scaling", SCALINGS),
        },
        "Explore the pixels of images",
    )
