"""The record of what a learner has tried and done, and what comes next."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from course_utils import storage
from course_utils.checks.result import JUDGED, Result, number
from course_utils.display import Table, paragraph


def record(lesson: str, result: Result) -> str:
    """Keep one run of a check of "00_welcome", and return what the learner must know of the record; mostly empty."""
    # half a character, as in a file name of another system, cannot be kept
    message = result.message.encode("utf-8", "replace").decode("utf-8")
    row = (lesson, result.exercise, storage.now(), result.status, result.share, message, float(result.seconds))
    storage.keep(
        lambda db: db.execute(
            "INSERT INTO attempts (lesson, exercise, time, status, share, message, seconds)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    )
    return storage.notices()


def see_hint(lesson: str, exercise: str) -> int:
    """Keep that one more hint was read, and return how many times a hint was asked for, this one counted."""

    def work(db: sqlite3.Connection) -> int:
        db.execute(
            "INSERT INTO hints_seen (lesson, exercise, time) VALUES (?, ?, ?)", (lesson, exercise, storage.now())
        )
        return _hints(db, lesson, exercise)

    return storage.keep(work)


def hints_seen(lesson: str, exercise: str) -> int:
    """Return how many times a hint was asked for."""
    return storage.keep(lambda db: _hints(db, lesson, exercise))


def tried(lesson: str, exercise: str) -> int:
    """Return how many honest tries there were: an answer was there, and it passed or did not yet."""
    return _tallies(lesson).get(exercise, NOTHING).tries


def passed(lesson: str, exercise: str) -> bool:
    """Return whether any try passed."""
    return _tallies(lesson).get(exercise, NOTHING).passed


def summary(lesson: str, exercises: Iterable[Any], last: bool = False) -> "Progress":
    """Return what is done in a lesson, and what is next; `exercises` have a name, points and core, in their order."""
    tallies = _tallies(lesson)
    lines = tuple(Line(each.name, each.core, each.points, tallies.get(each.name, NOTHING)) for each in exercises)
    return Progress(lesson, lines, storage.notices(), last)


@dataclass(frozen=True)
class Tally:
    """The honest tries of one exercise: how many, whether one passed, the largest share in [0, 1]."""

    tries: int
    passed: bool
    share: float


NOTHING = Tally(0, False, 0.0)


@dataclass(frozen=True)
class Line:
    """One exercise in a summary: its name, whether it is core, its points, its honest tries."""

    name: str
    core: bool
    points: float
    tally: Tally

    @property
    def state(self) -> str:
        """ "passed", "tried" or "not started"."""
        if self.tally.passed:
            return "passed"
        return "tried" if self.tally.tries else "not started"

    @property
    def earned(self) -> float:
        """Points of the best try."""
        return self.tally.share * self.points


@dataclass(frozen=True)
class Progress:
    """What is done in a lesson; shows itself as HTML and as plain text.

    Attributes
    ----------
    lesson : str
    lines : tuple of Line
        In the order of the lesson.
    notice : str
        What the learner must know of the record itself; mostly empty.
    last : bool
        Whether no lesson comes after this one.
    """

    lesson: str
    lines: tuple[Line, ...]
    notice: str = ""
    last: bool = False

    @property
    def points(self) -> float:
        """Points that can be earned."""
        return sum(line.points for line in self.lines)

    @property
    def earned(self) -> float:
        """Points of the best tries."""
        return sum(line.earned for line in self.lines)

    @property
    def next(self) -> str | None:
        """Name of the first core exercise that has not passed, else of the first extra; None at the end."""
        open_lines = [line for line in self.lines if not line.tally.passed]
        return next((line.name for line in sorted(open_lines, key=lambda line: not line.core)), None)

    def __str__(self) -> str:
        done, total = self._core()
        filled = round(20 * done / total) if total else 20
        bar = "[" + "#" * filled + "-" * (20 - filled) + "]"
        return f"{self._sentence()}\n{bar}\n{self._table()}"

    __repr__ = __str__

    def html(self) -> str:
        """Return the summary as HTML; the bar repeats what the sentence above it says."""
        done, total = self._core()
        share = 100 * done / total if total else 100
        bar = (
            '<div aria-hidden="true" style="border:1px solid #808080;'
            f'max-width:30em;height:14px;margin:4px 0">'
            f'<div style="width:{share:.0f}%;height:100%;background-color:#0072b2"></div></div>'
        )
        return f'<div lang="en">{paragraph(self._sentence())}{bar}{self._table().html()}</div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def _core(self) -> tuple[int, int]:
        core = [line.tally.passed for line in self.lines if line.core]
        return sum(core), len(core)

    def _sentence(self) -> str:
        done, total = self._core()
        extra = [line.tally.passed for line in self.lines if not line.core]
        core = f"Core exercises of {self.lesson}: {done} of {total} passed, {total - done} left."
        return f"{core} Extras: {sum(extra)} of {len(extra)} passed." if extra else core

    def _table(self) -> Table:
        rows = tuple(
            (
                line.name,
                "core" if line.core else "extra",
                line.state,
                f"{number(line.earned)} of {number(line.points)}",
                str(line.tally.tries),
            )
            for line in self.lines
        )
        earned = f"Points: {number(self.earned)} of {number(self.points)}."
        end = "This was the last lesson of the course." if self.last else "Go on to the next lesson."
        following = f"Next: {self.next}." if self.next else f"You have passed every exercise. {end}"
        caption = f"Your progress in {self.lesson}"
        head = ("Exercise", "Kind", "Status", "Points", "Attempts")
        return Table(caption, head, rows, (earned, following, self.notice))


def _hints(db: sqlite3.Connection, lesson: str, exercise: str) -> int:
    question = "SELECT count(*) FROM hints_seen WHERE lesson = ? AND exercise = ?"
    return db.execute(question, (lesson, exercise)).fetchone()[0]


def _tallies(lesson: str) -> dict[str, Tally]:
    """Return the honest tries of each exercise of a lesson, without those that were never tried."""
    question = (
        "SELECT exercise, count(*), max(status = 'passed'), max(share) FROM attempts"
        " WHERE lesson = ? AND status IN (?, ?) GROUP BY exercise"
    )
    rows = storage.keep(lambda db: db.execute(question, (lesson, *JUDGED)).fetchall())
    return {exercise: Tally(tries, bool(passed), share) for exercise, tries, passed, share in rows}
