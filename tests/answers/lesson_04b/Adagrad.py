# %% right: epsilon inside the root, as in Keras
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.accumulator = initial_accumulator_value

    def update(self, w, gradient):
        self.accumulator = self.accumulator + gradient**2
        return w - self.learning_rate * gradient / np.sqrt(self.accumulator + self.epsilon)


# %% right: epsilon outside the root, an array made at the first update
import numpy as np


class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.start, self.epsilon = learning_rate, initial_accumulator_value, epsilon
        self.accumulator = None

    def update(self, w, gradient):
        if self.accumulator is None:
            self.accumulator = np.full_like(w, self.start)
        self.accumulator += gradient * gradient
        rates = self.learning_rate / (np.sqrt(self.accumulator) + self.epsilon)
        return w - rates * gradient


# %% right: Keras's own optimizer inside
import keras
import numpy as np


class Adagrad:
    def __init__(self, **settings):
        self.optimizer = keras.optimizers.Adagrad(**settings)
        self.w = None

    def update(self, w, gradient):
        if self.w is None:
            self.w = keras.Variable(w)
        self.w.assign(w)
        self.optimizer.apply([keras.ops.convert_to_tensor(gradient, "float32")], [self.w])
        return np.array(self.w)


# %% right: a loop over the weights
class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value, epsilon):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.start, self.sums = initial_accumulator_value, {}

    def update(self, w, gradient):
        new = list(w)
        for i, g in enumerate(gradient):
            self.sums[i] = self.sums.get(i, self.start) + g**2
            new[i] -= self.learning_rate * g / (self.sums[i] ** 0.5 + self.epsilon)
        return new


# %% right: TensorFlow, in float32
import tensorflow as tf


class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.accumulator = tf.constant(initial_accumulator_value, tf.float32)

    def update(self, w, gradient):
        w, gradient = tf.cast(w, tf.float32), tf.cast(gradient, tf.float32)
        self.accumulator += tf.square(gradient)
        return w - self.learning_rate * gradient * tf.math.rsqrt(self.accumulator + self.epsilon)


# %% right: all gradients kept, their squares added up each time
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.settings, self.gradients = (learning_rate, initial_accumulator_value, epsilon), []

    def update(self, w, gradient):
        rate, start, epsilon = self.settings
        self.gradients += [gradient.copy()]
        total = start + np.sum(np.square(self.gradients), axis=0)
        return w - rate * gradient / (np.sqrt(total) + epsilon)


# %% right: a dataclass, np.hypot adds the squares
from dataclasses import dataclass, field

import numpy as np


@dataclass(kw_only=True)
class Adagrad:
    learning_rate: float = 0.001
    initial_accumulator_value: float = 0.1
    epsilon: float = 1e-7
    root: np.ndarray | None = field(default=None, init=False)

    def update(self, w, gradient):
        if self.root is None:
            self.root = np.full(w.shape, self.initial_accumulator_value**0.5)
        self.root = np.hypot(self.root, gradient)
        return w - self.learning_rate * (gradient / np.maximum(self.root, self.epsilon))


# %% wrong O05: the accumulator is made anew at every update | Your accumulator starts from the beginning in each update
import numpy as np


class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.start, self.epsilon = learning_rate, initial_accumulator_value, epsilon

    def update(self, w, gradient):
        accumulator = self.start + gradient**2
        return w - self.learning_rate * gradient / np.sqrt(accumulator + self.epsilon)


# %% wrong O11: no root | You divide by the sum of the squares
class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.accumulator = initial_accumulator_value

    def update(self, w, gradient):
        self.accumulator = self.accumulator + gradient**2
        return w - self.learning_rate * gradient / (self.accumulator + self.epsilon)


# %% wrong O16: one number for all weights | You use one number for all weights
#-    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
#+    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):

#-        self.accumulator = self.accumulator + gradient**2
#+        self.accumulator = self.accumulator + np.sum(gradient**2)


# %% wrong O03: uphill | Your steps go uphill
#-    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
#+    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):

