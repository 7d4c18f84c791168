"""Gradients of a dense layer: for its weights, its biases and its inputs."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03b.exercises import _shared

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
)


def check(answer, rng):
    n, inputs, units = 5, 4, 3
    a, dz, W = (np.round(rng.normal(size=size), 2) for size in ((n, inputs), (n, units), (inputs, units)))
    tried = f"a of shape {a.shape}, W of shape {W.shape}, dz of shape {dz.shape}"
    got = _shared.parts(answer(dz, a, W), ("dW", "db", "da"), tried)
    right = {"dW": a.T @ dz, "db": dz.sum(axis=0), "da": dz @ W.T}
    for name, value in zip(right, got, strict=True):
        expect.close(
            value,
            right[name],
            tried=f"{tried}: {name}",
            look=f"which shape does {name} need, and which sum or matrix product gives this shape?",
            rtol=1e-3,
            atol=1e-5,
            mistakes={
                "You divided by n. dz is the gradient of the cost, which is a mean, so it already contains the "
                "factor 1/n.": right[name] / n,
                "You exchanged rows and columns. A gradient has the same shape as the array it belongs to.": right[
                    name
                ].T,
                "This layer has no ReLU, so its slope doesn't belong here. It belongs to `relu_backward`.": (
                    right["da"] * (a > 0)
                ),
                "Return the gradients in the order dW, db, da.": Either(
                    right[other] for other in right if other != name
                ),
                "You returned dz itself, which has one row for each example. All examples share the bias, so add up"
                " over the examples.": dz,
                "You added up along the rows. b has one entry for each unit, so add up over the examples.": dz.sum(
                    axis=1
                ),
                "Your db has the shape (1, units), but b has the shape (units,).": dz.sum(axis=0, keepdims=True),
                "You returned one number for all units, but each unit has its own bias.": Either((dz.sum(), dz.mean())),
            },
        )
