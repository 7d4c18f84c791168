"""The training of a run by Keras, watched on fresh rows.

An epoch is one call of a compiled function that hands the batches to the model's own `train_step`, and validation is
one call of its `test_step`. The curves are those of ``fit`` for the same order of rows, and a short run takes a tenth
of the time, because ``fit`` spends most of it on its loop over the data.
"""

from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

from benchmarks.diagnosis.data_sets import WORDS

L = keras.layers
OPTIMIZERS = {
    "sgd": keras.optimizers.SGD,
    "momentum": lambda: keras.optimizers.SGD(momentum=0.9),
    "adam": keras.optimizers.Adam,
}


@dataclass(frozen=True, eq=False)
class Trace:
    """What ``fit`` would give, and after each epoch the mean and the standard deviation of the loss on fresh rows."""

    history: dict
    fresh: np.ndarray
    fresh_spread: np.ndarray

    def first(self, epochs):
        """Return the first epochs of a run."""
        history = {name: values[:epochs] for name, values in self.history.items()}
        return Trace(history, self.fresh[:epochs], self.fresh_spread[:epochs])


def build(base, task):
    """Return the compiled model of a configuration, with the initial weights that its seed gives."""
    keras.utils.set_random_seed(base.seed % 1000)
    words = task.x.dtype.kind == "i"
    layers = [keras.Input(task.x.shape[1:], dtype=task.x.dtype)]
    width = base.hidden[0] if base.aim == "underfitting" and base.hidden else 16
    layers += [L.Embedding(WORDS, width)] if words else []
    if base.layers == "conv":
        conv, pool = (L.Conv2D, L.MaxPooling2D) if task.x.ndim == 4 else (L.Conv1D, L.MaxPooling1D)
        layers += [conv(12, 3, activation="relu"), pool(), L.Flatten()]
    elif base.layers == "recurrent":
        layers += [L.GRU(24)]
    else:
        layers += [L.GlobalAveragePooling1D() if base.layers == "pool" else L.Flatten()]
    for units in base.hidden:
        layers += [L.Dense(units, kernel_regularizer=keras.regularizers.L2(base.l2) if base.l2 else None)]
        layers += [L.BatchNormalization()] if base.batch_norm else []
        layers += [L.Activation("relu")]
        layers += [L.Dropout(base.dropout)] if base.dropout else []
    model = keras.Sequential([*layers, L.Dense(task.classes)])
    model.compile(
        OPTIMIZERS[base.optimizer](),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True) if task.classes > 1 else base.loss,
        metrics=["accuracy"] if task.classes > 1 else [],
        jit_compile=False,
    )
    model.optimizer.build(model.trainable_variables)
    return model


class Trainer:
    """A model that is built once and starts every run from the same weights."""

    def __init__(self, base, task):
        self.base, self.model = base, build(base, task)
        variables = (*self.model.variables, *self.model.optimizer.variables)
        self.start = [(variable, variable.numpy()) for variable in variables]

        rows = [tf.TensorSpec((None, *array.shape[1:]), array.dtype) for array in (task.x, task.y)]
        whole = tf.TensorSpec((), tf.int32)

        @tf.function(input_signature=[*rows, tf.TensorSpec((None,), tf.int32), whole])
        def epoch(x, y, order, batch_size):
            self.model.reset_metrics()
            for first in tf.range(0, tf.size(order), batch_size):
                batch = order[first : first + batch_size]
                self.model.train_step((tf.gather(x, batch), tf.gather(y, batch)))
            return self.model.get_metrics_result()

        @tf.function(input_signature=rows)
        def validate(x, y):
            self.model.reset_metrics()
            self.model.test_step((x, y))
            return self.model.get_metrics_result()

        self._epoch, self._validate = epoch, validate
        self._scores = tf.function(lambda x: self.model(x, training=False), input_signature=rows[:1])

    def train(self, task, learning_rate, epochs, seed=0):
        """Train on a task from the first weights on, and give the `Trace`; a longer run begins as the shorter one."""
        rng = np.random.default_rng([self.base.seed, seed])
        for variable, value in self.start:
            variable.assign(value)
        self.model.optimizer.learning_rate = learning_rate
        train, val = (tf.constant(task.x), tf.constant(task.y)), (tf.constant(task.x_val), tf.constant(task.y_val))
        history, fresh = {}, []
        for _ in range(epochs):
            order = rng.permutation(len(task.x)).astype("int32")
            logs = self._epoch(*train, tf.constant(order), tf.constant(self.base.batch_size))
            logs |= {f"val_{name}": value for name, value in self._validate(*val).items()}
            for name, value in logs.items():
                history.setdefault(name, []).append(float(value))
            rows = self.row_losses(task.x_fresh, task.y_fresh)
            fresh.append((np.mean(rows), np.std(rows)))
        return Trace(history, *np.array(fresh).T)

    def row_losses(self, x, y):
        """Return the loss of each row as the model is now: cross-entropy, squared or absolute error."""
        scores = self._scores(tf.constant(x)).numpy().astype(float)
        with np.errstate(all="ignore"):
            if self.base.loss != "cross-entropy":
                return np.abs(scores[:, 0] - y) ** (2 if self.base.loss == "mse" else 1)
            scores = scores - scores.max(axis=1, keepdims=True)
            return np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y]
