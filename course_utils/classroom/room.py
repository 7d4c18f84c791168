"""The class in memory: who is there, how far each is, who needs help; rebuilt from the file when the server starts.

Everything that changes gets the next version number, so that a page asks only for what is newer than what it has.
"""

import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from course_utils.checks.lesson import lessons, solutions
from course_utils.checks.result import JUDGED

HERE = 40.0  # seconds without a word from a laptop until it counts as away; laptops speak every five
SAME = 3  # tries in a row with the same message
QUIET = 6 * 60.0  # seconds without a new result
SESSION = 3 * 3600.0  # seconds after which what was begun no longer counts as stuck
RULE = (
    f"Stuck: has tried an exercise and not passed it, and has had the same message {SAME} times in a row or no new "
    f"result for {QUIET / 60:.0f} minutes. The longest wait is first."
)
MISTAKES = 8  # commonest messages that are shown
QUESTIONS = 60  # of one lesson, those of other versions counted


@dataclass(slots=True)
class Cell:
    """One learner at one exercise."""

    tries: int = 0
    passed: bool = False
    share: float = 0.0
    hints: int = 0
    message: str = ""  # of the last try that did not pass
    streak: int = 0  # how many times in a row it came
    first: float = 0.0
    last: float = 0.0

    def attempt(self, status: str, share: float, message: str, happened: float) -> None:
        """Take in one run of a check."""
        if status not in JUDGED and status != "check_failed":
            return
        self.first = self.first or happened
        self.last = max(self.last, happened)
        self.tries += 1
        self.share = max(self.share, share)
        self.passed |= status == "passed"
        if status == "passed":
            self.message, self.streak = "", 0
        else:
            self.streak = self.streak + 1 if message == self.message else 1
            self.message = message

    @property
    def state(self) -> str:
        """ "passed", "tried", "begun" (only a hint was read)."""
        return "passed" if self.passed else "tried" if self.tries else "begun"


@dataclass(slots=True)
class Person:
    """One learner; `heard` is when the laptop last spoke, by the server's clock."""

    id: int
    name: str
    joined: float
    hidden: bool = False
    merged_into: int | None = None
    token: bytes = b""
    heard: float = -1e9
    here: bool = False
    waiting: int = 0  # results that the laptop says it has not sent yet
    unknown: int = 0  # results of exercises that this course does not have
    phone: bool = False  # joined on the page for polls: has no results, and does not count as a laptop


@dataclass
class LessonView:
    """What is known of one lesson: cells by person and exercise, and the version of each person's row."""

    exercises: tuple[str, ...]
    cells: dict[int, dict[str, Cell]] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)  # the latest change last
    last: float = 0.0
    graded: dict[int, tuple[int, dict[str, float]]] = field(default_factory=dict)  # number and marks of a hand-in
    questions: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = field(default_factory=dict)  # by key and options


class Clock:
    """The server's time: it starts with the system's and never jumps, whatever is done to the system's clock."""

    def __init__(self) -> None:
        self._start = time.time() - time.monotonic()

    def now(self) -> float:
        """Return seconds since 1970."""
        return self._start + time.monotonic()


