"""Hand-ins: on the disk before they are acknowledged, kept, graded in a child, and told to learner and teacher."""

import asyncio
import errno
import json
import os
import signal
import sys
import time
import zipfile

import psutil
import pytest

from course_utils import storage
from course_utils.checks.lesson import solutions
from course_utils.classroom import grader, hand_in, inbox, leave, member, news, store, submit, wire
from course_utils.grading.submissions import find
from course_utils.grading.submit import Attempt, NotSubmitted
from course_utils.tools import cli
from tests.classroom.conftest import Class, attempt, until
from tests.classroom.test_member import check, joined
from tests.classroom.test_news import kernel  # noqa: F401

LESSON = "02_sequential_mlp"
FAKE = """
import json, os, pathlib, sys, time, zipfile
mode = sys.argv[1]
if "--scheduler" in sys.argv:
    answers = pathlib.Path(mode).exists()
    print(json.dumps({"trouble": "" if answers else "nobody answers"}), flush=True)
    if not answers:
        os._exit(1)
for line in sys.stdin:
    order = json.loads(line)
    if mode == "cannot":
        answer = {"cannot": "there is no sandbox here"}
    else:
        code = zipfile.ZipFile(order["file"]).read("02_sequential_mlp.ipynb").decode()
        while "wait" in code and not pathlib.Path(mode).exists():
            time.sleep(0.01)
        if "die" in code:
            os._exit(1)
        right = "maximum" in code
        pathlib.Path(order["file"]).with_suffix(".json").write_text(open(mode + ".report").read())
        marks = {"relu": 1.0 * right, "softmax": 0.0}
        answer = {"id": order["id"], "points": 1.0 * right, "max_points": 2.0, "marks": marks}
        if "unreadable" in code:
            answer = {"id": order["id"], "note": "The notebook could not be read."}
    print(json.dumps(answer), flush=True)
"""


