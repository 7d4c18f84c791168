"""What a file's name and folders say about its platform, its learner and its lesson, and whether it is junk.

ada/02_sequential_mlp.ipynb                                           a folder for each learner
ada_02_sequential_mlp.ipynb                                           the learner before the lesson
02_sequential_mlp - Ada Lovelace.ipynb                                Google Drive, the learner after the lesson
Ada Lovelace_123456_assignsubmission_file_/02_sequential_mlp.ipynb    Moodle, download in folders
Ada Lovelace_123456_assignsubmission_file_02_sequential_mlp.ipynb     Moodle, without folders
lovelaceada_LATE_12345_67890_02_sequential_mlp-1.ipynb                Canvas; LATE and -1 only at times
LATE_anon_aB3dE_67890_02_sequential_mlp.ipynb                         Canvas, anonymous
Homework 2_ada01_attempt_2026-05-04-20-01-55_02_sequential_mlp.ipynb  Blackboard
12345-67890 - Ada Lovelace - May 4, 2026 801 PM/02_sequential_mlp.ipynb     Brightspace
ada+ps2+2026-05-04 20:01:55 UTC+aB3d/02_sequential_mlp.ipynb          nbgrader, inbound
submitted/ada/ps2/02_sequential_mlp.ipynb                             nbgrader, submitted
"""

import functools
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from course_utils.grading.safe_names import clean
from course_utils.grading.submissions.files import Entry, junk_folder

