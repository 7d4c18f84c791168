"""Scores become probabilities, row by row."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import KEEP, ROWS, scores, sigmoid, softmax

exercise = Exercise(
    points=2,
    hints=[
        "Two steps: the power e^z of every score, then divide by the sum of the powers of the same row.",
        "The sum of a row, for any number of axes: `axis=-1`. With `keepdims=True` it lines up with the row again.",
        "e^1000 is too large for a computer. Subtract the same number from all scores of a row: the probabilities stay "
        "the same. With which number does the largest power become 1?",
    ],
    errors={"out of bounds for": ROWS, "could not be broadcast": KEEP},
    shown_as="softmax(z)",
    look="every row by itself: the powers of e, divided by their sum",
    keeps="`-=` and `/=` write into the caller's array",
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
    "All numbers of the table together add up to 1. Each row is an example of its own: the row must add up to 1.": (
        lambda z: np.exp(z) / np.exp(z).sum()
    ),
    "The columns add up to 1. A row holds the scores of one example: the row must add up to 1.": (
        lambda z: _over_the_sum(np.exp(z), axis=0)
    ),
    "These are the powers of e. Now divide them by the sum of their row.": (
        np.exp,
        lambda z: np.exp(z - z.max(axis=-1, keepdims=True)),
    ),
    "You divided the scores by their sum. First the power of e, which makes every score positive.": _over_the_sum,
    "This is a sigmoid, each score by itself. The probabilities of a row must share one whole.": sigmoid,
    "You gave everything to the largest score. Softmax also says how near the others come.": (
        lambda z: (z == z.max(axis=-1, keepdims=True)).astype(float)
    ),
    "These are the logarithms of the probabilities.": lambda z: np.log(softmax(z)),
    "The smallest score got the largest probability. Is there a minus too many?": lambda z: softmax(-z),
    "These are powers of another number than e.": (
        lambda z: softmax(z * np.log(2)),
        lambda z: softmax(z * np.log(10)),
    ),
    "The row came back as a table. A single row, shape (K,), must come back as one, and a batch as a batch.": (
        _as_a_table,
        _as_a_row,
        lambda z: softmax(z)[:, None] if z.ndim == 1 else softmax(z),
    ),
    "Each score was taken for a row of its own, and alone it has the probability 1.": (
        np.ones_like,
        lambda z: np.ones_like(z) if z.ndim == 1 else softmax(z),
    ),
    "For a computer e^1000 is infinite and e^−1000 is 0, and from those no probability can be computed. Adding the "
    "same number to all scores of a row changes no probability. Which one helps here?": (
        lambda z: _over_the_sum(np.exp(z)),
        lambda z: np.nan_to_num(_over_the_sum(np.exp(z))),
        lambda z: _over_the_sum(np.exp(z - z.mean(axis=-1, keepdims=True))),
        lambda z: _over_the_sum(np.exp(np.minimum(z, 700)), nothing=1e-9),
    ),
    "You subtracted the largest score of the whole table. In a row far below it all powers become 0. Each row has its "
    "own largest score.": (
        lambda z: _over_the_sum(np.exp(z - z.max())),
        lambda z: np.nan_to_num(_over_the_sum(np.exp(z - z.max()))),
    ),
    "Scores were cut off, and with them their differences, which are all that counts. Can the whole row be moved "
    "instead?": lambda z: softmax(np.clip(z, -500, 500)),
}


def cases(rng):
    for what, z in scores(rng).items():
        yield Case("{what}, z = {z}", fields={"what": what}, z=z)
    far = int(rng.integers(900, 1100))
    near = np.array([far, far - 1.0, far - 3.0])
    for z in map(np.array, ([1000.0, 0.0], [-1000.0, -1001.0], near, [near, near - far], [2500.0, 0.0])):
        yield Case(
            "z = {z}",
            look="scores far from 0. Which number can be subtracted from all scores of a row, so that no power is too "
            "large and not all of them are 0?",
            z=z,
        )
