"""`course doctor --class`: whether this laptop can join a class, and if not, why."""

from types import SimpleNamespace

import pytest

from course_utils.classroom import join, leave
from course_utils.grading import versions
from course_utils.tools import cli
from tests.classroom.conftest import Class


def examined(capsys, *words):
    """Return the exit code of `course doctor --class`, and what it prints."""
    code = cli.main(["doctor", "--class", *words])
    return code, capsys.readouterr().out


def test_a_class_that_can_be_joined(klass, home, capsys):
    address = f"127.0.0.1:{klass.port}"
    code, said = examined(capsys, address, klass.door.code)
    assert code == 0 and said == (
        f"ok       The class at {address} answers\nok       The join code is right\n\nYou can join the class.\n"
    )
    code, said = examined(capsys, address)
    assert code == 0 and said == f"ok       The class at {address} answers\n\nYou can join the class.\n"
    assert klass.room.people == {}  # to look is not to join


def test_a_class_that_cannot_be_joined(klass, home, capsys):
    code, said = examined(capsys, f"127.0.0.1:{klass.port}", "AAAAAA")
    assert code == 1 and "PROBLEM  The join code is wrong.\n         What to do: Copy it from the screen" in said
    assert said.endswith("You cannot join the class yet, see above.\n")
    port = klass.port
    klass.stop()
    code, said = examined(capsys, f"127.0.0.1:{port}", klass.door.code)
    assert code == 1 and said.startswith(
        f"PROBLEM  The computer 127.0.0.1 answers, but no class is open at port {port}."
    )
    assert "\n         What to do: Compare the address" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("what is this",), "PROBLEM  'what is this' is not an address."),
        (("127.0.0.1:1", "K7M2PQ-4F9X"), "PROBLEM  A join code has 6 letters and digits, or 18"),
    ],
)
def test_an_address_and_a_code_that_are_none(home, capsys, words, says):
    code, said = examined(capsys, *words)
    assert code == 1 and said.startswith(says)


def test_too_many_words(capsys):
    assert cli.main(["doctor", "--class", "127.0.0.1", "K7M2PQ", "Anna"]) == 2
    assert "--class takes an address and, at most, a join code" in capsys.readouterr().err


def test_an_encrypted_class(tmp_path, home, capsys):
    klass = Class(tmp_path / "klass", tls=True).start()
    try:
        address, code = f"127.0.0.1:{klass.running.port}", klass.door.whole_code
        assert "The certificate at" in examined(capsys, address, code[:-4] + "0000")[1]
        assert "is encrypted, so it needs the whole join code" in examined(capsys, address)[1]
        fine = "ok       The connection is encrypted, and the certificate fits the join code\n"
        assert fine + "ok       The join code is right\n" in examined(capsys, address, code)[1]
        join(address, code, "Anna")
        assert fine in examined(capsys, address)[1]  # a laptop that has joined knows the fingerprint
        leave()
    finally:
        klass.stop()


def test_another_version_and_another_clock_are_notes(klass, home, capsys, monkeypatch):
    monkeypatch.setattr(versions, "course", lambda: "99.0")
    monkeypatch.setattr("course_utils.classroom.line.time", SimpleNamespace(time=lambda: 0.0, monotonic=lambda: 0.0))
    code, said = examined(capsys, f"127.0.0.1:{klass.port}")
    assert code == 0 and said.endswith("You can join the class.\n")
    assert "note     This laptop has version 99.0 of the course, and the class has version" in said
    assert "note     The clock of this laptop is" in said and "days behind the clock of the class." in said
    assert "What to do: Let your system set date, time and time zone automatically." in said
