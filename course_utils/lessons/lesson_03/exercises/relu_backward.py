"""The gradient before a ReLU, from the gradient after it."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "What is the slope of ReLU where z is negative, and where it is positive?",
        "Where the slope is 0 nothing goes back; where it is 1 all of it does.",
        "`dz = da * (z > 0)`.",
    ],
)


def check(answer, rng):
    z, da = np.round(rng.uniform(0.5, 2, (2, 4, 3)), 2) * rng.choice([-1, 1], (2, 4, 3))
    z[:2], da[:2] = [[1.5, -1.5, 0.7], [-0.8, 0.6, -1.1]], [[-0.9, -1.2, 1.1], [1.3, 0.7, -1.4]]
    tried = f"da = {expect.short(da)}, z = {expect.short(z)}"
    got, (da_after, _) = answer.via(calls.call_and_arguments, da, z)
    expect.unchanged(da, da_after, tried=tried, look="work on a copy of da: whoever handed it over still needs it")
    expect.close(
        got,
        np.where(z > 0, da, 0),
        tried=tried,
        look="the slope of ReLU at z, for each number, times da",
        mistakes={
            "ReLU was applied to the gradient. It is the sign of z that counts: a negative gradient passes where "
            "the unit was on.": np.maximum(0, da),
            "This is the slope alone. Multiply what comes from behind, da, with it.": z > 0,
            "da was multiplied with ReLU's output, not with its slope.": da * np.maximum(0, z),
            "This lets the gradient through where the unit was off.": da * (z <= 0),
            "Everything passed. Where z was negative, ReLU gave 0 whatever z was: its slope is 0 there.": da,
            "The slope where z is negative is 0, not −1.": da * np.sign(z),
            "Both must be positive for this to pass. Only z decides.": da * (z > 0) * (da > 0),
            "da and z are exchanged: the gradient comes first.": z * (da > 0),
        },
    )
