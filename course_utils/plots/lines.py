"""Lines over a common axis, single or from several runs."""

from __future__ import annotations

import math
from collections.abc import Mapping

import matplotlib
import numpy as np
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator
from numpy.typing import ArrayLike

from course_utils.plots.picture import COLOURS, MARKERS, STYLE, Picture, new_figure, sentence, short

STYLES = ("-", "--", "-.", ":")
LEGEND_COLUMNS = 4
DOTS = 15  # up to so many places, each run is drawn as dots; beyond, as a thin line


def lines(
    curves: Mapping[str, tuple[ArrayLike, ArrayLike]],
    *,
    xlabel: str,
    ylabel: str,
    logx: bool = False,
    logy: bool = False,
    reference: tuple[str, float] | None = None,
    title: str,
) -> Picture:
    """Draw one line for each name, and for several runs their mean with all the runs around it.

    Parameters
    ----------
    curves : mapping of str to (array_like, array_like)
        The name of each line with its x values of shape (n,) and its y values of shape (n,), or of shape (runs, n)
        with one row for each run.
    xlabel, ylabel : str
        What is measured, with its unit.
    logx, logy : bool
        Whether an axis is logarithmic. Its numbers must then be above 0.
    reference : tuple of (str, float), optional
        A level to compare with, such as ``("guessing", 2.303)``.
    title : str
        The message.

    Raises
    ------
    ValueError
        If there are no lines, lengths differ, or a number is not finite, or not above 0 on a logarithmic axis.
    """
    if not curves:
        raise ValueError("curves must have at least one line, got none")
    read = {str(name): _line(str(name), *line, logx, logy) for name, line in curves.items()}
    words = [sentence(title), f"{ylabel[:1].upper()}{ylabel[1:]} against {xlabel}."]
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4.4)
        axes = figure.subplots()
        if logx:
            axes.set_xscale("log")
        if logy:
            axes.set_yscale("log")
        for place, (name, (x, y)) in enumerate(read.items()):
            colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
            mean = y.mean(axis=0)
            if len(y) > 1 and len(x) <= DOTS:
                axes.plot(
                    np.tile(x, len(y)),
                    y.ravel(),
                    linestyle="",
                    marker=marker,
                    markersize=5,
                    color="white",
                    markeredgecolor=colour,
                    markeredgewidth=1,
                    zorder=2,
                )
            elif len(y) > 1:
                axes.plot(x, y.T, color=colour, linewidth=0.7, alpha=0.45, zorder=2)
            every = max(1, len(x) // 10)
            first = min(len(x) - 1, every * place // max(1, len(read)))  # markers of two lines not at one place
            axes.plot(
                x,
                mean,
                color=colour,
                linestyle=STYLES[place % len(STYLES)],
                marker=marker,
                markevery=(first, every),
                label=name,
                zorder=3,
            )
            words.append(_in_words(name, x, y))
        if reference:
            axes.axhline(
                reference[1],
                color="black",
                linestyle=":",
                linewidth=1.5,
                label=f"{reference[0]}: {short(reference[1])}",
            )
            words.append(f"For comparison, {reference[0]}: {short(reference[1])}.")
        for axis, log in ((axes.xaxis, logx), (axes.yaxis, logy)):
            if log:
                _plain_powers(axis)
        if not logx and all((x == np.round(x)).all() for x, _ in read.values()):
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))  # there is no epoch 2.5
        axes.set(xlabel=xlabel, ylabel=ylabel)
        axes.grid()
        figure.legend(loc="outside lower center", ncols=LEGEND_COLUMNS)
    figure.alt = " ".join(words)
    return figure


def _plain_powers(axis: Axis) -> None:
    """Write 0.001 and 100 as people do; where less than a power of ten is shown, also numbers between."""
    low, high = axis.get_view_interval()
    powers = math.log10(high / low)
    axis.set_major_locator(
        LogLocator(subs=(1,) if powers > 2.5 else (1, 3) if powers > 1.2 else (1, 2, 3, 5), numticks=9)
    )
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _line(name: str, x: ArrayLike, y: ArrayLike, logx: bool, logy: bool) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(x, float), np.atleast_2d(np.asarray(y, float))
    if x.ndim != 1 or not len(x) or y.ndim != 2 or y.shape[1] != len(x):
        raise ValueError(
            f"{name!r} must have as many y values as x values, and at least one: shapes (n,) and (n,) or "
            f"(runs, n), got {x.shape} and {y.shape}"
        )
    for numbers, log, axis in ((x, logx, "places"), (y, logy, "values")):
        if not np.isfinite(numbers).all() or (log and numbers.min() <= 0):
            raise ValueError(
                f"the {axis} of {name!r} must be finite{' and above 0' if log else ''}; "
                "leave the other values out, or clip them"
            )
    return x, y


def _in_words(name: str, x: np.ndarray, y: np.ndarray) -> str:
    """Say a line in words: its ends, its lowest place and, of several runs, how far they are apart there."""
    mean = y.mean(axis=0)
    best, worst = int(mean.argmin()), int(mean.argmax())
    text = (
        f"{name}: from {short(mean[0])} at {x[0]:g} to {short(mean[-1])} at {x[-1]:g}, "
        f"lowest {short(mean[best])} at {x[best]:g}, highest {short(mean[worst])} at {x[worst]:g}"
    )
    if len(y) > 1:
        text += (
            f" (means of {len(y)} runs; at the lowest mean they range from {short(y[:, best].min())} to "
            f"{short(y[:, best].max())})"
        )
    return f"{text}."
