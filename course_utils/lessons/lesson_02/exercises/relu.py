"""Elementwise: what is positive stays, what is negative becomes 0."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=1,
    hints=[
        "Every number by itself: a positive one stays, a negative one becomes 0.",
        "Which of 0 and z is larger? NumPy has a function that answers this for every number of an array.",
        "`max` chooses from a whole array, `np.maximum` compares two things element by element.",
    ],
    errors={
        "truth value of an array": "`if` and `max` need a single yes or no, but here is one for each number of z. "
        "NumPy has functions that go through all numbers, whatever the shape.",
        "values to unpack": "z may have any number of axes, also one or three. NumPy has functions that go through all "
        "numbers, whatever the shape.",
    },
)


def check(answer, rng):
    for shape in ((3, 4), (12,), (2, 3, 2)):
        # quarters, so that every dtype of floats holds them exactly; one above 6, where ReLU6 ends
        z = rng.permutation([*rng.integers(1, 24, 4) / 4, *rng.integers(-24, -1, 4) / 4, 0.0, 8.0, 0.75, -0.25])
        z = z.reshape(shape)
        tried = f"relu(z) with z of shape {shape}, {expect.short(z)}"
        right = np.maximum(0, z)
        got, (after,) = answer.via(calls.call_and_arguments, z)
        expect.unchanged(z, after, tried=tried, look="work on a copy: the network needs z again when it learns")
        expect.close(
            got,
            right,
            tried=tried,
            atol=1e-3,
            look="every number by itself: what becomes of a positive one, of a negative one, of 0?",
            mistakes={
                "These are the numbers as they were. What does ReLU make of a negative one?": z,
                "You turned the sign over where it was negative. ReLU makes 0 of a negative number.": np.abs(z),
                "What is negative stayed, or was turned over, and what is positive went. Did you take the smaller of "
                "two numbers? ReLU keeps what is positive.": Either((np.minimum(0, z), np.maximum(0, -z))),
                "This is a step: 1 where z is positive. ReLU also says how much.": z > 0,
                "Something of the negative numbers still gets through: a leaky ReLU. Here they become 0.": Either(
                    np.where(z > 0, z, slope * z) for slope in (0.01, 0.1, 0.2, 0.3)
                ),
                "Large numbers are cut off. ReLU has no upper end: 8 stays 8.": Either(
                    (np.clip(z, 0, 1), np.clip(z, 0, 6))
                ),
                "This is a sigmoid or a tanh: an activation, too, but another one.": Either(
                    (_shared.sigmoid(z), np.tanh(z))
                ),
                "The negative numbers are gone. They must become 0 and stay in their places: the shape is kept.": (
                    Either((z[z > 0], z[z >= 0]))
                ),
                "This is one number for the whole array. Every number of z has a result of its own.": Either(
                    (max(0.0, z.max()), max(0.0, z.sum()), max(0.0, z.mean()))
                ),
                "The numbers are right, but laid in one row. The shape of z must stay.": right.ravel(),
            },
        )
