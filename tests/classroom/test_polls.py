"""Polls: votes count in the round that is open, nobody sees them too early, and no reload or restart loses one."""

import itertools

import pytest

from course_utils.classroom import questions
from course_utils.classroom.polls import STEPS
from tests.classroom.conftest import until

LESSON = "02_sequential_mlp"
ASKED = questions.of_lesson(LESSON)[0]
A, B, *_ = ASKED.options
numbers = itertools.count(1)


def guess(chosen=None, revealed=None, **changes):
    """Return the event of a guess in a notebook."""
    plain = {"type": "guess", "key": f"{next(numbers):032x}", "ago": 0, "lesson": LESSON, "question": ASKED.key}
    plain |= {"text": ASKED.text, "options": list(ASKED.options), "chosen": chosen, "revealed": revealed}
    return plain | changes


def ask(klass, rounds=2):
    order = {"type": "ask", "rounds": rounds, "lesson": LESSON, "question": ASKED.key}
    return klass.teach("/teach/order", order)


def ask_own(klass, options=("yes", "no"), text="Ready?", rounds=1):
    return klass.teach("/teach/order", {"type": "ask", "rounds": rounds, "text": text, "options": list(options)})


def poll(klass):
    klass.server._summaries.clear()  # which are worked out once a second
    return klass.teach("/teach/changes").json["summary"]["poll"]


def go(klass, *steps):
    """Lead the poll on, and return how it is then."""
    for step in steps:
        now = klass.server.polls.current
        answer = klass.teach("/teach/order", {"type": "step", "poll": now.id, "seen": now.step, "to": step})
        assert answer.status == 200, answer.text
    return poll(klass)


def news(klass, token):
    return klass.ask("/news", {"have": ""}, token).json["news"]["poll"]


def vote(klass, token, option, round=1):
    now = klass.server.polls.current
    return klass.ask("/vote", {"poll": now.id if now else 1, "round": round, "option": option}, token)


@pytest.fixture
def three(klass):
    """Run a class of three: two at laptops, one with a phone."""
    klass.tokens = [klass.join("Anna"), klass.join("Ben")]
    joined = klass.ask("/join", {"code": klass.door.code, "name": "Cleo", "phone": True})
    klass.tokens.append(joined.json["token"])
    klass.teach("/teach/order", {"type": "choose", "lesson": LESSON})
    return klass


def test_vote_discuss_vote_again_show_and_let_the_runs_decide(three):
    anna, ben, cleo = three.tokens
    listed = three.teach("/teach/changes").json["summary"]["questions"]
    assert [each["key"] for each in listed] == [each.key for each in questions.of_lesson(LESSON)]
    assert ask(three).status == 200
    three.send(anna, guess(A))
    three.send(ben, guess(A))
    assert vote(three, cleo, 1).status == 200
    assert (poll(three)["step"], poll(three)["votes"], poll(three)["counts"]) == ("first", 3, [])
    assert go(three, "discuss")["counts"] == []
    three.send(anna, guess(B))  # between the votes: kept as a guess, no vote
    assert go(three, "second")["votes"] == 3  # whoever does not vote again keeps the first answer
    assert news(three, ben)["chosen"] == 0
    three.send(ben, guess(B))
    assert go(three, "closed")["counts"] == []
    shown = go(three, "shown")
    assert shown["counts"] == [[2, 1, 0][: len(ASKED.options)], [1, 2, 0][: len(ASKED.options)]]
    assert shown["changed"] == 1 and shown["decided"] == []
    three.send(anna, guess(revealed=B))
    three.send(ben, guess(revealed=B))
    assert poll(three)["runs"] == 2 and poll(three)["decided"] == []
    assert go(three, "decided")["decided"][:2] == [0, 2]
    assert news(three, cleo)["decided"][:2] == [0, 2]
    assert go(three, "ended") is None and news(three, cleo) is None
    [earlier] = three.teach("/teach/changes").json["summary"]["earlier"]
    assert earlier["counts"] == shown["counts"] and earlier["decided"][:2] == [0, 2]


def test_nobody_sees_how_the_votes_are_distributed_before_they_are_shown(three):
    anna, ben, cleo = three.tokens
    ask(three)
    three.send(anna, guess(B))
    pages = {"/teach/changes": three.teach, "/projector/changes": three.teach}
    for step in ("first", "discuss", "second", "closed"):
        if step != "first":
            go(three, step)
        for path in pages:
            answer = three.teach(path).json
            found = answer.get("poll") or answer["summary"]["poll"]
            assert found["counts"] == found["decided"] == [] and found["changed"] == 0, (step, path)
        assert three.teach("/teach/changes").json["summary"]["guesses"] == []  # which counts the same choices
        for token in (ben, cleo):
            assert news(three, token)["counts"] == [] and "Anna" not in str(news(three, token))
    go(three, "shown")
    assert three.teach("/teach/changes").json["summary"]["guesses"][0]["options"][1] == [B, 1]


