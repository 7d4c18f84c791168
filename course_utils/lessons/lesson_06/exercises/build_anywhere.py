"""A network that finds digits where it has never seen one; the check trains it."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.rebuilt_model import predict
from course_utils.lessons.digits import draw_digits
from course_utils.lessons.lesson_06.exercises import _shared

KINDS = (0, 4, 7)  # three digits that even a small network distinguishes
N_TRAIN = 480
N_TEST = 400
EPOCHS = 20
BATCH = 16
ENOUGH = 0.9


def canvases(rng, height, width):
    """Draw small digits on wide canvases: in the left half for training, in the right half for testing.

    Parameters
    ----------
    rng : numpy.random.Generator
    height, width : int
        At least 8 and 16.

    Returns
    -------
    list of numpy.ndarray
        ``x_left, y_left, x_right, y_right``: images float32 of shape (n, height, width, 1) from 0 to 1, labels int64
        from 0 to 2. The digits on the right are different from those on the left.
    """
    drawn = draw_digits(rng)
    x, y = np.concatenate(drawn[::2]), np.concatenate(drawn[1::2])
    rows = rng.permutation(np.flatnonzero(np.isin(y, KINDS)))  # writers are mixed: the place is new, not the hand
    rows_left, rows_right = np.split(rows, [2 * len(rows) // 3])
    names, half, parts = rng.permutation(len(KINDS)), width // 2, []
    for some, n, first, last in ((rows_left, N_TRAIN, 0, half - 8), (rows_right, N_TEST, half, width - 8)):
        rows = rng.choice(some, n)
        pictures = np.zeros((n, height, width, 1), "float32")
        tops, lefts = rng.integers(0, height - 7, n), rng.integers(first, last + 1, n)
        for picture, digit, top, left in zip(pictures, x[rows], tops, lefts, strict=True):
            picture[top : top + 8, left : left + 8, 0] = digit
        parts += [pictures, names[np.searchsorted(KINDS, y[rows])]]
    return parts


exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "A filter moves over the whole canvas: what it learns on the left, it finds on the right. Which layer after it "
        "throws that away, because it has a weight for every place?",
        "Whether a filter has found its pattern anywhere at all: the largest number of its whole map. Which layer of "
        "Keras takes it, one for each filter?",
        "Two or three convolutions with 32 or 64 filters and ReLU, GlobalMaxPooling2D, Dense with `num_classes` units. "
        "Adam at its usual rate is enough.",
    ],
    errors={
        "expected min_ndim=4": _shared.NO_CHANNELS,
        "Computed output size would be": _shared.TOO_SMALL,
        "You must call `compile()`": _shared.COMPILED,
        "must have the same rank": "The labels are whole numbers, one of several classes. Your loss wants one-hot "
        "labels: which one does not?",
    },
)


def check(answer, rng):
    height, width = int(rng.integers(9, 11)), 2 * int(rng.integers(12, 14))
    shape, classes, seed = (height, width, 1), len(KINDS), int(rng.integers(2**31))
    for some, number in (((12, 21, 1), 5), (shape, classes)):
        tried = f"build_anywhere({some}, {number})"
        untrained = answer.model(some, number, seed=seed)
        got = untrained.input_shape
        fits = len(got) == 4 and all(ours in (None, theirs) for ours, theirs in zip(got[1:], some, strict=True))
        expect.that(
            fits,
            tried=f"{tried}: the input",
            got=str(got),
            expected=f"{(None, *some)}",
            look="the shape of a canvas is the argument `input_shape`, each time another",
        )
        got, cause = untrained.output_shape, ""
        if len(got) == 4:
            cause = _shared.RANK
        expect.that(
            got == (None, number),
            tried=f"{tried}: the output",
            got=str(got),
            expected=f"{(None, number)}",
            cause=cause,
            look="how many classes there are is the argument `num_classes`",
        )
    last, cause = untrained.layers[-1]["activation"], ""
    if last == "softmax" and untrained.from_logits:
        cause = _shared.BOTH
    elif last == "linear" and not untrained.from_logits:
        cause = _shared.NEITHER
    elif last == "sigmoid":
        cause = "Sigmoid judges each class by itself. One of several: the probabilities must add up to 1."
    expect.that(
        (last, untrained.from_logits) in (("softmax", False), ("linear", True)),
        cause=cause,
        tried=f"{tried}: the output layer and the loss",
        got=f"activation {last}, from_logits={untrained.from_logits}",
        look="the output must be probabilities of one whole",
    )
    x_left, y_left, x_right, y_right = canvases(rng, height, width)
    # trained in the learner's process, where the optimizer is; looked at here
    trained = answer.via(calls.fitted, [shape, classes], x_left, y_left, EPOCHS, BATCH, seed=seed)
    tried = f"trained on {N_TRAIN} canvases with a digit on the left, tested on {N_TEST} with a digit on the right"
    finite = all(np.isfinite(weight).all() for weight in trained["weights"])
    expect.that(
        finite,
        tried=tried,
        got="weights that are NaN or infinite",
        cause="The training ran away: each step was larger than the one before. What learning rate did you set?",
    )
    accuracy_left, accuracy_right = (
        float(np.mean(predict(trained, x).argmax(axis=-1) == y)) for x, y in ((x_left, y_left), (x_right, y_right))
    )
    kinds = [layer.kind for layer in untrained.layers]
    moved = any(
        not np.array_equal(before, after) for before, after in zip(untrained.weights, trained["weights"], strict=True)
    )
    cause = ""
    if not moved:
        cause = "Training moved no weight: a learning rate of 0, or layers that are not trainable?"
    elif accuracy_left < ENOUGH:
        cause = (
            "It has hardly learned anything on the left, where it was trained. More filters, an activation after each "
            "convolution, a usual learning rate?"
        )
    elif "Conv2D" not in kinds:
        cause = (
            "On the left it is good. A network without convolutions has other weights for other places, and those on "
            "the right have never seen a digit."
        )
    elif "Flatten" in kinds or "Reshape" in kinds:
        cause = (
            "On the left it is good, and the convolution would find the digit on the right, too. But after Flatten "
            "each place has weights of its own, and those of the right have never seen a digit."
        )
    expect.that(
        accuracy_right >= ENOUGH,
        tried=tried,
        got=f"right on the left {accuracy_left:.0%}, on the right {accuracy_right:.0%}",
        cause=cause,
        expected=f"at least {ENOUGH:.0%} on the right",
        look="which of your layers knows where in the picture something stands?",
    )
    return (
        f"{accuracy_right:.0%} on the right, with {untrained.n_parameters:,} parameters. Whose network is the smallest?"
    )
