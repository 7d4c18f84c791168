"""The record of a learner's work: one SQLite file that several notebooks share.

Every piece of work opens the file, does its work in one transaction and closes the file again, so notebooks,
processes and threads need to know nothing of each other, and a process that is killed leaves a whole file behind.
The file has a rollback journal and not a write-ahead log, which does not work on network drives.

Nothing here fails because of a disk. A file that cannot be used is moved aside; where nothing can be written, the
work is held in memory until the kernel stops. `notices` gives one sentence for each, once.
"""

import errno
import importlib
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

FILE = "course.sqlite"
VERSION = 1
SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, exercise TEXT NOT NULL, time TEXT NOT NULL,
    status TEXT NOT NULL, share REAL NOT NULL, message TEXT NOT NULL, seconds REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS attempts_of_an_exercise ON attempts (lesson, exercise);
CREATE TABLE IF NOT EXISTS hints_seen (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, exercise TEXT NOT NULL, time TEXT NOT NULL
);
-- one row for each choice (chosen is set) and each answer of a run (revealed is set); options: a JSON list
CREATE TABLE IF NOT EXISTS guesses (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, key TEXT NOT NULL, question TEXT NOT NULL,
    options TEXT NOT NULL, chosen TEXT, revealed TEXT, time TEXT NOT NULL
);
-- image: 28 x 28 uint8, row by row; raw: what was drawn, in the drawing widget's own form
CREATE TABLE IF NOT EXISTS drawings (
    id INTEGER PRIMARY KEY, label INTEGER NOT NULL, image BLOB NOT NULL, raw BLOB NOT NULL,
    time TEXT NOT NULL
);
PRAGMA user_version = {VERSION};
COMMIT;
"""

CLASS = "class.json"  # in the home of a learner who has joined a class
_SENDER = "course_utils.classroom.member"  # tells the class; only such a home loads it, by this name

_PATIENCE = 10.0  # seconds to wait for another notebook's transaction, which takes milliseconds

_in_memory: dict[Path, sqlite3.Connection] = {}  # homes that refuse writing; this connection holds the memory
_untold: list[str] = []  # sentences that nobody has been told yet
_looked_through: set[Path] = set()  # files in which this process has looked for damage
_listeners: list[Callable[[Path], None]] = []
_sender_is_starting = False
_in_turn = threading.RLock()  # a table in memory refuses a second thread, where a file would let it wait

Found = TypeVar("Found")


class _Unusable(Exception):
    """The file is not a whole file of this version of the course; the text says why."""


def home() -> Path:
    """Return the folder of the learner's own things; it is made when it does not exist.

    It is the environment variable ``COURSE_HOME`` where that is set, else the user's data folder of this system.

    Raises
    ------
    OSError
        When there is no such folder and none can be made.
    """
    folder = home_path()
    if folder.is_file():
        raise NotADirectoryError(errno.ENOTDIR, "this is a file, not a folder", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def connect() -> sqlite3.Connection:
    """Open the learner's record; the caller closes the connection.

    Rows are `sqlite3.Row`. A change begins a transaction by itself, ``with connection:`` ends it. Where the home
    cannot be used, the record is one in memory that lasts until this process ends. For a piece of work `keep` is
    better: it also goes on when the disk refuses in the middle.
    """
    folder = home_path()
    if folder not in _in_memory:
        try:
            path = (home() / FILE).resolve()  # a learner may have put a link there
            try:
                return _open(path)
            except _Unusable:
                _move_aside(path)
            return _open(path)
        except (OSError, sqlite3.Error, _Unusable) as error:
            _go_on_in_memory(folder, error)
    return _connection(_memory_of(folder))


def keep(work: Callable[[sqlite3.Connection], Found]) -> Found:
    """Do a piece of work on the learner's record in one transaction: all of it is kept, or nothing.

    Parameters
    ----------
    work : callable
        Called with a connection; reads and writes, neither commits nor closes. It is called again, from its
        start, where the disk refused it. What it returns is returned.
    """
    with _in_turn:
        for may_have_moved in (True, False):
            try:
                return _in_one_transaction(work)
            except sqlite3.DatabaseError as error:
                code = getattr(error, "sqlite_errorcode", None)
                if may_have_moved and code == sqlite3.SQLITE_READONLY_DBMOVED:
                    continue  # another notebook has just moved a broken file aside
                if home_path() in _in_memory or not _is_fault_of_the_disk(error):
                    raise
                _go_on_in_memory(home_path(), error)
                break
        return _in_one_transaction(work)


def listen(listener: Callable[[Path], None]) -> None:
    """Have `listener` called with the home after each change of the record; it must return at once."""
    _listeners.append(listener)


def tell(sentence: str) -> None:
    """Say a sentence with the next `notices`."""
    _untold.append(sentence)


def notices() -> str:
    """Return what has happened to the record since the last call, in whole sentences; empty if nothing has."""
    told = []
    while _untold:  # another thread may be adding a sentence
        told.append(_untold.pop(0))
    return " ".join(told)


def now() -> str:
    """Return the time to write into the record: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def home_path() -> Path:
    """Return where the learner's own things belong, whether the folder exists or not."""
    wanted = os.environ.get("COURSE_HOME")
    if wanted:
        return Path(wanted).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("neural-network-course", appauthor=False)


