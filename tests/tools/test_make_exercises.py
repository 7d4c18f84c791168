"""The tools that make the notebooks: they make them correctly, and refuse what is wrong in words that help."""

import json
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils.tools import make_exercises, notebook_io
from course_utils.tools.notebook_io import NotebookError
from tests.made_up import MadeUpLesson

lesson = MadeUpLesson("07_try", "fake_checks.lesson_07")


@lesson.exercise(points=2, hints=["Add it to itself."])
def twice(answer, rng):
    """Twice the number."""


@lesson.exercise(points=1, hints=["Count."])
def legs(answer, rng):
    """How many legs a spider has."""


IMPORT = "from fake_checks.lesson_07 import check"
TWICE = '''def twice(x):
    """Twice x."""
    ### BEGIN SOLUTION
    doubled = x + x
    return doubled
    ### END SOLUTION'''
LEGS = """# Count them.
### BEGIN STARTER
# legs = None

# # or a guess
### END STARTER
### BEGIN SOLUTION
legs = 8
### END SOLUTION"""


def checked(name):
    call = f"check.{name}({name})"
    return f"### BEGIN HIDDEN TESTS\nassert {call}.passed\n### END HIDDEN TESTS\n{call}"


CELLS = [IMPORT, TWICE, checked("twice"), LEGS, checked("legs")]


@pytest.fixture(autouse=True)
def _fake_checks(monkeypatch):
    module = SimpleNamespace(__name__="fake_checks.lesson_07", check=lesson)
    monkeypatch.setitem(sys.modules, module.__name__, module)


def saved(folder, cells=CELLS, name="07_try"):
    """Save a notebook of code cells in a file, as an editor leaves it."""
    folder.mkdir(exist_ok=True)
    notebook = new_notebook(cells=[new_markdown_cell("# Try"), *map(new_code_cell, cells)])
    nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def made(tmp_path, cells=CELLS):
    """Return the exercise notebook and the texts made from a solution notebook of these cells."""
    saved(tmp_path / "solutions", cells)
    make_exercises.make_exercises(tmp_path / "solutions", tmp_path / "exercises", tmp_path / "texts")
    texts = json.loads((tmp_path / "texts/lesson_07/exercises/solutions.json").read_text(encoding="utf-8"))
    return notebook_io.read(tmp_path / "exercises/07_try.ipynb"), texts


# ---- exercises from solutions


def test_an_exercise_has_starters_and_shows_no_solution(tmp_path):
    exercise, texts = made(tmp_path)
    assert [cell.source for cell in exercise.cells] == [
        "# Try",
        IMPORT,
        'def twice(x):\n    """Twice x."""\n    raise NotImplementedError',
        "check.twice(twice)",
        "# Count them.\nlegs = None\n\n# or a guess",
        "check.legs(legs)",
    ]
    assert texts == {
        "twice": 'def twice(x):\n    """Twice x."""\n    doubled = x + x\n    return doubled',
        "legs": "# Count them.\nlegs = 8",
    }


def test_several_holes_in_one_cell_and_broken_code_to_mend(tmp_path):
    mend = """class twice:
    ### BEGIN STARTER
    # def __init__(self, x):
    #     self.x = 3 * x
    ### END STARTER
    ### BEGIN SOLUTION
    def __init__(self, x):
        self.x = 2 * x
    ### END SOLUTION

    def again(self):
        ### BEGIN SOLUTION
        return self.x
        ### END SOLUTION"""
    exercise, texts = made(tmp_path, [IMPORT, mend, checked("twice"), LEGS, checked("legs")])
    start = "class twice:\n    def __init__(self, x):\n        self.x = 3 * x\n\n    def again(self):\n        "
    assert exercise.cells[2].source == start + "raise NotImplementedError"
    assert texts["twice"] == start.replace("3", "2") + "return self.x"


