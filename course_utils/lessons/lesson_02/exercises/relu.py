"""ReLU: 0 in place of every negative number."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import sigmoid

_ANY_SHAPE = (
    "z can have any number of axes, such as one or three. NumPy has functions that work on arrays of every shape."
)

exercise = Exercise(
    points=1,
    hints=[
        "Treat each number separately: a positive number stays, and a negative number becomes 0.",
        "Which is larger, 0 or the number? NumPy has a function that decides this for every number of an array.",
        "`max` needs a single comparison, but `np.maximum` compares element by element.",
    ],
    errors={
        "truth value of an array": "`if` and `max` need one comparison, but an array gives one for each number. NumPy "
        "has functions that work on arrays of every shape.",
        "values to unpack": _ANY_SHAPE,
        "only integer scalar arrays": hints.MAXIMUM,
        "either both or neither": "`np.where` needs three arguments here: a condition, the value where it holds, and "
        "the value everywhere else.",
    },
    shown_as="relu(z)",
    look="what happens to a positive number, to a negative number, and to 0?",
    keeps="return a new array, because training needs the original z again",
    tolerance=1e-3,
)


def reference(z):
    return np.maximum(0, z)


mistakes = {
    "Your function returns z unchanged. ReLU decides for each number on its own, and replaces it with 0 if it is "
    "negative.": lambda z: z,
    "Your function changes the sign of negative numbers. ReLU replaces them with 0.": np.abs,
    "Your function uses the negative numbers and drops the positive ones. Did you take the smaller of two numbers "
    "instead of the larger one?": (lambda z: np.minimum(0, z), lambda z: np.maximum(0, -z)),
    "Your function returns 1 for every positive number. ReLU keeps the number itself.": lambda z: (z > 0).astype(float),
    "Your function is a leaky ReLU, which only shrinks negative numbers. ReLU replaces them with 0.": (
        lambda z: np.where(z > 0, z, 0.01 * z),
        lambda z: np.where(z > 0, z, 0.1 * z),
        lambda z: np.where(z > 0, z, 0.2 * z),
        lambda z: np.where(z > 0, z, 0.3 * z),
    ),
    "Everything after the decimal point is lost, because your function returns whole numbers. `np.vectorize` takes the "
    "dtype of its first result for all results.": (lambda z: np.maximum(0, z).astype(int),),
    hints.MAXIMUM: lambda z: np.max(z, axis=0),
    "Your positive numbers are twice as large as they should be.": lambda z: 2 * np.maximum(0, z),
    "Your function cuts off large numbers. ReLU has no upper limit, so 8 stays 8.": (
        lambda z: np.clip(z, 0, 1),
        lambda z: np.clip(z, 0, 6),
    ),
    "Your function is a sigmoid or tanh, which is a different activation function.": (sigmoid, np.tanh),
    "Your function removes the negative numbers. Replace them with 0, so that the shape stays the same.": (
        lambda z: z[z > 0],
        lambda z: z[z >= 0],
    ),
    "Your function returns a single number. It should return one result for each number of z.": (
        lambda z: max(0.0, z.max()),
        lambda z: max(0.0, z.sum()),
        lambda z: max(0.0, z.mean()),
    ),
    "The numbers are correct, but they are all in one row. Keep the shape of z.": lambda z: np.maximum(0, z).ravel(),
}


def cases(rng):
    for shape in ((3, 4), (12,), (2, 3, 2)):
        # quarters, so that every dtype of floats holds them exactly; one above 6, where ReLU6 ends
        z = rng.permutation([*rng.integers(1, 24, 4) / 4, *rng.integers(-24, -1, 4) / 4, 0.0, 8.0, 0.75, -0.25])
        yield Case("z of shape {z.shape}, {z}", z=z.reshape(shape))
