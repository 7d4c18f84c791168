"""The figure of the lesson: accuracies of several runs, compared with chance."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter

from course_utils.plots.picture import BLACK, COLOURS, MARKERS, STYLE, Picture, as_percent, new_figure, sentence


def dots(values_by_name: Mapping[str, Sequence[float]], *, reference: tuple[str, float], title: str) -> Picture:
    """Compare accuracies with one dot for each run and a line for their mean.

    Parameters
    ----------
    values_by_name : mapping of str to sequence of float
        The rows of the figure: a name, and one accuracy for each run.
    reference : tuple of (str, float)
        A line to compare with, such as ``("chance level", 0.2)``.
    title : str
        The message.
    """
    what, level = reference
    described = []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1.5 + 0.62 * len(values_by_name))
        axes = figure.subplots()
        offset: dict[str, Any] = {"textcoords": "offset points", "fontsize": 13}
        for place, (name, values) in enumerate(values_by_name.items()):
            mean = np.mean(values)
            across = place + np.linspace(-0.14, 0.14, len(values))
            look: dict[str, Any] = {"markersize": 10, "markeredgecolor": "white", "zorder": 3}
            axes.plot(values, across, MARKERS[place], color=COLOURS[place], **look)
            axes.vlines(mean, place - 0.34, place + 0.34, color=BLACK, linewidth=3, zorder=2)
            at = (mean, place - 0.34)
            axes.annotate(as_percent(mean), at, (0, 1), ha="center", va="bottom", fontweight="bold", **offset)
            low, high = as_percent(min(values)), as_percent(max(values))
            described.append(f"{name}: {as_percent(mean)} (mean of {len(values)} runs from {low} to {high})")
        axes.axvline(level, color=BLACK, linestyle=":")
        shown = f"{what}: {as_percent(level)}"
        axes.annotate(shown, (level, 0), (5, 3), xycoords=axes.get_xaxis_transform(), **offset)
        axes.set_yticks(range(len(values_by_name)), list(values_by_name))
        axes.set_ylim(len(values_by_name) - 0.4, -0.75)
        axes.margins(x=0.1)
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="%"))
        axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
        axes.set_xlabel("accuracy (one mark per run, a line for their mean)")
        axes.grid(axis="x")
    described.append(f"for comparison, {what}: {as_percent(level)}")
    figure.alt = f"{sentence(title)} Each dot is the accuracy of one run. {'; '.join(described)}."
    return figure
