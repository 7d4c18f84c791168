"""Figures of pictures and labels: in a grid, by class, on average, pixel by pixel."""

import math
import textwrap
from collections.abc import Mapping

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter

from course_utils.plots.picture import BLACK, BLUE, HATCHES, RED, STYLE, WIDTH, as_percent, as_sureness, bare, classes_in, names_of, new_figure, resize, sentence, short, tint

THIN = "\N{THIN SPACE}"


def digit_grid(images, labels=None, predictions=None, confidence=None, *, class_names=None, columns=10, title=None):
    """Show pictures in a grid; with labels and predictions, right and wrong told apart by sign, line and colour.

    Parameters
    ----------
    images : array_like, shape (n, height, width) or (n, height, width, 1)
        Whole numbers are shown from 0, black, to 255, white; fractions from 0 to 1 or, where they go beyond,
        from their smallest to their largest.
    labels, predictions : array_like of int, shape (n,), optional
        The right class of each picture, and what a model says.
    confidence : array_like, shape (n,), optional
        How sure the model is of its prediction, from 0 to 1.
    class_names : sequence of str, optional
        What the classes are called; their numbers where it is not given.
    columns : int
        Pictures in a row; fewer where names are long.
    title : str, optional
        The message; where it is not given, how many are right.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the lengths differ, there is no picture, or the pictures are not of one channel.
    """
    images = _pictures(images)
    labels, predictions, confidence = _fit(images, labels=labels, predictions=predictions, confidence=confidence)
    if columns < 1:
        raise ValueError(f"columns must be at least 1, got {columns}")
    tiles = _captions(len(images), labels, predictions, confidence, class_names)
    if title is None:
        title = _score(labels, predictions) if predictions is not None and labels is not None else (
            f"{len(images)} pictures")
    longest = max(len(line) for caption, _ in tiles for line in caption.splitlines() or [""])
    columns = min(columns, len(images), max(1, int(WIDTH / max(0.95, 0.1 * longest))))
    with matplotlib.rc_context(STYLE):
        width = columns * min(WIDTH / columns, 1.2)
        figure = new_figure(title, 1, max(width, 4))
        resize(figure, title, _draw_tiles(figure.subplots(), images, tiles, columns, width))
    figure.alt = f"{sentence(title)} {_tiles_in_words(labels, predictions, confidence, class_names)}".strip()
    return figure


def before_after(images, labels, probabilities_before, probabilities_after, *, class_names=None, title=None):
    """Show the same pictures twice, with what a model says of each before and after training, and how sure.

    Parameters
    ----------
    images : array_like, shape (n, height, width)
        As in ``digit_grid``.
    labels : array_like of int, shape (n,)
    probabilities_before, probabilities_after : array_like, shape (n, classes)
        The model's output for these pictures, from 0 to 1.
    class_names : sequence of str, optional
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the lengths differ or the probabilities are not of the shape (n, classes).
    """
    images = _pictures(images)
    (labels,) = _fit(images, labels=labels)
    times = []
    for name, probabilities in (("Before", probabilities_before), ("After", probabilities_after)):
        probabilities = np.asarray(probabilities, float)
        if probabilities.ndim != 2 or len(probabilities) != len(images):
            raise ValueError(f"probabilities_{name.lower()} must have the shape ({len(images)}, classes), "
                             f"got {probabilities.shape}")
        predictions, confidence = probabilities.argmax(1), probabilities.max(1)
        heading = (f"{name} training: {_score(labels, predictions)}, "
                   f"{as_sureness(confidence.mean())} sure on average")
        times.append((heading, predictions, confidence))
    if title is None:
        right = [int((predictions == labels).sum()) for _, predictions, _ in times]
        title = f"The same {len(images)} pictures: {right[0]} right before training, {right[1]} after"
    columns = min(10, len(images))
    words, height = [sentence(title)], 0
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 1, max(0.95 * columns, 6))
        for axes, (heading, predictions, confidence) in zip(figure.subplots(2), times, strict=True):
            axes.set_title(heading, loc="left")
            tiles = _captions(len(images), labels, predictions, confidence, class_names)
            height += 0.4 + _draw_tiles(axes, images, tiles, columns, 0.95 * columns, lines=2)
            words += [sentence(heading), _tiles_in_words(labels, predictions, confidence, class_names)]
        resize(figure, title, height)
    figure.alt = " ".join(words)
    return figure


