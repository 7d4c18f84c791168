# %% right: a loop
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        matrix[t, p] += 1
    return matrix


# %% right: np.add.at, floats
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix


# %% right: bincount of pairs
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    pairs = y_true * num_classes + y_pred
    return np.bincount(pairs, minlength=num_classes**2).reshape(num_classes, num_classes)


# %% right: a product of one-hot rows
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    every = np.eye(num_classes)
    return every[y_true].T @ every[y_pred]


# %% right: TensorFlow's
import tensorflow as tf


def confusion_matrix(y_true, y_pred, num_classes):
    return tf.math.confusion_matrix(y_true, y_pred, num_classes=num_classes)


# %% right: a list of lists, counted
def confusion_matrix(y_true, y_pred, num_classes):
    pairs = list(zip(y_true.tolist(), y_pred.tolist()))
    return [[pairs.count((t, p)) for p in range(num_classes)] for t in range(num_classes)]


# %% right: scikit-learn's, told all labels
from sklearn.metrics import confusion_matrix as count


def confusion_matrix(y_true, y_pred, num_classes):
    return count(y_true, y_pred, labels=range(num_classes))


# %% right: a histogram with two axes
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    edges = np.arange(num_classes + 1) - 0.5
    return np.histogram2d(y_true, y_pred, bins=[edges, edges])[0]


# %% right: a comparison with all classes, einsum
import numpy as np


def confusion_matrix(y_true, y_pred, *, num_classes):
    k = np.arange(num_classes)
    return np.einsum("ni,nj->ij", (y_true[:, None] == k).astype(int), (y_pred[:, None] == k).astype(int))


# %% right: a sparse matrix of SciPy
import numpy as np
from scipy.sparse import coo_array


def confusion_matrix(y_true, y_pred, num_classes):
    ones = np.ones(len(y_true), int)
    return coo_array((ones, (y_true, y_pred)), shape=(num_classes, num_classes)).toarray()


# %% wrong: a table for one class less | Your table is too small for one of the classes
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    matrix = np.zeros((num_classes - 2, num_classes - 2), dtype=int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix


# %% wrong: counts of true classes only, which nobody named | the row is the true class, the column is the predicted class, and each
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    return np.bincount(y_true, minlength=num_classes)


# %% wrong: forgot return | Nothing came back
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(matrix, (y_true, y_pred), 1)


# %% wrong P04: the shape in two arguments | NumPy took your second number for a dtype, because it expects the
import numpy as np


def confusion_matrix(y_true, y_pred, num_classes):
    matrix = np.zeros(num_classes, num_classes)
    for t, p in zip(y_true, y_pred):
        matrix[t, p] += 1
    return matrix
