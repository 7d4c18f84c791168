"""Do the exercises that learners open answer as promised: untouched, and with the published solutions?"""

import json
from pathlib import Path

import pytest

from course_utils import build, notebooks

ROOT = Path(__file__).parents[1]
SOLUTIONS, EXERCISES = ROOT / "solutions", ROOT / "exercises"
LESSONS = [path.stem for path in sorted(SOLUTIONS.glob("*.ipynb"))]


def answers(notebook, name):
    """What each check of a notebook that was run shows, as plain text, and the points it can give."""
    found = {}
    for where, cell in notebooks.code_cells(notebook, name):
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            assert len(cell.outputs) == 1, f"{where} shows {len(cell.outputs)} things; expected the answer of its check"
            found[marks["grade_id"].removeprefix("check_")] = (
                cell.outputs[0].data["text/plain"],
                marks["points"],
            )
    return found


def expected(lesson):
    """The names of a lesson's exercises, from the texts that `.solution()` shows."""
    return json.loads((build.TEXTS / f"{lesson}.json").read_text(encoding="utf-8"))


def test_exercises_and_texts_are_what_the_solutions_make():
    assert build.drift(SOLUTIONS, EXERCISES) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_untouched_notebook_runs_to_its_end_and_says_not_attempted(lesson, tmp_path):
    ran = notebooks.run(notebooks.read(EXERCISES / f"{lesson}.ipynb"), tmp_path, lesson)
    found = answers(ran, lesson)
    assert set(found) == set(expected(lesson))
    for name, (said, _) in found.items():
        assert f"{name}: not attempted yet" in said


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_solutions_that_learners_are_shown_pass(lesson, tmp_path):
    notebook = notebooks.read(EXERCISES / f"{lesson}.ipynb")
    for _, cell in notebooks.code_cells(notebook, lesson):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = expected(lesson)[cell.metadata.nbgrader.grade_id]
    found = answers(notebooks.run(notebook, tmp_path, lesson), lesson)
    assert set(found) == set(expected(lesson))
    for name, (said, points) in found.items():
        assert f"{name}: passed, {points} of {points} point" in said


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_saved_solutions_show_that_they_pass(lesson):
    found = answers(notebooks.read(SOLUTIONS / f"{lesson}.ipynb"), lesson)
    assert set(found) == set(expected(lesson))
    for name, (said, points) in found.items():
        assert f"{name}: passed, {points} of {points} point" in said
