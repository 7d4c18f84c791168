# %% right: convolutions behind layers of augmentation
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((14, 14)),
        layers.Reshape((14, 14, 1)),
        layers.RandomRotation(0.05, fill_mode="constant"),
        layers.RandomZoom(0.2, 0.2, fill_mode="constant"),
        layers.RandomTranslation(0.12, 0.12, fill_mode="constant"),
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dropout(0.3),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.004), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, batch_size=64, epochs=18, verbose=0)
    return model


# %% right: dense layers, functional, logits, the best epoch kept
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    inputs = keras.Input(x_train.shape[1:])
    a = layers.Reshape((*x_train.shape[1:], 1))(inputs)
    for change in (layers.RandomTranslation(0.12, 0.12, fill_mode="constant"),
                   layers.RandomZoom(0.2, 0.2, fill_mode="constant"),
                   layers.RandomRotation(0.05, fill_mode="constant")):
        a = change(a)
    a = layers.Dense(256, activation="relu")(layers.Flatten()(a))
    model = keras.Model(inputs, layers.Dense(10)(layers.Dropout(0.2)(a)))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.003), loss, metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(patience=12, restore_best_weights=True)
    model.fit(x_train, y_train, batch_size=64, epochs=30, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
    return model


# %% right: moved and turned copies made by SciPy before the training
import keras
import numpy as np
from keras import layers
from scipy import ndimage


def changed(image, rng):
    angle, size = np.radians(rng.uniform(-15, 15)), rng.uniform(0.85, 1.15)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) / size
    middle = (np.array(image.shape) - 1) / 2
    offset = middle - turn @ (middle + rng.uniform(-2, 2, 2))
    return np.clip(ndimage.affine_transform(image, turn, offset, order=1) + rng.normal(0, 0.05, image.shape), 0, 1)


def project(x_train, y_train, x_val, y_val):
    rng = np.random.default_rng(0)
    x = np.concatenate([[changed(image, rng) for image in x_train] for _ in range(8)]).astype("float32")
    model = keras.Sequential([
        keras.Input((14, 14)),
        layers.Reshape((14, 14, 1)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"),
        layers.Flatten(),
        layers.Dropout(0.4),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy")
    model.fit(x, np.tile(y_train, 8), batch_size=64, epochs=4, verbose=0)
    return model


# %% wrong: a plain network, neat digits only | far better than warped ones
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((14, 14)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=15, verbose=0)
    return model


# %% wrong: public digits as weights, the nearest one wins | in different handwritings
import keras
import numpy as np
from keras import layers
from scipy import ndimage
from sklearn.datasets import load_digits


def project(x_train, y_train, x_val, y_val):
    x, y = load_digits(return_X_y=True)
    x = np.array([np.pad(ndimage.zoom(image / 16, 1.5, order=1), 1) for image in x.reshape(-1, 8, 8)]).reshape(len(x), -1)
    model = keras.Sequential([
        keras.Input((14, 14)), layers.Flatten(), layers.Dense(len(x), activation="softmax"), layers.Dense(10),
    ])
    model.set_weights([40 * x.T, -20 * (x**2).sum(axis=1), np.eye(10)[y], np.zeros(10)])
    return model


# %% wrong: not trained | doesn't even recognize the neat digits
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((14, 14)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    return model


# %% wrong: stopped after three epochs | one change at a time
#-    model.fit(x_train, y_train, batch_size=64, epochs=18, verbose=0)
#+    model.fit(x_train, y_train, batch_size=64, epochs=3, verbose=0)


# %% wrong: wants a channel | expects a channel axis
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    return keras.Sequential([
        keras.Input((14, 14, 1)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalMaxPooling2D(),
        layers.Dense(10, activation="softmax"),
    ])


# %% wrong: the size of MNIST | images of shape (n, 14, 14)
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((28, 28)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    return model


# %% wrong: one output | ten outputs, one for each digit
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((14, 14)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(1),
    ])
    model.compile(keras.optimizers.Adam(0.003), "mse")
    model.fit(x_train, y_train, epochs=1, verbose=0)
    return model


# %% wrong: two arguments | A function got the wrong number of arguments
import keras
from keras import layers


def project(x_train, y_train):
    model = keras.Sequential([
        keras.Input((14, 14)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=15, verbose=0)
    return model


# %% wrong: an output for what is no digit | ten outputs, one for each digit
#-        layers.Dense(10, activation="softmax"),
#+        layers.Dense(11, activation="softmax"),


# %% wrong: digits are flipped like photos | Your network recognizes mirrored digits as well
#-        layers.RandomTranslation(0.12, 0.12, fill_mode="constant"),
#+        layers.RandomFlip("horizontal_and_vertical"),


# %% wrong: a convolution without a channel axis | A convolution needs images with a channel axis
import keras
from keras import layers


def project(x_train, y_train, x_val, y_val):
    model = keras.Sequential([
        keras.Input((14, 14)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=1, verbose=0)
    return model
