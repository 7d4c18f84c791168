"""Helpers of the lesson: a network, and repeated training runs."""

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
