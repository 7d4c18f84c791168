# %% right: the published solution
import keras
import numpy as np
from keras import layers


def program_4(x, y, x_new, epochs):
    # an amount, so: one output, no activation, squared error
    model = keras.Sequential([
        keras.Input((3,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(1),
    ])
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.03),
        loss="mean_squared_error",
        metrics=["mean_absolute_error"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0)[:, 0]
    return history.history, predicted


patient_4 = {"diagnosis": "dead units", "test": "activations", "program": program_4}


# %% right: targets scaled, and scaled back
#     # an amount, so: one output, no activation, squared error
#+    mean, std = y.mean(), y.std()
#+    y = (y - mean) / std

#-        optimizer=keras.optimizers.Adam(learning_rate=0.03),
#+        optimizer=keras.optimizers.SGD(learning_rate=0.01),

#-    predicted = model.predict(x_new, verbose=0)[:, 0]
#+    predicted = model.predict(x_new, verbose=0)[:, 0] * std + mean


# %% right: a smaller rate and tanh
#-        layers.Dense(32, activation="relu"),
#+        layers.Dense(32, activation="elu"),

#-        optimizer=keras.optimizers.Adam(learning_rate=0.03),
#+        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),


# %% right: Adam, and a slope for negative numbers
import keras
from keras import layers


def program_4(x, y, x_new, epochs):
    model = keras.Sequential([keras.Input((3,)), layers.Dense(32), layers.LeakyReLU(), layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.02), "mean_squared_error")
    history = model.fit(x, y, validation_split=0.25, epochs=epochs, batch_size=16, verbose=0)
    return history, model.predict(x_new, verbose=0).ravel()


patient_4 = {"diagnosis": "dead units", "test": "activations", "program": program_4}


# %% wrong G06: as it was | If all predictions are the same
#-        optimizer=keras.optimizers.Adam(learning_rate=0.03),
#+        optimizer=keras.optimizers.SGD(learning_rate=0.03),


# %% wrong: more units that die | If all predictions are the same
#-        layers.Dense(32, activation="relu"),
#+        layers.Dense(256, activation="relu"),

#-        optimizer=keras.optimizers.Adam(learning_rate=0.03),
#+        optimizer=keras.optimizers.SGD(learning_rate=0.03),


# %% wrong: scaled, and not scaled back | scale the predictions back
#     # an amount, so: one output, no activation, squared error
#+    y = (y - y.mean()) / y.std()

#-        optimizer=keras.optimizers.Adam(learning_rate=0.03),
#+        optimizer=keras.optimizers.SGD(learning_rate=0.01),


# %% wrong: a rate so small that nothing happens | The loss is not much lower in the last epoch
#-        optimizer=keras.optimizers.Adam(learning_rate=0.03),
#+        optimizer=keras.optimizers.SGD(learning_rate=1e-7),


# %% wrong: called underfitting | a larger network would die
#-patient_4 = {"diagnosis": "dead units", "test": "activations", "program": program_4}
#+patient_4 = {"diagnosis": "underfitting", "test": "activations", "program": program_4}


# %% wrong: named, and no program | Now repair the program
def program_4(x, y, x_new, epochs):
    raise NotImplementedError


patient_4 = {"diagnosis": "dead units", "test": "activations", "program": program_4}
