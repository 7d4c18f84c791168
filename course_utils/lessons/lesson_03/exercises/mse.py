"""The mean squared error, a single number, also where one side has the shape (n, 1)."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

# ---- part B of the lesson: inside
exercise = Exercise(
    points=1,
    hints=[
        "What `y_true - y_pred` gives depends on the shapes: print the shape of the difference.",
        "NumPy makes a table of (n,) and (n, 1). Bring both to the shape (n,) first: `np.ravel`.",
        "Then three steps: difference, square, mean.",
    ],
    errors={
        "truth value of an array": "`keras.losses.MeanSquaredError` is a class, a plan for a loss. Its brackets make "
        "the loss; the labels go into the brackets after them.",
    },
)


def check(answer, rng):
    n = int(rng.integers(5, 9))
    y = np.round(rng.permutation(np.linspace(-9, 9, n)) + rng.uniform(-1, 1, n), 1)
    p = np.round(y + rng.uniform(3, 5, n) * np.resize([1, 1, -1], n), 2)  # nearer to its own label than to most
    error = y - p
    right = (error**2).mean()
    for a, b in ((y, p), (y, p[:, None]), (y[:, None], p)):
        expect.close(
            answer(a, b),
            right,
            tried=f"y_true of shape {a.shape}: {expect.short(a, 80)}, y_pred of shape {b.shape}: {expect.short(b, 80)}",
            look="difference, square, mean, and the shape of the difference",
            rtol=1e-4,
            mistakes={
                "(n,) and (n, 1) made a table of (n, n): every label met every prediction. Row i belongs to row i "
                "only.": ((y[:, None] - p) ** 2).mean(),
                "These are the squared errors, one for each example or for each pair. Their mean is a single "
                "number.": Either((error**2, error[:, None] ** 2, (y[:, None] - p) ** 2, (y - p[:, None]) ** 2)),
                "This is the sum. The mean also divides by the number of examples.": (error**2).sum(),
                "This is the root of it. A good number to read, but another one.": np.sqrt(right),
                "Errors above and below cancel each other: they were not squared.": Either(
                    (error.mean(), -error.mean(), error.mean() ** 2)
                ),
                "This is the mean absolute error. Squares are asked for.": np.abs(error).mean(),
                "This is half of it. Some books halve the squared error; here it is the plain mean.": right / 2,
                "The number is right, but in an array. Return the number itself.": Either(([right], [[right]])),
            },
        )
