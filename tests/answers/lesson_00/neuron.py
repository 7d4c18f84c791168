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


# %% wrong: no activation | The activation is still missing
def neuron(x, w, b):
    return x @ w + b


# %% wrong: no bias | The bias is not in it
def neuron(x, w, b):
    return max(0, x @ w)


# %% wrong: ReLU before the bias | You applied ReLU before adding the bias
def neuron(x, w, b):
    return max(0, x @ w) + b


# %% wrong: multiplied, never added up | You returned one number for each input
import numpy as np


def neuron(x, w, b):
    return np.maximum(x * w + b, 0)


# %% wrong: multiplied, max of an array | `max` and `if` compare single numbers
def neuron(x, w, b):
    z = x * w + b
    return max(0, z)


# %% wrong: ReLU of every product | You applied ReLU to every product
def neuron(x, w, b):
    z = 0
    for i in range(len(x)):
        if x[i] * w[i] > 0:
            z += x[i] * w[i]
    return z + b


# %% wrong: the bias inside the loop | The bias went in once for each input
def neuron(x, w, b):
    z = 0
    for i in range(len(x)):
        z += x[i] * w[i] + b
    return max(0, z)


# %% wrong: weights forgotten | The inputs are added up without their weights
def neuron(x, w, b):
    return max(0, sum(x) + b)


# %% wrong: sigmoid instead of ReLU | This is a sigmoid or a tanh
import numpy as np


def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w + b)))


# %% wrong: a perceptron that fires or not | This is a step
def neuron(x, w, b):
    if x @ w + b > 0:
        return 1
    return 0


# %% wrong: min for max | Did you take the smaller of two numbers?
def neuron(x, w, b):
    return min(0, x @ w + b)


# %% wrong: the absolute value | You took the absolute value
def neuron(x, w, b):
    return abs(x @ w + b)


# %% wrong: bias subtracted, as a threshold | The bias was subtracted
def neuron(x, w, b):
    return max(0, x @ w - b)


# %% wrong: the number in a list | The number is right, but in a list or array
def neuron(x, w, b):
    return [max(0, x @ w + b)]


# %% wrong: tanh instead of ReLU | This is a sigmoid or a tanh
import numpy as np


def neuron(x, w, b):
    return np.tanh(x @ w + b)


# %% wrong: a smooth ReLU, which nobody named | the three steps: weighted sum, plus bias, then ReLU
import numpy as np


def neuron(x, w, b):
    return np.log1p(np.exp(x @ w + b))


# %% wrong: printed instead of returned | nothing (None)
def neuron(x, w, b):
    print(max(0, x @ w + b))
