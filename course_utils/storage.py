"""Where is a learner's work kept, and how is it written so that nothing of it is lost?

One SQLite file holds it. It is changed with a rollback journal, not with a write-ahead log: a log needs
memory that all writers share, which a home on a network drive has not, and one short line now and then
would gain nothing by it. Every piece of work opens the file, does its work in one transaction and closes
the file again: notebooks, processes and threads need to know nothing of each other, and a process that is
killed leaves a whole file behind.

Nothing here fails because of a disk. A file that cannot be read is moved aside; where nothing can be
written, the work is held in memory until the kernel stops. Either is said in one sentence, which `notices`
gives once.
"""

import errno
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

FILE = "course.sqlite"
VERSION = 1
SCHEMA = f"""
BEGIN;
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, exercise TEXT NOT NULL, time TEXT NOT NULL,
    status TEXT NOT NULL, share REAL NOT NULL, message TEXT NOT NULL, seconds REAL NOT NULL
);
CREATE INDEX attempts_of_an_exercise ON attempts (lesson, exercise);
CREATE TABLE hints_seen (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, exercise TEXT NOT NULL, time TEXT NOT NULL
);
-- one row for each choice (chosen is set) and each answer of a run (revealed is set); options: a JSON list
CREATE TABLE guesses (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, key TEXT NOT NULL, question TEXT NOT NULL,
    options TEXT NOT NULL, chosen TEXT, revealed TEXT, time TEXT NOT NULL
);
-- image: 28 x 28 uint8, row by row; raw: what was drawn, in the drawing widget's own form
CREATE TABLE drawings (
    id INTEGER PRIMARY KEY, label INTEGER NOT NULL, image BLOB NOT NULL, raw BLOB NOT NULL,
    time TEXT NOT NULL
);
PRAGMA user_version = {VERSION};
COMMIT;
"""

_PATIENCE = 10.0  # seconds to wait for another notebook's transaction, which takes milliseconds
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REFUSED = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}

_in_memory: dict[Path, sqlite3.Connection] = {}  # homes that refuse writing; this connection holds the memory
_untold: list[str] = []  # sentences that nobody has been told yet
_in_turn = threading.RLock()  # a table in memory refuses a second thread, where a file would let it wait

Found = TypeVar("Found")


class _Broken(Exception):
    """The file is not a whole file of this version of the course; the text says why."""