def test_outputs_are_cleared_and_metadata_are_nbgraders(tmp_path):
    path = saved(tmp_path / "solutions")
    notebook = notebook_io.read(path)
    for number, cell in enumerate(notebook.cells[1:], 1):
        cell.execution_count = number
        cell.outputs = [new_output("stream", text="something")]
        cell.metadata = {"tags": ["slide"], "collapsed": True, "nbgrader": {"points": 99}, "execution": {"x": "1"}}
    path.write_text(notebook_io.text(notebook), encoding="utf-8")
    make_exercises.make_exercises(path.parent, tmp_path / "exercises", tmp_path / "texts")
    _, first, solution, check, _, last = notebook_io.read(tmp_path / "exercises/07_try.ipynb").cells
    for cell in (first, solution, check, last):
        assert cell.outputs == []
        assert cell.execution_count is None
    assert first.metadata == {"tags": ["slide"]}
    common = {"schema_version": 3, "task": False}
    assert solution.metadata == {
        "tags": ["slide"],
        "deletable": False,
        "nbgrader": {"grade": False, "grade_id": "twice", "locked": False, "solution": True, **common},
    }
    grading = {"grade": True, "grade_id": "check_twice", "locked": True, "points": 2, "solution": False, **common}
    assert check.metadata == {"tags": ["slide"], "deletable": False, "editable": False, "nbgrader": grading}
    assert last.metadata["nbgrader"]["points"] == 1


def test_cells_keep_their_ids_and_the_same_source_gives_the_same_bytes(tmp_path):
    source = saved(tmp_path / "solutions")
    folders = tmp_path / "solutions", tmp_path / "exercises", tmp_path / "texts"
    assert len(make_exercises.make_exercises(*folders)) == 3
    ids = [cell.id for cell in notebook_io.read(source).cells]
    assert [cell.id for cell in notebook_io.read(tmp_path / "exercises/07_try.ipynb").cells] == ids
    assert make_exercises.make_exercises(*folders) == []
    assert make_exercises.drift(*folders) == []


def digests(tmp_path, cells=CELLS, heading="## 1 ● Twice"):
    """Return the digests of the tasks that an exercise notebook carries."""
    path = saved(tmp_path / "solutions", cells)
    notebook = notebook_io.read(path)
    notebook.cells.insert(2, new_markdown_cell(heading))
    nbformat.write(notebook, path)
    make_exercises.make_exercises(tmp_path / "solutions", tmp_path / "exercises", tmp_path / "texts")
    carried = notebook_io.read(tmp_path / "exercises/07_try.ipynb").metadata["course"]["exercises"]
    assert carried == json.loads((tmp_path / "texts/lesson_07/exercises/tasks.json").read_text(encoding="utf-8"))
    return carried


def test_an_exercise_notebook_carries_a_digest_of_each_task(tmp_path):
    before = digests(tmp_path)
    assert set(before) == {"twice", "legs"} and before["twice"] != before["legs"]
    assert digests(tmp_path, heading="## 2 ● Twice") == before, "an exercise was put before it"
    other = digests(tmp_path, heading="## 1 ● Double")
    assert other["twice"] != before["twice"] and other["legs"] == before["legs"]
    solved_otherwise = [cell.replace("doubled = x + x", "doubled = 2 * x") for cell in CELLS]
    assert digests(tmp_path, solved_otherwise) == before, "learners don't see the solution"
    starts_otherwise = [cell.replace("# legs = None", "# legs = 0") for cell in CELLS]
    assert digests(tmp_path, starts_otherwise)["legs"] != before["legs"]


def test_drift_names_each_file_that_differs(tmp_path):
    saved(tmp_path / "solutions")
    folders = tmp_path / "solutions", tmp_path / "exercises", tmp_path / "texts"
    assert make_exercises.drift(*folders) == [
        "exercises/07_try.ipynb is missing; run `make exercises`",
        "exercises/solutions.json is missing; run `make exercises`",
        "exercises/tasks.json is missing; run `make exercises`",
    ]
    make_exercises.make_exercises(*folders)
    (tmp_path / "exercises/09_gone.ipynb").write_text("{}")
    text = tmp_path / "texts/lesson_07/exercises/solutions.json"
    text.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    assert make_exercises.drift(*folders) == [
        "exercises/solutions.json is not what its solution makes of it; run `make exercises`",
        "exercises/09_gone.ipynb has no solution that it is made from; delete it",
    ]


