"""Softmax of each row."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import KEEP, ROWS, WHOLE, scores, sigmoid, softmax

exercise = Exercise(
    points=2,
    hints=[
        "There are two steps: take the power e^z of every sum, and divide it by the total of the powers in its row.",
        "`np.sum(…, axis=-1, keepdims=True)` adds up each row, and its shape fits the shape of the powers.",
        "e^1000 is too large for a computer. If you subtract the same number from all sums of a row, the probabilities "
        "don't change. Which number should you subtract so that the largest power becomes 1?",
    ],
    errors={
        "out of bounds for": ROWS,
        "could not be broadcast": KEEP,
        "bitwise_xor": hints.POWER,
        "converted to Python scalars": hints.ONE_NUMBER,
    },
    shown_as="softmax(z)",
    look="in each row, divide the powers of e by their total",
    keeps="`-=` and `/=` change the array that was passed in",
    tolerance=2e-3,
)

reference = softmax


def _over_the_sum(powers, axis=-1, nothing=0.0):
    return powers / (powers.sum(axis=axis, keepdims=True) + nothing)


def _as_a_table(z):
    return softmax(z)[None] if z.ndim == 1 else softmax(z)


def _as_a_row(z):
    return softmax(z)[0] if len(z) == 1 else softmax(z)


mistakes = {
    WHOLE: lambda z: softmax(z).astype(z.dtype),
    "All probabilities together add up to 1. Each row is a separate example, so each row must add up to 1.": (
        lambda z: np.exp(z) / np.exp(z).sum()
    ),
    "Your columns add up to 1. Each row belongs to one example, so each row must add up to 1.": (
        lambda z: _over_the_sum(np.exp(z), axis=0)
    ),
    "Your function returns the powers of e. Divide them by the total of their row.": (
        np.exp,
        lambda z: np.exp(z - z.max(axis=-1, keepdims=True)),
    ),
    "You divided the sums by their total. Take the powers of e first, which are all positive.": _over_the_sum,
    "Your function is a sigmoid, which uses each sum separately. The probabilities of a row must add up to 1.": sigmoid,
    "Your function gives the largest sum a probability of 1. With softmax, the other classes get some, too.": (
        lambda z: (z == z.max(axis=-1, keepdims=True)).astype(float)
    ),
    "Your function returns the logarithms of the probabilities.": lambda z: np.log(softmax(z)),
    "The smallest sum has the largest probability. Is there a minus sign too many?": lambda z: softmax(-z),
    "You used powers of a different number than e.": (
        lambda z: softmax(z * np.log(2)),
        lambda z: softmax(z * np.log(10)),
    ),
    "Check the parentheses: divide each power of e by the total, not the number in the exponent.": (
        lambda z: np.exp(z / np.exp(z).sum(axis=-1, keepdims=True))
    ),
    "You applied softmax twice, so the probabilities are almost equal.": lambda z: softmax(softmax(z)),
    "You subtracted the largest sum in the powers, but not in their total. Compute the powers once, and add up these "
    "powers.": lambda z: np.exp(z - z.max(axis=-1, keepdims=True)) / np.exp(z).sum(axis=-1, keepdims=True),
    "You divided the sums by the largest one, which changes their differences. If you subtract it instead, the "
    "differences stay.": lambda z: softmax(z / z.max(axis=-1, keepdims=True)),
    "The number of axes changed. The result must have the same shape as z, also for a single row.": (
        _as_a_table,
        _as_a_row,
        lambda z: softmax(z)[:, None] if z.ndim == 1 else softmax(z),
    ),
    "Your function treats every sum as a row, so every probability is 1.": (
        np.ones_like,
        lambda z: np.ones_like(z) if z.ndim == 1 else softmax(z),
    ),
    "For a computer, e^1000 is infinite and e^−1000 is 0. If you add the same number to all sums of a row, the "
    "probabilities don't change. Which number avoids both problems?": (
        lambda z: _over_the_sum(np.exp(z)),
        lambda z: np.nan_to_num(_over_the_sum(np.exp(z))),
        lambda z: _over_the_sum(np.exp(z - z.mean(axis=-1, keepdims=True))),
        lambda z: _over_the_sum(np.exp(np.minimum(z, 700)), nothing=1e-9),
    ),
    "You subtracted the largest sum of the whole array. In a row that is far below it, all powers become 0. Treat each "
    "row separately.": (
        lambda z: _over_the_sum(np.exp(z - z.max())),
        lambda z: np.nan_to_num(_over_the_sum(np.exp(z - z.max()))),
    ),
    "You limited the sums, which changes their differences, and softmax depends on the differences. Can you shift the "
    "whole row instead?": lambda z: softmax(np.clip(z, -500, 500)),
}


def cases(rng):
    for what, z in scores(rng).items():
        yield Case("{what}, z = {z}", fields={"what": what}, may_raise=z.dtype.kind == "i", z=z)
    far = int(rng.integers(900, 1100))
    near = np.array([far, far - 1.0, far - 3.0])
    for z in map(np.array, ([1000.0, 0.0], [-1000.0, -1001.0], near, [near, near - far], [2500.0, 0.0])):
        yield Case(
            "z = {z}",
            look="these sums are far from 0. Which number can you subtract from all sums of a row, so that no power is "
            "too large and at least one isn't 0?",
            z=z,
        )
