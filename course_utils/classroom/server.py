"""The class server: what learners' laptops and the teacher's pages can ask for."""

import asyncio
import errno
import hashlib
import io
import secrets
import shlex
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from course_utils.classroom import doors, guard, questions, wire
from course_utils.classroom.desk import CLOSING, OPEN, STATES, Desk, Help, Message
from course_utils.classroom.grader import Grader
from course_utils.classroom.hub import Hub, key
from course_utils.classroom.inbox import MOST, HandIn, Inbox, NotReceived, state_of
from course_utils.classroom.orders import (
    Ask,
    Attend,
    Choose,
    Due,
    Hide,
    Lock,
    Merge,
    NewCode,
    Order,
    Remove,
    Rename,
    Say,
    Step,
)
from course_utils.classroom.polls import Ballot, Poll, Polls
from course_utils.classroom.room import RULE, Clock, Person, Room, unique_name
from course_utils.classroom.store import DiskFull, Store

STATIC = Path(__file__).parent / "static"
COOKIE = "course_teacher"
PATIENCE = 10.0  # seconds for the body of a request
FIRST_HEARD = 12 * 3600.0  # a server that starts again within this time goes on with the session
PEOPLE = 5000
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css"}
_KEEP = (
    "INSERT INTO events (person, key, kind, lesson, name, status, share, detail, seconds, happened)"
    " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE EXISTS (SELECT 1 FROM people WHERE id = ?1)"
    " ON CONFLICT (person, key) DO NOTHING"
)
_CAST = (
    "INSERT INTO votes SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM people WHERE id = ?3)"
    " ON CONFLICT (poll, round, person) DO UPDATE SET option = excluded.option"
)


class Refusal(Exception):
    """Ends a request with a status and a sentence."""

    def __init__(self, status: int, sentence: str, wait: float = 0.0):
        super().__init__(sentence)
        self.status, self.sentence, self.wait = status, sentence, wait


