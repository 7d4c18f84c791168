"""The checks of lesson 05: penalties, dropout, the bare loss, early stopping, augmentation, closing the gap."""

from functools import partial

import numpy as np

from course_utils.checks.learner_side import calls, models
from course_utils.checks import expect
from course_utils.lessons.digits import draw_digits
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_05.exercises._placements import draw_case, listing

lesson = Lesson("05_regularization")
progress = lesson.progress


@lesson.exercise(
    points=2,
    hints=[
        "Each entry of `layers` is a pair. `for W, b in layers:` takes it apart; which of the two is punished?",
        "Square every weight, then add all squares up: `np.sum(W**2)` for one layer.",
        "Add up the sums of all layers, then multiply by `factor`, once. No mean, no root, no half.",
    ],
    errors={
        "mismatch in its core dimension": "`@` is the product of matrices. Here each weight is multiplied by itself: "
        "element by element.",
        "inhomogeneous shape": "An entry of `layers` is a pair: the kernel W and the biases b. Take it apart before "
        "you compute.",
    },
)
def l2_penalty(answer, rng):
    """The L2 penalty of a network: factor times the sum of all squared weights, biases left out."""
    for shapes in (((5, 2), (2, 4), (4, 3)), ((4, 3), (3, 5), (5, 6), (6, 2))):
        layers = [
            (np.round(rng.normal(0.3, 1, shape), 2), np.round(rng.uniform(1, 2, shape[1]), 2)) for shape in shapes
        ]
        factor = float(np.round(rng.uniform(0.02, 0.3), 3))
        tried = f"l2_penalty with {len(shapes)} layers, kernels of the shapes {', '.join(map(str, shapes))}, "
        tried += f"factor={factor}"
        got, (after, _) = answer.via(calls.call_and_arguments, layers, factor)
        for (W, _), pair in zip(layers, after, strict=True):
            expect.unchanged(W, pair[0], tried=tried, look="`**=` and `*=` write into the network's own weights")
        squares = np.array([np.sum(W**2) for W, b in layers])
        biases = np.array([np.sum(b**2) for W, b in layers])
        sizes = np.array([W.size for W, b in layers])
        right, both = factor * squares.sum(), squares + biases
        expect.close(
            got,
            right,
            tried=tried,
            look="factor · sum of the squares of all kernels",
            mistakes={
                "The biases are in it. A bias only moves a unit's threshold; what is punished are the weights of "
                "the inputs, in Keras the `kernel`.": Either(
                    (factor * both.sum(), factor * both.sum() / 2, factor * np.sqrt(both.sum()))
                ),
                "These are the biases. The penalty is for the kernels, the W of each pair.": factor * biases.sum(),
                "This is half of it. Some books put ½ before the sum; Keras does not, so its factors mean twice "
                "as much.": right / 2,
                "This is a length: the root of the sum of squares. The penalty has no root; double all weights, and it "
                "is four times as large.": Either((factor * np.sqrt(squares.sum()), factor * np.sqrt(squares).sum())),
                "This is a mean. The penalty is a sum: a network with more weights pays more.": Either(
                    (
                        factor * squares.sum() / sizes.sum(),
                        factor * (squares / sizes).sum(),
                        factor * squares.mean(),
                        factor * (squares / sizes).mean(),
                    )
                ),
                "These are absolute values, the L1 penalty. L2 squares each weight.": (
                    factor * sum(np.abs(W).sum() for W, b in layers)
                ),
                "The weights are added up first, and positive and negative ones cancel out. Square each one by "
                "itself.": Either(
                    (
                        factor * sum(W.sum() for W, b in layers),
                        factor * sum(W.sum() for W, b in layers) ** 2,
                        factor * sum(W.sum() ** 2 for W, b in layers),
                    )
                ),
                "The factor is not in it.": squares.sum(),
                "The factor comes in once, in front of the sum. It is not squared.": factor**2 * squares.sum(),
                "This is one layer only. Does the loop stop in its first round, or forget what it had?": Either(
                    (factor * squares[0], factor * squares[-1])
                ),
                "This is one number for each layer. All of them are added up to one.": factor * squares,
                "The sign is turned over: large weights must cost something, so the penalty is positive.": -right,
            },
        )


_ARGUMENTS = "Keep the arguments of the starter: the function is called with all of them, and the seed by its name."
_CHANCE = "all chance must come from `seed`: np.random.default_rng(seed)"


