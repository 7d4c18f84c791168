"""Softmax, rounded numbers, and messages about `compile`."""

import numpy as np

METRICS = "In `compile`, the third argument without a name is `loss_weights`. Pass the metrics by name: `metrics=[…]`."
NO_COMPILE = "`fit` and `evaluate` need a call of `compile` first, with a loss and an optimizer."


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def tidy(values):
    """Round numbers to five digits, enough to read and to compare; leave anything else as it is."""
    return [float(f"{value:.5g}") if isinstance(value, float) else value for value in values]
