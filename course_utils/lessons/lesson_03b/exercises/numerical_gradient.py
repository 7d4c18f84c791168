"""The gradient of f at w by central differences."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
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
    parts={
        "": "for each weight separately: (f with this weight + h, minus f with this weight − h) / 2h",
        "w afterwards": "move the entries of a copy, or put each one back, because w is still needed afterwards",
    },
    relative=1e-4,
    via=learner_side.slopes,
)


def _for_each_weight(slope):
    """Return the answer that finds each slope as ``slope(f, w, step)``, where only one entry of the step isn't 0."""

    def numerical_gradient(f, w, h):
        gradient = np.zeros(w.shape)
        for i in np.ndindex(w.shape):
            step = np.zeros(w.shape)
            step[i] = h
            gradient[i] = slope(f, w, step) / h
        return gradient

    return numerical_gradient


reference = _for_each_weight(lambda f, w, step: (f(w + step) - f(w - step)) / 2)


def _together(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)


def _rows(f, w, h):
    gradient = np.zeros(w.shape)
    for i in range(len(w)):
        step = np.zeros(w.shape)
        step[i] = h
        gradient[i] = (f(w + step) - f(w - step)) / (2 * h)
    return gradient


def _not_put_back(f, w, h):
    gradient = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += h
        above = f(w)
        w[i] -= 2 * h
        gradient[i] = (above - f(w)) / (2 * h)
    return gradient


mistakes = {
    "This is a forward difference, from w to w + h. The central difference goes from w − h to w + h, and its error is "
    "far smaller.": _for_each_weight(lambda f, w, step: f(w + step) - f(w)),
    "This is a backward difference, from w − h to w. The central difference goes from w − h to w + h, and its error is "
    "far smaller.": _for_each_weight(lambda f, w, step: f(w) - f(w - step)),
    "The distance between w − h and w + h is 2h, not h.": lambda f, w, h: 2 * reference(f, w, h),
    "You returned the difference of the two values. Divide it by 2h.": lambda f, w, h: 2 * h * reference(f, w, h),
    "You moved all weights at once. The slope for one weight moves only this one.": (
        _together,
        lambda f, w, h: np.full(w.shape, _together(f, w, h)),
    ),
    "You moved whole rows at once, because w[0] of a table is a row. `np.ndindex(w.shape)` gives you every entry.": (
        _rows
    ),
    "You didn't put a weight back before you moved the next one.": _not_put_back,
    "`/ 2 * h` divides by 2 and then multiplies by h. Put parentheses around `2 * h`.": (
        lambda f, w, h: h**2 * reference(f, w, h)
    ),
    "All your slopes are 0. Did you write `up = w`? This doesn't copy the array, so a change of `up` also changes w.": (
        lambda f, w, h: np.zeros(w.shape)
    ),
    "Your gradient has the wrong sign. f(w + h) comes first.": lambda f, w, h: -reference(f, w, h),
    "The numbers are right, but they are in a single row. The gradient has the shape of w.": (
        lambda f, w, h: reference(f, w, h).ravel()
    ),
}


def cases(rng):
    for shape in ((3,), (2, 3)):
        w, cubic = np.round(rng.uniform(1, 2, shape), 2), np.round(rng.uniform(1, 3, shape), 2)
        yield Case("a function f of w with shape {w.shape}, w = {w}, h = {h}", cubic=cubic, w=w, h=0.1)
