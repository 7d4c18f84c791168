"""An explorer of windows over a series: the set that each window belongs to, and what leaks into training."""

from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, BLUE, ORANGE, RED, SKY, STYLE, Picture, short
from course_utils.widgets.explorer import Explorer, choice, light_axes, slider

PARTS = ("training", "validation", "test")
SHADES = ("#FFFFFF", "#D5D5D5", "#ABABAB")
RULES = (
    "inputs and targets lie in one set",
    "targets lie in one set, inputs may come from before it",
    "each window belongs to the set of its first step",
    "windows shuffled, then split",
)
LEFT_OUT = -1
MOST_PAST, MOST_HORIZON, LEAST = 104, 52, 400
AROUND = 60  # steps beside the window in the lower panel


@dataclass(frozen=True, eq=False)
class Windows:
    """All windows of a series and the part that each belongs to.

    Attributes
    ----------
    part : numpy.ndarray
        For the window that starts at step 0, 1, …: 0 training, 1 validation, 2 test, -1 left out; shape (windows,).
    known : numpy.ndarray
        The steps that are targets in validation or test and are also in a training window, in order.
    """

    part: np.ndarray
    known: np.ndarray


def cut_windows(length: int, past: int, horizon: int, borders: tuple[int, int], rule: str) -> Windows:
    """Assign each window of a series to training, validation or test.

    Parameters
    ----------
    length : int
        Steps of the series.
    past, horizon : int
        Input steps of a window, and the target steps after them.
    borders : tuple of int
        The first step of validation and the first step of test.
    rule : str
        One of `RULES`.
    """
    starts = np.arange(length - past - horizon + 1)
    first, target, last = (
        np.searchsorted(borders, step, side="right") for step in (starts, starts + past, starts + past + horizon - 1)
    )
    if rule == RULES[0]:
        part = np.where(first == last, first, LEFT_OUT)
    elif rule == RULES[1]:
        part = np.where(target == last, target, LEFT_OUT)
    elif rule == RULES[2]:
        part = first
    else:
        part = np.random.default_rng(0).permutation(first)
    in_training = _covered(starts[part == 0], past + horizon, length)
    held_out = _covered(starts[part > 0] + past, horizon, length)
    return Windows(part, np.flatnonzero(in_training & held_out))


def _covered(starts: np.ndarray, width: int, length: int) -> np.ndarray:
    """Return whether each step is in one of the pieces of this width, bool, shape (length,)."""
    change = np.zeros(length + 1, int)
    np.add.at(change, starts, 1)
    np.add.at(change, starts + width, -1)
    return np.cumsum(change)[:length] > 0


def draw_windows(
    values: np.ndarray, borders: tuple[int, int], past: int, horizon: int, start: int, rule: str, unit: str
) -> tuple[Picture, str]:
    """Draw the series with its three sets, one window, and the targets that leak into training.

    Parameters
    ----------
    values : numpy.ndarray, shape (steps,)
    borders : tuple of int
        The first step of validation and the first step of test.
    past, horizon : int
    start : int
        The first step of the window, from 0; beyond the last window, the last.
    rule : str
        One of `RULES`.
    unit : str

    Returns
    -------
    plots.Picture
    str
        The set of the window, and the sizes of all sets, in a line.
    """
    length = len(values)
    windows = cut_windows(length, past, horizon, borders, rule)
    start = min(start, len(windows.part) - 1)
    mine = int(windows.part[start])
    name = "left out" if mine == LEFT_OUT else PARTS[mine]
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 5.4))
        whole = _panel(figure, 0.62, values, (0, length), borders, unit)
        _draw_window(whole, values, start, past, horizon)
        if len(windows.known):
            whole.plot(
                windows.known,
                np.full(len(windows.known), whole.get_ylim()[0]),
                "|",
                color=RED,
                markersize=30,
                markeredgewidth=1,
            )
        reach = (max(0, start - AROUND), min(length, start + past + horizon + AROUND))
        near = _panel(figure, 0.11, values, reach, borders, unit)
        _draw_window(near, values, start, past, horizon)
        figure.text(
            0.09,
            0.955,
            "The whole series" + ("; ticks: targets that the training set contains" if len(windows.known) else ""),
            fontsize=15,
            fontweight="bold",
        )
        figure.text(0.09, 0.445, f"This window: {name}", fontsize=15, fontweight="bold")
        figure.text(0.97, 0.445, "blue: input   orange, dots: targets", fontsize=14, ha="right")
    counts = ", ".join(f"{np.sum(windows.part == place):,} {part}" for place, part in enumerate(PARTS))
    known = (
        f"{len(windows.known):,} steps are targets in validation or test and are also in a training window"
        if len(windows.known)
        else "no target of validation or test is in a training window"
    )
    summary = (
        f"Input: steps {start} to {start + past - 1}; targets: steps {start + past} to "
        f"{start + past + horizon - 1}; this window: {name}. Windows: {counts}, "
        f"{np.sum(windows.part == LEFT_OUT):,} left out; {known}."
    )
    figure.alt = (
        f"A series of {length:,} steps; validation begins at step {borders[0]}, test at step {borders[1]}. "
        f"Rule: {rule}. {summary}"
    )
    return figure, summary


