"""Which submissions stand in a path: whose is each, for which lesson, and which of several counts?

A path is a notebook, a folder or a zip. Nothing is unpacked, no link is followed, and what is no submission is named
with the reason. The names of files tell whose they are; these forms are known, in a zip as well as unpacked:

    ada/02_sequential_mlp.ipynb                                        a folder for each learner
    ada_02_sequential_mlp.ipynb                                        the learner before the lesson
    Ada Lovelace_123456_assignsubmission_file_/02_sequential_mlp.ipynb     Moodle, download all, in folders
    Ada Lovelace_123456_assignsubmission_file_02_sequential_mlp.ipynb      Moodle, without folders
    lovelaceada_LATE_12345_67890_02_sequential_mlp-1.ipynb                 Canvas; LATE and -1 only at times
"""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter, defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

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
_JUNK = {"__macosx": "macOS's own file", "__pycache__": "Python's own file"}


class SubmissionsError(Exception):
    """Why a path cannot be looked through at all, in one sentence with the way out."""


@dataclass(frozen=True)
class Submission:
    """One learner's notebook for one lesson.

    Attributes
    ----------
    student : str
        Who handed it in, as the platform or the folder says; different for different people.
    lesson : str
        "02_sequential_mlp".
    folder : str
        A folder's name for the student, safe on every system, one for each student.
    file : str
        Where it was found, below the path, with "/".
    time : str
        When it was last written, ISO 8601 (without a zone from a zip, which has none), or "".
    notes : tuple of str
        What learner and teacher should know: late, several files and which one counted, an unclear name.
    problem : str
        Why it cannot be read, or "".
    source : Path
        The file itself, or the zip.
    member : int or None
        Its place in the zip's list.
    """

    student: str
    lesson: str
    folder: str
    file: str
    time: str
    notes: tuple = ()
    problem: str = ""
    source: Path = Path()
    member: int | None = None

    def read(self):
        """The notebook's bytes, at most 20 MB.

        Raises
        ------
        Unreadable
            With `problem`, or with what went wrong now.
        """
        if self.problem:
            raise Unreadable(self.problem)
        try:
            content = _file_bytes(self.source) if self.member is None else _member_bytes(self.source, self.member)
        except OSError as error:
            raise Unreadable(f"the file cannot be read: {error.strerror or type(error).__name__}") from error
        # a damaged member shows itself in as many ways as there are forms of packing
        except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, RuntimeError, zlib.error) as error:
            said = "this file is damaged in the zip; it must be packed and uploaded again"
            raise Unreadable(f"{said} ({clean(str(error), 80)})") from error
        if len(content) > LARGEST:
            raise Unreadable(too_large(len(content)))
        return content


@dataclass(frozen=True)
class Found:
    """What stands in a path.

    Attributes
    ----------
    submissions : tuple of Submission
        By student and lesson; one for each pair that has a notebook.
    left_out : tuple of (str, str)
        Every other file, and why it is no submission.
    """

    submissions: tuple
    left_out: tuple


@dataclass(frozen=True)
class _File:
    """A file on its way to become a submission."""

    parts: tuple  # of str: folders and name below the path, as they are
    stamp: float  # comparable seconds; -inf where unknown
    time: str
    source: Path
    member: int | None = None
    problem: str = ""
    lesson: str = ""
    person: tuple = ()  # (form, name, number)
    order: tuple = ()
    late: bool = False
    notes: tuple = ()

    @property
    def shown(self):
        return "/".join(clean(part) for part in self.parts)