@lesson.exercise(
    points=3,
    hints=[
        "A coin for each number of `a`: `np.random.default_rng(seed).random(a.shape)` gives them all at once.",
        "A number stays on when its coin is at least `rate`. Multiply `a` by this mask of True and False.",
        "A share of 1 − rate is left, so the sum has become smaller by this factor. What makes up for it?",
        "Outside of training nothing is dropped and nothing is scaled: return `a`.",
    ],
    errors={"required positional argument": _ARGUMENTS, "positional arguments but": _ARGUMENTS},
)
def dropout(answer, rng):
    """Inverted dropout: each number switched off by a coin of its own, the others scaled up, in training only."""
    rows, units = 40, 25
    a = np.round(rng.uniform(0.5, 2, (rows, units)) * rng.choice([-1, 1], (rows, units)), 3)
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 30)]
    low, high = (float(np.round(rng.uniform(*ends), 2)) for ends in ((0.15, 0.3), (0.65, 0.8)))
    for rate in (low, high):
        tried = f"dropout on a of shape ({rows}, {units}), rate={rate}, training=True"
        _, (after, *_) = answer.via(calls.call_and_arguments, a, rate, True, seeds[0])
        expect.unchanged(a, after, tried=tried, look="work on a copy: `*=` writes into the caller's array")
        drawn = answer.via(calls.sample, [a, rate, True], [*seeds, seeds[0]])
        shapes = {np.shape(one) if isinstance(one, (np.ndarray, list)) else None for one in drawn}
        expect.that(shapes == {a.shape}, tried=tried, got=expect.short(drawn[0]),
                    expected=f"an array of shape {a.shape}",
                    look="switched off means 0: every number keeps its place")  # fmt: skip
        *drawn, again = (np.asarray(one, dtype="float64") for one in drawn)
        drawn = np.array(drawn)
        off, cause = drawn == 0, ""
        by_row, by_unit, by_draw = off.sum(axis=2), off.sum(axis=1), off.sum(axis=(1, 2))
        share = off.mean()
        if not off.any():
            cause = "In training a share of the numbers, `rate`, becomes exactly 0. In 30 draws not a single one did."
        elif (off == off[0]).all():
            cause = "It is the same draw each time: the seed is not used. Other units must be off in the next step."
        elif (off == off[:, :1, :1]).all():
            cause = "A single coin for the whole batch: all or nothing."
        elif (off == off[:, :1]).all():
            cause = "All rows of the batch lost the same units. Each row has coins of its own."
        elif (off == off[:, :, :1]).all():
            cause = "Whole rows are off. It is units that are dropped, in each row others."
        elif np.ptp(by_draw) == 0 or np.ptp(by_row) == 0 or np.ptp(by_unit) == 0:
            cause = (
                "The same number of units is off each time. Dropout throws a coin for each unit; sometimes more of "
                "them fall, sometimes fewer."
            )
        # variances of how many are off, against those of independent coins
        one_coin = max(share * (1 - share), 1e-9)
        spread = [by_row.var() / (units * one_coin), by_unit.var() / (rows * one_coin)]
        expect.that(not cause and bool(0.6 < min(spread) <= max(spread) < 1.6), tried=tried, cause=cause,
                    got=f"in the first draw {off[0].mean():.0%}, in its rows {by_row[0, :4].tolist()} … of {units}",
                    look="a coin for each number of `a`, and none of them knows of another")  # fmt: skip
        cause = ""
        if abs(share - (1 - rate)) < 0.03:
            cause = "`rate` is the share that is switched off. You kept that share and dropped the rest."
        expect.that(bool(abs(share - rate) < 0.03), tried=tried, got=f"{share:.0%} of the numbers are 0, over 30 draws",
                    expected=f"about {rate:.0%}", cause=cause,
                    look="how often is a coin in [0, 1) below `rate`?")  # fmt: skip
        ratio, cause = (drawn / a)[~off], ""
        if np.allclose(ratio, 1, rtol=2e-3):
            cause = (
                "What stays on is as it was, so the next layer gets less than it will get when nothing is dropped. "
                "The mean must stay: scale up what is left."
            )
        elif np.allclose(ratio, 1 - rate, rtol=2e-3):
            cause = "You made the numbers that stay even smaller. They must make up for those that are off."
        elif np.allclose(ratio, 1 / rate, rtol=2e-3):
            cause = "You divided by the share that is off. Which share is left to carry the sum?"
        expect.that(bool(np.allclose(ratio, 1 / (1 - rate), rtol=2e-3)), tried=tried, cause=cause,
                    got=f"{expect.short(drawn[0, 0, :4])} for {expect.short(a[0, :4])}",
                    look="each number that stays on is multiplied by the same factor, so that the mean over many draws "
                    "is that of `a`")  # fmt: skip
        expect.that(bool((drawn[0] == again).all()), tried="the same seed twice", look=_CHANCE,
                    got="two different draws")  # fmt: skip
    nothing = answer.via(calls.sample, [a, 0, True], seeds[:5])
    for got in nothing:
        expect.close(got, a, tried="rate=0, training=True", look="with rate 0 nothing is switched off, not even one",
                     show=False)  # fmt: skip
    for got in answer.via(calls.sample, [a, low, False], seeds[:3]):
        expect.close(
            got,
            a,
            tried=f"rate={low}, training=False",
            look="when the training is over the whole network answers: `a` comes back as it is",
            rtol=1e-4,
            show=False,
            mistakes={
                "You scaled outside of training. That belongs to the older kind of dropout; here training has made up "
                "for it already.": Either((a * (1 - low), a / (1 - low))),
                "Everything is 0. `training=False` means that the network is used, not that it is off.": np.zeros_like(
                    a
                ),
            },
        )


