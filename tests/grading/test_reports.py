"""Whatever a grader stores as a report, it reads back: one schema, one set of limits."""

import json
import random
from dataclasses import fields, replace

import pytest

from course_utils.checks.result import STATUSES, Result
from course_utils.grading import reports
from course_utils.grading.reports import Conditions, Report

MLP = "02_sequential_mlp"


def report(**parts):
    result = Result("relu", "not_yet", 0.5, 2.0)
    whole = Report("ada", MLP, "ada/02.ipynb", "2026-11-28T10:00:00+00:00", (result,))
    own = {name: part for name, part in parts.items() if name in {field.name for field in fields(Report)}}
    rest = {name: part for name, part in parts.items() if name not in own}
    return replace(whole, results=(replace(result, **rest),), **own) if "results" not in own else replace(whole, **own)


def stored(tmp_path, one):
    """Store a report as grading does, and read it as the tables do."""
    reports.store(one, tmp_path / "reports" / "ada" / f"{MLP}.json")
    (back,), odd = reports.read(tmp_path / "reports")
    assert odd == ()
    assert reports.load(tmp_path / "reports" / "ada" / f"{MLP}.json") == back == back.tidy()
    return back


LONG = "x" * 40_000_000
TEXTS = [
    "",
    "\0",
    "\ud800",
    "a\ud800\U0001f600" * 5000,
    "\r\n" * 9000,
    '"\\' * 9000,
    "\u202e",
    "=1",
    "\U0001f600" * 9000,
]
TEXTS += ["\N{COMBINING ACUTE ACCENT}" * 9000, "\x1b[31m", "\ufdfa" * 3000, "\u0344" * 3000, "]}", "null"]


@pytest.mark.parametrize(
    "parts",
    [
        {"warnings": tuple(f"warning {n}" for n in range(51))},
        {"warnings": (LONG,) * 3},
        {"notes": tuple(f"note {n}" for n in range(10_000))},
        {"file_notes": tuple(f"note {n}" for n in range(10_000))},
        {"got": LONG},
        {"code": LONG},
        {"failure": LONG},
        {"problem": LONG},
        {"isolation": LONG, "file": LONG, "time": LONG},
        {"results": (Result("relu", "not_yet", 0, 1, warnings=(LONG,) * 60, notes=(LONG,) * 60),)},
        {"conditions": Conditions("1.0", {"relu": "0"}, 1.5, 1, 512, LONG, LONG)},
    ],
    ids=lambda parts: ",".join(parts),
)
def test_what_is_too_long_is_shortened_and_not_lost(tmp_path, parts):
    back = stored(tmp_path, report(**parts))
    assert (back.points, back.student) == (report(**parts).points, "ada")


def test_what_was_shortened_says_so(tmp_path):
    back = stored(tmp_path, report(file_notes=tuple(map(str, range(90))), cause="y" * 9000))
    assert len(back.file_notes) == reports.MOST and back.file_notes[-1] == "… and 41 more"
    assert len(back.results[0].cause) == reports.LONGEST and back.results[0].cause.endswith("…")


def test_the_largest_report_is_read(tmp_path):
    """All lessons' limits at once, in letters of four bytes."""
    text = "\U0001f600" * 3000
    parts = dict.fromkeys(("tried", "got", "expected", "look", "cause", "raised", "code"), text)
    parts |= {"warnings": (text,) * 100, "notes": (text,) * 100}
    results = tuple(Result(f"e{n}" + "\U0001f600" * 300, "not_yet", 0, 1, **parts) for n in range(reports.MOST))
    whole = report(results=results, notes=(text,) * 99, file_notes=(text,) * 99, code='"' * 10**6, failure=text * 20)
    assert len(stored(tmp_path, whole).results) == reports.MOST
    assert (tmp_path / "reports" / "ada" / f"{MLP}.json").stat().st_size < reports.LARGEST


def test_whatever_was_stored_is_read(tmp_path):
    rng = random.Random(8)
    for _ in range(60):
        result = Result(
            "relu",
            rng.choice([*STATUSES]),
            rng.choice([0, 0.5, 2]),
            2,
            **{name: rng.choice(TEXTS) for name in ("tried", "got", "expected", "look", "cause", "raised", "code")},
            line=rng.choice([None, 3, -1, 10**18]),
            warnings=tuple(rng.choices(TEXTS, k=rng.choice([0, 3, 200]))),
            notes=tuple(rng.choices(TEXTS, k=rng.choice([0, 3, 200]))),
            seconds=rng.choice([0, 1e-9, 1e8]),
        )
        own = {name: rng.choice(TEXTS) for name in ("problem", "failure", "isolation", "code", "file", "time")}
        whole = report(results=(result,), notes=tuple(rng.choices(TEXTS, k=rng.choice([0, 200]))), **own)
        assert stored(tmp_path, whole).results[0].points == result.points


@pytest.mark.parametrize(
    "parts",
    [{"cause": b"bytes"}, {"line": "3"}, {"got": 3}, {"warnings": ("ok", 3)}, {"core": "yes"}, {"exercise": " \n"}],
    ids=str,
)
def test_a_report_that_could_not_be_read_is_not_stored(tmp_path, parts):
    with pytest.raises((ValueError, TypeError, AttributeError, reports.DamagedReport)):
        reports.store(report(**parts), tmp_path / "one.json")
    assert not [*tmp_path.iterdir()]


def test_an_exercise_twice_is_not_stored(tmp_path):
    twice = (Result("a", "passed", 1, 1), Result("a ", "passed", 1, 1))
    with pytest.raises(ValueError, match="twice"):
        reports.store(report(results=twice), tmp_path / "one.json")


def test_a_report_of_an_older_format_is_named(tmp_path):
    content = json.loads(reports.encode(report()))
    (tmp_path / "old.json").write_text(json.dumps(content | {"format": 2}))
    assert reports.read(tmp_path) == ((), (("old.json", "not a report of format 3; grade the submission again"),))
