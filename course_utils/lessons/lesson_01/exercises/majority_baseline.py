"""Predict the most frequent training label, n times."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=1,
    hints=[
        "Count how often each label occurs in y_train: `np.unique(y_train, return_counts=True)`.",
        "`np.argmax` of the counts is a position in the list of labels, not yet the label.",
        "The answer has n labels, all the same.",
    ],
)


def check(answer, rng):
    counts = [4, 9, 5, 3, 6, 4]  # by rising label: smallest, largest, rarest, median and most frequent differ
    mean, labels = 0.0, np.array([0])
    while np.isin([int(mean), round(mean)], labels).any():  # until the mean is not some label by chance
        labels = np.sort(rng.choice(np.arange(10, 60), 6, replace=False))
        mean = float(np.average(labels, weights=counts))
    rest = np.repeat(labels, np.subtract(counts, labels == labels[4]))
    y_train, n = np.append(labels[4], rng.permutation(rest)), int(rng.integers(6, 10))
    most = labels[1]
    expect.close(
        answer(y_train, n),
        np.full(n, most),
        tried="majority_baseline with labels "
        f"{expect.short(dict(zip(labels.tolist(), counts, strict=True)))} (label: how often), n={n}",
        look="which label is the most frequent one, and n times",
        mistakes={
            "That is one label. Asked for are n of them, one for each row to predict.": (Either((most, [most]))),
            "One label for each training row. Asked for are n, as many as there are rows to predict.": (
                np.full(len(y_train), most)
            ),
            "That is how often it occurs. Asked for is the label.": Either((np.full(n, 9), 9)),
            "That is the position of the label in the list of counts. Which label stands at that position?": (
                Either((np.full(n, 1), 1))
            ),
            "That is the rarest label.": np.full(n, labels[3]),
            "That is the largest label, not the most frequent.": np.full(n, labels[5]),
            "That is the smallest label, not the most frequent.": np.full(n, labels[0]),
            "A label is a name: the mean of names means nothing. Count them.": Either(
                (np.full(n, mean), np.full(n, round(mean)), np.full(n, int(mean)))
            ),
            "That is the median. Labels are names without an order: count them.": np.full(n, labels[2]),
            "That is the first training label, not the most frequent.": np.full(n, labels[4]),
            "These are the first n training labels. Which single label is the best guess for every row?": (y_train[:n]),
            "It predicts 0, whatever the training labels are.": np.zeros(n),
        },
    )
    tie = rng.permutation([7, 7, 4, 4, 9])
    got = answer(tie, 3)
    either = 7 if "7" in expect.short(got) else 4  # whichever it chose
    expect.close(
        got,
        np.full(3, either),
        tried=f"labels {expect.short(tie)}: a tie; n=3",
        show=False,
        look="either of the two is right, but all n predictions must be the same label",
    )
