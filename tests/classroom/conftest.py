"""A class server in this process, on the loopback address, and a learner's home."""

import http.client
import json
import threading
import time
from types import SimpleNamespace

import pytest

from course_utils import storage
from course_utils.classroom import member, network
from course_utils.classroom.serve import Running

SOFTMAX = {"lesson": "02_sequential_mlp", "exercise": "softmax"}


def attempt(number, **changes):
    """Return an event as a laptop sends it."""
    plain = {"type": "attempt", "key": f"{number:032x}", "ago": 0, "status": "not_yet", "share": 0, "message": "no"}
    return plain | SOFTMAX | {"seconds": 0.1} | changes


def until(condition, seconds=10):
    """Wait until a condition holds; return what it returns."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "this did not happen in time"
        time.sleep(0.005)
    return found


class Class:
    """A class in a folder, whose server can be stopped and started again; `given` are options of `Running`."""

    def __init__(self, folder, tls=False, **given):
        self.folder, self.given, self.cookie, self.tls = folder, given, None, tls

    def start(self, port=0):
        ready = threading.Event()
        sock = network.listen(port, "127.0.0.1")
        own = network.listen(0, "127.0.0.1") if self.tls else None
        given = {**self.given, "own": own}
        self.running = Running(self.folder, sock, lambda _: ready.set(), lambda: ["192.168.1.5"], **given)
        self.port, self.server = self.running.own_port, self.running.room_server
        self.room, self.door = self.server.room, self.server.door
        self.thread = threading.Thread(target=self.running.serve_until_stopped, daemon=True)
        self.thread.start()
        assert ready.wait(10)
        return self

    def stop(self):
        self.running.should_exit = True
        self.thread.join(10)
        assert not self.thread.is_alive()

    def ask(self, path, body=None, token=None, **headers):
        """Return status, content (of JSON) and headers of a request."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        own = {"Content-Type": "application/json"} if body is not None else {}
        own |= {"Authorization": f"Bearer {token}"} if token else {}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        line.request("GET" if body is None else "POST", path, content, own)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        kind = answer.getheader("Content-Type") or ""
        return SimpleNamespace(
            status=answer.status, text=text, json=json.loads(text) if "json" in kind else None, headers=answer.headers
        )

    def join(self, name="Anna"):
        """Return the token of a new learner."""
        answer = self.ask("/join", {"code": self.door.code, "name": name})
        assert answer.status == 200, answer.text
        return answer.json["token"]

    def send(self, token, *events):
        return self.ask("/events", {"events": events, "waiting": 0}, token)

    def teach(self, path, body=None, **headers):
        """Ask as the teacher's page does."""
        if self.cookie is None:
            opened = self.ask(self.running.teachers_link().partition(str(self.port))[2])
            self.cookie = opened.headers["Set-Cookie"].partition(";")[0]
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}"} | headers
        return self.ask(path, body, **headers)

    def events(self):
        """Return person, kind, name and message of every event in the file; the server must have stopped."""
        import sqlite3

        db = sqlite3.connect(self.folder / "class.sqlite")
        found = db.execute("SELECT person, kind, name, detail FROM events ORDER BY id").fetchall()
        db.close()
        return found


@pytest.fixture
def klass(tmp_path):
    """Run a class."""
    made = Class(tmp_path / "klass").start()
    yield made
    if made.thread.is_alive():
        made.stop()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Run a class for tests that change nothing in it but its learners."""
    made = Class(tmp_path_factory.mktemp("shared") / "klass").start()
    yield made
    made.stop()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return a learner's home, and let the sender not take its time."""
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    for name, value in (("GATHER", 0.0), ("PERIOD", 0.1), ("JITTER", 0.0), ("LONGEST_PAUSE", 0.1)):
        monkeypatch.setattr(member, name, value)
    storage.notices()
    yield tmp_path / "home"
    member.leave()
    for sender in member._senders.values():
        sender.wake()
        sender.join(10)
        assert not sender.is_alive()
    storage.notices()
