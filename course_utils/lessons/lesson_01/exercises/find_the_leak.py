"""The pipeline that leaks, and the line in which it leaks."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_01.exercises._pipelines import draw_pipelines

exercise = Exercise(
    points=1,
    hints=[
        "In a leak, rows that are used for the test later influence the training.",
        "Ask for each line: which rows does it use? Does it come before or after the split?",
        "A leak makes the test accuracy too good. A mistake that makes it worse isn't a leak.",
    ],
    believed="a choice, compared with the pipelines of the case",
)


def check(answer, rng):
    got = answer.value
    expect.that(
        isinstance(got, dict) and {"case", "pipeline", "line"} <= set(got),
        got=expect.short(got),
        tried="the form of your answer",
        expected='{"case": case, "pipeline": "…", "line": …}',
        look="give each of these three names a value",
    )
    case, letter, line = got["case"], got["pipeline"], got["line"]
    expect.that(
        isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999,
        tried="the case",
        got=expect.short(case),
        expected="the whole number, from 0 to 9999, that you gave to check.pipelines",
        look="write the variable `case`, without quotes",
    )
    drawn = draw_pipelines(case)
    leak = next(name for name, pipeline in drawn.items() if pipeline.leaks)
    replies = {name: f"Pipeline {name} doesn't leak: {pipeline.reply}." for name, pipeline in drawn.items()}
    if isinstance(letter, str) and len(letter.strip()) == 1:
        letter = letter.strip().upper()
    expect.choice(
        letter,
        leak,
        tried=f"case {case}: the pipeline",
        replies=replies,
        options=tuple(drawn),
        look="one of the four letters",
    )
    number = isinstance(line, int) and not isinstance(line, bool)
    expect.that(
        number and line in drawn[leak].leaks,
        tried=f"case {case}: the line of pipeline {leak}",
        got=expect.short(line),
        expected="" if number else "a whole number",
        look="the pipeline is right. Which is the first line that you would have to change to remove the leak?",
    )
