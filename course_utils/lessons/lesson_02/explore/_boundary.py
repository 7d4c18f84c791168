"""An explorer of a small network's boundary: layers, units, activation, task."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from numpy.typing import ArrayLike

from course_utils import numpy_mlp
from course_utils.plots.picture import BLACK, BLUE, RED, STYLE, Picture
from course_utils.widgets.explorer import Explorer, choice, light_axes, slider

REACH = 2.4  # the plane is shown from -2.4 to 2.4
SIDE = 201  # points along each side of the plane
POINTS = 160  # of a task, half of each class
STEPS = 400  # of Adam, each with all points
RATE = 0.1  # at first; it falls to 0
MOST_LAYERS, MOST_UNITS = 3, 8
KINK_COLOURS = ((0, 158, 115), (204, 121, 167), (230, 159, 0))  # of the first, second, third hidden layer
KEY_LINES = ("-", (0, (3, 1)), (0, (1.2, 0.8)))

ACTIVATIONS = ("relu", "linear (none)", "tanh", "sigmoid")


def _disc(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    inner, turn = np.arange(n) % 2 == 1, rng.uniform(0, 2 * np.pi, n)
    radius = np.where(inner, np.sqrt(rng.uniform(0, 1, n)), rng.uniform(1.4, 2.2, n))
    return np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1), inner


def _halves(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    one = np.arange(n) % 2 == 1
    x = np.stack([rng.uniform(0.15, 1.7, n) * np.where(one, 1, -1), rng.uniform(-1.7, 1.7, n)], axis=1)
    turned = np.array([[np.cos(0.5), np.sin(0.5)], [-np.sin(0.5), np.cos(0.5)]])
    return x @ turned, one


def _corners(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    one = np.arange(n) % 2 == 1
    x = rng.uniform(0.2, 2, (n, 2))
    x[:, 0] *= np.where(rng.random(n) < 0.5, 1, -1)
    x[:, 1] *= np.sign(x[:, 0]) * np.where(one, 1, -1)
    return x, one


def _spiral(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    one = np.arange(n) % 2 == 1
    along = np.sqrt(rng.uniform(0.02, 1, n))
    turn = 1.25 * 2 * np.pi * along + np.where(one, np.pi, 0)
    return 2.1 * (along * np.stack([np.cos(turn), np.sin(turn)])).T + rng.normal(0, 0.05, (n, 2)), one


TASKS: dict[str, Callable[[np.random.Generator, int], tuple[np.ndarray, np.ndarray]]] = {
    "disc in a ring": _disc,
    "two halves": _halves,
    "four corners": _corners,
    "two spirals": _spiral,
}


@dataclass(frozen=True, eq=False)
class Boundary:
    """A trained network and its predictions on a plane.

    Attributes
    ----------
    sizes : tuple of int
        Units of each layer, the two inputs first.
    activation : str
        One of `ACTIVATIONS`.
    x, y : numpy.ndarray
        The points, (n, 2), and their classes, (n,) of 0 and 1.
    scores : numpy.ndarray
        The sum z of the output unit on the plane, (`SIDE`, `SIDE`): a row for each x2. Class 1 where it is above 0.
    sums : list of numpy.ndarray
        For each hidden layer the sums z of its units on the plane, (`SIDE`, `SIDE`, units).
    accuracy : float
        The fraction of the points whose class is predicted correctly.
    dead : int
        Hidden units whose z is at most 0 at every point; 0 if the activation isn't relu.
    """

    sizes: tuple[int, ...]
    activation: str
    x: np.ndarray
    y: np.ndarray
    scores: np.ndarray
    sums: list[np.ndarray]
    accuracy: float
    dead: int

    @property
    def parameters(self) -> int:
        """Weights and biases together."""
        return sum((before + 1) * after for before, after in zip(self.sizes, self.sizes[1:], strict=False))


def make_points(task: str) -> tuple[np.ndarray, np.ndarray]:
    """Draw points of two classes on the plane.

    Parameters
    ----------
    task : str
        One of `TASKS`.

    Returns
    -------
    x : numpy.ndarray
        float32, (`POINTS`, 2).
    y : numpy.ndarray
        float32, (`POINTS`,), 0 or 1, equally many of each.
    """
    x, one = TASKS[task](np.random.default_rng(0), POINTS)
    return x.astype(np.float32), one.astype(np.float32)


def train_network(x: ArrayLike, y: ArrayLike, layers: int, units: int, activation: str, seed: int = 0) -> Boundary:
    """Train a small network on the cross-entropy with Adam (Kingma and Ba, 2015), `STEPS` steps with all points.

    Parameters
    ----------
    x : numpy.ndarray, shape (n, 2)
    y : numpy.ndarray, shape (n,)
        Classes, 0 or 1.
    layers : int
        Hidden layers, 0 to `MOST_LAYERS`.
    units : int
        Units of each hidden layer, 1 to `MOST_UNITS`.
    activation : str
        One of `ACTIVATIONS`, of the hidden layers.
    seed : int
        For the starting weights: He initialization for relu, otherwise Glorot initialization; the biases are 0.
    """
    sizes = (2, *[units] * layers, 1)
    function = activation.split()[0]
    weights, flat = numpy_mlp.in_one_array(_start(sizes, function, np.random.default_rng(seed)))
    x, target = np.asarray(x, np.float32), np.asarray(y, np.float32)[:, None]
    m, v = np.zeros_like(flat), np.zeros_like(flat)
    for step in range(1, STEPS + 1):
        outputs = numpy_mlp.forward(weights, x, activation=function)
        # the slope of the mean cross-entropy
        error = (numpy_mlp.sigmoid(np.clip(outputs[-1], -30, 30)) - target) / np.float32(len(x))
        gradients = numpy_mlp.gradients(weights, x, outputs, error, activation=function)
        slopes = np.concatenate([array.ravel() for array in gradients])
        m += 0.1 * (slopes - m)
        v += 0.01 * (slopes * slopes - v)
        rate = RATE * (1 - (step - 1) / STEPS)
        flat -= rate / (1 - 0.9**step) * m / (np.sqrt(v / (1 - 0.99**step)) + 1e-7)
    at = np.linspace(-REACH, REACH, SIDE, dtype=np.float32)
    plane = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)
    *hidden, scores = (z.reshape(SIDE, SIDE, -1) for z in _sums(weights, plane, function))
    *hidden_at_points, scores_at_points = _sums(weights, x, function)
    dead = sum(int((z <= 0).all(axis=0).sum()) for z in hidden_at_points) if function == "relu" else 0
    accuracy = float(np.mean((scores_at_points > 0) == (target == 1)))
    return Boundary(sizes, activation, x, target[:, 0], scores[..., 0], hidden, accuracy, dead)


def _start(sizes: Sequence[int], function: str, rng: np.random.Generator) -> list[np.ndarray]:
    weights = []
    for before, after in zip(sizes, sizes[1:], strict=False):
        variance = 2 / before if function == "relu" else 2 / (before + after)
        weights.append(rng.normal(0, np.sqrt(variance), (before, after)).astype(np.float32))
        weights.append(np.zeros(after, np.float32))
    return weights


def _sums(weights: Sequence[np.ndarray], x: np.ndarray, function: str) -> list[np.ndarray]:
    """Return z of each layer, (n, units), before its activation."""
    inputs = x, *numpy_mlp.forward(weights, x, activation=function)[:-1]
    return [a @ kernel + bias for a, kernel, bias in zip(inputs, weights[::2], weights[1::2], strict=True)]


def draw_boundary(boundary: Boundary, task: str) -> tuple[Picture, str]:
    """Draw the plane with points, boundary and kinks, and the network's numbers next to it.

    Parameters
    ----------
    boundary : Boundary
    task : str
        What the points show, such as "disc in a ring".

    Returns
    -------
    plots.Picture
    str
        The numbers in one line.
    """
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 5.2))
        ticks = {"−2": -2, "0": 0, "2": 2}
        axes = light_axes(
            figure, (0.085, 0.17, 0.445, 0.81), (-REACH, REACH), (-REACH, REACH), ticks, ticks, "x₁", "x₂"
        )
        axes.imshow(
            _paint_plane(boundary),
            origin="lower",
            extent=(-REACH, REACH, -REACH, REACH),
            aspect="auto",
            interpolation="nearest",
            zorder=0,
        )
        for label, (marker, colour) in enumerate((("x", RED), ("o", BLUE))):
            axes.plot(
                *boundary.x[boundary.y == label].T,
                linestyle="",
                marker=marker,
                color=colour,
                markersize=7,
                markerfacecolor="none",
                markeredgewidth=1.8,
            )
        _draw_words(figure, boundary)
    summary = _numbers_text(boundary)
    hidden, units = len(boundary.sizes) - 2, boundary.sizes[1]
    figure.alt = (
        f"The plane shows points of two classes ({task}) and the boundary of a network with "
        f"{hidden} hidden {'layer' if hidden == 1 else 'layers'}"
        + (
            f" of {units} {'unit' if units == 1 else 'units'} and the activation {boundary.activation}"
            if hidden
            else ""
        )
        + f". {summary}"
    )
    return figure, summary


def _paint_plane(boundary: Boundary) -> np.ndarray:
    """Return the plane as an image: tinted where class 1 is predicted, kinks as broken lines, the boundary in black."""
    image = np.full((SIDE, SIDE, 3), 255, np.uint8)
    image[boundary.scores > 0] = (207, 227, 241)
    row, column = np.mgrid[:SIDE, :SIDE]
    broken = (row + column, row - column)
    if boundary.activation != "linear (none)":
        for layer in range(len(boundary.sums) - 1, -1, -1):  # the first layer on top
            lines = np.asarray(_borders(boundary.sums[layer] > 0).any(axis=-1))
            if layer:  # long dashes for the kinks of the second layer, short dashes for those of the third
                period = 12 if layer == 1 else 6
                lines &= (broken[0] % period < period * 0.6) & (broken[1] % period < period * 0.8)
            else:  # thick lines for the kinks of the first layer
                lines[1:] |= lines[:-1]
            image[lines] = KINK_COLOURS[layer]
    edge = _borders(boundary.scores > 0)
    edge[1:] |= edge[:-1]
    edge[:, 1:] |= edge[:, :-1]
    image[edge] = 0
    return image


def _borders(inside: np.ndarray) -> np.ndarray:
    """Return where a plane (or several, last axis) changes between True and False."""
    edge = np.zeros_like(inside)
    edge[:-1] |= inside[:-1] != inside[1:]
    edge[:, :-1] |= inside[:, :-1] != inside[:, 1:]
    return edge


def _draw_words(figure: Picture, boundary: Boundary) -> None:
    style: dict[str, Any] = {"fontsize": 16, "va": "center"}
    figure.text(0.6, 0.92, " – ".join(map(str, boundary.sizes)), fontsize=20, fontweight="bold", va="center")
    figure.text(0.6, 0.84, f"{boundary.parameters} parameters", **style)
    figure.text(0.6, 0.765, f"accuracy {100 * boundary.accuracy:.1f}%", **style)
    if boundary.dead:
        figure.text(0.6, 0.69, f"{boundary.dead} dead unit{'s' if boundary.dead > 1 else ''}", **style)
    key = figure.add_axes((0.6, 0.14, 0.38, 0.48), xlim=(0, 1), ylim=(0, 6))
    key.set_axis_off()
    rows = [("o", BLUE, "class 1"), ("x", RED, "class 0")]
    for place, (marker, colour, words) in enumerate(rows):
        key.plot(
            [0.06], [5.5 - place], marker=marker, color=colour, markersize=10, markerfacecolor="none", markeredgewidth=2
        )
        key.text(0.16, 5.5 - place, words, **style)
    key.plot([0.01, 0.11], [3.5, 3.5], color=BLACK, linewidth=5)
    key.text(0.16, 3.5, "boundary (blue: predicted 1)", **style)
    if boundary.activation != "linear (none)":
        word = "kink" if boundary.activation == "relu" else "z = 0"
        for layer in range(len(boundary.sums)):
            key.plot(
                [0.01, 0.11],
                [2.5 - layer] * 2,
                linewidth=3.5,
                linestyle=KEY_LINES[layer],
                color=np.array(KINK_COLOURS[layer]) / 255,
            )
            key.text(
                0.16,
                2.5 - layer,
                f"{word}s, hidden layer {layer + 1}" if word == "kink" else f"{word}, hidden layer {layer + 1}",
                **style,
            )


def _numbers_text(boundary: Boundary) -> str:
    straight = len(boundary.sizes) == 2 or boundary.activation == "linear (none)"
    dead = f" Dead hidden units, whose output is 0 at every point: {boundary.dead}." if boundary.dead else ""
    return (
        f"The accuracy is {100 * boundary.accuracy:.1f}% on {len(boundary.y)} points, "
        f"with {boundary.parameters} parameters."
        + (" The boundary is straight, because the whole network is equal to one linear layer." if straight else "")
        + dead
    )


def boundary() -> Explorer:
    """Choose layers, units, activation function and task, and watch the boundary of a small network.

    Each change trains a network in NumPy from scratch, which takes a few hundredths of a second.
    """

    def draw(task: str, layers: int, units: int, activation: str, start: int) -> tuple[Picture, str]:
        x, y = make_points(task)
        return draw_boundary(train_network(x, y, layers, units, activation, seed=start), task)

    return Explorer(
        draw,
        {
            "task": choice("Task", tuple(TASKS), "disc in a ring"),
            "layers": slider("Hidden layers", 0, MOST_LAYERS, 1, 1),
            "units": slider("Units in each", 1, MOST_UNITS, 1, 4),
            "activation": choice("Activation", tuple(ACTIVATIONS), "relu"),
            "start": slider("Random start", 0, 9, 1, 0),
        },
        "Explore a boundary",
    )
