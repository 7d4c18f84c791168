"""All gradients of a network with one hidden ReLU layer and softmax."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03b.exercises import _shared

exercise = Exercise(
    core=False,
    points=3,
    hints=[
        "Compute the outputs first, and keep z1, a1 and the probabilities.",
        "Softmax and cross-entropy together have a simple gradient: dz2 = (a2 − one-hot labels) / n.",
        "From there, apply dense_backward, relu_backward and dense_backward again.",
    ],
    errors={
        "mismatch in its core dimension": "The shapes don't fit in this order. X is (n, inputs), dz1 is (n, "
        "hidden), dz2 is (n, classes), and each dW has the shape of its W.",
        "could not be broadcast": "The labels are class numbers of shape (n,), and the probabilities have the "
        "shape (n, classes). Turn the labels into one-hot rows, or subtract 1 at the right places.",
    },
)


def check(answer, rng):
    n, inputs, hidden, classes = 6, 4, 5, 3
    X, y = np.round(rng.normal(size=(n, inputs)), 2), rng.permutation([0, 1, 2, 2, 1, 2])
    W1, b1 = np.round(rng.normal(size=(inputs, hidden)), 2), np.round(rng.uniform(-0.5, 0.5, hidden), 2)
    W2, b2 = np.round(rng.normal(size=(hidden, classes)), 2), np.round(rng.uniform(-0.5, 0.5, classes), 2)
    z1 = X @ W1 + b1
    a1, one_hot = np.maximum(0, z1), np.eye(classes)[y]
    z2 = a1 @ W2 + b2
    names = ("dW1", "db1", "dW2", "db2")

    def gradients(dz2, gate):
        dz1 = dz2 @ W2.T * gate
        return dict(zip(names, (X.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)), strict=True))

    p, on = _shared.softmax(z2), z1 > 0
    error = p - one_hot
    right = gradients(error / n, on)
    tried = f"X of shape {X.shape}, y = {expect.short(y)}, {hidden} hidden units, {classes} classes"
    got = _shared.parts(answer(X, y, W1, b1, W2, b2), names, tried)
    for name, value in reversed(list(zip(names, got, strict=True))):  # as the gradient goes: from the output back
        summed, turned = gradients(error, on), gradients(-error / n, on)
        squared = gradients(2 * (z2 - one_hot) / n, on)
        sloped = gradients(error * p * (1 - p) / n, on)
        all_rows = np.exp(z2) / np.exp(z2).sum()
        expect.close(
            value,
            right[name],
            tried=f"{tried}: {name}",
            look=f"{name}: which gradient arrives at its layer, and what are the inputs of this layer?",
            rtol=1e-3,
            atol=1e-5,
            mistakes={
                "The factor 1/n is missing. The cost is the mean over the examples.": summed[name],
                "Your gradient has the wrong sign. It starts with a2 minus the one-hot labels.": turned[name],
                "The hidden ReLU is missing on the way back. If a unit was off, its slope is 0.": Either(
                    (gradients(error / n, 1)[name], gradients(error, 1)[name])
                ),
                "The softmax is missing. z2 minus the labels would be the error of a regression.": Either(
                    (squared[name], squared[name] / 2, squared[name] / (2 * classes))
                ),
                "You multiplied by a1 instead of the slope of ReLU. The slope is 1 where the unit is on, and 0 "
                "elsewhere.": gradients(error / n, a1)[name],
                "db has one number for each unit, so its shape is (units,). Add up dz over the examples, and keep no "
                "extra axis.": Either((error / n, error.mean(), error.sum(axis=0, keepdims=True) / n)),
                "The factor a2·(1 − a2) doesn't belong here. For softmax and cross-entropy together, dz2 contains "
                "only a2 minus the one-hot labels.": Either((sloped[name], n * sloped[name])),
                "You used the slope of a sigmoid or a tanh in the hidden layer. This layer uses ReLU.": Either(
                    gradients(error / n, slope)[name] for slope in (a1 * (1 - a1), 1 - a1**2)
                ),
                "You exchanged rows and columns. A gradient has the same shape as its parameter.": right[name].T,
                "All your probabilities together add up to 1. Softmax makes each row add up to 1.": (
                    gradients((all_rows - one_hot) / n, on)[name]
                ),
                "You used z1 as the input of the second layer. Its input is a1.": (
                    z1.T @ error / n if name == "dW2" else np.nan
                ),
                "Your gradient contains the factor 1/n twice.": right[name] / n,
            },
        )
