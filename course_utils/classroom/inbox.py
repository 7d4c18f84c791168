"""Hand-ins: files on the teacher's disk, their order, what they got, and how late they were.

A file is on the disk, and so is its name in the folder, before its row is written, and the row is committed before the
learner is told. Every hand-in is kept, and the newest of a learner and lesson counts.
"""

import asyncio
import bisect
import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from course_utils.classroom import wire
from course_utils.classroom.room import Room
from course_utils.classroom.store import HANDINS
from course_utils.grading.safe_names import folder as safe_folder

MOST = 100  # hand-ins of one learner
PATIENCE = 60.0  # seconds for a file to arrive
SHOWN = 3  # lessons whose newest hand-in a learner's laptop is told about


@dataclass
class HandIn:
    """One file that a learner has handed in.

    Attributes
    ----------
    id, person : int
    lesson : str
    file : str
        Below the folder of hand-ins, with "/".
    sha256 : str
    received : float
    number : int
        1 for the learner's first hand-in of this lesson.
    state : str
        "waiting", "graded", or "failed" where the grader has no result.
    note : str
        Why there is no result.
    points, max_points : float
    marks : dict
        From each exercise to the share of its points, in [0, 1].
    """

    id: int
    person: int
    lesson: str
    file: str
    sha256: str
    received: float
    number: int
    state: str = "waiting"
    note: str = ""
    points: float = 0.0
    max_points: float = 0.0
    marks: dict[str, float] = field(default_factory=dict)


class NotReceived(Exception):
    """Why a file was not kept, in a sentence; `status` is the one of the answer."""

    def __init__(self, status: int, sentence: str):
        super().__init__(sentence)
        self.status = status


