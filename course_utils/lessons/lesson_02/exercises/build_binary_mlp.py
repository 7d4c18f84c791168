"""A compiled network for two classes."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "Write `keras.Sequential([…])` with `keras.Input` as the first entry, so that the model is built at once.",
        "The shape of one example is `(n_features,)`. The comma makes it a tuple.",
        "Add three Dense layers, each with its units and its activation function. Then compile the model with the loss "
        "from the table, and return it.",
    ],
    errors={
        **_shared.BUILDING,
        "Could not interpret activation": _shared.NO_SUCH_ACTIVATION,
        "Cannot convert": "The shape must be a tuple. How do you write a tuple with a single number?",
    },
)

_ONE_OF_MANY = "This loss needs one output per class. Here, a single output gives the probability of class 1."
_LOSSES = {
    "none": _shared.COMPILED,
    "mean_squared_error": "This loss is for predicting numbers, such as a price. Here, the output is a probability.",
}
_ALONE = "The outputs of softmax add up to 1. With a single unit, every prediction is 1."


def check(answer, rng):
    for n_features in rng.choice(np.arange(30, 90), 2, replace=False).tolist():
        model = answer.model(n_features, seed=int(rng.integers(1000)))
        tried = f"build_binary_mlp({n_features})"
        got = model.input_shape
        cause = "Use the argument `n_features`, which is different in each call." if len(got) == 2 else ""
        expect.setting(
            got,
            (None, n_features),
            tried=f"{tried}: the input",
            expected=f"{(None, n_features)}, where None is the number of examples",
            look="the shape that you pass to keras.Input",
            causes={got: _shared.BATCH if len(got) > 2 and got[-1] == n_features else cause},
        )
        dense_layers = [layer for layer in model.layers if layer.kind == "Dense"]
        others = [layer.kind for layer in model.layers if layer.kind not in ("Dense", "Flatten")]
        expect.that(
            not others,
            tried=f"{tried}: the layers",
            got=f"an additional layer: {', '.join(others)}",
            look="the model should have three Dense layers and no other layers",
        )
        units = tuple(layer["units"] for layer in dense_layers)
        expect.setting(
            units,
            (25, 15, 1),
            tried=f"{tried}: units of the Dense layers",
            shown=str(list(units)),
            expected="[25, 15, 1]",
            look="two hidden layers and then the output layer, as in the table",
            causes={
                (25, 15, 2): "For two classes, one output is enough: the probability of class 1.",
                (n_features, 25, 15, 1): "You added a Dense layer for the inputs. They aren't computed, so "
                "`keras.Input` is enough.",
                (25, 15): "The output layer is missing. Which layer returns the probability?",
            },
        )
        *hidden, output = [layer["activation"] for layer in dense_layers]
        expect.that(
            hidden == ["sigmoid", "sigmoid"],
            tried=f"{tried}: activation functions of the hidden layers",
            got=" and ".join(map(str, hidden)),
            cause=_shared.LINEAR if "linear" in hidden else "",
            look="which activation function does the table name?",
        )
        _shared.check_weights(model, dense_layers, f"{tried}: ")
        loss = model.loss or "none"
        expect.setting(
            loss,
            "binary_crossentropy",
            tried=f"{tried}: the loss",
            look="which loss does the table name? Check the spelling",
            causes={loss: _ONE_OF_MANY} if "categorical" in loss else _LOSSES,
        )
        expect.setting(
            (output, model.from_logits),
            ("sigmoid", False),
            ("linear", True),
            tried=f"{tried}: the output layer and the loss",
            shown=f"activation {output}, from_logits={model.from_logits}",
            look="the output is a probability. Which activation function returns numbers from 0 to 1?",
            causes={
                ("softmax", False): _ALONE,
                ("softmax", True): _ALONE,
                ("sigmoid", True): _shared.BOTH,
                ("linear", False): _shared.NEITHER,
            },
        )
