"""Figures of images in a grid, with labels, predictions and confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, overload

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    BLUE,
    RED,
    STYLE,
    WIDTH,
    Picture,
    as_sureness,
    bare,
    classes_in,
    names_of,
    new_figure,
    resize,
    sentence,
)

THIN = "\N{THIN SPACE}"


def digit_grid(
    images: ArrayLike,
    labels: ArrayLike | None = None,
    predictions: ArrayLike | None = None,
    confidence: ArrayLike | None = None,
    *,
    class_names: Sequence[str] | None = None,
    columns: int = 10,
    title: str | None = None,
) -> Picture:
    """Show images in a grid, and mark correct and wrong predictions by a sign, a line style and a color.

    Parameters
    ----------
    images : array_like, shape (n, height, width) or (n, height, width, 1)
        Whole numbers are shown from 0 (black) to 255 (white), and fractions from 0 to 1. Fractions outside of this
        range are shown from their smallest to their largest value.
    labels, predictions : array_like of int, shape (n,), optional
        The correct class of each image, and the class that a model predicts.
    confidence : array_like, shape (n,), optional
        The probability of each prediction, from 0 to 1.
    class_names : sequence of str, optional
        The names of the classes; their numbers by default.
    columns : int
        Images in a row; fewer if the names are long.
    title : str, optional
        The message; by default the number of correct predictions.

    Raises
    ------
    ValueError
        If the lengths differ, there are no images, or the images have several channels.
    """
    images = pictures(images)
    labels, predictions, confidence = fit(images, labels=labels, predictions=predictions, confidence=confidence)
    if columns < 1:
        raise ValueError(f"columns must be at least 1, got {columns}")
    tiles = captions(len(images), labels, predictions, confidence, class_names)
    if title is None:
        title = (
            score(labels, predictions) if predictions is not None and labels is not None else (f"{len(images)} images")
        )
    longest = max(len(line) for caption, _ in tiles for line in caption.splitlines() or [""])
    columns = min(columns, len(images), max(1, int(WIDTH / max(0.95, 0.1 * longest))))
    with matplotlib.rc_context(STYLE):
        width = columns * min(WIDTH / columns, 1.2)
        figure = new_figure(title, 1, max(width, 4))
        resize(figure, title, draw_tiles(figure.subplots(), images, tiles, columns, width))
    figure.alt = f"{sentence(title)} {tiles_in_words(labels, predictions, confidence, class_names)}".strip()
    return figure


def draw_tiles(
    axes: Axes,
    images: np.ndarray,
    tiles: Sequence[tuple[str, bool | None]],
    columns: int,
    inches: float,
    lines: int | None = None,
) -> float:
    """Draw pictures row by row, captions below them, within that width; return the height that it takes."""
    n, height, width = images.shape
    if lines is None:
        lines = max(len(caption.splitlines()) for caption, _ in tiles)
    text = (0.05 + 0.2 * lines) * columns * width / inches
    low, high = (0, 255) if images.dtype.kind in "iu" else (0.0, 1.0)
    if images.dtype.kind == "f" and (images.min() < 0 or images.max() > 1):
        low, high = float(images.min()), float(images.max())
    gap = 0.12 * width
    across, down = width + gap, height + gap + text
    for i, (caption, correct) in enumerate(tiles):
        x, y = i % columns * across, i // columns * down
        axes.imshow(
            images[i], cmap="gray", vmin=low, vmax=high, extent=(x, x + width, y + height, y), interpolation="nearest"
        )
        colour, line = {True: (BLUE, "-"), False: (RED, "--"), None: (BLACK, "")}[correct]
        frame: dict[str, Any] = {"color": "#808080", "linewidth": 0.8}
        if line:
            frame = {"color": colour, "linestyle": line, "linewidth": 2.5}
        axes.plot([x, x + width, x + width, x, x], [y, y, y + height, y + height, y], clip_on=False, **frame)
        if caption:
            axes.text(
                x + width / 2,
                y + height + 0.5 * gap,
                caption,
                ha="center",
                va="top",
                fontsize=12,
                color=colour,
                linespacing=1.1,
                fontweight="bold" if correct is False else "normal",
            )
    rows = math.ceil(n / columns)
    right, bottom, margin = columns * across - gap, rows * down, 0.05 * width
    axes.set(xlim=(-margin, right + margin), ylim=(bottom, -margin))
    bare(axes)
    return inches * (bottom + margin) / (right + 2 * margin)


def captions(
    n: int,
    labels: np.ndarray | None,
    predictions: np.ndarray | None,
    confidence: np.ndarray | None,
    class_names: Sequence[str] | None,
) -> list[tuple[str, bool | None]]:
    """Return the caption of each of n pictures, and whether it is right (None: nothing is claimed)."""
    names = names_of(class_names, classes_in(labels, predictions))
    tiles: list[tuple[str, bool | None]] = []
    for i in range(n):
        # spaces that are thin keep the captions of neighbours apart
        sure = "" if confidence is None else f" {as_sureness(confidence[i])}"
        if labels is None or predictions is None:
            classes = labels if predictions is None else predictions
            tiles.append((("" if classes is None else names[classes[i]]) + sure, None))
        elif predictions[i] == labels[i]:
            tiles.append((f"✓{THIN}{names[predictions[i]]}{sure}", True))
        else:
            tiles.append((f"✗{THIN}{names[predictions[i]]}{sure}\nis {names[labels[i]]}", False))
    return tiles


def tiles_in_words(
    labels: np.ndarray | None,
    predictions: np.ndarray | None,
    confidence: np.ndarray | None,
    class_names: Sequence[str] | None,
) -> str:
    """Say the captions in sentences: all labels or predictions, and every mistake."""
    names = names_of(class_names, classes_in(labels, predictions))
    if predictions is None:
        return "" if labels is None else f"In reading order: {', '.join(names[label] for label in labels)}."
    sure = [
        "" if confidence is None else f" ({as_sureness(share)} confidence)"
        for share in (predictions if confidence is None else confidence)
    ]
    if labels is None:
        return (
            "In reading order, the predictions are: "
            + ", ".join(names[guess] + how for guess, how in zip(predictions, sure, strict=True))
            + "."
        )
    wrong = [
        f"image {i + 1} with the label {names[label]} is predicted as {names[guess]}{how}"
        for i, (label, guess, how) in enumerate(zip(labels, predictions, sure, strict=True))
        if label != guess
    ]
    if not wrong:
        return "All predictions are correct."
    more = f"; and {len(wrong) - 20} more" if len(wrong) > 20 else ""
    return f"Wrong: {'; '.join(wrong[:20])}{more}."


def pictures(images: ArrayLike) -> np.ndarray:
    images = np.asarray(images)
    if images.ndim == 4 and images.shape[-1] == 1:
        images = images[..., 0]
    if images.ndim != 3 or not images.size:
        raise ValueError(f"images must have the shape (n, height, width), at least one, got {images.shape}")
    return images


@overload
def fit(images: np.ndarray, **rows: ArrayLike) -> Sequence[np.ndarray]: ...
@overload
def fit(images: np.ndarray, **rows: ArrayLike | None) -> Sequence[np.ndarray | None]: ...
def fit(images: np.ndarray, **rows: ArrayLike | None) -> Sequence[np.ndarray | None]:
    """Return as arrays what belongs to the pictures, one entry for each; None stays None."""
    fitted = []
    for name, values in rows.items():
        if values is not None:
            values = np.asarray(values)
            if values.shape != (len(images),):
                raise ValueError(
                    f"{name} must have one entry for each of {len(images)} images, got the shape {values.shape}"
                )
            if name != "confidence" and values.dtype.kind not in "iu":
                raise ValueError(f"{name} must be whole numbers, got {values.dtype}")
        fitted.append(values)
    return fitted


def score(labels: np.ndarray, predictions: np.ndarray) -> str:
    return f"{int(np.sum(labels == predictions))} of {len(labels)} correct"
