"""The step of an Adam that forgets its memory at every call, in closed form."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls

exercise = Exercise(
    points=1,
    hints=[
        "Take an Adam that is new at this call: t = 1. What are m and v after one gradient g? And corrected?",
        "Only beta falls out: m_hat = g and v_hat = g². What is g divided by the root of g²?",
        "NumPy has a function that is −1, 0 or 1.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but there is a gradient for each weight.",
    },
)


def check(answer, rng):
    gradient = np.round(rng.uniform(1, 9, 7), 2) * [-1e3, 10, 1, 0, -0.1, 0.05, -20]
    gradient = rng.permutation(gradient)
    rate = float(np.round(rng.uniform(0.01, 0.3), 3))
    sign = np.sign(gradient)
    safe = np.where(gradient == 0, 1.0, gradient)
    with np.errstate(all="ignore"):
        nothing = 0 * gradient / np.abs(gradient)
    tried = f"forgetful_adam(gradient={expect.short(gradient)}, learning_rate={rate})"
    got, (after, _) = answer.via(calls.call_and_arguments, gradient, rate)
    expect.unchanged(gradient, after, tried=tried, look="the gradient belongs to the caller: work on a new array")
    expect.close(
        got,
        -rate * sign + 0.0,  # shows 0, not -0
        tried=tried,
        rtol=1e-3,
        atol=1e-6,
        look="which part of the gradient is left, when it is divided by its own size?",
        mistakes={
            "0 / 0 is NaN. A weight whose gradient is 0 should stay where it is.": -rate * sign + nothing,
            "The weight whose gradient is 0 moves. In which direction would that be downhill?": Either(
                np.where(gradient == 0, direction * rate, -rate * sign) for direction in (-1, 1)
            ),
            "This is the step of gradient descent, larger where the gradient is larger. What does dividing by the root "
            "of v do to its size?": -rate * gradient,
            "Uphill: the weight must move against its gradient.": rate * sign,
            "The learning rate is not in it.": -sign,
            "All weights move in the same direction. The sign of each gradient counts.": Either(
                (np.full(7, -rate), -rate * np.abs(sign))
            ),
            "You divided by the length of the whole gradient. Adam divides each weight's gradient by its own size.": (
                Either(-rate * gradient / size for size in (np.linalg.norm(gradient), np.abs(gradient).max()))
            ),
            "You divided by g², not by its root. With v_hat = g², the step is divided by the root of v_hat.": Either(
                (np.where(gradient == 0, 0, -rate / safe), -rate / safe + nothing)
            ),
            "Without the correction the first m is 0.1 g and the first v is 0.001 g². With it, betas play no part.": (
                -rate * sign * 0.1 / np.sqrt(0.001)
            ),
        },
    )
