"""Helpers of the lesson: a network, repeated training runs, and a leak that can't be measured."""

from collections.abc import Callable

import keras
import numpy as np

from course_utils.training import restart


def network_of_lesson_00(optimizer: str | keras.optimizers.Optimizer) -> keras.Model:
    """Return the network of lesson 00, untrained and compiled with `optimizer`."""
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train_three_times(
    model: keras.Model, x_train: np.ndarray, y_train: np.ndarray, x_val: np.ndarray, y_val: np.ndarray
) -> np.ndarray:
    """Train a compiled network from scratch for three epochs, with each of the seeds 0, 1 and 2.

    Parameters
    ----------
    model : keras.Model
    x_train, x_val : numpy.ndarray, shape (n, 28, 28)
    y_train, y_val : numpy.ndarray, shape (n,)

    Returns
    -------
    numpy.ndarray, shape (3,)
        The validation accuracy of each run.
    """
    accuracies = []
    for seed in range(3):
        restart(model, seed)
        model.fit(x_train, y_train, epochs=3, verbose=0)
        accuracies.append(model.evaluate(x_val, y_val, verbose=0)[1])
    return np.array(accuracies)


def leak_of_statistics(
    x: np.ndarray, y: np.ndarray, predict: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray], splits: int = 20
) -> np.ndarray:
    """Measure how much a classifier gains from a mean and a standard deviation that include the validation rows.

    Parameters
    ----------
    x : numpy.ndarray, shape (n, features)
    y : numpy.ndarray, shape (n,)
    predict : callable
        Gives the labels of new rows: ``predict(x_train, y_train, x_val)``.
    splits : int
        How many random splits into 70 % training rows and 30 % validation rows are tried.

    Returns
    -------
    numpy.ndarray, shape (splits,)
        The accuracy with the leak minus the accuracy without it.
    """
    n_train = round(0.7 * len(x))
    gains = []
    for seed in range(splits):
        rows = np.random.default_rng(seed).permutation(len(x))
        train, val = rows[:n_train], rows[n_train:]
        accuracies = []
        for source in (train, rows):
            std = x[source].std(axis=0)
            z = (x - x[source].mean(axis=0)) / np.where(std == 0, 1, std)  # a column that never changes stays 0
            accuracies.append(np.mean(predict(z[train], y[train], z[val]) == y[val]))
        gains.append(accuracies[1] - accuracies[0])
    return np.array(gains)
