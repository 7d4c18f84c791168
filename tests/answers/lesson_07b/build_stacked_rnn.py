# %% right: Sequential
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    return keras.Sequential([
        keras.Input((timesteps, features)),
        layers.SimpleRNN(units, return_sequences=True),
        layers.SimpleRNN(units),
        layers.Dense(1),
    ])


# %% right: functional, any length, compiled
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    sequences = keras.Input(shape=(None, features))
    states = layers.SimpleRNN(units, return_sequences=True)(sequences)
    model = keras.Model(sequences, layers.Dense(1)(layers.SimpleRNN(units)(states)))
    model.compile("adam", "mse")
    return model


# %% right: added one by one
import keras


def build_stacked_rnn(timesteps, features, units):
    model = keras.Sequential(name="stacked")
    model.add(keras.Input((timesteps, features)))
    for last in (False, True):
        model.add(keras.layers.SimpleRNN(units, return_sequences=not last))
    model.add(keras.layers.Dense(1, activation=None))
    return model


# %% right: partial for the layers, reduce to stack them
from functools import partial, reduce
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    Recurrent = partial(layers.SimpleRNN, units)
    chain = [Recurrent(return_sequences=True, name="lower"), Recurrent(name="upper"), layers.Dense(1, name="forecast")]
    start = keras.Input(batch_shape=(None, timesteps, features))
    return keras.Model(start, reduce(lambda x, layer: layer(x), chain, start))


# %% right: the recurrent layers in a network of their own
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    memory = keras.Sequential(name="memory")
    memory.add(keras.Input((timesteps, features)))
    for last in (False, True):
        memory.add(layers.SimpleRNN(units, return_sequences=not last))
    model = keras.Sequential([keras.Input((timesteps, features)), memory, layers.Dense(1)])
    model.compile(keras.optimizers.SGD(), "mae")
    return model


# %% right: a subclass of Sequential, settings unpacked
import keras
from keras import layers


class Stacked(keras.Sequential):
    def __init__(self, shape, units):
        common = dict(units=units, activation="tanh")
        super().__init__([keras.Input(shape), layers.SimpleRNN(**common, return_sequences=True), layers.SimpleRNN(**common), layers.Dense(1)])


def build_stacked_rnn(timesteps, features, units):
    return Stacked((timesteps, features), units)


# %% wrong S04: no sequences | A recurrent layer got a single vector
#-        layers.SimpleRNN(units, return_sequences=True),
#+        layers.SimpleRNN(units),


# %% wrong S01: a table | (timesteps, features)
#-        keras.Input((timesteps, features)),
#+        keras.Input((timesteps,)),


# %% wrong S02: axes exchanged | You swapped timesteps and features
#-        keras.Input((timesteps, features)),
#+        keras.Input((features, timesteps)),


# %% wrong: a number for every step | gives a number for every step
#-        layers.SimpleRNN(units),
#+        layers.SimpleRNN(units, return_sequences=True),


# %% wrong: one layer | Your model has one recurrent layer
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    return keras.Sequential([keras.Input((timesteps, features)), layers.SimpleRNN(units), layers.Dense(1)])


# %% wrong: gates | recurrent layers with gates
#-        layers.SimpleRNN(units, return_sequences=True),
#-        layers.SimpleRNN(units),
#+        layers.LSTM(units, return_sequences=True),
#+        layers.LSTM(units),


# %% wrong: units of its own | both layers have the number of units
#-        layers.SimpleRNN(units),
#+        layers.SimpleRNN(units // 2 + 1),


# %% wrong: ten outputs | give the output layer a single unit
#-        layers.Dense(1),
#+        layers.Dense(10),


# %% wrong: ReLU | Your recurrent layers use ReLU
#-        layers.SimpleRNN(units, return_sequences=True),
#-        layers.SimpleRNN(units),
#+        layers.SimpleRNN(units, activation="relu", return_sequences=True),
#+        layers.SimpleRNN(units, activation="relu"),


# %% wrong: an activation at the output | Your output layer has an activation
#-        layers.Dense(1),
#+        layers.Dense(1, activation="tanh"),


# %% wrong: no biases | every layer should have its biases
#-        layers.SimpleRNN(units, return_sequences=True),
#+        layers.SimpleRNN(units, return_sequences=True, use_bias=False),


# %% wrong: backwards | reads the sequences from the end
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    model = keras.Sequential([
        keras.Input((timesteps, features)),
        layers.SimpleRNN(units, return_sequences=True, go_backwards=True),
        layers.SimpleRNN(units),
        layers.Dense(1),
    ])
    return model


# %% wrong: stateful | You fixed the batch size
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    return keras.Sequential([
        keras.Input(batch_shape=(16, timesteps, features)),
        layers.SimpleRNN(units, return_sequences=True, stateful=True),
        layers.SimpleRNN(units, stateful=True),
        layers.Dense(1),
    ])


# %% wrong: a step too many | the input shape is (timesteps, features)
#-        keras.Input((timesteps, features)),
#+        keras.Input((timesteps + 1, features)),


# %% wrong: one more Dense layer | use the layers that the exercise names
#         layers.SimpleRNN(units),
#+        layers.Dense(units, activation="relu"),


# %% wrong: sigmoid in the lower layer | one of them differs from the default
#-        layers.SimpleRNN(units, return_sequences=True),
#+        layers.SimpleRNN(units, activation="sigmoid", return_sequences=True),


# %% wrong S48: all states go into the output, flattened | use the layers that the exercise names, in this order
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    return keras.Sequential([
        keras.Input((timesteps, features)), layers.SimpleRNN(units, return_sequences=True),
        layers.SimpleRNN(units, return_sequences=True), layers.Flatten(), layers.Dense(1),
    ])


# %% wrong S49: the states of the lower layer repeated by hand | RepeatVector repeats the last state of the first layer. The second
import keras
from keras import layers


def build_stacked_rnn(timesteps, features, units):
    return keras.Sequential([
        keras.Input((timesteps, features)), layers.SimpleRNN(units), layers.RepeatVector(timesteps),
        layers.SimpleRNN(units), layers.Dense(1),
    ])
