"""The mean binary cross-entropy: finite at probabilities 0 and 1, exact near them, and strict about labels."""

import sys

import numpy as np

from course_utils.checks import cases as data_form
from course_utils.checks import expect, hints
from course_utils.checks.answer import LearnerError
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
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
    look="y·log(a) + (1 − y)·log(1 − a) for each example, the mean, and the sign",
    relative=1e-3,  # 0.9999 in float32 is that far off
)


def _clipped(a):
    return np.clip(a, 1e-7, 1 - 1e-7)


def _each(y_true, a):
    return -(y_true * np.log(_clipped(a)) + (1 - y_true) * np.log(1 - _clipped(a)))


def reference(y_true, a):
    if not np.isin(y_true, (0, 1)).all():
        raise ValueError("labels are 0 or 1")
    return _each(y_true, a).mean()


mistakes = {
    "Your result has the wrong sign. The logarithm of a probability is negative, so the formula begins with a minus "
    "sign.": lambda y_true, a: -reference(y_true, a),
    "You returned the sum. The cost is the mean over the examples.": lambda y_true, a: _each(y_true, a).sum(),
    "You returned the loss of every example. The cost is their mean, a single number.": _each,
    "Your result counts only the examples of class 1. The term with 1 − y is missing.": (
        lambda y_true, a: -(y_true * np.log(a)).mean()
    ),
    "Your result counts only the examples of class 0. The term with y is missing.": (
        lambda y_true, a: -((1 - y_true) * np.log(1 - a)).mean()
    ),
    "You used a logarithm with a different base. Keras and this course use the natural logarithm, `np.log`.": (
        lambda y_true, a: reference(y_true, a) / np.log(2),
        lambda y_true, a: reference(y_true, a) / np.log(10),
    ),
    "You swapped labels and probabilities. y_true is the first argument, and the logarithm is taken of a.": (
        lambda y_true, a: _each(a, y_true).mean()
    ),
    "The minus sign belongs to both terms. Put parentheses around their sum.": (
        lambda y_true, a: (-y_true * np.log(a) + (1 - y_true) * np.log(1 - a)).mean(),
        lambda y_true, a: (y_true * np.log(a) - (1 - y_true) * np.log(1 - a)).mean(),
    ),
    "This is half of the cost. Divide the sum over the examples by n, and not by 2n.": (
        lambda y_true, a: reference(y_true, a) / 2
    ),
    "You applied a sigmoid to `a`. These numbers are already probabilities.": (
        lambda y_true, a: reference(y_true, 1 / (1 + np.exp(-a)))
    ),
    "This is the mean squared error, which is a different loss.": lambda y_true, a: ((y_true - a) ** 2).mean(),
}


def cases(rng):
    drawn = np.round(rng.uniform(0.5, 0.85, 7), 2)
    drawn[:2] = 0.9, 0.3
    yield Case("y_true = {y_true}, a = {a}", y_true=np.array([1, 0, 0, 1, 0, 0, 1]), a=drawn)
    yield Case(
        "y_true = {y_true}, a = {a}",
        look="keep 0.0001 as it is; change only values whose distance from 0 or 1 is below 0.0000001",
        y_true=np.array([1, 0, 0, 1, 0]),
        a=np.array([0.0001, 0.5, 0.9999, 0.5, 0.0001]),
    )


def check(answer, rng):
    data_form.check(sys.modules[__name__], answer, rng)
    sure = np.array([1, 0, 0, 1, 0])
    ends = np.array([1.0, 0.0, 0.0, 1.0, 0.0])
    for description, probabilities, wanted, tolerance in (
        ("every output is confident and correct", ends, 0.0, 1e-5),
        ("every output is confident and wrong", 1 - ends, -np.log(1e-7), 0.3),  # in float32, 1 - 1e-7 is 1 - 1.2e-7
    ):
        got = answer(sure, probabilities)
        number = float(got) if isinstance(got, (int, float, np.ndarray)) and np.ndim(got) == 0 else None
        cause = ""
        if number is not None and np.isnan(number):
            cause = (
                "log(0) is −∞, and 0 · −∞ is NaN. Move `a` slightly away from 0 and 1 before you take the logarithm."
            )
        elif number is not None and np.isinf(number):
            cause = (
                "If `a` is exactly 0 or 1, the loss can be infinite, because log(0) is −∞. Move `a` slightly away from "
                "0 and 1 before you take the logarithm."
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
