"""What the server takes, refuses and shows; every request goes over a real socket."""

import http.client
import json
import socket

import pytest

from course_utils.classroom import guard, serve, server
from tests.classroom.conftest import Class, attempt, until

LESSON = "02_sequential_mlp"


def exercises(klass):
    return klass.room.lessons[LESSON].exercises


def cell(klass, person, exercise="softmax"):
    return klass.room.lessons[LESSON].cells[person][exercise]


# ---- learners


def test_an_event_counts_once_however_often_it_comes(klass):
    token = klass.join()
    answers = [klass.send(token, attempt(1), attempt(1), attempt(2, status="passed", share=1)) for _ in range(3)]
    said = [{name: answer.json[name] for name in ("kept", "refused", "name")} for answer in answers]
    assert said == [{"kept": 3, "refused": [], "name": "Anna"}] * 3
    assert cell(klass, 1).tries == 2 and cell(klass, 1).passed
    other = klass.join("Ben")  # the same key from another learner is another event
    klass.send(other, attempt(1))
    klass.stop()
    assert [person for person, *_ in klass.events()] == [1, 1, 2]


def test_after_a_restart_everything_is_as_it_was(klass):
    token = klass.join()
    klass.send(token, attempt(1), attempt(2), {"type": "hint", "key": f"{3:032x}", "ago": 0} | hint())
    klass.send(token, guess(4, "two"))
    klass.teach("/teach/order", {"type": "rename", "person": 1, "name": "Anna Maria"})
    page = klass.teach("/teach/changes").json
    cookie, code = klass.cookie, klass.door.code
    klass.stop()
    klass.start()
    assert klass.send(token, attempt(1)).json["name"] == "Anna Maria"
    again = klass.teach("/teach/changes?have=" + page["have"]).json
    assert klass.cookie == cookie and klass.door.code == code
    assert again["full"]  # the numbers of versions have begun again
    assert (
        again["rows"]
        == page["rows"]
        == {"1": [["tried", 2, 1, 0] if e == "softmax" else None for e in exercises(klass)]}
    )
    assert again["summary"]["guesses"] == [{"text": "How many?", "options": [["one", 0], ["two", 1]]}]


def hint():
    return {"lesson": LESSON, "exercise": "softmax"}


def guess(number, chosen):
    plain = {"type": "guess", "key": f"{number:032x}", "ago": 0, "lesson": LESSON, "question": "how_many"}
    return plain | {"text": "How many?", "options": ["one", "two"], "chosen": chosen, "revealed": None}


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "x"},
        {"key": "A" * 32},
        {"share": 2},
        {"share": "1"},
        {"message": "x" * 301},
        {"exercise": "x; DROP TABLE people"},
        {"lesson": "../../etc"},
        {"ago": -1},
        {"type": "code"},
        {"seconds": 1e300},
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_an_event_of_another_form_is_refused_and_the_rest_is_kept(shared, wrong):
    answer = shared.send(shared.join(), attempt(1), attempt(2, **wrong), attempt(3))
    assert answer.status == 200 and answer.json["kept"] == 2
    assert answer.json["refused"] == [str(wrong.get("key", f"{2:032x}"))]


def test_results_of_exercises_that_this_course_lacks_are_counted_and_not_shown(klass):
    token = klass.join()
    assert klass.send(token, attempt(1, exercise="of_next_year"), attempt(2, lesson="77_next")).json["kept"] == 2
    page = klass.teach("/teach/changes").json
    assert page["people"][0]["unknown"] == 2 and page["rows"] == {}


def test_two_with_one_name_get_different_ones(klass):
    names = [
        klass.ask("/join", {"code": klass.door.code, "name": name}).json["name"] for name in ("Anna", "anna", "Anna")
    ]
    assert names == ["Anna", "anna (2)", "Anna (3)"]


def test_whoever_has_a_token_stays_the_same_learner(klass):
    token = klass.join()
    answer = klass.ask("/join", {"code": "wrong", "name": "Anna M."}, token)
    assert answer.json["token"] == token and answer.json["name"] == "Anna M."
    assert [person.name for person in klass.room.people.values()] == ["Anna M."]


def test_ten_thousand_guesses_shut_the_door_and_those_inside_go_on(klass):
    token, statuses = klass.join(), []
    for number in range(60):
        statuses.append(klass.ask("/join", {"code": f"{number:06}", "name": "Eve"}).status)
    first = statuses.index(429)
    assert set(statuses[:first]) == {403} and set(statuses[first:]) == {429} and first < 30
    assert int(klass.ask("/join", {"code": "x", "name": "Eve"}).headers["Retry-After"]) <= 61
    assert klass.send(token, attempt(1)).status == 200
    until(lambda: klass.teach("/teach/changes").json["summary"]["guessing"])


