"""A network that finds digits where it has never seen one; the check trains it."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.rebuilt_model import predict
from course_utils.lessons.digits import draw_digits
from course_utils.lessons.lesson_06b.exercises import _shared

KINDS = (0, 4, 7)  # three digits that even a small network can distinguish
N_TRAIN = 480
N_TEST = 400
EPOCHS = 20
BATCH = 16
ENOUGH = 0.9


def canvases(rng, height, width):
    """Place small digits on wide canvases: in the left half for training, in the right half for testing.

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
    rows = rng.permutation(np.flatnonzero(np.isin(y, KINDS)))  # writers are mixed, so that only the place is new
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
        "A filter moves over the whole canvas, so it also finds on the right what it has learned on the left. Which "
        "layer after it loses this advantage, because it has a separate weight for every place?",
        "What matters is whether a filter has found its pattern anywhere, and the largest number of its map "
        "tells you that. Which layer of Keras gives this number for each map?",
        "Two or three convolutions with 32 or 64 filters and ReLU, GlobalMaxPooling2D, and Dense with `num_classes` "
        "units. Adam with its default learning rate is good enough.",
    ],
    errors={
        "expected min_ndim=4": _shared.NO_CHANNELS,
        "`strides` argument must be a tuple": _shared.POSITIONAL_ACTIVATION,
        "Computed output size would be": _shared.TOO_SMALL,
        "You must call `compile()`": _shared.NOT_COMPILED,
        "must have the same rank": "Your loss expects one-hot labels, but the labels here are whole numbers. Which "
        "loss takes whole numbers?",
    },
)


def _check_structure(answer, shape, n_classes, seed):
    """Require the shapes that were asked for, and return the untrained model."""
    tried = f"build_anywhere({shape}, {n_classes})"
    model = answer.model(shape, n_classes, seed=seed)
    got = model.input_shape
    fits = len(got) == 4 and all(ours in (None, theirs) for ours, theirs in zip(got[1:], shape, strict=True))
    expect.that(
        fits,
        tried=f"{tried}: the input",
        got=str(got),
        expected=f"{(None, *shape)}",
        look="the shape of a canvas is the argument `input_shape`, and it changes from call to call",
    )
    got = model.output_shape
    expect.that(
        got == (None, n_classes),
        tried=f"{tried}: the output",
        got=str(got),
        expected=f"{(None, n_classes)}",
        cause=_shared.STILL_A_MAP if len(got) == 4 else "",
        look="the number of classes is the argument `num_classes`",
    )
    return model


def check(answer, rng):
    height, width = int(rng.integers(9, 11)), 2 * int(rng.integers(12, 14))
    shape, classes, seed = (height, width, 1), len(KINDS), int(rng.integers(2**31))
    _check_structure(answer, (12, 21, 1), 5, seed)
    untrained = _check_structure(answer, shape, classes, seed)
    last = untrained.layers[-1]["activation"]
    expect.setting(
        (last, untrained.from_logits),
        ("softmax", False),
        ("linear", True),
        tried=f"build_anywhere({shape}, {classes}): the output layer and the loss",
        shown=f"activation {last}, from_logits={untrained.from_logits}",
        look="the outputs must be probabilities that add up to 1, or logits with a loss that expects logits",
        causes=_shared.OUTPUTS,
    )
    x_left, y_left, x_right, y_right = canvases(rng, height, width)
    # trained in the learner's process, where the optimizer is; evaluated here
    trained = answer.via(calls.fitted, [shape, classes], x_left, y_left, EPOCHS, BATCH, seed=seed)
    tried = f"trained on {N_TRAIN} canvases with a digit on the left, tested on {N_TEST} with a digit on the right"
    expect.that(
        all(np.isfinite(weight).all() for weight in trained["weights"]),
        tried=tried,
        got="weights that are NaN or infinite",
        cause="The training run diverged: each step was larger than the one before. Which learning rate did you set?",
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
        cause = "Training changed no weight. Is the learning rate 0, or are the layers not trainable?"
    elif accuracy_left < ENOUGH:
        cause = (
            "Your network isn't good enough even on the left, where it was trained. Does it have enough filters, "
            "an activation after each convolution, and a usual learning rate?"
        )
    elif "Conv2D" not in kinds:
        cause = (
            "Your network is good on the left. Without convolutions, it has separate weights for the pixels on the "
            "right, and those weights have never seen a digit."
        )
    elif "Flatten" in kinds or "Reshape" in kinds:
        cause = (
            "Your network is good on the left, and its filters find the digit on the right, too. But after Flatten, "
            "each place has its own weights, and those of the right side have never seen a digit."
        )
    expect.that(
        accuracy_right >= ENOUGH,
        tried=tried,
        got=f"accuracy {accuracy_left:.0%} on the left and {accuracy_right:.0%} on the right",
        cause=cause,
        expected=f"at least {ENOUGH:.0%} on the right",
        look="does one of your layers still depend on where the digit is? If not, the network may need more "
        "filters, because the digits on the right are new to it, too",
    )
    return (
        f"Accuracy on the right: {accuracy_right:.0%}, with {untrained.n_parameters:,} parameters. Who in your class "
        "needs the fewest?"
    )