def test_a_poll_that_is_ended_early_never_shows_its_votes(three):
    ask(three)
    vote(three, three.tokens[2], 0)
    go(three, "discuss", "ended")
    summary = three.teach("/teach/changes").json["summary"]
    assert summary["poll"] is None and summary["earlier"] == []


@pytest.mark.parametrize("rounds", [1, 2])
def test_the_steps_follow_one_another(three, rounds):
    ask(three, rounds)
    for now, following in itertools.pairwise(STEPS[rounds]):
        for other in {*STEPS[2], "nonsense"} - {following, "ended"}:
            order = {"type": "step", "poll": 1, "seen": now, "to": other}
            assert three.teach("/teach/order", order).status == 409, (now, other)
        assert poll(three)["step"] == now
        order = {"type": "step", "poll": 1, "seen": now, "to": following}
        assert [three.teach("/teach/order", order).status for _ in range(2)] == [200, 409]  # pressed twice


def test_late_votes_do_not_count(three):
    anna, ben, cleo = three.tokens
    ask(three)
    three.send(anna, guess(A))
    go(three, "discuss")
    assert vote(three, cleo, 1).status == 409
    three.send(ben, guess(B))
    go(three, "second")
    assert vote(three, cleo, 1, round=1).status == 409  # a page that has not heard of the second round yet
    assert vote(three, cleo, 1, round=2).status == 200
    go(three, "closed")
    assert "closed" in vote(three, cleo, 0, round=2).json["error"]
    assert [each[:2] for each in go(three, "shown")["counts"]] == [[1, 0], [1, 1]]
    three.send(ben, guess(B))
    assert [each[:2] for each in poll(three)["counts"]] == [[1, 0], [1, 1]]


def test_a_vote_that_was_made_in_time_and_arrives_a_moment_later_counts(three, monkeypatch):
    anna, ben, _ = three.tokens
    ask(three, 1)
    go(three, "closed")
    three.send(anna, guess(A, ago=2))
    three.server.polls.current.changed -= 60
    three.send(ben, guess(A, ago=61))
    assert go(three, "shown")["counts"][0][0] == 1


def test_an_event_that_comes_again_is_not_a_second_vote(three):
    anna, first = three.tokens[0], guess(A)
    ask(three)
    three.send(anna, first)
    go(three, "discuss", "second")
    three.send(anna, guess(B))
    three.send(anna, first)  # its answer was lost
    go(three, "closed")
    assert go(three, "shown")["counts"][1][:2] == [0, 1]


def test_a_guess_that_stands_counts_and_one_that_the_run_has_answered_does_not(three):
    anna, ben, _ = three.tokens
    three.send(anna, guess(B))
    three.send(ben, guess(A), guess(revealed=B), guess(B))
    listed = three.teach("/teach/changes").json["summary"]["questions"][0]
    assert (listed["guessed"], listed["ran"]) == (1, 1)
    ask(three, 1)
    three.send(ben, guess(A), guess(B))
    assert poll(three)["votes"] == 1
    go(three, "closed")
    assert go(three, "shown")["counts"][0][:2] == [0, 1]


def test_a_notebook_of_another_version_changes_nothing(three):
    ask(three, 1)
    three.send(three.tokens[0], guess("x", options=["x", "y"]), guess(A, question="other"), guess(A, lesson="99_none"))
    assert poll(three)["votes"] == 0


@pytest.mark.parametrize("steps", [(), ("discuss",), ("discuss", "second"), ("discuss", "second", "closed", "shown")])
def test_a_restart_loses_no_vote(three, steps):
    anna, ben, cleo = three.tokens
    ask(three)
    three.send(anna, guess(A))
    vote(three, cleo, 1)
    for step in steps:
        go(three, step)
        if step == "second":
            vote(three, ben, 1, round=2)
    before, own = poll(three), news(three, cleo)
    three.stop()
    three.start()
    assert poll(three) == before and news(three, cleo) == own and own["chosen"] == 1
    following = [step for step in STEPS[2] if step not in ("first", *steps)]
    assert go(three, *following[:-2] or following[:1])["votes"] == before["votes"]


