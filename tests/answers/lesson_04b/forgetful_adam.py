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


# %% right: the paper's Keras form with its epsilon
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


# %% wrong: 0 divided by 0 | 0 / 0 is NaN
#-    return -learning_rate * np.sign(gradient)
#+    return -learning_rate * gradient / np.abs(gradient)


# %% wrong: two cases only | The weight whose gradient is 0 moves
#-    return -learning_rate * np.sign(gradient)
#+    return np.where(gradient > 0, -learning_rate, learning_rate)


# %% wrong: gradient descent | This is the step of gradient descent
def forgetful_adam(gradient, learning_rate):
    return -learning_rate * gradient


# %% wrong O03: uphill | Uphill: the weight must move against its gradient
#-    return -learning_rate * np.sign(gradient)
#+    return learning_rate * np.sign(gradient)


# %% wrong: no rate | The learning rate is not in it
#-    return -learning_rate * np.sign(gradient)
#+    return -np.sign(gradient)


# %% wrong: no sign | All weights move in the same direction
#-    return -learning_rate * np.sign(gradient)
#+    return -learning_rate * np.ones_like(gradient)


# %% wrong: the root of the square, which has no sign | All weights move in the same direction
#-    return -learning_rate * np.sign(gradient)
#+    return -learning_rate * np.sqrt(gradient**2) / np.maximum(np.abs(gradient), 1e-12)


# %% wrong O16: the length of the whole gradient | You divided by the length of the whole gradient
#-    return -learning_rate * np.sign(gradient)
#+    return -learning_rate * gradient / np.linalg.norm(gradient)


# %% wrong O11: no root | You divided by g², not by its root
def forgetful_adam(gradient, learning_rate):
    return -learning_rate * gradient / gradient**2


# %% wrong: no correction | Without the correction the first m is 0.1 g
#-    return -learning_rate * np.sign(gradient)
#+    m, v = 0.1 * gradient, 0.001 * gradient**2
#+    return -learning_rate * m / (np.sqrt(v) + 1e-7)


# %% wrong: one `if` for all weights | `if` needs a single yes or no
def forgetful_adam(gradient, learning_rate):
    if gradient > 0:
        return -learning_rate
    return learning_rate


# %% wrong O04: the sign in place | the gradient belongs to the caller
#-    return -learning_rate * np.sign(gradient)
#+    gradient /= np.where(gradient == 0, 1, np.abs(gradient))
#+    return -learning_rate * gradient


# %% wrong: clipped | which part of the gradient is left
#-    return -learning_rate * np.sign(gradient)
#+    return -learning_rate * np.clip(gradient, -1, 1)


# %% wrong: returns nothing | Is there a `return`
#-    return -learning_rate * np.sign(gradient)
#+    step = -learning_rate * np.sign(gradient)
#+    print(step)
