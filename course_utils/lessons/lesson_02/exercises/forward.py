"""The outputs of a network of any depth: each layer feeds the next."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises._shared import CALLED
from course_utils.lessons.lesson_02.learner_side import with_functions

_FED = (
    "A layer was fed numbers that do not fit its W. The first layer gets X; every other one gets the outputs of the "
    "layer before it."
)
_DEPTH = "There may be any number of layers, even a single one. A loop takes them as they come."

exercise = Exercise(
    points=2,
    hints=[
        "A loop over the layers. What is the input of the second one?",
        "Keep one variable, for instance `a`: at first it is X, and after every layer it is that layer's output.",
        "In each round: z = a @ W + b, and a = activation(z). After the last round return a.",
    ],
    errors={
        "mismatch in its core dimension": _FED,
        "not aligned": _FED,
        "values to unpack": _DEPTH,
        "index out of range": _DEPTH,
        "'function' object": CALLED,
    },
    shown_as="forward(X, layers)",
    look="what goes into each layer, and what comes out of it; follow the shapes",
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
    "These are the outputs of the first layer. Does the loop end in its first round?": (
        lambda X, layers: reference(X, layers[:1])
    ),
    "The last layer is missing.": lambda X, layers: reference(X, layers[:-1]),
    "The last layer's activation is missing. The output layer has one, too.": (
        lambda X, layers: _with([*(layer[2] for layer in layers[:-1]), _linear], X, layers)
    ),
    "No activation was called. Without them all layers together are one linear layer.": (
        lambda X, layers: _with([_linear] * len(layers), X, layers)
    ),
    "An activation came only at the end. Every layer has its own, and without it the layers before are one linear "
    "layer.": lambda X, layers: _with([_linear] * (len(layers) - 1) + [layers[-1][2]], X, layers),
    "The activations came before the weighted sums. Each is for what its own layer has added up.": _activation_first,
    "The biases are missing.": lambda X, layers: reference(X, [(W, 0 * b, activation) for W, b, activation in layers]),
    "You took the same activation in every layer. Each layer brings its own.": (
        lambda X, layers: _with([layers[0][2]] * len(layers), X, layers),
        lambda X, layers: _with([layers[-1][2]] * len(layers), X, layers),
        lambda X, layers: _with([_relu] * len(layers), X, layers),
    ),
    "The biases were added after the activations. They belong to the weighted sums.": _bias_last,
    "This is one row for the whole batch. Every row of X has outputs of its own.": (
        lambda X, layers: reference(X, layers)[0],
        lambda X, layers: reference(X, layers)[-1],
        lambda X, layers: reference(X, layers)[0] if len(X) == 1 else reference(X, layers),
    ),
}


def cases(rng):
    # first no function twice, so that every mistake shows; then one layer and one row; then four layers
    for n, names in ((8, ("tanh", "relu", "sigmoid")), (1, ("tanh",)), (5, ("relu", "relu", "sigmoid", "linear"))):
        sizes = rng.permutation([3, 4, 5, 6, 7])[: len(names) + 1].tolist()  # no two alike, so no square W
        layers = []
        for before, units, name in zip(sizes, sizes[1:], names, strict=False):
            W = rng.normal(0, 1.5 / np.sqrt(before), (before, units)).astype("float32")
            layers.append((W, rng.uniform(0.3, 0.8, units).astype("float32"), {"function": name}))
        X = rng.normal(size=(n, sizes[0])).astype("float32")
        shapes = ", ".join(f"{units} ({name})" for units, name in zip(sizes[1:], names, strict=True))
        fields = {"shapes": shapes}
        yield Case("X of shape {X.shape} through layers of units {shapes}", fields=fields, X=X, layers=layers)