def test_a_header_does_not_make_a_guess_come_from_elsewhere(klass):
    wish = {"code": "AAAAAA", "name": "Eve"}
    asked = [klass.ask("/join", wish, X_Forwarded_For=f"10.0.0.{number}").status for number in range(30)]
    assert asked[-1] == 429


def test_a_learner_speaks_for_nobody_else(klass):
    tokens = [klass.join(name) for name in ("Anna", "Ben")]
    body = {"events": [attempt(1) | {"person": 1}], "waiting": 0, "person": 1, "name": "Anna"}
    assert klass.ask("/events", body, tokens[1]).json["name"] == "Ben"
    assert klass.ask("/leave", {"forget": True, "person": 1}, tokens[1]).status == 200
    assert [person.name for person in klass.room.people.values()] == ["Anna"]
    klass.stop()
    content = (klass.folder / "class.sqlite").read_bytes()
    assert klass.events() == [] and not any(token.encode() in content for token in tokens)


def test_a_locked_door_and_a_new_code_keep_others_out(klass):
    old = klass.door.code
    klass.teach("/teach/order", {"type": "lock", "locked": True})
    assert "closed the door" in klass.ask("/join", {"code": old, "name": "Ben"}).json["error"]
    klass.teach("/teach/order", {"type": "lock", "locked": False})
    klass.teach("/teach/order", {"type": "new_code"})
    assert klass.ask("/join", {"code": old, "name": "Ben"}).status == 403
    klass.join("Ben")
    klass.stop()
    assert klass.start().ask("/join", {"code": old, "name": "Carl"}).status == 403


def test_too_many_events_wait(klass):
    token, batch = klass.join(), [attempt(number) for number in range(100)]
    statuses = [klass.send(token, *batch).status for _ in range(25)]
    assert statuses[:20] == [200] * 20 and statuses[-1] == 429


def test_a_full_disk_makes_results_wait_and_is_shown(klass):
    token = klass.join()
    klass.teach("/teach/changes")
    db = klass.server.store.db
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    events = [attempt(number, message="x" * 300) for number in range(100)]
    answer = klass.send(token, *events)
    assert answer.status == 507 and answer.headers["Retry-After"] and "results wait here" in answer.json["error"]
    until(lambda: klass.teach("/teach/changes").json["summary"]["disk_full"])
    db.execute("PRAGMA max_page_count = 1000000")
    assert klass.send(token, *events).json["kept"] == 100
    klass.stop()
    assert len(klass.events()) == 100


def test_leaving_ends_the_token_and_can_delete_everything(klass):
    anna, ben = klass.join("Anna"), klass.join("Ben")
    for token in (anna, ben):
        klass.send(token, attempt(1))
    assert klass.ask("/leave", {"forget": False}, anna).status == 200
    assert klass.ask("/leave", {"forget": True}, ben).status == 200
    assert [klass.send(token, attempt(2)).status for token in (anna, ben)] == [401, 401]
    assert [person.name for person in klass.room.people.values()] == ["Anna"]
    klass.stop()
    assert [person for person, *_ in klass.events()] == [1]
    assert b"Ben" not in (klass.folder / "class.sqlite").read_bytes()


# ---- what is refused before anybody looks at it


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:8765"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "192.168.1.5:8765"}, 401),
        ({"Host": "[::1]:8765"}, 401),
        ({"Host": f"{socket.gethostname()}.local"}, 401),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
    ],
    ids=str,
)
def test_a_request_that_another_page_may_have_made_is_refused(shared, headers, status):
    assert shared.ask("/events", {"events": []}, "no token", **headers).status == status


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'{"events": 1}', b"[" * 100_000, b'{"events":[' + b"{}," * 101 + b"{}]}"]
)
def test_a_body_of_another_form_is_refused(shared, body):
    assert shared.ask("/events", body, shared.join()).status == 422


def test_a_large_body_is_refused_before_it_is_read(shared):
    with socket.create_connection(("127.0.0.1", shared.port), timeout=10) as line:
        head = f"POST /events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {shared.join()}\r\n"
        line.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 100000000\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 413")


def test_whoever_sends_slowly_is_sent_away(shared, monkeypatch):
    monkeypatch.setattr(server, "PATIENCE", 0.1)
    with socket.create_connection(("127.0.0.1", shared.port), timeout=10) as line:
        head = f"POST /events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {shared.join()}\r\n"
        line.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 408")


def test_a_connection_that_says_nothing_is_closed(shared, monkeypatch):
    monkeypatch.setattr(serve, "FOR_HEADERS", 0.1)
    for beginning in (b"", b"GET / HTTP/1.1\r\nHost: 127"):
        with socket.create_connection(("127.0.0.1", shared.port), timeout=10) as line:
            line.sendall(beginning)
            assert line.recv(1000) == b""
    assert shared.ask("/").status == 200


