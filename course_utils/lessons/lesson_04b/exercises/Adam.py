"""Adam with both moments and bias correction."""

import sys

import numpy as np

from course_utils.checks import cases as data_form
from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared
from course_utils.lessons.lesson_04b.exercises._shared import adam, optimizer

_SHARED = (
    "Your two objects share their memory, because it isn't stored in the object. Create `self.m` and the rest in "
    "`__init__`, so that each object has its own."
)

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
    look="compute m, v and their corrections for the first two updates by hand",
    tolerance=1e-5,
    repeats=_SHARED,
    via=learner_side.steps,
)


def _usual(learning_rate, beta_1, beta_2, epsilon):
    return adam(learning_rate, beta_1, beta_2, root=lambda v: np.sqrt(v) + epsilon)


def _uphill(learning_rate, beta_1, beta_2, epsilon):
    return _usual(-learning_rate, beta_1, beta_2, epsilon)


reference = optimizer(_usual)


def _with(change=lambda rate, beta_1, beta_2: (rate, beta_1, beta_2), **faults):
    """Return an Adam whose settings are what `change` makes of them, with the faults that `adam` knows."""
    return optimizer(
        lambda learning_rate, beta_1, beta_2, epsilon: adam(*change(learning_rate, beta_1, beta_2), **faults)
    )


mistakes = {
    "Your Adam forgets m, v and t between updates, so every update is like the first one. Keep them in `self`.": (
        optimizer(_usual, memory="lost")
    ),
    _SHARED: optimizer(_usual, memory="shared"),
    "Your weights are NaN. If t is 0 in the first update, you divide by 1 − beta**0, which is 0.": (
        _with(fault="behind")
    ),
    "You kept the corrected m or v, so the next update corrects it again. Keep the averages without correction, and "
    "use the corrected ones only for the step.": _with(fault="kept"),
    "The bias correction is missing. Because m and v start at 0, they are too small at first.": (
        _with(correct=(False, False))
    ),
    "You corrected only one of m and v. Both start at 0, so both are too small at first.": (
        _with(correct=(True, False)),
        _with(correct=(False, True)),
    ),
    "You divide by v without the root, so larger gradients make shorter steps. Adam's steps hardly depend on the size "
    "of the gradients.": _with(root=np.asarray),
    "You swapped the two betas. beta_1 belongs to the average of the gradients, and beta_2 to the average of their "
    "squares.": _with(lambda rate, beta_1, beta_2: (rate, beta_2, beta_1)),
    "Your v adds up all squares, as in Adagrad. Adam uses a moving average: the old value is multiplied by beta_2, and "
    "the new square by 1 − beta_2.": (
        _with(lambda rate, beta_1, beta_2: (rate, beta_1, 1.0), second=1.0, correct=(True, False)),
        _with(lambda rate, beta_1, beta_2: (rate, beta_1, 1.0), second=1.0, correct=(False, False)),
    ),
    "The new gradient or its square counts in full. In a moving average, the old value is multiplied by beta, and the "
    "new one by 1 − beta.": (_with(first=1.0, second=1.0), _with(first=1.0), _with(second=1.0)),
    "You swapped old and new in your averages. beta says how much of the old value you keep.": (
        _with(lambda rate, beta_1, beta_2: (rate, 1 - beta_1, 1 - beta_2))
    ),
    "You use one v for all weights. Keep one number for each weight, so that each has its own learning rate.": (
        _with(square=_shared.summed),
        _with(square=_shared.averaged),
    ),
    "Your v is an average of the gradients or of their absolute values. Average their squares.": (
        _with(square=np.abs),
        _with(square=np.abs, root=np.asarray),
        _with(square=np.asarray),
        _with(square=np.asarray, root=np.asarray),
    ),
    "You divide by 1 − beta in every update, as if t were always 1. Keep t in `self`, add 1 to it in each update, and "
    "use beta to the power of t.": _with(fault="stays"),
    "Your t is one too large. In the first update, it has to be 1.": _with(fault="ahead"),
    "Your correction uses beta times t. It has to use beta to the power of t.": _with(fault="product"),
    "Check the parentheses: subtract beta to the power of t from 1, not beta itself.": _with(fault="outside"),
    "Your v averages the squares of m. Average the squares of the gradients.": _with(fault="of m"),
    "You multiplied m by the gradient. The gradient is already in m.": _with(fault="again"),
    "You corrected both averages with the same beta. Use beta_1 for m and beta_2 for v.": _with(fault="same"),
    "You returned the change of the weights. Return the new weights.": (
        optimizer(_usual, returns="change"),
        optimizer(_uphill, returns="change"),
    ),
    "Your steps go uphill.": optimizer(_uphill),
    "Your step is that of RMSprop, because you don't use m. Divide m by the root of v, both corrected.": (
        _with(lambda rate, beta_1, beta_2: (rate, 0.0, beta_2), correct=(False, True)),
        _with(lambda rate, beta_1, beta_2: (rate, 0.0, beta_2), correct=(False, False)),
    ),
    "Your betas are always 0.9 and 0.999. Use the arguments `beta_1` and `beta_2`.": (
        _with(lambda rate, beta_1, beta_2: (rate, 0.9, 0.999))
    ),
}


def cases(rng):
    w, streams = np.round(rng.normal(size=4), 2), _shared.gradients(rng, 2, 24, 4) * [0.5, 1, 2, 4]
    rate = float(np.round(rng.uniform(0.04, 0.08), 3))
    beta_1, beta_2 = float(np.round(rng.uniform(0.7, 0.85), 2)), float(np.round(rng.uniform(0.95, 0.98), 3))
    settings = {"learning_rate": rate, "beta_1": beta_1, "beta_2": beta_2, "epsilon": 1e-7}
    yield _shared.in_turns("Adam", settings, w, streams)


def check(answer, rng):
    data_form.check(sys.modules[__name__], answer, rng)
    [case] = cases(rng)
    _shared.keeps_arguments(answer, **case.arguments)
    settings, w, streams = case.arguments.values()
    usual, braked = (
        answer.via(learner_side.steps, settings | {"epsilon": epsilon}, w, streams[:1]) for epsilon in (1e-7, 100.0)
    )
    expect.that(
        np.abs(np.diff(braked)).mean() < 0.5 * np.abs(np.diff(usual)).mean(),
        tried="epsilon=100, which makes every step short",
        got="steps that are not much shorter than with epsilon=1e-7",
        look="use the argument `epsilon`, and add it to what you divide by; it also prevents NaN when a gradient is 0",
    )
