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
        "Could not interpret activation": _shared.NO_SUCH_ACTIVATION,
    },
)


_LOSSES = {
    "none": _shared.COMPILED,
    "categorical_crossentropy": "This loss wants one-hot labels, rows of ten numbers. Ours are whole numbers from 0 "
    "to 9.",
    "binary_crossentropy": "That is a loss for yes or no. Here it is one class out of ten.",
    "mean_squared_error": "It would compare ten probabilities with the number of the digit, as if an 8 were twice a 4.",
}
_ONE_WHOLE = "Sigmoid judges each digit by itself. One of ten: the ten probabilities must add up to 1."


def check(answer, rng):
    model = answer.model(seed=int(rng.integers(1000)))
    got, cause = model.input_shape, ""
    if len(got) == 4:
        colours = "That is a shape with colours, (28, 28, 1). Our images have two axes only, height and width."
        cause = _shared.BATCH if got[2:] == (28, 28) else colours
    elif got == (None, 784):
        cause = "The images come in as they are, 28 rows of 28 pixels. It is a layer that lays them in one row."
    expect.setting(
        got,
        (None, 28, 28),
        tried="the input",
        expected="(None, 28, 28); None is the batch",
        look="what keras.Input gets",
        causes={got: cause},
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
    expect.that(
        not others,
        tried="the layers",
        got=f"a layer {', '.join(others)} as well",
        cause="The pixels are from 0 to 1 already: they would be divided twice." if "Rescaling" in others else "",
        look="Flatten and two Dense layers are asked for, and nothing else",
    )
    units = tuple(layer["units"] for layer in dense_layers)
    too_few = "Every digit from 0 to 9 needs an output unit of its own: for which digit is the largest one the last?"
    expect.setting(
        units,
        (128, 10),
        tried="units of the Dense layers",
        shown=str(list(units)),
        expected="[128, 10]",
        look="the hidden layer and the output layer, in this order",
        causes={
            (128, 9): too_few,
            (128, 1): too_few,
            (784, 128, 10): "The 784 pixels are no layer of units. Flatten, which has no weights, is all there is "
            "before 128.",
            (10,): "The hidden layer is missing. Without it the network can only weigh pixels.",
        },
    )
    hidden, output = (layer["activation"] for layer in dense_layers)
    expect.setting(
        str(hidden),
        "relu",
        tried="the activation of the hidden layer",
        look="which activation does the text name?",
        causes={"linear": _shared.LINEAR},
    )
    _shared.check_weights(model, dense_layers)
    expect.setting(
        model.loss or "none",
        "sparse_categorical_crossentropy",
        tried="the loss",
        look="one of ten classes, labels that are whole numbers; and the spelling, too",
        causes=_LOSSES,
    )
    expect.setting(
        (output, model.from_logits),
        ("softmax", False),
        ("linear", True),
        tried="the output layer and the loss",
        shown=f"activation {output}, from_logits={model.from_logits}",
        look="the output must be ten probabilities of one whole",
        causes={
            ("softmax", True): _shared.BOTH,
            ("linear", False): _shared.NEITHER,
            ("sigmoid", False): _ONE_WHOLE,
            ("sigmoid", True): _ONE_WHOLE,
        },
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
