"""A small training set with wrong labels, on which networks overfit easily."""

import numpy as np


def few_noisy_images(x: np.ndarray, y: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw 150 training images, and replace one label in five with a random digit.

    Parameters
    ----------
    x : numpy.ndarray, shape (n, ...)
        Images, at least 150.
    y : numpy.ndarray, shape (n,)
        Labels from 0 to 9; they stay as they are.
    seed : int

    Returns
    -------
    tuple of numpy.ndarray
        The images, shape (150, ...), and their labels, shape (150,).
    """
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(x))[:150]
    labels = y[rows]
    labels[:30] = rng.integers(0, 10, 30)
    return x[rows], labels