NOT_A_NOTEBOOK = "this is not a notebook (.ipynb)"
_OURS = {"exercises", "notebooks", "solutions"}  # folders of the course, which name no learner
_PACKED = {".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar"}
_UNFINISHED = {".crdownload", ".part", ".partial", ".download", ".opdownload"}
_DOCUMENTS = {".pdf", ".html", ".htm", ".docx", ".odt", ".py", ".json", ".webarchive", ".url"}
_NOTEBOOK = re.compile(r"(?:\.ipynb(?:\.(?:txt|json))?)+$", re.IGNORECASE)
_COPY_OF = re.compile(r"(?:(?:copy of|kopie von|copie de|copia d[ei]|cópia de|kopie van)\s+)+", re.IGNORECASE)
_COPY = re.compile(r"\s?\((\d{1,6})\)$|-(?:Copy)?(\d{1,6})$", re.IGNORECASE)
LONGEST = 500  # characters of a name that is looked at closely; file systems have half of them
_CHECKPOINT = re.compile(r"-checkpoint(?:-\d+)?(?:\s?\(\d+\))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Platform:
    """What a name says that a platform gave to a file or a folder.

    Attributes
    ----------
    name : str
        "Moodle", "Canvas", "Blackboard", "Brightspace" or "nbgrader".
    person : str
        The learner's name or, if the platform gives none, what it writes instead.
    number : str
        The learner's number on this platform: of the person in Canvas and Brightspace, of the person in one
        assignment in Moodle. Brightspace writes the number of the assignment after it.
    assignment : str
        What the platform calls the assignment, "" where it says nothing.
    file : str
        The name of the file as it was handed in; "" when the platform's name is a folder's.
    """

    name: str
    person: str
    number: str = ""
    assignment: str = ""
    file: str = ""
    when: datetime | None = None
    late: bool = False
    upload: int = 0  # Canvas counts uploads


@dataclass(slots=True)
class Item:
    """A file on its way to an outcome."""

    entry: Entry
    shown: str  # the path as it is shown
    container: int  # which of the paths that were given
    kind: str = "other"  # "notebook", "unusable" for something else that was handed in, "other", or "refused"
    sentence: str = ""  # why it is not a submission
    problem: str = ""  # why it cannot be read
    platform: Platform | None = None
    depth: int = 0  # which of the parts is the platform's
    lesson: str = ""
    named: bool = False  # whether the file's own name holds the lesson's
    copy: int = 0
    downloaded: bool = False  # whether the number of the copy is a browser's, as in "(1)"
    checkpoint: bool = False
    published: bool = False  # in a folder where the course keeps lessons and solutions
    chain: tuple[str, ...] = ()  # folders that may be the learner's, and the learner in the file's name
    answers: bool = True  # whether the notebook holds an exercise of the lesson
    code: str = ""
    person: tuple[str, ...] = ()  # what identifies the learner
    label: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def when(self) -> datetime | None:
        """When it was handed in, as the platform says, or else written."""
        return (self.platform and self.platform.when) or self.entry.when


def canonical(name: str) -> str:
    """Return a name in its canonical form, in which "ü" is one character and not two."""
    return unicodedata.normalize("NFC", name)


# ---- platforms


_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"


def _digits(form: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, form).astimezone()


def _brightspace_time(text: str) -> datetime:
    month, day, year, clock, half = re.split(r",?\s+", text.strip())
    hour, minute = divmod(int(clock), 100)
    number = _MONTHS.index(month[:3].casefold()) // 3 + 1
    return datetime(int(year), number, int(day), hour % 12 + 12 * (half.upper() == "PM"), minute).astimezone()


def _nbgrader_time(text: str) -> datetime:
    year, month, day, hour, minute, second = (int(number) for number in re.findall(r"\d+", text)[:6])
    zone: tzinfo | None = None
    if name := re.search(r"\s([A-Za-z][\w/+-]*)$", text):
        zone = UTC if name[1] in ("UTC", "UCT", "GMT") else ZoneInfo(name[1])
    return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone()


def _moment(convert: Callable[[str], datetime], text: str) -> datetime | None:
    try:
        return convert(text)
    except (ValueError, KeyError, OSError, OverflowError, TypeError):  # another language, or a zone not known here
        return None


_MOODLE = re.compile(r"(?P<person>.+?)(?:_(?P<number>\d{1,18}))?_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL)
_CANVAS = re.compile(
    r"(?:(?P<late2>LATE_)?anon_(?P<code>[A-Za-z0-9]{3,12})"
    r"|(?P<person>[^_]+(?:_[^_\d][^_]*)*?)_(?P<late>LATE_)?(?P<number>\d{1,18}))"
    r"_(?P<upload>\d{1,18})_(?P<file>.+)",
    re.DOTALL,
)
_BLACKBOARD = re.compile(
    r"(?P<head>.+?)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<text>\.txt))?", re.DOTALL
)
_BRIGHTSPACE = re.compile(
    r"(?P<number>\d{1,18})-\d{1,18} - (?P<person>.+?) - (?P<when>(?:(?! - ).)*\d(?:(?! - ).)*)(?: - (?P<file>.+))?",
    re.DOTALL,
)
_INBOUND = re.compile(
    r"(?P<person>.+)\+(?P<assignment>[^+]+)\+(?P<when>\d{4}-\d\d-\d\d[ T_]\d\d\D?\d\d\D?\d\d[^+]*)(?:\+[^+]*)?",
    re.DOTALL,
)
# what begins like a platform's name and is none of the above
_LOOKS = {
    re.compile(r"_assignsubmission_|_assignfeedback_"): "Moodle",
    re.compile(r"(?:^|_)attempt_\d{4}-"): "Blackboard",
    re.compile(r"^\d+-\d+ - "): "Brightspace",
    re.compile(r"\+\d{4}-\d\d-\d\d[ T_]\d\d"): "nbgrader",
    re.compile(r"^submission_\d{5,18}$"): "Gradescope",
}


@functools.lru_cache(maxsize=4096)
def platform_of(part: str, is_file: bool, lesson_at: int = -1) -> Platform | None:
    """Return what a platform says in one part of a path, None if the part has no platform's form.

    Parameters
    ----------
    part : str
        The name of a file or a folder.
    is_file : bool
    lesson_at : int
        Where a lesson's name begins in it, -1 when it holds none: "ada_2024_02_sequential_mlp" is not Canvas's.
    """
    if len(part) > LONGEST:
        return None
    if match := _MOODLE.fullmatch(part):
        return Platform("Moodle", match["person"], match["number"] or "", file=match["file"] or "")
    if match := _BLACKBOARD.fullmatch(part):
        assignment, _, person = match["head"].rpartition("_")
        if assignment and person:
            when = _moment(_digits("%Y-%m-%d-%H-%M-%S"), match["when"])
            return Platform("Blackboard", person, "", assignment, match["file"] or "", when)
    if match := _BRIGHTSPACE.fullmatch(part):
        when = _moment(_brightspace_time, match["when"])
        return Platform("Brightspace", match["person"], match["number"], file=match["file"] or "", when=when)
    if is_file and (match := _CANVAS.fullmatch(part)):
        at = match.start("file")
        if at <= lesson_at or (lesson_at < 0 and len(match["upload"]) > 3):
            person, number = match["person"] or f"anon_{match['code']}", match["number"] or match["code"]
            late = bool(match["late"] or match["late2"])
            return Platform("Canvas", person, number, file=match["file"], late=late, upload=int(match["upload"]))
    if not is_file and (match := _INBOUND.fullmatch(part)):
        return Platform(
            "nbgrader", match["person"], "", match["assignment"], "", _moment(_nbgrader_time, match["when"])
        )
    return None


def looks_like(name: str) -> str:
    """Return why a name that looks like a platform's does not name the learner, "" for any other name."""
    for form, platform in _LOOKS.items():
        if form.search(name):
            rename = f"but {clean(name, 60)} does not say whose it is; rename it to the learner's name"
            return f"this looks like a download from {platform}, {rename}"
    return ""


# ---- one file

_shown = functools.lru_cache(maxsize=4096)(clean)


class Names:
    """Reads names, for lessons of these names."""

    def __init__(self, lessons: tuple[str, ...]):
        longest_first = sorted(lessons, key=len, reverse=True)
        anywhere = "|".join(re.escape(lesson) for lesson in longest_first)
        self._mention = re.compile(rf"(?<![^\W_])(?:{anywhere})(?![^\W_])", re.IGNORECASE)
        self._lessons = {lesson.casefold(): lesson for lesson in lessons}
        self._courses = _OURS | set(self._lessons)

    def item(self, entry: Entry, container: int, around: str = "") -> Item:
        """Return the file with everything that its names say; `around` is shown before its path."""
        shown = "/".join(_shown(part) for part in entry.parts)
        item = Item(entry, f"{around}/{shown}" if around else shown, container, problem=entry.problem)
        if entry.refused:
            junk = len(entry.parts) > 1 and not entry.parts[-1] and junk_folder(entry.parts[-2])
            item.kind, item.sentence = "junk" if junk else "refused", entry.refused
            return item
        own = self._find_platform(item)
        stem = _NOTEBOOK.sub("", own)
        suffix = os.path.splitext(own)[1].casefold()
        mentions = list(self._mention.finditer(stem))
        before, after = stem, ""
        if mentions:  # the last one: a person may be called like a lesson
            before, after = stem[: mentions[-1].start()], stem[mentions[-1].end() :]
            item.lesson, item.named = self._lessons[mentions[-1][0].casefold()], True
        else:
            around_it = [self._lessons[part] for part in map(str.casefold, entry.parts[:-1]) if part in self._lessons]
            item.lesson = around_it[-1] if around_it else ""
        item.checkpoint = bool(_CHECKPOINT.search(stem))
        if ending := _COPY.search(after):
            item.copy, item.downloaded = int(ending[1] or ending[2]), bool(ending[1])
        if not item.platform:
            item.chain = self._chain(entry, before if mentions or stem != own or suffix in _PACKED else "", after)
        item.published = len(entry.parts) > 1 and entry.parts[-2].casefold() in ("notebooks", "solutions")
        if any(junk_folder(part) for part in entry.parts[:-1]) or own.startswith((".", "~$")):
            item.kind, item.sentence = "junk", "this is a hidden file, which the system made for itself"
        elif stem != own or (item.named and suffix == ".json"):
            item.kind = "notebook"
        elif suffix in _PACKED or suffix in _UNFINISHED or (suffix in _DOCUMENTS and (item.named or item.platform)):
            item.kind = "unusable"
            item.problem = item.sentence = entry.problem or _why_unusable(suffix)
        else:
            item.sentence = NOT_A_NOTEBOOK
        return item

    def _find_platform(self, item: Item) -> str:
        """Find the outermost platform's name in a path, and return the name of the file as it was handed in."""
        parts = item.entry.parts
        for at, part in enumerate(parts):
            is_file = at == len(parts) - 1 or part.casefold().endswith(".zip")
            lesson = list(self._mention.finditer(part)) if is_file else []
            if found := platform_of(part, is_file, lesson[-1].start() if lesson else -1):
                item.platform, item.depth = found, at
                return found.file if at == len(parts) - 1 and found.file else parts[-1]
            if part.casefold() == "submitted" and len(parts) > at + 3 and not is_group(parts[at + 1]):
                item.platform, item.depth = Platform("nbgrader", parts[at + 1], "", parts[at + 2]), at + 1
                return parts[-1]
        return parts[-1]

    def _chain(self, entry: Entry, before: str, after: str) -> tuple[str, ...]:
        """Return the names that may be the learner's: folders, and what the file's name holds next to the lesson."""
        folders = [part[:-4] if part.casefold().endswith(".zip") else part for part in entry.parts[:-1]]
        chain = [part for part in folders if part.casefold() not in self._courses]
        before = "" if is_group(before) else _COPY_OF.sub("", before).strip("_- .")
        uploader = len(after) < LONGEST and re.fullmatch(r"(?:\s?\(\d+\))?\s+-\s+(\D.*?)(?:\s?\(\d+\))?", after)
        if before:
            chain.append(before)
        elif uploader and not is_version(uploader[1]):
            chain.append(uploader[1])
        return tuple(canonical(part) for part in chain)


def _why_unusable(suffix: str) -> str:
    hand_in = "hand in the notebook (.ipynb) itself"
    if suffix in _UNFINISHED:
        return f"the download of this file was not finished; {hand_in}"
    if suffix in _PACKED:
        return f"{suffix} files cannot be opened here; {hand_in}, or a .zip"
    return f"this is a {suffix} file, not a notebook; {hand_in}"


# ---- words in folders' names

_VERSION_WORDS = (
    "my|mine|own|new|old|final|finished|done|draft|first|second|third|last|latest|backup|bak|copy|kopie|copie|copia|"
    "version|v|attempt|try|submission|resubmission|attachments?|attachment\\(s\\)|files?|corrected|fixed|solution|"
    "answers?|hand ?in|untitled|tmp|temp|neu|alt"
)
_GROUP_WORDS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    "week|woche|section|sec|group|gruppe|lab|tutorial|tutorium|class|kurs|session|batch|cohort|assignment|homework|hw|"
    "sheet|blatt|lesson|unit|module|day|round|ps|late|mail|e-mail|email|by mail|resit"
)
_VERSION = re.compile(rf"(?:(?:{_VERSION_WORDS})(?![^\W\d_])[\W_]*(?:\d{{1,3}}[\W_]*)?|\d{{14}}[\W_]*)+", re.IGNORECASE)
_GROUP = re.compile(rf"(?:{_GROUP_WORDS})s?(?![^\W\d_]).*", re.IGNORECASE | re.DOTALL)


def is_version(name: str) -> bool:
    """Return whether a name is one for versions of a learner's own work: "old", "attempt 2", "final_v3"."""
    return bool(_VERSION.fullmatch(name))


def is_group(name: str) -> bool:
    """Return whether a name is one for a part of the class or of the course: "monday", "week 2", "section A"."""
    return bool(_GROUP.fullmatch(name))
