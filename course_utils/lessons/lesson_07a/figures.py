"""Figures of time series: the skill of forecasts, and the cell of an LSTM."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, BLUE, ORANGE, SKY, STYLE, Picture, new_figure, sentence, short


def skills(errors: Mapping[str, ArrayLike], baseline: str, *, unit: str, title: str) -> Picture:
    """Draw the errors of forecasts, one row per method and one dot per run, with their skill against a baseline.

    Parameters
    ----------
    errors : mapping of str to float or sequence of float
        The mean absolute errors of each method, one per run; at least 0.
    baseline : str
        The method to compare with. The skill is 1 − error / error of the baseline.
    unit : str
    title : str
        The message.

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
            raise ValueError(f"{name!r} must have at least one error, all finite and at least 0, got {values.tolist()}")
    line = runs[baseline].mean()
    descriptions = []
    if not line:
        raise ValueError(f"the error of {baseline!r} must be above 0: no forecast can be better")
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
            words = "the baseline" if name == baseline else f"skill {'+' if skill > 0 else '−'}{abs(skill):.2f}"
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
        axes.set_xlabel(f"mean absolute error in {unit} (diamond: no training, dot: one run)")
        axes.grid(axis="x")
    figure.alt = f"{sentence(title)} Mean absolute errors in {unit}. {'; '.join(descriptions)}."
    return figure


def lstm_cell(*, title: str) -> Picture:
    """Draw what one step of an LSTM computes: three gates, the candidate, the cell state and the state.

    Parameters
    ----------
    title : str
        The message.
    """
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4.9)
        axes = figure.subplots()
        axes.set(xlim=(0, 10), ylim=(-0.1, 4.5))
        axes.axis("off")
        for x, name, formula, color in (
            (2.0, "forget gate", "f = σ(…)", SKY),
            (4.0, "input gate", "i = σ(…)", SKY),
            (6.0, "candidate", "g = tanh(…)", ORANGE),
            (8.0, "output gate", "o = σ(…)", SKY),
        ):
            axes.text(x, 1.4, f"{name}\n{formula}", ha="center", va="center", fontsize=14, bbox=_box(color))
            _arrow(axes, (x, 0.35), (x, 0.95))
        axes.plot([1.1, 8], [0.35, 0.35], color=BLACK)
        for x, y, sign in ((2.0, 4.0, "×"), (5.0, 4.0, "+"), (5.0, 2.8, "×"), (8.6, 2.8, "×")):
            axes.text(x, y, sign, ha="center", va="center", fontsize=18, bbox=_box("white", "circle,pad=0.15"))
        for x, y, name in (
            (0.35, 4.0, "old cell\nstate"),
            (9.55, 4.0, "new cell\nstate c"),
            (0.35, 0.35, "input x,\nold state h"),
            (9.55, 2.8, "new\nstate h"),
        ):
            axes.text(x, y, name, ha="center", va="center", fontsize=14)
        for start, end in (
            ((0.95, 4), (1.75, 4)),
            ((2.25, 4), (4.75, 4)),
            ((5.25, 4), (8.95, 4)),
            ((2, 1.85), (2, 3.7)),
            ((4, 1.85), (4.8, 2.65)),
            ((6, 1.85), (5.2, 2.65)),
            ((5, 3.1), (5, 3.7)),
            ((8, 1.85), (8.45, 2.55)),
            ((8.6, 4), (8.6, 3.1)),
            ((8.85, 2.8), (9.15, 2.8)),
        ):
            _arrow(axes, start, end)
        axes.text(8.5, 3.5, "tanh", ha="right", va="center", fontsize=14)
    figure.alt = (
        f"{sentence(title)} The input and the old state lead to four boxes: forget gate, input gate, candidate and "
        "output gate. The forget gate is multiplied by the old cell state. The product of the input gate and "
        "the candidate is added to the result, which gives the new cell state. The new state is the output gate times "
        "the tanh of the new cell state."
    )
    return figure


def _box(color: str, style: str = "round,pad=0.3") -> dict[str, str]:
    return {"boxstyle": style, "facecolor": color, "edgecolor": BLACK}


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": BLACK, "shrinkA": 0, "shrinkB": 0})
