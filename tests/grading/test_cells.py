"""What was earned in a notebook stays: an answer counts wherever it is bound, and whatever is around it."""

import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest

from course_utils.grading import worker as worker_module
from course_utils.grading.batch import Settings, grade_one
from course_utils.grading.misplaced import misplaced
from course_utils.grading.sandbox import bubblewrap, class_data
from course_utils.grading.sandbox.bubblewrap import missing
from course_utils.grading.submissions import Submission
from course_utils.grading.worker import lessons
from course_utils.tools import check_notebook, notebook_io

ROOT = Path(__file__).parents[2]
WALLS = pytest.mark.skipif(bool(missing()), reason=f"no sandbox: {missing()}")
CHECK = "import numpy as np\nfrom course_utils.lessons.lesson_00 import check"
STUB = "def neuron(x, w, b):\n    raise NotImplementedError"
RIGHT = "def neuron(x, w, b):\n    return float(np.maximum(np.dot(x, w) + b, 0))"
LEANS = "def neuron(x, w, b):\n    return max(float(np.dot(x, w) + b) + offset, 0)"
WRONG = "def neuron(x, w, b):\n    return float(np.dot(x, w)) if b else 0.0"
OTHER, WRONG_OTHER = RIGHT.replace("neuron", "mine"), WRONG.replace("neuron", "mine")
ENDLESS = "def neuron(x, w, b):\n    while True: pass"


@pytest.mark.parametrize(
    "cells",
    [
        [STUB, f"offset = 0.0\n{LEANS}", "check.neuron(neuron)", "offset = 'used again for a plot'"],
        [f"offset = 0.0\n{LEANS}", "offset = 'left'"],
        [STUB, WRONG, "check.neuron(neuron)", RIGHT, "check.neuron(neuron)", "neuron = 3"],
        [LEANS, "offset = 0.0", "check.neuron(neuron)", "offset = None"],  # right when it was checked
        ["neuron = None", "neuron = 5", RIGHT, "del neuron"],
        [RIGHT, WRONG, "check.neuron(neuron)"],
        [WRONG, "for name in range(3):\n    neuron = str(name)", RIGHT, STUB],
    ],
    ids=[
        *("a stub above", "a helper that changes", "a second try", "a helper that comes later"),
        *("other values before", "broken again", "in a loop"),
    ],
)
def test_an_answer_counts_wherever_it_is_bound(graded, cells):
    results, _ = graded(CHECK, *cells)
    assert results["neuron"].passed, results["neuron"]


@pytest.mark.parametrize(
    ("cells", "passed"),
    [
        ([WRONG, "check.neuron(neuron)", f"{OTHER}\ncheck.neuron(mine)"], True),
        ([WRONG, OTHER, "check.neuron(mine)"], True),
        ([OTHER, "check.neuron(mine)"], True),
        (["check.neuron(lambda x, w, b: float(np.maximum(np.dot(x, w) + b, 0)))"], True),
        ([RIGHT.replace("b, 0", "b + offset, 0"), f"{WRONG_OTHER}\ncheck.neuron(mine)", "offset = 0.0"], True),
        ([ENDLESS.replace("neuron", "mine"), "check.neuron(mine)", OTHER, "check.neuron(mine)"], True),
        (
            [LEANS, f"{ENDLESS.replace('neuron', 'mine')}\ncheck.neuron(mine)", "offset = 0.0"],  # one leans, one hangs
            True,
        ),
        ([WRONG, OTHER, "check.neuron(neuron)"], False),
        ([WRONG, OTHER], False),
        ([WRONG_OTHER, "check.neuron(mine)"], False),
    ],
)
def test_an_answer_that_has_a_different_name_counts_when_it_is_checked(sandboxed, graded, monkeypatch, cells, passed):
    """A notebook's check takes it, with a note, so the grader does as well."""
    taken = []
    if any("while True" in cell for cell in cells):
        monkeypatch.setattr(sandboxed, "limits", worker_module.Limits(seconds=600, step_seconds=8))
    else:
        neuron = worker_module.lessons()["00_welcome"].neuron
        names = {"np": np, "check": SimpleNamespace(neuron=lambda answer: taken.append(neuron(answer).passed))}
        for cell in cells:
            exec(cell, names)
    assert passed or not any(taken)
    results, _ = graded(CHECK, *cells)
    assert results["neuron"].passed == passed, results["neuron"]


def test_the_message_is_that_of_the_last_answer(graded):
    results, _ = graded(CHECK, "def neuron(x, w, b):\n    return undefined", WRONG, STUB)
    assert results["neuron"].status == "not_yet" and "bias" in results["neuron"].message


