"""The files of a folder or a zip, in one form wherever they are.

Nothing is unpacked to disk, and no link is followed. A zip inside the folder or the zip is looked into, one level deep.
`zipfile.Path` would not do: it shows one of two members of the same name, takes ".." for a folder, and searches the
whole list for every folder.
"""

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from course_utils.grading.notebook_code import LARGEST, Unreadable, too_large
from course_utils.grading.safe_names import clean

MOST_FILES = 50_000  # in a zip, or below one folder: a class of 500 whose members all hand in the whole course
MOST_BELOW = 5_000  # below a folder in a folder, or in a zip inside: both belong to one learner
LARGEST_LIST = 16 * 2**20  # bytes of a zip's list of files
LARGEST_INSIDE = 64 * 2**20  # bytes of a zip inside a zip, which is held in memory
LARGEST_UNPACKED = 2**30  # bytes of everything in a zip inside, because all its notebooks are read
DEEPEST = 20  # folders in folders

_KINDS = {stat.S_IFREG: "", stat.S_IFLNK: "this is a link, and links are not followed; hand in the file itself"}
_OTHER_KIND = "this is neither a file nor a folder"
_TOO_DEEP = f"this folder is more than {DEEPEST} folders deep, so it was not opened"
_JUNK = {"__macosx": "this folder is macOS's own", "__pycache__": "this folder is Python's own"}
_DAMAGED = (  # a damaged zip shows itself in as many ways as there are forms of packing
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    ValueError,
    RuntimeError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
)


class SubmissionsError(Exception):
    """Raised when a path cannot be searched at all; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, or a folder that is not opened."""

    parts: tuple[str, ...]  # folders and name below the path, as they are; a folder's end with ""
    refused: str = ""  # why it is not looked at
    problem: str = ""  # why it cannot be read
    when: datetime | None = None  # when it was last written
    source: Path = Path()  # the file itself, or the zip
    member: tuple[int, ...] = ()  # its place in the list of the zip, or that of the zip inside and then its own


class _BadZip(Exception):
    """Raised for a zip that cannot be listed; the message completes a sentence that begins with its name."""


def entries(path: Path) -> Iterator[Entry]:
    """Yield the files in a folder, a zip, or the one notebook that the path is.

    Raises
    ------
    SubmissionsError
        When the path is none of the three, or is a zip that cannot be listed.
    """
    status = path.stat()
    regular, name = stat.S_ISREG(status.st_mode), path.name.lower()
    if stat.S_ISDIR(status.st_mode):
        yield from _on_disk(path)
    elif regular and re.search(r"\.ipynb(\.txt|\.json)?$", name):
        yield _disk_entry((path.name,), path, status)
    elif regular and (name.endswith(".zip") or zipfile.is_zipfile(path)):
        try:
            yield from _in_zip(path, MOST_FILES)
        except _BadZip as error:
            unpack = "unpack it yourself and grade the folder"
            raise SubmissionsError(f"{clean(path.name)} {error}; download it again, or {unpack}") from error
    else:
        raise SubmissionsError(f"{clean(path.name)} is not a notebook (.ipynb), a folder or a zip (.zip)")


def junk_folder(name: str) -> str:
    """Return what kind of junk a folder holds, whose files nobody handed in, "" for any other folder."""
    if name == ".ipynb_checkpoints":
        return "Jupyter keeps its own copies in this folder"
    return _JUNK.get(name.casefold()) or ("this is a hidden folder" if name.startswith(".") else "")


# ---- folders


