"""Softmax with a temperature."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import KEEP, ROWS, WHOLE, scores, softmax

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The temperature changes the sums before you take any power.",
        "Divide the sums by the temperature. Then apply softmax to the result.",
        "For large sums, subtract the largest number of each row after you have divided.",
    ],
    errors={"out of bounds for": ROWS, "could not be broadcast": KEEP, "bitwise_xor": hints.POWER},
    shown_as="tempered_softmax(z, temperature)",
    look="divide by the temperature first, and then apply softmax to each row",
    tolerance=2e-3,
)


def reference(z, temperature):
    return softmax(z / temperature)


def _naive(z, temperature, shift=0.0, axis=-1):
    powers = np.exp(z / temperature - shift)
    return powers / powers.sum(axis=axis, keepdims=True)


mistakes = {
    WHOLE: lambda z, temperature: softmax(z / temperature).astype(z.dtype),
    "Large sums divided by a low temperature become even larger, and their powers are infinite. Subtract the largest "
    "number of each row after dividing.": (_naive, lambda z, temperature: _naive(z, temperature, z.max())),
    "Your function is softmax without a temperature.": lambda z, temperature: softmax(z),
    "You multiplied by the temperature. A high temperature should make the probabilities more similar.": (
        lambda z, temperature: softmax(z * temperature)
    ),
    "You multiplied or divided the probabilities, so they don't add up to 1. Apply the temperature to the sums.": (
        lambda z, temperature: softmax(z) / temperature,
        lambda z, temperature: softmax(z) * temperature,
    ),
    "You added or subtracted the temperature. Divide the sums by it before you apply softmax.": (
        lambda z, temperature: softmax(z) - temperature,
        lambda z, temperature: softmax(z) + temperature,
    ),
    "You took powers of the probabilities, so they don't add up to 1. Apply the temperature to the sums instead.": (
        lambda z, temperature: softmax(z) ** (1 / temperature),
        lambda z, temperature: softmax(z) ** temperature,
    ),
    "Your columns or the whole array add up to 1. Each row must add up to 1.": (
        lambda z, temperature: _naive(z, temperature, axis=None),
        lambda z, temperature: _naive(z, temperature, axis=0),
    ),
    "You divided the sums, but you didn't apply softmax.": lambda z, temperature: z / temperature,
}


def cases(rng):
    low, high = (float(np.round(rng.uniform(*ends), 2)) for ends in ((0.4, 0.6), (2.0, 4.0)))
    large = np.array([[2000.0, 1999.0, 1990.0]])
    for what, z in {**scores(rng), "sums that become large when they are divided": large}.items():
        for temperature in (low, high):
            yield Case(
                "{what}, z = {z}, temperature = {temperature}",
                fields={"what": what},
                may_raise=z.dtype.kind == "i",
                z=z,
                temperature=temperature,
            )
