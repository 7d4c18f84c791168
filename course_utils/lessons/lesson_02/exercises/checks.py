"""The checks of lesson 02: activations, layers as matrix products, parameters, symmetry, building two networks."""

import numpy as np

from course_utils.checks.learner_side import calls, models
from course_utils.checks import expect
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either

lesson = Lesson("02_sequential_mlp")
progress = lesson.progress


def _softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


@lesson.exercise(
    points=1,
    hints=[
        "Every number by itself: a positive one stays, a negative one becomes 0.",
        "Which of 0 and z is larger? NumPy has a function that answers this for every number of an array.",
        "`max` chooses from a whole array, `np.maximum` compares two things element by element.",
    ],
    errors={
        "truth value of an array": "`if` and `max` need a single yes or no, but here is one for each number of z. "
        "NumPy has functions that go through all numbers, whatever the shape.",
        "values to unpack": "z may have any number of axes, also one or three. NumPy has functions that go through all "
        "numbers, whatever the shape.",
    },
)
def relu(answer, rng):
    """Elementwise: what is positive stays, what is negative becomes 0."""
    for shape in ((3, 4), (12,), (2, 3, 2)):
        # quarters, so that every dtype of floats holds them exactly; one above 6, where ReLU6 ends
        z = rng.permutation([*rng.integers(1, 24, 4) / 4, *rng.integers(-24, -1, 4) / 4, 0.0, 8.0, 0.75, -0.25])
        z = z.reshape(shape)
        tried = f"relu(z) with z of shape {shape}, {expect.short(z)}"
        right = np.maximum(0, z)
        got, (after,) = answer.via(calls.call_and_arguments, z)
        expect.unchanged(z, after, tried=tried, look="work on a copy: the network needs z again when it learns")
        expect.close(
            got,
            right,
            tried=tried,
            atol=1e-3,
            look="every number by itself: what becomes of a positive one, of a negative one, of 0?",
            mistakes={
                "These are the numbers as they were. What does ReLU make of a negative one?": z,
                "You turned the sign over where it was negative. ReLU makes 0 of a negative number.": np.abs(z),
                "What is negative stayed, or was turned over, and what is positive went. Did you take the smaller of "
                "two numbers? ReLU keeps what is positive.": Either((np.minimum(0, z), np.maximum(0, -z))),
                "This is a step: 1 where z is positive. ReLU also says how much.": z > 0,
                "Something of the negative numbers still gets through: a leaky ReLU. Here they become 0.": Either(
                    np.where(z > 0, z, slope * z) for slope in (0.01, 0.1, 0.2, 0.3)
                ),
                "Large numbers are cut off. ReLU has no upper end: 8 stays 8.": Either(
                    (np.clip(z, 0, 1), np.clip(z, 0, 6))
                ),
                "This is a sigmoid or a tanh: an activation, too, but another one.": Either((_sigmoid(z), np.tanh(z))),
                "The negative numbers are gone. They must become 0 and stay in their places: the shape is kept.": (
                    Either((z[z > 0], z[z >= 0]))
                ),
                "This is one number for the whole array. Every number of z has a result of its own.": Either(
                    (max(0.0, z.max()), max(0.0, z.sum()), max(0.0, z.mean()))
                ),
                "The numbers are right, but laid in one row. The shape of z must stay.": right.ravel(),
            },
        )


_ROWS = (
    "A single row of scores has one axis only, and axis 1 would be the second. Which number names the last axis, "
    "however many there are?"
)
_KEEP = (
    "One sum for each row, shape (n,), does not line up with rows of K scores, shape (n, K). `keepdims=True` leaves "
    "the summed axis in place, with length 1."
)


def _scores(rng):
    """Scores for softmax: by what they are."""
    spread = rng.permuted(np.tile([-2.0, -0.5, 0.5, 2.0], (3, 1)), axis=1)
    return {
        "three rows of four scores": np.round(spread + rng.uniform(0, 1, (3, 1)) + rng.uniform(-0.2, 0.2, (3, 4)), 2),
        "a batch of one row": np.round(rng.permutation([-1.0, 0.5, 2.0]) + rng.uniform(-0.2, 0.2), 2)[None],
        "a single row": np.round(rng.permutation([-1.5, 0.25, 1.0, 2.5]) + rng.uniform(-0.2, 0.2), 2),
    }