def _small_classifier(rng, normalised):
    """A compiled classifier of 6 inputs and 4 classes as data, and what it gives for rows, in training mode or not."""
    import keras

    l2, dense = keras.regularizers.L2(float(rng.uniform(0.08, 0.12))), keras.layers.Dense
    layers = [keras.Input((6,)), dense(9, kernel_regularizer=l2)]
    layers += [keras.layers.BatchNormalization()] if normalised else []
    layers += [keras.layers.ReLU()]
    layers += [] if normalised else [keras.layers.Dropout(0.4)]
    network = keras.Sequential([*layers, dense(4, activation="softmax", kernel_regularizer=l2)])
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    W1, W2 = rng.normal(0, 0.5, (6, 9)), rng.normal(0, 0.5, (9, 4))  # no probability near 0, which Keras clips
    b1, b2 = rng.normal(0, 0.3, 9), rng.normal(0, 0.3, 4)
    scale, shift, mean, variance = rng.uniform(0.8, 1.2, 9), rng.normal(0, 0.3, 9), rng.normal(2, 1, 9), np.full(9, 3.0)
    weights = [W1, b1, *((scale, shift, mean, variance) if normalised else ()), W2, b2]
    network.set_weights([weight.astype("float32") for weight in weights])

    def probabilities(x, training=False):
        z = x @ W1 + b1
        if normalised:
            middle, spread = (z.mean(axis=0), z.var(axis=0)) if training else (mean, variance)
            z = scale * (z - middle) / np.sqrt(spread + 1e-3) + shift
        return _softmax(np.maximum(0, z) @ W2 + b2)

    return models.export(network), probabilities, float(sum(network.losses))


def _softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@lesson.exercise(
    points=2,
    hints=[
        "Ask the network for its probabilities as a user would: nothing is dropped then.",
        "`model(x, training=False)` or `model.predict(x)`. In each row, which probability stands at the true class?",
        "The loss of a row is minus the logarithm of that probability; the answer is the mean over all rows. "
        "`keras.losses.SparseCategoricalCrossentropy()` knows nothing of penalties either.",
    ],
    errors={
        "boolean index": "Take from each row one probability, the one of its own label: row numbers and labels, in "
        "pairs."
    },  # fmt: skip
)
def data_loss(answer, rng):
    """The mean cross-entropy of a model: without its penalties, and as it is used, not as it is trained."""
    n = 37  # more than a batch, and no whole number of them
    for normalised in (False, True):
        exported, probabilities, penalty = _small_classifier(rng, normalised)
        x = np.round(rng.normal(0.5, 1, (n, 6)), 2).astype("float32")
        y = rng.permutation(np.resize(np.arange(4), n))
        p = probabilities(x)
        losses, rows = -np.log(p[np.arange(n), y]), np.arange(n)
        right, accuracy = losses.mean(), np.mean(p.argmax(axis=1) == y)
        what = "BatchNormalization" if normalised else "Dropout"
        tried = f"a network with L2 penalties and a layer of {what}, x of shape ({n}, 6), labels 0 to 3"
        got, again = (answer.via(calls.with_model, exported, x, y, seed=seed) for seed in (1, 2))
        numbers = [isinstance(one, (float, np.ndarray)) and np.size(one) == 1 for one in (got, again)]
        same = not all(numbers) or bool(np.isclose(np.ravel(got)[0], np.ravel(again)[0], rtol=1e-4, equal_nan=True))
        in_training = -np.log(probabilities(x, training=True)[rows, y]).mean()
        expect.close(
            got,
            right,
            tried=tried,
            look="the mean over the rows of −log(probability of the true class)",
            atol=2e-4,
            rtol=1e-4,
            mistakes={
                "Asked twice, the network gave two different numbers for the same rows: is anything still "
                "dropped?": Either(() if same else (got,)),
                "The penalty is in it: `evaluate` and `fit` report what was minimised, data loss and penalty together. "
                "Networks with different factors cannot be compared by that.": Either(
                    (right + penalty, [right + penalty, accuracy], in_training + penalty)
                ),
                "This is the penalty alone. How badly the network does on the rows is asked for.": penalty,
                "The penalty is taken away from a number that did not contain it.": right - penalty,
                "This list is what `evaluate` returns: loss and metrics. A single number is asked for.": (
                    [right, accuracy]
                ),
                "The network ran in training mode, and BatchNormalization measured each row by its neighbours in this "
                "batch. Whoever else is in the batch must not matter.": in_training,
                "This is a sum. The cost is the mean over the rows: more rows must not mean more cost.": losses.sum(),
                "This is the loss of each row. Asked for is their mean.": Either((losses, losses[:, None])),
                "You took the mean over all probabilities of the table. Only the one of the true class counts, "
                "so divide "
                "by the number of rows.": right / 4,
                "The mean of the batches' means. The last batch is smaller, and its rows counted for more than the "
                "others.": (losses[:32].mean() + losses[32:].mean()) / 2,
                "The logarithm comes first, row by row, then the mean.": -np.log(p[rows, y].mean()),
                "The model gives probabilities already. With `from_logits=True` they go through a softmax a second "
                "time.": -np.log(_softmax(p)[rows, y]).mean(),
                "The sign: the logarithm of a probability is negative, a loss is positive.": -right,
                "This is the accuracy. It does not say how sure the network was.": accuracy,
            },
        )


