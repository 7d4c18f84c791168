"""Adam, with both moments remembered and both corrected."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04b import learner_side
from course_utils.lessons.lesson_04b.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Three things are remembered: m, the average of the gradients; v, the average of their squares; t, the number "
        "of updates so far.",
        "Both averages start at 0 and are therefore too small at first: divide by 1 − beta**t, with t = 1 at the first "
        "update.",
        "Keep m and v as they are for the next update; what you divide goes under other names, such as m_hat and "
        "v_hat. The step divides m_hat by the root of v_hat, plus epsilon.",
    ],
    errors={
        "unexpected keyword argument": _shared.SETTINGS,
        "ZeroDivisionError": "With t = 0 the correction divides by 1 − beta**0, which is 0. What is t in the first "
        "update?",
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
            "Your Adam forgets m, v and t between updates, so that every step is a first one. Keep them in `self`.": (
                _shared.paths(usual, w, streams, memory="lost")
            ),
            "Your two objects share their memory. A variable of the class belongs to all of them; `self.m`, set in "
            "`__init__`, belongs to one.": Either((_shared.paths(usual, w, streams, memory="shared"), *outlives)),
            "These are no numbers any more. Is t 0 at the first update? Then the correction divides by 1 − beta**0.": (
                np.full((2, 4, 24), np.nan)
            ),
            "The corrected m or v was kept, and then corrected again at the next update. Keep the averages as they "
            "are; what is corrected serves this step only.": _shared.paths(
                _shared.adam(rate, *betas, fault="kept"), w, streams
            ),
            "The correction is missing: m and v start at 0 and are too small at first.": _shared.paths(
                _shared.adam(rate, *betas, correct=(False, False)), w, streams
            ),
            "Only one of m and v is corrected. Both start at 0.": Either(
                _shared.paths(_shared.adam(rate, *betas, correct=correct), w, streams)
                for correct in ((True, False), (False, True))
            ),
            "You divide by v, the average of the squares, without the root. With all gradients 100 times larger, "
            "should Adam's step change?": _shared.paths(_shared.adam(rate, *betas, root=np.asarray), w, streams),
            "The two betas are exchanged: beta_1 belongs to the average of the gradients, beta_2 to that of their "
            "squares.": _shared.paths(_shared.adam(rate, beta_2, beta_1), w, streams),
            "Your v adds up all squares and forgets none, as Adagrad's does. Adam's is an average that forgets: the "
            "old one counts beta_2, the new square 1 − beta_2.": Either(
                _shared.paths(_shared.adam(rate, beta_1, 1.0, second=1.0, correct=(correct, False)), w, streams)
                for correct in (True, False)
            ),
            "The new gradient, or its square, counts in full. In an average the old and the new share: beta and "
            "1 − beta.": Either(
                _shared.paths(_shared.adam(rate, *betas, first=first, second=second), w, streams)
                for first in (1.0, None)
                for second in (1.0, None)
                if first or second
            ),
            "Old and new are exchanged in your averages: beta is what is kept of the old one.": _shared.paths(
                _shared.adam(rate, 1 - beta_1, 1 - beta_2), w, streams
            ),
            "One v for all weights. What makes the method adapt to each weight? Keep one number for each.": Either(
                _shared.paths(_shared.adam(rate, *betas, square=square), w, streams) for square in (summed, averaged)
            ),
            "v averages the gradients' sizes, or the gradients. Their squares are asked for.": Either(
                _shared.paths(_shared.adam(rate, *betas, square=square, root=root), w, streams)
                for square in (np.abs, np.asarray)
                for root in (np.sqrt, np.asarray)
            ),
            "t does not count: it is 1 at every update. Where is it kept, and where does it grow?": _shared.paths(
                _shared.adam(rate, *betas, fault="stays"), w, streams
            ),
            "t is one ahead: at the first update it is 1.": _shared.paths(
                _shared.adam(rate, *betas, fault="ahead"), w, streams
            ),
            "The correction uses beta times t. What is left of the start after t updates is beta to the power of t.": (
                _shared.paths(_shared.adam(rate, *betas, fault="product"), w, streams)
            ),
            "Each average has its own correction: beta_1 for m, beta_2 for v.": _shared.paths(
                _shared.adam(rate, *betas, fault="same"), w, streams
            ),
            "Your steps go uphill.": _shared.paths(_shared.adam(-rate, *betas), w, streams),
            "This is RMSprop's step: the root of v is there, m is not used.": Either(
                _shared.paths(_shared.adam(rate, 0.0, beta_2, correct=(False, correct)), w, streams)
                for correct in (True, False)
            ),
            "You used betas of 0.9 and 0.999, whatever is handed in.": _shared.paths(
                _shared.adam(rate, 0.9, 0.999), w, streams
            ),
        }
    expect.close(
        path,
        _shared.paths(usual, w, streams),
        tried=tried,
        atol=1e-5,
        look="m, v and their corrections after the first and after the second update, by hand",
        mistakes=mistakes,
    )
    _shared.keeps_arguments(answer, settings, w, streams[0])
    settings["epsilon"] = 100.0
    [braked] = answer.via(learner_side.steps, settings, w, streams[:1])
    moved, usually = (float(np.abs(np.diff(weights)).mean()) for weights in (np.transpose(braked), path[0]))
    expect.that(
        moved < 0.5 * usually,
        tried="epsilon=100, which makes every step small",
        got="steps as large as with epsilon=1e-7",
        look="use the epsilon that is handed in: it is what keeps a weight whose gradient is 0 from becoming NaN",
    )
