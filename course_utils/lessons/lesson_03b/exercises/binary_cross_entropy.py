"""The mean binary cross-entropy: finite at probabilities 0 and 1, exact near them, and strict about labels."""

import numpy as np

from course_utils.checks import expect, hints
from course_utils.checks.answer import LearnerError
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03b import learner_side

exercise = Exercise(
    points=2,
    hints=[
        "Compute y·log(a) + (1 − y)·log(1 − a) for each example, take the mean, and put a minus sign in front of it.",
        "log(0) is −∞, and 0 · −∞ is NaN. Before the logarithm, use `np.clip(a, 1e-7, 1 - 1e-7)`.",
        "Check the labels first: `if np.any(…): raise ValueError(…)`.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but a comparison of arrays gives one for "
        "each example. Use `np.any` or `np.all`.",
        "converted to Python scalars": hints.ONE_NUMBER,
    },
)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def check(answer, rng):
    drawn, sure = np.round(rng.uniform(0.5, 0.85, 7), 2), np.array([1, 0, 0, 1, 0])
    drawn[:2] = 0.9, 0.3
    near = np.array([0.0001, 0.5, 0.9999, 0.5, 0.0001])
    for y, p in ((np.array([1, 0, 0, 1, 0, 0, 1]), drawn), (sure, near)):
        each = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        right = each.mean()
        swapped = np.clip(y, 1e-7, 1 - 1e-7)
        expect.close(
            answer(y, p),
            right,
            tried=f"y_true = {expect.short(y)}, a = {expect.short(p)}",
            look="0.0001 is an ordinary probability; only change values that are closer to 0 or 1 than 0.0000001"
            if p is near
            else "y·log(a) + (1 − y)·log(1 − a) for each example, the mean, and the sign",
            rtol=1e-3,  # 0.9999 in float32 is that far off
            mistakes={
                "Your result has the wrong sign. The logarithm of a probability is negative, so the formula begins "
                "with a minus sign.": -right,
                "You returned the sum. The cost is the mean over the examples.": each.sum(),
                "You returned the loss of every example. The cost is their mean, a single number.": each,
                "Your result counts only the examples of class 1. The term with 1 − y is missing.": -(
                    y * np.log(p)
                ).mean(),
                "Your result counts only the examples of class 0. The term with y is missing.": -(
                    (1 - y) * np.log(1 - p)
                ).mean(),
                "You used a logarithm with a different base. Keras and this course use the natural logarithm, "
                "`np.log`.": Either((right / np.log(2), right / np.log(10))),
                "You exchanged labels and probabilities. y_true is the first argument, and the logarithm is taken "
                "of a.": -(p * np.log(swapped) + (1 - p) * np.log(1 - swapped)).mean(),
                "The minus sign belongs to both terms. Put parentheses around their sum.": Either(
                    (sign * (y * np.log(p) - (1 - y) * np.log(1 - p))).mean() for sign in (1, -1)
                ),
                "This is half of the cost, which is the mean over the examples. Each example counts once.": right / 2,
                "You applied a sigmoid to `a`. These numbers are already probabilities.": -(
                    y * np.log(_sigmoid(p)) + (1 - y) * np.log(1 - _sigmoid(p))
                ).mean(),
                "This is the mean squared error, which is a different loss.": ((y - p) ** 2).mean(),
            },
        )
    ends = np.array([1.0, 0.0, 0.0, 1.0, 0.0])
    for description, probabilities, wanted, tolerance in (
        ("every output is confident and correct", ends, 0.0, 1e-5),
        ("every output is confident and wrong", 1 - ends, -np.log(1e-7), 0.3),  # in float32, 1 - 1e-7 is 1 - 1.2e-7
    ):
        got = answer(sure, probabilities)
        number = float(got) if isinstance(got, (int, float, np.ndarray)) and np.ndim(got) == 0 else None
        cause = ""
        if number is not None and not np.isfinite(number):
            cause = (
                "log(0) is −∞, and 0 · −∞ is NaN. Move `a` slightly away from 0 and 1 before you take the logarithm."
            )
        expect.that(
            number is not None and abs(number - wanted) <= tolerance,
            tried=f"y_true = {expect.short(sure)}, a = {expect.short(probabilities)}: {description}",
            got=expect.short(got),
            expected=f"about {wanted:.1f}",
            cause=cause,
            look="limit `a` to the range from 0.0000001 to 0.9999999, whatever the label is, and use every example",
        )
    for labels in (np.array([1, -1, -1, 1, -1]), np.array([0, 2, 2, 0, 2])):
        p = np.where(labels > 0, 0.9, 0.1)
        other = ""
        try:
            refused, got = answer.via(learner_side.value_error, labels, p)
        except LearnerError as error:
            refused, got, other = False, error.text, error.kind
        expect.that(
            refused,
            tried=f"y_true = {expect.short(labels)}, a = {expect.short(p)}",
            got=f"your code raised {other}" if other else expect.short(got),
            expected="a ValueError",
            look="with labels outside 0 to 1 the formula is meaningless, so raise a `ValueError`",
        )
