"""The grading by nbgrader, an independent grader: our solutions get full marks, the untouched exercises none.

It stands in an environment of its own (`make nbgrader`), because it brings much that the course does not need. The
notebooks that it grades run in the course's environment: `COURSE_PYTHON`, or else the `.venv` that `make setup` makes.
Three lessons that are quick and one that trains are tried; the others are ``slow``.
"""

import copy
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

api = pytest.importorskip("nbgrader.api", reason="nbgrader has an environment of its own: make nbgrader")

ROOT = Path(__file__).parents[2]
LESSONS = [path.stem for path in sorted((ROOT / "solutions").glob("*.ipynb"))]
MARKED = [pytest.param(name, marks=[] if name in LESSONS[:4] else [pytest.mark.slow]) for name in LESSONS]
FIRST = LESSONS[:3]  # what is the same for all of them is tried on these, which are quick
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "neural_networks"
c.ExecutePreprocessor.timeout = 600  # a check that trains may take 20 s, more on a busy machine
"""


def course_python():
    """Return the interpreter that has the course installed."""
    in_venv = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python = Path(os.environ.get("COURSE_PYTHON", in_venv))
    assert python.exists(), f"no Python at {python}: run `make setup`, or set COURSE_PYTHON"
    return str(python)


def environment(folder):
    """Return what nbgrader needs around it: its scripts on the path, and our kernel under the notebooks' name."""
    kernel = folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    spec = {"argv": [course_python(), "-m", "ipykernel_launcher", "-f", "{connection_file}"], "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps({**spec, "display_name": "the course's Python"}), encoding="utf-8")
    mine = {"COURSE_HOME": folder / "home", "IPYTHONDIR": folder / "ipython", "JUPYTER_CONFIG_DIR": folder / "config"}
    mine |= {"JUPYTER_PATH": folder / "jupyter"}
    scripts = str(Path(sys.executable).parent)  # it calls `alembic` by its bare name
    path = {"PATH": os.pathsep.join([scripts, os.environ["PATH"]])}
    return {**os.environ, **{key: str(value) for key, value in mine.items()}, **path}


def every_other(lesson):
    """Return the published solutions of every other exercise of a lesson."""
    file = ROOT / "course_utils/lessons" / f"lesson_{lesson.partition('_')[0]}" / "exercises/solutions.json"
    return dict(list(json.loads(file.read_text(encoding="utf-8")).items())[::2])


def solve(notebook, answers):
    """Return the notebook of a learner who has written these answers."""
    for cell in notebook.cells:
        if (name := cell.metadata.get("nbgrader", {}).get("grade_id")) in answers:
            cell.source = answers[name]
    return notebook


def once_checked(lesson):
    """Return a lesson's notebook in which only the hidden tests train, without the calls that show their answers."""
    notebook = nbformat.read(ROOT / "solutions" / f"{lesson}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade") and lesson not in FIRST:
            hidden, end, call = cell.source.rpartition("### END HIDDEN TESTS\n")
            assert f"assert {call}.passed" in hidden
            cell.source = hidden + end + "pass"
    return notebook


def graded(lesson, folder, around):
    """Make an assignment of a lesson, hand it in as two to four students, and grade it with nbgrader's commands.

    Returns a dict from student to a dict from check cell to (score, possible score).
    """
    course, file = folder / lesson, f"{lesson}.ipynb"
    source = course / "source" / lesson
    source.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")

    def nbgrader(*command):
        command = [sys.executable, "-m", "nbgrader", *command]
        ran = subprocess.run(command, cwd=course, env=around, capture_output=True, text=True, encoding="utf-8")
        assert ran.returncode == 0, ran.stdout + ran.stderr

    nbformat.write(once_checked(lesson), source / file)
    nbgrader("generate_assignment", lesson)
    exercise = nbformat.read(ROOT / "exercises" / file, as_version=4)
    handed_in = {"solved": nbformat.read(ROOT / "solutions" / file, as_version=4), "untouched": exercise}
    if lesson in FIRST:
        handed_in["untouched_release"] = nbformat.read(course / "release" / lesson / file, as_version=4)
        handed_in["every_other"] = solve(copy.deepcopy(exercise), every_other(lesson))
    for student, notebook in handed_in.items():
        submission = course / "submitted" / student / lesson
        submission.mkdir(parents=True)
        nbformat.write(notebook, submission / file)
    nbgrader("autograde", lesson)
    with api.Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.name: (grade.score, grade.max_score) for book in submission.notebooks for grade in book.grades
            }
            for submission in gradebook.assignment_submissions(lesson)
        }


@pytest.fixture(scope="module")
def marks(tmp_path_factory, request):
    """Return what `graded` gives for each chosen lesson, two side by side; the last, which train longest, first."""
    lessons = sorted({item.callspec.params["lesson"] for item in request.session.items}, reverse=True)
    folder = tmp_path_factory.mktemp("nbgrader")
    around = environment(folder)
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda lesson: (lesson, graded(lesson, folder, around)), lessons)
        return {(lesson, student): mine for lesson, all_of_it in found for student, mine in all_of_it.items()}


def points(lesson):
    """Return the points that the source notebook gives each check cell."""
    notebook = nbformat.read(ROOT / "solutions" / f"{lesson}.ipynb", as_version=4)
    labels = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    return {label["grade_id"]: label["points"] for label in labels if label.get("grade")}


@pytest.mark.parametrize("lesson", MARKED)
def test_solutions_get_full_marks(marks, lesson):
    assert points(lesson)
    assert marks[lesson, "solved"] == {name: (value, value) for name, value in points(lesson).items()}


@pytest.mark.parametrize("lesson", MARKED)
def test_untouched_exercises_get_none(marks, lesson):
    for student in ("untouched", "untouched_release") if lesson in FIRST else ("untouched",):
        assert marks[lesson, student] == {name: (0, value) for name, value in points(lesson).items()}


@pytest.mark.parametrize("lesson", FIRST)
def test_each_exercise_earns_its_own_points(marks, lesson):
    solved = {f"check_{name}" for name in every_other(lesson)}
    assert 0 < len(solved) < len(points(lesson))
    expected = {name: (value if name in solved else 0, value) for name, value in points(lesson).items()}
    assert marks[lesson, "every_other"] == expected
