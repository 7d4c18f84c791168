"""Inverted dropout: in training, switch each number off at random and scale up those that stay."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_05.exercises import _shared
from course_utils.lessons.lesson_05.learner_side import seeded_and_arguments

exercise = Exercise(
    points=3,
    hints=[
        "Draw one random number from 0 to 1 for each number of `a`: `np.random.default_rng(seed).random(a.shape)`.",
        "A number is kept if its random number is at least `rate`. Multiply `a` by this mask of True and False.",
        "Only the fraction 1 − rate of the numbers is left, so their sum is smaller by this factor. What makes up for "
        "it?",
        "Outside training, nothing is dropped and nothing is scaled: return `a`.",
    ],
    errors={"required positional argument": _shared.ARGUMENTS, "positional arguments but": _shared.ARGUMENTS},
)


def check(answer, rng):
    rows, units = 40, 25
    a = np.round(rng.uniform(0.5, 2, (rows, units)) * rng.choice([-1, 1], (rows, units)), 3)
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 30)]
    low, high = (float(np.round(rng.uniform(*ends), 2)) for ends in ((0.15, 0.3), (0.65, 0.8)))
    for rate in (low, high):
        tried = f"dropout(a, rate, training, seed): a of shape ({rows}, {units}), rate = {rate}, training = True"
        _, (after, *_) = answer.via(seeded_and_arguments, [a, rate, True], seeds[0])
        expect.unchanged(
            a,
            after,
            tried=tried,
            look="`a[…] = 0` and `a *= …` change the array that your function was given. Work on a copy",
        )
        drawn = answer.via(calls.sample, [a, rate, True], [*seeds, seeds[0]])
        shapes = {np.shape(dropped) if isinstance(dropped, (np.ndarray, list)) else None for dropped in drawn}
        expect.that(
            shapes == {a.shape},
            tried=tried,
            got=expect.short(drawn[0]),
            expected=f"an array of shape {a.shape}",
            look="A dropped number becomes 0, and every number keeps its place in the array.",
        )
        *drawn, again = (np.asarray(dropped, dtype="float64") for dropped in drawn)
        drawn = np.array(drawn)
        expect.that(
            bool((drawn != np.round(drawn)).any() or not drawn.any()),
            tried=tried,
            got=f"{expect.short(drawn[0, 0, :4])} for {expect.short(a[0, :4])}",
            cause="Your result holds whole numbers only, so every fraction is lost. Let the new array hold floats.",
        )
        _check_choice(drawn == 0, rate, tried)
        _check_scale(drawn, a, rate, tried)
        same = bool((drawn[0] == again).all())
        expect.that(same, tried=f"{tried}, twice with the same seed", look=_shared.CHANCE, got="two different results")
    for got in answer.via(calls.sample, [a, 0, True], seeds[:5]):
        expect.close(
            got,
            a,
            tried="rate = 0, training = True",
            look="With the rate 0, nothing is dropped, not even a single number.",
            show=False,
        )
    for got in answer.via(calls.sample, [a, low, False], seeds[:3]):
        expect.close(
            got,
            a,
            tried=f"rate = {low}, training = False",
            look="Outside training, your function should return `a` unchanged.",
            rtol=1e-4,
            show=False,
            mistakes={
                "You scaled `a` outside training. With inverted dropout, the division during training has already made "
                "up for the dropped numbers.": Either((a * (1 - low), a / (1 - low))),
                "Everything is 0. With `training=False` the network is in use, so nothing should be dropped.": (
                    np.zeros_like(a)
                ),
            },
        )


def _check_choice(off, rate, tried):
    """Require that each number is dropped independently, with probability `rate`; `off` is (draws, rows, units)."""
    _, rows, units = off.shape
    by_row, by_unit, by_draw = off.sum(axis=2), off.sum(axis=1), off.sum(axis=(1, 2))
    share, cause = off.mean(), ""
    if not off.any():
        cause = "Nothing was dropped in 30 draws. During training, dropped numbers become exactly 0."
    elif (off == off[0]).all():
        cause = "The same units are dropped at every call, whatever the seed is. Use `seed` for the random choice."
    elif (off == off[:, :1, :1]).all():
        cause = "Your function drops either everything or nothing. Each number of `a` needs its own random choice."
    elif (off == off[:, :1]).all():
        cause = "Every row of the batch loses the same units. Each row needs its own random choice."
    elif (off == off[:, :, :1]).all():
        cause = "Your function drops whole rows. Dropout drops single units, and different ones in each row."
    elif np.ptp(by_draw) == 0 or np.ptp(by_row) == 0 or np.ptp(by_unit) == 0:
        cause = (
            "Your function always drops the same number of units. Dropout decides about each unit independently, so "
            "this number varies."
        )
    # variances of the numbers of dropped units, compared with those of independent choices
    one_choice = max(share * (1 - share), 1e-9)
    spread = [by_row.var() / (units * one_choice), by_unit.var() / (rows * one_choice)]
    expect.that(
        not cause and bool(0.6 < min(spread) <= max(spread) < 1.6),
        tried=tried,
        cause=cause,
        got=f"{off[0].mean():.0%} dropped in the first draw; in its rows {by_row[0, :4].tolist()} … of {units}",
        look="Each number of `a` needs its own random choice, which doesn't depend on the others.",
    )
    if abs(share - (1 - rate)) < 0.03:
        cause = (
            "Your function keeps the fraction `rate` and drops the rest. `rate` is the probability of being dropped."
        )
    expect.that(
        bool(abs(share - rate) < 0.03),
        tried=tried,
        got=f"{share:.0%} of the numbers are 0, over 30 draws",
        expected=f"about {rate:.0%}",
        cause=cause,
        look="Each number should be dropped with the probability `rate`. A random number that is uniform between 0 and "
        "1 is below `rate` with exactly this probability.",
    )


def _check_scale(drawn, a, rate, tried):
    """Require that the numbers that are kept are divided by 1 − rate."""
    ratio, cause = (drawn / a)[drawn != 0], ""
    if np.allclose(ratio, 1, rtol=2e-3):
        cause = (
            "The numbers that you keep are unchanged, so the sums of the next layer become smaller during training. "
            "Inverted dropout scales them up, so that the mean stays the same."
        )
    elif np.allclose(ratio, 1 - rate, rtol=2e-3):
        cause = "You made the numbers that you keep smaller. They have to make up for the ones that were dropped."
    elif np.allclose(ratio, 1 / rate, rtol=2e-3):
        cause = "You divided by the fraction that is dropped. Which fraction is left?"
    expect.that(
        bool(np.allclose(ratio, 1 / (1 - rate), rtol=2e-3)),
        tried=tried,
        cause=cause,
        got=f"{expect.short(drawn[0, 0, :4])} for {expect.short(a[0, :4])}",
        look="Every number that is kept is multiplied by the same factor, and the mean over many draws is `a`.",
    )
