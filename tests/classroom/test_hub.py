"""A class on a JupyterHub, with a stand-in for the Hub; `make test-hub` has a real one."""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import RedirectResponse

from course_utils import storage
from course_utils.checks import progress
from course_utils.checks.result import Result
from course_utils.classroom import hub, join, leave, member, network, on_hub
from course_utils.classroom.line import NoAnswer
from course_utils.classroom.serve import Running
from course_utils.tools import cli
from tests.classroom.conftest import Class, attempt, until

LESSON, PREFIX = "02_sequential_mlp", "/services/class"


class StandIn:
    """A Hub that knows these tokens; a browser says its token in the cookie `login`."""

    prefix = PREFIX

    def __init__(self):
        self.users = {
            "anna-1": hub.Visitor("anna", False),
            "ben-1": hub.Visitor("ben", False),
            "tea-1": hub.Visitor("tea", True),
        }
        self.answers = True

    async def learner(self, request):
        return self._visitor(request.headers.get("authorization", "").removeprefix("Bearer "))

    async def reader(self, request):
        return self._visitor(request.cookies.get("login"))

    def _visitor(self, token):
        if not self.answers:
            raise hub.NoHub("down")
        return self.users.get(token)

    def log_in(self, request):
        return RedirectResponse("/hub/login")


class HubClass(Class):
    """A class that is a service of a stand-in."""

    hub = StandIn()

    def start(self, port=0):
        ready = threading.Event()
        sock = network.listen(port, "127.0.0.1")
        self.running = Running(self.folder, sock, lambda _: ready.set(), list, hub=self.hub)
        self.port, self.server, self.room = self.running.port, self.running.room_server, self.running.room_server.room
        self.url = f"http://127.0.0.1:{self.port}{PREFIX}"
        self.thread = threading.Thread(target=self.running.serve_until_stopped, daemon=True)
        self.thread.start()
        assert ready.wait(10)
        return self

    def ask(self, path, body=None, token=None, **headers):
        return super().ask(PREFIX + path, body, token, **headers)

    def teach(self, path, body=None, login="tea-1", **headers):
        return self.ask(path, body, Cookie=f"login={login}", Origin=f"https://127.0.0.1:{self.port}", **headers)


@pytest.fixture
def klass(tmp_path, monkeypatch):
    monkeypatch.setattr(HubClass, "hub", StandIn())
    made = HubClass(tmp_path / "klass").start()
    yield made
    if made.thread.is_alive():
        made.stop()


@pytest.fixture
def server(klass, home, monkeypatch):
    """Be Anna's server."""
    monkeypatch.setenv("COURSE_CLASS_URL", f"{klass.url}/")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "anna-1")


def solve():
    progress.record(LESSON, Result("softmax", "passed", 2, 2))


def names(klass):
    return [person.name for person in klass.room.people.values()]


# ---- the learner


def test_a_notebook_joins_without_a_word_and_its_token_is_never_written(klass, server, home):
    card = join()
    assert card.title == "You are in the class klass as anna" and f"{klass.url}/kept" in str(card)
    solve()
    until(lambda: klass.room.lessons[LESSON].cells, 30)
    kept = (home / storage.CLASS).read_text()
    assert "anna-1" not in kept and json.loads(kept)["token"] == ""
    assert names(klass) == ["anna"]
    assert str(join()) == str(card) and names(klass) == ["anna"]  # again, as in every notebook


def test_the_next_server_of_a_learner_has_another_token_and_goes_on(klass, server, monkeypatch):
    join()
    klass.hub.users["anna-2"] = klass.hub.users.pop("anna-1")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "anna-2")
    klass.room.people[1].here = False
    until(lambda: klass.room.people[1].here)
    assert names(klass) == ["anna"]


def test_a_token_that_the_hub_no_longer_knows_makes_results_wait(klass, server):
    join()
    gone = klass.hub.users.pop("anna-1")
    solve()
    until(lambda: member._senders[storage.home_path()]._failures > 1)
    assert member.membership() is not None
    klass.hub.users["anna-1"] = gone
    until(lambda: klass.room.lessons[LESSON].cells)


def test_whom_the_teacher_removed_is_told_and_can_join_again(klass, server):
    join()
    klass.teach("/teach/order", {"type": "remove", "person": 1})
    until(lambda: member.membership() is None)
    assert "Join again with join()" in storage.notices()
    assert join().title.endswith("as anna") and names(klass) == ["anna"]


def test_who_leaves_and_comes_back_is_the_same_learner_under_the_name_that_the_teacher_gave(klass, server):
    join()
    klass.teach("/teach/order", {"type": "rename", "person": 1, "name": "Anna B."})
    assert "You have left" in leave().title and member.membership() is None
    assert join().title.endswith("as Anna B.") and names(klass) == ["Anna B."]
    leave(forget=True)
    assert names(klass) == []


def test_a_closed_door_keeps_new_learners_out_and_a_code_lets_nobody_in(klass, server):
    klass.teach("/teach/order", {"type": "lock", "locked": True})
    assert "closed the door" in str(join())
    code = klass.server.door.code
    assert klass.ask("/join", {"code": code, "name": "Eve"}).status == 403
    assert klass.ask("/join", {"code": code, "name": "Eve"}, "no token").status == 403
    assert names(klass) == []


