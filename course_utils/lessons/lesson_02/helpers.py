"""Two small data sets, and training runs repeated over seeds."""

from dataclasses import dataclass

import keras
import numpy as np

from course_utils.data import load_digits
from course_utils.training import restart

EPOCHS = 6
BATCH_SIZE = 100


@dataclass(frozen=True, eq=False)
class PointRuns:
    """Several training runs of one network on the points of `disc_in_ring`.

    Attributes
    ----------
    accuracy : numpy.ndarray
        The accuracy of each run on new points, shape (runs,).
    weights : list of list of numpy.ndarray
        For each run ``model.get_weights()`` after training.
    """

    accuracy: np.ndarray
    weights: list[list[np.ndarray]]

    @property
    def best(self) -> list[np.ndarray]:
        """Return the weights of the run with the highest accuracy."""
        return self.weights[int(self.accuracy.argmax())]

    @property
    def worst(self) -> list[np.ndarray]:
        """Return the weights of the run with the lowest accuracy."""
        return self.weights[int(self.accuracy.argmin())]


def disc_in_ring(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw points in a plane: class 1 in a disc of radius 1, class 0 in a ring with radii from 1.4 to 2.2.

    Returns
    -------
    x : numpy.ndarray of float32, shape (n, 2)
    y : numpy.ndarray of int, shape (n,)
        0 or 1, at random.
    """
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, n)
    radius = np.where(y == 1, np.sqrt(rng.random(n)), rng.uniform(1.4, 2.2, n))
    angle = rng.uniform(0, 2 * np.pi, n)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).astype("float32"), y


def train_on_points(model: keras.Model, runs: int) -> PointRuns:
    """Train a model from scratch with the seeds 0, 1, … on 4,000 points, and measure it on 2,000 new points.

    Parameters
    ----------
    model : keras.Model
        Compiled. It takes two numbers and returns the probability of class 1; it keeps the weights of the last run.
    runs : int
    """
    x, y = disc_in_ring(4000, seed=0)
    x_new, y_new = disc_in_ring(2000, seed=1)
    accuracy, weights = [], []
    for seed in range(runs):
        restart(model, seed)
        model.fit(x, y, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
        predictions = np.asarray(model(x_new, training=False))[:, 0] > 0.5
        accuracy.append(np.mean(predictions == y_new))
        weights.append(model.get_weights())
    return PointRuns(np.array(accuracy), weights)


def zeros_and_ones() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return ``x_train, y_train, x_val, y_val``: at most 400 images each of zeros and ones, as rows of 784 pixels."""
    digits = load_digits()
    parts: list[np.ndarray] = []
    for x, y in ((digits.x_train, digits.y_train), (digits.x_val, digits.y_val)):
        rows = np.flatnonzero(y < 2)[:400]
        parts += [x[rows].reshape(-1, 784).astype("float32") / 255, y[rows]]
    x_train, y_train, x_val, y_val = parts
    return x_train, y_train, x_val, y_val
