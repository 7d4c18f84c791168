"""The still figures of the lessons: drawn from arrays or a History, each with its message said in words too."""

import base64
import html
import io
import math
import textwrap
from collections.abc import Mapping

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.ticker import MaxNLocator, PercentFormatter
from PIL import Image

# Okabe and Ito, Color Universal Design (2008): told apart with any kind of colour vision. Yellow is left
# out, which is too pale for lines on white.
BLACK, ORANGE, SKY, GREEN, BLUE, RED, PINK = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7")
COLOURS = (BLUE, RED, GREEN, PINK, ORANGE, SKY, BLACK)  # of lines
TINTS = (SKY, ORANGE, GREEN, PINK)  # of areas, on which black can be read
HATCHES = ("", "//", "..", "xx", "\\\\", "oo", "--")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")

DPI = 144  # of the file; the page shows 96
WIDTH = 9.5  # inches: what a notebook shows beside its prompts on a small laptop
STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has the signs for right and wrong
    "font.size": 14, "axes.titlesize": 14, "axes.labelsize": 14, "xtick.labelsize": 13, "ytick.labelsize": 13,
    "legend.fontsize": 13, "figure.titlesize": 17, "figure.titleweight": "bold",
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "grid.color": "#DDDDDD",
    "hatch.linewidth": 0.8, "lines.linewidth": 2, "lines.markersize": 7,
    "figure.facecolor": "white", "axes.facecolor": "white", "text.color": "black",
}


