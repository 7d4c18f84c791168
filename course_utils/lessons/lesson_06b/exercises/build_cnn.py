"""The convolutional network of the lesson for images of digits, compiled."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_06b.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "Start with `keras.Input` and the shape of one image: rows, columns, channels.",
        "`Conv2D(filters, kernel_size, activation=…)`, then `MaxPooling2D`, then `Flatten`, then two Dense layers.",
        "The labels are whole numbers, so you need the sparse loss. Use softmax in the output layer, or logits and a "
        "loss that expects logits.",
    ],
    errors={
        "expected min_ndim=4": _shared.NO_CHANNELS,
        "`strides` argument must be a tuple": _shared.POSITIONAL_ACTIVATION,
        "inputs shape=(None, 1, 28, 28)": "Your input begins with the channels. In Keras, the channels come last: "
        "rows, columns, channels.",
        "kernel shape=(32, 32": "You swapped the number of filters and the kernel size. The number of filters comes "
        "first.",
        "Computed output size would be": _shared.TOO_SMALL,
    },
)

LAYERS = ("Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense")
_LINEAR = (
    "A layer has no activation. A convolution computes weighted sums, as a Dense layer does, and without activations "
    "several such layers can do no more than one."
)
_ONE_PER_DIGIT = "Each of the ten digits needs its own output unit."


def _softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def check(answer, rng):
    model = answer.model(seed=int(rng.integers(1000)))
    expect.setting(
        model.input_shape,
        (None, 28, 28, 1),
        tried="the input",
        expected="(None, 28, 28, 1); None means any number of images",
        look="keras.Input gets the shape of one grayscale image: rows, columns, channels",
    )
    expect.that(
        len(model.output_shape) == 2,
        tried="the output for a batch of images",
        got=str(model.output_shape),
        expected="(None, 10): ten numbers for each image",
        cause=_shared.STILL_A_MAP,
    )
    kinds = [layer.kind for layer in model.layers if layer.kind != "Reshape"]
    flat = [*kinds] if "Flatten" in kinds else [*kinds[:2], "Flatten", *kinds[2:]]  # Reshape((5408,)) does the same
    cause = ""
    if "GlobalMaxPooling2D" in kinds or "GlobalAveragePooling2D" in kinds:
        cause = "Global pooling is a different way to get one row of numbers. This network uses Flatten."
    elif "AveragePooling2D" in kinds:
        cause = "That pooling layer averages. This network uses the one that takes the maximum."
    elif "MaxPooling2D" not in kinds and "Conv2D" in kinds:
        cause = "The pooling layer is missing."
    elif "Rescaling" in kinds:
        cause = "The pixels are between 0 and 1 already. A Rescaling layer would divide them a second time."
    expect.that(
        flat == [*LAYERS],
        tried="the layers",
        got=", ".join(kinds),
        expected=", ".join(LAYERS),
        cause=cause,
        look="the table names the layers, in this order",
    )
    conv, pool, hidden, output = (layer for layer in model.layers if layer.kind not in ("Flatten", "Reshape"))
    filters, (height, width) = conv["filters"], conv["kernel_size"]
    expect.setting(
        (filters, height, width),
        (32, 3, 3),
        tried="the convolution",
        shown=f"{filters} filters of {height}×{width}",
        expected="32 filters of 3×3",
        look="the table has the number of filters and their size",
    )
    padding, steps = conv["padding"], tuple(conv["strides"])
    expect.setting(
        (padding, steps, tuple(conv["dilation_rate"])),
        ("valid", (1, 1), (1, 1)),
        tried="how the convolution moves",
        shown=f"padding={padding!r}, strides={steps}",
        look="no padding, stride 1 and no gaps, as Keras does it by default",
    )
    window, steps = tuple(pool["pool_size"]), tuple(pool["strides"])
    expect.setting(
        (window, steps, pool["padding"]),
        ((2, 2), (2, 2), "valid"),
        tried="the pooling",
        shown=f"windows of {window[0]}×{window[1]}, strides={steps}, padding={pool['padding']!r}",
        look="windows of 2×2 side by side and no padding, as Keras does it by default",
    )
    units = hidden["units"], output["units"]
    expect.setting(
        units,
        (128, 10),
        tried="the units of the Dense layers",
        shown=str([*units]),
        expected="[128, 10]",
        look="the table has the units of the hidden layer and of the output layer",
        causes={(128, 9): _ONE_PER_DIGIT, (128, 1): _ONE_PER_DIGIT},
    )
    activations = str(conv["activation"]), str(hidden["activation"])
    expect.setting(
        activations,
        ("relu", "relu"),
        tried="the activations of the convolution and the hidden layer",
        shown=" and ".join(activations),
        look="the table names the activation",
        causes={("linear", "relu"): _LINEAR, ("relu", "linear"): _LINEAR, ("linear", "linear"): _LINEAR},
    )
    expect.that(
        all(layer["use_bias"] for layer in (conv, hidden, output)),
        tried="the biases",
        got="not every layer has them",
        cause="A layer has no biases. Did you set `use_bias=False`?",
    )
    expect.setting(
        model.loss or "none",
        "sparse_categorical_crossentropy",
        tried="the loss",
        look="the answer is one of ten classes, and the labels are whole numbers; check the spelling, too",
        causes=_shared.LOSSES,
    )
    last = output["activation"]
    expect.setting(
        (last, model.from_logits),
        ("softmax", False),
        ("linear", True),
        tried="the output layer and the loss",
        shown=f"activation {last}, from_logits={model.from_logits}",
        look="the ten outputs must be probabilities that add up to 1, or logits with a loss that expects logits",
        causes=_shared.OUTPUTS,
    )
    # weights drawn just now, so that a network whose own weights are zero or equal is tested, too
    weights = [
        rng.normal(0, 0.5 / np.sqrt(np.prod(weight.shape[:-1])), weight.shape).astype("float32")
        for weight in model.weights
    ]
    kernel, bias, W1, b1, W2, b2 = weights
    x = rng.uniform(0, 1, size=(4, 28, 28, 1)).astype("float32")
    windows = np.lib.stride_tricks.sliding_window_view(x[..., 0], (3, 3), axis=(1, 2))
    maps = np.maximum(0, np.einsum("nijyx,yxf->nijf", windows, kernel[:, :, 0]) + bias)
    maps = maps.reshape(4, 13, 2, 13, 2, 32).max(axis=(2, 4))
    scores = np.maximum(0, maps.reshape(4, -1) @ W1 + b1) @ W2 + b2
    expect.close(
        model.with_weights(weights).predict(x),
        scores if last == "linear" else _softmax(scores),
        tried="the outputs of your model for 4 images, compared with the layers of the table with the same weights",
        atol=1e-4,
        look="a setting of one layer makes it compute something different",
    )
    expect.that(
        np.ptp(np.asarray(model.weights[0]).reshape(-1, 32), axis=1).max() > 0,
        tried="the weights at the start",
        got="32 filters that are all equal",
        cause="All filters start with the same weights. They then get the same gradients and stay equal during "
        "training. Let Keras start them at random, as it does by default.",
    )
