"""Elementwise: what is positive stays, what is negative becomes 0."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import sigmoid

_ANY_SHAPE = (
    "z may have any number of axes, also one or three. NumPy has functions that go through all numbers, whatever the "
    "shape."
)

exercise = Exercise(
    points=1,
    hints=[
        "Every number by itself: a positive one stays, a negative one becomes 0.",
        "Which of 0 and z is larger? NumPy has a function that answers this for every number of an array.",
        "`max` chooses from a whole array, `np.maximum` compares two things element by element.",
    ],
    errors={
        "truth value of an array": "`if` and `max` need a single yes or no, but here is one for each number of z. "
        "NumPy has functions that go through all numbers, whatever the shape.",
        "values to unpack": _ANY_SHAPE,
    },
    shown_as="relu(z)",
    look="every number by itself: what becomes of a positive one, of a negative one, of 0?",
    keeps="work on a copy: the network needs z again when it learns",
    tolerance=1e-3,
)


def reference(z):
    return np.maximum(0, z)


mistakes = {
    "These are the numbers as they were. What does ReLU make of a negative one?": lambda z: z,
    "You turned the sign over where it was negative. ReLU makes 0 of a negative number.": np.abs,
    "What is negative stayed, or was turned over, and what is positive went. Did you take the smaller of two numbers? "
    "ReLU keeps what is positive.": (lambda z: np.minimum(0, z), lambda z: np.maximum(0, -z)),
    "This is a step: 1 where z is positive. ReLU also says how much.": lambda z: (z > 0).astype(float),
    "Something of the negative numbers still gets through: a leaky ReLU. Here they become 0.": (
        lambda z: np.where(z > 0, z, 0.01 * z),
        lambda z: np.where(z > 0, z, 0.1 * z),
        lambda z: np.where(z > 0, z, 0.2 * z),
        lambda z: np.where(z > 0, z, 0.3 * z),
    ),
    "Large numbers are cut off. ReLU has no upper end: 8 stays 8.": (
        lambda z: np.clip(z, 0, 1),
        lambda z: np.clip(z, 0, 6),
    ),
    "This is a sigmoid or a tanh: an activation, too, but another one.": (sigmoid, np.tanh),
    "The negative numbers are gone. They must become 0 and stay in their places: the shape is kept.": (
        lambda z: z[z > 0],
        lambda z: z[z >= 0],
    ),
    "This is one number for the whole array. Every number of z has a result of its own.": (
        lambda z: max(0.0, z.max()),
        lambda z: max(0.0, z.sum()),
        lambda z: max(0.0, z.mean()),
    ),
    "The numbers are right, but laid in one row. The shape of z must stay.": lambda z: np.maximum(0, z).ravel(),
}


def cases(rng):
    for shape in ((3, 4), (12,), (2, 3, 2)):
        # quarters, so that every dtype of floats holds them exactly; one above 6, where ReLU6 ends
        z = rng.permutation([*rng.integers(1, 24, 4) / 4, *rng.integers(-24, -1, 4) / 4, 0.0, 8.0, 0.75, -0.25])
        yield Case("z of shape {z.shape}, {z}", z=z.reshape(shape))