def test_a_class_kept_on_a_hub_lets_nobody_in_by_a_name_when_it_moves_to_a_laptop(klass, tmp_path):
    klass.ask("/join", {"code": "", "name": ""}, "anna-1")
    klass.stop()
    moved = Class(tmp_path / "klass").start()
    assert moved.send("hub anna", attempt(1)).status == 401
    moved.stop()


def test_a_name_of_the_hub_counts_and_not_the_one_in_the_request(klass):
    assert klass.ask("/join", {"code": "", "name": "tea"}, "ben-1").json["name"] == "ben"


def test_notebooks_that_join_together_are_one_learner(klass):
    with ThreadPoolExecutor(8) as notebooks:
        answers = [
            *notebooks.map(lambda _: klass.ask("/join", {"code": "", "name": ""}, "anna-1").json["name"], range(40))
        ]
    assert answers == ["anna"] * 40 and names(klass) == ["anna"]


def test_outside_of_a_hub_join_says_what_it_needs(home, monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_API_TOKEN", raising=False)
    monkeypatch.setenv("COURSE_CLASS_URL", "http://127.0.0.1:9")
    assert join().title == "You are not in a class"


def test_an_address_that_is_none_and_a_class_that_does_not_answer_are_told(home, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "anna-1")
    monkeypatch.setenv("COURSE_CLASS_URL", "class:8765")
    assert "not an address. Ask the people who run this Hub" in str(join())
    with network.listen(0, "127.0.0.1") as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("COURSE_CLASS_URL", f"http://127.0.0.1:{port}/services/class")
    assert f"does not answer at http://127.0.0.1:{port}/services/class" in str(join())
    with pytest.raises(NoAnswer, match="does not answer at https"):  # nobody speaks TLS there
        on_hub.HubLine(f"https://127.0.0.1:{port}").ask("/news", {}, object)


# ---- the teacher


def test_only_a_browser_of_a_teacher_sees_the_class(klass):
    assert klass.teach("/teach").status == 200 and klass.teach("/teach/changes").json["summary"]["hub"]
    assert "This page is for teachers" in klass.teach("/teach", login="ben-1").text
    for path in ("/teach", "/teach/changes", "/projector", "/projector/changes", "/projector/qr.svg"):
        assert klass.teach(path, login="ben-1").status == 403, path
        assert klass.ask(path, token="tea-1").status in (307, 403), path  # the token of a notebook is for no page
    order = {"type": "lock", "locked": True}
    assert (
        klass.teach("/teach/order", order, login="ben-1").status
        == klass.teach("/teach/order", order, login="").status
        == 403
    )
    assert klass.teach("/teach").headers["Content-Security-Policy"]


def test_a_browser_that_has_not_logged_in_goes_to_the_hub(klass):
    assert klass.ask("/teach").headers["Location"] == klass.ask("/projector").headers["Location"] == "/hub/login"
    assert klass.ask("/teach?once=guess").status == 307


def test_a_cookie_is_no_token_and_another_page_cannot_use_it(klass):
    klass.ask("/join", {"code": "", "name": ""}, "ben-1")
    assert klass.ask("/events", {"events": []}, Cookie="login=ben-1").status == 403
    order = {"type": "lock", "locked": True}
    assert klass.ask("/teach/order", order, Cookie="login=tea-1", Origin="https://evil.example").status == 403
    assert klass.ask("/teach/order", order, Cookie="login=tea-1").status == 403
    assert not klass.server.door.locked


def test_the_pages_say_how_to_join_on_a_hub(klass):
    for path in ("/", "/vote"):
        assert "join()" in klass.ask(path).text
    assert klass.ask("/static/class.css").status == 200
    assert (
        Class.ask(klass, PREFIX).headers["Location"] == Class.ask(klass, "/other").headers["Location"] == f"{PREFIX}/"
    )


def test_a_hub_that_does_not_answer_makes_everybody_wait(klass):
    klass.hub.answers = False
    answer = klass.ask("/join", {"code": "", "name": ""}, "anna-1")
    assert answer.status == 503 and answer.headers["Retry-After"] and "The Hub does not say who you are" in answer.text


# ---- starting


def test_what_a_service_lacks_is_told_in_one_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_NAME", "class")
    monkeypatch.setitem(sys.modules, "jupyterhub.services.auth", None)
    assert cli.main(["serve", str(tmp_path / "klass")]) == 2
    assert '-e ".[hub]"' in capsys.readouterr().err
    assert not (tmp_path / "klass").exists()


@pytest.mark.parametrize("words", [["--tls"], ["--rehearse", "5"], ["--scheduler", "tcp://192.168.1.5:8786"]])
def test_what_a_class_on_a_hub_does_not_have_is_refused(words, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_NAME", "class")
    assert cli.main(["serve", str(tmp_path / "class"), *words]) == 2
    assert "leave them out" in capsys.readouterr().err
    assert not (tmp_path / "class").exists()