@pytest.mark.parametrize(
    "path", ["/", "/kept", "/teach", "/projector", "/static/teach.js", "/static/none.js", "/nothing"]
)
def test_every_answer_allows_a_browser_nothing_from_elsewhere(shared, path):
    for name, value in guard.HEADERS:
        assert shared.ask(path).headers[name.decode()] == value.decode()


@pytest.mark.parametrize(
    "path", ["/static/..%2fserver.py", "/static/../server.py", "/static/teach.html", "/static/%2e%2e"]
)
def test_only_scripts_and_styles_are_static(shared, path):
    assert shared.ask(path).status == 404


# ---- the teacher


def test_the_link_to_the_teachers_page_works_once_and_becomes_a_cookie(klass):
    path = klass.running.teachers_link().partition(str(klass.port))[2]
    opened = klass.ask(path)
    assert opened.status == 303 and opened.headers["Location"] == "/teach"
    assert {"HttpOnly", "SameSite=strict"} <= set(opened.headers["Set-Cookie"].split("; "))
    assert klass.ask(path).status == 403
    cookie = opened.headers["Set-Cookie"].partition(";")[0]
    assert klass.ask("/teach", Cookie=cookie).status == 200
    klass.stop()
    assert cookie.partition("=")[2].encode() not in (klass.folder / "class.sqlite").read_bytes()


@pytest.mark.parametrize("path", ["/teach/changes", "/projector", "/projector/changes", "/projector/qr.svg"])
def test_the_teachers_pages_are_for_the_teacher_on_this_computer(shared, path):
    token = shared.join()
    assert shared.teach(path).status == 200
    assert shared.ask(path).status == 403
    assert shared.ask(path, None, token).status == 403
    assert shared.ask(path, Cookie="course_teacher=guessed").status == 403
    assert shared.teach(path, Host="192.168.1.5:8765").status == 403
    link = shared.running.teachers_link().partition(str(shared.port))[2]
    assert shared.ask(link, Host="192.168.1.5:8765").status == 403  # and the link still works on this computer
    assert shared.ask(link).status == 303


def test_an_order_must_come_from_the_teachers_own_page(klass):
    order = {"type": "lock", "locked": True}
    for headers in ({"Cookie": "x=y"}, {"Origin": "http://127.0.0.1:1"}, {"Origin": "http://localhost"}):
        assert klass.teach("/teach/order", order, **headers).status == 403
    klass.teach("/teach")
    assert klass.ask("/teach/order", order, Cookie=klass.cookie).status == 403  # without an Origin
    assert not klass.door.locked


def test_the_page_gets_only_what_is_new(klass):
    tokens = [klass.join(name) for name in ("Anna", "Ben")]
    klass.send(tokens[0], attempt(1))
    first = klass.teach("/teach/changes").json
    assert first["full"] and [person["name"] for person in first["people"]] == ["Anna", "Ben"]
    klass.send(tokens[1], attempt(1, status="passed", share=1))
    page = until(lambda: newer(klass, first))
    assert not page["full"] and page["people"] == [] and list(page["rows"]) == ["2"]
    assert ["passed", 1, 0, 100] in page["rows"]["2"]
    until(
        lambda: (
            klass.teach(
                f"/teach/changes?have={page['have']}&summary={klass.teach('/teach/changes').json['tag']}"
            ).status
            == 204
        )
    )


def newer(klass, page):
    answer = klass.teach(f"/teach/changes?have={page['have']}").json
    return answer if answer["rows"] or answer["people"] or answer["full"] else None


def test_renaming_hiding_merging_and_removing(klass):
    tokens = {name: klass.join(name) for name in ("Anna", "Anna again", "Ben", "Eve")}
    klass.send(tokens["Anna"], attempt(1), attempt(2, exercise="dense", status="passed", share=1))
    klass.send(tokens["Anna again"], attempt(1, status="passed", share=1))
    klass.send(tokens["Ben"], attempt(1))
    klass.send(tokens["Eve"], attempt(1))
    page = klass.teach("/teach/changes").json
    orders = [
        {"type": "merge", "person": 2, "into": 1},
        {"type": "rename", "person": 3, "name": "Anna"},
        {"type": "hide", "person": 3, "hidden": True},
        {"type": "remove", "person": 4},
    ]
    assert [klass.teach("/teach/order", order).status for order in orders] == [200] * 4
    assert klass.send(tokens["Eve"], attempt(9)).status == 401

    def shown():
        answer = klass.teach("/teach/changes?have=" + page["have"]).json
        assert answer["full"]  # somebody was removed
        names = {person["id"]: person["name"] for person in answer["people"] if not person["merged"]}
        counts = {each["name"]: (each["passed"], each["tried"]) for each in answer["summary"]["counts"]}
        rows = {person: [state and state[:2] for state in row if state] for person, row in answer["rows"].items()}
        return names, counts["softmax"], counts["dense"], rows

    merged = {"1": [["passed", 2], ["passed", 1]], "3": [["tried", 1]]}
    expected = ({1: "Anna", 3: "Anna (2)"}, (1, 0), (1, 0), merged)
    assert shown() == expected
    klass.stop()
    klass.start()
    assert shown() == expected
    klass.send(tokens["Anna again"], attempt(5, exercise="relu"))  # goes on under the first name
    assert ["tried", 1] in shown()[3]["1"]


