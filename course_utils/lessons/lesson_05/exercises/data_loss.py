"""The mean cross-entropy of a model, without its penalties and with dropout off."""

import functools

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.export_model import export
from course_utils.lessons.lesson_05.exercises import _shared

CLASSES = 4

exercise = Exercise(
    points=2,
    hints=[
        "Let the model predict the probabilities of `x` as it does outside training, so that nothing is dropped.",
        "`model(x, training=False)` and `model.predict(x)` both do this. In each row, which probability belongs to the "
        "true class?",
        "The loss of a row is minus the logarithm of this probability, and the data loss is the mean over all rows. "
        "`keras.losses.SparseCategoricalCrossentropy()` also computes it without any penalty.",
    ],
    errors={
        "boolean index": "From each row, take the probability at the column of its own label: index with the row "
        "numbers and the labels together.",
        "must have rank (ndim)": "Keras's losses take the labels first, and then the predictions.",
    },
    shown_as="data_loss(model, x, y)",
    look="The data loss is the mean over the rows of −log(probability of the true class).",
    tolerance=3e-4,
    via=calls.with_model,
)


def reference(model, x, y):
    return np.mean(_losses(_probabilities(model, x), y))


def _probabilities(model, x, training=False):
    return np.asarray(model(x, training=training), dtype="float64")


def _losses(p, y):
    return -np.log(p[np.arange(len(y)), y])


def _penalty(model):
    return float(sum(model.losses))


def _accuracy(model, x, y):
    return np.mean(_probabilities(model, x).argmax(axis=1) == y)


def _in_training_mode(model, x, y):
    return np.mean(_losses(_probabilities(model, x, training=True), y))


def _in_training_mode_without_dropout(model, x, y):
    drops = any(type(layer).__name__ == "Dropout" for layer in model.layers)
    return np.mean(_losses(_probabilities(model, x, training=not drops), y))


def _mean_of_batches(model, x, y):
    losses = _losses(_probabilities(model, x), y)
    return (losses[:32].mean() + losses[32:].mean()) / 2


mistakes = {
    "Your result includes the penalty. `evaluate` and `fit` report the loss that training minimizes, which is the data "
    "loss plus the penalty.": (
        lambda model, x, y: reference(model, x, y) + _penalty(model),
        lambda model, x, y: [reference(model, x, y) + _penalty(model), _accuracy(model, x, y)],
        lambda model, x, y: _in_training_mode(model, x, y) + _penalty(model),
    ),
    "Your result is the penalty alone. The data loss says how well the model predicts the labels.": (
        lambda model, x, y: _penalty(model)
    ),
    "You subtracted the penalty from a number that didn't include it.": (
        lambda model, x, y: reference(model, x, y) - _penalty(model)
    ),
    "You returned a list of the loss and the metrics, as `evaluate` does. Return a single number.": (
        lambda model, x, y: [reference(model, x, y), _accuracy(model, x, y)]
    ),
    "Your function runs the model in training mode. Dropout then drops units, and batch normalization normalizes each "
    "row by the other rows of the batch. Use the model as it is outside training.": (
        _in_training_mode,
        _in_training_mode_without_dropout,
    ),
    "Your result is a sum. The data loss is the mean over the rows, so that it doesn't grow with the number of rows.": (
        lambda model, x, y: np.sum(_losses(_probabilities(model, x), y))
    ),
    "You returned the loss of each row. Return the mean of these losses.": (
        lambda model, x, y: _losses(_probabilities(model, x), y),
        lambda model, x, y: _losses(_probabilities(model, x), y)[:, None],
    ),
    "You took the mean over all rows and all classes. Only the probability of the true class counts, so divide "
    "by the number of rows.": lambda model, x, y: reference(model, x, y) / CLASSES,
    "You took the mean of the means of several batches. The last batch is smaller, so its rows count more than the "
    "others.": _mean_of_batches,
    "You took the mean of the probabilities first. Take the logarithm of each row first, then the mean.": (
        lambda model, x, y: -np.log(np.mean(np.exp(-_losses(_probabilities(model, x), y))))
    ),
    "The model returns probabilities already. With `from_logits=True`, they go through softmax a second time.": (
        lambda model, x, y: np.mean(_losses(_shared.softmax(_probabilities(model, x)), y))
    ),
    "Your result has the wrong sign. The logarithm of a probability is negative, and a loss is positive.": (
        lambda model, x, y: -reference(model, x, y)
    ),
    "You took the logarithm to a different base. The cross-entropy uses the natural logarithm, `np.log`.": (
        lambda model, x, y: reference(model, x, y) / np.log(10),
        lambda model, x, y: reference(model, x, y) / np.log(2),
    ),
    "You took the largest probability of each row. What counts is the probability of the true class, even if the model "
    "prefers a different one.": lambda model, x, y: -np.mean(np.log(_probabilities(model, x).max(axis=1))),
    "You took the columns of all labels from every row, because `p[:, y]` does that. Take one probability from each "
    "row, at the column of its own label: index with the row numbers and the labels together.": (
        lambda model, x, y: -np.mean(np.log(_probabilities(model, x)[:, y]))
    ),
    "You took the logarithms of all probabilities. Only the probability of the true class counts.": (
        lambda model, x, y: -np.mean(np.log(_probabilities(model, x))),
        lambda model, x, y: -np.mean(np.sum(np.log(_probabilities(model, x)), axis=1)),
    ),
    "You used squared errors. The data loss in this exercise is the cross-entropy.": (
        lambda model, x, y: np.mean((_probabilities(model, x) - np.eye(CLASSES)[y]) ** 2),
        lambda model, x, y: np.mean(np.sum((_probabilities(model, x) - np.eye(CLASSES)[y]) ** 2, axis=1)),
    ),
    "Your result is the accuracy. It doesn't say how probable the true class was.": _accuracy,
}


def cases(rng):
    n = 37  # more than one batch, and the last batch is smaller
    for normalized in (False, True):
        layer = "BatchNormalization" if normalized else "Dropout"
        statistics = [rng.uniform(0.8, 1.2, 9), rng.normal(0, 0.3, 9), rng.normal(2, 1, 9), np.full(9, 3.0)]
        weights = [
            rng.normal(0, 0.5, (6, 9)),
            rng.normal(0, 0.3, 9),
            *(statistics if normalized else []),
            rng.normal(0, 0.5, (9, CLASSES)),  # no probability near 0, which Keras clips
            rng.normal(0, 0.3, CLASSES),
        ]
        yield Case(
            "a model with L2 penalties and a {layer} layer, x of shape {x.shape}, labels from 0 to 3",
            fields={"layer": layer},
            model=_classifier(normalized) | {"weights": [weight.astype("float32") for weight in weights]},
            x=np.round(rng.normal(0.5, 1, (n, 6)), 2).astype("float32"),
            y=rng.permutation(np.resize(np.arange(CLASSES), n)),
        )


@functools.cache
def _classifier(normalized):
    """Return a small compiled classifier with L2 penalties, and dropout or batch normalization, as data."""
    import keras

    l2 = keras.regularizers.L2(0.08 if normalized else 0.12)  # no single factor fits both cases
    between = [keras.layers.BatchNormalization(), keras.layers.ReLU()]
    if not normalized:
        between = [keras.layers.ReLU(), keras.layers.Dropout(0.4)]
    hidden = keras.layers.Dense(9, kernel_regularizer=l2)
    output = keras.layers.Dense(CLASSES, activation="softmax", kernel_regularizer=l2)
    network = keras.Sequential([keras.Input((6,)), hidden, *between, output])
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return export(network)
