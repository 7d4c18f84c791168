"""The submissions in a path: whose each one is, for which lesson, and which of several counts.

A path is a notebook, a folder or a zip. Nothing is unpacked, no link is followed, and every file that is not a
submission is listed with the reason. The names of files and folders say whose they are. These forms are known, in a
zip as well as unpacked:

    ada/02_sequential_mlp.ipynb                                        a folder for each learner
    ada_02_sequential_mlp.ipynb                                        the learner before the lesson
    Ada Lovelace_123456_assignsubmission_file_/02_sequential_mlp.ipynb     Moodle, download all, in folders
    Ada Lovelace_123456_assignsubmission_file_02_sequential_mlp.ipynb      Moodle, without folders
    lovelaceada_LATE_12345_67890_02_sequential_mlp-1.ipynb                 Canvas; LATE and -1 only at times

`_on_disk` and `_in_zip` list files in one form; from there on no code knows where a file is, until it is opened.
`zipfile.Path` would not do for the second: it shows one of two members of the same name, takes ".." for a folder, and
searches the whole list for every folder.
"""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import IO, Any

from course_utils.checks.lesson import lessons
from course_utils.grading.notebook_code import LARGEST, Unreadable, parse, too_large
from course_utils.grading.safe_names import clean, folders

__all__ = ["Found", "Submission", "SubmissionsError", "Unreadable", "find", "parse"]

MOST_FILES = 50_000  # in a zip, or below one folder: a class of 500 whose members all hand in the whole course
MOST_BELOW = 5_000  # below a folder in a folder, which is one learner's
LARGEST_LIST = 16 * 2**20  # bytes of a zip's list of files
RATIO = 200  # a notebook unpacks to about ten times its packed size; a bomb to a thousand times
DEEPEST = 20  # folders in folders

_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d{1,18})_assignsubmission_file(?:_(?P<rest>.*))?", re.DOTALL)
_CANVAS = re.compile(
    r"(?P<name>[^_]+(?:_[^_\d][^_]*)*?)_(?P<late>LATE_)?(?P<number>\d{1,18})_(?P<attachment>\d{1,18})_(?P<rest>.+)",
    re.DOTALL,
)
_COPY = re.compile(r"\s?\((\d{1,6})\)$|-(?:Copy)?(\d{1,6})$", re.IGNORECASE)
_OURS = {"exercises", "notebooks", "solutions"}  # folders of the course, which name no learner
_PACKED = (".zip", ".tar", ".gz", ".7z", ".rar")
_KINDS = {stat.S_IFREG: "", stat.S_IFLNK: "a link, which may lead anywhere; hand in the file itself"}
_OTHER_KIND = "neither a file nor a folder"
_TOO_DEEP = f"more than {DEEPEST} folders deep"
_JUNK = {"__macosx": "macOS's own file", "__pycache__": "Python's own file"}


class SubmissionsError(Exception):
    """Raised when a path cannot be searched at all; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Submission:
    """One learner's notebook for one lesson."""

    student: str  # who handed it in, as the platform or the folder says; different for different people
    lesson: str  # "02_sequential_mlp"
    folder: str  # a folder's name for the student, safe on every system, one for each student
    file: str  # where it was found, below the path, with "/"
    time: str  # when it was last written, ISO 8601 (without a zone from a zip, which has none), or ""
    notes: tuple[str, ...] = ()  # late, several files and which one counted, an unclear name
    problem: str = ""  # why it cannot be read
    source: Path = Path()  # the file itself, or the zip
    member: int | None = None  # its place in the zip's list
    platform: str = ""  # "Moodle" or "Canvas", where its name says so
    number: str = ""  # the platform's number for the student

    def read(self) -> bytes:
        """Return the notebook's bytes, at most 20 MB.

        Raises
        ------
        Unreadable
            With `problem`, or with what went wrong now.
        """
        if self.problem:
            raise Unreadable(self.problem)
        try:
            with _open(self.source, self.member) as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise Unreadable(f"the file cannot be read: {error.strerror or type(error).__name__}") from error
        # a damaged member shows itself in as many ways as there are forms of packing
        except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, RuntimeError, zlib.error) as error:
            message = "this file is damaged in the zip; it must be packed and uploaded again"
            raise Unreadable(f"{message} ({clean(str(error), 80)})") from error
        if len(content) > LARGEST:
            raise Unreadable(too_large(len(content)))
        return content


