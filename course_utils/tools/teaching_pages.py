"""One page per lesson for teachers, made from the lesson's teaching.toml and its notebook."""

from collections.abc import Iterable
from pathlib import Path

from course_utils.lessons.teaching import Poll, Teaching, teaching
from course_utils.tools.guesses import questions, results
from course_utils.tools.notebook_io import read

FOLDER = Path("docs", "teaching")


def pages(course: Path) -> dict[Path, str]:
    """Return the teacher's pages of all lessons that have a teaching.toml.

    Parameters
    ----------
    course : Path
        The folder of the course.

    Returns
    -------
    dict of Path to str
        From the file, below the folder of the course, to its Markdown.
    """
    made = {}
    for path in sorted((course / "notebooks").glob("*.ipynb")):
        if plan := teaching(path.stem):
            made[FOLDER / f"{path.stem.partition('_')[0]}.md"] = _page(path, plan)
    return made


def _page(path: Path, plan: Teaching) -> str:
    notebook = read(path)
    title = notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
    asked = {one.key: one.text for one in questions(notebook)}
    right = results(notebook)
    lines = [
        f"<!-- Made by `course build teaching` from course_utils/lessons/lesson_{path.stem.partition('_')[0]}/"
        "teaching.toml: change that file. -->",
        f"# Teaching {title}",
        f"**Goal.** {plan.goal}",
        f"**The one thing to remember.** {plan.remember}",
        f"[The lesson](../../notebooks/{path.name}) · [its exercises](../../exercises/{path.name}) · slides: "
        f"`course slides {path.stem.partition('_')[0]}` · [for every lesson](../../TEACHING.md)",
        f"## Plan: {plan.total} minutes",
        f"The minutes are {plan.minutes}, and so is the percentage of the class that will choose each option.",
        _table(plan),
        f"**First five minutes.** {plan.first_five}",
        f"**Last five minutes.** {plan.last_five}",
        "## What to skip",
        f"In a class of 45 minutes, in which polls and a late start take time from the plan:\n\n{_list(plan.skip_45)}",
        f"In a class of 30 minutes, in addition:\n\n{_list(plan.skip_30)}",
        "## On the board",
        "\n\n".join(plan.board.strip().split("\n")),
        "## Polls",
        *(_poll(poll, asked[poll.key], right[asked[poll.key]]) for poll in plan.polls),
        "## Misconceptions",
        "The quotations are messages that a check shows when it recognizes a mistake.",
        _list(f"`{one.exercise}`: “{one.message}” **Say:** {one.say}" for one in plan.misconceptions),
        "## Where people get stuck",
        _list(f"{one.where} **Smallest hint:** {one.hint}" for one in plan.stuck),
    ]
    return "\n\n".join(lines) + "\n"


def _table(plan: Teaching) -> str:
    rows = [f"| {begin}–{end} | {part.section} | {part.ask} |" for begin, end, part in plan.clock()]
    return "\n".join(["| minutes | section | ask |", "|---|---|---|", *rows])


def _poll(poll: Poll, question: str, right: str) -> str:
    rows = []
    for option in poll.options:
        outcome = ", correct" if option.text == right else ""
        rows.append(f"- **{option.text}** ({option.percent} %{outcome}) {option.say}")
    return f"### {question}\n\n" + "\n".join(rows)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