class Picture(Figure):
    """A matplotlib figure that says in words what it shows.

    A notebook shows it once, where it stands last in a cell or is handed to ``display``, as an image with its
    alternative text. Neither matplotlib's nor JupyterLab's own way of showing figures passes such a text on.
    It belongs to no pyplot, which would show it a second time.

    Attributes
    ----------
    alt : str
        What a reader should learn from the figure, numbers included, for those who do not see it.
    """

    alt = ""

    def png(self):
        """The figure as the bytes of a PNG file, sharp on dense screens and small: notebooks are kept in git."""
        drawn, small = io.BytesIO(), io.BytesIO()
        with matplotlib.rc_context(STYLE):
            self.savefig(drawn, format="png", dpi=DPI)
        # Up to 64 colours are as good to the eye as all, and take a third of the room.
        Image.open(drawn).convert("RGB").quantize(64).save(small, format="png", optimize=True)
        return small.getvalue()

    def _ipython_display_(self):
        # Not _repr_mimebundle_: where the learner has used pyplot, IPython would add a second image to it.
        from IPython.display import display

        source = base64.b64encode(self.png()).decode("ascii")
        image = (f'<img src="data:image/png;base64,{source}" width="{round(96 * self.get_size_inches()[0])}" '
                 f'alt="{html.escape(self.alt)}">')
        display({"text/html": image, "text/plain": self.alt}, raw=True)


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
        figure = _figure(title, 1, max(width, 4))
        _resize(figure, title, _draw_tiles(figure.subplots(), images, tiles, columns, width))
    figure.alt = f"{_sentence(title)} {_tiles_in_words(labels, predictions, confidence, class_names)}".strip()
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
                   f"{_sure(confidence.mean())} sure on average")
        times.append((heading, predictions, confidence))
    if title is None:
        right = [int((predictions == labels).sum()) for _, predictions, _ in times]
        title = f"The same {len(images)} pictures: {right[0]} right before training, {right[1]} after"
    columns = min(10, len(images))
    words, height = [_sentence(title)], 0
    with matplotlib.rc_context(STYLE):
        figure = _figure(title, 1, max(0.95 * columns, 6))
        for axes, (heading, predictions, confidence) in zip(figure.subplots(2), times, strict=True):
            axes.set_title(heading, loc="left")
            tiles = _captions(len(images), labels, predictions, confidence, class_names)
            height += 0.4 + _draw_tiles(axes, images, tiles, columns, 0.95 * columns, lines=2)
            words += [_sentence(heading), _tiles_in_words(labels, predictions, confidence, class_names)]
        _resize(figure, title, height)
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
    classes = max(classes, _classes(*parts.values()))
    names = _names(class_names, classes)
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
        figure = _figure(title, 3.6)
        axes = figure.subplots()
        width = 0.8 / len(parts)
        for place, (name, count) in enumerate(counts.items()):
            x = np.arange(classes) + (place - (len(parts) - 1) / 2) * width
            drawn = axes.bar(x, count if alone else count / count.sum(), width, label=name, edgecolor="black",
                             color=_tint(place), hatch=HATCHES[place % len(HATCHES)])
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
    figure.alt = f"{_sentence(title)} {'; '.join(lists)}."
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
    names = _names(class_names, int(classes.max()) + 1)
    if title is None:
        title = "The average picture of each class"
    figure = digit_grid(means / (255 if images.dtype.kind in "iu" else 1), labels=classes,
                        class_names=class_names, columns=5 if len(classes) <= 10 else 10, title=title)
    spread = {names[number]: images[labels == number].std(0).mean() for number in classes}
    least, most = min(spread, key=spread.get), max(spread, key=spread.get)
    figure.alt = (f"{_sentence(title)} One picture for each of {len(classes)} classes: {', '.join(map(str, spread))}. "
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
    facts = {name: f"from {_short(v.min())} to {_short(v.max())}, mean {_short(means[name])}, "
                   f"standard deviation {_short(v.std())}" for name, v in parts.items()}
    if title is None:
        first = next(iter(parts.values()))
        common, count = _most_common(first)
        title = (f"{_percent(count / first.size)} of the pixels are {_short(common)}" if len(parts) == 1
                 else "The same pixels on other scales")
    words = [_sentence(title)]
    with matplotlib.rc_context(STYLE):
        figure = _figure(title, 3.8)
        for axes, (place, (name, values)) in zip(
                np.atleast_1d(figure.subplots(1, len(parts), sharey=True)), enumerate(parts.items()), strict=True):
            axes.hist(values, bins, weights=np.full(values.size, 1 / values.size), color=_tint(place),
                      edgecolor="black", hatch=HATCHES[place % len(HATCHES)])
            axes.axvline(values.mean(), color="black", linestyle="--", label=f"mean {_short(means[name])}")
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
            axes.xaxis.set_major_locator(MaxNLocator(8 // len(parts) + 2, steps=[1, 2, 2.5, 5, 10]))
            axes.set(xlabel="pixel value", title=name)
            axes.set_ylabel("share of pixels (log scale)" if place == 0 else "")
            axes.legend(loc="upper right")
            axes.grid(axis="y")
            common, count = _most_common(values)
            words.append(f"{name + ': ' if name else ''}{facts[name]}; the most common value, {_short(common)}, "
                         f"is that of {_percent(count / values.size)} of the pixels.")
    figure.alt = " ".join(words)
    return figure


def bars(values_by_name, *, ylabel="accuracy", percent=True, reference=None, title):
    """Compare a few numbers: a bar to the mean, and a dot for each run.

    Parameters
    ----------
    values_by_name : mapping of str to float or sequence of float
        For each bar its name and one value for each run, such as each seed.
    ylabel : str
        What is measured, with its unit.
    percent : bool
        Whether the values are fractions, to be shown as percentages from 0 to 100.
    reference : tuple of (str, float), optional
        A line to compare with, such as ``("guessing", 0.1)``.
    title : str
        The message.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no bar, or one has no value or one that is not finite.
    """
    if not values_by_name:
        raise ValueError("values_by_name must have at least one bar, got none")
    runs = {str(name): np.atleast_1d(np.asarray(values, float)).ravel() for name, values in values_by_name.items()}
    for name, values in runs.items():
        if not values.size or not np.isfinite(values).all():
            raise ValueError(f"{name!r} must have finite values, at least one, got {values.tolist()}")
    show = _percent if percent else _short
    with matplotlib.rc_context(STYLE):
        figure = _figure(title, 4, width=min(WIDTH, 3 + 1.8 * len(runs)))
        axes, dots = figure.subplots(), False
        for place, values in enumerate(runs.values()):
            axes.bar(place, values.mean(), 0.6, color=_tint(place), edgecolor="black", alpha=0.75,
                     hatch=HATCHES[place % len(HATCHES)])
            axes.hlines(values.mean(), place - 0.36, place + 0.36, color="black", linewidth=3,
                        label="" if place else "mean")
            if values.size > 1:
                beside = np.linspace(-0.18, 0.18, values.size)
                axes.plot(place + beside, values, linestyle="", marker="o", color="white", markeredgecolor="black",
                          markeredgewidth=1.5, label="" if dots else "one run")
                dots = True
            axes.annotate(show(values.mean()), (place, max(values.max(), values.mean())), (0, 9),
                          textcoords="offset points", ha="center", fontsize=15, fontweight="bold")
        if reference:
            axes.axhline(reference[1], color="black", linestyle=":", label=f"{reference[0]} {show(reference[1])}")
        axes.set_xticks(range(len(runs)), [textwrap.fill(name, 18) for name in runs])
        axes.set_ylabel(ylabel)
        if percent:
            axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
            axes.set_ylim(0, 1.12)
            axes.set_yticks(np.arange(0, 1.01, 0.2))
        else:
            axes.margins(y=0.15)
        axes.grid(axis="y")
        if dots or reference:
            figure.legend(loc="outside lower center", ncols=3)
    said = [f"{name}: {show(v.mean())}" + (f" (mean of {v.size} runs from {show(v.min())} to {show(v.max())})"
                                           if v.size > 1 else "") for name, v in runs.items()]
    if reference:
        said.append(f"for comparison, {reference[0]}: {show(reference[1])}")
    figure.alt = f"{_sentence(title)} Bars of {ylabel}. {'; '.join(said)}."
    return figure


def curves(history, *, metrics=None, reference=None, title=None):
    """Draw loss, accuracy and the like against the epoch.

    Parameters
    ----------
    history : keras.callbacks.History, mapping of str to sequence of float, or mapping of str to such
        What ``fit`` returned, or its ``history`` dictionary, or several of these by name.
    metrics : sequence of str, optional
        One panel for each; where it is not given, all that begin without ``val_``.
    reference : mapping of str to (str, float), optional
        For a metric a line to compare with, such as ``{"loss": ("guessing", 2.303)}``.
    title : str, optional
        The message; where it is not given, where the last metric ends.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no epoch, or a metric that nobody measured is asked for.
    """
    runs = _runs(history)
    known = list(dict.fromkeys(name for run in runs.values() for name in run if not name.startswith("val_")))
    metrics = list(metrics) if metrics is not None else known
    for metric in metrics:
        if metric not in known:
            raise ValueError(f"metrics must be among {', '.join(known)}, got {metric!r}")
    if not metrics or not all(len(run[name]) for run in runs.values() for name in run):
        raise ValueError("the history has no epoch: was fit run?")
    ends = []
    for name, run in runs.items():
        for metric in metrics:
            for key, part in ((metric, "training"), (f"val_{metric}", "validation")):
                if key in run:
                    v = run[key]
                    ends.append(f"{name + ': ' if name else ''}{part} {metric} from {_short(v[0])} to "
                                f"{_short(v[-1])}, lowest {_short(v.min())} in epoch {v.argmin() + 1}, "
                                f"highest {_short(v.max())} in epoch {v.argmax() + 1}")
    epochs = max(len(run[name]) for run in runs.values() for name in run)
    if title is None:
        run = next(iter(runs.values()))
        key = f"val_{metrics[-1]}" if f"val_{metrics[-1]}" in run else metrics[-1]
        title = (f"{'Validation' if key.startswith('val_') else 'Training'} {metrics[-1]} ends at "
                 f"{_short(run[key][-1])}" if len(runs) == 1 else f"{len(runs)} trainings compared")
    with matplotlib.rc_context(STYLE):
        figure = _figure(title, 3.9)
        for axes, metric in zip(np.atleast_1d(figure.subplots(1, len(metrics))), metrics, strict=True):
            for place, (name, run) in enumerate(runs.items()):
                for key, part, line in ((metric, "training", "-"), (f"val_{metric}", "validation", "--")):
                    if key not in run:
                        continue
                    # One run: colour and marker tell the parts apart. Several: the runs; the line tells the parts.
                    look = place if name else int(part == "validation")
                    axes.plot(range(1, len(run[key]) + 1), run[key], line, color=COLOURS[look % len(COLOURS)],
                              marker=MARKERS[look % len(MARKERS)], markevery=max(1, epochs // 10),
                              markerfacecolor="white" if part == "validation" else None,
                              label=f"{name}, {part}" if name else part)
            if reference and metric in reference:
                words, value = reference[metric]
                axes.axhline(value, color="black", linestyle=":", label=f"{words} {_short(value)}")
                ends.append(f"for comparison, {words}: {metric} {_short(value)}")
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
            axes.set(xlabel="epoch", ylabel=metric)
            axes.grid()
            axes.legend()
    figure.alt = f"{_sentence(title)} Curves over {epochs} epochs. {'; '.join(ends)}."
    return figure


ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: max(z, 0.0),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z)),
    "tanh": math.tanh,
}


def neuron(weights, bias, inputs=None, activation="relu", *, title=None):
    """Draw one neuron: inputs, weights, bias, weighted sum, activation.

    Parameters
    ----------
    weights : sequence of float, shape (n,)
        From 1 to 8 of them.
    bias : float
    inputs : sequence of float, shape (n,), optional
        With them the sum z and the answer a are worked out.
    activation : {"linear", "relu", "sigmoid", "tanh"}
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are too many weights to draw, the lengths differ, or the activation is unknown.
    """
    weights = np.asarray(weights, float).ravel()
    if not 1 <= weights.size <= 8:
        raise ValueError(f"a drawing has room for 1 to 8 weights, got {weights.size}")
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, got {activation!r}")
    bias = float(bias)
    n = weights.size
    z = a = None
    if inputs is not None:
        inputs = np.asarray(inputs, float).ravel()
        if inputs.size != n:
            raise ValueError(f"inputs must be as many as the weights, {n}, got {inputs.size}")
        z = float(inputs @ weights + bias)
        a = ACTIVATIONS[activation](z)
    if title is None:
        title = "A neuron: weighted sum, plus bias, through an activation"
    with matplotlib.rc_context(STYLE):
        figure = _figure(title, 1)
        axes = _canvas(figure.subplots())
        places = [(1.0, 0.75 * ((n - 1) / 2 - i)) for i in range(n)]
        centre, after, bias_place = (4.6, 0.0), (7.0, 0.0), (4.6, 1.55)
        for i, (x, y) in enumerate(places):
            _edge(axes, (x, y), centre, weights[i])
            t = 0.31 if n > 1 else 0.5
            _label(axes, x + t * (centre[0] - x), y + t * (centre[1] - y), f"$w_{i + 1}$ = {_short(weights[i])}")
            _node(axes, x, y, 0.32, f"$x_{i + 1}$")
            if inputs is not None:
                axes.text(x - 0.45, y, f"{_short(inputs[i])}", ha="right", va="center", fontsize=15)
        _edge(axes, bias_place, centre, bias)
        _node(axes, *bias_place, 0.32, "1", shape="square")
        _label(axes, bias_place[0], 0.5 * bias_place[1] + 0.15, f"$b$ = {_short(bias)}")
        _arrow(axes, (centre[0] + 0.62, 0), (after[0] - 0.62, 0))
        _node(axes, *centre, 0.62, "sum\n$z$" if z is None else f"$z$ =\n{_short(z)}")
        _node(axes, *after, 0.62, activation, face="#FBE8C8", fontsize=15 if len(activation) < 6 else 13)
        _arrow(axes, (after[0] + 0.62, 0), (after[0] + 1.4, 0))
        axes.text(after[0] + 1.5, 0, "$a$" if a is None else f"$a$ = {_short(a)}", va="center", fontsize=17)
        bottom = min(places[-1][1], -0.62) - 0.55
        axes.text(4.6, bottom, "$z = w_1 x_1 + " + ("b$" if n == 1 else r"\cdots + w_n x_n + b$".replace("n", str(n))
                                                  if n > 2 else "w_2 x_2 + b$")
                  + f"        $a$ = {activation}($z$)", ha="center", va="center", fontsize=16)
        top = max(places[0][1], bias_place[1]) + 0.4
        axes.set(xlim=(-0.3, 9.9), ylim=(bottom - 0.25, top))
        _resize(figure, title, WIDTH * (top - bottom + 0.25) / 10.2)
    said = ", ".join(f"weight {i + 1} is {_short(weights[i])}" if inputs is None else
                     f"weight {i + 1} is {_short(weights[i])} for the input {_short(inputs[i])}" for i in range(n))
    sum_and_answer = (f"The weighted sum z goes through {activation}, which gives the answer a." if z is None else
                      f"The weighted sum z is {_short(z)}; {activation} makes the answer a = {_short(a)} of it.")
    figure.alt = (f"{_sentence(title)} Drawing of a neuron with {_count(n, 'input')}: {said}; "
                  f"the bias is {_short(bias)}. {sum_and_answer} Solid lines are positive weights, dashed lines "
                  "negative ones; thicker is larger.")
    return figure


def network(layer_sizes, names=None, *, title=None):
    """Draw a network of dense layers, with the parameters between them counted.

    Parameters
    ----------
    layer_sizes : sequence of int
        Units of each layer, the input first: at least two layers of at least one unit.
    names : sequence of str, optional
        One for each layer, such as its activation.
    title : str, optional

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are fewer than two layers, a layer without units, or not one name for each layer.
    """
    sizes = [int(size) for size in layer_sizes]
    if not 2 <= len(sizes) <= 6 or min(sizes) < 1:
        raise ValueError(f"layer_sizes must be 2 to 6 sizes of at least 1, got {sizes}")
    if names is None:
        names = ["input", *["hidden"] * (len(sizes) - 2), "output"]
    if len(names) != len(sizes):
        raise ValueError(f"names must be one for each of the {len(sizes)} layers, got {len(names)}")
    counts = [a * b + b for a, b in zip(sizes, sizes[1:], strict=False)]
    if title is None:
        title = f"{sum(counts):,} numbers to learn, none of them in the input layer"
    with matplotlib.rc_context(STYLE):
        figure = _figure(title, 1)
        axes = _canvas(figure.subplots())
        step = 8.4 / (len(sizes) - 1)
        columns = []
        for layer, size in enumerate(sizes):
            shown = size if size <= 6 else 4  # a gap in the middle stands for the rest
            y = [0.55 * ((shown - 1) / 2 - i) for i in range(shown)]
            if size > 6:
                y = [place + (0.3 if place > 0 else -0.3) for place in y]
            columns.append([(layer * step, place) for place in y])
        for left, right in zip(columns, columns[1:], strict=False):
            for start in left:
                for end in right:
                    axes.plot(*zip(start, end, strict=True), color="#999999", linewidth=0.8, zorder=1)
        top = max(place[1] for column in columns for place in column)
        for layer, (size, column) in enumerate(zip(sizes, columns, strict=True)):
            for x, y in column:
                _node(axes, x, y, 0.2, "", shape="square" if layer == 0 else "circle",
                      face="white" if layer == 0 else "#FBE8C8" if layer == len(sizes) - 1 else "#CFE3F1")
            if size > 6:
                axes.text(layer * step, 0, "⋮", ha="center", va="center", fontsize=24)
            unit = _count(size, "neuron" if layer else "input")
            axes.text(layer * step, -top - 0.4, f"{names[layer]}\n{unit}", ha="center", va="top",
                      linespacing=1.3)
        for layer, count in enumerate(counts):
            after = sizes[layer + 1]
            axes.text((layer + 0.5) * step, top + 0.35, f"{sizes[layer]:,} × {after:,} weights\n"
                      f"+ {_count(after, 'bias')}\n= {count:,}", ha="center", va="bottom",
                      fontsize=13 if len(sizes) < 5 else 12)
        axes.set(xlim=(-1, 9.4), ylim=(-top - 1.4, top + 1.5))
        _resize(figure, title, WIDTH * (2 * top + 2.9) / 10.4)
    layers = "; ".join(f"{name}, {_count(size, 'neuron' if i else 'input')}" + ("" if i else ", without weights")
                       for i, (name, size) in enumerate(zip(names, sizes, strict=True)))
    between = "; ".join(f"{before:,} times {after:,} weights plus {after:,} for the biases make {count:,}"
                        for before, after, count in zip(sizes, sizes[1:], counts, strict=False))
    figure.alt = (f"{_sentence(title)} Drawing of a network of {len(sizes)} layers, every unit of one joined to "
                  f"every unit of the next. The layers: {layers}. The parameters between them: {between}; "
                  f"together {sum(counts):,}.")
    return figure


def connections(*, title="Three ways to connect: what differs is which weights there are, and which are shared"):
    """Draw dense, convolutional and recurrent connections side by side.

    Parameters
    ----------
    title : str

    Returns
    -------
    Picture
    """
    looks = ((BLUE, "-"), (RED, "--"), (GREEN, ":"))
    with matplotlib.rc_context(STYLE):
        figure = _figure(title, 1)
        dense, convolutional, recurrent = (_canvas(axes) for axes in figure.subplots(1, 3))
        for axes, name, words in (
                (dense, "Dense", "every input to every neuron,\n5 × 4 = 20 weights of their own"),
                (convolutional, "Convolutional", "3 neighbours to each neuron,\nthe same 3 weights everywhere"),
                (recurrent, "Recurrent", "the state goes on in time,\nthe same 2 weights at each step")):
            axes.set_title(name, fontweight="bold", fontsize=16)
            axes.text(1.9, -0.62, words, ha="center", va="top", fontsize=13, linespacing=1.3)
            axes.set(xlim=(-0.75, 4.55), ylim=(-1.8, 3.25))
        for axes, upper in ((dense, np.linspace(0.4, 3.4, 4)), (convolutional, np.array([0.95, 1.9, 2.85]))):
            lower = np.linspace(0, 3.8, 5)
            for j, x in enumerate(upper):
                for i, start in enumerate(lower):
                    if axes is convolutional and not 0 <= i - j <= 2:
                        continue
                    colour, line = looks[i - j] if axes is convolutional else ("#777777", "-")
                    axes.plot([start, x], [0, 2.2], line, color=colour, zorder=1,
                              linewidth=1.1 if axes is dense else 2.4)
            for x in lower:
                _node(axes, x, 0, 0.26, "", shape="square", face="white")
            for x in upper:
                _node(axes, x, 2.2, 0.28, "", face="#CFE3F1")
        for t, x in enumerate(np.linspace(0.1, 3.7, 4)):
            axes = recurrent
            axes.plot([x, x], [0, 2.2], "-", color=BLUE, linewidth=2.4, zorder=1)
            if t:
                axes.annotate("", (x - 0.3, 2.2), (x - 0.9, 2.2),
                              arrowprops={"arrowstyle": "-|>", "color": RED, "linewidth": 2.4, "linestyle": "--",
                                          "mutation_scale": 18})
            _node(axes, x, 0, 0.26, f"$x_{t + 1}$", shape="square", face="white", fontsize=13)
            _node(axes, x, 2.2, 0.3, f"$h_{t + 1}$", face="#CFE3F1", fontsize=13)
        recurrent.annotate("time", (4.3, 2.95), (1.9, 2.95), ha="center", va="center", fontsize=13,
                           arrowprops={"arrowstyle": "->", "color": "black"})
        _resize(figure, title, WIDTH / 3 * 5.05 / 5.3 + 0.4)
    figure.alt = (
        f"{_sentence(title)} Three drawings. Dense: 5 inputs, 4 neurons, every input joined to every neuron by one of "
        "20 weights of its own. Convolutional: each of 3 neurons is joined to 3 neighbouring inputs only; the three "
        "lines, told apart by colour and dash, are the same 3 weights at every place. Recurrent: 4 inputs in time; "
        "at each step the input and the state before make the new state, with the same 2 weights at each step.")
    return figure


# Parts of figures

def _figure(title, height, width=WIDTH):
    """An empty figure of the given inches below its title, outside pyplot, which would show it a second time."""
    figure = Picture(figsize=(width, 1), dpi=DPI, layout="constrained")
    figure.suptitle("\n".join(_title_lines(title, width)), x=0.01, ha="left")
    _resize(figure, title, height)
    return figure


def _title_lines(title, width):
    return textwrap.wrap(title, int(width * 7.1))


def _resize(figure, title, height):
    """Give the figure a height, in inches below its title, where only drawing showed how much it takes."""
    width = figure.get_size_inches()[0]
    figure.set_size_inches(width, height + 0.32 * len(_title_lines(title, width)) + 0.12)


def _canvas(axes):
    axes.set_aspect("equal")
    axes.axis("off")
    return axes


def _node(axes, x, y, radius, text, shape="circle", face="#CFE3F1", fontsize=15):
    if shape == "circle":
        patch = Circle((x, y), radius, facecolor=face, edgecolor="black", linewidth=1.5, zorder=2)
    else:
        patch = FancyBboxPatch((x - radius, y - radius), 2 * radius, 2 * radius, facecolor="white",
                               boxstyle="round,pad=0,rounding_size=0.08", edgecolor="black", linewidth=1.5, zorder=2)
    axes.add_patch(patch)
    axes.text(x, y, text, ha="center", va="center", fontsize=fontsize, zorder=3)


def _edge(axes, start, end, weight):
    """A line that is thicker for a larger weight, and dashed and red for a negative one."""
    axes.plot(*zip(start, end, strict=True), linewidth=1.2 + min(4.5, 1.6 * abs(weight)), zorder=1,
              color=RED if weight < 0 else BLUE, linestyle=(0, (3, 1.5)) if weight < 0 else "-")


def _arrow(axes, start, end):
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "black", "linewidth": 2,
                                              "mutation_scale": 20, "shrinkA": 0, "shrinkB": 0})


