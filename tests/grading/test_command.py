"""A class is graded: every submission has its rows, whatever order, whatever stops in between."""

import csv
import json
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course_utils.grading import batch, command, submissions
from course_utils.grading.sandbox.bubblewrap import Limits, missing
from course_utils.grading.worker import lessons
from course_utils.tools import cli

ROOT = Path(__file__).parents[2]
WALLS = pytest.mark.skipif(bool(missing()), reason=f"no sandbox: {missing()}")
RIGHT = "import numpy as np\ndef neuron(x, w, b):\n    return max(0.0, float(np.dot(x, w) + b))"
WRONG = "import numpy as np\ndef neuron(x, w, b):\n    return float(np.dot(x, w) + b)"
SLOW = "while True: pass"

pytestmark = WALLS


def hand_in(folder, lesson="00_welcome", **learners):
    """Return a folder with a notebook of a lesson for each learner: its one cell, or bytes as they are."""
    for name, cell in learners.items():
        path = folder / name / f"{lesson}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        code = {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": None}
        book = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [code]}
        path.write_bytes(cell if isinstance(cell, bytes) else json.dumps(book).encode())
    return folder


def rows(out):
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def points(out):
    return {(row["student"], row["exercise"]): (row["points"], row["status"]) for row in rows(out)}


def test_every_submission_has_its_rows(tmp_path, capfd):
    handed_in = hand_in(tmp_path / "in", ada=RIGHT, bob=WRONG, eve=b"no notebook", max=SLOW)
    (tmp_path / "in" / "notes.txt").write_text("not a notebook")
    out = tmp_path / "out"
    assert cli.main(["grade", str(handed_in), "--out", str(out), "--workers", "2", "--timeout", "8"]) == 0
    names = [exercise.name for exercise in lessons()["00_welcome"].exercises]
    assert [(row["student"], row["exercise"]) for row in rows(out)] == [
        (student, name) for student in ("ada", "bob", "eve", "max") for name in names
    ]
    found = points(out)
    assert found["ada", "neuron"] == ("2", "passed") and found["bob", "neuron"] == ("0", "not_yet")
    assert found["eve", "neuron"] == ("0", "unreadable") and found["max", "neuron"][0] == "0"
    pages = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    assert pages == {"class.html", *(f"{name}/00_welcome.html" for name in ("ada", "bob", "eve", "max"))}
    said = capfd.readouterr()
    assert "notes.txt" in said.out and "4 of 4 notebooks" in said.out and "4/4" in said.err


def test_the_same_grades_for_any_order_and_number_of_workers(tmp_path):
    handed_in = hand_in(tmp_path / "in", **{f"s{number}": (RIGHT, WRONG)[number % 2] for number in range(6)})
    found = list(submissions.find(handed_in).submissions)
    (tmp_path / "secret").write_text("ab" * 32)
    seen = []
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        out.mkdir()
        (out / batch.SECRET).write_text("ab" * 32)
        random.Random(workers).shuffle(found)
        with batch.local(workers) as executor:
            batch.grade_all(found, out, executor=executor)
        records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.rglob("*.json"))]
        for report in records:
            report.pop("seconds")
            for result in report["results"]:
                result.pop("seconds")
        seen.append(records)
    assert seen[0] == seen[1] and len(seen[0]) == 6


def test_an_interrupt_leaves_what_can_be_gone_on_with(tmp_path):
    """Ctrl-C, in a process of its own: valid tables of what was done, no process left, the rest by --resume."""
    handed_in = hand_in(tmp_path / "in", a=RIGHT, b=RIGHT, **{f"z{number}": SLOW for number in range(4)})
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "course_utils.tools.cli",
        "grade",
        str(handed_in),
        "--out",
        str(out),
        "--workers",
        "1",
        "--timeout",
        "300",
    ]
    code = f"import sys; from course_utils.tools.cli import main; sys.exit(main({command[3:]!r}))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while len(list(out.rglob("*.json"))) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(2)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130 and b"--resume" in said
    assert {row["student"] for row in rows(out)} == {"a", "b"}
    for number in range(4):
        hand_in(tmp_path / "in", **{f"z{number}": RIGHT})
    assert cli.main([*command[3:], "--resume"]) == 0
    assert {row["points"] for row in rows(out) if row["exercise"] == "neuron"} == {"2"}