def _on_disk(root: Path) -> Iterator[Entry]:
    """Yield the files below a folder, those in fewer folders first.

    A folder that somebody filled takes no room from the folders next to it.
    """
    waiting: deque[tuple[tuple[str, ...], str | Path]] = deque([((), root)])
    seen: Counter[tuple[str, ...]] = Counter()
    while waiting:
        above, folder = waiting.popleft()
        try:
            with os.scandir(folder) as unsorted:
                found = sorted(unsorted, key=lambda entry: entry.name)
        except OSError as error:
            yield Entry((*(above or (".",)), ""), refused=f"this folder cannot be opened: {error.strerror}")
            continue
        for depth, most in ((2, MOST_BELOW), (1, MOST_FILES), (0, 10 * MOST_FILES)):
            around = above[:depth]
            if len(around) == depth:
                room = max(most - seen[around], 0)
                if seen[around] <= most < seen[around] + len(found):
                    refused = f"this folder holds over {most:,} files; the rest was not looked at"
                    yield Entry((*around, ""), refused=refused)
                seen[around] += len(found)
                found = found[:room]
        for item in found:
            parts = (*above, item.name)
            try:
                status = item.stat(follow_symlinks=False)
                junction = getattr(item, "is_junction", bool)()  # Windows; Python 3.12 and newer
            except OSError as error:
                yield Entry(parts, refused=f"the system cannot say what this is: {error.strerror}")
                continue
            if junction or not stat.S_ISDIR(status.st_mode):
                kind = stat.S_IFLNK if junction else stat.S_IFMT(status.st_mode)
                refused = _KINDS.get(kind, _OTHER_KIND)
                if not refused and _is_zip(item.name):
                    most = MOST_BELOW if above else MOST_FILES  # next to each other they may be whole downloads
                    yield from _inside(parts, Path(item.path), _mtime(status), most)
                else:
                    yield _disk_entry(parts, Path(item.path), status, refused)
            elif refused := junk_folder(item.name) or (_TOO_DEEP if len(parts) > DEEPEST else ""):
                yield Entry((*parts, ""), refused=refused)
            else:
                waiting.append((parts, item.path))


def _disk_entry(parts: tuple[str, ...], path: Path, status: os.stat_result, refused: str = "") -> Entry:
    problem = too_large(status.st_size) if status.st_size > LARGEST else ""
    return Entry(parts, refused, problem, _mtime(status), path)


def _mtime(status: os.stat_result) -> datetime | None:
    return _time(datetime.fromtimestamp, status.st_mtime, UTC)


# ---- zips


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip") and not name.startswith(".")


def _inside(
    parts: tuple[str, ...],
    source: Path,
    when: datetime | None,
    most: int,
    member: tuple[int, ...] = (),
    content: bytes = b"",
) -> Iterator[Entry]:
    """Yield the files of a zip inside the path, or one file with a problem if the zip cannot be listed."""
    try:
        found = list(_in_zip(io.BytesIO(content) if member else source, most, parts, source, member))
    except _BadZip as error:
        yield Entry(
            parts, problem=f"this zip {error}; pack it again and hand it in", when=when, source=source, member=member
        )
        return
    yield from found or [Entry(parts, problem="this zip is empty", when=when, source=source, member=member)]


def _in_zip(
    file: Path | IO[bytes],
    most: int,
    above: tuple[str, ...] = (),
    source: Path | None = None,
    outer: tuple[int, ...] = (),
) -> Iterator[Entry]:
    """Yield the files in a zip; a folder of junk, or too deep, is one entry, as on disk."""
    try:
        if _list_bytes(file) > LARGEST_LIST:
            raise _BadZip("has a list of files that is too large to read")
        archive = zipfile.ZipFile(file)
    except OSError as error:
        raise _BadZip(f"cannot be opened: {error.strerror}") from error
    except _DAMAGED as error:
        raise _BadZip(f"is damaged ({clean(str(error), 80)})") from error
    with archive:
        members = archive.infolist()
        if len(members) > most:
            raise _BadZip(f"holds over {most:,} files")
        if most < MOST_FILES and sum(member.file_size for member in members) > LARGEST_UNPACKED:
            raise _BadZip(f"unpacks to over {LARGEST_UNPACKED // 2**20:,} MB")
        source = source or Path(str(file))
        closed: set[tuple[str, ...]] = set()
        for number, member in enumerate(members):
            name = _member_name(member)
            parts = tuple(part for part in name.split("/") if part not in ("", "."))
            kind = stat.S_IFMT(member.external_attr >> 16) or stat.S_IFREG
            if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
                yield Entry((*above, name), refused="its name leads out of the zip; pack the notebook again")
                continue
            if not parts or (name.endswith("/") and kind != stat.S_IFLNK):
                continue  # a folder
            if (at := _closed_at(parts)) is not None:
                folder, refused = (*above, *parts[: at + 1], ""), junk_folder(parts[at]) or _TOO_DEEP
                if folder not in closed:
                    yield Entry(folder, refused=refused)
                closed.add(folder)
                continue
            entry = Entry(
                (*above, *parts),
                _KINDS.get(kind, _OTHER_KIND),
                _packing_problem(member),
                _zip_time(member),
                source,
                (*outer, number),
            )
            if _is_zip(parts[-1]) and not entry.refused:
                yield from _zip_in_zip(archive, member, entry, bool(above))
            elif entry.problem or member.file_size <= LARGEST:
                yield entry
            else:
                yield Entry(entry.parts, entry.refused, too_large(member.file_size), entry.when, source, entry.member)


