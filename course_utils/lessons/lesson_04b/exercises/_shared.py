"""Optimizers with their mistakes, and what the checks of stateful optimizers share."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.cases import Case
from course_utils.lessons.lesson_04b import learner_side


def optimizer(make_step, memory="its own", returns="weights"):
    """Return a class of optimizers: ``make_step(**settings)`` gives a function ``step(memory, gradient)``.

    `memory` is "its own" for each object, or, as mistakes have it, "shared" by all or "lost" after each update.
    `returns` is "weights", or, as a mistake has it, "change".
    """

    class Optimizer:
        def __init__(self, **settings):
            self.step = make_step(**settings)
            keeper = Optimizer if memory == "shared" else self
            keeper.memory = {}

        def update(self, w, gradient):
            change = self.step({} if memory == "lost" else self.memory, gradient)
            return change if returns == "change" else w + change

    return Optimizer


def in_turns(name, settings, w, streams):
    """Return the case of two objects of a class that are updated in turns, each with its stream of gradients."""
    return Case(
        "two objects {name}({shown}), {n} updates each, in turns; the first weight of the first object starts at "
        "{start}, and the gradients of this weight are {first}",
        fields={
            "name": name,
            "shown": ", ".join(f"{key}={value}" for key, value in settings.items() if key != "epsilon"),
            "n": streams.shape[1],
            "start": str(w[0]),
            "first": streams[0, :, 0],
        },
        settings=settings,
        w=w,
        streams=streams,
    )


def gradients(rng, *shape):
    """Draw gradients that change size and sign, of about 1, and not near 0 where a small epsilon would count."""
    return np.round(rng.uniform(0.5, 2, shape) * rng.choice([-1, 1, 1], shape), 2)


def keeps_arguments(answer, settings, w, streams):
    """Require that an object changes neither the weights nor the gradients that it is given."""
    _, handed_in, after = answer.via(learner_side.steps_and_arguments, settings, w, streams[0])
    expect.unchanged(w, handed_in[0], tried="what your `update` did to w", look=NEW_ARRAY)
    k = next((k for k in range(len(after)) if not np.array_equal(streams[0, k], after[k])), 0)
    expect.unchanged(streams[0, k], after[k], tried="what your `update` did to the gradient", look=NEW_ARRAY)


NEW_ARRAY = (
    "operators such as `-=` and `*=` change the array that your function was given; write `w = w - …`, "
    "which makes a new array"
)
SETTINGS = (
    "Keep the arguments and their names as they are in the cell you were given, because the check passes them by name."
)
SELF = "Python passes the object itself as the first argument of every method. Is `self` your first parameter?"
INIT = "Your class has no method `__init__`. Its name has two underscores on each side."
CLASSES = {  # errors of Python in a class
    "takes 2 positional arguments but 3 were given": SELF,
    "got multiple values for argument": SELF,
    "takes no arguments": INIT,
    "NameError: name 'velocity'": "`velocity` and `self.velocity` are different variables. Only `self.velocity` is "
    "kept.",
    "NameError: name 'w'": "`__init__` doesn't know the weights yet. Start with a plain number, because a number plus "
    "an array is an array.",
}
STATE = (
    "Does the name belong to your object? Then create it in `__init__`, with `self.… = …`, and use `self.…` "
    "again in `update`."
)
OF_THE_OBJECT = ("learning_rate", "momentum", "accumulator", "epsilon", "beta_1", "beta_2", "m", "v", "t")
CLASSES |= {f"NameError: name '{name}'": STATE for name in OF_THE_OBJECT}


def adam(rate, beta_1, beta_2, square=np.square, root=np.sqrt, first=None, second=None, correct=(True, True), fault=""):
    """Return Adam's step; each argument after the betas makes one of the known mistakes."""
    first, second = first or 1 - beta_1, second or 1 - beta_2

    def step(memory, gradient):
        t = memory["t"] = memory.get("t", 0) + 1
        t = {"stays": 1, "ahead": t + 1, "behind": t - 1}.get(fault, t)
        m = memory["m"] = beta_1 * memory.get("m", 0) + first * gradient
        v = memory["v"] = beta_2 * memory.get("v", 0) + second * square(m if fault == "of m" else gradient)
        fade = [beta_1 * t, beta_2 * t] if fault == "product" else [beta_1**t, beta_2**t]
        if fault == "same":
            fade[1] = fade[0]
        grown = [1 - fade[0], 1 - fade[1]]
        if fault == "outside":
            grown = [(1 - beta_1) ** t, (1 - beta_2) ** t]
        if correct[0]:
            m = m / grown[0]
        if correct[1]:
            v = v / grown[1]
        if fault == "kept":
            memory["m"], memory["v"] = m, v
        return -rate * m / root(v) * (gradient if fault == "again" else 1)

    return step


def summed(gradient):
    """Return the sum of all squared gradients in place of each of them."""
    return np.full_like(gradient, np.square(gradient).sum())


def averaged(gradient):
    """Return the mean of all squared gradients in place of each of them."""
    return np.full_like(gradient, np.square(gradient).mean())
