"""Pixels from 0 to 255 (uint8) as float32 from 0 to 1."""

import sys

import numpy as np

from course_utils.checks import cases as data_form
from course_utils.checks import expect
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=2,
    hints=[
        "uint8 can only store integers from 0 to 255. Where would 0.37 go?",
        "First change the dtype with `.astype(…)`, which makes a copy, and then divide.",
        "Divide by the largest value that a pixel can have, not by the largest value in this batch, because the next "
        "batch has to be scaled in the same way.",
    ],
    errors={
        "Cannot cast ufunc": "`/=` writes the result into the same uint8 array, which can't store 0.37. Make a float "
        "copy first.",
    },
    shown_as="scale_images(images)",
    look="divide by 255, the largest value that a pixel can have",
    keeps="work on a copy, because the images are needed again later.",
    tolerance=5e-4,
)


def reference(images):
    return images.astype("float32") / 255


def _per_image(images, low):
    """Divide each image by its own largest pixel, after subtracting `low` from it."""
    above = images.astype("float64") - low
    return above / above.max(axis=(1, 2), keepdims=True)


def _unit_length(images, axis):
    x = images.astype("float64")
    return x / np.maximum(np.linalg.norm(x, axis=axis, keepdims=True), 1e-12)


mistakes = {
    "Your pixels still go from 0 to 255, but a network learns better from small numbers. Scale the pixels so that "
    "they go from 0 to 1.": (lambda images: images.astype("float64")),
    "You divided by 256, so 255 would become 0.996 instead of 1. What is the largest value that a pixel can have?": (
        lambda images: images / 256
    ),
    "You divided by 255 twice, so the largest possible value is 0.004.": lambda images: images / 255 / 255,
    "You scaled each position in the image by the smallest and the largest pixel found there. The same gray has to "
    "become the same number everywhere.": lambda images: (
        (images - images.min(axis=0).astype("float64")) / np.maximum(np.ptp(images, axis=0), 1)
    ),
    "You divided by the largest pixel of this batch. In a different batch, the same gray would become a different "
    "number.": lambda images: images / images.max(),
    "You scaled each image by its own pixels. The same gray has to become the same number in all images.": (
        lambda images: _per_image(images, 0),
        lambda images: _per_image(images, images.min(axis=(1, 2), keepdims=True)),
    ),
    "Every pixel became 0, because a division of integers or an integer dtype dropped the fractions.": (
        lambda images: images // 255
    ),
    "You standardized the images to mean 0 and standard deviation 1. Here, pixels should go from 0 to 1.": (
        lambda images: (images - images.mean()) / images.std()
    ),
    "Your pixels go from −1 to 1. They should go from 0 to 1.": lambda images: images / 127.5 - 1,
    "`normalize` scales each row or column of pixels to length 1, so the same gray becomes a different number in "
    "every row. That is a different kind of scaling.": (
        lambda images: _unit_length(images, 1),
        lambda images: _unit_length(images, 2),
    ),
    "You inverted the images: 0 became 1. It should stay 0.": lambda images: 1 - images / 255,
    "The numbers are right, but the shape isn't. Keep the rows and columns of each image.": (
        lambda images: images.reshape(len(images), -1) / 255
    ),
}


def cases(rng):
    images = rng.integers(20, 150, size=(2, 2, 3)).astype("uint8")
    images[0, 0, :2] = 0, 187  # the second image is less dark and less light, and no pixel is 255
    yield Case("uint8 images of shape {images.shape}: {images}", images=images)


def check(answer, rng):
    data_form.check(sys.modules[__name__], answer, rng)
    images = rng.integers(0, 256, size=(2, 2, 3)).astype("uint8")
    expect.kind(
        answer(images),
        "float32",
        tried="the dtype of scale_images(images)",
        look="the dtype: Keras computes in float32",
        mistakes={
            "The numbers are right, but they are float64, which takes twice the memory.": "float64",
            "The numbers are right, but they are in a list. Return one array, which is what Keras needs.": "list",
        },
    )
