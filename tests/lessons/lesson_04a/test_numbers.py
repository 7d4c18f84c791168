"""The numbers that the text of lesson 04a names, computed."""

import re
from pathlib import Path

import numpy as np
import pytest

from course_utils.numpy_mlp import FlatNetwork
from course_utils.tools import notebook_io

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "04a_gradient_descent.ipynb"
START = np.array([-4.0, 1.0])


def gradient(w):
    return np.array([w[0], 25 * w[1]])


def descent(learning_rate, steps):
    path = [START]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    path = np.array(path)
    return (path[:, 0] ** 2 + 25 * path[:, 1] ** 2) / 2


def angle():
    g = gradient(START)
    return np.degrees(np.arccos(g @ START / np.linalg.norm(g) / np.linalg.norm(START)))


def pits_cost(w):
    return 3 - sum(d * np.exp(-((w - c) ** 2) / 2) for d, c in ((2, -1.5), (1, 1.5)))


SAID = [
    ("The two directions differ by {:.0f} degrees", angle()),
    ("each step multiplies $w_2$ by $1-{:.2f}", 0.07 * 25),
    ("the limit is {:.2f}", 2 / 25),
    ("a step makes $w_1$ only {:.0%} smaller", 0.07),
    ("the cost falls for five steps", None),
    ("Exactly at the limit, $w_2$ jumps between 1 and $-1$ forever", None),
    ("The lowest cost on this surface, about {:.0f}, is in the left pit", pits_cost(np.linspace(-5, 5, 10_001)).min()),
    ("={:.0f}\\cdot32+22$", 1078 // 32),
    ("the last batch has only {:.0f} images", 1078 % 32),
    ("three epochs give them more updates: {:,.0f}, ", 3 * 1078),
    (", {:.0f} and only 3.", 3 * 34),
    ("$\\sqrt{{32}}={:.1f}$", np.sqrt(32)),
    ("It keeps all {:,.0f} weights in one array", len(FlatNetwork(784, 32, 10).start(0))),
]


@pytest.mark.parametrize(("text", "value"), SAID)
def test_number(text, value):
    prose = " ".join(cell.source for cell in notebook_io.read(NOTEBOOK).cells if cell.cell_type == "markdown")
    assert (text if value is None else text.format(value)) in re.sub(r"\s+", " ", prose)


def test_just_above_the_limit_the_cost_falls_for_five_steps_and_then_explodes():
    costs = descent(0.0808, 300)
    assert costs.argmin() == 5
    assert costs[-1] > 100 * costs[0]
    assert descent(0.0792, 300)[-1] < 0.001
    assert descent(0.08, 300)[-1] == pytest.approx(12.5)
