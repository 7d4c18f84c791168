"""Figures of training results: scores with a dot for each run, and curves over the epochs."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.picture import (
    COLOURS,
    HATCHES,
    MARKERS,
    STYLE,
    WIDTH,
    Picture,
    as_percent,
    new_figure,
    sentence,
    short,
    tint,
)

if TYPE_CHECKING:
    from keras.callbacks import History


def bars(
    values_by_name: Mapping[str, ArrayLike],
    *,
    ylabel: str = "accuracy",
    percent: bool = True,
    reference: tuple[str, float] | None = None,
    title: str,
) -> Picture:
    """Compare a few numbers with a bar for each mean and a dot for each run.

    Parameters
    ----------
    values_by_name : mapping of str to float or sequence of float
        The name of each bar, with one value for each run, for example for each seed.
    ylabel : str
        What is measured, with its unit.
    percent : bool
        Whether the values are fractions, to be shown as percentages from 0 to 100.
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
        If there are no bars, or a bar has no value or a value that is not finite.
    """
    if not values_by_name:
        raise ValueError("values_by_name must have at least one bar, got none")
    runs = {str(name): np.atleast_1d(np.asarray(values, float)).ravel() for name, values in values_by_name.items()}
    for name, values in runs.items():
        if not values.size or not np.isfinite(values).all():
            raise ValueError(f"{name!r} must have finite values, at least one, got {values.tolist()}")
    show = as_percent if percent else short
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4, width=min(WIDTH, 3 + 1.8 * len(runs)))
        axes, dots = figure.subplots(), False
        for place, values in enumerate(runs.values()):
            axes.bar(
                place,
                values.mean(),
                0.6,
                color=tint(place),
                edgecolor="black",
                alpha=0.75,
                hatch=HATCHES[place % len(HATCHES)],
            )
            axes.hlines(
                values.mean(), place - 0.36, place + 0.36, color="black", linewidth=3, label="" if place else "mean"
            )
            if values.size > 1:
                beside = np.linspace(-0.18, 0.18, values.size)
                axes.plot(
                    place + beside,
                    values,
                    linestyle="",
                    marker="o",
                    color="white",
                    markeredgecolor="black",
                    markeredgewidth=1.5,
                    label="" if dots else "one run",
                )
                dots = True
            axes.annotate(
                show(values.mean()),
                (place, max(values.max(), values.mean())),
                (0, 9),
                textcoords="offset points",
                ha="center",
                fontsize=15,
                fontweight="bold",
            )
        if reference:
            axes.axhline(reference[1], color="black", linestyle=":", label=f"{reference[0]}: {show(reference[1])}")
        axes.set_xticks(range(len(runs)), [textwrap.fill(name, 18) for name in runs])
        axes.set_ylabel(ylabel)
        if percent:
            axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
            axes.set_ylim(0, 1.12)
            axes.set_yticks(np.arange(0, 1.01, 0.2))
        else:
            axes.margins(y=0.15)
        axes.grid(axis="y")
        if dots or reference:
            figure.legend(loc="outside lower center", ncols=3)
    descriptions = [
        f"{name}: {show(v.mean())}"
        + (f" (mean of {v.size} runs from {show(v.min())} to {show(v.max())})" if v.size > 1 else "")
        for name, v in runs.items()
    ]
    if reference:
        descriptions.append(f"for comparison, {reference[0]}: {show(reference[1])}")
    figure.alt = f"{sentence(title)} Bars of {ylabel}. {'; '.join(descriptions)}."
    return figure


def curves(
    history: History | Mapping[str, Sequence[float]] | Mapping[str, History | Mapping[str, Sequence[float]]],
    *,
    metrics: Sequence[str] | None = None,
    reference: Mapping[str, tuple[str, float]] | None = None,
    title: str | None = None,
) -> Picture:
    """Draw the loss, the accuracy and other metrics over the epochs.

    Parameters
    ----------
    history : keras.callbacks.History, mapping of str to sequence of float, or mapping of str to such
        The object that ``fit`` returns, its ``history`` dictionary, or several of these by name.
    metrics : sequence of str, optional
        One panel for each. By default, all metrics whose name doesn't begin with ``val_``.
    reference : mapping of str to (str, float), optional
        A line to compare a metric with, such as ``{"loss": ("guessing", 2.303)}``.
    title : str, optional
        The message; by default the last value of the last metric.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are no epochs, or the history lacks one of the metrics.
    """
    runs = _runs(history)
    known = list(dict.fromkeys(name for run in runs.values() for name in run if not name.startswith("val_")))
    metrics = list(metrics) if metrics is not None else known
    for metric in metrics:
        if metric not in known:
            raise ValueError(f"metrics must be among {', '.join(known)}, got {metric!r}")
    if not metrics or not all(len(run[name]) for run in runs.values() for name in run):
        raise ValueError("the history has no epochs; did you run fit?")
    ends = []
    for name, run in runs.items():
        for metric in metrics:
            for key, part in ((metric, "training"), (f"val_{metric}", "validation")):
                if key in run:
                    ends.append(f"{name + ': ' if name else ''}{part} {metric} {_in_words(run[key])}")
    epochs = max(len(run[name]) for run in runs.values() for name in run)
    if title is None:
        run = next(iter(runs.values()))
        key = f"val_{metrics[-1]}" if f"val_{metrics[-1]}" in run else metrics[-1]
        title = (
            f"{'Validation' if key.startswith('val_') else 'Training'} {metrics[-1]} ends at {short(run[key][-1])}"
            if len(runs) == 1
            else f"{len(runs)} runs compared"
        )
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.9)
        for axes, metric in zip(np.atleast_1d(figure.subplots(1, len(metrics))), metrics, strict=True):
            for place, (name, run) in enumerate(runs.items()):
                for key, part, line in ((metric, "training", "-"), (f"val_{metric}", "validation", "--")):
                    if key not in run:
                        continue
                    # One run: colour and marker tell the parts apart. Several: the runs; the line tells the parts.
                    look = place if name else int(part == "validation")
                    axes.plot(
                        range(1, len(run[key]) + 1),
                        run[key],
                        line,
                        color=COLOURS[look % len(COLOURS)],
                        marker=MARKERS[look % len(MARKERS)],
                        markevery=max(1, epochs // 10),
                        markerfacecolor="white" if part == "validation" else None,
                        label=f"{name}, {part}" if name else part,
                    )
            if reference and metric in reference:
                words, value = reference[metric]
                axes.axhline(value, color="black", linestyle=":", label=f"{words}: {short(value)}")
                ends.append(f"for comparison, {words}: {metric} {short(value)}")
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
            axes.set(xlabel="epoch", ylabel=metric)
            axes.grid()
            axes.legend()
    figure.alt = f"{sentence(title)} Curves over {epochs} epochs. {'; '.join(ends)}."
    return figure


def _in_words(values: np.ndarray) -> str:
    """Say a curve's ends, its lowest and its highest value, and how often it is not a number."""
    finite = np.isfinite(values)
    text = f"from {short(values[0])} to {short(values[-1])}"
    if finite.any():
        low, high = np.where(finite, values, np.inf), np.where(finite, values, -np.inf)
        text += (
            f", lowest {short(low.min())} in epoch {low.argmin() + 1}, "
            f"highest {short(high.max())} in epoch {high.argmax() + 1}"
        )
    return text if finite.all() else f"{text}, not a finite number in {(~finite).sum()} of {len(values)} epochs"


def _runs(history: Any) -> dict[str, dict[str, np.ndarray]]:
    """Return every run's curves as arrays, by the run's name; one run alone has the name ""."""

    def read(run: Any) -> dict[str, np.ndarray]:
        return {str(name): np.asarray(values, float) for name, values in getattr(run, "history", run).items()}

    several = isinstance(history, Mapping) and all(
        isinstance(run, Mapping) or hasattr(run, "history") for run in history.values()
    )
    return {str(name): read(run) for name, run in history.items()} if several else {"": read(history)}
