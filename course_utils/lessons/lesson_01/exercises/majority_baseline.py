"""Predict the most frequent training label, n times."""

import sys

import numpy as np

from course_utils.checks import cases as data_form
from course_utils.checks import expect
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=1,
    hints=[
        "Count how often each label occurs in y_train: `np.unique(y_train, return_counts=True)`.",
        "`np.argmax` of the counts is a position in the list of labels. It isn't the label itself.",
        "The result has n labels, which are all the same.",
    ],
    errors={
        "has no attribute 'count'": "`count` is a method of lists, and y_train is an array. Turn it into a list with "
        "`tolist()`, or let NumPy count.",
    },
    shown_as="majority_baseline(y_train, n)",
    look="which label is the most frequent one? Return it n times",
)


def _counted(y_train):
    return np.unique(y_train, return_counts=True)


def _most_frequent(y_train):
    labels, counts = _counted(y_train)
    return labels[counts.argmax()]


def reference(y_train, n):
    return np.full(n, _most_frequent(y_train))


mistakes = {
    "You returned one label. Return n labels, one for each row to predict.": (
        lambda y_train, n: _most_frequent(y_train),
        lambda y_train, n: [_most_frequent(y_train)],
    ),
    "You returned one label for each training row. Return n labels, one for each row to predict.": (
        lambda y_train, n: np.full(len(y_train), _most_frequent(y_train))
    ),
    "You returned how often the label occurs, not the label itself.": (
        lambda y_train, n: np.full(n, _counted(y_train)[1].max()),
        lambda y_train, n: _counted(y_train)[1].max(),
    ),
    "You returned the position of the label in the list of counts. Which label is at that position?": (
        lambda y_train, n: np.full(n, _counted(y_train)[1].argmax()),
        lambda y_train, n: _counted(y_train)[1].argmax(),
    ),
    "You returned the position of the largest label in y_train. The most frequent label is a value, and you have to "
    "count to find it.": lambda y_train, n: np.full(n, y_train.argmax()),
    "You returned pairs of a label and its count. Return the label alone.": (
        lambda y_train, n: [(_most_frequent(y_train), _counted(y_train)[1].max())] * n,
        lambda y_train, n: [(_most_frequent(y_train), _counted(y_train)[1].max())],
    ),
    "You returned the rarest label.": lambda y_train, n: np.full(
        n, _counted(y_train)[0][_counted(y_train)[1].argmin()]
    ),
    "You returned the largest label, not the most frequent one.": lambda y_train, n: np.full(n, y_train.max()),
    "You returned the smallest label, not the most frequent one.": lambda y_train, n: np.full(n, y_train.min()),
    "You returned the mean of the labels. A label is only a name for a class, so its mean says nothing. Count the "
    "labels instead.": (
        lambda y_train, n: np.full(n, y_train.mean()),
        lambda y_train, n: np.full(n, round(y_train.mean())),
        lambda y_train, n: np.full(n, int(y_train.mean())),
    ),
    "You returned the median. Labels are names without an order, so count them instead.": (
        lambda y_train, n: np.full(n, np.median(y_train))
    ),
    "You returned the first training label, not the most frequent one.": lambda y_train, n: np.full(n, y_train[0]),
    "You returned the first n training labels. Which single label is the best guess for every row?": (
        lambda y_train, n: y_train[:n]
    ),
    "Your function returns 0, whatever the training labels are.": lambda y_train, n: np.zeros(n),
}


def cases(rng):
    counts = [
        4,
        9,
        5,
        3,
        6,
        4,
    ]  # in the order of the labels: smallest, largest, rarest, median and most frequent differ
    mean, labels = 0.0, np.array([0])
    while np.isin([int(mean), round(mean)], labels).any():  # until no label equals the mean
        labels = np.sort(rng.choice(np.arange(10, 60), 6, replace=False))
        mean = float(np.average(labels, weights=counts))
    rest = np.repeat(labels, np.subtract(counts, labels == labels[4]))
    largest_first, y_train = 1, np.array([0])
    while largest_first in (1, 9, *labels):  # until this position isn't another mistake
        y_train = np.append(labels[4], rng.permutation(rest))
        largest_first = int(y_train.argmax())
    yield Case(
        "labels {counts} (label: how often), n={n}",
        fields={"counts": dict(zip(labels.tolist(), counts, strict=True))},
        y_train=y_train,
        n=int(rng.integers(6, 10)),
    )


def check(answer, rng):
    data_form.check(sys.modules[__name__], answer, rng)
    tie = rng.permutation([7, 7, 4, 4, 9])
    got = answer(tie, 3)
    either = 7 if "7" in expect.short(got) else 4  # the label that was chosen
    expect.close(
        got,
        np.full(3, either),
        tried=f"the labels {expect.short(tie)}, of which two are equally frequent; n=3",
        show=False,
        look="both labels are right, but all n predictions have to be the same label",
    )
