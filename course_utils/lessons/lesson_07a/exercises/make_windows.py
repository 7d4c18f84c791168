"""Windows over a series, and the value that comes a number of steps after each window."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_07a.exercises import _shared

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
)


def check(answer, rng):
    for n, timesteps, horizon in ((9, 3, 1), (14, 5, 1), (13, 4, 3), (5, 3, 2)):
        series = np.round(rng.permutation(np.arange(n) * 3.0) + rng.uniform(0.1, 0.9), 2)
        tried = f"a series of {n} values, timesteps={timesteps}, horizon={horizon}"
        X, y = _shared.parts(answer(series, timesteps, horizon), ["X", "y"], tried)
        right, targets = _shared.windows(series, timesteps, horizon)
        flat = right[..., 0]
        short, side_by_side = (
            _shared.windows(series, timesteps, horizon, lost=1),
            _shared.windows(series, timesteps, horizon, 4),
        )
        every = np.lib.stride_tricks.sliding_window_view(series, timesteps)
        late = series[timesteps + horizon :]
        too_late = expect.same(X, short[0]) and expect.same(y, late)
        last = "Your last window is missing. The target of the last window is the last value of the series."
        ahead = "X contains windows at the end that have no target."
        expect.close(
            X,
            right,
            tried=f"X for {tried}",
            look="try the series of the example, and compare your windows with the ones there",
            mistakes={
                "Your windows are rows of numbers. A recurrent layer needs one more axis at the end, for the values "
                "of each step.": flat,
                "You put all values of a window into a single step. The order of the axes is (windows, steps, values "
                "per step).": (flat[:, None, :]),
                "Your targets come one step too late, so the last window has none. The target is `horizon` steps after "
                "the last value of its window.": X if too_late else [],
                last: Either((short[0], short[0][..., 0])) if len(short[0]) else [],
                ahead: Either((every[..., None], every, every[:-1, :, None] if horizon > 1 else ())),
                "Your windows don't overlap as they should. Each window begins one step after the one before.": Either(
                    (_shared.windows(series, timesteps, horizon, timesteps)[0], side_by_side[0])
                ),
                "Your windows go backwards in time. The newest value belongs at the end.": Either(
                    (right[:, ::-1], flat[:, ::-1])
                ),
                "Your windows hold the numbers of the steps. They should hold the values of the series at these "
                "steps.": (np.arange(len(right))[:, None, None] + np.arange(timesteps)[:, None]),
                "Your windows hold whole numbers, so every fraction is lost. Let the new array hold floats.": (
                    np.trunc(right)
                ),
                "You exchanged the axes of windows and steps. The first axis counts the windows.": Either(
                    (flat.T, flat.T[..., None])
                ),
            },
        )
        expect.close(
            y,
            targets,
            tried=f"y for {tried}",
            look=(
                "write each target next to its window: how many steps are there from the last value of the window to "
                "the target?"
            ),
            mistakes={
                "Each target is the last value of its own window, so the network could simply read it there.": (
                    flat[:, -1] if horizon > 1 or timesteps > 1 else []
                ),
                "Your targets are the values right after each window, so the horizon isn't used.": (
                    series[timesteps : timesteps + len(targets)] if horizon > 1 else []
                ),
                "Your targets come one step too early.": series[timesteps + horizon - 2 :][: len(targets)],
                "Your targets are whole windows. Here, a target is a single value.": (
                    np.lib.stride_tricks.sliding_window_view(series[horizon:], timesteps)
                ),
                "You returned all values up to the target. Only the last of them is the target.": (
                    np.lib.stride_tricks.sliding_window_view(series[timesteps:], horizon) if horizon > 1 else []
                ),
                "The numbers are right, but y has an extra axis. Its shape should be (n,).": targets[:, None],
            },
        )
