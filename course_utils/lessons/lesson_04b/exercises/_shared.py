"""Paths of the weights under an optimizer and its mistakes, and what the checks of stateful optimizers share."""

import numpy as np

from course_utils.checks import expect
from course_utils.lessons.lesson_04b import learner_side


def paths(step, w, streams, memory="its own"):
    """Return each weight after every update of each stream of gradients; ``step(memory, gradient)`` changes w.

    The shape is ``(streams, weights, updates)``, so that what is shown of it begins with the path of one weight.
    `memory` is "its own" for each stream, or, as mistakes have it, "shared" by all or "lost" after each update.
    """
    memories = [{} for _ in streams]
    if memory == "shared":
        memories = [memories[0] for _ in streams]
    weights, paths = [w for _ in streams], [[] for _ in streams]
    for k in range(len(streams[0])):
        for number, gradients in enumerate(streams):
            remembered = {} if memory == "lost" else memories[number]
            weights[number] = weights[number] + step(remembered, gradients[k])
            paths[number].append(weights[number])
    return np.array(paths).swapaxes(1, 2)


def gradients(rng, *shape):
    """Draw gradients that change size and sign, of about 1, and not near 0 where a small epsilon would count."""
    return np.round(rng.uniform(0.5, 2, shape) * rng.choice([-1, 1, 1], shape), 2)


def momentum(rate, keep):
    def step(memory, gradient):
        memory["v"] = keep * memory.get("v", 0) - rate * gradient
        return memory["v"]

    return step


def without_weights(step, w, streams):
    """Return what comes back where the change of the weights is returned in place of the weights."""
    path = paths(step, w, streams)
    return np.diff(path, prepend=np.broadcast_to(w[:, None], (*path.shape[:2], 1)))


def keeps_arguments(answer, settings, w, gradients):
    _, handed_in, after = answer.via(learner_side.steps_and_arguments, settings, w, gradients)
    expect.unchanged(w, handed_in[0], tried="what your `update` did to w", look=NEW_ARRAY)
    k = next((k for k in range(len(gradients)) if not np.array_equal(gradients[k], after[k])), 0)
    expect.unchanged(gradients[k], after[k], tried="what your `update` did to the gradient", look=NEW_ARRAY)


def learner_paths(answer, settings, w, streams):
    """Return the paths from two objects in turns, and in a list again if their memory outlives them."""
    path, second_path = (
        np.array(answer.via(learner_side.steps, settings, w, streams)).swapaxes(1, 2) for _ in range(2)
    )
    return path, [] if np.array_equal(path, second_path, equal_nan=True) else [path]


def first_weight(w, streams):
    """Return the numbers that you need to compute the first weight by hand."""
    return (
        f"the first weight of the first object starts at {w[0]}, and the gradients of this weight are "
        f"{expect.short(streams[0, :, 0])}"
    )


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
        t = {"stays": 1, "ahead": t + 1}.get(fault, t)
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
