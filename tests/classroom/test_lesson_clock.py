"""The clock of a lesson: it follows the plan, the teacher sets it, and no reload or restart loses it."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from course_utils.classroom import questions
from course_utils.lessons.teaching import teaching
from tests.classroom.conftest import attempt
from tests.classroom.test_polls import guess

LESSON = "02_sequential_mlp"
PLAN = teaching(LESSON)


@pytest.fixture
def timed(klass, monkeypatch):
    """Run a class whose time is set by the test, in minutes."""
    start = klass.room.clock.now()
    klass.wait_until = lambda minutes: monkeypatch.setattr(klass.room.clock, "now", lambda: start + 60 * minutes + 0.01)
    klass.wait_until(0)
    return klass


def order(klass, kind, **content):
    return klass.teach("/teach/order", {"type": kind} | content)


def start(klass, route=0, lesson=LESSON):
    order(klass, "choose", lesson=lesson)
    assert order(klass, "start_clock", lesson=lesson, route=route).status == 200


def summary(klass):
    klass.server._summaries.clear()
    return klass.teach("/teach/changes").json["summary"]


def clock(klass):
    return summary(klass)["clock"]


def projected(klass):
    return klass.teach("/projector/changes").json["clock"]


def test_it_follows_the_plan_to_its_end(timed):
    assert clock(timed) is None and projected(timed) is None
    start(timed)
    for begin, end, part in PLAN.clock():
        timed.wait_until(begin)
        now = clock(timed)
        assert (now["minute"], now["section"], now["ask"]) == (begin, part.section, part.ask)
        assert now["left"] == part.minutes
        timed.wait_until(end - 0.01)
        assert (clock(timed)["section"], clock(timed)["left"]) == (part.section, 1)
    timed.wait_until(PLAN.total + 3)
    now = clock(timed)
    assert (now["minute"], now["total"], now["section"], now["part"]) == (48, 45, "", len(PLAN.plan))
    assert [each["begin"] for each in now["parts"]] == [begin for begin, _, _ in PLAN.clock()]


def test_the_teacher_sets_it_has_it_stand_still_and_stops_it(timed):
    start(timed)
    timed.wait_until(4)
    order(timed, "shift_clock", minutes=5)
    assert clock(timed)["minute"] == 9
    order(timed, "shift_clock", minutes=-20)
    assert clock(timed)["minute"] == 0
    order(timed, "go_to_part", part=3)
    order(timed, "go_to_part", part=3)  # the button was pressed twice
    assert (clock(timed)["minute"], clock(timed)["section"]) == (14, PLAN.plan[3].section)
    order(timed, "pause_clock", paused=True)
    timed.wait_until(60)
    order(timed, "shift_clock", minutes=1)
    assert (clock(timed)["minute"], clock(timed)["running"]) == (15, False)
    order(timed, "pause_clock", paused=False)
    timed.wait_until(62)
    assert (clock(timed)["minute"], clock(timed)["running"]) == (17, True)
    order(timed, "go_to_part", part=99)
    assert (clock(timed)["minute"], clock(timed)["section"]) == (45, "")
    order(timed, "stop_clock")
    assert clock(timed) is None
    for kind, content in (
        ("shift_clock", {"minutes": 1}),
        ("pause_clock", {"paused": True}),
        ("go_to_part", {"part": 1}),
    ):
        refused = order(timed, kind, **content)
        assert refused.status == 409 and "Start it first" in refused.json["error"]


@pytest.mark.parametrize(
    "given",
    [
        {"type": "start_clock", "lesson": "99_none"},
        {"type": "start_clock", "lesson": LESSON, "route": 20},
        {"type": "shift_clock", "minutes": 1e9},
        {"type": "go_to_part", "part": -1},
    ],
    ids=str,
)
def test_what_it_cannot_show_is_refused(klass, given):
    assert klass.teach("/teach/order", given).status == 422 and clock(klass) is None


def test_a_shorter_class_has_shorter_parts_and_is_told_what_to_skip(timed):
    start(timed, 45)
    now = clock(timed)
    assert (now["total"], now["skip"]) == (45, list(PLAN.skip_45))
    start(timed, 30)
    now = clock(timed)
    plain = [text.replace("`", "") for text in (*PLAN.skip_45, *PLAN.skip_30)]
    assert (now["total"], now["skip"]) == (30, plain) and plain != [*PLAN.skip_45, *PLAN.skip_30]
    timed.wait_until(20)  # of 30, as minute 30 of 45
    assert clock(timed)["section"] == next(part.section for begin, end, part in PLAN.clock() if begin <= 30 < end)
    start(timed)
    assert clock(timed)["skip"] == []


def test_it_stays_with_its_lesson(timed):
    start(timed)
    order(timed, "choose", lesson="05_regularization")
    assert clock(timed)["lesson"] == LESSON and summary(timed)["lesson"] == "05_regularization"
    assert summary(timed)["planned"] == teaching("05_regularization").total


def test_how_many_are_past_a_part(timed):
    tokens = [timed.join(name) for name in ("Anna", "Ben", "Cleo", "Anna again", "Hidden")]
    start(timed)
    asked = questions.of_lesson(LESSON)
    first, last = asked[0], asked[-1]
    sections = [part.section for part in PLAN.plan]

    def answer(token, question):
        about = {"question": question.key, "text": question.text, "options": list(question.options)}
        assert timed.send(token, guess(question.options[0], **about)).json["refused"] == []

    answer(tokens[0], first)
    answer(tokens[1], last)
    timed.send(tokens[2], attempt(1))
    answer(tokens[3], first)
    answer(tokens[4], last)
    order(timed, "merge", person=4, into=1)
    order(timed, "hide", person=5, hidden=True)
    past = [each["past"] for each in clock(timed)["parts"]]
    before, between = sections.index(first.section), sections.index(last.section)
    assert past == [3] * before + [2] * (between - before) + [1] * (len(sections) - between)


def test_a_restart_keeps_it_and_the_next_session_has_none(klass):
    start(klass, 30)
    order(klass, "shift_clock", minutes=12)
    klass.stop()
    klass.start()
    now = clock(klass)
    assert (now["minute"], now["route"], now["lesson"], now["running"]) == (12, 30, LESSON, True)
    klass.server.lesson_clock.reading = None
    kept = klass.server._meta["clock"]
    klass.server.lesson_clock.load(kept, json.loads(kept)["when"] + 1)  # a session that began later
    assert clock(klass) is None
    order(klass, "stop_clock")
    klass.stop()
    klass.start()
    assert clock(klass) is None


def test_two_changes_at_once_both_count(klass):
    start(klass)
    clock(klass)  # the cookie is there
    with ThreadPoolExecutor(8) as pages:
        list(pages.map(lambda _: order(klass, "shift_clock", minutes=1), range(8)))
    assert clock(klass)["minute"] == 8


def test_the_projector_gets_the_part_and_the_minutes_and_nothing_else(timed):
    timed.join("Anna")
    start(timed)
    timed.wait_until(3)
    assert projected(timed) == {"section": PLAN.plan[1].section, "left": 5, "running": True}
    timed.wait_until(99)
    assert projected(timed) == {"section": "", "left": 0, "running": True}