@lesson.exercise(
    points=2,
    hints=[
        "Two steps: the power e^z of every score, then divide by the sum of the powers of the same row.",
        "The sum of a row, for any number of axes: `axis=-1`. With `keepdims=True` it lines up with the row again.",
        "e^1000 is too large for a computer. Subtract the same number from all scores of a row: the probabilities stay "
        "the same. With which number does the largest power become 1?",
    ],
    errors={"out of bounds for": _ROWS, "could not be broadcast": _KEEP},
)
def softmax(answer, rng):
    """Scores become probabilities, row by row."""
    for what, z in _scores(rng).items():
        tried = f"softmax on {what}, z = {expect.short(z)}"
        powers, right = np.exp(z), _softmax(z)
        largest = z.max(axis=-1, keepdims=True)
        got, (after,) = answer.via(calls.call_and_arguments, z)
        expect.unchanged(z, after, tried=tried, look="`-=` and `/=` write into the caller's array")
        expect.close(
            got,
            right,
            tried=tried,
            atol=2e-3,
            look="every row by itself: the powers of e, divided by their sum",
            mistakes={
                "All numbers of the table together add up to 1. Each row is an example of its own: the row must add "
                "up to 1.": powers / powers.sum(),
                "The columns add up to 1. A row holds the scores of one example: the row must add up to 1.": (
                    powers / powers.sum(axis=0)
                ),
                "These are the powers of e. Now divide them by the sum of their row.": Either(
                    (powers, np.exp(z - largest))
                ),
                "You divided the scores by their sum. First the power of e, which makes every score positive.": (
                    z / z.sum(axis=-1, keepdims=True)
                ),
                "This is a sigmoid, each score by itself. The probabilities of a row must share one whole.": _sigmoid(
                    z
                ),
                "You gave everything to the largest score. Softmax also says how near the others come.": z == largest,
                "These are the logarithms of the probabilities.": np.log(right),
                "The smallest score got the largest probability. Is there a minus too many?": _softmax(-z),
                "These are powers of another number than e.": Either(
                    (_softmax(z * np.log(2)), _softmax(z * np.log(10)))
                ),
                "The row came back as a table. A single row, shape (K,), must come back as one, and a batch as a "
                "batch.": Either((right[None], right[:, None], right[0])),
                "Each score was taken for a row of its own, and alone it has the probability 1.": np.ones_like(z),
            },
        )
    far = int(rng.integers(900, 1100))
    near = np.array([far, far - 1.0, far - 3.0])
    rows = ([1000.0, 0.0], [-1000.0, -1001.0], near, [near, near - far], [2500.0, 0.0])
    for z in map(np.array, rows):
        with np.errstate(all="ignore"):
            powers, together = np.exp(z), np.exp(z - z.max())
            naive = powers / powers.sum(axis=-1, keepdims=True)
            by_the_table = together / together.sum(axis=-1, keepdims=True)
        expect.close(
            answer(z),
            _softmax(z),
            tried=f"softmax(z) with z = {expect.short(z)}",
            atol=2e-3,
            look="scores far from 0. Which number can be subtracted from all scores of a row, so that no power is too "
            "large and not all of them are 0?",
            mistakes={
                "For a computer e^1000 is infinite and e^−1000 is 0, and from those no probability can be computed. "
                "Adding the same number to all scores of a row changes no probability. Which one helps here?": Either(
                    (naive, np.nan_to_num(naive))
                ),
                "You subtracted the largest score of the whole table. In a row far below it all powers become 0. Each "
                "row has its own largest score.": Either((by_the_table, np.nan_to_num(by_the_table))),
                "Scores were cut off, and with them their differences, which are all that counts. Can the whole row be "
                "moved instead?": _softmax(np.clip(z, -500, 500)),
            },
        )


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "The temperature acts on the scores, before any power is taken.",
        "Divide the scores by it. At 0.5 all differences become twice as large, at 2 half as large.",
        "Then softmax as before, safe for large scores: subtract the largest of each row, after dividing.",
    ],
    errors={"out of bounds for": _ROWS, "could not be broadcast": _KEEP},
)
def tempered_softmax(answer, rng):
    """Softmax of scores that a temperature divides first."""
    low, high = (float(np.round(rng.uniform(*ends), 2)) for ends in ((0.4, 0.6), (2.0, 4.0)))
    large = np.array([[2000.0, 1999.0, 1990.0]])
    for what, z in {**_scores(rng), "scores that are large once they are divided": large}.items():
        for temperature in (low, high):
            plain, divided = _softmax(z), z / temperature
            right = _softmax(divided)
            with np.errstate(all="ignore"):
                powers, too_early = np.exp(divided), np.exp(divided - z.max())
                naive = powers / powers.sum(axis=-1, keepdims=True)
                early = too_early / too_early.sum(axis=-1, keepdims=True)
                whole, columns = powers / powers.sum(), powers / powers.sum(axis=0)
            expect.close(
                answer(z, temperature),
                right,
                tried=f"{what}, z = {expect.short(z)}, temperature = {temperature}",
                atol=2e-3,
                look="what the temperature does to the scores, and then softmax, row by row",
                mistakes={
                    "A low temperature makes large scores larger still, and their powers infinite. Subtract the "
                    "largest score of the row, and do so after dividing.": Either((naive, early)),
                    "This is the plain softmax: the temperature does nothing.": plain,
                    "You multiplied by the temperature. A high one must make the probabilities more alike.": _softmax(
                        z * temperature
                    ),
                    "You divided or multiplied the probabilities, and they no longer add up to 1. The temperature "
                    "belongs to the scores.": Either((plain / temperature, plain * temperature)),
                    "The temperature was added or subtracted. That moves all scores alike, and only their differences "
                    "count.": Either((plain - temperature, plain + temperature)),
                    "These are powers of probabilities, and they no longer add up to 1.": Either(
                        (plain ** (1 / temperature), plain**temperature)
                    ),
                    "The table, or each column, adds up to 1. It is each row that must.": Either((whole, columns)),
                    "The scores are divided. Softmax is still to come.": divided,
                },
            )