def test_a_question_that_the_teacher_types(three):
    assert ask_own(three, [" yes ", "", "no\t"], "Ready  to go on?").status == 200
    found = poll(three)
    assert (found["text"], found["options"], found["rounds"]) == ("Ready to go on?", ["yes", "no"], 1)
    vote(three, three.tokens[0], 0)
    assert vote(three, three.tokens[1], 2).status == 422
    assert go(three, "closed", "shown")["counts"] == [[1, 0]]
    assert poll(three)["following"] == "ended"  # no run decides it


@pytest.mark.parametrize(
    ("options", "text"),
    [(["yes"], "a"), (["a", "a"], "b"), (["a", "b"], " "), (list("abcdefghijklm"), "x"), (["a", "b" * 401], "c")],
    ids=["one", "equal", "no question", "too many", "too long"],
)
def test_a_question_without_sense_is_refused(three, options, text):
    answer = ask_own(three, options, text)
    assert answer.status == 422 and "2 to 12 different options" in answer.json["error"] and poll(three) is None
    assert three.teach("/teach/order", {"type": "ask", "rounds": 1, "lesson": LESSON, "question": "no"}).status == 422


def test_one_poll_at_a_time(three):
    ask(three)
    assert ask_own(three).status == 409
    go(three, "discuss", "second", "closed", "shown")
    assert ask_own(three).status == 200
    assert poll(three)["text"] == "Ready?"
    assert len(three.teach("/teach/changes").json["summary"]["earlier"]) == 1


def test_hidden_merged_and_removed_learners(three):
    anna, ben, cleo = three.tokens
    ask_own(three)
    for token, option in ((anna, 0), (ben, 0), (cleo, 1)):
        vote(three, token, option)
    three.teach("/teach/order", {"type": "merge", "person": 3, "into": 1})
    assert poll(three)["votes"] == 2  # Cleo is Anna's phone
    three.teach("/teach/order", {"type": "hide", "person": 1, "hidden": True})
    assert poll(three)["votes"] == 1
    three.teach("/teach/order", {"type": "remove", "person": 2})
    assert poll(three)["votes"] == 0
    rows = three.server.store.db.execute("SELECT person FROM votes WHERE person = 2").fetchall()
    assert rows == [] and go(three, "closed", "shown")["counts"] == [[0, 0]]


def test_a_phone_is_no_learner_of_the_grid_and_is_known_again(three):
    page = three.teach("/teach/changes").json
    assert page["summary"]["joined"] == 2 and [each["phone"] for each in page["people"]] == [False, False, True]
    three.stop()
    three.start()
    assert three.ask("/news", {"have": ""}, three.tokens[2]).json["name"] == "Cleo"
    assert three.teach("/teach/changes").json["summary"]["joined"] == 2


def test_votes_need_a_token_and_are_limited(three):
    ask_own(three)
    assert three.ask("/vote", {"poll": 1, "round": 1, "option": 0}).status == 401
    assert three.ask("/news", {"have": ""}).status == 401
    for wrong in ({"poll": 1, "round": 3, "option": 0}, {"poll": 1, "round": 1, "option": -1}, {"poll": 9}):
        assert three.ask("/vote", wrong, three.tokens[0]).status == 422
    vote(three, three.tokens[0], 0)
    three.server._budgets[1].BURST = three.server._budgets[1]._left = 3.0
    statuses = [vote(three, three.tokens[0], 0).status for _ in range(6)]
    assert statuses[0] == 200 and statuses[-1] == 429


def test_only_news_are_sent(three):
    ask_own(three)
    first = three.ask("/news", {"have": ""}, three.tokens[0]).json
    assert first["news"]["poll"]["text"] == "Ready?"
    assert three.ask("/news", {"have": first["tag"]}, three.tokens[0]).json["news"] is None
    vote(three, three.tokens[0], 1)
    answer = three.ask("/events", {"events": [], "have": first["tag"]}, three.tokens[0]).json
    assert answer["news"]["poll"]["chosen"] == 1
    again = three.ask("/events", {"events": [], "have": answer["tag"]}, three.tokens[0]).json
    assert again["news"] is None and again["tag"] == answer["tag"]


def test_the_projector_shows_the_poll_without_names(three):
    ask_own(three)
    vote(three, three.tokens[0], 1)
    shown = three.teach("/projector/changes")
    assert shown.json["poll"]["votes"] == 1 and "Anna" not in shown.text and "Cleo" not in shown.text
    until(lambda: three.teach(f"/projector/changes?have={shown.json['have']}").status == 204)
