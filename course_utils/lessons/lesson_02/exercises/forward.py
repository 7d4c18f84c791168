"""The outputs of a network of any depth: each layer feeds the next."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_02 import learner_side
from course_utils.lessons.lesson_02.exercises import _shared

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
        "'function' object": _shared.CALLED,
    },
)


def check(answer, rng):
    # first no function twice, so that every mistake shows; then one layer and one row; then four layers
    for n, names in ((8, ("tanh", "relu", "sigmoid")), (1, ("tanh",)), (5, ("relu", "relu", "sigmoid", "linear"))):
        sizes = rng.permutation([3, 4, 5, 6, 7])[: len(names) + 1].tolist()  # no two alike, so no square W
        stack = []
        for before, units, name in zip(sizes, sizes[1:], names, strict=False):
            W = rng.normal(0, 1.5 / np.sqrt(before), (before, units)).astype("float32")
            stack.append((W, rng.uniform(0.3, 0.8, units).astype("float32"), name))
        X = rng.normal(size=(n, sizes[0])).astype("float32")
        want, linear = _keras_outputs(X, stack), [(W, b, "linear") for W, b, _ in stack]
        shapes = ", ".join(f"{units} ({name})" for units, name in zip(sizes[1:], names, strict=True))
        expect.close(
            answer.via(learner_side.with_functions, X, [(W, b, {"function": name}) for W, b, name in stack]),
            want,
            tried=f"X of shape {X.shape} through layers of units {shapes}; a Keras model with the same weights",
            atol=2e-3,
            look="what goes into each layer, and what comes out of it; follow the shapes",
            mistakes={
                "These are the outputs of the first layer. Does the loop end in its first round?": (
                    _outputs(X, stack[:1])
                ),
                "The last layer is missing.": _outputs(X, stack[:-1]),
                "The last layer's activation is missing. The output layer has one, too.": _outputs(
                    X, [*stack[:-1], linear[-1]]
                ),
                "No activation was called. Without them all layers together are one linear layer.": _outputs(X, linear),
                "An activation came only at the end. Every layer has its own, and without it the layers before are "
                "one linear layer.": _outputs(X, [*linear[:-1], stack[-1]]),
                "The activations came before the weighted sums. Each is for what its own layer has added up.": (
                    _outputs(X, stack, "early")
                ),
                "The biases are missing.": _outputs(X, [(W, 0 * b, name) for W, b, name in stack]),
                "You took the same activation in every layer. Each layer brings its own.": Either(
                    _outputs(X, [(W, b, name) for W, b, _ in stack]) for name in (names[0], names[-1], "relu")
                ),
                "The biases were added after the activations. They belong to the weighted sums.": (
                    _outputs(X, stack, "late")
                ),
                "This is one row for the whole batch. Every row of X has outputs of its own.": Either(
                    (want[0], want[-1])
                ),
            },
        )


def _outputs(X, stack, order="right"):
    """The outputs of layers (W, b, name of the activation); or with the activation too "early", the bias too "late"."""
    a = X
    for W, b, name in stack:
        act = learner_side.ACTIVATIONS[name]
        a = {"right": act(a @ W + b), "early": act(a) @ W + b, "late": act(a @ W) + b}[order]
    return a


def _keras_outputs(X, stack):
    """The outputs of a Keras model with these layers."""
    import keras

    layers = [keras.layers.Dense(len(b), activation=name) for _, b, name in stack]
    network = keras.Sequential([keras.Input((X.shape[1],)), *layers])
    network.set_weights([part for W, b, _ in stack for part in (W, b)])
    return np.asarray(network(X, training=False))
