# %% right: np.maximum
import numpy as np


def relu(z):
    return np.maximum(0, z)


# %% right: np.where, float32
#-    return np.maximum(0, z)
#+    return np.where(z > 0, z, 0).astype("float32")


# %% right: times the mask, which gives -0.0
def relu(z):
    return z * (z > 0)


# %% right: nested lists, by recursion
def relu(z):
    if getattr(z, "ndim", 0) == 0:
        return float(z) if z > 0 else 0.0
    return [relu(part) for part in z]


# %% right: in place, in a copy
import numpy as np


def relu(z):
    a = np.array(z)
    a[a < 0] = 0
    return a


# %% right: np.vectorize of a function for one number
#-    return np.maximum(0, z)
#+    return np.vectorize(lambda number: max(number, 0.0))(z)


# %% right: Keras, returns a tensor
import keras


def relu(z):
    return keras.activations.relu(z)


# %% right: TensorFlow in half precision
import tensorflow as tf


def relu(z):
    return tf.nn.relu(tf.cast(z, tf.float16))


# %% right: half of z and its size
def relu(z):
    return (z + abs(z)) / 2


# %% right: a callable from NumPy
import functools

import numpy as np

relu = functools.partial(np.clip, min=0, max=None)


# %% right: a leaky ReLU that lets nothing leak
import keras


def relu(z):
    return keras.layers.LeakyReLU(negative_slope=0.0)(z)


# %% right: the flat iterator, reshaped
import numpy as np


def relu(z):
    return np.array([value if value >= 0 else 0 for value in z.flat]).reshape(z.shape)


# %% right: np.piecewise
import numpy as np


def relu(z: np.ndarray, /) -> np.ndarray:
    return np.piecewise(z, [z < 0], [0, lambda positive: positive])


# %% right: a ufunc made of Python's max
import numpy as np


def relu(z):
    return np.frompyfunc(max, 2, 1)(z, 0).astype(float)


# %% wrong: in place | return a new array
def relu(z):
    z[z < 0] = 0
    return z


# %% wrong: the right result, the argument changed on the way | return a new array
#-    return np.maximum(0, z)
#+    return np.maximum(z, 0, out=z)


# %% wrong: max of an array | `if` and `max` need one comparison
def relu(z):
    return max(0, z)


# %% wrong: a loop over rows | `if` and `max` need one comparison
def relu(z):
    return [number if number > 0 else 0 for number in z]


# %% wrong: made for tables only | z can have any number of axes
def relu(z):
    rows, columns = z.shape
    return [[max(0, z[i, j]) for j in range(columns)] for i in range(rows)] if z.ndim == 2 else z


# %% wrong: prints | nothing (None)
#-    return np.maximum(0, z)
#+    print(np.maximum(0, z)[0])


# %% wrong P01: np.max for np.maximum | The second argument of `np.max` is an axis. `np.max` looks for the
import numpy as np


def relu(z):
    return np.max(0, z)


# %% wrong P18: where without an else | `np.where` needs three arguments here: a condition, the value where
import numpy as np


def relu(z):
    return np.where(z > 0, z)


# %% wrong: negative numbers become 1, which nobody named | what happens to a positive number
import numpy as np


def relu(z):
    return np.maximum(z, 1)


# %% wrong P01: np.max along the rows | The second argument of `np.max` is an axis. `np.max` looks for the
import numpy as np


def relu(z):
    return np.max(z, 0)
