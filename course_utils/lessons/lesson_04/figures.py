"""Figures of a way downhill: paths and arrows on a contour, and lines against steps, seconds or rates."""

import math

import matplotlib
import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from course_utils.plots.picture import BLACK, BLUE, COLOURS, GREEN, MARKERS, ORANGE, RED, SKY, STYLE, WIDTH, new_figure, sentence, short

INKS = (BLUE, RED, GREEN, BLACK, ORANGE, SKY)  # of paths; beside grey contour lines pink is too pale
STYLES = ("-", "--", "-.", ":")
LEVELS = 14  # contour lines
DOTS = 15  # up to so many places, each run is drawn as dots; beyond, as a thin line
GRID = 161  # points of the contour along each side
TALLEST = 5.6  # inches
LEGEND_COLUMNS = 4


def contour_paths(cost, paths=None, *, arrows=None, limits=(-5, 5, -2, 2), minimum=(0, 0), title):
    """Draw the ways of a pair of weights over the contour lines of a cost; both axes on the same scale.

    Parameters
    ----------
    cost : callable
        Takes weights of shape (2, n), gives the n costs; one contour line joins weights of the same cost.
    paths : mapping of str to array_like, shape (steps + 1, 2), optional
        For each way its name and its places, the start first. What lies beyond the limits is not drawn.
    arrows : mapping of str to (array_like, array_like), optional
        For each arrow its name, where it begins and where it ends, both of shape (2,).
    limits : tuple of float
        Smallest and largest first weight, smallest and largest second weight.
    minimum : array_like, shape (2,)
        Where the cost is lowest: marked with a star.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If a path or an arrow is not of such a shape, the limits are not in order, or the cost does not give a
        finite number for each pair of weights.
    """
    left, right, low, high = limits
    if not (left < right and low < high):
        raise ValueError(f"limits must be (smallest, largest, smallest, largest), got {tuple(limits)}")
    paths = {str(name): _path(name, path) for name, path in (paths or {}).items()}
    arrows = {str(name): _arrow(name, arrow) for name, arrow in (arrows or {}).items()}
    x, y, heights = _surface(cost, limits)
    words = [sentence(title), f"Contour lines of a cost over two weights, the lowest point at "
                              f"{_place(minimum)}, marked with a star."]
    with matplotlib.rc_context(STYLE):
        height = min(TALLEST, (WIDTH - 1.2) * (high - low) / (right - left))
        legend_rows = math.ceil((len(paths) + len(arrows) + 1 + bool(paths)) / LEGEND_COLUMNS)
        figure = new_figure(title, height + 0.9 + 0.34 * legend_rows)
        axes = figure.subplots()
        inside = heights - heights.min()
        top = math.sqrt(inside.max())
        axes.contour(x, y, inside, levels=(top * np.linspace(0.04, 0.98, LEVELS)) ** 2, colors="#A0A0A0",
                     linewidths=1)
        for place, (name, path) in enumerate(paths.items()):
            colour, marker = INKS[place % len(INKS)], MARKERS[place % len(MARKERS)]
            axes.plot(path[:, 0], path[:, 1], color=colour, linestyle=STYLES[place % len(STYLES)], marker=marker,
                      markersize=6, markeredgecolor="white", markeredgewidth=0.6, label=name,
                      zorder=3 - place / 100)  # the first on top: it is the one that others are compared with
            words.append(f"{name}: {_way(path, cost, limits)}.")
        for place, (name, (begin, end)) in enumerate(arrows.items()):
            colour, style = INKS[place % len(INKS)], STYLES[place % len(STYLES)]
            axes.annotate("", end, begin, zorder=4, arrowprops={
                "arrowstyle": "-|>", "color": colour, "linewidth": 3, "linestyle": style, "mutation_scale": 24,
                "shrinkA": 0, "shrinkB": 0})
            axes.plot([], [], color=colour, linestyle=style, linewidth=3, label=name)
            words.append(f"An arrow, {name}, from {_place(begin)} to {_place(end)}.")
        if paths:
            start = next(iter(paths.values()))[0]
            axes.plot(*start, marker="o", markersize=13, color=BLACK, fillstyle="none", markeredgewidth=2,
                      linestyle="", label="start", zorder=4)
        axes.plot(*minimum, marker="*", markersize=20, color="white", markeredgecolor=BLACK, linestyle="",
                  markeredgewidth=1.5, label="minimum", zorder=5)
        axes.set(xlabel="first weight, $w_1$", ylabel="second weight, $w_2$", xlim=(left, right), ylim=(low, high))
        axes.set_aspect("equal", anchor="N")
        axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
        axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        figure.legend(loc="outside lower center", ncols=LEGEND_COLUMNS)
    figure.alt = " ".join(words)
    return figure


