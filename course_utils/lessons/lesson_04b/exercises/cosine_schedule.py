"""A learning rate that falls along half a cosine, after an optional warm-up."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "Which part of the way is done? A number from 0 to 1: the step, divided by how many there are.",
        "The cosine falls from 1 to −1 while its angle goes from 0 to π. Move it up by 1 and halve it: from 1 to 0.",
        "Beyond the end, the part is more than 1 and the cosine would rise again: `min(part, 1)`. With warm-up, the "
        "way of the cosine begins at warmup_steps and is shorter.",
    ],
    errors={
        "unexpected keyword argument 'warmup_steps'": "Keep the argument `warmup_steps=0` of the starter.",
        "ZeroDivisionError": "Without warm-up, warmup_steps is 0, and nothing can be divided by it.",
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
            look="the part of the way that is done, and the cosine at it",
            mistakes={
                "After the last step the rate rises again. It should stay where it ended.": (
                    wave(step / total) if step > total else np.nan
                ),
                "This is a straight line. The cosine falls slowly at first, fast in the middle, slowly at the end.": (
                    Either((rate * (1 - part), rate * (1 - step / total)))
                ),
                "It begins at the wrong end: the rate is learning_rate at step 0, and 0 at the end.": rate - wave(part),
                "Between −1 and 1: the cosine has to be moved up by 1 and halved.": Either(
                    rate * np.cos(np.pi * at) for at in (part, step / total)
                ),
                "Twice as much as asked for: 1 + cosine goes from 2 to 0.": 2 * wave(part),
                "This is the share of the learning rate. Multiply.": wave(part) / rate,
                "The cosine counts in radians: half a wave is π, not 180.": Either(
                    rate * (1 + np.cos(180 * at)) / 2 for at in (part, step / total)
                ),
                "Yours goes down and up again before the end: half a wave is enough.": wave(2 * part),
                "This is a quarter of a wave: it begins as asked for, but falls fastest at the end.": (
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
            cause = "The way of the cosine begins where the warm-up ends, and has only the steps that are left."
            if step == 0:
                cause = "There is no warm-up yet: at step 0 the rate is 0, and it rises in a straight line."
        elif step > warm and _near(got, wave(min((step - warm) / total, 1))):
            cause = "The cosine ends too late: total_steps counts all steps, those of the warm-up too."
        elif step < warm and (_near(got, rate * (step + 1) / warm)):
            cause = "The warm-up is one step ahead: it begins with 0 at step 0."
        elif step < warm and _near(got, wave(min(step / total, 1)) * step / warm):
            cause = "The warm-up climbs to learning_rate itself, by a straight line; the cosine comes after it."
        expect.that(
            _near(got, right),
            tried=f"cosine_schedule({step}, {total}, {rate}, warmup_steps={warm})",
            got=got,
            expected=expect.short(float(right)),
            look="the two parts: a straight line, then half a cosine",
            cause=cause,
            share=0.5,
        )


def _near(got, want):
    """Return whether a single number came back that is close to this one."""
    return isinstance(got, (int, float, np.ndarray)) and np.shape(got) == () and bool(abs(got - want) < 1e-5)
