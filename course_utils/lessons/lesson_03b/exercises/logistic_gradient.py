"""The gradient of the mean cross-entropy of logistic regression."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

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
    parts={
        "dw": "dw is the mean over the examples of (a − y)·x",
        "db": "db is the mean over the examples of a − y",
    },
    tolerance=1e-5,
    relative=1e-3,
)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _error(X, y, w, b):
    return _sigmoid(X @ w + b) - y


def reference(X, y, w, b):
    return _from(_error)(X, y, w, b)


def _from(error, dw=lambda X, error: X.T @ error / len(X), db=lambda error: error.mean()):
    """Return the answer that computes dw and db in these ways from the errors ``error(X, y, w, b)``."""

    def logistic_gradient(X, y, w, b):
        errors = error(X, y, w, b)
        return dw(X, errors), db(errors)

    return logistic_gradient


def _sum_and_mean(error):
    """Return the answers that add up, or average, other errors than a − y."""
    return _from(error, lambda X, error: X.T @ error, np.sum), _from(error)


def _of_squares(X, y, w, b):
    a = _sigmoid(X @ w + b)
    return (a - y) * a * (1 - a)


def _dw(dw):
    """Return the answer with the right db."""
    return _from(_error, dw=dw)


def _db(db):
    """Return the answer with the right dw."""
    return _from(_error, db=db)


mistakes = {
    "You returned sums. The cost is a mean over the examples, so its gradient is a mean too.": (
        _dw(lambda X, error: X.T @ error)
    ),
    "Your gradient has the wrong sign. Use a − y: the minus sign belongs to the update.": (
        _sum_and_mean(lambda X, y, w, b: -_error(X, y, w, b))
    ),
    "The bias is missing in z, so your outputs are different.": _sum_and_mean(lambda X, y, w, b: _error(X, y, w, 0)),
    "The sigmoid is missing. z − y would be the error of a linear regression.": (
        _sum_and_mean(lambda X, y, w, b: X @ w + b - y)
    ),
    "This is the gradient of the squared error. Its factor a·(1 − a) is nearly 0 where the network is confident, even "
    "if it is wrong.": (
        *_sum_and_mean(_of_squares),
        *_sum_and_mean(lambda X, y, w, b: 2 * _of_squares(X, y, w, b)),
    ),
    "You returned the slopes of every single example. Take the mean over the examples.": (
        _dw(lambda X, error: X * error[:, None]),
        _dw(lambda X, error: X * error[:, None] / len(X)),
        _dw(lambda X, error: X.T * error),
        _dw(lambda X, error: X.T * error / len(X)),
    ),
    "Check the minus sign in the sigmoid: it belongs to all of z, to the weighted sum and to the bias.": (
        *_sum_and_mean(lambda X, y, w, b: _sigmoid(-(X @ w + b)) - y),
        *_sum_and_mean(lambda X, y, w, b: _sigmoid(X @ w - b) - y),
    ),
    "Check the parentheses in the sigmoid: 1 is divided by the whole sum 1 + exp(−z).": (
        _sum_and_mean(lambda X, y, w, b: 1 + np.exp(-(X @ w + b)) - y)
    ),
    "You divided by the number of features. The cost is a mean over the examples.": (
        _dw(lambda X, error: X.T @ error / X.shape[1])
    ),
    "You returned one number. The gradient has a slope for each weight.": (
        _dw(lambda X, error: np.mean(X.T @ error)),
        _dw(lambda X, error: np.mean(X.T @ error) / len(X)),
        _dw(lambda X, error: np.sum(X.T @ error) / len(X)),
    ),
    "You returned new weights. Return the gradient, and the update subtracts it later.": (
        lambda X, y, w, b: (w - X.T @ _error(X, y, w, b) / len(X), b - _error(X, y, w, b).mean()),
        lambda X, y, w, b: (w - X.T @ _error(X, y, w, b), b - _error(X, y, w, b).sum()),
    ),
    "Your dw is the value of db. Did you return db first, or did you leave out the inputs X?": (
        lambda X, y, w, b: reference(X, y, w, b)[::-1]
    ),
    "You didn't multiply the errors by the inputs. The slope for a weight depends on the input that it multiplies.": (
        _dw(lambda X, error: np.full(X.shape[1], error.mean())),
        _dw(lambda X, error: error.mean() * X.mean(axis=0)),
    ),
    "You added up the errors before you multiplied them by the inputs. Multiply each error by the inputs of its "
    "example, and then take the mean.": (
        _dw(lambda X, error: error.mean() * X[-1]),
        _dw(lambda X, error: error.sum() * X[-1]),
    ),
    "Your dw has the shape (1, features) or (features, 1), but w has the shape (features,).": (
        _dw(lambda X, error: (X.T @ error / len(X))[None]),
        _dw(lambda X, error: (X.T @ error / len(X))[:, None]),
    ),
    "You returned the sum over the examples for db. Like dw, it is a mean.": _db(np.sum),
    "You returned one number per example. There is only one bias, and db is the mean of a − y.": (
        _db(np.asarray),
        _db(lambda error: error / len(error)),
    ),
    "You left out db. The bias is a parameter like the weights, and its input is always 1.": _db(lambda error: 0.0),
    "db has the wrong sign, although dw is right.": _db(lambda error: -error.mean()),
    "The number is right, but it is in an array. b is a number, and so is db.": (
        _db(lambda error: [error.mean()]),
        _db(lambda error: [[error.mean()]]),
    ),
}


def cases(rng):
    X, w = np.round(rng.normal(size=(7, 3)), 2), np.round(rng.normal(size=3), 2)
    y = np.array([1, 0, 1, 1, 0, 1, 1])
    yield Case("X of shape {X.shape}, y = {y}, w = {w}, b = {b}", X=X, y=y, w=w, b=0.6)
