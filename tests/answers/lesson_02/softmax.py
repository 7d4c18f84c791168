# %% right: NumPy, the largest of each row subtracted
import numpy as np


def softmax(z):
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


# %% right: row by row in plain Python, lists
import math


def softmax(z):
    if z.ndim == 2:
        return [softmax(row) for row in z]
    top = max(z)
    powers = [math.exp(score - top) for score in z]
    return [power / sum(powers) for power in powers]


# %% right: Keras, float32 tensor
import keras


def softmax(z):
    return keras.ops.softmax(z, axis=-1)


# %% right: TensorFlow, in 64 bits
import tensorflow as tf


def softmax(z):
    return tf.nn.softmax(z)


# %% right: SciPy
from scipy.special import softmax as scipy_softmax


def softmax(z):
    return scipy_softmax(z, axis=-1)


# %% right: 1 over the sum of the powers of differences
import numpy as np


def softmax(z):
    with np.errstate(over="ignore"):
        differences = z[..., None, :] - z[..., :, None]
        return 1 / np.exp(differences).sum(axis=-1)


# %% right: by logarithms
import numpy as np


def softmax(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


# %% right: transposed, and a guard against dividing by 0
import numpy as np


def softmax(z):
    powers = np.exp(z.T - z.T.max(axis=0))
    return (powers / (powers.sum(axis=0) + 1e-9)).T.astype("float32")


# %% right: an object that can be called
import numpy as np


class Softmax:
    def __init__(self, axis=-1):
        self.axis = axis

    def __call__(self, z):
        z = z - z.max(self.axis, keepdims=True)
        np.exp(z, out=z)
        return z / z.sum(self.axis, keepdims=True)


def softmax(z):
    return Softmax()(np.asarray(z, dtype=float))


# %% right: apply_along_axis of one row
import numpy as np


def softmax(z):
    def one(row):
        powers = np.e ** (row - max(row))
        return powers / sum(powers)

    return np.apply_along_axis(one, -1, z)


# %% right: recursion down to a row, lists
import math


def softmax(z):
    if hasattr(z[0], "__len__"):
        return [softmax(row) for row in z]
    highest = max(z)
    powers = [math.exp(value - highest) for value in z]
    return [power / math.fsum(powers) for power in powers]


# %% right: Keras's layer
import keras
import numpy as np


def softmax(z):
    return keras.layers.Softmax(axis=-1)(np.asarray(z, "float32"))


# %% right: in half precision
import numpy as np


def softmax(z):
    powers = np.exp((z - np.max(z, axis=-1, keepdims=True)).astype("float16"))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% wrong: equal shares in place of NaN | these sums are far from 0
import numpy as np


def softmax(z):
    powers = np.exp(z)
    return np.nan_to_num(powers / powers.sum(axis=-1, keepdims=True), nan=1 / z.shape[-1])


# %% wrong: axis 1, which a single row lacks | A single row has only one axis
import numpy as np


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: no keepdims | A result for each row, such as its total
import numpy as np


def softmax(z):
    powers = np.exp(z)
    return powers / powers.sum(axis=-1)


# %% wrong: changes its argument | `-=` and `/=` change the array
import numpy as np


def softmax(z):
    z -= z.max(axis=-1, keepdims=True)
    powers = np.exp(z)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% wrong: all alike | in each row, divide the powers of e
import numpy as np


def softmax(z):
    return np.full(z.shape, 1 / z.shape[-1])


# %% wrong: the class, not the probabilities | in each row, divide the powers of e
def softmax(z):
    return z.argmax(axis=-1)


# %% wrong P03: math.exp of an array | `float` and the functions of the module `math` take a single number,
import math


def softmax(z):
    powers = math.exp(z)
    return powers / sum(powers)


# %% wrong P02: a hat for a power | In Python, `^` compares the bits of whole numbers. Write a power with
import numpy as np


def softmax(z):
    powers = np.e ^ z
    return powers / powers.sum(axis=-1, keepdims=True)