class Room:
    """The class; used only from the event loop."""

    def __init__(self, clock: Clock):
        self.clock = clock
        self.people: dict[int, Person] = {}
        self.by_token: dict[bytes, int] = {}
        self.version = 0
        self.removed = 0  # the version in which somebody was removed last: older pages start from the beginning
        self.people_versions: dict[int, int] = {}  # the latest change last
        self.members: dict[int, set[int]] = defaultdict(set)  # from a person to those merged into it
        self.lessons = {name: LessonView(tuple(solutions(name))) for name in lessons()}
        self.chosen: str | None = None  # the lesson that the teacher has chosen; else the latest

    def load(self, db: sqlite3.Connection) -> None:
        """Take in everything that the file holds."""
        query = "SELECT id, name, joined, hidden, merged_into, token, phone FROM people"
        for identity, name, joined, hidden, merged_into, token, phone in db.execute(query):
            self.add(Person(identity, name, joined, bool(hidden), merged_into, token, phone=bool(phone)))
        query = "SELECT person, kind, lesson, name, status, share, detail, happened FROM events ORDER BY id"
        for row in db.execute(query):
            self.event(*row)

    # ---- people

    def add(self, person: Person) -> Person:
        """Take in a learner."""
        self.people[person.id] = person
        if person.token:
            self.by_token[person.token] = person.id
        if person.merged_into is not None:
            self.members[person.merged_into].add(person.id)
        self.touch(person.id)
        return person

    def touch(self, person: int) -> None:
        """Note that a learner's name or place has changed."""
        self.version += 1
        self.people_versions.pop(person, None)
        self.people_versions[person] = self.version

    def root(self, person: int) -> int:
        """Return under whom a learner's results are shown."""
        while (into := self.people[person].merged_into) is not None:
            person = into
        return person

    def everybody_of(self, person: int) -> list[int]:
        """Return a learner and all who were merged into that learner."""
        return [person, *(each for merged in self.members[person] for each in self.everybody_of(merged))]

    def shown(self) -> list[Person]:
        """Return the learners that have a row."""
        return [person for person in self.people.values() if person.merged_into is None]

    def merge(self, person: int, into: int) -> None:
        """Show a learner's results under another's name from now on."""
        self.people[person].merged_into = into
        self.members[into].add(person)
        self.touch(person)
        self.touch(into)
        for lesson in self.lessons.values():
            if any(each in lesson.cells or each in lesson.graded for each in self.everybody_of(person)):
                self._changed(lesson, into)

    def remove(self, person: int) -> None:
        """Forget a learner, and those merged into that learner."""
        for each in self.everybody_of(person):
            gone = self.people.pop(each)
            self.by_token.pop(gone.token, None)
            self.people_versions.pop(each, None)
            for lesson in self.lessons.values():
                lesson.cells.pop(each, None)
                lesson.versions.pop(each, None)
                lesson.graded.pop(each, None)
                for question in lesson.questions.values():
                    question["chosen"].pop(each, None)
                    question["revealed"].pop(each, None)
        for members in self.members.values():
            members.discard(person)
        self.version += 1
        self.removed = self.version

    def hear(self, person: Person, waiting: int) -> None:
        """Note that a learner's laptop has spoken."""
        person.heard = self.clock.now()
        if not person.here or bool(person.waiting) != bool(waiting):
            self.touch(self.root(person.id))
        person.here, person.waiting = True, waiting

    def look_around(self) -> None:
        """Note who has gone quiet."""
        late = self.clock.now() - HERE
        for person in self.people.values():
            if person.here and person.heard < late:
                person.here = False
                self.touch(self.root(person.id))

    # ---- events

    def event(
        self, person: int, kind: str, lesson: str, name: str, status: str, share: float, detail: str, happened: float
    ) -> None:
        """Take in one event, which the file holds already."""
        view = self.lessons.get(lesson)
        if view is None or (kind != "guess" and name not in view.exercises):
            self.people[person].unknown += 1
            return
        view.last = max(view.last, happened)
        if kind == "guess":
            self._guess(view, person, name, detail)
            return
        cells = view.cells.get(person)
        if cells is None:
            cells = view.cells[person] = {}
        cell = cells.get(name)
        if cell is None:
            cell = cells[name] = Cell()
        if kind == "hint":
            cell.hints += 1
        else:
            cell.attempt(status, share, detail, happened)
        self._changed(view, person)

    def grade(self, person: int, lesson: str, handin: int, marks: dict[str, float]) -> None:
        """Take in the marks of a hand-in, from each exercise to the share of its points; the newest one counts."""
        view = self.lessons.get(lesson)
        if view is not None and handin >= view.graded.get(person, (0, {}))[0]:
            view.graded[person] = (handin, marks)
            self._changed(view, person)

    def _changed(self, view: LessonView, person: int) -> None:
        root = person if self.people[person].merged_into is None else self.root(person)
        self.version += 1
        view.versions.pop(root, None)
        view.versions[root] = self.version

    def _guess(self, view: LessonView, person: int, name: str, detail: str) -> None:
        guess = msgspec.json.decode(detail)
        which = (name, tuple(guess["options"]))
        if which not in view.questions and len(view.questions) >= QUESTIONS:
            return
        known = view.questions.setdefault(which, {"text": guess["text"], "chosen": {}, "revealed": {}})
        for what in ("chosen", "revealed"):
            if guess[what] in which[1]:
                known[what][person] = guess[what]
        self.version += 1

    # ---- views

    def lesson(self) -> str:
        """Return the lesson that the teacher has chosen, else the one that was worked on last."""
        return self.chosen or max(self.lessons, key=lambda name: self.lessons[name].last)

    def row(self, view: LessonView, person: int) -> dict[str, Cell]:
        """Return a learner's cells of a lesson, with those of everybody merged into that learner."""
        if not self.members.get(person):
            return view.cells.get(person, {})
        row: dict[str, Cell] = {}
        for each in self.everybody_of(person):
            for name, cell in view.cells.get(each, {}).items():
                row[name] = _together(row[name], cell) if name in row else cell
        return row

    def marks(self, view: LessonView, person: int) -> dict[str, float]:
        """Return the marks of the newest hand-in of a learner, or of somebody merged into that learner."""
        graded = [view.graded[each] for each in self.everybody_of(person) if each in view.graded]
        return max(graded, key=lambda each: each[0])[1] if graded else {}

    def changes(self, lesson: str, since: int | None) -> dict[str, Any]:
        """Return people and rows that are newer than a version; everything for None.

        A row is a list with one entry for each exercise: null, or [state, tries, hints, percent], with a fifth number
        where a hand-in was graded: the percentage of the points.
        """
        view, full = self.lessons[lesson], since is None or since < self.removed
        newer = list(self.people_versions) if full else _newer(self.people_versions, since or 0)
        people = [
            {
                "id": person.id,
                "name": person.name,
                "here": any(self.people[each].here for each in self.everybody_of(person.id)),
                "hidden": person.hidden,
                "waiting": sum(self.people[each].waiting for each in self.everybody_of(person.id)),
                "unknown": sum(self.people[each].unknown for each in self.everybody_of(person.id)),
                "merged": person.merged_into is not None,
                "phone": person.phone,
            }
            for person in (self.people[each] for each in newer)
        ]
        rows = {
            person: [_plain(cells.get(name), marks.get(name)) for name in view.exercises]
            for person in (list(view.versions) if full else _newer(view.versions, since or 0))
            if self.people[person].merged_into is None
            for cells, marks in [(self.row(view, person), self.marks(view, person))]
        }
        return {"version": self.version, "full": full, "people": people, "rows": rows}

    def counts(self, lesson: str) -> list[dict[str, Any]]:
        """Return how many have passed and tried each exercise; learners that are hidden do not count."""
        view = self.lessons[lesson]
        rows = [self.row(view, person.id) for person in self.shown() if not person.hidden]
        states = Counter((name, cell.state) for row in rows for name, cell in row.items())
        return [
            {"name": name, "passed": states[name, "passed"], "tried": states[name, "tried"]} for name in view.exercises
        ]

    def present(self) -> tuple[int, int]:
        """Return how many learners are here now, and how many have joined."""
        shown = [person for person in self.shown() if not person.hidden and not person.phone]
        here = sum(any(self.people[each].here for each in self.everybody_of(person.id)) for person in shown)
        return here, len(shown)

    def stuck(self, lesson: str) -> list[dict[str, Any]]:
        """Return who is stuck by `RULE`, the longest wait first."""
        view, now, found = self.lessons[lesson], self.clock.now(), []
        for person in self.shown():
            if person.hidden:
                continue
            row = self.row(view, person.id)
            latest = max((cell.last for cell in row.values()), default=0.0)
            for name, cell in row.items():
                quiet = now - cell.last
                if cell.passed or not cell.tries or quiet > SESSION or cell.last < latest:
                    continue  # whoever has gone on to another exercise is not stuck at this one
                if cell.streak >= SAME or quiet >= QUIET:
                    found.append((cell.first, person.id, name, cell))
        return [
            {
                "person": person,
                "exercise": name,
                "minutes": int((now - first) // 60),
                "tries": cell.tries,
                "same": cell.streak,
                "message": cell.message,
            }
            for first, person, name, cell in sorted(found, key=lambda each: each[:3])
        ]

    def mistakes(self, lesson: str) -> list[dict[str, Any]]:
        """Return the messages that most learners have in front of them now, and who these learners are."""
        view = self.lessons[lesson]
        holders = defaultdict(list)
        for person in self.shown():
            if not person.hidden:
                for name, cell in self.row(view, person.id).items():
                    if cell.message and not cell.passed:
                        holders[name, cell.message].append(person.id)
        commonest = sorted(holders.items(), key=lambda each: (-len(each[1]), each[0]))[:MISTAKES]
        return [
            {"exercise": name, "message": message, "count": len(who), "people": who[:5]}
            for (name, message), who in commonest
        ]

    def guesses(self, lesson: str, without: str = "") -> list[dict[str, Any]]:
        """Return how many have chosen each option of the lesson's questions, except for one question."""
        found = []
        for (key, options), question in self.lessons[lesson].questions.items():
            if key == without:
                continue
            latest = {self.root(person): chosen for person, chosen in question["chosen"].items()}
            counts = Counter(chosen for person, chosen in latest.items() if not self.people[person].hidden)
            found.append({"text": question["text"], "options": [[option, counts[option]] for option in options]})
        return found


def _newer(versions: dict[int, int], since: int) -> list[int]:
    """Return what is newer than a version; `versions` has the latest change last."""
    newer: list[int] = []
    for which in reversed(versions):
        if versions[which] <= since:
            break
        newer.append(which)
    return newer[::-1]


def _plain(cell: Cell | None, mark: float | None) -> list[Any] | None:
    if cell is None and mark is None:
        return None
    shown = ["", 0, 0, 0] if cell is None else [cell.state, cell.tries, cell.hints, round(100 * cell.share)]
    return shown if mark is None else [*shown, round(100 * mark)]


def _together(one: Cell, other: Cell) -> Cell:
    """Return what two laptops of one learner have done together; the later one says what the message is."""
    early, late = sorted((one, other), key=lambda cell: cell.last)
    passed = one.passed or other.passed
    return Cell(
        tries=one.tries + other.tries,
        passed=passed,
        share=max(one.share, other.share),
        hints=one.hints + other.hints,
        message="" if passed else late.message,
        streak=0 if passed else late.streak,
        first=min((cell.first for cell in (early, late) if cell.first), default=0.0),
        last=late.last,
    )


def unique_name(name: str, taken: Iterable[str]) -> str:
    """Return the name, with a number where somebody else has it already."""
    used, number, wanted = {each.casefold() for each in taken}, 1, name
    while wanted.casefold() in used:
        number += 1
        wanted = f"{name[:34].rstrip()} ({number})"
    return wanted