class ClassServer:
    """A class: its folder, its memory, its doors, and the web application in front of them.

    Parameters
    ----------
    folder : Path
    addresses : callable
        Returns the addresses that learners can reach, the likeliest first.
    stopped : callable
        Called when the file can no longer be written through a fault of ours.
    unsafe : bool
        Whether hand-ins are graded also where learners' code cannot be isolated.
    hub : Hub, optional
        The JupyterHub that says who somebody is; a join code and the teacher's link do, if there is none.

    Raises
    ------
    store.CannotOpen
    """

    def __init__(
        self,
        folder: Path,
        addresses: Callable[[], list[str]],
        stopped: Callable[[BaseException], None] = lambda _: None,
        unsafe: bool = False,
        hub: Hub | None = None,
    ):
        self.clock, self.addresses, self.hub = Clock(), addresses, hub
        self.room = Room(self.clock)
        self.polls, self.desk = Polls(self.room), Desk(self.room)
        self.store = Store(folder, stopped)
        self.inbox = Inbox(folder, self.room)
        self.grader = Grader(self.inbox, self._graded, unsafe)
        self.epoch = secrets.token_hex(4)
        self.name = folder.absolute().name
        self._budgets: dict[int, doors.Budget] = {}
        self._once: set[bytes] = set()
        self._summaries: dict[str, tuple[int, int, str, dict[str, Any]]] = {}
        try:
            self.room.load(self.store.db)
            self.polls.load(self.store.db)
            self.desk.load(self.store.db)
            self.inbox.load(self.store.db)
            self._meta = dict(self.store.db.execute("SELECT name, value FROM meta"))
            self._remember()
        except BaseException:
            self.store.close()
            raise
        self.door = doors.Door(self._meta["code"], self.clock.now)
        self.began = float(self._meta["began"])

    def _remember(self) -> None:
        """Set up what outlives the server: the class's id, the code, when the session began."""
        now, began = self.clock.now(), float(self._meta.get("began", "0"))
        self._meta.setdefault("id", secrets.token_hex(8))
        self._meta.setdefault("code", doors.new_code())
        if not now - FIRST_HEARD < began <= now:
            self._meta["began"] = str(now)
        self.store.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [*self._meta.items()])

    def start(self) -> None:
        """Begin to write and to grade, in the running event loop."""
        self.store.start()
        self.grader.wake()

    def app(self) -> Starlette:
        """Return the web application."""
        routes = [
            Route("/", self._file("welcome.html" if self.hub is None else "hub.html")),
            Route("/kept", self._file("kept.html")),
            Route("/static/{name}", self._static),
            Route("/join", self._asked(self._join), methods=["POST"]),
            Route("/events", self._asked(self._events), methods=["POST"]),
            Route("/leave", self._asked(self._leave), methods=["POST"]),
            Route("/vote", self._file("vote.html" if self.hub is None else "hub.html")),
            Route("/news", self._asked(self._news), methods=["POST"]),
            Route("/vote", self._asked(self._vote), methods=["POST"]),
            Route("/help", self._asked(self._help), methods=["POST"]),
            Route(guard.HAND_IN, self._asked(self._hand_in), methods=["POST"], max_body_size=wire.LARGEST_HAND_IN),
            Route("/report", self._asked(self._report), methods=["POST"]),
            Route("/teach", self._teach),
            Route("/teach/changes", self._for_teacher(self._changes)),
            Route("/teach/order", self._for_teacher(self._order), methods=["POST"]),
            Route("/projector", self._for_teacher(self._projector)),
            Route("/projector/changes", self._for_teacher(self._projector_changes)),
            Route("/projector/qr.svg", self._for_teacher(self._qr)),
        ]
        middleware = [Middleware(guard.Guard, on_hub=self.hub is not None)]
        return Starlette(routes=routes, middleware=middleware, max_body_size=wire.LARGEST_BODY)

    def one_time_link(self) -> str:
        """Return the secret of a new link to the teacher's page, which opens it once."""
        secret = doors.new_token()
        self._once.add(doors.digest(secret))
        return secret

    # ---- learners

    async def _join(self, request: Request) -> Any:
        wish = await _body(request, wire.Join)
        known, visitor = self._person_or_none(request), request.scope.get("visitor")
        if known is None:
            self._check_door(wish.code, request)
        try:
            name = wire.clean_name(visitor.name if visitor else wish.name)
        except ValueError as error:
            raise Refusal(422, str(error)) from error
        token = doors.new_token()
        taken = [person.name for person in self.room.shown() if known is None or person.id != known.id]
        name, now, kept = unique_name(name, taken), self.clock.now(), doors.digest(token)
        if visitor:
            token, kept = "", key(visitor)
        if known is not None and visitor:
            name = known.name  # which the teacher may have changed
        elif known is not None:
            token = _token(request)
            await self._rename(known.id, name)
        elif len(self.room.people) >= PEOPLE:
            raise Refusal(409, f"This class has {PEOPLE} learners already. Ask your teacher to begin another class.")
        else:
            row = (name, kept, now, wish.phone)
            person = Person(0, name, now, token=kept, heard=now, here=True, phone=wish.phone)
            await self.store.change(
                lambda db: _keep_person(db, row), lambda identity: self._add_person(identity, person)
            )
            name = self.room.people[self.room.by_token[kept]].name
        return wire.Joined(token, name, self._meta["id"], self.name, now - self.began)

    def _add_person(self, identity: int, person: Person) -> None:
        if identity not in self.room.people:
            person.id = identity
            self.room.add(person)

    def _check_door(self, code: str, request: Request) -> None:
        if self.hub is None:
            address = request.client.host if request.client else ""
            if wait := self.door.wait(address):
                raise Refusal(429, "Too many wrong codes were tried. Wait a minute, then try again.", wait)
            if not self.door.opens(code, address):
                why = "The join code is wrong. Copy it from the screen in front: it has 6 letters and digits."
                raise Refusal(403, why)
        if self.door.locked:
            raise Refusal(403, "The teacher has closed the door of this class. Ask your teacher to open it.")

    async def _events(self, request: Request) -> Any:
        person = self._person(request)
        sent = await _body(request, wire.Events)
        budget = self._budgets.setdefault(person.id, doors.Budget(self.clock.now))
        if not budget.take(len(sent.events)):
            raise Refusal(429, "Too many results came at once; they are taken later.", 10)
        rows, refused = self._rows(person.id, sent.events)
        if rows:
            ballots = self.polls.ballots(person.id, rows)
            await self.store.change(lambda db: _keep_new(db, rows, ballots), lambda new: self._take_in(person.id, *new))
        if person.id in self.room.people:
            self.room.hear(person, sent.waiting)
        return wire.Received(len(rows), refused, person.name, *self._news_for(person, sent.have))

    def _news_for(self, person: Person, have: str) -> tuple[str, Any]:
        """Return the tag of a learner's news, and the news unless the learner has them already."""
        news = {
            "poll": self.polls.for_learner(person.id),
            **self.desk.for_learner(person.id, self.began),
            "handins": self.inbox.for_learner(person.id, self.began),
        }
        tag = hashlib.blake2b(wire.encode(news), digest_size=8).hexdigest()
        return tag, None if have == tag else news

    async def _news(self, request: Request) -> Any:
        person = self._person(request)
        have = (await _body(request, wire.Look)).have
        self.room.hear(person, person.waiting)
        tag, news = self._news_for(person, have)
        return wire.Looked(person.name, self.name, tag, news)

    async def _vote(self, request: Request) -> Any:
        person = self._person(request)
        vote = await _body(request, wire.Vote)
        self._spend(person)
        poll = self.polls.current
        if poll is None or (poll.id, poll.round) != (vote.poll, vote.round):
            raise Refusal(409, "This vote is closed, so your answer was not counted.")
        if vote.option >= len(poll.options):
            raise Refusal(422, "This question has no such option.")
        ballot = Ballot(poll.id, vote.round, person.id, vote.option)
        await self.store.change(lambda db: db.execute(_CAST, ballot), lambda _: self.polls.vote(ballot))
        return wire.Looked(person.name, self.name, *self._news_for(person, ""))

    def _spend(self, person: Person, as_much_as: int = 1) -> None:
        """Count a request against the learner's budget of events."""
        if not self._budgets.setdefault(person.id, doors.Budget(self.clock.now)).take(as_much_as):
            raise Refusal(429, "You sent too many requests in a short time. Wait a moment, then try again.", 10)

    async def _help(self, request: Request) -> Any:
        person = self._person(request)
        wish = await _body(request, wire.AskHelp)
        self._spend(person, 50)
        own, now = self.desk.open_of(person.id), self.clock.now()
        if wish.done:
            if own is not None:
                await self._attend(Attend(own.id, "closed"))
        elif not wish.text.strip():
            raise Refusal(422, 'Say in a sentence what you need: help_me("Why is the loss nan?").')
        elif own is not None:  # asking again keeps the place
            change = "UPDATE helps SET text = ?, code = ? WHERE id = ?"
            await self.store.change(
                lambda db: db.execute(change, (wish.text, wish.code, own.id)), lambda _: self._change_help(own, wish)
            )
        else:
            insert = (
                "INSERT INTO helps (person, text, code, asked) SELECT ?1, ?2, ?3, ?4"
                " WHERE EXISTS (SELECT 1 FROM people WHERE id = ?1)"
            )
            row = (person.id, wish.text, wish.code, now)
            await self.store.change(
                lambda db: db.execute(insert, row).lastrowid, lambda identity: self.desk.add(Help(identity, *row))
            )
        return wire.Looked(person.name, self.name, *self._news_for(person, ""))

    def _change_help(self, help: Help, wish: wire.AskHelp) -> None:
        help.text, help.code = wish.text, wish.code
        self.room.version += 1

    async def _hand_in(self, request: Request) -> Any:
        person, lesson = self._person(request), request.query_params.get("lesson", "")
        if lesson not in self.room.lessons:
            raise Refusal(422, "The class has no such lesson. Does the teacher's laptop have another version?")
        if sum(each.person == person.id for each in self.inbox.handins.values()) >= MOST:
            raise Refusal(409, f"You have handed in {MOST} times. Ask your teacher.")
        self._spend(person, 50)
        try:
            file, digest, number = await self.inbox.receive(person.id, lesson, request.stream())
        except NotReceived as error:
            raise Refusal(error.status, str(error)) from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(str(error)) from error
            raise Refusal(500, f"Your notebook could not be kept: {error.strerror}. Tell your teacher.") from error
        earlier = self.inbox.of(person.id, lesson)
        if earlier and earlier[-1].sha256 == digest:  # perhaps the answer was lost
            self.inbox.give_back(person.id, lesson, file, number)
            return {"handin": self.inbox.receipt(earlier[-1]), "again": True}
        row = (person.id, lesson, file, digest, self.clock.now(), number)
        try:
            handin = await self.store.change(lambda db: _keep_handin(db, row), lambda made: self._add_handin(made, row))
        except BaseException:
            (self.inbox.folder / file).unlink(missing_ok=True)
            raise
        if handin is None:  # removed in this moment
            (self.inbox.folder / file).unlink(missing_ok=True)
            raise Refusal(401, "This class does not know you. Join again with the code.")
        self.grader.wake()
        return {"handin": self.inbox.receipt(handin), "again": False}

    def _add_handin(self, identity: int | None, row: tuple[Any, ...]) -> HandIn | None:
        if identity is None:
            return None
        handin = HandIn(identity, *row)
        self.inbox.add(handin)
        return handin

    async def _graded(self, handin: HandIn, answer: dict[str, Any]) -> None:
        row = (
            state_of(answer),
            answer.get("note", ""),
            answer.get("points", 0.0),
            answer.get("max_points", 0.0),
            wire.encode(answer.get("marks", {})).decode(),
            handin.id,
        )
        change = "UPDATE handins SET state = ?, note = ?, points = ?, max_points = ?, marks = ? WHERE id = ?"
        await self.store.change(lambda db: db.execute(change, row), lambda _: self.inbox.settle(handin, answer))

    async def _report(self, request: Request) -> Any:
        person = self._person(request)
        handin = self.inbox.handins.get((await _body(request, wire.AskReport)).handin)
        if handin is None or handin.person != person.id or handin.state != "graded":
            raise Refusal(404, "There is no such report.")
        try:
            return wire.SentReport(msgspec.Raw(self.inbox.report(handin).read_bytes()))
        except OSError as error:
            raise Refusal(404, "The report is not on your teacher's laptop any more.") from error

    def _rows(self, person: int, events: list[msgspec.Raw]) -> tuple[list[tuple[Any, ...]], list[str]]:
        """Return rows for the file, and the keys of events that have no valid form."""
        rows: list[tuple[Any, ...]] = []
        refused, now = [], self.clock.now()
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

    async def _leave(self, request: Request) -> Any:
        person = self._person(request)
        wish = await _body(request, wire.Leave)
        if wish.forget:
            await self._remove(person.id)
        elif self.hub is not None:  # where a learner who comes back is still the same one
            person.here = False
            self.room.touch(self.room.root(person.id))
        else:
            await self.store.change(
                lambda db: db.execute("UPDATE people SET token = x'' WHERE id = ?", (person.id,)),
                lambda _: self._forget_token(person),
            )
        return wire.Received(0, [], person.name)

    def _forget_token(self, person: Person) -> None:
        self.room.by_token.pop(person.token, None)
        person.token, person.here = b"", False
        self.room.touch(self.room.root(person.id))

    def _person_or_none(self, request: Request) -> Person | None:
        if self.hub is None:
            kept = doors.digest(_token(request))
        elif (visitor := request.scope["visitor"]) is not None:
            kept = key(visitor)
        else:
            raise Refusal(403, "The Hub does not know this notebook's server, or does not let it into the class.")
        identity = self.room.by_token.get(kept)
        return None if identity is None else self.room.people[identity]

    def _person(self, request: Request) -> Person:
        person = self._person_or_none(request)
        if person is None:
            again = "with the code" if self.hub is None else "with join()"
            raise Refusal(401, f"This class does not know you. Join again {again}.")
        return person

    def _asked(self, answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
        """Return what a route calls: errors become answers."""

        async def route(request: Request) -> Response:
            try:
                result = await answer(request)
            except Refusal as refusal:
                return guard.problem(refusal.status, refusal.sentence, refusal.wait)
            except DiskFull:
                return guard.problem(507, "The disk of the teacher's laptop is full; your results wait here.", 10)
            except ClientDisconnect:
                return Response(status_code=400)  # nobody reads it
            return result if isinstance(result, Response) else _json(result)

        return route

    # ---- the teacher

    def _for_teacher(self, answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def checked(request: Request) -> Any:
            self._demand_teacher(request)
            return await answer(request)

        return self._asked(checked)

    def _demand_teacher(self, request: Request) -> None:
        if not self._is_teacher(request):
            where = ", on the computer where `course serve` runs" if self.hub is None else " of this class"
            raise Refusal(403, f"This page is for the teacher{where}.")
        if request.method == "POST" and "origin" not in request.headers:
            raise Refusal(403, "This request does not come from the teacher's page.")

    def _is_teacher(self, request: Request) -> bool:
        if self.hub is not None:
            visitor = request.scope["visitor"]
            return visitor is not None and visitor.teaches
        secret = request.cookies.get(COOKIE, "")
        return guard.on_loopback(request.scope) and f"teacher {doors.digest(secret).hex()}" in self._meta

    async def _teach(self, request: Request) -> Response:
        once = parse_qs(request.url.query).get("once", [""])[0]
        if once and self.hub is None and guard.on_loopback(request.scope) and doors.digest(once) in self._once:
            self._once.discard(doors.digest(once))
            secret = doors.new_token()
            await self._set_meta(f"teacher {doors.digest(secret).hex()}", "")
            response = RedirectResponse("/teach", 303)
            response.set_cookie(COOKIE, secret, httponly=True, samesite="strict", max_age=7 * 86400)
            return response
        try:
            self._demand_teacher(request)
        except Refusal:
            return _page("closed.html" if self.hub is None else "not_teacher.html", 403)
        return _page("teach.html")

    async def _changes(self, request: Request) -> Response:
        self.room.look_around()
        lesson = self.room.lesson()
        query = parse_qs(request.url.query)
        epoch, _, rest = query.get("have", [""])[0].partition(".")
        version, _, of_lesson = rest.partition(".")
        known = int(version) if epoch == self.epoch and of_lesson == lesson and version.isdigit() else None
        tag, summary = self._summary(lesson)
        if known == self.room.version and query.get("summary", [""])[0] == tag:
            return Response(status_code=204)
        answer = self.room.changes(lesson, known)
        answer |= {"have": f"{self.epoch}.{self.room.version}.{lesson}", "tag": tag, "summary": summary}
        return _json(answer)

    def _summary(self, lesson: str) -> tuple[str, dict[str, Any]]:
        """Return what is made of all rows, worked out at most once a second, and a tag that changes with it."""
        version, second = self.room.version, int(self.clock.now())
        kept = self._summaries.get(lesson)
        if kept and kept[1] == second:
            return kept[2], kept[3]
        here, joined = self.room.present()
        summary = {
            "class": self.name,
            "folder": shlex.quote(str(self.inbox.folder.absolute())),
            "code": self.door.code,
            "addresses": self.addresses(),
            "hub": self.hub is not None,
            "locked": self.door.locked,
            "guessing": self.door.shut(),
            "disk_full": self.store.full,
            "here": here,
            "joined": joined,
            "minutes": int((self.clock.now() - self.began) // 60),
            "lesson": lesson,
            "chosen": self.room.chosen is not None,
            "lessons": list(self.room.lessons),
            "counts": self.room.counts(lesson),
            "stuck": self.room.stuck(lesson),
            "rule": RULE,
            "mistakes": self.room.mistakes(lesson),
            **self._poll_summary(lesson),
            **self.desk.for_teacher(self.began),
            **self.inbox.for_teacher(lesson),
            "cannot_grade": self.grader.cannot,
        }
        tag = hashlib.blake2b(wire.encode(summary), digest_size=8).hexdigest()
        self._summaries[lesson] = (version, second, tag, summary)
        return tag, summary

    def _poll_summary(self, lesson: str) -> dict[str, Any]:
        poll = self.polls.current
        hidden = poll.question if poll and poll.lesson == lesson and not poll.seen else ""
        asked = []
        for question in questions.of_lesson(lesson):
            guessed, ran = self.polls.asked(lesson, question.key, question.options)
            asked.append({"key": question.key, "text": question.text, "guessed": guessed, "ran": ran})
        return {
            "guesses": self.room.guesses(lesson, hidden),
            "questions": asked,
            "poll": self.polls.view(poll) if poll else None,
            "earlier": self.polls.earlier(),
        }

    async def _order(self, request: Request) -> Any:
        order: Order = await _body(request, Order)  # type: ignore[arg-type]
        match order:
            case Rename():
                self._demand_person(order.person)
                await self._rename(order.person, self._free_name(order))
            case Merge():
                await self._merge(order.person, order.into)
            case Remove():
                self._demand_person(order.person)
                await self._remove(order.person)
            case Hide():
                self._demand_person(order.person)
                await self.store.change(
                    lambda db: db.execute("UPDATE people SET hidden = ? WHERE id = ?", (order.hidden, order.person)),
                    lambda _: self._hide(order),
                )
            case Lock():
                self.door.locked = order.locked
            case NewCode():
                self.door.code = doors.new_code()
                await self._set_meta("code", self.door.code)
            case Choose():
                if order.lesson is not None and order.lesson not in self.room.lessons:
                    raise Refusal(422, "There is no such lesson.")
                self.room.chosen = order.lesson
            case Ask():
                await self._ask(order)
            case Step():
                await self._step(order)
            case Attend():
                await self._attend(order)
            case Say():
                await self._say(order)
            case Due():
                await self._set_due(order)
        self._summaries.clear()
        return {"done": True}

    async def _ask(self, order: Ask) -> None:
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
        now, first = self.clock.now(), self.polls.standing(lesson, order.question, options)

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

        await self.store.change(work, apply)

    async def _step(self, order: Step) -> None:
        poll, now = self.polls.current, self.clock.now()
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

        await self.store.change(work, apply)

    async def _attend(self, order: Attend) -> None:
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

        await self.store.change(work, apply)

    async def _set_due(self, order: Due) -> None:
        if order.lesson not in self.room.lessons:
            raise Refusal(422, "There is no such lesson.")
        name, due = f"due {order.lesson}", order.due
        if due is None:
            await self.store.change(
                lambda db: db.execute("DELETE FROM meta WHERE name = ?", (name,)),
                lambda _: self.inbox.due.pop(order.lesson, None),
            )
        else:
            await self._set_meta(name, str(due))
            self.inbox.due[order.lesson] = due
        self.room.version += 1

    async def _say(self, order: Say) -> None:
        if not order.text.strip() and not order.code.strip():
            raise Refusal(422, "A message needs a text or a snippet.")
        row = (order.text.strip(), order.code.strip("\n"), self.clock.now())

        def apply(identity: int) -> None:
            self.desk.messages.append(Message(identity, *row))
            self.room.version += 1

        insert = "INSERT INTO messages (text, code, sent) VALUES (?, ?, ?)"
        await self.store.change(lambda db: db.execute(insert, row).lastrowid, apply)

    def _demand_person(self, person: int) -> None:
        if person not in self.room.people:
            raise Refusal(404, "This learner is not in the class any more.")

    def _free_name(self, order: Rename) -> str:
        try:
            name = wire.clean_name(order.name)
        except ValueError as error:
            raise Refusal(422, "A name needs at least one letter or digit.") from error
        return unique_name(name, [person.name for person in self.room.shown() if person.id != order.person])

    async def _rename(self, person: int, name: str) -> None:
        def apply(_: Any) -> None:
            if person in self.room.people:
                self.room.people[person].name = name
                self.room.touch(person)

        await self.store.change(lambda db: db.execute("UPDATE people SET name = ? WHERE id = ?", (name, person)), apply)

    async def _merge(self, person: int, into: int) -> None:
        self._demand_person(person)
        self._demand_person(into)
        target = self.room.root(into)
        if target in self.room.everybody_of(person):
            raise Refusal(422, "Choose the name of another learner to merge this one into.")
        await self.store.change(
            lambda db: db.execute("UPDATE people SET merged_into = ? WHERE id = ?", (target, person)),
            lambda _: self.room.merge(person, target),
        )

    async def _remove(self, person: int) -> None:
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

        await self.store.change(work, apply)

    def _hide(self, order: Hide) -> None:
        if order.person in self.room.people:
            self.room.people[order.person].hidden = order.hidden
            self.room.touch(order.person)

    async def _set_meta(self, name: str, value: str) -> None:
        await self.store.change(
            lambda db: db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value)),
            lambda _: self._meta.__setitem__(name, value),
        )

    # ---- the projector: nothing here may hold a name or a text of a learner

    async def _projector(self, request: Request) -> Response:
        return _page("projector.html")

    async def _projector_changes(self, request: Request) -> Response:
        self.room.look_around()
        lesson = self.room.lesson()
        here, joined = self.room.present()
        answer = {
            "here": here,
            "joined": joined,
            "minutes": int((self.clock.now() - self.began) // 60),
            "lesson": lesson,
            "counts": self.room.counts(lesson),
            "code": "" if self.door.locked else self.door.code,
            "address": (self.addresses() or [""])[0],
            "hub": self.hub is not None,
            "poll": self.polls.view(self.polls.current) if self.polls.current else None,
        }
        tag = hashlib.blake2b(wire.encode(answer), digest_size=8).hexdigest()
        if parse_qs(request.url.query).get("have", [""])[0] == tag:
            return Response(status_code=204)
        return _json(answer | {"have": tag})

    async def _qr(self, request: Request) -> Response:
        import segno

        picture = io.BytesIO()
        code = segno.make(learners_page(self.addresses(), self.door.code), error="l")
        code.save(picture, kind="svg", scale=8, light="white", xmldecl=False)
        return Response(picture.getvalue(), media_type="image/svg+xml")

    # ---- files

    def _file(self, name: str) -> Callable[[Request], Any]:
        async def route(request: Request) -> Response:
            return _page(name)

        return route

    async def _static(self, request: Request) -> Response:
        path = STATIC / request.path_params["name"]
        if path.suffix not in (".js", ".css") or path.name not in {file.name for file in STATIC.iterdir()}:
            return guard.problem(404, "There is no such page.")
        return _page(path.name)


def learners_page(addresses: list[str], code: str) -> str:
    """Return the address of the page that shows a learner how to join; the code is not sent to the server."""
    return f"http://{(addresses or ['127.0.0.1'])[0]}/#{code}"


def _token(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _keep_new(
    db: sqlite3.Connection, rows: list[tuple[Any, ...]], ballots: dict[bytes, Ballot]
) -> tuple[list[tuple[Any, ...]], list[Ballot]]:
    """Write events and the votes in them; return those that were not there yet."""
    new = [row for row in rows if db.execute(_KEEP, row).rowcount == 1]
    cast = [ballots[key] for _, key, *_ in new if key in ballots]
    db.executemany(_CAST, cast)
    return new, cast


def _keep_person(db: sqlite3.Connection, row: tuple[Any, ...]) -> int:
    """Write a learner and return the id; two notebooks of a Hub's user, which join together, get the same one."""
    known = db.execute("SELECT id FROM people WHERE token = ?", (row[1],)).fetchone()
    insert = "INSERT INTO people (name, token, joined, phone) VALUES (?, ?, ?, ?)"
    return known[0] if known else db.execute(insert, row).lastrowid or 0


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


async def _body(request: Request, kind: type[wire.Kind]) -> wire.Kind:
    try:
        async with asyncio.timeout(PATIENCE):
            content = await request.body()
    except TimeoutError:
        raise Refusal(408, "The request took too long to arrive.") from None
    try:
        return wire.decode(content, kind)
    except ValueError as error:
        raise Refusal(422, f"The class does not understand this request: {str(error)[:200]}.") from error


def _json(answer: Any) -> Response:
    return Response(wire.encode(answer), media_type="application/json")


def _page(name: str, status: int = 200) -> Response:
    path = STATIC / name
    return Response(path.read_bytes(), status, media_type=_TYPES[path.suffix])