_SIZES = (128, 64, 10)
_RATE = 0.4
_FACTOR = 0.001


@lesson.exercise(
    points=3,
    hints=[
        "Begin with `keras.Input((28, 28))` and `keras.layers.Flatten()`. Every layer of the table is one line.",
        "`kernel_regularizer=keras.regularizers.L2(…)` belongs into the brackets of the Dense layer whose weights it "
        "keeps small.",
        "Dropout stands behind the layer whose outputs it drops, and before the next Dense layer. Nothing "
        "stands behind "
        "the output layer.",
    ],
    errors={
        "Could not interpret regularizer": "A bare number does not say which penalty it belongs to: L1 or L2?",
        "between 0 and 1": "The rate is a share, not per cent.",
    },
)
def build_regularized_mlp(answer, rng):
    """A network for digits with L2 penalties on two kernels and dropout after both hidden layers."""
    model = answer.model(seed=int(rng.integers(2**31)))
    expect.that(model.input_shape == (None, 28, 28), tried="the input", got=str(model.input_shape),
                expected="(None, 28, 28)", look="keras.Input((28, 28))")  # fmt: skip
    layers = [(layer.kind, layer) for layer in model.layers]
    kinds, cause = [kind for kind, _ in layers], ""
    dense = [layer["units"] for kind, layer in layers if kind == "Dense"]
    tried = "the layers in their order"
    expect.that(dense == list(_SIZES), tried=tried, got=f"Dense layers of {dense} units", expected=str(list(_SIZES)),
                look="the Dense layers of the table, in order")  # fmt: skip
    # small kernels: where softmax says 0 or 1, one activation looks like another; biases that count beside them
    spread = {1: 0.5, 2: 0.1}
    weights = [np.asarray(rng.normal(0, spread.get(weight.ndim, 0.1), weight.shape)) for weight in model.weights]
    expect.that(len(weights) == 6, tried=tried, got=", ".join(kinds),
                look="only the layers of the table: Dense, each with biases, and layers without weights")  # fmt: skip
    W1, b1, W2, b2, W3, b3 = weights
    changed = model.with_weights([weight.astype("float32") for weight in weights])
    one, two, out, biases = (np.sum(W**2) for W in (W1, W2, W3, np.concatenate([b1, b2, b3])))
    sums = {"kernels 1 and 2": one + two}
    expect.close(
        changed.penalty,
        _FACTOR * sums["kernels 1 and 2"],
        tried="the penalty of your network, after all its weights and biases were replaced by other numbers",
        look=f"L2 with the factor {_FACTOR} on the kernels of the two hidden layers",
        rtol=1e-4,
        show=False,
        mistakes={
            "There is no penalty. `kernel_regularizer=` belongs to the Dense layers.": 0.0,
            "The output layer is punished, too. Only the two hidden layers are asked for.": _FACTOR * (one + two + out),
            "Only one of the two hidden layers has a penalty.": Either((_FACTOR * one, _FACTOR * two)),
            "The biases are punished, too, or in place of the kernels: `bias_regularizer` is not asked for.": Either(
                _FACTOR * (kernels + np.sum(b1**2) + np.sum(b2**2) + last)
                for kernels in (0, one + two, one + two + out)
                for last in (0, np.sum(b3**2))
            ),
            'The factor is ten times too large. 0.01 is what the letters "l2" alone stand for, and what many '
            "examples "
            "show.": Either((0.01 * (one + two), 0.01 * (one + two + out))),
            "This is an L1 penalty. The text asks for L2.": Either(
                _FACTOR * (np.abs(W1).sum() + np.abs(W2).sum() + last) for last in (0, np.abs(W3).sum())
            ),
        },
    )
    x = rng.uniform(0, 1, (5, 28, 28)).astype("float32")
    flat, answers = x.reshape(5, -1), {}
    for name, function in {"relu": lambda z: np.maximum(0, z), "none": lambda z: z, "tanh": np.tanh,
                           "sigmoid": lambda z: 1 / (1 + np.exp(-z))}.items():  # fmt: skip
        answers[name] = function(function(flat @ W1 + b1) @ W2 + b2) @ W3 + b3
    z = answers["relu"]
    logits_fit = model.loss is not None and "categorical" in model.loss and model.from_logits
    got = changed.predict(x)
    expect.close(
        _softmax(got) if logits_fit and not np.allclose(got.sum(axis=1), 1, atol=1e-3) else got,
        _softmax(z),
        tried="the probabilities for 5 pictures, after all weights and biases were replaced by other numbers",
        look="ReLU in both hidden layers, softmax in the last",
        atol=1e-3,
        show=False,
        mistakes={
            "The last layer has no softmax.": z,
            "The hidden layers have no activation: together they are a single linear one.": _softmax(answers["none"]),
            "The hidden layers use a sigmoid or tanh. The text asks for ReLU.": Either(
                _softmax(answers[name]) for name in ("sigmoid", "tanh")
            ),
            "The last layer uses a sigmoid. Its ten numbers then do not add up to 1.": 1 / (1 + np.exp(-z)),
        },
    )
    order = _without_late_relu(kinds)
    want = ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    if order[-1] in _NOISE:
        cause = (
            "Dropout stands behind the output layer. It sets finished probabilities to 0, and when the right class is "
            "among them the loss is large, however good the network is."
        )
    elif order.count("Dropout") == 2 and order[0] == "Dropout":
        cause = "Dropout stands before a hidden layer, so it drops pixels. It belongs after each hidden layer."
    elif order.count("Dropout") == 0 and set(order) & _NOISE:
        cause = "That is another kind of noise. Asked for is Dropout, which sets units to 0."
    elif order.count("Dropout") == 1:
        cause = "A layer of Dropout after each of the two hidden layers; yours has one in all."
    expect.that(order == want, tried=tried, got=", ".join(kinds), expected=", ".join(["Flatten", *want]), cause=cause,
                look="where the Dropout layers stand, and that there is nothing else")  # fmt: skip
    rates, cause = [layer["rate"] for kind, layer in layers if kind == "Dropout"], ""
    if np.allclose(rates, 1 - _RATE):
        cause = "The rate is the share that is switched off, not the share that stays."
    expect.that(bool(np.allclose(rates, _RATE)), tried="the rates of the Dropout layers", got=str(rates), cause=cause,
                expected=str([_RATE, _RATE]), look="the rates in the table")  # fmt: skip