def test_nobodys_work_is_overwritten(tmp_path):
    made(tmp_path)
    path = tmp_path / "exercises/07_try.ipynb"
    notebook = notebook_io.read(path)
    notebook.cells[1].execution_count = 1
    path.write_text(notebook_io.text(notebook), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(NotebookError, match="has cells that were run: move it away"):
        made(tmp_path)
    assert path.read_bytes() == before


RAISING = "### BEGIN SOLUTION\nlegs = 8\n### END SOLUTION"
BOTH = "### BEGIN SOLUTION\nlegs = 8\ndef twice(x): return 2 * x\n### END SOLUTION"
WRONG = {
    "no END at the end of a cell": (
        {1: TWICE.removesuffix("    ### END SOLUTION")},
        r"07_try, code cell \[2\] \(def twice\(x\):\): `### END SOLUTION` is missing",
    ),
    "no END before the next BEGIN": (
        {3: LEGS.replace("### END STARTER\n", "")},
        r"code cell \[4\] .* `### END STARTER` is missing",
    ),
    "END without BEGIN": ({3: LEGS.replace("### BEGIN SOLUTION\n", "")}, "'### END SOLUTION' ends what never began"),
    "a marker with a slip": (
        {3: LEGS.replace("### BEGIN STARTER", "## BEGIN STARTER")},
        "'## BEGIN STARTER' is no marker",
    ),
    "no solution cell": ({1: "", 2: ""}, "07_try: the exercise twice of fake_checks.lesson_07 has no solution cell"),
    "no check cell": ({4: ""}, "07_try: the exercise legs of fake_checks.lesson_07 has no check cell"),
    "an unknown exercise": (
        {2: checked("thrice")},
        r"code cell \[3\] .* thrice is no exercise of fake_checks.lesson_07, only twice, legs",
    ),
    "a solution of nothing": ({3: LEGS.replace("legs", "arms")}, r"code cell \[4\] .* defines none of the exercises"),
    "two exercises in a cell": (
        {3: BOTH},
        r"code cell \[4\] .* solves legs, twice; each exercise has a cell of its own",
    ),
    "two solutions": ({0: f"{IMPORT}\n{LEGS}"}, r"code cell \[4\] .* a second solution of legs"),
    "two checks": ({4: checked("twice")}, r"code cell \[5\] .* a second check of twice"),
    "solution and check in one cell": (
        {1: f"{TWICE}\n{checked('twice')}"},
        "the solution of twice and its check need a cell",
    ),
    "the check first": (
        {1: checked("twice"), 2: TWICE},
        r"code cell \[2\] .* no cell before it holds a solution of twice",
    ),
    "no hidden tests": (
        {2: "check.twice(twice)"},
        "a check cell ends with\n### BEGIN HIDDEN TESTS\nassert check.twice",
    ),
    "hidden tests of another exercise": (
        {2: checked("twice").replace("assert check.twice(twice)", "assert check.legs(legs)")},
        "a check cell ends with",
    ),
    "a check of another answer": ({2: checked("twice").replace("(twice)", "(legs)")}, "a check cell ends with"),
    "an answer that does not show": ({2: checked("twice") + "\nprint()"}, "a check cell ends with"),
    "hidden tests without a check": (
        {0: f"{IMPORT}\n### BEGIN HIDDEN TESTS\nassert 1\n### END HIDDEN TESTS"},
        r"code cell \[1\] .* hidden tests belong into a cell that ends with",
    ),
    "a starter alone": ({0: f"{IMPORT}\n### BEGIN STARTER\n# x\n### END STARTER"}, "a starter stands right before"),
    "a starter afterwards": (
        {3: RAISING + "\n### BEGIN STARTER\n# legs = 0\n### END STARTER"},
        "a starter stands right before `### BEGIN SOLUTION`",
    ),
    "a starter that is no comment": (
        {3: LEGS.replace("# legs = None", "legs = None")},
        "a line of a starter begins with '# '",
    ),
    "a starter that is no Python": (
        {3: LEGS.replace("# legs = None", "# legs = =")},
        "is no plain Python: invalid syntax",
    ),
    "a starter that raises at once": ({3: RAISING}, "the solution of legs: what is left without it raises as soon as"),
    "a solution that is no Python": ({3: LEGS.replace("8", "8 legs")}, r"code cell \[4\] .* is no plain Python"),
    "no import of the checks": ({0: "import numpy"}, "no cell says `from course_utils.lessons.lesson_07 import check`"),
}


@pytest.mark.parametrize(("changes", "message"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_refused_with_its_place(tmp_path, changes, message):
    cells = [changes.get(number, cell) for number, cell in enumerate(CELLS)]
    with pytest.raises(NotebookError, match=f"(?s){message}"):
        made(tmp_path, cells)
    assert not (tmp_path / "exercises").exists()


def test_the_checks_of_another_lesson_are_refused(tmp_path):
    saved(tmp_path, name="08_other")
    with pytest.raises(NotebookError, match="imports the checks of 07_try"):
        make_exercises.generated(tmp_path, tmp_path / "exercises", tmp_path / "texts")


# ---- one form


def normalised(*cells, **metadata):
    return notebook_io.normalise(new_notebook(cells=list(cells), metadata=metadata), "try.ipynb")


def ran(source, *outputs, count=1, **settings):
    return new_code_cell(source, outputs=list(outputs), execution_count=count, **settings)


def test_metadata_are_the_same_on_every_machine():
    found = normalised(
        ran("1", metadata={"execution": {"iopub.status.busy": "2024"}, "tags": ["a"], "vscode": {}}),
        ran("2", metadata={"jupyter": {"source_hidden": True, "outputs_hidden": True}}, count=2),
        kernelspec={"name": "my-env", "display_name": "mine", "language": "python"},
        language_info={"name": "python", "version": "3.11.7"},
        widgets={"application/vnd.jupyter.widget-state+json": {}},
    )
    assert set(found.metadata) == {"kernelspec", "language_info"}
    assert found.metadata.kernelspec.name == "python3"
    assert "version" not in found.metadata.language_info
    assert found.cells[0].metadata == {"tags": ["a"]}
    assert found.cells[1].metadata == {"jupyter": {"source_hidden": True}}  # set-up code that an author folded away
    assert (found.nbformat, found.nbformat_minor) == (4, 5)


def test_a_folded_cell_stays_folded():
    cell = normalised(ran("1", metadata={"jupyter": {"source_hidden": True, "outputs_hidden": True}})).cells[0]
    assert cell.metadata == {"jupyter": {"source_hidden": True}}


def test_what_gives_a_guess_away_is_folded_until_its_result():
    sources = ["first = guess('a')", "fit()", "second = guess('b')", "first.reveal(1)", "second.reveal(2)", "plot()"]
    outputs = [new_output("stream", text="shown\n")]
    made = normalised(*(ran(source, *outputs, count=n) for n, source in enumerate(sources, 1)))
    folded = [cell.metadata.get("jupyter", {}).get("outputs_hidden", False) for cell in made.cells]
    assert folded == [False, True, True, True, True, False]
    made.cells[1].outputs = []
    assert "jupyter" not in notebook_io.normalise(made, "try.ipynb").cells[1].metadata


def test_ids_are_kept_where_they_can_be_and_else_made_from_the_content():
    notebook = new_notebook(cells=[new_markdown_cell(text) for text in ("one", "one", "two", "three", "four")])
    for cell, known in zip(notebook.cells, ("mine", "mine", "", "not valid!", "4"), strict=True):
        cell.id = known
    first, again = ([cell.id for cell in notebook_io.normalise(notebook, "try").cells] for _ in range(2))
    assert first == again
    assert (first[0], first[4]) == ("mine", "4")
    assert len(set(first)) == 5
    notebook.cells.reverse()
    moved = [cell.id for cell in notebook_io.normalise(notebook, "try").cells]
    assert moved[:3] == first[:1:-1]


def test_normalising_twice_changes_nothing():
    once = normalised(new_markdown_cell("# A"), ran("print(1)", new_output("stream", text="1\n")))
    assert notebook_io.text(notebook_io.normalise(once, "try.ipynb")) == notebook_io.text(once)


def test_pieces_of_a_text_become_one_and_colours_go():
    streams = [new_output("stream", text="a"), new_output("stream", text="\x1b[1mb\x1b[0m")]
    picture = new_output("display_data", {"image/png": "iVBORw0=", "text/plain": "<Figure>"})
    cell = normalised(ran("x", *streams, picture, new_output("stream", text="c"))).cells[0]
    assert [output.get("text") for output in cell.outputs] == ["ab", None, "c"]
    assert cell.outputs[1].data == {"image/png": "iVBORw0=", "text/plain": "<Figure>"}


def test_a_widget_leaves_its_still_picture_or_nothing():
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "VBox(children=())"}
    still = {**view, "text/html": "<img alt='four digits' src='data:image/png;base64,iVBORw0='>"}
    cell = normalised(ran("x", new_output("display_data", view), new_output("display_data", still))).cells[0]
    assert [set(output.data) for output in cell.outputs] == [{"text/plain", "text/html"}]


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("<keras.History object at 0x7f1c2ad0>", "a memory address"),
        ("saved in /home/ada/course/model.keras", "a path of this machine"),
        ("saved in '/Users/ada/model.keras'", "a path of this machine"),
        ("saved in C:\\Users\\ada", "a path of this machine"),
        ("12/12 - 0s 3ms/step - loss: 0.2", "how long a step took"),
        ("10%\b\b\b20%", "a line that writes over itself"),
        ("10%\r20%", "a line that writes over itself"),
    ],
)
@pytest.mark.parametrize("kind", ["stdout", "text/plain", "text/html"])
def test_what_cannot_be_the_same_elsewhere_is_refused_with_its_place(said, what, kind):
    output = new_output("stream", text=said) if kind == "stdout" else new_output("display_data", {kind: said})
    with pytest.raises(NotebookError, match=rf"try.ipynb, code cell \[1\] \(x = 1\) shows {what}.* in its {kind}: "):
        normalised(ran("\nx = 1", output))


