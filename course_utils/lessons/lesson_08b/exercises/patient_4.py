"""Rents, all of them predicted to be the same."""

import numpy as np

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "What does the program predict for ten different rows? What is the mean of y?",
        "`model.layers[0](x)` gives the outputs of the hidden units. How many are 0 in every row? What is the gradient "
        "of ReLU there?",
        "The first updates were too large, because the loss is in the thousands. Smaller targets, a lower learning "
        "rate, or an optimizer that adapts its steps keep the units alive.",
    ],
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "dead units", epochs=15), _datasets.rents(rng)
    history, predicted = case.run(drawn, "rents")
    away = np.abs(predicted - drawn.y_new).mean() / np.abs(drawn.y.mean() - drawn.y_new).mean()
    cause = ""
    if history["loss"][-1] > 0.8 * history["loss"][0]:
        cause = (
            "The loss is not much lower in the last epoch than in the first. Is the learning rate too low or "
            "too high now?"
        )
    elif abs(predicted.mean() - drawn.y_new.mean()) > 2 * drawn.y_new.std():
        cause = "Your predictions are far from the rents. If you scaled the targets, scale the predictions back."
    case.cured(
        away <= 0.7,
        "rents",
        f"a mean error that is {away:.0%} of the error of predicting the mean rent",
        "at most 70%",
        cause=cause,
        look=f"the largest difference between your predictions is {np.ptp(predicted):.1f}, and between the rents "
        f"{np.ptp(drawn.y):.0f}. If all predictions are the same, are the outputs of the hidden units all 0?",
    )
    case.name(
        {
            "exploding rate": "The learning rate never changes. What did the first updates do to the units?",
            "wrong loss": "The mean squared error suits an amount, and so does an output without an activation.",
            "underfitting": "That is what it looks like. But the units of a larger network would die, too.",
            "unscaled inputs": "Inputs between 0 and 5 are fine. What else was large in the first update?",
        }
    )
    return f"The mean error is {away:.0%} of the error of predicting the mean rent."
