"""Helpers of the lesson: data, and wrong labels."""

import numpy as np

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
