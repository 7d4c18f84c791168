"""The balanced accuracy: the mean of the recalls of all classes that occur."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The recall of a class is the fraction of its examples that were found.",
        "Compute one recall for each class that occurs in y_true, and then their plain mean.",
        "`np.mean(y_pred[y_true == c] == c)` is the recall of class c.",
    ],
    shown_as="balanced_accuracy(y_true, y_pred)",
    look="one recall for each class that occurs, then the plain mean of the recalls",
    tolerance=1e-4,
)


def _recalls(y_true, y_pred):
    return np.array([np.mean(y_pred[y_true == c] == c) for c in np.unique(y_true)])


def reference(y_true, y_pred):
    return _recalls(y_true, y_pred).mean()


def _rare_counts_more(y_true, y_pred):
    sizes = np.unique(y_true, return_counts=True)[1]
    return float((_recalls(y_true, y_pred) / sizes).sum() / (1 / sizes).sum())


mistakes = {
    "This is the plain accuracy. Always predicting class 0 would score almost as high, so every class has to count "
    "equally.": lambda y_true, y_pred: np.mean(y_true == y_pred),
    "This is the recall of a single class. Compute one for each class that occurs.": (
        lambda y_true, y_pred: _recalls(y_true, y_pred)[1],
        lambda y_true, y_pred: _recalls(y_true, y_pred)[0],
    ),
    "Your function uses only the classes 0 and 1, but here there is another class.": (
        lambda y_true, y_pred: _recalls(y_true, y_pred)[:2].mean()
    ),
    "You added up the recalls. For their mean, divide by how many there are.": (
        lambda y_true, y_pred: _recalls(y_true, y_pred).sum()
    ),
    "You returned the recalls. Return their mean.": _recalls,
    "You divided by the number of predictions of each class, which gives the precision. For the recall, divide by the "
    "number of its true examples.": (
        lambda y_true, y_pred: np.mean([np.mean(y_true[y_pred == c] == c) for c in np.unique(y_true)])
    ),
    "A class without examples has no recall, neither 0 nor NaN. Leave it out of the mean.": (
        lambda y_true, y_pred: _recalls(y_true, y_pred).sum() / (y_true.max() + 1),
        lambda y_true, y_pred: _recalls(y_true, y_pred).sum() / len(np.union1d(y_true, y_pred)),  # scikit-learn's macro
        lambda y_true, y_pred: np.nan,
    ),
    "In your mean, rare classes count more than frequent ones. Give all recalls the same weight.": _rare_counts_more,
}


def cases(rng):
    sizes = [int(rng.integers(40, 60)), 8, 4]
    y_true = np.repeat([0, 1, 3], sizes)  # class 2 does not occur
    y_pred = np.concatenate(
        [
            np.repeat([c, 0 if c else 1], [f, s - f])
            for c, f, s in zip([0, 1, 3], (sizes[0] - 2, 2, 3), sizes, strict=True)
        ]
    )
    y_pred[sizes[0] - 1] = 2  # and is predicted once
    order = rng.permutation(len(y_true))
    yield Case(
        "{size}, 8 and 4 examples of the classes 0, 1 and 3, of which {found}, 2 and 3 were found",
        fields={"size": sizes[0], "found": sizes[0] - 2},
        y_true=y_true[order],
        y_pred=y_pred[order],
    )
