"""The clock of a lesson: where the class should be in the plan of `teaching.toml`, and how many are past it.

The teacher starts it, stops it for a while, and sets it. It counts by the server's clock, so it goes on while nobody
looks, and after the server was started again.
"""

import functools
import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from course_utils.classroom import questions
from course_utils.classroom.room import Room
from course_utils.lessons.teaching import Teaching, teaching

Route = Literal[0, 45, 30]  # minutes of the class; 0 for the whole plan
ROUTES: tuple[Route, ...] = get_args(Route)
PAST = (
    "A learner is past a part when the learner's notebook has reported a guess of a later part or the result of an "
    "exercise. Parts without a guess leave no trace, so some learners are further than this number says."
)
LONGEST = 36_000.0  # seconds


class Reading(Struct, frozen=True):
    """What a clock showed when the teacher last touched it; the file keeps it.

    Attributes
    ----------
    lesson : str
    route : int
        The minutes of the class, or 0.
    seconds : float
        What the clock showed.
    when : float
        At which time, in seconds since 1970.
    running : bool
    """

    lesson: str
    route: Route
    seconds: float
    when: float
    running: bool


@dataclass(frozen=True)
class TimedPart:
    """A part of the plan: its section, the seconds at which it begins and ends, a question to the class."""

    section: str
    begin: float
    end: float
    ask: str


class LessonClock:
    """The clock of the lesson that the class is in; used only from the event loop.

    Attributes
    ----------
    reading : Reading or None
        None while there is no clock.
    """

    def __init__(self, room: Room):
        self.room = room
        self.reading: Reading | None = None

    def load(self, kept: str | None, began: float) -> None:
        """Take in what the file holds, unless it is of a session before the one that began at this time."""
        if kept is not None:
            reading = msgspec.json.decode(kept, type=Reading | None)
            if reading is not None and reading.when >= began and _plan(reading.lesson):
                self.reading = reading

    # ---- what the teacher does; each returns the new reading, or None where there is nothing to set

    def started(self, lesson: str, route: Route) -> Reading | None:
        """Return the reading of a clock that starts now; None for a lesson without a plan."""
        return Reading(lesson, route, 0.0, self.room.clock.now(), True) if _plan(lesson) else None

    def shifted(self, minutes: float) -> Reading | None:
        """Return the reading after the clock was set ahead, or back where `minutes` is negative."""
        return self._set(self.seconds() + 60 * minutes)

    def moved_to(self, part: int) -> Reading | None:
        """Return the reading at the beginning of a part of the plan; after the last part, at the end of the plan."""
        begins = [0.0, *(part.end for part in self._parts())]
        return self._set(begins[min(part, len(begins) - 1)])

    def paused(self, paused: bool) -> Reading | None:
        """Return the reading of a clock that stands still, or goes on."""
        return self._set(self.seconds(), not paused)

    def _set(self, seconds: float, running: bool | None = None) -> Reading | None:
        reading = self.reading
        if reading is None:
            return None
        running = reading.running if running is None else running
        return replace(reading, seconds=min(max(seconds, 0.0), LONGEST), when=self.room.clock.now(), running=running)

    # ---- views

    def seconds(self) -> float:
        """Return what the clock shows."""
        if self.reading is None:
            return 0.0
        since = max(self.room.clock.now() - self.reading.when, 0.0) if self.reading.running else 0.0
        return self.reading.seconds + since

    def for_teacher(self, lesson: str) -> dict[str, Any]:
        """Return the clock, None without one, and the routes through the lesson that the teacher looks at."""
        plan = _plan(lesson)
        routes = [route for route in ROUTES if plan and (not route or _skipped(plan, route))]
        return {
            "routes": routes,
            "planned": plan.total if plan else 0,
            "past_rule": PAST,
            "clock": self._view(self.reading) if self.reading else None,
        }

    def for_projector(self) -> dict[str, Any] | None:
        """Return the part that should be running, and the minutes that it still has; None without a clock."""
        here = self._here()
        return here and {name: here[name] for name in ("section", "left", "running")}

    def _parts(self) -> list[TimedPart]:
        """Return the parts of the plan; in a class that is shorter than the plan, each is shorter by as much."""
        plan = _plan(self.reading.lesson) if self.reading else None
        if self.reading is None or plan is None:
            return []
        scale = 60 * min(1.0, (self.reading.route or plan.total) / plan.total)
        return [
            TimedPart(part.section, scale * begin, scale * end, _plain(part.ask)) for begin, end, part in plan.clock()
        ]

    def _here(self) -> dict[str, Any] | None:
        """Return which part should be running, with an empty section after the end of the plan."""
        if self.reading is None:
            return None
        seconds, parts = self.seconds(), self._parts()
        number = sum(part.end <= seconds for part in parts)
        section, ask, left = "", "", 0
        if number < len(parts):
            section, ask = parts[number].section, parts[number].ask
            left = math.ceil((parts[number].end - seconds) / 60)
        return {"part": number, "section": section, "ask": ask, "left": left, "running": self.reading.running}

    def _view(self, reading: Reading) -> dict[str, Any]:
        parts, plan = self._parts(), _plan(reading.lesson)
        assert plan is not None
        past = self._past(reading.lesson, [part.section for part in parts])
        return {
            "lesson": reading.lesson,
            "route": reading.route,
            "minute": int(self.seconds() // 60),
            "total": round(parts[-1].end / 60),
            "parts": [
                {"section": part.section, "begin": round(part.begin / 60), "past": count}
                for part, count in zip(parts, past, strict=True)
            ],
            "skip": _skipped(plan, reading.route),
            **(self._here() or {}),
        }

    def _past(self, lesson: str, sections: list[str]) -> list[int]:
        """Return how many learners are past each section, by `PAST`."""
        room, view = self.room, self.room.lessons[lesson]
        place = {
            (question.key, question.options): sections.index(question.section)
            for question in questions.of_lesson(lesson)
            if question.section in sections
        }
        furthest: dict[int, int] = {}
        for which, known in view.questions.items():
            for person in {*known["chosen"], *known["revealed"]} if which in place else ():
                furthest[room.root(person)] = max(furthest.get(room.root(person), 0), place[which])
        for person in view.cells:
            if any(cell.tries for cell in view.cells[person].values()):
                furthest[room.root(person)] = len(sections)
        counted = [last for person, last in furthest.items() if not room.people[person].hidden]
        return [sum(last > number for last in counted) for number in range(len(sections))]


@functools.cache
def _plan(lesson: str) -> Teaching | None:
    return teaching(lesson)


def _skipped(plan: Teaching, route: int) -> tuple[str, ...]:
    """Return what a class of this many minutes skips."""
    skipped = {0: (), 45: plan.skip_45, 30: (*plan.skip_45, *plan.skip_30)}[route]
    return tuple(map(_plain, skipped))


def _plain(text: str) -> str:
    """Return a text without the backticks that mark code in Markdown."""
    return text.replace("`", "")