def find(path, names=None):
    """Everything that was handed in below a path.

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
        mode = path.stat().st_mode
    except (OSError, RuntimeError, ValueError) as error:
        said = f"{clean(str(path))} cannot be opened: {getattr(error, 'strerror', None) or error}"
        raise SubmissionsError(f"{said}; name a notebook, a folder or a zip") from error
    if stat.S_ISDIR(mode):
        files, left_out = _in_folder(path)
    elif stat.S_ISREG(mode) and path.suffix.lower() == ".ipynb":
        files, left_out = [_of_disk(path, (path.name,), path.stat())], []
    elif stat.S_ISREG(mode) and (path.suffix.lower() == ".zip" or zipfile.is_zipfile(path)):
        files, left_out = _in_zip(path)
    else:
        raise SubmissionsError(f"{clean(path.name)} is none of these: a notebook (.ipynb), a folder, a zip (.zip)")
    notebooks = []
    for file in files:
        read, why = _read_name(file, names)
        if why:
            left_out.append((file.shown, why))
        else:
            notebooks.append(read)
    notebooks = _with_people(notebooks, path)
    return Found(tuple(_newest(_with_students(notebooks))), tuple(sorted(left_out)))


# ---- the files of a folder and of a zip


def _in_folder(root):
    """The files below a folder; no link is followed."""
    files, left_out, waiting, seen = [], [], deque([((), root)]), Counter()
    while waiting:
        above, folder = waiting.popleft()  # what lies less deep comes first
        try:
            with os.scandir(folder) as entries:
                here = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            left_out.append((_File(above, 0, "", root).shown or ".", f"this folder cannot be opened: {error.strerror}"))
            continue
        for entry in here:
            parts = (*above, entry.name)
            if not _fits(above, seen, left_out):
                continue
            shown = _File(parts, 0, "", root).shown
            try:
                junction = getattr(entry, "is_junction", lambda: False)()  # Windows; Python 3.12 and newer
                found = entry.stat(follow_symlinks=False)
            except OSError as error:
                left_out.append((shown, f"it cannot be looked at: {error.strerror}"))
                continue
            if stat.S_ISLNK(found.st_mode) or junction:
                left_out.append((shown, "a link, which may lead anywhere; hand in the file itself"))
            elif stat.S_ISDIR(found.st_mode):
                if why := _junk(parts):
                    left_out.append((shown + "/", why))
                elif len(parts) > DEEPEST:
                    left_out.append((shown + "/", f"more than {DEEPEST} folders deep"))
                else:
                    waiting.append((parts, Path(entry.path)))
            elif stat.S_ISREG(found.st_mode):
                files.append(_of_disk(Path(entry.path), parts, found))
            else:
                left_out.append((shown, "neither a file nor a folder"))
    return files, left_out


def _fits(above, seen, left_out):
    """Count one more entry in a folder; False where a folder around it holds too many, which is told once.

    A folder that somebody filled takes no room from the folders beside it.
    """
    for depth, most in ((2, MOST_BELOW), (1, MOST_FILES), (0, 10 * MOST_FILES)):
        around = above[:depth]
        if len(around) < depth:
            continue
        seen[around] += 1
        if seen[around] > most:
            if seen[around] == most + 1:
                left_out.append(
                    ("/".join([*map(clean, around), ""]), f"over {most:,} files; the rest was not looked at")
                )
            return False
    return True


def _of_disk(path, parts, found):
    problem = too_large(found.st_size) if found.st_size > LARGEST else ""
    try:
        when = datetime.fromtimestamp(found.st_mtime, UTC).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):  # a time that no calendar has
        when = ""
    return _File(parts, found.st_mtime if when else float("-inf"), when, path, problem=problem)


def _in_zip(path):
    """The files in a zip; nothing is unpacked yet."""
    unpack = "unpack it yourself and grade the folder"
    try:
        if _list_bytes(path) > LARGEST_LIST:
            raise SubmissionsError(f"the list of files in {clean(path.name)} is too large to be read; {unpack}")
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except OSError as error:
        raise SubmissionsError(f"{clean(path.name)} cannot be opened: {error.strerror}") from error
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, UnicodeDecodeError, IndexError) as error:
        said = f"{clean(path.name)} is a damaged zip ({clean(str(error), 80)})"
        raise SubmissionsError(f"{said}; download it again, or {unpack}") from error
    if len(members) > MOST_FILES:
        raise SubmissionsError(f"there are over {MOST_FILES:,} files in {clean(path.name)}; {unpack}, in parts")
    files, left_out = [], []
    for number, member in enumerate(members):
        name = _member_name(member)
        parts = tuple(part for part in name.split("/") if part not in ("", "."))
        shown = _File(parts, 0, "", path).shown
        kind = stat.S_IFMT(member.external_attr >> 16)
        if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
            left_out.append((clean(name), "its name leads out of the zip; the notebook must be packed again"))
        elif kind == stat.S_IFLNK:
            left_out.append((shown, "a link, which may lead anywhere; hand in the file itself"))
        elif name.endswith("/") or not parts:
            continue  # a folder
        elif kind not in (0, stat.S_IFREG):
            left_out.append((shown, "neither a file nor a folder"))
        elif len(parts) > DEEPEST + 1:
            left_out.append((shown, f"more than {DEEPEST} folders deep"))
        else:
            files.append(_of_zip(path, number, member, parts))
    return files, left_out


def _list_bytes(path):
    """How many bytes the zip says that its list of files has: asked before the list is read into memory."""
    with path.open("rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - 65_557))  # the end's record and the longest comment
        end = file.read()
    at = end.rfind(b"PK\5\6")
    return struct.unpack("<L", end[at + 12 : at + 16])[0] if at >= 0 and len(end) >= at + 16 else 0


def _member_name(member):
    """A member's name with "/"; macOS writes UTF-8 and does not say so, old Windows tools write backslashes."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeError):  # else it is what it says, an old code page
            name = name.encode("cp437").decode("utf-8")
    return name if "/" in name else name.replace("\\", "/")


