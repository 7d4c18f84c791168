"""The number of parameters in each layer of a convolutional network, from its description."""

from functools import partial

import numpy as np

from course_utils.checks import expect
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=2,
    hints=[
        "Keep track of three numbers from layer to layer: rows, columns and channels. A kernel has weights for "
        "every channel of its input.",
        "conv: (size · size · channels + 1) · filters parameters. After it, there are size − 1 fewer rows and columns, "
        "and the number of filters is the new number of channels.",
        "pool: This layer has no parameters, and it replaces rows by `rows // size` and columns by `columns // size`. "
        "flatten: rows · columns · channels is the number of inputs of the first dense layer.",
    ],
    errors={
        "values to unpack": "The tuples in the list have different lengths. Look at the first item of a tuple before "
        "you unpack the rest of it.",
        "UnboundLocalError": "You use a variable before it has a value. The input comes first in the list, and it "
        "gives you rows, columns and channels. What does `flatten` give you?",
    },
    shown_as="cnn_parameters",
    look="go through the layers one by one: which shape comes in, how many weights are there, and how many biases?",
)


def _counts(
    layers,
    biases="filters",
    rounded="down",
    pooled_channels=False,
    lost=0,
    same=False,
    deep=True,
    flat=True,
    square=False,
    kept=False,
    places=False,
    fixed=(),
):
    """Return the parameters of each layer after the input; the arguments make the mistakes."""
    (_, height, width, channels), *rest = layers
    counts, features = [], None
    for kind, *settings in rest:
        if kind == "conv":
            filters, size = settings
            n_biases = {"filters": filters, "slices": channels * filters, "none": 0, "layer": 1}[biases]
            if not same:
                cut = 2 if "conv" in fixed else size - 1 + lost
                height, width = height - cut, width - cut
            here = height * width if places else 1
            counts.append(
                (size * size * (layers[0][3] if kept else channels if deep else 1) * filters + n_biases) * here
            )
            channels = filters
        elif kind == "pool":
            counts.append(0)
            size = 2 if "pool" in fixed else settings[0]
            if rounded == "never":
                height, width = height / size, width / size
            elif rounded != "not at all":
                up = size - 1 if rounded == "up" else 0
                height, width = (height + up) // size, (width + up) // size
            if pooled_channels:
                channels = channels // size
        elif kind == "flatten":
            counts.append(0)
            features = height * (height if square else width) * channels if flat else channels
        else:
            units = settings[0]
            n_biases = {"filters": units, "slices": units, "none": 0, "layer": 1}[biases]
            counts.append(features * units + n_biases)
            features = units
    return counts


def reference(layers):
    return _counts(layers)


mistakes = {
    "You counted one bias per channel of a filter. A filter adds up all its products and then adds one bias.": (
        partial(_counts, biases="slices")
    ),
    "The biases are missing: there is one per filter and one per unit.": partial(_counts, biases="none"),
    "You counted one bias per layer. Each filter and each unit has its own bias.": partial(_counts, biases="layer"),
    "You counted each kernel for a single channel. A kernel has weights for every channel of its input.": (
        partial(_counts, deep=False)
    ),
    "In your network, pooling reduces the number of channels. It only makes the maps smaller.": (
        partial(_counts, pooled_channels=True)
    ),
    "In your network, pooling doesn't make the maps smaller.": partial(_counts, rounded="not at all"),
    "You counted rows and columns that don't fill a whole pooling window. They are dropped.": (
        partial(_counts, rounded="up"),
        partial(_counts, rounded="never"),
    ),
    "Your maps lose one row and one column too many in a convolution. A 3×3 kernel fits into 5 rows at 3 places.": (
        partial(_counts, lost=1)
    ),
    "Your maps keep their size in a convolution. There is no padding here.": partial(_counts, same=True),
    "Your first dense layer sees only the channels. Flatten passes on every channel of every place.": (
        partial(_counts, flat=False)
    ),
    "You used one side of the maps twice. The images aren't square: keep track of rows and columns separately.": (
        partial(_counts, square=True)
    ),
    "Your kernels are all as deep as the image. After a convolution, the number of its filters is the new number of "
    "channels.": partial(_counts, kept=True),
    "You counted separate weights for every place of a map. A filter uses the same weights at all places.": (
        partial(_counts, places=True)
    ),
    "Your maps shrink as if every kernel were 3 × 3, or every pooling window 2 × 2. Use the sizes in the list.": (
        partial(_counts, fixed=("conv", "pool")),
        partial(_counts, fixed=("conv",)),
        partial(_counts, fixed=("pool",)),
    ),
    "You returned the sum. Return one number per layer, so that you can see where the parameters are.": (
        lambda layers: sum(_counts(layers))
    ),
    "Your list also has a number for the input. It should start with the first layer after the input.": (
        lambda layers: [0, *_counts(layers)]
    ),
    "You left out the layers without parameters. Each of them needs a 0 in your list.": (
        lambda layers: [number for number in _counts(layers) if number]
    ),
}


def cases(rng):
    a, b, c, units = (int(number) for number in rng.choice(np.arange(4, 13), 4, replace=False))
    for layers in (
        [("input", 12, 15, 3), ("conv", a, 3), ("flatten",), ("dense", units)],
        [("input", 17, 22, 3), ("conv", b, 3), ("pool", 2), ("flatten",), ("dense", c), ("dense", units)],
        [("input", 31, 24, 1), ("conv", a, 5), ("pool", 3), ("conv", b, 2), ("pool", 2), ("flatten",), ("dense", c)],
        [("input", 28, 28, 1), ("conv", 32, 3), ("pool", 2), ("flatten",), ("dense", 128), ("dense", 10)],
    ):
        yield Case("layers = {shown}", fields={"shown": expect.short(layers, 300)}, layers=layers)