def test_any_executor_will_do(tmp_path):
    found = submissions.find(hand_in(tmp_path / "in", ada=RIGHT)).submissions
    seen = []
    with ThreadPoolExecutor(1) as executor:
        batch.grade_all(
            found, tmp_path / "out", executor=executor, limits=Limits(60), each=lambda report, kept: seen.append(report)
        )
        executor.submit(batch.close_all).result()
    assert seen[0].results[0].points == 2


def test_two_paths_the_newer_counts(tmp_path):
    first, second = hand_in(tmp_path / "a", ada=WRONG), hand_in(tmp_path / "b", ada=RIGHT)
    import os

    os.utime(first / "ada" / "00_welcome.ipynb", (1e9, 1e9))
    found = command._find([first, second])
    kept, left_out = found.submissions, [file for file in found.files if file.outcome != "graded"]
    assert len(kept) == 1 and kept[0].source.is_relative_to(second)
    assert "is older than" in left_out[0].sentence and left_out[0].student == "ada"


def test_the_level_of_the_learners_and_the_due_time_can_be_named(tmp_path, capsys):
    folder = tmp_path / "in"
    hand_in(folder / "red", ada=RIGHT, ben=RIGHT), hand_in(folder / "blue", cleo=RIGHT)
    grade = ["grade", str(folder), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert cli.main(grade) == 2
    assert (
        "add --learner-level 1 if red is one learner, or --learner-level 2 if the learners are inside"
        in capsys.readouterr().err
    )
    assert cli.main([*grade, "--learner-level", "2", "--due", "2020-01-01"]) == 0
    assert {row["student"] for row in rows(tmp_path / "out")} == {"ada", "ben", "cleo"}
    assert "Handed in late" in next((tmp_path / "out" / "reports").rglob("*.json")).read_text(encoding="utf-8")


def test_a_reading_that_is_not_certain_is_told_with_the_way_out(tmp_path, capsys):
    folder = tmp_path / "in"
    for name in ("red/ada", "blue/ben"):
        path = folder / f"{name}_00_welcome.ipynb"
        path.parent.mkdir(parents=True)
        shutil.copy(next(hand_in(tmp_path / "one", x=RIGHT).rglob("*.ipynb")), path)
    grade = ["grade", str(folder), "--out", str(tmp_path / "out"), "--workers", "1"]
    said = (
        "In in, each folder, such as blue or red, was read as one learner. If the folders of the learners are one "
        "level deeper, such as ben and ada, add --learner-level 2."
    )
    for level, learners in (([], {"red", "blue"}), (["2", "--force"], {"ada", "ben"})):
        assert cli.main([*grade, *(["--learner-level", *level] if level else [])]) == 0
        page = (tmp_path / "out" / "class.html").read_text(encoding="utf-8")
        assert {row["student"] for row in rows(tmp_path / "out")} == learners
        assert (said in capsys.readouterr().out) == (said in page) == (not level)
        assert ("not certain" in page.partition("<details>")[0]) == (not level)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no/such/place"], "cannot be opened"),
        (["."], "no notebook of a lesson"),
        ([".", "--memory", "5"], "512 MB"),
        ([".", "--timeout", "0"], "seconds"),
    ],
)
def test_what_cannot_be_graded(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["grade", *arguments, "--out", "out"]) == 2
    assert said in capsys.readouterr().err


def test_without_walls_only_who_says_so_goes_on(tmp_path, monkeypatch, capsys):
    handed_in = hand_in(tmp_path / "in", ada=RIGHT)
    monkeypatch.setattr(command, "missing", lambda: "this system has none")
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out")]) == 2
    assert "--unsafe" in capsys.readouterr().err
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out"), "--unsafe"]) == 0
    assert points(tmp_path / "out")["ada", "neuron"] == ("2", "passed")
    report = json.loads(next((tmp_path / "out").rglob("*.json")).read_text())
    assert report["isolation"].startswith("none")