_NOISE = {"Dropout", "GaussianDropout", "GaussianNoise", "SpatialDropout2D"}


def _without_late_relu(kinds):
    """The order of layers that matters: without those that only reshape; a ReLU behind Dropout does the same before."""
    left = [kind for kind in kinds if kind not in ("Flatten", "Reshape")]
    for i in range(len(left) - 1, 0, -1):
        if left[i] in ("ReLU", "Activation") and left[i - 1] == "Dropout":
            del left[i]
    return left


def _stop(losses, patience, restore, late=0, ties=False, previous=False, reset=True, largest=False):
    """(last epoch run, epoch whose weights are kept), by the rule or by one of its misreadings."""
    best, best_epoch, wait = None, 0, 0
    for epoch, loss in enumerate(losses):
        against = losses[epoch - 1] if previous and epoch else best
        sign = -1 if largest else 1
        if best is None or sign * loss < sign * against or (ties and loss == against):
            if best is None or sign * loss < sign * best or ties:
                best, best_epoch = loss, epoch
            wait = 0 if reset else wait
        else:
            wait += 1
            if wait >= max(patience, 1) + late:
                break
    return epoch, best_epoch if restore else epoch


@lesson.exercise(
    points=3,
    hints=[
        "Go through the losses epoch by epoch, as the training does: you do not know those to come. Remember the best "
        "loss so far, its epoch, and for how many epochs there has been none better.",
        "Better means smaller than the best so far, not than the epoch before. Equal is not better.",
        "An improvement sets the count back to 0, else it grows by 1; when it reaches `patience`, this epoch "
        "is the last.",
        "At the end: with `restore` the epoch of the best loss, without it the last epoch that was run.",
    ],
)
def early_stopping(answer, rng):
    """The rule of early stopping by hand: the last epoch that is run, and the epoch whose weights are kept."""

    def case(what, tail, patience, restore, scale=1.0):
        head = np.linspace(9, 4, int(rng.integers(2, 5)))  # falling at first, over a number of epochs drawn just now
        factor = scale * rng.uniform(0.1, 0.3)
        losses = [float(np.round(loss * factor, 4)) for loss in [*head, *tail]]
        return what, losses, patience, restore

    rises = [2.0, 2.5, 2.3, 2.6, 2.8, 1.0, 1.1, 1.2, 1.3, 0.8]
    cases = [
        case("falls, then rises; a lower loss would come after the end", rises, 3, True),
        case("the same without restoring", rises, 3, False),
        case("rises, gets better, rises again", [2.0, 2.4, 1.8, 2.1, 2.2, 2.3, 1.5], 2, True),
        case("comes back to its best, and no lower", [2.0, 2.2, 2.0, 2.0, 2.3, 2.4, 2.5, 1.2], 3, True),
        case("is never without improvement for so long", [2.0, 2.2, 1.9, 2.0, 2.1], 5, True, scale=4000),
        case("is never without improvement for so long, without restoring", [2.0, 2.2, 1.9, 2.0], 5, False),
        case("patience 1", [2.0, 1.9, 2.1, 2.2, 1.0, 1.1, 0.5], 1, True),
        case("patience 0, which stops like 1", [2.0, 1.9, 2.1, 2.2, 1.0, 1.1, 0.5], 0, True),
    ]
    for what, losses, patience, restore in cases:
        stop, kept = want = _stop(losses, patience, restore)
        last, lowest = len(losses) - 1, int(np.argmin(losses))
        best = int(np.argmin(losses[: stop + 1]))

        misread = partial(_stop, losses, patience, restore)
        expect.close(
            answer(losses, patience, restore),
            want,
            tried=f"{what}: val_losses={losses}, patience={patience}, restore={restore}",
            look="for each epoch: is it better than the best so far, and if not, for how many epochs now?",
            mistakes={
                "Epochs are counted from 0 here: the first loss of the list belongs to epoch 0.": (stop + 1, kept + 1),
                "The second number: with `restore=True` the weights of the best epoch so far are put back; without it "
                "the network keeps what the last epoch left.": Either(((stop, best), (stop, stop))),
                "The two numbers are exchanged: first the last epoch that is run, then the epoch whose weights are "
                "kept.": (kept, stop),
                "It does not go back in time: the training has run on for `patience` epochs before it knows which one "
                "was the best. The first number is where it stops.": (best, best),
                "One epoch too many: when the count reaches `patience`, this epoch is the last.": misread(late=1),
                "One epoch too few: `patience` epochs without improvement are allowed.": misread(late=-1),
                "An equal loss is no improvement: better means smaller.": misread(ties=True),
                "You compare with the epoch before. A loss that falls after a rise is better only when it is below the "
                "best so far.": misread(previous=True),
                "The count of bad epochs goes back to 0 when there is an improvement.": misread(reset=False),
                'You look for the largest loss. A good loss is a small one: mode "min".': misread(largest=True),
                "The training is never stopped: count the epochs without improvement.": Either(
                    ((last, best), (last, last))
                ),
                "The second number is a loss. Asked for is the number of its epoch.": (stop, losses[kept]),
                "The training has stopped by then. It never sees the lower losses that would have come.": Either(
                    ((stop, lowest), (last, lowest), (lowest, lowest))
                ),
            },
        )


