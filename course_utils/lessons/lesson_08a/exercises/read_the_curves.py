"""What is wrong with each of six training runs."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08a.exercises import _labelled_runs, _shared

exercise = Exercise(
    points=1,
    hints=[
        "Ask in this order. Are there losses that are no numbers, or far above guessing? Did the training loss come "
        "below guessing at all? Does it jump?",
        "Then compare: does validation lie below training all the time? Does it rise from its lowest value while "
        "training falls?",
        "What is left differs at the end: still falling, flat with many training rows wrong, or flat with nearly all "
        "rows right.",
    ],
    believed="a reading, compared with the trainings that the case draws",
)


def check(answer, rng):
    got = answer.value
    form = isinstance(got, dict) and {"case", *_shared.LETTERS} <= set(got)
    expect.that(
        form,
        got=expect.short(got),
        tried="the form of your answer",
        expected='{"case": case, "A": "…", …, "F": "…"}',
        look="seven names, each with a value: case, and the six letters",
    )
    case = got["case"]
    expect.that(
        isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999,
        tried="the case",
        got=expect.short(case),
        look="write `case`, the variable: no quotes, no number of other curves",
        expected="the whole number, from 0 to 9999, that you gave to check.six_trainings",
    )
    names = {letter: got[letter].strip().lower() if isinstance(got[letter], str) else "" for letter in _shared.LETTERS}
    for letter, name in names.items():
        expect.that(
            name in _labelled_runs.NAMES,
            tried=f"case {case}: {letter}",
            got=expect.short(got[letter]),
            expected=f"one of {', '.join(_labelled_runs.NAMES)}",
            look="the names as the table above writes them, in quotes",
        )
    drawn = _shared.draw_case(case)
    wrong = [letter for letter in _shared.LETTERS if names[letter] != drawn[letter].name]
    for letter in wrong:
        reply = _labelled_runs.against(names[letter], drawn[letter].history)
        expect.that(
            False,
            tried=f"case {case}, {len(_shared.LETTERS) - len(wrong)} of {len(_shared.LETTERS)} are right: {letter}",
            got=repr(names[letter]),
            cause=f"Look again at {letter}: {reply}.",
            share=1 - len(wrong) / len(_shared.LETTERS),
        )
