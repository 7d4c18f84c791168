"""The class server: what learners' laptops and the teacher's pages can ask for."""

import asyncio
import hashlib
import io
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs

import msgspec
from msgspec import Meta, Struct
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from course_utils.classroom import doors, guard, wire
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

Name = Annotated[str, Meta(max_length=10_000)]


class Rename(Struct, tag="rename"):
    """Call a learner by another name."""

    person: int
    name: Name


class Merge(Struct, tag="merge"):
    """Show a learner's results under another learner."""

    person: int
    into: int


class Remove(Struct, tag="remove"):
    """Delete a learner and all that was kept about this learner."""

    person: int


class Hide(Struct, tag="hide"):
    """Leave a learner out of all counts, or count this learner again."""

    person: int
    hidden: bool


class Lock(Struct, tag="lock"):
    """Let nobody else join, or open the door again."""

    locked: bool


class NewCode(Struct, tag="new_code"):
    """Replace the join code."""


class Choose(Struct, tag="choose"):
    """Show a lesson to everybody; None shows the one that is worked on."""

    lesson: str | None


Order = Rename | Merge | Remove | Hide | Lock | NewCode | Choose


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

    Raises
    ------
    store.CannotOpen
    """

    def __init__(
        self,
        folder: Path,
        addresses: Callable[[], list[str]],
        stopped: Callable[[BaseException], None] = lambda _: None,
    ):
        self.clock, self.addresses = Clock(), addresses
        self.room = Room(self.clock)
        self.store = Store(folder, stopped)
        self.epoch = secrets.token_hex(4)
        self.name = folder.absolute().name
        self._budgets: dict[int, doors.Budget] = {}
        self._once: set[bytes] = set()
        self._summaries: dict[str, tuple[int, int, str, dict[str, Any]]] = {}
        try:
            self.room.load(self.store.db)
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

    def app(self) -> Starlette:
        """Return the web application."""
        routes = [
            Route("/", self._file("welcome.html")),
            Route("/kept", self._file("kept.html")),
            Route("/static/{name}", self._static),
            Route("/join", self._asked(self._join), methods=["POST"]),
            Route("/events", self._asked(self._events), methods=["POST"]),
            Route("/leave", self._asked(self._leave), methods=["POST"]),
            Route("/teach", self._teach),
            Route("/teach/changes", self._for_teacher(self._changes)),
            Route("/teach/order", self._for_teacher(self._order), methods=["POST"]),
            Route("/projector", self._for_teacher(self._projector)),
            Route("/projector/changes", self._for_teacher(self._projector_changes)),
            Route("/projector/qr.svg", self._for_teacher(self._qr)),
        ]
        return Starlette(routes=routes, middleware=[Middleware(guard.Guard)], max_body_size=wire.LARGEST_BODY)

    def one_time_link(self) -> str:
        """Return the secret of a new link to the teacher's page, which opens it once."""
        secret = doors.new_token()
        self._once.add(doors.digest(secret))
        return secret

    # ---- learners

    async def _join(self, request: Request) -> Any:
        wish = await _body(request, wire.Join)
        address = request.client.host if request.client else ""
        known = self._person_or_none(request)
        if known is None:
            self._check_code(wish.code, address)
        try:
            name = wire.clean_name(wish.name)
        except ValueError as error:
            raise Refusal(422, str(error)) from error
        token = doors.new_token()
        taken = [person.name for person in self.room.shown() if known is None or person.id != known.id]
        name, now, kept = unique_name(name, taken), self.clock.now(), doors.digest(token)
        if known is not None:
            token = _token(request)
            await self._rename(known.id, name)
        elif len(self.room.people) >= PEOPLE:
            raise Refusal(409, f"This class has {PEOPLE} learners already. Ask your teacher to begin another class.")
        else:
            await self.store.change(
                lambda db: (
                    db.execute("INSERT INTO people (name, token, joined) VALUES (?, ?, ?)", (name, kept, now)).lastrowid
                ),
                lambda identity: self.room.add(Person(identity, name, now, token=kept, heard=now, here=True)),
            )
        return wire.Joined(token, name, self._meta["id"], self.name, now - self.began)

    def _check_code(self, code: str, address: str) -> None:
        if wait := self.door.wait(address):
            raise Refusal(429, "Too many wrong codes were tried. Wait a minute, then try again.", wait)
        if not self.door.opens(code, address):
            raise Refusal(403, "The join code is wrong. Copy it from the screen in front: it has 6 letters and digits.")
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
            await self.store.change(lambda db: _keep_new(db, rows), lambda new: self._take_in(person.id, new))
        if person.id in self.room.people:
            self.room.hear(person, sent.waiting)
        return wire.Received(len(rows), refused, person.name)

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

    def _take_in(self, person: int, rows: list[tuple[Any, ...]]) -> None:
        if person in self.room.people:
            for _, _, kind, lesson, name, status, share, detail, _, happened in rows:
                self.room.event(person, kind, lesson, name, status, share, detail, happened)

    async def _leave(self, request: Request) -> Any:
        person = self._person(request)
        wish = await _body(request, wire.Leave)
        if wish.forget:
            await self._remove(person.id)
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
        identity = self.room.by_token.get(doors.digest(_token(request)))
        return None if identity is None else self.room.people[identity]

    def _person(self, request: Request) -> Person:
        person = self._person_or_none(request)
        if person is None:
            raise Refusal(401, "This class does not know you. Join again with the code.")
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
        secret = request.cookies.get(COOKIE, "")
        if not guard.on_loopback(request.scope) or f"teacher {doors.digest(secret).hex()}" not in self._meta:
            raise Refusal(403, "This page is for the teacher, on the computer where `course serve` runs.")
        if request.method == "POST" and "origin" not in request.headers:
            raise Refusal(403, "This request does not come from the teacher's page.")

    async def _teach(self, request: Request) -> Response:
        once = parse_qs(request.url.query).get("once", [""])[0]
        if once and guard.on_loopback(request.scope) and doors.digest(once) in self._once:
            self._once.discard(doors.digest(once))
            secret = doors.new_token()
            await self._set_meta(f"teacher {doors.digest(secret).hex()}", "")
            response = RedirectResponse("/teach", 303)
            response.set_cookie(COOKIE, secret, httponly=True, samesite="strict", max_age=7 * 86400)
            return response
        try:
            self._demand_teacher(request)
        except Refusal:
            return _page("closed.html", 403)
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
            "code": self.door.code,
            "addresses": self.addresses(),
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
            "guesses": self.room.guesses(lesson),
        }
        tag = hashlib.blake2b(wire.encode(summary), digest_size=8).hexdigest()
        self._summaries[lesson] = (version, second, tag, summary)
        return tag, summary

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
        self._summaries.clear()
        return {"done": True}

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
            db.executemany("DELETE FROM events WHERE person = ?", everybody)
            db.executemany("DELETE FROM people WHERE id = ?", everybody)

        def apply(_: Any) -> None:
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


def _keep_new(db: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Write events; return those that were not there yet."""
    return [row for row in rows if db.execute(_KEEP, row).rowcount == 1]


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
