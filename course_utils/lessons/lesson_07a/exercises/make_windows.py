"""Windows over a series, and the value that comes a number of steps after each window."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_07a.exercises._shared import windows

_TOO_FAR = (
    "Your code uses an index beyond the end of an array or a list. If it looks for a target there, write down the "
    "first and the last window of the example: at which index is the target of each?"
)

exercise = Exercise(
    points=3,
    hints=[
        "Write down the series 0, 1, 2, 3, 4, 5 and all its windows of three values with horizon 1. How many windows "
        "have a target, and which window is the last of them?",
        "The window that begins at i contains `series[i : i + timesteps]`. Its target is at i + timesteps + horizon − "
        "1. For the last window, the target is the last value of the series.",
        "X needs three axes: windows, steps, and values per step. `X[..., np.newaxis]` adds an axis at the end.",
    ],
    errors={
        "inhomogeneous": "Your windows have different lengths, because the last ones go beyond the end of the series.",
        "out of bounds": _TOO_FAR,
        "index out of range": _TOO_FAR,
    },
    look="return X, y, separated by commas",
    parts={
        "X": "try the series of the example, and compare your windows with the ones there",
        "y": "write each target next to its window: how many steps are there from the last value of the window to the "
        "target?",
    },
)

reference = windows


def _X(change):
    """Return the answer with windows that are changed, and the right targets."""

    def make_windows(series, timesteps, horizon):
        X, y = windows(series, timesteps, horizon)
        return change(X), y

    return make_windows


def _y(targets):
    """Return the answer with the targets ``targets(series, timesteps, horizon, n)``, and the right windows."""

    def make_windows(series, timesteps, horizon):
        X, _ = windows(series, timesteps, horizon)
        return X, targets(series, timesteps, horizon, len(X))

    return make_windows


def _flat(make_windows):
    """Return the answer whose X has no axis for the values of a step."""

    def flat(series, timesteps, horizon):
        X, y = make_windows(series, timesteps, horizon)
        return X[..., 0], y

    return flat


def _all_windows(series, timesteps, horizon):
    return sliding_window_view(series, timesteps)[..., None], series[timesteps + horizon - 1 :]


_one_too_few = partial(windows, lost=1)

mistakes = {
    "Your windows are rows of numbers. A recurrent layer needs one more axis at the end, for the values of each "
    "step.": _flat(windows),
    "You put all values of a window into a single step. The order of the axes is (windows, steps, values per step).": (
        _X(lambda X: X.swapaxes(1, 2))
    ),
    "Your targets come one step too late, so the last window has none. The target is `horizon` steps after the last "
    "value of its window.": (
        lambda series, timesteps, horizon: (
            windows(series, timesteps, horizon)[0][:-1],
            series[timesteps + horizon :],
        )
    ),
    "Your last window is missing. The target of the last window is the last value of the series.": (
        _one_too_few,
        _flat(_one_too_few),
    ),
    "X contains windows at the end that have no target.": (
        _all_windows,
        _flat(_all_windows),
        lambda *arguments: (_all_windows(*arguments)[0][:-1], windows(*arguments)[1]),
    ),
    "Your windows don't overlap as they should. Each window begins one step after the one before.": (
        lambda series, timesteps, horizon: windows(series, timesteps, horizon, step=timesteps),
        partial(windows, step=4),
    ),
    "Your windows go backwards in time. The newest value belongs at the end.": (
        _X(lambda X: X[:, ::-1]),
        _X(lambda X: X[:, ::-1, 0]),
    ),
    "Your windows hold the numbers of the steps. They should hold the values of the series at these steps.": (
        lambda series, timesteps, horizon: windows(np.arange(len(series)), timesteps, horizon)
    ),
    "Your windows hold whole numbers, so every fraction is lost. Let the new array hold floats.": _X(np.trunc),
    "You swapped the axes of windows and steps. The first axis counts the windows.": (
        _X(lambda X: X.swapaxes(0, 1)),
        _X(lambda X: X[..., 0].T),
    ),
    "Each target is the last value of its own window, so the network could simply read it there.": (
        _y(lambda series, timesteps, horizon, n: series[timesteps - 1 :][:n])
    ),
    "Your targets are the values right after each window, so the horizon isn't used.": (
        _y(lambda series, timesteps, horizon, n: series[timesteps:][:n])
    ),
    "Your targets come one step too early.": (
        _y(lambda series, timesteps, horizon, n: series[timesteps + horizon - 2 :][:n]),
        _y(lambda series, timesteps, horizon, n: series[timesteps + horizon - (2 if horizon > 2 else 1) :][:n]),
    ),
    "Your targets are whole windows. Here, a target is a single value.": (
        _y(lambda series, timesteps, horizon, n: sliding_window_view(series[horizon:], timesteps))
    ),
    "You returned all values up to the target. Only the last of them is the target.": (
        _y(lambda series, timesteps, horizon, n: sliding_window_view(series[timesteps:], horizon)),
        _y(lambda series, timesteps, horizon, n: sliding_window_view(series[timesteps:], horizon).squeeze()),
    ),
    "The numbers are right, but y has an extra axis. Its shape should be (n,).": (
        lambda *arguments: (windows(*arguments)[0], windows(*arguments)[1][:, None])
    ),
}


def cases(rng):
    for n, timesteps, horizon in ((9, 3, 1), (14, 5, 1), (13, 4, 3), (5, 3, 2)):
        yield Case(
            "{part} for a series of {n} values, timesteps={timesteps}, horizon={horizon}",
            fields={"n": n},
            series=np.round(rng.permutation(np.arange(n) * 3.0) + rng.uniform(0.1, 0.9), 2),
            timesteps=timesteps,
            horizon=horizon,
        )
