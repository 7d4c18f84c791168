# %% right: three layers, ReLU, no activation at the output
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(16, activation="relu"),
            layers.Dense(16, activation="relu"),
            layers.Dense(16, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


# %% right: functional, tanh, in a loop
import keras
from keras import layers


def fix_the_model(n_features):
    inputs = a = keras.Input((n_features,))
    for _ in range(3):
        a = layers.Dense(16, activation="tanh")(a)
    model = keras.Model(inputs, layers.Dense(1, activation="linear")(a))
    model.compile(loss=keras.losses.MeanSquaredError())
    return model


# %% right: activations as layers of their own
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for _ in range(3):
        model.add(layers.Dense(16))
        model.add(layers.ReLU())
    model.add(layers.Dense(1, activation=None))
    model.compile("sgd", "mean_squared_error")
    return model


# %% right: deserialized layers, another activation in each, SGD
import keras


def fix_the_model(n_features):
    model = keras.Sequential(
        [
            keras.Input(shape=[n_features]),
            keras.layers.Dense(16, "relu"),
            keras.layers.Dense.from_config({"units": 16, "activation": "elu"}),
            keras.layers.Dense(16, activation=keras.layers.LeakyReLU()),
            keras.layers.Dense(1, activation=None),
        ]
    )
    model.compile(loss=keras.losses.MeanSquaredError(), optimizer="sgd", metrics=["mae"])
    return model


# %% right: functional, TensorFlow's swish, the loss as a function
import keras
import tensorflow as tf


def fix_the_model(*, n_features):
    a = inputs = keras.Input((n_features,))
    for _ in "abc":
        a = keras.layers.Dense(16, activation=tf.nn.silu)(a)
    model = keras.Model(inputs, keras.layers.Dense(1)(a))
    model.compile("adam", keras.losses.mean_squared_error)
    return model


# %% wrong: as it was | problem 1, no prediction below 0
import keras


def fix_the_model(n_features):
    hidden = keras.layers.Dense(16)
    model = keras.Sequential(
        [keras.Input((n_features,)), keras.layers.Dense(16), hidden, hidden, keras.layers.Dense(1, activation="relu")]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


# %% wrong M08: ReLU at the output | Which temperatures can't it return
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (16, 16, 16, 1):
        model.add(layers.Dense(units, activation="relu"))
    model.compile(loss="mse")
    return model


# %% wrong M09: tanh at the output, which can be negative | What are the largest and the smallest number
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (16, 16, 16, 1):
        model.add(layers.Dense(units, activation="tanh"))
    model.compile(loss="mse")
    return model


# %% wrong: a leaky output | which numbers can the activation function of the output layer return
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (16, 16, 16, 1):
        model.add(layers.Dense(units, activation="elu"))
    model.compile(loss="mse")
    return model


# %% wrong M12: one layer object twice | a layer object has only one set of weights
import keras
from keras import layers


def fix_the_model(n_features):
    hidden = layers.Dense(16, activation="relu")
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Dense(16, activation="relu"), hidden, hidden, layers.Dense(1)]
    )
    model.compile(loss="mse")
    return model


# %% wrong: a list with the same layer three times | Create a new layer each time
import keras
from keras import layers


def fix_the_model(n_features):
    hidden = [layers.Dense(16, activation="relu", name="hidden")] * 3
    model = keras.Sequential([keras.Input((n_features,)), *hidden, layers.Dense(1)])
    model.compile(loss="mse")
    return model


# %% wrong: one layer taken out | a layer object has only one set of weights
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Dense(16, "relu"), layers.Dense(16, "relu"), layers.Dense(1)]
    )
    model.compile(loss="mse")
    return model


# %% wrong M06: hidden layers without an activation | what do several layers without an activation function compute together
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (16, 16, 16, 1):
        model.add(layers.Dense(units))
    model.compile(loss="mse")
    return model


# %% wrong: one hidden layer still without an activation | problem 3
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(16, "relu"),
            layers.Dense(16),
            layers.Dense(16, "relu"),
            layers.Dense(1),
        ]
    )
    model.compile(loss="mse")
    return model


# %% wrong M02: fixed, for a fixed number of measurements | the input was correct
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((6,))])
    for _ in range(3):
        model.add(layers.Dense(16, "relu"))
    model.add(layers.Dense(1))
    model.compile(loss="mse")
    return model


# %% wrong: fixed, with two outputs | so keep them
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for _ in range(3):
        model.add(layers.Dense(16, "relu"))
    model.add(layers.Dense(2))
    model.compile(loss="mse")
    return model


# %% wrong: fixed, the loss changed | the loss was correct
import keras
from keras import layers


def fix_the_model(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for _ in range(3):
        model.add(layers.Dense(16, "relu"))
    model.add(layers.Dense(1))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: a misspelt activation | Keras doesn't know an activation function with this name
import keras
from keras import layers


def fix_the_model(n_features):
    return keras.Sequential([keras.Input((n_features,)), layers.Dense(16, "ReLu")])


# %% wrong: the learner's own ReLU | is your own function
import keras
import numpy as np
from keras import layers


def relu(z):
    return np.maximum(0, z)


def fix_the_model(n_features):
    return keras.Sequential([keras.Input((n_features,)), layers.Dense(16, activation=relu)])
