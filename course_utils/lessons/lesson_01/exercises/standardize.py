"""Subtract the training mean and divide by the training standard deviation, column by column."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls

exercise = Exercise(
    points=2,
    hints=[
        "Subtract, then divide. `mean` and `std` have one number for each column; NumPy lines them up with "
        "the columns of x.",
        "They come from the training rows. Do not compute them again from x: x may be the test rows.",
        "What is 0 / 0? Give the columns with std 0 another divisor: `np.where(std == 0, 1, std)`.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but `std` has a number for each column, "
        "and only some of them are 0.",
    },
)


def check(answer, rng):
    train = rng.normal(rng.uniform(-3, 3, 3), rng.uniform(0.5, 4, 3), size=(40, 3))
    mean, std = train.mean(axis=0).round(3), train.std(axis=0).round(3)
    x = np.round(rng.normal(2, 3, size=(4, 3)), 2)
    mean[2], std[2], x[:, 2] = 5.0, 0.0, 5.0  # a pixel that never changes
    safe = np.where(std == 0, 1.0, std)
    want = (x - mean) / safe
    own_mean, own_std = x.mean(axis=0), x.std(axis=0)
    own_safe = np.where(own_std == 0, 1.0, own_std)
    span = np.ptp(x, axis=0)
    as_it_was = np.where(std == 0, x, want)
    tried = f"x = {expect.short(x)}, mean = {expect.short(mean)}, std = {expect.short(std)}"
    got, (after, _, std_after) = answer.via(calls.call_and_arguments, x, mean, std)
    expect.unchanged(x, after, tried=tried, look="`-=` and `/=` write into the caller's array")
    expect.unchanged(
        std, std_after, tried=tried, look="std belongs to the caller: mend it in a copy, e.g. with np.where"
    )
    with np.errstate(all="ignore"):  # most mistakes come with or without a guard against std 0
        mistakes = {
            "Column 2 is constant: its std is 0, and 0 / 0 is NaN. One such pixel makes every weight NaN. "
            "Choose another divisor there.": (x - mean) / std,
            "You computed mean or std again, from x itself. Then test rows are measured with another ruler "
            "than training rows. Use the `mean` and `std` that are handed in.": Either(
                (x - middle) / spread for middle in (own_mean, mean) for spread in (own_std, own_safe)
            ),
            "You used one mean and one std for the whole table. Columns with large numbers then drown the "
            "others: one mean for each column.": Either(
                ((x - x.mean()) / x.std(), (x - mean.mean()) / std.mean(), (x - mean.mean()) / safe.mean())
            ),
            "You took a mean and a std for each row. Each column is a measurement of its own, with its own mean.": (
                x - x.mean(axis=1, keepdims=True)
            )
            / x.std(axis=1, keepdims=True),
            "Only the mean is subtracted. Divide by std as well.": x - mean,
            "You divided without subtracting the mean first.": Either((x / safe, x / std)),
            "Divide by the standard deviation, not by its square, the variance.": Either(
                ((x - mean) / safe**2, (x - mean) / std**2)
            ),
            "Mind the brackets: first the difference, then the division, for both numbers of the difference.": Either(
                (x / safe - mean, x / std - mean, x - mean / safe, x - mean / std)
            ),
            "You multiplied by std; divide.": Either(((x - mean) * safe, (x - mean) * std)),
            "The sign is turned over: what is larger than the mean must come out positive.": Either(
                ((mean - x) / safe, (mean - x) / std)
            ),
            "These are numbers between 0 and 1, by smallest and largest value. Another kind of scaling: here "
            "mean and std.": Either((x - x.min(axis=0)) / divisor for divisor in (span, span + (span == 0))),
            "The constant column is gone. The network expects as many columns as before.": want[:, std != 0],
            "The constant column is as it was. Subtract the mean there too.": as_it_was,
        }
    expect.close(
        got,
        want,
        tried=tried,
        rtol=2e-4,
        atol=2e-4,
        look="(x − mean) / std, and what happens where std is 0",
        mistakes=mistakes,
    )
