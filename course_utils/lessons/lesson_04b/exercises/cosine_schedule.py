"""A learning rate that falls along half a cosine wave, after an optional warm-up."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

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
)


def check(answer, rng):
    rate, total = float(np.round(rng.uniform(0.1, 0.4), 2)), int(rng.integers(9, 13)) * 10

    def wave(part):
        return rate * (1 + np.cos(np.pi * part)) / 2

    quarter, late = total // 5, int(0.7 * total)
    for step in (0, quarter, late, total, total + quarter):
        part = min(step / total, 1)
        expect.close(
            answer(step, total, rate),
            wave(part),
            tried=f"cosine_schedule(step={step}, total_steps={total}, learning_rate={rate})",
            look="compute how much of the training is done, and the cosine at this point",
            mistakes={
                "Your learning rate rises again after the last step. It should stay 0.": (
                    wave(step / total) if step > total else np.nan
                ),
                "Your learning rate falls in a straight line. A cosine falls slowly at first, then fast, and slowly "
                "at the end.": (Either((rate * (1 - part), rate * (1 - step / total)))),
                "Your learning rate rises. It should begin at `learning_rate` and fall to 0.": rate - wave(part),
                "Your learning rate becomes negative, because a cosine lies between −1 and 1. Shift and scale "
                "it.": Either(rate * np.cos(np.pi * at) for at in (part, step / total)),
                "Your learning rate is twice as large as it should be, because 1 + cosine goes from 2 to 0.": 2
                * wave(part),
                "Your result goes from 1 to 0. Multiply it by the learning rate.": wave(part) / rate,
                "Your learning rate doesn't change during training. If you divided with `//`, it dropped the "
                "fraction.": (rate if part < 1 else np.nan),
                "The factor π is missing, so the angle goes only from 0 to 1.": Either(
                    rate * (1 + np.cos(at)) / 2 for at in (part, step / total)
                ),
                "NumPy's cosine takes radians, so half a wave is π instead of 180.": Either(
                    rate * (1 + np.cos(180 * at)) / 2 for at in (part, step / total)
                ),
                "Your learning rate falls and rises again before the end. Use only half a wave.": wave(2 * part),
                "You used a quarter of a wave, which falls fastest at the end. Use half a wave.": (
                    rate * np.cos(np.pi * part / 2)
                ),
            },
        )
    warm = total // 4
    for step in (0, warm // 2, warm, late, total, total + quarter):
        part = min((step - warm) / (total - warm), 1)
        right = rate * step / warm if step < warm else wave(part)
        got = answer(step, total, rate, warmup_steps=warm)
        cause = ""
        if _near(got, wave(min(step / total, 1))):
            cause = "Your cosine begins at step 0. It should begin where the warm-up ends, and use the remaining steps."
            if step == 0:
                cause = (
                    "You begin at the largest learning rate. With a warm-up, it should begin at 0 and rise in a "
                    "straight line."
                )
        elif step > warm and _near(got, wave(min((step - warm) / total, 1))):
            cause = "Your cosine ends too late, because total_steps includes the steps of the warm-up."
        elif step < warm and _near(got, rate * step / total):
            cause = "Your warm-up is too slow. It reaches `learning_rate` after warmup_steps, not after total_steps."
        elif step < warm and (_near(got, rate * (step + 1) / warm)):
            cause = "Your warm-up is one step ahead. The learning rate should be 0 at step 0."
        elif step < warm and _near(got, wave(min(step / total, 1)) * step / warm):
            cause = (
                "During the warm-up, you also multiply by the cosine. First comes a straight line, and then the cosine."
            )
        expect.that(
            _near(got, right),
            tried=f"cosine_schedule({step}, {total}, {rate}, warmup_steps={warm})",
            got=got,
            expected=expect.short(float(right)),
            look="the two parts, a straight line and then half a cosine wave",
            cause=cause,
            share=0.5,
        )


def _near(got, want):
    """Return whether a single number came back that is close to this one."""
    return isinstance(got, (int, float, np.ndarray)) and np.shape(got) == () and bool(abs(got - want) < 1e-5)
