"""Gradient descent with a velocity that remembers."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04b.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "What must the object remember between two calls of `update`? Keep it in `self`.",
        "The velocity starts at 0 and has the shape of w. `0 * array` is an array, so `self.velocity = 0` will do.",
        "First the new velocity, from the old one and this gradient; then the step, by the new velocity.",
    ],
    errors={
        "unexpected keyword argument": _shared.SETTINGS,
        "has no attribute": _shared.STATE,
        "referenced before assignment": _shared.STATE,
        "cannot access local variable": _shared.STATE,
    },
)


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
        look="the velocity after the first and after the second update, by hand",
        mistakes={
            "Every step is that of plain gradient descent: the velocity is forgotten. What does it hold when "
            "`update` is called for the second time?": _shared.paths(usual, w, streams, memory="lost"),
            "Your two objects share one velocity. A variable of the class belongs to all of them; `self.velocity`, set "
            "in `__init__`, belongs to one.": Either((_shared.paths(usual, w, streams, memory="shared"), *outlives)),
            "Your steps go uphill. Mind the sign: the velocity and the step must not both turn it round.": (
                _shared.paths(_shared.momentum(-rate, keep), w, streams)
            ),
            "You averaged: the gradient counts only 1 − momentum. In Keras's velocity it counts in full, and the steps "
            "add up to larger ones.": _shared.paths(_shared.momentum(rate * (1 - keep), keep), w, streams),
            "Your velocity never fades: `momentum` says how much of it is kept.": _shared.paths(
                _shared.momentum(rate, 1.0), w, streams
            ),
            "The learning rate went in twice: once in the velocity or once in the step, not both.": _shared.paths(
                _shared.momentum(rate**2, keep), w, streams
            ),
            "The learning rate is not in it.": _shared.paths(_shared.momentum(1.0, keep), w, streams),
            "Your step uses the velocity of the update before. First renew the velocity, then go by it.": _shared.paths(
                late, w, streams
            ),
            "This is Nesterov's momentum, which looks one step ahead. A fine method, but here the plain one is asked "
            "for.": _shared.paths(nesterov, w, streams),
            "`momentum` shrinks the new gradient too. It is the old velocity alone that fades.": _shared.paths(
                shrunk, w, streams
            ),
            "You used a momentum of 0.9, whatever is handed in.": _shared.paths(
                _shared.momentum(rate, 0.9), w, streams
            ),
            "This is the velocity. Asked for are the new weights.": np.diff(
                right, axis=2, prepend=np.broadcast_to(w[:, None], (2, 4, 1))
            ),
        },
    )
    _shared.keeps_arguments(answer, settings, w, streams[0])
