"""A layer: the weighted sums of all units plus biases, through an activation."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import CALLED, sigmoid
from course_utils.lessons.lesson_02.learner_side import with_functions

_MIDDLE = (
    "The sizes that meet in the middle of a matrix product must be the same: X is (n, features) and W is (features, "
    "units)."
)

exercise = Exercise(
    points=2,
    hints=[
        "Two lines: z, the weighted sums of all units for all rows; then the activation of z.",
        "`X @ W` has the shape (n, units): for each row the sum of each unit. `b` has one number for each unit.",
        "`activation` is a function that is handed in. Whatever it does, call it on z and return what it gives.",
    ],
    errors={
        "mismatch in its core dimension": _MIDDLE,
        "not aligned": _MIDDLE,
        "could not be broadcast": "`*` multiplies number by number and needs equal shapes. A weighted sum multiplies "
        "and adds up: that is the matrix product.",
        "'function' object": CALLED,
    },
    shown_as="dense(X, W, b, activation)",
    look="z = X @ W + b, and then the activation of z",
    tolerance=2e-3,
    via=with_functions,
)


def reference(X, W, b, activation):
    return activation(X @ W + b)


mistakes = {
    "These are the weighted sums plus biases. The activation is still to come: it is a function, call it on them.": (
        lambda X, W, b, activation: X @ W + b
    ),
    "The biases are missing: one for each unit, added before the activation.": (
        lambda X, W, b, activation: activation(X @ W),
        lambda X, W, b, activation: X @ W,
    ),
    "The biases were added after the activation. They belong to the weighted sums: a bias moves the point at which its "
    "unit switches on.": lambda X, W, b, activation: activation(X @ W) + b,
    "The activation was called on X. It is for the weighted sums of this layer.": (
        lambda X, W, b, activation: activation(X) @ W + b,
        lambda X, W, b, activation: activation(activation(X) @ W + b),
    ),
    "You always take ReLU. Which function it is, is handed in.": lambda X, W, b, activation: np.maximum(0, X @ W + b),
    "You always take the sigmoid. Which function it is, is handed in.": (
        lambda X, W, b, activation: sigmoid(X @ W + b)
    ),
    "The biases were subtracted; they are added.": lambda X, W, b, activation: activation(X @ W - b),
    "Each bias went in once for every input. A unit adds its bias once.": (
        lambda X, W, b, activation: activation(X @ W + X.shape[1] * b)
    ),
    "Rows and columns are exchanged: a row of the result belongs to a row of X, a column to a unit.": (
        lambda X, W, b, activation: reference(X, W, b, activation).T
    ),
    "This is one row for the whole batch. Every row of X has outputs of its own.": (
        lambda X, W, b, activation: reference(X, W, b, activation).sum(axis=0),
        lambda X, W, b, activation: reference(X, W, b, activation).mean(axis=0),
        lambda X, W, b, activation: reference(X, W, b, activation)[0],
        lambda X, W, b, activation: reference(X, W, b, activation)[-1],
    ),
    "This is one number for each row. A layer gives one for each unit.": (
        lambda X, W, b, activation: activation((X @ W + b).sum(axis=1)),
        lambda X, W, b, activation: reference(X, W, b, activation).sum(axis=1),
        lambda X, W, b, activation: reference(X, W, b, activation)[:, 0],
        lambda X, W, b, activation: reference(X, W, b, activation)[:, -1],
    ),
}


def cases(rng):
    for n, features, units, name in ((4, 3, 2, "relu"), (3, 2, 5, "sigmoid"), (1, 4, 3, "tanh"), (5, 2, 3, "linear")):
        # so small that a sigmoid is not yet 0 or 1, with biases that show
        X = np.round(rng.uniform(0.3, 1.5, (n, features)) * rng.choice([-1, 1], (n, features)), 2)
        W = np.round(rng.uniform(0.3, 1, (features, units)) * rng.choice([-1, 1], (features, units)), 2)
        b = np.round(rng.permutation(np.linspace(-0.8, 0.7, units)), 2)
        if name == "relu":  # one sum far below 0, where only the activation can help, one far above
            X[0], X[1] = -np.sign(W[:, 0]), np.sign(W[:, 1])
        yield Case(
            "X has the shape {X.shape}, W {W.shape}, b {b.shape}, and the activation is {name}",
            fields={"name": name},
            X=X,
            W=W,
            b=b,
            activation={"function": name},
        )