class Inbox:
    """All hand-ins of a class; used only from the event loop.

    Parameters
    ----------
    folder : Path
        Of the class.
    room : Room
    """

    def __init__(self, folder: Path, room: Room):
        self.folder, self.room = folder / HANDINS, room
        self.handins: dict[int, HandIn] = {}
        self.due: dict[str, float] = {}  # by lesson
        self._newest: dict[int, dict[str, HandIn]] = {}  # by person and lesson
        self._waiting: list[int] = []  # in the order of their numbers
        self._numbers: dict[tuple[int, str], int] = {}

    def load(self, db: sqlite3.Connection) -> None:
        """Take in everything that the file holds, and delete files whose receipt was never acknowledged."""
        query = (
            "SELECT id, person, lesson, file, sha256, received, number, state, note, points, max_points, marks"
            " FROM handins ORDER BY id"
        )
        for *row, marks in db.execute(query):
            self.add(HandIn(*[*row, msgspec.json.decode(marks)]))
        for name, value in db.execute("SELECT name, value FROM meta WHERE name LIKE 'due %'"):
            self.due[name.removeprefix("due ")] = float(value)
        known = {path for each in self.handins.values() for path in (self.path(each), self.report(each))}
        for path in self.folder.glob("*/*"):
            if path not in known:
                path.unlink()

    def add(self, handin: HandIn) -> None:
        """Take in a hand-in."""
        if handin.person in self.room.people:
            self.handins[handin.id] = handin
            if handin.lesson in self.room.lessons:
                view = self.room.lessons[handin.lesson]
                view.last = max(view.last, handin.received)
            self._newest.setdefault(handin.person, {})[handin.lesson] = handin
            if handin.state == "waiting":
                self._waiting.append(handin.id)
            self._changed(handin)

    def settle(self, handin: HandIn, answer: dict[str, Any]) -> None:
        """Take in what the grader has said of a hand-in, which the file holds already."""
        if handin.id in self._waiting:
            self._waiting.remove(handin.id)
        handin.state, handin.note = state_of(answer), answer.get("note", "")
        handin.points, handin.max_points = answer.get("points", 0.0), answer.get("max_points", 0.0)
        handin.marks = answer.get("marks", {})
        if handin.id in self.handins:
            self._changed(handin)

    def _changed(self, handin: HandIn) -> None:
        self.room.version += 1
        if handin.state == "graded":
            self.room.grade(handin.person, handin.lesson, handin.id, handin.marks)

    def of(self, person: int, lesson: str) -> list[HandIn]:
        """Return a learner's hand-ins of a lesson, the oldest first."""
        return [each for each in self.handins.values() if (each.person, each.lesson) == (person, lesson)]

    def waiting(self) -> list[HandIn]:
        """Return what is not graded yet, in the order in which it came."""
        return [self.handins[each] for each in self._waiting]

    def before(self, handin: HandIn) -> int:
        """Return how many hand-ins are graded before this one."""
        return bisect.bisect_left(self._waiting, handin.id)

    def late(self, handin: HandIn) -> bool:
        """Return whether a hand-in came after its lesson was due."""
        return handin.received > self.due.get(handin.lesson, float("inf"))

    def path(self, handin: HandIn) -> Path:
        """Return the file of a hand-in."""
        return self.folder / handin.file

    def report(self, handin: HandIn) -> Path:
        """Return where the grader puts the report of a hand-in."""
        return self.path(handin).with_suffix(".json")

    def forget(self, people: list[int]) -> None:
        """Delete the hand-ins of learners who were removed, and their files."""
        for handin in [each for each in self.handins.values() if each.person in people]:
            del self.handins[handin.id]
            self._newest.pop(handin.person, None)
            if handin.id in self._waiting:
                self._waiting.remove(handin.id)
            with suppress(OSError):  # Windows, while the grader reads it: the next start deletes what has no row
                self.path(handin).unlink(missing_ok=True)
                self.report(handin).unlink(missing_ok=True)
                folder = self.path(handin).parent
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()

    async def receive(self, person: int, lesson: str, content: AsyncIterator[bytes]) -> tuple[str, str, int]:
        """Write a file that is arriving; return its name, its digest and its number once they are on the disk.

        Raises
        ------
        NotReceived
        OSError
            When the disk refuses.
        """
        folder = self.folder / f"{safe_folder(self.room.people[person].name)}_{person}"
        # a folder's name is on the disk once the folder above it is
        missing = [each for each in (folder, self.folder) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        number = self._numbers[person, lesson] = 1 + max(
            self._numbers.get((person, lesson), 0), *(each.number for each in self.of(person, lesson)), 0
        )
        path = folder / f"{lesson}_{number}.zip"
        unfinished = path.with_name(f"{path.name}.part")
        digest, size = hashlib.sha256(), 0
        try:
            with unfinished.open("wb") as file:
                async with asyncio.timeout(PATIENCE):
                    async for part in content:
                        digest.update(part)
                        size += len(part)
                        if size > wire.LARGEST_HAND_IN:
                            raise NotReceived(413, wire.too_large(size))
                        file.write(part)
                if not size:
                    raise NotReceived(422, "The file is empty.")
                file.flush()
                await asyncio.to_thread(_to_disk, file.fileno())
            os.replace(unfinished, path)
            for changed in [folder, *(each.parent for each in missing)]:
                await asyncio.to_thread(_folder_to_disk, changed)
        except TimeoutError:
            raise NotReceived(408, "The file took too long to arrive. Hand in again.") from None
        finally:
            unfinished.unlink(missing_ok=True)
        return path.relative_to(self.folder).as_posix(), digest.hexdigest(), number

    def give_back(self, person: int, lesson: str, file: str, number: int) -> None:
        """Delete a file that was received and is not needed; the next one gets its number."""
        (self.folder / file).unlink()
        if self._numbers[person, lesson] == number:
            self._numbers[person, lesson] -= 1

    # ---- views

    def for_learner(self, person: int, since: float) -> list[dict[str, Any]]:
        """Return where a learner's newest hand-ins of this session are."""
        newest = [each for each in self._newest.get(person, {}).values() if each.received >= since]
        latest = sorted(newest, key=lambda each: each.id)[-SHOWN:]
        return [self.receipt(each) for each in latest]

    def receipt(self, handin: HandIn) -> dict[str, Any]:
        """Return what a learner is told about a hand-in."""
        return {
            "id": handin.id,
            "lesson": handin.lesson,
            "received": time.strftime("%H:%M:%S", time.localtime(handin.received)),
            "number": handin.number,
            "before": self.before(handin) if handin.state == "waiting" else 0,
            "late": self.late(handin),
            "state": handin.state,
            "note": handin.note,
            "points": handin.points,
            "max_points": handin.max_points,
        }

    def for_teacher(self, lesson: str) -> dict[str, Any]:
        """Return the newest hand-in of everybody for a lesson, and how many of all lessons wait."""
        newest = {
            self.room.root(each.person): each
            for each in self.handins.values()
            if each.lesson == lesson and not self.room.people[self.room.root(each.person)].hidden
        }
        rows = [{"person": person, **self.receipt(each)} for person, each in newest.items()]
        return {"handins": rows, "ungraded": len(self.waiting()), "due": self.due.get(lesson)}


def state_of(answer: dict[str, Any]) -> str:
    """Return the state of a hand-in of which the grader has said this."""
    return "graded" if "marks" in answer else "failed"


def _to_disk(number: int) -> None:
    if sys.platform == "darwin":  # where fsync leaves data in the drive's own memory
        import fcntl

        fcntl.fcntl(number, fcntl.F_FULLFSYNC)
    else:
        os.fsync(number)


def _folder_to_disk(folder: Path) -> None:
    if os.name == "posix":  # Windows cannot open a folder, and keeps names by itself
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
