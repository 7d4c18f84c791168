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


# %% right: a callback that measures at the end
import keras


def final_accuracies(model, x_train, y_train, x_val, y_val, *, epochs):
    found = []

    class Measure(keras.callbacks.Callback):
        def on_train_end(self, logs=None):
            for x, y in ((x_train, y_train), (x_val, y_val)):
                outputs = self.model(x, training=False)
                found.append(float(keras.ops.mean(keras.ops.argmax(outputs, axis=-1) == y)))

    model.compile(keras.optimizers.RMSprop(0.01), keras.losses.SparseCategoricalCrossentropy())
    model.fit(x_train, y_train, batch_size=20, epochs=epochs, callbacks=[Measure()], verbose=0)
    return found


# %% right: a dictionary of metrics, a metric object
import keras


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    accuracy = keras.metrics.SparseCategoricalAccuracy(name="a")
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=[accuracy])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    train, val = (model.evaluate(*rows, verbose=0, return_dict=True) for rows in ((x_train, y_train), (x_val, y_val)))
    return train["a"], val["a"]


# %% right: weight decay, stopped by the validation rows
import keras
import numpy as np


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile(keras.optimizers.AdamW(0.01, weight_decay=0.1), "sparse_categorical_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=3)
    model.fit(x_train, y_train, epochs=epochs, validation_data=(x_val, y_val), callbacks=[stop], verbose=0)
    return [np.mean(model.predict(x, verbose=0).argmax(-1) == y) for x, y in ((x_train, y_train), (x_val, y_val))]


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


# %% wrong T15: no validation rows given to fit | if `fit` gets `validation_data`, also `val_accuracy`
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


# %% wrong C30: metrics by position | In `compile`, the third argument without a name is `loss_weights`.
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong T39: loss and accuracy of both | You returned a list, but an accuracy is a single number. `evaluate`
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0), model.evaluate(x_val, y_val, verbose=0)


# %% wrong T34: acc as the metric, accuracy in the history | The history uses the names of your metrics. With
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])
    history = model.fit(x_train, y_train, epochs=epochs, validation_data=(x_val, y_val), verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], history.history["val_accuracy"][-1]


# %% wrong T34: acc as the metric, accuracy in the history, for training rows | The history uses the names of your metrics. With
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])
    history = model.fit(x_train, y_train, epochs=epochs, validation_data=(x_val, y_val), verbose=0)
    return history.history["accuracy"][-1], history.history["val_acc"][-1]


# %% wrong T39: the lists of all epochs | You returned a list, but an accuracy is a single number. `evaluate`
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, validation_data=(x_val, y_val), verbose=0)
    return history.history["accuracy"], history.history["val_accuracy"]


# %% wrong T40: predictions compared as they are | `predict` returns three probabilities for each row, but there is one
import numpy as np


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return np.mean(model.predict(x_train, verbose=0) == y_train), np.mean(model.predict(x_val, verbose=0) == y_val)


# %% wrong: one-hot rows for the sparse loss | This loss expects labels that are whole numbers, but yours are
import keras


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    y_train, y_val = keras.utils.to_categorical(y_train), keras.utils.to_categorical(y_val)
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong T30: an old method | `predict_classes` existed only in old versions of Keras. Use
import numpy as np


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return np.mean(model.predict_classes(x_train) == y_train), np.mean(model.predict_classes(x_val) == y_val)


# %% wrong C31: the metric without a list | `metrics` takes a list. Put square brackets around the metric.
def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics="accuracy")
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]


# %% wrong T32: the model trained on both, as in cross-validation with one model | You trained the network on the validation rows, so they can't show
import numpy as np


def final_accuracies(model, x_train, y_train, x_val, y_val, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = np.concatenate([x_train, x_val]), np.concatenate([y_train, y_val])
    model.fit(x, y, epochs=epochs, verbose=0)
    return model.evaluate(x_train, y_train, verbose=0)[1], model.evaluate(x_val, y_val, verbose=0)[1]
