# %% right: the formula
def rnn_parameters(timesteps, features, units, gates):
    return gates * (features * units + units * units + units)


# %% right: one matrix
def rnn_parameters(timesteps, features, units, gates):
    return gates * units * (features + units + 1)


# %% right: shapes
import numpy as np


def rnn_parameters(timesteps, features, units, gates):
    shapes = [(features, units * gates), (units, units * gates), (units * gates,)]
    return sum(int(np.prod(shape)) for shape in shapes)


# %% right: asks Keras
import keras


def rnn_parameters(timesteps, features, units, gates):
    kind = keras.layers.SimpleRNN if gates == 1 else keras.layers.LSTM
    return keras.Sequential([keras.Input((timesteps, features)), kind(units)]).count_params()


# %% wrong S17: no recurrent weights | The weights from state to state are missing
def rnn_parameters(timesteps, features, units, gates):
    return gates * (features * units + units)


# %% wrong S18: weights for each step | Every step got weights of its own
def rnn_parameters(timesteps, features, units, gates):
    return timesteps * gates * (units * (features + units) + units)


# %% wrong: no biases | The biases are missing
def rnn_parameters(timesteps, features, units, gates):
    return gates * units * (features + units)


# %% wrong: one bias | There is one bias for each unit of each gate
def rnn_parameters(timesteps, features, units, gates):
    return gates * (units * (features + units) + 1)


# %% wrong: no gates | The gates are not counted
def rnn_parameters(timesteps, features, units, gates):
    return units * (features + units + 1)


# %% wrong: a state as long as the input | The state is as long as there are units
def rnn_parameters(timesteps, features, units, gates):
    return gates * (features * units + features * features + units)


# %% wrong: two biases | A unit adds one bias to its sum
def rnn_parameters(timesteps, features, units, gates):
    return gates * (units * (features + 1) + units * (units + 1))


# %% wrong: bytes | the shapes of kernel, recurrent kernel and bias
def rnn_parameters(timesteps, features, units, gates):
    return 4 * gates * units * (features + units + 1) + 4
