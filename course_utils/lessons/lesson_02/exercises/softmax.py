"""Scores become probabilities, row by row."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "Two steps: the power e^z of every score, then divide by the sum of the powers of the same row.",
        "The sum of a row, for any number of axes: `axis=-1`. With `keepdims=True` it lines up with the row again.",
        "e^1000 is too large for a computer. Subtract the same number from all scores of a row: the probabilities stay "
        "the same. With which number does the largest power become 1?",
    ],
    errors={"out of bounds for": _shared.ROWS, "could not be broadcast": _shared.KEEP},
)


def check(answer, rng):
    for what, z in _shared.scores(rng).items():
        tried = f"softmax on {what}, z = {expect.short(z)}"
        powers, right = np.exp(z), _shared.softmax(z)
        largest = z.max(axis=-1, keepdims=True)
        got, (after,) = answer.via(calls.call_and_arguments, z)
        expect.unchanged(z, after, tried=tried, look="`-=` and `/=` write into the caller's array")
        expect.close(
            got,
            right,
            tried=tried,
            atol=2e-3,
            look="every row by itself: the powers of e, divided by their sum",
            mistakes={
                "All numbers of the table together add up to 1. Each row is an example of its own: the row must add "
                "up to 1.": powers / powers.sum(),
                "The columns add up to 1. A row holds the scores of one example: the row must add up to 1.": (
                    powers / powers.sum(axis=0)
                ),
                "These are the powers of e. Now divide them by the sum of their row.": Either(
                    (powers, np.exp(z - largest))
                ),
                "You divided the scores by their sum. First the power of e, which makes every score positive.": (
                    z / z.sum(axis=-1, keepdims=True)
                ),
                "This is a sigmoid, each score by itself. The probabilities of a row must share one "
                "whole.": _shared.sigmoid(z),
                "You gave everything to the largest score. Softmax also says how near the others come.": z == largest,
                "These are the logarithms of the probabilities.": np.log(right),
                "The smallest score got the largest probability. Is there a minus too many?": _shared.softmax(-z),
                "These are powers of another number than e.": Either(
                    (_shared.softmax(z * np.log(2)), _shared.softmax(z * np.log(10)))
                ),
                "The row came back as a table. A single row, shape (K,), must come back as one, and a batch as a "
                "batch.": Either((right[None], right[:, None], right[0])),
                "Each score was taken for a row of its own, and alone it has the probability 1.": np.ones_like(z),
            },
        )
    far = int(rng.integers(900, 1100))
    near = np.array([far, far - 1.0, far - 3.0])
    rows = ([1000.0, 0.0], [-1000.0, -1001.0], near, [near, near - far], [2500.0, 0.0])
    for z in map(np.array, rows):
        with np.errstate(all="ignore"):
            powers, together = np.exp(z), np.exp(z - z.max())
            naive = powers / powers.sum(axis=-1, keepdims=True)
            by_the_table = together / together.sum(axis=-1, keepdims=True)
        expect.close(
            answer(z),
            _shared.softmax(z),
            tried=f"softmax(z) with z = {expect.short(z)}",
            atol=2e-3,
            look="scores far from 0. Which number can be subtracted from all scores of a row, so that no power is too "
            "large and not all of them are 0?",
            mistakes={
                "For a computer e^1000 is infinite and e^−1000 is 0, and from those no probability can be computed. "
                "Adding the same number to all scores of a row changes no probability. Which one helps here?": Either(
                    (naive, np.nan_to_num(naive))
                ),
                "You subtracted the largest score of the whole table. In a row far below it all powers become 0. Each "
                "row has its own largest score.": Either((by_the_table, np.nan_to_num(by_the_table))),
                "Scores were cut off, and with them their differences, which are all that counts. Can the whole row be "
                "moved instead?": _shared.softmax(np.clip(z, -500, 500)),
            },
        )
