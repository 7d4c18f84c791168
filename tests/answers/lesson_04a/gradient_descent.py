# %% right: a list of points
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


# %% right: an array filled row by row
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    path = np.zeros((n_steps + 1, len(start)))
    path[0] = start
    for step in range(n_steps):
        path[step + 1] = path[step] - learning_rate * gradient(path[step])
    return path


# %% right: in place, but in a copy, and copies are kept
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    w = np.array(start, dtype=float)
    path = [w.copy()]
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        path.append(w.copy())
    return np.stack(path)


# %% right: plain lists
def gradient_descent(gradient, start, learning_rate, n_steps):
    w = [float(value) for value in start]
    path = [w]
    for _ in range(n_steps):
        w = [a - learning_rate * g for a, g in zip(w, gradient(w))]
        path.append(w)
    return path


# %% right: TensorFlow, in float32
import tensorflow as tf


def gradient_descent(gradient, start, learning_rate, n_steps):
    w = tf.Variable(start, dtype=tf.float32)
    path = [tf.identity(w)]
    for _ in range(n_steps):
        w.assign_sub(learning_rate * tf.constant(gradient(w.numpy()), tf.float32))
        path.append(tf.identity(w))
    return tf.stack(path)


# %% right: Keras's own SGD
import keras
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    w = keras.Variable(start)
    optimizer = keras.optimizers.SGD(learning_rate)
    path = [np.array(w)]
    for _ in range(n_steps):
        optimizer.apply([keras.ops.convert_to_tensor(gradient(np.array(w)), "float32")], [w])
        path.append(np.array(w))
    return path


# %% right: it calls itself
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    if n_steps == 0:
        return np.array([start])
    rest = gradient_descent(gradient, start - learning_rate * gradient(start), learning_rate, n_steps - 1)
    return np.vstack([start, rest])


# %% right: accumulate over steps
from itertools import accumulate

import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    step = lambda w, _: w - learning_rate * gradient(w)
    return np.stack(list(accumulate(range(n_steps), step, initial=start)))


# %% right: a generator of places, keyword-only settings
import numpy as np


def places(gradient, w, learning_rate):
    while True:
        yield w
        w = w - learning_rate * gradient(w)


def gradient_descent(gradient, start, *, learning_rate, n_steps):
    path = places(gradient, start.copy(), learning_rate)
    return np.array([next(path) for _ in range(n_steps + 1)])


# %% right: stacked row by row, float32
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    path = start[np.newaxis]
    while len(path) <= n_steps:
        path = np.vstack([path, path[-1] + gradient(path[-1]) * -learning_rate])
    return path.astype("float32")


# %% right: an object of a class walks
import numpy as np


class Walker:
    def __init__(self, gradient, place, rate):
        self.gradient, self.place, self.rate, self.path = gradient, place, rate, [place]

    def step(self):
        self.place = self.place - self.rate * self.gradient(self.place)
        self.path.append(self.place)
        return self


def gradient_descent(gradient, start, learning_rate, n_steps):
    walker = Walker(gradient, start, learning_rate)
    [walker.step() for _ in range(n_steps)]
    return walker.path


# %% wrong O03: uphill | Your steps follow the gradient, which points uphill
#-        path.append(path[-1] - learning_rate * gradient(path[-1]))
#+        path.append(path[-1] + learning_rate * gradient(path[-1]))


# %% wrong O04: the caller's start is moved along | contains the same array many times
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    w = start.copy()
    path = [w]
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        path.append(w)
    return np.array(path)


# %% wrong O04: the caller's start is moved, copies are kept | `w = start` doesn't copy the array
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    w = start
    path = [w.copy()]
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        path.append(w.copy())
    return np.array(path)


# %% wrong: takes the function for an array | `gradient` is a function, not an array
#-        path.append(path[-1] - learning_rate * gradient(path[-1]))
#+        path.append(path[-1] - learning_rate * gradient)


# %% wrong: the gradient shortened to length 1 | the shape, which is (n_steps + 1, n)
#-        path.append(path[-1] - learning_rate * gradient(path[-1]))
#+        g = gradient(path[-1])
#+        path.append(path[-1] - learning_rate * g / np.linalg.norm(g))


# %% wrong: prints the points and returns nothing | Nothing came back (None)
def gradient_descent(gradient, start, learning_rate, n_steps):
    w = start
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        print(w)


# %% wrong O32: one coordinate after the other | You changed one coordinate after the other, and computed the gradient
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    path, w = [start], start.copy()
    for _ in range(n_steps):
        w = w.copy()
        for i in range(len(w)):
            w[i] = w[i] - learning_rate * gradient(w)[i]
        path.append(w)
    return np.array(path)


# %% wrong P10: np.append flattens | All places are in a single row. `np.append` flattens arrays if you
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    path, w = np.array(start), start
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        path = np.append(path, w)
    return path


# %% wrong P05: list.append's result | One of your variables is None. Methods that change an object, such as
import numpy as np


def gradient_descent(gradient, start, learning_rate, n_steps):
    path = [start]
    for _ in range(n_steps):
        path = path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)
