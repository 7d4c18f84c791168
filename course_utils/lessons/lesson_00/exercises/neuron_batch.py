"""The same neuron for a batch: one output for every row of X."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

_ORDER = (
    "The shapes do not fit in this order: X is (n, features) and w is (features,). The sizes that meet in "
    "the middle must be the same."
)


exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Nothing changes in the idea: every row of X is one example, and gets one number.",
        "Look at the shapes: (n, features) @ (features,) is (n,).",
        "`max` compares two numbers; for whole arrays, element by element, there is `np.maximum`.",
    ],
    errors={
        "truth value of an array": "`max` and `if` compare single numbers, but here is one for each row. "
        "Either take the rows one by one, or find the function that compares element by element.",
        "mismatch in its core dimension": _ORDER,
        "not aligned": _ORDER,
    },
)


def check(answer, rng):
    w, b = np.round(rng.uniform(0.5, 2, 3) * [1, -1, 1], 1), 0.4
    X = np.round(rng.normal(size=(6, 3)), 1)
    X[0], X[1] = 2 * w, -2 * w  # one row surely on, one surely off
    products = X * w
    z = products.sum(axis=1)
    right = np.maximum(0, z + b)
    expect.close(
        answer(X, w, b),
        right,
        tried=f"a batch of 6 rows, X of shape (6, 3), w = {expect.short(w)}, b = {b}",
        look="the three steps, for each of the six rows: weighted sum, plus bias, then ReLU",
        mistakes={
            "The activation is still missing: ReLU, element by element.": z + b,
            "The bias is not in it: b is added to every weighted sum, before the activation.": (np.maximum(0, z)),
            "You applied ReLU before adding the bias. The bias decides when a neuron switches on, so it goes "
            "in first.": np.maximum(0, z) + b,
            "You returned a column, shape (6, 1). Six numbers in one row, shape (6,), are asked for.": (right[:, None]),
            "This is one number for the whole batch. Every row is an example of its own.": Either(
                (right.sum(), right.mean(), right.max(), z.sum() + b, max(0.0, z.sum() + b))
            ),
            "You multiplied but did not add up: every row still has three numbers.": Either(
                (products, products + b, np.maximum(0, products), np.maximum(0, products + b))
            ),
            "You added up down the columns. Every row is one example: add up along the row.": Either(
                (np.maximum(0, products.sum(axis=0) + b), products.sum(axis=0) + b)
            ),
        },
    )
