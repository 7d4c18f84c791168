"""An explorer of regularization: boundary, weights and curves for each kind and strength."""

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np

from course_utils import numpy_mlp
from course_utils.lessons.lesson_05.figures import draw_boundary, weight_shares
from course_utils.plots.picture import BLACK, BLUE, RED, STYLE, Picture, as_percent, short
from course_utils.widgets.explorer import Explorer, choice, light_axes, slider

KINDS = {
    "L2 penalty": (0.0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    "L1 penalty": (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03),
    "dropout": (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9),
}
STEPS = 7  # strengths of each kind
UNITS = 32  # of each of two hidden layers
EPOCHS, EVERY = 600, 20  # an epoch is one update on all points; the networks of every 20th epoch are kept
RATE, BETA_1, BETA_2, EPSILON = 0.02, 0.9, 0.999, 1e-7  # Adam, as Keras computes it
GRID = 61  # points along each side of the plane
EXTENT = (-1.6, 2.6, -1.2, 1.7)  # left, right, bottom and top end of the plane


@dataclass(frozen=True, eq=False)
class Runs:
    """Networks 2-32-32-1 with ReLU and a sigmoid, one for each kind and strength, during training.

    Attributes
    ----------
    epochs : numpy.ndarray
        The epochs of the snapshots, shape (snapshots,).
    weights : list of numpy.ndarray
        W1, b1, W2, b2, W3, b3 with the shapes (snapshots, networks, inputs, units) and
        (snapshots, networks, 1, units).
    training, validation : numpy.ndarray
        Cross-entropy without penalty and without dropout, shape (snapshots, networks).
    """

    epochs: np.ndarray
    weights: list[np.ndarray]
    training: np.ndarray
    validation: np.ndarray

    def network(self, kind: str, step: int, snapshot: int) -> list[np.ndarray]:
        """Return the six arrays of one network."""
        return [array[snapshot, _number(kind, step)] for array in self.weights]


def train_strengths(x: np.ndarray, y: np.ndarray, x_val: np.ndarray, y_val: np.ndarray) -> Runs:
    """Train one network for each kind and strength, all from the same starting weights.

    The networks are trained together in plain NumPy, along the first axis of every array. The loss is the cross-entropy
    plus the network's penalty on the kernels (not the biases), and Adam uses all points in one batch.

    Parameters
    ----------
    x, x_val : numpy.ndarray, float32 of shape (n, 2)
    y, y_val : numpy.ndarray of int, shape (n,)
        Labels 0 and 1.

    Returns
    -------
    Runs
        After about a second.
    """
    rng = np.random.default_rng(0)  # for the starting weights and for dropout
    l2, l1, rate = _strengths()
    dropping = np.flatnonzero(rate.ravel())
    weights = _start(rng)
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    snapshots: list[list[np.ndarray]] = []
    training: list[np.ndarray] = []
    validation: list[np.ndarray] = []
    for update in range(1, EPOCHS + 1):
        masks = [_mask(rng, rate, dropping, len(x)) for _ in range(2)]
        outputs = numpy_mlp.forward(weights, x, masks)
        error = (numpy_mlp.sigmoid(outputs[-1]) - y[:, None]) / np.float32(len(y))  # the slope of the cross-entropy
        gradients = numpy_mlp.gradients(weights, x, outputs, error, masks)
        for place in (0, 2, 4):  # the kernels
            gradients[place] += 2 * l2 * weights[place] + l1 * np.sign(weights[place])
        step = RATE * np.sqrt(1 - BETA_2**update) / (1 - BETA_1**update)
        for w, (m, v), gradient in zip(weights, moments, gradients, strict=True):
            m += (1 - BETA_1) * (gradient - m)
            v += (1 - BETA_2) * (gradient**2 - v)
            w -= step * m / (np.sqrt(v) + EPSILON)
        if update % EVERY == 0:
            snapshots.append([w.copy() for w in weights])
            training.append(_cross_entropy(probabilities(weights, x), y))
            validation.append(_cross_entropy(probabilities(weights, x_val), y_val))
    return Runs(
        np.arange(EVERY, EPOCHS + 1, EVERY),
        [np.stack(arrays) for arrays in zip(*snapshots, strict=True)],
        np.stack(training),
        np.stack(validation),
    )


def probabilities(weights: Sequence[np.ndarray], x: np.ndarray) -> np.ndarray:
    """Return the probabilities of class 1 at the points x, (n, 2): (n,) of one network, (networks, n) of several."""
    return numpy_mlp.sigmoid(numpy_mlp.logits(weights, x))[..., 0]


def draw_strength(
    runs: Runs,
    kind: str,
    step: int,
    epoch: int,
    points: tuple[np.ndarray, np.ndarray],
    extent: tuple[float, float, float, float],
) -> tuple[Picture, str]:
    """Draw the boundary of one network, its weights, and its curves.

    Parameters
    ----------
    runs : Runs
    kind : str
        One of `KINDS`.
    step : int
        Which strength of that kind, from 1 to `STEPS`.
    epoch : int
        When to look at the network: one of ``runs.epochs``.
    points : tuple of numpy.ndarray
        Training points, shape (n, 2), and their labels, shape (n,).
    extent : tuple of float
        Left, right, bottom and top end of the plane.

    Returns
    -------
    plots.Picture
    str
        The numbers of the figure in a line.
    """
    snapshot, number = int(np.flatnonzero(runs.epochs == epoch)[0]), _number(kind, step)
    network = runs.network(kind, step, snapshot)
    kernels = np.concatenate([network[place].ravel() for place in (0, 2, 4)])
    across, up = np.meshgrid(np.linspace(*extent[:2], GRID), np.linspace(*extent[2:], GRID))
    grid = probabilities(network, np.stack([across.ravel(), up.ravel()], axis=1).astype(np.float32))
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 4.1))
        plane = light_axes(figure, (0.035, 0.19, 0.33, 0.67), extent[:2], extent[2:], {}, {}, "", "")
        draw_boundary(plane, *points, grid.reshape(GRID, GRID), extent)
        _draw_weights(figure, kernels)
        _draw_curves(figure, runs, number, snapshot)
        for middle, text in ((0.2, "boundary"), (0.545, "weights"), (0.85, "data loss")):
            figure.text(middle, 0.905, text, ha="center", fontsize=16, fontweight="bold")
        figure.text(0.2, 0.1, _setting(kind, step), ha="center", fontsize=15)
        figure.text(0.2, 0.03, f"epoch {epoch}", ha="center", fontsize=15)
    training, validation = runs.training[:, number], runs.validation[:, number]
    best = validation.argmin()
    setting = _setting(kind, step)
    summary = (
        f"{setting[0].upper()}{setting[1:]}, epoch {epoch}: the training loss is {short(training[snapshot])}, the "
        f"validation loss {short(validation[snapshot])}. The lowest validation loss, {short(validation[best])}, is at "
        f"epoch {runs.epochs[best]}. The standard deviation of the weights is {short(kernels.std())}."
    )
    figure.alt = (
        f"Three panels. The boundary of a network among {len(points[1])} training points, with class 1 in "
        f"{as_percent(np.mean(grid > 0.5))} of the plane. A histogram of its weights, of which "
        f"{as_percent(np.mean(abs(kernels) < 0.01))} are closer to 0 than 0.01. Its training and validation loss over "
        f"{runs.epochs[-1]} epochs, both without the penalty. {summary}"
    )
    return figure, summary


