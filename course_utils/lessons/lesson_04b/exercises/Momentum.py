"""Gradient descent with a velocity."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04b.exercises import _shared

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
)


def _of_weights(rate, keep, w, streams):
    """Return the paths if the weights take the place of the old velocity."""
    places, path = np.array([w, w]), []
    for gradients in np.swapaxes(streams, 0, 1):
        places = places + keep * places - rate * gradients
        path.append(places)
    return np.moveaxis(path, 0, 2)


def check(answer, rng):
    w, streams = np.round(rng.normal(size=4), 2), _shared.gradients(rng, 2, 7, 4)
    rate, keep = float(np.round(rng.uniform(0.05, 0.1), 3)), float(np.round(rng.uniform(0.55, 0.75), 2))
    settings = {"learning_rate": rate, "momentum": keep}
    tried = (
        f"two objects Momentum(learning_rate={rate}, momentum={keep}), 7 updates each, in turns; "
        f"{_shared.first_weight(w, streams)}"
    )
    path, outlives = _shared.learner_paths(answer, settings, w, streams)

    def nesterov(memory, gradient):
        memory["v"] = keep * memory.get("v", 0) - rate * gradient
        return keep * memory["v"] - rate * gradient

    def late(memory, gradient):
        old = memory.get("v", 0 * gradient)
        memory["v"] = keep * old - rate * gradient
        return old

    def shrunk(memory, gradient):
        memory["v"] = keep * (memory.get("v", 0) - rate * gradient)
        return memory["v"]

    usual = _shared.momentum(rate, keep)
    right = _shared.paths(usual, w, streams)
    expect.close(
        path,
        right,
        tried=tried,
        atol=1e-5,
        look="compute the velocity after the first and the second update by hand",
        mistakes={
            "Every step is a step of plain gradient descent, so your update doesn't use the velocity of the "
            "previous update. Keep the velocity in `self`, and compute the new one from it.": _shared.paths(
                usual, w, streams, memory="lost"
            ),
            "Your two objects share one velocity, because it isn't stored in the object. Create `self.velocity` in "
            "`__init__`, so that each object has its "
            "own.": Either((_shared.paths(usual, w, streams, memory="shared"), *outlives)),
            "Your steps go uphill. The minus sign belongs either in the velocity or in the step, but not in both.": (
                _shared.paths(_shared.momentum(-rate, keep), w, streams)
            ),
            "You multiplied the gradient by 1 − momentum, as in an average. In the velocity, every new gradient "
            "counts in full.": _shared.paths(_shared.momentum(rate * (1 - keep), keep), w, streams),
            "Your velocity keeps all of its old value. Multiply the old velocity by `momentum`.": _shared.paths(
                _shared.momentum(rate, 1.0), w, streams
            ),
            "You multiplied by the learning rate twice. Use it in the velocity or in the step, but not in "
            "both.": _shared.paths(_shared.momentum(rate**2, keep), w, streams),
            "Your optimizer doesn't use the learning rate.": _shared.paths(_shared.momentum(1.0, keep), w, streams),
            "Your step uses the velocity from before this update. Update the velocity first, and then the "
            "weights.": _shared.paths(late, w, streams),
            "This is Nesterov momentum, which looks one step ahead. It is a good method, but the task asks for plain "
            "momentum.": _shared.paths(nesterov, w, streams),
            "You multiplied the weights by `momentum` instead of the old velocity.": _of_weights(
                rate, keep, w, streams
            ),
            "You multiplied the new gradient by `momentum`, too. Multiply only the old velocity by it.": _shared.paths(
                shrunk, w, streams
            ),
            "Your momentum is always 0.9. Use the argument `momentum`.": _shared.paths(
                _shared.momentum(rate, 0.9), w, streams
            ),
            "You returned the velocity. Return the new weights.": np.diff(
                right, axis=2, prepend=np.broadcast_to(w[:, None], (2, 4, 1))
            ),
        },
    )
    _shared.keeps_arguments(answer, settings, w, streams[0])
