# %% right: scores divided, then the largest subtracted
import numpy as np


def tempered_softmax(z, temperature):
    z = z / temperature
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% right: Keras's softmax
import keras


def tempered_softmax(z, temperature):
    return keras.ops.softmax(z / temperature)


# %% right: powers of the probabilities, divided by their sum
import numpy as np


def tempered_softmax(z, temperature):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    p = (powers / powers.sum(axis=-1, keepdims=True)) ** (1 / temperature)
    return p / p.sum(axis=-1, keepdims=True)


# %% right: plain Python
import math


def tempered_softmax(z, temperature):
    if z.ndim == 2:
        return [tempered_softmax(row, temperature) for row in z]
    powers = [math.exp((score - max(z)) / temperature) for score in z]
    return [power / sum(powers) for power in powers]


# %% right: SciPy, in a lambda
import scipy.special

tempered_softmax = lambda z, temperature: scipy.special.softmax(z / temperature, axis=-1)


# %% right: the temperature by keyword only, differences of all pairs
import numpy as np


def tempered_softmax(z, *, temperature=1.0):
    differences = (z[..., None, :] - z[..., :, None]) / temperature
    with np.errstate(over="ignore"):
        return 1 / np.exp(differences).sum(axis=-1)


# %% right: log-sum-exp
import numpy as np


def tempered_softmax(z, temperature):
    scaled = np.divide(z, temperature)
    return np.exp(scaled - np.logaddexp.reduce(scaled, axis=-1, keepdims=True))


# %% right: TensorFlow in 32 bits
import tensorflow as tf


def tempered_softmax(z, temperature):
    return tf.nn.softmax(tf.cast(z, tf.float32) / temperature)


# %% wrong: axis 1 | A single row has only one axis
import numpy as np


def tempered_softmax(z, temperature):
    powers = np.exp(z / temperature)
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: no keepdims | A result for each row, such as its total
import numpy as np


def tempered_softmax(z, temperature):
    powers = np.exp(z / temperature)
    return powers / powers.sum(axis=-1)


# %% wrong: the sum is divided | divide by the temperature first
import numpy as np


def tempered_softmax(z, temperature):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / (powers.sum(axis=-1, keepdims=True) + temperature)


# %% wrong P02: a hat for a power | In Python, `^` compares the bits of whole numbers. Write a power with
import numpy as np


def tempered_softmax(z, temperature):
    powers = np.exp(z) ^ (1 / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)
