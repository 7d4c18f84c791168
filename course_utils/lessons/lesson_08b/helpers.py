"""Helpers of the lesson: a table with faults, the first updates of a network, and a look at a patient."""

from collections.abc import Callable

import keras
import numpy as np

from course_utils import plots
from course_utils.data import Digits
from course_utils.lessons.lesson_08b import check
from course_utils.plots.picture import Picture
from course_utils.training import restart


def handed_over(digits: Digits) -> tuple[np.ndarray, np.ndarray]:
    """Return 400 images and labels as a careless program might have saved them.

    The pixels are whole numbers from 0 to 255, and each label belongs to the image of the row before.
    """
    return digits.x_train[500:900], np.roll(digits.y_train[500:900], 1)


def first_updates(
    model: keras.Model, x: np.ndarray, y: np.ndarray, learning_rate: float, seed: int, updates: int = 30
) -> tuple[float, float, float]:
    """Restart a model, and train it for some updates with random batches of 100 rows.

    Returns
    -------
    before, highest, after : float
        The loss on all rows before training, the highest one of the first three updates, and the last one.
    """
    restart(model, seed)
    model.optimizer.learning_rate = learning_rate
    rng = np.random.default_rng(seed)
    losses = [_loss(model, x, y)]
    for update in range(updates):
        rows = rng.permutation(len(x))[:100]
        model.train_on_batch(x[rows], y[rows])
        if update < 3 or update == updates - 1:
            losses.append(_loss(model, x, y))
    return losses[0], max(losses), losses[-1]


def _loss(model: keras.Model, x: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean(keras.losses.sparse_categorical_crossentropy(y, model(x, training=False))))


def examine(program: Callable, patient: int, epochs: int = 15) -> Picture:
    """Run a program on the rows of a patient; print ten predictions next to the true values, and draw its curves."""
    x, y, x_new, y_new = check.rows(patient)
    history, predicted = program(x, y, x_new, epochs)
    print("predicted:", np.asarray(predicted[:10]).round(1))
    print("true:     ", y_new[:10].round(1))
    return plots.curves(history, title=f"Patient {patient}: training and validation")
