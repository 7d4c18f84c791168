"""Gradients of a dense layer: for its weights, its biases and its inputs."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03.exercises import _shared

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "Let the shapes lead: dW is (inputs, units), a is (n, inputs), dz is (n, units). Which product gives that?",
        "b is added to every example, so db adds up what every example wants: a sum over the rows of dz.",
        "z = a @ W + b. How much z changes with a is W, so da = dz @ W.T.",
    ],
    errors={
        "mismatch in its core dimension": "The shapes do not fit in this order. Write them down: a is (n, inputs), dz "
        "is (n, units), W is (inputs, units). The sizes that meet in the middle must be equal.",
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
            look=f"{name} has a shape of its own, and only one product of the three arrays makes it",
            rtol=1e-3,
            atol=1e-5,
            mistakes={
                "You divided by n. dz is the gradient of the cost, a mean: the 1/n is in it already.": right[name] / n,
                "Rows and columns are exchanged: a gradient has the shape of what it belongs to.": right[name].T,
                "The order is dW, db, da.": Either(right[other] for other in right if other != name),
                "This is dz itself, one row for each example. The bias is shared by all examples: add up over "
                "them.": dz,
                "You added up along the rows. b has one entry for each unit: add up over the examples.": dz.sum(axis=1),
                "The shape is (1, units); b has the shape (units,).": dz.sum(axis=0, keepdims=True),
                "This is one number for all units. Each has a bias of its own.": Either((dz.sum(), dz.mean())),
            },
        )
