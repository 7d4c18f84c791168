"""Few images with some wrong labels, and five training runs of a model on them."""

from dataclasses import dataclass

import keras
import numpy as np

from course_utils.data import Digits
from course_utils.training import restart

RUNS = 5
BATCH_SIZE = 50


@dataclass(frozen=True, eq=False)
class Runs:
    """What was measured after each of several training runs.

    Attributes
    ----------
    data_loss : numpy.ndarray
        The mean cross-entropy on the validation images, without any penalty, shape (runs,).
    training_accuracy : numpy.ndarray
        The share of training images for which the network predicts the training label, shape (runs,).
    """

    data_loss: np.ndarray
    training_accuracy: np.ndarray


def noisy_sample(digits: Digits, n: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw training images at random, and replace some of their labels with random digits.

    A larger sample with the same seed contains the smaller one, with the same wrong labels.

    Parameters
    ----------
    digits : Digits
    n : int
        How many images to draw.
    noise : float
        The probability that a label is replaced, from 0 to 1. One replacement in ten happens to be correct.
    seed : int

    Returns
    -------
    x : numpy.ndarray
        Images from 0 to 1, float32 of shape (n, 28, 28).
    y : numpy.ndarray
        Their labels, some of them wrong, shape (n,).
    true_labels : numpy.ndarray
        Their correct labels, shape (n,).
    """
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(digits.x_train))
    true_labels = digits.y_train[rows]
    random_digits = rng.integers(0, 10, len(rows))
    y = np.where(rng.random(len(rows)) < noise, random_digits, true_labels)
    return digits.x_train[rows[:n]].astype("float32") / 255, y[:n], true_labels[:n]


def split_validation(digits: Digits) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Split at most 1,000 validation images into two halves.

    Returns
    -------
    x_val, y_val, x_stop, y_stop : numpy.ndarray
        Images from 0 to 1 and labels: one half to measure networks with, one to tell early stopping when to stop.
    """
    x, y = digits.x_val[:1000].astype("float32") / 255, digits.y_val[:1000]
    return x[1::2], y[1::2], x[::2], y[::2]


def data_loss(model: keras.Model, x: np.ndarray, y: np.ndarray) -> float:
    """Return the mean cross-entropy of a model's predictions, without penalties and with dropout off.

    Parameters
    ----------
    model : keras.Model
        A classifier whose outputs are probabilities.
    x : numpy.ndarray
        Its inputs, shape (n, ...).
    y : numpy.ndarray of int
        Their labels, shape (n,).
    """
    probabilities = np.asarray(model(x, training=False))
    of_the_label = probabilities[np.arange(len(y)), y]
    return float(-np.mean(np.log(np.maximum(of_the_label, keras.config.epsilon()))))


def five_runs(
    model: keras.Model,
    digits: Digits,
    x_val: np.ndarray,
    y_val: np.ndarray,
    n: int = 150,
    noise: float = 0.2,
    epochs: int = 20,
) -> Runs:
    """Train a model five times from scratch, and measure it after each run.

    Run number `seed` has its own images, wrong labels, starting weights and order of batches. They are the same for
    every model with the same arguments, so two models can be compared run by run.

    Parameters
    ----------
    model : keras.Model
        Compiled. It is restarted before each run.
    digits : Digits
        Where the training images come from.
    x_val, y_val : numpy.ndarray
        The validation images and labels that the runs are measured on.
    n : int
        How many training images to draw, a multiple of 50, which is the batch size.
    noise : float
        As in `noisy_sample`.
    epochs : int
    """
    losses, accuracies = [], []
    for seed in range(RUNS):
        x, y, _ = noisy_sample(digits, n, noise, seed)
        restart(model, seed)
        rng = np.random.default_rng(seed)
        order = np.concatenate([rng.permutation(n) for _ in range(epochs)])  # one pass of `fit` is faster than many
        model.fit(x[order], y[order], batch_size=BATCH_SIZE, shuffle=False, verbose=0)
        losses.append(data_loss(model, x_val, y_val))
        accuracies.append(np.mean(np.argmax(model(x, training=False), axis=1) == y))
    return Runs(np.array(losses), np.array(accuracies))
