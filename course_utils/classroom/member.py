"""Being in a class: joining, leaving, and the thread that sends the learner's record as it grows.

The thread never prints: a notebook would show its words under whatever cell runs just then. What a learner should know
goes to `storage.tell`, and appears with the next check.
"""

import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from course_utils import storage
from course_utils.classroom import news, on_hub, outbox, wire
from course_utils.classroom.line import Line, NoAnswer, Refused
from course_utils.classroom.outbox import Position
from course_utils.display import GOOD, NOTE, Card

LOCK = "class.lock"
HANDINS = "class-handins"  # the folder for notebooks that the class has not received yet
GATHER = 0.3  # seconds from a change of the record to reading it: several may come at once
PERIOD, JITTER = 5.0, 2.0  # seconds between two words to the class when nothing happens
LONGEST_PAUSE = 30.0  # seconds between two tries while the class does not answer
UNREACHED = 60.0  # seconds without an answer until the learner is told
TO_FINISH = 15.0  # seconds that one request can take
FOR_GOOD = (401,)  # statuses after which there is no use in trying again

WHAT_IS_SENT = (
    "the results of your checks (exercise, outcome, points, the first 300 characters of the message, seconds), which "
    "hints you read, and your guesses. Your code leaves this laptop only when you call help_me(), which sends one "
    "cell, or submit(), which sends the notebook"
)