def class_counts(labels, class_names=None, *, title=None):
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
    parts = {name: np.asarray(part) for name, part in (
        labels.items() if isinstance(labels, Mapping) else [("samples", labels)])}
    for name, part in parts.items():
        if part.ndim != 1 or not len(part) or part.dtype.kind not in "iu" or part.min() < 0:
            raise ValueError(f"{name} must be one-dimensional whole numbers from 0, at least one, "
                             f"got {part.dtype} of shape {part.shape}")
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
            title = (f"Shares differ by {100 * apart.max():.1f} points at most, "
                     f"for class {names[apart.argmax()]}")
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.6)
        axes = figure.subplots()
        width = 0.8 / len(parts)
        for place, (name, count) in enumerate(counts.items()):
            x = np.arange(classes) + (place - (len(parts) - 1) / 2) * width
            drawn = axes.bar(x, count if alone else count / count.sum(), width, label=name, edgecolor="black",
                             color=tint(place), hatch=HATCHES[place % len(HATCHES)])
            if alone:
                axes.bar_label(drawn, [f"{n:,}" for n in count], padding=2, fontsize=12)
        axes.set_xticks(range(classes), [textwrap.fill(name, 9, break_long_words=False) for name in names],
                        rotation=0 if max(map(len, names)) < 8 or classes < 6 else 45)
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


def mean_images(images, labels, class_names=None, *, title=None):
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
    images = _pictures(images)
    (labels,) = _fit(images, labels=labels)
    classes = np.unique(labels)
    means = np.stack([images[labels == number].mean(0) for number in classes])
    names = names_of(class_names, int(classes.max()) + 1)
    if title is None:
        title = "The average picture of each class"
    figure = digit_grid(means / (255 if images.dtype.kind in "iu" else 1), labels=classes,
                        class_names=class_names, columns=5 if len(classes) <= 10 else 10, title=title)
    spread = {names[number]: images[labels == number].std(0).mean() for number in classes}
    least, most = min(spread, key=spread.get), max(spread, key=spread.get)
    figure.alt = (f"{sentence(title)} One picture for each of {len(classes)} classes: {', '.join(map(str, spread))}. "
                  f"Pixels differ least among samples of class {least} and most among those of class {most}.")
    return figure


