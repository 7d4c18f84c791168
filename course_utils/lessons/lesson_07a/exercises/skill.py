"""1 minus the forecast's mean absolute error divided by the baseline's."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "You need two numbers first: the mean absolute error of the forecast, and the mean absolute error of the "
        "baseline.",
        "A perfect forecast has skill 1. A forecast that is as good as the baseline has skill 0.",
        "The skill is 1 − error / error of the baseline.",
    ],
    shown_as="skill(forecast, baseline, truth)",
    look="compute both mean absolute errors by hand for the first three steps",
    tolerance=1e-5,
)


def _mae(forecast, truth):
    return np.abs(forecast - truth).mean()


def _mse(forecast, truth):
    return ((forecast - truth) ** 2).mean()


def reference(forecast, baseline, truth):
    return 1 - _mae(forecast, truth) / _mae(baseline, truth)


mistakes = {
    "You used squared errors. The skill in this lesson compares mean absolute errors.": (
        lambda forecast, baseline, truth: 1 - _mse(forecast, truth) / _mse(baseline, truth),
        lambda forecast, baseline, truth: 1 - np.sqrt(_mse(forecast, truth) / _mse(baseline, truth)),
    ),
    "You compared with the mean of the truth, which nobody knows in advance, and which is easy to beat. Compare with "
    "the baseline.": (
        lambda forecast, baseline, truth: 1 - _mse(forecast, truth) / truth.var(),
        lambda forecast, baseline, truth: 1 - _mae(forecast, truth) / _mae(truth.mean(), truth),
    ),
    "You swapped the forecast and the baseline.": (
        lambda forecast, baseline, truth: 1 - _mae(baseline, truth) / _mae(forecast, truth)
    ),
    "You returned the ratio of the errors, which is 0 for a perfect forecast. The skill of a perfect forecast is 1.": (
        lambda forecast, baseline, truth: _mae(forecast, truth) / _mae(baseline, truth)
    ),
    "You returned the difference of the errors, which has the unit of the series. The skill has no unit: divide by the "
    "error of the baseline.": lambda forecast, baseline, truth: _mae(baseline, truth) - _mae(forecast, truth),
    "Your skill is never below 0. A forecast that is worse than the baseline needs a negative skill.": (
        lambda *arguments: max(0.0, reference(*arguments)),
        lambda *arguments: abs(reference(*arguments)),
    ),
    "Errors above and below the truth cancel each other in your means. Take the absolute value of each error before "
    "you average.": (
        lambda forecast, baseline, truth: 1 - abs((forecast - truth).mean()) / abs((baseline - truth).mean()),
        lambda forecast, baseline, truth: 1 - (forecast - truth).mean() / (baseline - truth).mean(),
    ),
    "You measured how far the baseline is from the forecast. Measure both of them against the truth.": (
        lambda forecast, baseline, truth: 1 - _mae(forecast, truth) / _mae(baseline, forecast)
    ),
    "You divided by the error of the forecast. The error of the baseline is the measure, so divide by that one.": (
        lambda forecast, baseline, truth: _mae(baseline, truth) / _mae(forecast, truth) - 1
    ),
    "Your skill has the wrong sign. A forecast that is better than the baseline has a positive skill.": (
        lambda *arguments: -reference(*arguments)
    ),
    "You averaged the ratios of single steps. Average the errors first, then divide.": (
        lambda forecast, baseline, truth: (1 - np.abs(forecast - truth) / np.abs(baseline - truth)).mean()
    ),
}


def cases(rng):
    for kind, size in (("better than the baseline", 0.4), ("worse than the baseline", 2.3), ("like the baseline", 0)):
        truth = np.round(rng.normal(20, 4, 12), 2)
        baseline = np.round(truth + rng.choice([-1, 1], 12) * rng.uniform(1, 3, 12), 2)
        errors = rng.choice([-1, 1], 12) * rng.uniform(1, 3, 12)
        errors[rng.integers(12)] *= 4  # a large error counts more when errors are squared
        forecast = np.round(truth + size * errors, 2) if size else baseline.copy()
        yield Case(
            "a forecast that is {kind}, 12 steps",
            forecast=forecast,
            baseline=baseline,
            truth=truth,
            fields={"kind": kind},
        )