def home() -> Path:
    """The folder of the learner's own things; made when it is not there.

    Returns
    -------
    pathlib.Path
        The environment variable ``COURSE_HOME`` where it is set, else the user's data folder of this system.

    Raises
    ------
    OSError
        When there is no such folder and none can be made.
    """
    folder = _folder()
    if folder.is_file():
        raise NotADirectoryError(errno.ENOTDIR, "this is a file, not a folder", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def connect() -> sqlite3.Connection:
    """A new connection to the learner's record; the caller closes it.

    For a piece of work `keep` is the better door: it also goes on when the disk refuses in the middle.

    Returns
    -------
    sqlite3.Connection
        Rows are `sqlite3.Row`. A change begins a transaction by itself, ``with connection:`` ends it. Where
        the home cannot be used, the record is one in memory that lasts until this process ends.
    """
    folder = _folder()
    if folder not in _in_memory:
        try:
            return _in_file(_file())
        except (OSError, sqlite3.Error, _Broken) as error:
            _go_on_in_memory(folder, error)
    return _ready(sqlite3.connect(_memory_of(folder), uri=True, timeout=_PATIENCE))


def keep(work: Callable[[sqlite3.Connection], Found]) -> Found:
    """Do a piece of work on the learner's record in one transaction: all of it is kept, or nothing.

    Parameters
    ----------
    work : callable
        Called with a connection; reads and writes, neither commits nor closes. It is called again, from its
        start, where the file turned out to be damaged or the disk refused it.

    Returns
    -------
    object
        What `work` returned.
    """
    with _in_turn:
        for may_mend in (True, False):
            try:
                return _in_one_transaction(work)
            except sqlite3.DatabaseError as error:
                code = getattr(error, "sqlite_errorcode", None)  # misuse of the Python module has none
                if code == sqlite3.SQLITE_READONLY_DBMOVED:
                    continue  # another notebook has just put a new file in place
                if _kind(code) in _DAMAGED and may_mend:
                    _mend(error)
                elif _kind(code) in _DAMAGED | _REFUSED:
                    _go_on_in_memory(_folder(), error)
                else:
                    raise
        return _in_one_transaction(work)


def notices() -> str:
    """What has happened to the record and has not been told yet; each sentence is given once.

    Returns
    -------
    str
        Empty when there is nothing to tell.
    """
    told = " ".join(_untold)
    _untold.clear()
    return told


def now() -> str:
    """The time to write into the record: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _folder() -> Path:
    wanted = os.environ.get("COURSE_HOME")
    if wanted:
        return Path(wanted).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("neural-network-course", appauthor=False)


def _file() -> Path:
    return (home() / FILE).resolve()  # a learner may have put a link there


def _kind(code: int | None) -> int | None:
    """SQLite's primary result code: the lowest byte of the extended one."""
    return None if code is None else code & 0xFF


def _ready(db: sqlite3.Connection) -> sqlite3.Connection:
    db.row_factory = sqlite3.Row
    db.isolation_level = "IMMEDIATE"  # two that both read before they write would stop each other
    return db


def _in_one_transaction(work: Callable[[sqlite3.Connection], Found]) -> Found:
    with closing(connect()) as db:
        db.execute("BEGIN IMMEDIATE")
        with db:
            return work(db)


def _in_file(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is set up where it is missing or broken."""
    try:
        return _sound(path)
    except _Broken:
        _set_up(path)  # which looks again: another process may be at it
    return _sound(path)


def _sound(path: Path, *, thoroughly: bool = False) -> sqlite3.Connection:
    """A connection to a file that is one of ours and whole; else _Broken."""
    if path.is_dir():
        raise _Broken("a folder stood in its place")
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise _Broken("only its journal was there") from None
    if size == 0:  # we put files in place only when they are whole
        raise _Broken("it was empty")
    db = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        whole = not thoroughly or db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        db.close()
        if _kind(error.sqlite_errorcode) in _DAMAGED:
            raise _Broken("it was damaged") from error
        raise
    if whole and version == VERSION:
        return _ready(db)
    db.close()
    if not whole:
        raise _Broken("it was damaged")
    if version > VERSION:
        raise _Broken("a newer version of the course had written it")
    raise _Broken("it was no file of this course")


def _set_up(path: Path, *, thoroughly: bool = False) -> None:
    """Put a new, whole file in place; what is there and broken is moved aside first."""
    # the lock is an empty SQLite file: it works wherever the record itself works, and ends with its process
    lock_file = path.with_name("course.lock")
    with closing(sqlite3.connect(lock_file, timeout=_PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        try:
            _sound(path, thoroughly=thoroughly).close()
            return  # another process was faster
        except _Broken as broken:
            _move_aside(path, str(broken))
        fresh = path.with_name(FILE + ".new")
        for leftover in (fresh, Path(f"{fresh}-journal")):  # of a process that was killed right here
            leftover.unlink(missing_ok=True)
        with closing(sqlite3.connect(fresh)) as db:
            db.executescript(SCHEMA)
        os.replace(fresh, path)


def _move_aside(path: Path, why: str) -> None:
    """Rename what is there of the file and its journals; a journal left behind would spoil the next file."""
    endings = ("-journal", "-wal", "-shm", "")
    there = [ending for ending in endings if os.path.lexists(f"{path}{ending}")]
    if not there:
        return
    stem = f"course-moved-aside-{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}"
    number, aside = 1, path.with_name(f"{stem}.sqlite")
    while any(os.path.lexists(f"{aside}{ending}") for ending in endings):
        number += 1
        aside = path.with_name(f"{stem}-{number}.sqlite")
    for ending in there:
        os.rename(f"{path}{ending}", f"{aside}{ending}")
    _untold.append(
        f"The record of your work could not be used ({why}): it is now called {aside}, nothing was deleted, "
        "and a new record was begun."
    )


def _mend(error: sqlite3.Error) -> None:
    """Replace a file in which damage was met on the way."""
    try:
        _set_up(_file(), thoroughly=True)
    except (OSError, sqlite3.Error) as refused:
        refused.__cause__ = error
        _go_on_in_memory(_folder(), refused)


def _memory_of(folder: Path) -> str:
    return f"file:course-{str(folder).encode().hex()}?mode=memory&cache=shared"


def _go_on_in_memory(folder: Path, error: Exception) -> None:
    """Hold the work in memory from now on, beginning with what the file still gives."""
    if folder in _in_memory:
        return
    memory = sqlite3.connect(_memory_of(folder), uri=True, check_same_thread=False)
    try:
        with closing(_sound(folder / FILE)) as db:
            db.execute("BEGIN")
            db.execute("SELECT * FROM sqlite_master").fetchall()  # a lock now: backup would wait for ever
            db.backup(memory)
    except (OSError, sqlite3.Error, _Broken):  # the sentence below tells what the learner has to know
        memory.executescript(SCHEMA)
    _in_memory[folder] = memory
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    _untold.append(
        f"Your work cannot be kept in {folder} ({reason}): the course goes on and forgets it when the "
        "kernel stops, unless you set the environment variable COURSE_HOME to a folder that you can write "
        "to and start again."
    )
