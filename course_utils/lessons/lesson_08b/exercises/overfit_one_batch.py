"""Whether a network can memorize one batch, and how far it came; its weights are put back."""

import functools
import math
from dataclasses import dataclass, field

import numpy as np

from course_utils import numpy_mlp
from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.export_model import export
from course_utils.lessons.lesson_08b import learner_side

# ---- one memorized batch

ROWS = 40  # more than the batch size that fit takes when it is told none
MOMENTUM = 0.9


@dataclass(frozen=True, eq=False)
class Batch:
    """A network and one batch to memorize.

    Attributes
    ----------
    description : str
    weights : list of numpy.ndarray
        Of two Dense layers.
    x, y : numpy.ndarray, shapes (ROWS, features) and (ROWS,)
    learning_rate : float
    steps : int
    settings : dict
        ``dropout``, ``trainable``, ``metrics`` where they are not as usual.
    """

    description: str
    weights: list
    x: np.ndarray
    y: np.ndarray
    learning_rate: float
    steps: int
    settings: dict = field(default_factory=dict)

    @functools.cached_property
    def losses(self):
        """The loss before and after each update with the whole batch, without dropout."""
        rate = self.learning_rate if self.settings.get("trainable", True) else 0.0
        return _path(self.weights, self.x, self.y, rate, self.steps)[0]

    def model(self):
        """Return the compiled Keras classifier, as data."""
        import keras

        trainable, dropout = self.settings.get("trainable", True), self.settings.get("dropout")
        inputs, units, classes = len(self.weights[0]), len(self.weights[1]), len(self.weights[3])
        hidden = keras.layers.Dense(units, activation="relu", trainable=trainable)
        between = [keras.layers.Dropout(dropout)] if dropout else []
        last = keras.layers.Dense(classes, activation="softmax", trainable=trainable)
        network = keras.Sequential([keras.Input((inputs,)), hidden, *between, last])
        network.set_weights(self.weights)
        optimizer = keras.optimizers.SGD(self.learning_rate, momentum=MOMENTUM)
        network.compile(optimizer, "sparse_categorical_crossentropy", metrics=self.settings.get("metrics"))
        return export(network)


def _path(weights, x, y, learning_rate, steps):
    """Return the losses before and after each update with the whole batch, and whether all rows are right then."""
    weights = [weight.copy() for weight in weights]
    velocity = [np.zeros_like(weight) for weight in weights]
    losses, all_right = [], []
    for _ in range(steps + 1):
        loss, right, gradients = numpy_mlp.loss_and_gradients(weights, x, y)
        losses.append(loss)
        all_right.append(right == 1)
        for weight, speed, gradient in zip(weights, velocity, gradients, strict=True):
            speed[:] = MOMENTUM * speed - learning_rate * gradient
            weight += speed
    return np.array(losses), np.array(all_right)


def _rows(rng, features, classes, spread):
    """Draw `ROWS` rows around one point for each class."""
    y = rng.permutation(np.resize(np.arange(classes), ROWS))
    points = rng.normal(size=(classes, features))
    points *= 2.5 / np.linalg.norm(points, axis=1, keepdims=True)
    return (points[y] + spread * rng.normal(size=(ROWS, features))).astype("float32"), y


def draw_batches(rng):
    """Draw the six of `Batch` that `overfit_one_batch` is tried on; the first and the last can be memorized."""
    features, classes, units = int(rng.integers(8, 13)), int(rng.integers(3, 6)), int(rng.integers(30, 50))
    rate, steps = float(np.round(rng.uniform(0.08, 0.12), 3)), int(rng.integers(8, 13))

    def weights(scale=1.0, width=units):
        start = numpy_mlp.start((features, width, classes), int(rng.integers(1 << 30)))
        return [np.float32(scale) * weight for weight in start]

    x, y = _rows(rng, features, classes, 0.7)
    if rng.random() < 0.5:
        start = weights()
        start[1] = start[1] - np.float32(100)
        hopeless = Batch("a network whose hidden units are dead, with biases of −100", start, x, y, rate, steps)
    else:
        hopeless = Batch("a batch whose inputs are all 0", weights(), 0 * x, y, rate, steps)
    return [
        _high_start(rng, weights, (features, classes), rate),
        _few_steps(rng, weights, (features, classes), rate),
        Batch("a network with dropout and the learning rate 0", weights(), x, y, 0.0, steps, {"dropout": 0.5}),
        hopeless,
        Batch("a network without a layer that can be trained", weights(), x, y, rate, steps, {"trainable": False}),
        _mixed_labels(weights, x, rng.permutation(y), rate),
    ]


def _high_start(rng, weights, sizes, rate):
    """Draw a batch that is learned though the loss stays above 0.1 and a tenth of ln K, because it began so high."""
    while True:
        start, (x, y) = weights(scale=2.0), _rows(rng, *sizes, 0.7)
        losses, _ = _path(start, x, y, rate, 60)
        steps = int(np.argmax(losses < 0.08 * losses[0]))  # the first
        far = losses[steps] > 1.1 * max(0.1, 0.1 * math.log(sizes[1])) and losses[steps] < losses[steps - 1] - 0.004
        if steps >= 8 and far:
            return Batch("a working network that begins with a high loss", start, x, y, rate, steps)


