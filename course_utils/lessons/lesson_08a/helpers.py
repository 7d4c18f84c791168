"""Helpers of the lesson: the images of each run, and a run on a sample of the training set."""

import keras
import numpy as np

from course_utils.data import Digits
from course_utils.training import restart

Images = tuple[np.ndarray, np.ndarray]
BATCH_SIZE = 50
UPDATES = 100


def sample(digits: Digits, n: int, seed: int, wrong: float = 0.0) -> Images:
    """Draw training images at random, and replace some of their labels with random digits.

    Parameters
    ----------
    digits : Digits
    n : int
        How many images to draw; with the same seed, the larger of two samples contains the smaller one.
    seed : int
    wrong : float
        The probability that a label is replaced, from 0 to 1. One replacement in ten happens to be correct.

    Returns
    -------
    x, y : numpy.ndarray
        Images from 0 to 1, float32 of shape (n, 28, 28), and labels, shape (n,).
    """
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(digits.x_train))
    replaced, random_digits = rng.random(len(rows)) < wrong, rng.integers(0, 10, len(rows))
    y = np.where(replaced, random_digits, digits.y_train[rows])
    return digits.x_train[rows[:n]].astype("float32") / 255, y[:n]


def copied_sample(digits: Digits, n: int, copies: int, seed: int) -> tuple[Images, Images]:
    """Return a training and a validation set: a quarter of a shuffled table that has several copies of each image."""
    x, y = sample(digits, n, seed)
    rows = np.random.default_rng(seed).permutation(np.repeat(np.arange(n), copies))
    held = len(rows) // 4
    return (x[rows[held:]], y[rows[held:]]), (x[rows[:held]], y[rows[:held]])


def losses_after_training(
    model: keras.Model, digits: Digits, n: int, seed: int, validation: Images
) -> tuple[float, float]:
    """Train a model from scratch on n training images, with as many updates for every n.

    Parameters
    ----------
    model : keras.Model
        Compiled, with a metric. It is restarted.
    digits : Digits
    n : int
        At least 50, the size of a batch.
    seed : int
        Decides about images, starting weights and batches.
    validation : tuple of numpy.ndarray
        Images and labels.

    Returns
    -------
    training_loss, validation_loss : float
    """
    x, y = sample(digits, n, seed)
    restart(model, seed)
    rng = np.random.default_rng(seed)
    epochs = UPDATES * BATCH_SIZE // n + 1
    order = np.concatenate([rng.permutation(n) for _ in range(epochs)])[: UPDATES * BATCH_SIZE]
    model.fit(x[order], y[order], batch_size=BATCH_SIZE, shuffle=False, verbose=0)  # one pass is faster than many
    training_loss, _ = model.evaluate(x, y, batch_size=500, verbose=0)
    validation_loss, _ = model.evaluate(*validation, batch_size=500, verbose=0)
    return training_loss, validation_loss
