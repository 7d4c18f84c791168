"""A network for digits with L2 penalties on two kernels and dropout after both hidden layers."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_05.exercises import _shared

_SIZES = (128, 64, 10)
_RATE = 0.4
_FACTOR = 0.001


exercise = Exercise(
    points=3,
    hints=[
        "Begin with `keras.Input((28, 28))` and `keras.layers.Flatten()`. Every layer of the table is one line.",
        "`kernel_regularizer=keras.regularizers.L2(…)` belongs into the brackets of the Dense layer whose weights it "
        "keeps small.",
        "Dropout stands behind the layer whose outputs it drops, and before the next Dense layer. Nothing "
        "stands behind "
        "the output layer.",
    ],
    errors={
        "Could not interpret regularizer": "A bare number does not say which penalty it belongs to: L1 or L2?",
        "between 0 and 1": "The rate is a share, not per cent.",
    },
)


def check(answer, rng):
    model = answer.model(seed=int(rng.integers(2**31)))
    expect.that(
        model.input_shape == (None, 28, 28),
        tried="the input",
        got=str(model.input_shape),
        expected="(None, 28, 28)",
        look="keras.Input((28, 28))",
    )
    layers = [(layer.kind, layer) for layer in model.layers]
    kinds, cause = [kind for kind, _ in layers], ""
    dense = [layer["units"] for kind, layer in layers if kind == "Dense"]
    tried = "the layers in their order"
    expect.that(
        dense == list(_SIZES),
        tried=tried,
        got=f"Dense layers of {dense} units",
        expected=str(list(_SIZES)),
        look="the Dense layers of the table, in order",
    )
    # small kernels: where softmax says 0 or 1, all activations look alike; biases large enough to count
    spread = {1: 0.5, 2: 0.1}
    weights = [np.asarray(rng.normal(0, spread.get(weight.ndim, 0.1), weight.shape)) for weight in model.weights]
    expect.that(
        len(weights) == 6,
        tried=tried,
        got=", ".join(kinds),
        look="only the layers of the table: Dense, each with biases, and layers without weights",
    )
    W1, b1, W2, b2, W3, b3 = weights
    changed = model.with_weights([weight.astype("float32") for weight in weights])
    squares_1, squares_2, squares_3, biases = (np.sum(W**2) for W in (W1, W2, W3, np.concatenate([b1, b2, b3])))
    sums = {"kernels 1 and 2": squares_1 + squares_2}
    expect.close(
        changed.penalty,
        _FACTOR * sums["kernels 1 and 2"],
        tried="the penalty of your network, after all its weights and biases were replaced by other numbers",
        look=f"L2 with the factor {_FACTOR} on the kernels of the two hidden layers",
        rtol=1e-4,
        show=False,
        mistakes={
            "There is no penalty. `kernel_regularizer=` belongs to the Dense layers.": 0.0,
            "The output layer is punished, too. Only the two hidden layers are asked for.": _FACTOR
            * (squares_1 + squares_2 + squares_3),
            "Only one of the two hidden layers has a penalty.": Either((_FACTOR * squares_1, _FACTOR * squares_2)),
            "The biases are punished, too, or in place of the kernels: `bias_regularizer` is not asked for.": Either(
                _FACTOR * (kernels + np.sum(b1**2) + np.sum(b2**2) + last)
                for kernels in (0, squares_1 + squares_2, squares_1 + squares_2 + squares_3)
                for last in (0, np.sum(b3**2))
            ),
            'The factor is ten times too large. 0.01 is what the letters "l2" alone stand for, and what many '
            "examples "
            "show.": Either((0.01 * (squares_1 + squares_2), 0.01 * (squares_1 + squares_2 + squares_3))),
            "This is an L1 penalty. The text asks for L2.": Either(
                _FACTOR * (np.abs(W1).sum() + np.abs(W2).sum() + last) for last in (0, np.abs(W3).sum())
            ),
        },
    )
    x = rng.uniform(0, 1, (5, 28, 28)).astype("float32")
    flat, answers = x.reshape(5, -1), {}
    for name, function in {
        "relu": lambda z: np.maximum(0, z),
        "none": lambda z: z,
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    }.items():
        answers[name] = function(function(flat @ W1 + b1) @ W2 + b2) @ W3 + b3
    z = answers["relu"]
    logits_fit = model.loss is not None and "categorical" in model.loss and model.from_logits
    got = changed.predict(x)
    expect.close(
        _shared.softmax(got) if logits_fit and not np.allclose(got.sum(axis=1), 1, atol=1e-3) else got,
        _shared.softmax(z),
        tried="the probabilities for 5 pictures, after all weights and biases were replaced by other numbers",
        look="ReLU in both hidden layers, softmax in the last",
        atol=1e-3,
        show=False,
        mistakes={
            "The last layer has no softmax.": z,
            "The hidden layers have no activation: together they are a single linear one.": _shared.softmax(
                answers["none"]
            ),
            "The hidden layers use a sigmoid or tanh. The text asks for ReLU.": Either(
                _shared.softmax(answers[name]) for name in ("sigmoid", "tanh")
            ),
            "The last layer uses a sigmoid. Its ten numbers then do not add up to 1.": 1 / (1 + np.exp(-z)),
        },
    )
    order = _without_late_relu(kinds)
    want = ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    if order[-1] in _NOISE:
        cause = (
            "Dropout stands behind the output layer. It sets finished probabilities to 0, and when the right class is "
            "among them the loss is large, however good the network is."
        )
    elif order.count("Dropout") == 2 and order[0] == "Dropout":
        cause = "Dropout stands before a hidden layer, so it drops pixels. It belongs after each hidden layer."
    elif order.count("Dropout") == 0 and set(order) & _NOISE:
        cause = "That is another kind of noise. Asked for is Dropout, which sets units to 0."
    elif order.count("Dropout") == 1:
        cause = "A layer of Dropout after each of the two hidden layers; yours has one in all."
    expect.that(
        order == want,
        tried=tried,
        got=", ".join(kinds),
        expected=", ".join(["Flatten", *want]),
        cause=cause,
        look="where the Dropout layers stand, and that there is nothing else",
    )
    rates, cause = [layer["rate"] for kind, layer in layers if kind == "Dropout"], ""
    if np.allclose(rates, 1 - _RATE):
        cause = "The rate is the share that is switched off, not the share that stays."
    expect.that(
        bool(np.allclose(rates, _RATE)),
        tried="the rates of the Dropout layers",
        got=str(rates),
        cause=cause,
        expected=str([_RATE, _RATE]),
        look="the rates in the table",
    )


_NOISE = {"Dropout", "GaussianDropout", "GaussianNoise", "SpatialDropout2D"}


def _without_late_relu(kinds):
    """Return the layers whose order matters: those that don't only reshape, without a ReLU right behind Dropout."""
    left = [kind for kind in kinds if kind not in ("Flatten", "Reshape")]
    for i in range(len(left) - 1, 0, -1):
        if left[i] in ("ReLU", "Activation") and left[i - 1] == "Dropout":
            del left[i]
    return left
