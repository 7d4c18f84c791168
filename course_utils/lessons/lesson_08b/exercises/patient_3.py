"""Four kinds of plants, and a loss that doesn't fall."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Is a loss of 2.5 much or little? Of which loss: what is compared with what?",
        "The mean squared error compares each of the four outputs with the number of the class. Outputs of softmax "
        "lie between 0 and 1: which can be a 3?",
        "Four classes with whole numbers as labels: the exercise on outputs and losses of lesson 03a has the pair.",
    ],
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "wrong loss", epochs=12), _datasets.plants(rng)
    history, predicted = case.run(drawn, "plants")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    cause = ""
    if history["loss"][-1] < 0:
        cause = "The loss is below 0: no loss for these labels can be. Labels and loss do not fit each other."
    elif right < 0.6:
        cause = (
            "The curve is another one, and the plants are taken for each other as before. What does this loss compare, "
            "number by number, for a plant of kind 3?"
        )
    case.cured(
        right >= 0.85,
        "plants",
        f"{right:.0%} right",
        "at least 85 %",
        cause=cause,
        look="the kinds have no order: 3 is no more than 1, it is another kind",
    )
    case.name(
        {
            "underfitting": "That is what it looks like. A larger network would do no better with this loss.",
            "shuffled labels": "Rows and labels belong together. What is done with the labels afterwards?",
            "unscaled inputs": "All columns have mean 0 and deviation 1.",
        }
    )
    return f"{right:.0%} right on plants that the program has not seen."