@lesson.exercise(
    core=False,
    points=2,
    hints=[
        "Draw two whole numbers for each picture, down and across: `rng.integers(-max_shift, max_shift + 1, ...)`; the "
        "upper end of `integers` is not included.",
        "Make room first: `np.pad` puts max_shift pixels of 0 around each picture. Then cut a window of the "
        "old size out "
        "of it; the place of the window is the shift.",
        "`np.roll` lets what leaves on one side come in on the other. A digit must not do that.",
        "`training=False` is for validation pictures: they come back as they are.",
    ],
    errors={"required positional argument": _ARGUMENTS, "positional arguments but": _ARGUMENTS},
)
def augment(answer, rng):
    """Every picture moved by a few pixels of its own, in training only."""
    n, height, width = 12, 9, 7
    images = np.round(rng.uniform(0.1, 1, (n, height, width)), 3).astype("float32")
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 30)]
    for most in (2, 1):
        tried = f"augment on {n} pictures of {height} × {width} pixels, max_shift={most}, training=True"
        _, (after, *_) = answer.via(calls.call_and_arguments, images, most, True, seeds[0])
        expect.unchanged(images, after, tried=tried, look="the originals are needed again in the next epoch")
        drawn = answer.via(calls.sample, [images, most, True], [*seeds, seeds[0]])
        shapes = {np.shape(one) if isinstance(one, (np.ndarray, list)) else None for one in drawn}
        expect.that(shapes == {images.shape}, tried=tried, got=expect.short(drawn[0], 80), look="as many pictures as "
                    "came in, of the same size", expected=f"an array of shape {images.shape}")  # fmt: skip
        *drawn, again = (np.asarray(one, dtype="float64") for one in drawn)
        moves = {(i, j): _moved(images, i, j) for i in range(-3, 4) for j in range(-3, 4)}
        every, shifts = np.stack(list(moves.values())), []
        for one in drawn:
            for k, picture in enumerate(one):
                near = np.abs(every[:, k] - picture).max(axis=(1, 2)) < 2e-3
                found = [move for move, fits in zip(moves, near, strict=True) if fits]
                mistake = "" if found else _what_else(picture, k, images, moves)
                got = f"picture {k} is not picture {k} moved by whole pixels, with 0 where nothing is left"
                expect.that(bool(found), tried=tried, got=got, cause=mistake,
                            look="one picture, followed through your code: is it the same drawing, in its own place in "
                            "the batch?")  # fmt: skip
                shifts.append(found[0])
        shifts = np.array(shifts)
        each, cause = shifts.reshape(len(seeds), n, 2), ""
        if np.abs(shifts).max() > most:
            cause = "Some pictures moved further than max_shift."
        elif not shifts.any():
            cause = "Nothing is moved in training."
        elif (each == each[0]).all():
            cause = "The same shifts each time: the seed is not used."
        elif (each == each[:, :1]).all():
            cause = "All pictures of the batch moved by the same. Each one has a shift of its own."
        elif (shifts[:, 0] == shifts[:, 1]).all():
            cause = "Pictures move along the diagonal only: down and across are drawn apart."
        elif not shifts[:, 0].any() or not shifts[:, 1].any():
            cause = "They move in one direction only: down and across, both."
        elif shifts.max() < most:
            cause = "The largest shift never comes. Is the upper end of your random numbers included?"
        occur = [set(shifts[:, axis].tolist()) == set(range(-most, most + 1)) for axis in (0, 1)]
        expect.that(not cause and all(occur), tried=tried, cause=cause,
                    got=f"the shifts of the first draw, down and across: {expect.short(each[0, :5].tolist())} …",
                    look="every whole number from −max_shift to max_shift, down and across")  # fmt: skip
        expect.that(bool((drawn[0] == again).all()), tried="the same seed twice", got="other shifts", look=_CHANCE)
    for got in answer.via(calls.sample, [images, 2, False], seeds[:3]):
        expect.close(got, images, tried="max_shift=2, training=False", show=False, atol=1e-5,
                     look="validation pictures are measured as they are: nothing is moved")  # fmt: skip


