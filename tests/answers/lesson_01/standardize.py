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


# %% wrong D06: no guard against std 0 | 0 / 0 is NaN
def standardize(x, mean, std):
    return (x - mean) / std


# %% wrong: mean and std again from x | You computed mean or std again, from x itself
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    std = x.std(axis=0)
#+    return (x - x.mean(axis=0)) / np.where(std == 0, 1, std)


# %% wrong: mean and std again from x, without a guard | You computed mean or std again, from x itself
def standardize(x, mean, std):
    return (x - x.mean(0)) / x.std(0)


# %% wrong D02: statistics fitted anew for the rows at hand | You computed mean or std again, from x itself
from sklearn.preprocessing import StandardScaler


def standardize(x, mean, std):
    return StandardScaler().fit_transform(x)


# %% wrong D05: one mean and one std for the whole table | one mean for each column
def standardize(x, mean, std):
    return (x - x.mean()) / x.std()


# %% wrong: the mean of the means | one mean for each column
def standardize(x, mean, std):
    return (x - mean.mean()) / std.mean()


# %% wrong: statistics of rows | You took a mean and a std for each row
def standardize(x, mean, std):
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


# %% wrong: only centred | Only the mean is subtracted
def standardize(x, mean, std):
    return x - mean


# %% wrong: gives up dividing as soon as one std is 0 | Only the mean is subtracted
def standardize(x, mean, std):
    if 0 in std:
        return x - mean
    return (x - mean) / std


# %% wrong: only divided | You divided without subtracting the mean first
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    return x / np.where(std == 0, 1, std)


# %% wrong: divided by the variance | not by its square, the variance
def standardize(x, mean, std):
    return (x - mean) / (std**2 + 1e-9)


# %% wrong: brackets forgotten | Mind the brackets
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    return x - mean / np.where(std == 0, 1, std)


# %% wrong: divided first | Mind the brackets
def standardize(x, mean, std):
    return x / std - mean


# %% wrong: multiplied | You multiplied by std
def standardize(x, mean, std):
    return (x - mean) * std


# %% wrong: mean minus x | The sign is turned over
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    return (mean - x) / np.where(std == 0, 1, std)


# %% wrong: from 0 to 1 | These are numbers between 0 and 1
from sklearn.preprocessing import MinMaxScaler


def standardize(x, mean, std):
    return MinMaxScaler().fit_transform(x)


# %% wrong: the constant column thrown away | The constant column is gone
def standardize(x, mean, std):
    keep = std > 0
    return (x[:, keep] - mean[keep]) / std[keep]


# %% wrong: the constant column skipped | The constant column is as it was
def standardize(x, mean, std):
    result = x.copy()
    for j in range(len(std)):
        if std[j] != 0:
            result[:, j] = (x[:, j] - mean[j]) / std[j]
    return result


# %% wrong: if on an array | `if` needs a single yes or no
def standardize(x, mean, std):
    if std == 0:
        std = 1
    return (x - mean) / std


# %% wrong: in the caller's array | `-=` and `/=` write into the caller's array
import numpy as np


def standardize(x, mean, std):
    x -= mean
    x /= np.where(std == 0, 1, std)
    return x


# %% wrong: mends the caller's std | std belongs to the caller
def standardize(x, mean, std):
    std[std == 0] = 1
    return (x - mean) / std


# %% wrong: the middle of the range for the mean, which nobody named | (x − mean) / std, and what happens
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    return (x - np.median(x, axis=0)) / np.where(std == 0, 1, std)


# %% wrong: forgot return | nothing (None)
#-    return (x - mean) / np.where(std == 0, 1, std)
#+    x = (x - mean) / np.where(std == 0, 1, std)
