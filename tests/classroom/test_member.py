"""A learner in a class: the record arrives in order, once, whatever happens to kernels, network and server."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time

import pytest

from course_utils import storage
from course_utils.checks import progress
from course_utils.checks.result import Result
from course_utils.classroom import join, leave, line, member, outbox
from course_utils.widgets import guesses
from tests.classroom.conftest import Class, until

LESSON = "02_sequential_mlp"


def check(number, status="not_yet"):
    """Record a run of a check, with a message that says which."""
    return progress.record(LESSON, Result("softmax", status, 0, 2, cause=f"try {number}"))


def joined(klass, name="Anna"):
    return str(join(f"127.0.0.1:{klass.port}", klass.door.code, name))


def arrived(klass):
    """Return the messages that the class holds, in the order in which they came."""
    rows = klass.server.store.db.execute("SELECT detail FROM events WHERE kind = 'attempt' ORDER BY id")
    return [message for (message,) in rows.fetchall()]


def tries(*numbers):
    return [f"try {number}" for number in numbers]


def settled(home):
    """Return whether nothing is left to be sent."""
    kept = member._load(home)
    return kept is not None and not outbox.read(kept.positions, kept.since)[1]


def test_the_line_that_join_shows_says_what_is_sent(klass, home):
    said = joined(klass)
    assert (
        "You are in the class klass as Anna" in said
        and "Your code leaves this laptop only when you call help_me()" in said
    )
    assert "first 300 characters" in said and "leave()" in said and f"http://127.0.0.1:{klass.port}/kept" in said
    assert str(join()) == said
    assert (home / storage.CLASS).stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_everything_arrives_in_order_and_once(klass, home):
    joined(klass)
    row = (LESSON, "softmax", storage.now(), "not_yet", 0.0, 0.0)
    rows = [(f"try {number}", *row) for number in range(250)]  # more than two requests hold
    question = (
        "INSERT INTO attempts (message, lesson, exercise, time, status, share, seconds) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    storage.keep(lambda db: db.executemany(question, rows))
    progress.see_hint(LESSON, "softmax")
    until(lambda: settled(home))
    assert arrived(klass) == tries(*range(250))
    kinds = klass.server.store.db.execute("SELECT kind, count(*) FROM events GROUP BY kind").fetchall()
    assert kinds == [("attempt", 250), ("hint", 1)]


def test_what_was_done_since_the_class_began_is_sent_and_nothing_older(klass, home):
    klass.server.began -= 60
    for ago, number in ((3600, 0), (120, 1), (30, 2)):
        check(number)
        written = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - ago))
        storage.keep(
            lambda db, n=number, t=written: db.execute("UPDATE attempts SET time = ? WHERE id = ?", (t, n + 1))
        )
    joined(klass)
    check(3)
    until(lambda: settled(home))
    assert arrived(klass) == tries(2, 3)
    happened = klass.server.store.db.execute("SELECT happened FROM events ORDER BY id").fetchall()
    assert 25 < happened[1][0] - happened[0][0] < 35


def test_a_clock_that_is_set_back_after_joining_hides_nothing(klass, home, monkeypatch):
    joined(klass)
    monkeypatch.setattr(storage, "now", lambda: "2001-01-01T00:00:00+00:00")
    check(1)
    until(lambda: settled(home))
    assert arrived(klass) == tries(1)


def test_while_the_server_is_gone_results_wait(klass, home, monkeypatch):
    monkeypatch.setattr(member, "UNREACHED", 0.0)
    joined(klass)
    check(0)
    until(lambda: settled(home))
    port = klass.port
    klass.stop()
    check(1)
    said = until(storage.notices)
    assert "Your results have not reached the class" in said and "no class is open at port" in said
    check(2)
    klass.start(port)
    until(lambda: settled(home))
    assert arrived(klass) == tries(0, 1, 2)
    assert "The class answers again" in until(storage.notices)


def test_an_answer_that_is_lost_does_no_harm(klass, home, monkeypatch):
    joined(klass)
    ask, lost = line.Line.ask, []

    def lose_the_first(self, path, body, kind, token=""):
        answer = ask(self, path, body, kind, token)
        if body.get("events") and len(lost) < 2:
            lost.append(len(body["events"]))
            raise line.NoAnswer("the answer was lost")
        return answer

    monkeypatch.setattr(line.Line, "ask", lose_the_first)
    check(0)
    until(lambda: settled(home))
    check(1)
    until(lambda: settled(home))
    assert len(lost) == 2 and arrived(klass) == tries(0, 1)


def test_the_class_may_move_to_another_address(klass, home):
    joined(klass)
    klass.stop()
    check(0)
    klass.start()
    assert "as Anna" in str(join(f"127.0.0.1:{klass.port}"))
    until(lambda: settled(home))
    assert arrived(klass) == tries(0) and len(klass.room.people) == 1


def test_a_kernel_that_was_restarted_goes_on_by_itself(klass, home):
    joined(klass)
    for number in range(2):
        assert other_kernel(f"check({number}); wait()", home) == ("", "")
    assert arrived(klass) == tries(0, 1)


def test_two_kernels_of_one_home_send_each_row_once(klass, home):
    joined(klass)
    end_the_sender(home)
    code = "[check(f'{sys.argv[1]}{n}') for n in range(15)]; wait()"
    kernels = [start_kernel(code, home, name) for name in "ab"]
    assert [kernel.communicate(timeout=60) for kernel in kernels] == [("", "")] * 2
    found = arrived(klass)
    assert len(found) == 30
    for name in "ab":
        own = [message for message in found if message.startswith(f"try {name}")]
        assert own == tries(*(f"{name}{n}" for n in range(15)))


def test_of_several_notebooks_one_at_a_time_asks_the_class(klass, home, monkeypatch):
    joined(klass)
    until(lambda: settled(home))
    end_the_sender(home)
    monkeypatch.setattr(member, "start", lambda: None)  # the rounds below are the only ones
    monkeypatch.setattr(member, "PERIOD", 60.0)
    ask, asked = line.Line.ask, []
    monkeypatch.setattr(line.Line, "ask", lambda self, path, *given: asked.append(path) or ask(self, path, *given))
    os.utime(home / member.LOCK, (0, 0))  # nobody has asked for a long time
    first, second = member.Sender(home), member.Sender(home)
    first._round()
    second._round()
    assert asked == ["/events"]
    check(0)
    second._round()  # what is new is sent at once
    assert asked == ["/events"] * 2 and arrived(klass) == tries(0)
    first.hurry()
    first._round()
    assert asked == ["/events"] * 3


def test_a_learner_whom_the_teacher_renames_is_called_so_here(klass, home):
    joined(klass)
    klass.teach("/teach/order", {"type": "rename", "person": 1, "name": "Anna B."})
    check(0)
    until(lambda: member._load(home).name == "Anna B.")
    assert "as Anna B." in str(join())


KERNEL = """
import sys, time
from course_utils import storage
from course_utils.checks import progress
from course_utils.checks.result import Result
from course_utils.classroom import member, outbox
def check(number):
    progress.record("02_sequential_mlp", Result("softmax", "not_yet", 0, 2, cause=f"try {number}"))
