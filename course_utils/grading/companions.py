"""Small files beside a learner's notebook, such as a module of helpers, which are graded together with it.

Nobody gets another learner's files, or the teacher's. In a folder that holds one learner's notebooks alone, all files
travel. Where a platform puts everything into one folder, those travel whose names begin like the notebook's. Directly
in the path that was given, which may be a folder with anything in it, those travel that the notebook's code names.
"""

import functools
import os
import re
import stat
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from course_utils.grading.notebook_code import Unreadable, parse
from course_utils.grading.safe_names import clean
from course_utils.grading.submissions import Submission

MOST_FILES = 20
MOST_BYTES = 5 * 2**20  # of all files together
DEEPEST = 4  # folders in folders
LARGEST_INSIDE = 100 * 2**20  # bytes of a zip in a zip
LOOKED_AT = 2000  # files and folders on disk, where there is no end of them

_SAFE = re.compile(r"[^\x00-\x1f\x7f<>:\"|?*\\/.][^\x00-\x1f\x7f<>:\"|?*\\/]{0,99}")
_SKIPPED = re.compile(r"\.|__pycache__$|__MACOSX$")  # folders and files that programs keep for themselves
_MOODLE = re.compile(r".+_\d{1,18}_assignsubmission_file_")
_CANVAS = re.compile(r"([^_]+(?:_[^_\d][^_]*)*?_(?:LATE_)?\d{1,18}_)\d{1,18}_")


@dataclass(frozen=True)
class _Beside:
    """A file beside a notebook: its path there with "/", its size, and a function that reads up to a limit."""

    name: str
    size: int
    read: Callable[[int], bytes]


Place = tuple[str, str]  # a folder on disk and "", or a zip and a folder in it


def owners(submissions: Iterable[Submission]) -> dict[Place, set[str]]:
    """Return, for each folder, the learners whose notebooks are in it or below it."""
    students: dict[Place, set[str]] = defaultdict(set)
    for submission in submissions:
        for place in _places(submission):
            students[place].add(submission.student)
    return students


def _places(submission: Submission) -> list[Place]:
    """Return the folder that a notebook is in, and those around it."""
    if not submission.member:
        return [(str(folder), "") for folder in submission.source.parents]
    return [(str(submission.source), str(folder)) for folder in PurePosixPath(submission.place).parents]


