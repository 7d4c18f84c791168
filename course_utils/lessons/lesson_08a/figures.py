"""Figures of training runs side by side, and of the same model fitted to many training sets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, COLOURS, STYLE, Picture, new_figure, sentence, short


def curve_wall(histories: Mapping[str, Mapping[str, Any]], *, title: str) -> Picture:
    """Draw the losses of several training runs, a panel for each, with the last accuracies above it.

    Each panel has a line at ln K, chance level for K classes. Each panel has its own scale; where a loss
    exceeds 5 ln K, the scale is logarithmic and says so. A loss that is not finite is marked.

    Parameters
    ----------
    histories : mapping of str to mapping
        Two to six runs by name, each with "loss", "val_loss", "accuracy" and "val_accuracy", one number for each
        epoch, and "num_classes".
    title : str

    Raises
    ------
    ValueError
        If there are too few or too many runs, or one lacks a curve.
    """
    if not 2 <= len(histories) <= 6:
        raise ValueError(f"histories must be two to six training runs, got {len(histories)}")
    words = [sentence(title)]
    with matplotlib.rc_context(STYLE):
        rows = -(-len(histories) // 3)
        figure = new_figure(title, 3.2 * rows)
        panels = figure.subplots(rows, -(-len(histories) // rows), squeeze=False).ravel()
        for axes, (name, history) in zip(panels, histories.items(), strict=False):
            missing = [
                key for key in ("loss", "val_loss", "accuracy", "val_accuracy", "num_classes") if key not in history
            ]
            if missing:
                raise ValueError(f"{name!r} must have {', '.join(missing)}, and has {', '.join(history)}")
            words.append(_panel(axes, name, history))
        for axes in panels[len(histories) :]:
            axes.remove()
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=len(labels))
    figure.alt = " ".join(words)
    return figure


def many_fits(x: ArrayLike, truth: ArrayLike, fits: Mapping[str, ArrayLike], *, title: str) -> Picture:
    """Draw a panel for each model: twenty of its fits to several training sets, the mean of all, and the true curve.

    Parameters
    ----------
    x, truth : array_like, shape (n,)
    fits : mapping of str to array_like of shape (sets, n)
        For each model its name, and its curve for each training set.
    title : str
    """
    x, truth = np.asarray(x, float), np.asarray(truth, float)
    words = [sentence(title)]
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.6)
        panels = figure.subplots(1, len(fits), sharey=True, squeeze=False)[0]
        for axes, (name, curves) in zip(panels, fits.items(), strict=True):
            curves = np.asarray(curves, float)
            mean = curves.mean(axis=0)
            lines = axes.plot(x, curves[:20].T, color=COLOURS[5], linewidth=0.8)
            lines[0].set_label("individual fits")
            axes.plot(x, truth, color=BLACK, label="true curve")
            axes.plot(x, mean, "--", color=COLOURS[1], label=f"mean of {len(curves)} fits")
            axes.set(title=name, xlabel="x", ylim=(-2, 2))
            words.append(
                f"{name}: the mean of {len(curves)} fits is at most {short(np.abs(mean - truth).max())} away from the "
                f"true curve, and a single fit is typically {short(curves.std(axis=0).mean())} away from the mean."
            )
        figure.axes[0].set_ylabel("y")
        handles, labels = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=3)
    figure.alt = " ".join(words)
    return figure


def _panel(axes: Axes, name: str, history: Mapping[str, Any]) -> str:
    """Draw one run, and describe it in words."""
    guess, epochs = math.log(history["num_classes"]), np.arange(1, len(history["loss"]) + 1)
    descriptions: list[str] = []
    broken: int | None = None
    highest = guess
    for key, part, line, place in (("loss", "training", "-", 0), ("val_loss", "validation", "--", 1)):
        values = np.asarray(history[key], float)
        finite = np.isfinite(values)
        axes.plot(
            epochs,
            np.where(finite, values, np.nan),
            line,
            color=COLOURS[place],
            marker="os"[place],
            markevery=max(1, len(epochs) // 8),
            markerfacecolor="white" if place else None,
            label=part,
        )
        highest = max(highest, values[finite].max(initial=0.0))
        if not finite.all():
            broken = int(np.argmin(finite)) + 1 if broken is None else min(broken, int(np.argmin(finite)) + 1)
        descriptions.append(f"{part} loss {_in_words(values)}")
    axes.axhline(guess, color=BLACK, linestyle=":", label="chance level, ln K")
    logarithmic = highest > 5 * guess
    if logarithmic:
        axes.set_yscale("log")
    else:
        axes.set_ylim(0, 1.08 * highest)
    if broken is not None:
        axes.text(
            0.5,
            0.5,
            f"loss not finite\nfrom epoch {broken} on",
            ha="center",
            va="center",
            transform=axes.transAxes,
            bbox={"facecolor": "white", "edgecolor": BLACK},
        )
        descriptions.append(f"not finite from epoch {broken} on")
    accuracies = f"training {history['accuracy'][-1]:.2f}, validation {history['val_accuracy'][-1]:.2f}"
    axes.set_title(f"{name}: {history['num_classes']} classes; accuracy:\n{accuracies}", fontsize=12)
    axes.set(xlabel="epoch", ylabel="loss (log scale)" if logarithmic else "loss")
    axes.set_xlim(0.5, len(epochs) + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.grid()
    return (
        f"{name}, {len(epochs)} epochs, {history['num_classes']} classes, chance level {short(guess)}: "
        f"{'; '.join(descriptions)}; accuracy at the end {history['accuracy'][-1]:.2f} in training and "
        f"{history['val_accuracy'][-1]:.2f} in validation."
    )


def _in_words(values: np.ndarray) -> str:
    """Say start, some epochs between, end, lowest value, and how often and how far a curve goes up."""
    finite = np.flatnonzero(np.isfinite(values))
    if not finite.size:
        return "never finite"
    places = np.unique(np.linspace(0, finite[-1], 5).round().astype(int))
    text = ", ".join(f"{short(values[place])} in epoch {place + 1}" for place in places)
    lowest = finite[np.argmin(values[finite])]
    steps = np.diff(values[finite])
    up = int((steps > 0.001 * values[lowest]).sum())  # what nobody would see is no rise
    most = f", the highest step up {short(steps.max())}" if up else ""
    return f"{text}; lowest {short(values[lowest])} in epoch {lowest + 1}; rises in {up} of {len(steps)} steps{most}"
