"""The minutes in the tables of lessons are those of the notebooks' own openings, and the hours are their sums."""

import re
from pathlib import Path

import nbformat
import pytest

from course_utils.checks.lesson import lessons

ROOT = Path(__file__).parents[3]
TIME = re.compile(r"\*\*Time:\*\* (\d+) minutes[,;].*?(\d+) (minutes|hours?)", re.DOTALL)
ROW = re.compile(r"\|\[(\w+) [\w ]+\]\((\w+)\.ipynb\)\|(\d+)\+(\d+)\|(●?)\|")


def cells(notebook):
    return nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells


ROUTES = next(cell.source for cell in cells("00_welcome") if cell.id == "routes")
TABLE = {name: (int(lesson), int(exercises), bool(day)) for _, name, lesson, exercises, day in ROW.findall(ROUTES)}


def test_every_lesson_is_in_the_table():
    assert list(TABLE) == list(lessons())


@pytest.mark.parametrize("name", TABLE)
def test_the_minutes_are_those_of_the_opening(name):
    minutes = TIME.search(cells(name)[0].source)
    assert minutes, f"{name} does not say how long it takes"
    unit = 1 if minutes[3] == "minutes" else 60
    assert TABLE[name][:2] == (int(minutes[1]), unit * int(minutes[2]))


def test_the_hours_are_the_sums():
    def hours(names, part):
        return f"{sum(TABLE[name][part] for name in names) / 60:.1f}".removesuffix(".0")

    everything = list(TABLE)
    day = [name for name in TABLE if TABLE[name][2]]
    whole = everything[:-1]
    assert f"takes about {hours(day, 0)} hours, without exercises" in ROUTES
    assert f"takes about {hours(whole, 0)} hours, plus {hours(whole, 1)} hours for the exercises." in ROUTES
    assert (
        f"takes about {hours(everything, 0)} hours, plus {hours(everything, 1)} hours for exercises and project."
        in ROUTES
    )


def test_the_readme_has_the_same_minutes():
    rows = re.findall(
        r"^\| \w+ \| \[.+?\]\(notebooks/(\w+)\.ipynb\) \|.*\| (\d+) \+ (\d+) min \|$",
        (ROOT / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert {name: (int(lesson), int(exercises)) for name, lesson, exercises in rows} == {
        name: minutes[:2] for name, minutes in TABLE.items()
    }
