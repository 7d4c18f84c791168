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


# %% right: compiled again, with a metric for the data loss
import keras


def data_loss(model, x, y):
    model.compile(loss="sparse_categorical_crossentropy", metrics=[keras.metrics.SparseCategoricalCrossentropy(name="data_loss")])
    return model.evaluate(x, y, verbose=0, return_dict=True)["data_loss"]


# %% right: keras.ops, the probability taken along an axis
import keras


def data_loss(model, x, y):
    p = model(x, training=False)
    own = keras.ops.take_along_axis(p, keras.ops.expand_dims(keras.ops.cast(y, "int32"), 1), axis=1)
    return -keras.ops.mean(keras.ops.log(own))


# %% right: scikit-learn's log_loss
from sklearn.metrics import log_loss


def data_loss(model, x, y):
    p = model.predict(x, verbose=0).astype("float64")
    return log_loss(y, p / p.sum(axis=1, keepdims=True), labels=range(p.shape[1]))


# %% right: a dictionary's loss by way of a copy without penalties
import keras


def data_loss(model, x, y):
    inputs, p = model.inputs, model.outputs
    same = keras.Model(inputs, p)
    losses = keras.losses.sparse_categorical_crossentropy(y, same(x, training=False))
    return float(sum(losses.numpy().tolist()) / len(y))


# %% right: einsum with one-hot labels
import numpy as np


def data_loss(model, x, y):
    p = np.asarray(model.predict_on_batch(x), dtype=np.float64)
    return -np.einsum("ij,ij->", np.log(p), np.eye(p.shape[1])[y]) / y.size


# %% wrong: evaluate as it is, loss and metrics | Your result includes the penalty
def data_loss(model, x, y):
    return model.evaluate(x, y, verbose=0)


# %% wrong: the compiled loss | Your result includes the penalty
def data_loss(model, x, y):
    return model.compute_loss(x, y, model(x, training=False))


# %% wrong R02: training mode | runs the model in training mode
#-    p = np.asarray(model(x, training=False))
#+    p = np.asarray(model(x, training=True))


# %% wrong R16: training mode only where nothing is dropped | batch normalization normalizes each row by the other rows
import keras
import numpy as np


def data_loss(model, x, y):
    drops = any(isinstance(layer, keras.layers.Dropout) for layer in model.layers)
    p = np.asarray(model(x, training=not drops))
    return -np.log(p[np.arange(len(y)), y]).mean()


# %% wrong: probabilities taken for logits | go through softmax a second time
import keras
import numpy as np


def data_loss(model, x, y):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, np.asarray(model(x)))


# %% wrong: labels as a mask | the column of its own label
import numpy as np


def data_loss(model, x, y):
    return -np.log(np.asarray(model(x))[y == y.max(), :][:, [True, False]]).mean()


# %% wrong: printed | nothing (None)
def data_loss(model, x, y):
    print(model.evaluate(x, y, verbose=0))


# %% wrong R26: the largest probability of each row, whatever its label | You took the largest probability of each row. What counts is the
import numpy as np


def data_loss(model, x, y):
    return -np.log(model.predict(x, verbose=0).max(axis=1)).mean()


# %% wrong R27: a logarithm to another base | You took the logarithm to a different base. The cross-entropy uses the
import numpy as np


def data_loss(model, x, y):
    p = model.predict(x, verbose=0)
    return -np.log10(p[np.arange(len(y)), y]).mean()


# %% wrong R28: squared errors of the probabilities | You used squared errors. The data loss in this exercise is the
import numpy as np


def data_loss(model, x, y):
    p = model.predict(x, verbose=0)
    return np.mean((np.eye(4)[y] - p) ** 2)


# %% wrong: predictions before labels | take the labels first
import keras


def data_loss(model, x, y):
    return keras.losses.SparseCategoricalCrossentropy()(model.predict(x, verbose=0), y)


# %% wrong: the penalty with a factor of its own | −log(probability of the true class)
import keras
import numpy as np


def data_loss(model, x, y):
    loss = model.evaluate(x, y, verbose=0)[0]
    kernels = [layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    return loss - 0.01 * sum(np.sum(np.array(kernel) ** 2) for kernel in kernels)
