"""Figures that compare training runs by their scores and their curves."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, COLOURS, MARKERS, STYLE, Picture, as_percent, new_figure, sentence, short

if TYPE_CHECKING:
    from keras.callbacks import History


def dots(
    values_by_name: Mapping[str, ArrayLike],
    *,
    intervals: Mapping[str, tuple[float, float]] | None = None,
    xlabel: str = "accuracy",
    percent: bool = True,
    reference: tuple[str, float] | None = None,
    title: str,
) -> Picture:
    """Compare runs with one dot for each, and optionally with intervals.

    Parameters
    ----------
    values_by_name : mapping of str to float or sequence of float
        The rows of the figure: a name, and one value for each run, for example for each seed.
    intervals : mapping of str to (float, float), optional
        The ends of an interval for a row, drawn as a bar.
    xlabel : str
        What is measured, with its unit.
    percent : bool
        Whether the values are fractions, to be shown as percentages.
    reference : tuple of (str, float), optional
        A line to compare with, such as ``("ln 10", 2.303)``.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are no rows, a row has no value or one that is not finite, or an interval has no row.
    """
    if not values_by_name:
        raise ValueError("values_by_name must have at least one row, got none")
    runs = {str(name): np.atleast_1d(np.asarray(values, float)).ravel() for name, values in values_by_name.items()}
    for name, values in runs.items():
        if not values.size or not np.isfinite(values).all():
            raise ValueError(f"{name!r} must have finite values, at least one, got {values.tolist()}")
    intervals = {str(name): (float(low), float(high)) for name, (low, high) in (intervals or {}).items()}
    for name in intervals:
        if name not in runs:
            raise ValueError(f"intervals must belong to rows, {', '.join(runs)}, got {name!r}")
    show = as_percent if percent else short
    descriptions = []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1.5 + 0.62 * len(runs))
        axes = figure.subplots()
        for place, (name, values) in enumerate(runs.items()):
            words = f"{name}: {show(values.mean())}" + (
                f" (mean of {values.size} runs from {show(values.min())} to {show(values.max())})"
                if values.size > 1
                else ""
            )
            if name in intervals:
                low, high = intervals[name]
                axes.plot(
                    [low, high],
                    [place, place],
                    color=BLACK,
                    linewidth=2,
                    marker="|",
                    markersize=16,
                    zorder=2,
                    label="" if place and list(runs)[0] in intervals else "interval",
                )
                words += f", interval from {show(low)} to {show(high)}"
            above = np.linspace(-0.14, 0.14, values.size) if values.size > 1 else np.zeros(1)
            axes.plot(
                values,
                place + above,
                linestyle="",
                marker=MARKERS[place % len(MARKERS)],
                markersize=10,
                color=COLOURS[place % len(COLOURS)],
                markeredgecolor="white",
                zorder=3,
            )
            if values.size > 1:
                axes.vlines(values.mean(), place - 0.34, place + 0.34, color=BLACK, linewidth=3, zorder=2)
            axes.annotate(
                show(values.mean()),
                (values.mean(), place - 0.34),
                (0, 1),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=13,
                fontweight="bold",
            )
            descriptions.append(words)
        if reference:
            axes.axvline(reference[1], color=BLACK, linestyle=":")
            axes.annotate(
                f"{reference[0]}: {show(reference[1])}",
                (reference[1], 0),
                (5, 3),
                xycoords=axes.get_xaxis_transform(),
                textcoords="offset points",
                fontsize=13,
            )
            descriptions.append(f"for comparison, {reference[0]}: {show(reference[1])}")
        axes.set_yticks(range(len(runs)), [textwrap.fill(name, 26) for name in runs])
        axes.set_ylim(len(runs) - 0.4, -0.75)
        axes.margins(x=0.1)
        if percent:
            ends = np.concatenate([*runs.values(), *intervals.values()])
            axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=1 if np.ptp(ends) < 0.04 else 0, symbol="%"))
        axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
        axes.set_xlabel(
            f"{xlabel} (one mark per run, a line for their mean)"
            if max(values.size for values in runs.values()) > 1
            else xlabel
        )
        axes.grid(axis="x")
    figure.alt = f"{sentence(title)} Each dot is the {xlabel} of one run. {'; '.join(descriptions)}."
    return figure


def curve_shapes(
    histories: Mapping[str, History | Mapping[str, Sequence[float]]],
    *,
    metric: str = "loss",
    reference: tuple[str, float] | None = None,
    simple: tuple[str, float] | None = None,
    title: str,
) -> Picture:
    """Draw training and validation curves of one metric, with a panel for each run and the best epoch marked.

    Parameters
    ----------
    histories : mapping of str to keras.callbacks.History or mapping
        Two to six runs by name, each with the metric and its ``val_`` counterpart, in two rows if more than four.
    metric : str
    reference : tuple of (str, float), optional
        A line to compare with, such as ``("ln 10", 2.303)``.
    simple : tuple of (str, float), optional
        A second line, for the score of a simple method.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are too few or too many runs, or one of them lacks the metric.
    """
    if not 2 <= len(histories) <= 6:
        raise ValueError(f"histories must hold two to six runs, got {len(histories)}")
    references = [(line, style) for line, style in ((reference, ":"), (simple, "-.")) if line]
    rows = 1 if len(histories) <= 4 else 2
    words = [sentence(title)]
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4 if rows == 1 else 6.6)
        grid = figure.subplots(rows, -(-len(histories) // rows), sharey=True, squeeze=False)
        panels = grid.ravel()[: len(histories)]
        for empty in grid.ravel()[len(histories) :]:
            empty.remove()
        for axes, (name, run) in zip(panels, histories.items(), strict=True):
            run = getattr(run, "history", run)
            if not {metric, f"val_{metric}"} <= run.keys() or not len(run[metric]):
                raise ValueError(
                    f"{name!r} must have {metric} and val_{metric} for at least one epoch, "
                    f"got {', '.join(run) or 'nothing'}"
                )
            training, validation = np.asarray(run[metric], float), np.asarray(run[f"val_{metric}"], float)
            epochs = np.arange(1, len(training) + 1)
            step = max(1, len(epochs) // 8)
            axes.plot(epochs, training, "-", color=COLOURS[0], marker="o", markevery=step, label="training")
            axes.plot(
                epochs,
                validation,
                "--",
                color=COLOURS[1],
                marker="s",
                markevery=step,
                markerfacecolor="white",
                label="validation",
            )
            best = int(validation.argmin() if metric.endswith("loss") else validation.argmax())
            axes.plot(
                epochs[best], validation[best], "*", color=BLACK, markersize=18, zorder=4, label="best validation"
            )
            for (what, value), style in references:
                axes.axhline(value, color=BLACK, linestyle=style, linewidth=1.5, label=f"{what}: {short(value)}")
            axes.set(xlabel="epoch", title=textwrap.fill(name, 17 if len(histories) == 4 else 24))
            axes.set_ylabel(metric if axes in grid[:, 0] else "")
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
            axes.grid()
            words.append(
                f"{name}: training {metric} from {short(training[0])} to {short(training[-1])}, "
                f"validation {metric} from {short(validation[0])} to {short(validation[-1])}, "
                f"best {short(validation[best])} in epoch {epochs[best]} of {len(epochs)}."
            )
        if metric.endswith("loss"):
            panels[0].set_ylim(bottom=0)
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=min(len(labels), 4))
    words += [f"For comparison, {what}: {short(value)}." for (what, value), _ in references]
    figure.alt = " ".join(words)
    return figure
