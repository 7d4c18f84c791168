"""A figure of texts: where attention looks."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib
import numpy as np
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, STYLE, WIDTH, Picture, as_percent, new_figure, sentence


def attention(weights: ArrayLike, written: Sequence[str], read: Sequence[str], *, title: str) -> Picture:
    """Draw where a network looks: for each word that it writes, a row with its weights over the words that it reads.

    Parameters
    ----------
    weights : array_like, shape (len(written), len(read))
        From 0 to 1; each row sums to 1.
    written, read : sequence of str
        At most 12 each.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the weights have another shape, or a row does not sum to 1.
    """
    weights, written, read = np.asarray(weights, float), [*map(str, written)], [*map(str, read)]
    if weights.shape != (len(written), len(read)) or not 0 < weights.size <= 144 or max(weights.shape) > 12:
        raise ValueError(
            f"weights must have the shape ({len(written)}, {len(read)}), with at most 12 rows and "
            f"columns, got {weights.shape}"
        )
    if not np.allclose(weights.sum(axis=1), 1, atol=1e-3) or weights.min() < 0:
        raise ValueError("each row of weights must be from 0 on and sum to 1: a softmax over the words that are read")
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1.6 + 0.5 * len(written), width=min(WIDTH, 2.5 + 0.95 * len(read)))
        axes = figure.subplots()
        axes.imshow(weights, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for (row, column), weight in np.ndenumerate(weights):
            axes.text(
                column,
                row,
                f"{weight:.2f}",
                ha="center",
                va="center",
                fontsize=13,
                color="white" if weight > 0.6 else BLACK,
            )
        axes.set_xticks(range(len(read)), read)
        axes.set_yticks(range(len(written)), written)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set(xlabel="reads", ylabel="writes")
        axes.spines[:].set_visible(False)
    descriptions = [
        f"{word} looks most, with {as_percent(row.max())}, at {read[row.argmax()]}"
        for word, row in zip(written, weights, strict=True)
    ]
    figure.alt = f"{sentence(title)} {'; '.join(descriptions)}."
    return figure
