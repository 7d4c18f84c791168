# %% right: a list of those found so far
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in kernel.T:
        if not any(np.abs(unit - other).max() <= tolerance for other in found):
            found.append(unit)
    return len(found)


# %% right: all differences at once
import numpy as np


def different_units(kernel, tolerance):
    apart = np.abs(kernel[:, :, None] - kernel[:, None, :]).max(axis=0)
    twin_before = np.tril(apart <= tolerance, k=-1).any(axis=1)
    return np.sum(~twin_before)


# %% right: loops over positions
def different_units(kernel, tolerance):
    inputs, units = kernel.shape
    count = 0
    for j in range(units):
        new = True
        for k in range(j):
            if all(abs(kernel[i, j] - kernel[i, k]) <= tolerance for i in range(inputs)):
                new = False
        count += new
    return count


# %% right: np.allclose
import numpy as np


def different_units(kernel, tolerance):
    units = list(kernel.T)
    count = 0
    while units:
        first = units.pop()
        units = [unit for unit in units if not np.allclose(unit, first, rtol=0, atol=tolerance)]
        count += 1
    return count


# %% right: distance as a length
import numpy as np


def different_units(kernel, tolerance):
    found = kernel[:, :1]
    for j in range(1, kernel.shape[1]):
        if np.linalg.norm(found - kernel[:, j : j + 1], axis=0).min() > tolerance:
            found = np.hstack([found, kernel[:, j : j + 1]])
    return found.shape[1]


# %% right: clusters of scikit-learn
from sklearn.cluster import DBSCAN


def different_units(kernel, tolerance):
    return len(set(DBSCAN(eps=tolerance, min_samples=1, metric="chebyshev").fit(kernel.T).labels_))


# %% right: TensorFlow, a tensor
import tensorflow as tf


def different_units(kernel, tolerance):
    units = tf.transpose(kernel)
    same = tf.reduce_max(tf.abs(units[:, None] - units[None]), axis=-1) <= tolerance
    first = tf.argmax(tf.cast(same, tf.int32), axis=1)
    return tf.size(tf.unique(first)[0])


# %% wrong M15: a start with zeros passes for as many units as there are columns | how many are left when one of them is kept
def different_units(kernel, tolerance):
    return kernel.shape[1]


# %% wrong: `in` with arrays | `if` and `in` need a single yes or no
def different_units(kernel, tolerance):
    found = []
    for unit in kernel.T:
        if unit not in found:
            found.append(unit)
    return len(found)


# %% wrong: prints | nothing (None)
def different_units(kernel, tolerance):
    print(kernel.shape[1])
