"""A network that reconstructs digits and fails at anomalies, so that its errors rank the anomalies first."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.digits import draw_digits

# ---- anomalies

AUC = 0.79  # right styles 0.92 to 0.94, their standard deviation 0.03 at most
PAINTS = 0.5  # right styles 0.17 to 0.32 of the mean image's error, a code of one number 0.67 to 1


def draw_odd(rng):
    """Draw digits to learn from, and others among which some anomalies have their halves exchanged.

    Returns
    -------
    x_train, x, odd : numpy.ndarray
        Images (n, 8, 8) from 0 to 1, of other writers in x; odd is True for the anomalies in x.
    """
    x_train, _, _, _, x, _ = draw_digits(rng)
    x = x[rng.permutation(len(x))[:300]]
    odd = rng.permutation(len(x)) < 40
    x[odd] = np.roll(x[odd], 4, axis=1)
    return x_train, x, odd


def ranking(errors, odd):
    """Return the share of pairs in which the anomaly has the larger error than the digit; ties count half."""
    odd_errors, digit_errors = errors[odd][:, None], errors[~odd]
    return float((odd_errors > digit_errors).mean() + (odd_errors == digit_errors).mean() / 2)


exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "Input and target are the same: `model.fit(x_train, x_train, ...)`. No label is used.",
        "In the middle a layer with far fewer units than the 64 pixels, about 10: what does not fit through it has to "
        "be left out. It learns what digits have in common.",
        "`Flatten`, dense layers that get narrower, then wider, `Dense(64, activation='sigmoid')` and "
        "`Reshape((8, 8))`; mean squared error; 30 epochs.",
    ],
    errors={
        "Dimensions must be equal": "The output is compared with the picture, pixel by pixel: both must have the same "
        "shape.",
        "positional argument": "The function is called with x_train alone: an autoencoder needs no labels.",
    },
)


def check(answer, rng):
    x_train, x, odd = draw_odd(rng)
    model = answer.model(x_train, seed=int(rng.integers(2**31)))
    tried = f"the model, trained on {len(x_train):,} digits"
    expect.that(
        model.input_shape == (None, 8, 8),
        tried=tried,
        got=f"input {model.input_shape}",
        expected="(None, 8, 8)",
        look="pictures as they come",
    )
    expect.that(
        model.output_shape == (None, 8, 8),
        tried=tried,
        got=f"output {model.output_shape}",
        expected="(None, 8, 8)",
        look="it paints a picture: of the same shape as the one it saw",
    )
    distances = ((np.asarray(model.predict(x), dtype="float64") - x) ** 2).mean(axis=(1, 2))
    score = ranking(distances, odd)
    paints = distances[~odd].mean() / ((x[~odd] - x_train.mean(axis=0)) ** 2).mean()
    if paints > 0.9:
        cause = (
            "It paints nearly the same whatever it sees, no better than the mean picture. Train for longer; does the "
            "loss fall, are input and target the same?"
        )
    elif paints > PAINTS:
        cause = (
            "It hardly tells one digit from another. With so few units in the middle too much of what digits have in "
            "common is left out; or train for longer."
        )
    else:
        cause = (
            "It copies whatever it sees, odd ones as well as digits. Make it narrow in the middle, so that it can only "
            "paint what digits have in common."
        )
    expect.that(
        score >= AUC and paints <= PAINTS,
        cause=cause,
        tried=f"{len(x)} pictures ranked by their error, {odd.sum()} of them with halves exchanged",
        got=f"in {score:.0%} of the pairs the odd one has the larger error; digits with {paints:.0%} of the "
        "mean picture's error",
        expected=f"at least {AUC:.0%}, and at most {PAINTS:.0%}",
    )
    return f"the odd one has the larger error in {score:.1%} of the pairs."