@dataclass(frozen=True)
class FileOutcome:
    """What happened with one file."""

    path: str
    outcome: str  # "graded", "not graded", "left out"
    sentence: str
    student: str = ""


@dataclass(frozen=True)
class Found:
    """What a search has found, by student and lesson."""

    submissions: tuple[Submission, ...]  # one for each student and lesson
    left_out: tuple[tuple[str, str], ...]  # every other file, and why it is no submission


@dataclass(frozen=True)
class _File:
    """A file on disk or in a zip, on its way to become a submission."""

    parts: tuple[str, ...]  # folders and name below the path, as they are; a folder's end with ""
    refused: str = ""  # why it is not a submission
    problem: str = ""  # why it cannot be read
    when: datetime | None = None
    source: Path = Path()
    member: int | None = None
    lesson: str = ""
    person: tuple[str, ...] = ()  # (form, name, number)
    order: tuple[Any, ...] = ()  # the last one counts
    late: bool = False
    student: str = ""
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return "/".join(clean(part) for part in self.parts)

    @property
    def stamp(self) -> float:
        """Seconds to compare with those of other files in the same path."""
        return self.when.replace(tzinfo=UTC).timestamp() if self.when else float("-inf")


def find(path: str | Path, names: Sequence[str] | None = None) -> Found:
    """Find everything that was handed in below a path.

    Where a learner has several files for a lesson, the newest counts: by Canvas's number of the upload, else by the
    time of the file, else by the number of the copy, and last by name; a note says which one counted and by what.

    Parameters
    ----------
    path : str or Path
        A notebook, a folder or a zip. A link is followed here, and nowhere below.
    names : sequence of str, optional
        The lessons' names; all lessons of the course that have exercises.

    Returns
    -------
    Found

    Raises
    ------
    SubmissionsError
        When the path is not there, cannot be opened, or is none of the three.
    """
    path, names = Path(path), tuple(names or lessons())
    try:
        path = path.resolve(strict=True)
        status = path.stat()
    except (OSError, RuntimeError, ValueError) as error:
        message = f"{clean(str(path))} cannot be opened: {getattr(error, 'strerror', None) or error}"
        raise SubmissionsError(f"{message}; name a notebook, a folder or a zip") from error
    regular, suffix = stat.S_ISREG(status.st_mode), path.suffix.lower()
    files: Iterable[_File]
    if stat.S_ISDIR(status.st_mode):
        files = _on_disk(path)
    elif regular and suffix == ".ipynb":
        files = [_disk_file((path.name,), path, status)]
    elif regular and (suffix == ".zip" or zipfile.is_zipfile(path)):
        files = _in_zip(path)
    else:
        raise SubmissionsError(f"{clean(path.name)} is none of these: a notebook (.ipynb), a folder, a zip (.zip)")
    files = [_read_name(file, names) for file in files]
    left_out = sorted((file.shown, file.refused) for file in files if file.refused)
    notebooks = [*_with_people([file for file in files if not file.refused], path)]
    return Found(tuple(_newest(_with_students(notebooks))), tuple(left_out))


# ---- the files of a folder and of a zip


