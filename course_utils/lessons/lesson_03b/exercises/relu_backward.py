"""The gradient before a ReLU, from the one after it."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "What is the slope of ReLU if z is negative, and if z is positive?",
        "Multiply da by the slope: by 0 where the unit was off, and by 1 where it was on.",
        "`z > 0` is True where the unit was on. In a product, True counts as 1 and False as 0.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but `z > 0` gives one for each number of z.",
    },
    shown_as="relu_backward(da, z)",
    look="for each number, the slope of ReLU at z, times da",
    keeps="work on a copy, because da and z are needed again later",
)


def reference(da, z):
    return np.where(z > 0, da, 0)


mistakes = {
    "You applied ReLU to the gradient. The sign of z decides: a negative gradient passes if the unit was on.": (
        lambda da, z: np.maximum(0, da)
    ),
    "This is only the slope. Multiply it by da, the gradient that arrives.": lambda da, z: z > 0,
    "You multiplied da by the output of ReLU instead of its slope.": lambda da, z: da * np.maximum(0, z),
    "You let the gradient pass where the unit was off.": lambda da, z: da * (z <= 0),
    "You let everything pass. If z is negative, the output of ReLU is 0 and doesn't change, so its slope is 0.": (
        lambda da, z: da
    ),
    "For a negative z, the slope is 0 and not −1.": lambda da, z: da * np.sign(z),
    "You let the gradient pass only where both da and z are positive. Only z decides.": (
        lambda da, z: da * (z > 0) * (da > 0)
    ),
    "`da * z > 0` compares the product with 0. Put parentheses around the comparison.": lambda da, z: da * z > 0,
    "You applied ReLU to da · z. Multiply da by the slope, which is 0 or 1.": lambda da, z: np.maximum(0, da * z),
    "This is the slope of a sigmoid or a tanh. The slope of ReLU is 0 or 1.": (
        lambda da, z: da * np.exp(-z) / (1 + np.exp(-z)) ** 2,
        lambda da, z: da * (1 - np.tanh(z) ** 2),
    ),
    "You swapped da and z. The gradient is the first argument.": lambda da, z: z * (da > 0),
}


def cases(rng):
    z, da = np.round(rng.uniform(0.5, 2, (2, 4, 3)), 2) * rng.choice([-1, 1], (2, 4, 3))
    z[:2], da[:2] = [[1.5, -1.5, 0.7], [-0.8, 0.6, -1.1]], [[-0.9, -1.2, 1.1], [1.3, 0.7, -1.4]]
    yield Case("da = {da}, z = {z}", da=da, z=z)
