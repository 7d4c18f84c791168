"""A class with `--tls`: laptops recognize it by the join code, and say nothing to anybody else."""

import http.client
import os
import re
import socket
import threading

import pytest

from course_utils import storage
from course_utils.classroom import certificate, doors, join, leave, line, member, network, serve, wire
from course_utils.classroom.rehearse import Rehearsal
from course_utils.tools import cli
from tests.classroom.conftest import Class, until
from tests.classroom.test_member import arrived, check, other_kernel, settled, tries


@pytest.fixture
def klass(tmp_path):
    """Run an encrypted class."""
    made = Class(tmp_path / "klass", tls=True).start()
    yield made
    if made.thread.is_alive():
        made.stop()


class Impostor:
    """Somebody who listens at an address, with a certificate of their own or with none, and keeps what is sent."""

    def __init__(self, folder, port=0, tls=True):
        self.got, self.connections = b"", 0
        folder.mkdir(exist_ok=True)
        self._tls = certificate.read(certificate.ensure(folder))[0] if tls else None
        self._socket = network.listen(port, "127.0.0.1")
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return  # the test is over
            self.connections += 1
            connection.settimeout(5)
            try:
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                while received := connection.recv(10_000):
                    self.got += received
                    connection.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
            except OSError:
                pass  # the laptop has hung up, as it should
            connection.close()

    def close(self):
        if self._socket.fileno() != -1:
            self._socket.shutdown(socket.SHUT_RDWR)  # which also ends `accept`
            self._socket.close()


@pytest.fixture
def impostor(tmp_path):
    """Return a function that begins an impostor."""
    made = []

    def begin(**options):
        made.append(Impostor(tmp_path / "impostor", **options))
        return made[-1]

    yield begin
    for each in made:
        each.close()


def joined(klass, name="Anna"):
    return str(join(f"127.0.0.1:{klass.running.port}", klass.door.whole_code, name))


# ---- the certificate and the code


def test_the_certificate_is_made_once_and_its_key_is_for_the_teacher_alone(klass):
    path, code = klass.folder / certificate.FILE, klass.door.whole_code
    assert path.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{6}(-[0-9A-HJKMNP-TV-Z]{4}){3}", code)
    content = path.read_bytes()
    klass.stop()
    path.chmod(0o644)  # as a copy may be
    klass.start()
    assert klass.door.whole_code == code and path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert {each.name for each in klass.folder.iterdir() if "pem" in each.name} == {certificate.FILE}
    klass.stop()
    assert cli.main(["class", "delete", str(klass.folder)]) == 0 and not klass.folder.exists()


def test_a_new_code_has_the_same_fingerprint(klass):
    old = klass.door.whole_code
    klass.teach("/teach/order", {"type": "new_code"})
    new = klass.teach("/teach/changes").json["summary"]["code"]
    assert new[:6] != old[:6] and new[6:] == old[6:]
    shown = klass.teach("/projector/changes").json
    assert (shown["code"], shown["scheme"]) == (new, "https")


def test_a_fingerprint_stays_what_it_is():
    assert certificate.fingerprint(b"a certificate") == "D5RX8EPT6MJW"  # else all codes of last year are wrong
    assert certificate.fingerprint(b"b certificate") != certificate.fingerprint(b"a certificate")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("K7M2PQ", ("K7M2PQ", "")),
        ("", ("", "")),
        ("K7M2PQ-4F9X-2B7T-QW0D", ("K7M2PQ", "4F9X2B7TQW0D")),
        (" k7m2pq 4f9x–2b7t_qw0d ", ("K7M2PQ", "4F9X2B7TQW0D")),
        ("K7M2PQ-OIL1-2B7T-QWOD", ("K7M2PQ", "01112B7TQW0D")),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, parts):
    assert wire.split_code(typed) == parts


@pytest.mark.parametrize("typed", ["K7M2PQX", "K7M2PQ-4F9X-2B7T", "K7M2PQ-4F9X-2B7T-QW0D-X"])
def test_a_part_of_the_code_that_is_missing_is_told(home, typed):
    assert "or 18 if the class is encrypted, and yours has" in str(join("127.0.0.1:1", typed, "Anna"))