@pytest.mark.parametrize(
    "said",
    [
        "images / 255, train/val/test: 1437/180/180",
        "https://archive.ics.uci.edu/dataset/80/x and text/html",
        "<b>a</b>/<i>b</i> <img alt='x' src='data:image/png;base64,iV/home/ada/x'>",
        "0x1F600, shape (3, 4), dW = X.T @ dz / n, 5 s/epoch",
        "a line\r\nof Windows",
    ],
)
def test_what_only_looks_like_a_path_is_kept(said):
    output = new_output("display_data", {"text/html": said, "text/plain": said})
    assert normalised(ran("x", output)).cells[0].outputs[0].data["text/html"] == said


@pytest.mark.parametrize("counts", [(1, 3), (2, 1), (1, None), (2, 3)])
def test_cells_run_in_another_order_are_refused(counts):
    with pytest.raises(NotebookError, match="not every cell was run once, from top to bottom"):
        normalised(*(ran(str(count), count=count) for count in counts))


def test_outputs_of_cells_that_were_not_run_are_refused():
    with pytest.raises(NotebookError, match="not every cell was run once"):
        normalised(ran("1", new_output("stream", text="1"), count=None))


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"nbformat": 4}', '{"nbformat": 3, "cells": 1}', '{"nbformat": 4, "cells": 1}', "\x00"]
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    path = tmp_path / "broken.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NotebookError, match="broken.ipynb: (this is not a notebook|.* is needed, got 3)"):
        notebook_io.read(path)


