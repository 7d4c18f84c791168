"""`course serve` as a teacher starts it: what it prints, what it refuses, and what is there after it was killed."""

import re
import signal
import sys
from types import SimpleNamespace

import keras
import numpy
import pytest

from benchmarks.classroom import Server
from course_utils.checks.lesson import lessons, solutions
from course_utils.classroom import network, rehearse, serve
from course_utils.classroom.line import NoAnswer, Refused
from course_utils.classroom.rehearse import Rehearsal
from course_utils.grading.sandbox.bubblewrap import missing
from course_utils.tools import cli
from tests.classroom.conftest import Class, attempt, until
from tests.classroom.test_handins import fake, post  # noqa: F401
from tests.classroom.test_polls import ask, ask_own, go, poll


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_it_says_how_to_join_and_stops_when_told(tmp_path, told):
    server = Server(tmp_path / "klass")
    server.start()
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{6}", server.code) and server.link.startswith("/teach?once=")
    server.process.send_signal(told)
    said, _ = server.process.communicate(timeout=30)
    assert "The class has stopped; everything is kept in" in said and server.process.returncode == 0


def test_what_is_printed(klass, capsys, monkeypatch):
    serve._greet(klass.running, False, 0)
    said = capsys.readouterr().out
    assert f'join("192.168.1.5:{klass.port}", "{klass.door.code}", "your name")' in said
    assert f"http://127.0.0.1:{klass.port}/teach?once=" in said and str(klass.folder) in said
    assert "▀" in said or "█" in said  # the QR code
    monkeypatch.setattr(klass.running, "_addresses", list)
    serve._greet(klass.running, False, 0)
    assert "This computer has no network, so nobody else can join" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_terminal_that_cannot_show_the_picture_gets_none(monkeypatch, encoding):
    import io

    terminal = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", terminal)
    serve._print_qr("http://192.168.1.5/#K7M2PQ")
    terminal.flush()
    assert terminal.buffer.getvalue() == b""


def test_a_port_and_a_folder_that_are_taken_are_told_in_one_sentence(klass, tmp_path, capsys):
    assert cli.main(["serve", str(tmp_path / "other"), "--port", str(klass.port), "--no-browser"]) == 2
    assert "is in use by another program" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
    with network.listen(0) as free:
        port = free.getsockname()[1]
    assert cli.main(["serve", str(klass.folder), "--port", str(port), "--no-browser"]) == 2
    assert "Another `course serve` is using the folder" in capsys.readouterr().err
    network.listen(port).close()  # the port is free again


def test_joining_leaving_and_deleting_from_the_command_line(klass, home, capsys):
    address = f"127.0.0.1:{klass.port}"
    assert cli.main(["join", address, "AAAAAA", "Anna"]) == 1
    assert "course: The join code is wrong" in capsys.readouterr().err
    assert cli.main(["join", address, klass.door.code, "Anna"]) == 0
    assert "Welcome, Anna." in capsys.readouterr().out
    assert cli.main(["leave", "--forget"]) == 0
    assert "You have left the class klass" in capsys.readouterr().out
    assert cli.main(["class", "delete", str(klass.folder)]) == 2
    assert "Another `course serve`" in capsys.readouterr().err
    klass.stop()
    assert cli.main(["class", "delete", str(klass.folder)]) == 0
    assert "is deleted" in capsys.readouterr().out and not klass.folder.exists()


def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(tmp_path):
    import asyncio

    from benchmarks.classroom import kills

    server = Server(tmp_path / "klass")
    server.start()
    assert asyncio.run(kills(server, 8, 2)) == (0, 0)
    assert len(server.kept_keys()) > 0


def test_simulated_learners_make_a_class(klass):
    Rehearsal(klass.port, klass.door.code, 30, pace=0.02).start()
    view = klass.room.lessons["02_sequential_mlp"]
    until(lambda: len(view.cells) == 30 and sum(len(cells) for cells in view.cells.values()) > 90, 60)
    page = klass.teach("/teach/changes").json
    names = [person["name"] for person in page["people"]]
    assert len(set(names)) == 30 and {"Ada", "Ada 2"} <= set(names)
    assert len(page["summary"]["guesses"]) == len(page["summary"]["questions"]) > 1
    said = {each["message"] for each in page["summary"]["mistakes"]}
    assert page["summary"]["counts"][0]["passed"] > 0 and (said or page["summary"]["counts"][-1]["passed"])


def test_simulated_learners_take_part_in_a_poll(klass):
    Rehearsal(klass.port, klass.door.code, 20, pace=0.05).start()
    ask(klass)
    until(lambda: len(klass.server.polls.current.votes[1]) == 20, 30)
    assert go(klass, "discuss", "second", "closed", "shown")["counts"][0][0] > 0
    until(lambda: poll(klass)["runs"] > 5, 30)


def test_simulated_learners_hand_in_some_late_and_some_twice(klass, fake):  # noqa: F811
    simulated = Rehearsal(klass.port, klass.door.code, 30, pace=0.02)
    simulated.start()
    inbox = klass.server.inbox
    until(lambda: len(inbox.handins) > rehearse.HANDING_IN / 2, 60)
    inbox.due[rehearse.LESSON] = klass.room.clock.now()
    until(lambda: len(inbox.handins) == rehearse.HANDING_IN + 5 and not inbox.waiting(), 60)
    assert len({each.person for each in inbox.handins.values()}) == rehearse.HANDING_IN
    assert sorted(each.number for each in inbox.handins.values()) == [1] * rehearse.HANDING_IN + [2] * 5
    assert len({inbox.late(each) for each in inbox.handins.values()}) == 2
    assert {each.state for each in inbox.handins.values()} == {"graded"}


