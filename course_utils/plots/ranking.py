"""Names ranked by paired differences from a baseline."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib
import numpy as np
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, BLUE, RED, STYLE, Picture, new_figure, sentence, short


def ranking(values_by_name: Mapping[str, ArrayLike], *, xlabel: str, baseline: str, title: str) -> Picture:
    """Sort remedies by their mean, and draw a dot for each run.

    Parameters
    ----------
    values_by_name : mapping of str to sequence of float
        The name of each remedy, with one value for each run. Lower is better.
    xlabel : str
        What is measured, with its unit.
    baseline : str
        The name with which all the others are compared, run by run.
    title : str
        The message.

    Raises
    ------
    ValueError
        If the baseline is not one of the names, the numbers of runs differ, or a value is not finite.
    """
    runs = {str(name): np.asarray(values, float).ravel() for name, values in values_by_name.items()}
    if baseline not in runs:
        raise ValueError(f"baseline must be one of {', '.join(map(repr, runs)) or 'the names'}, got {baseline!r}")
    for name, values in runs.items():
        if values.size != runs[baseline].size or not values.size or not np.isfinite(values).all():
            raise ValueError(
                f"{name!r} must have {max(1, runs[baseline].size)} finite values, one for each run as "
                f"{baseline!r} has, got {values.tolist()}"
            )
    runs = dict(sorted(runs.items(), key=lambda item: item[1].mean()))
    n = runs[baseline].size
    descriptions = []
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1.4 + 0.42 * len(runs))
        axes = figure.subplots()
        axes.axvline(runs[baseline].mean(), color=BLACK, linestyle=":")
        for place, (name, values) in enumerate(runs.items()):
            is_baseline = name == baseline
            axes.plot(
                values,
                np.full(n, place),
                "s" if is_baseline else "o",
                color="white",
                markeredgecolor=RED if is_baseline else BLUE,
                markeredgewidth=2,
            )
            axes.plot(
                [values.mean()] * 2, [place - 0.34, place + 0.34], color=RED if is_baseline else BLUE, linewidth=4
            )
            better = int(np.sum(values < runs[baseline]))
            text = "" if is_baseline else f"{better} of {n}"
            axes.text(1.01, place, text, transform=axes.get_yaxis_transform(), va="center", fontsize=13)
            compared = "" if is_baseline else f", better in {better} of {n} runs"
            descriptions.append(
                f"{name}: {short(values.mean())} ({short(values.min())} to {short(values.max())}{compared})"
            )
        axes.text(runs[baseline].mean(), -0.85, f"mean of “{baseline}” ", ha="right", va="center", fontsize=13)
        axes.text(1.01, -0.85, "better in", transform=axes.get_yaxis_transform(), va="center", fontsize=13)
        axes.set_yticks(range(len(runs)), runs)
        axes.set(ylim=(len(runs) - 0.4, -1.2), xlabel=f"{xlabel}: dots are runs, bars are their means")
        axes.grid(axis="x")
    figure.alt = (
        f"{sentence(title)} Sorted by the mean of {xlabel}, lowest first, and compared with {baseline} run "
        f"by run. {'; '.join(descriptions)}."
    )
    return figure
