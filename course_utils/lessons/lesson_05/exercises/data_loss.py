"""The mean cross-entropy of a model, without its penalties and with dropout off."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.export_model import export
from course_utils.lessons.lesson_05.exercises import _shared


def _small_classifier(rng, normalised):
    """Return a compiled classifier as data, a function that gives its probabilities, and its penalty."""
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
        return _shared.softmax(np.maximum(0, z) @ W2 + b2)

    return export(network), probabilities, float(sum(network.losses))


exercise = Exercise(
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
    },
)


def check(answer, rng):
    n = 37  # more than a batch, and no whole number of them
    for normalised in (False, True):
        exported, probabilities, penalty = _small_classifier(rng, normalised)
        x = np.round(rng.normal(0.5, 1, (n, 6)), 2).astype("float32")
        y = rng.permutation(np.resize(np.arange(4), n))
        p = probabilities(x)
        losses, rows = -np.log(p[np.arange(n), y]), np.arange(n)
        right, accuracy = losses.mean(), np.mean(p.argmax(axis=1) == y)
        layer = "BatchNormalization" if normalised else "Dropout"
        tried = f"a network with L2 penalties and a layer of {layer}, x of shape ({n}, 6), labels 0 to 3"
        got, again = (answer.via(calls.with_model, exported, x, y, seed=seed) for seed in (1, 2))
        numbers = [isinstance(loss, (float, np.ndarray)) and np.size(loss) == 1 for loss in (got, again)]
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
                "time.": -np.log(_shared.softmax(p)[rows, y]).mean(),
                "The sign: the logarithm of a probability is negative, a loss is positive.": -right,
                "This is the accuracy. It does not say how sure the network was.": accuracy,
            },
        )
