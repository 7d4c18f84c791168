"""Blood values, and a validation accuracy that is too good to be true."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

LEAK = 0.2  # with 125 validation rows honest validation is four of its standard deviations nearer than that


exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "The prettiest validation curve. What does the program get right on rows that it has never seen? "
        "`check.rows(5)` has their labels.",
        "Follow one row of x: how many copies are made of it, and where do they go?",
        "Split first. What is copied, and changed a little, then comes from training rows alone.",
    ],
)


def check(answer, rng):
    case = _shared.Treatment(answer, rng, "leaking validation", epochs=12)
    description = "blood whose labels are thrown by a coin"
    history, _ = case.run(_datasets.blood(rng, wrong=0.5, scale=10), description)
    coins = case.promised(history, description)
    case.cured(
        coins <= 0.5 + LEAK,
        description,
        f"validation promises {coins:.0%}",
        "about 50 %",
        look="nobody can foresee a coin. A validation that promises this has seen the labels: its rows have "
        "twins among the training rows, or are not there at all",
    )
    description = "blood whose labels are all right"
    drawn = _datasets.blood(rng, wrong=0.0)
    history, predicted = case.run(drawn, description)
    promised = case.promised(history, description)
    right = float((predicted == drawn.y_new).mean())
    case.cured(
        right >= 0.75,
        description,
        f"{right:.0%} right on new rows",
        "at least 75 %",
        look="honest validation is one half; a network that has learned something is the other",
    )
    case.cured(
        promised >= right - LEAK,
        description,
        f"validation promises {promised:.0%}, of new rows {right:.0%} are right",
        f"less than {LEAK:.0%} apart",
        look="validation promises less than it keeps. Do its rows and its labels belong together?",
    )
    case.name(
        {
            "overfitting": "It overfits, too. But validation should have shown it, and did not: why?",
            "shuffled labels": "With shuffled labels validation would be as bad as guessing.",
        }
    )
    return f"{right:.0%} right where all labels are right; where a coin throws them, validation promises {coins:.0%}."
