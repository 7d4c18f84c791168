# %% right: the published solution
import keras
import numpy as np
from keras import layers


def program_2(x, y, x_new, epochs):
    # the rows come sorted by class: mix them before the split
    rng = np.random.default_rng(0)
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    cut = int(0.8 * len(x))

    model = keras.Sequential([
        keras.Input((8, 8)),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x[:cut], y[:cut], validation_data=(x[cut:], y[cut:]),
                        epochs=epochs, batch_size=32, verbose=0)

    predicted = model.predict(x_new, verbose=0).argmax(axis=1)
    return history.history, predicted


patient_2 = {"diagnosis": "shuffled labels", "test": "rows", "program": program_2}


# %% right: a generator seeded anew for each
#-    order = rng.permutation(len(x))
#-    x, y = x[order], y[order]
#+    x = x[rng.permutation(len(x))]
#+    y = y[np.random.default_rng(0).permutation(len(y))]


# %% right: scikit-learn mixes both and keeps the share of the classes
#-    rng = np.random.default_rng(0)
#-    order = rng.permutation(len(x))
#-    x, y = x[order], y[order]
#-    cut = int(0.8 * len(x))
#+    from sklearn.model_selection import train_test_split
#+
#+    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, stratify=y, random_state=0)

#-    history = model.fit(x[:cut], y[:cut], validation_data=(x[cut:], y[cut:]),
#+    history = model.fit(x_train, y_train, validation_data=(x_val, y_val),


# %% right: pairs are shuffled, every fifth row validates
import random
import keras
import numpy as np
from keras import layers


def program_2(x, y, x_new, epochs):
    pairs = list(zip(x, y))
    random.shuffle(pairs)
    x, y = map(np.array, zip(*pairs))
    val = np.arange(len(x)) % 5 == 0
    model = keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x[~val], y[~val], validation_data=(x[val], y[val]), epochs=epochs, verbose=0)
    return history.history, model.predict(x_new, verbose=0).argmax(axis=1)


patient_2 = {"diagnosis": "shuffled labels", "test": "rows", "program": program_2}


# %% wrong G14: as it was | Does each image have its own label
#-    order = rng.permutation(len(x))
#-    x, y = x[order], y[order]
#+    x = x[rng.permutation(len(x))]
#+    y = y[rng.permutation(len(y))]


# %% wrong: validated on rows that are learned by heart | this only hides the symptom
#-    order = rng.permutation(len(x))
#-    x, y = x[order], y[order]
#+    x = x[rng.permutation(len(x))]
#+    y = y[rng.permutation(len(y))]

#-    history = model.fit(x[:cut], y[:cut], validation_data=(x[cut:], y[cut:]),
#-                        epochs=epochs, batch_size=32, verbose=0)
#+    history = model.fit(x[:cut], y[:cut], validation_data=(x[:cut], y[:cut]),
#+                        epochs=4 * epochs, batch_size=32, verbose=0)


# %% wrong: a small network with dropout has no gap | memorizes less
#-    order = rng.permutation(len(x))
#-    x, y = x[order], y[order]
#+    x = x[rng.permutation(len(x))]
#+    y = y[rng.permutation(len(y))]

#-        layers.Dense(256, activation="relu"),
#+        layers.Dense(8, activation="relu"),
#+        layers.Dropout(0.5),


# %% wrong: hardly trained | train long enough
#-    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy", metrics=["accuracy"])

#-                        epochs=epochs, batch_size=32, verbose=0)
#+                        epochs=1, batch_size=32, verbose=0)


# %% wrong: called overfitting | is there anything in these rows
#-patient_2 = {"diagnosis": "shuffled labels", "test": "rows", "program": program_2}
#+patient_2 = {"diagnosis": "overfitting", "test": "rows", "program": program_2}


# %% wrong: no longer shuffled at all, so the last classes are only in the validation set | Some classes are never predicted
#-    rng = np.random.default_rng(0)
#-    order = rng.permutation(len(x))
#-    x, y = x[order], y[order]
