"""The network 25-15-1 for two classes, compiled."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "`keras.Sequential([…])` with `keras.Input` first, so that the model knows its input and has weights at once.",
        "`n_features` is the argument: the input is `keras.Input((n_features,))`. One comma, no batch.",
        "Three Dense layers, each with its units and `activation=…`; then `model.compile(…)` with the loss named in "
        "the text; then `return model`.",
    ],
    errors={
        "Could not interpret activation": _shared.NO_SUCH_ACTIVATION,
        "Cannot convert": "`shape` is a tuple: what makes a tuple of one number?",
    },
)

_ONE_OF_MANY = "That is a loss for one of many classes. Here a single output says yes or no."
_LOSSES = {
    "none": _shared.COMPILED,
    "mean_squared_error": "That is a loss for numbers such as a price. Here the output is a probability.",
}
_ALONE = (
    "Softmax shares one whole among the units of a layer. A single unit always gets all of it: every prediction is 1."
)


def check(answer, rng):
    for n_features in rng.choice(np.arange(30, 90), 2, replace=False).tolist():
        model = answer.model(n_features, seed=int(rng.integers(1000)))
        tried = f"build_binary_mlp({n_features})"
        got = model.input_shape
        cause = "How many numbers come in is the argument `n_features`, each time another." if len(got) == 2 else ""
        expect.setting(
            got,
            (None, n_features),
            tried=f"{tried}: the input",
            expected=f"{(None, n_features)}; None is the batch",
            look="what keras.Input gets",
            causes={got: _shared.BATCH if len(got) > 2 and got[-1] == n_features else cause},
        )
        dense_layers = [layer for layer in model.layers if layer.kind == "Dense"]
        others = [layer.kind for layer in model.layers if layer.kind not in ("Dense", "Flatten")]
        expect.that(
            not others,
            tried=f"{tried}: the layers",
            got=f"a layer {', '.join(others)} as well",
            look="three Dense layers are asked for, and nothing else",
        )
        units = tuple(layer["units"] for layer in dense_layers)
        expect.setting(
            units,
            (25, 15, 1),
            tried=f"{tried}: units of the Dense layers",
            shown=str(list(units)),
            expected="[25, 15, 1]",
            look="two hidden layers and the output layer, in this order",
            causes={
                (25, 15, 2): "Two classes need one output: the probability of class 1. Class 0 has the rest.",
                (n_features, 25, 15, 1): "The inputs are no layer of units: they have no weights. keras.Input is all "
                "there is before 25.",
                (25, 15): "The output layer is missing. Who gives the one probability?",
            },
        )
        *hidden, output = [layer["activation"] for layer in dense_layers]
        expect.that(
            hidden == ["sigmoid", "sigmoid"],
            tried=f"{tried}: activations of the hidden layers",
            got=" and ".join(map(str, hidden)),
            cause=_shared.LINEAR if "linear" in hidden else "",
            look="which activation does the text name?",
        )
        _shared.check_weights(model, dense_layers, f"{tried}: ")
        loss = model.loss or "none"
        expect.setting(
            loss,
            "binary_crossentropy",
            tried=f"{tried}: the loss",
            look="which loss does the text name, for two classes? Compare the spelling",
            causes={loss: _ONE_OF_MANY} if "categorical" in loss else _LOSSES,
        )
        expect.setting(
            (output, model.from_logits),
            ("sigmoid", False),
            ("linear", True),
            tried=f"{tried}: the output layer and the loss",
            shown=f"activation {output}, from_logits={model.from_logits}",
            look="the output must be a probability: which activation gives numbers from 0 to 1?",
            causes={
                ("softmax", False): _ALONE,
                ("softmax", True): _ALONE,
                ("sigmoid", True): _shared.BOTH,
                ("linear", False): _shared.NEITHER,
            },
        )
