"""The class folder: one SQLite file that one thread writes, many changes to a commit.

One connection holds the file for itself, so a second server on the folder is refused, and the fault of SQLite versions
before 3.51.3 that loses commits when two connections write and checkpoint at once cannot occur. A change counts as
done only after its commit has reached the disk.
"""

import asyncio
import os
import queue
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.classroom.certificate import FILE as CERTIFICATE

FILE = "class.sqlite"
HANDINS, LOG = "handins", "grader.log"  # the folder of files that learners hand in, and what the grader says
FILES = (LOG, CERTIFICATE, FILE, f"{FILE}-wal", f"{FILE}-journal", f"{FILE}-shm")
VERSION = 2
AT_MOST = 500  # changes in one commit
SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- token: SHA-256 of what the learner's laptop holds; empty once the learner has left or was removed
CREATE TABLE people (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, token BLOB NOT NULL, joined REAL NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0, merged_into INTEGER REFERENCES people (id)
);
-- name: of the exercise or the question; detail: the message of an attempt, or a guess as JSON
CREATE TABLE events (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people (id), key BLOB NOT NULL, kind TEXT NOT NULL,
    lesson TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, share REAL NOT NULL, detail TEXT NOT NULL,
    seconds REAL NOT NULL, happened REAL NOT NULL
);
CREATE UNIQUE INDEX once ON events (person, key);
PRAGMA user_version = 1;
COMMIT;
"""
SINCE_VERSION_1 = f"""
BEGIN IMMEDIATE;
-- phone: whether somebody has joined on the page for polls, to vote and for nothing else
ALTER TABLE people ADD COLUMN phone INTEGER NOT NULL DEFAULT 0;
-- lesson, question: both empty for a question that the teacher has typed; options: a JSON list
CREATE TABLE polls (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, question TEXT NOT NULL, text TEXT NOT NULL, options TEXT NOT NULL,
    rounds INTEGER NOT NULL, step TEXT NOT NULL, changed REAL NOT NULL, seen INTEGER NOT NULL DEFAULT 0
);
-- option: an index
CREATE TABLE votes (
    poll INTEGER NOT NULL REFERENCES polls (id), round INTEGER NOT NULL, person INTEGER NOT NULL REFERENCES people (id),
    option INTEGER NOT NULL, PRIMARY KEY (poll, round, person)
);
-- state: "waiting", "taken", "answered" or "closed"
CREATE TABLE helps (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people (id), text TEXT NOT NULL, code TEXT NOT NULL,
    asked REAL NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', answer TEXT NOT NULL DEFAULT ''
);
-- file: below the folder "handins"; marks: a JSON object from each exercise to the share of its points
CREATE TABLE handins (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people (id), lesson TEXT NOT NULL, file TEXT NOT NULL,
    sha256 TEXT NOT NULL, received REAL NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'waiting',
    note TEXT NOT NULL DEFAULT '', points REAL NOT NULL DEFAULT 0, max_points REAL NOT NULL DEFAULT 0,
    marks TEXT NOT NULL DEFAULT '{{}}'
);
CREATE TABLE messages (id INTEGER PRIMARY KEY, text TEXT NOT NULL, code TEXT NOT NULL, sent REAL NOT NULL);
PRAGMA user_version = {VERSION};
COMMIT;
"""

Work = Callable[[sqlite3.Connection], Any]
_NETWORK_KINDS = ("nfs", "cifs", "smb", "afp", "9p", "afs", "ceph", "gluster", "lustre", "webdav", "davfs", "sshfs")


class CannotOpen(Exception):
    """Why the folder cannot be used, in a sentence with the way out."""


class DiskFull(Exception):
    """The disk refused a change: nothing of it is kept."""


@dataclass
class _Change:
    work: Work
    apply: Callable[[Any], Any]
    done: asyncio.Future
    result: Any = None


class Store:
    """The file of a class; made when the folder has none.

    Parameters
    ----------
    folder : Path
    failed : callable
        Called once, in the event loop, if the writing thread ends by a fault of ours.

    Raises
    ------
    CannotOpen
    """

    def __init__(self, folder: Path, failed: Callable[[BaseException], None]):
        self.folder, self._failed = folder, failed
        self.full = False  # whether the disk refused the last change
        self.db = _open(folder)
        self._changes: queue.SimpleQueue[_Change | None] = queue.SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._write, name="class-writer", daemon=True)

    def start(self) -> None:
        """Begin to write, for the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def change(self, work: Work, apply: Callable[[Any], Any]) -> Any:
        """Do `work` on the file; after its commit, call `apply` with its result and return what that returns.

        Changes are committed and applied in the order of their calls.

        Raises
        ------
        DiskFull
        """
        assert self._loop is not None
        change = _Change(work, apply, self._loop.create_future())
        self._changes.put(change)
        return await change.done

    def close(self) -> None:
        """Write what is waiting, and give the file free."""
        if self._thread.is_alive():
            self._changes.put(None)
            self._thread.join()
        self.db.close()

    def _write(self) -> None:
        batch: list[_Change] = []
        try:
            while True:
                batch, go_on = self._waiting()
                try:
                    self.db.execute("BEGIN IMMEDIATE")
                    for change in batch:
                        change.result = change.work(self.db)
                    self.db.execute("COMMIT")
                except sqlite3.OperationalError as error:
                    if self.db.in_transaction:
                        self.db.execute("ROLLBACK")
                    if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                        raise
                    self._deliver(batch, DiskFull(str(error)))
                else:
                    self._deliver(batch, None)
                if not go_on:
                    return
        except BaseException as error:
            while not self._changes.empty():
                waiting = self._changes.get()
                if waiting is not None:
                    batch.append(waiting)
            self._deliver(batch, error)
            self._in_loop(self._failed, error)

    def _waiting(self) -> tuple[list[_Change], bool]:
        """Return the changes that wait, at least one, and whether to go on after them."""
        batch: list[_Change] = []
        while len(batch) < AT_MOST and not (batch and self._changes.empty()):
            change = self._changes.get()
            if change is None:
                return batch, False
            batch.append(change)
        return batch, True

    def _deliver(self, batch: list[_Change], error: BaseException | None) -> None:
        self._in_loop(self._settle, batch, error)

    def _in_loop(self, call: Callable[..., Any], *arguments: Any) -> None:
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *arguments)

    def _settle(self, batch: list[_Change], error: BaseException | None) -> None:
        self.full = isinstance(error, DiskFull)
        for change in batch:
            if error is None:
                applied = change.apply(change.result)  # also when whoever asked has gone: it is on the disk
                if not change.done.done():
                    change.done.set_result(applied)
            elif not change.done.done():
                change.done.set_exception(error)


