"""A learner hands in: graded here and now, every attempt kept, one sentence on what comes next."""

import json
import os
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_utils.grading import submit as module
from course_utils.grading.submit import submit
from course_utils.tools import cli

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


def test_in_the_notebook(notebook, monkeypatch):
    shell = InteractiveShell.instance()
    monkeypatch.setenv("JPY_SESSION_NAME", str(notebook))
    monkeypatch.setattr(module, "_shell", lambda: shell, raising=False)
    try:
        shell.user_ns["In"] = ["", RIGHT, "submit()"]
        attempt = submit()
        assert attempt.report.points == 2 and attempt.notes == ()
        assert "text/html" in attempt._repr_mimebundle_()
        shell.user_ns["In"] = ["", RIGHT, "def neuron(x, w, b):\n    return 7", "submit()"]
        [warning] = submit().notes
        assert "older than what you ran: neuron" in warning
    finally:
        InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.ipynb", "cannot be opened"),
        ("notes.txt", "is no notebook"),
        ("other.ipynb", "not handed in"),
        ("", "is no notebook"),
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


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_attempts_that_cannot_be_kept(notebook, tmp_path, capsys):
    (tmp_path / "home").mkdir(mode=0o500)
    assert cli.main(["submit", str(notebook)]) == 2
    assert "cannot be kept" in capsys.readouterr().err
