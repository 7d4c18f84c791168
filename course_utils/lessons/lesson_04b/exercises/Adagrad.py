"""A learning rate for each weight, which gets smaller the more the weight has moved."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared


def _adagrad(rate, start, square=np.square, root=np.sqrt, keep=1.0, add=1.0):
    def step(memory, gradient):
        memory["sum"] = keep * memory.get("sum", start) + add * square(gradient)
        return -rate * gradient / root(memory["sum"])

    return step


exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "The accumulator has one number for each weight, and is never made smaller.",
        "First add the squares of this gradient, then divide by the root of the sum.",
        "`accumulator = accumulator + gradient**2`, kept in `self`; epsilon stands where a 0 would be divided by.",
    ],
    errors={
        "unexpected keyword argument": _shared.SETTINGS,
        "has no attribute": _shared.STATE,
        "referenced before assignment": _shared.STATE,
        "cannot access local variable": _shared.STATE,
    },
)


def check(answer, rng):
    w, streams = np.round(rng.normal(size=4), 2), _shared.gradients(rng, 2, 7, 4) * [0.5, 1, 2, 4]
    rate, start = float(np.round(rng.uniform(0.2, 0.5), 2)), float(np.round(rng.uniform(0.5, 0.9), 2))
    settings = {"learning_rate": rate, "initial_accumulator_value": start, "epsilon": 1e-7}
    path, outlives = _shared.learner_paths(answer, settings, w, streams)

    def late(memory, gradient):
        old = memory.get("sum", start)
        memory["sum"] = old + gradient**2
        return -rate * gradient / np.sqrt(old)

    def summed(gradient):
        return np.full_like(gradient, np.square(gradient).sum())

    def averaged(gradient):
        return np.full_like(gradient, np.square(gradient).mean())

    usual = _adagrad(rate, start)
    expect.close(
        path,
        _shared.paths(usual, w, streams),
        tried=f"two objects Adagrad(learning_rate={rate}, initial_accumulator_value={start}), 7 updates each, in "
        f"turns; {_shared.first_weight(w, streams)}",
        atol=1e-5,
        look="the accumulator after the first and after the second update, by hand",
        mistakes={
            "Your accumulator starts anew at every update, so only this gradient counts. It must remember all.": (
                _shared.paths(usual, w, streams, memory="lost")
            ),
            "Your two objects share one accumulator. A variable of the class belongs to all of them; "
            "`self.accumulator`, set in `__init__`, belongs to one.": Either(
                (_shared.paths(usual, w, streams, memory="shared"), *outlives)
            ),
            "The accumulator starts at 0. It should start at `initial_accumulator_value`.": _shared.paths(
                _adagrad(rate, 0.0), w, streams
            ),
            "The accumulator starts at 0.1, whatever is handed in.": _shared.paths(_adagrad(rate, 0.1), w, streams),
            "You divide by the sum of the squares. Its root has the unit of a gradient, the sum itself has not: with "
            "all gradients 100 times larger, should the steps become smaller?": _shared.paths(
                _adagrad(rate, start, root=np.asarray), w, streams
            ),
            "Your accumulator forgets, as that of RMSprop does. Adagrad's only adds up.": Either(
                _shared.paths(_adagrad(rate, start, keep=keep, add=1 - keep), w, streams) for keep in (0.9, 0.99)
            ),
            "One accumulator for all weights: then a weight with small gradients is slowed down by its neighbours. "
            "Keep one number for each weight.": Either(
                _shared.paths(_adagrad(rate, start, square=square), w, streams) for square in (summed, averaged)
            ),
            "You add up sizes of gradients. Their squares are asked for.": Either(
                _shared.paths(_adagrad(rate, start, square=np.abs, root=root), w, streams)
                for root in (np.sqrt, np.asarray)
            ),
            "Your step divides by the accumulator of the update before. First add this gradient, then "
            "divide.": _shared.paths(late, w, streams),
            "Your steps go uphill.": _shared.paths(_adagrad(-rate, start), w, streams),
            "Nothing is divided: this is plain gradient descent.": _shared.paths(
                _shared.momentum(rate, 0.0), w, streams
            ),
        },
    )
    _shared.keeps_arguments(answer, settings, w, streams[0])
    asleep = _shared.gradients(rng, 1, 3, 4)
    asleep[:, :, 2] = 0
    settings["initial_accumulator_value"] = 0.0
    [path] = answer.via(learner_side.steps, settings, w, asleep)
    expect.close(
        np.array(path)[:, 2],
        np.full(3, w[2]),
        tried="a weight whose gradient is always 0, and an accumulator that starts at 0",
        look="0 / 0 is NaN: what is epsilon for? The weight should stay where it is",
    )