def _of_zip(path, number, member, parts):
    problem = ""
    if member.flag_bits & 0x1:
        problem = "it is encrypted in the zip; pack it again without a password"
    elif member.file_size > LARGEST:
        problem = too_large(member.file_size)
    elif member.file_size > 2**20 and member.file_size > RATIO * member.compress_size:
        problem = f"it unpacks to over {RATIO} times its size, as no notebook does; hand in the .ipynb itself"
    elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        problem = "it is packed in a way that cannot be read here; pack it again as a plain zip"
    try:
        when = datetime(*member.date_time)
    except ValueError:
        when = None
    if when is None or when.year <= 1980:  # where the program that packed it knew no time
        return _File(parts, float("-inf"), "", path, number, problem)
    stamp = when.replace(tzinfo=UTC).timestamp()  # only compared within this zip
    return _File(parts, stamp, when.isoformat(timespec="seconds"), path, number, problem)


def _file_bytes(path):
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreadable("this is no file any more; hand in the notebook itself")
        return file.read(LARGEST + 1)


def _member_bytes(path, number):
    with zipfile.ZipFile(path) as archive, archive.open(archive.infolist()[number]) as file:
        return file.read(LARGEST + 1)


# ---- what names say


def _junk(parts):
    for part in parts:
        if why := _JUNK.get(part.casefold()):
            return why
        if part.startswith("."):
            checkpoint = part == ".ipynb_checkpoints"
            return "a copy that Jupyter keeps for itself" if checkpoint else "a hidden file or folder"
    return ""


def _read_name(file, lessons):
    """The file with its lesson and what its name tells of the person; or why it is no submission."""
    name = file.parts[-1]
    if why := _junk(file.parts):
        return file, why
    if name.casefold().endswith((".zip", ".tar", ".gz", ".7z", ".rar")):
        return file, "a packed file inside; unpack it there, if a notebook is in it"
    if not name.casefold().endswith(".ipynb"):
        return file, "no notebook (.ipynb)"
    stem = name[: -len(".ipynb")]
    at = {lesson: _place(lesson, stem) for lesson in lessons}
    at = {lesson: place for lesson, place in at.items() if place >= 0}
    if not at:
        return file, "its name holds no lesson's name, as 02_sequential_mlp.ipynb does"
    lesson = max(at, key=lambda one: (at[one], len(one)))  # the last one: a person may be called like a lesson
    copy = _COPY.search(stem[at[lesson] + len(lesson) :])
    copy = int(copy[1] or copy[2]) if copy else 0
    # in a copy of the whole course the exercises are the answers
    own = len(file.parts) < 2 or file.parts[-2].casefold() not in ("notebooks", "solutions")
    order, person, late = (own, 0, file.stamp, copy), (), False
    before = stem[: at[lesson]]
    canvas = _CANVAS.fullmatch(stem)
    if canvas and canvas.start("rest") <= at[lesson]:
        person, late = ("Canvas", canvas["name"], canvas["number"]), bool(canvas["late"])
        order = (own, int(canvas["attachment"]), copy, file.stamp)
    elif moodle := _MOODLE.fullmatch(stem):
        person = ("Moodle", moodle["name"], moodle["number"])
    elif before.strip("_- ."):
        person = ("name", before.rstrip("_- ."), "")
    for part in file.parts[:-1]:
        if moodle := _MOODLE.fullmatch(part):
            person = ("Moodle", moodle["name"], moodle["number"])
    return replace(file, lesson=lesson, person=person, order=order, late=late), ""


