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


# %% wrong: over the end | start the last season again
import numpy as np


def naive_forecast(history, horizon, season):
    return np.array([history[len(history) - season + step] for step in range(horizon)])


# %% wrong: with the growth of the last step | which value of the history should it equal
import numpy as np


def naive_forecast(history, horizon, season):
    return history[-season] + (history[-1] - history[-2]) * np.arange(1, horizon + 1)
