"""A different learning rate in the middle of a training run, with Adam's memory kept."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side.export_model import export
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "The memory belongs to the optimizer object, `model.optimizer`. Who keeps the object keeps the memory.",
        "Python lets you set any attribute, also one that nobody reads. Print the rate afterwards: "
        "`float(model.optimizer.learning_rate)`.",
        "Give that attribute another value.",
    ],
    errors={
        "not recognized": "Keras's name for it is learning_rate. `lr` stands in old tutorials.",
        "originally built with": "An optimizer belongs to the weights that it was made for: it remembers something for "
        "each of them. Another model needs one of its own.",
        "Unknown variable": "An optimizer belongs to the weights that it was made for: it remembers something for each "
        "of them. Another model needs one of its own.",
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
        tried=f"6 steps of Adam({rate}), slow_down(model, {slower}), 4 steps more",
        show=False,
        atol=1e-4,
        look="the size of the steps before and after your change",
        mistakes={
            "The rate is still the old one. Did you read it back, `float(model.optimizer.learning_rate)`? Python "
            "does not complain of an attribute that Keras never reads.": ends(rate),
            "The rate is right, but the memory is gone: a new optimizer begins with empty averages. Change the one "
            "that the model has.": ends(slower, memory="lost"),
            "A new optimizer with its default rate, and no memory.": ends(0.001, memory="lost"),
            "The rate was multiplied. The new rate itself is handed in.": ends(rate * slower),
        },
    )
