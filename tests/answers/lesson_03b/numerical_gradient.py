# %% right: any shape by ndindex
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


# %% right: by unit vectors, laid flat
import numpy as np


def numerical_gradient(f, w, h):
    steps = h * np.eye(w.size).reshape(w.size, *w.shape)
    return np.array([(f(w + step) - f(w - step)) / (2 * h) for step in steps]).reshape(w.shape)


# %% right: moved in place and put back
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.empty_like(w)
    for i, value in np.ndenumerate(w.copy()):
        w[i] = value + h
        above = f(w)
        w[i] = value - h
        gradient[i] = (above - f(w)) / (2 * h)
        w[i] = value
    return gradient


# %% right: there and back by additions, float32
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.zeros(w.shape, "float32")
    for i in np.ndindex(w.shape):
        w[i] += h
        above = f(w)
        w[i] -= 2 * h
        gradient[i] = (above - f(w)) / h / 2
        w[i] += h
    return gradient


# %% right: nested lists
import numpy as np


def numerical_gradient(f, w, h):
    flat = w.ravel().tolist()
    slopes = []
    for i in range(len(flat)):
        up = flat[:i] + [flat[i] + h] + flat[i + 1 :]
        down = flat[:i] + [flat[i] - h] + flat[i + 1 :]
        slopes.append((f(np.reshape(up, w.shape)) - f(np.reshape(down, w.shape))) / 2 / h)
    return np.reshape(slopes, w.shape).tolist()


# %% right: np.nditer with multi_index
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.empty_like(w)
    it = np.nditer(w, flags=["multi_index"])
    while not it.finished:
        step = np.zeros(w.shape)
        step[it.multi_index] = h
        gradient[it.multi_index] = (f(w + step) - f(w - step)) / (2 * h)
        it.iternext()
    return gradient


# %% right: rows of the identity, a generator, keyword-only step
import numpy as np


def numerical_gradient(f, w, *, h):
    directions = np.eye(w.size).reshape(-1, *w.shape)
    return np.fromiter((f(w + h * d) / (2 * h) - f(w - h * d) / (2 * h) for d in directions), float).reshape(w.shape)


# %% right: the mean of the forward and the backward difference
import numpy as np


def numerical_gradient(f, w, h):
    start, slopes = f(w), np.zeros(w.size)
    for k in range(w.size):
        up, down = w.copy(), w.copy()
        up.flat[k] += h
        down.flat[k] -= h
        slopes[k] = ((f(up) - start) / h + (start - f(down)) / h) / 2
    return slopes.reshape(w.shape)


# %% wrong: the caller's w is left moved | because w is still needed afterwards
import numpy as np


def numerical_gradient(f, w, h):
    steps = h * np.eye(w.size).reshape(w.size, *w.shape)
    gradient = np.array([(f(w + step) - f(w - step)) / (2 * h) for step in steps]).reshape(w.shape)
    w += h
    return gradient


# %% wrong: f asked at a single weight | You called f with an array of a different shape
import numpy as np


def numerical_gradient(f, w, h):
    return np.array([(f(v + h) - f(v - h)) / (2 * h) for v in w])


# %% wrong: while on an array | `if` and `while` need a single yes or no
def numerical_gradient(f, w, h):
    if w > 0:
        return (f(w + h) - f(w - h)) / (2 * h)


# %% wrong: forgot return | Nothing came back
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.zeros(w.shape)


# %% wrong: a row made a number | An entry of a table has two indices
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.zeros(w.shape)
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] = float(w[i]) + h
        down[i] = float(w[i]) - h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


# %% wrong: a single row moved by a vector of another length | w can have any shape, such as (2, 3), and then each of its
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.zeros(w.shape)
    for i in range(len(w)):
        step = np.zeros(len(w))
        step[i] = h
        gradient[i] = (f(w + step) - f(w - step)) / (2 * h)
    return gradient


# %% wrong: one index for each entry of a table | w can have any shape, such as (2, 3), and then each of its
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.zeros(w.shape)
    for i in range(w.size):
        step = h * np.eye(w.size)[i].reshape(w.shape)
        gradient[i] = (f(w + step) - f(w - step)) / (2 * h)
    return gradient


# %% wrong: 3h for the distance, which nobody named | for each weight separately
import numpy as np


def numerical_gradient(f, w, h):
    steps = h * np.eye(w.size).reshape(w.size, *w.shape)
    return np.array([(f(w + step) - f(w - step)) / (3 * h) for step in steps]).reshape(w.shape)


# %% wrong: two names for one array | All your slopes are 0. Did you write `up = w`?
import numpy as np


def numerical_gradient(f, w, h):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        up = w
        up[index] = up[index] + h
        down = w
        down[index] = down[index] - h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient
