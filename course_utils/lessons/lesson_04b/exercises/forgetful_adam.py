"""The step of an Adam without memory, as a single formula."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=1,
    hints=[
        "Put m = 0, v = 0 and t = 1 into Adam's formulas. What are m and v after one gradient g, and what are they "
        "after bias correction?",
        "The betas cancel: m_hat = g and v_hat = g². What is g divided by the root of g²?",
        "NumPy has a function that returns −1, 0 or 1.",
    ],
    errors={
        "bitwise_xor": hints.POWER,
        "truth value of an array": "`if` needs a single yes or no, but there is one gradient for each weight.",
    },
    shown_as="forgetful_adam(gradient, learning_rate)",
    look="divide one of the gradients by its own size: what is left of it?",
    keeps="the training loop may still use the gradient, so work on a new array",
    tolerance=1e-4,
)


def reference(gradient, learning_rate):
    return -learning_rate * np.sign(gradient) + 0.0  # 0, not -0


def _where_zero(value):
    """Return the right steps, but with a multiple of the learning rate where the gradient is 0."""
    return lambda gradient, rate: np.where(gradient == 0, value * rate, reference(gradient, rate))


mistakes = {
    "0 / 0 is NaN. A weight whose gradient is 0 shouldn't move.": _where_zero(np.nan),
    "The weight whose gradient is 0 moves. It should stay where it is.": (_where_zero(-1), _where_zero(1)),
    "Your steps are those of gradient descent, which are longer where the gradient is larger. Adam also divides by the "
    "root of v.": lambda gradient, rate: -rate * gradient,
    "Your steps go uphill. Each weight has to move against its gradient.": lambda gradient, rate: (
        rate * np.sign(gradient)
    ),
    "Your function doesn't use the learning rate.": lambda gradient, rate: -np.sign(gradient),
    "All your weights move in the same direction. Use the sign of each gradient.": (
        lambda gradient, rate: np.full(gradient.shape, -rate),
        lambda gradient, rate: -rate * np.abs(np.sign(gradient)),
    ),
    "You divided by one number for all weights. Adam divides each gradient by its own size.": (
        lambda gradient, rate: -rate * gradient / np.linalg.norm(gradient),
        lambda gradient, rate: -rate * gradient / np.abs(gradient).max(),
    ),
    "You divided by g² instead of its root.": (
        lambda gradient, rate: np.where(gradient == 0, 0, -rate / np.where(gradient == 0, 1, gradient)),
        lambda gradient, rate: -rate * gradient / gradient**2,
    ),
    "The bias correction is missing. Without it, m is 0.1 g and v is 0.001 g² after the first update.": (
        lambda gradient, rate: reference(gradient, rate) * 0.1 / np.sqrt(0.001)
    ),
}


def cases(rng):
    sizes = np.array([-1000, 10, 1, 0, -0.1, 0.05, -20])
    for _ in range(2):
        yield Case(
            "gradient={gradient}, learning_rate={learning_rate}",
            gradient=rng.permutation(np.round(rng.uniform(1, 9, 7), 2) * sizes),
            learning_rate=float(np.round(rng.uniform(0.01, 0.3), 3)),
        )
