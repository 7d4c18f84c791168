"""A learner hands in: graded here and now, every attempt kept, one sentence on what comes next."""

import errno
import json
import os
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_utils.classroom import hand_in
from course_utils.grading import batch, pages, reports
from course_utils.grading import submit as module
from course_utils.grading.sandbox.bubblewrap import SandboxError
from course_utils.grading.submit import submit
from course_utils.tools import cli
from tests.grading.test_batch import ScriptedWorker

ROOT = Path(__file__).parents[2]
RIGHT = "import numpy as np\ndef neuron(x, w, b):\n    return max(0.0, float(np.dot(x, w) + b))"


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    path = tmp_path / "00_welcome.ipynb"
    code = {"cell_type": "code", "source": RIGHT, "metadata": {}, "outputs": [], "execution_count": None}
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [code]}))
    return path


def test_every_attempt_is_kept(notebook, tmp_path, capsys):
    for _ in range(2):
        assert cli.main(["submit", str(notebook)]) == 0
    said = capsys.readouterr().out
    assert "2 of 6 points" in said and "neuron" in said and "row_means" in said
    attempts = sorted((tmp_path / "home" / "submissions" / "00_welcome").iterdir())
    assert len(attempts) == 2
    for folder in attempts:
        assert (folder / "00_welcome.ipynb").read_bytes() == notebook.read_bytes()
        page = (folder / "00_welcome.html").read_text(encoding="utf-8")
        assert "2" in page and "neuron" in page and str(tmp_path) not in page


@pytest.fixture
def shell(notebook, monkeypatch):
    """Return a shell as that of a kernel which JupyterLab has started for `notebook`."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(notebook))
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("submit", [module.submit, hand_in.submit])
def test_in_the_notebook(notebook, shell, submit):
    shell.history_manager.input_hist_raw = ["", RIGHT, "def for_a_try():\n    return 7", "submit()"]
    attempt = submit()
    assert attempt.report.points == 2 and attempt.notes == ()
    copy = notebook.with_name("00_welcome_report.html")
    assert copy.read_bytes() == attempt.page.read_bytes()
    assert '<a href="00_welcome_report.html" target="_blank">' in attempt._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("submit", [module.submit, hand_in.submit])
def test_a_notebook_that_is_not_saved_is_refused_before_it_is_graded(notebook, shell, submit, tmp_path):
    shell.history_manager.input_hist_raw = ["", RIGHT, "def neuron(x, w, b):\n    return 7", "submit()"]
    said = str(submit())
    assert said.startswith("Not handed in: the saved file has a different version of neuron from the one that you ran")
    assert "save the notebook (Ctrl+S)" in said
    assert not (tmp_path / "home" / "submissions").exists()


def test_a_notebook_that_was_renamed_is_told_from_an_editor_that_says_nothing(notebook, shell):
    notebook.rename(notebook.with_name("mine.ipynb"))
    assert "00_welcome.ipynb was renamed or moved after its kernel had started" in str(submit())


@pytest.mark.usefixtures("shell")
def test_a_report_that_cannot_be_copied_is_kept_and_told(scripted, notebook, monkeypatch):
    copied = module.shutil.copyfile

    def refuse(source, target):
        if str(target).endswith("_report.html"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return copied(source, target)

    monkeypatch.setattr(module.shutil, "copyfile", refuse)
    scripted("pass")
    attempt = submit()
    assert attempt.page.is_file() and not attempt.copy
    assert attempt.notes == ("There is no copy of the report next to your notebook: Permission denied.",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.ipynb", "cannot be opened"),
        ("notes.txt", "is not a notebook"),
        ("other.ipynb", "not handed in"),
        ("", "is not a notebook"),
    ],
)
def test_nothing_to_hand_in(tmp_path, monkeypatch, capsys, name, said):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "other.ipynb").write_text("{}")
    assert cli.main(["submit", str(tmp_path / name)]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "home" / "submissions").exists()


def test_not_known_which_notebook(monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert "name it" in str(submit())


def test_a_broken_notebook_is_told(notebook, capsys):
    notebook.write_text("{broken")
    assert cli.main(["submit", str(notebook)]) == 0
    assert "not a notebook" in capsys.readouterr().out


# ---- what goes wrong on the way


@pytest.fixture
def scripted(notebook, monkeypatch):
    """Return a function that hands in a notebook with one cell, graded by a worker that needs no sandbox."""
    monkeypatch.setattr(batch, "Worker", ScriptedWorker)
    monkeypatch.setattr(batch, "_own", type(batch._own)())

    def hand_in(cell):
        book = json.loads(notebook.read_text())
        book["cells"][0]["source"] = cell
        notebook.write_text(json.dumps(book))
        return cli.main(["submit", str(notebook)])

    return hand_in


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize(
    ("module", "name"),
    [(reports, "write"), (module.shutil, "copyfile"), (module, "write"), (module.Path, "mkdir")],
    ids=["report", "notebook", "page", "folder"],
)
def test_an_attempt_that_cannot_be_kept_is_one_sentence(scripted, tmp_path, capsys, monkeypatch, module, name, code):
    def refuse(*_, **__):
        raise OSError(code, os.strerror(code), "the place")

    with monkeypatch.context() as patch:
        patch.setattr(module, name, refuse)
        assert scripted("pass") == 2
    said = capsys.readouterr().err
    assert (
        said
        == f"course: your attempt cannot be kept in the place: {os.strerror(code)}; solve that, and hand in again\n"
    )
    assert not [*tmp_path.glob("home/submissions/*/*")], "half an attempt was left behind"
    assert scripted("pass") == 0


@pytest.mark.parametrize(("module", "name"), [(batch, "grade_one"), (reports, "store"), (pages, "student_page")])
def test_ctrl_c_leaves_no_half_attempt(scripted, tmp_path, capsys, monkeypatch, module, name):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, name, interrupt)
    assert scripted("pass") == 130
    assert capsys.readouterr().out.startswith("Stopped, and nothing was handed in.")
    assert not [*tmp_path.glob("home/submissions/*/*")]


@pytest.mark.parametrize("cell", ["raise ValueError", "bytes", "nothing"])
def test_an_error_of_the_grader_is_told_and_kept(scripted, tmp_path, capsys, cell):
    assert scripted(cell) == 1
    (trace,) = tmp_path.glob("home/submissions/00_welcome/*/error.txt")
    assert "Traceback" in trace.read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert f"Please send {trace}" in said.out and "Traceback" not in said.out + said.err
    assert (trace.parent / "00_welcome.ipynb").is_file() and (trace.parent / "00_welcome.html").is_file()


def test_a_sandbox_that_does_not_start_is_one_sentence(scripted, tmp_path, capsys, monkeypatch):
    def broken(*_):
        raise SandboxError("the sandbox did not start: no memory")

    monkeypatch.setattr(ScriptedWorker, "grade", broken)
    assert scripted("pass") == 2
    said = capsys.readouterr().err
    assert said == "course: your notebook cannot be graded on this computer: the sandbox did not start: no memory\n"
    assert not [*tmp_path.glob("home/submissions/*/*")]
