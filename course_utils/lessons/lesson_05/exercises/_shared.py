"""Softmax, and messages about arguments and seeds."""

import numpy as np

ARGUMENTS = (
    "A call has too many or too few arguments. Does your function still have the four arguments of the cell you "
    "were given? The check gives all of them, and `seed` by its name."
)
CHANCE = "All random choices must come from `seed`: np.random.default_rng(seed)."


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