def _zip_in_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, entry: Entry, nested: bool) -> Iterator[Entry]:
    problem = entry.problem
    if nested:
        problem = problem or "this is a zip inside a zip inside; hand in the notebook itself"
    elif not problem:
        try:
            with archive.open(member) as file:
                content = file.read(LARGEST_INSIDE + 1)
        except _DAMAGED as error:
            problem = f"this zip is damaged ({clean(str(error), 80)}); pack it again and hand it in"
        else:
            if len(content) <= LARGEST_INSIDE:
                yield from _inside(entry.parts, entry.source, entry.when, MOST_BELOW, entry.member, content)
                return
            problem = f"this zip has over {LARGEST_INSIDE // 2**20} MB; hand in the notebook itself"
    yield Entry(entry.parts, problem=problem, when=entry.when, source=entry.source, member=entry.member)


def _closed_at(parts: tuple[str, ...]) -> int | None:
    """Return which of a file's folders is not opened, None when all are."""
    for at, part in enumerate(parts[:-1]):
        if at == DEEPEST or junk_folder(part):
            return at
    return None


def _list_bytes(file: Path | IO[bytes]) -> int:
    """Return the length that a zip states for its list of files, before the list is read into memory."""
    with ExitStack() as stack:
        opened = stack.enter_context(file.open("rb")) if isinstance(file, Path) else file
        opened.seek(0, os.SEEK_END)
        opened.seek(max(0, opened.tell() - 65_557))  # the end's record and the longest comment
        end = opened.read()
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
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that cannot be read here; pack it again as a plain zip"
    return ""


def _zip_time(member: zipfile.ZipInfo) -> datetime | None:
    """Return when a member was written; if the zip gives no time zone, this computer's zone is assumed."""
    extra = member.extra
    while len(extra) >= 9:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == 0x5455 and size >= 5 and extra[4] & 1:  # Info-ZIP's seconds since 1970, in UTC
            return _time(datetime.fromtimestamp, struct.unpack("<l", extra[5:9])[0], UTC)
        extra = extra[4 + size :]
    if member.date_time[0] <= 1980:  # from a program that does not know the time
        return None
    return _time(datetime, *member.date_time)


def _time(convert: Callable[..., datetime], *arguments: Any) -> datetime | None:
    """Return a time in this computer's zone."""
    try:
        return convert(*arguments).astimezone()
    except (OverflowError, OSError, ValueError):  # a time that no calendar has
        return None


# ---- reading


class Reader:
    """Reads files one after the other and keeps the last zip open, because listing it again would take long."""

    def __init__(self) -> None:
        self._zips: dict[int, tuple[Any, ExitStack, zipfile.ZipFile]] = {}

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        for _key, stack, _archive in self._zips.values():
            stack.close()

    def read(self, source: Path, member: tuple[int, ...]) -> bytes:
        """Return the bytes of a file, at most 20 MB.

        Raises
        ------
        Unreadable
        """
        try:
            with self._open(source, member) as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise Unreadable(f"the file cannot be read: {error.strerror or type(error).__name__}") from error
        except _DAMAGED as error:
            message = "this file is damaged in the zip; pack it again and hand it in"
            raise Unreadable(f"{message} ({clean(str(error), 80)})") from error
        if len(content) > LARGEST:
            raise Unreadable(too_large(len(content)))
        return content

    def _open(self, source: Path, member: tuple[int, ...]) -> IO[bytes]:
        """Open a file on disk, unless a link has taken its place, or a member of a zip."""
        if member:
            archive = self._archive(source, member[:-1])
            return archive.open(archive.infolist()[member[-1]])
        no_link = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        file = open(source, "rb", opener=lambda path, flags: os.open(path, flags | no_link))  # noqa: SIM115
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise Unreadable("this is not a file any more; hand in the notebook itself")
        return file

    def _archive(self, source: Path, outer: tuple[int, ...]) -> zipfile.ZipFile:
        key, depth = (source, outer), len(outer)
        if depth not in self._zips or self._zips[depth][0] != key:
            if depth in self._zips:
                self._zips.pop(depth)[1].close()
            content: Path | io.BytesIO = source
            if outer:
                around = self._archive(source, outer[:-1])
                with around.open(around.infolist()[outer[-1]]) as file:
                    content = io.BytesIO(file.read(LARGEST_INSIDE))
            stack = ExitStack()
            self._zips[depth] = (key, stack, stack.enter_context(zipfile.ZipFile(content)))
        return self._zips[depth][2]
