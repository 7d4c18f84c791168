"""Weights that make every class count the same in training."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03a.exercises import _shared

exercise = Exercise(
    core=False,
    points=1,
    errors={
        "positional argument": "Since version 1.0, scikit-learn's `compute_class_weight` takes `classes` and `y` only "
        "by name.",
    },
    hints=[
        "A class with half as many examples gets twice the weight, so divide by the count of the class.",
        "The mean weight of an example should be 1. This gives n / (number of classes · count of the class).",
        "Return a dictionary from each class to its weight, as `fit(class_weight=…)` expects it.",
    ],
)


def check(answer, rng):
    counts = rng.integers([50, 10, 27, 18], [80, 15, 35, 24])
    y = rng.permutation(np.repeat(np.arange(4), counts))
    got = answer(y)
    tried = f"labels with the counts {dict(enumerate(counts.tolist()))}"
    expect.that(
        isinstance(got, dict) and set(got) == {0, 1, 2, 3},
        tried=tried,
        got=expect.short(got),
        expected="a dictionary with the keys 0, 1, 2, 3",
        look="`fit` expects a dictionary from class to weight",
    )
    n = counts.sum()
    right = n / (4 * counts)
    weights = _shared.tidy([got[c] for c in range(4)])
    size = weights[0] / right[0] if isinstance(weights[0], (int, float)) else np.nan
    expect.close(
        weights,
        right,
        tried=f"{tried}: the weights of 0 to 3",
        look="n / (number of classes · count of the class)",
        rtol=1e-3,
        mistakes={
            "Your weights are largest for the most frequent class. A mistake in a rare class should cost more, so "
            "its weight has to be larger.": Either((counts / n, counts / counts.max(), counts, counts * 4 / n)),
            "The ratios between your weights are right, but not their size. The mean weight over all examples "
            "should be 1, so that the loss keeps its scale.": Either((1 / counts, right * size)),
            "You subtracted the fraction of each class from 1, so two rare classes get almost the same weight. Divide "
            "by the count instead.": 1 - counts / n,
            "All your weights are equal, so they change nothing.": np.ones(4),
        },
    )