def _place(lesson, stem):
    """Where a lesson's name stands in a file's, by itself; -1 where it does not."""
    found = [match.start() for match in re.finditer(rf"(?<![^\W_]){re.escape(lesson)}(?![^\W_])", stem, re.IGNORECASE)]
    return found[-1] if found else -1


def _with_people(files, path):
    """Give each file the person that its folder, or its name, tells of."""
    courses = _OURS | {file.lesson.casefold() for file in files}
    root = path.name if path.is_dir() else path.stem if path.suffix.lower() == ".zip" else path.parent.name
    if root.casefold() in courses or not clean(root):
        root = "learner"
    depth = _wrappers([file for file in files if not _platform(file)], courses)
    many = {lesson for lesson, number in Counter(file.lesson for file in files).items() if number > 1}
    people = []
    for file in files:
        own = [part for part in file.parts[depth:-1] if part.casefold() not in courses]
        if own and not _platform(file):
            file = replace(file, person=("name", own[0], ""))
        elif not file.person:
            note = ("Neither a folder nor the file's name says whose this is.",) if file.lesson in many else ()
            file = replace(file, person=("name", root, ""), notes=note)
        people.append(file)
    return people


def _platform(file):
    """Whether a platform's name says whose it is, wherever the file lies."""
    return file.person[:1] in (("Canvas",), ("Moodle",))


def _wrappers(files, courses):
    """How many folders stand around all submissions and name no learner."""
    depth = 0
    while files and all(len(file.parts) > depth + 1 for file in files):
        inside = [[part for part in file.parts[depth + 1 : -1] if part.casefold() not in courses] for file in files]
        named = {file.person for file in files}
        flat = not any(inside) and len(named) > 1 and () not in named
        if len({file.parts[depth] for file in files}) > 1 or not (all(inside) or flat):
            break
        depth += 1
    return depth


def _with_students(files):
    """Give each file's person one text; people with the same name, and texts that only look the same, get two."""
    by_name = defaultdict(lambda: defaultdict(set))  # (form, name) -> lesson -> numbers
    numbers = defaultdict(set)
    for file in files:
        form, name, number = file.person
        by_name[form, name][file.lesson].add(number)
        numbers[form, name].add(number)
    taken, texts, used = {}, {}, set()
    for form, name, number in sorted({file.person for file in files}):
        # Canvas's number is the person's; Moodle's is another one in each assignment
        lessons = by_name[form, name].values()
        several = len(numbers[form, name]) > 1 if form == "Canvas" else any(len(found) > 1 for found in lessons)
        who = (form, name, number) if several else (form, name, "")
        if who not in taken:
            text = clean(name) or "without a name"
            text = f"{text} ({number})" if several else text
            taken[who] = next(one for one in chain([text], (f"{text} [{n}]" for n in count(2))) if one not in used)
            used.add(taken[who])
        alike = f"Several people are called {clean(name)}: the number tells them apart."
        odd = taken[who] != name and not several
        note = alike if several else "The name was changed to be shown: signs in it are not allowed, or it is taken."
        texts[form, name, number] = (taken[who], (note,) if several or odd else ())
    return [(texts[file.person][0], replace(file, notes=(*file.notes, *texts[file.person][1]))) for file in files]


def _newest(named):
    """One submission for each student and lesson."""
    folder = folders(student for student, _ in named)
    groups = defaultdict(list)
    for student, file in named:
        groups[student, file.lesson].append(file)
    for (student, lesson), files in sorted(groups.items()):
        files.sort(key=lambda file: (file.order, file.parts, file.member or 0))
        *others, counts = files
        notes = [*counts.notes]
        if counts.late:
            notes.append("Handed in late, as the platform says.")
        if others:
            notes.append(_several(counts, others))
        yield Submission(
            student,
            lesson,
            folder[student],
            counts.shown,
            counts.time,
            tuple(notes),
            counts.problem,
            counts.source,
            counts.member,
        )


def _several(counts, others):
    """Which of several files counted, and by what."""
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
    rest = Counter(file.shown for file in others)
    rest = [name if number == 1 else f"{name} ({number} times)" for name, number in rest.items()]
    more = f" and {len(rest) - 5} more" if len(rest) > 5 else ""
    return f"Of {len(others) + 1} files {counts.shown} counted, {by}; not {', '.join(rest[:5])}{more}."
