"""A layer: the weighted sums of all units plus biases, through an activation."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_02 import learner_side
from course_utils.lessons.lesson_02.exercises import _shared

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
        "'function' object": _shared.CALLED,
    },
)


def check(answer, rng):
    for n, features, units, name in ((4, 3, 2, "relu"), (3, 2, 5, "sigmoid"), (1, 4, 3, "tanh"), (5, 2, 3, "linear")):
        # so small that a sigmoid is not yet 0 or 1, with biases that show
        X = np.round(rng.uniform(0.3, 1.5, (n, features)) * rng.choice([-1, 1], (n, features)), 2)
        W = np.round(rng.uniform(0.3, 1, (features, units)) * rng.choice([-1, 1], (features, units)), 2)
        b = np.round(rng.permutation(np.linspace(-0.8, 0.7, units)), 2)
        z, activation = X @ W, learner_side.ACTIVATIONS[name]
        if name == "relu":  # one sum far below 0, where only the activation can help, one far above
            X[0], X[1] = -np.sign(W[:, 0]), np.sign(W[:, 1])
            z = X @ W
        right = activation(z + b)
        expect.close(
            answer.via(learner_side.with_functions, X, W, b, {"function": name}),
            right,
            tried=f"dense(X, W, b, activation): X has the shape {X.shape}, W {W.shape}, b {b.shape}, and the "
            f"activation is {name}",
            atol=2e-3,
            look="z = X @ W + b, and then the activation of z",
            mistakes={
                "These are the weighted sums plus biases. The activation is still to come: it is a function, call it "
                "on them.": z + b,
                "The biases are missing: one for each unit, added before the activation.": Either((activation(z), z)),
                "The biases were added after the activation. They belong to the weighted sums: a bias moves the point "
                "at which its unit switches on.": activation(z) + b,
                "The activation was called on X. It is for the weighted sums of this layer.": Either(
                    (activation(X) @ W + b, activation(activation(X) @ W + b))
                ),
                "You always take ReLU. Which function it is, is handed in.": np.maximum(0, z + b),
                "You always take the sigmoid. Which function it is, is handed in.": _shared.sigmoid(z + b),
                "The biases were subtracted; they are added.": activation(z - b),
                "Each bias went in once for every input. A unit adds its bias once.": activation(z + features * b),
                "Rows and columns are exchanged: a row of the result belongs to a row of X, a column to a unit.": (
                    right.T
                ),
                "This is one row for the whole batch. Every row of X has outputs of its own.": Either(
                    (right.sum(axis=0), right.mean(axis=0), right[0], right[-1])
                ),
                "This is one number for each row. A layer gives one for each unit.": Either(
                    (activation((z + b).sum(axis=1)), right.sum(axis=1), right[:, 0], right[:, -1])
                ),
            },
        )