def test_hidden_inputs_cannot_be_guessed_by_trying(sandboxed, graded, monkeypatch):
    judged = []
    judge = sandboxed.judge

    def counting(order, *rest):
        judged.append(order["exercise"])
        return judge(order, *rest)

    monkeypatch.setattr(sandboxed, "judge", counting)
    cells = [f"def neuron(x, w, b):\n    return {number}.0" for number in range(worker_module.MOST_JUDGED + 5)]
    results, _ = graded(CHECK, *cells)
    assert results["neuron"].points == 0
    assert len(judged) == worker_module.MOST_JUDGED + 1  # and what is left at the end


@WALLS
def test_an_answer_that_was_stopped_does_not_cost_the_next(sandboxed, graded, monkeypatch):
    monkeypatch.setattr(sandboxed, "limits", worker_module.Limits(seconds=600, step_seconds=8))
    graded(RIGHT)  # a sandbox that is ready
    results, _ = graded(CHECK, ENDLESS, RIGHT)
    assert results["neuron"].passed
    results, _ = graded(CHECK, RIGHT.replace("neuron", "other"), ENDLESS, "check.neuron(neuron)")
    assert results["neuron"].status == "stopped_time"


@pytest.mark.parametrize(
    "cell",
    [
        *("%matplotlib tk", "%matplotlib qt", "%matplotlib widget", "%matplotlib ipympl", "%pylab qt", "%gui qt"),
        *(
            "import matplotlib\nmatplotlib.use('TkAgg')",
            "exit()",
            "quit",
            "%conda install numpy",
            "%pip install nothing",
        ),
    ],
)
def test_what_a_grader_has_no_screen_or_network_for_costs_nothing(graded, cell):
    results, notes = graded(f"{cell}\n{CHECK}\n{RIGHT}", "check.neuron(neuron)")
    assert results["neuron"].passed and not any("raised" in note for note in notes)


@WALLS
@pytest.mark.parametrize(
    "cell",
    [
        "%pip install nothing-of-this-name",
        "!pip install -q nothing-of-this-name",
        "import os\n!python3 -m pip install x",
    ],
)
def test_nothing_can_be_installed_which_is_told_at_once(graded, cell):
    graded(RIGHT)
    began = time.monotonic()
    results, [note] = graded(CHECK, cell, RIGHT)
    assert results["neuron"].passed
    assert note == "Code cell 2 installs packages. When a notebook is graded, it has only the packages of the course."
    assert time.monotonic() - began < 30  # pip would try again and again for minutes


@pytest.mark.parametrize(
    ("stop", "message"),
    [
        ("breakpoint()", ""),
        ("import pdb; pdb.Pdb().set_trace()", "remove that line"),
        ("from IPython.core.debugger import set_trace; set_trace()", "remove that line"),
        ("b = float(input('b? '))", "use the arguments instead"),
    ],
)
def test_a_forgotten_breakpoint_is_told_alike_in_notebook_and_grader(graded, stop, message):
    source = f"def neuron(x, w, b):\n    {stop}\n    return max(float(np.dot(x, w) + b), 0)"
    results, _ = graded(CHECK, source)
    names = {}
    exec(f"{CHECK}\n{source}", names)
    for result in (results["neuron"], worker_module.lessons()["00_welcome"].neuron(names["neuron"])):
        assert result.passed if not message else message in result.message.lower(), result


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("my_helpers", {"my_helpers.py": b"def relu(z):\n    return max(z, 0)\n"}),
        ("tools.nets", {"tools/nets.py": b"from tools.more import relu\n",
                        "tools/more.py": b"relu = lambda z: max(z, 0)\n"}),
        ("reads", {"reads.py": b"def relu(z, low=float(open('data/low.txt').read())):\n    return max(z, low)\n",
                   "data/low.txt": b"0"}),
    ],
    ids=["a module", "a package", "data"],
)  # fmt: skip
def test_files_beside_a_notebook_are_there(graded, name, files):
    answer = "def neuron(x, w, b):\n    return relu(float(np.dot(x, w) + b))"
    results, notes = graded(f"{CHECK}\nfrom {name} import relu", answer, files=files)
    assert results["neuron"].passed and notes == ()


def test_a_module_that_a_cell_has_written_can_be_imported(graded):
    helper = "%%writefile my_helpers.py\ndef relu(z):\n    return max(z, 0)"
    answer = "from my_helpers import relu\ndef neuron(x, w, b):\n    return relu(float(np.dot(x, w) + b))"
    results, _ = graded(CHECK, helper, answer, files={"my_helpers.py": b"relu = None"})
    assert results["neuron"].passed


