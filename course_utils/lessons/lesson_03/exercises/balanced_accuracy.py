"""The mean of the recalls of all classes that occur."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The recall of a class: of its true examples, the share that was found.",
        "One recall for each class that occurs in y_true, then their plain mean.",
        "`np.mean(y_pred[y_true == c] == c)` is the recall of class c.",
    ],
)


def check(answer, rng):
    sizes = np.array([int(rng.integers(40, 60)), 8, 4])
    n_found = np.array([sizes[0] - 2, 2, 3])
    y_true = np.repeat([0, 1, 3], sizes)  # class 2 does not occur
    y_pred = np.concatenate(
        [np.repeat([c, 0 if c else 1], [f, s - f]) for c, f, s in zip([0, 1, 3], n_found, sizes, strict=True)]
    )
    order = rng.permutation(len(y_true))
    y_true, y_pred = y_true[order], y_pred[order]
    recalls, predicted = n_found / sizes, [np.sum(y_pred == c) for c in (0, 1, 3)]
    expect.close(
        answer(y_true, y_pred),
        recalls.mean(),
        tried=f"{sizes[0]}, 8 and 4 examples of the classes 0, 1 and 3, of which {n_found[0]}, 2 and 3 were found",
        look="a recall for each class that occurs, then the plain mean of the recalls",
        rtol=1e-4,
        mistakes={
            "This is the plain accuracy. Whoever always answers class 0 scores nearly as much: each class must count "
            "the same.": (y_true == y_pred).mean(),
            "These are the recalls. Take their mean.": recalls,
            "You divided by the predictions of each class: that is precision. Recall divides by its true examples.": (
                n_found / predicted
            ).mean(),
            "A class without examples has no recall, neither 0 nor NaN: leave it out.": Either(
                (recalls.sum() / 4, np.nan)
            ),
            "You weighted the wrong way: rare classes must not count more than frequent ones either.": (
                float((recalls / sizes).sum() / (1 / sizes).sum())
            ),
        },
    )
