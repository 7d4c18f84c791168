"""Helpers of the lesson: the digits as rows of pixels."""

import numpy as np

from course_utils.data import load_digits

MOST = 1078  # as many as the embedded digits have, so that MNIST takes no longer


def digit_rows() -> tuple[np.ndarray, np.ndarray]:
    """Return ``x_train`` of shape (1078, 784), float32 from 0 to 1, and ``y_train`` of shape (1078,)."""
    digits = load_digits()
    return digits.x_train[:MOST].reshape(-1, 784).astype("float32") / 255, digits.y_train[:MOST]
