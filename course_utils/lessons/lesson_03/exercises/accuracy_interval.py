"""A confidence interval for an accuracy measured on `total` examples."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03.exercises import _shared

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "The share p = correct / total is an estimate; its standard deviation is √(p·(1 − p) / total).",
        "The interval reaches z standard deviations to each side.",
        "A share below 0 or above 1 does not exist: cut the ends off.",
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
        low, high = _shared.parts(answer(c, n, z), ("low", "high"), tried)
        expect.close(
            _shared.tidy([low, high]),
            (wald + wilson) / 2,
            tried=tried,
            look="the share, plus and minus z standard deviations of a share",
            atol=0.22 * half,
            rtol=0,
            mistakes={
                "The ends are exchanged: low, high.": wald[::-1],
                "That is z times the spread of one example. A mean of n examples spreads √n times less.": Either(
                    (share + np.sqrt(n) * sides, np.clip(share + np.sqrt(n) * sides, 0, 1))
                ),
                "Far too narrow, as if the accuracy were exact: is that the variance? The standard deviation is its "
                "root.": share + sides * half / z,
                "These are counts or per cent. Shares from 0 to 1 are asked for.": Either((n * wald, 100 * wald)),
                "The interval does not depend on z: a smaller z means a narrower interval.": share + 1.96 / z * sides,
                "Half as wide as it should be, or z is not in it: z standard deviations to each side.": Either(
                    (share + sides / z, share + sides / 2)
                ),
            },
        )
    for c, n in ((3, 3), (0, 5), (19, 20)):
        tried = f"{c} of {n} correct, z=1.96"
        low, high = _shared.parts(answer(c, n, 1.96), ("low", "high"), tried)
        inside = all(isinstance(end, (int, float)) for end in (low, high)) and -1e-9 <= low <= high <= 1 + 1e-9
        expect.that(
            inside,
            tried=tried,
            got=expect.short(_shared.tidy([low, high])),
            expected="0 ≤ low ≤ high ≤ 1",
            look="a share below 0 or above 1 does not exist",
        )
