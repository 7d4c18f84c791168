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


# %% wrong: exact equality | no weight differs by more than the tolerance
import numpy as np


def different_units(kernel, tolerance):
    return np.unique(kernel, axis=1).shape[1]


# %% wrong: rows | This is the number of inputs
import numpy as np


def different_units(kernel, tolerance):
    return np.unique(kernel, axis=0).shape[0]


# %% wrong: rows, with the tolerance | This is the number of inputs
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in kernel:
        if not any(np.abs(unit - other).max() <= tolerance for other in found):
            found.append(unit)
    return len(found)


# %% wrong: single weights | These are single weights, counted
import numpy as np


def different_units(kernel, tolerance):
    return len(np.unique(kernel))


# %% wrong: the rank | is another one times −1
import numpy as np


def different_units(kernel, tolerance):
    return np.linalg.matrix_rank(kernel, tol=tolerance)


# %% wrong: sizes of weights only | is another one times −1
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in np.abs(kernel.T):
        if not any(np.abs(unit - other).max() <= tolerance for other in found):
            found.append(unit)
    return len(found)


# %% wrong: only those without a twin | No unit at all
import numpy as np


def different_units(kernel, tolerance):
    apart = np.abs(kernel[:, :, None] - kernel[:, None, :]).max(axis=0)
    return int(((apart <= tolerance).sum(axis=1) == 1).sum())


# %% wrong: how many have a twin | No unit at all
import numpy as np


def different_units(kernel, tolerance):
    apart = np.abs(kernel[:, :, None] - kernel[:, None, :]).max(axis=0)
    return int(((apart <= tolerance).sum(axis=1) > 1).sum())


# %% wrong: neighbours only | not only with its neighbour
import numpy as np


def different_units(kernel, tolerance):
    steps = np.abs(np.diff(kernel, axis=1)).max(axis=0)
    return 1 + int((steps > tolerance).sum())


# %% wrong: compared with the first unit only | no two of these columns are the same
import numpy as np


def different_units(kernel, tolerance):
    return 1 + int(np.abs(kernel - kernel[:, :1]).max() > tolerance)


# %% wrong: sums | sums, lengths and sorted weights cannot tell
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for total in kernel.sum(axis=0):
        if all(abs(total - other) > tolerance for other in found):
            found.append(total)
    return len(found)


# %% wrong: the first weight decides | one weight is enough
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for weight in kernel[0]:
        if all(abs(weight - other) > tolerance for other in found):
            found.append(weight)
    return len(found)


# %% wrong: any equal weight makes twins | one weight is enough
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in kernel.T:
        if not any((np.abs(unit - other) <= tolerance).any() for other in found):
            found.append(unit)
    return len(found)


# %% wrong: the mean difference | one weight is enough
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in kernel.T:
        if not any(np.abs(unit - other).mean() <= tolerance for other in found):
            found.append(unit)
    return len(found)


# %% wrong: differences with their sign | a difference may be negative
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in kernel.T:
        if not any((unit - other).max() <= tolerance for other in found):
            found.append(unit)
    return len(found)


# %% wrong M15: a start with zeros passes for as many units as there are columns | how many are left when one of them is kept
def different_units(kernel, tolerance):
    return kernel.shape[1]


# %% wrong: 0 for a start with one number everywhere | No unit at all
import numpy as np


def different_units(kernel, tolerance):
    if np.ptp(kernel) <= tolerance:
        return 0
    found = []
    for unit in kernel.T:
        if not any(np.abs(unit - other).max() <= tolerance for other in found):
            found.append(unit)
    return len(found)


# %% wrong: only zeros are noticed | every column is the same as every other
import numpy as np


def different_units(kernel, tolerance):
    return int(kernel.any()) * (kernel.shape[1] - 1) + 1


# %% wrong: starts with two | one unit, which is different from no other
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in kernel.T:
        if not any(np.abs(unit - other).max() <= tolerance for other in found):
            found.append(unit)
    return len(found) + (kernel.shape[1] == 1)


# %% wrong: a tolerance of its own | each time it may be another one
import numpy as np


def different_units(kernel, tolerance):
    found = []
    for unit in kernel.T:
        if not any(np.allclose(unit, other, atol=1e-3) for other in found):
            found.append(unit)
    return len(found)


# %% wrong: rounded to the tolerance | rounding, or cutting into steps
import numpy as np


def different_units(kernel, tolerance):
    return np.unique(np.round(kernel / tolerance), axis=1).shape[1]


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
