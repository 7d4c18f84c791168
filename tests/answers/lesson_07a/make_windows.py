# %% right: a loop, an axis added
import numpy as np


def make_windows(series, timesteps, horizon=1):
    n = len(series) - timesteps - horizon + 1
    X = np.array([series[i : i + timesteps] for i in range(n)])
    y = np.array([series[i + timesteps + horizon - 1] for i in range(n)])
    return X[..., np.newaxis], y


# %% right: views of the series
import numpy as np


def make_windows(series, timesteps, horizon):
    views = np.lib.stride_tricks.sliding_window_view(np.asarray(series), timesteps)
    y = series[timesteps + horizon - 1 :]
    return views[: len(y), :, None], y


# %% right: lists
def make_windows(series, timesteps, horizon):
    X, y = [], []
    start = 0
    while start + timesteps + horizon <= len(series):
        X.append([[float(value)] for value in series[start : start + timesteps]])
        y.append(float(series[start + timesteps + horizon - 1]))
        start += 1
    return X, y


# %% right: indices, float32
import numpy as np


def make_windows(series, timesteps, horizon):
    targets = np.arange(timesteps + horizon - 1, len(series))
    begins = targets - horizon - timesteps + 1
    X = np.asarray(series, "float32")[begins[:, None] + np.arange(timesteps)]
    return np.expand_dims(X, -1), np.asarray(series, "float32")[targets]


# %% right: SciPy's Hankel matrix
import numpy as np
from scipy.linalg import hankel


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    table = hankel(series[:n], series[n - 1 :])
    return table[:, :timesteps, None], table[:, -1]


# %% right: Keras's own data set of windows
import keras
import numpy as np


def make_windows(series, timesteps, horizon):
    data = keras.utils.timeseries_dataset_from_array(series[: -horizon][:, None], series[timesteps + horizon - 1 :], timesteps, batch_size=None)
    pairs = [(x.numpy(), y.numpy()) for x, y in data]
    return np.array([x for x, _ in pairs]), np.array([y for _, y in pairs])


# %% right: generators and zip, tensors
import tensorflow as tf


def make_windows(series, timesteps, horizon):
    columns = [series[step : len(series) - timesteps - horizon + 1 + step].tolist() for step in range(timesteps)]
    X = [[[value] for value in window] for window in zip(*columns)]
    return tf.constant(X, tf.float64), tf.convert_to_tensor(series[timesteps + horizon - 1 :])


# %% right: recursion from the end of the series, a named tuple
from collections import namedtuple
import numpy as np

Windows = namedtuple("Windows", "X y")


def make_windows(series, timesteps, horizon):
    need = timesteps + horizon
    if len(series) < need:
        return Windows(np.empty((0, timesteps, 1)), np.empty(0))
    before = make_windows(series[:-1], timesteps, horizon)
    newest = series[len(series) - need : len(series) - horizon].reshape(1, timesteps, 1)
    return Windows(np.vstack([before.X, newest]), np.append(before.y, series[-1]))


# %% wrong S01: a table | A recurrent layer needs one more axis
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    X = np.array([series[i : i + timesteps] for i in range(n)])
    return X, series[timesteps + horizon - 1 :]


# %% wrong S03: one step with all values | You put all values of a window into a single step
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    X = np.array([series[i : i + timesteps] for i in range(n)])
    return X.reshape(len(X), 1, -1), series[timesteps + horizon - 1 :]


# %% wrong S07: one window too few | Your last window is missing
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon
    X = np.array([series[i : i + timesteps] for i in range(n)])
    return X[..., None], np.array([series[i + timesteps + horizon - 1] for i in range(n)])


# %% wrong: over the end | Your windows have different lengths
import numpy as np


def make_windows(series, timesteps, horizon):
    X = np.array([series[i : i + timesteps] for i in range(len(series))])
    return X[..., None], series[timesteps + horizon - 1 :]


# %% wrong: a target behind the end | If it looks for a target there
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps + 1
    X = np.array([series[i : i + timesteps] for i in range(n)])
    return X[..., None], np.array([series[i + timesteps + horizon - 1] for i in range(n)])


# %% wrong: X alone | 2 values: X, y
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    return np.array([series[i : i + timesteps] for i in range(n)])[..., None]


# %% wrong: differences | compare your windows with the ones there
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    X = np.array([series[i : i + timesteps] - series[i] for i in range(n)])
    return X[..., None], series[timesteps + horizon - 1 :]


# %% wrong: the growth as a target | write each target next to its window
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    X = np.array([series[i : i + timesteps] for i in range(n)])
    return X[..., None], np.array([series[i + timesteps + horizon - 1] - series[i + timesteps - 1] for i in range(n)])


# %% wrong S23: each target one step too late | Your targets come one step too late, so the last window has none. The
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon
    X = np.array([series[i : i + timesteps] for i in range(n)])[..., np.newaxis]
    y = np.array([series[i + timesteps + horizon] for i in range(n)])
    return X, y


# %% wrong S24: the window one step later as a target | Your targets are whole windows. Here, a target is a single value.
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    X = np.array([series[i : i + timesteps] for i in range(n)])[..., np.newaxis]
    y = np.array([series[i + horizon : i + horizon + timesteps] for i in range(n)])
    return X, y


# %% wrong S25: numbers of steps, not values | Your windows hold the numbers of the steps. They should hold the values
import numpy as np


def make_windows(series, timesteps, horizon):
    starts = np.arange(len(series) - timesteps - horizon + 1)
    return (starts[:, None] + np.arange(timesteps))[..., None], starts + timesteps + horizon - 1


# %% wrong S26: windows of whole numbers | Your windows hold whole numbers, so every fraction is lost. Let the new
import numpy as np


def make_windows(series, timesteps, horizon):
    n = len(series) - timesteps - horizon + 1
    X, y = np.zeros((n, timesteps, 1), dtype=int), np.zeros(n, dtype=int)
    for i in range(n):
        X[i, :, 0], y[i] = series[i : i + timesteps], series[i + timesteps + horizon - 1]
    return X, y


# %% wrong: an index beyond the end of the series | at which index is the target of each
import numpy as np


def make_windows(series, timesteps, horizon):
    X, y = [], []
    for i in range(len(series) - timesteps - horizon + 1):
        X.append(series[i : i + timesteps])
        y.append(series[i + timesteps + horizon])
    return np.array(X)[..., None], np.array(y)
