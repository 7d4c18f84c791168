"""Gradient descent with a velocity."""

import sys

import numpy as np

from course_utils.checks import cases as data_form
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared
from course_utils.lessons.lesson_04b.exercises._shared import optimizer

_SHARED = (
    "Your two objects share one velocity, because it isn't stored in the object. Create `self.velocity` in `__init__`, "
    "so that each object has its own."
)

exercise = Exercise(
    points=2,
    hints=[
        "What does the object have to remember between two calls of `update`? Keep it in `self`.",
        "The velocity starts at 0. `self.velocity = 0` is enough, because 0 times a number plus an array is an array.",
        "First compute the new velocity from the old one and the gradient. Then move the weights by the new velocity.",
    ],
    errors={
        **_shared.CLASSES,
        "unexpected keyword argument": _shared.SETTINGS,
        "has no attribute": _shared.STATE,
        "referenced before assignment": _shared.STATE,
        "cannot access local variable": _shared.STATE,
    },
    look="compute the velocity after the first and the second update by hand",
    tolerance=1e-5,
    repeats=_SHARED,
    via=learner_side.steps,
)


def _usual(learning_rate, momentum):
    def step(memory, gradient):
        memory["v"] = momentum * memory.get("v", 0) - learning_rate * gradient
        return memory["v"]

    return step


reference = optimizer(_usual)


def _nesterov(learning_rate, momentum):
    def step(memory, gradient):
        memory["v"] = momentum * memory.get("v", 0) - learning_rate * gradient
        return momentum * memory["v"] - learning_rate * gradient

    return step


def _late(learning_rate, momentum):
    def step(memory, gradient):
        old = memory.get("v", 0 * gradient)
        memory["v"] = momentum * old - learning_rate * gradient
        return old

    return step


def _shrunk(learning_rate, momentum):
    def step(memory, gradient):
        memory["v"] = momentum * (memory.get("v", 0) - learning_rate * gradient)
        return memory["v"]

    return step


class _Velocity(reference):
    def update(self, w, gradient):
        return super().update(0 * w, gradient)


class _OfWeights:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum

    def update(self, w, gradient):
        return w + self.momentum * w - self.learning_rate * gradient


mistakes = {
    "Every step is a step of plain gradient descent, so your update doesn't use the velocity of the previous update. "
    "Keep the velocity in `self`, and compute the new one from it.": optimizer(_usual, memory="lost"),
    _SHARED: optimizer(_usual, memory="shared"),
    "Your steps go uphill. The minus sign belongs either in the velocity or in the step, but not in both.": (
        optimizer(lambda learning_rate, momentum: _usual(-learning_rate, momentum))
    ),
    "You multiplied the gradient by 1 − momentum, as in an average. In the velocity, every new gradient counts in "
    "full.": optimizer(lambda learning_rate, momentum: _usual(learning_rate * (1 - momentum), momentum)),
    "Your velocity keeps all of its old value. Multiply the old velocity by `momentum`.": (
        optimizer(lambda learning_rate, momentum: _usual(learning_rate, 1.0))
    ),
    "You multiplied by the learning rate twice. Use it in the velocity or in the step, but not in both.": (
        optimizer(lambda learning_rate, momentum: _usual(learning_rate**2, momentum))
    ),
    "Your optimizer doesn't use the learning rate.": optimizer(lambda learning_rate, momentum: _usual(1.0, momentum)),
    "Your step uses the velocity from before this update. Update the velocity first, and then the weights.": (
        optimizer(_late)
    ),
    "This is Nesterov momentum, which looks one step ahead. It is a good method, but the task asks for plain "
    "momentum.": optimizer(_nesterov),
    "You multiplied the weights by `momentum` instead of the old velocity.": _OfWeights,
    "You multiplied the new gradient by `momentum`, too. Multiply only the old velocity by it.": optimizer(_shrunk),
    "Your momentum is always 0.9. Use the argument `momentum`.": (
        optimizer(lambda learning_rate, momentum: _usual(learning_rate, 0.9))
    ),
    "You returned the velocity. Return the new weights.": _Velocity,
}


def cases(rng):
    w, streams = np.round(rng.normal(size=4), 2), _shared.gradients(rng, 2, 7, 4)
    rate, keep = float(np.round(rng.uniform(0.05, 0.1), 3)), float(np.round(rng.uniform(0.55, 0.75), 2))
    yield _shared.in_turns("Momentum", {"learning_rate": rate, "momentum": keep}, w, streams)


def check(answer, rng):
    data_form.check(sys.modules[__name__], answer, rng)
    [case] = cases(rng)
    _shared.keeps_arguments(answer, **case.arguments)
