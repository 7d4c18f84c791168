"""A learning rate for each weight, which shrinks as its squared gradients add up."""

import sys

import numpy as np

from course_utils.checks import cases as data_form
from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared
from course_utils.lessons.lesson_04b.exercises._shared import optimizer

_SHARED = (
    "Your two objects share one accumulator, because it isn't stored in the object. Create `self.accumulator` in "
    "`__init__`, so that each object has its own."
)

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "The sum of the squares, which Keras calls the accumulator, has one number for each weight, and these "
        "numbers never become smaller.",
        "First add the square of this gradient, and then divide by the root of the sum.",
        "Keep `accumulator = accumulator + gradient**2` in `self`. Add epsilon to what you divide by.",
    ],
    errors={
        **_shared.CLASSES,
        "unexpected keyword argument": _shared.SETTINGS,
        "bitwise_xor": hints.POWER,
        "has no attribute": _shared.STATE,
        "referenced before assignment": _shared.STATE,
        "cannot access local variable": _shared.STATE,
    },
    look="compute the accumulator after the first and the second update by hand",
    tolerance=1e-5,
    repeats=_SHARED,
    via=learner_side.steps,
)


def _usual(learning_rate, initial_accumulator_value, epsilon=0.0, square=np.square, root=np.sqrt, keep=1.0, add=1.0):
    def step(memory, gradient):
        memory["sum"] = keep * memory.get("sum", initial_accumulator_value) + add * square(gradient)
        return -learning_rate * gradient / (root(memory["sum"]) + epsilon)

    return step


reference = optimizer(_usual)


def _uphill(learning_rate, **settings):
    return _usual(-learning_rate, **settings)


def _late(learning_rate, initial_accumulator_value, epsilon):
    def step(memory, gradient):
        old = memory.get("sum", initial_accumulator_value)
        memory["sum"] = old + gradient**2
        return -learning_rate * gradient / np.sqrt(old)

    return step


def _square_of_sum(learning_rate, initial_accumulator_value, epsilon):
    def step(memory, gradient):
        memory["sum"] = memory.get("sum", 0) + gradient
        return -learning_rate * gradient / np.sqrt(initial_accumulator_value + memory["sum"] ** 2)

    return step


def _of_mean(learning_rate, initial_accumulator_value, epsilon):
    def step(memory, gradient):
        memory["t"] = memory.get("t", 0) + 1
        memory["sum"] = memory.get("sum", initial_accumulator_value) + gradient**2
        return -learning_rate * gradient / np.sqrt(memory["sum"] / memory["t"])

    return step


def _shrunken_is_kept(learning_rate, initial_accumulator_value, epsilon):
    def step(memory, gradient):
        memory["sum"] = memory.get("sum", initial_accumulator_value) + gradient**2
        memory["rate"] = memory.get("rate", learning_rate) / np.sqrt(memory["sum"])
        return -memory["rate"] * gradient

    return step


def _with(**changes):
    """Return an Adagrad with other settings or parts."""
    return optimizer(lambda **settings: _usual(**settings | changes))


mistakes = {
    "Your accumulator starts from the beginning in each update, so only one gradient counts. Keep it in `self`.": (
        optimizer(_usual, memory="lost")
    ),
    _SHARED: optimizer(_usual, memory="shared"),
    "Your accumulator starts at 0. Start at `initial_accumulator_value`.": _with(initial_accumulator_value=0.0),
    "Your accumulator always starts at 0.1. Use the argument `initial_accumulator_value`.": (
        _with(initial_accumulator_value=0.1)
    ),
    "You divide by the sum of the squares, so larger gradients make shorter steps. Something is missing between the "
    "sum and the division.": _with(root=np.asarray),
    "Your accumulator is a moving average, as in RMSprop. Adagrad adds up all squares and forgets none.": (
        _with(keep=0.9, add=1 - 0.9),
        _with(keep=0.99, add=1 - 0.99),
    ),
    "You use one number for all weights, so large gradients of one weight slow down the others. Keep one number for "
    "each weight.": (_with(square=_shared.summed), _with(square=_shared.averaged)),
    "You add up the gradients and square their sum. Square each gradient first, and add up the squares.": (
        optimizer(_square_of_sum)
    ),
    "You divide by the root of the mean of the squares. Adagrad divides by the root of their sum.": optimizer(_of_mean),
    "Your learning rate shrinks again and again, because you keep the shrunken one. Start each update from the "
    "original learning rate: the accumulator already remembers all gradients.": optimizer(_shrunken_is_kept),
    "You add up the absolute values of the gradients. Add up their squares.": (
        _with(square=np.abs),
        _with(square=np.abs, root=np.asarray),
    ),
    "Your step uses the accumulator from before this update. Add the new square first, and then divide.": (
        optimizer(_late)
    ),
    "You returned the change of the weights. Return the new weights.": (
        optimizer(_usual, returns="change"),
        optimizer(_uphill, returns="change"),
    ),
    "Your steps go uphill.": optimizer(_uphill),
    "Your steps are those of plain gradient descent. Divide by the root of the accumulator.": _with(root=np.ones_like),
}


def cases(rng):
    w, streams = np.round(rng.normal(size=4), 2), _shared.gradients(rng, 2, 7, 4) * [0.5, 1, 2, 4]
    rate, start = float(np.round(rng.uniform(0.2, 0.5), 2)), float(np.round(rng.uniform(0.5, 0.9), 2))
    settings = {"learning_rate": rate, "initial_accumulator_value": start, "epsilon": 1e-7}
    yield _shared.in_turns("Adagrad", settings, w, streams)


def check(answer, rng):
    data_form.check(sys.modules[__name__], answer, rng)
    [case] = cases(rng)
    _shared.keeps_arguments(answer, **case.arguments)
    settings, w, _ = case.arguments.values()
    asleep = _shared.gradients(rng, 1, 3, 4)
    asleep[:, :, 2] = 0
    [path] = answer.via(learner_side.steps, settings | {"initial_accumulator_value": 0.0}, w, asleep)
    expect.close(
        path[2],
        np.full(3, w[2]),
        tried="a weight whose gradient is always 0, and an accumulator that starts at 0",
        look="0 / 0 is NaN, so use epsilon; this weight shouldn't move",
    )
