# %% right: compile, fit, evaluate twice
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    train = model.evaluate(x_train, y_train, verbose=0)[1]
    val = model.evaluate(x_val, y_val, verbose=0)[1]
    return train, val


# %% right: predict and compare, no metric
import numpy as np


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=epochs, batch_size=8, verbose=0)
    return [np.mean(model.predict(x, verbose=0).argmax(axis=1) == y) for x, y in ((x_train, y_train), (x_val, y_val))]


# %% right: validation from the history, one-hot labels
import keras


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    train, val = (keras.utils.to_categorical(y, 3) for y in (y_train, y_val))
    model.compile(keras.optimizers.Adam(0.01), keras.losses.CategoricalCrossentropy(), metrics=["accuracy"])
    history = model.fit(x_train, train, epochs=epochs, validation_data=(x_val, val), verbose=0)
    return model.evaluate(x_train, train, verbose=0, return_dict=True)["accuracy"], history.history["val_accuracy"][-1]


# %% right: a loop of one's own
import keras
import tensorflow as tf


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    optimizer, loss_fn = keras.optimizers.Adam(0.005), keras.losses.SparseCategoricalCrossentropy()
    data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(200).batch(32)
    for _ in range(epochs):
        for x, y in data:
            with tf.GradientTape() as tape:
                loss = loss_fn(y, model(x, training=True))
            optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)

    def accuracy(x, y):
        return float(tf.reduce_mean(tf.cast(tf.argmax(model(x), axis=1) == y, "float32")))

    return accuracy(x_train, y_train), accuracy(x_val, y_val)


# %% wrong T20: the last number of the history | measure the trained network on exactly these rows
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return history.history["accuracy"][-1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong: weights a little larger, and no training | training makes the loss on the training rows fall
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.set_weights([1.01 * weight for weight in model.get_weights()])
    return tuple(float((model.predict(x, verbose=0).argmax(axis=1) == y).mean()) for x, y in ((x_train, y_train), (x_val, y_val)))


# %% wrong T01: training rows twice | You measured this on the training rows, which can't show how well the
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    train = model.evaluate(x_train, y_train, verbose=0)[1]
    return train, train


# %% wrong: the other order | You measured this on the validation rows
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_val, y_val, verbose=0)[1], model.evaluate(x_train, y_train, verbose=0)[1]


# %% wrong T02: validation_split on sorted rows | `validation_split` takes them before it shuffles
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, validation_split=0.2, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], history.history["val_accuracy"][-1]


# %% wrong C08: binary accuracy on one-hot rows | `binary_accuracy` compares every entry of the one-hot rows
import keras


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    train, val = (keras.utils.to_categorical(y, 3) for y in (y_train, y_val))
    model.compile("adam", "categorical_crossentropy", metrics=["binary_accuracy"])
    model.fit(x_train, train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, train, verbose=0)[1], model.evaluate(x_val, val, verbose=0)[1]


# %% wrong: per cent | You returned a count or a percentage
import numpy as np


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return [100 * np.mean(model.predict(x, verbose=0).argmax(1) == y) for x, y in ((x_train, y_train), (x_val, y_val))]


# %% wrong: the loss | Your value is above 1
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=1, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[0] + 1, model.evaluate(x_val, y_val, verbose=0)[0]


# %% wrong: never trained | the network wasn't trained
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong C11: not compiled | `fit` and `evaluate` need a call of `compile` first, with a loss and a
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong C01: a loss for one-hot rows | This loss expects one-hot rows, but these labels are whole numbers
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong T15: no validation rows given to fit | `fit` measures validation numbers only if you pass `validation_data`
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], history.history["val_accuracy"][-1]


# %% wrong T16: the history taken for a dictionary | `fit` returns a `History` object
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, validation_data=(x_val, y_val), verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], history["val_accuracy"][-1]


# %% wrong: no metric | `evaluate` returns a list only if `compile` was given a metric
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong: one number | the line with `return`
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong: the short name of the metric | The history uses the names of your metrics
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, validation_data=(x_val, y_val), verbose=0).history
    return history["acc"][-1], history["val_acc"][-1]


# %% wrong: the short name for the validation rows | The history uses the names of your metrics
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, validation_data=(x_val, y_val), verbose=0).history
    return model.evaluate(x_train, y_train, verbose=0)[1], history["val_acc"][-1]