def _label(axes, x, y, text):
    axes.text(x, y, text, ha="center", va="center", zorder=3,
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})


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
    _canvas(axes)
    return inches * (bottom + margin) / (right + 2 * margin)


def _captions(n, labels, predictions, confidence, class_names):
    """For each of n pictures what stands below it, and whether it is right (None: nothing is claimed)."""
    names = _names(class_names, _classes(labels, predictions))
    tiles = []
    for i in range(n):
        sure = "" if confidence is None else f" {_sure(confidence[i])}"
        if labels is None or predictions is None:
            said = labels if predictions is None else predictions
            tiles.append((("" if said is None else names[said[i]]) + sure, None))
        elif predictions[i] == labels[i]:
            tiles.append((f"✓ {names[predictions[i]]}{sure}", True))
        else:
            tiles.append((f"✗ {names[predictions[i]]}{sure}\nis {names[labels[i]]}", False))
    return tiles


def _tiles_in_words(labels, predictions, confidence, class_names):
    """What the captions say, as sentences: all labels or predictions, and every mistake."""
    names = _names(class_names, _classes(labels, predictions))
    if predictions is None:
        return "" if labels is None else f"In reading order: {', '.join(names[label] for label in labels)}."
    sure = ["" if confidence is None else f" ({_sure(share)} sure)" for share in (
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


# Reading what came in

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


def _runs(history):
    """Every run's curves as arrays, by the run's name; one run alone has the name ""."""
    def read(run):
        return {str(name): np.asarray(values, float) for name, values in getattr(run, "history", run).items()}

    several = isinstance(history, Mapping) and all(
        isinstance(run, Mapping) or hasattr(run, "history") for run in history.values())
    return {str(name): read(run) for name, run in history.items()} if several else {"": read(history)}


def _classes(*labels):
    return 1 + max((int(part.max()) for part in labels if part is not None), default=0)


def _names(class_names, classes):
    if class_names is None:
        return [str(number) for number in range(classes)]
    if len(class_names) < classes:
        raise ValueError(f"class_names has {len(class_names)} names, and there are labels up to {classes - 1}")
    return [str(name) for name in class_names]


# Words and numbers

def _score(labels, predictions):
    return f"{int(np.sum(labels == predictions))} of {len(labels)} right"


def _percent(share):
    """A share with one decimal, where it has one."""
    return f"{100 * float(share):.1f}".removesuffix(".0") + " %"


def _sure(share):
    """A confidence in whole percent; 100 only where nothing is missing."""
    percent = 100 * float(share)
    return ">99 %" if 99.5 <= percent < 100 else "<1 %" if 0 < percent < 0.5 else f"{percent:.0f} %"


def _short(value):
    """A number with three digits that matter."""
    value = float(value)
    size = abs(value)
    if size and not 1e-3 <= size < 1e5:
        text = f"{size:.3g}"
    elif size >= 100:
        text = f"{size:,.0f}"
    else:
        text = f"{size:.{2 - math.floor(math.log10(size)) if size else 0}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if value < 0 else text


def _sentence(text):
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _count(n, thing):
    return f"{n:,} {thing}" + ("" if n == 1 else "es" if thing.endswith("s") else "s")


def _most_common(values):
    """The value that occurs most often, and how often."""
    found, counts = np.unique(values, return_counts=True)
    return found[counts.argmax()], int(counts.max())


def _tint(place):
    return TINTS[place % len(TINTS)]