def beside(submission: Submission, owners: Mapping[Place, set[str]]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files that travel with a notebook, and what the learner should know of the rest.

    Parameters
    ----------
    submission : submissions.Submission
    owners : mapping
        Of all submissions of this run, from `owners`.

    Returns
    -------
    files : dict of str to bytes
        At most 20, of 5 MB in all. Names are relative to the notebook's folder, with "/".
    notes : tuple of str
    """
    try:
        candidates = list(_candidates(submission, owners))
    except (OSError, Unreadable, zipfile.BadZipFile, ValueError):
        return {}, ()  # why the notebook cannot be read is told where it is graded
    files: dict[str, bytes] = {}
    left: list[str] = []
    room = MOST_BYTES
    for file in sorted(candidates, key=lambda each: (not each.name.endswith(".py"), each.name)):
        content = None
        if len(files) < MOST_FILES and file.size <= room and _is_safe(file.name):
            with suppress(OSError, zipfile.BadZipFile, EOFError, ValueError, RuntimeError, zlib.error):
                content = file.read(room + 1)
        if content is None or len(content) > room:
            left.append(clean(file.name, 80))
        else:
            files[file.name] = content
            room -= len(content)
    return files, _left_out(left)


def _left_out(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    some = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    limits = f"at most {MOST_FILES} files, of {MOST_BYTES // 2**20} MB in all, travel with a notebook"
    return (f"The notebook was graded without these files beside it: {some}. Of readable files, {limits}.",)


def _is_safe(name: str) -> bool:
    """Return whether a name stays inside its folder and can be written on every system."""
    return all(_SAFE.fullmatch(part) and part == clean(part) for part in name.split("/"))


def _prefix(name: str) -> str:
    """Return how the names of a learner's files begin if a platform puts everybody's files into one folder."""
    match = _MOODLE.match(name) or _CANVAS.match(name)
    return (match[1] if match.re is _CANVAS else match[0]) if match else ""


def _candidates(submission: Submission, owners: Mapping[Place, set[str]]) -> Iterator[_Beside]:
    """Yield the files that are the learner's own."""
    name = PurePosixPath(submission.place).name
    if prefix := _prefix(name):
        for file in _files(submission, 0):
            if file.name.startswith(prefix):
                yield replace(file, name=_without_number(file.name.removeprefix(prefix), bool(_CANVAS.match(name))))
    elif len(owners[_places(submission)[0]]) == 1:
        files = _files(submission, DEEPEST)
        yield from files if "/" in submission.place else _named(list(files), "\n".join(parse(submission.read())))


def _without_number(name: str, canvas: bool) -> str:
    """Return a name without the number of the upload that Canvas puts before it, and that of the copy after it."""
    return re.sub(r"-\d{1,3}(?=\.\w+$)", "", re.sub(r"^\d{1,18}_", "", name)) if canvas else name


def _files(submission: Submission, deepest: int) -> Iterator[_Beside]:
    """Yield the files in a notebook's folder and below, but no notebook."""
    if submission.member:
        files = _in_zip(submission.source, submission.member, deepest)
    else:
        files = _on_disk(submission.source.parent, "", deepest, [LOOKED_AT])
    return (file for file in files if not file.name.lower().endswith(".ipynb"))


def _on_disk(folder: Path, above: str, deepest: int, left: list[int]) -> Iterator[_Beside]:
    """Yield the files in a folder and below; no link is followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            left[0] -= 1
            if left[0] < 0:
                return
            if _SKIPPED.match(entry.name) or entry.is_symlink() or getattr(entry, "is_junction", bool)():
                continue
            if entry.is_dir(follow_symlinks=False):
                if deepest:
                    yield from _on_disk(Path(entry.path), f"{above}{entry.name}/", deepest - 1, left)
            elif entry.is_file(follow_symlinks=False):
                yield _Beside(above + entry.name, entry.stat(follow_symlinks=False).st_size, _reader(entry.path))


def _reader(path: str) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        no_link = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(path, "rb", opener=lambda path, flags: os.open(path, flags | no_link)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError("this is not a file any more")
            return file.read(most)

    return read


def _in_zip(source: Path, place: tuple[int, ...], deepest: int) -> Iterator[_Beside]:
    """Yield the files of a zip, or of a zip in it, in the notebook's folder and below."""
    *inside, notebook = place
    members = _members(source, tuple(inside), source.stat().st_mtime_ns)
    folder = members[notebook].filename.rpartition("/")[0]
    start = f"{folder}/" if folder else ""
    for number, info in enumerate(members):
        name = info.filename.removeprefix(start)
        kind = stat.S_IFMT(info.external_attr >> 16) or stat.S_IFREG
        parts = name.split("/")
        own = info.filename.startswith(start) and number != notebook and len(parts) <= deepest + 1
        if own and kind == stat.S_IFREG and not info.is_dir() and not any(map(_SKIPPED.match, parts)):
            yield _Beside(name, info.file_size, _unpacker(source, tuple(inside), info))


@contextmanager
def _opened(source: Path, inside: tuple[int, ...]) -> Iterator[zipfile.ZipFile]:
    """Open a zip, or the zip at this place inside."""
    with ExitStack() as stack:
        archive = stack.enter_context(zipfile.ZipFile(source))
        for number in inside:
            member = archive.infolist()[number]
            if member.file_size > LARGEST_INSIDE:
                raise ValueError(f"the zip inside has {member.file_size} bytes")
            archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(archive.open(member))))
        yield archive


@functools.lru_cache(maxsize=2)
def _members(source: Path, inside: tuple[int, ...], changed: int) -> list[zipfile.ZipInfo]:
    """Return the list of a zip, which the submissions in it share; `changed` is the time of its last change."""
    with _opened(source, inside) as archive:
        return archive.infolist()


def _unpacker(source: Path, inside: tuple[int, ...], member: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        with _opened(source, inside) as archive, archive.open(member) as file:
            return file.read(most)

    return read


def _named(candidates: Sequence[_Beside], code: str) -> list[_Beside]:
    """Return the files that code mentions, and the files that those mention: modules by their stem, others in full."""
    waiting, named = list(candidates), []
    while found := [file for file in waiting if _is_named(file.name, code)]:
        waiting = [file for file in waiting if file not in found]
        named += found
        helpers = [file for file in found if file.name.endswith(".py") and file.size <= MOST_BYTES]
        code = "\n".join(file.read(MOST_BYTES).decode("utf-8", "replace") for file in helpers)
    return named


def _is_named(name: str, code: str) -> bool:
    path = PurePosixPath(name)
    words = [path.name, path.parts[0] if len(path.parts) > 1 else path.name]
    words += [path.stem] if path.suffix == ".py" else []
    return any(re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", code) for word in words)
