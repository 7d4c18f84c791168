"""Adam with both moments and bias correction."""

import numpy as np

from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Remember three things in `self`: m, the average of the gradients; v, the average of their squares; and t, the "
        "number of updates.",
        "Both averages start at 0, so they are too small at first. Divide them by 1 − beta**t, where t is 1 in the "
        "first update.",
        "Don't change m and v when you correct them. Use new names, such as m_hat and v_hat. The step divides m_hat by "
        "the root of v_hat, plus epsilon.",
    ],
    errors={
        **_shared.CLASSES,
        "unexpected keyword argument": _shared.SETTINGS,
        "for ^": hints.POWER,
        "ZeroDivisionError": "With t = 0, you divide by 1 − beta**0, which is 0. In the first update, t has to be 1.",
        "has no attribute": _shared.STATE,
        "referenced before assignment": _shared.STATE,
        "cannot access local variable": _shared.STATE,
    },
)


def check(answer, rng):
    w, streams = np.round(rng.normal(size=4), 2), _shared.gradients(rng, 2, 24, 4) * [0.5, 1, 2, 4]
    rate = float(np.round(rng.uniform(0.04, 0.08), 3))
    beta_1, beta_2 = float(np.round(rng.uniform(0.7, 0.85), 2)), float(np.round(rng.uniform(0.95, 0.98), 3))
    betas = beta_1, beta_2
    settings = {"learning_rate": rate, "beta_1": beta_1, "beta_2": beta_2, "epsilon": 1e-7}
    tried = (
        f"two objects Adam(learning_rate={rate}, beta_1={beta_1}, beta_2={beta_2}), 24 updates each, in turns; "
        f"{_shared.first_weight(w, streams)}"
    )
    path, outlives = _shared.learner_paths(answer, settings, w, streams)

    def summed(gradient):
        return np.full_like(gradient, np.square(gradient).sum())

    def averaged(gradient):
        return np.full_like(gradient, np.square(gradient).mean())

    usual = _shared.adam(rate, *betas)
    with np.errstate(all="ignore"):
        mistakes = {
            "Your Adam forgets m, v and t between updates, so every update is like the first one. Keep them in "
            "`self`.": (_shared.paths(usual, w, streams, memory="lost")),
            "Your two objects share their memory, because it isn't stored in the object. Create `self.m` and the "
            "rest in `__init__`, so that each object has its "
            "own.": Either((_shared.paths(usual, w, streams, memory="shared"), *outlives)),
            "Your weights are NaN. If t is 0 in the first update, you divide by 1 − beta**0, which is 0.": (
                np.full((2, 4, 24), np.nan)
            ),
            "You kept the corrected m or v, so the next update corrects it again. Keep the averages without "
            "correction, and use the corrected ones only for the step.": _shared.paths(
                _shared.adam(rate, *betas, fault="kept"), w, streams
            ),
            "The bias correction is missing. Because m and v start at 0, they are too small at first.": _shared.paths(
                _shared.adam(rate, *betas, correct=(False, False)), w, streams
            ),
            "You corrected only one of m and v. Both start at 0, so both are too small at first.": Either(
                _shared.paths(_shared.adam(rate, *betas, correct=correct), w, streams)
                for correct in ((True, False), (False, True))
            ),
            "You divide by v without the root, so larger gradients make shorter steps. Adam's steps hardly depend on "
            "the size of the gradients.": _shared.paths(_shared.adam(rate, *betas, root=np.asarray), w, streams),
            "You swapped the two betas. beta_1 belongs to the average of the gradients, and beta_2 to the average of "
            "their squares.": _shared.paths(_shared.adam(rate, beta_2, beta_1), w, streams),
            "Your v adds up all squares, as in Adagrad. Adam uses a moving average: the old value is multiplied "
            "by beta_2, and the new square by 1 − beta_2.": Either(
                _shared.paths(_shared.adam(rate, beta_1, 1.0, second=1.0, correct=(correct, False)), w, streams)
                for correct in (True, False)
            ),
            "The new gradient or its square counts in full. In a moving average, the old value is multiplied by "
            "beta, and the new one by 1 − beta.": Either(
                _shared.paths(_shared.adam(rate, *betas, first=first, second=second), w, streams)
                for first in (1.0, None)
                for second in (1.0, None)
                if first or second
            ),
            "You swapped old and new in your averages. beta says how much of the old value you keep.": _shared.paths(
                _shared.adam(rate, 1 - beta_1, 1 - beta_2), w, streams
            ),
            "You use one v for all weights. Keep one number for each weight, so that each has its own learning "
            "rate.": Either(
                _shared.paths(_shared.adam(rate, *betas, square=square), w, streams) for square in (summed, averaged)
            ),
            "Your v is an average of the gradients or of their absolute values. Average their squares.": Either(
                _shared.paths(_shared.adam(rate, *betas, square=square, root=root), w, streams)
                for square in (np.abs, np.asarray)
                for root in (np.sqrt, np.asarray)
            ),
            "You divide by 1 − beta in every update, as if t were always 1. Keep t in `self`, add 1 to it in each "
            "update, and use beta to the power of t.": _shared.paths(_shared.adam(rate, *betas, fault="stays"), w, streams),
            "Your t is one too large. In the first update, it has to be 1.": _shared.paths(
                _shared.adam(rate, *betas, fault="ahead"), w, streams
            ),
            "Your correction uses beta times t. It has to use beta to the power of t.": (
                _shared.paths(_shared.adam(rate, *betas, fault="product"), w, streams)
            ),
            "Check the parentheses: subtract beta to the power of t from 1, not beta itself.": _shared.paths(
                _shared.adam(rate, *betas, fault="outside"), w, streams
            ),
            "Your v averages the squares of m. Average the squares of the gradients.": _shared.paths(
                _shared.adam(rate, *betas, fault="of m"), w, streams
            ),
            "You multiplied m by the gradient. The gradient is already in m.": _shared.paths(
                _shared.adam(rate, *betas, fault="again"), w, streams
            ),
            "You corrected both averages with the same beta. Use beta_1 for m and beta_2 for v.": _shared.paths(
                _shared.adam(rate, *betas, fault="same"), w, streams
            ),
            "You returned the change of the weights. Return the new weights.": Either(
                _shared.without_weights(step, w, streams) for step in (usual, _shared.adam(-rate, *betas))
            ),
            "Your steps go uphill.": _shared.paths(_shared.adam(-rate, *betas), w, streams),
            "Your step is that of RMSprop, because you don't use m. Divide m by the root of v, both corrected.": Either(
                _shared.paths(_shared.adam(rate, 0.0, beta_2, correct=(False, correct)), w, streams)
                for correct in (True, False)
            ),
            "Your betas are always 0.9 and 0.999. Use the arguments `beta_1` and `beta_2`.": _shared.paths(
                _shared.adam(rate, 0.9, 0.999), w, streams
            ),
        }
    expect.close(
        path,
        _shared.paths(usual, w, streams),
        tried=tried,
        atol=1e-5,
        look="compute m, v and their corrections for the first two updates by hand",
        mistakes=mistakes,
    )
    _shared.keeps_arguments(answer, settings, w, streams[0])
    settings["epsilon"] = 100.0
    [braked] = answer.via(learner_side.steps, settings, w, streams[:1])
    moved, usually = (float(np.abs(np.diff(weights)).mean()) for weights in (np.transpose(braked), path[0]))
    expect.that(
        moved < 0.5 * usually,
        tried="epsilon=100, which makes every step short",
        got="steps that are not much shorter than with epsilon=1e-7",
        look="use the argument `epsilon`, and add it to what you divide by; it also prevents NaN when a gradient is 0",
    )
