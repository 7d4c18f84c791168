"""A network for digits with L2 penalties on two kernels and dropout after both hidden layers."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_05.exercises import _shared

_SIZES = (128, 64, 10)
_RATE = 0.4
_FACTOR = 0.001
_RANDOM = {"Dropout", "GaussianDropout", "GaussianNoise", "SpatialDropout2D"}  # layers that act in training only

exercise = Exercise(
    points=3,
    hints=[
        "Start with `keras.Input((28, 28))` and `keras.layers.Flatten()`. After them, each row of the table is a Dense "
        "layer, with a Dropout layer after it if the table says so.",
        "`kernel_regularizer=keras.regularizers.L2(…)` is an argument of the Dense layer that gets the penalty.",
        "A Dropout layer comes after the layer whose outputs it drops. Nothing comes after the output layer.",
    ],
    errors={
        "Could not interpret regularizer": "A number alone doesn't say which penalty it belongs to, L1 or L2. Use "
        "`keras.regularizers.L2(…)`.",
        "between 0 and 1": "The rate is a probability between 0 and 1, not a percentage.",
    },
)


def check(answer, rng):
    model = answer.model(seed=int(rng.integers(2**31)))
    expect.setting(
        model.input_shape,
        (None, 28, 28),
        tried="the input",
        expected="(None, 28, 28); None means any number of images",
        look="The model gets images of shape (28, 28). What does keras.Input get?",
    )
    kinds = [layer.kind for layer in model.layers]
    dense = tuple(layer["units"] for layer in model.layers if layer.kind == "Dense")
    expect.setting(
        dense,
        _SIZES,
        tried="the units of the Dense layers",
        shown=str(list(dense)),
        expected=str(list(_SIZES)),
        look="The Dense layers should be those of the table, in the same order.",
    )
    expect.that(
        len(model.weights) == 6,
        tried="the layers in their order",
        got=", ".join(kinds),
        look="Use only the layers of the table: Dense layers with biases, and layers without weights.",
    )
    shapes = [np.shape(weight) for weight in model.weights]
    cause = ""
    if shapes[0][0] == 28:
        cause = (
            "The images are not flattened before the first hidden layer, so this layer works on each row of 28 pixels "
            "separately. Flatten comes first."
        )
    expect.that(
        shapes == [(784, 128), (128,), (128, 64), (64,), (64, 10), (10,)],
        tried="the kernels of the Dense layers",
        got=", ".join(str(shape) for shape in shapes if len(shape) == 2),
        expected="(784, 128), (128, 64), (64, 10)",
        cause=cause,
        look="Each Dense layer should get all outputs of the layer before it, and the first one all 784 pixels.",
    )
    # small kernels: where softmax says 0 or 1, all activations look the same; biases large enough to count
    spread = {1: 0.5, 2: 0.1}
    weights = [np.asarray(rng.normal(0, spread.get(weight.ndim, 0.1), weight.shape)) for weight in model.weights]
    changed = model.with_weights([weight.astype("float32") for weight in weights])
    _check_penalty(changed, weights)
    _check_outputs(model, changed, weights, rng)
    _check_dropout(model, kinds)


def _check_penalty(changed, weights):
    """Require the L2 penalty on the kernels of the two hidden layers, and no other penalty."""
    W1, b1, W2, b2, W3, b3 = weights
    squares_1, squares_2, squares_3 = (np.sum(W**2) for W in (W1, W2, W3))
    hidden = squares_1 + squares_2
    expect.close(
        changed.penalty,
        _FACTOR * hidden,
        tried="the penalty of your network, after all its weights and biases were replaced by different numbers",
        look=f"The kernels of the two hidden layers should have an L2 penalty with the factor {_FACTOR}.",
        rtol=1e-4,
        show=False,
        mistakes={
            "Your kernels have no penalty. Of the arguments of a Dense layer, `kernel_regularizer` is the one for the "
            "kernel.": 0.0,
            "The output layer has a penalty, too. Only the two hidden layers should have one.": (
                _FACTOR * (hidden + squares_3)
            ),
            "Only one of the two hidden layers has a penalty.": Either((_FACTOR * squares_1, _FACTOR * squares_2)),
            "The biases have a penalty. The table asks for a penalty on the kernels only, so don't use "
            "`bias_regularizer`.": Either(
                _FACTOR * (kernels + np.sum(b1**2) + np.sum(b2**2) + last)
                for kernels in (0, hidden, hidden + squares_3)
                for last in (0, np.sum(b3**2))
            ),
            'The factor is ten times too large. If you wrote kernel_regularizer="l2", Keras uses the '
            "factor 0.01.": Either((0.01 * hidden, 0.01 * (hidden + squares_3))),
            "Your network has an L1 penalty. The table asks for L2.": Either(
                _FACTOR * (np.abs(W1).sum() + np.abs(W2).sum() + last) for last in (0, np.abs(W3).sum())
            ),
        },
    )


def _check_outputs(model, changed, weights, rng):
    """Require ReLU in the hidden layers, and softmax in the last one or a loss that takes logits."""
    W1, b1, W2, b2, W3, b3 = weights
    x = rng.uniform(0, 1, (5, 28, 28)).astype("float32")

    def logits(activation):
        return activation(activation(x.reshape(5, -1) @ W1 + b1) @ W2 + b2) @ W3 + b3

    z = logits(lambda z: np.maximum(0, z))
    takes_logits = model.loss is not None and "categorical" in model.loss and model.from_logits
    got = changed.predict(x)
    expect.close(
        _shared.softmax(got) if takes_logits and not np.allclose(got.sum(axis=1), 1, atol=1e-3) else got,
        _shared.softmax(z),
        tried="the probabilities for 5 images, after all weights and biases were replaced by different numbers",
        look="The hidden layers should use ReLU, and the last layer softmax.",
        atol=1e-3,
        show=False,
        mistakes={
            "The last layer has no softmax.": z,
            "The hidden layers have no activation, so together they are a single linear layer.": (
                _shared.softmax(logits(lambda z: z))
            ),
            "The hidden layers use sigmoid or tanh. The table asks for ReLU.": Either(
                (_shared.softmax(logits(np.tanh)), _shared.softmax(logits(lambda z: 1 / (1 + np.exp(-z)))))
            ),
            "The last layer uses a sigmoid, so its ten outputs don't add up to 1.": 1 / (1 + np.exp(-z)),
        },
    )


def _check_dropout(model, kinds):
    """Require a Dropout layer with the right rate after each hidden layer, and nothing else."""
    order, cause = _without_late_relu(kinds), ""
    wanted = ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    if order[-1] in _RANDOM:
        cause = (
            "Dropout comes after the output layer. It sets probabilities to 0, and if the true class is among them, "
            "the loss is large, however good the network is."
        )
    elif order.count("Dropout") == 2 and order[0] == "Dropout":
        cause = "Dropout comes before a hidden layer, so it drops pixels. Put it after each hidden layer."
    elif order.count("Dropout") == 0 and set(order) & _RANDOM:
        cause = "Your network uses a different kind of noise. Use Dropout, which sets outputs to 0."
    elif order.count("Dropout") == 1:
        cause = "Your network has one Dropout layer. Put one after each of the two hidden layers."
    expect.that(
        order == wanted,
        tried="the layers in their order",
        got=", ".join(kinds),
        expected=", ".join(["Flatten", *wanted]),
        cause=cause,
        look="Check where the Dropout layers are, and that there are no layers besides those of the table.",
    )
    rates = tuple(float(np.round(layer["rate"], 6)) for layer in model.layers if layer.kind == "Dropout")
    expect.setting(
        rates,
        (_RATE, _RATE),
        tried="the rates of the Dropout layers",
        shown=str(list(rates)),
        expected=str([_RATE, _RATE]),
        look="Compare your rates with those of the table.",
        causes={(0.6, 0.6): "The rate is the probability that an output is dropped, not the probability to keep it."},
    )


def _without_late_relu(kinds):
    """Return the layers whose order matters: those that don't only reshape, without a ReLU right after Dropout."""
    left = [kind for kind in kinds if kind not in ("Flatten", "Reshape")]
    for i in range(len(left) - 1, 0, -1):
        if left[i] in ("ReLU", "Activation") and left[i - 1] == "Dropout":
            del left[i]
    return left
