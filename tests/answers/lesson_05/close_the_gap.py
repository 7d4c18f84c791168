# %% right: early stopping
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
    return model


# %% right: L2 and dropout, functional
import keras
from keras import layers


def close_the_gap(x_train, y_train, x_val, y_val):
    inputs = keras.Input((8, 8))
    l2 = keras.regularizers.L2(0.01)
    a = layers.Dense(256, activation="relu", kernel_regularizer=l2)(layers.Flatten()(inputs))
    outputs = layers.Dense(10, activation="softmax", kernel_regularizer=l2)(layers.Dropout(0.5)(a))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=30, verbose=0)
    return model


# %% right: L2 alone, logits
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    l2 = keras.regularizers.L2(0.015)
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
        keras.layers.Dense(10, kernel_regularizer=l2),
    ])
    model.compile(keras.optimizers.Adam(0.003), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x_train, y_train, epochs=30, verbose=0)
    return model


# %% right: weight decay of AdamW
#-    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
#-    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
#-    model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
#+    model.compile(keras.optimizers.AdamW(0.003, weight_decay=4.0), "sparse_categorical_crossentropy")
#+    model.fit(x_train, y_train, epochs=30, verbose=0)


# %% right: noise on the pixels, dropout, a loop over batches
import keras
import numpy as np


def close_the_gap(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.GaussianNoise(0.4),
        keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dropout(0.6),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x_train))
        for i in range(0, len(x_train), 32):
            model.train_on_batch(x_train[order[i : i + 32]], y_train[order[i : i + 32]])
    return model


# %% right: a softmax layer alone, early stopping by hand
import keras
import numpy as np
from keras import layers


def close_the_gap(x_train, y_train, x_val, y_val):
    model = keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    best, kept = np.inf, model.get_weights()
    for _ in range(40):
        model.fit(x_train, y_train, batch_size=32, verbose=0)
        if (loss := model.evaluate(x_val, y_val, verbose=0)) < best:
            best, kept = loss, model.get_weights()
    model.set_weights(kept)
    return model


# %% wrong: the validation digits for the training digits | so it was trained on these digits
#-    model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
#+    model.fit(x_val, y_val, epochs=40, validation_data=(x_train, y_train), callbacks=[stop], verbose=0)


# %% wrong: trained on the validation digits alone, with a penalty | so it was trained on these digits
#-        keras.layers.Dense(256, activation="relu"),
#-        keras.layers.Dense(10, activation="softmax"),
#+        keras.layers.Dense(256, activation="relu", kernel_regularizer="l2"),
#+        keras.layers.Dense(10, activation="softmax", kernel_regularizer="l2"),

#-    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
#-    model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
#+    model.fit(x_val, y_val, epochs=30, verbose=0)


# %% wrong: trained on both, with dropout | so it was trained on these digits
#-        keras.layers.Dense(10, activation="softmax"),
#+        keras.layers.Dropout(0.6),
#+        keras.layers.Dense(10, activation="softmax"),

#-    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
#-    model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
#+    x, y = keras.ops.concatenate([x_train, x_val]), keras.ops.concatenate([y_train, y_val])
#+    model.fit(x, y, epochs=20, verbose=0)


# %% wrong: a plain wide network | Your network has memorized the training digits
#-    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
#-    model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
#+    model.fit(x_train, y_train, epochs=40, verbose=0)


# %% wrong: mean images of public digits, prepared before | Your network underfits
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits


def close_the_gap(x_train, y_train, x_val, y_val):
    x, y = load_digits(return_X_y=True)
    means = np.array([x[y == k].mean(axis=0) for k in range(10)]) / 16
    model = keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Dense(10, activation="softmax")])
    model.set_weights([2 * means.T, -(means**2).sum(axis=1)])
    return model


# %% wrong R09: stops by the training loss | does early stopping watch the validation loss
#-    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
#+    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=5, restore_best_weights=True)


# %% wrong R10: goes back to the largest loss | Your network underfits
#-    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
#+    stop = keras.callbacks.EarlyStopping(monitor="val_loss", mode="max", patience=3, restore_best_weights=True)


# %% wrong: a penalty far too weak | Your network has memorized the training digits
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    l2 = keras.regularizers.L2(0.0001)
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu", kernel_regularizer=l2),
        keras.layers.Dense(10, activation="softmax", kernel_regularizer=l2),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=40, verbose=0)
    return model


# %% wrong: a penalty far too strong | Your network underfits
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    l2 = keras.regularizers.L2(0.3)
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu", kernel_regularizer=l2),
        keras.layers.Dense(10, activation="softmax", kernel_regularizer=l2),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=20, verbose=0)
    return model


# %% wrong: not trained, so there is no gap | Your network underfits
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    return keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])


# %% wrong R17: normalisation after a dozen updates, whose means are not there yet | Your network underfits
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Rescaling(16.0, offset=40.0),
        keras.layers.BatchNormalization(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=12, batch_size=150, verbose=0)
    return model


# %% wrong: too strong a penalty, though it has learned a little | The gap is small enough, but the loss on new digits is too high
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    l2 = keras.regularizers.L2(0.045)
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu", kernel_regularizer=l2),
        keras.layers.Dense(10, activation="softmax", kernel_regularizer=l2),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=30, verbose=0)
    return model


# %% wrong: two outputs | ten outputs, one for each digit
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    return keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(2, activation="softmax")])


# %% wrong: no softmax | Does the last layer have a softmax
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    model = keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10)])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=2, verbose=0)
    return model


# %% wrong: a bare number for a penalty | which penalty it belongs to
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    return keras.Sequential([keras.Input((8, 8)), keras.layers.Dense(10, kernel_regularizer=0.01)])


# %% wrong: the history, not the model | expected a Keras model
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    model = keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model.fit(x_train, y_train, epochs=1, verbose=0)


# %% wrong R37: early stopping without validation data, which only warns | Your network has memorized the training digits, including their wrong
#-    model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
#+    model.fit(x_train, y_train, epochs=40, callbacks=[stop], verbose=0)


# %% wrong: the images of the lesson | The images of this exercise have 8 × 8 pixels
import keras


def close_the_gap(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=2, verbose=0)
    return model
