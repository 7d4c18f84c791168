"""The gradient of the mean cross-entropy of logistic regression."""

import numpy as np

from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03b.exercises import _shared


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


exercise = Exercise(
    points=2,
    hints=[
        "Compute the outputs first: a = sigmoid(X @ w + b), of shape (n,).",
        "For one example, the slope of the loss with respect to z is a − y.",
        "The slope of z with respect to w is X, and with respect to b it is 1. So dw is the mean of (a − y)·x "
        "over the examples, and db is the mean of a − y.",
    ],
    errors={
        "mismatch in its core dimension": "The shapes don't fit in this order. X is (n, features), a − y is "
        "(n,), and dw must be (features,). Which array do you have to transpose?",
        "converted to Python scalars": hints.ONE_NUMBER,
        "name 'sigmoid'": "This notebook has no `sigmoid`. Write it in your cell, too, as in section 3 of the lesson.",
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
    turned, half_turned = _sigmoid(-z) - y, _sigmoid(X @ w - b) - y
    dw, db = _shared.parts(answer(X, y, w, b), ("dw", "db"), tried)
    expect.close(
        dw,
        X.T @ error / n,
        tried=f"{tried}: dw",
        look="dw is the mean over the examples of (a − y)·x",
        rtol=1e-3,
        atol=1e-5,
        mistakes={
            "You returned sums. The cost is a mean over the examples, so its gradient is a mean too.": X.T @ error,
            "Your gradient has the wrong sign. It contains a − y, and the minus sign belongs to the update.": Either(
                (-X.T @ error / n, -X.T @ error)
            ),
            "The bias is missing in z, so your outputs are different.": Either((X.T @ no_bias / n, X.T @ no_bias)),
            "The sigmoid is missing. z − y would be the error of a linear regression.": Either(
                (X.T @ linear / n, X.T @ linear)
            ),
            "This is the gradient of the squared error. Its factor a·(1 − a) is nearly 0 where the network is "
            "confident, even if it is wrong.": Either(f * X.T @ squared / m for f in (1, 0.5) for m in (n, 1)),
            "You returned the slopes of every single example. Take the mean over the examples.": Either(
                slopes for factor in (1, 1 / n) for slopes in (factor * X * error[:, None], factor * X.T * error)
            ),
            "Check the minus sign in the sigmoid: it belongs to all of z, to the weighted sum and to the bias.": Either(
                X.T @ wrong / m for wrong in (turned, half_turned) for m in (n, 1)
            ),
            "Check the parentheses in the sigmoid: 1 is divided by the whole sum 1 + exp(−z).": Either(
                X.T @ (1 + np.exp(-z) - y) / m for m in (n, 1)
            ),
            "You divided by the number of features. The cost is a mean over the examples.": X.T @ error / features,
            "You returned one number. The gradient has a slope for each weight.": Either(
                (np.mean(X.T @ error), np.mean(X.T @ error / n), np.sum(X.T @ error / n))
            ),
            "You returned new weights. Return the gradient, and the update subtracts it later.": Either(
                (w - X.T @ error / n, w - X.T @ error)
            ),
            "Your dw is the value of db. Did you return db first, or did you leave out the inputs X?": error.mean(),
            "You didn't multiply the errors by the inputs. The slope for a weight depends on the input that it "
            "multiplies.": Either((np.full(features, error.mean()), error.mean() * X.mean(axis=0))),
            "Your dw has the shape (1, features) or (features, 1), but w has the shape (features,).": Either(
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
            "You returned the sum over the examples for db. Like dw, it is a mean.": error.sum(),
            "You returned one number per example. There is only one bias, and db is the mean of a − y.": Either(
                (error, error / n)
            ),
            "You left out db. The bias is a parameter like the weights, and its input is always 1.": 0.0,
            "db has the wrong sign, although dw is right.": -error.mean(),
            "The number is right, but it is in an array. b is a number, and so is db.": Either(
                ([error.mean()], [[error.mean()]])
            ),
        },
    )
