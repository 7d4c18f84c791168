"""A learning rate for each weight, which shrinks as its squared gradients add up."""

import numpy as np

from course_utils.checks import expect, hints
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

    def square_of_sum(memory, gradient):
        memory["sum"] = memory.get("sum", 0) + gradient
        return -rate * gradient / np.sqrt(start + memory["sum"] ** 2)

    def of_mean(memory, gradient):
        memory["t"], memory["sum"] = memory.get("t", 0) + 1, memory.get("sum", start) + gradient**2
        return -rate * gradient / np.sqrt(memory["sum"] / memory["t"])

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
        look="compute the accumulator after the first and the second update by hand",
        mistakes={
            "Your accumulator starts from the beginning in each update, so only one gradient counts. Keep it in "
            "`self`.": (_shared.paths(usual, w, streams, memory="lost")),
            "Your two objects share one accumulator, because it isn't stored in the object. Create "
            "`self.accumulator` in `__init__`, so that each object has its own.": Either(
                (_shared.paths(usual, w, streams, memory="shared"), *outlives)
            ),
            "Your accumulator starts at 0. Start at `initial_accumulator_value`.": _shared.paths(
                _adagrad(rate, 0.0), w, streams
            ),
            "Your accumulator always starts at 0.1. Use the argument `initial_accumulator_value`.": _shared.paths(
                _adagrad(rate, 0.1), w, streams
            ),
            "You divide by the sum of the squares, so larger gradients make shorter steps. Something is missing "
            "between the sum and the division.": _shared.paths(_adagrad(rate, start, root=np.asarray), w, streams),
            "Your accumulator is a moving average, as in RMSprop. Adagrad adds up all squares and forgets "
            "none.": Either(
                _shared.paths(_adagrad(rate, start, keep=keep, add=1 - keep), w, streams) for keep in (0.9, 0.99)
            ),
            "You use one number for all weights, so large gradients of one weight slow down the others. Keep one "
            "number for each weight.": Either(
                _shared.paths(_adagrad(rate, start, square=square), w, streams) for square in (summed, averaged)
            ),
            "You add up the gradients and square their sum. Square each gradient first, and add up the squares.": (
                _shared.paths(square_of_sum, w, streams)
            ),
            "You divide by the root of the mean of the squares. Adagrad divides by the root of their sum.": (
                _shared.paths(of_mean, w, streams)
            ),
            "You add up the absolute values of the gradients. Add up their squares.": Either(
                _shared.paths(_adagrad(rate, start, square=np.abs, root=root), w, streams)
                for root in (np.sqrt, np.asarray)
            ),
            "Your step uses the accumulator from before this update. Add the new square first, and then "
            "divide.": _shared.paths(late, w, streams),
            "You returned the change of the weights. Return the new weights.": Either(
                _shared.without_weights(step, w, streams) for step in (usual, _adagrad(-rate, start))
            ),
            "Your steps go uphill.": _shared.paths(_adagrad(-rate, start), w, streams),
            "Your steps are those of plain gradient descent. Divide by the root of the accumulator.": _shared.paths(
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
        look="0 / 0 is NaN, so use epsilon; this weight shouldn't move",
    )
