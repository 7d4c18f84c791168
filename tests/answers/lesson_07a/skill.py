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


# %% right: norms
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - np.linalg.norm(forecast - truth, 1) / np.linalg.norm(baseline - truth, ord=1)


# %% right: statistics and a lambda
from statistics import fmean

skill = lambda forecast, baseline, truth: 1 - fmean(map(abs, (forecast - truth).tolist())) / fmean(map(abs, (baseline - truth).tolist()))


# %% right: float32, the errors stacked
import numpy as np


def skill(forecast, baseline, *, truth):
    errors = np.abs(np.stack([forecast, baseline]).astype("float32") - truth.astype("float32")).mean(axis=-1)
    return np.float32(1) - np.divide(*errors)


# %% right: a class for an error, TensorFlow
import tensorflow as tf


class MeanAbsoluteError:
    def __init__(self, truth):
        self.truth = tf.constant(truth)

    def __call__(self, forecast):
        return tf.reduce_mean(tf.abs(self.truth - forecast))


def skill(forecast, baseline, truth):
    error = MeanAbsoluteError(truth)
    return (error(baseline) - error(forecast)) / error(baseline)


# %% wrong S20: against the mean of the truth | nobody knows in advance
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - np.mean((truth - forecast) ** 2) / np.var(truth)


# %% wrong: percent | compute both mean absolute errors by hand
import numpy as np


def skill(forecast, baseline, truth):
    return 100 * (1 - np.mean(np.abs(forecast - truth)) / np.mean(np.abs(baseline - truth)))


# %% wrong S33: the baseline compared with the forecast, not with the truth | You measured how far the baseline is from the forecast. Measure both of
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - np.abs(forecast - truth).mean() / np.abs(baseline - forecast).mean()


# %% wrong S34: the difference divided by the error of the forecast | You divided by the error of the forecast. The error of the baseline is
import numpy as np


def skill(forecast, baseline, truth):
    error, other = np.abs(forecast - truth).mean(), np.abs(baseline - truth).mean()
    return (other - error) / error


# %% wrong S35: the ratio minus 1 | Your skill has the wrong sign. A forecast that is better than the
import numpy as np


def skill(forecast, baseline, truth):
    return np.abs(forecast - truth).mean() / np.abs(baseline - truth).mean() - 1
