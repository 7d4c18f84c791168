"""A compiled network for images of ten digits."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "Start with `keras.Input` and the shape of one image.",
        "A Dense layer works along the last axis. Which layer turns an image into a row of 784 numbers?",
        "Keras has two cross-entropies for one of many classes: one for one-hot labels, and one for whole numbers.",
    ],
    errors={
        **_shared.BUILDING,
        "Could not interpret activation": _shared.NO_SUCH_ACTIVATION,
    },
)


_LOSSES = {
    "none": _shared.COMPILED,
    "categorical_crossentropy": "This loss expects one-hot labels, which are rows of ten numbers. These labels are "
    "whole numbers.",
    "binary_crossentropy": "This loss is for two classes. Here, one of ten classes is correct.",
    "mean_squared_error": "This loss would compare the probabilities with the digit itself, as if an 8 were twice a 4.",
}
_ONE_WHOLE = "Sigmoid uses each sum separately, so the ten outputs don't add up to 1."


def check(answer, rng):
    model = answer.model(seed=int(rng.integers(1000)))
    got, cause = model.input_shape, ""
    if len(got) == 4:
        channels = "Your shape has a third axis, as for color images. These images have only height and width."
        cause = _shared.BATCH if got[2:] == (28, 28) else channels
    elif got == (None, 784):
        cause = "The model should take images of 28 rows and 28 columns. Let a layer inside the model flatten them."
    expect.setting(
        got,
        (None, 28, 28),
        tried="the input",
        expected="(None, 28, 28), where None is the number of images",
        look="the shape that you pass to keras.Input",
        causes={got: cause},
    )
    expect.that(
        len(model.output_shape) == 2,
        tried="the output shape",
        got=str(model.output_shape),
        expected="(None, 10), ten numbers for each image",
        cause="A Dense layer works along the last axis, so your model makes a prediction for each of the 28 rows of "
        "pixels. Flatten the image first.",
    )
    dense_layers = [layer for layer in model.layers if layer.kind == "Dense"]
    others = [layer.kind for layer in model.layers if layer.kind not in ("Dense", "Flatten", "Reshape")]
    expect.that(
        not others,
        tried="the layers",
        got=f"an additional layer: {', '.join(others)}",
        cause="The pixels are already from 0 to 1, so don't scale them again." if "Rescaling" in others else "",
        look="the model should have Flatten, two Dense layers, and no other layers",
    )
    units = tuple(layer["units"] for layer in dense_layers)
    too_few = "Each digit from 0 to 9 needs its own output unit. How many digits are there?"
    expect.setting(
        units,
        (128, 10),
        tried="units of the Dense layers",
        shown=str(list(units)),
        expected="[128, 10]",
        look="the hidden layer and then the output layer, as in the table",
        causes={
            (128, 9): too_few,
            (128, 1): too_few,
            (784, 128, 10): "You added a Dense layer for the pixels. They aren't computed, so `Flatten` is enough.",
            (10,): "The hidden layer is missing.",
        },
    )
    expect.setting(
        model.weights[0].shape,
        (784, 128),
        tried="the weights of the hidden layer",
        shown=f"shape {model.weights[0].shape}",
        expected="shape (784, 128), one row for each pixel",
        look="where is Flatten? A Dense layer works along the last axis of its inputs, so the image must be "
        "flattened before the hidden layer",
    )
    hidden, output = (layer["activation"] for layer in dense_layers)
    expect.setting(
        str(hidden),
        "relu",
        tried="the activation function of the hidden layer",
        look="which activation function does the table name?",
        causes={"linear": _shared.LINEAR},
    )
    _shared.check_weights(model, dense_layers)
    expect.setting(
        model.loss or "none",
        "sparse_categorical_crossentropy",
        tried="the loss",
        look="which cross-entropy takes whole numbers as labels? Check the spelling",
        causes=_LOSSES,
    )
    expect.setting(
        (output, model.from_logits),
        ("softmax", False),
        ("linear", True),
        tried="the output layer and the loss",
        shown=f"activation {output}, from_logits={model.from_logits}",
        look="the outputs are ten probabilities that add up to 1. Which activation function returns them?",
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
        tried="your model's outputs for 6 images, compared with a computation from your weights",
        atol=1e-4,
        look="the settings of your layers: one of them doesn't do what its name says",
        mistakes={
            "Your softmax uses the wrong axis: the probabilities of different images add up to 1.": _shared.softmax(
                scores.T
            ).T
        },
    )
