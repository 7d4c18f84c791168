"""Softmax of scores that a temperature divides first."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import KEEP, ROWS, scores, softmax

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The temperature acts on the scores, before any power is taken.",
        "Divide the scores by it. At 0.5 all differences become twice as large, at 2 half as large.",
        "Then softmax as before, safe for large scores: subtract the largest of each row, after dividing.",
    ],
    errors={"out of bounds for": ROWS, "could not be broadcast": KEEP},
    shown_as="tempered_softmax(z, temperature)",
    look="what the temperature does to the scores, and then softmax, row by row",
    tolerance=2e-3,
)


def reference(z, temperature):
    return softmax(z / temperature)


def _naive(z, temperature, shift=0.0, axis=-1):
    powers = np.exp(z / temperature - shift)
    return powers / powers.sum(axis=axis, keepdims=True)


mistakes = {
    "A low temperature makes large scores larger still, and their powers infinite. Subtract the largest score of the "
    "row, and do so after dividing.": (_naive, lambda z, temperature: _naive(z, temperature, z.max())),
    "This is the plain softmax: the temperature does nothing.": lambda z, temperature: softmax(z),
    "You multiplied by the temperature. A high one must make the probabilities more alike.": (
        lambda z, temperature: softmax(z * temperature)
    ),
    "You divided or multiplied the probabilities, and they no longer add up to 1. The temperature belongs to the "
    "scores.": (
        lambda z, temperature: softmax(z) / temperature,
        lambda z, temperature: softmax(z) * temperature,
    ),
    "The temperature was added or subtracted. That moves all scores alike, and only their differences count.": (
        lambda z, temperature: softmax(z) - temperature,
        lambda z, temperature: softmax(z) + temperature,
    ),
    "These are powers of probabilities, and they no longer add up to 1.": (
        lambda z, temperature: softmax(z) ** (1 / temperature),
        lambda z, temperature: softmax(z) ** temperature,
    ),
    "The table, or each column, adds up to 1. It is each row that must.": (
        lambda z, temperature: _naive(z, temperature, axis=None),
        lambda z, temperature: _naive(z, temperature, axis=0),
    ),
    "The scores are divided. Softmax is still to come.": lambda z, temperature: z / temperature,
}


def cases(rng):
    low, high = (float(np.round(rng.uniform(*ends), 2)) for ends in ((0.4, 0.6), (2.0, 4.0)))
    large = np.array([[2000.0, 1999.0, 1990.0]])
    for what, z in {**scores(rng), "scores that are large once they are divided": large}.items():
        for temperature in (low, high):
            fields = {"what": what}
            yield Case("{what}, z = {z}, temperature = {temperature}", fields=fields, z=z, temperature=temperature)
