# %% right: the formula
def rnn_parameters(timesteps, features, units, sets):
    return sets * (features * units + units * units + units)


# %% right: one matrix
def rnn_parameters(timesteps, features, units, sets):
    return sets * units * (features + units + 1)


# %% right: shapes
import numpy as np


def rnn_parameters(timesteps, features, units, sets):
    shapes = [(features, units * sets), (units, units * sets), (units * sets,)]
    return sum(int(np.prod(shape)) for shape in shapes)


# %% right: asks Keras
import keras


def rnn_parameters(timesteps, features, units, sets):
    kind = keras.layers.SimpleRNN if sets == 1 else keras.layers.LSTM
    return keras.Sequential([keras.Input((timesteps, features)), kind(units)]).count_params()


# %% right: a lambda, two factors
rnn_parameters = lambda timesteps, features, units, sets: sets * units * (features + units + 1)


# %% right: the sizes of arrays, unused arguments collected
import numpy as np


def rnn_parameters(timesteps, *rest):
    features, units, sets = rest
    arrays = np.empty((features, units)), np.empty((units, units)), np.empty(units)
    return sum(array.size for array in arrays for _ in range(sets))


# %% right: NumPy's whole number, keyword-only
import numpy as np


def rnn_parameters(timesteps, features, units, *, sets=1):
    return np.int64(sets) * np.dot([features, units, 1], [units] * 3)


# %% right: recursion over the sets
def rnn_parameters(timesteps: int, features: int, units: int, sets: int) -> int:
    if sets == 0:
        return 0
    return features * units + units**2 + units + rnn_parameters(timesteps, features, units, sets - 1)


# %% wrong S17: no recurrent weights | You left out the weights from state to state
def rnn_parameters(timesteps, features, units, sets):
    return sets * (features * units + units)


# %% wrong S18: weights for each step | You counted separate weights for every step
def rnn_parameters(timesteps, features, units, sets):
    return timesteps * sets * (units * (features + units) + units)


# %% wrong: bytes | write down the shapes of kernel
def rnn_parameters(timesteps, features, units, sets):
    return 4 * sets * units * (features + units + 1) + 4


# %% wrong S39: a bias for each feature | You counted a bias for each feature. The biases belong to the units:
def rnn_parameters(timesteps, features, units, sets):
    return sets * (features * units + units * units + features)


# %% wrong S40: an output for each unit is counted, too | You counted an output layer, too. The function counts the recurrent
def rnn_parameters(timesteps, features, units, sets):
    return sets * (features * units + units * units + units) + units + 1
