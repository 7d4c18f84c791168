"""The checks of lesson 00: a neuron, means along an axis, and reading a network's summary."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Lesson

lesson = Lesson("00_welcome")
progress = lesson.progress


@lesson.exercise(
    points=2,
    hints=[
        "Three steps: multiply each input by its weight and add up; add the bias; apply the activation.",
        "The sum of products of two vectors is `np.dot(x, w)`, or `x @ w`.",
        "ReLU keeps a positive number and turns a negative one into 0: which of `z` and 0 is larger?",
    ],
)
def neuron(answer, rng):
    """The output of one neuron: ReLU of the weighted sum of its inputs plus its bias."""
    w = np.round(rng.uniform(0.5, 2, 4) * [1, -1, 1, -1], 1)
    x = np.round(rng.uniform(0.5, 2, 4), 1)
    # one case on, by its bias; one on, by its weights in spite of the bias; one off; one that only the bias turns off
    for sign, b in ((1, 1.5), (1, -0.3), (-1, 0.2), (1, -9.0)):
        x_now = x * np.where(w * sign > 0, 2, 0.5)
        z = float(x_now @ w)
        expect.close(
            answer(x_now, w, b),
            max(0.0, z + b),
            tried=f"neuron(x={expect.short(x_now)}, w={expect.short(w)}, b={b})",
            look="the three steps: weighted sum, plus bias, then ReLU",
            mistakes={
                "This is the weighted sum with the bias, z. The activation is still missing: what does ReLU make of z?": z + b,
                "The bias is not in it: b is added to the weighted sum, before the activation.": max(0.0, z),
                "You applied ReLU before adding the bias. The bias decides when the neuron switches on, so it goes in first.": (
                    max(0.0, z) + b
                ),
                "You returned one number for each input. A neuron adds its products up and gives a single number.": (
                    expect.Either((x_now * w, x_now * w + b, np.maximum(0, x_now * w + b), np.maximum(0, x_now * w)))
                ),
                "The inputs are added up without their weights.": max(0.0, float(x_now.sum()) + b),
                "This is a sigmoid. A fine activation, but this neuron has a ReLU.": 1 / (1 + np.exp(-z - b)),
                "You took the absolute value. ReLU makes 0 of a negative number, it does not turn it round.": abs(z + b),
                "The bias was subtracted; it is added.": max(0.0, z - b),
            },
        )


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "Nothing changes in the idea: every row of X is one example, and gets one number.",
        "Look at the shapes: (n, features) @ (features,) is (n,).",
        "`max` compares two numbers; for whole arrays, element by element, there is `np.maximum`.",
    ],
)
def neuron_batch(answer, rng):
    """The same neuron for a batch: one output for every row of X."""
    X, w, b = np.round(rng.normal(size=(6, 3)), 1), np.round(rng.normal(size=3), 1), 0.4
    X[0], X[1] = 2 * w, -2 * w  # one row surely on, one surely off
    z = X @ w
    expect.close(
        answer(X, w, b),
        np.maximum(0, z + b),
        tried=f"a batch of 6 rows, X of shape (6, 3), w = {expect.short(w)}, b = {b}",
        look="the shape: six examples, so six numbers",
        mistakes={
            "The activation is still missing: ReLU, element by element.": z + b,
            "The bias is not in it.": np.maximum(0, z),
            "You returned a column, shape (6, 1). Six numbers in one row, shape (6,), are asked for.": (
                np.maximum(0, z + b)[:, None]
            ),
            "This is one number for the whole batch. Every row is an example of its own.": expect.Either(
                (np.maximum(0, z + b).sum(), np.maximum(0, z + b).mean(), np.maximum(0, z + b).max())
            ),
            "You multiplied but did not add up: every row still has three numbers.": expect.Either(
                (X * w, X * w + b, np.maximum(0, X * w + b))
            ),
        },
    )


def _means(answer, rng, axis, name, other):
    x = np.round(rng.uniform(-5, 5, size=(3, 5)), 1)
    right, length = x.mean(axis=axis), x.shape[1 - axis]
    expect.close(
        answer(x),
        right,
        tried=f"{name}_means(x) with x of shape (3, 5), x[0] = {expect.short(x[0])}",
        look=f"the shape: one mean for each {name}, so {length} numbers",
        mistakes={
            f"These are the means of the {other}s. The axis that you name is the one that disappears.": x.mean(axis=1 - axis),
            "This is one mean of all numbers. Which axis should disappear, and which should stay?": x.mean(),
            "These are sums. A mean also divides by how many there are.": x.sum(axis=axis),
            "You divided by the number along the wrong axis.": x.sum(axis=axis) / length,
            "The numbers are right, but the axis is still there: `keepdims` keeps it. A flat list of means is asked for.": (
                x.mean(axis=axis, keepdims=True)
            ),
        },
    )


@lesson.exercise(
    points=1,
    hints=[
        "x has the shape (rows, columns). One number for each row: the axis of the columns must disappear.",
        "`np.mean(x, axis=…)`: the axis that you name is the one that is averaged away.",
    ],
)
def row_means(answer, rng):
    """The mean of every row of a table."""
    _means(answer, rng, 1, "row", "column")


@lesson.exercise(
    points=1,
    hints=[
        "x has the shape (rows, columns). One number for each column: the axis of the rows must disappear.",
        "`np.mean(x, axis=…)`: the axis that you name is the one that is averaged away.",
    ],
)
def column_means(answer, rng):
    """The mean of every column of a table."""
    _means(answer, rng, 0, "column", "row")


def summary(case):
    """The summary of a network drawn from a number of your choice, as text.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each draws another network.

    Returns
    -------
    str
        A table: layer, output shape (None stands for the batch), number of parameters.
    """
    height, hidden, outputs, dropouts = _network(case)
    rows = [("flatten (Flatten)", height * height, 0)]
    for number, (units, dropout) in enumerate(zip([*hidden, outputs], [*dropouts, False], strict=True)):
        rows.append((f"dense{f'_{number}' if number else ''} (Dense)", units, (rows[-1][1] + 1) * units))
        if dropout:
            rows.append(("dropout (Dropout)", units, 0))
    lines = [f"{'Layer (type)':<20} {'Output Shape':<16} {'Param #':>9}", "-" * 47]
    lines += [f"{name:<20} {f'(None, {units})':<16} {parameters:>9,}" for name, units, parameters in rows]
    return "\n".join([*lines, "-" * 47, f"Total params: {sum(parameters for *_, parameters in rows):,}"])


def _network(case):
    """(side of the image, units of the hidden layers, outputs, whether a dropout follows each hidden layer)."""
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    rng = np.random.default_rng(case)
    hidden = [int(units) for units in rng.choice([12, 16, 20, 24, 32, 48, 64, 96, 128], rng.integers(2, 5), replace=False)]
    dropouts = rng.permutation([True] + [bool(d) for d in rng.integers(0, 2, len(hidden) - 1)]).tolist()
    return int(rng.integers(6, 30)), hidden, int(rng.integers(2, 12)), dropouts


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "The output shape (None, 64) reads: any number of examples, 64 numbers for each.",
        "Flatten has no units of its own: it lays the pixels in a row. What it gives is what the network is fed.",
        "A Dropout layer has no units and no parameters either: it is not a layer of neurons.",
        "The last Dense layer is the output layer; hidden layers are the Dense layers before it.",
    ],
)
def layer_sizes(answer, rng):
    """The sizes of the layers of a network, read from its summary."""
    got = answer.value
    keys = ("case", "inputs", "hidden", "outputs")
    form = '{"case": case, "inputs": …, "hidden": […], "outputs": …}'
    expect.that(isinstance(got, dict) and set(got) == set(keys), tried="the form of your answer", got=got,
                expected=form, look="these four names, each with a value")  # fmt: skip
    case = got["case"]
    expect.that(isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999, tried="the case", got=case,
                expected="the whole number that you gave to check.summary", look="`case`, the variable, without quotes")  # fmt: skip
    height, hidden, outputs, dropouts = _network(case)
    dense = [*hidden, outputs]
    with_dropouts = [units for units, twice in zip(dense, [*dropouts, False], strict=True) for _ in range(1 + twice)]
    tried = f"the network of case {case}"
    expect.close(got["inputs"], height * height, tried=f"{tried}: inputs", look="the numbers that enter the first Dense layer",
                 show=False, mistakes={
                     "That is the side of the image. The network is fed every pixel.": height,
                     "That is the first Dense layer, already a hidden one. What comes before it?": hidden[0],
                     "That is a number of parameters: weights, not inputs.": (height * height + 1) * hidden[0],
                 })  # fmt: skip
    expect.close(got["hidden"], hidden, tried=f"{tried}: hidden", look="the Dense layers before the last, in order", show=False,
                 mistakes={
                     "A Dropout layer passes its numbers on; it has no units of its own. Leave it out.": with_dropouts[:-1],
                     "The last Dense layer is the output layer, not a hidden one.": expect.Either((dense, with_dropouts)),
                     "Flatten is not a hidden layer: its numbers are the inputs.": [height * height, *hidden],
                     "In order, from the input to the output.": hidden[::-1],
                     "That is how many hidden layers there are. Asked for is the number of units in each.": len(hidden),
                     "Those are numbers of parameters. The units stand in the output shape.": [
                         (before + 1) * units for before, units in zip([height * height, *hidden], hidden, strict=False)
                     ],
                 })  # fmt: skip
    expect.close(got["outputs"], outputs, tried=f"{tried}: outputs", look="the last Dense layer", show=False, mistakes={
        "That is the last hidden layer.": hidden[-1],
        "That is a number of parameters. The units stand in the output shape.": (hidden[-1] + 1) * outputs,
        "One output? The last layer gives one number for each class.": 1,
    })  # fmt: skip


BELIEVED = {layer_sizes: "a reading, compared with the network that the case draws"}  # at most 1 point each