def test_the_door_opens_for_the_whole_code_too():
    door = doors.Door("K7M2PQ", lambda: 0.0)
    door.fingerprint = "4F9X2B7TQW0D"
    assert door.whole_code == "K7M2PQ-4F9X-2B7T-QW0D" and door.opens(door.whole_code, "10.0.0.1")


def test_a_certificate_that_is_damaged_is_told(tmp_path, capsys):
    folder = tmp_path / "klass"
    folder.mkdir()
    (folder / certificate.FILE).write_text("no certificate")
    for _ in range(2):  # the folder is free again each time
        assert cli.main(["serve", str(folder), "--port", free_port(), "--tls", "--no-browser"]) == 2
        said = capsys.readouterr().err
        assert "class.pem, cannot be used" in said and "delete it" in said


def free_port():
    with network.listen(0) as free:
        return str(free.getsockname()[1])


# ---- learners


def test_a_learner_joins_by_the_whole_code(klass, home):
    wrong = ("A" if klass.door.code[0] != "A" else "B") + klass.door.whole_code[1:]
    said = str(join(f"127.0.0.1:{klass.running.port}", wrong, "Anna"))
    assert "The join code is wrong" in said and "18 letters and digits" in said
    said = joined(klass)
    assert "Connection: encrypted" in said and f"https://127.0.0.1:{klass.running.port}/kept" in said
    check(0)
    until(lambda: settled(home))
    assert arrived(klass) == tries(0)


def test_another_certificate_is_refused_before_anything_is_said(klass, home, impostor):
    other = impostor()
    said = str(join(f"127.0.0.1:{other.port}", klass.door.whole_code, "Anna"))
    assert "does not fit the join code, so nothing was sent" in said
    assert (other.connections, other.got) == (1, b"")
    wrong = klass.door.whole_code[:-1] + ("0" if klass.door.whole_code[-1] != "0" else "1")
    assert "does not fit the join code" in str(join(f"127.0.0.1:{klass.running.port}", wrong, "Anna"))
    assert klass.room.people == {}


def test_results_wait_while_somebody_poses_as_the_class(klass, home, impostor, monkeypatch):
    monkeypatch.setattr(member, "UNREACHED", 0.0)
    joined(klass)
    port = klass.running.port
    klass.stop()
    if line := member._senders[home]._line:  # it may have noticed already
        line.close()
    other = impostor(port=port)
    check(0)
    assert "does not fit the join code" in until(storage.notices)
    assert other.connections and other.got == b""
    assert "does not fit the join code" in leave(forget=True).parts[0][1]  # and the request to forget was not sent
    other.close()
    klass.start(port)
    until(lambda: settled(home))
    assert arrived(klass) == tries(0)


def test_after_a_restart_of_the_kernel_the_class_is_still_recognized(klass, home, impostor):
    joined(klass)
    assert other_kernel("check(0); wait()", home) == ("", "")
    assert arrived(klass) == tries(0)
    port = klass.running.port
    klass.stop()
    other = impostor(port=port)
    code = "member.UNREACHED = 0.0\ncheck(1)\nwhile not (said := storage.notices()): time.sleep(0.01)\nprint(said)"
    said, fault = other_kernel(code, home)
    assert "does not fit the join code" in said and fault == ""
    assert other.connections and other.got == b""


def test_the_class_may_move_and_somebody_else_may_not_take_its_place(klass, home, impostor):
    joined(klass)
    other, bare = impostor(), impostor(tls=False)
    assert "does not fit the join code" in str(join(f"127.0.0.1:{other.port}"))
    assert "is not encrypted, so nothing was sent" in str(join(f"127.0.0.1:{bare.port}"))
    assert other.got == b"" and bare.got.startswith(b"\x16\x03") and b"Bearer" not in bare.got  # only a handshake
    klass.stop()
    check(0)
    klass.start()
    assert "as Anna" in str(join(f"127.0.0.1:{klass.running.port}"))
    until(lambda: settled(home))
    assert arrived(klass) == tries(0) and len(klass.room.people) == 1


def test_a_short_code_does_not_hand_the_token_to_somebody_else(klass, home, impostor):
    joined(klass)
    token, bare = member.membership().token, impostor(tls=False)
    assert "Something else" in str(join(f"127.0.0.1:{bare.port}", "K7M2PQ", "Anna"))
    assert b"K7M2PQ" in bare.got and token.encode() not in bare.got and b"Bearer" not in bare.got
    assert member.membership().token == token


