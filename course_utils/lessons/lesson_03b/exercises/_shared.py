"""Softmax, and a message about `compile`."""

import numpy as np

NO_COMPILE = "You called a method that works only after `compile`. Compute the loss with `loss_fn` instead."


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
