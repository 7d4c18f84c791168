"""Digits that the network memorizes without learning anything about new ones."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "The training accuracy reaches 100%, so the network can learn. What does the validation loss do, from the "
        "first epoch on?",
        "Draw five rows with their labels as titles, right before `fit`. Do you agree with the labels?",
        "Rows and labels need the same permutation.",
    ],
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "shuffled labels", epochs=12), _datasets.writing(rng)
    history, predicted = case.run(drawn, "digits")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    promised = _shared.last(history, "val_accuracy")
    cause = ""
    never = sorted(set(range(10)) - set(predicted.tolist()))
    guessed = right < 0.22  # 9 to 18% with shuffled labels; 29% or more after one slow epoch with the right ones
    if guessed and promised > 0.5:
        cause = (
            f"Your validation accuracy is {promised:.0%}, but the accuracy on digits by other writers is still "
            "near chance level. You validate on rows that the network has memorized, and this only hides the "
            "symptom."
        )
    elif guessed:
        cause = (
            "The accuracy on digits by other writers is still near chance level. If the gap is smaller now, the "
            "network only memorizes less. Does each image have its own label?"
        )
    elif never and right >= 0.6:
        cause = (
            "Some classes are never predicted. Does the training set have rows of every class? The rows are sorted by "
            "class, so their last fifth has all rows of the last classes."
        )
    case.cured(
        right >= 0.75 and not never,
        "digits",
        f"{right:.0%} of the digits by other writers correct" + (f"; never predicted: {never}" if never else ""),
        "at least 75%, and predictions of all ten classes",
        cause=cause,
        look="the labels are correct now; does the network train long enough, and does its training set contain "
        "all ten classes?",
    )
    case.name(
        {
            "overfitting": "That is what it looks like. But is there anything in these rows that holds for new digits?",
            "leaking validation": "A leak makes the validation accuracy too good. Here it was at chance level.",
            "wrong loss": "Softmax, ten outputs and this cross-entropy belong together.",
        }
    )
    return f"{right:.0%} of the digits by other writers are correct."
