"""`course check`: what the checks of a notebook say in a terminal."""

from pathlib import Path

import nbformat
import pytest

from course_utils.tools import check_notebook, cli, notebook_io

EXERCISES = Path(__file__).parents[2] / "exercises" / "00_welcome.ipynb"


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """Return a function that writes a copy of the exercises with another source in the cell that holds a text."""
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))

    def write(**answers):
        copy = nbformat.read(EXERCISES, as_version=4)
        for cell in copy.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(name, cell.source)
        nbformat.write(copy, tmp_path / "mine.ipynb")
        return tmp_path / "mine.ipynb"

    return write


def test_each_check_says_its_own(notebook, capsys):
    path = notebook(
        neuron="def neuron(x, w, b):\n    return max(0, x @ w + b)",
        neuron_batch="def neuron_batch(X, w, b):\n    return X @ w",
        row_means="def row_means(x):\n    return x.means()",
        column_means="1 / 0",
    )
    before = path.read_bytes()
    assert cli.main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    for part in (
        "neuron: passed, 2 of 2 points",
        "neuron_batch: not yet",
        "Line 2 of your code: return x.means()",
        "this cell raised ZeroDivisionError: division by zero",
        "this cell raised NameError",
        "layer_sizes: not attempted yet",
    ):
        assert part in said
    assert "Traceback" not in said
    assert path.read_bytes() == before


def test_what_is_no_exercise_is_refused_in_a_sentence(tmp_path, capsys):
    assert cli.main(["check", str(tmp_path / "missing.ipynb")]) == 2
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{")
    assert cli.main(["check", str(broken)]) == 1
    empty = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), empty)
    assert cli.main(["check", str(empty)]) == 2
    said = capsys.readouterr().err
    assert "there is no file" in said and "broken.ipynb" in said and "has no checks" in said


def test_an_endless_cell_is_named(notebook):
    path = notebook(neuron="while True:\n    pass")
    with pytest.raises(notebook_io.NotebookError, match="did not end within 2 s"):
        check_notebook.answers(path, timeout=2)
