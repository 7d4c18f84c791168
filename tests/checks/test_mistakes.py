"""Every mistake of the catalogue is met by an exercise or shown in a lesson, as the ids in the answers say."""

import tomllib
from pathlib import Path

import pytest

from tests.checks.known import known

CATALOGUE = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text(encoding="utf-8"))
MET = {(answer.mistake, answer.exercise) for answer in known() if answer.mistake}


@pytest.mark.parametrize("mistake", CATALOGUE)
def test_entry(mistake):
    entry = CATALOGUE[mistake]
    assert entry["topic"] and entry["description"].endswith(".")
    assert set(entry) - {"topic", "description"} in ({"met_by"}, {"shown_in"}), "met by exercises, or shown in a lesson"
    for exercise in entry.get("met_by", ()):
        assert (mistake, exercise) in MET, f"no wrong answer of {exercise} carries the id {mistake}"
    if "shown_in" in entry:
        lesson, _, reason = entry["shown_in"].partition(": ")
        assert lesson[:2].isdecimal() and reason, "which lesson, and why no exercise meets it"


def test_every_id_in_the_answers_is_in_the_catalogue():
    listed = {(mistake, exercise) for mistake, entry in CATALOGUE.items() for exercise in entry.get("met_by", ())}
    assert listed == MET
