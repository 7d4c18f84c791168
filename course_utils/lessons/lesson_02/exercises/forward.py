"""The outputs of a network of any depth: each layer feeds the next."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import CALLED
from course_utils.lessons.lesson_02.learner_side import with_functions

_FED = (
    "The inputs of a layer don't fit its weights. The first layer receives X, and every other layer receives the "
    "outputs of the layer before it."
)
_DEPTH = (
    "The list can have any number of layers, so go through it with a loop. Each layer is a tuple: does your loop "
    "unpack all of its entries?"
)

exercise = Exercise(
    points=2,
    hints=[
        "Use a loop over the layers. What are the inputs of the second layer?",
        "Use a variable such as `a`, which is X at first, and the outputs of the latest layer after that.",
        "In each round of the loop, compute the outputs of one layer from `a`, as in the exercise on a layer. They are "
        "the new `a`.",
    ],
    errors={
        "mismatch in its core dimension": _FED,
        "not aligned": _FED,
        "values to unpack": _DEPTH,
        "index out of range": _DEPTH,
        "'function' object": CALLED,
    },
    shown_as="forward(X, layers)",
    look="write down the shapes of the inputs and outputs of each layer",
    tolerance=2e-3,
    via=with_functions,
)


def reference(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W + b)
    return a


def _linear(z):
    return z


def _relu(z):
    return np.maximum(0, z)


def _with(activations, X, layers):
    """Return the outputs of the layers with other activations."""
    return reference(X, [(W, b, other) for (W, b, _), other in zip(layers, activations, strict=True)])


def _activation_first(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a) @ W + b
    return a


def _bias_last(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W) + b
    return a


mistakes = {
    "You returned the outputs of the first layer. Is `return` inside the loop?": (
        lambda X, layers: reference(X, layers[:1])
    ),
    "You left out the last layer.": lambda X, layers: reference(X, layers[:-1]),
    "You left out the activation function of the last layer.": (
        lambda X, layers: _with([*(layer[2] for layer in layers[:-1]), _linear], X, layers)
    ),
    "You left out the activation functions, so all layers together are equal to one linear layer.": (
        lambda X, layers: _with([_linear] * len(layers), X, layers)
    ),
    "You applied an activation function only at the end, so the layers before it are equal to one linear layer. Each "
    "layer has its own activation function.": lambda X, layers: _with(
        [_linear] * (len(layers) - 1) + [layers[-1][2]], X, layers
    ),
    "You applied each activation function to the inputs of its layer instead of its sums.": _activation_first,
    "You applied each activation function twice.": lambda X, layers: _with(
        [lambda z, function=layer[2]: function(function(z)) for layer in layers], X, layers
    ),
    "You left out the biases.": lambda X, layers: reference(X, [(W, 0 * b, activation) for W, b, activation in layers]),
    "You used the same activation function in every layer. Each tuple has its own.": (
        lambda X, layers: _with([layers[0][2]] * len(layers), X, layers),
        lambda X, layers: _with([layers[-1][2]] * len(layers), X, layers),
        lambda X, layers: _with([_relu] * len(layers), X, layers),
    ),
    "You added the biases after the activation functions. They are part of the sums, so add them before.": _bias_last,
    "You returned a single row without the axis for the examples. The result needs a row for each example.": (
        lambda X, layers: reference(X, layers)[0],
        lambda X, layers: reference(X, layers)[-1],
        lambda X, layers: reference(X, layers)[0] if len(X) == 1 else reference(X, layers),
    ),
}


def cases(rng):
    # three different functions, so that every mistake is visible; then one layer and one row; then four layers
    for n, names in ((8, ("tanh", "relu", "sigmoid")), (1, ("tanh",)), (5, ("relu", "relu", "sigmoid", "linear"))):
        sizes = rng.permutation([3, 4, 5, 6, 7])[: len(names) + 1].tolist()  # all different, so that no W is square
        layers = []
        for before, units, name in zip(sizes, sizes[1:], names, strict=False):
            W = rng.normal(0, 1.5 / np.sqrt(before), (before, units)).astype("float32")
            layers.append((W, rng.uniform(0.3, 0.8, units).astype("float32"), {"function": name}))
        X = rng.normal(size=(n, sizes[0])).astype("float32")
        shapes = ", ".join(f"{units} ({name})" for units, name in zip(sizes[1:], names, strict=True))
        fields = {"shapes": shapes}
        yield Case("X of shape {X.shape}, and layers with these units: {shapes}", fields=fields, X=X, layers=layers)
