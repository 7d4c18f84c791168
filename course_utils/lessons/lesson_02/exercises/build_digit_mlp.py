"""The network for images of ten digits, compiled."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "Begin with `keras.Input` and the shape of one image.",
        "A Dense layer works along the last axis. Before it, the image must become one row of 784 numbers: `Flatten`.",
        "The loss depends on the form of the labels. Whole numbers, not one-hot rows: the sparse one.",
    ],
    errors={
        "Could not interpret activation": "Keras knows no activation of this name. Compare the spelling letter by "
        "letter: small letters, no blanks.",
    },
)


def check(answer, rng):
    model = answer.model(seed=int(rng.integers(1000)))
    got, cause = model.input_shape, ""
    if len(got) == 4 and got[2:] == (28, 28):
        cause = _shared.BATCH
    elif len(got) == 4:
        cause = "That is a shape with colours, (28, 28, 1). Our images have two axes only, height and width."
    elif got == (None, 784):
        cause = "The images come in as they are, 28 rows of 28 pixels. It is a layer that lays them in one row."
    expect.that(
        got == (None, 28, 28),
        tried="the input",
        got=str(got),
        cause=cause,
        expected="(None, 28, 28); None is the batch",
        look="what keras.Input gets",
    )
    expect.that(
        len(model.output_shape) == 2,
        tried="the output for a batch of images",
        got=str(model.output_shape),
        expected="(None, 10): ten numbers for each image",
        cause="A Dense layer does not flatten: it works along the last axis, and so each of the 28 rows of "
        "pixels gets an answer of its own.",
    )
    dense_layers = [layer for layer in model.layers if layer.kind == "Dense"]
    others = [layer.kind for layer in model.layers if layer.kind not in ("Dense", "Flatten", "Reshape")]
    cause = ""
    if "Rescaling" in others:
        cause = "The pixels are from 0 to 1 already: they would be divided twice."
    expect.that(
        not others,
        tried="the layers",
        got=f"a layer {', '.join(others)} as well",
        cause=cause,
        look="Flatten and two Dense layers are asked for, and nothing else",
    )
    units, cause = [layer["units"] for layer in dense_layers], ""
    if units in ([128, 9], [128, 1]):
        cause = "Every digit from 0 to 9 needs an output unit of its own: for which digit is the largest one the last?"
    elif units == [784, 128, 10]:
        cause = "The 784 pixels are no layer of units. Flatten, which has no weights, is all there is before 128."
    elif units == [10]:
        cause = "The hidden layer is missing. Without it the network can only weigh pixels."
    expect.that(
        units == [128, 10],
        tried="units of the Dense layers",
        got=str(units),
        cause=cause,
        expected="[128, 10]",
        look="the hidden layer and the output layer, in this order",
    )
    hidden, output = (layer["activation"] for layer in dense_layers)
    cause = ""
    if hidden == "linear":
        cause = _shared.LINEAR
    expect.that(
        hidden == "relu",
        tried="the activation of the hidden layer",
        got=str(hidden),
        cause=cause,
        look="which activation does the text name?",
    )
    expect.that(
        all(layer["use_bias"] for layer in dense_layers),
        tried="the biases",
        got="not every layer has them",
        cause=_shared.NO_BIAS,
    )
    same = np.ptp(np.asarray(model.weights[0]), axis=1).max() == 0
    expect.that(not same, tried="the weights at the start", got="128 times the same column", cause=_shared.TWINS)
    cause, loss = "", model.loss or "none"
    if loss == "none":
        cause = _shared.COMPILED
    elif loss == "categorical_crossentropy":
        cause = "This loss wants one-hot labels, rows of ten numbers. Ours are whole numbers from 0 to 9."
    elif loss == "binary_crossentropy":
        cause = "That is a loss for yes or no. Here it is one class out of ten."
    elif loss == "mean_squared_error":
        cause = "It would compare ten probabilities with the number of the digit, as if an 8 were twice a 4."
    expect.that(
        loss == "sparse_categorical_crossentropy",
        tried="the loss",
        got=loss,
        cause=cause,
        look="one of ten classes, labels that are whole numbers; and the spelling, too",
    )
    cause = ""
    if output == "softmax" and model.from_logits:
        cause = _shared.BOTH
    elif output == "linear" and not model.from_logits:
        cause = _shared.NEITHER
    elif output == "sigmoid":
        cause = "Sigmoid judges each digit by itself. One of ten: the ten probabilities must add up to 1."
    expect.that(
        (output, model.from_logits) in (("softmax", False), ("linear", True)),
        cause=cause,
        tried="the output layer and the loss",
        got=f"activation {output}, from_logits={model.from_logits}",
        look="the output must be ten probabilities of one whole",
    )
    x = rng.uniform(0, 1, size=(6, 28, 28)).astype("float32")
    W1, b1, W2, b2 = model.weights
    scores = np.maximum(0, x.reshape(6, 784) @ W1 + b1) @ W2 + b2
    expect.close(
        model.predict(x),
        scores if output == "linear" else _shared.softmax(scores),
        tried="your model's outputs for 6 images, beside Flatten, 128 ReLU, 10 computed with your weights",
        atol=1e-4,
        look="the settings of the layers: one does something else than its name says",
        mistakes={
            "Softmax runs along the wrong axis: it shares one whole among the images of the batch.": _shared.softmax(
                scores.T
            ).T
        },
    )