def _draw_weights(figure: Picture, kernels: np.ndarray) -> None:
    reach = 2.0
    shares, edges = weight_shares(kernels, reach, 31)
    percents = [0.1, 1, 10, 100]
    axes = light_axes(
        figure,
        (0.45, 0.19, 0.19, 0.67),
        (-1.08 * reach, 1.08 * reach),
        (-1.3, 2.1),
        {"≤−2": -2, "0": 0, "≥2": 2},
        {f"{percent:g}": np.log10(percent) for percent in percents},
        "weight",
        "",
    )
    axes.text(
        -0.3, 0.5, "share in %, log scale", transform=axes.transAxes, ha="center", va="center", rotation=90, fontsize=15
    )
    axes.stairs(np.log10(np.maximum(100 * shares, 1e-3)), edges, baseline=-3, fill=True, color=BLUE)


def _draw_curves(figure: Picture, runs: Runs, number: int, snapshot: int) -> None:
    axes = light_axes(
        figure,
        (0.725, 0.19, 0.245, 0.67),
        (0, EPOCHS),
        (0, 1.0),
        {"0": 0, "300": 300, "600": 600},
        {"0": 0, "0.5": 0.5, "1": 1},
        "epoch",
        "",
    )
    for values, color, line, name, height in (
        (runs.training, BLUE, "-", "training", 0.9),
        (runs.validation, RED, "--", "validation", 0.8),
    ):
        axes.plot(runs.epochs, values[:, number], line, color=color, linewidth=2.5)
        axes.plot(
            runs.epochs[snapshot],
            min(values[snapshot, number], 1.0),
            "o" if line == "-" else "s",
            color=color,
            markersize=10,
            clip_on=False,
        )
        axes.plot([0.05, 0.18], [height + 0.02] * 2, line, color=color, linewidth=2.5, transform=axes.transAxes)
        axes.text(0.21, height + 0.02, name, transform=axes.transAxes, va="center", fontsize=13)
    axes.plot([runs.epochs[snapshot]] * 2, [0, 1], ":", color=BLACK, linewidth=1.5)


