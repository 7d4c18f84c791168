"""The network whose dropout is right, and the symptom of a faulty one."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_05.exercises._placements import draw_case

exercise = Exercise(
    points=1,
    hints=[
        "Dropout belongs behind a hidden layer, before the training begins, and it acts in training only.",
        "Look at four things: the rate, the place, the moment at which it is added, and whether it can be "
        "switched off.",
        "For the symptom, follow one picture through the network as it is trained, then as it is used.",
    ],
    believed="a reading, compared with the networks that the case draws",
)


def check(answer, rng):
    got = answer.value
    expect.that(
        isinstance(got, dict) and {"case", "right", "symptom"} <= set(got),
        got=expect.short(got),
        tried="the form of your answer",
        expected='{"case": case, "right": "…", "symptom": …}',
        look="these three names, each with a value",
    )
    case, letter, symptom = got["case"], got["right"], got["symptom"]
    expect.that(
        isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999,
        tried="the case",
        got=expect.short(case),
        expected="the whole number, from 0 to 9999, that you gave to check.networks",
        look="write `case`, the variable: no quotes, no number of another listing",
    )
    drawn = draw_case(case)
    right = next(name for name, network in drawn.networks.items() if not network.fault)
    replies = {name: f"Not {name}: {network.reply}." for name, network in drawn.networks.items()}
    if isinstance(letter, str) and len(letter.strip()) == 1:
        letter = letter.strip().upper()
    expect.choice(
        letter,
        right,
        tried=f"case {case}: the network that is right",
        replies=replies,
        options=tuple(drawn.networks),
        look="one of the four letters",
    )
    fault = drawn.networks[drawn.trained].fault
    numbers = range(1, len(drawn.symptoms) + 1)
    symptom = str(symptom) if isinstance(symptom, bool) else symptom  # True is no line 1
    expect.choice(
        symptom,
        drawn.symptoms.index(fault) + 1,
        options=tuple(numbers),
        tried=f"case {case}: the symptom of network {drawn.trained}",
        replies={number: drawn.reply(number) for number in numbers},
        look="the number of one line of the list",
    )
