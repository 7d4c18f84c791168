"""What is wrong with each of six training runs."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08a.exercises import _labelled_runs, _shared

exercise = Exercise(
    points=1,
    hints=[
        "Ask in this order. Are there losses that are not finite, or far above chance level? Did the training loss "
        "fall below chance level at all? Does it jump?",
        "Then compare the curves. Is the validation loss far below the training loss until the end? Does it rise from "
        "its lowest value while the training loss falls?",
        "The remaining names differ at the end: the loss still falls, or it is flat with a low training accuracy, or "
        "it is flat with a high one.",
    ],
    believed="a reading, compared with the runs that the case draws",
)


def check(answer, rng):
    got = answer.value
    form = isinstance(got, dict) and {"case", *_shared.LETTERS} <= set(got)
    expect.that(
        form,
        got=expect.short(got),
        tried="the form of your answer",
        expected='{"case": case, "A": "…", …, "F": "…"}',
        look="write a dictionary with seven keys: case, and the six letters",
    )
    case = got["case"]
    expect.that(
        isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999,
        tried="the case",
        got=expect.short(case),
        look="write the variable `case`, without quotes, so that the names belong to the curves above",
        expected="the whole number from 0 to 9999 that you gave to check.six_trainings",
    )
    names = {letter: got[letter].strip().lower() if isinstance(got[letter], str) else "" for letter in _shared.LETTERS}
    for letter, name in names.items():
        expect.that(
            name in _labelled_runs.NAMES,
            tried=f"case {case}: {letter}",
            got=expect.short(got[letter]),
            expected=f"one of {', '.join(_labelled_runs.NAMES)}",
            look="use the names of the table above, in quotes",
        )
    drawn = _shared.draw_case(case)
    wrong = [letter for letter in _shared.LETTERS if names[letter] != drawn[letter].name]
    for letter in wrong:
        reply = _labelled_runs.against(names[letter], drawn[letter].history)
        expect.that(
            False,
            tried=f"case {case}: {len(_shared.LETTERS) - len(wrong)} of {len(_shared.LETTERS)} names are correct, "
            f"and the name for {letter} is not",
            got=repr(names[letter]),
            cause=f"Look again at {letter}: {reply}.",
            share=1 - len(wrong) / len(_shared.LETTERS),
        )
