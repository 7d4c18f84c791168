"""The network of the lesson for images of digits, compiled."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_06.exercises import _shared


def _softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


_LINEAR = (
    "A layer has no activation. A convolution is a weighted sum, linear like a Dense layer: without an activation "
    "several are no more than one."
)
_NO_BIAS = "The biases are missing in a layer: `use_bias=False`?"


exercise = Exercise(
    points=2,
    hints=[
        "Begin with `keras.Input` and the shape of one image: rows, columns, channels.",
        "`Conv2D(filters, kernel_size, activation=…)`, then `MaxPooling2D`, then `Flatten`, then the two Dense layers.",
        "Labels are whole numbers: the sparse loss. Softmax at the output, or logits and a loss that knows it.",
    ],
    errors={
        "expected min_ndim=4": _shared.NO_CHANNELS,
        "kernel shape=(32, 32": "Filters and kernel size are exchanged: first how many filters, then how large each "
        "one is.",
        "Computed output size would be": _shared.TOO_SMALL,
    },
)


def check(answer, rng):
    model = answer.model(seed=int(rng.integers(1000)))
    expect.that(
        model.input_shape == (None, 28, 28, 1),
        tried="the input",
        got=str(model.input_shape),
        expected="(None, 28, 28, 1); None is the batch",
        look="keras.Input gets the shape of one grey image: rows, columns, channels",
    )
    expect.that(
        len(model.output_shape) == 2,
        tried="the output for a batch of images",
        got=str(model.output_shape),
        expected="(None, 10): ten numbers for each image",
        cause=_shared.RANK,
    )
    kinds = [layer.kind for layer in model.layers if layer.kind != "Reshape"]
    cause = ""
    if "GlobalMaxPooling2D" in kinds or "GlobalAveragePooling2D" in kinds:
        cause = "Global pooling is another way to one row of numbers. This network has Flatten."
    elif "AveragePooling2D" in kinds:
        cause = "That pooling takes means. Asked for is the one that takes the largest."
    elif "MaxPooling2D" not in kinds and "Conv2D" in kinds:
        cause = "The pooling is missing."
    elif "Rescaling" in kinds:
        cause = "The pixels are from 0 to 1 already: they would be divided twice."
    want = ["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"]
    flat = [*kinds] if "Flatten" in kinds else [*kinds[:2], "Flatten", *kinds[2:]]  # Reshape((5408,)) does the same
    expect.that(
        flat == want,
        tried="the layers",
        got=", ".join(kinds),
        expected=", ".join(want),
        cause=cause,
        look="the layers that the text names, in this order",
    )
    conv, pool, hidden, output = (layer for layer in model.layers if layer.kind not in ("Flatten", "Reshape"))
    got, size = conv["filters"], tuple(conv["kernel_size"])
    expect.that(
        (got, size) == (32, (3, 3)),
        tried="the convolution",
        got=f"{got} filters of {size[0]}×{size[1]}",
        expected="32 filters of 3×3",
        look="the numbers of the text",
    )
    padding, steps = conv["padding"], tuple(conv["strides"])
    expect.that(
        (padding, steps) == ("valid", (1, 1)) and tuple(conv["dilation_rate"]) == (1, 1),
        tried="how the convolution moves",
        got=f"padding={padding!r}, strides={steps}",
        look="no padding, stride 1, nothing left out: as it is by itself",
    )
    window, steps = tuple(pool["pool_size"]), tuple(pool["strides"])
    expect.that(
        window == steps == (2, 2) and pool["padding"] == "valid",
        tried="the pooling",
        got=f"windows of {window[0]}×{window[1]}, strides={steps}, padding={pool['padding']!r}",
        look="windows of 2×2, side by side, no padding: as it is by itself",
    )
    units, cause = [hidden["units"], output["units"]], ""
    if units[1] == 9 or units[1] == 1:
        cause = "Every digit from 0 to 9 needs an output unit of its own."
    expect.that(
        units == [128, 10],
        tried="units of the Dense layers",
        got=str(units),
        expected="[128, 10]",
        cause=cause,
        look="the hidden layer and the output layer, in this order",
    )
    activations, cause = [conv["activation"], hidden["activation"]], ""
    if "linear" in activations:
        cause = _LINEAR
    expect.that(
        activations == ["relu", "relu"],
        tried="activations of the convolution and the hidden layer",
        got=" and ".join(map(str, activations)),
        cause=cause,
        look="which activation does the text name?",
    )
    expect.that(
        all(layer["use_bias"] for layer in (conv, hidden, output)),
        tried="the biases",
        got="not every layer has them",
        cause=_NO_BIAS,
    )
    cause, loss = "", model.loss or "none"
    if loss == "none":
        cause = _shared.COMPILED
    elif loss == "categorical_crossentropy":
        cause = "This loss wants one-hot labels, rows of ten numbers. Ours are whole numbers from 0 to 9."
    elif loss == "binary_crossentropy":
        cause = "That is a loss for yes or no. Here it is one class out of ten."
    expect.that(
        loss == "sparse_categorical_crossentropy",
        tried="the loss",
        got=loss,
        cause=cause,
        look="one of ten classes, labels that are whole numbers; and the spelling, too",
    )
    last, cause = output["activation"], ""
    if last == "softmax" and model.from_logits:
        cause = _shared.BOTH
    elif last == "linear" and not model.from_logits:
        cause = _shared.NEITHER
    elif last == "sigmoid":
        cause = "Sigmoid judges each digit by itself. One of ten: the ten probabilities must add up to 1."
    expect.that(
        (last, model.from_logits) in (("softmax", False), ("linear", True)),
        cause=cause,
        tried="the output layer and the loss",
        got=f"activation {last}, from_logits={model.from_logits}",
        look="the output must be ten probabilities of one whole",
    )
    # weights drawn just now, so that units which start at zero or all alike are seen as well as any
    weights = [
        rng.normal(0, 0.5 / np.sqrt(np.prod(weight.shape[:-1])), weight.shape).astype("float32")
        for weight in model.weights
    ]
    kernel, bias, W1, b1, W2, b2 = weights
    x = rng.uniform(0, 1, size=(4, 28, 28, 1)).astype("float32")
    maps = _shared.windows(np.maximum(0, _shared.conv2d(x, kernel, bias, 1, "valid")), 2).max(axis=-1)
    scores = np.maximum(0, maps.reshape(4, -1) @ W1 + b1) @ W2 + b2
    expect.close(
        model.with_weights(weights).predict(x),
        scores if last == "linear" else _softmax(scores),
        tried="your model's outputs for 4 images, beside the layers of the text computed with the same weights",
        atol=1e-4,
        look="the settings of the layers: one does something else than its name says",
    )
    same = np.ptp(np.asarray(model.weights[0]).reshape(-1, 32), axis=1).max() == 0
    expect.that(
        not same,
        tried="the weights at the start",
        got="32 times the same filter",
        cause="All filters start with the same weights. They get the same gradients, so they stay one filter "
        "for ever. The start must be random, as it is by itself.",
    )
