"""Reports of what a learner did: their truth, and their form for everybody."""

import xml.etree.ElementTree as ET
from types import SimpleNamespace

import pytest

from course_utils import storage
from course_utils.checks import progress
from course_utils.checks.lesson import lessons
from course_utils.checks.result import LONGEST_MESSAGE, Result

LESSON = "00_welcome"
EXERCISES = [
    SimpleNamespace(name="layer_sizes", points=1, core=False),
    SimpleNamespace(name="neuron", points=2, core=True),
    SimpleNamespace(name="row_means", points=3, core=True),
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    storage.notices()
    return tmp_path / "home"


def record(exercise, status, share=0.0, lesson=LESSON):
    return progress.record(lesson, Result(exercise, status, share, 1.0, look="look here", seconds=0.01))


def summary():
    return progress.summary(LESSON, EXERCISES)


def test_only_honest_tries_count():
    assert progress.tried(LESSON, "neuron") == 0
    for status in ("not_attempted", "check_failed", "not_yet", "not_yet", "passed"):
        record("neuron", status)
    record("neuron", "not_yet", lesson="01_data_preparation")
    assert progress.tried(LESSON, "neuron") == 3


def test_passed_once_is_passed():
    record("neuron", "not_yet")
    assert not progress.passed(LESSON, "neuron")
    record("neuron", "passed", 1)
    record("neuron", "not_yet")
    assert progress.passed(LESSON, "neuron")
    assert not progress.passed(LESSON, "row_means")


def test_the_best_try_counts():
    assert summary().earned == 0
    for share in (0.25, 0.5, 0.0):
        record("neuron", "not_yet", share)
    assert summary().earned == 0.5 * 2


def test_each_hint_is_counted_for_its_exercise():
    assert progress.hints_seen(LESSON, "neuron") == 0
    assert [progress.see_hint(LESSON, "neuron") for _ in range(2)] == [1, 2]
    assert progress.hints_seen(LESSON, "neuron") == 2
    assert progress.hints_seen(LESSON, "row_means") == 0
    assert progress.hints_seen("01_data_preparation", "neuron") == 0


def test_an_attempt_is_kept_with_all_that_belongs_to_it():
    progress.record(LESSON, Result("neuron", "not_yet", 1.0, 2.0, cause="what is exp(1000)?", seconds=0.25))
    row = storage.keep(lambda db: dict(db.execute("SELECT * FROM attempts").fetchone()))
    assert row.pop("time").endswith("+00:00")
    assert row == {
        "id": 1,
        "lesson": LESSON,
        "exercise": "neuron",
        "status": "not_yet",
        "share": 0.5,
        "message": "what is exp(1000)?",
        "seconds": 0.25,
    }


@pytest.mark.parametrize("message", ["half a character \udce4", "x" * 100_000, "nul \0 and ä"])
def test_every_message_can_be_kept(message):
    progress.record(LESSON, Result("neuron", "not_yet", 0.0, 2.0, cause=message))
    kept = storage.keep(lambda db: db.execute("SELECT message FROM attempts").fetchone()[0])
    assert 0 < len(kept) <= LONGEST_MESSAGE
    assert kept[:5] == message[:5]


def test_trouble_with_the_record_is_told_with_the_first_check_alone(folder):
    folder.write_text("a file", encoding="utf-8")
    assert "cannot save your work" in record("neuron", "not_yet")
    assert record("neuron", "not_yet") == ""
    assert progress.tried(LESSON, "neuron") == 2


def test_trouble_with_the_record_is_told_with_a_summary(folder):
    folder.write_text("a file", encoding="utf-8")
    shown = summary()
    assert "cannot save your work" in str(shown)
    assert "cannot save your work" in shown.html()
    assert "cannot save your work" not in str(summary())


# ---- the summary


def test_core_exercises_come_next_then_extras_then_nothing():
    seen = []
    for name in ("neuron", "row_means", "layer_sizes"):
        seen.append(summary().next)
        record(name, "passed", 1)
    assert seen == ["neuron", "row_means", "layer_sizes"]
    assert summary().next is None
    assert "You have passed every exercise. Go on to the next lesson." in str(summary())


def test_after_the_last_lesson_no_other_is_announced():
    for each in EXERCISES:
        record(each.name, "passed", 1)
    assert "This was the last lesson of the course." in str(progress.summary(LESSON, EXERCISES, last=True))
    *others, last = lessons().values()
    assert last.progress().last
    assert not any(lesson.progress().last for lesson in others)


def test_the_summary_as_text():
    record("neuron", "not_yet", 1 / 3)
    record("neuron", "passed", 1)
    record("row_means", "not_yet", 0.5)
    record("layer_sizes", "not_attempted")
    assert str(summary()).splitlines() == [
        "Core exercises of 00_welcome: 1 of 2 passed, 1 left. Extras: 0 of 1 passed.",
        "[##########----------]",
        "Your progress in 00_welcome",
        "  Exercise     Kind   Status       Points    Attempts",
        "  layer_sizes  extra  not started  0 of 1    0",
        "  neuron       core   passed       2 of 2    2",
        "  row_means    core   tried        1.5 of 3  1",
        "Points: 3.5 of 6.",
        "Next: row_means.",
    ]


def test_html_and_text_say_the_same():
    record("neuron", "passed", 1)
    shown = summary()
    bundle = shown._repr_mimebundle_()
    assert bundle["text/plain"] == str(shown) == repr(shown)
    page = ET.fromstring(bundle["text/html"])
    drawn = [element for element in page.iter() if element.get("aria-hidden")]
    assert [element.tag for element in drawn] == ["div"]  # the bar; what it shows is said in words
    words = " ".join("".join(page.itertext()).split())
    for line in str(shown).splitlines():
        for word in line.split():
            assert word in words or set(word) <= set("[#-]")


def test_the_table_can_be_walked_through():
    page = ET.fromstring(summary().html())
    (table,) = page.iter("table")
    assert table.find("caption").text == "Your progress in 00_welcome"
    assert [cell.get("scope") for cell in table.find("thead/tr")] == ["col"] * 5
    rows = table.findall("tbody/tr")
    assert [[cell.tag for cell in row] for row in rows] == [["th", *["td"] * 4]] * 3
    assert {row[0].get("scope") for row in rows} == {"row"}


@pytest.mark.parametrize(("names", "filled"), [((), 0), (("neuron",), 50), (("neuron", "row_means"), 100)])
def test_the_bar_is_as_long_as_the_words_say(names, filled):
    for name in names:
        record(name, "passed", 1)
    assert f"width:{filled}%" in summary().html()
    assert str(summary()).count("#") == filled / 5


def test_a_lesson_without_exercises_has_nothing_left():
    shown = progress.summary(LESSON, [])
    assert (shown.points, shown.earned, shown.next) == (0, 0, None)
    assert "0 of 0 passed, 0 left" in str(shown)
    assert ET.fromstring(shown.html()).find(".//table") is None


def test_names_are_shown_and_never_rendered():
    shown = progress.summary("<b>", [SimpleNamespace(name="<i>", points=1, core=True)])
    assert "<b>" not in shown.html()
    assert "<i>" not in shown.html()