_MIDDLE = (
    "The sizes that meet in the middle of a matrix product must be the same: X is (n, features) and W is (features, "
    "units)."
)
_CALLED = "`activation` is a function, like your `relu`, and not its name. Call it: `activation(z)`."


@lesson.exercise(
    points=2,
    hints=[
        "Two lines: z, the weighted sums of all units for all rows; then the activation of z.",
        "`X @ W` has the shape (n, units): for each row the sum of each unit. `b` has one number for each unit.",
        "`activation` is a function that is handed in. Whatever it does, call it on z and return what it gives.",
    ],
    errors={
        "mismatch in its core dimension": _MIDDLE,
        "not aligned": _MIDDLE,
        "could not be broadcast": "`*` multiplies number by number and needs equal shapes. A weighted sum multiplies "
        "and adds up: that is the matrix product.",
        "'function' object": _CALLED,
    },
)
def dense(answer, rng):
    """A layer: the weighted sums of all units plus biases, through an activation."""
    for n, features, units, name in ((4, 3, 2, "relu"), (3, 2, 5, "sigmoid"), (1, 4, 3, "tanh"), (5, 2, 3, "linear")):
        # so small that a sigmoid is not yet 0 or 1, with biases that show
        X = np.round(rng.uniform(0.3, 1.5, (n, features)) * rng.choice([-1, 1], (n, features)), 2)
        W = np.round(rng.uniform(0.3, 1, (features, units)) * rng.choice([-1, 1], (features, units)), 2)
        b = np.round(rng.permutation(np.linspace(-0.8, 0.7, units)), 2)
        z, activation = X @ W, calls.ACTIVATIONS[name]
        if name == "relu":  # one sum far below 0, where only the activation can help, one far above
            X[0], X[1] = -np.sign(W[:, 0]), np.sign(W[:, 1])
            z = X @ W
        right = activation(z + b)
        expect.close(
            answer.via(calls.with_functions, X, W, b, {"function": name}),
            right,
            tried=f"dense(X, W, b, activation): X has the shape {X.shape}, W {W.shape}, b {b.shape}, and the "
            f"activation is {name}",
            atol=2e-3,
            look="z = X @ W + b, and then the activation of z",
            mistakes={
                "These are the weighted sums plus biases. The activation is still to come: it is a function, call it "
                "on them.": z + b,
                "The biases are missing: one for each unit, added before the activation.": Either((activation(z), z)),
                "The biases were added after the activation. They belong to the weighted sums: a bias moves the point "
                "at which its unit switches on.": activation(z) + b,
                "The activation was called on X. It is for the weighted sums of this layer.": Either(
                    (activation(X) @ W + b, activation(activation(X) @ W + b))
                ),
                "You always take ReLU. Which function it is, is handed in.": np.maximum(0, z + b),
                "You always take the sigmoid. Which function it is, is handed in.": _sigmoid(z + b),
                "The biases were subtracted; they are added.": activation(z - b),
                "Each bias went in once for every input. A unit adds its bias once.": activation(z + features * b),
                "Rows and columns are exchanged: a row of the result belongs to a row of X, a column to a unit.": (
                    right.T
                ),
                "This is one row for the whole batch. Every row of X has outputs of its own.": Either(
                    (right.sum(axis=0), right.mean(axis=0), right[0], right[-1])
                ),
                "This is one number for each row. A layer gives one for each unit.": Either(
                    (activation((z + b).sum(axis=1)), right.sum(axis=1), right[:, 0], right[:, -1])
                ),
            },
        )


_FED = (
    "A layer was fed numbers that do not fit its W. The first layer gets X; every other one gets the outputs of the "
    "layer before it."
)
_DEPTH = "There may be any number of layers, even a single one. A loop takes them as they come."


