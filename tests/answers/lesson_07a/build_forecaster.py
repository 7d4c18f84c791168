# %% right: LSTM
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([
        keras.Input((timesteps, features)),
        layers.LSTM(32),
        layers.Dense(1),
    ])
    model.compile("adam", "mse")
    return model


# %% right: functional, GRU, any length
import keras
from keras import layers


def build_forecaster(timesteps, features):
    sequences = keras.Input((None, features))
    state = layers.GRU(24)(sequences)
    model = keras.Model(sequences, layers.Dense(1)(layers.Dense(16, activation="relu")(state)))
    model.compile(optimizer=keras.optimizers.RMSprop(), loss=keras.losses.MeanSquaredError())
    return model


# %% right: simple, absolute errors
import keras


def build_forecaster(timesteps, features):
    model = keras.Sequential()
    model.add(keras.layers.Input(shape=(timesteps, features)))
    model.add(keras.layers.SimpleRNN(24))
    model.add(keras.layers.Dense(1, activation="linear"))
    model.compile(loss="mean_absolute_error", optimizer="adam", metrics=["mae"])
    return model


# %% right: stacked, Huber
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([
        keras.Input((timesteps, features)),
        layers.GRU(24, return_sequences=True),
        layers.GRU(24),
        layers.Dense(units=1),
    ])
    model.compile(keras.optimizers.Adam(0.003), keras.losses.Huber())
    return model


# %% right: a cell in the general recurrent layer, and the last value added
import keras
from keras import layers


def build_forecaster(timesteps, features):
    inputs = keras.Input((timesteps, features))
    state = layers.RNN(layers.GRUCell(24))(inputs)
    last = layers.Reshape((features,))(layers.Cropping1D((timesteps - 1, 0))(inputs))
    change = layers.Dense(features)(state)
    model = keras.Model(inputs, layers.Add()([last, change]))
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


# %% right: a convolution, then both directions
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([
        keras.Input((timesteps, features)),
        layers.Conv1D(16, 3, activation="relu"),
        layers.Bidirectional(layers.SimpleRNN(16)),
        layers.Dropout(0.05),
        layers.Dense(1, activation="linear"),
    ])
    model.compile(loss=keras.losses.LogCosh(), optimizer=keras.optimizers.Adam(0.005))
    return model


# %% wrong S01: a table | A recurrent layer got a single vector
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps,)), layers.LSTM(32), layers.Dense(1)])
    model.compile("adam", "mse")
    return model


# %% wrong: a linear model beside a recurrent layer that it ignores | Your forecast doesn't depend on the recurrent layers
import keras
from keras import layers


def build_forecaster(timesteps, features):
    inputs = keras.Input((timesteps, features))
    linear = layers.Dense(1)(layers.Flatten()(inputs))
    ignored = layers.Dense(1, kernel_initializer="zeros", trainable=False)(layers.SimpleRNN(2, trainable=False)(inputs))
    model = keras.Model(inputs, layers.Add()([linear, ignored]))
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


# %% wrong S02: axes exchanged | You swapped timesteps and features
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((features, timesteps)), layers.LSTM(32), layers.Dense(1)])
    model.compile("adam", "mse")
    return model


# %% wrong S16: stateful | You fixed the batch size
#-        keras.Input((timesteps, features)),
#-        layers.LSTM(32),
#+        keras.Input(batch_shape=(32, timesteps, features)),
#+        layers.LSTM(32, stateful=True),


# %% wrong: a forecast for every step | gives a forecast for every step
#-        layers.LSTM(32),
#+        layers.LSTM(32, return_sequences=True),


# %% wrong: ten numbers | one number per sequence
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps, features)), layers.SimpleRNN(50), layers.Dense(10)])
    model.compile("adam", "mse")
    return model


# %% wrong: nothing recurrent | add a SimpleRNN, an LSTM or a GRU
#-        layers.LSTM(32),
#+        layers.Flatten(),
#+        layers.Dense(32, activation="relu"),


# %% wrong: an activation at the output | A forecast can be any number
#-        layers.Dense(1),
#+        layers.Dense(1, activation="sigmoid"),


# %% wrong: a loss for classes | Your loss is for classes
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps, features)), layers.LSTM(32), layers.Dense(1)])
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong: not compiled | it isn't compiled
import keras
from keras import layers


def build_forecaster(timesteps, features):
    return keras.Sequential([keras.Input((timesteps, features)), layers.LSTM(32), layers.Dense(1)])


# %% wrong: frozen | Training changed none of your weights
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps, features)), layers.LSTM(32), layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.0), "mse")
    return model


# %% wrong: a tiny learning rate | has learned too little
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps, features)), layers.LSTM(32), layers.Dense(1)])
    model.compile(keras.optimizers.Adam(1e-6), "mse")
    return model


# %% wrong: a huge learning rate | Training diverged
#-        layers.LSTM(32),
#+        layers.SimpleRNN(32, activation="linear"),

#-    model.compile("adam", "mse")
#+    model.compile(keras.optimizers.SGD(50.0), "mse")


# %% wrong: a step too many | the input shape is (timesteps, features)
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps + 1, features)), layers.LSTM(32), layers.Dense(1)])
    model.compile("adam", "mse")
    return model


# %% wrong: a loss of its own kind | the loss (squared or absolute errors)
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps, features)), layers.LSTM(32), layers.Dense(1)])
    model.compile("adam", "hinge")
    return model


# %% wrong: two numbers | one number per sequence
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([keras.Input((timesteps, features)), layers.GRU(32), layers.Dense(2)])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


# %% wrong: a bound below that the series hardly meets | A forecast can be any number
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([
        keras.Input((timesteps, features)), layers.GRU(32), layers.Dense(1, activation="selu")
    ])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


# %% wrong: a dense network over the window | at least one recurrent layer
import keras
from keras import layers


def build_forecaster(timesteps, features):
    model = keras.Sequential([
        keras.Input((timesteps, features)), layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(1)
    ])
    model.compile(keras.optimizers.Adam(0.005), "mse")
    return model