def pixel_histogram(images, *, bins=32, title=None):
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
    parts = {name: np.asarray(part, float).ravel() for name, part in (
        images.items() if isinstance(images, Mapping) else [("", images)])}
    for name, values in parts.items():
        if not values.size or not np.isfinite(values).all():
            raise ValueError(f"{name or 'images'} must hold finite values, at least one; "
                             f"{np.sum(~np.isfinite(values))} of {values.size} are not finite")
    means = {name: v.mean() if abs(v.mean()) > 1e-9 * v.std() else 0.0 for name, v in parts.items()}  # not 7e-18
    facts = {name: f"from {short(v.min())} to {short(v.max())}, mean {short(means[name])}, "
                   f"standard deviation {short(v.std())}" for name, v in parts.items()}
    if title is None:
        first = next(iter(parts.values()))
        common, count = _most_common(first)
        title = (f"{as_percent(count / first.size)} of the pixels are {short(common)}" if len(parts) == 1
                 else "The same pixels on other scales")
    words = [sentence(title)]
    with matplotlib.rc_context(STYLE):
        figure = new_figure(title, 3.8)
        for axes, (place, (name, values)) in zip(
                np.atleast_1d(figure.subplots(1, len(parts), sharey=True)), enumerate(parts.items()), strict=True):
            axes.hist(values, bins, weights=np.full(values.size, 1 / values.size), color=tint(place),
                      edgecolor="black", hatch=HATCHES[place % len(HATCHES)])
            axes.axvline(values.mean(), color="black", linestyle="--", label=f"mean {short(means[name])}")
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
            axes.xaxis.set_major_locator(MaxNLocator(8 // len(parts) + 2, steps=[1, 2, 2.5, 5, 10]))
            axes.set(xlabel="pixel value", title=name)
            axes.set_ylabel("share of pixels (log scale)" if place == 0 else "")
            axes.legend(loc="upper right")
            axes.grid(axis="y")
            common, count = _most_common(values)
            words.append(f"{name + ': ' if name else ''}{facts[name]}; the most common value, {short(common)}, "
                         f"is that of {as_percent(count / values.size)} of the pixels.")
    figure.alt = " ".join(words)
    return figure


def _draw_tiles(axes, images, tiles, columns, inches, lines=None):
    """Draw pictures row by row, captions below them, within that width; return the height that it takes."""
    n, height, width = images.shape
    if lines is None:
        lines = max(len(caption.splitlines()) for caption, _ in tiles)
    text = (0.05 + 0.2 * lines) * columns * width / inches
    low, high = (0, 255) if images.dtype.kind in "iu" else (0.0, 1.0)
    if images.dtype.kind == "f" and (images.min() < 0 or images.max() > 1):
        low, high = float(images.min()), float(images.max())
    gap = 0.12 * width
    across, down = width + gap, height + gap + text
    for i, (caption, correct) in enumerate(tiles):
        x, y = i % columns * across, i // columns * down
        axes.imshow(images[i], cmap="gray", vmin=low, vmax=high, extent=(x, x + width, y + height, y),
                    interpolation="nearest")
        colour, line = {True: (BLUE, "-"), False: (RED, "--"), None: (BLACK, "")}[correct]
        frame = {"color": "#808080", "linewidth": 0.8}
        if line:
            frame = {"color": colour, "linestyle": line, "linewidth": 2.5}
        axes.plot([x, x + width, x + width, x, x], [y, y, y + height, y + height, y], clip_on=False, **frame)
        if caption:
            axes.text(x + width / 2, y + height + 0.5 * gap, caption, ha="center", va="top", fontsize=12,
                      color=colour, linespacing=1.1, fontweight="bold" if correct is False else "normal")
    rows = math.ceil(n / columns)
    right, bottom, margin = columns * across - gap, rows * down, 0.05 * width
    axes.set(xlim=(-margin, right + margin), ylim=(bottom, -margin))
    bare(axes)
    return inches * (bottom + margin) / (right + 2 * margin)


def _captions(n, labels, predictions, confidence, class_names):
    """For each of n pictures what stands below it, and whether it is right (None: nothing is claimed)."""
    names = names_of(class_names, classes_in(labels, predictions))
    tiles = []
    for i in range(n):
        # spaces that are thin keep the captions of neighbours apart
        sure = "" if confidence is None else f" {as_sureness(confidence[i])}".replace(" %", f"{THIN}%")
        if labels is None or predictions is None:
            said = labels if predictions is None else predictions
            tiles.append((("" if said is None else names[said[i]]) + sure, None))
        elif predictions[i] == labels[i]:
            tiles.append((f"✓{THIN}{names[predictions[i]]}{sure}", True))
        else:
            tiles.append((f"✗{THIN}{names[predictions[i]]}{sure}\nis {names[labels[i]]}", False))
    return tiles


def _tiles_in_words(labels, predictions, confidence, class_names):
    """What the captions say, as sentences: all labels or predictions, and every mistake."""
    names = names_of(class_names, classes_in(labels, predictions))
    if predictions is None:
        return "" if labels is None else f"In reading order: {', '.join(names[label] for label in labels)}."
    sure = ["" if confidence is None else f" ({as_sureness(share)} sure)" for share in (
        predictions if confidence is None else confidence)]
    if labels is None:
        return "In reading order, taken for: " + ", ".join(
            names[guess] + how for guess, how in zip(predictions, sure, strict=True)) + "."
    wrong = [f"number {i + 1} is {names[label]}, taken for {names[guess]}{how}"
             for i, (label, guess, how) in enumerate(zip(labels, predictions, sure, strict=True)) if label != guess]
    if not wrong:
        return "All are right."
    more = f"; and {len(wrong) - 20} more" if len(wrong) > 20 else ""
    return f"Wrong: {'; '.join(wrong[:20])}{more}."


def _pictures(images):
    images = np.asarray(images)
    if images.ndim == 4 and images.shape[-1] == 1:
        images = images[..., 0]
    if images.ndim != 3 or not images.size:
        raise ValueError(f"images must have the shape (n, height, width), at least one, got {images.shape}")
    return images


def _fit(images, **rows):
    """The arrays that belong to the pictures, one entry for each; None stays None."""
    fitted = []
    for name, values in rows.items():
        if values is not None:
            values = np.asarray(values)
            if values.shape != (len(images),):
                raise ValueError(f"{name} must have one entry for each of {len(images)} pictures, "
                                 f"got the shape {values.shape}")
            if name != "confidence" and values.dtype.kind not in "iu":
                raise ValueError(f"{name} must be whole numbers, got {values.dtype}")
        fitted.append(values)
    return fitted


def _score(labels, predictions):
    return f"{int(np.sum(labels == predictions))} of {len(labels)} right"


def _most_common(values):
    """The value that occurs most often, and how often."""
    found, counts = np.unique(values, return_counts=True)
    return found[counts.argmax()], int(counts.max())
