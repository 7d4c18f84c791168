# %% right: NumPy's sign
import numpy as np


def forgetful_adam(gradient, learning_rate):
    return -learning_rate * np.sign(gradient)


# %% right: Adam's first step, written out
import numpy as np


def forgetful_adam(gradient, learning_rate):
    m = (1 - 0.9) * gradient / (1 - 0.9)
    v = (1 - 0.999) * gradient**2 / (1 - 0.999)
    return -learning_rate * m / (np.sqrt(v) + 1e-7)


# %% right: Keras's formula with its epsilon
#-    return -learning_rate * np.sign(gradient)
#+    m, v = 0.1 * gradient, 0.001 * gradient**2
#+    return -learning_rate * (0.001**0.5 / 0.1) * m / (np.sqrt(v) + 1e-7)


# %% right: divided by its size, 0 left out
#-    return -learning_rate * np.sign(gradient)
#+    size = np.abs(gradient)
#+    return -learning_rate * np.divide(gradient, size, out=np.zeros_like(gradient), where=size > 0)


# %% right: a loop, a list
def forgetful_adam(gradient, learning_rate):
    steps = []
    for g in gradient:
        steps.append(-learning_rate if g > 0 else learning_rate if g < 0 else 0.0)
    return steps


# %% right: TensorFlow, in float32
import tensorflow as tf


def forgetful_adam(gradient, learning_rate):
    return -learning_rate * tf.sign(tf.cast(gradient, tf.float32))


# %% right: Keras's own Adam, new at each call
import keras
import numpy as np


def forgetful_adam(gradient, learning_rate):
    w = keras.Variable(np.zeros(gradient.shape, "float32"))
    keras.optimizers.Adam(learning_rate).apply([keras.ops.convert_to_tensor(gradient, "float32")], [w])
    return w


# %% right: two masks
def forgetful_adam(gradient, learning_rate):
    return learning_rate * ((gradient < 0) * 1.0 - (gradient > 0) * 1.0)


# %% right: copysign, 0 left out
import numpy as np


def forgetful_adam(gradient, *, learning_rate):
    return np.where(gradient, np.copysign(learning_rate, -gradient), 0)


# %% right: comparisons subtracted, a lambda
import numpy as np

forgetful_adam = lambda gradient, learning_rate: learning_rate * (
    np.less(gradient, 0).astype("int8") - np.greater(gradient, 0).astype("int8")
)


# %% right: divided by its size plus epsilon, a generator
import math

import numpy as np


def forgetful_adam(gradient, learning_rate):
    return np.fromiter((-learning_rate * g / (math.sqrt(g * g) + 1e-7) for g in gradient), dtype="float32")


# %% wrong: one `if` for all weights | `if` needs a single yes or no
def forgetful_adam(gradient, learning_rate):
    if gradient > 0:
        return -learning_rate
    return learning_rate


# %% wrong O04: the sign in place | the training loop may still use the gradient
#-    return -learning_rate * np.sign(gradient)
#+    gradient /= np.where(gradient == 0, 1, np.abs(gradient))
#+    return -learning_rate * gradient


# %% wrong: clipped | divide one of the gradients by its own size
#-    return -learning_rate * np.sign(gradient)
#+    return -learning_rate * np.clip(gradient, -1, 1)


# %% wrong: returns nothing | Nothing came back (None)
#-    return -learning_rate * np.sign(gradient)
#+    step = -learning_rate * np.sign(gradient)
#+    print(step)


# %% wrong P02: a hat for a power | In Python, `^` compares the bits of whole numbers. Write a power with
import numpy as np


def forgetful_adam(gradient, learning_rate):
    return -learning_rate * gradient / np.sqrt(gradient ^ 2)
