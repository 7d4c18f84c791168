"""A confidence interval for an accuracy measured on `total` examples."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03a.exercises import _shared

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "The accuracy p = correct / total is an estimate, and its standard deviation is √(p·(1 − p) / total).",
        "The interval reaches z standard deviations below p and above p.",
        "An accuracy can't be below 0 or above 1, so limit both ends.",
    ],
)


def check(answer, rng):
    total = int(rng.integers(380, 420))
    correct = round(total * float(rng.uniform(0.78, 0.82)))
    for c, n, z in ((correct, total, 1.96), (correct, total, 1.0), (12, 40, 1.96)):
        share = c / n
        half = z * np.sqrt(share * (1 - share) / n)
        sides = np.array([-half, half])
        wald = share + sides
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        reach = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        wilson = np.array([middle - reach, middle + reach])
        tried = f"{c} of {n} correct, z={z}"
        low, high = expect.parts(answer(c, n, z=z), ("low", "high"), tried=tried)
        expect.close(
            _shared.tidy([low, high]),
            (wald + wilson) / 2,
            tried=tried,
            look="the accuracy, minus and plus z standard deviations of this accuracy",
            atol=0.22 * half,
            rtol=0,
            mistakes={
                "Your two ends are in the wrong order. Return low first, then high.": wald[::-1],
                "You used the standard deviation of a single example. The standard deviation of a mean of n "
                "examples is smaller by the factor √n.": Either(
                    (share + np.sqrt(n) * sides, np.clip(share + np.sqrt(n) * sides, 0, 1))
                ),
                "Your interval is far too narrow. In the standard deviation, all of p·(1 − p) / total is under the "
                "root.": (share + sides * half / z),
                "You returned counts or percentages. Return fractions from 0 to 1.": Either((n * wald, 100 * wald)),
                "Your interval doesn't depend on z. A smaller z should give a narrower interval.": share
                + 1.96 / z * sides,
                "Your interval is too narrow. It should reach z standard deviations to *each* side.": Either(
                    (share + sides / z, share + sides / 2)
                ),
            },
        )
    for c, n in ((3, 3), (0, 5), (19, 20)):
        tried = f"{c} of {n} correct, z=1.96"
        low, high = expect.parts(answer(c, n, z=1.96), ("low", "high"), tried=tried)
        inside = all(isinstance(end, (int, float)) for end in (low, high)) and -1e-9 <= low <= high <= 1 + 1e-9
        expect.that(
            inside,
            tried=tried,
            got=expect.short(_shared.tidy([low, high])),
            expected="0 ≤ low ≤ high ≤ 1",
            look="an accuracy can't be below 0 or above 1",
        )
