"""An explorer of one neuron: weights, bias, activation."""

from collections.abc import Callable
from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.axes import Axes

from course_utils import numpy_mlp
from course_utils.plots.picture import BLACK, BLUE, ORANGE, RED, STYLE, Picture
from course_utils.widgets.explorer import Explorer, choice, light_axes, slider

REACH = 3.0  # the plane is shown from -3 to 3
SIDE = 121  # points along each side of the plane


ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "linear (none)": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": numpy_mlp.sigmoid,
    "tanh": np.tanh,
}


@dataclass(frozen=True, eq=False)
class Plane:
    """The outputs of a neuron with two inputs on a plane.

    Attributes
    ----------
    weights : tuple of float
        w1 and w2.
    bias : float
    activation : str
        One of `ACTIVATIONS`.
    at : numpy.ndarray
        The coordinates along each side of the plane, (`SIDE`,), from -`REACH` to `REACH`.
    outputs : numpy.ndarray
        a at each point, (`SIDE`, `SIDE`): a row for each x2, a column for each x1.
    sums, cut : numpy.ndarray
        z and a along the x1 axis, where x2 is 0: (`SIDE`,).
    off : float
        The fraction of the plane on which z is at most 0.
    """

    weights: tuple[float, float]
    bias: float
    activation: str
    at: np.ndarray
    outputs: np.ndarray
    sums: np.ndarray
    cut: np.ndarray
    off: float


def neuron_on_plane(w1: float, w2: float, bias: float, activation: str) -> Plane:
    """Compute a = activation(w1 * x1 + w2 * x2 + bias) on a plane.

    Parameters
    ----------
    w1, w2, bias : float
    activation : str
        One of `ACTIVATIONS`.
    """
    at = np.linspace(-REACH, REACH, SIDE)
    z = w1 * at[None, :] + w2 * at[:, None] + bias
    sums = w1 * at + bias
    bend = ACTIVATIONS[activation]
    return Plane((w1, w2), bias, activation, at, bend(z), sums, bend(sums), float((z <= 0).mean()))


def draw_neuron(plane: Plane) -> tuple[Picture, str]:
    """Draw the outputs on the plane, and next to them the outputs along the x1 axis.

    Returns
    -------
    plots.Picture
    str
        Where z is 0, in one line.
    """
    (w1, w2), b, a = plane.weights, plane.bias, plane.outputs
    low, high = float(a.min()), float(a.max())
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 4.4))
        ticks = {"−2": -2, "0": 0, "2": 2}
        left = light_axes(
            figure, (0.075, 0.16, 0.345, 0.745), (-REACH, REACH), (-REACH, REACH), ticks, ticks, "x₁", "x₂"
        )
        left.imshow(
            a,
            cmap="cividis",
            origin="lower",
            extent=(-REACH, REACH, -REACH, REACH),
            vmin=min(low, 0),
            vmax=max(high, 0.1),
            interpolation="nearest",
            aspect="auto",
            zorder=0,
        )
        _draw_line(left, w1, w2, b)
        figure.text(0.247, 0.93, "output a on the plane", ha="center", fontsize=16, fontweight="bold")
        _draw_scale(figure, (0.445, 0.16, 0.022, 0.745), min(low, 0), max(high, 0.1))
        _draw_cut(figure, (0.645, 0.16, 0.345, 0.745), plane)
        figure.text(0.817, 0.93, "along the axis x₂ = 0", ha="center", fontsize=16, fontweight="bold")
    summary = _sides_text(plane)
    figure.alt = (
        f"The neuron has the weights {w1:g} and {w2:g}, the bias {b:g} and the activation {plane.activation}. "
        f"In a plane from {-REACH:g} to {REACH:g}, its outputs range from {low:.3g} to {high:.3g}. "
        f"Along the x1 axis, the output is {plane.cut[0]:.3g} at {-REACH:g}, {plane.cut[SIDE // 2]:.3g} at 0 and "
        f"{plane.cut[-1]:.3g} at {REACH:g}. {summary}"
    )
    return figure, summary