def test_a_class_that_becomes_encrypted_keeps_its_learners(tmp_path, home):
    klass = Class(tmp_path / "klass").start()
    assert "Connection" not in str(join(f"127.0.0.1:{klass.port}", klass.door.code, "Anna"))
    klass.stop()
    klass.tls = True
    klass.start()
    said = str(join(f"127.0.0.1:{klass.running.port}"))
    assert "is encrypted, so it needs the whole join code" in said
    assert "as Anna" in joined(klass) and len(klass.room.people) == 1
    leave()
    klass.stop()


# ---- the two listeners


def over_tls(klass, path, body=None, **headers):
    """Return status and content of a request to the learners' port."""
    asked = http.client.HTTPSConnection("127.0.0.1", klass.running.port, context=certificate._client(), timeout=10)
    asked.request("GET" if body is None else "POST", path, body, headers)
    answer = asked.getresponse()
    content = answer.read()
    asked.close()
    return answer.status, content


def test_the_teachers_page_needs_no_certificate_and_stays_on_this_computer(klass):
    link = klass.running.teachers_link()
    assert link.startswith(f"http://127.0.0.1:{klass.port}/teach?once=") and klass.port != klass.running.port
    assert klass.running._own.getsockname()[0] == "127.0.0.1"
    assert klass.teach("/teach").status == klass.teach("/projector").status == 200
    assert klass.teach("/teach/order", {"type": "lock", "locked": True}).status == 200


def test_the_phone_page_comes_encrypted_and_takes_votes_from_itself_alone(klass):
    place = f"127.0.0.1:{klass.running.port}"
    status, page = over_tls(klass, "/vote")
    assert status == 200 and b"vote.js" in page
    wish = f'{{"code": "{klass.door.whole_code}", "name": "Ben", "phone": true}}'
    kind = {"Content-Type": "application/json"}
    assert over_tls(klass, "/join", wish, Origin=f"http://{place}", **kind)[0] == 403
    assert over_tls(klass, "/join", wish, Origin=f"https://{place}", **kind)[0] == 200
    assert over_tls(klass, "/teach")[0] == 403


def test_the_learners_port_says_nothing_in_plain_text(klass):
    with socket.create_connection(("127.0.0.1", klass.running.port), timeout=10) as bare:
        bare.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"HTTP" not in bare.recv(1000)


def test_a_handshake_that_never_ends_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "FOR_HANDSHAKE", 0.1)
    klass = Class(tmp_path / "klass", tls=True).start()
    with socket.create_connection(("127.0.0.1", klass.running.port), timeout=10) as bare:
        assert bare.recv(1000) == b""
    klass.stop()


def test_a_connection_that_has_ended_is_opened_again(klass):
    laptop = line.Line("127.0.0.1", klass.running.port, klass.door.fingerprint)
    for end in (lambda: None, lambda: laptop._connection.sock.shutdown(socket.SHUT_RDWR), lambda: restart(klass)):
        with pytest.raises(line.Refused):
            laptop.ask("/news", {}, wire.Looked)
        end()
    with pytest.raises(line.Refused):
        laptop.ask("/news", {}, wire.Looked)
    laptop.close()


def restart(klass):
    port = klass.running.port
    klass.stop()
    klass.start(port)


def test_laptops_that_say_no_goodbye_do_not_hold_up_the_end(klass, caplog):
    laptop = line.Line("127.0.0.1", klass.running.port, klass.door.fingerprint)
    with pytest.raises(line.Refused):
        laptop.ask("/news", {}, wire.Looked)
    klass.stop()  # while the laptop's connection is open, and nobody reads from it
    assert caplog.messages == []  # uvicorn complains about connections that are still there after two seconds
    laptop.close()


def test_a_rehearsal_of_an_encrypted_class(klass):
    Rehearsal(klass.running.own_port, klass.door.code, 5, pace=0.02).start()
    until(lambda: len(klass.room.people) == 5, 30)


def test_what_is_printed(klass, capsys):
    serve._greet(klass.running, False, 0)
    said = capsys.readouterr().out
    assert f'join("192.168.1.5:{klass.running.port}", "{klass.door.whole_code}", "your name")' in said
    assert f"http://127.0.0.1:{klass.port}/teach?once=" in said and "The class is encrypted" in said