def _open(folder: Path) -> sqlite3.Connection:
    if network_drive(folder):
        raise CannotOpen(
            f"The folder {folder} is on a network drive, where a class cannot be kept safely. Name a folder on this "
            "computer's own disk: course serve FOLDER."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(0o700)  # names of learners are in it
        db = sqlite3.connect(folder / FILE, timeout=0, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotOpen(
            f"The class cannot be kept in {folder} ({reason}). Name a folder that you can write to."
        ) from error
    try:
        _prepare(db, folder)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, folder: Path) -> None:
    try:
        # before the first access: SQLite then needs no memory shared with others, and lets nobody else in
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise CannotOpen(f"The disk of {folder} cannot keep a class safely. Name a folder on another disk.")
        db.execute("PRAGMA synchronous = FULL")
        if sys.platform == "darwin":  # where an ordinary fsync leaves data in the drive's own memory
            db.execute("PRAGMA fullfsync = 1")
            db.execute("PRAGMA checkpoint_fullfsync = 1")
        if db.execute("PRAGMA user_version").fetchone()[0] == 0:
            db.executescript(SCHEMA)
        if db.execute("PRAGMA user_version").fetchone()[0] == 1:
            db.executescript(SINCE_VERSION_1)
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_BUSY:
            text = f"Another `course serve` is using the folder {folder}. Stop it first, or name another folder."
        elif code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            text = f"The disk of {folder} is full. Make some room, or name a folder on another disk."
        elif code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            text = f"Nothing can be written in {folder}. Name a folder that you can write to: course serve FOLDER."
        else:
            text = f"The file {folder / FILE} cannot be read ({error}). Move it away, or name another folder."
        raise CannotOpen(text) from error
    if version != VERSION:
        raise CannotOpen(f"The class in {folder} was kept by a newer version of the course. Name another folder.")


def network_drive(folder: Path) -> bool:
    """Return whether a folder is on a network drive, as far as the system tells."""
    import psutil

    whole = os.path.abspath(folder)
    if whole.startswith("\\\\"):
        return True
    mounted = [part for part in psutil.disk_partitions(all=True) if _is_in(whole, part.mountpoint)]
    if not mounted:
        return False
    nearest = max(mounted, key=lambda part: len(part.mountpoint))
    kind = nearest.fstype.lower().removeprefix("fuse.")
    return kind.startswith(_NETWORK_KINDS) or "remote" in nearest.opts.split(",")


def _is_in(path: str, above: str) -> bool:
    path, above = os.path.normcase(path), os.path.normcase(above)
    return path == above or path.startswith(above if above.endswith(os.sep) else above + os.sep)


def delete(folder: Path) -> None:
    """Delete a class: everything that was kept about it.

    Raises
    ------
    CannotOpen
        When the folder holds no class, or a server is using it.
    """
    if not (folder / FILE).is_file():
        raise CannotOpen(f"There is no class in the folder {folder}. Name the folder of the class to delete.")
    _open(folder).close()  # refused while a server uses it
    if (folder / HANDINS).is_dir():
        shutil.rmtree(folder / HANDINS)
    for name in FILES:
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        shutil.rmtree(folder)
