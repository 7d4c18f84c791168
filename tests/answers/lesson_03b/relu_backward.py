# %% right: a mask
def relu_backward(da, z):
    return da * (z > 0)


# %% right: np.where
import numpy as np


def relu_backward(da, z):
    return np.where(z > 0, da, 0)


# %% right: a copy with zeros set
def relu_backward(da, z):
    dz = da.copy()
    dz[z <= 0] = 0
    return dz


# %% right: list comprehensions
def relu_backward(da, z):
    return [[d if v > 0 else 0.0 for d, v in zip(*rows)] for rows in zip(da, z)]


# %% right: TensorFlow's tape
import tensorflow as tf


def relu_backward(da, z):
    z = tf.Variable(z)
    with tf.GradientTape() as tape:
        a = tf.nn.relu(z)
    return tape.gradient(a, z, output_gradients=tf.constant(da))


# %% right: the Heaviside step
import numpy as np


def relu_backward(da, z):
    return da * np.heaviside(z, 0)


# %% right: masked, by a lambda
import numpy as np

relu_backward = lambda da, z: np.ma.array(da, mask=z < 0).filled(0)


# %% right: the sign, halved
import numpy as np


def relu_backward(da, *, z):
    return np.multiply(da, (1 + np.sign(z)) / 2, dtype="float32")


# %% right: np.select
import numpy as np


def relu_backward(da: np.ndarray, z: np.ndarray) -> np.ndarray:
    return np.select([z > 0, z < 0], [da, np.zeros_like(da)])


# %% wrong: in the caller's array | work on a copy, because da and z are needed again later
def relu_backward(da, z):
    da[z <= 0] = 0
    return da


# %% wrong: a leaky one, which nobody named | the slope of ReLU at z
import numpy as np


def relu_backward(da, z):
    return np.where(z > 0, da, 0.1 * da)


# %% wrong P14: the slope written into z | work on a copy, because da and z are needed again later
def relu_backward(da, z):
    z[z <= 0] = 0
    z[z > 0] = 1
    return da * z


# %% wrong: if for a whole array | `if` needs a single yes or no, but `z > 0` gives one for each number
def relu_backward(da, z):
    if z > 0:
        return da
    return 0
