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


patient_6 = {"diagnosis": "exploding rate", "test": "rate", "program": program_6}


# %% right: one rate for all epochs
#-    # large steps at first, small ones towards the end
#-    def schedule(epoch, learning_rate):
#-        return learning_rate * 0.9
#-

#-        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],


# %% right: Keras's cosine, and Adam
#-    # large steps at first, small ones towards the end
#-    def schedule(epoch, learning_rate):
#-        return learning_rate * 0.9
#-
#+    rate = keras.optimizers.schedules.CosineDecay(0.01, epochs * (len(x) * 3 // 4 // 16 + 1))

#-        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
#+        optimizer=keras.optimizers.Adam(rate),

#-        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],


# %% right: a decay that Keras knows, as the optimizer's rate
import keras
from keras import layers


def program_6(x, y, x_new, epochs):
    rate = keras.optimizers.schedules.ExponentialDecay(0.05, decay_steps=100, decay_rate=0.9)
    model = keras.Sequential([keras.Input((8,)), layers.Dense(32, activation="relu"), layers.Dense(32, activation="relu"), layers.Dense(3, activation="softmax")])
    model.compile(keras.optimizers.SGD(rate, momentum=0.9), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, validation_split=0.25, epochs=epochs, batch_size=16, verbose=0)
    return history.history, model.predict(x_new, verbose=0).argmax(axis=1)


patient_6 = {"diagnosis": "exploding rate", "test": "rate", "program": program_6}


# %% wrong: as it was | How high is the learning rate in the last epoch
#-        return learning_rate * 0.9
#+        return learning_rate * 1.4


# %% wrong: stopped when it gets worse, best weights back | because stopping earlier can hide the symptom
#-        return learning_rate * 0.9
#+        return learning_rate * 1.4

#-        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],
#+        callbacks=[keras.callbacks.LearningRateScheduler(schedule),
#+                   keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)],


# %% wrong: best weights back at the end, and the rate explodes as before | How high is the learning rate in the last epoch
#-        return learning_rate * 0.9
#+        return learning_rate * 1.4

#-        callbacks=[keras.callbacks.LearningRateScheduler(schedule)],
#+        callbacks=[keras.callbacks.LearningRateScheduler(schedule),
#+                   keras.callbacks.EarlyStopping(patience=epochs, restore_best_weights=True)],


# %% wrong: a rate that falls too fast | Is the learning rate too low
#-        return learning_rate * 0.9
#+        return learning_rate * 0.1

#-        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
#+        optimizer=keras.optimizers.SGD(0.001, momentum=0.9),


# %% wrong: called overfitting | Here it rises, too
#-patient_6 = {"diagnosis": "exploding rate", "test": "rate", "program": program_6}
#+patient_6 = {"diagnosis": "overfitting", "test": "rate", "program": program_6}


# %% wrong: named, and no program | Now repair the program
def program_6(x, y, x_new, epochs):
    raise NotImplementedError


patient_6 = {"diagnosis": "exploding rate", "test": "rate", "program": program_6}


# %% wrong G29: the same growth, written as a division | the network still loses what it has learned. How high is the learning
#-        return learning_rate * 0.9
#+        return learning_rate / 0.7