def _moved(images, down, across, mode="constant"):
    """Pictures moved by whole pixels; what comes in at the sides is 0, or by a `mode` of `np.pad`."""
    room = [(0, 0), (abs(down), abs(down)), (abs(across), abs(across))]
    wide = np.pad(images, room, mode=mode)
    i, j = abs(down) - down, abs(across) - across
    return wide[:, i : i + images.shape[1], j : j + images.shape[2]]


def _what_else(picture, k, images, moves):
    """Which mistake made this picture, which should be a moved picture k."""
    cause = ""
    if any(np.allclose(picture, moved, atol=2e-3) for all_moved in moves.values() for moved in all_moved):
        cause = "This is another picture of the batch. The labels stay where they are, so every picture must stay, too."
    elif any(np.allclose(picture, np.roll(images[k], move, (0, 1)), atol=2e-3) for move in moves):
        cause = "What left on one side came in on the other. A digit that is cut in two is no digit: fill with 0."
    elif any(
        np.allclose(picture, _moved(turned[k : k + 1], *move)[0], atol=2e-3)
        for turned in (images[:, :, ::-1], images[:, ::-1], images[:, ::-1, ::-1])
        for move in moves
    ):
        cause = "This one is mirrored. A mirrored 2 is no 2, and an upside-down 6 is a 9: the label would be wrong."
    elif any(
        np.allclose(picture, _moved(images[k : k + 1], *move, mode)[0], atol=2e-3)
        for mode in ("edge", "reflect", "symmetric")
        for move in moves
    ):
        cause = "The rim is filled with neighbouring pixels. Ink must not be drawn out to the edge: fill with 0."
    return cause


@lesson.shows
def networks(case):
    """Four networks with dropout drawn from a number of your choice, and symptoms to choose from, as text.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each draws others.

    Returns
    -------
    str
        Networks A to D, of which one is right, and a numbered list of symptoms.
    """
    return listing(draw_case(case))


@lesson.exercise(
    points=1,
    hints=[
        "Dropout belongs behind a hidden layer, before the training begins, and it acts in training only.",
        "Look at four things: the rate, the place, the moment at which it is added, and whether it can be "
        "switched off.",
        "For the symptom, follow one picture through the network as it is trained, then as it is used.",
    ],
)
def dropout_placement(answer, rng):
    """Which network has its dropout right, and what is seen when a faulty one is trained."""
    got = answer.value
    expect.that(isinstance(got, dict) and {"case", "right", "symptom"} <= set(got), got=expect.short(got),
                tried="the form of your answer", expected='{"case": case, "right": "…", "symptom": …}',
                look="these three names, each with a value")  # fmt: skip
    case, letter, symptom = got["case"], got["right"], got["symptom"]
    expect.that(isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999, tried="the case",
                got=expect.short(case), expected="the whole number, from 0 to 9999, that you gave to check.networks",
                look="write `case`, the variable: no quotes, no number of another listing")  # fmt: skip
    drawn = draw_case(case)
    right = next(name for name, network in drawn.networks.items() if not network.fault)
    replies = {name: f"Not {name}: {network.reply}." for name, network in drawn.networks.items()}
    if isinstance(letter, str) and len(letter.strip()) == 1:
        letter = letter.strip().upper()
    expect.choice(letter, right, tried=f"case {case}: the network that is right", replies=replies,
                  options=tuple(drawn.networks), look="one of the four letters")  # fmt: skip
    fault = drawn.networks[drawn.trained].fault
    numbers = range(1, len(drawn.symptoms) + 1)
    symptom = str(symptom) if isinstance(symptom, bool) else symptom  # True is no line 1
    expect.choice(symptom, drawn.symptoms.index(fault) + 1, options=tuple(numbers),
                  tried=f"case {case}: the symptom of network {drawn.trained}",
                  replies={number: drawn.reply(number) for number in numbers},
                  look="the number of one line of the list")  # fmt: skip


