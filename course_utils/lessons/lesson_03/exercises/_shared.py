"""A small network with drawn weights, softmax, and helpers for answers with several parts."""

import numpy as np

from course_utils.checks import expect

NO_COMPILE = "`fit`, `evaluate` and the like need `compile` first: which loss, and which optimizer?"


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def parts(got, names, tried):
    """Return the parts of what came back if there is one for each name, with single-number arrays as plain numbers."""
    parts = list(got) if isinstance(got, (tuple, list)) or (isinstance(got, np.ndarray) and got.ndim) else None
    expect.that(
        parts is not None and len(parts) == len(names),
        tried=tried,
        got=f"a {type(got).__name__} of {len(got)}" if isinstance(got, (tuple, list)) else expect.short(got),
        expected=", ".join(names),
        look="the return line: these values, in this order",
    )
    return [part.item() if isinstance(part, (np.ndarray, np.generic)) and part.ndim == 0 else part for part in parts]


def tidy(values):
    """Round numbers to five digits, enough to read and to compare; leave anything else as it is."""
    return [float(f"{value:.5g}") if isinstance(value, float) else value for value in values]


def network(rng, *sizes, activation, dropout=0.0, last="linear"):
    """Return a network with one hidden layer and weights drawn from `rng`, as plain data, and these weights."""
    import keras

    from course_utils.checks.learner_side.export_model import export

    inputs, hidden, outputs = sizes
    network = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(hidden, activation=activation)])
    if dropout:
        network.add(keras.layers.Dropout(dropout))
    network.add(keras.layers.Dense(outputs, activation=last))
    shapes = ((inputs, hidden), (hidden,), (hidden, outputs), (outputs,))
    weights = [rng.normal(0, 0.6, shape).astype("float32") for shape in shapes]
    network.set_weights(weights)
    return export(network), weights