def settled(home):
    kept = member._load(home)
    return not outbox.read(kept.positions, kept.since)[1]
member.GATHER = member.JITTER = 0.0
member.PERIOD = 0.1
def wait():
    end = time.monotonic() + 30
    while not settled(storage.home()) and time.monotonic() < end:
        time.sleep(0.01)
"""


def test_joining_loads_neither_the_server_nor_anything_heavy(home):
    heavy = {"starlette", "uvicorn", "segno", "numpy", "keras", "tensorflow"}
    code = f"assert not {heavy!r} & set(sys.modules), set(sys.modules)"
    assert other_kernel(code, home) == ("", "")


def start_kernel(code, home, *arguments):
    command = [sys.executable, "-c", KERNEL + code, *arguments]
    environment = os.environ | {"COURSE_HOME": str(home)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def other_kernel(code, home):
    return start_kernel(code, home).communicate(timeout=60)


def test_a_notebook_that_knows_nothing_of_the_class_sends_too(klass, home):
    joined(klass)
    end_the_sender(home)
    plain = (
        "from course_utils.checks import progress\nfrom course_utils.checks.result import Result\nimport sys, time\n"
    )
    plain += f"progress.record({LESSON!r}, Result('softmax', 'passed', 2, 2))\nassert 'msgspec' not in sys.modules\n"
    kernel = subprocess.Popen(
        [sys.executable, "-c", f"{plain}time.sleep(30)"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    until(lambda: klass.room.lessons[LESSON].cells.get(1), 30)
    kernel.kill()
    assert kernel.communicate()[0] == b""


def end_the_sender(home):
    """Stop this process from sending, as if its kernel had been shut down."""
    kept = (home / storage.CLASS).read_bytes()
    (home / storage.CLASS).unlink()
    sender = member._senders[home]
    sender.wake()
    sender.join(10)
    (home / storage.CLASS).write_bytes(kept)


def test_a_record_that_was_moved_aside_begins_again_and_loses_nothing(klass, home):
    joined(klass)
    for number in range(3):
        check(number)
    until(lambda: settled(home))
    (home / storage.FILE).write_bytes(b"damaged " * 1000)
    storage._looked_through.clear()
    for number in range(3, 8):  # more rows than the old record had
        check(number)
    until(lambda: settled(home))
    assert arrived(klass) == tries(*range(8))


def test_a_home_that_cannot_be_written_sends_all_the_same(klass, tmp_path, monkeypatch, home):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "file" / "home"))
    said = joined(klass)
    assert "cannot be written to, so join again after you restart the kernel" in said
    check(0)
    until(lambda: arrived(klass) == tries(0))
    check(1)
    until(lambda: arrived(klass) == tries(0, 1))
    assert "You have left the class" in str(leave())


def test_the_last_choice_of_a_guess_is_sent_after_a_rest(klass, home, monkeypatch):
    joined(klass)
    asked = (LESSON, "how_many", "How many?", ("one", "two", "three"))
    for chosen in ("one", "two", "three"):  # as the arrow keys do
        guesses._record(*asked, chosen=chosen)
    guesses._record(*asked, revealed="two")
    guesses._record(guesses.AGAIN, f"{LESSON}/how_many", *asked[2:], chosen="one")  # for the learner alone
    check(0)
    until(lambda: settled(home))
    rows = klass.server.store.db.execute("SELECT detail FROM events WHERE kind = 'guess' ORDER BY id").fetchall()
    found = [(guess["chosen"], guess["revealed"]) for guess in (json.loads(detail) for (detail,) in rows)]
    assert found == [("three", None), (None, "two")]


def test_a_guess_of_this_moment_waits_for_the_next_one(home):
    begun = outbox.beginning("2001")
    guesses._record(LESSON, "how_many", "How many?", ("one", "two"), chosen="one")
    assert outbox.read(begun, "2001") == ([], 1)


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        (r"C:\Users\Anna Maria\nn.py is missing", r"~ Maria\nn.py is missing"),
        ("No such file: '/home/anna/x.npz'", "No such file: '~/x.npz'"),
        ("/Users/anna: no", "~: no"),
        ("an array of shape (3, 4)", "an array of shape (3, 4)"),
    ],
)
def test_a_message_holds_no_folder_that_is_named_after_a_person(message, sent):
    assert outbox.without_homes(message) == sent


def test_whoever_was_removed_is_told_and_sends_nothing_more(klass, home):
    joined(klass)
    klass.teach("/teach/order", {"type": "remove", "person": 1})
    assert "You are no longer in the class klass, and nothing is sent any more" in until(storage.notices)
    assert not (home / storage.CLASS).exists()
    assert "You are not in a class" in str(join())


def test_leaving_and_joining_again(klass, home):
    joined(klass)
    check(0)
    until(lambda: settled(home))
    assert "What was sent has been deleted there" in str(leave(forget=True))
    assert arrived(klass) == [] and klass.room.people == {}
    check(1)
    member._senders[home].join(10)
    assert "as Ben" in joined(klass, "Ben")
    until(lambda: settled(home))
    assert [person.name for person in klass.room.people.values()] == ["Ben"]


def test_leaving_without_the_server(klass, home):
    joined(klass)
    klass.stop()
    assert "still in the class" in str(leave(forget=True))
    assert "could not be told" in str(leave())
    assert "You are not in a class" in str(leave())


def test_a_class_of_another_teacher_begins_with_nothing(klass, home, tmp_path):
    joined(klass)
    check(0)
    until(lambda: settled(home))
    time.sleep(1)  # the record has whole seconds
    other = Class(tmp_path / "other").start()
    try:
        other.server.began = other.server.clock.now()
        joined(other)
        check(1)
        until(lambda: settled(home))
        assert arrived(other) == tries(1) and arrived(klass) == tries(0)
    finally:
        leave()
        other.stop()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nowhere",), "You are not in a class yet"),
        (("127.0.0.1:1", "K7M2PQ"), "three words"),
        (("127.0.0.1:1", "K7M2PQ", "Anna"), "no class is open at port 1"),
        (("no.such.host.invalid", "K7M2PQ", "Anna"), "There is no computer called"),
        (("what is this", "K7M2PQ", "Anna"), "is not an address"),
    ],
)
def test_why_a_class_was_not_joined(home, words, why):
    said = str(join(*words))
    assert said.startswith("i You have not joined a class") and why in said


def test_a_wrong_code_is_told(klass, home):
    assert "The join code is wrong" in str(join(f"127.0.0.1:{klass.port}", "AAAAAA", "Anna"))


def test_the_proxy_of_a_school_is_not_asked(klass, home, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert "You are in the class" in joined(klass)


def test_a_check_does_not_wait_for_a_class_that_hangs(klass, home):
    joined(klass)
    port = klass.port
    klass.stop()
    hanging = socket.create_server(("127.0.0.1", port))  # takes connections and never answers
    check(0)
    connection, _ = hanging.accept()  # the sender waits for an answer from now on
    started = time.perf_counter()
    for number in range(1, 6):
        check(number)
    assert time.perf_counter() - started < 3  # the answer would take ten seconds
    connection.close()
    hanging.close()
    assert connection is not None and not settled(home)
    klass.start(port)
    until(lambda: settled(home))
    assert arrived(klass) == tries(*range(6))


def test_results_that_the_class_does_not_understand_hold_nothing_up_and_are_told(klass, home):
    joined(klass)
    progress.record(LESSON, Result("x" * 80, "not_yet", 0, 2))
    said = check(0)
    until(lambda: settled(home))
    assert arrived(klass) == tries(0)
    assert "another version of the course" in said + storage.notices()


def test_only_a_change_of_the_record_wakes_the_sender(home):
    woken = []
    storage.listen(woken.append)
    try:
        check(0)
        assert woken == [home]
        assert progress.tried(LESSON, "softmax") == 1
        assert woken == [home]
    finally:
        storage._listeners.remove(woken.append)


def test_a_fault_of_the_sender_is_told_and_not_printed(klass, home, monkeypatch, capfd):
    joined(klass)
    monkeypatch.setattr(outbox, "read", lambda *_: 1 / 0)
    assert "by a fault of the course (ZeroDivisionError" in until(storage.notices)
    assert capfd.readouterr() == ("", "")


def test_the_record_itself_is_only_read(klass, home):
    joined(klass)
    check(0)
    until(lambda: settled(home))
    tables = sqlite3.connect(home / storage.FILE).execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {name for (name,) in tables} == {"attempts", "hints_seen", "guesses", "drawings"}
