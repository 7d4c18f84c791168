"""A new learning rate in the middle of a training run, without losing Adam's memory."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side.export_model import export
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared

_DIFFERENT_MODEL = (
    "An optimizer remembers something for each weight of its own model, so you can't use it for a different model. "
    "Work with `model.optimizer`, which this model already has."
)

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "The memory belongs to the object `model.optimizer`. If you keep the object, you keep the memory.",
        "Python lets you set any attribute, even one that Keras never reads. Print the learning rate afterwards: "
        "`float(model.optimizer.learning_rate)`.",
        "Set this attribute to the new value.",
    ],
    errors={
        "no attribute 'lr'": "The attribute of the optimizer is called `learning_rate`. You find `lr` only in old "
        "tutorials.",
        "no attribute 'set_value'": "Keras 3 has no `set_value`. The optimizer has an attribute for its learning "
        "rate, which you can set.",
        "not recognized": "Keras calls this argument `learning_rate`. You find `lr` only in old tutorials.",
        "originally built with": _DIFFERENT_MODEL,
        "Unknown variable": _DIFFERENT_MODEL,
    },
)


def check(answer, rng):
    import keras

    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(1)])
    network.set_weights([rng.normal(size=weight.shape) for weight in network.get_weights()])
    rate = 0.1
    network.compile(keras.optimizers.Adam(rate), "mse")
    exported = export(network)
    old = [weight.astype("float64") for weight in exported["weights"]]
    slower = float(np.round(rng.uniform(0.01, 0.03), 3))
    steps = [[_shared.gradients(rng, *weight.shape).astype("float32") for weight in old] for _ in range(10)]
    before, after = steps[:6], steps[6:]
    path = answer.via(learner_side.go_on, exported, before, after, slower)

    def ends(then, memory="kept"):
        """Return all weights after the last step."""
        final_weights = []
        for number, w in enumerate(old):
            state = {}
            for k, gradients in enumerate(steps):
                if k == len(before) and memory == "lost":
                    state = {}
                step = _shared.adam(rate if k < len(before) else then, 0.9, 0.999)
                w = w + step(state, gradients[number].astype("float64"))
            final_weights.append(w.ravel())
        return np.concatenate(final_weights)

    ended = np.concatenate([weight.ravel() for weight in path[-1]])
    expect.close(
        ended,
        ends(slower),
        tried=f"6 steps of Adam({rate}), slow_down(model, {slower}), then 4 more steps",
        show=False,
        atol=1e-4,
        look="how long the steps are before and after your change",
        mistakes={
            "The learning rate of `model` hasn't changed. Print `float(model.optimizer.learning_rate)` at the end "
            "of your function to see it. Python doesn't complain if you set an attribute that Keras never reads.": ends(
                rate
            ),
            "The learning rate is right, but the memory is gone, because a new optimizer starts without one. Change "
            "the optimizer that the model has.": ends(slower, memory="lost"),
            "Your model has a new optimizer with the default learning rate and without memory.": ends(
                0.001, memory="lost"
            ),
            "You multiplied the two learning rates. The argument is the new learning rate itself.": ends(rate * slower),
        },
    )
