"""Softmax of scores that a temperature divides first."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The temperature acts on the scores, before any power is taken.",
        "Divide the scores by it. At 0.5 all differences become twice as large, at 2 half as large.",
        "Then softmax as before, safe for large scores: subtract the largest of each row, after dividing.",
    ],
    errors={"out of bounds for": _shared.ROWS, "could not be broadcast": _shared.KEEP},
)


def check(answer, rng):
    low, high = (float(np.round(rng.uniform(*ends), 2)) for ends in ((0.4, 0.6), (2.0, 4.0)))
    large = np.array([[2000.0, 1999.0, 1990.0]])
    for what, z in {**_shared.scores(rng), "scores that are large once they are divided": large}.items():
        for temperature in (low, high):
            plain, divided = _shared.softmax(z), z / temperature
            right = _shared.softmax(divided)
            with np.errstate(all="ignore"):
                powers, too_early = np.exp(divided), np.exp(divided - z.max())
                naive = powers / powers.sum(axis=-1, keepdims=True)
                early = too_early / too_early.sum(axis=-1, keepdims=True)
                whole, columns = powers / powers.sum(), powers / powers.sum(axis=0)
            expect.close(
                answer(z, temperature),
                right,
                tried=f"{what}, z = {expect.short(z)}, temperature = {temperature}",
                atol=2e-3,
                look="what the temperature does to the scores, and then softmax, row by row",
                mistakes={
                    "A low temperature makes large scores larger still, and their powers infinite. Subtract the "
                    "largest score of the row, and do so after dividing.": Either((naive, early)),
                    "This is the plain softmax: the temperature does nothing.": plain,
                    "You multiplied by the temperature. A high one must make the probabilities more "
                    "alike.": _shared.softmax(z * temperature),
                    "You divided or multiplied the probabilities, and they no longer add up to 1. The temperature "
                    "belongs to the scores.": Either((plain / temperature, plain * temperature)),
                    "The temperature was added or subtracted. That moves all scores alike, and only their differences "
                    "count.": Either((plain - temperature, plain + temperature)),
                    "These are powers of probabilities, and they no longer add up to 1.": Either(
                        (plain ** (1 / temperature), plain**temperature)
                    ),
                    "The table, or each column, adds up to 1. It is each row that must.": Either((whole, columns)),
                    "The scores are divided. Softmax is still to come.": divided,
                },
            )
