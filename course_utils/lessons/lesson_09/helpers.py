"""Helpers of the lesson: digits as different people might draw them, anomalies, and repeated runs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.training import restart


def redraw(images: NDArray, seed: int) -> NDArray:
    """Slant, shrink and move each image in its own way, as people with a different pen and scanner might.

    Parameters
    ----------
    images : numpy.ndarray of uint8, shape (n, 28, 28)
    seed : int
        Decides the slant (up to 0.3 columns for each row), the size (80 to 100%) and the shift (up to 3 pixels).

    Returns
    -------
    numpy.ndarray of uint8, shape (n, 28, 28)
    """
    from scipy import ndimage

    rng = np.random.default_rng(seed)
    middle = np.full(2, 13.5)
    changed = []
    for image in images:
        matrix = np.array([[1.0, 0.0], [rng.uniform(-0.3, 0.3), 1.0]]) / rng.uniform(0.8, 1)
        shift = rng.uniform(-3, 3, 2)
        changed.append(ndimage.affine_transform(image, matrix, middle - matrix @ (middle + shift), order=1))
    return np.array(changed)


def with_anomalies(images: NDArray, letter: NDArray) -> NDArray:
    """Return digits from 0 to 1 followed by five anomalies.

    The anomalies are a letter, a digit with dark ink on white, two digits with swapped halves, and a blank image.

    Parameters
    ----------
    images : numpy.ndarray, shape (n, 28, 28)
    letter : numpy.ndarray, shape (28, 28)

    Returns
    -------
    numpy.ndarray of float32, shape (n + 5, 28, 28)
    """
    blank = np.zeros_like(letter)
    halves = np.roll(images[10:12], 14, axis=1)
    return np.concatenate([images, letter[None], 1 - images[:1], halves, blank[None]]).astype("float32")


def three_runs(model: Any, x: NDArray, y: NDArray, x_vals: Sequence[NDArray], y_val: NDArray) -> NDArray:
    """Train a compiled network from scratch for the seeds 0 to 2, for 10 epochs, and measure its accuracy.

    Parameters
    ----------
    model : keras.Model
        Restarted before each run.
    x, y : numpy.ndarray, shapes (n, 28, 28) and (n,)
        The training set.
    x_vals : sequence of numpy.ndarray, shape (m, 28, 28)
        Several versions of the same m validation images.
    y_val : numpy.ndarray, shape (m,)

    Returns
    -------
    numpy.ndarray, shape (3, len(x_vals))
        The accuracy on each version after each run.
    """
    accuracies = []
    for seed in range(3):
        restart(model, seed)
        model.fit(x[..., None], y, batch_size=64, epochs=10, verbose=0)
        accuracies.append([model.evaluate(x_val[..., None], y_val, verbose=0)[1] for x_val in x_vals])
    return np.array(accuracies)
