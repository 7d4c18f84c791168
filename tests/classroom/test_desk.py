"""Help and messages: a queue with places, answers, and words to all that appear under the last check."""

import pytest

from course_utils import storage
from course_utils.classroom import help_me, line, member, news, talk, wire
from course_utils.tools import cli
from tests.classroom.conftest import until
from tests.classroom.test_member import check, joined
from tests.classroom.test_news import kernel  # noqa: F401

EVIL = "<img src=x onerror=alert(1)>"


def ask_help(klass, token, text="Why?", **more):
    return klass.ask("/help", {"text": text, **more}, token)


def attend(klass, help, state, answer=""):
    return klass.teach("/teach/order", {"type": "attend", "help": help, "state": state, "answer": answer})


def say(klass, text, code=""):
    return klass.teach("/teach/order", {"type": "say", "text": text, "code": code})


def summary(klass):
    klass.server._summaries.clear()
    return klass.teach("/teach/changes").json["summary"]


def queue(klass):
    return [(each["person"], each["text"], each["state"]) for each in summary(klass)["queue"]]


@pytest.fixture
def three(klass):
    klass.tokens = [klass.join(name) for name in ("Anna", "Ben", "Cleo")]
    return klass


def own(klass, token):
    return klass.ask("/news", {"have": ""}, token).json["news"]["help"]


def test_a_queue_with_places_that_is_taken_answered_and_closed(three):
    places = [
        ask_help(three, token, f"question {n}").json["news"]["help"]["place"] for n, token in enumerate(three.tokens)
    ]
    assert places == [1, 2, 3]
    assert queue(three) == [(n + 1, f"question {n}", "waiting") for n in range(3)]
    assert attend(three, 1, "taken").status == 200
    assert (own(three, three.tokens[0])["state"], own(three, three.tokens[1])["place"]) == ("taken", 1)
    attend(three, 1, "waiting")  # back to the queue, at its old place
    assert [own(three, token)["place"] for token in three.tokens] == [1, 2, 3]
    assert attend(three, 2, "answered", "Because.").status == 200
    assert own(three, three.tokens[1]) == {
        "id": 2,
        "text": "question 1",
        "state": "answered",
        "place": 0,
        "answer": "Because.",
    }
    attend(three, 1, "closed")
    assert own(three, three.tokens[0]) is None and own(three, three.tokens[2])["place"] == 1
    assert attend(three, 1, "taken").status == attend(three, 2, "closed").status == 409


def test_whoever_asks_again_keeps_the_place_and_can_take_the_question_back(three):
    for token in three.tokens:
        ask_help(three, token)
    assert ask_help(three, three.tokens[0], "Why so?", code="x = 1").json["news"]["help"]["place"] == 1
    assert queue(three)[0] == (1, "Why so?", "waiting") and len(queue(three)) == 3
    assert ask_help(three, three.tokens[0], "", done=True).json["news"]["help"] is None
    assert ask_help(three, three.tokens[0], "", done=True).status == 200  # nothing is left to take back
    assert ask_help(three, three.tokens[0], "Again").json["news"]["help"]["place"] == 3


def test_after_a_restart_queue_and_messages_are_as_they_were(three):
    for token in three.tokens:
        ask_help(three, token, code="x = 1\nprint(x)")
    attend(three, 1, "taken")
    attend(three, 2, "answered", "Look at x.")
    say(three, "Look at section 2.", "plt.show()")
    before = [own(three, token) for token in three.tokens], queue(three), summary(three)["messages"]
    three.stop()
    three.start()
    assert ([own(three, token) for token in three.tokens], queue(three), summary(three)["messages"]) == before


def test_a_learner_who_is_removed_or_merged(three):
    for token in three.tokens:
        ask_help(three, token)
    three.teach("/teach/order", {"type": "remove", "person": 1})
    three.teach("/teach/order", {"type": "merge", "person": 3, "into": 2})
    assert [person for person, *_ in queue(three)] == [2, 2]
    assert three.server.store.db.execute("SELECT count(*) FROM helps WHERE person = 1").fetchone() == (0,)


@pytest.mark.parametrize(
    ("body", "status"),
    [({"text": " "}, 422), ({"text": "x" * 2001}, 422), ({"text": "x", "code": "x" * 20_001}, 422), ({}, 422)],
    ids=["blank", "long", "long code", "nothing"],
)
def test_a_request_of_another_form_is_refused(three, body, status):
    assert three.ask("/help", body, three.tokens[0]).status == status
    assert three.ask("/help", {"text": "Why?"}).status == 401 and queue(three) == []


def test_too_many_requests_wait(three):
    statuses = [ask_help(three, three.tokens[0]).status for _ in range(60)]
    assert statuses[0] == 200 and statuses[-1] == 429 and len(queue(three)) == 1


@pytest.mark.parametrize(("state", "answer"), [("answered", " "), ("taken", "a text"), ("nonsense", "")])
def test_an_order_without_sense_is_refused(three, state, answer):
    ask_help(three, three.tokens[0])
    assert attend(three, 1, state, answer).status == 422 and attend(three, 9, "taken").status == 409
    assert queue(three) == [(1, "Why?", "waiting")]
    assert say(three, " ", "\n").status == 422 and say(three, "x" * 2001).status == 422


def test_the_latest_messages_of_this_session_reach_everybody(three):
    for number in range(7):
        say(three, f"message {number}", "x = 1" if number == 6 else "")
    found = three.ask("/news", {"have": ""}, three.tokens[1]).json["news"]["messages"]
    assert [each["text"] for each in found] == [f"message {number}" for number in range(2, 7)]
    assert found[-1]["code"] == "x = 1" and summary(three)["messages"][0]["text"] == "message 6"
    ask_help(three, three.tokens[1])
    three.server.began = three.server.clock.now() + 1  # the next session
    later = three.ask("/news", {"have": ""}, three.tokens[1]).json["news"]
    assert later["messages"] == [] and later["help"] is None


