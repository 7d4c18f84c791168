"""Gradients of a dense layer: for its weights, its biases and its inputs."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "Let the shapes guide you: dW is (inputs, units), a is (n, inputs), and dz is (n, units). Which product"
        " gives this shape?",
        "b is added for every example, so db is the sum of dz over the examples.",
        "In z = a @ W + b, the slope of z with respect to a is W, so da = dz @ W.T.",
    ],
    errors={
        "mismatch in its core dimension": "The shapes don't fit in this order. a is (n, inputs), dz is (n, "
        "units) and W is (inputs, units). In a matrix product, the two sizes in the middle must be equal.",
        "could not be broadcast": "`*` works element by element, so the shapes must fit. dW and da are matrix "
        "products, with `@`.",
    },
    parts={
        name: f"which shape does {name} need, and which sum or matrix product gives this shape?"
        for name in ("dW", "db", "da")
    },
    tolerance=1e-5,
    relative=1e-3,
)


def reference(dz, a, W):
    return a.T @ dz, dz.sum(axis=0), dz @ W.T


def _db(db):
    """Return the answer that gives ``db(dz)`` for the biases."""
    return lambda dz, a, W: (a.T @ dz, db(dz), dz @ W.T)


mistakes = {
    "You divided by n. dz is the gradient of the cost, which is a mean, so it already contains the factor 1/n.": (
        lambda dz, a, W: [gradient / len(a) for gradient in reference(dz, a, W)]
    ),
    "You swapped rows and columns. A gradient has the same shape as the array it belongs to.": (
        lambda dz, a, W: [gradient.T for gradient in reference(dz, a, W)]
    ),
    "This layer has no ReLU, so its slope doesn't belong here. It belongs to `relu_backward`.": (
        lambda dz, a, W: (a.T @ dz, dz.sum(axis=0), dz @ W.T * (a > 0))
    ),
    "Return the gradients in the order dW, db, da.": (
        lambda dz, a, W: (dz @ W.T, a.T @ dz, dz.sum(axis=0)),
        lambda dz, a, W: (dz.sum(axis=0), dz @ W.T, a.T @ dz),
    ),
    "You returned dz itself, which has one row for each example. All examples share the bias, so add up over the "
    "examples.": _db(lambda dz: dz),
    "You summed over the units. b has one entry for each unit, so sum over the examples.": (
        _db(lambda dz: dz.sum(axis=1))
    ),
    "Your db has the shape (1, units), but b has the shape (units,).": _db(lambda dz: dz.sum(axis=0, keepdims=True)),
    "You returned one number for all units, but each unit has its own bias.": (_db(np.sum), _db(np.mean)),
}


def cases(rng):
    a, dz, W = (np.round(rng.normal(size=size), 2) for size in ((5, 4), (5, 3), (4, 3)))
    yield Case("a of shape {a.shape}, W of shape {W.shape}, dz of shape {dz.shape}", dz=dz, a=a, W=W)
