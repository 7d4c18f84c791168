"""Figures of sequences: windows at a border, forecasts next to the truth."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    BLACK,
    BLUE,
    ORANGE,
    RED,
    SKY,
    STYLE,
    Picture,
    counted,
    new_figure,
    sentence,
    short,
)


def windows_at_border(
    values: ArrayLike,
    border: int,
    starts: Mapping[str, int],
    past: int,
    horizon: int,
    *,
    ylabel: str = "value",
    title: str,
) -> Picture:
    """Draw a series around a border, and below it windows: what each reads, and what it has to forecast.

    Parameters
    ----------
    values : array_like, shape (steps,)
    border : int
        The first step that is held out.
    starts : mapping of str to int
        For each window what is to be said of it, and the first step that it reads.
    past, horizon : int
        Steps that a window reads, and steps after them that it forecasts; each from 1.
    ylabel : str
        What the series measures, with its unit.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the values are not a series, or the border or a window lies outside of it.
    """
    values = _series(values, "values")
    if past < 1 or horizon < 1:
        raise ValueError(f"past and horizon must be at least 1, got {past} and {horizon}")
    if not 0 < border < len(values):
        raise ValueError(f"border must be from 1 to {len(values) - 1}, got {border}")
    if not starts:
        raise ValueError("starts must have at least one window, got none")
    for name, start in starts.items():
        if not 0 <= start <= len(values) - past - horizon:
            raise ValueError(f"{name!r} must start from 0 to {len(values) - past - horizon}, got {start}")
    low = max(0, min(min(starts.values()), border) - past // 4 - 1)
    high = min(len(values), max(max(starts.values()) + past + horizon, border) + past // 4 + 1)
    descriptions = []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 2.4 + 0.62 * len(starts))
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(1.9, 0.62 * len(starts)))
        steps = np.arange(low, high) - border
        above.plot(steps, values[low:high], color=BLACK)
        above.set_ylabel(textwrap.fill(ylabel, 16))
        for place, (name, start) in enumerate(starts.items()):
            first = start - border - 0.5
            below.barh(place, past, 0.42, first, color=SKY, edgecolor=BLACK, label="" if place else "reads")
            below.barh(
                place,
                horizon,
                0.42,
                first + past,
                color=ORANGE,
                edgecolor=BLACK,
                hatch="//",
                label="" if place else "has to forecast",
            )
            below.text(
                first,
                place - 0.25,
                name,
                va="bottom",
                fontsize=13,
                zorder=4,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
            descriptions.append(
                f"{name}: reads steps {start - border} to {start - border + past - 1}, forecasts "
                f"{start - border + past} to {start - border + past + horizon - 1}"
            )
        for axes in (above, below):
            axes.axvline(-0.5, color=RED, linestyle="--", linewidth=2.5)
        above.annotate("training ", (-0.5, 1), xycoords=above.get_xaxis_transform(), ha="right", va="top", color=RED)
        above.annotate(" held out", (-0.5, 1), xycoords=above.get_xaxis_transform(), ha="left", va="top", color=RED)
        below.set_ylim(len(starts) - 0.6, -0.85)
        below.set_yticks([])
        below.spines["left"].set_visible(False)
        below.set_xlabel("steps from the border")
        below.xaxis.set_major_locator(MaxNLocator(9, integer=True))
        figure.legend(loc="outside lower center", ncols=2)
    figure.alt = f"{sentence(title)} A border, the first held out step being 0. {'; '.join(descriptions)}."
    return figure


def hugging(truth: ArrayLike, forecast: ArrayLike, *, shift: int = 1, ylabel: str = "value", title: str) -> Picture:
    """Draw a forecast twice, as it is made and moved back by some steps, to show whether it lags behind the truth.

    Parameters
    ----------
    truth, forecast : array_like, shape (steps,)
        What came, and what had been forecast for the same step.
    shift : int
        How many steps the forecast is moved back in the right panel, from 1.
    ylabel : str
        What is measured, with its unit.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the two are not series of one length, or the shift leaves nothing to compare.
    """
    truth, forecast = _series(truth, "truth"), _series(forecast, "forecast")
    if len(truth) != len(forecast):
        raise ValueError(f"truth and forecast must be of one length, got {len(truth)} and {len(forecast)}")
    if not 1 <= shift < len(truth):
        raise ValueError(f"shift must be from 1 to {len(truth) - 1}, got {shift}")
    moved = f"moved back by {counted(shift, 'step')}"
    words = []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.9)
        panels = figure.subplots(1, 2, sharey=True)
        for axes, name, move in zip(panels, ("as forecast", moved), (0, shift), strict=True):
            length = len(truth) - move
            error = np.abs(forecast[move:] - truth[:length]).mean()
            axes.plot(np.arange(len(truth)), truth, color=BLACK, linewidth=4, alpha=0.45, label="truth")
            axes.plot(
                np.arange(length),
                forecast[move:],
                "--",
                color=RED,
                marker="o",
                markersize=4,
                markevery=max(1, len(truth) // 24),
                label="forecast",
            )
            axes.set_title(f"{name}\nmean absolute error {short(error)}")
            axes.set_xlabel("step")
            axes.grid()
            words.append(f"{name}, the mean absolute error is {short(error)}")
        figure.axes[0].set_ylabel(ylabel)
        figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    figure.alt = f"{sentence(title)} Truth and forecast over {len(truth)} steps: {'; '.join(words)}."
    return figure


def skills(errors: Mapping[str, ArrayLike], baseline: str, *, unit: str, title: str) -> Picture:
    """Draw forecast errors, a row for each method with a dot for each run, and its skill against one of them.

    Parameters
    ----------
    errors : mapping of str to float or sequence of float
        For each method its mean absolute error, one for each run; from 0.
    baseline : str
        The method that the others are compared with. Skill is 1 − error / error of the baseline.
    unit : str
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the baseline is not among the methods, or an error is missing, negative or not finite.
    """
    runs = {str(name): np.atleast_1d(np.asarray(values, float)).ravel() for name, values in errors.items()}
    if baseline not in runs:
        raise ValueError(f"baseline must be one of {', '.join(map(repr, runs))}, got {baseline!r}")
    for name, values in runs.items():
        if not (values.size and np.isfinite(values).all() and values.min() >= 0):
            raise ValueError(f"{name!r} must have finite errors from 0, at least one, got {values.tolist()}")
    line = runs[baseline].mean()
    descriptions = []
    if not line:
        raise ValueError(f"the error of {baseline!r} must be above 0: there is nothing to do better")
    most = max(values.max() for values in runs.values())
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1.5 + 0.58 * len(runs))
        axes = figure.subplots()
        for place, (name, values) in enumerate(runs.items()):
            skill = 1 - values.mean() / line
            single = values.size == 1
            axes.plot(
                values,
                np.full(values.size, place),
                linestyle="",
                marker="D" if single else "o",
                markersize=11,
                color=BLACK if single else BLUE,
                alpha=1 if single else 0.7,
                zorder=3,
            )
            words = "to be beaten" if name == baseline else f"skill {'+' if skill > 0 else '−'}{abs(skill):.2f}"
            axes.text(
                1.02,
                place,
                f"{short(values.mean())}   {words}",
                transform=axes.get_yaxis_transform(),
                va="center",
                fontsize=14,
                fontweight="bold",
            )
            ends = (
                "" if single else (f" (mean of {values.size} runs from {short(values.min())} to {short(values.max())})")
            )
            descriptions.append(f"{name}: {short(values.mean())}{ends}, {words}")
        axes.axvline(line, color=BLACK, linestyle=":")
        axes.set_yticks(range(len(runs)), [textwrap.fill(name, 28) for name in runs])
        axes.set_ylim(len(runs) - 0.5, -0.5)
        axes.set_xlim(0, 1.06 * most)
        axes.set_xlabel(f"mean absolute error in {unit} (black: no training; blue: one run)")
        axes.grid(axis="x")
    figure.alt = f"{sentence(title)} Mean absolute errors in {unit}. {'; '.join(descriptions)}."
    return figure


def _series(values: ArrayLike, name: str) -> np.ndarray:
    values = np.asarray(values, float)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise ValueError(f"{name} must be a series of finite numbers, shape (steps,), got the shape {values.shape}")
    return values
