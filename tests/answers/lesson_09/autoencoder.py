# %% right: dense layers, narrow in the middle
import keras
from keras import layers


def autoencoder(x_train):
    model = keras.Sequential([
        keras.Input((8, 8)),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(12, activation="relu"),
        layers.Dense(64, activation="relu"),
        layers.Dense(64, activation="sigmoid"),
        layers.Reshape((8, 8)),
    ])
    model.compile(keras.optimizers.Adam(0.005), "mse")
    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
    return model


# %% right: functional, tanh, binary cross-entropy for pixels
import keras
from keras import layers


def autoencoder(x_train):
    inputs = keras.Input(x_train.shape[1:])
    code = layers.Dense(16, activation="tanh")(layers.Flatten()(inputs))
    outputs = layers.Reshape((8, 8))(layers.Dense(64, activation="sigmoid")(layers.Dense(64, activation="relu")(code)))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
    return model


# %% right: convolutions, and a code of 16
import keras
from keras import layers


def autoencoder(x_train):
    model = keras.Sequential([
        keras.Input((8, 8)),
        layers.Reshape((8, 8, 1)),
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(16),
        layers.Dense(4 * 4 * 16, activation="relu"),
        layers.Reshape((4, 4, 16)),
        layers.UpSampling2D(),
        layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        layers.Reshape((8, 8)),
    ])
    model.compile(keras.optimizers.Adam(0.004), "mse")
    model.fit(x_train, x_train, batch_size=64, epochs=20, verbose=0)
    return model


# %% right: principal components as the weights of two linear layers
import keras
import numpy as np
from keras import layers


def autoencoder(x_train):
    x = x_train.reshape(len(x_train), -1)
    mean = x.mean(axis=0)
    _, _, axes = np.linalg.svd(x - mean, full_matrices=False)
    V = axes[:10].T
    model = keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Dense(10), layers.Dense(64), layers.Reshape((8, 8))])
    model.set_weights([V, -mean @ V, V.T, mean])
    return model


# %% wrong: a copy machine | too narrow to copy all pixels
import keras
from keras import layers


def autoencoder(x_train):
    model = keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Reshape((8, 8))])
    model.compile("adam", "mse")
    return model


# %% wrong: not trained | hardly better than the mean image
#-    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)


# %% wrong: trained on noise | hardly better than the mean image
# import keras
#+import numpy as np

#-    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
#+    noise = np.random.default_rng(0).random(x_train.shape)
#+    model.fit(noise, noise, epochs=5, verbose=0)


# %% wrong: a code of one number | reconstructs digits too inaccurately
#-        layers.Dense(12, activation="relu"),
#+        layers.Dense(2, activation="relu"),


# %% wrong: the code, not the picture | an image of the same shape as the input
#     ])
#+    model = keras.Sequential(model.layers[:3])
#+    model.build((None, 8, 8))

#-    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)


# %% wrong: rows of 64 pixels come in | images of 8 by 8 pixels
#-        keras.Input((8, 8)),
#-        layers.Flatten(),
#+        keras.Input((64,)),

#-    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
#+    model.fit(x_train.reshape(-1, 64), x_train, epochs=1, verbose=0)


# %% wrong: pixels in a row against pictures | both need the same shape
#-        layers.Reshape((8, 8)),

#-    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
#+    model.fit(x_train, x_train, batch_size=64, epochs=1, verbose=0)


# %% wrong: asks for labels | an autoencoder needs no labels
#-def autoencoder(x_train):
#+def autoencoder(x_train, y_train):


# %% wrong: no layer is narrower than an image | too narrow to copy all pixels
#-        layers.Dense(12, activation="relu"),
#+        layers.Dense(64, activation="relu"),

#-    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
#+    model.fit(x_train, x_train, batch_size=64, epochs=1, verbose=0)


# %% wrong: copies all pixels but one | reconstructs anomalies too well
import keras
import numpy as np
from keras import layers


def autoencoder(x_train):
    model = keras.Sequential([
        keras.Input((8, 8)),
        layers.Flatten(),
        layers.Dense(63, use_bias=False),
        layers.Dense(64, use_bias=False),
        layers.Reshape((8, 8)),
    ])
    without_one = np.eye(64)[:, :63]
    model.set_weights([without_one, without_one.T])
    return model


# %% wrong: divided by 255 once more | already between 0 and 1
#-    model.compile(keras.optimizers.Adam(0.005), "mse")
#-    model.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
#+    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
#+    model.fit(x_train / 255, x_train / 255, batch_size=64, epochs=15, verbose=0)


# %% wrong: images of the lesson's size come out | both need the same shape
import keras
from keras import layers


def autoencoder(x_train):
    model = keras.Sequential([
        keras.Input((8, 8)), layers.Flatten(), layers.Dense(24, "relu"), layers.Dense(784, "sigmoid"),
        layers.Reshape((28, 28)),
    ])
    model.compile("adam", "binary_crossentropy")
    model.fit(x_train, x_train, epochs=1, verbose=0)
    return model
