"""The training of a run with NumPy or with Keras, watched on fresh rows."""

import functools
from dataclasses import dataclass

import numpy as np

from course_utils import numpy_mlp


@dataclass(frozen=True, eq=False)
class Trace:
    """What `fit` would give, the loss on fresh rows after each epoch, and its spread over the rows at the end."""

    history: dict
    fresh: np.ndarray
    fresh_spread: float


def train(base, task, learning_rate, epochs, frozen=False):
    """Train a configuration, and give its `Trace`."""
    rng = np.random.default_rng([base.seed, 2])
    watched = {"fresh": [], "spread": 0.0, "val_loss": [], "val_accuracy": []}

    def watch(rows_of):
        """Look at the network after an epoch; ``rows_of(x, y)`` gives each row's loss and whether it is right."""
        loss, _ = rows_of(task.x_fresh, task.y_fresh)
        watched["fresh"].append(float(np.mean(loss)))
        watched["spread"] = float(np.std(loss))
        if task.redraw:
            chosen = rng.choice(len(task.x_fresh), len(task.x_val), replace=False)
            loss, right = rows_of(task.x_fresh[chosen], task.y_fresh[chosen])
            watched["val_loss"].append(float(np.mean(loss)))
            watched["val_accuracy"].append(float(np.mean(right)))

    with np.errstate(all="ignore"):
        run = _keras if base.backend == "keras" else _numpy
        history = run(base, task, learning_rate, epochs, frozen, watch)
    if task.redraw:
        history |= {name: watched[name] for name in ("val_loss", "val_accuracy") if name in history}
    return Trace(history, np.array(watched["fresh"]), watched["spread"])


def row_losses(scores, y):
    """Return the cross-entropy of each row, or its squared error where y is float, and whether it is right."""
    if y.dtype.kind == "f":
        return (scores[:, 0] - y) ** 2, np.zeros(len(y))
    scores = scores - scores.max(axis=1, keepdims=True)
    loss = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y]
    return loss, np.argmax(scores, axis=1) == y


def _numpy(base, task, learning_rate, epochs, frozen, watch):
    return numpy_mlp.train(
        task.x,
        task.y,
        task.x_val,
        task.y_val,
        base.hidden,
        1e-30 if frozen else learning_rate,
        base.optimizer,
        epochs,
        base.batch_size,
        base.dropout,
        base.l2,
        seed=base.seed % 1000,
        watch=lambda weights: watch(lambda x, y: row_losses(numpy_mlp.logits(weights, x), y)),
    )


def _keras(base, task, learning_rate, epochs, frozen, watch):
    import keras

    model, start = _model(base.features, base.classes, base.hidden, base.optimizer, base.dropout, base.l2, base.conv)
    keras.utils.set_random_seed(base.seed % 1000)
    for variable, value in start:
        variable.assign(value)
    model.optimizer.learning_rate = 0.0 if frozen else learning_rate
    look = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: watch(lambda x, y: row_losses(model(x, training=False).numpy(), y))
    )
    return model.fit(
        task.x,
        task.y,
        batch_size=base.batch_size,
        epochs=epochs,
        validation_data=(task.x_val, task.y_val),
        callbacks=[look],
        verbose=0,
    ).history


@functools.lru_cache(maxsize=2)
def _model(features, classes, hidden, optimizer, dropout, l2, conv):
    """Return a compiled model, kept for all runs of a configuration, and what its variables start from."""
    import keras

    layers = [keras.Input((features,))]
    if conv:
        layers += [
            keras.layers.Reshape((8, 8, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
        ]
    for units in hidden:
        penalty = keras.regularizers.L2(l2) if l2 else None
        layers += [keras.layers.Dense(units, activation="relu", kernel_regularizer=penalty)]
        layers += [keras.layers.Dropout(dropout)] if dropout else []
    model = keras.Sequential([*layers, keras.layers.Dense(classes)])
    number = classes == 1
    model.compile(
        {
            "sgd": keras.optimizers.SGD(),
            "momentum": keras.optimizers.SGD(momentum=0.9),
            "adam": keras.optimizers.Adam(),
        }[optimizer],
        "mse" if number else keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["mae" if number else "accuracy"],
        jit_compile=False,
    )
    model.optimizer.build(model.trainable_variables)
    return model, [(variable, variable.numpy()) for variable in (*model.weights, *model.optimizer.variables)]
