"""Calls that only the checks of lesson 03b make to an answer, run in the learner's process."""

from typing import Any

import numpy as np

from course_utils.checks.learner_side.calls import function_of, with_more
from course_utils.checks.learner_side.export_model import rebuild


@with_more
def slopes(answer: Any, cubic: np.ndarray, w: np.ndarray, h: float) -> tuple[Any, np.ndarray]:
    """Call a learner's ``numerical_gradient(f, w, h)`` for ``f(w) = sum(cubic * w**3) + sum(w)**2``.

    Returns what came back, and w afterwards.
    """

    def f(w: Any) -> float:
        w = np.asarray(w, dtype="float64")
        if w.shape != cubic.shape:
            raise ValueError(f"f wants a w of shape {cubic.shape}, as it was given to you; this one has {w.shape}")
        return float((cubic * w**3).sum() + w.sum() ** 2)

    return function_of(answer)(f, w, h), w


def batches(answer: Any, args: list, limit: int, **settings: Any) -> list[list]:
    """Return the first `limit` batches of a learner's ``tf.data.Dataset``, in each of two passes."""
    dataset = function_of(answer)(*args, **settings)
    passes = []
    for _ in range(2):
        first_batches: list = []
        for batch in dataset:
            if len(first_batches) == limit:
                break
            first_batches.append(batch)
        passes.append(first_batches)
    return passes


def value_error(answer: Any, *args: Any) -> tuple[bool, Any]:
    """Return whether the learner's function raises a ValueError, of any class, and what it returns if it doesn't."""
    try:
        return False, function_of(answer)(*args)
    except ValueError:
        return True, None


@with_more
def train_step(
    answer: Any, exported: dict, x: np.ndarray, y: np.ndarray, learning_rate: float, loss: str = "MeanSquaredError"
) -> tuple[Any, list[np.ndarray]]:
    """Run a learner's ``train_step(model, optimizer, loss_fn, x, y)`` once, with plain SGD and a loss from Keras.

    Returns the loss that came back and the model's weights afterwards.
    """
    import keras

    network = rebuild(exported)
    optimizer = keras.optimizers.SGD(float(learning_rate))
    cost = function_of(answer)(network, optimizer, getattr(keras.losses, loss)(), x, y)
    return cost, network.get_weights()