def _on_disk(root: Path) -> Iterator[_File]:
    """Yield the files below a folder, those in fewer folders first; no link is followed.

    A folder that somebody filled takes no room from the folders beside it.
    """
    waiting: deque[tuple[tuple[str, ...], str | Path]] = deque([((), root)])
    seen: Counter[tuple[str, ...]] = Counter()
    while waiting:
        above, folder = waiting.popleft()
        try:
            with os.scandir(folder) as unsorted:
                entries = sorted(unsorted, key=lambda entry: entry.name)
        except OSError as error:
            yield _File(above or (".",), refused=f"this folder cannot be opened: {error.strerror}")
            continue
        for depth, most in ((2, MOST_BELOW), (1, MOST_FILES), (0, 10 * MOST_FILES)):
            around = above[:depth]
            if len(around) == depth:
                room = max(most - seen[around], 0)
                if seen[around] <= most < seen[around] + len(entries):
                    yield _File((*around, ""), refused=f"over {most:,} files; the rest was not looked at")
                seen[around] += len(entries)
                entries = entries[:room]
        for entry in entries:
            parts = (*above, entry.name)
            try:
                status = entry.stat(follow_symlinks=False)
                junction = getattr(entry, "is_junction", bool)()  # Windows; Python 3.12 and newer
            except OSError as error:
                yield _File(parts, refused=f"it cannot be looked at: {error.strerror}")
                continue
            if junction or not stat.S_ISDIR(status.st_mode):
                kind = stat.S_IFLNK if junction else stat.S_IFMT(status.st_mode)
                yield _disk_file(parts, Path(entry.path), status, _KINDS.get(kind, _OTHER_KIND))
            elif refused := _junk(parts) or (_TOO_DEEP if len(parts) > DEEPEST else ""):
                yield _File((*parts, ""), refused=refused)
            else:
                waiting.append((parts, entry.path))


def _disk_file(parts: tuple[str, ...], path: Path, status: os.stat_result, refused: str = "") -> _File:
    problem = too_large(status.st_size) if status.st_size > LARGEST else ""
    return _File(parts, refused, problem, _time(datetime.fromtimestamp, status.st_mtime, UTC), path)


def _in_zip(path: Path) -> Iterator[_File]:
    """Yield the files in a zip; nothing is unpacked."""
    unpack = "unpack it yourself and grade the folder"
    try:
        if _list_bytes(path) > LARGEST_LIST:
            raise SubmissionsError(f"the list of files in {clean(path.name)} is too large to be read; {unpack}")
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except OSError as error:
        raise SubmissionsError(f"{clean(path.name)} cannot be opened: {error.strerror}") from error
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, UnicodeDecodeError, IndexError) as error:
        message = f"{clean(path.name)} is a damaged zip ({clean(str(error), 80)})"
        raise SubmissionsError(f"{message}; download it again, or {unpack}") from error
    if len(members) > MOST_FILES:
        raise SubmissionsError(f"there are over {MOST_FILES:,} files in {clean(path.name)}; {unpack}, in parts")
    for number, member in enumerate(members):
        name = _member_name(member)
        parts = tuple(part for part in name.split("/") if part not in ("", "."))
        kind = stat.S_IFMT(member.external_attr >> 16) or stat.S_IFREG
        if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
            yield _File((name,), refused="its name leads out of the zip; the notebook must be packed again")
        elif kind == stat.S_IFLNK or (parts and not name.endswith("/")):  # else it is a folder
            refused = _KINDS.get(kind, _OTHER_KIND) or (_TOO_DEEP if len(parts) > DEEPEST + 1 else "")
            # a program that does not know the time writes 1980
            when = _time(datetime, *member.date_time) if member.date_time[0] > 1980 else None
            yield _File(parts, refused, _packing_problem(member), when, path, number)


