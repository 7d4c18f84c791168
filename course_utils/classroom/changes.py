"""What happens in a class: each change is written to the file, and then taken into memory.

This order matters: an answer goes out after the commit, so what a laptop or a page is told is on the disk already.
"""

import asyncio
import sqlite3
from typing import Any

import msgspec

from course_utils.classroom import questions, wire
from course_utils.classroom.desk import CLOSING, OPEN, STATES, Desk, Help, Message
from course_utils.classroom.inbox import HandIn, Inbox, state_of
from course_utils.classroom.lesson_clock import LessonClock
from course_utils.classroom.orders import (
    Ask,
    Attend,
    Clocking,
    Due,
    GoToPart,
    Hide,
    PauseClock,
    Rename,
    Say,
    ShiftClock,
    StartClock,
    Step,
    StopClock,
)
from course_utils.classroom.polls import Ballot, Poll, Polls
from course_utils.classroom.refusal import Refusal
from course_utils.classroom.room import Person, Room, unique_name
from course_utils.classroom.store import Store

_KEEP = (
    "INSERT INTO events (person, key, kind, lesson, name, status, share, detail, seconds, happened)"
    " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE EXISTS (SELECT 1 FROM people WHERE id = ?1)"
    " ON CONFLICT (person, key) DO NOTHING"
)
_CAST = (
    "INSERT INTO votes SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM people WHERE id = ?3)"
    " ON CONFLICT (poll, round, person) DO UPDATE SET option = excluded.option"
)


