# %% right: the recipe
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input(x_train.shape[1:]),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=15, validation_data=(x_val, y_val), verbose=0)
    return model


# %% right: functional, logits, plain SGD, a rate found by trying
import keras


def train_digits(x_train, y_train, x_val, y_val):
    inputs = keras.Input((8, 8))
    hidden = keras.layers.Dense(100, activation="tanh")(keras.layers.Reshape((64,))(inputs))
    model = keras.Model(inputs, keras.layers.Dense(10)(hidden))
    model.compile(keras.optimizers.SGD(0.2), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x_train, y_train, batch_size=16, epochs=15, verbose=0)
    return model


# %% right: softmax regression, one-hot labels, all rows that are given
import keras
import numpy as np


def train_digits(x_train, y_train, x_val, y_val):
    x, y = np.concatenate([x_train, x_val]), keras.utils.to_categorical(np.concatenate([y_train, y_val]), 10)
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")
    ])
    model.compile(keras.optimizers.Adam(0.01), "categorical_crossentropy")
    model.fit(x, y, epochs=15, verbose=0)
    return model


# %% right: early stopping, dropout
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input(x_train.shape[1:]),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(patience=4, restore_best_weights=True)
    model.fit(x_train, y_train, epochs=12, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
    return model


# %% right: a small convolution with a channel axis
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy")
    model.fit(x_train[..., None], y_train, epochs=12, verbose=0)
    return model


# %% right: normalised inside, a loss of one's own
import keras


def cross_entropy(labels, logits):
    return keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)


def train_digits(x_train, y_train, x_val, y_val):
    normalise = keras.layers.Normalization(axis=None)
    normalise.adapt(x_train)
    model = keras.Sequential([
        keras.Input((8, 8)), normalise, keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"), keras.layers.Dropout(0.4), keras.layers.Dense(10),
    ])
    model.compile("adam", cross_entropy, metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=12, verbose=0)
    return model


# %% right: tf.data, names of layers in a loop
import keras
import tensorflow as tf


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten()])
    for units, activation in ((96, "gelu"), (10, None)):
        model.add(keras.layers.Dense(units, activation))
    model.compile(
        keras.optimizers.AdamW(0.005), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    rows = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train)).batch(32)
    model.fit(rows, validation_data=(x_val, y_val), epochs=12, verbose=0)
    return model


# %% right: a loop of train_on_batch
import keras
import numpy as np


def train_digits(x_train, y_train, x_val, y_val):
    images = keras.Input((8, 8))
    h = keras.layers.Dense(80, "relu")(keras.layers.Flatten()(images))
    model = keras.Model(images, keras.layers.Softmax()(keras.layers.Dense(10)(h)))
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    rng = np.random.default_rng(0)
    for _ in range(12):
        for rows in np.array_split(rng.permutation(len(x_train)), len(x_train) // 32):
            model.train_on_batch(x_train[rows], y_train[rows])
    return model


# %% wrong: never trained | The network has learned little or nothing
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% wrong: mean images of public digits, prepared before | The network has learned little or nothing
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits


def train_digits(x_train, y_train, x_val, y_val):
    x, y = load_digits(return_X_y=True)
    means = np.array([x[y == k].mean(axis=0) for k in range(10)]) / 16
    model = keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Dense(10)])
    model.set_weights([2 * means.T, -(means**2).sum(axis=1)])
    return model


# %% wrong: trained on shuffled labels | The network has learned little or nothing
import keras
import numpy as np


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, np.random.default_rng(0).permutation(y_train), epochs=5, verbose=0)
    return model


# %% wrong: a single epoch | but far too little
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=1, verbose=0)
    return model


# %% wrong T17: sorted rows, not shuffled | The network has learned little or nothing
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.SGD(0.5), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=6, shuffle=False, verbose=0)
    return model


# %% wrong: stopped while it still rose | is the validation accuracy still rising at the end of training?
import keras


def train_digits(x_train, y_train, x_val, y_val):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.SGD(0.01), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=10, verbose=0)
    return model


# %% wrong C01: a loss for one-hot rows | This loss expects one-hot rows, but these labels are whole numbers
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")
    ])
    model.compile("adam", "categorical_crossentropy")
    model.fit(x_train, y_train, epochs=5, verbose=0)
    return model


# %% wrong C02: one-hot rows for a loss of whole numbers | Either there is no Flatten, so the output still has rows of pixels, or
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, keras.utils.to_categorical(y_train, 10), epochs=5, verbose=0)
    return model


# %% wrong C11: not compiled | `fit` and `evaluate` need a call of `compile` first, with a loss and a
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")
    ])
    model.fit(x_train, y_train, epochs=5, verbose=0)
    return model


# %% wrong: flat rows outside the model | your model is tested with images of shape (n, 8, 8), as they come
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x_train.reshape(-1, 64), y_train, epochs=10, verbose=0)
    return model


# %% wrong: one output for ten classes | ten numbers for each image, one for each class
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")
    ])
    model.compile("adam", "mse")
    model.fit(x_train, y_train, epochs=1, verbose=0)
    return model


# %% wrong: eleven outputs, as if the digits went to 10 | ten numbers for each image, one for each class
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(11, activation="softmax")
    ])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=15, verbose=0)
    return model


# %% wrong: the history | expected a Keras model, got History
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model.fit(x_train, y_train, verbose=0)


# %% wrong C30: metrics by position | In `compile`, the third argument without a name is `loss_weights`.
import keras


def train_digits(x_train, y_train, x_val, y_val):
    model = keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    model.fit(x_train, y_train, epochs=1, verbose=0)
    return model


# %% wrong: validation_split of rows that are sorted by class | Some classes are never predicted
#-    model.fit(x_train, y_train, epochs=15, validation_data=(x_val, y_val), verbose=0)
#+    model.fit(x_train, y_train, epochs=15, validation_split=0.2, verbose=0)
