"""The teacher's desk: the queue of learners who ask for help, and messages to the whole class."""

import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from course_utils.classroom.room import Room

OPEN = ("waiting", "taken")
CLOSING = ("answered", "closed")
STATES = (*OPEN, *CLOSING)
MESSAGES = 5  # the latest ones, for learners who were away for a moment


@dataclass
class Help:
    """A learner's request for help; `state` is one of `STATES`, `code` the cell that goes with it."""

    id: int
    person: int
    text: str
    code: str
    asked: float
    state: str = "waiting"
    answer: str = ""


@dataclass(frozen=True)
class Message:
    """A message to the whole class, with a snippet of code or without."""

    id: int
    text: str
    code: str
    sent: float


class Desk:
    """All requests for help and all messages of a class; used only from the event loop."""

    def __init__(self, room: Room):
        self.room = room
        self.helps: dict[int, Help] = {}
        self.messages: list[Message] = []
        self._latest: dict[int, Help] = {}  # by person

    def load(self, db: sqlite3.Connection) -> None:
        """Take in everything that the file holds."""
        query = "SELECT id, person, text, code, asked, state, answer FROM helps ORDER BY id"
        for row in db.execute(query):
            self.add(Help(*row))
        self.messages = [Message(*row) for row in db.execute("SELECT id, text, code, sent FROM messages ORDER BY id")]

    def add(self, help: Help) -> None:
        """Take in a request."""
        if help.person in self.room.people:
            self.helps[help.id] = self._latest[help.person] = help
            self.room.version += 1

    def queue(self) -> list[Help]:
        """Return the open requests, the longest wait first."""
        return sorted((each for each in self.helps.values() if each.state in OPEN), key=lambda each: each.asked)

    def of(self, person: int) -> Help | None:
        """Return a learner's latest request."""
        return self._latest.get(person)

    def open_of(self, person: int) -> Help | None:
        """Return a learner's request that the teacher has not closed."""
        latest = self.of(person)
        return latest if latest is not None and latest.state in OPEN else None

    def forget(self, people: list[int]) -> None:
        """Delete the requests of learners who were removed."""
        for identity in [each.id for each in self.helps.values() if each.person in people]:
            self._latest.pop(self.helps.pop(identity).person, None)

    def for_learner(self, person: int, since: float) -> dict[str, Any]:
        """Return a learner's own request with its place in the queue, and the latest messages of this session."""
        own, help = self.of(person), None
        if own is not None and own.asked >= since and own.state != "closed":
            waiting = [each.id for each in self.queue() if each.state == "waiting"]
            place = waiting.index(own.id) + 1 if own.state == "waiting" else 0
            help = {"id": own.id, "text": own.text, "state": own.state, "place": place, "answer": own.answer}
        latest = [each for each in self.messages[-MESSAGES:] if each.sent >= since]
        return {
            "help": help,
            "messages": [
                {"id": each.id, "text": each.text, "code": each.code, "sent": clock_time(each.sent)} for each in latest
            ],
        }

    def for_teacher(self, since: float) -> dict[str, Any]:
        """Return the queue, and the messages of this session, the latest first."""
        now = self.room.clock.now()
        queue = [
            {
                "id": each.id,
                "person": self.room.root(each.person),
                "text": each.text,
                "code": each.code,
                "state": each.state,
                "minutes": int((now - each.asked) // 60),
            }
            for each in self.queue()
        ]
        messages = [
            {"text": each.text, "code": each.code, "sent": clock_time(each.sent)}
            for each in reversed(self.messages)
            if each.sent >= since
        ]
        return {"queue": queue, "messages": messages[:20]}


def clock_time(seconds: float) -> str:
    """Return the time of day on this computer, "10:42"."""
    return time.strftime("%H:%M", time.localtime(seconds))