def _connection(address: str) -> sqlite3.Connection:
    # IMMEDIATE: two that both read before they write would stop each other
    db = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level="IMMEDIATE", check_same_thread=False)
    db.row_factory = sqlite3.Row
    return db


def _in_one_transaction(work: Callable[[sqlite3.Connection], Found]) -> Found:
    with closing(connect()) as db:
        before = db.total_changes
        db.execute("BEGIN IMMEDIATE")
        with db:
            result = work(db)
        changed = db.total_changes > before
    if changed:
        _announce(home_path())
    return result


def _announce(folder: Path) -> None:
    """Tell the listeners that the record has changed; in the home of somebody in a class, start the sender first."""
    global _sender_is_starting
    for listener in _listeners:
        listener(folder)
    if not _listeners and not _sender_is_starting and (folder / CLASS).is_file():
        _sender_is_starting = True
        # in a thread, since a check must not wait until the modules are loaded
        start = threading.Thread(target=lambda: importlib.import_module(_SENDER).start(), daemon=True)
        start.start()


def _is_fault_of_the_disk(error: sqlite3.DatabaseError) -> bool:
    """Return False for a mistake in the course: wrong SQL, a broken constraint, misuse of the Python module."""
    mistake = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR
    return type(error) in (sqlite3.DatabaseError, sqlite3.OperationalError) and not mistake


def _open(path: Path) -> sqlite3.Connection:
    """Open the file, which is set up if it is new; raise _Unusable where it is damaged or of another kind."""
    db = _connection(path.as_uri())
    try:
        if path.stat().st_size == 0:
            db.executescript(SCHEMA)  # a second notebook waits here, and then finds the tables
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if path not in _looked_through and db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise _Unusable("it was damaged")
        if version != VERSION:
            newer = "a newer version of the course had written it"
            raise _Unusable(newer if version > VERSION else "it was not a file of this course")
    except BaseException as error:
        db.close()
        if type(error) is sqlite3.DatabaseError:  # what SQLite raises for damage, and for nothing else
            raise _Unusable("it was damaged") from error
        raise
    _looked_through.add(path)
    return db


def _move_aside(path: Path) -> None:
    """Rename an unusable file together with its journals, which would spoil the next file."""
    # the lock is an empty SQLite file: it works wherever the record itself works, and ends with its process
    with closing(sqlite3.connect(path.with_name("course.lock"), timeout=_PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        try:
            _open(path).close()  # another process was faster
        except _Unusable as why:
            aside = path.with_name(f"course-moved-aside-{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%fZ}.sqlite")
            for ending in ("-journal", "-wal", "-shm", ""):
                if os.path.lexists(f"{path}{ending}"):
                    os.rename(f"{path}{ending}", f"{aside}{ending}")
            _untold.append(
                f"The course could not use the record of your work ({why}). Nothing was deleted: the record is now "
                f"called {aside}, and the course has started a new one."
            )


def _memory_of(folder: Path) -> str:
    return f"file:course-{str(folder).encode().hex()}?mode=memory&cache=shared"


def _go_on_in_memory(folder: Path, error: Exception) -> None:
    """Hold the work in memory from now on, beginning with what the file still gives."""
    memory, path = _connection(_memory_of(folder)), (folder / FILE).resolve()
    _looked_through.discard(path)  # for damage may have been met just now
    with suppress(OSError, sqlite3.Error, _Unusable), closing(_open(path)) as db:
        db.execute("BEGIN")
        db.execute("SELECT * FROM attempts").fetchone()  # a lock now: backup would wait for ever
        db.backup(memory)
    memory.executescript(SCHEMA)  # which adds nothing to a copy
    _in_memory[folder] = memory
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    _untold.append(
        f"The course cannot save your work in {folder} ({reason}), so your work will be lost when the kernel stops. "
        "To keep it, set the environment variable COURSE_HOME to a folder that you can write to, and start again."
    )
