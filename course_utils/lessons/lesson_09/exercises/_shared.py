"""The test for a list in what came back."""

import numpy as np


def is_list(value):
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim == 1)