def _list_bytes(path: Path) -> int:
    """Return how long the zip says that its list of files is, to know it before the list is read into memory."""
    with path.open("rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - 65_557))  # the end's record and the longest comment
        end = file.read()
    at = end.rfind(b"PK\5\6")
    return struct.unpack("<L", end[at + 12 : at + 16])[0] if at >= 0 and len(end) >= at + 16 else 0


def _member_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name with "/"; macOS writes UTF-8 and does not say so, old Windows tools write backslashes."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeError):  # else it is what it says, an old code page
            name = name.encode("cp437").decode("utf-8")
    return name if "/" in name else name.replace("\\", "/")


def _packing_problem(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 0x1:
        return "it is encrypted in the zip; pack it again without a password"
    if member.file_size > LARGEST:
        return too_large(member.file_size)
    if member.file_size > 2**20 and member.file_size > RATIO * member.compress_size:
        return f"it unpacks to over {RATIO} times its size, as no notebook does; hand in the .ipynb itself"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that cannot be read here; pack it again as a plain zip"
    return ""


def _time(convert: Callable[..., datetime], *arguments: Any) -> datetime | None:
    try:
        return convert(*arguments)
    except (OverflowError, OSError, ValueError):  # a time that no calendar has
        return None


def _open(source: Path, member: int | None) -> IO[bytes]:
    """Open a file on disk, unless a link has taken its place, or a member of a zip."""
    if member is not None:
        with zipfile.ZipFile(source) as archive:
            return archive.open(archive.infolist()[member])
    no_link = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = open(source, "rb", opener=lambda path, flags: os.open(path, flags | no_link))  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise Unreadable("this is no file any more; hand in the notebook itself")
    return file


# ---- what names say


def _junk(parts: Iterable[str]) -> str:
    for part in parts:
        if reason := _JUNK.get(part.casefold()):
            return reason
        if part.startswith("."):
            checkpoint = part == ".ipynb_checkpoints"
            return "a copy that Jupyter keeps for itself" if checkpoint else "a hidden file or folder"
    return ""


def _read_name(file: _File, lessons: Iterable[str]) -> _File:
    """Return the file with its lesson and what its name says of the person, or refused."""
    if file.refused:
        return file
    if reason := _junk(file.parts):
        return replace(file, refused=reason)
    stem, suffix = os.path.splitext(file.parts[-1])
    if suffix.casefold() in _PACKED:
        return replace(file, refused="a packed file inside; unpack it there, if a notebook is in it")
    if suffix.casefold() != ".ipynb":
        return replace(file, refused="no notebook (.ipynb)")
    mentions = [
        (match.start(), len(lesson), lesson)
        for lesson in lessons
        for match in re.finditer(rf"(?<![^\W_]){re.escape(lesson)}(?![^\W_])", stem, re.IGNORECASE)
    ]
    if not mentions:
        return replace(file, refused="its name holds no lesson's name, as 02_sequential_mlp.ipynb does")
    start, length, lesson = max(mentions)  # the last one: a person may be called like a lesson
    ending = _COPY.search(stem[start + length :])
    copy = int(ending[1] or ending[2]) if ending else 0
    # in a copy of the whole course the exercises are the answers
    own = len(file.parts) < 2 or file.parts[-2].casefold() not in ("notebooks", "solutions")
    order: tuple[Any, ...] = (own, 0, file.stamp, copy)
    person: tuple[str, ...] = ()
    late = False
    before = stem[:start]
    canvas = _CANVAS.fullmatch(stem)
    if canvas and canvas.start("rest") <= start:
        person, late = ("Canvas", canvas["name"], canvas["number"]), bool(canvas["late"])
        order = (own, int(canvas["attachment"]), copy, file.stamp)
    elif moodle := _MOODLE.fullmatch(stem):
        person = ("Moodle", moodle["name"], moodle["number"])
    elif before.strip("_- ."):
        person = ("name", before.rstrip("_- ."), "")
    for part in file.parts[:-1]:
        if moodle := _MOODLE.fullmatch(part):
            person = ("Moodle", moodle["name"], moodle["number"])
    return replace(file, lesson=lesson, person=person, order=order, late=late)


def _with_people(files: Sequence[_File], path: Path) -> Iterator[_File]:
    """Yield the files, each with the person that its folder or its name says."""
    courses = _OURS | {file.lesson.casefold() for file in files}
    root = path.name if path.is_dir() else path.stem if path.suffix.lower() == ".zip" else path.parent.name
    if root.casefold() in courses or not clean(root):
        root = "learner"
    depth = _wrappers([file for file in files if not _platform(file)], courses)
    many = {lesson for lesson, number in Counter(file.lesson for file in files).items() if number > 1}
    for file in files:
        own = [part for part in file.parts[depth:-1] if part.casefold() not in courses]
        if own and not _platform(file):
            file = replace(file, person=("name", own[0], ""))
        elif not file.person:
            note = ("Neither a folder nor the file's name says whose this is.",) if file.lesson in many else ()
            file = replace(file, person=("name", root, ""), notes=note)
        yield file


def _platform(file: _File) -> bool:
    """Return whether a platform's name says whose it is, wherever the file is."""
    return file.person[:1] in (("Canvas",), ("Moodle",))


def _wrappers(files: Sequence[_File], courses: set[str]) -> int:
    """Return how many folders are around all submissions and name no learner."""
    depth = 0
    while files and all(len(file.parts) > depth + 1 for file in files):
        inside = [[part for part in file.parts[depth + 1 : -1] if part.casefold() not in courses] for file in files]
        named = {file.person for file in files}
        flat = not any(inside) and len(named) > 1 and () not in named
        if len({file.parts[depth] for file in files}) > 1 or not (all(inside) or flat):
            break
        depth += 1
    return depth


def _with_students(files: Sequence[_File]) -> Iterator[_File]:
    """Yield the files, each with one text for its person; people whose names look the same get different texts."""
    # (form, name) -> lesson -> numbers
    by_name: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in files:
        form, name, number = file.person
        by_name[form, name][file.lesson].add(number)
    texts: dict[tuple[str, str, str], str] = {}
    used: set[str] = set()
    students: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
    for form, name, number in sorted({file.person for file in files}):
        # Canvas's number is the person's; Moodle's is another one in each assignment
        numbers = by_name[form, name].values()
        several = len(set().union(*numbers)) > 1 if form == "Canvas" else any(len(each) > 1 for each in numbers)
        who = (form, name, number if several else "")
        if who not in texts:
            text = clean(name) or "without a name"
            text = f"{text} ({number})" if several else text
            texts[who] = next(free for free in chain([text], (f"{text} [{n}]" for n in count(2))) if free not in used)
            used.add(texts[who])
        notes: tuple[str, ...] = ()
        if several:
            notes = (f"Several people are called {clean(name)}: the number tells them apart.",)
        elif texts[who] != name:
            notes = ("The name was changed to be shown: signs in it are not allowed, or it is taken.",)
        students[form, name, number] = (texts[who], notes)
    for file in files:
        student, notes = students[file.person]
        yield replace(file, student=student, notes=(*file.notes, *notes))


def _newest(files: Iterable[_File]) -> Iterator[Submission]:
    """Yield one submission for each student and lesson."""
    groups: dict[tuple[str, str], list[_File]] = defaultdict(list)
    for file in files:
        groups[file.student, file.lesson].append(file)
    folder = folders(student for student, _ in groups)
    for (student, lesson), candidates in sorted(groups.items()):
        *others, file = sorted(candidates, key=lambda file: (file.order, file.parts, file.member or 0))
        late = ("Handed in late, as the platform says.",) if file.late else ()
        notes = (*file.notes, *late, *([_several(file, others)] if others else []))
        time = file.when.isoformat(timespec="seconds") if file.when else ""
        place = (file.source, file.member)
        known = (file.person[0], file.person[2]) if file.person[2] else ()
        yield Submission(student, lesson, folder[student], file.shown, time, notes, file.problem, *place, *known)


def _several(counts: _File, others: Sequence[_File]) -> str:
    """Return the note that says which of several files counted, and by what."""
    last = others[-1]
    if counts.parts == last.parts:
        by = "the last of this name in the zip"
    elif counts.order == last.order:
        by = "the last by name, as no time or number tells them apart"
    elif counts.order[0] != last.order[0]:
        by = "the one that is not in the course's own folder"
    elif counts.person[0] == "Canvas":
        by = "the newest by the platform's number"
    else:
        by = "the newest by its time" if counts.order[2] != last.order[2] else "the last copy by its number"
    names = Counter(file.shown for file in others)
    rest = [name if number == 1 else f"{name} ({number} times)" for name, number in names.items()]
    more = f" and {len(rest) - 5} more" if len(rest) > 5 else ""
    return f"Of {len(others) + 1} files {counts.shown} counted, {by}; not {', '.join(rest[:5])}{more}."
