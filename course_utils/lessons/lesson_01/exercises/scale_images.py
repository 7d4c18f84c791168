"""Pixels 0 … 255 (uint8) as float32 from 0 to 1."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls

exercise = Exercise(
    points=2,
    hints=[
        "uint8 holds whole numbers from 0 to 255 and nothing else: where could 0.37 go?",
        "First change the dtype with `.astype(…)`, which makes a copy; then divide.",
        "Divide by the largest value that a pixel can have, not by the largest in this batch: "
        "the next batch must be scaled in the same way.",
    ],
    errors={
        "Cannot cast ufunc": "`/=` writes the result back into the same uint8 array, which cannot hold 0.37. "
        "Make a float copy first.",
    },
)


def check(answer, rng):
    images = rng.integers(20, 150, size=(2, 2, 3)).astype("uint8")
    images[0, 0, :2] = 0, 187  # the second image is neither as dark nor as light; none is as light as a pixel can be
    tried = f"scale_images on uint8 images of shape (2, 2, 3), {expect.short(images)}"
    got, (after,) = answer.via(calls.call_and_arguments, images)
    x = images.astype("float64")
    above = x - x.min(axis=(1, 2), keepdims=True)
    expect.unchanged(images, after, tried=tried, look="work on a copy: whoever handed you the images still needs them")
    expect.close(
        got,
        x / 255,
        tried=tried,
        atol=5e-4,  # float16 is told below
        look="divide by 255, the largest value that a pixel can have",
        mistakes={
            "The pixels are still 0 … 255. The network's first weights expect inputs of about 1.": x,
            "255 became 0.996: the largest pixel is 255, not 256.": x / 256,
            "You divided by the largest pixel of this batch. Another batch has another one, and the same "
            "grey would then become another number. Every pixel can be at most 255.": x / x.max(),
            "You measured every image by its own pixels. The same grey must become the same number in all "
            "images.": Either(y / y.max(axis=(1, 2), keepdims=True) for y in (x, above)),
            "Everything became 0: whole-number division, or a dtype of whole numbers, threw the fractions "
            "away.": np.zeros_like(x),
            "You standardised (mean 0, standard deviation 1). A good thing, but here pixels from 0 to 1 are "
            "asked for.": (x - x.mean()) / x.std(),
            "This is the range −1 to 1.": x / 127.5 - 1,
            "`normalize` gives every row or column of pixels the length 1. The same grey then becomes "
            "another number in every row. A word with several meanings: here divide by 255.": Either(
                x / np.maximum(np.linalg.norm(x, axis=axis, keepdims=True), 1e-12) for axis in (1, 2)
            ),
        },
    )
    expect.kind(
        got,
        "float32",
        tried=tried,
        look="the dtype: Keras computes in float32",
        mistakes={
            "The numbers are right, but as float64, which takes twice the memory.": "float64",
            "The numbers are right, but in a list. Keras wants an array, and so does this exercise.": "list",
        },
    )
