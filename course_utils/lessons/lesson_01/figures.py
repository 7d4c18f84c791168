"""The figure of the lesson: validation accuracies of folds, compared."""

import textwrap
from collections.abc import Mapping
from typing import Any

import matplotlib
import numpy as np
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.picture import STYLE, Picture, as_percent, new_figure, sentence, tint

HATCHES = ("", "//", "..", "xx")


def bars(values_by_name: Mapping[str, ArrayLike], *, ylabel: str, title: str) -> Picture:
    """Compare fractions with a bar for each mean and a dot for each run.

    Parameters
    ----------
    values_by_name : mapping of str to array_like of float
        The name of each bar, with one value from 0 to 1 for each run, in an array of any shape.
    ylabel : str
        What is measured.
    title : str
        The message.
    """
    runs = {name: np.ravel(values) for name, values in values_by_name.items()}
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4, width=3 + 1.8 * len(runs))
        axes = figure.subplots()
        for place, values in enumerate(runs.values()):
            mean, first = values.mean(), not place
            look: dict[str, Any] = {"color": tint(place), "edgecolor": "black", "alpha": 0.75, "hatch": HATCHES[place]}
            axes.bar(place, mean, 0.6, **look)
            axes.hlines(mean, place - 0.36, place + 0.36, color="black", linewidth=3, label="mean" if first else "")
            across = place + np.linspace(-0.18, 0.18, values.size)
            dots: dict[str, Any] = {"color": "white", "markeredgecolor": "black", "markeredgewidth": 1.5}
            axes.plot(across, values, "o", label="one run" if first else "", **dots)
            above: dict[str, Any] = {"xytext": (0, 9), "textcoords": "offset points", "ha": "center"}
            axes.annotate(as_percent(mean), (place, values.max()), fontsize=15, fontweight="bold", **above)
        axes.set_xticks(range(len(runs)), [textwrap.fill(name, 18) for name in runs])
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.set(ylabel=ylabel, ylim=(0, 1.12), yticks=np.arange(0, 1.01, 0.2))
        axes.grid(axis="y")
        figure.legend(loc="outside lower center", ncols=3)
    described = [
        f"{name}: {as_percent(values.mean())} (mean of {values.size} runs from {as_percent(values.min())} "
        f"to {as_percent(values.max())})"
        for name, values in runs.items()
    ]
    figure.alt = f"{sentence(title)} Bars of {ylabel}. {'; '.join(described)}."
    return figure
