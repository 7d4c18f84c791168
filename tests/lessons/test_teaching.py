"""The data files for teachers: they fit their notebooks, their checks and the minutes that the lesson names."""

import ast
import re
from pathlib import Path

import msgspec
import pytest

from course_utils.checks.lesson import lessons
from course_utils.lessons.teaching import Teaching, teaching
from course_utils.tools.guesses import questions, results
from course_utils.tools.notebook_io import read
from course_utils.tools.slides.sections import sections

ROOT = Path(__file__).parents[2]
PLANS = {name: plan for name in lessons() if (plan := teaching(name))}


@pytest.fixture(params=PLANS)
def lesson(request):
    """Give a lesson, its notebook and its plan."""
    return request.param, read(ROOT / "notebooks" / f"{request.param}.ipynb"), PLANS[request.param]


def test_every_lesson_has_a_file():
    assert list(PLANS) == list(lessons())


def test_the_minutes_are_those_of_the_opening(lesson):
    _, notebook, plan = lesson
    (named,) = re.findall(r"\*\*Time:\*\* (\d+) minutes", notebook.cells[0].source)
    assert plan.total == int(named)
    assert all(part.minutes > 0 for part in plan.plan)


def test_the_plan_follows_the_headings(lesson):
    name, notebook, plan = lesson
    headings = [section.heading for section in sections(notebook, name) if section.first]
    planned = [part.section for part in plan.plan]
    assert [heading for heading in headings if heading in planned] == planned
    numbered = [heading for heading in headings if re.match(r"\d+ · ", heading)]
    assert set(numbered) <= set(planned)


def test_the_polls_are_the_guesses_with_their_options(lesson):
    _, notebook, plan = lesson
    asked = [(one.key, one.options) for one in questions(notebook)]
    assert [(poll.key, tuple(option.text for option in poll.options)) for poll in plan.polls] == asked
    for poll in plan.polls:
        assert sum(option.percent for option in poll.options) == 100, poll.key
        assert all(option.say for option in poll.options)
    right = results(notebook)
    assert all(right[one.text] in one.options for one in questions(notebook))


def test_the_misconceptions_are_messages_of_the_checks(lesson):
    name, _, plan = lesson
    folder = ROOT / "course_utils" / "lessons" / f"lesson_{name.partition('_')[0]}" / "exercises"
    assert plan.misconceptions
    for one in plan.misconceptions:
        tree = ast.parse((folder / f"{one.exercise}.py").read_text(encoding="utf-8"))
        messages = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert one.message in messages, f"{one.exercise} has no message {one.message!r}"


def test_nothing_is_empty(lesson):
    _, _, plan = lesson
    texts = [plan.goal, plan.remember, plan.board, plan.first_five, plan.last_five, *plan.skip_45, *plan.skip_30]
    texts += [text for one in plan.stuck for text in (one.where, one.hint)] + [one.say for one in plan.misconceptions]
    assert all(text.strip() and text.rstrip()[-1] in '.?")' for text in texts), texts
    assert plan.skip_45 and plan.skip_30 and plan.stuck


def test_the_clock_goes_on_without_a_gap():
    times = [(begin, end) for begin, end, _ in PLANS["05_regularization"].clock()]
    assert times[:3] == [(0, 2), (2, 10), (10, 13)]
    assert times[-1][1] == 45


def test_an_unknown_name_or_a_wrong_type_is_refused():
    good = msgspec.to_builtins(PLANS["00_welcome"])
    assert msgspec.convert(good, Teaching) == PLANS["00_welcome"]
    for bad in (good | {"gaol": "x"}, good | {"minutes": "guessed"}, good | {"board": 3}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(bad, Teaching)


def test_a_lesson_without_a_file_has_none():
    assert teaching("99_nothing") is None
