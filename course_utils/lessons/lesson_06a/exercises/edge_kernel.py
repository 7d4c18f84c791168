"""A 3×3 kernel that responds to vertical edges and not to horizontal ones or flat areas."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_06a.exercises import _shared


def _responses(image, kernel):
    return _shared.conv2d(image[None, :, :, None], kernel[:, :, None, None], np.zeros(1), 1, "valid")[0, :, :, 0]


exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "On a flat image of ones, the response is the sum of the nine weights. What must it be?",
        "At a horizontal edge, whole rows of the window are dark or bright. When does each row contribute 0?",
        "With dark on the left and bright on the right, the weights on the right should be positive and those on the "
        "left negative.",
    ],
    believed="a kernel, tried on images drawn just now",
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
    tried, responses, cause = f"a flat image, {bright} everywhere", _responses(flat, kernel), ""
    look = "what must the nine weights add up to so that a flat image gives 0?"
    if np.abs(responses).max() < small:  # then an edge between two flat halves
        tried, responses = "a horizontal edge: dark above, bright below", at_horizontal
        look = "look at each row of the kernel separately: what must its weights add up to?"
        if np.abs(at_vertical).max() < small:
            cause = (
                "Your kernel responds to horizontal edges and not to vertical ones. A vertical edge is a change from "
                "left to right."
            )
    elif (kernel >= 0).all():
        cause = (
            "None of your weights is negative, so your kernel adds up brightness. An edge is a difference: some "
            "weights have to be negative."
        )
    expect.that(
        bool(np.abs(responses).max() < small),
        tried=tried,
        cause=cause,
        expected="0 everywhere",
        look=look,
        got=f"responses from {responses.min():.3g} to {responses.max():.3g}",
    )
    tried = f"a vertical edge, {dark} on the left and {bright} on the right"
    got = f"responses from {at_vertical.min():.3g} to {at_vertical.max():.3g}"
    cause = ""
    if np.abs(at_vertical).max() < small:
        cause = "Your kernel doesn't respond to a vertical edge. Compare the sums of its columns."
    elif at_vertical.max() < small:
        cause = "Your kernel has the opposite sign: it responds where bright changes to dark."
    elif at_vertical.min() < -small:
        cause = (
            "Your kernel responds twice, once positively and once negatively. That is how a kernel for thin "
            "lines behaves; at a vertical edge from dark to bright, no response should be negative."
        )
    expect.that(
        bool(at_vertical.min() > -small and at_vertical.max() >= 0.99 * step),
        tried=tried,
        got=got,
        cause=cause,
        expected=f"nowhere below 0, and somewhere at least {step:.2f}, the difference between bright and dark",
        look="the sign is right, but the response is weak: are the weights large enough?",
    )