@pytest.mark.parametrize(
    "order",
    [
        {"type": "rename", "person": 1, "name": "\u202e"},
        {"type": "rename", "person": 99, "name": "Ben"},
        {"type": "merge", "person": 1, "into": 1},
        {"type": "merge", "person": 1, "into": 99},
        {"type": "remove", "person": "1"},
        {"type": "choose", "lesson": "99_none"},
        {"type": "other"},
        {},
    ],
    ids=str,
)
def test_an_order_that_makes_no_sense_changes_nothing(klass, order):
    klass.join()
    assert klass.teach("/teach/order", order).status in (404, 422)
    assert [person.name for person in klass.room.people.values()] == ["Anna"]


def test_who_is_stuck_follows_the_rule(klass, monkeypatch):
    tokens = {name: klass.join(name) for name in ("same message", "long silence", "went on", "passed", "two tries")}
    klass.send(tokens["same message"], *(attempt(n, ago=60 - n) for n in range(3)))
    klass.send(tokens["long silence"], attempt(1, ago=600))
    klass.send(tokens["went on"], attempt(1, ago=600), attempt(2, ago=5, exercise="dense"))
    klass.send(tokens["passed"], attempt(1, ago=600), attempt(2, ago=500, status="passed", share=1))
    klass.send(tokens["two tries"], attempt(1, ago=60), attempt(2))
    summary = klass.teach("/teach/changes").json["summary"]
    assert [(each["person"], each["minutes"], each["same"]) for each in summary["stuck"]] == [(2, 10, 1), (1, 1, 3)]
    assert "3 times in a row" in summary["rule"] and "6 minutes" in summary["rule"]
    assert summary["mistakes"][0] == {"exercise": "softmax", "message": "no", "count": 4, "people": [1, 2, 3, 5]}


def test_whose_laptop_is_silent_is_away(klass):
    token = klass.join()
    assert klass.teach("/teach/changes").json["people"][0]["here"]
    klass.room.people[1].heard -= 60
    assert not klass.teach("/teach/changes").json["people"][0]["here"]
    klass.send(token)
    assert klass.teach("/teach/changes").json["people"][0]["here"]


@pytest.mark.parametrize("ago", [0, 365 * 86400.0], ids=["now", "a year ago"])
def test_a_wrong_clock_of_a_laptop_harms_nobody(klass, ago):
    token = klass.join()
    assert klass.send(token, attempt(1, ago=ago)).status == 200
    assert klass.teach("/teach/changes").json["rows"]["1"]


# ---- the projector


def test_the_projector_never_receives_a_name_or_a_text_of_a_learner(klass):
    secret = "Zebra-Name"
    token = klass.join(secret)
    klass.send(token, *(attempt(n, message=f"{secret} said") for n in range(3)), guess(9, "two"))
    assert secret in klass.teach("/teach/changes").text  # so this test can fail
    paths = ["/projector", "/projector/changes", "/projector/qr.svg", "/static/projector.js", "/static/class.css"]
    for path in [*paths, "/"]:
        answer = klass.teach(path)
        assert answer.status == 200 and secret not in answer.text, path
    shown = klass.teach("/projector/changes").json
    names = {
        "here",
        "joined",
        "minutes",
        "lesson",
        "counts",
        "code",
        "scheme",
        "address",
        "hub",
        "poll",
        "clock",
        "have",
    }
    assert set(shown) == names
    assert shown["joined"] == 1 and {"name": "softmax", "passed": 0, "tried": 1} in shown["counts"]
    assert klass.teach(f"/projector/changes?have={shown['have']}").status == 204


def test_an_event_is_on_the_disk_when_it_is_acknowledged(tmp_path, monkeypatch):
    klass = Class(tmp_path / "klass").start()
    token = klass.join()
    line = http.client.HTTPConnection("127.0.0.1", klass.port)
    order = []
    klass.server.store.db.set_trace_callback(lambda sql: order.append("commit") if sql == "COMMIT" else None)
    order.clear()
    body = json.dumps({"events": [attempt(1)]})
    line.request("POST", "/events", body, {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
    line.getresponse().read()
    order.append("answer")
    klass.stop()
    assert order[:2] == ["commit", "answer"]