class Membership(Struct):
    """What a laptop keeps of a class, in the file `storage.CLASS`.

    With `url`, the class is a service of a JupyterHub; its token is never written, and is new with each server.
    """

    host: str
    port: int
    token: str
    name: str
    class_id: str
    class_name: str
    since: str
    positions: dict[str, Position]
    fingerprint: str = ""  # of the class's certificate, where it is encrypted
    url: str = ""  # of the class of a Hub

    def line(self) -> Line:
        """Return a new connection to the class."""
        return on_hub.HubLine(self.url) if self.url else Line(self.host, self.port, self.fingerprint)

    @property
    def address(self) -> str:
        """The address as it is typed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == wire.PORT else f"{host}:{self.port}"


class NotJoined(Exception):
    """Why the class was not joined, in a sentence with the way out."""


_unwritable: dict[Path, Membership] = {}  # of homes that refuse writing
_left: set[Path] = set()  # homes whose class was left, and whose file of it cannot be deleted
_senders: dict[Path, "Sender"] = {}
_one_at_a_time = threading.Lock()


def join(address: str | None = None, code: str | None = None, name: str | None = None) -> Card:
    """Join the class of your teacher, in any notebook; from then on results reach the class by themselves.

    Parameters
    ----------
    address : str, optional
        As the teacher shows it, such as "192.168.1.5". Without code and name: the class that you are in has moved to
        this address. Without anything: show whether you are in a class; on a JupyterHub that has one, join it.
    code : str, optional
        The join code.
    name : str, optional
        The name that your teacher should see.

    Returns
    -------
    Card
        Says what is sent, or why you have not joined.
    """
    try:
        if address is None:
            return _state()
        host, port = wire.parse_address(address)
        return enter(host, port, code, name)[1]
    except (NotJoined, ValueError) as error:
        return Card(NOTE, "You have not joined a class", (("Why", str(error)),))


def enter(host: str, port: int, code: str | None, name: str | None) -> tuple[Membership, Card]:
    """Join a class and start sending; return what is kept of it, and what the learner should know.

    Raises
    ------
    NotJoined
    ValueError
        Where a part of the join code is missing.
    """
    known = _load(_home())
    if code is None and name is None:
        if known is None:
            raise NotJoined("You are not in a class yet. Join with three words: join(address, code, your name).")
        code, name = "", known.name
    if not code and known is None or not name:
        raise NotJoined("Joining needs three words: join(address, code, your name).")
    code, fingerprint = wire.split_code(code or "")
    if known and not code:  # the class has moved, and its certificate has moved with it
        fingerprint = known.fingerprint
    # the token of an encrypted class is for nobody else, however short the code is that somebody was told to type
    token = known.token if known and known.fingerprint in ("", fingerprint) else ""
    line = Line(host, port, fingerprint)
    answer = _ask_to_join(line, {"code": code, "name": name}, token)
    if known is not None and known.token == answer.token:
        member = msgspec.structs.replace(known, host=host, port=port, name=answer.name, fingerprint=fingerprint)
    else:
        member = msgspec.structs.replace(_new_member(host, port, answer), fingerprint=fingerprint)
    return _begin(member, line.remarks)


def enter_on_hub(url: str) -> tuple[Membership, Card]:
    """Join the class of this Hub, under the name that the Hub knows, and start sending; return what `enter` does.

    Raises
    ------
    NotJoined, ValueError
    """
    known, line = _load(_home()), on_hub.HubLine(url)
    answer = _ask_to_join(line, {"code": "", "name": ""}, on_hub.token())
    if known is not None and (known.url, known.class_id) == (url, answer.class_id):
        return _begin(msgspec.structs.replace(known, name=answer.name), line.remarks)
    return _begin(msgspec.structs.replace(_new_member(line.host, line.port, answer), url=url), line.remarks)


def _ask_to_join(line: Line, wish: dict[str, str], token: str) -> wire.Joined:
    try:
        return line.ask("/join", wish, wire.Joined, token)
    except NoAnswer as error:
        raise NotJoined(str(error)) from error
    except Refused as error:
        raise NotJoined(" ".join([str(error), *line.remarks])) from error
    finally:
        line.close()


def _new_member(host: str, port: int, answer: wire.Joined) -> Membership:
    since = (datetime.now(UTC) - timedelta(seconds=answer.age)).isoformat(timespec="seconds")
    about = (answer.token, answer.name, answer.class_id, answer.class_name)
    return Membership(host, port, *about, since, outbox.beginning(since))


def _begin(member: Membership, remarks: Iterable[str]) -> tuple[Membership, Card]:
    with Lock(_home()):
        _save(_home(), member)
    start()
    news.show_after_cell()
    return _with_token(member), _joined(member, remarks)


def leave(forget: bool = False) -> Card:
    """Leave the class: nothing is sent any more.

    Parameters
    ----------
    forget : bool
        Also have everything deleted that was sent.
    """
    home = _home()
    member = _load(home)
    if member is None:
        return Card(NOTE, "You are not in a class")
    line, parts = member.line(), []
    try:
        line.ask("/leave", {"forget": forget}, wire.Received, member.token)
    except Refused as error:
        parts.append(("Note", str(error)))
    except NoAnswer as error:
        if forget:
            sentence = f"{error} So nothing was deleted there, and you are still in the class: try again."
            return Card(NOTE, f"You have not left the class {member.class_name}", (("Why", sentence),))
        parts.append(("Note", "The class could not be told, since it does not answer; nothing is sent any more."))
    finally:
        line.close()
    with Lock(home):
        _forget(home)
    if home in _senders:
        _senders[home].hurry()
    deleted = "What was sent has been deleted there." if forget else "What was sent before stays with your teacher."
    return Card(GOOD, f"You have left the class {member.class_name}", (("Now", deleted), *parts))


def start() -> None:
    """Have the record of this home sent, by one thread of this process; it ends when the class is left."""
    home = _home()
    with _one_at_a_time:
        if not _senders:
            storage.listen(_record_has_changed)
        sender = _senders.get(home)
        if sender is None or not sender.is_alive():
            _senders[home] = sender = Sender(home)
            sender.start()
    sender.hurry()


def _record_has_changed(home: Path) -> None:
    news.show_after_cell()
    sender = _senders.get(home)
    if sender is not None and sender.is_alive():
        sender.wake()
    elif home in _unwritable or (home / storage.CLASS).is_file():
        start()


class Sender(threading.Thread):
    """Sends what is new in the record of a home, and is sent away only by `leave`."""

    def __init__(self, home: Path):
        super().__init__(name="class-sender", daemon=True)
        self._home, self._changed, self._hurry = home, threading.Event(), threading.Event()
        self._line: Line | None = None
        self._failures, self._told, self._told_of_versions = 0, False, False
        self._silent_since: float | None = None

    def wake(self) -> None:
        """Have the record read soon."""
        self._changed.set()

    def hurry(self) -> None:
        """Have the class asked now, also where it has not answered lately."""
        self._hurry.set()
        self._changed.set()

    def run(self) -> None:
        """Send until the class is left."""
        try:
            pause = 0.0
            while True:
                if self._changed.wait(pause):
                    self._changed.clear()
                    time.sleep(GATHER)
                after = self._round()
                if after is None:
                    return
                pause = after
                if self._failures:  # what is new meanwhile waits, too
                    self._hurry.wait(pause)
                    pause = 0.0
                self._hurry.clear()
        except Exception as error:  # a fault of ours, which must not print: the learner is told
            storage.tell(
                f"Your results no longer reach the class, by a fault of the course ({type(error).__name__}: {error}). "
                "They are kept here: restart the kernel and run one check, and they are sent."
            )
        finally:
            if self._line is not None:
                self._line.close()

    def _round(self) -> float | None:
        """Send what there is; return after how many seconds to look again, None when the class was left."""
        news.look(self._home)
        with Lock(self._home, wait=False) as mine:
            if not mine:
                return 1.0  # another notebook is sending
            member = _load(self._home)
            if member is None:
                return None
            while True:
                unsent, total = outbox.read(member.positions, member.since)
                asked = time.time() - _last_word(self._home) < PERIOD - JITTER  # by this notebook or another one
                if not unsent and asked and not self._hurry.is_set():
                    return outbox.REST if total else PERIOD - JITTER
                try:
                    self._send(member, unsent, total - len(unsent))
                    self._hand_in_what_waits(member)
                except (NoAnswer, Refused) as error:
                    return self._failed(member, error, total)
                if not unsent:
                    # a guess that was just made is looked at again soon
                    return outbox.REST if total else PERIOD + random.uniform(-JITTER, JITTER)

    def _send(self, member: Membership, unsent: list[outbox.Unsent], waiting: int) -> None:
        place = (member.host, member.port, member.fingerprint)
        if self._line is None or (self._line.host, self._line.port, self._line.fingerprint) != place:
            if self._line is not None:
                self._line.close()
            self._line = member.line()
        events, received = [each.event for each in unsent if each.event is not None], None
        if events or not unsent:
            body = {"events": events, "waiting": waiting, "have": news.tag(self._home)}
            received = self._line.ask("/events", body, wire.Received, member.token)
            _note_word(self._home)
            if received.refused and not self._told_of_versions:
                self._told_of_versions = True
                storage.tell(
                    "The class does not understand some of your results, so your teacher does not see them: does the "
                    "teacher's laptop have another version of the course?"
                )
        name = received.name if received is not None else member.name
        if unsent or name != member.name:
            member.name = name
            member.positions |= {each.table: each.position for each in unsent}
            _save(self._home, member)
        if self._told:
            storage.tell("The class answers again, and what was waiting is being sent.")
        self._failures, self._silent_since, self._told = 0, None, False
        if received is not None and received.news is not None:
            self._take_in(member, received.tag, received.news)

    def _hand_in_what_waits(self, member: Membership) -> None:
        if any(waiting_folder(self._home, member).glob("*.zip")):
            from course_utils.classroom import hand_in

            assert self._line is not None
            hand_in.send_waiting(self._home, member, self._line)

    def _take_in(self, member: Membership, tag: str, received: wire.News) -> None:
        reports = dict(news.reports(self._home))
        new = [each for each in received.handins if each.state == "graded" and str(each.id) not in reports]
        if new:
            from course_utils.classroom import hand_in

            assert self._line is not None
            for each in new:
                try:
                    reports[str(each.id)] = hand_in.fetch_report(member, self._line, each)
                except Refused as error:
                    reports[str(each.id)] = str(error)
        news.receive(self._home, tag, received, reports)

    def _failed(self, member: Membership, error: NoAnswer | Refused, total: int) -> float | None:
        if isinstance(error, Refused) and error.status in FOR_GOOD:
            _forget(self._home)
            storage.tell(f"You are no longer in the class {member.class_name}, and nothing is sent any more: {error}")
            return None
        self._failures += 1
        now = time.monotonic()
        self._silent_since = self._silent_since or now
        if total and not self._told and now - self._silent_since >= UNREACHED:
            self._told = True
            storage.tell(f"Your results have not reached the class for a minute; they are kept and sent later. {error}")
        wanted = error.wait if isinstance(error, Refused) else 0.0
        pause = max(wanted, min(LONGEST_PAUSE, 2.0 ** min(self._failures - 1, 5)))
        return min(LONGEST_PAUSE, pause * random.uniform(0.8, 1.2))


# ---- the files of a home


def _home() -> Path:
    return storage.home_path()


def _load(home: Path) -> Membership | None:
    if home in _unwritable or home in _left:
        return _unwritable.get(home)
    try:
        return _with_token(msgspec.json.decode((home / storage.CLASS).read_bytes(), type=Membership))
    except (OSError, msgspec.MsgspecError):
        return None


def _with_token(member: Membership) -> Membership:
    return msgspec.structs.replace(member, token=on_hub.token()) if member.url else member


def _save(home: Path, member: Membership) -> None:
    written = msgspec.structs.replace(member, token="") if member.url else member
    content, unfinished = msgspec.json.encode(written), home / f".{storage.CLASS}.{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        os.replace(unfinished, home / storage.CLASS)
        _unwritable.pop(home, None)
        _left.discard(home)
    except OSError:
        _unwritable[home] = member  # `_joined` says what follows
        with suppress(OSError):
            unfinished.unlink()


def _forget(home: Path) -> None:
    _unwritable.pop(home, None)
    news.forget(home)
    try:
        (home / storage.CLASS).unlink(missing_ok=True)
    except OSError:
        _left.add(home)


class Lock:
    """Held by one process at a time; given free when the process ends. Without it where nothing can be written.

    An empty SQLite file is the lock: it works wherever the record itself works.
    """

    def __init__(self, home: Path, wait: bool = True):
        self._path, self._wait = home / LOCK, wait
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> bool:
        if self._path.parent in _unwritable:
            return True
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            patience = 2 * TO_FINISH if self._wait else 0.0
            self._db = sqlite3.connect(self._path, timeout=patience, isolation_level=None, check_same_thread=False)
            self._db.execute("BEGIN EXCLUSIVE")
        except (OSError, sqlite3.OperationalError) as error:
            self.__exit__()
            busy = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY
            return not busy  # a home that cannot be written needs no lock: nobody else could use one either
        return True

    def __exit__(self, *error: Any) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None


def _last_word(home: Path) -> float:
    """Return when a notebook of this home has last spoken to the class."""
    try:
        return (home / LOCK).stat().st_mtime
    except OSError:
        return 0.0


def _note_word(home: Path) -> None:
    with suppress(OSError):  # then each notebook speaks for itself
        os.utime(home / LOCK)


def _state() -> Card:
    member, url = _load(_home()), on_hub.url()
    if url:
        return enter_on_hub(url)[1]
    if member is None:
        example = 'join("192.168.1.5", "K7M2PQ", "your name")'
        return Card(NOTE, "You are not in a class", (("To join", f"{example}, as your teacher shows it"),))
    start()
    return _joined(member)


def _joined(member: Membership, remarks: Iterable[str] = ()) -> Card:
    scheme = "https" if member.fingerprint else "http"
    parts = [
        ("Sent to your teacher", f"{WHAT_IS_SENT}."),
        ("From when", "what you do from now on, and what you did since the class began"),
        (
            "In class",
            'help_me("text") asks for help, vote() answers a question of the class, submit() hands in a notebook',
        ),
        ("To leave", "leave(); with leave(forget=True), what was sent is deleted, too"),
        ("What is kept", f"{member.url or f'{scheme}://{member.address}'}/kept"),
        *(("Note", remark) for remark in remarks),
    ]
    if member.fingerprint:
        parts.append(("Connection", "encrypted, to the class of your join code and to nobody else"))
    if _home() in _unwritable:
        parts.append(
            ("Note", f"{_home()} cannot be written to, so join again after you restart the kernel or open a notebook")
        )
    return Card(GOOD, f"You are in the class {member.class_name} as {member.name}", tuple(parts))


def waiting_folder(home: Path, member: Membership) -> Path:
    """Return the folder for notebooks that this class has not received yet."""
    return home / HANDINS / member.class_id


def membership() -> Membership | None:
    """Return what this laptop keeps of its class, None where it has joined none."""
    return _load(_home())


__all__ = ["NotJoined", "enter", "join", "leave", "membership", "start", "waiting_folder"]
