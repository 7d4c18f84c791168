# %% right: neighbours with zip
def count_parameters(layer_sizes):
    return sum((inputs + 1) * units for inputs, units in zip(layer_sizes, layer_sizes[1:]))


# %% right: a loop over positions
def count_parameters(layer_sizes):
    total = 0
    for i in range(1, len(layer_sizes)):
        weights = layer_sizes[i - 1] * layer_sizes[i]
        biases = layer_sizes[i]
        total += weights + biases
    return total


# %% right: recursion
def count_parameters(layer_sizes):
    if len(layer_sizes) < 2:
        return 0
    inputs, units, *rest = layer_sizes
    return (inputs + 1) * units + count_parameters([units, *rest])


# %% right: asks Keras
import keras


def count_parameters(layer_sizes):
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for units in layer_sizes[1:]:
        model.add(keras.layers.Dense(units))
    return model.count_params()


# %% right: NumPy, a NumPy number
import numpy as np


def count_parameters(layer_sizes):
    sizes = np.array(layer_sizes)
    return np.dot(sizes[:-1] + 1, sizes[1:])


# %% right: makes the arrays, a float
import numpy as np


def count_parameters(layer_sizes):
    total = 0.0
    for inputs, units in zip(layer_sizes[:-1], layer_sizes[1:]):
        total += np.zeros((inputs, units)).size + np.zeros(units).size
    return total


# %% right: a dot product of neighbors
import numpy as np


def count_parameters(layer_sizes):
    sizes = np.array(layer_sizes)
    return np.dot(sizes[:-1] + 1, sizes[1:])


# %% right: pairwise, a generator
from itertools import pairwise


def count_parameters(layer_sizes: list[int]) -> int:
    return sum((inputs + 1) * units for inputs, units in pairwise(layer_sizes))


# %% right: reduce with the size before
from functools import reduce


def count_parameters(layer_sizes):
    step = lambda state, units: (state[0] + state[1] * units + units, units)
    return reduce(step, layer_sizes[1:], (0, layer_sizes[0]))[0]


# %% right: a while loop that uses up a copy
def count_parameters(layer_sizes):
    sizes, total = list(layer_sizes), 0
    while len(sizes) > 1:
        total += sizes.pop(0) * sizes[0] + sizes[0]
    return total


# %% wrong M10: no biases | You left out the biases
def count_parameters(layer_sizes):
    return sum(inputs * units for inputs, units in zip(layer_sizes, layer_sizes[1:]))


# %% wrong: made for three sizes | The list can have two or more entries
def count_parameters(layer_sizes):
    inputs, hidden, outputs = layer_sizes
    return (inputs + 1) * hidden + (hidden + 1) * outputs


# %% wrong: one position too far | A list of n numbers describes n − 1 layers
def count_parameters(layer_sizes):
    total = 0
    for i in range(len(layer_sizes)):
        total += (layer_sizes[i] + 1) * layer_sizes[i + 1]
    return total


# %% wrong: the number of the example | write down the weights and the biases of each layer
def count_parameters(layer_sizes):
    return 101770


# %% wrong: every size with every later one | write down the weights and the biases of each layer
def count_parameters(layer_sizes):
    total = 0
    for i, inputs in enumerate(layer_sizes):
        for units in layer_sizes[i + 1 :]:
            total += (inputs + 1) * units
    return total


# %% wrong: prints | nothing (None)
def count_parameters(layer_sizes):
    print(sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:])))
