"""The share of correct predictions, from the outputs of `predict` and the labels."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=2,
    hints=[
        "First make classes of the outputs, then compare them with the labels, then take the mean.",
        "Several columns: the class is the position of the largest number in its row, `argmax(axis=1)`.",
        "One column: class 1 where the number is above 0.5. Take `outputs[:, 0]`, so that both sides are (n,).",
    ],
    errors={
        "could not be broadcast": "The two sides have different lengths. How many classes must you predict for n "
        "examples, and along which axis is the largest number to be found?",
    },
)


def check(answer, rng):
    y = rng.permutation([0, 0, 0, 1, 1, 1, 1, 1])
    wrong = np.zeros(8, bool)
    wrong[[np.flatnonzero(y == 0)[0], np.flatnonzero(y == 1)[0]]] = True
    predicted = np.where(wrong, 1 - y, y)
    p = np.round(rng.uniform(0.05, 0.45, 8), 2)
    p = np.where(predicted == 1, 1 - p, p)[:, None]
    expect.close(
        answer(y, p),
        0.75,
        tried=f"y_true = {expect.short(y)}, outputs of one sigmoid unit, shape (8, 1): {expect.short(p.ravel())}",
        look="which class does each output stand for? Then the share that agrees",
        mistakes={
            "Probabilities were compared with labels. 0.93 is never equal to 1: make classes of the outputs "
            "first.": 0.0,
            "`argmax` of a row with a single number is always 0. With one output the class is decided by 0.5.": 3 / 8,
            "(8, 1) against (8,) made a table of (8, 8): every prediction met every label.": (
                (predicted[:, None] == y).mean()
            ),
            "This is the share of wrong answers.": 0.25,
            "This is a count or a per cent. The accuracy is a share, from 0 to 1.": Either((6, 75)),
        },
    )
    n, K = 11, 4
    y = rng.permutation([0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2])  # class 3 is absent
    predicted, missed = y.copy(), rng.choice(n, 4, replace=False)
    predicted[missed] = (y[missed] + 1) % K
    P = rng.uniform(1, 2, (n, K))
    P[np.arange(n), predicted] += rng.uniform(1.5, 4, n)
    P[missed, (y[missed] + 2) % K] = 0.4
    P[missed[0], y[missed[0]]] = 0.3  # the smallest is right in a single row
    P = np.round(P / P.sum(axis=1, keepdims=True), 3)
    expect.close(
        answer(y, P),
        (predicted == y).mean(),
        tried=f"y_true = {expect.short(y)}, outputs of softmax, shape (11, 4), outputs[0] = {expect.short(P[0])}",
        look="the class of each row is where its largest number stands",
        mistakes={
            "You compared the entries of one-hot rows. Most of them are 0 in both, so it looks better than it is: "
            "compare classes.": ((P > 0.5) == np.eye(K)[y]).mean(),
            "Probabilities were compared with labels: make classes of the outputs first.": 0.0,
            "This is the share of wrong answers.": (predicted != y).mean(),
            "The smallest number of each row was taken. The network's answer is the largest.": (
                (P.argmin(axis=1) == y).mean()
            ),
        },
    )
