"""Every mistake of the catalogue is met by an exercise or shown in a lesson, as the ids in the answers say."""

import tomllib
from pathlib import Path

import pytest

from course_utils.checks.lesson import lessons
from tests.answers.known import known

FILES = sorted(Path(__file__).with_name("mistakes").glob("*.toml"))  # one for each topic
CATALOGUE = {}
for file in FILES:
    entries = tomllib.loads(file.read_text(encoding="utf-8"))
    assert entries and not CATALOGUE.keys() & entries.keys(), f"{file.name}: no entry, or one of another file"
    CATALOGUE |= entries
EXERCISES = {exercise.name: exercise for lesson in lessons().values() for exercise in lesson.exercises}
MET = {(answer.mistake, answer.exercise) for answer in known() if answer.mistake}


@pytest.mark.parametrize("mistake", CATALOGUE)
def test_entry(mistake):
    entry = CATALOGUE[mistake]
    assert entry["description"].endswith(".")
    assert entry.get("seen", "https://").startswith("https://")
    where = set(entry) - {"description", "seen"}
    assert where == {"shown_in"} or where and where <= {"met_by", "named_by"}, "met by exercises, or shown in a lesson"
    for exercise in entry.get("met_by", ()):
        assert (mistake, exercise) in MET, f"no wrong answer of {exercise} carries the id {mistake}"
    for exercise, message in entry.get("named_by", {}).items():
        assert any(message in known for known in EXERCISES[exercise].module.mistakes), (
            f"{exercise} names no such mistake"
        )
    if "shown_in" in entry:
        lesson, _, reason = entry["shown_in"].partition(": ")
        assert lesson[:2].isdecimal() and reason, "which lesson, and why no exercise meets it"


def test_every_id_in_the_answers_is_in_the_catalogue():
    listed = {(mistake, exercise) for mistake, entry in CATALOGUE.items() for exercise in entry.get("met_by", ())}
    assert listed == MET
