"""The mean binary cross-entropy: finite at probabilities 0 and 1, exact near them, and strict about labels."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.answer import LearnerError
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=2,
    hints=[
        "One line for each example: y·log(a) + (1 − y)·log(1 − a). Then the mean, and the minus sign.",
        "log(0) is −∞, and 0 · −∞ is NaN: before the logarithm, `np.clip(a, 1e-7, 1 - 1e-7)`.",
        "The labels first: `if np.any(…): raise ValueError(…)`.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but a comparison gives one for each example. "
        "Is it any of them, or all?"
    },
)


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
            look="0.0001 is a probability like others; only what is nearer to 0 or 1 than 0.0000001 may be moved"
            if p is near
            else "y·log(a) + (1 − y)·log(1 − a) for each example, its mean, and the sign",
            rtol=1e-3,  # 0.9999 in float32 is that far off
            mistakes={
                "The sign is turned over. A logarithm of a probability is negative, so the formula begins with a "
                "minus.": -right,
                "This is the sum. The cost is the mean over the examples.": each.sum(),
                "These are the losses of the examples. The cost is their mean, a single number.": each,
                "Only the examples of class 1 count here. What of the term with 1 − y?": -(y * np.log(p)).mean(),
                "Only the examples of class 0 count here. What of the term with y?": -((1 - y) * np.log(1 - p)).mean(),
                "This is the logarithm to another base. Keras and the course take the natural one, `np.log`.": Either(
                    (right / np.log(2), right / np.log(10))
                ),
                "Labels and probabilities are exchanged: y_true comes first, and the logarithm is taken of a. Whoever "
                "calls the function goes by the order.": -(p * np.log(swapped) + (1 - p) * np.log(1 - swapped)).mean(),
                "This is the mean squared error.": ((y - p) ** 2).mean(),
            },
        )
    ends = np.array([1.0, 0.0, 0.0, 1.0, 0.0])
    for description, probabilities, wanted, tolerance in (
        ("every answer is sure and right", ends, 0.0, 1e-5),
        ("every answer is sure and wrong", 1 - ends, -np.log(1e-7), 0.3),  # in float32, 1 - 1e-7 is 1 - 1.2e-7
    ):
        got = answer(sure, probabilities)
        number = float(got) if isinstance(got, (int, float, np.ndarray)) and np.ndim(got) == 0 else None
        cause = ""
        if number is not None and not np.isfinite(number):
            cause = "log(0) is −∞, and 0 · −∞ is NaN. Move `a` a little away from 0 and 1 before the logarithm."
        expect.that(
            number is not None and abs(number - wanted) <= tolerance,
            tried=f"y_true = {expect.short(sure)}, a = {expect.short(probabilities)}: {description}",
            got=expect.short(got),
            expected=f"about {wanted:.1f}",
            cause=cause,
            look="`a` is clipped to 0.0000001 … 0.9999999, whatever the label is, and no example is left out",
        )
    for labels in (np.array([1, -1, -1, 1, -1]), np.array([0, 2, 2, 0, 2])):
        p = np.where(labels > 0, 0.9, 0.1)
        raised, got = "", None
        try:
            got = answer(labels, p)
        except LearnerError as error:
            raised = error.kind
        expect.that(
            raised == "ValueError",
            tried=f"y_true = {expect.short(labels)}, a = {expect.short(p)}",
            got=f"your code raised {raised}" if raised else expect.short(got),
            expected="a ValueError",
            look="labels outside 0 … 1 make the formula meaningless: a cost below 0 is not better than perfect",
        )
