"""How many weights and biases a network of these sizes has."""

import math

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=1,
    hints=[
        "Layer by layer: W has inputs × units numbers. What else does each unit have?",
        "The units of a layer are the inputs of the next. The first number of the list has no parameters of its own.",
        "Add up (inputs + 1) × units over all neighbours in the list. `zip(layer_sizes, layer_sizes[1:])` gives the "
        "neighbours.",
    ],
    errors={
        "index out of range": "The list may have any length from two. How many layers stand between its numbers?",
        "values to unpack": "The list may have any length from two: a loop takes neighbour after neighbour.",
    },
    shown_as="count_parameters(layer_sizes)",
    look="write the sum down for this list: for each layer its weights, then its biases",
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
    "The biases are missing. What does each unit add to its weighted sum?": _weights,
    "The inputs got biases, too. They are only numbers that come in.": lambda sizes: _weights(sizes) + sum(sizes),
    "You counted one bias for each layer. Each unit has its own.": lambda sizes: _weights(sizes) + len(sizes) - 1,
    "You counted a bias for each input of a layer. They belong to its units.": (
        lambda sizes: sum(inputs * (units + 1) for inputs, units in _pairs(sizes))
    ),
    "These are the numbers of the layers. Asked for is their sum.": (_each, lambda sizes: [0, *_each(sizes)]),
    "This is a single layer. Does the loop end in its first round?": (
        lambda sizes: _each(sizes)[0],
        lambda sizes: _each(sizes)[-1],
    ),
    "The output layer is missing. It has weights and biases like any other.": lambda sizes: reference(sizes[:-1]),
    "These are units, added up. Parameters belong to the connections: every input with every unit.": (
        sum,
        lambda sizes: sum(sizes[1:]),
    ),
    "All sizes are multiplied. Only neighbours are connected: multiply those, then add up.": (
        math.prod,
        lambda sizes: math.prod(sizes) + sum(sizes[1:]),
    ),
    "Inputs and units were added. Each input is connected with each unit: how many connections is that?": (
        lambda sizes: sum(inputs + units for inputs, units in _pairs(sizes))
    ),
}


def cases(rng):
    sizes = rng.choice(np.arange(20, 60), 10, replace=False).tolist()  # so large that no sum looks like a product
    for layer_sizes in (sizes[:4], [sizes[4], 1], sizes[5:], [784, 128, 10]):
        yield Case("layer_sizes = {layer_sizes}", layer_sizes=layer_sizes)