@pytest.mark.parametrize(
    ("kind", "source", "word"),
    [
        ("markdown", RIGHT, "Markdown"),
        ("markdown", f"My answer:\n```python\n{RIGHT}\n```", "Markdown"),
        ("raw", RIGHT, "Raw"),
        ("raw", "neuron = lambda x, w, b: 0", "Raw"),
        ("markdown", "class neuron:\n    pass", "Markdown"),
        ("markdown", "Call `neuron(x, w, b)`, where neuron == the function.", ""),
    ],
)
def test_an_answer_in_a_cell_of_another_kind_is_named(tmp_path, monkeypatch, kind, source, word):
    monkeypatch.setattr("course_utils.grading.batch._worker", lambda _: Nothing())
    cell = {"markdown": nbformat.v4.new_markdown_cell, "raw": nbformat.v4.new_raw_cell}[kind](source)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CHECK), cell])
    submission = Submission("ada", "00_welcome", "ada", "00_welcome.ipynb", "")
    report = grade_one(submission, nbformat.writes(notebook).encode(), Settings(b"x"))
    said = f"There is an answer to `neuron` in a {word} cell: change its type to Code." if word else "not found"
    assert report.results[0].message == said
    assert not word or misplaced([("code", "neuron = 1"), (kind, source)], "neuron") == ""


class Nothing:
    """A worker that finds no answer."""

    isolation = ""

    def grade(self, cells, lesson, files):
        return tuple(
            worker_module.no_points(each, "not_attempted", "not found") for each in lessons()[lesson].exercises
        ), ()


def test_no_text_of_an_exercise_looks_like_an_answer():
    for lesson in lessons().values():
        notebook = notebook_io.read(ROOT / "exercises" / f"{lesson.name}.ipynb")
        cells = [(cell.cell_type, cell.source) for cell in notebook.cells if cell.cell_type != "code"]
        assert [misplaced(cells, exercise.name) for exercise in lesson.exercises] == [""] * len(lesson.exercises)


def test_a_check_in_the_terminal_names_it_as_well(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    cells = [nbformat.v4.new_markdown_cell(RIGHT), nbformat.v4.new_code_cell("check.neuron(neuron)")]
    path = tmp_path / "mine.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert check_notebook.answers(path)[0] == (
        "mine.ipynb",
        "✘ There is an answer to `neuron` in a Markdown cell: change its type to Code.",
    )


def test_the_data_of_the_class_are_there(tmp_path, monkeypatch):
    digits = {"x_train": np.zeros((60_000, 28, 28), "uint8"), "x_test": np.zeros((10_000, 28, 28), "uint8")}
    labels = {"y_train": np.arange(60_000, dtype="uint8") % 10, "y_test": np.arange(10_000, dtype="uint8") % 10}
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("COURSE_DATASET", "mnist")
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path / "class"))
    assert class_data.missing().startswith("COURSE_DATASET is mnist, but this computer does not have MNIST")
    (tmp_path / "class").mkdir()
    np.savez_compressed(tmp_path / "class" / "mnist.npz", **digits, **labels)
    (tmp_path / "class" / "grades.csv").write_text("ada,5")
    assert class_data.missing() == ""
    assert class_data.environment() == {"COURSE_DATASET": "mnist", "COURSE_DATA_DIR": str(tmp_path / "class")}
    if missing():
        return
    look = (
        "import os; from course_utils.data import load_digits; folder = os.environ['COURSE_DATA_DIR']; "
        "print(os.listdir(folder), os.access(folder, os.W_OK), load_digits().source)"
    )
    with bubblewrap._system_call_filter() as rules:
        command = [
            *bubblewrap._bwrap(rules.fileno()),
            *bubblewrap._files(hidden=True),
            "--",
            sys.executable,
            "-c",
            look,
        ]
        shown = subprocess.run(command, capture_output=True, text=True, pass_fds=[rules.fileno()])
    assert shown.stdout.strip() == "['mnist.npz'] False mnist", shown.stderr


@pytest.mark.parametrize(
    ("setting", "value", "names"),
    [
        ("COURSE_DATASET", "fashion_mnist", "Fashion"),
        ("COURSE_REVIEWS", "imdb", "IMDB"),
        ("COURSE_DATASET", "mnist", "MNIST"),
    ],
)
def test_missing_data_are_told_before_grading(tmp_path, monkeypatch, setting, value, names):
    for name in ("COURSE_DATASET", "COURSE_REVIEWS", "COURSE_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert class_data.missing() == ""
    monkeypatch.setenv(setting, value)
    assert (
        setting in class_data.missing() and names in class_data.missing() and "COURSE_DATA_DIR" in class_data.missing()
    )
