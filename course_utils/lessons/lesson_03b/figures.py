"""Figures of the lesson: losses and their slopes."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, COLOURS, MARKERS, STYLE, Picture, new_figure, sentence, short


def pull_of_losses(
    z: ArrayLike,
    losses: Mapping[str, ArrayLike],
    slopes: Mapping[str, ArrayLike],
    *,
    confident_and_wrong: float = -4.0,
    title: str,
) -> Picture:
    """Draw losses over the weighted sum z, next to their slopes, for an example whose label is 1.

    Parameters
    ----------
    z : array_like, shape (n,)
        Weighted sums before the sigmoid, rising.
    losses, slopes : mapping of str to array_like, shape (n,)
        By the name of the loss, the same names in both: its value, and its slope with respect to z.
    confident_and_wrong : float
        Below this z the output is near 0, although the label is 1: the region is shaded.
    title : str
        The message.

    Raises
    ------
    ValueError
        If the names differ, there is none, or the lengths differ.
    """
    z = np.asarray(z, float)
    if not losses or list(losses) != list(slopes):
        raise ValueError(
            f"losses and slopes must have the same names, at least one, got {list(losses)} and {list(slopes)}"
        )
    ends = f"from {short(z[0])} to {short(z[-1])}"
    words = [sentence(title), f"Two panels over z {ends}, for an example whose label is 1."]
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 4.2)
        for axes, (what, by_name), side in zip(
            figure.subplots(1, 2),
            (("loss", losses), ("slope with respect to z", slopes)),
            ("Left", "Right"),
            strict=True,
        ):
            axes.axvspan(z[0], confident_and_wrong, color="#EEEEEE")
            words.append(f"{side} panel, the {what}:")
            for place, (name, values) in enumerate(by_name.items()):
                values = np.asarray(values, float)
                if values.shape != z.shape:
                    raise ValueError(f"{what} of {name!r} must have the shape of z, {z.shape}, got {values.shape}")
                axes.plot(
                    z,
                    values,
                    ("-", "--", "-.")[place % 3],
                    color=COLOURS[place % len(COLOURS)],
                    linewidth=3,
                    marker=MARKERS[place % len(MARKERS)],
                    markevery=max(1, len(z) // 8),
                    label=name,
                )
                words.append(
                    f"{name} is {short(values[0])} at z = {short(z[0])}, "
                    f"{short(np.interp(0, z, values))} at 0, and {short(values[-1])} at {short(z[-1])}."
                )
            axes.axhline(0, color=BLACK, linewidth=1)
            axes.set(xlabel="weighted sum z (label 1)", ylabel=what, xlim=(z[0], z[-1]))
            axes.text(
                (z[0] + confident_and_wrong) / 2,
                0.35,
                "confident\nand wrong",
                ha="center",
                va="center",
                fontsize=13,
                transform=axes.get_xaxis_transform(),
            )
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=9))
            axes.grid()
            axes.legend(loc="upper right" if what == "loss" else "lower right")
    figure.alt = " ".join(words)
    return figure
