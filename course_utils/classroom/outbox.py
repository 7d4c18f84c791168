"""The learner's record, read as what the class has not been told yet.

The record is only read. A position in each of its tables says what has been sent; it holds the key of the row there, so
that a record which was moved aside, and in which the numbers begin again, is noticed.
"""

import hashlib
import heapq
import itertools
import json
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from course_utils import storage
from course_utils.checks.result import LONGEST_MESSAGE
from course_utils.classroom.wire import AT_ONCE

REST = 1.0  # seconds until a guess counts as made: arrow keys choose every option on the way
LONGEST = 400  # characters of a question or an option
_OTHER_HOMES = re.compile(r"(?:[A-Za-z]:[\\/]Users|/home|/Users)[\\/][^\\/\s'\":]+", re.IGNORECASE)


class Position(NamedTuple):
    """A row of a table: everything up to it has been sent. The key is "" before the first row."""

    id: int = 0
    key: str = ""


class Unsent(NamedTuple):
    """An event, and the position in its table once it has been sent; the event is None where nothing is to be sent."""

    table: str
    position: Position
    time: str
    event: dict[str, Any] | None


def key_of(table: str, row: sqlite3.Row) -> str:
    """Return what a row is known by: the same for the same row, another for every other row of the learner."""
    content = json.dumps([table, *row], ensure_ascii=True)
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def beginning(since: str) -> dict[str, Position]:
    """Return the positions after which the rows that were written at this time or later begin.

    They are fixed once, on joining: a clock that is set back afterwards then hides nothing.
    """

    def work(db: sqlite3.Connection) -> dict[str, Position]:
        found = {}
        for table in _TABLES:
            row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (_before(db, table, since),)).fetchone()
            found[table] = Position(row["id"], key_of(table, row)) if row else Position()
        return found

    return storage.keep(work)


def read(positions: dict[str, Position], since: str) -> tuple[list[Unsent], int]:
    """Return what comes next, in order, at most as much as one request holds, and how many rows there are in all.

    Parameters
    ----------
    positions : dict of str to Position
        By table.
    since : str
        ISO 8601, as in the record: where to begin in a record that was begun again after joining.
    """

    def work(db: sqlite3.Connection) -> tuple[list[Unsent], int]:
        parts, total = [], 0
        for table, event_of in _TABLES.items():
            start = _start(db, table, positions[table], since)
            total += db.execute(f"SELECT count(*) FROM {table} WHERE id > ?", (start,)).fetchone()[0]
            rows = db.execute(f"SELECT * FROM {table} WHERE id > ? ORDER BY id LIMIT ?", (start, AT_ONCE)).fetchall()
            parts.append(_events(table, rows, event_of))
        return list(heapq.merge(*parts, key=lambda unsent: unsent.time))[:AT_ONCE], total

    return storage.keep(work)


def _start(db: sqlite3.Connection, table: str, position: Position, since: str) -> int:
    row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (position.id,)).fetchone()
    same_record = not position.key if row is None else key_of(table, row) == position.key
    return position.id if same_record else _before(db, table, since)


def _before(db: sqlite3.Connection, table: str, since: str) -> int:
    return db.execute(f"SELECT coalesce(max(id), 0) FROM {table} WHERE time < ?", (since,)).fetchone()[0]


def _events(
    table: str, rows: list[sqlite3.Row], event_of: Callable[[sqlite3.Row], dict[str, Any] | None]
) -> list[Unsent]:
    now, found = datetime.now(UTC), []
    for row, following in itertools.zip_longest(rows, rows[1:]):
        ago = (now - datetime.fromisoformat(row["time"])).total_seconds()
        if table == "guesses" and row["chosen"] is not None:
            if following is None and 0 <= ago < REST + 1:  # the record has whole seconds
                break  # perhaps it is about to be changed
            passed_over = following is not None and following["chosen"] is not None and _place(row) == _place(following)
            event = None if passed_over else event_of(row)
        else:
            event = event_of(row)
        key = key_of(table, row)
        if event is not None:
            event |= {"key": key, "ago": min(max(ago, 0.0), 1e9), "lesson": row["lesson"]}
        found.append(Unsent(table, Position(row["id"], key), row["time"], event))
    return found


def _place(row: sqlite3.Row) -> tuple[str, str]:
    return row["lesson"], row["key"]


def _attempt(row: sqlite3.Row) -> dict[str, Any]:
    names = ("exercise", "status", "share", "seconds")
    message = without_homes(row["message"])[:LONGEST_MESSAGE]
    return {"type": "attempt", "message": message} | {name: row[name] for name in names}


def _hint(row: sqlite3.Row) -> dict[str, Any]:
    return {"type": "hint", "exercise": row["exercise"]}


def _guess(row: sqlite3.Row) -> dict[str, Any] | None:
    if "/" in row["key"]:
        return None  # the last lesson asks again about all lessons: that is for the learner alone
    cut = {name: row[name] and row[name][:LONGEST] for name in ("chosen", "revealed")}
    options = [option[:LONGEST] for option in json.loads(row["options"])]
    return {"type": "guess", "question": row["key"], "text": row["question"][:LONGEST], "options": options} | cut


def without_homes(text: str) -> str:
    """Return a message with "~" for the user's folder, whose name is often a person's."""
    return _OTHER_HOMES.sub("~", text.replace(str(Path.home()), "~"))


_TABLES: dict[str, Callable[[sqlite3.Row], dict[str, Any] | None]] = {
    "attempts": _attempt,
    "hints_seen": _hint,
    "guesses": _guess,
}
