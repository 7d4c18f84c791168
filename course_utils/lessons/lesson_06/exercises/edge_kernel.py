"""A 3×3 kernel that responds to vertical edges and to nothing else."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_06.exercises import _shared


def _responses(image, kernel):
    return _shared.conv2d(image[None, :, :, None], kernel[:, :, None, None], np.zeros(1), 1, "valid")[0, :, :, 0]


exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Lay the kernel on a flat picture of ones: the response is the sum of the nine weights. Which sum is wanted?",
        "Inside a window, a horizontal edge makes whole rows dark or bright. When is each row's contribution 0?",
        "Dark on the left, bright on the right: the weights on the right count for, those on the left against.",
    ],
    believed="a kernel, laid on pictures drawn just now",
)


def check(answer, rng):
    value = answer.value
    try:
        kernel = np.asarray(value, dtype="float64")
    except (TypeError, ValueError):
        kernel = np.zeros(())
    expect.that(
        kernel.shape == (3, 3) and bool(np.isfinite(kernel).all()),
        tried="the kernel",
        got=value,
        expected="3 rows of 3 numbers",
        look="an array or a list of three lists",
    )
    height, width = 7, 9
    bright, dark = np.round(rng.uniform(0.7, 1), 2), np.round(rng.uniform(0, 0.2), 2)
    flat = np.full((height, width), bright)
    vertical, horizontal = np.full((height, width), dark), np.full((height, width), dark)
    vertical[:, int(rng.integers(4, 6)) :] = bright
    horizontal[int(rng.integers(3, 5)) :] = bright
    step, small = bright - dark, 1e-3 * max(1.0, np.abs(kernel).max())

    at_vertical, at_horizontal = _responses(vertical, kernel), _responses(horizontal, kernel)
    tried, responses, cause = f"a flat picture, {bright} everywhere", _responses(flat, kernel), ""
    look = "what must the nine weights add up to, so that a flat picture gives 0?"
    if np.abs(responses).max() < small:  # then an edge between two flat halves
        tried, responses = "a horizontal edge: dark above, bright below", at_horizontal
        look = "each row of the kernel by itself: what must its weights add up to?"
        if np.abs(at_vertical).max() < small:
            cause = (
                "It answers to horizontal edges and not to vertical ones. Turn it: a vertical edge is a change from "
                "left to right."
            )
    elif (kernel >= 0).all():
        cause = (
            "No weight is negative: your kernel adds up brightness. An edge is a difference, so some pixels must count "
            "against others."
        )
    expect.that(
        bool(np.abs(responses).max() < small),
        tried=tried,
        cause=cause,
        expected="0 everywhere",
        look=look,
        got=f"responses from {responses.min():.3g} to {responses.max():.3g}",
    )
    tried = f"a vertical edge: {dark} on the left, {bright} on the right"
    got = f"responses from {at_vertical.min():.3g} to {at_vertical.max():.3g}"
    cause = ""
    if np.abs(at_vertical).max() < small:
        cause = "Nothing answers. Which weights make a difference between left and right?"
    elif at_vertical.max() < small:
        cause = "The sign is turned over: it answers where bright goes over to dark."
    elif at_vertical.min() < -small:
        cause = (
            "It answers twice, once above 0 and once below: that is a kernel for thin lines. An edge has one sign from "
            "left to right."
        )
    expect.that(
        bool(at_vertical.min() > -small and at_vertical.max() >= 0.99 * step),
        tried=tried,
        got=got,
        cause=cause,
        expected=f"nowhere below 0, and somewhere at least the step itself, {step:.2f}",
        look="the sign is right, the response is weak: how large are the weights?",
    )