@pytest.mark.parametrize("exercise", solutions(rehearse.LESSON))
def test_simulated_mistakes_are_code_that_makes_them(exercise, home):
    known = rehearse.mistakes(exercise)
    assert len(known) >= 1 and solutions(rehearse.LESSON)[exercise] not in known.values()
    for message, code in known.items():
        names = {"np": numpy, "keras": keras, "softmax": None}
        exec(code, names)
        result = getattr(lessons()[rehearse.LESSON], exercise)(names[exercise])
        words = message.removeprefix("NameError: ")
        assert not result.passed and words in " ".join(str(result).split()), (message, str(result))


@pytest.mark.skipif(bool(missing()), reason=f"no sandbox: {missing()}")
def test_what_simulated_learners_hand_in_is_graded(klass):
    token, [message, *_] = klass.join(), rehearse.mistakes("softmax")
    solved = solutions(rehearse.LESSON)
    content = rehearse.packed({"relu": solved["relu"], "softmax": rehearse.mistakes("softmax")[message]})
    assert post(klass, token, content).status == 200
    handin = until(lambda: next((e for e in klass.server.inbox.handins.values() if e.state != "waiting"), None), 240)
    assert (handin.marks["relu"], handin.marks["softmax"], handin.marks["dense"]) == (1, 0, 0), handin.note
    assert message in klass.ask("/report", {"handin": handin.id}, token).text


@pytest.mark.parametrize(("status", "goes_on"), [(409, True), (429, True), (401, False), (403, False)])
def test_a_simulated_learner_that_is_refused_goes_on_unless_it_was_removed(monkeypatch, status, goes_on):
    times = []

    def act(learner, code):
        times.append(code)
        raise Refused(status, "no", 0) if len(times) == 1 else NoAnswer("the class has ended")

    monkeypatch.setattr(rehearse._Learner, "act", act)
    Rehearsal(1, "code", 1, pace=0.001).run()
    assert len(times) == 1 + goes_on


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "hand-ins are kept, and not graded: there is no bubblewrap.\nTo see them graded, add --unsafe."),
        (["--unsafe"], "hand-ins are graded without a sandbox: there is no bubblewrap."),
        (["--scheduler", "tcp://192.168.1.5:8786"], ""),
    ],
    ids=str,
)
def test_a_rehearsal_without_a_sandbox_says_what_becomes_of_hand_ins(monkeypatch, capsys, given, said):
    monkeypatch.setattr(serve, "serve", lambda *_, **__: 0)
    monkeypatch.setattr(serve, "missing", lambda: "there is no bubblewrap")
    assert cli.main(["serve", "--rehearse", "3", "--no-browser", *given]) == 0
    printed = capsys.readouterr().out
    assert (said in printed) if said else ("sandbox" not in printed)


def test_a_rehearsal_leaves_nothing_behind(monkeypatch, capsys):
    folders = []

    def stop_at_once(folder, port, learners, **given):
        folders.append(folder.parent)
        assert folder.parent.is_dir() and learners == 30
        return 0

    monkeypatch.setattr(serve, "serve", stop_at_once)
    assert cli.main(["serve", "--rehearse", "30", "--no-browser"]) == 0
    assert not folders[0].exists()
    assert "everything about it is deleted" in capsys.readouterr().out


def test_an_address_of_this_computer_is_one_that_others_can_reach():
    for address in network.addresses():
        assert not address.startswith(("127.", "169.254."))


def test_events_are_there_after_a_clean_stop(klass):
    klass.send(klass.join(), attempt(1))
    klass.stop()
    assert [name for _, _, name, _ in klass.events()] == ["softmax"]
    assert not (klass.folder / "class.sqlite-wal").exists()  # everything is in one file, to copy


def test_votes_questions_and_steps_that_were_acknowledged_survive_a_kill(tmp_path):
    server = Server(tmp_path / "klass")
    server.start()
    made = Class(tmp_path / "klass")
    made.port, made.door = server.port, SimpleNamespace(code=server.code)
    made.cookie = made.ask(server.link).headers["Set-Cookie"].partition(";")[0]
    token, phone = made.join(), made.ask("/join", {"code": server.code, "name": "Ben", "phone": True}).json["token"]
    assert ask_own(made, rounds=2).status == 200
    for each in (token, phone):
        assert made.ask("/vote", {"poll": 1, "round": 1, "option": 1}, each).status == 200
    made.ask("/help", {"text": "Why?"}, token)
    made.teach("/teach/order", {"type": "step", "poll": 1, "seen": "first", "to": "discuss"})
    assert made.teach("/teach/order", {"type": "step", "poll": 1, "seen": "discuss", "to": "second"}).status == 200
    server.kill()
    server.start()
    news = made.ask("/news", {"have": ""}, token).json["news"]
    assert (news["poll"]["step"], news["poll"]["chosen"], news["help"]["place"]) == ("second", 1, 1)
    assert made.teach("/teach/changes").json["summary"]["poll"]["votes"] == 2
    server.stop()
