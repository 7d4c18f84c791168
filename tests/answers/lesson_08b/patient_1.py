# %% right: the published solution
import keras
import numpy as np
from keras import layers


def program_1(x, y, x_new, epochs):
    # a quarter of the apartments to validate with
    cut = len(x) - len(x) // 4
    mean, std = x[:cut].mean(axis=0), x[:cut].std(axis=0)
    x, x_new = (x - mean) / std, (x_new - mean) / std
    x_train, y_train = x[:cut], y[:cut]
    x_val, y_val = x[cut:], y[cut:]

    model = keras.Sequential([
        keras.Input((x.shape[1],)),
        layers.Dense(64, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.1),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),
                        epochs=epochs, batch_size=16, verbose=0)

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}


# %% right: a Normalization layer
#-    mean, std = x[:cut].mean(axis=0), x[:cut].std(axis=0)
#-    x, x_new = (x - mean) / std, (x_new - mean) / std

#+    scale = layers.Normalization()
#+    scale.adapt(x_train)
#     model = keras.Sequential([

#         keras.Input((x.shape[1],)),
#+        scale,


# %% right: divided by the largest value, and Adam
#-    mean, std = x[:cut].mean(axis=0), x[:cut].std(axis=0)
#-    x, x_new = (x - mean) / std, (x_new - mean) / std
#+    largest = x[:cut].max(axis=0)
#+    x, x_new = x / largest, x_new / largest

#-        optimizer=keras.optimizers.SGD(0.1),
#+        optimizer=keras.optimizers.Adam(0.01),


# %% right: from 0 to 1
#-    mean, std = x[:cut].mean(axis=0), x[:cut].std(axis=0)
#-    x, x_new = (x - mean) / std, (x_new - mean) / std
#+    low, high = x[:cut].min(axis=0), x[:cut].max(axis=0)
#+    x, x_new = (x - low) / (high - low), (x_new - low) / (high - low)


# %% right: scikit-learn's scaler, functional
import keras
from keras import layers
from sklearn.preprocessing import StandardScaler


def program_1(x, y, x_new, epochs):
    scaler = StandardScaler().fit(x)
    inputs = keras.Input((5,))
    outputs = layers.Dense(3, activation="softmax")(layers.Dense(64, activation="relu")(inputs))
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(scaler.transform(x), y, validation_split=0.25, epochs=epochs, batch_size=16, verbose=0)
    return history, model.predict(scaler.transform(x_new), verbose=0).argmax(axis=1)


patient_1 = dict(program=program_1, test="ranges", diagnosis="unscaled inputs")


# %% wrong: as it was | random guessing already gets a third
#-    mean, std = x[:cut].mean(axis=0), x[:cut].std(axis=0)
#-    x, x_new = (x - mean) / std, (x_new - mean) / std


# %% wrong: a tiny rate takes the large loss away | a finite loss is not enough
#-    mean, std = x[:cut].mean(axis=0), x[:cut].std(axis=0)
#-    x, x_new = (x - mean) / std, (x_new - mean) / std

#-        optimizer=keras.optimizers.SGD(0.1),
#+        optimizer=keras.optimizers.SGD(1e-9),


# %% wrong: new rows by their own mean and deviation | Scale the new rows, too
#-    x, x_new = (x - mean) / std, (x_new - mean) / std
#+    x, x_new = (x - mean) / std, (x_new - x_new.mean(axis=0)) / x_new.std(axis=0)


# %% wrong: new rows left as they are | Scale the new rows, too
#-    mean, std = x[:cut].mean(axis=0), x[:cut].std(axis=0)
#-    x, x_new = (x - mean) / std, (x_new - mean) / std
#+    x = (x - x[:cut].mean(axis=0)) / x[:cut].std(axis=0)


# %% wrong: probabilities in place of labels | a label or an amount, not probabilities
#-    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
#+    predicted = model.predict(x_new, verbose=0)


# %% wrong: the curves are not returned | as the original program does
#-    return history.history, predicted
#+    return predicted


# %% wrong: another illness | It is too high only because the inputs
#-patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}
#+patient_1 = {"diagnosis": "exploding rate", "test": "ranges", "program": program_1}


# %% wrong: an illness of its own name | which fault did your repair remove
#-patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}
#+patient_1 = {"diagnosis": "too large", "test": "ranges", "program": program_1}


# %% wrong: told by what came of it | which test shows the cause itself
#-patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}
#+patient_1 = {"diagnosis": "unscaled inputs", "test": "activations", "program": program_1}


# %% wrong: named, and no program | Now repair the program
def program_1(x, y, x_new, epochs):
    raise NotImplementedError


patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}


# %% wrong: named, and the program stops | fix the error that stops the program
def program_1(x, y, x_new, epochs):
    return x.history, x_new


patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}


# %% wrong: the function alone | a dictionary
def patient_1(x, y, x_new, epochs):
    return {"loss": [1.0], "val_loss": [1.0]}, x_new[:, 0]


# %% wrong: a loss that is no number | a training or validation loss is nan or infinite
def program_1(x, y, x_new, epochs):
    return {"loss": [float("nan")] * epochs, "val_loss": [float("nan")] * epochs}, x_new[:, 0] * 0


patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}


# %% wrong G28: a Normalization layer that was never adapted | a finite loss is not enough, because random guessing already gets a third
import keras
from keras import layers


def program_1(x, y, x_new, epochs):
    model = keras.Sequential([
        keras.Input((5,)), layers.Normalization(mean=0.0, variance=1.0), layers.Dense(64, activation="relu"), layers.Dense(3, activation="softmax"),
    ])
    model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, validation_split=0.25, epochs=epochs, batch_size=16, verbose=0)
    return history.history, model.predict(x_new, verbose=0).argmax(axis=1)


patient_1 = {"diagnosis": "unscaled inputs", "test": "ranges", "program": program_1}
