# %% right: dot product and max
import numpy as np


def neuron(x, w, b):
    z = np.dot(x, w) + b
    return max(z, 0.0)


# %% right: a loop without NumPy
def neuron(x, w, b):
    z = b
    for one_x, one_w in zip(x, w):
        z = z + one_x * one_w
    if z < 0:
        return 0
    return z


# %% right: Keras's own ReLU, returns a tensor
import keras
import numpy as np


def neuron(x, w, b):
    return keras.ops.relu(np.sum(x * w) + b)


# %% right: a layer with these weights, for a batch of one, in float32
import keras
import numpy as np


def neuron(x, w, b):
    model = keras.Sequential([keras.Input((len(x),)), keras.layers.Dense(1, activation="relu")])
    model.set_weights([w.reshape(-1, 1), np.array([b])])
    return model(x.reshape(1, -1))[0, 0]


# %% right: functional, in one line
from functools import reduce
from operator import mul


def neuron(x, w, b):
    return max(0, reduce(lambda total, product: total + product, map(mul, x, w), b))


# %% right: the sign times the value, a zero-dimensional array
import numpy as np


def neuron(x, w, b):
    z = np.einsum("i,i->", x, w) + b
    return np.array(z * (z > 0))


# %% right: an object that can be called
import numpy as np


class Neuron:
    def __call__(self, x, w, b):
        return np.maximum(0, np.inner(x, w) + b)


neuron = Neuron()


# %% right: type hints, the walrus, a sum over pairs
def neuron(x: list[float], w: list[float], b: float) -> float:
    return z if (z := sum(one * other for one, other in zip(x, w, strict=True)) + b) > 0 else 0


# %% right: a decorator applies ReLU
def relu_of(function):
    def wrapped(*args, **kwargs):
        return max(0.0, function(*args, **kwargs))

    return wrapped


@relu_of
def neuron(x, w, b):
    return float(x.dot(w)) + b


# %% right: in half precision
import numpy as np


def neuron(x, w, b):
    return np.maximum(np.float16(0), x.astype("float16") @ w.astype("float16") + np.float16(b))


# %% wrong: multiplied, max of an array | `max` and `if` compare single numbers
def neuron(x, w, b):
    z = x * w + b
    return max(0, z)


# %% wrong: a smooth ReLU, which nobody named | the three steps one by one: weighted sum, plus bias, then ReLU
import numpy as np


def neuron(x, w, b):
    return np.log1p(np.exp(x @ w + b))


# %% wrong: printed instead of returned | Nothing came back
def neuron(x, w, b):
    print(max(0, x @ w + b))


# %% wrong P01: np.max for np.maximum | The second argument of `np.max` is an axis. `np.max` looks for the
import numpy as np


def neuron(x, w, b):
    return np.max(0, x @ w + b)
