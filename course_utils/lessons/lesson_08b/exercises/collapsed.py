"""Whether a network predicts one and the same class for everything."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "How often does each class occur among the predictions? `np.unique(predicted)` lists those that occur.",
        "Two conditions: all predictions are of one class, and the true labels are not.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no: `np.all` or `np.any` makes one of many.",
    },
)


_CAUSES = {
    "one class for all, and nearly all rows are of it": "The accuracy is high, and still this network has one "
    "answer for everything. Look at the predictions, not at how many are right.",
    "one class for all, a rare one": "Every prediction is the same class. Which class it is, does not matter.",
    "two classes where there are three": "One class is never predicted. That is a fault, too, but this network does "
    "tell rows apart.",
    "nearly all wrong": "This network is wrong nearly everywhere, but it does not give one answer to everything.",
    "all rows are of one class, and so are the predictions": "Here there is only one class to predict. One answer "
    "for everything is right.",
}


def check(answer, rng):
    common, rare = rng.permutation(np.arange(1, 6))[:2].tolist()
    n = int(rng.integers(40, 60))
    y = rng.permutation(np.r_[np.full(n, common), np.full(n // 8, rare)])
    mixed = rng.permutation(np.resize([common, rare, 0], n))
    cases = (
        ("one class for all, and nearly all rows are of it", y, np.full(len(y), common), True),
        ("one class for all, a rare one", y, np.full(len(y), rare), True),
        ("two classes where there are three", mixed, np.where(mixed == 0, common, mixed), False),
        ("nearly all wrong", mixed, np.where(mixed == common, rare, common), False),
        ("all rows are of one class, and so are the predictions", np.full(n, rare), np.full(n, rare), False),
    )
    for description, labels, predicted, want in cases:
        cause = _CAUSES[description]
        got = answer(labels, predicted)
        tried = f"{description}: y = {expect.short(labels, 60)}, predicted = {expect.short(predicted, 60)}"
        boolean = isinstance(got, (bool, int))
        if not boolean:
            cause = "This is no yes or no: one True or False for the whole network."
        expect.that(boolean and got == want, tried=tried, got=expect.short(got), expected=str(want), cause=cause)
