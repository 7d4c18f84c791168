"""Inverted dropout: in training, switch each number off at random and scale up those that stay."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_05.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "A coin for each number of `a`: `np.random.default_rng(seed).random(a.shape)` gives them all at once.",
        "A number stays on when its coin is at least `rate`. Multiply `a` by this mask of True and False.",
        "A share of 1 − rate is left, so the sum has become smaller by this factor. What makes up for it?",
        "Outside of training nothing is dropped and nothing is scaled: return `a`.",
    ],
    errors={"required positional argument": _shared.ARGUMENTS, "positional arguments but": _shared.ARGUMENTS},
)


def check(answer, rng):
    rows, units = 40, 25
    a = np.round(rng.uniform(0.5, 2, (rows, units)) * rng.choice([-1, 1], (rows, units)), 3)
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 30)]
    low, high = (float(np.round(rng.uniform(*ends), 2)) for ends in ((0.15, 0.3), (0.65, 0.8)))
    for rate in (low, high):
        tried = f"dropout on a of shape ({rows}, {units}), rate={rate}, training=True"
        _, (after, *_) = answer.via(calls.call_and_arguments, a, rate, True, seeds[0])
        expect.unchanged(a, after, tried=tried, look="work on a copy: `*=` writes into the caller's array")
        drawn = answer.via(calls.sample, [a, rate, True], [*seeds, seeds[0]])
        shapes = {np.shape(dropped) if isinstance(dropped, (np.ndarray, list)) else None for dropped in drawn}
        expect.that(
            shapes == {a.shape},
            tried=tried,
            got=expect.short(drawn[0]),
            expected=f"an array of shape {a.shape}",
            look="switched off means 0: every number keeps its place",
        )
        *drawn, again = (np.asarray(dropped, dtype="float64") for dropped in drawn)
        drawn = np.array(drawn)
        off, cause = drawn == 0, ""
        by_row, by_unit, by_draw = off.sum(axis=2), off.sum(axis=1), off.sum(axis=(1, 2))
        share = off.mean()
        if not off.any():
            cause = "In training a share of the numbers, `rate`, becomes exactly 0. In 30 draws not a single one did."
        elif (off == off[0]).all():
            cause = "It is the same draw each time: the seed is not used. Other units must be off in the next step."
        elif (off == off[:, :1, :1]).all():
            cause = "A single coin for the whole batch: all or nothing."
        elif (off == off[:, :1]).all():
            cause = "All rows of the batch lost the same units. Each row has coins of its own."
        elif (off == off[:, :, :1]).all():
            cause = "Whole rows are off. It is units that are dropped, in each row others."
        elif np.ptp(by_draw) == 0 or np.ptp(by_row) == 0 or np.ptp(by_unit) == 0:
            cause = (
                "The same number of units is off each time. Dropout throws a coin for each unit; sometimes more of "
                "them fall, sometimes fewer."
            )
        # variances of how many are off, against those of independent coins
        one_coin = max(share * (1 - share), 1e-9)
        spread = [by_row.var() / (units * one_coin), by_unit.var() / (rows * one_coin)]
        expect.that(
            not cause and bool(0.6 < min(spread) <= max(spread) < 1.6),
            tried=tried,
            cause=cause,
            got=f"in the first draw {off[0].mean():.0%}, in its rows {by_row[0, :4].tolist()} … of {units}",
            look="a coin for each number of `a`, and none of them knows of another",
        )
        cause = ""
        if abs(share - (1 - rate)) < 0.03:
            cause = "`rate` is the share that is switched off. You kept that share and dropped the rest."
        expect.that(
            bool(abs(share - rate) < 0.03),
            tried=tried,
            got=f"{share:.0%} of the numbers are 0, over 30 draws",
            expected=f"about {rate:.0%}",
            cause=cause,
            look="how often is a coin in [0, 1) below `rate`?",
        )
        ratio, cause = (drawn / a)[~off], ""
        if np.allclose(ratio, 1, rtol=2e-3):
            cause = (
                "What stays on is as it was, so the next layer gets less than it will get when nothing is dropped. "
                "The mean must stay: scale up what is left."
            )
        elif np.allclose(ratio, 1 - rate, rtol=2e-3):
            cause = "You made the numbers that stay even smaller. They must make up for those that are off."
        elif np.allclose(ratio, 1 / rate, rtol=2e-3):
            cause = "You divided by the share that is off. Which share is left to carry the sum?"
        expect.that(
            bool(np.allclose(ratio, 1 / (1 - rate), rtol=2e-3)),
            tried=tried,
            cause=cause,
            got=f"{expect.short(drawn[0, 0, :4])} for {expect.short(a[0, :4])}",
            look="each number that stays on is multiplied by the same factor, so that the mean over many draws "
            "is that of `a`",
        )
        expect.that(
            bool((drawn[0] == again).all()), tried="the same seed twice", look=_shared.CHANCE, got="two different draws"
        )
    nothing = answer.via(calls.sample, [a, 0, True], seeds[:5])
    for got in nothing:
        expect.close(
            got, a, tried="rate=0, training=True", look="with rate 0 nothing is switched off, not even one", show=False
        )
    for got in answer.via(calls.sample, [a, low, False], seeds[:3]):
        expect.close(
            got,
            a,
            tried=f"rate={low}, training=False",
            look="when the training is over the whole network answers: `a` comes back as it is",
            rtol=1e-4,
            show=False,
            mistakes={
                "You scaled outside of training. That belongs to the older kind of dropout; here training has made up "
                "for it already.": Either((a * (1 - low), a / (1 - low))),
                "Everything is 0. `training=False` means that the network is used, not that it is off.": np.zeros_like(
                    a
                ),
            },
        )
