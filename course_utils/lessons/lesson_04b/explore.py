"""An explorer of an optimizer in a valley: learning rate, memory, start and steps."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import matplotlib
import numpy as np
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLUE, RED, STYLE, Picture, short
from course_utils.widgets.explorer import Explorer, choice, light_axes, slider

OPTIMIZERS = ("SGD", "Momentum", "Adagrad", "RMSprop", "Adam")
VALLEYS = {  # the curvature along two directions, and by how many degrees these are rotated
    "straight valley": (1.0, 25.0, 0),
    "rotated valley": (1.0, 25.0, 45),
    "longer valley": (1.0, 100.0, 0),
    "longer valley, rotated": (1.0, 100.0, 45),
    "round bowl": (5.0, 5.0, 0),
}
STEPS = 200  # at most
REACH = 5.0  # the contour goes from -REACH to REACH in both directions
LOWEST, HIGHEST = 1e-6, 1e4  # the range of the cost axis
FLOWN = 1e12  # beyond this cost, a run never comes back, so it ends


@dataclass(frozen=True, eq=False)
class Race:
    """One optimizer's path through a valley.

    Attributes
    ----------
    path : numpy.ndarray
        The weights, shape (steps + 1, 2), the start first; shorter if the cost exceeds `FLOWN`.
    costs : numpy.ndarray
        The cost at each of them.
    """

    path: np.ndarray
    costs: np.ndarray


def curvatures(valley: str) -> np.ndarray:
    """Return the matrix H of a valley, shape (2, 2): the cost is w H w / 2, its gradient H w, its minimum at 0."""
    along, across, degrees = VALLEYS[valley]
    turn = math.radians(degrees)
    axes = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    return axes @ np.diag([along, across]) @ axes.T


def run_race(optimizer: str, valley: str, learning_rate: float, memory: float, start: ArrayLike, steps: int) -> Race:
    """Follow Keras's optimizer of that name through a valley.

    Parameters
    ----------
    optimizer : str
        One of `OPTIMIZERS`.
    valley : str
        One of `VALLEYS`.
    learning_rate : float
        Above 0.
    memory : float
        From 0 to below 1: the momentum of Momentum, rho of RMSprop, beta_1 of Adam (its beta_2 is 0.999). SGD
        has none and Adagrad forgets nothing, so both ignore it.
    start : array_like, shape (2,)
    steps : int
        At least 0.
    """
    w = np.asarray(start, float)
    curved, step = curvatures(valley), _stepper(optimizer, learning_rate, memory)
    places = [w]
    for _ in range(steps):
        w = w + step(curved @ w)
        places.append(w)
        if not w @ curved @ w / 2 < FLOWN:
            break
    path = np.array(places)
    return Race(path, np.einsum("ni,ij,nj->n", path, curved, path) / 2)


def _stepper(optimizer: str, rate: float, memory: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return a function from a gradient to the optimizer's step; it keeps the optimizer's memory."""
    epsilon, t = 1e-7, 0
    m = np.zeros(2)
    v = np.full(2, 0.1 if optimizer == "Adagrad" else 0.0)

    def step(gradient: np.ndarray) -> np.ndarray:
        nonlocal m, v, t
        t += 1
        if optimizer == "SGD":
            return -rate * gradient
        if optimizer == "Momentum":
            m = memory * m - rate * gradient
            return m
        if optimizer == "Adagrad":
            v = v + gradient**2
            return -rate * gradient / np.sqrt(v + epsilon)
        if optimizer == "RMSprop":
            v = memory * v + (1 - memory) * gradient**2
            return -rate * gradient / np.sqrt(v + epsilon)
        m = memory * m + (1 - memory) * gradient
        v = 0.999 * v + 0.001 * gradient**2
        return -rate * math.sqrt(1 - 0.999**t) / (1 - memory**t) * m / (np.sqrt(v) + epsilon)

    return step


