"""The program that uses dropout correctly, and the symptom of one that doesn't."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_05.exercises._placements import draw_case

exercise = Exercise(
    points=1,
    hints=[
        "Dropout belongs after a hidden layer, is added before training starts, and acts only during training.",
        "Check four things: the rate, the place of the layer, when it is added, and whether it is off after training.",
        "For `symptom`, follow one image through the network during training, and then when the network predicts.",
    ],
    believed="a reading, compared with the programs that the case draws",
)


def check(answer, rng):
    got = answer.value
    expect.that(
        isinstance(got, dict) and {"case", "right", "symptom"} <= set(got),
        got=expect.short(got),
        tried="the form of your answer",
        expected='{"case": case, "right": "…", "symptom": …}',
        look="Your answer should be a dictionary with these three names, each with a value.",
    )
    case, letter, symptom = got["case"], got["right"], got["symptom"]
    expect.that(
        isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999,
        tried="the case",
        got=expect.short(case),
        expected="the whole number, from 0 to 9999, that you gave to check.networks",
        look="Use the variable `case`, without quotes, so that it is the number that you gave to check.networks.",
    )
    drawn = draw_case(case)
    right = next(name for name, network in drawn.networks.items() if not network.fault)
    replies = {name: f"{name} isn't correct: {network.reply}" for name, network in drawn.networks.items()}
    if isinstance(letter, str) and len(letter.strip()) == 1:
        letter = letter.strip().upper()
    expect.choice(
        letter,
        right,
        tried=f"case {case}: the correct program",
        replies=replies,
        options=tuple(drawn.networks),
        look="Choose one of the four letters.",
    )
    fault = drawn.networks[drawn.trained].fault
    numbers = range(1, len(drawn.symptoms) + 1)
    symptom = str(symptom) if isinstance(symptom, bool) else symptom  # True is not line 1
    expect.choice(
        symptom,
        drawn.symptoms.index(fault) + 1,
        options=tuple(numbers),
        tried=f"case {case}: what you would see when you run program {drawn.trained}",
        replies={number: drawn.reply(number) for number in numbers},
        look="Choose the number of one line of the list, without quotes.",
    )