def notebook(folder, code="import numpy as np\ndef relu(z):\n    return np.maximum(z, 0)"):
    """Return the file of a notebook with one exercise answered."""
    cells = [code, "from course_utils.lessons.lesson_02 import check", "check.relu(relu)"]
    plain = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    path = folder / f"{LESSON}.ipynb"
    content = {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {},
        "cells": [plain | {"source": cell} for cell in cells],
    }
    path.write_text(json.dumps(content))
    return path


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Grade with a child that answers at once; it waits with notebooks that say so until this file is there."""
    from course_utils.checks.result import Result
    from course_utils.grading import reports

    results = (Result("relu", "passed", 1, 1), Result("softmax", "not_yet", 0, 1, cause="Which axis?"))
    go_on = tmp_path / "go on"
    (tmp_path / "go on.report").write_text(reports.encode(reports.Report("you", LESSON, "f", "", results)))
    monkeypatch.setattr(grader, "COMMAND", [sys.executable, "-c", FAKE, str(go_on)])
    monkeypatch.setattr(grader, "TO_END", 0.2)
    monkeypatch.setattr(grader.asyncio, "sleep", lambda _, sleep=asyncio.sleep: sleep(0.01))
    return go_on


def post(klass, token, content=b"a file", lesson=LESSON, **headers):
    """Send a file as a laptop does."""
    headers = {"Content-Type": "application/zip"} | headers
    return klass.ask(f"/handin?lesson={lesson}", content, token, **headers)


def send(klass, token, folder, code):
    _, content = hand_in.packed(notebook(folder, code))
    return post(klass, token, content)


def own(klass, token):
    return klass.ask("/news", {"have": ""}, token).json["news"]["handins"]


def summary(klass):
    klass.server._summaries.clear()
    return klass.teach("/teach/changes").json["summary"]


def files(klass):
    return sorted(path.name for path in (klass.folder / "handins").glob("*/*.zip*"))


def row(klass, person=1):
    return klass.teach("/teach/changes").json["rows"].get(str(person))


# ---- the server


def test_a_hand_in_is_on_the_disk_before_it_is_acknowledged(klass, fake, monkeypatch, tmp_path):
    token, order = klass.join(), []
    for name in ("_to_disk", "_folder_to_disk"):
        call = getattr(inbox, name)
        monkeypatch.setattr(inbox, name, lambda where, name=name, call=call: (order.append(name), call(where)))
    monkeypatch.setattr(inbox.os, "replace", lambda *paths, call=os.replace: (order.append("replace"), call(*paths)))
    klass.server.store.db.set_trace_callback(
        lambda sql: order.append(sql.split()[0]) if sql.startswith(("INSERT INTO handins", "COMMIT")) else None
    )
    order.clear()
    assert send(klass, token, tmp_path, "wait").status == 200
    order.append("answer")
    until(lambda: klass.server.grader._task)
    expected = ["_to_disk", "replace", *["_folder_to_disk"] * 3, "INSERT", "COMMIT", "answer"]
    assert order[: len(expected)] == expected
    fake.touch()


def test_the_place_then_the_marks_then_the_report(klass, fake, tmp_path):
    tokens = [klass.join(name) for name in ("Anna", "Ben")]
    answers = [send(klass, token, tmp_path, f"wait, maximum {n}").json for n, token in enumerate(tokens)]
    assert [answer["handin"]["before"] for answer in answers] == [0, 1] and not answers[0]["again"]
    assert answers[0]["handin"]["received"][:2] == time.strftime("%H")
    assert klass.ask("/report", {"handin": 1}, tokens[0]).status == 404
    assert summary(klass)["ungraded"] == 2 and row(klass) is None
    fake.touch()
    until(lambda: own(klass, tokens[1])[0]["state"] == "graded")
    names = [*solutions(LESSON)]
    assert {name: cell for name, cell in zip(names, row(klass), strict=True) if cell} == {
        "relu": ["", 0, 0, 0, 100],
        "softmax": ["", 0, 0, 0, 0],
    }
    klass.send(tokens[0], attempt(1))
    assert row(klass)[names.index("softmax")] == ["tried", 1, 0, 0, 0]
    assert [each["points"] for each in summary(klass)["handins"]] == [1, 1] and summary(klass)["ungraded"] == 0
    assert "Which axis?" in klass.ask("/report", {"handin": 1}, tokens[0]).text
    assert klass.ask("/report", {"handin": 1}, tokens[1]).status == 404  # of somebody else
    klass.server.inbox.report(klass.server.inbox.handins[2]).unlink()
    assert "not on your teacher's laptop" in klass.ask("/report", {"handin": 2}, tokens[1]).json["error"]
    assert klass.ask("/report", {"handin": 1}).status == 401


def test_repeated_and_late_hand_ins_are_kept_and_told(klass, fake, tmp_path):
    token = klass.join()
    assert klass.teach("/teach/order", {"type": "due", "lesson": LESSON, "due": time.time() + 60}).status == 200
    first = send(klass, token, tmp_path, "first").json
    assert (first["handin"]["number"], first["handin"]["late"], first["again"]) == (1, False, False)
    klass.teach("/teach/order", {"type": "due", "lesson": LESSON, "due": time.time() - 60})
    second = send(klass, token, tmp_path, "maximum").json
    assert (second["handin"]["number"], second["handin"]["late"]) == (2, True)
    again = send(klass, token, tmp_path, "maximum").json  # its answer was lost, say
    assert again["again"] and again["handin"]["id"] == 2
    assert send(klass, token, tmp_path, "first").json["handin"]["number"] == 3  # another time: it is the newest now
    assert files(klass) == [f"{LESSON}_{number}.zip" for number in (1, 2, 3)]
    until(lambda: not summary(klass)["ungraded"])
    assert [(each["number"], each["points"]) for each in summary(klass)["handins"]] == [(3, 0)]
    assert row(klass)[0][4] == 0  # the newest counts
    klass.teach("/teach/order", {"type": "due", "lesson": LESSON, "due": None})
    assert not own(klass, token)[0]["late"]
    assert klass.teach("/teach/order", {"type": "due", "lesson": "99_none", "due": None}).status == 422


def test_after_a_restart_everything_is_there_and_what_waited_is_graded(klass, fake, tmp_path):
    tokens = [klass.join(name) for name in ("Anna", "Ben")]
    send(klass, tokens[0], tmp_path, "maximum")
    until(lambda: own(klass, tokens[0])[0]["state"] == "graded")
    klass.teach("/teach/order", {"type": "due", "lesson": LESSON, "due": 1.0})
    send(klass, tokens[1], tmp_path, "wait")
    before = row(klass), own(klass, tokens[0])
    stray = klass.folder / "handins" / "Anna-stray_1"
    klass.stop()
    assert not any(str(fake) in child.cmdline() for child in psutil.Process().children())
    stray.mkdir()
    (stray / f"{LESSON}_1.zip").write_bytes(b"was never acknowledged")
    (stray / f"{LESSON}_2.zip.part").write_bytes(b"half of")
    (stray / f"{LESSON}_1.json").write_bytes(b"the report of a learner who was removed")
    fake.touch()
    klass.start()
    assert (row(klass), own(klass, tokens[0])) == before and own(klass, tokens[0])[0]["late"]
    until(lambda: own(klass, tokens[1])[0]["state"] == "graded")
    assert not any(stray.iterdir()) and len(files(klass)) == 2


def test_a_grader_that_ends_is_started_again_and_gives_up_one_file(klass, fake, tmp_path):
    tokens = [klass.join(name) for name in ("Anna", "Ben", "Cleo")]
    for token, code in zip(tokens, ("maximum", "die", "unreadable"), strict=True):
        send(klass, token, tmp_path, code)
    until(lambda: not summary(klass)["ungraded"], 30)
    states = [own(klass, token)[0] for token in tokens]
    assert [each["state"] for each in states] == ["graded", "failed", "failed"]
    assert states[1]["note"] == grader.NO_RESULT and states[2]["note"] == "The notebook could not be read."


def test_a_child_that_is_killed_loses_nothing(klass, fake, tmp_path):
    token = klass.join()
    send(klass, token, tmp_path, "wait")
    child = until(lambda: [each for each in psutil.Process().children() if str(fake) in each.cmdline()])[0]
    child.send_signal(signal.SIGKILL)
    fake.touch()
    until(lambda: own(klass, token)[0]["state"] == "graded")


def test_where_nothing_can_be_graded_hand_ins_are_kept_and_the_teacher_is_told(klass, fake, tmp_path, monkeypatch):
    monkeypatch.setattr(grader, "COMMAND", [sys.executable, "-c", FAKE, "cannot"])
    token = klass.join()
    send(klass, token, tmp_path, "maximum")
    until(lambda: summary(klass)["cannot_grade"] == "there is no sandbox here")
    assert own(klass, token)[0]["state"] == "waiting" and files(klass)


def test_while_the_scheduler_does_not_answer_hand_ins_wait(fake, tmp_path):
    made = Class(tmp_path / "klass", scheduler="tcp://192.168.1.5:8786").start()
    try:
        until(lambda: summary(made)["grading_waits"] == "nobody answers")  # before anybody has handed in
        token, starts = made.join(), []
        send(made, token, tmp_path, "maximum")
        start, grading = made.server.grader._talk, made.server.grader
        grading._talk = lambda *given: (starts.append(True), start(*given))[1]
        until(lambda: len(starts) > 2 * grader.TRIES)
        assert own(made, token)[0]["state"] == "waiting"
        fake.touch()
        until(lambda: own(made, token)[0]["state"] == "graded")
        assert summary(made)["grading_waits"] == "" and not grading.cannot
    finally:
        made.stop()


def test_a_grader_that_cannot_start_or_has_a_fault_is_told(klass, fake, tmp_path, monkeypatch):
    token = klass.join()
    monkeypatch.setattr(grader, "COMMAND", [str(tmp_path / "no such program")])
    send(klass, token, tmp_path, "maximum")
    until(lambda: "the grader could not be started" in summary(klass)["cannot_grade"])
    klass.server.grader.cannot = ""
    monkeypatch.setattr(grader, "COMMAND", [sys.executable, "-c", "print('no answer')"])
    send(klass, token, tmp_path, "another")
    until(
        lambda: "the grader failed because of an error in the course (JSONDecodeError" in summary(klass)["cannot_grade"]
    )


def test_a_result_that_the_full_disk_refuses_is_written_later(klass, fake, tmp_path, monkeypatch):
    token, change, full = klass.join(), klass.server.store.change, []
    send(klass, token, tmp_path, "wait")

    async def refuse_once(*given):
        if not full:
            full.append(True)
            raise store.DiskFull("full")
        return await change(*given)

    monkeypatch.setattr(klass.server.store, "change", refuse_once)
    fake.touch()
    until(lambda: full and own(klass, token)[0]["state"] == "graded")


def test_the_folder_can_be_graded_by_the_command_too(klass, fake, tmp_path):
    token = klass.join("Anna / <b>")
    for number in range(2):
        path = notebook(tmp_path, f"# {number}")
        os.utime(path, (1.8e9 + 60 * number, 1.8e9 + 60 * number))
        post(klass, token, hand_in.packed(path)[1])
    [submission] = find(klass.folder / "handins", learner_level=1).submissions
    assert submission.source.name == f"{LESSON}_2.zip" and submission.student.startswith("Anna")


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"lesson": "99_none"}, 422),
        ({"lesson": "../../etc"}, 422),
        ({"content": b""}, 422),
        ({"content": b"x" * (wire.LARGEST_HAND_IN + 1)}, 413),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/json"}, 415),
        ({"Origin": "http://evil.example"}, 403),
        ({"token": "another"}, 401),
    ],
    ids=lambda given: str(given)[:60],
)
def test_what_is_no_hand_in_is_refused_and_leaves_nothing(klass, fake, given, status):
    given = {"token": klass.join()} | given
    try:
        assert post(klass, **given).status == status
    except ConnectionError:
        assert status == 413  # closed while the rest was still being sent
    assert files(klass) == [] and summary(klass)["handins"] == []


def test_a_file_that_arrives_slowly_and_one_too_many_are_refused(klass, fake, monkeypatch):
    import http.client

    monkeypatch.setattr(inbox, "PATIENCE", 0.1)
    token = klass.join()
    line = http.client.HTTPConnection("127.0.0.1", klass.port, timeout=10)
    line.putrequest("POST", f"/handin?lesson={LESSON}")
    for name, value in {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/zip",
        "Content-Length": 9,
    }.items():
        line.putheader(name, value)
    line.endheaders(b"abc")
    assert line.getresponse().status == 408 and files(klass) == []
    monkeypatch.setattr("course_utils.classroom.server.MOST", 1)
    assert [post(klass, token, content).status for content in (b"1", b"2")] == [200, 409]


@pytest.mark.parametrize(("code", "status"), [(errno.ENOSPC, 507), (errno.EACCES, 500)])
def test_a_disk_that_refuses_is_told(klass, fake, monkeypatch, code, status):
    def refuse(_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(inbox, "_to_disk", refuse)
    answer = post(klass, klass.join())
    assert answer.status == status and files(klass) == []
    assert "disk of the teacher's laptop is full" in answer.text or "could not be kept" in answer.text


def test_whoever_is_removed_leaves_no_file(klass, fake, tmp_path):
    tokens = [klass.join(name) for name in ("Anna", "Ben")]
    for token in tokens:
        send(klass, token, tmp_path, "maximum")
    until(lambda: not summary(klass)["ungraded"])
    klass.ask("/leave", {"forget": True}, tokens[0])
    assert len(files(klass)) == 1 and len(summary(klass)["handins"]) == 1
    assert len([*(klass.folder / "handins").iterdir()]) == 1
    klass.stop()
    assert cli.main(["class", "delete", str(klass.folder)]) == 0 and not klass.folder.exists()


def test_a_merged_learner_has_the_marks_of_the_newest_hand_in(klass, fake, tmp_path):
    tokens = [klass.join(name) for name in ("Anna", "Anna again")]
    for token, code in zip(tokens, ("wrong", "maximum"), strict=True):
        send(klass, token, tmp_path, code)
        until(lambda: not summary(klass)["ungraded"])
    klass.teach("/teach/order", {"type": "merge", "person": 2, "into": 1})
    assert row(klass, 1)[0][4] == 100 and len(summary(klass)["handins"]) == 1


# ---- the learner


def test_without_a_class_the_notebook_is_graded_here(home, tmp_path, monkeypatch):
    made = Attempt.__new__(Attempt)
    monkeypatch.setattr("course_utils.grading.submit.submit", lambda path: made)
    assert submit(notebook(tmp_path)) is made


def test_what_the_learner_is_told(klass, home, fake, tmp_path):
    joined(klass)
    path = notebook(tmp_path, "# wait\nmaximum")
    said = str(submit(path))
    assert f"{LESSON} was received at " in said and "yours is graded next" in said
    assert "the same notebook as the one that you handed in last" in str(submit(path))
    path.write_text(path.read_text().replace("wait", "wait, please"))
    klass.teach("/teach/order", {"type": "due", "lesson": LESSON, "due": 1.0})
    said = str(submit(path))
    assert "1 before you" in said and "this is your hand-in number 2" in said and "it is late" in said
    fake.touch()
    report = until(lambda: news.reports(home).get("2"))
    assert "relu: passed, 1 of 1" in report and "softmax: not yet, 0 of 1. Which axis?" in report
    [page] = (home / "submissions" / LESSON).glob(f"*/{LESSON}.html")
    assert str(page) in report and "Which axis?" in page.read_text(encoding="utf-8")


def test_the_report_appears_below_the_cell_that_handed_in(klass, home, kernel, fake, tmp_path):  # noqa: F811
    joined(klass)
    line = kernel.run(lambda: submit(notebook(tmp_path, "# wait\nmaximum")))
    until(lambda: "yours is graded next" in kernel.shown[line])
    fake.touch()
    until(lambda: "graded: 1 of 2 points" in kernel.shown[line])
    assert "relu: passed, 1 of 1" in kernel.shown[line]
    other = kernel.run(lambda: check(1))
    assert "graded" in kernel.shown[line] and kernel.shown[other] == ""


def test_while_the_class_does_not_answer_a_hand_in_waits_and_goes_by_itself(klass, home, fake, tmp_path):
    joined(klass)
    port = klass.port
    klass.stop()
    said = str(submit(notebook(tmp_path)))
    assert "has not been received yet" in said and "no class is open" in said and "keep a notebook open" in said
    waiting = member.waiting_folder(home, member.membership())
    assert len([*waiting.iterdir()]) == 1
    klass.start(port)
    until(lambda: files(klass) == [f"{LESSON}_1.zip"] and not any(waiting.iterdir()))
    until(lambda: f"{LESSON}, which was waiting, was received at" in storage.notices())


def test_a_full_disk_of_the_class_makes_a_hand_in_wait(klass, home, fake, tmp_path, monkeypatch):
    joined(klass)
    full = [True]

    def refuse(number, call=inbox._to_disk):
        if full:
            raise OSError(errno.ENOSPC, "full")
        call(number)

    monkeypatch.setattr(inbox, "_to_disk", refuse)
    said = str(submit(notebook(tmp_path)))
    assert "has not been received yet" in said and "disk of the teacher's laptop is full" in said
    full.clear()
    until(lambda: len(files(klass)) == 1)


def test_what_waits_for_one_class_never_goes_to_another(klass, home, fake, tmp_path):
    joined(klass)
    klass.stop()
    submit(notebook(tmp_path))
    leave()
    other = Class(tmp_path / "other").start()
    try:
        joined(other)
        check(1)
        until(lambda: other.room.lessons[LESSON].cells)
        assert files(other) == []
    finally:
        leave()
        other.stop()


@pytest.mark.parametrize("name", ["missing.ipynb", "notes.txt", "other.ipynb", f"{LESSON}.ipynb"])
def test_what_cannot_be_handed_in_is_told(klass, home, fake, tmp_path, monkeypatch, name):
    joined(klass)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "other.ipynb").write_text("{}")
    notebook(tmp_path)
    monkeypatch.setattr(wire, "LARGEST_HAND_IN", 100)
    assert "Not handed in: " in str(submit(tmp_path / name))
    with pytest.raises(NotSubmitted):
        hand_in.submit_file(tmp_path / name)
    assert files(klass) == []


def test_the_command_hands_in_too(klass, home, fake, tmp_path, capsys):
    joined(klass)
    assert cli.main(["submit", str(notebook(tmp_path))]) == 0
    assert f"{LESSON} was received at " in capsys.readouterr().out and len(files(klass)) == 1


def test_the_files_that_the_code_names_travel_with_the_notebook(tmp_path):
    (tmp_path / "helper.py").write_text("x = 1")
    (tmp_path / "diary.txt").write_text("private")
    lesson, content = hand_in.packed(notebook(tmp_path, "import helper"))
    (tmp_path / "packed.zip").write_bytes(content)
    assert lesson == LESSON
    assert zipfile.ZipFile(tmp_path / "packed.zip").namelist() == [f"{LESSON}.ipynb", "helper.py"]
    assert hand_in.packed(tmp_path / f"{LESSON}.ipynb")[1] == content


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is of Linux")
def test_the_existing_grader_grades_in_a_child_of_low_priority(klass, home, tmp_path):
    joined(klass)
    code = "from course_utils.classroom import join, submit\njoin('1', 'A', 'B')\nsubmit()\n"
    submit(notebook(tmp_path, f"{code}import numpy as np\ndef relu(z):\n    return np.maximum(z, 0)"))
    child = until(lambda: [c for c in psutil.Process().children() if grader.COMMAND[-1] in c.cmdline()])[0]
    until(lambda: child.nice() == min(psutil.Process().nice() + 15, 19), 60)
    report = until(lambda: news.reports(home).get("1"), 240)
    assert "relu: passed, 1 of 1" in report and "Not attempted yet: softmax, " in report
    assert "raised" not in report, report  # what talks to the class does nothing in the grader
    log = (klass.folder / store.LOG).read_text()
    assert "Traceback" not in log, log
    assert row(klass)[0] == ["", 0, 0, 0, 100]
    klass.stop()
    assert not child.is_running()