def lines(curves, *, xlabel, ylabel, logx=False, logy=False, reference=None, title):
    """Draw one line for each name; of several runs, their mean with every run around it.

    Parameters
    ----------
    curves : mapping of str to (array_like, array_like)
        For each line its name, its places of shape (n,), and its values: shape (n,), or (runs, n), one row for
        each run, such as each seed.
    xlabel, ylabel : str
        What is measured, with its unit.
    logx, logy : bool
        Whether an axis counts in powers of ten; then its numbers must be above 0.
    reference : tuple of (str, float), optional
        A level to compare with, such as ``("guessing", 2.303)``.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no line, the lengths of one differ, or a number is not finite or not above 0 on an axis of
        powers of ten.
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
                axes.plot(np.tile(x, len(y)), y.ravel(), linestyle="", marker=marker, markersize=5, color="white",
                          markeredgecolor=colour, markeredgewidth=1, zorder=2)
            elif len(y) > 1:
                axes.plot(x, y.T, color=colour, linewidth=0.7, alpha=0.45, zorder=2)
            every = max(1, len(x) // 10)
            first = min(len(x) - 1, every * place // max(1, len(read)))  # markers of two lines not at one place
            axes.plot(x, mean, color=colour, linestyle=STYLES[place % len(STYLES)], marker=marker,
                      markevery=(first, every), label=name, zorder=3)
            words.append(_said(name, x, y))
        if reference:
            axes.axhline(reference[1], color="black", linestyle=":", linewidth=1.5,
                         label=f"{reference[0]} {short(reference[1])}")
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


def _plain_powers(axis):
    """0.001 and 100 as people write them; where less than a power of ten is shown, also numbers between."""
    low, high = axis.get_view_interval()
    powers = math.log10(high / low)
    axis.set_major_locator(LogLocator(subs=(1,) if powers > 2.5 else (1, 3) if powers > 1.2 else (1, 2, 3, 5),
                                      numticks=9))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _surface(cost, limits):
    """The costs on a grid: places along both axes, and heights of shape (GRID, GRID)."""
    left, right, low, high = limits
    x, y = np.linspace(left, right, GRID), np.linspace(low, high, GRID)
    weights = np.stack(np.meshgrid(x, y)).reshape(2, -1)
    heights = np.asarray(cost(weights), float)
    if heights.shape != weights.shape[1:] or not np.isfinite(heights).all():
        raise ValueError(f"cost must give one finite number for each of {weights.shape[1]} pairs of weights, "
                         f"shape (2, {weights.shape[1]}); it gave the shape {heights.shape}")
    return x, y, heights.reshape(GRID, GRID)


def _path(name, path):
    path = np.asarray(path, float)
    if path.ndim != 2 or path.shape[1] != 2 or not len(path):
        raise ValueError(f"the path {name!r} must have the shape (steps + 1, 2), got {path.shape}")
    return path


def _arrow(name, arrow):
    ends = np.asarray(arrow, float)
    if ends.shape != (2, 2) or not np.isfinite(ends).all():
        raise ValueError(f"the arrow {name!r} must be two finite places of shape (2,), got {arrow!r}")
    return ends


def _line(name, x, y, logx, logy):
    x, y = np.asarray(x, float), np.atleast_2d(np.asarray(y, float))
    if x.ndim != 1 or not len(x) or y.ndim != 2 or y.shape[1] != len(x):
        raise ValueError(f"{name!r} must have as many values as places, at least one: shapes (n,) and (n,) or "
                         f"(runs, n), got {x.shape} and {y.shape}")
    for numbers, log, axis in ((x, logx, "places"), (y, logy, "values")):
        if not np.isfinite(numbers).all() or (log and numbers.min() <= 0):
            raise ValueError(f"the {axis} of {name!r} must be finite{' and above 0' if log else ''}; "
                             "leave out or cut off what is not")
    return x, y


def _place(place):
    return f"({short(place[0])}, {short(place[1])})"


def _way(path, cost, limits):
    """Where a way begins and ends, in words."""
    left, right, low, high = limits
    steps = f"{len(path) - 1} step" + ("" if len(path) == 2 else "s")
    end = path[-1]
    if not np.isfinite(end).all() or not (left <= end[0] <= right and low <= end[1] <= high):
        return f"{steps} from {_place(path[0])}, and out of the picture"
    first, last = (float(np.asarray(cost(place[:, None])).ravel()[0]) for place in (path[0], end))
    return f"{steps} from {_place(path[0])} to {_place(end)}, the cost from {short(first)} to {short(last)}"


def _said(name, x, y):
    """A line in words: its ends, its lowest place and, of several runs, how far they are apart there."""
    mean = y.mean(axis=0)
    best = int(mean.argmin())
    text = (f"{name}: from {short(mean[0])} at {short(x[0])} to {short(mean[-1])} at {short(x[-1])}, "
            f"lowest {short(mean[best])} at {short(x[best])}, highest {short(mean.max())}")
    if len(y) > 1:
        text += (f" (means of {len(y)} runs; at the lowest they lie from {short(y[:, best].min())} to "
                 f"{short(y[:, best].max())})")
    return f"{text}."
