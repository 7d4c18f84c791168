"""Subtract the training mean and divide by the training standard deviation, column by column."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=2,
    hints=[
        "First subtract, then divide. `mean` and `std` have one number for each column, and NumPy matches them with "
        "the columns of x.",
        "`mean` and `std` come from the training set. Don't compute them again from x, because x can be any rows.",
        "What is 0 / 0? Divide the columns whose std is 0 by a different number: `np.where(std == 0, 1, std)`.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but `std` has a number for each column, and only "
        "some of them are 0.",
    },
    shown_as="standardize(x, mean, std)",
    look="(x − mean) / std, and what happens where std is 0",
    keeps="`-=`, `/=` and `std[…] = …` change the arrays that were passed to your function and are needed again "
    "later. Work with new arrays.",
    tolerance=2e-4,
)


def _guarded(std):
    return np.where(std == 0, 1, std)


def reference(x, mean, std):
    return (x - mean) / _guarded(std)


def _both(mistake):
    """Return a mistake that is made with and without a guard against a std of 0."""
    return (
        lambda x, mean, std: mistake(x, mean, _guarded(std)),
        mistake,
    )


def _of_x(x, mean, std):
    return reference(x, x.mean(axis=0), x.std(axis=0))


def _min_max(x, mean, std):
    return (x - x.min(axis=0)) / _guarded(np.ptp(x, axis=0))


mistakes = {
    "You put the results into an array of whole numbers, as x is here, so everything after the decimal point is lost. "
    "Which dtype does your array need?": lambda x, mean, std: reference(x, mean, std).astype(x.dtype),
    "The last column is constant: its std is 0, and 0 / 0 is NaN. A single NaN in the inputs can make every weight of "
    "a network NaN. Divide such a column by a different number.": lambda x, mean, std: (x - mean) / std,
    "You computed the mean or the standard deviation again, from x. Then the same value becomes a different input in "
    "the training set and in the test set. Use the `mean` and `std` that you are given.": (
        _of_x,
        lambda x, mean, std: (x - x.mean(axis=0)) / x.std(axis=0),
        lambda x, mean, std: reference(x, mean, x.std(axis=0)),
        lambda x, mean, std: (x - mean) / x.std(axis=0),
    ),
    "You used one mean and one standard deviation for the whole table, so the columns still have very different "
    "ranges. Each column has its own.": (
        lambda x, mean, std: (x - x.mean()) / x.std(),
        lambda x, mean, std: (x - mean.mean()) / std.mean(),
        lambda x, mean, std: (x - mean.mean()) / _guarded(std).mean(),
    ),
    "You used a mean and a standard deviation for each row. Each column is a separate measurement with its own mean.": (
        lambda x, mean, std: (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)
    ),
    "You only subtracted the mean. Divide by std, too.": lambda x, mean, std: x - mean,
    "You divided without subtracting the mean first.": _both(lambda x, mean, std: x / std),
    "You divided by the variance, which is the square of the standard deviation.": _both(
        lambda x, mean, std: (x - mean) / std**2
    ),
    "Check the parentheses: compute the difference x − mean first, and divide all of it by std.": (
        *_both(lambda x, mean, std: x / std - mean),
        *_both(lambda x, mean, std: x - mean / std),
    ),
    "You took the square root of std. A standard deviation is already a square root, so divide by std itself.": _both(
        lambda x, mean, std: (x - mean) / np.sqrt(std)
    ),
    "You added 1 to std, so every column is divided by too large a number. Replace only a std of 0.": (
        lambda x, mean, std: (x - mean) / (std + 1)
    ),
    "You multiplied by std instead of dividing.": lambda x, mean, std: (x - mean) * std,
    "The sign is wrong: a value above the mean has to become positive.": _both(lambda x, mean, std: (mean - x) / std),
    "You scaled the columns from 0 to 1 by their smallest and largest values. That is min–max scaling; this exercise "
    "uses mean and std.": (
        _min_max,
        lambda x, mean, std: (x - x.min(axis=0)) / np.ptp(x, axis=0),
    ),
    "The constant column is missing from your result. A network expects all columns.": (
        lambda x, mean, std: reference(x, mean, std)[:, std != 0]
    ),
    "You left the constant column unchanged. Subtract its mean, too.": (
        lambda x, mean, std: np.where(std == 0, x, reference(x, mean, std))
    ),
}


def cases(rng):
    train = rng.normal(rng.uniform(-3, 3, 3), rng.uniform(0.5, 4, 3), size=(40, 3))
    mean, std = train.mean(axis=0).round(3), train.std(axis=0).round(3)
    x = np.round(rng.normal(2, 3, size=(4, 3)), 2)
    mean[2], std[2], x[:, 2] = 5.0, 0.0, 5.0  # a column that never changes
    for rows in (x, np.round(x).astype(int)):
        yield Case("x={x}, mean={mean}, std={std}", may_raise=rows is not x, x=rows, mean=mean, std=std)
