# %% right: by hand
import numpy as np


def data_loss(model, x, y):
    p = np.asarray(model(x, training=False))
    return -np.log(p[np.arange(len(y)), y]).mean()


# %% right: predict and Keras's loss object
import keras


def data_loss(model, x, y):
    p = model.predict(x, verbose=0)
    return keras.losses.SparseCategoricalCrossentropy()(y, p)


# %% right: Keras's loss function, a tensor
import keras


def data_loss(model, x, y):
    return keras.ops.mean(keras.losses.sparse_categorical_crossentropy(y, model(x)))


# %% right: evaluate, the penalties taken away
def data_loss(model, x, y):
    loss = model.evaluate(x, y, verbose=0)[0]
    return loss - float(sum(model.losses))


# %% right: a metric, batch by batch
import keras


def data_loss(model, x, y):
    metric = keras.metrics.SparseCategoricalCrossentropy()
    for i in range(0, len(x), 10):
        metric.update_state(y[i : i + 10], model(x[i : i + 10]))
    return metric.result()


# %% right: one-hot labels, loops
import math

import keras


def data_loss(model, x, y):
    total = 0.0
    for row, truth in zip(model.predict(x, verbose=0).tolist(), keras.utils.to_categorical(y, 4).tolist()):
        total -= sum(t * math.log(p) for t, p in zip(truth, row))
    return total / len(x)


# %% right: compiled again, with a metric for the bare loss
import keras


def data_loss(model, x, y):
    model.compile(loss="sparse_categorical_crossentropy", metrics=[keras.metrics.SparseCategoricalCrossentropy(name="bare")])
    return model.evaluate(x, y, verbose=0, return_dict=True)["bare"]


# %% wrong: evaluate as it is, loss and metrics | The penalty is in it
def data_loss(model, x, y):
    return model.evaluate(x, y, verbose=0)


# %% wrong: evaluate's loss | The penalty is in it
def data_loss(model, x, y):
    return model.evaluate(x, y, verbose=0)[0]


# %% wrong: the compiled loss | The penalty is in it
def data_loss(model, x, y):
    return model.compute_loss(x, y, model(x, training=False))


# %% wrong: all loss terms of the network, without rows | This is the penalty alone
def data_loss(model, x, y):
    return sum(model.losses)


# %% wrong: the penalty taken away where there was none | The penalty is taken away
import numpy as np


def data_loss(model, x, y):
    p = np.asarray(model(x))
    return -np.log(p[np.arange(len(y)), y]).mean() - sum(float(l) for l in model.losses)


# %% wrong: a list with the metric beside it | This list is what `evaluate` returns
def data_loss(model, x, y):
    loss, accuracy = model.evaluate(x, y, verbose=0)
    return [loss - float(sum(model.losses)), accuracy]


# %% wrong R02: training mode | is anything still dropped?
#-    p = np.asarray(model(x, training=False))
#+    p = np.asarray(model(x, training=True))


# %% wrong R16: training mode only where nothing is dropped | measured each row by its neighbours
import keras
import numpy as np


def data_loss(model, x, y):
    drops = any(isinstance(layer, keras.layers.Dropout) for layer in model.layers)
    p = np.asarray(model(x, training=not drops))
    return -np.log(p[np.arange(len(y)), y]).mean()


# %% wrong: the sum | This is a sum
import numpy as np


def data_loss(model, x, y):
    p = np.asarray(model(x))
    return -np.log(p[np.arange(len(y)), y]).sum()


# %% wrong: one for each row | This is the loss of each row
import keras


def data_loss(model, x, y):
    return keras.losses.sparse_categorical_crossentropy(y, model(x))


# %% wrong: the mean over the whole table | You took the mean over all probabilities
import numpy as np


def data_loss(model, x, y):
    p = model.predict(x, verbose=0)
    return np.mean(-np.eye(4)[y] * np.log(p))


# %% wrong: the mean of the batches' means | The mean of the batches' means
import numpy as np


def data_loss(model, x, y):
    losses = []
    for i in range(0, len(x), 32):
        p = np.asarray(model(x[i : i + 32]))
        losses.append(-np.log(p[np.arange(len(p)), y[i : i + 32]]).mean())
    return np.mean(losses)


# %% wrong: the logarithm of the mean | The logarithm comes first
import numpy as np


def data_loss(model, x, y):
    p = model.predict(x, verbose=0)
    return -np.log(p[np.arange(len(y)), y].mean())


# %% wrong: probabilities taken for logits | go through a softmax a second time
import keras
import numpy as np


def data_loss(model, x, y):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, np.asarray(model(x)))


# %% wrong: the sign forgotten | The sign: the logarithm
import numpy as np


def data_loss(model, x, y):
    p = model.predict(x, verbose=0)
    return np.log(p[np.arange(len(y)), y]).mean()


# %% wrong: the accuracy | This is the accuracy
import numpy as np


def data_loss(model, x, y):
    return np.mean(model.predict(x, verbose=0).argmax(axis=1) == y)


# %% wrong: all columns for each label | the mean over the rows
import numpy as np


def data_loss(model, x, y):
    return -np.log(model.predict(x, verbose=0)[:, y]).mean()


# %% wrong: labels as a mask | one probability, the one of its own label
import numpy as np


def data_loss(model, x, y):
    return -np.log(np.asarray(model(x))[y == y.max(), :][:, [True, False]]).mean()


# %% wrong: printed | nothing (None)
def data_loss(model, x, y):
    print(model.evaluate(x, y, verbose=0))
