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


# %% wrong S17: no recurrent weights | You left out the weights from state to state
def rnn_parameters(timesteps, features, units, sets):
    return sets * (features * units + units)


# %% wrong S18: weights for each step | You counted separate weights for every step
def rnn_parameters(timesteps, features, units, sets):
    return timesteps * sets * (units * (features + units) + units)


# %% wrong: bytes | write down the shapes of kernel
def rnn_parameters(timesteps, features, units, sets):
    return 4 * sets * units * (features + units + 1) + 4