MOST_LOSS = 1.55
MOST_GAP = 0.85


def noisy_digits(rng):
    """150 digits of 8 × 8 pixels for training, 200 for validation, 500 to judge by; a fifth of all labels is wrong.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    list of numpy.ndarray
        ``x_train, y_train, x_val, y_val, x_new, y_new``; pictures float32 from 0 to 1, labels int64.
    """
    x, y, *_ = draw_digits(rng)
    rows = rng.permutation(len(x))[:850]
    parts = []
    for part in np.split(rows, [150, 350]):
        labels, wrong = y[part], rng.permutation(len(part))[: len(part) // 5]
        labels[wrong] = (labels[wrong] + rng.integers(1, 10, len(wrong))) % 10
        parts += [x[part], labels]
    return parts


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "A plain network learns the wrong labels by heart. Which remedies of the lesson keep it from that?",
        "Measure as the check does: your `data_loss` on the training rows and on the validation rows. The "
        "difference is "
        "the gap.",
        "Early stopping with the best weights restored goes far by itself. A penalty works too, when its factor is "
        "large enough for 150 pictures; dropout alone wants a high rate.",
        "If both losses are high, the remedy is too strong, or the training too short.",
    ],
    errors={"Could not interpret regularizer": "A bare number does not say which penalty it belongs to: L1 or L2?"},
)
def close_the_gap(answer, rng):
    """A network trained on 150 digits, a fifth of them labelled wrongly, that has not learned them by heart."""
    measured = []
    for number in (1, 2):
        x_train, y_train, x_val, y_val, x_new, y_new = noisy_digits(rng)
        model = answer.model(x_train, y_train, x_val, y_val, seed=int(rng.integers(2**31)))
        tried = f"training {number} of 2, on 150 digits drawn just now"
        expect.that(model.output_shape == (None, 10), tried=tried, got=str(model.output_shape), expected="(None, 10)",
                    look="ten outputs, one for each digit")  # fmt: skip
        known, new = (np.asarray(model.predict(rows), dtype="float64") for rows in (x_train, x_new))
        if model.from_logits:
            known, new = _softmax(known), _softmax(new)
        sums = np.concatenate([known, new]).sum(axis=1)
        expect.that(bool(np.allclose(sums, 1, atol=1e-3)) and min(known.min(), new.min()) >= 0, tried=tried,
                    got=f"outputs that add up to {expect.short(sums[:4])}", expected="1 for each picture",
                    look="probabilities: softmax in the last layer")  # fmt: skip
        measured.append([
            -np.log(np.maximum(p[np.arange(len(y)), y], 1e-7)).mean() for p, y in ((known, y_train), (new, y_new))
        ])  # fmt: skip
    train, new = np.mean(measured, axis=0)
    gap = new - train
    tried = "the bare loss, mean of two trainings, on their 150 digits and on 500 that they have not seen"
    got = f"{train:.2f} on the training digits, {new:.2f} on the others, a gap of {gap:.2f}"
    expected = f"at most {MOST_LOSS} on the others, and a gap of at most {MOST_GAP}"
    cause = ""
    if train > 1.7:
        cause = (
            "Even on its training digits it has hardly learned anything. A gap that is small because nothing "
            "was learned "
            "is worth nothing: train for longer, or regularize less. Measured was as the network is used, not as `fit` "
            "reports it."
        )
    elif gap > MOST_GAP:
        cause = (
            "It has learned the training digits by heart, wrong labels included. Which remedy did you use, is "
            "it strong "
            "enough, and which curve did it look at?"
        )
    expect.that(bool(new <= MOST_LOSS and gap <= MOST_GAP), tried=tried, got=got, expected=expected, cause=cause,
                look="both conditions: the gap, and the loss on digits that are new")  # fmt: skip
    return f"loss {new:.2f} on new digits, gap {gap:.2f}. Whose is the lowest loss in your class?"


BELIEVED = {dropout_placement: "a reading, compared with the networks that the case draws"}  # 1 point at most
