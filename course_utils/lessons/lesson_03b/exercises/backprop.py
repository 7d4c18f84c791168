"""All gradients of a network with one hidden ReLU layer and softmax."""

from functools import partial

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_03b.exercises._shared import softmax

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
    parts={
        name: f"{name}: which gradient arrives at its layer, and what are the inputs of this layer?"
        for name in ("dW1", "db1", "dW2", "db2")
    },
    backwards=True,  # as the gradient goes: from the output back
    tolerance=1e-5,
    relative=1e-3,
)


def _one_hot(z2, y):
    return np.eye(z2.shape[1])[y]


def _dz2(z2, y):
    return (softmax(z2) - _one_hot(z2, y)) / len(y)


def reference(
    X,
    y,
    W1,
    b1,
    W2,
    b2,
    dz2=_dz2,
    slope=lambda z1, a1: z1 > 0,
    bias=lambda dz: dz.sum(axis=0),
    inputs=lambda z1, a1: a1,
):
    """Return the gradients; each argument after the weights makes one of the known mistakes."""
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    of_outputs = dz2(a1 @ W2 + b2, y)
    of_hidden = of_outputs @ W2.T * slope(z1, a1)
    return X.T @ of_hidden, bias(of_hidden), inputs(z1, a1).T @ of_outputs, bias(of_outputs)


def _difference(z2, y):
    """Return what a regression has in place of dz2."""
    return z2 - _one_hot(z2, y)


def _with_slope(z2, y):
    return _dz2(z2, y) * softmax(z2) * (1 - softmax(z2))


def _over_all(z2, y):
    return (np.exp(z2) / np.exp(z2).sum() - _one_hot(z2, y)) / len(y)


mistakes = {
    "The factor 1/n is missing. The cost is the mean over the examples.": (
        partial(reference, dz2=lambda z2, y: len(y) * _dz2(z2, y))
    ),
    "Your gradient has the wrong sign. Begin with a2 minus the one-hot labels.": (
        partial(reference, dz2=lambda z2, y: -_dz2(z2, y))
    ),
    "The hidden ReLU is missing on the way back. If a unit was off, its slope is 0.": (
        partial(reference, slope=lambda z1, a1: 1)
    ),
    "The softmax is missing. z2 minus the labels would be the error of a regression.": (
        partial(reference, dz2=lambda z2, y: 2 * _difference(z2, y) / len(y)),
        partial(reference, dz2=lambda z2, y: _difference(z2, y) / len(y)),
        partial(reference, dz2=lambda z2, y: _difference(z2, y) / z2.size),
    ),
    "You multiplied by a1 instead of the slope of ReLU. The slope is 1 where the unit is on, and 0 elsewhere.": (
        partial(reference, slope=lambda z1, a1: a1)
    ),
    "db has one number for each unit, so its shape is (units,). Add up dz over the examples, and keep no extra axis.": (
        partial(reference, bias=lambda dz: dz),
        partial(reference, bias=np.sum),
        partial(reference, bias=lambda dz: dz.sum(axis=0, keepdims=True)),
    ),
    "The factor a2·(1 − a2) doesn't belong here. For softmax and cross-entropy together, dz2 contains only a2 minus "
    "the one-hot labels.": (
        partial(reference, dz2=_with_slope),
        partial(reference, dz2=lambda z2, y: len(y) * _with_slope(z2, y)),
    ),
    "You used the slope of a sigmoid or a tanh in the hidden layer. This layer uses ReLU.": (
        partial(reference, slope=lambda z1, a1: a1 * (1 - a1)),
        partial(reference, slope=lambda z1, a1: 1 - a1**2),
    ),
    "You swapped rows and columns. A gradient has the same shape as its parameter.": (
        lambda *arguments: [gradient.T for gradient in reference(*arguments)]
    ),
    "All your probabilities together add up to 1. Softmax makes each row add up to 1.": (
        partial(reference, dz2=_over_all)
    ),
    "You used z1 as the input of the second layer. Its input is a1.": partial(reference, inputs=lambda z1, a1: z1),
    "Your gradient contains the factor 1/n twice.": partial(reference, dz2=lambda z2, y: _dz2(z2, y) / len(y)),
}


def cases(rng):
    X, y = np.round(rng.normal(size=(6, 4)), 2), rng.permutation([0, 1, 2, 2, 1, 2])
    W1, b1 = np.round(rng.normal(size=(4, 5)), 2), np.round(rng.uniform(-0.5, 0.5, 5), 2)
    W2, b2 = np.round(rng.normal(size=(5, 3)), 2), np.round(rng.uniform(-0.5, 0.5, 3), 2)
    what = "X of shape {X.shape}, y = {y}, 5 hidden units, 3 classes"
    yield Case(what, X=X, y=y, W1=W1, b1=b1, W2=W2, b2=b2)