def _few_steps(rng, weights, sizes, rate):
    """Draw a batch that is not learned though all rows are right and the loss has fallen."""
    while True:
        start, (x, y) = weights(), _rows(rng, *sizes, 0.4)
        losses, all_right = _path(start, x, y, rate, 40)
        fit = np.flatnonzero(all_right & (losses < 0.6 * losses[0]) & (losses > 0.2 * losses[0]))
        if len(fit) and fit[-1] >= 4:
            return Batch("a working network and few steps", start, x, y, rate, int(fit[-1]), {"metrics": ["accuracy"]})


def _mixed_labels(weights, x, y, rate):
    """Draw a batch that is learned though there is nothing to understand in it."""
    while True:
        start = weights(scale=1.5, width=128)
        losses, _ = _path(start, x, y, rate, 200)
        steps = int(np.argmax(losses < 0.05 * losses[0]))
        if steps:
            return Batch("a large network and labels in a wrong order", start, x, y, rate, steps)


_EVALUATE = (
    "`evaluate` returns a list if `compile` was given metrics, and a single number otherwise. With "
    "`return_dict=True`, it returns a dictionary in both cases."
)
exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Keep `model.get_weights()` first. Then measure the loss before: "
        '`model.evaluate(x, y, verbose=0, return_dict=True)["loss"]`.',
        "Make `steps` updates with all rows at once: call `model.train_on_batch(x, y)` in a loop, or `fit` with "
        "`epochs=steps` and `batch_size=len(x)`. Then call `evaluate` again, because `fit` reports a loss that was "
        "measured before the update.",
        "`try: … finally: model.set_weights(kept)` restores the weights whatever happens in between.",
    ],
    errors={
        "unsupported operand type(s) for /: 'list'": _EVALUATE,
        "'<' not supported between instances of 'list'": _EVALUATE,
        "'float' object is not subscriptable": _EVALUATE,
        "not enough values to unpack": "Did this happen with the model without a trainable layer? It has no "
        "gradients, so there is nothing to give to the optimizer.",
    },
)


def check(answer, rng):
    """Compare the loss with a training run in NumPy, and the weights with those before.

    That the weights were put back is reported by the learner's process. They are read from the variables themselves, so
    replacing a method of the model hides nothing. An answer that forges the variables of Keras has to know what to
    restore.
    """
    batches = draw_batches(rng)
    for batch in batches:
        losses, steps, model = batch.losses, batch.steps, batch.model()
        before, want = losses[0], losses[-1]
        tried = f"{batch.description}, {ROWS} rows, {steps} steps, loss {before:.3f} before"
        seed = int(rng.integers(1000))
        got, after = answer.via(calls.weights_after, model, batch.x, batch.y, steps, seed=seed)
        pair = isinstance(got, (tuple, list)) and len(got) == 2
        expect.that(
            pair,
            tried=tried,
            got=expect.short(got),
            expected="(learned, loss)",
            look="return two things: True or False, then the final loss",
        )
        learned, loss = got
        same = all(np.array_equal(original, current) for original, current in zip(model["weights"], after, strict=True))
        expect.that(
            same,
            tried=f"{tried}: the weights afterwards",
            got="weights that differ from those before the call",
            expected="the weights that the model had",
            look="this is only a test, and training should start from the same weights afterwards: keep the weights "
            "first, and restore them at the end",
        )
        one_too_few = Either([] if before == want else [losses[-2]])
        expect.close(
            loss,
            want,
            tried=f"{tried}: the final loss",
            atol=1e-3,
            rtol=2e-3,
            look="the loss of this batch after the last update, as `evaluate` measures it. Train the model that you "
            "were given, with its own weights and its own optimizer, and all rows in each update",
            mistakes={
                "This is the loss before the last update. `fit` and `train_on_batch` measure the loss first and then "
                "change the weights, so call `evaluate` after the last step.": one_too_few,
                "This is the loss before training.": Either([] if before == want else [before]),
                "This is the loss after a single update. Make as many updates as `steps` says.": Either(
                    [] if before == want else [losses[1]]
                ),
                "This is an accuracy. `evaluate` returned several numbers, and the loss is the first one.": Either(
                    [] if want == 1 else [1.0]
                ),
                "With its own optimizer, the weights of this network can't change, but your loss did. Measure it "
                "with `evaluate`, which also turns dropout off.": Either(
                    [loss] if before == want and isinstance(loss, float) and loss != before else []
                ),
                f"Your loss is lower than it is after {steps} updates with all {ROWS} rows, so check how many "
                "updates you make. In `fit`, the default batch of 32 rows gives two updates per epoch.": Either(
                    [loss] if isinstance(loss, float) and loss < want else []
                ),
            },
        )
        right = bool(want < before / 10)
        boolean = np.ndim(learned) == 0 and np.asarray(learned).dtype.kind in "bi"
        cause = (
            "The first value should be True or False."
            if not boolean
            else "All predictions are correct, but the loss is not yet below a tenth of the first. Use the loss."
            if batch.settings.get("metrics")
            else ""
        )
        expect.that(
            bool(boolean and learned == right),
            tried=f"{tried}, {want:.3f} after: learned",
            got=expect.short(learned),
            expected=str(right),
            cause=cause,
            look="compare the final loss with a tenth of the loss that this network had before training",
        )
    batch, model = batches[0], batches[0].model()
    after, _ = answer.via(learner_side.weights_after_failing, model, 4, batch.x, batch.y, batch.steps)
    same = all(np.array_equal(original, current) for original, current in zip(model["weights"], after, strict=True))
    expect.that(
        same,
        tried="a run that stops with an error in one of its steps: the weights afterwards",
        got="weights that differ from those before the call",
        expected="the weights that the model had",
        look="Python always runs the lines in `finally`, even after an error",
    )
