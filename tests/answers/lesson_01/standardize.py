# %% right: np.where as a guard
import numpy as np


def standardize(x, mean, std):
    return (x - mean) / np.where(std == 0, 1, std)


# %% right: a small number added to std
def standardize(x, mean, std):
    return (x - mean) / (std + 1e-8)


# %% right: column by column, in loops
import numpy as np


def standardize(x, mean, std):
    result = np.zeros(x.shape)
    for j in range(x.shape[1]):
        if std[j] > 0:
            for i in range(x.shape[0]):
                result[i, j] = (x[i, j] - mean[j]) / std[j]
    return result


# %% right: Keras's Normalization layer with given statistics, float32
import keras


def standardize(x, mean, std):
    return keras.layers.Normalization(mean=mean, variance=std**2)(x)


# %% right: TensorFlow's division that makes 0 of 0 / 0
import tensorflow as tf


def standardize(x, mean, std):
    return tf.math.divide_no_nan(x - mean, tf.broadcast_to(std, x.shape))


# %% right: scikit-learn's scaler, told its statistics
import numpy as np
from sklearn.preprocessing import StandardScaler


def standardize(x, mean, std):
    scaler = StandardScaler()
    scaler.mean_, scaler.scale_ = mean, np.where(std > 0, std, 1)
    return scaler.transform(x)


# %% right: in place, in copies
def standardize(x, mean, std):
    x, std = x.copy(), std.copy()
    std[std == 0] = 1
    x -= mean
    x /= std
    return x


# %% right: a list of lists
def standardize(x, mean, std):
    return [[(v - m) / s if s else 0.0 for v, m, s in zip(row, mean, std)] for row in x]


# %% right: NumPy's divide where it is allowed
import numpy as np


def standardize(x, mean, std):
    difference = np.subtract(x, mean, dtype="float64")
    return np.divide(difference, std, out=np.zeros_like(difference), where=std != 0)


# %% right: z-scores with NaN turned to 0
import numpy as np


def standardize(x, mean, std):
    with np.errstate(all="ignore"):
        return np.nan_to_num((x - mean) / std, nan=0.0, posinf=0.0, neginf=0.0)


# %% right: times the inverse, a diagonal matrix
import numpy as np


def standardize(x, mean, *, std):
    return (x - mean) @ np.diag([1 / s if s else 1.0 for s in std])


# %% right: columns by a generator, stacked
import numpy as np


def standardize(x, mean, std):
    columns = ((column - m) / (s or 1) for column, m, s in zip(x.T, mean, std))
    return np.stack([*columns], axis=-1).astype("float32")


# %% right: constant columns filled with zeros at the end
import numpy as np


def standardize(x, mean, std):
    result = np.zeros(x.shape)
    varies = std > 0
    result[:, varies] = (x[:, varies] - mean[varies]) / std[varies]
    return result


# %% wrong D02: statistics fitted anew for the rows at hand | You computed the mean or the standard deviation again
from sklearn.preprocessing import StandardScaler


def standardize(x, mean, std):
    return StandardScaler().fit_transform(x)


# %% wrong: if on an array | `if` needs a single yes or no
def standardize(x, mean, std):
    if std == 0:
        std = 1
    return (x - mean) / std


# %% wrong: in the caller's array | Work with new arrays
import numpy as np


def standardize(x, mean, std):
    x -= mean
    x /= np.where(std == 0, 1, std)
    return x


# %% wrong: mends the caller's std | Work with new arrays
def standardize(x, mean, std):
    std[std == 0] = 1
    return (x - mean) / std


# %% wrong: the middle of the range for the mean, which nobody named | (x − mean) / std, and what happens
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    return (x - np.median(x, axis=0)) / np.where(std == 0, 1, std)


# %% wrong: forgot return | nothing (None)
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    x = (x - mean) / np.where(std == 0, 1, std)