@lesson.exercise(
    points=2,
    hints=[
        "A loop over the layers. What is the input of the second one?",
        "Keep one variable, for instance `a`: at first it is X, and after every layer it is that layer's output.",
        "In each round: z = a @ W + b, and a = activation(z). After the last round return a.",
    ],
    errors={
        "mismatch in its core dimension": _FED,
        "not aligned": _FED,
        "values to unpack": _DEPTH,
        "index out of range": _DEPTH,
        "'function' object": _CALLED,
    },
)
def forward(answer, rng):
    """The outputs of a network of any depth: each layer feeds the next."""
    # first no function twice, so that every mistake shows; then one layer and one row; then four layers
    for n, names in ((8, ("tanh", "relu", "sigmoid")), (1, ("tanh",)), (5, ("relu", "relu", "sigmoid", "linear"))):
        sizes = rng.permutation([3, 4, 5, 6, 7])[: len(names) + 1].tolist()  # no two alike, so no square W
        stack = []
        for before, units, name in zip(sizes, sizes[1:], names, strict=False):
            W = rng.normal(0, 1.5 / np.sqrt(before), (before, units)).astype("float32")
            stack.append((W, rng.uniform(0.3, 0.8, units).astype("float32"), name))
        X = rng.normal(size=(n, sizes[0])).astype("float32")
        want, linear = _keras_outputs(X, stack), [(W, b, "linear") for W, b, _ in stack]
        shapes = ", ".join(f"{units} ({name})" for units, name in zip(sizes[1:], names, strict=True))
        expect.close(
            answer.via(calls.with_functions, X, [(W, b, {"function": name}) for W, b, name in stack]),
            want,
            tried=f"X of shape {X.shape} through layers of units {shapes}; a Keras model with the same weights",
            atol=2e-3,
            look="what goes into each layer, and what comes out of it; follow the shapes",
            mistakes={
                "These are the outputs of the first layer. Does the loop end in its first round?": (
                    _outputs(X, stack[:1])
                ),
                "The last layer is missing.": _outputs(X, stack[:-1]),
                "The last layer's activation is missing. The output layer has one, too.": _outputs(
                    X, [*stack[:-1], linear[-1]]
                ),
                "No activation was called. Without them all layers together are one linear layer.": _outputs(X, linear),
                "An activation came only at the end. Every layer has its own, and without it the layers before are "
                "one linear layer.": _outputs(X, [*linear[:-1], stack[-1]]),
                "The activations came before the weighted sums. Each is for what its own layer has added up.": (
                    _outputs(X, stack, "early")
                ),
                "The biases are missing.": _outputs(X, [(W, 0 * b, name) for W, b, name in stack]),
                "You took the same activation in every layer. Each layer brings its own.": Either(
                    _outputs(X, [(W, b, name) for W, b, _ in stack]) for name in (names[0], names[-1], "relu")
                ),
                "The biases were added after the activations. They belong to the weighted sums.": (
                    _outputs(X, stack, "late")
                ),
                "This is one row for the whole batch. Every row of X has outputs of its own.": Either(
                    (want[0], want[-1])
                ),
            },
        )


def _outputs(X, stack, order="right"):
    """The outputs of layers (W, b, name of the activation); or with the activation too "early", the bias too "late"."""
    a = X
    for W, b, name in stack:
        act = calls.ACTIVATIONS[name]
        a = {"right": act(a @ W + b), "early": act(a) @ W + b, "late": act(a @ W) + b}[order]
    return a


def _keras_outputs(X, stack):
    """The outputs of a Keras model with these layers."""
    import keras

    layers = [keras.layers.Dense(len(b), activation=name) for _, b, name in stack]
    network = keras.Sequential([keras.Input((X.shape[1],)), *layers])
    network.set_weights([part for W, b, _ in stack for part in (W, b)])
    return np.asarray(network(X, training=False))


