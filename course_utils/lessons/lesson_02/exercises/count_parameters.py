"""The number of weights and biases in a network of dense layers."""

import math

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=1,
    hints=[
        "Go from layer to layer. W has a weight for each input and unit. What else does each unit have?",
        "The units of a layer are the inputs of the next layer. The first number of the list isn't a layer and has no "
        "parameters.",
        "`zip(layer_sizes, layer_sizes[1:])` gives you the inputs and the units of each layer. Add up the weights and "
        "biases of all layers.",
    ],
    errors={
        "index out of range": "A list of n numbers describes n − 1 layers. Does your loop go one step too far?",
        "values to unpack": "The list can have two or more entries. Go through it with a loop.",
    },
    shown_as="count_parameters(layer_sizes)",
    look="write down the weights and the biases of each layer for this list",
)


def reference(layer_sizes):
    return sum(_each(layer_sizes))


def _pairs(layer_sizes):
    return list(zip(layer_sizes, layer_sizes[1:], strict=False))


def _each(layer_sizes):
    return [(inputs + 1) * units for inputs, units in _pairs(layer_sizes)]


def _weights(layer_sizes):
    return sum(inputs * units for inputs, units in _pairs(layer_sizes))


mistakes = {
    "You left out the biases. What does each unit add to its weighted sum?": _weights,
    "You counted biases for the features, too. Only units have biases.": lambda sizes: _weights(sizes) + sum(sizes),
    "You counted one bias for each layer, but each unit has its own.": lambda sizes: _weights(sizes) + len(sizes) - 1,
    "You counted a bias for each input of a layer. Count one for each unit.": (
        lambda sizes: sum(inputs * (units + 1) for inputs, units in _pairs(sizes))
    ),
    "You added 1 to the inputs and to the units. Only the inputs need it, because each unit has one bias.": (
        lambda sizes: sum((inputs + 1) * (units + 1) for inputs, units in _pairs(sizes))
    ),
    "You counted one bias for the whole network, but each unit has its own.": lambda sizes: _weights(sizes) + 1,
    "You returned a list with the parameters of each layer. Return their total.": (
        _each,
        lambda sizes: [0, *_each(sizes)],
    ),
    "You counted only one layer. Does your loop add the parameters of each layer to a total before your function "
    "returns?": (
        lambda sizes: _each(sizes)[0],
        lambda sizes: _each(sizes)[-1],
    ),
    "You left out the output layer, which also has weights and biases.": lambda sizes: reference(sizes[:-1]),
    "You added up the units. Count a weight for each pair of an input and a unit.": (
        sum,
        lambda sizes: sum(sizes[1:]),
    ),
    "You multiplied all the sizes. Only neighboring layers are connected, so count the parameters of each layer and "
    "add up these numbers.": (
        math.prod,
        lambda sizes: math.prod(sizes) + sum(sizes[1:]),
    ),
    "You added inputs and units. Each input is connected to each unit. How many connections does that make?": (
        lambda sizes: sum(inputs + units for inputs, units in _pairs(sizes))
    ),
}


def cases(rng):
    sizes = rng.choice(np.arange(20, 60), 10, replace=False).tolist()  # large numbers, so that no sum equals a product
    for layer_sizes in (sizes[:4], [sizes[4], 1], sizes[5:], [784, 128, 10]):
        yield Case("layer_sizes = {layer_sizes}", layer_sizes=layer_sizes)
