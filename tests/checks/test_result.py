"""Results: their checks, their storage, and their form for everybody."""

import json
from dataclasses import dataclass

import pytest

from course_utils.checks.result import JUDGED, LONGEST_TEXT, MOST_TEXTS, STATUSES, Result, from_plain, to_plain

FULL = Result(
    "softmax",
    "not_yet",
    0.5,
    2.0,
    core=False,
    tried="softmax(z)",
    got="2",
    expected="1",
    look="the sum of each row",
    raised="ValueError: no",
    line=3,
    code="return z",
    warnings=("overflow",),
    notes=("another name",),
    seconds=0.25,
)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "done"}, "`status` must be one of passed, not_yet, not_attempted, .*, got 'done'"),
        ({"status": "failed"}, "got 'failed'"),
        ({"exercise": ""}, "no name"),
        ({"points": 2.5}, "`points` of softmax must be from 0 to 2, got 2.5"),
        ({"points": -1.0}, "must be from 0 to 2, got -1"),
        ({"points": float("nan")}, "must be from 0 to 2, got nan"),
        ({"max_points": float("inf")}, "must be from 0 to inf"),
        ({"seconds": -1.0}, "`seconds` must be at least 0 and finite, got -1"),
        ({"seconds": float("inf")}, "`seconds` must be at least 0 and finite, got inf"),
    ],
)
def test_what_makes_no_sense_is_refused(fields, said):
    with pytest.raises(ValueError, match=said):
        Result(**to_plain(FULL) | fields)
    with pytest.raises(ValueError, match=said):
        from_plain(to_plain(FULL) | fields, Result)


def test_texts_of_any_length_can_be_stored():
    texts = dict.fromkeys(("tried", "got", "expected", "look", "cause", "raised", "code"), "�" * 5000)
    result = Result("softmax", "not_yet", 0.0, 2.0, warnings=("w" * 5000,) * 500, notes=["n"] * 500, **texts)
    assert {len(getattr(result, name)) for name in texts} == {LONGEST_TEXT} == {len(result.warnings[0])}
    assert len(result.warnings) == len(result.notes) == MOST_TEXTS
    assert from_plain(json.loads(json.dumps(to_plain(result)).encode()), Result) == result


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "got `null`"),
        ({"exercise": "softmax"}, "missing required field `status`"),
        (to_plain(FULL) | {"points": True}, "`points`: Expected `float`, got `bool`"),
        (to_plain(FULL) | {"line": "3"}, "`line`"),
        (to_plain(FULL) | {"notes": [1]}, r"`notes\[0\]`: Expected `str`, got `int`"),
    ],
)
def test_a_stored_result_with_wrong_types_is_refused(content, said):
    with pytest.raises(ValueError, match=said):
        from_plain(content, Result)


def test_what_is_stored_comes_back():
    back = from_plain(to_plain(FULL) | {"a field of a later version": 1}, Result)
    assert back == FULL and back.seconds == FULL.seconds
    assert to_plain(back) == to_plain(FULL)


def test_what_holds_results_is_stored_with_them():
    @dataclass(frozen=True)
    class Lesson:
        name: str
        results: tuple[Result, ...]

    lesson = Lesson("02", (FULL, Result("relu", "passed", 1.0, 1.0)))
    assert from_plain(to_plain(lesson), Lesson) == lesson
    with pytest.raises(ValueError, match=r"`results\[0\]`: .*got 9"):
        from_plain({"name": "02", "results": [to_plain(FULL) | {"points": 9}]}, Lesson)


def test_the_parts_are_shown_in_one_order():
    assert FULL.parts() == [
        ("Tried", "softmax(z)"),
        ("You returned", "2"),
        ("Expected", "1"),
        ("Your code raised", "ValueError: no"),
        ("Line 3 of your code", "return z"),
        ("Where to look", "the sum of each row"),
        ("Python's warning", "overflow"),
        ("Note", "another name"),
    ]


def test_a_cause_is_shown_instead_of_where_to_look():
    result = Result("softmax", "not_yet", 0.0, 2.0, look="the sum", cause="No division.")
    assert result.parts() == [("Likely cause", "No division.")] and result.message == "No division."
    assert Result("softmax", "not_attempted", 0.0, 2.0, look="write it").parts() == [("Next", "write it")]


def test_the_message_is_one_short_line():
    assert Result("softmax", "passed", 2.0, 2.0, notes=("well done",)).message == ""
    assert Result("softmax", "not_yet", 0.0, 2.0, raised="E: a\n  b", look="c").message == "E: a b"
    assert len(Result("softmax", "not_yet", 0.0, 2.0, got="x" * 5000).message) == 300


def test_texts_change_and_the_learners_line_does_not():
    changed = FULL.with_texts(str.upper)
    assert changed.code == FULL.code and changed.exercise == FULL.exercise and changed.status == FULL.status
    assert (changed.tried, changed.raised, changed.notes) == ("SOFTMAX(Z)", "VALUEERROR: NO", ("ANOTHER NAME",))


@pytest.mark.parametrize("name", STATUSES)
def test_every_status_has_a_card_in_words(name):
    card = str(Result("softmax", name, 0.0, 2.0).card())
    assert card.startswith(f"{STATUSES[name].look.sign} softmax: {STATUSES[name].words}")


def test_statuses_differ_in_words_and_those_that_are_open_say_what_is_next():
    assert len({status.words for status in STATUSES.values()}) == len(STATUSES)
    assert [name for name, status in STATUSES.items() if not status.next_step] == ["passed"]
    assert set(JUDGED) < set(STATUSES)
