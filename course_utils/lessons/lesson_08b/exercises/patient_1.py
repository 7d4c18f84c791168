"""Apartments in three districts, in columns of five different units."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Where does the loss start? Chance level for three classes is ln 3 = 1.1. What could make a first loss of "
        "thousands?",
        "Look at `x.min(axis=0)` and `x.max(axis=0)`, column by column. Can one learning rate suit the weights of all "
        "these columns?",
        "Subtract the mean from every column and divide by its standard deviation. Compute both from the training "
        "rows, and use the same numbers for `x_new`. A `Normalization` layer does this, too, after "
        "`adapt(x[:cut])`.",
    ],
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "unscaled inputs", epochs=20), _datasets.apartments(rng)
    history, predicted = case.run(drawn, "apartments")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    learned = _shared.last(history, "accuracy")
    cause = ""
    if learned > 0.85:
        cause = (
            f"The training accuracy is {learned:.0%}, but too few predictions for new rows are correct. Scale the "
            "new rows, too, with the mean and the standard deviation of the training rows."
        )
    case.cured(
        right >= 0.6,
        "apartments",
        f"{right:.0%} of the predictions correct, on average over the classes",
        "at least 60%",
        cause=cause,
        look="a finite loss is not enough, because random guessing already gets a third of the predictions right; "
        "how large are the inputs of the network?",
    )
    case.name(
        {
            "exploding rate": "The learning rate is the same in every epoch. It is too high only because the inputs "
            "are so large.",
            "wrong loss": "Softmax, three outputs and this cross-entropy belong together.",
            "dead units": "Units may have died here, but why did they?",
            "underfitting": "It looks like it, but this network could learn the task if its inputs were usable.",
        }
    )
    return f"{right:.0%} of the predictions for new apartments are correct."
