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
from course_utils.classroom.changes import Changes
from course_utils.classroom.desk import Desk
from course_utils.classroom.grader import Grader
from course_utils.classroom.hub import Hub, key
from course_utils.classroom.inbox import MOST, Inbox, NotReceived
from course_utils.classroom.lesson_clock import LessonClock
from course_utils.classroom.orders import (
    Ask,
    Attend,
    Choose,
    Due,
    GoToPart,
    Hide,
    Lock,
    Merge,
    NewCode,
    Order,
    PauseClock,
    Remove,
    Rename,
    Say,
    ShiftClock,
    StartClock,
    Step,
    StopClock,
)
from course_utils.classroom.polls import Ballot, Polls
from course_utils.classroom.refusal import Refusal
from course_utils.classroom.room import RULE, Clock, Person, Room, unique_name
from course_utils.classroom.store import DiskFull, Store

STATIC = Path(__file__).parent / "static"
COOKIE = "course_teacher"
PATIENCE = 10.0  # seconds for the body of a request
FIRST_HEARD = 12 * 3600.0  # a server that starts again within this time goes on with the session
PEOPLE = 5000
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css"}


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
    scheduler : str, optional
        The address of a Dask scheduler, whose workers grade the hand-ins.
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
        scheduler: str | None = None,
        hub: Hub | None = None,
    ):
        self.clock, self.addresses, self.hub = Clock(), addresses, hub
        self.room = Room(self.clock)
        self.polls, self.desk, self.lesson_clock = Polls(self.room), Desk(self.room), LessonClock(self.room)
        self.store = Store(folder, stopped)
        self.inbox = Inbox(folder, self.room)
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
            self.lesson_clock.load(self._meta.get("clock"), float(self._meta["began"]))
        except BaseException:
            self.store.close()
            raise
        self.door = doors.Door(self._meta["code"], self.clock.now)
        self.began = float(self._meta["began"])
        self.changes = Changes(self.store, self.room, self.polls, self.desk, self.inbox, self.lesson_clock, self._meta)
        self.grader = Grader(self.inbox, self.changes.graded, unsafe, scheduler)

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
            await self.changes.rename(known.id, name)
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
                length = len(wire.clean_code(self.door.whole_code))
                why = f"The join code is wrong. Copy it from the screen in front: it has {length} letters and digits."
                raise Refusal(403, why)
        if self.door.locked:
            raise Refusal(403, "The teacher has closed the door of this class. Ask your teacher to open it.")

    async def _events(self, request: Request) -> Any:
        person = self._person(request)
        sent = await _body(request, wire.Events)
        budget = self._budgets.setdefault(person.id, doors.Budget(self.clock.now))
        if not budget.take(len(sent.events)):
            raise Refusal(429, "Too many results came at once; they are taken later.", 10)
        kept, refused = await self.changes.keep_events(person.id, sent.events)
        if person.id in self.room.people:
            self.room.hear(person, sent.waiting)
        return wire.Received(kept, refused, person.name, *self._news_for(person, sent.have))

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
        await self.changes.vote(ballot)
        return wire.Looked(person.name, self.name, *self._news_for(person, ""))

    def _spend(self, person: Person, as_much_as: int = 1) -> None:
        """Count a request against the learner's budget of events."""
        if not self._budgets.setdefault(person.id, doors.Budget(self.clock.now)).take(as_much_as):
            raise Refusal(429, "You sent too many requests in a short time. Wait a moment, then try again.", 10)

    async def _help(self, request: Request) -> Any:
        person = self._person(request)
        wish = await _body(request, wire.AskHelp)
        self._spend(person, 50)
        own = self.desk.open_of(person.id)
        if not wish.done:
            if not wish.text.strip():
                raise Refusal(422, 'Say in a sentence what you need: help_me("Why is the loss nan?").')
            await self.changes.ask_help(person, wish)
        elif own is not None:
            await self.changes.attend(Attend(own.id, "closed"))
        return wire.Looked(person.name, self.name, *self._news_for(person, ""))

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
            handin = await self.changes.keep_handin(row)
        except BaseException:
            (self.inbox.folder / file).unlink(missing_ok=True)
            raise
        if handin is None:  # removed in this moment
            (self.inbox.folder / file).unlink(missing_ok=True)
            raise Refusal(401, "This class does not know you. Join again with the code.")
        self.grader.wake()
        return {"handin": self.inbox.receipt(handin), "again": False}

    async def _report(self, request: Request) -> Any:
        person = self._person(request)
        handin = self.inbox.handins.get((await _body(request, wire.AskReport)).handin)
        if handin is None or handin.person != person.id or handin.state != "graded":
            raise Refusal(404, "There is no such report.")
        try:
            return wire.SentReport(msgspec.Raw(self.inbox.report(handin).read_bytes()))
        except OSError as error:
            raise Refusal(404, "The report is not on your teacher's laptop any more.") from error

    async def _leave(self, request: Request) -> Any:
        person = self._person(request)
        wish = await _body(request, wire.Leave)
        if wish.forget:
            await self.changes.remove(person.id)
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
            await self.changes.set_meta(f"teacher {doors.digest(secret).hex()}", "")
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
            "code": self.door.whole_code,
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
            **self.lesson_clock.for_teacher(lesson),
            "cannot_grade": self.grader.cannot,
            "grading_waits": self.grader.trouble,
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
                self.changes.demand_person(order.person)
                await self.changes.rename(order.person, self.changes.free_name(order))
            case Merge():
                await self.changes.merge(order.person, order.into)
            case Remove():
                self.changes.demand_person(order.person)
                await self.changes.remove(order.person)
            case Hide():
                self.changes.demand_person(order.person)
                await self.changes.hide(order)
            case Lock():
                self.door.locked = order.locked
            case NewCode():
                self.door.code = doors.new_code()
                await self.changes.set_meta("code", self.door.code)
            case Choose():
                if order.lesson is not None and order.lesson not in self.room.lessons:
                    raise Refusal(422, "There is no such lesson.")
                self.room.chosen = order.lesson
            case Ask():
                await self.changes.ask(order)
            case Step():
                await self.changes.step(order)
            case Attend():
                await self.changes.attend(order)
            case Say():
                await self.changes.say(order)
            case Due():
                await self.changes.set_due(order)
            case StartClock() | PauseClock() | ShiftClock() | GoToPart() | StopClock():
                await self.changes.set_clock(order)
        self._summaries.clear()
        return {"done": True}

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
            "code": "" if self.door.locked else self.door.whole_code,
            "scheme": self.door.scheme,
            "address": (self.addresses() or [""])[0],
            "hub": self.hub is not None,
            "poll": self.polls.view(self.polls.current) if self.polls.current else None,
            "clock": self.lesson_clock.for_projector(),
        }
        tag = hashlib.blake2b(wire.encode(answer), digest_size=8).hexdigest()
        if parse_qs(request.url.query).get("have", [""])[0] == tag:
            return Response(status_code=204)
        return _json(answer | {"have": tag})

    async def _qr(self, request: Request) -> Response:
        import segno

        picture = io.BytesIO()
        code = segno.make(learners_page(self.addresses(), self.door), error="l")
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


def learners_page(addresses: list[str], door: doors.Door) -> str:
    """Return the address of the page that shows a learner how to join; the code is not sent to the server."""
    return f"{door.scheme}://{(addresses or ['127.0.0.1'])[0]}/#{door.whole_code}"


def _token(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _keep_person(db: sqlite3.Connection, row: tuple[Any, ...]) -> int:
    """Write a learner and return the id; two notebooks of a Hub's user, which join together, get the same one."""
    known = db.execute("SELECT id FROM people WHERE token = ?", (row[1],)).fetchone()
    insert = "INSERT INTO people (name, token, joined, phone) VALUES (?, ?, ?, ?)"
    return known[0] if known else db.execute(insert, row).lastrowid or 0


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
