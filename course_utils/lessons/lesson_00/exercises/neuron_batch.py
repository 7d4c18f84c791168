"""The same neuron for a batch: one output for every row of X."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

_ORDER = (
    "The shapes don't fit in this order: X is (n, features), and w is (features,). In a product of the two, the last "
    "size of the first array must equal the first size of the second."
)

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Each row of X is one example, and each example gives one number.",
        "Look at the shapes: (n, features) @ (features,) is (n,).",
        "`max` compares two numbers. `np.maximum` compares whole arrays, number by number.",
    ],
    errors={
        "truth value of an array": "`max` and `if` compare single numbers, but your function gives them a whole "
        "array. In a loop, add up the products of each row first; without a loop, use a "
        "function that compares number by number.",
        "only integer scalar arrays": hints.MAXIMUM,
        "mismatch in its core dimension": _ORDER,
        "not aligned": _ORDER,
    },
    shown_as="neuron_batch(X, w, b)",
    look="take the three steps for each of the six rows: weighted sum, plus bias, then ReLU",
    tolerance=2e-2,  # half precision is enough
)


def _sums(X, w, b):
    return np.sum(X * w, axis=1) + b


def reference(X, w, b):
    return np.maximum(0, _sums(X, w, b))


mistakes = {
    "The activation function is still missing, so your function can return negative numbers.": _sums,
    "Your function doesn't use the bias. Add it to each weighted sum before you apply ReLU.": (
        lambda X, w, b: reference(X, w, 0)
    ),
    "You applied ReLU before you added the bias. The bias decides when a neuron is on, so add it first.": (
        lambda X, w, b: reference(X, w, 0) + b
    ),
    "You returned a column of shape (6, 1). The result must have the shape (6,).": (
        lambda X, w, b: reference(X, w, b)[:, None]
    ),
    "You returned one number for the whole batch. Each row is a separate example with its own output.": (
        lambda X, w, b: np.sum(reference(X, w, b)),
        lambda X, w, b: np.mean(reference(X, w, b)),
        lambda X, w, b: np.sum(X * w) + b,
        lambda X, w, b: max(0.0, np.sum(X * w) + b),
    ),
    "You returned the largest output of the batch. `np.max` finds the largest number, and `np.maximum(z, 0)` sets "
    "negative numbers to 0.": lambda X, w, b: np.max(reference(X, w, b)),
    "You returned three outputs, as many as there are weights. Each of the six rows has its own output.": (
        lambda X, w, b: reference(X, w, b)[: len(w)]
    ),
    "You removed the outputs of the rows that are off. Replace them with 0, so that each row keeps its output.": (
        lambda X, w, b: reference(X, w, b)[_sums(X, w, b) > 0]
    ),
    "Your sum goes on from one row to the next. Start it again for each row.": (
        lambda X, w, b: np.maximum(0, np.cumsum(np.sum(X * w, axis=1)) + b)
    ),
    "You multiplied, but you didn't add up the products, so each row still has three numbers.": (
        lambda X, w, b: X * w,
        lambda X, w, b: X * w + b,
        lambda X, w, b: np.maximum(0, X * w),
        lambda X, w, b: np.maximum(0, X * w + b),
    ),
    "You added up each column. Each row is one example, so add up each row.": (
        lambda X, w, b: np.maximum(0, np.sum(X * w, axis=0) + b),
        lambda X, w, b: np.sum(X * w, axis=0) + b,
    ),
}


def cases(rng):
    w, b = np.round(rng.uniform(0.5, 2, 3) * [1, -1, 1], 1), 0.4
    X = np.round(rng.normal(size=(6, 3)), 1)
    X[0], X[1] = 2 * w, -2 * w  # one row surely on, one surely off
    yield Case("X of shape {X.shape}, w = {w}, b = {b}", X=X, w=w, b=b)
