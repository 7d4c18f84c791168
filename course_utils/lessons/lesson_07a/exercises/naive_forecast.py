"""The last season, repeated as often as the horizon needs."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

_TOO_FAR = (
    "You read beyond the end of the history. When the horizon is longer than the season, the forecast has to start the "
    "last season again."
)

exercise = Exercise(
    points=2,
    hints=[
        "Without a season (season 1), the forecast is the last value, repeated `horizon` times.",
        "With a season of 12, the first step of the forecast equals the value 12 steps before it, `history[-12]`. The "
        "second step equals `history[-11]`.",
        "When the horizon is longer than the season, start again at the beginning of the last season. The remainder "
        "`step % season` does this.",
    ],
    errors={"out of bounds": _TOO_FAR, "index out of range": _TOO_FAR},
    shown_as="naive_forecast(history, horizon, season)",
    look="go through the forecast step by step: which value of the last season should each step equal, counted from "
    "the end of the history?",
)


def reference(history, horizon, season):
    return history[len(history) - season + np.arange(horizon) % season]


def _shifted(by):
    """Return a forecast that starts some steps later in the last season."""
    return lambda history, horizon, season: np.resize(np.roll(history[-season:], -by), horizon)


def _last_whole_season(history, horizon, season):
    end = len(history) // season * season
    return np.resize(history[end - season : end], horizon)


mistakes = {
    "Your forecast is a mean. The seasonal naive forecast copies the value of one season before.": (
        lambda history, horizon, season: np.full(horizon, history.mean()),
        lambda history, horizon, season: np.full(horizon, history[-season:].mean()),
    ),
    "Your forecast repeats the last value and doesn't use the season.": (
        lambda history, horizon, season: np.full(horizon, history[-1])
    ),
    "You returned a single number. A forecast has one number for each of the `horizon` steps.": (
        lambda history, horizon, season: history[-season],
        lambda history, horizon, season: history[-season:][:1],
        lambda history, horizon, season: history[-1],
        lambda history, horizon, season: history[-1:],
    ),
    "You repeated the first season of the history. The newest season is at the end.": (
        lambda history, horizon, season: np.resize(history[:season], horizon)
    ),
    "You counted the seasons from the start of the history. The last season is the last `season` values, even if the "
    "history ends in the middle of one.": _last_whole_season,
    "Your forecast goes through the last season backwards.": (
        lambda history, horizon, season: np.resize(history[-season:][::-1], horizon)
    ),
    "You repeated the right season, but shifted by one step. The first step of the forecast is like the step exactly "
    "one season before it.": (
        _shifted(1),
        _shifted(-1),
        lambda history, horizon, season: history[len(history) - season + np.arange(horizon) % season - 1],
    ),
    "After the last season, your forecast goes on with the beginning of the history, because its index becomes 0. "
    "Start the last season again.": lambda history, horizon, season: history[np.arange(horizon) - season],
    "You returned whole seasons. Cut the forecast off after `horizon` steps.": (
        lambda history, horizon, season: np.tile(history[-season:], horizon // season + 1),
        lambda history, horizon, season: np.tile(history[-season:], -(-horizon // season)),
        lambda history, horizon, season: np.tile(history[-season:], horizon),
    ),
    "You returned the last `horizon` values of the history. The first step of the forecast repeats the value from "
    "exactly one season earlier.": (lambda history, horizon, season: history[-horizon:]),
}


def cases(rng):
    for steps, horizon, season in ((12, 4, 1), (24, 5, 7), (20, 9, 4), (16, 3, 12)):
        yield Case(
            "a history of {history.size} values, horizon={horizon}, season={season}",
            history=np.round(rng.permutation(np.arange(steps) * 2.0) + rng.uniform(0.1, 0.9), 2),
            horizon=horizon,
            season=season,
        )
