"""1 minus the forecast's mean absolute error divided by the baseline's."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Two numbers first: the mean absolute error of the forecast, and that of the baseline.",
        "A forecast without any error has skill 1, one that is as good as the baseline 0, a worse one less than 0.",
        "1 − error / error of the baseline.",
    ],
)


def check(answer, rng):
    for kind in ("better than the baseline", "worse than the baseline", "the baseline itself"):
        truth = np.round(rng.normal(20, 4, 12), 2)
        baseline = np.round(truth + rng.choice([-1, 1], 12) * rng.uniform(1, 3, 12), 2)
        size = {"better than the baseline": 0.4, "worse than the baseline": 2.3}.get(kind)
        forecast = baseline if size is None else np.round(truth + (baseline - truth)[::-1] * size, 2)
        off, baseline_off = np.abs(forecast - truth), np.abs(baseline - truth)
        right = 1 - off.mean() / baseline_off.mean()
        squares = ((forecast - truth) ** 2).mean()
        expect.close(
            answer(forecast, baseline, truth),
            right,
            tried=f"a forecast that is {kind}, 12 steps",
            atol=1e-5,
            look="compute the two mean absolute errors by hand, for the first three steps",
            mistakes={
                "These are squared errors. Skill is measured here by mean absolute errors.": Either(
                    (
                        1 - squares / ((baseline - truth) ** 2).mean(),
                        1 - np.sqrt(squares) / np.sqrt(((baseline - truth) ** 2).mean()),
                    )
                ),
                "That compares with the mean of the truth, which nobody knows beforehand. A copy of the last value "
                "would look splendid. Compare with the baseline.": Either(
                    (1 - squares / truth.var(), 1 - off.mean() / np.abs(truth - truth.mean()).mean())
                ),
                "Forecast and baseline are exchanged.": 1 - baseline_off.mean() / off.mean(),
                "That is the ratio of the errors: 0 would be perfect. Skill is what is missing to 1.": (
                    off.mean() / baseline_off.mean()
                ),
                "That is the difference of the errors, in units of the series. Divide by the baseline's error.": (
                    baseline_off.mean() - off.mean()
                ),
                "Skill may be below 0: then the baseline is better. That must be seen.": Either(
                    (max(0.0, right), abs(right)) if right < 0 else ()
                ),
                "Differences above and below cancelled each other. Take each without its sign, then the mean.": (
                    1 - abs((forecast - truth).mean()) / abs((baseline - truth).mean())
                ),
                "That is a mean of ratios, step by step. Take the two means first.": (1 - off / baseline_off).mean(),
            },
        )
