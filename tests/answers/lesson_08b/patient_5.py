# %% right: the published solution
import keras
import numpy as np
from keras import layers


def program_5(x, y, x_new, epochs):
    # mix, then a quarter to validate with
    rng = np.random.default_rng(0)
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    cut = int(0.75 * len(x))
    x_train, y_train = x[:cut], y[:cut]
    x_val, y_val = x[cut:], y[cut:]

    # few rows: five slightly changed copies of each that is trained on
    copies = [x_train + rng.normal(0, 0.05, x_train.shape) for _ in range(5)]
    x_train, y_train = np.concatenate(copies).astype("float32"), np.tile(y_train, 5)

    model = keras.Sequential([
        keras.Input((10,)),
        layers.Dense(128, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
                        epochs=epochs, batch_size=32, verbose=0)

    predicted = (model.predict(x_new, verbose=0)[:, 0] > 0.5).astype(int)
    return history.history, predicted


patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}


# %% right: no copies
import keras
import numpy as np
from keras import layers


def program_5(x, y, x_new, epochs):
    # few rows
    rng = np.random.default_rng(0)
    # mix, then a quarter to validate with
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    cut = int(0.75 * len(x))
    x_train, y_train = x[:cut], y[:cut]
    x_val, y_val = x[cut:], y[cut:]

    model = keras.Sequential([
        keras.Input((10,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(16, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
                        epochs=epochs, batch_size=32, verbose=0)

    predicted = (model.predict(x_new, verbose=0)[:, 0] > 0.5).astype(int)
    return history.history, predicted


patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}


# %% right: copies lie side by side, and a split between originals
import keras
import numpy as np
from keras import layers


def program_5(x, y, x_new, epochs):
    # few rows: five slightly changed copies of each
    rng = np.random.default_rng(0)
    copies = [x + rng.normal(0, 0.05, x.shape) for _ in range(5)]
    x, y = np.concatenate(copies).astype("float32"), np.tile(y, 5)

    # mix, then a quarter to validate with
    order = rng.permutation(len(x) // 5)
    cut = int(0.75 * len(order))
    train, val = order[:cut], order[cut:]
    train = np.concatenate([train + k * len(order) for k in range(5)])
    x_train, y_train = x[train], y[train]
    x_val, y_val = x[val], y[val]

    model = keras.Sequential([
        keras.Input((10,)),
        layers.Dense(128, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
                        epochs=epochs, batch_size=32, verbose=0)

    predicted = (model.predict(x_new, verbose=0)[:, 0] > 0.5).astype(int)
    return history.history, predicted


patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}


# %% right: noise in a layer of the network, in place of copies
import keras
import numpy as np
from keras import layers


def program_5(x, y, x_new, epochs):
    rng = np.random.default_rng(0)
    order = rng.permutation(len(x))
    train, val = np.split(order, [3 * len(x) // 4])
    model = keras.Sequential([
        keras.Input((10,)), layers.GaussianNoise(0.05), layers.Dense(128, activation="relu"), layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x[train], y[train], validation_data=(x[val], y[val]), epochs=epochs, batch_size=16, verbose=0)
    return history.history, np.rint(model.predict(x_new, verbose=0)[:, 0])


patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}


# %% wrong: as it was | nobody can predict random labels
import keras
import numpy as np
from keras import layers


def program_5(x, y, x_new, epochs):
    # few rows: five slightly changed copies of each
    rng = np.random.default_rng(0)
    copies = [x + rng.normal(0, 0.05, x.shape) for _ in range(5)]
    x, y = np.concatenate(copies).astype("float32"), np.tile(y, 5)

    # mix, then a quarter to validate with
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    cut = int(0.75 * len(x))
    x_train, y_train = x[:cut], y[:cut]
    x_val, y_val = x[cut:], y[cut:]

    model = keras.Sequential([
        keras.Input((10,)),
        layers.Dense(128, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
                        epochs=epochs, batch_size=32, verbose=0)

    predicted = (model.predict(x_new, verbose=0)[:, 0] > 0.5).astype(int)
    return history.history, predicted


patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}


# %% wrong: the rows that validate are mixed, and their labels are not | do the validation rows have their own
import keras
import numpy as np
from keras import layers


def program_5(x, y, x_new, epochs):
    # few rows
    rng = np.random.default_rng(0)
    # mix, then a quarter to validate with
    order = rng.permutation(len(x))
    cut = int(0.75 * len(x))
    x_train, y_train = x[order][:cut], y[order][:cut]
    x_val, y_val = x[order][cut:], y[cut:]

    model = keras.Sequential([
        keras.Input((10,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(16, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
                        epochs=epochs, batch_size=32, verbose=0)

    predicted = (model.predict(x_new, verbose=0)[:, 0] > 0.5).astype(int)
    return history.history, predicted


patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}


# %% wrong: a penalty makes the promise smaller | nobody can predict random labels
import keras
import numpy as np
from keras import layers


def program_5(x, y, x_new, epochs):
    # few rows: five slightly changed copies of each
    rng = np.random.default_rng(0)
    copies = [x + rng.normal(0, 0.05, x.shape) for _ in range(5)]
    x, y = np.concatenate(copies).astype("float32"), np.tile(y, 5)

    # mix, then a quarter to validate with
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    cut = int(0.75 * len(x))
    x_train, y_train = x[:cut], y[:cut]
    x_val, y_val = x[cut:], y[cut:]

    model = keras.Sequential([
        keras.Input((10,)),
        layers.Dense(128, activation="relu", kernel_regularizer="l2"),
        layers.Dense(128, activation="relu", kernel_regularizer="l2"),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
                        epochs=epochs, batch_size=32, verbose=0)

    predicted = (model.predict(x_new, verbose=0)[:, 0] > 0.5).astype(int)
    return history.history, predicted


patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}


# %% wrong: validation on training rows | are there copies of the validation
#-    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
#+    history = model.fit(x_train, y_train, validation_data=(x_train, y_train),


# %% wrong: everything is called ill | also has to learn something
#-    predicted = (model.predict(x_new, verbose=0)[:, 0] > 0.5).astype(int)
#+    predicted = (model.predict(x_new, verbose=0)[:, 0] >= 0).astype(int)


# %% wrong: no accuracy measured | compile with metrics
#-    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
#+    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy")


# %% wrong: called overfitting | why didn't the validation accuracy show it
#-patient_5 = {"diagnosis": "leaking validation", "test": "copies", "program": program_5}
#+patient_5 = {"diagnosis": "overfitting", "test": "copies", "program": program_5}
