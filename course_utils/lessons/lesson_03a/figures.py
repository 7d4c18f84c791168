"""Figures of the lesson: the confusion matrix."""

from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, BLUE, RED, SKY, STYLE, WIDTH, Picture, counted, new_figure, sentence

PALE_TO_SKY = LinearSegmentedColormap.from_list("pale to sky", ["#FFFFFF", SKY])  # black can be read on all of it


def confusion(counts: ArrayLike) -> Picture:
    """Draw a confusion matrix: a row for each true class, a column for each predicted one.

    The title says how many mistakes there are, and the most frequent one if there is only one.

    Parameters
    ----------
    counts : array_like of int, shape (classes, classes)
        ``counts[true, predicted]``: how many examples of the class ``true`` were predicted as ``predicted``.

    Raises
    ------
    ValueError
        If the counts are not a square table of whole numbers from 0, at least one of them above 0.
    """
    counts = np.asarray(counts)
    square = counts.ndim == 2 and counts.shape[0] == counts.shape[1]
    if not square or counts.dtype.kind not in "iu" or not counts.size or counts.min() < 0 or not counts.sum():
        raise ValueError(
            "counts must be a square table of whole numbers from 0, at least one of them above 0, "
            f"got {counts.dtype} of shape {counts.shape}"
        )
    classes, total = len(counts), int(counts.sum())
    mistakes = counts - np.diag(np.diag(counts))
    true, predicted = np.unravel_index(mistakes.argmax(), counts.shape)
    title = f"{int(mistakes.sum()):,} of {counted(total, 'prediction')} wrong"
    if (mistakes == mistakes.max()).sum() == 1:
        title += f"; most often, {true} was predicted as {predicted}"
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, min(0.52 * classes + 1.4, 6.6), width=min(WIDTH, max(6.5, 0.72 * classes + 2.6)))
        axes = figure.subplots()
        axes.imshow(shares**0.5, cmap=PALE_TO_SKY, vmin=0, vmax=1, aspect="auto")  # root: a few mistakes show, too
        for (row, column), count in np.ndenumerate(counts):
            wrong = row != column
            axes.text(
                column,
                row,
                f"{count:,}" if count else "·",
                ha="center",
                va="center",
                fontsize=14,
                color=RED if wrong and count else BLACK,
                fontweight="bold" if wrong and count else "normal",
            )
        for place in range(classes):
            axes.add_patch(
                matplotlib.patches.Rectangle((place - 0.5, place - 0.5), 1, 1, fill=False, edgecolor=BLUE, linewidth=2)
            )
        axes.set(xticks=range(classes), yticks=range(classes))
        axes.set(xlabel="predicted class (framed: correct)", ylabel="true class")
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
    lists = []
    for row in range(classes):
        wrong = ", ".join(f"{count:,} as {column}" for column, count in enumerate(mistakes[row]) if count)
        lists.append(f"{row}: {counts[row, row]:,} of {counts[row].sum():,} correct" + (f", {wrong}" if wrong else ""))
    figure.alt = f"{sentence(title)} By true class. {'; '.join(lists)}."
    return figure
