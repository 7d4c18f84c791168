"""Helpers of the lesson: the valley, paths of an optimizer, and training runs on the digits."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np

from course_utils.data import load_digits
from course_utils.numpy_mlp import FlatNetwork

NETWORK = FlatNetwork(784, 32, 10)  # the network of lesson 04a
MOST_TRAIN, MOST_VAL = 1078, 1000  # about as many as the embedded digits have, so that MNIST takes no longer
BATCH_SIZE = 32


class Optimizer(Protocol):
    """What the notebook defines: a class with a memory."""

    learning_rate: float

    def update(self, w: Any, gradient: Any) -> Any:
        """Return the new weights."""


def valley_cost(w: np.ndarray) -> np.ndarray:
    """Return the cost of lesson 04a for weights of shape (2,) or (2, n)."""
    return (w[0] ** 2 + 25 * w[1] ** 2) / 2


def walk(optimizer: Optimizer, start: np.ndarray, steps: int) -> np.ndarray:
    """Return the places on an optimizer's path through the valley, shape (steps + 1, 2)."""
    path = [start]
    for _ in range(steps):
        w = path[-1]
        path.append(optimizer.update(w, np.array([w[0], 25 * w[1]])))
    return np.array(path)


def follow(optimizer: Optimizer, gradients: np.ndarray) -> np.ndarray:
    """Return the weights before and after each update, shape (updates + 1, weights); they start at 0.

    Parameters
    ----------
    optimizer : Optimizer
    gradients : numpy.ndarray, shape (updates, weights)
    """
    path = [np.zeros_like(gradients[0])]
    for gradient in gradients:
        path.append(optimizer.update(path[-1], gradient))
    return np.array(path)


def follow_keras(optimizer: Any, gradients: np.ndarray) -> np.ndarray:
    """Do the same with one of Keras's optimizers."""
    import keras

    variable = keras.Variable(np.zeros_like(gradients[0]))
    path = [keras.ops.convert_to_numpy(variable).copy()]
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
        path.append(keras.ops.convert_to_numpy(variable).copy())
    return np.array(path)


def train(
    optimizer: Optimizer, seed: int, epochs: int = 5, schedule: Callable[[float, int, int], float] | None = None
) -> tuple[float, float]:
    """Train the network of lesson 04a, and return its loss and its accuracy on the validation images.

    Parameters
    ----------
    optimizer : Optimizer
        Without memory so far.
    seed : int
        Draws the first weights and the order of the batches.
    epochs : int
    schedule : callable, optional
        ``schedule(learning_rate, step, total_steps)`` returns the learning rate of each update, counted from 0.
    """
    x_train, y_train, x_val, y_val = _digit_rows()
    w, rng = NETWORK.start(seed), np.random.default_rng(seed)
    first_rate = optimizer.learning_rate
    total_steps = epochs * -(-len(x_train) // BATCH_SIZE)
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(x_train))
        for first in range(0, len(order), BATCH_SIZE):
            if schedule is not None:
                optimizer.learning_rate = schedule(first_rate, step, total_steps)
            rows = order[first : first + BATCH_SIZE]
            w = optimizer.update(w, NETWORK.gradient(w, x_train[rows], y_train[rows]))
            step += 1
    return NETWORK.cost(w, x_val, y_val), NETWORK.accuracy(w, x_val, y_val)


def sweep(
    build: Callable[[float], Optimizer],
    learning_rates: Sequence[float],
    seeds: Iterable[int],
    epochs: int = 5,
    schedule: Callable[[float, int, int], float] | None = None,
) -> np.ndarray:
    """Return the validation loss for each seed and each learning rate, shape (seeds, learning rates)."""
    return np.array([[train(build(rate), seed, epochs, schedule)[0] for rate in learning_rates] for seed in seeds])


@cache
def _digit_rows() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    digits = load_digits()
    rows = [
        images[:most].reshape(-1, 784).astype("float32") / 255
        for images, most in ((digits.x_train, MOST_TRAIN), (digits.x_val, MOST_VAL))
    ]
    return rows[0], digits.y_train[:MOST_TRAIN], rows[1], digits.y_val[:MOST_VAL]
