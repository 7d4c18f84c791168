"""Softmax, and replies about arguments and seeds."""

import numpy as np

ARGUMENTS = "Keep the arguments of the starter: the function is called with all of them, and the seed by its name."
CHANCE = "all chance must come from `seed`: np.random.default_rng(seed)"


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