@lesson.exercise(
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
def count_parameters(answer, rng):
    """How many weights and biases a network of these sizes has."""
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


_LOOK_ALIKE = {
    "a random start": "no two of these columns are the same",
    "columns with the same numbers in another order": "the same input must have the same weight; sums, lengths and "
    "sorted weights cannot tell",
    "columns that differ in one weight": "one weight is enough to make two units different: compare all of them",
    "one column larger than another in all weights": "a difference may be negative. Its size, without the sign, counts",
    "all weights zero": "every column is the same as every other: how many are left when one of them is kept?",
    "all weights the same number": "every column is the same as every other: how many are left when one of them is "
    "kept?",
    "a single unit": "one unit, which is different from no other: how many are there?",
    "twins that do not stand side by side": "a unit is compared with all others, not only with its neighbour",
    "twins up to a tenth of the tolerance": "two units are the same when no weight differs by more than the tolerance",
    "twins up to a tenth of a wide tolerance": "the tolerance is handed in, and each time it may be another one",
    "twins with weights on both sides of a rounded number": "rounding, or cutting into steps, parts numbers that are "
    "close together, such as 0.4999 and 0.5001. Look at the difference itself",
}


@lesson.exercise(
    points=2,
    hints=[
        "A unit is a column of the kernel: `kernel[:, j]`. Going through `kernel.T` gives one after another.",
        "Two units are the same when the largest of their differences, without the sign, is at most the tolerance.",
        "Keep a list of the units found so far. A unit joins it when it is the same as none of them. How long is the "
        "list at the end?",
    ],
    errors={
        "truth value of an array": "`if` and `in` need a single yes or no, but comparing two columns gives one for "
        "each weight. Is it all of them? Or the largest difference?",
    },
)
def different_units(answer, rng):
    """How many different columns a kernel has."""
    alike = True
    while alike:  # columns with one sum, or one below another throughout, would show two mistakes at once
        base = np.round(rng.permutation(np.linspace(0.4, 2.0, 9)) * rng.permutation([1, -1] * 4 + [1]), 1)
        rest = rng.permutation(np.arange(-29, 30, 2))[:27].reshape(9, 3) / 10  # no weight twice in `kinds`
        kinds = np.column_stack([base, -base, rest])
        above = (kinds[:, :, None] - kinds[:, None]).max(axis=0) + np.eye(5)
        alike = above.min() < 0.1 or len(np.unique(kinds.sum(axis=0).round(1))) < 5
    turned = np.stack([np.roll(base, shift) for shift in range(6)], axis=1)
    one = (
        np.repeat(base[:, None], 4, axis=1) + 1.5 * np.eye(9)[:, [1, 3, 5, 8]]
    )  # far in one weight, near on the average
    order = rng.permutation([0, 1, 2])
    twins = kinds[:, [*order, 3, *order, 4, order[0], order[1], order[0]]]  # 11 units of 5 kinds: 4, 3, 2, 1 and 1
    nearly = np.delete(twins, 7, axis=1) + rng.uniform(-0.05, 0.05, (9, 10)) * 0.001
    wide = twins * 10 + rng.uniform(-0.025, 0.025, twins.shape)
    sides = np.repeat([0.04, -0.04], [6, 5]) * 0.001  # twins are on both sides
    edges = twins.copy()
    edges[0], edges[1] = 0.2 + sides, 0.3005 + sides  # parted by cutting into steps, and by rounding
    cases = {
        "a random start": (kinds, 0.001, 5),
        "columns with the same numbers in another order": (turned, 0.001, 6),
        "columns that differ in one weight": (one, 0.5, 4),
        "one column larger than another in all weights": (np.stack([base + 1, base, base + 2], axis=1), 0.001, 3),
        "all weights zero": (np.zeros((4, 7)), 0.001, 1),
        "all weights the same number": (np.full((3, 6), 0.25), 0.001, 1),
        "a single unit": (kinds[:, :1], 0.001, 1),
        "twins that do not stand side by side": (twins, 0.001, 5),
        "twins up to a tenth of the tolerance": (nearly, 0.001, 4),
        "twins up to a tenth of a wide tolerance": (wide, 0.5, 5),
        "twins with weights on both sides of a rounded number": (edges, 0.001, 5),
    }
    for what, (kernel, tolerance, right) in cases.items():
        inputs, units = kernel.shape
        expect.close(
            answer(kernel, tolerance),
            right,
            tried=f"different_units on {what}: a kernel of shape {kernel.shape}, tolerance {tolerance}",
            look=_LOOK_ALIKE[what],
            mistakes={
                "No unit at all? Of those that are the same, one is kept.": 0,
                "This is the number of inputs, or of different rows. A unit is a column: its weights for all inputs.": (
                    Either((inputs, len(np.unique(kernel, axis=0)))) if inputs != units else inputs
                ),
                "One of these columns is another one times −1. The two units do opposite things: they are different.": (
                    4 if what == "a random start" else -1
                ),
                "These are single weights, counted. A unit is a whole column.": Either(
                    (kernel.size, len(np.unique(kernel)))
                ),
            },
        )


_BATCH = "The batch is no part of the shape that keras.Input gets: it is the shape of one example."
_LINEAR = (
    "A hidden layer has no activation. A linear function of a linear function is linear: many layers, one function."
)
_NO_BIAS = "The biases are missing in a layer: `use_bias=False`?"
_COMPILED = "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return it."
_TWINS = (
    "All units of the first layer start with the same weights. They get the same gradients, so they stay one unit for "
    "ever. The start must be random, as it is by itself."
)
_BOTH = (
    "Two that do not go together: the layer already makes probabilities, and `from_logits=True` tells the loss that "
    "none were made."
)
_NEITHER = (
    "The output is a bare score, a logit, and the loss takes it for a probability. Either the layer makes "
    "probabilities, or the loss must be told that it gets logits."
)


@lesson.exercise(
    points=2,
    hints=[
        "`keras.Sequential([…])` with `keras.Input` first, so that the model knows its input and has weights at once.",
        "`n_features` is the argument: the input is `keras.Input((n_features,))`. One comma, no batch.",
        "Three Dense layers, each with its units and `activation=…`; then `model.compile(…)` with the loss named in "
        "the text; then `return model`.",
    ],
    errors={
        "Could not interpret activation": "Keras knows no activation of this name. Compare the spelling letter by "
        "letter: small letters, no blanks.",
        "Cannot convert": "`shape` is a tuple: what makes a tuple of one number?",
    },
)
def build_binary_mlp(answer, rng):
    """The network 25-15-1 for two classes, compiled."""
    for n_features in rng.choice(np.arange(30, 90), 2, replace=False).tolist():
        model = answer.model(n_features, seed=int(rng.integers(1000)))
        tried = f"build_binary_mlp({n_features})"
        got, cause = model.input_shape, ""
        if len(got) > 2 and got[-1] == n_features:
            cause = _BATCH
        elif len(got) == 2:
            cause = "How many numbers come in is the argument `n_features`, each time another."
        expect.that(got == (None, n_features), tried=f"{tried}: the input", got=str(got), cause=cause,
                    expected=f"{(None, n_features)}; None is the batch", look="what keras.Input gets")  # fmt: skip
        dense_layers = [layer for layer in model.layers if layer.kind == "Dense"]
        others = [layer.kind for layer in model.layers if layer.kind not in ("Dense", "Flatten")]
        expect.that(not others, tried=f"{tried}: the layers", got=f"a layer {', '.join(others)} as well",
                    look="three Dense layers are asked for, and nothing else")  # fmt: skip
        units, cause = [layer["units"] for layer in dense_layers], ""
        if units == [25, 15, 2]:
            cause = "Two classes need one output: the probability of class 1. Class 0 has the rest."
        elif units == [n_features, 25, 15, 1]:
            cause = "The inputs are no layer of units: they have no weights. keras.Input is all there is before 25."
        elif units == [25, 15]:
            cause = "The output layer is missing. Who gives the one probability?"
        expect.that(units == [25, 15, 1], tried=f"{tried}: units of the Dense layers", got=str(units), cause=cause,
                    expected="[25, 15, 1]", look="two hidden layers and the output layer, in this order")  # fmt: skip
        *hidden, output = [layer["activation"] for layer in dense_layers]
        cause = ""
        if "linear" in hidden:
            cause = _LINEAR
        expect.that(hidden == ["sigmoid", "sigmoid"], tried=f"{tried}: activations of the hidden layers",
                    got=" and ".join(map(str, hidden)), cause=cause,
                    look="which activation does the text name?")  # fmt: skip
        expect.that(all(layer["use_bias"] for layer in dense_layers), tried=f"{tried}: the biases",
                    got="not every layer has them", cause=_NO_BIAS)  # fmt: skip
        same = np.ptp(np.asarray(model.weights[0]), axis=1).max() == 0
        expect.that(not same, tried=f"{tried}: the weights at the start", got="25 times the same column",
                    cause=_TWINS)  # fmt: skip
        cause, loss = "", model.loss or "none"
        if loss == "none":
            cause = _COMPILED
        elif "categorical" in loss:
            cause = "That is a loss for one of many classes. Here a single output says yes or no."
        elif loss == "mean_squared_error":
            cause = "That is a loss for numbers such as a price. Here the output is a probability."
        expect.that(loss == "binary_crossentropy", tried=f"{tried}: the loss", got=loss, cause=cause,
                    look="which loss does the text name, for two classes? Compare the spelling")  # fmt: skip
        cause = ""
        if output == "softmax":
            cause = (
                "Softmax shares one whole among the units of a layer. A single unit always gets all of it: every "
                "prediction is 1."
            )
        elif output == "sigmoid" and model.from_logits:
            cause = _BOTH
        elif output == "linear" and not model.from_logits:
            cause = _NEITHER
        expect.that((output, model.from_logits) in (("sigmoid", False), ("linear", True)), cause=cause,
                    tried=f"{tried}: the output layer and the loss",
                    got=f"activation {output}, from_logits={model.from_logits}",
                    look="the output must be a probability: which activation gives numbers from 0 to 1?")  # fmt: skip


@lesson.exercise(
    points=2,
    hints=[
        "Begin with `keras.Input` and the shape of one image.",
        "A Dense layer works along the last axis. Before it, the image must become one row of 784 numbers: `Flatten`.",
        "The loss depends on the form of the labels. Whole numbers, not one-hot rows: the sparse one.",
    ],
    errors={
        "Could not interpret activation": "Keras knows no activation of this name. Compare the spelling letter by "
        "letter: small letters, no blanks.",
    },
)
def build_digit_mlp(answer, rng):
    """The network for images of ten digits, compiled."""
    model = answer.model(seed=int(rng.integers(1000)))
    got, cause = model.input_shape, ""
    if len(got) == 4 and got[2:] == (28, 28):
        cause = _BATCH
    elif len(got) == 4:
        cause = "That is a shape with colours, (28, 28, 1). Our images have two axes only, height and width."
    elif got == (None, 784):
        cause = "The images come in as they are, 28 rows of 28 pixels. It is a layer that lays them in one row."
    expect.that(got == (None, 28, 28), tried="the input", got=str(got), cause=cause,
                expected="(None, 28, 28); None is the batch", look="what keras.Input gets")  # fmt: skip
    expect.that(len(model.output_shape) == 2, tried="the output for a batch of images", got=str(model.output_shape),
                expected="(None, 10): ten numbers for each image",
                cause="A Dense layer does not flatten: it works along the last axis, and so each of the 28 rows of "
                "pixels gets an answer of its own.")  # fmt: skip
    dense_layers = [layer for layer in model.layers if layer.kind == "Dense"]
    others = [layer.kind for layer in model.layers if layer.kind not in ("Dense", "Flatten", "Reshape")]
    cause = ""
    if "Rescaling" in others:
        cause = "The pixels are from 0 to 1 already: they would be divided twice."
    expect.that(not others, tried="the layers", got=f"a layer {', '.join(others)} as well", cause=cause,
                look="Flatten and two Dense layers are asked for, and nothing else")  # fmt: skip
    units, cause = [layer["units"] for layer in dense_layers], ""
    if units in ([128, 9], [128, 1]):
        cause = "Every digit from 0 to 9 needs an output unit of its own: for which digit is the largest one the last?"
    elif units == [784, 128, 10]:
        cause = "The 784 pixels are no layer of units. Flatten, which has no weights, is all there is before 128."
    elif units == [10]:
        cause = "The hidden layer is missing. Without it the network can only weigh pixels."
    expect.that(units == [128, 10], tried="units of the Dense layers", got=str(units), cause=cause,
                expected="[128, 10]", look="the hidden layer and the output layer, in this order")  # fmt: skip
    hidden, output = (layer["activation"] for layer in dense_layers)
    cause = ""
    if hidden == "linear":
        cause = _LINEAR
    expect.that(hidden == "relu", tried="the activation of the hidden layer", got=str(hidden), cause=cause,
                look="which activation does the text name?")  # fmt: skip
    expect.that(all(layer["use_bias"] for layer in dense_layers), tried="the biases", got="not every layer has them",
                cause=_NO_BIAS)  # fmt: skip
    same = np.ptp(np.asarray(model.weights[0]), axis=1).max() == 0
    expect.that(not same, tried="the weights at the start", got="128 times the same column", cause=_TWINS)
    cause, loss = "", model.loss or "none"
    if loss == "none":
        cause = _COMPILED
    elif loss == "categorical_crossentropy":
        cause = "This loss wants one-hot labels, rows of ten numbers. Ours are whole numbers from 0 to 9."
    elif loss == "binary_crossentropy":
        cause = "That is a loss for yes or no. Here it is one class out of ten."
    elif loss == "mean_squared_error":
        cause = "It would compare ten probabilities with the number of the digit, as if an 8 were twice a 4."
    expect.that(loss == "sparse_categorical_crossentropy", tried="the loss", got=loss, cause=cause,
                look="one of ten classes, labels that are whole numbers; and the spelling, too")  # fmt: skip
    cause = ""
    if output == "softmax" and model.from_logits:
        cause = _BOTH
    elif output == "linear" and not model.from_logits:
        cause = _NEITHER
    elif output == "sigmoid":
        cause = "Sigmoid judges each digit by itself. One of ten: the ten probabilities must add up to 1."
    expect.that((output, model.from_logits) in (("softmax", False), ("linear", True)), cause=cause,
                tried="the output layer and the loss", got=f"activation {output}, from_logits={model.from_logits}",
                look="the output must be ten probabilities of one whole")  # fmt: skip
    x = rng.uniform(0, 1, size=(6, 28, 28)).astype("float32")
    W1, b1, W2, b2 = model.weights
    scores = np.maximum(0, x.reshape(6, 784) @ W1 + b1) @ W2 + b2
    expect.close(
        model.predict(x),
        scores if output == "linear" else _softmax(scores),
        tried="your model's outputs for 6 images, beside Flatten, 128 ReLU, 10 computed with your weights",
        atol=1e-4,
        look="the settings of the layers: one does something else than its name says",
        mistakes={
            "Softmax runs along the wrong axis: it shares one whole among the images of the batch.": _softmax(
                scores.T
            ).T
        },
    )


_ONE_MORE = (
    "A model takes a batch, also when it is a batch of one: an axis more in front, of length 1, and the image behind "
    "it as it is."
)


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "What is the difference between `images[0].shape` and `images[:1].shape`?",
        "A batch of one image: `image[None]` puts an axis of length 1 in front.",
        "`model.predict(…, verbose=0)` gives one row of scores, shape (1, classes). Where is its largest number?",
    ],
    errors={
        "Invalid input shape": _ONE_MORE,
        "incompatible with the layer": _ONE_MORE,
    },
)
def digit_of(answer, rng):
    """What a trained model takes one image for."""
    import keras

    height, width, classes = 6, 9, 7
    x = keras.Input((height, width), name="images")
    outputs = keras.layers.Dense(classes, activation="softmax")(keras.layers.Flatten()(x))
    network = keras.Model(x, outputs, name="digits")
    # class 0 looks at the pixels of column 0, class 1 at those of column 1, and so on
    W = np.zeros((height, width, classes))
    for digit in range(classes):
        W[:, digit, digit] = 1
    network.set_weights([W.reshape(-1, classes).astype("float32"), np.zeros(classes, "float32")])
    exported = models.export(network)
    for digit in rng.permutation([2, 3, 4, 5]).tolist()[:2]:
        image = rng.uniform(0, 0.1, (height, width)).astype("float32")
        image[:, 0] += 0.2  # the smallest is not class 0
        image[:, digit] += 0.6
        scores = np.asarray(network(image[None], training=False))[0]
        expect.close(
            answer.via(calls.with_model, exported, image),
            digit,
            tried=f"a model of {classes} classes and an image of shape {image.shape}; the model's probabilities are "
            f"{expect.short(np.round(scores, 2))}",
            look="where does the largest of the probabilities stand?",
            mistakes={
                "These are the probabilities. At which position is the largest one?": Either((scores, scores[None])),
                "That is the largest probability itself. Asked for is its position, the class.": Either(
                    (scores.max(), [scores.max()])
                ),
                "The class is right, but in an array. One image, one whole number.": Either(([digit], [[digit]])),
                "That is 0, the position of the only row: along which axis do the classes stand?": Either(
                    (0, [0], np.zeros(classes))
                ),
                "These are probabilities rounded to 0 and 1. Where is the largest?": Either(
                    (np.round(scores), np.round(scores)[None])
                ),
            },
        )


