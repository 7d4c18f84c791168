"""The L2 penalty of a network: a factor times the sum of all squared weights, without the biases."""

from functools import reduce

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

_PAIRS = (
    "Each entry of `layers` is a pair of a kernel W and a bias vector b. Take the pair apart before you compute "
    "anything."
)

exercise = Exercise(
    points=2,
    hints=[
        "Each entry of `layers` is a pair. The loop `for W, b in layers:` takes each pair apart. Which of the two does "
        "the penalty use?",
        "For one layer, square every weight and add the squares: `np.sum(W**2)`.",
        "Add the sums of all layers, then multiply the total by `factor` once. The penalty contains no mean, no root "
        "and no ½.",
    ],
    errors={
        "mismatch in its core dimension": "`@` is the matrix product. The penalty multiplies each weight by itself, "
        "element by element.",
        "inhomogeneous shape": _PAIRS,
        "for ** or pow(): 'list'": _PAIRS,
        "for ** or pow(): 'tuple'": _PAIRS,
        "could not be broadcast together": "The kernels have different shapes, so you can't add them as arrays. First "
        "add up all squares of one kernel with `np.sum`, which gives a single number. (Python's own `sum` adds only "
        "the rows.)",
    },
    shown_as="l2_penalty(layers, factor)",
    look="The penalty is the factor times the sum of the squares of all kernels.",
    keeps="`**=` and `*=` change the network's own weights. Compute the squares in a new array",
)


def reference(layers, factor):
    return factor * sum(_squares(layers))


def _squares(layers):
    return [np.sum(W**2) for W, b in layers]


def _bias_squares(layers):
    return [np.sum(b**2) for W, b in layers]


def _sizes(layers):
    return [W.size for W, b in layers]


def _both(layers):
    return sum(_squares(layers)) + sum(_bias_squares(layers))


mistakes = {
    "Your penalty includes the biases. It should use the weights only, which Keras calls the `kernel` of a layer.": (
        lambda layers, factor: factor * _both(layers),
        lambda layers, factor: factor * _both(layers) / 2,
        lambda layers, factor: factor * np.sqrt(_both(layers)),
    ),
    "You squared the biases. The penalty uses the kernels, the W of each pair.": (
        lambda layers, factor: factor * sum(_bias_squares(layers))
    ),
    "Your result is half of the penalty. Some books put ½ in front of the sum, but Keras doesn't.": (
        lambda layers, factor: reference(layers, factor) / 2
    ),
    "You took the square root of the sum of squares, which gives the length of the weights. The penalty has no root: "
    "if all weights double, it becomes four times as large.": (
        lambda layers, factor: factor * np.sqrt(sum(_squares(layers))),
        lambda layers, factor: factor * np.sum(np.sqrt(_squares(layers))),
    ),
    "You took a mean. The penalty is a sum, so a network with more weights has a larger penalty.": (
        lambda layers, factor: factor * sum(_squares(layers)) / sum(_sizes(layers)),
        lambda layers, factor: factor * np.sum(np.divide(_squares(layers), _sizes(layers))),
        lambda layers, factor: factor * np.mean(_squares(layers)),
        lambda layers, factor: factor * np.mean(np.divide(_squares(layers), _sizes(layers))),
    ),
    "You added absolute values, which is the L1 penalty. L2 squares each weight.": (
        lambda layers, factor: factor * sum(np.sum(np.abs(W)) for W, b in layers)
    ),
    "You added the weights without squaring each of them first, so positive and negative weights cancel out. "
    "Square each weight, and then add.": (
        lambda layers, factor: factor * sum(np.sum(W) for W, b in layers),
        lambda layers, factor: factor * sum(np.sum(W) for W, b in layers) ** 2,
        lambda layers, factor: factor * sum(np.sum(W) ** 2 for W, b in layers),
    ),
    "Your result doesn't contain the factor.": lambda layers, factor: sum(_squares(layers)),
    "You squared the factor together with the weights. Multiply by the factor once, in front of the sum.": (
        lambda layers, factor: factor**2 * sum(_squares(layers))
    ),
    "Your result contains one layer only. Does your loop return in its first round, or overwrite what it had added?": (
        lambda layers, factor: factor * _squares(layers)[0],
        lambda layers, factor: factor * _squares(layers)[-1],
    ),
    "You returned one number per layer. Add them up: the penalty of a network is a single number.": (
        lambda layers, factor: factor * np.array(_squares(layers))
    ),
    "A layer is missing in your sum. The penalty uses the kernels of all layers, including the output layer.": (
        lambda layers, factor: factor * sum(_squares(layers[:-1])),
        lambda layers, factor: factor * sum(_squares(layers[1:])),
    ),
    "You multiplied by the factor again in each round of your loop. Add up all layers first.": (
        lambda layers, factor: reduce(lambda total, squares: factor * (total + squares), _squares(layers), 0.0)
    ),
    "Your penalty is negative. It is added to the loss, so that large weights make the loss larger.": (
        lambda layers, factor: -reference(layers, factor)
    ),
}


def cases(rng):
    for shapes in (((5, 2), (2, 4), (4, 3)), ((4, 3), (3, 5), (5, 6), (6, 2))):
        layers = []
        for inputs, units in shapes:
            W, b = rng.normal(0.3, 1, (inputs, units)), rng.uniform(1, 2, units)
            layers.append((np.round(W, 2), np.round(b, 2)))
        yield Case(
            "{n} layers, with kernels of the shapes {shapes}, and factor = {factor}",
            fields={"n": len(shapes), "shapes": ", ".join(map(str, shapes))},
            layers=layers,
            factor=float(np.round(rng.uniform(0.02, 0.3), 3)),
        )