def draw_race(race: Race, optimizer: str, valley: str, learning_rate: float) -> tuple[Picture, str]:
    """Draw the path on the contour lines, and next to it the cost of each step.

    Returns
    -------
    plots.Picture
    str
        What happened, in one line.
    """
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 4.7))
        left = light_axes(
            figure,
            (0.085, 0.16, 0.37, 0.748),
            (-REACH, REACH),
            (-REACH, REACH),
            {"−4": -4, "0": 0, "4": 4},
            {"−4": -4, "0": 0, "4": 4},
            "first weight",
            "second weight",
        )
        left.plot(*_ellipses(valley), color="#A0A0A0", linewidth=1)
        shown = np.clip(race.path, -3 * REACH, 3 * REACH)
        left.plot(shown[:, 0], shown[:, 1], color=BLUE, linewidth=2, marker="o", markersize=4)
        left.plot(*race.path[0], "o", color="black", markersize=12, fillstyle="none", markeredgewidth=2)
        left.plot(0, 0, "*", color="white", markeredgecolor="black", markersize=18, markeredgewidth=1.5)
        powers = range(-6, 5, 2)
        right = light_axes(
            figure,
            (0.62, 0.16, 0.345, 0.748),
            (0, STEPS),
            (-6, 4),
            {f"{n}": n for n in (0, 50, 100, 150, 200)},
            {f"1e{power}" if power else "1": power for power in powers},
            "step",
            "cost",
        )
        heights = np.log10(np.clip(race.costs, LOWEST, HIGHEST))
        right.plot([0, STEPS], [heights[0]] * 2, color="black", linewidth=1, linestyle=":")
        right.plot(np.arange(len(heights)), heights, color=RED, linewidth=3)
        figure.text(0.275, 0.94, f"{optimizer}, rate {learning_rate:.3g}", ha="center", fontsize=17, fontweight="bold")
        figure.text(
            0.985, 0.94, f"cost {_cost_text(race.costs[0])} → {_cost_text(race.costs[-1])}", ha="right", fontsize=17
        )
    summary = _outcome(race)
    figure.alt = (
        f"{optimizer} with the learning rate {learning_rate:.3g} in the {valley}, from "
        f"({race.path[0, 0]:g}, {race.path[0, 1]:g}): its path on contour lines, and the cost at each "
        f"step. {summary}"
    )
    return figure, summary


def _outcome(race: Race) -> str:
    steps, first, last = len(race.costs) - 1, race.costs[0], race.costs[-1]
    walked = (
        f"After {steps} step{'' if steps == 1 else 's'} the cost is {_cost_text(last)}; "
        f"at the start, it was {_cost_text(first)}."
    )
    if last >= FLOWN or not np.isfinite(last):
        return f"The cost exploded within {steps} steps, so the learning rate is too large here."
    if last > first:
        return f"{walked} It is larger than at the start."
    below = np.flatnonzero(race.costs < first / 100)
    if len(below):
        return f"{walked} After step {below[0]}, it was below 1% of the start for the first time."
    return f"{walked} It was never below 1% of the start."


def _cost_text(cost: float) -> str:
    return "under 1e-12" if cost < 1e-12 else short(cost)


def _ellipses(valley: str) -> np.ndarray:
    """Return the contour lines of a valley as one line with gaps: the places with these costs, shape (2, n)."""
    size, axes = np.linalg.eigh(curvatures(valley))
    around = np.linspace(0, 2 * math.pi, 90)
    ring = axes @ (np.stack([np.cos(around), np.sin(around)]) / np.sqrt(size)[:, None])
    gap = np.full((2, 1), np.nan)
    return np.concatenate(
        [
            part
            for cost in (0.1, 0.8, 2.5, 6, 12, 22, 40, 70, 120, 200, 320)
            for part in (math.sqrt(2 * cost) * ring, gap)
        ],
        axis=1,
    )


def race() -> Explorer:
    """Choose an optimizer, its settings and a start, and watch its path and the cost."""

    def draw(
        optimizer: str, valley: str, power: float, memory: float, first: float, second: float, steps: int
    ) -> tuple[Picture, str]:
        race = run_race(optimizer, valley, 10**power, memory, (first, second), steps)
        return draw_race(race, optimizer, valley, 10**power)

    return Explorer(
        draw,
        {
            "optimizer": choice("Optimizer", OPTIMIZERS, "SGD"),
            "valley": choice("Landscape", tuple(VALLEYS), "straight valley"),
            "power": slider("Learning rate: 10 to the power", -3.0, 0.5, 0.02, -1.3),
            "memory": slider("Memory (Momentum, RMSprop, Adam)", 0.0, 0.99, 0.01, 0.9),
            "first": slider("Start: first weight", -4.5, 4.5, 0.5, -4.0),
            "second": slider("Start: second weight", -4.5, 4.5, 0.5, 1.0),
            "steps": slider("Steps", 1, STEPS, 1, 60),
        },
        "Explore optimizers in a valley",
    )
