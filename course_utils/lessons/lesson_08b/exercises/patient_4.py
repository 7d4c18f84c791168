"""Rents, all of them predicted to be the same."""

import numpy as np

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "What does it predict for ten different rows? What is the mean of y?",
        "`model.layers[0](x)` gives what the hidden units give: how many are 0 for each row? What is the gradient of "
        "a ReLU there?",
        "The first steps were too large: a loss of thousands times a large rate. Smaller targets, a smaller rate or "
        "an optimizer with a step size of its own keep the units alive.",
    ],
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "dead units", epochs=15), _datasets.rents(rng)
    history, predicted = case.run(drawn, "rents")
    away = np.abs(predicted - drawn.y_new).mean() / np.abs(drawn.y.mean() - drawn.y_new).mean()
    cause = ""
    if history["loss"][-1] > 0.8 * history["loss"][0]:
        cause = "The loss has hardly moved from where it began. Steps as small as these need years."
    elif abs(predicted.mean() - drawn.y_new.mean()) > 2 * drawn.y_new.std():
        cause = "Are these rents? If the targets were scaled, what is predicted must be scaled back."
    case.cured(
        away <= 0.7,
        "rents",
        f"a mean error {away:.0%} as large as that of the mean rent",
        "at most 70 %",
        cause=cause,
        look=f"your predictions differ by {np.ptp(predicted):.2g}, the rents by "
        f"{np.ptp(drawn.y):.0f}. One answer for all, as before? Do the hidden units give anything but 0?",
    )
    case.name(
        {
            "exploding rate": "The rate is the same in every epoch. What did its first steps do to the units?",
            "wrong loss": "The mean squared error fits an amount, and so does an output without activation.",
            "underfitting": "That is what it looks like. A larger network would die just the same.",
            "unscaled inputs": "The inputs go from 0 to 5, which is no harm. What else was large at the first step?",
        }
    )
    return f"a mean error {away:.0%} as large as that of the mean rent."
