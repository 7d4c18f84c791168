# %% right: a loop
import numpy as np


def naive_forecast(history, horizon, season=1):
    forecast = []
    for step in range(horizon):
        forecast.append(history[len(history) - season + step % season])
    return np.array(forecast)


# %% right: tiled
import numpy as np


def naive_forecast(history, horizon, season):
    last = history[-season:]
    return np.tile(last, -(-horizon // season))[:horizon]


# %% right: resized
import numpy as np


def naive_forecast(history, horizon, season):
    return np.resize(history[-season:], horizon)


# %% right: it grows
def naive_forecast(history, horizon, season):
    values = list(history)
    for _ in range(horizon):
        values.append(values[-season])
    return values[len(history) :]


# %% right: an endless cycle, cut off
from itertools import cycle, islice


def naive_forecast(history, horizon, season):
    return list(islice(cycle(history[-season:].tolist()), horizon))


# %% right: np.pad continues the season
import numpy as np


def naive_forecast(history, horizon, season):
    return np.pad(history[len(history) - season :], (0, horizon), mode="wrap")[season:]


# %% right: recursion over seasons, take with wrap-around
import numpy as np


def naive_forecast(history, horizon, season):
    last = np.take(history, range(-season, 0))
    if horizon <= season:
        return last[:horizon]
    return np.r_[last, naive_forecast(history, horizon - season, season)]


# %% right: a comprehension with negative places, float32
import numpy as np

naive_forecast = lambda history, horizon, season: np.array([history[step % season - season] for step in range(horizon)], "float32")


# %% wrong: over the end | start the last season again
import numpy as np


def naive_forecast(history, horizon, season):
    return np.array([history[len(history) - season + step] for step in range(horizon)])


# %% wrong: with the growth of the last step | which value of the last season should each step equal
import numpy as np


def naive_forecast(history, horizon, season):
    return history[-season] + (history[-1] - history[-2]) * np.arange(1, horizon + 1)


# %% wrong S30: beyond the season from the beginning of the history | After the last season, your forecast goes on with the beginning of the
import numpy as np


def naive_forecast(history, horizon, season):
    return np.array([history[-season + step] for step in range(horizon)])


# %% wrong S31: whole seasons, not cut off | You returned whole seasons. Cut the forecast off after `horizon` steps.
import numpy as np


def naive_forecast(history, horizon, season):
    return np.tile(history[-season:], horizon // season + 1)


# %% wrong S32: the mean of all values at the same place of their seasons | Your forecast is a mean. The seasonal naive forecast copies the value
import numpy as np


def naive_forecast(history, horizon, season):
    n = len(history)
    return np.array([history[(n + step) % season :: season].mean() for step in range(horizon)])
