"""Four kinds of plants, and a loss that hardly falls."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

_ONE_HOT = (
    "This loss compares the labels with the outputs number by number, so it expects a one-hot row for each plant. "
    "Which loss takes whole numbers as labels?"
)
_ERRORS = {"must have the same shape": _ONE_HOT, "must have the same rank": _ONE_HOT}

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Is a loss of 2.5 high or low? First ask which loss it is, and what it compares.",
        "The mean squared error compares each of the four outputs with the number of the class. The outputs of "
        "softmax are between 0 and 1. Can one of them be 3?",
        "There are four classes, and the labels are whole numbers. The exercise on outputs and losses in lesson 03a "
        "has the loss for this.",
    ],
    errors=_ERRORS,
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "wrong loss", epochs=12, errors=_ERRORS), _datasets.plants(rng)
    history, predicted = case.run(drawn, "plants")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    cause = ""
    if history["loss"][-1] < 0:
        cause = "Your loss is below 0, so it doesn't suit these labels. Which labels does it expect?"
    elif right < 0.6:
        cause = (
            "Too many predictions are still wrong. What does your loss compare, number by number, for a plant of "
            "class 3?"
        )
    case.cured(
        right >= 0.85,
        "plants",
        f"{right:.0%} of the predictions correct",
        "at least 85%",
        cause=cause,
        look="the classes have no order: class 3 is not more than class 1 but only different",
    )
    case.name(
        {
            "underfitting": "That is what it looks like. But a larger network is no better with this loss.",
            "shuffled labels": "Rows and labels belong together here. What does the original loss do with the labels?",
            "unscaled inputs": "All columns already have the mean 0 and the standard deviation 1.",
        }
    )
    return f"{right:.0%} of the predictions for new plants are correct."
