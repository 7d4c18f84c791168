"""Activation functions, test inputs, and messages that several exercises of the lesson share."""

import numpy as np

from course_utils.checks import expect, hints


def softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


WHOLE = (
    "You put the results into an array of whole numbers, as z is here, so everything after the decimal point is lost. "
    "Which dtype does your array need?"
)
ROWS = "A single row has only one axis, and axis 1 is the second one. Which number always means the last axis?"
KEEP = (
    "A result for each row, such as its total or its largest number, has the shape (n,), which doesn't fit the shape "
    "(n, K). With `keepdims=True`, it has the shape (n, 1), which fits."
)


def scores(rng):
    """Return sums for softmax, with their descriptions as keys."""
    spread = rng.permuted(np.tile([-2.0, -0.5, 0.5, 2.0], (3, 1)), axis=1)
    return {
        "three rows of four sums": np.round(spread + rng.uniform(0, 1, (3, 1)) + rng.uniform(-0.2, 0.2, (3, 4)), 2),
        "an array with one row": np.round(rng.permutation([-1.0, 0.5, 2.0]) + rng.uniform(-0.2, 0.2), 2)[None],
        "a single row": np.round(rng.permutation([-1.5, 0.25, 1.0, 2.5]) + rng.uniform(-0.2, 0.2), 2),
        "two rows of whole numbers": rng.permuted([[-1, 0, 2], [1, 3, 4]], axis=1),  # TensorFlow refuses these
    }


CALLED = "`activation` is a function, such as your `relu`, and not a name. Call it: `activation(z)`."
BATCH = "`keras.Input` takes the shape of one example, without the number of examples."
LINEAR = "A hidden layer has no activation function, so it is linear. What can several linear layers do that one can't?"
NO_BIAS = "A layer has no biases. Did you write `use_bias=False`?"
COMPILED = "The model isn't compiled, so it has no loss. Call `model.compile(…)` before you return it."
TWINS = (
    "All units of the first layer start with the same weights, so training can't make them different. Let Keras draw "
    "the weights at random, which is its default."
)
BOTH = (
    "The output layer already returns probabilities, but `from_logits=True` tells the loss that it doesn't. Remove one "
    "of the two."
)
NEITHER = (
    "The output layer has no activation function, so it returns sums, but the loss expects probabilities. Which "
    "activation function turns these sums into probabilities?"
)
BUILDING = {  # errors of Keras
    "'NoneType'": hints.NONE,
    "required positional argument: 'x'": "You called an activation function, and it has no numbers to work on yet. "
    "Give its name in quotes, or the function without parentheses.",
    "name 'sigmoid' is not defined": "Give the name of an activation function in quotes.",
    "Only instances of": "You passed something that is not a layer, such as a class. With parentheses, "
    "`keras.layers.Dense(…)`, a class makes a layer.",
    "Expected `trainable`": "`keras.Sequential` takes one list. Put square brackets around the layers.",
    "must be KerasTensors": "In a functional model, call each layer on the output of the layer before it. The model's "
    "output is what the last layer returns, not the layer.",
    "invalid value for `units`": "The first argument of `Dense` is the number of units, and the activation function is "
    "the second one.",
}
NO_SUCH_ACTIVATION = (
    "Keras doesn't know an activation function with this name. Its names have lowercase letters and no spaces."
)


def check_weights(model, dense_layers, tried=""):
    """Require biases in every layer, and units that don't all start with the same weights."""
    expect.that(
        all(layer["use_bias"] for layer in dense_layers),
        tried=f"{tried}the biases",
        got="a layer without biases",
        cause=NO_BIAS,
    )
    first = np.asarray(model.weights[0])
    expect.that(
        np.ptp(first, axis=1).max() > 0,
        tried=f"{tried}the starting weights of the first layer",
        got=f"the same column {first.shape[1]} times",
        cause=TWINS,
    )
