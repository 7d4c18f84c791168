"""The outputs of a dense layer."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import CALLED, sigmoid
from course_utils.lessons.lesson_02.learner_side import with_functions

_MIDDLE = (
    "The inner sizes of a matrix product must be equal. X has the shape (n, features), and W has (features, units)."
)

exercise = Exercise(
    points=2,
    hints=[
        "You need two lines: compute the sums z of all units for all examples, and then apply the activation function.",
        "`X @ W` has the shape (n, units), with a weighted sum for each example and unit. `b` has one bias per unit.",
        "`activation` is a function, so you can call it on z and return the result.",
    ],
    errors={
        "mismatch in its core dimension": _MIDDLE,
        "not aligned": _MIDDLE,
        "could not be broadcast": "`*` and `+` work element by element, so the shapes must fit. The weighted sums "
        "`X @ W` have the shape (n, units), and b of shape (units,) fits them as it is.",
        "'function' object": CALLED,
    },
    shown_as="dense(X, W, b, activation)",
    look="compute the sums with their biases, and then apply the activation function once",
    tolerance=2e-3,
    via=with_functions,
)


def reference(X, W, b, activation):
    return activation(X @ W + b)


mistakes = {
    "You returned the sums z. Apply the activation function to them.": (lambda X, W, b, activation: X @ W + b),
    "The biases are missing. Add one to the sum of each unit, before you apply the activation function.": (
        lambda X, W, b, activation: activation(X @ W),
        lambda X, W, b, activation: X @ W,
    ),
    "You added the biases after the activation function. They are part of the sums.": lambda X, W, b, activation: (
        activation(X @ W) + b
    ),
    "You applied the activation function to X. Apply it only to the sums of this layer.": (
        lambda X, W, b, activation: activation(X) @ W + b,
        lambda X, W, b, activation: activation(activation(X) @ W + b),
    ),
    "Your function always uses ReLU. Use the function that is passed as `activation`.": lambda X, W, b, activation: (
        np.maximum(0, X @ W + b)
    ),
    "Your function always uses the sigmoid. Use the function that is passed as `activation`.": (
        lambda X, W, b, activation: sigmoid(X @ W + b)
    ),
    "You subtracted the biases. Add them.": lambda X, W, b, activation: activation(X @ W - b),
    "You added each bias once for every feature. A unit adds its bias only once.": (
        lambda X, W, b, activation: activation(X @ W + X.shape[1] * b)
    ),
    "Rows and columns are swapped. The result needs a row for each example and a column for each unit.": (
        lambda X, W, b, activation: reference(X, W, b, activation).T
    ),
    "You returned a single row. The result needs a row for each example.": (
        lambda X, W, b, activation: reference(X, W, b, activation).sum(axis=0),
        lambda X, W, b, activation: reference(X, W, b, activation).mean(axis=0),
        lambda X, W, b, activation: reference(X, W, b, activation)[0],
        lambda X, W, b, activation: reference(X, W, b, activation)[-1],
    ),
    "You returned one number per example. The result needs a column for each unit.": (
        lambda X, W, b, activation: activation((X @ W + b).sum(axis=1)),
        lambda X, W, b, activation: reference(X, W, b, activation).sum(axis=1),
        lambda X, W, b, activation: reference(X, W, b, activation)[:, 0],
        lambda X, W, b, activation: reference(X, W, b, activation)[:, -1],
    ),
}


def cases(rng):
    for n, features, units, name in ((4, 3, 2, "relu"), (3, 2, 5, "sigmoid"), (1, 4, 3, "tanh"), (5, 2, 3, "linear")):
        # so small that no sigmoid is close to 0 or 1, with biases that matter
        X = np.round(rng.uniform(0.3, 1.5, (n, features)) * rng.choice([-1, 1], (n, features)), 2)
        W = np.round(rng.uniform(0.3, 1, (features, units)) * rng.choice([-1, 1], (features, units)), 2)
        b = np.round(rng.permutation(np.linspace(-0.8, 0.7, units)), 2)
        if name == "relu":  # one sum far below 0, where only the activation function matters, and one far above
            X[0], X[1] = -np.sign(W[:, 0]), np.sign(W[:, 1])
        yield Case(
            "X has the shape {X.shape}, W {W.shape}, b {b.shape}, and the activation is {name}",
            fields={"name": name},
            X=X,
            W=W,
            b=b,
            activation={"function": name},
        )
