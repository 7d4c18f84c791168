"""Digits that the network memorizes without learning anything about new ones."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Training reaches 100 %, so the network can learn. What does the validation loss do from the first epoch on?",
        "Draw five rows with their labels as titles, right before `fit`. Would you agree with the labels?",
        "Rows and labels must be moved by one and the same permutation.",
    ],
)


def check(answer, rng):
    case, drawn = _shared.Treatment(answer, rng, "shuffled labels", epochs=12), _datasets.writing(rng)
    history, predicted = case.run(drawn, "digits")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    promised = _shared.last(history, "val_accuracy")
    cause = ""
    guessed = right < 0.22  # 9 to 18 % with shuffled labels; 29 % or more after one slow epoch with the right ones
    if guessed and promised > 0.5:
        cause = (
            f"The validation curve promises {promised:.0%}, and digits by other writers are guessed. It is measured on "
            "rows that the network has learned by heart: this hides the illness."
        )
    elif guessed:
        cause = (
            "New digits are guessed as before. If the gap is smaller now, it is because less is learned by heart. "
            "Is what stands beside each picture its label?"
        )
    case.cured(
        right >= 0.75,
        "digits",
        f"{right:.0%} right on digits by other writers",
        "at least 75 %",
        cause=cause,
        look="the labels are right now; is there enough training?",
    )
    case.name(
        {
            "overfitting": "That is what it looks like. But what could be learned here that would hold for new digits?",
            "leaking validation": "A leak makes validation too good. Here it was as bad as guessing.",
            "wrong loss": "Softmax, ten outputs and this cross-entropy fit each other.",
        }
    )
    return f"{right:.0%} right on digits by other writers."
