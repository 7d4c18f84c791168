# %% right: the published solution
import keras
import numpy as np
from keras import layers


def program_3(x, y, x_new, epochs):
    # four kinds of plants, numbered from 0 to 3
    y = y.reshape(-1, 1).astype("float32")
    cut = int(0.75 * len(x))

    model = keras.Sequential([
        keras.Input((6,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(4, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(x[:cut], y[:cut], validation_data=(x[cut:], y[cut:]),
                        epochs=epochs, batch_size=16, verbose=0)

    # the kind with the largest output
    probabilities = model.predict(x_new, verbose=0)
    predicted = probabilities.argmax(axis=1)
    return history.history, predicted


patient_3 = {"diagnosis": "wrong loss", "test": "loss", "program": program_3}


# %% right: ones and zeros for the kinds, squared error kept
#-    y = y.reshape(-1, 1).astype("float32")
#+    y = keras.utils.to_categorical(y, 4)

#-        loss="sparse_categorical_crossentropy",
#+        loss="mean_squared_error",


# %% right: logits
#-        layers.Dense(4, activation="softmax"),
#+        layers.Dense(4),

#-        loss="sparse_categorical_crossentropy",
#+        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),


# %% right: categorical loss, to_categorical, a list for a result
import keras
from keras import layers


def program_3(x, y, x_new, epochs):
    labels = keras.utils.to_categorical(y.ravel(), 4)
    model = keras.Sequential([keras.Input((6,)), layers.Dense(32, "relu"), layers.Dense(4, "softmax")])
    model.compile(keras.optimizers.RMSprop(0.01), keras.losses.CategoricalCrossentropy(), metrics=["accuracy"])
    history = model.fit(x, labels, validation_split=0.25, epochs=epochs, batch_size=16, verbose=0)
    return [history, [int(row.argmax()) for row in model.predict(x_new, verbose=0)]]


patient_3 = {"diagnosis": "wrong loss", "test": "loss", "program": program_3}


# %% wrong: as it was | Too many predictions are still wrong
#-        loss="sparse_categorical_crossentropy",
#+        loss="mean_squared_error",


# %% wrong: no activation, the same loss | Too many predictions are still wrong
#-        layers.Dense(4, activation="softmax"),
#+        layers.Dense(4),

#-        loss="sparse_categorical_crossentropy",
#+        loss="mean_squared_error",


# %% wrong: one output, rounded | the classes have no order
#-        layers.Dense(4, activation="softmax"),
#+        layers.Dense(1),

#-        loss="sparse_categorical_crossentropy",
#+        loss="mean_squared_error",

#-    predicted = probabilities.argmax(axis=1)
#+    predicted = np.clip(np.rint(probabilities[:, 0]), 0, 3).astype(int)


# %% wrong: binary crossentropy of whole numbers | Your loss is below 0
#-        layers.Dense(4, activation="softmax"),
#+        layers.Dense(1, activation="sigmoid"),

#-        loss="sparse_categorical_crossentropy",
#+        loss="binary_crossentropy",

#-    predicted = probabilities.argmax(axis=1)
#+    predicted = np.rint(probabilities[:, 0]).astype(int)


# %% wrong: called underfitting | a larger network is no better
#-patient_3 = {"diagnosis": "wrong loss", "test": "loss", "program": program_3}
#+patient_3 = {"diagnosis": "underfitting", "test": "loss", "program": program_3}


# %% wrong: named, and no program | Now repair the program
def program_3(x, y, x_new, epochs):
    raise NotImplementedError


patient_3 = {"diagnosis": "wrong loss", "test": "loss", "program": program_3}


# %% wrong: the loss of one-hot rows | it expects a one-hot row for each plant
#-        loss="sparse_categorical_crossentropy",
#+        loss="categorical_crossentropy",


# %% wrong: the loss of one-hot rows, the labels without their column | Your diagnosis is correct.
#-    y = y.reshape(-1, 1).astype("float32")
#+    y = y.ravel()

#-        loss="sparse_categorical_crossentropy",
#+        loss="categorical_crossentropy",
