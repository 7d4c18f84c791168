# %% right: two means
import numpy as np


def skill(forecast, baseline, truth):
    error = np.mean(np.abs(forecast - truth))
    return 1 - error / np.mean(np.abs(baseline - truth))


# %% right: loops
def skill(forecast, baseline, truth):
    ours = sum(abs(f - t) for f, t in zip(forecast, truth))
    theirs = sum(abs(b - t) for b, t in zip(baseline, truth))
    return (theirs - ours) / theirs


# %% right: scikit-learn
from sklearn.metrics import mean_absolute_error


def skill(forecast, baseline, truth):
    return 1 - mean_absolute_error(truth, forecast) / mean_absolute_error(truth, baseline)


# %% right: Keras
import keras


def skill(forecast, baseline, truth):
    mae = keras.losses.MeanAbsoluteError()
    return 1.0 - float(mae(truth, forecast)) / float(mae(truth, baseline))


# %% wrong S20: against the mean of the truth | nobody knows in advance
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - np.mean((truth - forecast) ** 2) / np.var(truth)


# %% wrong: percent | compute both mean absolute errors by hand
import numpy as np


def skill(forecast, baseline, truth):
    return 100 * (1 - np.mean(np.abs(forecast - truth)) / np.mean(np.abs(baseline - truth)))
