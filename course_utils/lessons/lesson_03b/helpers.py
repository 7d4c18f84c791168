"""Helpers of the lesson: data, the network of lesson 03a, and comparisons of weights."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_utils.data import load_digits


def digit_rows(most: int = 2000) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return ``x_train, y_train, x_val, y_val``: at most `most` images each, as rows of 784 floats from 0 to 1."""
    digits = load_digits()
    x_train, x_val = (x[:most].reshape(-1, 784) / 255 for x in (digits.x_train, digits.x_val))
    return x_train, digits.y_train[:most], x_val, digits.y_val[:most]


def new_model(seed: int = 0) -> Any:
    """Build the network of lesson 03a for rows of 784 pixels, untrained; the same seed gives the same weights."""
    import keras

    keras.utils.set_random_seed(seed)
    return keras.Sequential(
        [keras.Input((784,)), keras.layers.Dense(128, activation="relu"), keras.layers.Dense(10, activation="softmax")]
    )


def largest_difference(
    cost_of: Callable[[np.ndarray, np.ndarray, Sequence[np.ndarray]], float],
    X: np.ndarray,
    y: np.ndarray,
    weights: Sequence[np.ndarray],
    i: int,
    slopes: np.ndarray,
    samples: int,
    h: float = 1e-5,
) -> float:
    """Nudge randomly chosen weights of one array, and compare the change of the cost with their slopes.

    Parameters
    ----------
    cost_of : callable
        Takes ``X, y, weights``; returns the cost.
    weights : sequence of numpy.ndarray of float64
        Changed while the function runs, and restored before it returns.
    i : int
        Which of the arrays is nudged.
    slopes : numpy.ndarray
        The gradient to compare with, of the shape of this array.
    samples : int
        How many weights are nudged; all of them if the array has fewer.
    h : float
        The nudge, up and down.

    Returns
    -------
    float
        The largest absolute difference.
    """
    values, expected = weights[i].reshape(-1), slopes.reshape(-1)  # views: a change reaches the weights
    places = np.random.default_rng(i).permutation(values.size)[:samples]
    differences = []
    for place in places:
        before = values[place]
        values[place] = before + h
        up = cost_of(X, y, weights)
        values[place] = before - h
        down = cost_of(X, y, weights)
        values[place] = before
        differences.append(abs((up - down) / (2 * h) - expected[place]))
    return max(differences)


def count_changes(before: Sequence[np.ndarray], after: Sequence[np.ndarray]) -> int:
    """Count the numbers that differ between two lists of arrays."""
    return sum(int(np.sum(one != other)) for one, other in zip(before, after, strict=True))
