"""Windows over a series, and the value that comes a number of steps after each window."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_07a.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Write down the series 0, 1, 2, 3, 4, 5 and all windows of three values by hand, with horizon 1. How many are "
        "there, and which one is the last that still has a target?",
        "The window that begins at i holds `series[i : i + timesteps]`. Its target stands at i + timesteps + horizon "
        "− 1. The last i is the one whose target is the last value.",
        "X needs three axes: windows, steps, values at each step. `X[..., np.newaxis]` adds one at the end.",
    ],
    errors={
        "inhomogeneous": "Your windows differ in length. The last ones have run over the end of the series.",
        "out of bounds": "A target was looked for behind the end of the series. Which is the last window that still "
        "has one?",
        "index out of range": "A target was looked for behind the end of the series. Which is the last window that "
        "still has one?",
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
        last = "The last window is missing. Is your last target the last value of the series?"
        ahead = "Windows stand there that have no target any more."
        expect.close(
            X,
            right,
            tried=f"X for {tried}",
            look="the first window, the second one, the last one",
            mistakes={
                "A window is a row of numbers here. A recurrent layer also wants to know how many values each step "
                "has: an axis more, at the end.": flat,
                "All values of a window stand in one step. Where the 1 stands matters: (windows, steps, values).": (
                    flat[:, None, :]
                ),
                last: Either((short[0], short[0][..., 0])) if len(short[0]) else [],
                ahead: Either((every[..., None], every, every[:-1, :, None] if horizon > 1 else ())),
                "Windows overlap: the next one begins one step later, not where the one before it has ended.": Either(
                    (_shared.windows(series, timesteps, horizon, timesteps)[0], side_by_side[0])
                ),
                "Your windows run backwards in time. The newest value comes last.": Either(
                    (right[:, ::-1], flat[:, ::-1])
                ),
                "Steps and windows are exchanged. The first axis counts the windows.": Either(
                    (flat.T, flat.T[..., None])
                ),
            },
        )
        expect.close(
            y,
            targets,
            tried=f"y for {tried}",
            look="write the target beside its window: how many steps lie between its last value and the target?",
            mistakes={
                "The target is the last value of its own window: the network can read it there.": (
                    flat[:, -1] if horizon > 1 or timesteps > 1 else []
                ),
                "The horizon is not used: these are the values right after each window.": (
                    series[timesteps : timesteps + len(targets)] if horizon > 1 else []
                ),
                "The target comes one step too early.": series[timesteps + horizon - 2 :][: len(targets)],
                "These are all values on the way to the target. Asked for is the last of them.": (
                    np.lib.stride_tricks.sliding_window_view(series[timesteps:], horizon) if horizon > 1 else []
                ),
                "The numbers are right. One for each window is enough: the shape is (n,).": targets[:, None],
            },
        )
