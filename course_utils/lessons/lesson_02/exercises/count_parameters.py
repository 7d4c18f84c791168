"""How many weights and biases a network of these sizes has."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

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
)


def check(answer, rng):
    sizes = rng.choice(np.arange(20, 60), 10, replace=False).tolist()  # so large that no sum looks like a product
    for layer_sizes in (sizes[:4], [sizes[4], 1], sizes[5:], [784, 128, 10]):
        pairs = list(zip(layer_sizes, layer_sizes[1:], strict=False))
        weights = sum(before * units for before, units in pairs)
        each = [(before + 1) * units for before, units in pairs]
        expect.close(
            answer(layer_sizes),
            sum(each),
            tried=f"count_parameters({layer_sizes})",
            look="write the sum down for this list: for each layer its weights, then its biases",
            mistakes={
                "The biases are missing. What does each unit add to its weighted sum?": weights,
                "The inputs got biases, too. They are only numbers that come in.": weights + sum(layer_sizes),
                "You counted one bias for each layer. Each unit has its own.": weights + len(pairs),
                "You counted a bias for each input of a layer. They belong to its units.": sum(
                    before * (units + 1) for before, units in pairs
                ),
                "These are the numbers of the layers. Asked for is their sum.": Either((each, [0, *each])),
                "This is a single layer. Does the loop end in its first round?": Either((each[0], each[-1])),
                "The output layer is missing. It has weights and biases like any other.": sum(each[:-1]),
                "These are units, added up. Parameters belong to the connections: every input with every unit.": Either(
                    (sum(layer_sizes), sum(layer_sizes[1:]))
                ),
                "All sizes are multiplied. Only neighbours are connected: multiply those, then add up.": Either(
                    (np.prod(layer_sizes), np.prod(layer_sizes) + sum(layer_sizes[1:]))
                ),
                "Inputs and units were added. Each input is connected with each unit: how many connections is that?": (
                    sum(before + units for before, units in pairs)
                ),
            },
        )
