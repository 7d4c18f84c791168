"""The last season, repeated as often as the forecast needs."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=2,
    hints=[
        "Without a season the forecast says: it stays as it is now. That is one number, `horizon` times.",
        "With a season of 12, the forecast for the first step ahead is the value of 12 steps before it: "
        "`history[-12]`. For the second one, `history[-11]`.",
        "When the horizon is longer than the season, the last season is repeated: `% season` begins it anew.",
    ],
    errors={
        "out of bounds": "You looked behind the end of the history. When the horizon is longer than the season, the "
        "last season begins anew.",
        "index out of range": "You looked behind the end of the history. When the horizon is longer than the season, "
        "the last season begins anew.",
    },
)


def check(answer, rng):
    for n, season, horizon in ((12, 1, 4), (24, 7, 5), (20, 4, 9), (16, 12, 3)):
        history = np.round(rng.permutation(np.arange(n) * 2.0) + rng.uniform(0.1, 0.9), 2)
        steps = np.arange(horizon)
        right = history[n - season + steps % season]
        begun = history[-season:]
        expect.close(
            answer(history, horizon, season),
            right,
            tried=f"a history of {n} values, horizon={horizon}, season={season}",
            look="the first forecast: the value of which step is it, counted from the end?",
            mistakes={
                "That is the mean. The naive forecast is simpler: the value of one season before.": Either(
                    (np.full(horizon, history.mean()), np.full(horizon, begun.mean()))
                ),
                "The season is not used: this is the last value, repeated.": (
                    np.full(horizon, history[-1]) if season > 1 else []
                ),
                "That is one number. Asked for is a forecast for each of the steps.": Either(
                    (history[-1], history[-1:], right[:1])
                )
                if horizon > 1
                else [],
                "The season from the beginning of the history was taken. The newest one is at its end.": (
                    history[steps % season]
                ),
                "The season runs backwards.": history[n - 1 - steps % season] if season > 1 else [],
                "It is the right season, moved by one step: the first step ahead is like the one a whole season "
                "before.": Either(
                    (history[n - season + (steps + 1) % season], history[n - season + steps % season - 1])
                    if season > 1
                    else ()
                ),
                "The last values of the history, as many as the horizon. A season before is another place.": (
                    history[-horizon:]
                ),
            },
        )
