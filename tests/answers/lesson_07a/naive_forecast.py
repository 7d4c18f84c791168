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


# %% wrong: the mean | That is the mean
import numpy as np


def naive_forecast(history, horizon, season):
    return np.full(horizon, np.mean(history))


# %% wrong: no season | The season is not used
import numpy as np


def naive_forecast(history, horizon, season):
    return np.repeat(history[-1], horizon)


# %% wrong: one number | That is one number
def naive_forecast(history, horizon, season):
    return history[-season]


# %% wrong: the first season | The season from the beginning of the history was taken
import numpy as np


def naive_forecast(history, horizon, season):
    return np.resize(history[:season], horizon)


# %% wrong: backwards | The season runs backwards
import numpy as np


def naive_forecast(history, horizon, season):
    return np.resize(history[-season:][::-1], horizon)


# %% wrong: moved by a step | moved by one step
import numpy as np


def naive_forecast(history, horizon, season):
    return np.resize(np.roll(history[-season:], -1), horizon)


# %% wrong: as many as the horizon | The last values of the history, as many as the horizon
def naive_forecast(history, horizon, season):
    return history[-horizon:]


# %% wrong: over the end | the last season begins anew
import numpy as np


def naive_forecast(history, horizon, season):
    return np.array([history[len(history) - season + step] for step in range(horizon)])


# %% wrong: with the growth of the last step | the first forecast: the value of which step is it
import numpy as np


def naive_forecast(history, horizon, season):
    return history[-season] + (history[-1] - history[-2]) * np.arange(1, horizon + 1)
