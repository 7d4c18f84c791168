"""A learning rate that falls along half a cosine wave, after an optional warm-up."""

from functools import partial

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "First compute how much of the training is done, as a number from 0 to 1.",
        "The cosine falls from 1 to −1 while its angle goes from 0 to π. Add 1 and divide by 2 to get from 1 to 0.",
        "Let `part` be how much of the training is done. After the last step, it is larger than 1 and the cosine "
        "would rise again, so use `min(part, 1)`. With a warm-up, the cosine begins at warmup_steps and has "
        "fewer steps.",
    ],
    errors={
        "unexpected keyword argument 'warmup_steps'": "Keep the argument `warmup_steps=0` of the cell you were given.",
        "ZeroDivisionError": "You divided by 0. Without a warm-up, warmup_steps is 0, and at the beginning, step is 0.",
    },
    tolerance=1e-5,
)


def _half_wave(part, rate):
    return rate * (1 + np.cos(np.pi * part)) / 2


def reference(
    step,
    total_steps,
    learning_rate,
    warmup_steps=0,
    rise=lambda step, total, warmup: step / warmup,
    part=lambda step, total, warmup: (step - warmup) / (total - warmup),
):
    """Return the learning rate; `rise` and `part` make the mistakes in the warm-up and after it."""
    if step < warmup_steps:
        return learning_rate * rise(step, total_steps, warmup_steps)
    return _half_wave(min(part(step, total_steps, warmup_steps), 1), learning_rate)


def _curve(value):
    """Return the answer without warm-up that gives ``value(part, rate)``; the part of the training is at most 1."""
    return lambda step, total, rate, **warmup: value(min(step / total, 1), rate)


mistakes = {
    "Your learning rate rises again after the last step. It should stay 0.": (
        lambda step, total, rate, **warmup: _half_wave(step / total, rate)
    ),
    "Your learning rate falls in a straight line. A cosine falls slowly at first, then fast, and slowly at the end.": (
        _curve(lambda part, rate: rate * (1 - part))
    ),
    "Your learning rate rises. It should begin at `learning_rate` and fall to 0.": (
        _curve(lambda part, rate: rate - _half_wave(part, rate))
    ),
    "Your learning rate becomes negative, because a cosine lies between −1 and 1. Shift and scale it.": (
        _curve(lambda part, rate: rate * np.cos(np.pi * part))
    ),
    "Your learning rate is twice as large as it should be, because 1 + cosine goes from 2 to 0.": (
        _curve(lambda part, rate: 2 * _half_wave(part, rate))
    ),
    "Your result goes from 1 to 0. Multiply it by the learning rate.": _curve(lambda part, rate: _half_wave(part, 1)),
    "Your learning rate doesn't change during training. If you divided with `//`, it dropped the fraction.": (
        _curve(lambda part, rate: rate),
        _curve(lambda part, rate: _half_wave(part // 1, rate)),
    ),
    "The factor π is missing, so the angle goes only from 0 to 1.": (
        _curve(lambda part, rate: rate * (1 + np.cos(part)) / 2)
    ),
    "NumPy's cosine takes radians, so half a wave is π instead of 180.": (
        _curve(lambda part, rate: rate * (1 + np.cos(180 * part)) / 2)
    ),
    "Your learning rate falls and rises again before the end. Use only half a wave.": (
        _curve(lambda part, rate: _half_wave(2 * part, rate))
    ),
    "You used a quarter of a wave, which falls fastest at the end. Use half a wave.": (
        _curve(lambda part, rate: rate * np.cos(np.pi * part / 2))
    ),
    "You begin at the largest learning rate. With a warm-up, it should begin at 0 and rise in a straight line.": (
        _curve(_half_wave)
    ),
    "Your cosine begins at step 0. It should begin where the warm-up ends, and use the remaining steps.": (
        partial(reference, part=lambda step, total, warmup: step / total)
    ),
    "Your cosine ends too late, because total_steps includes the steps of the warm-up.": (
        partial(reference, part=lambda step, total, warmup: (step - warmup) / total)
    ),
    "Your warm-up is too slow. It reaches `learning_rate` after warmup_steps, not after total_steps.": (
        partial(reference, rise=lambda step, total, warmup: step / total)
    ),
    "Your warm-up is one step ahead. The learning rate should be 0 at step 0.": (
        partial(reference, rise=lambda step, total, warmup: (step + 1) / warmup)
    ),
    "During the warm-up, you also multiply by the cosine. First comes a straight line, and then the cosine.": (
        partial(reference, rise=lambda step, total, warmup: _half_wave(step / total, 1) * step / warmup)
    ),
}


def cases(rng):
    rate, total = float(np.round(rng.uniform(0.1, 0.4), 2)), int(rng.integers(9, 13)) * 10
    quarter, late, warmup = total // 5, int(0.7 * total), total // 4
    for step in (0, quarter, late, total, total + quarter):
        yield Case(
            "cosine_schedule(step={step}, total_steps={total_steps}, learning_rate={learning_rate})",
            look="compute how much of the training is done, and the cosine at this point",
            step=step,
            total_steps=total,
            learning_rate=rate,
        )
    for step in (0, warmup // 2, warmup, late, total, total + quarter):
        yield Case(
            "cosine_schedule({step}, {total_steps}, {learning_rate}, warmup_steps={warmup_steps})",
            look="the two parts, a straight line and then half a cosine wave",
            share=0.5,
            by_name={"warmup_steps": warmup},
            step=step,
            total_steps=total,
            learning_rate=rate,
        )
