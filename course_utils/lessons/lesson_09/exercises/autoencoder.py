"""A network that reconstructs digits and fails at anomalies, so that its errors rank the anomalies first."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.digits import draw_digits

# ---- anomalies

PIXELS = 64
AUC = 0.79  # right styles 0.92 to 0.94, their standard deviation 0.03 at most
RECONSTRUCTS = 0.5  # right styles 0.17 to 0.32 of the mean image's error, a code of one number 0.67 to 1


def draw_odd(rng):
    """Draw digits to learn from, and different ones among which some anomalies have their halves swapped.

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


_SHAPES = "The loss compares output and image pixel by pixel, so both need the same shape: here, (8, 8)."

exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "Input and target are the same: `model.fit(x_train, x_train, ...)`. There are no labels.",
        "The layer in the middle needs far fewer units than the 64 pixels, about 10. So it can carry only what "
        "distinguishes one digit from another.",
        "Use `Flatten`, dense layers that become narrower and then wider, `Dense(64, activation='sigmoid')` and "
        "`Reshape((8, 8))`. Train with the mean squared error for 30 epochs.",
    ],
    errors={
        "Dimensions must be equal": _SHAPES,
        "must have the same shape": _SHAPES,
        "positional argument": "A function got the wrong number of arguments. The check calls yours with x_train "
        "alone, because an autoencoder needs no labels. If that fits, look at the layers and other calls in your "
        "code.",
    },
)


def check(answer, rng):
    """Rank anomalies by the error of a trained model.

    Principal components as the weights are a right answer: they are the best linear autoencoder, and they come from the
    given digits. Weights prepared elsewhere would pass, too; the exercise is an extra, whose points never are needed.
    """
    x_train, x, odd = draw_odd(rng)
    model = answer.model(x_train, seed=int(rng.integers(2**31)))
    tried = f"the model, trained on {len(x_train):,} digits"
    expect.that(
        model.input_shape == (None, 8, 8),
        tried=tried,
        got=f"input {model.input_shape}",
        expected="(None, 8, 8)",
        look="the model gets images of 8 by 8 pixels without a channel axis",
    )
    expect.that(
        model.output_shape == (None, 8, 8),
        tried=tried,
        got=f"output {model.output_shape}",
        expected="(None, 8, 8)",
        look="the output is an image of the same shape as the input",
    )
    narrowest = min((layer.size for layer in model.layers if layer.size), default=PIXELS)
    expect.that(
        narrowest < PIXELS,
        tried=tried,
        got=f"{narrowest} numbers in the narrowest layer",
        expected=f"fewer than {PIXELS}, the number of pixels",
        look="an autoencoder has a layer that is too narrow to copy all pixels",
    )
    outputs = np.asarray(model.predict(x), dtype="float64")
    distances = ((outputs - x) ** 2).mean(axis=(1, 2))
    score = ranking(distances, odd)
    error_share = distances[~odd].mean() / ((x[~odd] - x_train.mean(axis=0)) ** 2).mean()
    if outputs.mean() < 0.1 * x.mean():
        cause = (
            "Nearly all outputs of your network are close to 0, so its images are black. Did you divide the pixels by "
            "255? The pixels of this exercise are already between 0 and 1."
        )
    elif error_share > 0.9:
        cause = (
            "Your network reconstructs digits hardly better than the mean image does. Does the loss fall? Are input "
            "and target the same images? Then train for longer."
        )
    elif error_share > RECONSTRUCTS:
        cause = (
            "Your network reconstructs digits too inaccurately. The layer in the middle may have too few units, "
            "or the training may be too short."
        )
    else:
        cause = (
            "Your network reconstructs anomalies too well. With a narrower layer in the middle, it can't copy "
            "everything."
        )
    expect.that(
        score >= AUC and error_share <= RECONSTRUCTS,
        cause=cause,
        tried=f"{len(x)} images ranked by their error, {odd.sum()} of them with swapped halves",
        got=f"in {score:.0%} of the pairs, the anomaly has the larger error; the mean error of the digits is "
        f"{error_share:.0%} of the error of the mean image",
        expected=f"at least {AUC:.0%}, and at most {RECONSTRUCTS:.0%}",
    )
    return f"The anomaly has the larger error in {score:.1%} of the pairs (AUC {score:.3f})."