def two_moons(n: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw points on two interleaved half circles, with some wrong labels.

    Parameters
    ----------
    n : int
        How many points.
    noise : float
        The probability that a label is wrong.
    seed : int

    Returns
    -------
    x : numpy.ndarray
        Points, float32 of shape (n, 2).
    y : numpy.ndarray
        Their labels, 0 or 1, shape (n,).
    """
    rng = np.random.default_rng(seed)
    y, angle = rng.integers(0, 2, n), rng.uniform(0, np.pi, n)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.where(y[:, None] == 1, [1, 0.5] - circle, circle) + rng.normal(0, 0.15, (n, 2))
    return x.astype(np.float32), np.where(rng.random(n) < noise, 1 - y, y)


def strength() -> Explorer:
    """Choose a kind of regularization, its strength and the epoch; see boundary, weights and curves.

    The task is to separate two moons, given 100 points with some wrong labels; the 300 validation points have correct
    labels. When the explorer is made, a small NumPy network (2-32-32-1) is trained for every strength, which takes
    about a second. Moving a control only draws.
    """
    points = two_moons(100, 0.15, seed=1)
    runs = train_strengths(*points, *two_moons(300, 0, seed=2))

    def draw(kind: str, step: int, epoch: int) -> tuple[Picture, str]:
        return draw_strength(runs, kind, step, epoch, points, EXTENT)

    return Explorer(
        draw,
        {
            "kind": choice("Kind", tuple(KINDS), "L2 penalty"),
            "step": slider(f"Strength, from 1 (none) to {STEPS}", 1, STEPS, 1, 1),
            "epoch": slider("Epoch", EVERY, EPOCHS, EVERY, EPOCHS),
        },
        "Explore the strength of regularization",
    )


def _setting(kind: str, step: int) -> str:
    return f"{kind} with {'rate' if kind == 'dropout' else 'factor'} {KINDS[kind][step - 1]:g}"


def _number(kind: str, step: int) -> int:
    return list(KINDS).index(kind) * STEPS + step - 1


def _strengths() -> np.ndarray:
    """Return L2 factor, L1 factor and rate of dropout, each (networks, 1, 1), in the order of KINDS."""
    table = np.zeros((3, 3, STEPS), np.float32)
    for place, strengths in enumerate(KINDS.values()):
        table[place, place] = strengths
    return table.reshape(3, 3 * STEPS, 1, 1)


def _start(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw He's start, the same for every network."""
    arrays: list[np.ndarray] = []
    for inputs, units in ((2, UNITS), (UNITS, UNITS), (UNITS, 1)):
        w = rng.normal(0, np.sqrt(2 / inputs), (1, inputs, units)).astype(np.float32)
        arrays += [np.repeat(w, 3 * STEPS, axis=0), np.zeros((3 * STEPS, 1, units), np.float32)]
    return arrays


def _mask(rng: np.random.Generator, rate: np.ndarray, dropping: np.ndarray, n: int) -> np.ndarray:
    """Draw inverted dropout: 0 where a unit is off, 1 / (1 - rate) where it is on; (networks, n, units)."""
    mask = np.ones((len(rate), n, UNITS), np.float32)
    keep = 1 - rate[dropping]
    mask[dropping] = (rng.random((len(dropping), n, UNITS), np.float32) < keep) / keep
    return mask


def _cross_entropy(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)), axis=-1)
