"""Helpers of the lesson: data, wrong labels, and repeated runs."""

from collections.abc import Sequence

import numpy as np

from course_utils import numpy_mlp
from course_utils.data import load_digits


def digits_to_train_on(most: int = 2000) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return ``x_train, y_train, x_val, y_val``: at most `most` images each, float32 of shape (n, 28, 28), 0 to 1."""
    digits = load_digits()
    x_train, x_val = (x[:most].astype("float32") / 255 for x in (digits.x_train, digits.x_val))
    return x_train, digits.y_train[:most], x_val, digits.y_val[:most]


def with_wrong_labels(labels: np.ndarray, fraction: float, seed: int) -> np.ndarray:
    """Return a copy of `labels` in which a fraction, chosen at random, is replaced by random digits."""
    rng = np.random.default_rng(seed)
    noisy = labels.copy()
    replaced = rng.permutation(len(labels))[: round(fraction * len(labels))]
    noisy[replaced] = rng.integers(0, 10, size=len(replaced))
    return noisy


def accuracy_by_size(
    x_train: np.ndarray,
    y_train: np.ndarray,
    x_val: np.ndarray,
    y_val: np.ndarray,
    sizes: Sequence[int],
    seeds: int,
) -> np.ndarray:
    """Train a network with 128 hidden units on the first n images, for each n and each seed.

    Every size gets about the number of updates that ten epochs on all images have.

    Parameters
    ----------
    x_train, y_train, x_val, y_val : numpy.ndarray
        Images of shape (n, 28, 28) and their labels.
    sizes : sequence of int
        Numbers of training images.
    seeds : int
        How many runs there are for each size.

    Returns
    -------
    numpy.ndarray, shape (seeds, len(sizes))
        The validation accuracy at the end of each run.
    """
    x, held = x_train.reshape(len(x_train), -1), x_val.reshape(len(x_val), -1)
    accuracies = np.empty((seeds, len(sizes)))
    for column, n in enumerate(sizes):
        epochs = round(10 * len(x) / n)
        for seed in range(seeds):
            run = numpy_mlp.train(
                x[:n], y_train[:n], held, y_val, hidden=(128,), learning_rate=0.001, epochs=epochs, seed=seed
            )
            accuracies[seed, column] = run["val_accuracy"][-1]
    return accuracies