class Changes:
    """All changes of a class but those of its door; used only from the event loop.

    A change that cannot be made raises `Refusal`, or `store.DiskFull` where the disk refuses it; nothing of it is then
    kept.

    Parameters
    ----------
    store : Store
    room : Room
    polls : Polls
    desk : Desk
    inbox : Inbox
    lesson_clock : LessonClock
    meta : dict of str to str
        What the file keeps under a name.
    """

    def __init__(
        self,
        store: Store,
        room: Room,
        polls: Polls,
        desk: Desk,
        inbox: Inbox,
        lesson_clock: LessonClock,
        meta: dict[str, str],
    ):
        self.room, self.polls, self.desk, self.inbox = room, polls, desk, inbox
        self.lesson_clock = lesson_clock
        self._store, self._meta = store, meta
        self._clock_turn = asyncio.Lock()  # a change of the clock begins with what the change before it has made

    # ---- what learners send

    async def keep_events(self, person: int, events: list[msgspec.Raw]) -> tuple[int, list[str]]:
        """Keep events and the votes in them; return how many have a valid form, and the keys of the others."""
        rows, refused = self._rows(person, events)
        if rows:
            ballots = self.polls.ballots(person, rows)
            await self._store.change(lambda db: _keep_new(db, rows, ballots), lambda new: self._take_in(person, *new))
        return len(rows), refused

    async def vote(self, ballot: Ballot) -> None:
        """Keep a vote."""
        await self._store.change(lambda db: db.execute(_CAST, ballot), lambda _: self.polls.vote(ballot))

    async def ask_help(self, person: Person, wish: wire.AskHelp) -> None:
        """Keep a request for help; one that is open already is changed, and keeps its place."""
        own = self.desk.open_of(person.id)
        if own is not None:
            change = "UPDATE helps SET text = ?, code = ? WHERE id = ?"
            await self._store.change(
                lambda db: db.execute(change, (wish.text, wish.code, own.id)), lambda _: self._change_help(own, wish)
            )
            return
        insert = (
            "INSERT INTO helps (person, text, code, asked) SELECT ?1, ?2, ?3, ?4"
            " WHERE EXISTS (SELECT 1 FROM people WHERE id = ?1)"
        )
        row = (person.id, wish.text, wish.code, self.room.clock.now())
        await self._store.change(
            lambda db: db.execute(insert, row).lastrowid, lambda identity: self.desk.add(Help(identity, *row))
        )

    async def keep_handin(self, row: tuple[Any, ...]) -> HandIn | None:
        """Keep the row of a file that is on the disk; return None where the learner was removed in this moment."""
        return await self._store.change(lambda db: _keep_handin(db, row), lambda made: self._add_handin(made, row))

    async def graded(self, handin: HandIn, answer: dict[str, Any]) -> None:
        """Keep what the grader has said of a hand-in."""
        row = (
            state_of(answer),
            answer.get("note", ""),
            answer.get("points", 0.0),
            answer.get("max_points", 0.0),
            wire.encode(answer.get("marks", {})).decode(),
            handin.id,
        )
        change = "UPDATE handins SET state = ?, note = ?, points = ?, max_points = ?, marks = ? WHERE id = ?"
        await self._store.change(lambda db: db.execute(change, row), lambda _: self.inbox.settle(handin, answer))

    def _rows(self, person: int, events: list[msgspec.Raw]) -> tuple[list[tuple[Any, ...]], list[str]]:
        """Return rows for the file, and the keys of events that have no valid form."""
        rows: list[tuple[Any, ...]] = []
        refused, now = [], self.room.clock.now()
        for raw in events:
            try:
                event: wire.Event = wire.decode(bytes(raw), wire.Event)  # type: ignore[arg-type]
            except ValueError:
                refused.append(_key_of(raw))
                continue
            head = (person, bytes.fromhex(event.key), event.__struct_config__.tag, event.lesson)
            happened = max(now - event.ago, 0.0)
            if isinstance(event, wire.Attempt):
                row = (event.exercise, event.status, event.share, event.message, event.seconds, happened)
            elif isinstance(event, wire.Hint):
                row = (event.exercise, "", 0.0, "", 0.0, happened)
            else:
                names = ("text", "options", "chosen", "revealed")
                detail = wire.encode({name: getattr(event, name) for name in names}).decode()
                row = (event.question, "", 0.0, detail, 0.0, happened)
            rows.append(head + row)
        return rows, refused

    def _take_in(self, person: int, rows: list[tuple[Any, ...]], ballots: list[Ballot]) -> None:
        if person in self.room.people:
            for _, _, kind, lesson, name, status, share, detail, _, happened in rows:
                self.room.event(person, kind, lesson, name, status, share, detail, happened)
        for ballot in ballots:
            self.polls.vote(ballot)

    def _change_help(self, help: Help, wish: wire.AskHelp) -> None:
        help.text, help.code = wish.text, wish.code
        self.room.version += 1

    def _add_handin(self, identity: int | None, row: tuple[Any, ...]) -> HandIn | None:
        if identity is None:
            return None
        handin = HandIn(identity, *row)
        self.inbox.add(handin)
        return handin

    # ---- what the teacher asks for

    async def ask(self, order: Ask) -> None:
        """Open a poll."""
        current = self.polls.current
        if current is not None and current.step not in ("shown", "decided"):
            raise Refusal(409, "Another poll is still open. End it first.")
        if order.question:
            known = {question.key: question for question in questions.of_lesson(order.lesson)}
            if order.question not in known:
                raise Refusal(422, "This lesson does not ask that question.")
            text, options = known[order.question].text, known[order.question].options
        else:
            text = " ".join(order.text.split())
            options = tuple(option for option in (" ".join(each.split()) for each in order.options) if option)
            if not text or not 2 <= len(options) == len(set(options)) <= 12 or max(map(len, (text, *options))) > 400:
                raise Refusal(422, "A poll needs a question and 2 to 12 different options, of 400 characters at most.")
        lesson = order.lesson if order.question else ""
        now, first = self.room.clock.now(), self.polls.standing(lesson, order.question, options)

        def work(db: sqlite3.Connection) -> int:
            db.execute("UPDATE polls SET step = 'ended'")
            question = (
                "INSERT INTO polls (lesson, question, text, options, rounds, step, changed) VALUES (?,?,?,?,?,?,?)"
            )
            row = (lesson, order.question, text, wire.encode(options).decode(), order.rounds, "first", now)
            identity = db.execute(question, row).lastrowid
            db.executemany(_CAST, [(identity, 1, person, option) for person, option in first.items()])
            return identity or 0

        def apply(identity: int) -> None:
            for poll in self.polls.polls.values():
                poll.step = "ended"
            self.polls.polls[identity] = Poll(
                identity, lesson, order.question, text, options, order.rounds, "first", now
            )
            for person, option in first.items():
                self.polls.vote(Ballot(identity, 1, person, option))
            self.room.version += 1

        await self._store.change(work, apply)

    async def step(self, order: Step) -> None:
        """Lead the poll to its next step, or end it."""
        poll, now = self.polls.current, self.room.clock.now()
        if poll is None or (poll.id, poll.step) != (order.poll, order.seen):
            raise Refusal(409, "The poll has already moved on.")
        if order.to not in (poll.following, "ended"):
            raise Refusal(409, "A poll goes through its steps in order, and no step can be skipped.")

        def work(db: sqlite3.Connection) -> bool:
            change = "UPDATE polls SET step = ?, changed = ?, seen = seen OR ? WHERE id = ? AND step = ?"
            row = (order.to, now, order.to == "shown", poll.id, order.seen)
            changed = db.execute(change, row).rowcount == 1  # not where the button was pressed twice
            if changed and order.to == "second":
                copy = "INSERT INTO votes SELECT poll, 2, person, option FROM votes WHERE poll = ? AND round = 1"
                db.execute(copy, (poll.id,))
            return changed

        def apply(changed: bool) -> None:
            if changed:
                poll.enter(order.to, now)
                self.room.version += 1

        await self._store.change(work, apply)

    async def attend(self, order: Attend) -> None:
        """Take, answer or close a request for help, or give it back to the queue."""
        help = self.desk.helps.get(order.help)
        if help is None or help.state not in OPEN:
            raise Refusal(409, "This request is closed already.")
        if order.state not in STATES or (order.state == "answered") != bool(order.answer.strip()):
            raise Refusal(422, "An answer needs a text, and only an answer can have one.")

        def work(db: sqlite3.Connection) -> bool:
            change = f"UPDATE helps SET state = ?, answer = ? WHERE id = ? AND state NOT IN {CLOSING}"
            return db.execute(change, (order.state, order.answer, order.help)).rowcount == 1

        def apply(changed: bool) -> None:
            if changed:
                help.state, help.answer = order.state, order.answer
                self.room.version += 1

        await self._store.change(work, apply)

    async def set_due(self, order: Due) -> None:
        """Say when the hand-ins of a lesson are due."""
        if order.lesson not in self.room.lessons:
            raise Refusal(422, "There is no such lesson.")
        name, due = f"due {order.lesson}", order.due
        if due is None:
            await self._store.change(
                lambda db: db.execute("DELETE FROM meta WHERE name = ?", (name,)),
                lambda _: self.inbox.due.pop(order.lesson, None),
            )
        else:
            await self.set_meta(name, str(due))
            self.inbox.due[order.lesson] = due
        self.room.version += 1

    async def set_clock(self, order: Clocking) -> None:
        """Start, set or stop the clock of a lesson."""
        clock = self.lesson_clock
        async with self._clock_turn:
            match order:
                case StartClock():
                    reading = clock.started(order.lesson, order.route)
                case PauseClock():
                    reading = clock.paused(order.paused)
                case ShiftClock():
                    reading = clock.shifted(order.minutes)
                case GoToPart():
                    reading = clock.moved_to(order.part)
                case StopClock():
                    reading = None
            if reading is None and isinstance(order, StartClock):
                raise Refusal(422, "This lesson has no plan in minutes.")
            if reading is None and not isinstance(order, StopClock):
                raise Refusal(409, "The clock was stopped. Start it first.")
            await self.set_meta("clock", wire.encode(reading).decode())
            clock.reading = reading

    async def say(self, order: Say) -> None:
        """Send a message to everybody."""
        if not order.text.strip() and not order.code.strip():
            raise Refusal(422, "A message needs a text or a snippet.")
        row = (order.text.strip(), order.code.strip("\n"), self.room.clock.now())

        def apply(identity: int) -> None:
            self.desk.messages.append(Message(identity, *row))
            self.room.version += 1

        insert = "INSERT INTO messages (text, code, sent) VALUES (?, ?, ?)"
        await self._store.change(lambda db: db.execute(insert, row).lastrowid, apply)

    def demand_person(self, person: int) -> None:
        """Refuse what is about a learner who was removed."""
        if person not in self.room.people:
            raise Refusal(404, "This learner is not in the class any more.")

    def free_name(self, order: Rename) -> str:
        """Return the name that a learner gets when the teacher asks for this one."""
        try:
            name = wire.clean_name(order.name)
        except ValueError as error:
            raise Refusal(422, "A name needs at least one letter or digit.") from error
        return unique_name(name, [person.name for person in self.room.shown() if person.id != order.person])

    async def rename(self, person: int, name: str) -> None:
        """Call a learner by a name, which must be free."""

        def apply(_: Any) -> None:
            if person in self.room.people:
                self.room.people[person].name = name
                self.room.touch(person)

        await self._store.change(
            lambda db: db.execute("UPDATE people SET name = ? WHERE id = ?", (name, person)), apply
        )

    async def merge(self, person: int, into: int) -> None:
        """Show a learner's results under another learner."""
        self.demand_person(person)
        self.demand_person(into)
        target = self.room.root(into)
        if target in self.room.everybody_of(person):
            raise Refusal(422, "Choose the name of another learner to merge this one into.")
        await self._store.change(
            lambda db: db.execute("UPDATE people SET merged_into = ? WHERE id = ?", (target, person)),
            lambda _: self.room.merge(person, target),
        )

    async def remove(self, person: int) -> None:
        """Delete a learner, those merged into that learner, and all that was kept about them."""
        everybody = [(each,) for each in self.room.everybody_of(person)]

        def work(db: sqlite3.Connection) -> None:
            db.executemany("DELETE FROM votes WHERE person = ?", everybody)
            db.executemany("DELETE FROM helps WHERE person = ?", everybody)
            db.executemany("DELETE FROM handins WHERE person = ?", everybody)
            db.executemany("DELETE FROM events WHERE person = ?", everybody)
            db.executemany("DELETE FROM people WHERE id = ?", everybody)

        def apply(_: Any) -> None:
            self.polls.forget([each for (each,) in everybody])
            self.desk.forget([each for (each,) in everybody])
            self.inbox.forget([each for (each,) in everybody])
            if person in self.room.people:
                self.room.remove(person)

        await self._store.change(work, apply)

    async def hide(self, order: Hide) -> None:
        """Leave a learner out of all counts, or count this learner again."""
        await self._store.change(
            lambda db: db.execute("UPDATE people SET hidden = ? WHERE id = ?", (order.hidden, order.person)),
            lambda _: self._hide(order),
        )

    def _hide(self, order: Hide) -> None:
        if order.person in self.room.people:
            self.room.people[order.person].hidden = order.hidden
            self.room.touch(order.person)

    async def set_meta(self, name: str, value: str) -> None:
        """Keep a value of the class under a name."""
        await self._store.change(
            lambda db: db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value)),
            lambda _: self._meta.__setitem__(name, value),
        )


def _keep_new(
    db: sqlite3.Connection, rows: list[tuple[Any, ...]], ballots: dict[bytes, Ballot]
) -> tuple[list[tuple[Any, ...]], list[Ballot]]:
    """Write events and the votes in them; return those that were not there yet."""
    new = [row for row in rows if db.execute(_KEEP, row).rowcount == 1]
    cast = [ballots[key] for _, key, *_ in new if key in ballots]
    db.executemany(_CAST, cast)
    return new, cast


def _keep_handin(db: sqlite3.Connection, row: tuple[Any, ...]) -> int | None:
    insert = (
        "INSERT INTO handins (person, lesson, file, sha256, received, number) SELECT ?1, ?2, ?3, ?4, ?5, ?6"
        " WHERE EXISTS (SELECT 1 FROM people WHERE id = ?1)"
    )
    done = db.execute(insert, row)
    return done.lastrowid if done.rowcount == 1 else None


def _key_of(raw: msgspec.Raw) -> str:
    try:
        key = msgspec.json.decode(raw)["key"]
    except (msgspec.MsgspecError, KeyError, TypeError, RecursionError, UnicodeDecodeError):
        return ""
    return key[:64] if isinstance(key, str) else ""
