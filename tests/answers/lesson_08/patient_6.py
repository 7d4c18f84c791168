# %% right: the published solution
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    # large steps at first, small ones towards the end
    def schedule(epoch, learning_rate):
        return learning_rate * 0.9

    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}


# %% right: one rate for all epochs
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}


# %% right: Keras's cosine, and Adam
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    rate = keras.optimizers.schedules.CosineDecay(0.01, epochs * (len(x) * 3 // 4 // 16 + 1))
    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}


# %% wrong: as it was | What is the rate at the last epoch
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    # large steps at first, small ones towards the end
    def schedule(epoch, learning_rate):
        return learning_rate * 1.4

    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}


# %% wrong: stopped when it gets worse, best weights back | hides the illness: the rate
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    # large steps at first, small ones towards the end
    def schedule(epoch, learning_rate):
        return learning_rate * 1.4

    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        callbacks=[keras.callbacks.LearningRateScheduler(schedule),
                   keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)],
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}


# %% wrong: best weights back at the end, and the rate explodes as before | What is the rate at the last epoch
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    # large steps at first, small ones towards the end
    def schedule(epoch, learning_rate):
        return learning_rate * 1.4

    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        callbacks=[keras.callbacks.LearningRateScheduler(schedule),
                   keras.callbacks.EarlyStopping(patience=epochs, restore_best_weights=True)],
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}


# %% wrong: a rate that falls too fast | too small now
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    # large steps at first, small ones towards the end
    def schedule(epoch, learning_rate):
        return learning_rate * 0.1

    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.001, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}


# %% wrong: called overfitting | Here it rises as well
import keras
import numpy as np
from keras import layers


def program_6(x, y, x_new, epochs):
    # large steps at first, small ones towards the end
    def schedule(epoch, learning_rate):
        return learning_rate * 0.9

    model = keras.Sequential([
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        x, y,
        validation_split=0.25,
        epochs=epochs,
        batch_size=16,
        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],
        verbose=0,
    )

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_6 = {"illness": "overfitting", "told_by": "rate", "program": program_6}


# %% wrong: named, and no program | Now the cure
def program_6(x, y, x_new, epochs):
    raise NotImplementedError


patient_6 = {"illness": "exploding rate", "told_by": "rate", "program": program_6}
