"""The checks of lesson 00: a neuron, means along an axis, and reading a network's summary."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either

lesson = Lesson("00_welcome")
progress = lesson.progress


@lesson.exercise(
    points=2,
    hints=[
        "Three steps: multiply each input by its weight and add up; add the bias; apply the activation.",
        "The sum of products of two vectors is `np.dot(x, w)`, or `x @ w`.",
        "ReLU keeps a positive number and turns a negative one into 0: which of `z` and 0 is larger?",
    ],
    errors={
        "truth value of an array": "`max` and `if` compare single numbers, but here is one for each input. "
        "A neuron adds its products up first.",
    },
)
def neuron(answer, rng):
    """The output of one neuron: ReLU of the weighted sum of its inputs plus its bias."""
    # so drawn that a sum without weights differs by more than a bias, and that a tanh is not yet 1
    w = np.round(rng.uniform(1.7, 1.8, 4) * [1, -1, 1, -1], 2)
    high, low = np.round(rng.uniform(1.2, 1.4, 4), 2), np.round(rng.uniform(0.1, 0.15, 4), 2)
    # inputs that fit the weights make x @ w surely positive, inputs that clash with them surely negative
    fits, clashes = np.where(w > 0, high, low), np.where(w > 0, low, high)
    alone_on, alone_off = np.round([1.25 - clashes @ w, -0.75 - fits @ w], 2).tolist()
    # on; on by its bias alone; off in spite of its bias; off by its bias alone
    for x, b in ((fits, 0.5), (clashes, alone_on), (clashes, 0.3), (fits, alone_off)):
        products = x * w
        z = float(products.sum())
        right = max(0.0, z + b)
        positive = np.maximum(0, products).sum() + b
        expect.close(
            answer(x, w, b),
            right,
            tried=f"neuron(x={expect.short(x)}, w={expect.short(w)}, b={b})",
            look="the three steps: weighted sum, plus bias, then ReLU",
            mistakes={
                "This is the weighted sum plus the bias. The activation is still missing: what does ReLU "
                "make of a negative number?": z + b,
                "The bias is not in it: it is added to the weighted sum, before the activation.": max(0.0, z),
                "You applied ReLU before adding the bias. The bias decides when the neuron switches on, so "
                "it goes in first.": max(0.0, z) + b,
                "You returned one number for each input. A neuron adds its products up and gives a "
                "single one.": Either(
                    (products, products + b, np.maximum(0, products), np.maximum(0, products + b))
                ),
                "You applied ReLU to every product. Only their sum, with the bias, goes through the "
                "activation.": Either((positive, max(0.0, positive))),
                "The bias went in once for each input. A neuron has a single bias: add it once.": Either(
                    (max(0.0, z + b * len(x)), z + b * len(x), np.maximum(0, products + b).sum())
                ),
                "The inputs are added up without their weights.": max(0.0, float(x.sum()) + b),
                "This is a sigmoid or a tanh: fine activations, but a ReLU is asked for.": Either(
                    (1 / (1 + np.exp(-z - b)), np.tanh(z + b))
                ),
                "This is a step: 1 when the neuron is on. ReLU says how much it is on.": float(right > 0),
                "This neuron should be on. Did you take the smaller of two numbers? ReLU keeps what "
                "is positive.": min(0.0, z + b),
                "You took the absolute value. ReLU makes 0 of a negative number, it does not turn it over.": (
                    abs(z + b)
                ),
                "The bias was subtracted; it is added.": max(0.0, z - b),
                "The number is right, but in a list or array. Return the number itself.": Either(([right], [[right]])),
            },
        )


_ORDER = (
    "The shapes do not fit in this order: X is (n, features) and w is (features,). The sizes that meet in "
    "the middle must be the same."
)


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "Nothing changes in the idea: every row of X is one example, and gets one number.",
        "Look at the shapes: (n, features) @ (features,) is (n,).",
        "`max` compares two numbers; for whole arrays, element by element, there is `np.maximum`.",
    ],
    errors={
        "truth value of an array": "`max` and `if` compare single numbers, but here is one for each row. "
        "Either take the rows one by one, or find the function that compares element by element.",
        "mismatch in its core dimension": _ORDER,
        "not aligned": _ORDER,
    },
)
def neuron_batch(answer, rng):
    """The same neuron for a batch: one output for every row of X."""
    w, b = np.round(rng.uniform(0.5, 2, 3) * [1, -1, 1], 1), 0.4
    X = np.round(rng.normal(size=(6, 3)), 1)
    X[0], X[1] = 2 * w, -2 * w  # one row surely on, one surely off
    products = X * w
    z = products.sum(axis=1)
    right = np.maximum(0, z + b)
    expect.close(
        answer(X, w, b),
        right,
        tried=f"a batch of 6 rows, X of shape (6, 3), w = {expect.short(w)}, b = {b}",
        look="the three steps, for each of the six rows: weighted sum, plus bias, then ReLU",
        mistakes={
            "The activation is still missing: ReLU, element by element.": z + b,
            "The bias is not in it: b is added to every weighted sum, before the activation.": (
                np.maximum(0, z)
            ),
            "You applied ReLU before adding the bias. The bias decides when a neuron switches on, so it goes "
            "in first.": np.maximum(0, z) + b,
            "You returned a column, shape (6, 1). Six numbers in one row, shape (6,), are asked for.": (
                right[:, None]
            ),
            "This is one number for the whole batch. Every row is an example of its own.": Either(
                (right.sum(), right.mean(), right.max(), z.sum() + b, max(0.0, z.sum() + b))
            ),
            "You multiplied but did not add up: every row still has three numbers.": Either(
                (products, products + b, np.maximum(0, products), np.maximum(0, products + b))
            ),
            "You added up down the columns. Every row is one example: add up along the row.": Either(
                (np.maximum(0, products.sum(axis=0) + b), products.sum(axis=0) + b)
            ),
        },
    )


def _means(answer, rng, axis, name, other):
    x = np.round(rng.uniform(-5, 5, size=(3, 5)), 1)
    right, length = x.mean(axis=axis), x.shape[1 - axis]
    turned, flat = x.reshape(x.shape[::-1]), f"({length},)"
    expect.close(
        answer(x),
        right,
        tried=f"{name}_means(x) with x of shape (3, 5), x[0] = {expect.short(x[0])}",
        look=f"one mean for each {name}, so {length} numbers",
        mistakes={
            f"These are the means of the {other}s. The axis that you name is the one that disappears.": (
                x.mean(axis=1 - axis)
            ),
            "This is one mean of all numbers. Which axis should disappear, and which should stay?": x.mean(),
            "These are sums. A mean also divides by how many there are.": x.sum(axis=axis),
            f"You divided by the number of {name}s. Divide by how many numbers went into each sum.": (
                x.sum(axis=axis) / length
            ),
            f"This is the mean of one {name} only. Does the loop stop in its first round?": Either(
                (right[0], right[-1])
            ),
            "The numbers are right, but the other axis is still there, with length 1 (`keepdims` or "
            f"`reshape` keeps it). The shape should be {flat}.": Either((right[:, None], right[None])),
            "`reshape` does not exchange rows and columns: it refills the table number by number, and rows "
            "get mixed. The transpose is `x.T`.": turned.mean(axis=1 - axis),
        },
    )


_AXES = {
    "for array of dimension": "A table has two axes. Python counts from 0, so they are 0 and 1.",
    "is out of bounds for axis": "x[i, j] is row i, column j. How far does each of the two go? `x.shape` "
    "says it: rows first.",
}


@lesson.exercise(
    points=1,
    hints=[
        "x has the shape (rows, columns). One number for each row: the axis of the columns must disappear.",
        "`np.mean(x, axis=…)`: the axis that you name is the one that is averaged away.",
    ],
    errors=_AXES,
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
    errors=_AXES,
)
def column_means(answer, rng):
    """The mean of every column of a table."""
    _means(answer, rng, 0, "column", "row")


@lesson.shows
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
    """(side of the image, units of the hidden layers, outputs, whether dropout follows each hidden layer)."""
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    rng = np.random.default_rng(case)
    sizes = rng.choice([12, 16, 20, 24, 32, 48, 64, 96, 128], rng.integers(2, 5), replace=False).tolist()
    dropouts = rng.permutation([True] + [bool(d) for d in rng.integers(0, 2, len(sizes) - 1)]).tolist()
    side = int(rng.integers(6, 30))
    return side + (side in sizes), sizes, int(rng.integers(2, 12)), dropouts  # the side is no layer's size


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "The output shape (None, 64) reads: any number of examples, 64 numbers for each.",
        "Flatten has no units of its own: it lays the pixels in a row. What it gives is what the network is "
        "fed.",
        "A Dropout layer has no units and no parameters either: it is not a layer of neurons.",
        "The last Dense layer is the output layer; hidden layers are the Dense layers before it.",
    ],
)
def layer_sizes(answer, rng):
    """The sizes of the layers of a network, read from its summary."""
    got = answer.value
    keys = ("case", "inputs", "hidden", "outputs")
    expect.that(isinstance(got, dict) and set(keys) <= set(got), tried="the form of your answer", got=expect.short(got),
                expected='{"case": case, "inputs": …, "hidden": […], "outputs": …}',
                look="these four names, each with a value")  # fmt: skip
    case = got["case"]
    expect.that(isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999, tried="the case",
                got=expect.short(case), expected="the whole number, from 0 to 9999, that you gave to check.summary",
                look="write `case`, the variable: no quotes, no number of another summary")  # fmt: skip
    side, hidden, outputs, dropouts = _network(case)
    dense = [*hidden, outputs]
    with_dropouts = [units for units, again in zip(hidden, dropouts, strict=True) for _ in range(1 + again)]
    parameters = [(before + 1) * units for before, units in zip([side * side, *hidden], dense, strict=True)]
    expect.close(
        got["inputs"],
        side * side,
        tried=f"the network of case {case}: inputs",
        look="how many numbers enter the first Dense layer",
        show=False,
        mistakes={
            "That is the side of the image. The network is fed every pixel.": side,
            "That is the first Dense layer, already a hidden one. What comes before it?": hidden[0],
            "That is a number of parameters: weights, not inputs.": Either((*parameters, sum(parameters))),
        },
    )
    expect.close(
        got["hidden"],
        hidden,
        tried=f"the network of case {case}: hidden",
        look="a list of the units of the Dense layers before the last, in order",
        show=False,
        mistakes={
            "A Dropout layer passes its numbers on; it has no units of its own. Leave it out.": with_dropouts,
            "The last Dense layer is the output layer, not a hidden one.": (
                Either((dense, [*with_dropouts, outputs]))
            ),
            "Flatten is not a hidden layer: its numbers are the inputs.": [side * side, *hidden],
            "The right sizes in the wrong order: from the input to the output.": hidden[::-1],
            "That is how many hidden layers there are. Asked for are the units of each.": len(hidden),
            "Those are numbers of parameters. The units stand in the output shape.": (
                Either((parameters[:-1], parameters))
            ),
        },
    )
    expect.close(
        got["outputs"],
        outputs,
        tried=f"the network of case {case}: outputs",
        look="the units of the last Dense layer",
        show=False,
        mistakes={
            "That is the last hidden layer.": hidden[-1],
            "That is a number of parameters. The units stand in the output shape.": parameters[-1],
            "One output? The last layer gives one number for each class.": 1,
        },
    )


BELIEVED = {layer_sizes: "a reading, compared with the network that the case draws"}  # at most 1 point each
