"""What do the reports of graded submissions say, and which files among them are none?

A report is a JSON file that grading puts in place at once. Whatever else lies there, or was changed by hand, is named
and left out: a table of grades must not end at somebody's odd file.
"""

import json
import math
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from course_utils.grading.safe_names import clean, visible

FORMAT = 1
LARGEST = 10 * 2**20  # bytes; one with all of its code has a fiftieth
LONGEST = 2000  # characters of a text of feedback
MOST = 50  # exercises of a lesson, and notes

STATUSES = ("passed", "failed", "not_attempted", "stopped_time", "stopped_memory", "crashed", "unreadable")
_TEXTS = ("tried", "got", "expected", "look", "cause", "raised", "code")
_LESSON = re.compile(r"\d\d_[a-z0-9_]{1,60}", re.ASCII)


@dataclass(frozen=True)
class Mark:
    """What one exercise of a submission earned.

    Attributes
    ----------
    exercise : str
    core : bool
    points, max_points : float
        0 <= points <= max_points.
    status : str
        One of `STATUSES`.
    seconds : float
    message : str
        One sentence.
    details : dict
        The texts ``tried, got, expected, look, cause, raised, code``; ``line`` (int or None); ``warnings`` and
        ``notes`` (tuples of texts).
    """

    exercise: str
    core: bool
    points: float
    max_points: float
    status: str
    seconds: float
    message: str
    details: dict


@dataclass(frozen=True)
class Record:
    """What one submission earned; the fields are those of its report."""

    student: str
    lesson: str
    file: str
    time: str
    notes: tuple
    status: str
    message: str
    seconds: float
    isolation: str
    code: str
    marks: tuple

    @property
    def points(self):
        """The sum of the points, a float."""
        return round(sum(mark.points for mark in self.marks), 2)

    @property
    def max_points(self):
        """The sum of the possible points, a float."""
        return round(sum(mark.max_points for mark in self.marks), 2)


class _Odd(Exception):
    """Why a file is no report."""


def read(folder):
    """All reports below a folder.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    tuple of Record
        By student and lesson; of two for the same, the one of the newer submission, else of the newer file.
    tuple of (str, str)
        Every other file, and why it is none.
    """
    found, odd = {}, []
    folder = Path(folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        try:
            about = path.lstat()
            if stat.S_ISDIR(about.st_mode) or any(part.startswith(".") for part in name.parts):
                continue  # hidden: a report that is just being written
            record = _record(path, about)
        except OSError as error:
            odd.append((clean(name.as_posix()), f"it cannot be read: {error.strerror}"))
        except _Odd as error:
            odd.append((clean(name.as_posix()), str(error)))
        else:
            found.setdefault((record.student, record.lesson), []).append((record.time, about.st_mtime, name, record))
    for same in found.values():
        same.sort(key=lambda one: one[:3])
        newest = clean(same[-1][2].as_posix())
        why = f"a second report for the same learner and lesson; the newer one counts, {newest}"
        odd += [(clean(name.as_posix()), why) for _, _, name, _ in same[:-1]]
    return tuple(found[key][-1][-1] for key in sorted(found)), tuple(sorted(odd))


def _record(path, about):
    if not stat.S_ISREG(about.st_mode):
        raise _Odd("no file")
    if path.suffix != ".json":
        raise _Odd("no report (.json)")
    if about.st_size > LARGEST:
        raise _Odd(f"{about.st_size / 2**20:.0f} MB are too many for a report")
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise _Odd("damaged: this is no JSON; grade the submission again") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _Odd(f"no report of format {FORMAT}")
    student, lesson = clean(_get(content, "student", str)), _get(content, "lesson", str)
    if not student or not _LESSON.fullmatch(lesson):
        raise _Odd("it names no learner, or no lesson such as 02_sequential_mlp")
    status = _one_of(content, ("graded", "unreadable"))
    marks = [_mark(item) for item in _list(content, "exercises", dict)]
    if not marks or len({mark.exercise for mark in marks}) < len(marks):
        raise _Odd("it holds no exercise, or one of them twice")
    return Record(
        student=student,
        lesson=lesson,
        file=clean(_get(content, "file", str, "")),
        time=clean(_get(content, "time", str, ""), 40),
        notes=_texts(content, "notes"),
        status=status,
        message=_text(content, "message"),
        seconds=_number(content, "seconds", 0.0),
        isolation=clean(_get(content, "isolation", str, "")),
        code=_get(content, "code", str, ""),
        marks=tuple(marks),
    )


def _mark(content):
    name, points, most = (
        clean(_get(content, "exercise", str)),
        _number(content, "points"),
        _number(content, "max_points"),
    )
    if not name or points > most:
        raise _Odd(f"exercise {name!r} has {points:g} of {most:g} points")
    given = _get(content, "details", dict, {})
    line = given.get("line")
    if line is not None and type(line) is not int:
        raise _Odd("`line` is neither a whole number nor null")
    details = {field: _text(given, field) for field in _TEXTS} | {"line": line}
    details |= {field: _texts(given, field) for field in ("warnings", "notes")}
    seconds, core = _number(content, "seconds", 0.0), _get(content, "core", bool, True)
    status = _one_of(content, STATUSES)
    return Mark(name, core, points, most, status, seconds, clean(_text(content, "message"), LONGEST), details)


def _get(content, field, kind, *default):
    value = content.get(field, *default)
    if type(value) is not kind:
        raise _Odd(f"`{field}` is missing, or of another kind than in a report")
    return value


def _number(content, field, *default):
    value = content.get(field, *default)
    if type(value) not in (int, float) or not 0 <= value < 1e9 or math.isnan(value):
        raise _Odd(f"`{field}` is missing, or no number from 0")
    return float(value)


def _one_of(content, known):
    value = _get(content, "status", str)
    if value not in known:
        raise _Odd(f"`status` is {clean(value, 40)!r}, and these are known: {', '.join(known)}")
    return value


def _list(content, field, kind):
    value = _get(content, field, list, [])
    if len(value) > MOST or not all(type(item) is kind for item in value):
        raise _Odd(f"`{field}` holds over {MOST} entries, or one of another kind than in a report")
    return value


def _text(content, field):
    text = visible(_get(content, field, str, "")[: LONGEST + 1]).strip("\n")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _texts(content, field):
    return tuple(clean(text, LONGEST) for text in _list(content, field, str))
