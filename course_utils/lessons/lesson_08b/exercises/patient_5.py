"""Blood values, and a validation accuracy that is too good to be true."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

LEAK = 0.2  # with 125 validation rows honest validation is four of its standard deviations nearer than that


exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "The validation accuracy is high. What is the accuracy on rows that the program has never seen? "
        "`check.rows(5)` has their labels.",
        "Follow one row of x. How many copies of it are made, and where do they go?",
        "Split first. Then make the slightly changed copies from the training rows alone.",
    ],
)


def check(answer, rng):
    case = _shared.Treatment(answer, rng, "leaking validation", epochs=12)
    description = "blood values with random labels"
    history, _ = case.run(_datasets.blood(rng, wrong=0.5, scale=10), description)
    coins = case.promised(history, description)
    case.cured(
        coins <= 0.5 + LEAK,
        description,
        f"a validation accuracy of {coins:.0%}",
        "about 50%",
        look="nobody can predict random labels, so the network has seen these rows; are there copies of the validation "
        "rows in the training set? Copies made before the split can end up in both sets, even without shuffling",
    )
    description = "blood values with correct labels"
    drawn = _datasets.blood(rng, wrong=0.0)
    history, predicted = case.run(drawn, description)
    promised = case.promised(history, description)
    right = float((predicted == drawn.y_new).mean())
    case.cured(
        right >= 0.75,
        description,
        f"{right:.0%} of the predictions for new rows correct",
        "at least 75%",
        look="an honest validation is only half of the task; the network also has to learn something",
    )
    case.cured(
        promised >= right - LEAK,
        description,
        f"a validation accuracy of {promised:.0%}, and an accuracy of {right:.0%} on new rows",
        f"less than {LEAK:.0%} apart",
        look="your validation accuracy is lower than the accuracy on new rows; do the validation rows have their own "
        "labels?",
    )
    case.name(
        {
            "overfitting": "The network overfits, too. But why didn't the validation accuracy show it?",
            "shuffled labels": "With shuffled labels, the validation accuracy would be at chance level.",
        }
    )
    return (
        f"The accuracy on new rows is {right:.0%} with correct labels. With random labels, the validation accuracy is "
        f"{coins:.0%}."
    )
