"""Figures of losses: what an answer costs, how hard its gradient pulls, which class is taken for which."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    BLUE,
    COLOURS,
    MARKERS,
    RED,
    SKY,
    STYLE,
    WIDTH,
    Picture,
    counted,
    names_of,
    new_figure,
    sentence,
    short,
)


def pull_of_losses(
    z: ArrayLike,
    losses: Mapping[str, ArrayLike],
    gradients: Mapping[str, ArrayLike],
    *,
    sure_and_wrong: float = -4.0,
    title: str,
) -> Picture:
    """Draw losses over the score z beside their gradients by z, for an example whose label is 1.

    Parameters
    ----------
    z : array_like, shape (n,)
        Scores before the sigmoid, rising.
    losses, gradients : mapping of str to array_like, shape (n,)
        By the loss's name, the same names in both: its value and its gradient by z.
    sure_and_wrong : float
        Below this score the answer is near 0, though the label is 1: the region is shaded.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the names differ, there is none, or the lengths differ.
    """
    z = np.asarray(z, float)
    if not losses or list(losses) != list(gradients):
        raise ValueError(
            f"losses and gradients must have the same names, at least one, got {list(losses)} and {list(gradients)}"
        )
    ends = f"from {short(z[0])} to {short(z[-1])}"
    words = [sentence(title), f"Two panels over z {ends}, for an example whose label is 1."]
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4.2)
        for axes, (what, by_name) in zip(
            figure.subplots(1, 2), (("loss", losses), ("gradient by z", gradients)), strict=True
        ):
            axes.axvspan(z[0], sure_and_wrong, color="#EEEEEE")
            for place, (name, values) in enumerate(by_name.items()):
                values = np.asarray(values, float)
                if values.shape != z.shape:
                    raise ValueError(f"{what} of {name!r} must have the shape of z, {z.shape}, got {values.shape}")
                axes.plot(
                    z,
                    values,
                    ("-", "--", "-.")[place % 3],
                    color=COLOURS[place % len(COLOURS)],
                    linewidth=3,
                    marker=MARKERS[place % len(MARKERS)],
                    markevery=max(1, len(z) // 8),
                    label=name,
                )
                words.append(
                    f"{what} of {name}: {short(values[0])} at z = {short(z[0])}, "
                    f"{short(np.interp(0, z, values))} at 0, {short(values[-1])} at {short(z[-1])}."
                )
            axes.axhline(0, color=BLACK, linewidth=1)
            axes.set(xlabel="score z of an example with label 1", ylabel=what, xlim=(z[0], z[-1]))
            axes.text(
                (z[0] + sure_and_wrong) / 2,
                0.35,
                "sure\nand\nwrong",
                ha="center",
                va="center",
                fontsize=13,
                transform=axes.get_xaxis_transform(),
            )
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=9))
            axes.grid()
            axes.legend(loc="upper right" if what == "loss" else "lower right")
    figure.alt = " ".join(words)
    return figure


PALE_TO_SKY = LinearSegmentedColormap.from_list("pale to sky", ["#FFFFFF", SKY])  # black can be read on all of it


def confusion(counts: ArrayLike, class_names: Sequence[str] | None = None, *, title: str | None = None) -> Picture:
    """Draw a confusion matrix: a row for each true class, a column for each predicted one.

    Parameters
    ----------
    counts : array_like of int, shape (classes, classes)
        ``counts[true, predicted]``: how many samples of the class ``true`` were taken for ``predicted``.
    class_names : sequence of str, optional
        What the classes are called; their numbers where it is not given.
    title : str, optional
        The message; where it is not given, the commonest mistake.

    Returns
    -------
    Picture

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
    names = names_of(class_names, classes)
    mistakes = counts - np.diag(np.diag(counts))
    true, taken = np.unravel_index(mistakes.argmax(), counts.shape)
    if title is None:
        title = (
            f"{counted(int(mistakes.sum()), 'mistake')} in {total:,}; "
            f"most often, {counted(int(mistakes.max()), 'time')}, {names[true]} is taken for {names[taken]}"
            if mistakes.any()
            else f"All {total:,} are right"
        )
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
        axes.set_xticks(
            range(classes),
            [textwrap.fill(name, 9, break_long_words=False) for name in names],
            rotation=0 if max(map(len, names)) < 9 or classes < 6 else 45,
        )
        axes.set_yticks(range(classes), names)
        axes.set(xlabel="predicted class (framed: right)", ylabel="true class")
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
    lists = []
    for row, name in enumerate(names):
        wrong = ", ".join(f"{count:,} as {names[column]}" for column, count in enumerate(mistakes[row]) if count)
        lists.append(f"{name}: {counts[row, row]:,} of {counts[row].sum():,} right" + (f", {wrong}" if wrong else ""))
    figure.alt = f"{sentence(title)} By true class. {'; '.join(lists)}."
    return figure
