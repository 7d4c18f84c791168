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


# %% wrong: squares | These are squared errors
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - np.mean((forecast - truth) ** 2) / np.mean((baseline - truth) ** 2)


# %% wrong S20: against the mean of the truth | nobody knows beforehand
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - np.mean((truth - forecast) ** 2) / np.var(truth)


# %% wrong: exchanged | Forecast and baseline are exchanged
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - np.mean(np.abs(baseline - truth)) / np.mean(np.abs(forecast - truth))


# %% wrong: the ratio | That is the ratio of the errors
import numpy as np


def skill(forecast, baseline, truth):
    return np.mean(np.abs(forecast - truth)) / np.mean(np.abs(baseline - truth))


# %% wrong: the difference | in units of the series
import numpy as np


def skill(forecast, baseline, truth):
    return np.mean(np.abs(baseline - truth)) - np.mean(np.abs(forecast - truth))


# %% wrong: never below 0 | Skill may be below 0
import numpy as np


def skill(forecast, baseline, truth):
    return max(0, 1 - np.mean(np.abs(forecast - truth)) / np.mean(np.abs(baseline - truth)))


# %% wrong: signs cancel | cancelled each other
import numpy as np


def skill(forecast, baseline, truth):
    return 1 - abs(np.mean(forecast - truth)) / abs(np.mean(baseline - truth))


# %% wrong: a mean of ratios | Take the two means first
import numpy as np


def skill(forecast, baseline, truth):
    return np.mean(1 - np.abs(forecast - truth) / np.abs(baseline - truth))


# %% wrong: percent | compute the two mean absolute errors by hand
import numpy as np


def skill(forecast, baseline, truth):
    return 100 * (1 - np.mean(np.abs(forecast - truth)) / np.mean(np.abs(baseline - truth)))
