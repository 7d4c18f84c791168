"""Activations, scores to try, and what is said of networks, for several exercises of the lesson."""

import numpy as np

from course_utils.checks import expect


def softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


ROWS = (
    "A single row of scores has one axis only, and axis 1 would be the second. Which number names the last axis, "
    "however many there are?"
)
KEEP = (
    "One sum for each row, shape (n,), does not line up with rows of K scores, shape (n, K). `keepdims=True` leaves "
    "the summed axis in place, with length 1."
)


def scores(rng):
    """Scores for softmax: by what they are."""
    spread = rng.permuted(np.tile([-2.0, -0.5, 0.5, 2.0], (3, 1)), axis=1)
    return {
        "three rows of four scores": np.round(spread + rng.uniform(0, 1, (3, 1)) + rng.uniform(-0.2, 0.2, (3, 4)), 2),
        "a batch of one row": np.round(rng.permutation([-1.0, 0.5, 2.0]) + rng.uniform(-0.2, 0.2), 2)[None],
        "a single row": np.round(rng.permutation([-1.5, 0.25, 1.0, 2.5]) + rng.uniform(-0.2, 0.2), 2),
    }


CALLED = "`activation` is a function, like your `relu`, and not its name. Call it: `activation(z)`."
BATCH = "The batch is no part of the shape that keras.Input gets: it is the shape of one example."
LINEAR = (
    "A hidden layer has no activation. A linear function of a linear function is linear: many layers, one function."
)
NO_BIAS = "The biases are missing in a layer: `use_bias=False`?"
COMPILED = "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return it."
TWINS = (
    "All units of the first layer start with the same weights. They get the same gradients, so they stay one unit for "
    "ever. The start must be random, as it is by itself."
)
BOTH = (
    "Two that do not go together: the layer already makes probabilities, and `from_logits=True` tells the loss that "
    "none were made."
)
NEITHER = (
    "The output is a bare score, a logit, and the loss takes it for a probability. Either the layer makes "
    "probabilities, or the loss must be told that it gets logits."
)
NO_SUCH_ACTIVATION = (
    "Keras knows no activation of this name. Compare the spelling letter by letter: small letters, no blanks."
)


def check_weights(model, dense_layers, tried=""):
    """Require biases in every layer, and units that do not all start with the same weights."""
    expect.that(
        all(layer["use_bias"] for layer in dense_layers),
        tried=f"{tried}the biases",
        got="not every layer has them",
        cause=NO_BIAS,
    )
    first = np.asarray(model.weights[0])
    expect.that(
        np.ptp(first, axis=1).max() > 0,
        tried=f"{tried}the weights at the start",
        got=f"{first.shape[1]} times the same column",
        cause=TWINS,
    )