def _draw_line(axes: Axes, w1: float, w2: float, b: float) -> None:
    size = float(np.hypot(w1, w2))
    if size == 0:
        return
    foot = -b * np.array([w1, w2]) / size**2
    along = np.array([-w2, w1]) / size
    ends = np.stack([foot - 20 * along, foot + 20 * along])
    axes.plot(*ends.T, color="white", linewidth=6)
    axes.plot(*ends.T, color=BLACK, linewidth=3, linestyle=(0, (4, 2)))
    points = foot + np.linspace(-2 * REACH, 2 * REACH, 481)[:, None] * along
    visible = points[(np.abs(points) <= REACH).all(axis=1)]
    if not len(visible):
        return
    start = visible.mean(axis=0)
    step = 0.9 * np.array([w1, w2]) / size
    if np.abs(start + step).max() > REACH:  # beyond the picture, so the arrow ends at the line
        start = start - step
    axes.annotate(
        "",
        start + step,
        start,
        annotation_clip=True,
        arrowprops={
            "arrowstyle": "-|>",
            "color": RED,
            "linewidth": 4,
            "mutation_scale": 24,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )


def _draw_scale(figure: Picture, place: tuple[float, float, float, float], low: float, high: float) -> None:
    axes = figure.add_axes(place, xlim=(0, 1), ylim=(low, high))
    axes.set_axis_off()
    axes.imshow(np.linspace(0, 1, 64)[:, None], cmap="cividis", origin="lower", extent=(0, 1, low, high), aspect="auto")
    for value in (low, high):
        figure.text(
            place[0] + place[2] + 0.006,
            place[1] + place[3] * (value - low) / (high - low),
            f"{value:.2g}",
            va="center",
            fontsize=14,
        )


def _draw_cut(figure: Picture, place: tuple[float, float, float, float], plane: Plane) -> None:
    top = 3.0 if plane.activation in ("linear (none)", "relu") else 1.4
    marks = (-2, 0, 2) if top > 2 else (-1, 0, 1)
    axes = light_axes(
        figure,
        place,
        (-REACH, REACH),
        (-top, top),
        {"−2": -2, "0": 0, "2": 2},
        {f"{mark:g}".replace("-", "−"): mark for mark in marks},
        "x₁",
        "z and a",
    )
    axes.plot([-REACH, REACH], [0, 0], color="#999999", linewidth=1)
    axes.plot([0, 0], [-top, top], color="#999999", linewidth=1)
    axes.plot(plane.at, plane.sums, color=ORANGE, linestyle=":", linewidth=3.5)
    axes.plot(plane.at, plane.cut, color=BLUE, linewidth=4)
    axes.text(
        0.03,
        0.97,
        "solid: a\ndotted: z",
        transform=axes.transAxes,
        va="top",
        fontsize=14,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )


def _sides_text(plane: Plane) -> str:
    (w1, w2), b = plane.weights, plane.bias
    if w1 == w2 == 0:
        return f"Both weights are 0, so the sum is z = {b:g} for every input."
    apart = abs(b) / float(np.hypot(w1, w2))
    if plane.off in (0, 1):
        side = "at most 0" if plane.off else "larger than 0"
        return f"Everywhere in the picture, z is {side}. The line where z is 0 is {apart:.2g} away from the center."
    return (
        f"On the dashed line, z is 0. The distance of this line from the center is {apart:.2g}. "
        f"The arrow points to larger z. On {100 * plane.off:.0f}% of the plane, z is at most 0."
    )


def neuron() -> Explorer:
    """Change the weights, the bias and the activation function of a neuron with two inputs.

    Each picture is computed when a control is moved.
    """

    def draw(w1: float, w2: float, bias: float, activation: str) -> tuple[Picture, str]:
        return draw_neuron(neuron_on_plane(w1, w2, bias, activation))

    return Explorer(
        draw,
        {
            "w1": slider("Weight of x1", -3.0, 3.0, 0.25, 1.0),
            "w2": slider("Weight of x2", -3.0, 3.0, 0.25, 0.5),
            "bias": slider("Bias", -4.0, 4.0, 0.25, -0.5),
            "activation": choice("Activation", tuple(ACTIVATIONS), "relu"),
        },
        "Explore a neuron",
    )
