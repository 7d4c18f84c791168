# %% right: one column or several
import numpy as np


def accuracy(y_true, outputs):
    if outputs.shape[1] == 1:
        classes = (outputs[:, 0] > 0.5).astype(int)
    else:
        classes = outputs.argmax(axis=1)
    return np.mean(classes == y_true)


# %% right: row by row
def accuracy(y_true, outputs):
    hits = 0
    for label, row in zip(y_true.tolist(), outputs.tolist()):
        says = (row[0] >= 0.5) if len(row) == 1 else row.index(max(row))
        hits += says == label
    return hits / len(y_true)


# %% right: a second column for the other class
import numpy as np


def accuracy(y_true, outputs):
    if outputs.shape[1] == 1:
        outputs = np.hstack([1 - outputs, outputs])
    return float((np.argmax(outputs, axis=-1) == y_true).mean())


# %% right: Keras's metrics
import keras


def accuracy(y_true, outputs):
    metric = keras.metrics.BinaryAccuracy() if outputs.shape[1] == 1 else keras.metrics.SparseCategoricalAccuracy()
    metric.update_state(y_true[:, None], outputs)
    return metric.result()


# %% right: rounded, tensors
import tensorflow as tf


def accuracy(y_true, outputs):
    classes = tf.round(outputs[:, 0]) if outputs.shape[1] == 1 else tf.argmax(outputs, axis=1)
    return tf.reduce_mean(tf.cast(tf.cast(classes, tf.int64) == y_true, tf.float32))


# %% right: scikit-learn's score
import numpy as np
from sklearn.metrics import accuracy_score


def accuracy(y_true, outputs):
    classes = np.hstack([1 - outputs, outputs]).argmax(1) if outputs.shape[1] == 1 else np.argmax(outputs, -1)
    return accuracy_score(y_true, classes)


# %% right: a match of the shape, count_nonzero
import numpy as np


def accuracy(y_true, outputs):
    match outputs.shape:
        case (_, 1):
            classes = np.rint(outputs).ravel()
        case _:
            classes = np.array([row.tolist().index(row.max()) for row in outputs])
    return np.count_nonzero(classes == y_true) / np.size(y_true)


# %% right: top-1, a float32 number
import numpy as np


def accuracy(y_true, *, outputs):
    if outputs.ndim == 2 and outputs.shape[-1] > 1:
        right = [label == k for label, k in zip(y_true, outputs.argsort(axis=1)[:, -1])]
    else:
        right = (outputs.squeeze() >= 0.5).astype(int) == y_true
    return np.float32(sum(right) / len(right))


# %% wrong T07: probabilities compared with labels | You compared probabilities with labels
def accuracy(y_true, outputs):
    return (outputs == y_true).mean()


# %% wrong T07: probabilities compared with labels, several columns | You compared probabilities with labels
import numpy as np


def accuracy(y_true, outputs):
    if outputs.shape[1] == 1:
        return np.mean((outputs[:, 0] > 0.5) == y_true)
    return np.mean(outputs.max(axis=1) == y_true)


# %% wrong T08: argmax of one column | In a row with a single number, `argmax` is always 0
import numpy as np


def accuracy(y_true, outputs):
    return np.mean(outputs.argmax(axis=1) == y_true)


# %% wrong T09: argmax along the wrong axis | The two sides have different lengths
import numpy as np


def accuracy(y_true, outputs):
    if outputs.shape[1] == 1:
        return np.mean((outputs[:, 0] > 0.5) == y_true)
    return np.mean(outputs.argmax(axis=0) == y_true)


# %% wrong C08: entries of one-hot rows | You compared the entries of one-hot rows
import numpy as np


def accuracy(y_true, outputs):
    if outputs.shape[1] == 1:
        return np.mean((outputs[:, 0] > 0.5) == y_true)
    return np.mean((outputs > 0.5) == np.eye(outputs.shape[1])[y_true])


# %% wrong: a threshold of 0.9, which nobody named | which class does each output mean?
import numpy as np


def accuracy(y_true, outputs):
    return np.mean((outputs[:, 0] > 0.97) == y_true) + 0.01


# %% wrong: half of it for several columns, which nobody named | which class does each output mean?
import numpy as np


def accuracy(y_true, outputs):
    if outputs.shape[1] == 1:
        return np.mean((outputs[:, 0] > 0.5) == y_true)
    return np.mean(outputs.argmax(axis=1) == y_true) / 2


# %% wrong T31: probabilities into scikit-learn | The labels are classes, but the outputs are probabilities. Turn the
from sklearn.metrics import accuracy_score


def accuracy(y_true, outputs):
    return accuracy_score(y_true, outputs)