@lesson.exercise(
    points=3,
    hints=[
        "Take the symptoms one by one; each has one cause. Which layer decides how small a forecast can be?",
        "How often is `keras.layers.Dense(` called, and how many layers should have weights of their own?",
        "What does a layer without an activation compute, and what do several of them compute one after another?",
    ],
    errors={
        "Could not interpret activation": "Keras knows no activation of this name. Compare the spelling letter by "
        "letter: small letters, no blanks.",
        "incompatible with the layer": "A layer that has been fed once has its weights, for so many inputs and no "
        "others. A layer of its own for every place.",
    },
)
def fix_the_model(answer, rng):
    """A network with three illnesses; a point for each that is cured."""
    n_features = int(rng.integers(7, 16))
    model = answer.model(n_features, seed=int(rng.integers(1000)))
    tried = f"fix_the_model({n_features})"
    expect.that(model.input_shape == (None, n_features), tried=f"{tried}: the input", got=str(model.input_shape),
                expected=f"{(None, n_features)}",
                look="the input was in order: as many numbers as `n_features` says")  # fmt: skip
    others = [layer.kind for layer in model.layers if layer.kind != "Dense"]
    units = [layer["units"] for layer in model.layers]
    expect.that(not others and 1 < len(units) < 5 and set(units[:-1]) == {16} and units[-1] == 1,
                got=str(others or units), tried=f"{tried}: the layers",
                expected="Dense layers: hidden ones of 16 units, and one of 1 unit",
                look="no symptom comes from the kind of the layers or their widths; keep them")  # fmt: skip
    expect.that(model.loss == "mean_squared_error", tried=f"{tried}: the loss", got=str(model.loss),
                look="the loss was in order: a temperature is a number, not a class")  # fmt: skip
    *hidden, output = [layer["activation"] for layer in model.layers]
    parameters = (n_features + 1) * 16 + 2 * (16 + 1) * 16 + (16 + 1) * 1
    own = len(hidden) == 3  # a layer that is used twice is in the model once
    bent = "linear" not in hidden
    free = output == "linear"
    cured = free + own + bent
    cause = ""
    if output == "relu":
        cause = "ReLU at the output makes 0 of every negative sum. Can this layer give every temperature there is?"
    elif output in ("sigmoid", "tanh", "softmax"):
        cause = (
            "What is the largest number that this output can ever give, and the smallest? A temperature knows neither."
        )
    expect.that(free, tried=f"{tried}, {cured} of 3 symptoms cured: symptom 1, no forecast below 0 °C", cause=cause,
                got=f"activation {output} at the output", share=cured / 3,
                look="the output layer: which numbers can its activation give?")  # fmt: skip
    expect.that(own, tried=f"{tried}, {cured} of 3 symptoms cured: symptom 2, too few parameters", share=cured / 3,
                got=f"{model.n_parameters} parameters", expected=f"{parameters}",
                look="a layer object holds one kernel, however often it stands in the list. Three hidden layers: three "
                "objects")  # fmt: skip
    expect.that(bent, tried=f"{tried}, {cured} of 3 symptoms cured: symptom 3, no better than without hidden layers",
                got=f"activations of the hidden layers: {', '.join(map(str, hidden))}", share=cured / 3,
                look="what kind of function is a linear function of a linear function?")  # fmt: skip


BELIEVED = {}  # no exercise of this lesson takes a value for granted
