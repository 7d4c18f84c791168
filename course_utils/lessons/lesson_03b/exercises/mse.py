"""The mean squared error, a single number, also if one side has the shape (n, 1)."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=1,
    hints=[
        "What `y_true - y_pred` gives depends on the shapes. Print the shape of the difference.",
        "NumPy makes a table of the shapes (n,) and (n, 1). Bring both to the shape (n,) first, with `np.ravel`.",
        "Then there are three steps: difference, square, mean.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but a comparison of arrays gives one for each "
        "entry. If you use `keras.losses.MeanSquaredError`, create a loss object first, and call the object with the "
        "labels and the predictions.",
        "bitwise_xor": hints.POWER,
        "too many indices": "Both arrays can have the shape (n,) or (n, 1), and `[:, 0]` needs two axes.",
    },
    shown_as="mse(y_true, y_pred)",
    look="difference, square, mean, and the shape of the difference",
    tolerance=1e-3,
)


def _errors(y_true, y_pred):
    return np.ravel(y_true) - np.ravel(y_pred)


def reference(y_true, y_pred):
    return np.mean(_errors(y_true, y_pred) ** 2)


mistakes = {
    "The shapes (n,) and (n, 1) make a table of shape (n, n), in which every label meets every prediction. Row i "
    "belongs to row i only.": (
        lambda y_true, y_pred: np.mean((y_true - y_pred) ** 2),
        lambda y_true, y_pred: np.mean((np.ravel(y_true)[:, None] - np.ravel(y_pred)) ** 2),
    ),
    "You returned the squared errors themselves. Their mean is a single number.": (
        lambda y_true, y_pred: _errors(y_true, y_pred) ** 2,
        lambda y_true, y_pred: _errors(y_true, y_pred)[:, None] ** 2,
        lambda y_true, y_pred: (y_true - y_pred) ** 2,
    ),
    "You returned the sum. For the mean, divide by the number of examples.": (
        lambda y_true, y_pred: np.sum(_errors(y_true, y_pred) ** 2)
    ),
    "This is the square root of the mean squared error.": lambda y_true, y_pred: np.sqrt(reference(y_true, y_pred)),
    "Positive and negative errors cancel, because you didn't square them.": (
        lambda y_true, y_pred: np.mean(_errors(y_true, y_pred)),
        lambda y_true, y_pred: -np.mean(_errors(y_true, y_pred)),
        lambda y_true, y_pred: np.mean(_errors(y_true, y_pred)) ** 2,
    ),
    "This is the mean absolute error. Square the differences instead.": (
        lambda y_true, y_pred: np.mean(np.abs(_errors(y_true, y_pred)))
    ),
    "This is half of the mean squared error. Some books divide the squared error by 2, but here you need the plain "
    "mean.": (lambda y_true, y_pred: reference(y_true, y_pred) / 2),
    "You divided by n − 1. The mean divides by n, the number of examples.": lambda y_true, y_pred: (
        np.sum(_errors(y_true, y_pred) ** 2) / (y_true.size - 1)
    ),
    "This is the variance of the errors. It hides an error that all predictions share, because it subtracts the mean "
    "error first.": lambda y_true, y_pred: np.var(_errors(y_true, y_pred)),
    "You squared labels and predictions before you subtracted. Subtract first, and then square.": (
        lambda y_true, y_pred: np.mean(np.ravel(y_true) ** 2 - np.ravel(y_pred) ** 2)
    ),
    "The number is right, but it is in an array. Return the number itself.": (
        lambda y_true, y_pred: [reference(y_true, y_pred)],
        lambda y_true, y_pred: [[reference(y_true, y_pred)]],
    ),
}


def cases(rng):
    n = int(rng.integers(5, 9))
    y = np.round(rng.permutation(np.linspace(-9, 9, n)) + rng.uniform(-1, 1, n), 1)
    p = np.round(y + rng.uniform(3, 5, n) * np.resize([1, 1, -1], n), 2)  # nearer to its own label than to most
    for y_true, y_pred in ((y, p), (y, p[:, None]), (y[:, None], p)):
        yield Case(
            "y_true of shape {y_true.shape}: {y_true}, y_pred of shape {y_pred.shape}: {y_pred}",
            y_true=y_true,
            y_pred=y_pred,
        )