#-        return w - self.learning_rate * gradient / np.sqrt(self.accumulator + self.epsilon)
#+        return w + self.learning_rate * gradient / np.sqrt(self.accumulator + self.epsilon)


# %% wrong: no epsilon | 0 / 0 is NaN, so use epsilon
import numpy as np


class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.accumulator = initial_accumulator_value

    def update(self, w, gradient):
        self.accumulator = self.accumulator + gradient**2
        return w - self.learning_rate * gradient / np.sqrt(self.accumulator)


# %% wrong O04: the weights in place | change the array that your function was given
#-    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
#+    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):

#-        return w - self.learning_rate * gradient / np.sqrt(self.accumulator + self.epsilon)
#+        w -= self.learning_rate * gradient / np.sqrt(self.accumulator + self.epsilon)
#+        return w


# %% wrong: the gradient is squared in place | what your `update` did to the gradient
import numpy as np


class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.accumulator = initial_accumulator_value

    def update(self, w, gradient):
        step = self.learning_rate * gradient
        gradient *= gradient
        self.accumulator = self.accumulator + gradient
        return w - step / np.sqrt(self.accumulator + self.epsilon)


# %% wrong: other names | Keep the arguments and their names as they are
class Adagrad:
    def __init__(self, lr, eps):
        self.lr, self.eps = lr, eps


# %% wrong: the accumulator was never made | Does the name belong to your object? Then create it in `__init__`
import numpy as np


class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon

    def update(self, w, gradient):
        self.accumulator += gradient**2
        return w - self.learning_rate * gradient / np.sqrt(self.accumulator + self.epsilon)


# %% wrong: a local name in place of self | Does the name belong to your object? Then create it in `__init__`
import numpy as np


class Adagrad:
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        accumulator = initial_accumulator_value

    def update(self, w, gradient):
        accumulator = accumulator + gradient**2
        return w - self.learning_rate * gradient / np.sqrt(accumulator + self.epsilon)


# %% wrong O43: gradients added up, then squared | You add up the gradients and square their sum. Square each gradient
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.rate, self.start, self.epsilon, self.total = learning_rate, initial_accumulator_value, epsilon, 0

    def update(self, w, gradient):
        self.total = self.total + gradient
        return w - self.rate * gradient / (np.sqrt(self.start + self.total**2) + self.epsilon)


# %% wrong: no start value | Does the name belong to your object? Then create it in `__init__`, with `self.… = …`, and
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.rate, self.epsilon = learning_rate, epsilon

    def update(self, w, gradient):
        self.accumulator = self.accumulator + gradient**2
        return w - self.rate * gradient / (np.sqrt(self.accumulator) + self.epsilon)


# %% wrong P02: a hat for a power | In Python, `^` compares the bits of whole numbers. Write a power with
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.rate, self.epsilon, self.accumulator = learning_rate, epsilon, initial_accumulator_value

    def update(self, w, gradient):
        self.accumulator = self.accumulator + gradient ^ 2
        return w - self.rate * gradient / (np.sqrt(self.accumulator) + self.epsilon)


# %% wrong P07: self forgotten in update | Python passes the object itself as the first argument of every
#-    def update(self, w, gradient):
#+    def update(w, gradient):


# %% wrong P08: single underscores | Your class has no method `__init__`. Its name has two underscores on
#-    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
#+    def _init_(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):


# %% wrong P09: a velocity as in Momentum, without self | `velocity` and `self.velocity` are different variables. Only
#-        self.accumulator = initial_accumulator_value
#+        self.velocity = initial_accumulator_value

#-        self.accumulator = self.accumulator + gradient**2
#-        return w - self.learning_rate * gradient / np.sqrt(self.accumulator + self.epsilon)
#+        self.velocity = velocity + gradient**2
#+        return w - self.learning_rate * gradient / np.sqrt(self.velocity + self.epsilon)


# %% wrong: the shape of weights that nobody has yet | `__init__` doesn't know the weights yet
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.total = np.full(w.shape, initial_accumulator_value)

    def update(self, w, gradient):
        self.total = self.total + gradient**2
        return w - self.learning_rate * gradient / np.sqrt(self.total + self.epsilon)
