"""Figures of training results: curves over the epochs."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator

from course_utils.plots.picture import BLACK, COLOURS, MARKERS, STYLE, Picture, new_figure, sentence, short

if TYPE_CHECKING:
    from keras.callbacks import History


def curves(
    history: History | Mapping[str, Sequence[float]] | Mapping[str, History | Mapping[str, Sequence[float]]],
    *,
    title: str | None = None,
) -> Picture:
    """Draw the loss, the accuracy and other metrics over the epochs, each in a panel with its validation.

    Parameters
    ----------
    history : keras.callbacks.History, mapping of str to sequence of float, or mapping of str to such
        The object that ``fit`` returns, its ``history`` dictionary, or several of these by name.
    title : str, optional
        The message; by default the last value of the last metric.

    Raises
    ------
    ValueError
        If there are no epochs.
    """
    runs = _runs(history)
    metrics = list(dict.fromkeys(name for run in runs.values() for name in run if not name.startswith("val_")))
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
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
            axes.set(xlabel="epoch", ylabel=metric)
            axes.grid()
            axes.legend()
    figure.alt = f"{sentence(title)} Curves over {epochs} epochs. {'; '.join(ends)}."
    return figure


def curve_shapes(
    histories: Mapping[str, History | Mapping[str, Sequence[float]]],
    *,
    reference: tuple[str, float],
    simple: tuple[str, float] | None = None,
    title: str,
) -> Picture:
    """Draw training and validation loss, with a panel for each run and the best epoch marked.

    Parameters
    ----------
    histories : mapping of str to keras.callbacks.History or mapping
        Two to six runs by name, each with ``loss`` and ``val_loss``, in two rows if more than four.
    reference : tuple of (str, float)
        A line to compare with, such as ``("ln 10", 2.303)``.
    simple : tuple of (str, float), optional
        A second line, for the loss of a simple method.
    title : str
        The message.

    Raises
    ------
    ValueError
        If there are too few or too many runs, or one of them lacks a loss.
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
            if not {"loss", "val_loss"} <= run.keys() or not len(run["loss"]):
                held = ", ".join(run) or "nothing"
                raise ValueError(f"{name!r} must have loss and val_loss for at least one epoch, got {held}")
            training, validation = np.asarray(run["loss"], float), np.asarray(run["val_loss"], float)
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
            best = int(validation.argmin())
            axes.plot(
                epochs[best], validation[best], "*", color=BLACK, markersize=18, zorder=4, label="best validation"
            )
            for (what, value), style in references:
                axes.axhline(value, color=BLACK, linestyle=style, linewidth=1.5, label=f"{what}: {short(value)}")
            axes.set(xlabel="epoch", title=textwrap.fill(name, 17 if len(histories) == 4 else 24))
            axes.set_ylabel("loss" if axes in grid[:, 0] else "")
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
            axes.grid()
            words.append(
                f"{name}: training loss from {short(training[0])} to {short(training[-1])}, "
                f"validation loss from {short(validation[0])} to {short(validation[-1])}, "
                f"best {short(validation[best])} in epoch {epochs[best]} of {len(epochs)}."
            )
        panels[0].set_ylim(bottom=0)
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=min(len(labels), 4))
    words += [f"For comparison, {what}: {short(value)}." for (what, value), _ in references]
    figure.alt = " ".join(words)
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
