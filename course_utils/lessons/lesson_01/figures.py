"""Figures of data before any training: class counts, mean pictures, pixel values."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import ArrayLike

from course_utils.plots.digits import digit_grid, fit, pictures
from course_utils.plots.picture import (
    HATCHES,
    STYLE,
    Picture,
    as_percent,
    classes_in,
    names_of,
    new_figure,
    sentence,
    short,
    tint,
)


def class_counts(
    labels: ArrayLike | Mapping[str, ArrayLike],
    class_names: Sequence[str] | None = None,
    *,
    title: str | None = None,
) -> Picture:
    """Show how many samples each class has; for several parts, what share of each part.

    Parameters
    ----------
    labels : array_like of int, shape (n,), or mapping of str to such
        One set of labels, or several by name, such as training and test.
    class_names : sequence of str, optional
        Where it is not given, the classes are 0 to the largest label.
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If labels are empty, not whole numbers, negative, or beyond the names.
    """
    parts = {
        name: np.asarray(part)
        for name, part in (labels.items() if isinstance(labels, Mapping) else [("samples", labels)])
    }
    for name, part in parts.items():
        if part.ndim != 1 or not len(part) or part.dtype.kind not in "iu" or part.min() < 0:
            raise ValueError(
                f"{name} must be one-dimensional whole numbers from 0, at least one, "
                f"got {part.dtype} of shape {part.shape}"
            )
    classes = len(class_names) if class_names is not None else 1 + max(int(part.max()) for part in parts.values())
    classes = max(classes, classes_in(*parts.values()))
    names = names_of(class_names, classes)
    counts = {name: np.bincount(part, minlength=classes) for name, part in parts.items()}
    alone = len(parts) == 1
    if title is None:
        if alone:
            (count,) = counts.values()
            few, many = count.argmin(), count.argmax()
            if count[few] == 0:
                title = f"No sample of class {names[few]}"
            elif count[many] > 1.5 * count[few]:
                times = count[many] / count[few]
                title = f"Class {names[many]} has {times:.1f} times the samples of class {names[few]}"
            else:
                title = f"Much alike: from {count[few]:,} to {count[many]:,} samples in a class"
        else:
            shares = np.array([count / count.sum() for count in counts.values()])
            apart = np.ptp(shares, axis=0)
            title = f"Shares differ by {100 * apart.max():.1f} points at most, for class {names[apart.argmax()]}"
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.6)
        axes = figure.subplots()
        width = 0.8 / len(parts)
        for place, (name, count) in enumerate(counts.items()):
            x = np.arange(classes) + (place - (len(parts) - 1) / 2) * width
            drawn = axes.bar(
                x,
                count if alone else count / count.sum(),
                width,
                label=name,
                edgecolor="black",
                color=tint(place),
                hatch=HATCHES[place % len(HATCHES)],
            )
            if alone:
                axes.bar_label(drawn, [f"{n:,}" for n in count], padding=2, fontsize=12)
        axes.set_xticks(
            range(classes),
            [textwrap.fill(name, 9, break_long_words=False) for name in names],
            rotation=0 if max(map(len, names)) < 8 or classes < 6 else 45,
        )
        axes.set(xlabel="class", ylabel="number of samples" if alone else "share of the part")
        if not alone:
            axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
            axes.legend(ncols=len(parts), loc="upper center", bbox_to_anchor=(0.5, 1.2))
        axes.grid(axis="y")
    lists = []
    for name, count in counts.items():
        values = count if alone else [f"{100 * n / count.sum():.1f} %" for n in count]
        lists.append(f"{name}: " + ", ".join(f"{label} {value}" for label, value in zip(names, values, strict=True)))
    figure.alt = f"{sentence(title)} {'; '.join(lists)}."
    return figure


def mean_images(
    images: ArrayLike, labels: ArrayLike, class_names: Sequence[str] | None = None, *, title: str | None = None
) -> Picture:
    """Show the average picture of each class.

    Parameters
    ----------
    images : array_like, shape (n, height, width)
    labels : array_like of int, shape (n,)
    class_names : sequence of str, optional
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the lengths differ.
    """
    images = pictures(images)
    (labels,) = fit(images, labels=labels)
    classes = np.unique(labels)
    means = np.stack([images[labels == number].mean(0) for number in classes])
    names = names_of(class_names, int(classes.max()) + 1)
    if title is None:
        title = "The average picture of each class"
    figure = digit_grid(
        means / (255 if images.dtype.kind in "iu" else 1),
        labels=classes,
        class_names=class_names,
        columns=5 if len(classes) <= 10 else 10,
        title=title,
    )
    spread = {names[number]: images[labels == number].std(0).mean() for number in classes}
    least, most = min(spread, key=spread.__getitem__), max(spread, key=spread.__getitem__)
    figure.alt = (
        f"{sentence(title)} One picture for each of {len(classes)} classes: {', '.join(map(str, spread))}. "
        f"Pixels differ least among samples of class {least} and most among those of class {most}."
    )
    return figure


def pixel_histogram(
    images: ArrayLike | Mapping[str, ArrayLike], *, bins: int = 32, title: str | None = None
) -> Picture:
    """Show how often each pixel value occurs.

    Parameters
    ----------
    images : array_like of any shape, or mapping of str to such
        One array, or several by name, such as raw and scaled: each gets its own panel and its own axis.
    bins : int
        Number of intervals of equal width between the smallest and the largest value.
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If an array is empty or holds values that are not finite.
    """
    parts = {
        name: np.asarray(part, float).ravel()
        for name, part in (images.items() if isinstance(images, Mapping) else [("", images)])
    }
    for name, values in parts.items():
        if not values.size or not np.isfinite(values).all():
            raise ValueError(
                f"{name or 'images'} must hold finite values, at least one; "
                f"{np.sum(~np.isfinite(values))} of {values.size} are not finite"
            )
    means = {name: v.mean() if abs(v.mean()) > 1e-9 * v.std() else 0.0 for name, v in parts.items()}  # not 7e-18
    facts = {
        name: f"from {short(v.min())} to {short(v.max())}, mean {short(means[name])}, "
        f"standard deviation {short(v.std())}"
        for name, v in parts.items()
    }
    if title is None:
        first = next(iter(parts.values()))
        common, count = _most_common(first)
        title = (
            f"{as_percent(count / first.size)} of the pixels are {short(common)}"
            if len(parts) == 1
            else "The same pixels on other scales"
        )
    words = [sentence(title)]
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.8)
        for axes, (place, (name, values)) in zip(
            np.atleast_1d(figure.subplots(1, len(parts), sharey=True)), enumerate(parts.items()), strict=True
        ):
            axes.hist(
                values,
                bins,
                weights=np.full(values.size, 1 / values.size),
                color=tint(place),
                edgecolor="black",
                hatch=HATCHES[place % len(HATCHES)],
            )
            axes.axvline(values.mean(), color="black", linestyle="--", label=f"mean {short(means[name])}")
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
            axes.xaxis.set_major_locator(MaxNLocator(8 // len(parts) + 2, steps=[1, 2, 2.5, 5, 10]))
            axes.set(xlabel="pixel value", title=name)
            axes.set_ylabel("share of pixels (log scale)" if place == 0 else "")
            axes.legend(loc="upper right")
            axes.grid(axis="y")
            common, count = _most_common(values)
            words.append(
                f"{name + ': ' if name else ''}{facts[name]}; the most common value, {short(common)}, "
                f"is that of {as_percent(count / values.size)} of the pixels."
            )
    figure.alt = " ".join(words)
    return figure


def _most_common(values: np.ndarray) -> tuple[float, int]:
    """Return the value that occurs most often, and how often."""
    unique, counts = np.unique(values, return_counts=True)
    return unique[counts.argmax()], int(counts.max())
