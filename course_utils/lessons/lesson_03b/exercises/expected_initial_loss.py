"""The cross-entropy of a network that knows only how frequent each class is."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=1,
    hints=[
        "The network gives every example the same probabilities, the fractions f₁ … f_K. For a fraction f_k of the "
        "examples, class k is the true class, and their loss is −log(f_k).",
        "The mean over all examples is the sum of f_k · (−log(f_k)) over the classes.",
        "A class without examples adds nothing, so keep only the fractions above 0.",
    ],
    errors={"converted to Python scalars": hints.ONE_NUMBER},
    shown_as="expected_initial_loss(class_counts)",
    look="the mean over the examples of −log(fraction of the true class); a class without examples adds nothing",
    tolerance=1e-4,
)


def _shares(class_counts):
    shares = class_counts / class_counts.sum()
    return shares[shares > 0]


def reference(class_counts):
    shares = _shares(class_counts)
    return -np.sum(shares * np.log(shares))


def _with_zeros(class_counts):
    shares = class_counts / class_counts.sum()
    return -np.sum(shares * np.log(shares))


mistakes = {
    "0 · log(0) is NaN. A class that never occurs adds nothing, so leave it out.": (
        _with_zeros,
        lambda class_counts: np.nan,
    ),
    "This is the logarithm of the number of classes. It is right only if all classes are equally frequent.": (
        lambda class_counts: np.log(len(class_counts)),
        lambda class_counts: np.log(1 / len(class_counts)),
    ),
    "You counted how often each count occurs. `class_counts` already has the number of examples of each class.": (
        lambda class_counts: reference(np.unique(class_counts, return_counts=True)[1])
    ),
    "Your result has the wrong sign. A cross-entropy is never negative.": (
        lambda class_counts: -reference(class_counts)
    ),
    "You took the mean over the classes. Take the mean over the examples, in which a frequent class counts "
    "more often.": (lambda class_counts: -np.sum(np.log(_shares(class_counts))) / len(class_counts)),
    "You used the counts. Divide them by the number of examples first.": (
        lambda class_counts: -np.sum(class_counts * np.log(np.maximum(class_counts, 1)))
    ),
    "You used the logarithm to base 2. Keras and this course use the natural logarithm.": (
        lambda class_counts: reference(class_counts) / np.log(2)
    ),
    "This is the loss for the most frequent class alone.": (lambda class_counts: -np.log(_shares(class_counts).max())),
    "This is the loss for the rarest class alone.": lambda class_counts: -np.log(_shares(class_counts).min()),
    "You returned one number for each class. Return a single number, the mean over the examples.": (
        lambda class_counts: -_shares(class_counts) * np.log(_shares(class_counts)),
        lambda class_counts: -np.log(_shares(class_counts)),
    ),
}


def cases(rng):
    several, equal, absent = (int(number) for number in rng.integers([4, 4, 4], [10, 13, 10]))
    yield Case("counts {class_counts}", class_counts=10 * rng.permutation([1, *range(several)]) + 10)
    yield Case("equal counts {class_counts}", class_counts=np.full(equal, 25))
    yield Case("counts {class_counts}", class_counts=np.append(10 * rng.permutation(absent) + 10, 0))
