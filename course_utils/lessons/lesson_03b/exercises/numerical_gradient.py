"""The gradient of f at w by central differences."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03b import learner_side

_ANY_SHAPE = (
    "w can have any shape, such as (2, 3), and then each of its entries has two indices. `np.ndindex(w.shape)` gives "
    "you every index."
)

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "Take one weight at a time: move it up by h and call f, move it down by h and call f, and put it back.",
        "The slope is the difference of the two values, divided by the distance 2h between the two points.",
        "Work on `w.copy()`. `np.ndindex(w.shape)` gives you every index of an array of any shape.",
    ],
    errors={
        "f wants a w of shape": "You called f with an array of a different shape. Change one entry of a copy "
        "of w, and pass the whole copy to f.",
        "be broadcast": _ANY_SHAPE,
        "out of bounds": _ANY_SHAPE,
        "truth value of an array": "`if` and `while` need a single yes or no, but w has many entries.",
        "converted to Python scalars": "An entry of a table has two indices. `np.ndindex(w.shape)` gives you "
        "all of them, for every shape.",
    },
)


def check(answer, rng):
    for shape in ((3,), (2, 3)):
        w, cubic, h = np.round(rng.uniform(1, 2, shape), 2), np.round(rng.uniform(1, 3, shape), 2), 0.1
        slope = 3 * cubic * w**2 + 2 * w.sum()
        ahead = cubic * (3 * w * h + h**2) + h  # what a step in one direction only adds
        back = cubic * (-3 * w * h + h**2) - h

        def f(w, cubic=cubic):
            return (cubic * w**3).sum() + w.sum() ** 2

        left = np.zeros(shape)  # never put back: w + h, then w − h, and there it stays
        moved = w.copy()
        for i in np.ndindex(shape):
            before = moved.copy()
            before[i] += h
            moved[i] -= h
            left[i] = (f(before) - f(moved)) / (2 * h)
        right = slope + cubic * h**2
        together = (f(w + h) - f(w - h)) / (2 * h)
        rows = np.zeros(shape)
        for i in range(len(w)):
            step = np.zeros(shape)
            step[i] = h
            rows[i] = (f(w + step) - f(w - step)) / (2 * h)
        tried = f"a function f of w with shape {shape}, w = {expect.short(w)}, h = {h}"
        got, after = answer.via(learner_side.slopes, cubic, w, h)
        expect.close(
            got,
            right,
            tried=tried,
            look="for each weight separately: (f with this weight + h, minus f with this weight − h) / 2h",
            rtol=1e-4,
            mistakes={
                "This is a forward difference, from w to w + h. The central difference goes from w − h to w + h, "
                "and its error is far smaller.": slope + ahead,
                "This is a backward difference, from w − h to w. The central difference goes from w − h to w + h, "
                "and its error is far smaller.": slope + back,
                "The distance between w − h and w + h is 2h, not h.": 2 * right,
                "You returned the difference of the two values. Divide it by 2h.": 2 * h * right,
                "`/ 2 * h` divides by 2 and then multiplies by h. Put parentheses around `2 * h`.": h**2 * right,
                "All your slopes are 0. Did you write `up = w`? This doesn't copy the array, so a change of `up` also "
                "changes w.": np.zeros(shape),
                "You moved all weights at once. The slope for one weight moves only this one.": Either(
                    (together, np.full(shape, together))
                ),
                "You moved whole rows at once, because w[0] of a table is a row. `np.ndindex(w.shape)` gives you "
                "every entry.": rows,
                "You didn't put a weight back before you moved the next one.": left,
                "Your gradient has the wrong sign. f(w + h) comes first.": -right,
                "The numbers are right, but they are in a single row. The gradient has the shape of w.": right.ravel(),
            },
        )
        expect.close(
            after,
            w,
            tried=f"{tried}: w afterwards",
            look="move the entries of a copy, or put each one back, because w is still needed afterwards",
        )