def test_nothing_of_this_is_on_the_projector(three):
    ask_help(three, three.tokens[0], "Zebra", code="zebra = 1")
    say(three, "Zebra to all")
    assert "ebra" not in three.teach("/projector/changes").text


# ---- in the notebook


def test_help_me_says_what_is_sent_and_where_one_is(klass, home):
    assert "You are not in a class" in str(help_me("Why?"))
    joined(klass)
    assert "You are not in the queue" in str(help_me())
    ask_help(klass, klass.join("Ben"), "first")
    said = str(help_me("Why is it nan?"))
    assert "You are number 2 in the queue: “Why is it nan?”" in said and "Sent with it: no code" in said
    attend(klass, 1, "closed")
    assert "You are number 1 in the queue" in str(help_me())
    attend(klass, 2, "taken")
    assert "Your teacher is on the way to you" in str(help_me())
    attend(klass, 2, "answered", "Divide first.")
    assert "Answer to “Why is it nan?”: Divide first." in str(help_me())
    help_me("Once more")
    assert "You are not in the queue" in str(help_me(done=True)) and queue(klass) == []
    assert "Say in a sentence what you need" in str(help_me(" "))
    klass.stop()
    assert "has not reached your teacher" in str(help_me("Why?"))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["x = 1\nprint(x)", 'help_me("Why?")'], "x = 1\nprint(x)"),
        (["x = 1", 'y = 2\nhelp_me("""Why?\nTell me.""")\nz = 3'], "y = 2\nz = 3"),
        (["x = 1", "from course_utils.classroom import help_me\nclassroom.help_me('a')"], "x = 1"),
        (
            [
                "def f(x):\n    return x",
                "from course_utils.lessons.lesson_02 import check\ncheck.f(f)",
                "check.f.hint()",
            ],
            "def f(x):\n    return x",
        ),
        (["x = 1", 'join("192.168.1.5", "K7M2PQ", "Anna")', "vote('A')", "help_me('a')"], "x = 1"),
        (["%matplotlib inline\nx ="], "%matplotlib inline\nx ="),
        (["help_me('a')"], ""),
        ([], ""),
    ],
)
def test_the_current_cell(monkeypatch, cells, code):
    import IPython

    monkeypatch.setattr(IPython, "get_ipython", lambda: type("Shell", (), {"user_ns": {"In": ["", *cells]}}))
    assert talk._current_code() == code


def test_a_message_stays_under_the_check_where_it_appeared(klass, home, kernel):  # noqa: F811
    joined(klass)
    first = kernel.run(lambda: check(1))
    say(klass, f"Look at {EVIL}", "x = [1, 2]\nprint(x)")
    until(lambda: "Look at" in kernel.shown[first])
    assert "Your teacher, " in kernel.shown[first] and "      x = [1, 2]\n      print(x)" in kernel.shown[first]
    asked = kernel.run(lambda: help_me("Why?"))
    assert "number 1 in the queue" in kernel.shown[asked] and "Look at" not in kernel.shown[asked]
    second = kernel.run(lambda: check(2))
    assert "number 1 in the queue" in kernel.shown[second] and kernel.shown[asked] == ""
    attend(klass, 1, "answered", "Because.")
    until(lambda: "Because." in kernel.shown[second])
    third = kernel.run(lambda: check(3))
    assert "Look at" in kernel.shown[first] and "Because." in kernel.shown[second] and kernel.shown[third] == ""
    assert EVIL not in news.Card(news.NOTE, "", (("", EVIL),)).html()


def test_a_kernel_that_is_restarted_does_not_repeat_old_messages(klass, home, kernel):  # noqa: F811
    joined(klass)
    first = kernel.run(lambda: check(1))
    say(klass, "the first message")
    until(lambda: "the first message" in kernel.shown[first])
    news._line = ""
    for memory in (news._kept, news._written, news._places):
        memory.clear()  # as in a new kernel
    second = kernel.run(lambda: help_me())
    say(klass, "the second message")
    third = kernel.run(lambda: check(2))
    until(lambda: "the second message" in kernel.shown[third])
    assert second is None and "the first message" not in kernel.shown[third]


def test_code_is_sent_by_nothing_else(klass, home, monkeypatch):
    sent, ask = [], line.Line.ask
    monkeypatch.setattr(
        line.Line,
        "ask",
        lambda self, path, body, *rest: (sent.append((path, wire.encode(body))), ask(self, path, body, *rest))[1],
    )
    monkeypatch.setattr(talk, "_current_code", lambda: "secret = 42")
    joined(klass)
    check(1)
    until(lambda: sum(path == "/events" for path, _ in sent) > 2)
    help_me()
    assert not any(b"secret" in body for _, body in sent)
    help_me("Why?")
    assert [path for path, body in sent if b"secret" in body] == ["/help"]
    assert "this code" in str(help_me("Why?")) and "secret = 42" in str(help_me("Why?"))


def test_the_class_that_is_deleted_holds_no_question_any_more(klass, home):
    joined(klass)
    help_me("Why?")
    assert (storage.home_path() / news.FILE).exists()
    member.leave(forget=True)
    assert queue(klass) == [] and not (storage.home_path() / news.FILE).exists()
    klass.stop()
    assert b"Why?" not in (klass.folder / "class.sqlite").read_bytes()
    assert cli.main(["class", "delete", str(klass.folder)]) == 0 and not klass.folder.exists()
