"""A network trained on 150 digits, a fifth of them with wrong labels, that has not memorized them."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.digits import draw_digits
from course_utils.lessons.lesson_05.exercises import _shared

MOST_LOSS = 1.55
MOST_GAP = 0.85

# How many standard deviations, as `learned` measures them, show that a network was trained on the validation digits:
# SURE; or LIKELY, and by MORE than on the training digits. Of 1,230 networks that were trained on the training digits
# and pass otherwise, all had less than 3 on the validation digits, and at least 1.9 more on the training digits. Of
# 1,256 that were trained on the validation digits alone, all had at least 3.2 on these, and at least 1.4 more.
SURE = 4.5
LIKELY = 3.0
MORE = 1.0


def noisy_digits(rng):
    """Draw 150 digits for training, 200 for validation and 500 to judge by, and give wrong labels to a fifth of each.

    Which digit has which label is drawn, too, so weights that were prepared on public digits are no use.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    list of numpy.ndarray
        ``x_train, y_train, x_val, y_val, x_new, y_new``, images float32 from 0 to 1 and labels int64; then the correct
        labels of the training and of the validation digits.
    """
    x, y, *_ = draw_digits(rng)
    y = rng.permutation(10)[y]
    rows = rng.permutation(len(x))[:850]
    parts = []
    for part in np.split(rows, [150, 350]):
        labels, wrong = y[part], rng.permutation(len(part))[: len(part) // 5]
        labels[wrong] = (labels[wrong] + rng.integers(1, 10, len(wrong))) % 10
        parts += [x[part], labels]
    return [*parts, *np.split(y[rows[:350]], [150])]


def learned(probabilities, labels, correct):
    """Return by how many standard deviations a network prefers the wrong labels that it may have seen.

    A wrong label was drawn from the nine labels that are not correct. A network that never saw it cannot know which of
    the nine it is. So its log-probability, less the mean of the nine, is 0 on average, and the nine give its variance.

    Parameters
    ----------
    probabilities : numpy.ndarray, shape (n, 10)
    labels, correct : numpy.ndarray of int, shape (n,)
        The labels that it may have seen, and those from before some were replaced.

    Returns
    -------
    float
    """
    wrong = np.flatnonzero(labels != correct)
    logs = np.log(np.maximum(probabilities[wrong], 1e-7))
    seen = logs[np.arange(len(wrong)), labels[wrong]]
    nine = np.stack([np.delete(row, right) for row, right in zip(logs, correct[wrong], strict=True)])
    return float((seen - nine.mean(axis=1)).sum() / np.sqrt(max(nine.var(axis=1).sum(), 1e-12)))


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
    measured, shown = [], []
    for number in (1, 2):
        x_train, y_train, x_val, y_val, x_new, y_new, correct_train, correct_val = noisy_digits(rng)
        model = answer.model(x_train, y_train, x_val, y_val, seed=int(rng.integers(2**31)))
        tried = f"run {number} of 2, on 150 digits drawn at random"
        expect.that(
            model.output_shape == (None, 10),
            tried=tried,
            got=str(model.output_shape),
            expected="(None, 10)",
            look="The model needs ten outputs, one for each digit.",
        )
        outputs = np.asarray(model.predict(np.concatenate([x_train, x_val, x_new])), dtype="float64")
        if model.from_logits:
            outputs = _shared.softmax(outputs)
        sums = outputs.sum(axis=1)
        expect.that(
            bool(np.allclose(sums, 1, atol=1e-3)) and outputs.min() >= 0,
            tried=tried,
            got=f"outputs that add up to {expect.short(sums[:4])}",
            expected="1 for each image",
            look="The outputs should be probabilities. Does the last layer have a softmax?",
        )
        train_outputs, val_outputs, new_outputs = np.split(outputs, [len(x_train), len(x_train) + len(x_val)])
        shown.append((train_outputs, y_train, correct_train, val_outputs, y_val, correct_val))
        measured.append(
            [
                -np.log(np.maximum(p[np.arange(len(y)), y], 1e-7)).mean()
                for p, y in ((train_outputs, y_train), (new_outputs, y_new))
            ]
        )
    rows = [np.concatenate(runs) for runs in zip(*shown, strict=True)]
    from_training, from_validation = learned(*rows[:3]), learned(*rows[3:])
    expect.that(
        from_validation < min(SURE, max(LIKELY, from_training + MORE)),
        tried="the 200 validation digits of each of the two runs",
        got="a network that clearly prefers the wrong labels of these digits",
        expected="a network that has not learned these labels",
        cause="Your network has learned some of the wrong labels of the validation digits, so it was trained on these "
        "digits. Train only on `x_train` and `y_train` when you call `fit`, and use the validation digits only to stop "
        "training or to compare models.",
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
