# %% right: np.mean along axis 1
import numpy as np


def row_means(x):
    return np.mean(x, axis=1)


# %% right: a list comprehension without NumPy
def row_means(x):
    return [sum(row) / len(row) for row in x]


# %% right: two loops
def row_means(x):
    rows, columns = x.shape
    means = []
    for i in range(rows):
        total = 0
        for j in range(columns):
            total += x[i, j]
        means.append(total / columns)
    return means


# %% right: a product with a vector of equal weights
#-    return np.mean(x, axis=1)
#+    n = x.shape[1]
#+    return x @ np.full(n, 1 / n)


# %% right: TensorFlow, a tensor of float32
import tensorflow as tf


def row_means(x):
    return tf.reduce_mean(tf.cast(x, tf.float32), axis=-1)


# %% right: the statistics module, a tuple
from statistics import fmean


def row_means(x):
    return tuple(map(fmean, x))


# %% right: functools.partial
from functools import partial

import numpy as np

row_means = partial(np.mean, axis=1)


# %% right: a generator, made an array
import numpy as np


def row_means(x):
    return np.fromiter((row.mean() for row in x), dtype="float32")


# %% right: Keras's pooling over the columns
import keras


def row_means(x):
    return keras.layers.GlobalAveragePooling1D(data_format="channels_first")(x[:, None])[:, 0]


# %% right: in half precision
def row_means(x):
    return x.astype("float16").mean(axis=-1)


# %% wrong: axes counted from 1 | A table has the axes 0 and 1
def row_means(x):
    return x.mean(axis=2)


# %% wrong: row and column exchanged in the index | is row i, column j
def row_means(x):
    rows, columns = x.shape
    return [sum(x[j, i] for j in range(columns)) / columns for i in range(rows)]


# %% wrong: the middle of smallest and largest, which nobody named | one mean for each row, so 3 numbers
def row_means(x):
    return (x.min(axis=1) + x.max(axis=1)) / 2


# %% wrong: printed, not returned | Nothing came back
def row_means(x):
    print(x.mean(axis=1))

# %% wrong D05: no axis at all | This is one mean of all the numbers
def row_means(x):
    return x.mean()


# %% wrong D17: reshape to exchange rows and columns | `reshape` doesn't swap rows and columns
def row_means(x):
    return x.reshape(x.shape[1], x.shape[0]).mean(axis=0)