def _panel(
    figure: Picture, bottom: float, values: np.ndarray, reach: tuple[int, int], borders: tuple[int, int], unit: str
) -> Axes:
    low, high = values[slice(*reach)].min(), values[slice(*reach)].max()
    room = max(0.12 * (high - low), 1e-9)
    ylim = (low - room, high + 1.6 * room)
    marks = {f"{step:,}": step for step in np.unique(np.linspace(reach[0], reach[1] - 1, 5).astype(int))}
    levels = {short(level): level for level in (low, high)}
    axes = light_axes(figure, (0.09, bottom, 0.88, 0.31), reach, ylim, marks, levels, "step", unit)
    axes.texts[-1].set_x(-0.085)
    edges = (0, *borders, len(values))
    for part, shade, left, right in zip(PARTS, SHADES, edges, edges[1:], strict=False):
        left, right = max(left, reach[0]), min(right, reach[1])
        if left < right:
            axes.axvspan(left - 0.5, right - 0.5, color=shade, zorder=0)
            if right - left > 0.09 * (reach[1] - reach[0]):
                axes.text((left + right) / 2, ylim[1], part, ha="center", va="top", fontsize=13)
    shown = slice(*reach)
    axes.plot(np.arange(*reach), values[shown], color=BLACK, linewidth=1.2)
    return axes


def _draw_window(axes: Axes, values: np.ndarray, start: int, past: int, horizon: int) -> None:
    target = np.arange(start + past, start + past + horizon)
    axes.axvspan(start - 0.5, start + past - 0.5, color=SKY, alpha=0.45, zorder=1)
    axes.axvspan(target[0] - 0.5, target[-1] + 0.5, color=ORANGE, alpha=0.6, zorder=1)
    read = slice(start, start + past)
    axes.plot(np.arange(start, start + past), values[read], color=BLUE, linewidth=3)
    axes.plot(target, values[target], "o", color=BLACK, markerfacecolor=ORANGE, markersize=5)


def windows(values: ArrayLike, *, borders: tuple[int, int], unit: str = "value") -> Explorer:
    """Move a window over a series, and choose how windows are assigned to training, validation and test.

    Parameters
    ----------
    values : array_like, shape (steps,)
        At least 400.
    borders : tuple of int
        The first step of validation and the first step of test.
    unit : str
        The unit of the values.

    Raises
    ------
    ValueError
        If the values are not such a series, or one of the three sets has no steps.
    """
    values = np.asarray(values, float)
    if values.ndim != 1 or len(values) < LEAST or not np.isfinite(values).all():
        raise ValueError(
            f"values must be at least {LEAST} finite numbers, shape (steps,), got the shape {values.shape}"
        )
    if not 0 < borders[0] < borders[1] < len(values):
        raise ValueError(f"borders must be two steps in order, from 1 to {len(values) - 1}, got {borders}")

    def draw(**chosen: Any) -> tuple[Picture, str]:
        return draw_windows(values, borders, unit=unit, **chosen)

    return Explorer(
        draw,
        {
            "rule": choice("Rule", RULES, RULES[1]),
            "start": slider("First input step", 0, len(values) - 2, 1, borders[0] - 20),
            "past": slider("Input steps", 1, MOST_PAST, 1, 26),
            "horizon": slider("Target steps", 1, MOST_HORIZON, 1, 13),
        },
        "Explore windows over a series",
    )
