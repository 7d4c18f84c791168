"""Flats of three districts, in columns of five different units."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Where does the loss start? A clueless network of three classes has ln 3 = 1.1. What makes a first loss of "
        "thousands?",
        "`x.min(axis=0)` and `x.max(axis=0)`, column by column: could one step size suit all of these weights?",
        "Every column minus its mean, divided by its standard deviation: both from the rows that the network learns "
        "from, and the same two numbers for `x_new`. A `Normalization` layer after `adapt(x)` does it, too.",
    ],
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "unscaled inputs", epochs=20), _datasets.flats(rng)
    history, predicted = case.run(drawn, "flats")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    learned = _shared.last(history, "accuracy")
    cause = ""
    if learned > 0.85:
        cause = (
            f"On the rows that it learned from {learned:.0%} are right, of new ones few are. Are new rows scaled "
            "with the very numbers that training rows were scaled with, and not with their own?"
        )
    case.cured(
        right >= 0.6,
        "flats",
        f"{right:.0%} right, mean over the classes",
        "at least 60 %",
        cause=cause,
        look="a loss that is a number only takes the symptom away, and a third is right by guessing, as before. "
        "How large are the numbers that go in?",
    )
    case.name(
        {
            "exploding rate": "The rate stays as it is. It is too large only for numbers as large as these.",
            "wrong loss": "Softmax, three outputs and this cross-entropy fit each other.",
            "dead units": "They may have died here, but of something: what killed them?",
            "underfitting": "That is what it looks like. It could learn all this well, if it could read its inputs.",
        }
    )
    return f"{right:.0%} right on flats that the program has not seen."
