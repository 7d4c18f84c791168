"""The gradient of the mean cross-entropy of logistic regression."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03.exercises import _shared


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


exercise = Exercise(
    points=2,
    hints=[
        "Forward first: a = sigmoid(X @ w + b), shape (n,).",
        "For one example the gradient of the loss with respect to z is a − y, nothing else.",
        "z grows with w by X and with b by 1: dw is the mean of (a − y)·x over the examples, db the mean of a − y.",
    ],
    errors={
        "mismatch in its core dimension": "The shapes do not fit in this order. X is (n, features), a − y is (n,), and "
        "dw must be (features,): which of them must be transposed?",
    },
)


def check(answer, rng):
    n, features = 7, 3
    X, w, b = np.round(rng.normal(size=(n, features)), 2), np.round(rng.normal(size=features), 2), 0.6
    y = np.array([1, 0, 1, 1, 0, 1, 1])
    tried = f"X of shape {X.shape}, y = {expect.short(y)}, w = {expect.short(w)}, b = {b}"
    z = X @ w + b
    p = _sigmoid(z)
    error = p - y
    no_bias, linear = _sigmoid(X @ w) - y, z - y
    squared = 2 * error * p * (1 - p)
    dw, db = _shared.parts(answer(X, y, w, b), ("dw", "db"), tried)
    expect.close(
        dw,
        X.T @ error / n,
        tried=f"{tried}: dw",
        look="dw is the mean over the examples of (a − y)·x",
        rtol=1e-3,
        atol=1e-5,
        mistakes={
            "These are sums. The cost is a mean, so its gradient is one too.": X.T @ error,
            "The sign is turned over: the gradient of the cost has a − y. Minus comes in with the update.": Either(
                (-X.T @ error / n, -X.T @ error)
            ),
            "The bias is missing in z, so `a` is another one.": Either((X.T @ no_bias / n, X.T @ no_bias)),
            "The sigmoid is missing: z − y is the error of a linear regression.": Either(
                (X.T @ linear / n, X.T @ linear)
            ),
            "This is the gradient of the squared error: it still carries a·(1 − a), which is nearly 0 where the "
            "network is sure, even where it is sure and wrong.": Either(
                f * X.T @ squared / m for f in (1, 0.5) for m in (n, 1)
            ),
            "These are the examples one by one. Take the mean over them.": Either(
                (X * error[:, None], X * error[:, None] / n)
            ),
            "dw and db are exchanged.": error.mean(),
            "The errors were not weighted with the inputs: how much of `a − y` a weight gets depends on its x.": Either(
                (np.full(features, error.mean()), error.mean() * X.mean(axis=0))
            ),
            "dw has the shape (1, features) or (features, 1); w has the shape (features,).": Either(
                ((X.T @ error / n)[None], (X.T @ error / n)[:, None])
            ),
        },
    )
    expect.close(
        db,
        error.mean(),
        tried=f"{tried}: db",
        look="db is the mean over the examples of a − y",
        rtol=1e-3,
        atol=1e-5,
        mistakes={
            "This is the sum over the examples; dw is a mean, and so is db.": error.sum(),
            "These are the errors of the examples. There is a single bias: take their mean.": Either(
                (error, error / n)
            ),
            "b was left out. It is a parameter like the others, with an input that is always 1.": 0.0,
            "The sign is turned over in db alone.": -error.mean(),
            "The number is right, but in an array. b is a number, and so is db.": Either(
                ([error.mean()], [[error.mean()]])
            ),
        },
    )
