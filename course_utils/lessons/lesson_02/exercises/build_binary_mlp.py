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
        "Could not interpret activation": "Keras knows no activation of this name. Compare the spelling letter by "
        "letter: small letters, no blanks.",
        "Cannot convert": "`shape` is a tuple: what makes a tuple of one number?",
    },
)


def check(answer, rng):
    for n_features in rng.choice(np.arange(30, 90), 2, replace=False).tolist():
        model = answer.model(n_features, seed=int(rng.integers(1000)))
        tried = f"build_binary_mlp({n_features})"
        got, cause = model.input_shape, ""
        if len(got) > 2 and got[-1] == n_features:
            cause = _shared.BATCH
        elif len(got) == 2:
            cause = "How many numbers come in is the argument `n_features`, each time another."
        expect.that(
            got == (None, n_features),
            tried=f"{tried}: the input",
            got=str(got),
            cause=cause,
            expected=f"{(None, n_features)}; None is the batch",
            look="what keras.Input gets",
        )
        dense_layers = [layer for layer in model.layers if layer.kind == "Dense"]
        others = [layer.kind for layer in model.layers if layer.kind not in ("Dense", "Flatten")]
        expect.that(
            not others,
            tried=f"{tried}: the layers",
            got=f"a layer {', '.join(others)} as well",
            look="three Dense layers are asked for, and nothing else",
        )
        units, cause = [layer["units"] for layer in dense_layers], ""
        if units == [25, 15, 2]:
            cause = "Two classes need one output: the probability of class 1. Class 0 has the rest."
        elif units == [n_features, 25, 15, 1]:
            cause = "The inputs are no layer of units: they have no weights. keras.Input is all there is before 25."
        elif units == [25, 15]:
            cause = "The output layer is missing. Who gives the one probability?"
        expect.that(
            units == [25, 15, 1],
            tried=f"{tried}: units of the Dense layers",
            got=str(units),
            cause=cause,
            expected="[25, 15, 1]",
            look="two hidden layers and the output layer, in this order",
        )
        *hidden, output = [layer["activation"] for layer in dense_layers]
        cause = ""
        if "linear" in hidden:
            cause = _shared.LINEAR
        expect.that(
            hidden == ["sigmoid", "sigmoid"],
            tried=f"{tried}: activations of the hidden layers",
            got=" and ".join(map(str, hidden)),
            cause=cause,
            look="which activation does the text name?",
        )
        expect.that(
            all(layer["use_bias"] for layer in dense_layers),
            tried=f"{tried}: the biases",
            got="not every layer has them",
            cause=_shared.NO_BIAS,
        )
        same = np.ptp(np.asarray(model.weights[0]), axis=1).max() == 0
        expect.that(
            not same, tried=f"{tried}: the weights at the start", got="25 times the same column", cause=_shared.TWINS
        )
        cause, loss = "", model.loss or "none"
        if loss == "none":
            cause = _shared.COMPILED
        elif "categorical" in loss:
            cause = "That is a loss for one of many classes. Here a single output says yes or no."
        elif loss == "mean_squared_error":
            cause = "That is a loss for numbers such as a price. Here the output is a probability."
        expect.that(
            loss == "binary_crossentropy",
            tried=f"{tried}: the loss",
            got=loss,
            cause=cause,
            look="which loss does the text name, for two classes? Compare the spelling",
        )
        cause = ""
        if output == "softmax":
            cause = (
                "Softmax shares one whole among the units of a layer. A single unit always gets all of it: every "
                "prediction is 1."
            )
        elif output == "sigmoid" and model.from_logits:
            cause = _shared.BOTH
        elif output == "linear" and not model.from_logits:
            cause = _shared.NEITHER
        expect.that(
            (output, model.from_logits) in (("sigmoid", False), ("linear", True)),
            cause=cause,
            tried=f"{tried}: the output layer and the loss",
            got=f"activation {output}, from_logits={model.from_logits}",
            look="the output must be a probability: which activation gives numbers from 0 to 1?",
        )
