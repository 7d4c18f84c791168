"""A network trained on 150 digits, a fifth of them with wrong labels, that has not memorized them."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.digits import draw_digits
from course_utils.lessons.lesson_05.exercises import _shared

MOST_LOSS = 1.55
MOST_GAP = 0.85


def noisy_digits(rng):
    """Draw 150 digits for training, 200 for validation and 500 to judge by; a fifth of all labels is wrong.

    Which digit has which label is drawn, too, so weights that were prepared on public digits are no use.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    list of numpy.ndarray
        ``x_train, y_train, x_val, y_val, x_new, y_new``; images float32 from 0 to 1, labels int64.
    """
    x, y, *_ = draw_digits(rng)
    y = rng.permutation(10)[y]
    rows = rng.permutation(len(x))[:850]
    parts = []
    for part in np.split(rows, [150, 350]):
        labels, wrong = y[part], rng.permutation(len(part))[: len(part) // 5]
        labels[wrong] = (labels[wrong] + rng.integers(1, 10, len(wrong))) % 10
        parts += [x[part], labels]
    return parts


exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "A network without regularization memorizes the wrong labels. Which techniques of the lesson prevent this?",
        "Measure your model as the check does: use your `data_loss` on the training images and on the validation "
        "images.",
        "Early stopping that restores the best weights is often enough. A penalty works, too, if its factor is large "
        "enough for 150 images. Dropout alone needs a high rate.",
        "If both losses are high, the regularization is too strong or training is too short.",
    ],
    errors={
        "Could not interpret regularizer": "A number alone doesn't say which penalty it belongs to, L1 or L2. Use "
        "`keras.regularizers.L2(…)`.",
        "is incompatible with the layer": "The images of this exercise have 8 × 8 pixels. Which shape does keras.Input "
        "get in your network?",
    },
)


def check(answer, rng):
    """Compare the data loss on the training digits with that on new ones.

    Weights that are computed from the 150 digits without `fit`, such as the mean image of each class, are learned from
    them as well, and they pass.
    """
    measured = []
    for number in (1, 2):
        x_train, y_train, x_val, y_val, x_new, y_new = noisy_digits(rng)
        model = answer.model(x_train, y_train, x_val, y_val, seed=int(rng.integers(2**31)))
        tried = f"run {number} of 2, on 150 digits drawn at random"
        expect.that(
            model.output_shape == (None, 10),
            tried=tried,
            got=str(model.output_shape),
            expected="(None, 10)",
            look="The model needs ten outputs, one for each digit.",
        )
        train_outputs, new_outputs = (np.asarray(model.predict(rows), dtype="float64") for rows in (x_train, x_new))
        if model.from_logits:
            train_outputs, new_outputs = _shared.softmax(train_outputs), _shared.softmax(new_outputs)
        sums = np.concatenate([train_outputs, new_outputs]).sum(axis=1)
        expect.that(
            bool(np.allclose(sums, 1, atol=1e-3)) and min(train_outputs.min(), new_outputs.min()) >= 0,
            tried=tried,
            got=f"outputs that add up to {expect.short(sums[:4])}",
            expected="1 for each image",
            look="The outputs should be probabilities. Does the last layer have a softmax?",
        )
        measured.append(
            [
                -np.log(np.maximum(p[np.arange(len(y)), y], 1e-7)).mean()
                for p, y in ((train_outputs, y_train), (new_outputs, y_new))
            ]
        )
    train, new = np.mean(measured, axis=0)
    gap = new - train
    tried = "the mean data loss of two runs, on their 150 training digits and on 500 new digits"
    got = f"{train:.2f} on the training digits and {new:.2f} on new digits, a gap of {gap:.2f}"
    expected = f"at most {MOST_LOSS} on new digits, and a gap of at most {MOST_GAP}"
    cause = ""
    if train > 1.7:
        cause = (
            "Your network underfits, because its loss is high even on its training digits. Train for longer or "
            "regularize less."
        )
    elif gap > MOST_GAP:
        cause = (
            "Your network has memorized the training digits, including their wrong labels. Is the regularization "
            "strong enough, and does early stopping watch the validation loss?"
        )
    expect.that(
        bool(new <= MOST_LOSS and gap <= MOST_GAP),
        tried=tried,
        got=got,
        expected=expected,
        cause=cause,
        look="The gap is small enough, but the loss on new digits is too high. Try a different strength of "
        "regularization or a different number of epochs, and compare the losses on the validation digits.",
    )
    return f"Loss on new digits {new:.2f}, gap {gap:.2f}. Who gets the lowest loss in your class?"
