"""The command `course new exercise`, run in a copy of the course."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.tools import cli, new_exercise, notebook_io

ROOT = Path(__file__).parents[2]
RUN = "import sys; from course_utils.tools.cli import main; sys.exit(main(sys.argv[1:]))"
NOTEBOOK = "00_welcome"


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Copy all that the command reads or writes, and of the tests that judge what it wrote."""
    folder = tmp_path_factory.mktemp("course")
    waste = shutil.ignore_patterns("__pycache__", "*.npz")
    for name in ("course_utils", "notebooks", "solutions", "exercises", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=waste)
    for name in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, folder)
    return folder


def python(folder, *arguments):
    """Return what a Python that imports the package of `folder` says, and its exit code."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    for name in [name for name in environment if name.startswith("PYTEST_")]:
        del environment[name]  # of the tests that run this one
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


def new(folder, name, lesson="00"):
    return python(folder, "-c", RUN, "new", "exercise", name, "--lesson", lesson)


def contents(folder):
    files = [path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file()]
    return {path: path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def added(copied):
    """Return the copy with the new exercise `twice_it`, and what the command said."""
    return copied, new(copied, "twice_it")


def test_it_names_the_three_files_and_the_next_commands(added):
    folder, ran = added
    assert (ran.returncode, ran.stderr) == (0, "")
    for file in (
        f"solutions/{NOTEBOOK}.ipynb",
        "course_utils/lessons/lesson_00/exercises/twice_it.py",
        "tests/answers/lesson_00/twice_it.py",
    ):
        assert f"  {file}\n" in ran.stdout
        assert "twice_it" in (folder / file).read_text(encoding="utf-8")
    assert f"course build notebooks {NOTEBOOK}, course build exercises" in ran.stdout


def test_the_section_comes_last_and_shows_that_the_solution_passes(added):
    notebook = notebook_io.read(added[0] / "solutions" / f"{NOTEBOOK}.ipynb")
    *_, text, answer, check, end, _ = notebook.cells
    assert [cell.id for cell in (text, answer, check)] == ["twice-it-text", "twice-it-answer", "twice-it-check"]
    assert text.source.startswith("## 6 ● Twice it\n") and end.source.startswith("## Your progress")
    assert "twice_it: passed, 1 of 1 point" in check.outputs[0].data["text/plain"]


def test_the_exercise_has_a_gap_where_the_solution_was(added):
    notebook = notebook_io.read(added[0] / "exercises" / f"{NOTEBOOK}.ipynb")
    answer = next(cell for cell in notebook.cells if cell.id == "twice-it-answer")
    assert answer.source == 'def twice_it(x):\n    """Twice the number x."""\n    raise NotImplementedError'


def test_it_passes_the_tests_that_every_exercise_must_pass(added):
    folder, _ = added
    chosen = "twice_it or what_the_solutions_make or in_the_one_form or (promised and 00_welcome)"
    files = ["test_answers.py", "test_named_mistakes.py"]
    ran = python(
        folder,
        *("-m", "pytest", "-q", "-p", "no:xdist", "-k", chosen),
        *(f"tests/answers/{file}" for file in files),
        *("tests/test_exercises.py", "tests/tools/test_notebook_io.py"),
    )
    assert ran.returncode == 0, ran.stdout
    for style in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        ran = python(folder, "-m", "ruff", *style, "course_utils/lessons/lesson_00/exercises")
        assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("name", "lesson", "says"),
    [
        ("2_times", "00", "'2_times' cannot name a function; use letters, digits and underscores, as in row_means"),
        ("class", "00", "'class' cannot name a function"),
        ("sum", "00", "'sum' is a name of Python's own"),
        ("neuron", "00", "the name 'neuron' is taken in lesson 00"),  # an exercise
        ("np", "00", "the name 'np' is taken in lesson 00"),  # an import of the notebook
        ("summary", "00", "the name 'summary' is taken in lesson 00"),  # a function of `check`
        ("halve", "77", "there is no lesson '77'; give what is before the first underscore in one of 00_welcome"),
    ],
)
def test_what_cannot_be_added_is_refused_in_a_sentence(name, lesson, says, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(new_exercise, "write", None)  # nothing may be written
    assert cli.main(["new", "exercise", name, "--lesson", lesson]) == 2
    out, said = capsys.readouterr()
    assert not out and said.startswith(f"course: {says}") and said.count("\n") == 1


def test_a_copy_of_the_course_that_is_not_imported_is_refused(tmp_path):
    with pytest.raises(new_exercise.CannotAdd, match="belongs to another copy of the course"):
        new_exercise.add_exercise(tmp_path, "halve", "00")


def test_notebooks_that_are_not_in_order_are_left_alone(added):
    folder, _ = added
    file = folder / "solutions" / f"{NOTEBOOK}.ipynb"
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(whole.replace('"execution_count": 2,', '"execution_count": 9,'), encoding="utf-8")
        before = contents(folder)
        ran = new(folder, "halve")
        assert ran.returncode == 2
        assert "the notebooks are not in order, so nothing was changed" in ran.stderr
        assert "not every cell was run once, from top to bottom; run `course build`" in ran.stderr
        assert contents(folder) == before
    finally:
        file.write_text(whole, encoding="utf-8")


def test_a_notebook_that_does_not_run_leaves_no_file_behind(added):
    folder, _ = added
    template = folder / "course_utils" / "tools" / "templates" / "section.py.txt"
    whole = template.read_text(encoding="utf-8")
    try:
        template.write_text(whole.replace("return 2 * x", "return 3 * x"), encoding="utf-8")
        before = contents(folder)
        ran = new(folder, "halve")
        assert ran.returncode == 1
        assert "raised AssertionError" in ran.stderr and "Traceback" not in ran.stderr
        assert contents(folder) == before
    finally:
        template.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_has_the_section_that_an_exercise_goes_before(path):
    assert new_exercise.END in [cell.source for cell in notebook_io.read(path).cells]
