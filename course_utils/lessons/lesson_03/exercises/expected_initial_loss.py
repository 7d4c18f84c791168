"""The cross-entropy of a network that knows only how frequent each class is."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=1,
    hints=[
        "The network answers the same shares f₁ … f_K every time. In a share f_k of the examples class k is right, and "
        "their loss is −log(f_k).",
        "The mean over all examples: add up f_k · (−log(f_k)) over the classes.",
        "A class without examples adds nothing: keep only the shares above 0.",
    ],
)


def check(answer, rng):
    classes = int(rng.integers(4, 7))
    counts = rng.permutation(np.arange(1, classes + 1) * 10)
    equal = np.full(classes, 25)
    for description, class_counts in (("counts", counts), ("equal counts", equal), ("counts", np.append(counts, 0))):
        shares = class_counts / class_counts.sum()
        some = shares[shares > 0]
        right = -(some * np.log(some)).sum()
        expect.close(
            answer(class_counts),
            right,
            tried=f"{description} {expect.short(class_counts)}",
            look="the mean over the examples of −log(share of its class), and what a class without examples adds",
            rtol=1e-4,
            mistakes={
                "0 · log(0) is NaN. A class that never occurs adds nothing.": np.nan,
                "This is the logarithm of the number of classes. It is right where all are equally frequent; here "
                "the frequent ones are easier to guess.": np.log(len(class_counts)),
                "The sign is turned over: a loss is not negative.": -right,
                "You took the mean over the classes. The mean is over examples: a frequent class counts more "
                "often.": -np.log(some).sum() / len(class_counts),
                "These are counts. Divide by how many examples there are.": (
                    -(class_counts * np.log(np.maximum(class_counts, 1))).sum()
                ),
                "This is the logarithm to base 2. Keras takes the natural one.": right / np.log(2),
                "This is the loss on the most frequent class alone.": -np.log(shares.max()),
                "These are the terms of the classes. Add them up.": Either((-some * np.log(some), -np.log(some))),
            },
        )
