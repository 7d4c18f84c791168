"""Helpers that several exercises of the lesson use."""

import numpy as np


def is_list(value):
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim == 1)