def test_ids_that_a_file_lacks_are_not_made_up_by_chance(tmp_path):
    path = tmp_path / "old.ipynb"
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": []}
    content["cells"] = [{"cell_type": "markdown", "metadata": {}, "source": ["# A\n", "text"]}]
    path.write_text(json.dumps(content), encoding="utf-8")
    first, second = (notebook_io.text(notebook_io.normalise(notebook_io.read(path), "old")) for _ in range(2))
    assert first == second
    assert "# A\\n" in first


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path):
    path = tmp_path / "a.txt"
    notebook_io.write(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        notebook_io.write(path, "half a character: \ud800")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_bytes() == b"old\n"


# ---- running

WAIT = """import pathlib, time
pathlib.Path("{}").touch()
while not pathlib.Path("{}").exists():
    time.sleep(0.05)"""
PASSING = """from types import SimpleNamespace as Some
check = Some(twice=lambda x: Some(passed=True), legs=lambda x: Some(passed=True))"""
QUIET = [
    "import os, pathlib\nassert not {'COURSE_DATASET', 'COURSE_REVIEWS'} & {*os.environ}\n"
    "print(pathlib.Path.cwd().name)",
    "home = pathlib.Path(os.environ['COURSE_HOME'])\nprint(home.exists())\nhome.mkdir()",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "import ipywidgets\nipywidgets.IntSlider()",
    "{'b': 1, 'a': 2}",
]


def test_running_saves_the_same_file_twice(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATASET", "mnist")
    monkeypatch.setenv("COURSE_REVIEWS", "imdb")
    monkeypatch.setenv("MPLBACKEND", "Agg")
    path = saved(tmp_path / "notebooks", QUIET)
    assert 0 < make_exercises.execute(path) < 60
    first = path.read_bytes()
    cells = notebook_io.read(path).cells
    assert [cell.execution_count for cell in cells[1:]] == [1, 2, 3, 4, 5]
    assert cells[1].outputs[0].text == "notebooks\n"
    assert cells[2].outputs[0].text == "False\n"
    assert set(cells[3].outputs[0].data) == {"image/png", "text/plain"}
    assert cells[4].outputs == []
    assert cells[5].outputs[0].data == {"text/plain": "{'b': 1, 'a': 2}"}
    assert make_exercises.out_of_form([path]) == []
    make_exercises.execute(path)
    assert path.read_bytes() == first
    path.write_bytes(first.replace(b'"execution_count": 2', b'"execution_count": 7'))
    assert make_exercises.out_of_form([path]) == [
        "07_try.ipynb: not every cell was run once, from top to bottom; run `course build`"
    ]


def test_a_notebook_with_solutions_is_labelled_when_it_is_run(tmp_path):
    cells = [f"if False:\n    {IMPORT}\n{PASSING}", TWICE, checked("twice"), LEGS, checked("legs")]
    path = saved(tmp_path / "solutions", [*cells[:2], "check.twice(twice)", *cells[3:]])
    before = path.read_bytes()
    with pytest.raises(NotebookError, match="a check cell ends with"):
        make_exercises.execute(path)
    assert path.read_bytes() == before
    path = saved(tmp_path / "solutions", cells)
    advice = "solutions/07_try.ipynb is not as the build saves it; run `course build`"
    assert make_exercises.out_of_form([path]) == [advice]
    make_exercises.execute(path)
    assert notebook_io.read(path).cells[3].metadata.nbgrader.points == 2
    assert make_exercises.out_of_form([path]) == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "import warnings\nwarnings.warn('dear me')",
            r"(?s)\(import warnings\) wrote to stderr: .*UserWarning: dear me",
        ),
        ("import os\nos.write(2, b'from C\\n')", r"wrote to stderr: from C"),
        (
            "import atexit, os, time\natexit.register(os.write, 2, b'late\\n')\natexit.register(time.sleep, 3)",
            "wrote to stderr while no cell was running: late",
        ),
        ("[][1]", r"code cell \[2\] \(\[\]\[1\]\) raised IndexError: list index out of range"),
        ("import os\nos._exit(3)", r"\(import os\) ended its kernel"),
        ("import time\ntime.sleep(30)", r"\(import time\) did not end within 5 s"),
        ("input()", r"\(input\(\)\) raised StdinNotImplementedError"),
    ],
    ids=["warning", "descriptor", "at exit", "error", "death", "too long", "question"],
)
def test_noise_errors_and_hangs_are_refused_and_nothing_is_saved(tmp_path, source, message):
    path = saved(tmp_path, ["print('fine')", source])
    before = path.read_bytes()
    with pytest.raises(NotebookError, match=message):
        make_exercises.execute(path, timeout=5)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_an_expected_error_is_an_error_too(tmp_path):
    path = saved(tmp_path, ["1 / 0"])
    notebook = notebook_io.read(path)
    notebook.cells[1].metadata["tags"] = ["raises-exception"]
    path.write_text(notebook_io.text(notebook), encoding="utf-8")
    with pytest.raises(NotebookError, match="raised ZeroDivisionError"):
        make_exercises.execute(path)


def test_notebooks_run_side_by_side_and_one_failure_does_not_stop_the_others(tmp_path):
    a_then_b, b_then_a = [WAIT.format("a", "b")], [WAIT.format("b", "a")]  # neither ends without the other
    paths = [saved(tmp_path, a_then_b, "01_a"), saved(tmp_path, b_then_a, "02_b"), saved(tmp_path, ["1 / 0"], "03_c")]
    said = []
    with pytest.raises(NotebookError, match=r"\A03_c.ipynb, code cell \[1\] \(1 / 0\) raised ZeroDivisionError"):
        make_exercises.execute_all(paths, workers=2, timeout=60, say=said.append)
    assert sorted(line.split()[-1].split("/")[1] for line in said) == ["01_a.ipynb", "02_b.ipynb", "03_c.ipynb"]
    assert [make_exercises.out_of_form([path]) == [] for path in paths] == [True, True, False]
