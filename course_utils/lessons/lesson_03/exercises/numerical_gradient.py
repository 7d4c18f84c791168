"""The gradient of f at w by central differences."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03 import learner_side

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "One weight at a time: move it up by h, ask f; move it down by h, ask f; put it back.",
        "The slope is the difference of the two answers, divided by how far they are apart: 2h.",
        "Work on `w.copy()`. `np.ndindex(w.shape)` gives every index of an array of any shape.",
    ],
    errors={
        "f wants a w of shape": "f was asked at a point of another shape. Move one entry of a copy of w, and hand the "
        "whole copy to f.",
        "truth value of an array": "`if` and `while` need a single yes or no, but w has many entries.",
        "converted to Python scalars": "An entry of a table has two indices. `np.ndindex(w.shape)` gives "
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
            look="for each weight alone: (f with it at w + h, minus f with it at w − h) / 2h",
            rtol=1e-4,
            mistakes={
                "This is a forward difference, from w to w + h. The central one goes from w − h to w + h, and its "
                "error is far smaller.": slope + ahead,
                "This is a backward difference, from w − h to w. The central one goes from w − h to w + h, and its "
                "error is far smaller.": slope + back,
                "w − h and w + h are 2h apart, not h.": 2 * right,
                "The difference still has to be divided by 2h.": 2 * h * right,
                "All weights were moved at once. The slope with respect to one weight moves this one alone.": Either(
                    (together, np.full(shape, together))
                ),
                "Whole rows were moved at once: w[0] of a table is a row. `np.ndindex(w.shape)` gives every "
                "entry.": rows,
                "A weight that was moved stayed moved: put it back before the next one.": left,
                "The sign is turned over: f(w + h) comes first.": -right,
                "The numbers are right, but in a row. The gradient has the shape of w.": right.ravel(),
            },
        )
        expect.close(
            after,
            w,
            tried=f"{tried}: w afterwards",
            look="move the entries of a copy, or put each back: w belongs to the caller",
        )
