"""The number of parameters in each layer of a convolutional network, from its description."""

from functools import partial

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either


def _counts(layers, biases="filters", rounded="down", pooled_channels=False, lost=0, same=False, flatten=True):
    """Return the parameters of each layer after the input; the arguments make the known mistakes."""
    (_, height, width, channels), *rest = layers
    counts, features = [], None
    for kind, *settings in rest:
        if kind == "conv":
            filters, size = settings
            n_biases = {"filters": filters, "slices": channels * filters, "none": 0, "layer": 1}[biases]
            counts.append(size * size * channels * filters + n_biases)
            channels = filters
            if not same:
                height, width = height - size + 1 - lost, width - size + 1 - lost
        elif kind == "pool":
            counts.append(0)
            size = settings[0]
            if rounded == "never":
                height, width = height / size, width / size
            elif rounded == "not at all":
                pass
            else:
                up = size - 1 if rounded == "up" else 0
                height, width = (height + up) // size, (width + up) // size
            if pooled_channels:
                channels = channels // size
        elif kind == "flatten":
            counts.append(0)
            features = height * width * channels if flatten else channels
        else:
            units = settings[0]
            n_biases = {"filters": units, "slices": units, "none": 0, "layer": 1}[biases]
            counts.append(features * units + n_biases)
            features = units
    return counts


def _one_channel(layers):
    """Return the counts when every convolution is taken to see a single channel."""
    right = _counts(layers)
    for place, (kind, *settings) in enumerate(layers[1:]):
        if kind == "conv":
            filters, size = settings
            right[place] = size * size * filters + filters
    return right


exercise = Exercise(
    points=2,
    hints=[
        "Carry three numbers from layer to layer: rows, columns, channels. A filter's kernel is as deep as its input "
        "has channels.",
        "conv: (size · size · channels + 1) · filters parameters. Then rows and columns lose size − 1 each, and the "
        "filters are the new channels.",
        "pool: no parameters, rows and columns `// size`. flatten: rows · columns · channels is the number of inputs "
        "of the first dense layer.",
    ],
    errors={
        "values to unpack": "The entries have different lengths. Look at the first item of each, then take what "
        "belongs to this kind.",
        "UnboundLocalError": "A name is used before it has a value. The input comes first in the list and gives rows, "
        "columns and channels; what does flatten give?",
    },
)


def check(answer, rng):
    a, b, c, units = (int(number) for number in rng.choice(np.arange(4, 13), 4, replace=False))
    cases = (
        [("input", 12, 15, 3), ("conv", a, 3), ("flatten",), ("dense", units)],
        [("input", 17, 22, 3), ("conv", b, 3), ("pool", 2), ("flatten",), ("dense", c), ("dense", units)],
        [("input", 29, 24, 1), ("conv", a, 5), ("pool", 3), ("conv", b, 2), ("pool", 2), ("flatten",), ("dense", c)],
        [("input", 28, 28, 1), ("conv", 32, 3), ("pool", 2), ("flatten",), ("dense", 128), ("dense", 10)],
    )
    for layers in cases:
        right, count = _counts(layers), partial(_counts, layers)
        expect.close(
            answer(layers),
            right,
            tried=f"cnn_parameters({expect.short(layers, 300)})",
            look="the layers one after another: which shape comes in, how many weights, how many biases?",
            mistakes={
                "You counted a bias for each channel of a filter. A filter gives one number at a place and adds one "
                "bias.": count(biases="slices"),
                "The biases are missing: one for each filter, one for each unit.": count(biases="none"),
                "You counted one bias for each layer. Each filter, each unit has its own.": count(biases="layer"),
                "A kernel was counted for one channel only. It is as deep as its input has channels.": (
                    _one_channel(layers)
                ),
                "The pooling made fewer channels. It makes the maps smaller; there are as many as before.": (
                    count(pooled_channels=True)
                ),
                "The pooling did not make the maps smaller.": count(rounded="not at all"),
                "Rows and columns that fill no pooling window were counted. They are dropped.": Either(
                    (count(rounded="up"), count(rounded="never"))
                ),
                "Each convolution lost one row and one column too many. A 3×3 kernel fits into 5 rows at 3 places.": (
                    count(lost=1)
                ),
                "The maps stayed as large after a convolution. Nothing is padded here.": count(same=True),
                "The dense layer sees only the channels of one place. Flatten lays all places in one row.": (
                    count(flatten=False)
                ),
                "That is the sum. Asked for is one number for each layer, so that one can see where they sit.": (
                    sum(right)
                ),
                "The input got a number, too. The list has one for each layer after it.": [0, *right],
                "Layers without parameters are left out. They have 0.": [number for number in right if number],
            },
        )
