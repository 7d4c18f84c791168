"""The exercises that learners open: they answer as promised, untouched and with the published solutions."""

import ast
from pathlib import Path

import pytest

from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import solutions
from course_utils.tools import make_exercises, notebook_io

pytestmark = pytest.mark.oldest

ROOT = Path(__file__).parents[1]
SOLUTIONS, EXERCISES = ROOT / "solutions", ROOT / "exercises"
LESSONS = [path.stem for path in sorted(SOLUTIONS.glob("*.ipynb"))]


def answers(notebook, name):
    """Return what each check of a notebook that was run shows, as plain text, and the points it can give."""
    found = {}
    for where, cell in notebook_io.code_cells(notebook, name):
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            assert len(cell.outputs) == 1, f"{where} shows {len(cell.outputs)} things; expected the answer of its check"
            found[marks["grade_id"].removeprefix("check_")] = (cell.outputs[0].data["text/plain"], marks["points"])
    return found


def expected(lesson):
    """Return the names of a lesson's exercises, from the texts that `.solution()` shows."""
    return solutions(lesson)


def test_exercises_and_texts_are_what_the_solutions_make():
    assert make_exercises.drift(SOLUTIONS, EXERCISES) == []


def shown(notebook, name):
    """Return what each check of a notebook says when its cells run one after the other here, as plain text.

    Not in a kernel of its own: that TensorFlow starts in one is tried for one untouched notebook here, and for every
    lesson by nbval.
    """
    names, found = {"__name__": "__main__"}, {}
    with undisturbed():
        for where, cell in notebook_io.code_cells(notebook, name):
            tree, last = ast.parse(cell.source), None
            if tree.body and isinstance(tree.body[-1], ast.Expr):
                last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, where, "exec"), names)
            value = eval(compile(last, where, "eval"), names) if last else None
            marks = cell.metadata.get("nbgrader", {})
            if marks.get("grade"):
                found[marks["grade_id"].removeprefix("check_")] = str(value), marks["points"]
    return found


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def short_training(monkeypatch):
    """Let `fit` stop after two epochs: enough to see that a cell runs."""
    import keras

    fit = keras.Model.fit

    def short(model, *args, epochs=1, **settings):
        return fit(model, *args, epochs=min(epochs, 2), **settings)

    monkeypatch.setattr(keras.Model, "fit", short)


def test_an_untouched_notebook_runs_in_its_kernel(tmp_path):
    found = answers(
        notebook_io.run(notebook_io.read(EXERCISES / f"{LESSONS[0]}.ipynb"), tmp_path, LESSONS[0]), LESSONS[0]
    )
    assert found and all("not attempted yet" in said for said, _ in found.values())


@pytest.mark.usefixtures("own_home", "short_training")
@pytest.mark.parametrize("lesson", LESSONS)
def test_an_untouched_notebook_runs_to_its_end_and_says_not_attempted(lesson):
    found = shown(notebook_io.read(EXERCISES / f"{lesson}.ipynb"), lesson)
    assert set(found) == set(expected(lesson))
    for name, (said, _) in found.items():
        assert f"{name}: not attempted yet" in said


@pytest.mark.usefixtures("own_home")
@pytest.mark.parametrize("lesson", LESSONS[:3])  # the others train; `tests/checks` and `tests/grading` judge them all
def test_the_solutions_that_learners_are_shown_pass(lesson):
    notebook = notebook_io.read(EXERCISES / f"{lesson}.ipynb")
    for _, cell in notebook_io.code_cells(notebook, lesson):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = expected(lesson)[cell.metadata.nbgrader.grade_id]
    found = shown(notebook, lesson)
    assert set(found) == set(expected(lesson))
    for name, (said, points) in found.items():
        assert f"{name}: passed, {points} of {points} point" in said


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_saved_solutions_show_that_they_pass(lesson):
    found = answers(notebook_io.read(SOLUTIONS / f"{lesson}.ipynb"), lesson)
    assert set(found) == set(expected(lesson))
    for name, (said, points) in found.items():
        assert f"{name}: passed, {points} of {points} point" in said
