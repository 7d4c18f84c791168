"""The questions of the lessons, read from their notebooks without running them."""

import json
import re

import pytest

from course_utils.checks.lesson import lessons
from course_utils.classroom import questions
from course_utils.lessons.teaching import teaching
from course_utils.paths import course_folder


@pytest.mark.parametrize("lesson", ["02_sequential_mlp", "05_regularization"])
def test_every_question_of_a_lesson_is_read(lesson):
    found = questions.of_lesson(lesson)
    text = (course_folder() / "notebooks" / f"{lesson}.ipynb").read_text(encoding="utf-8")
    assert {question.key for question in found} == set(re.findall(rf'\\"{lesson}/([a-z0-9_]+)\\"', text)) and found
    assert all(question.text and len(question.options) > 1 for question in found)


def test_no_call_of_guess_in_any_lesson_is_missed():
    for path in sorted((course_folder() / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        assert len(questions.of_lesson(path.stem)) == len(re.findall(r"\bguess\(", code)), path.name


def test_every_question_is_in_a_section_of_the_plan():
    for name in lessons():
        planned = [part.section for part in teaching(name).plan]
        places = [planned.index(question.section) for question in questions.of_lesson(name)]
        assert places and places == sorted(places), name


def notebook(folder, monkeypatch, *cells):
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "00_welcome.ipynb").write_text("{}")
    plain = [{"cell_type": "markdown" if cell.startswith("#") else "code", "source": [cell]} for cell in cells]
    (folder / "notebooks" / "42_other.ipynb").write_text(json.dumps({"cells": plain}))
    monkeypatch.chdir(folder)


def test_the_forms_of_a_call(tmp_path, monkeypatch):
    cells = [
        'a = guess("42_other/list", "How" " many?", ["one", "two"])',
        '%matplotlib inline\nw.guess("42_other/bounds", "Which?", {"low": at_most(1), "high": above(1)})',
        "## 1 · The `which`\n\n### Predict",
        'guess(options=("x", "y"), question="Why?", key="42_other/keywords")',
        'guess("42_other/list", "the same key again", ["a", "b"])',
        'guess("41_another/lesson", "Not ours?", ["a", "b"])',
        'guess(key, question, options)\nguess("42_other/one", "One option?", ["a"])\nguess()',
        "this is no Python guess(",
    ]
    notebook(tmp_path, monkeypatch, *cells)
    assert questions.of_lesson("42_other") == (
        ("list", "How many?", ("one", "two"), ""),
        ("bounds", "Which?", ("low", "high"), ""),
        ("keywords", "Why?", ("x", "y"), "1 · The which"),
    )


def test_nothing_is_run(tmp_path, monkeypatch):
    notebook(tmp_path, monkeypatch, 'guess("42_other/a", open("made", "w").name, ["a", "b"])')
    assert questions.of_lesson("42_other") == () and not (tmp_path / "made").exists()


def test_a_lesson_without_a_notebook_has_no_questions(tmp_path, monkeypatch):
    notebook(tmp_path, monkeypatch)
    (tmp_path / "notebooks" / "43_broken.ipynb").write_text("not JSON")
    assert [questions.of_lesson(name) for name in ("00_welcome", "43_broken", "99_none")] == [(), (), ()]
