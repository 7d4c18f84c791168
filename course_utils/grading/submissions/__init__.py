"""The submissions in folders and zips: which learner and lesson each belongs to, and what happened to every file.

`files` lists what is there, `names` says what a path means, `contents` what a notebook is, `people` whose it is, and
`newest` which of several counts. Nothing is unpacked, no link is followed, and no file goes without an outcome.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from course_utils.checks.lesson import lessons, solutions
from course_utils.grading.notebook_code import Unreadable, parse
from course_utils.grading.safe_names import clean, folders
from course_utils.grading.submissions import contents, newest
from course_utils.grading.submissions.files import Reader, SubmissionsError, entries
from course_utils.grading.submissions.names import Item, Names
from course_utils.grading.submissions.people import Person, identify

__all__ = ["OUTCOMES", "FileOutcome", "Found", "Submission", "SubmissionsError", "Unreadable", "find", "parse"]

Outcome = Literal[
    "graded",
    "not graded",  # it has a row that says why
    "older",
    "copy",
    "no exercises",  # another file of the learner has them
    "unreadable",  # another file of the learner can be read
    "no lesson",
    "no learner",
    "not a notebook",
    "junk",
    "refused",  # a link, a folder too deep, a name that leads out of the zip
]
OUTCOMES: tuple[str, ...] = get_args(Outcome)

_NO_LESSON = "its name holds no lesson's name, as 02_sequential_mlp.ipynb does, and its code imports no lesson's checks"
_OUTCOMES: dict[str, Outcome] = {"refused": "refused", "junk": "junk", "nobody": "no learner", "notebook": "no lesson"}


@dataclass(frozen=True)
class Submission:
    """One learner's notebook for one lesson."""

    student: str  # who handed it in, as the platform or the folder says; different for different people
    lesson: str  # "02_sequential_mlp"
    folder: str  # a folder's name for the student, safe on every system, one for each student
    file: str  # where it was found, below the path, with "/"
    time: str  # when it was handed in or last written, ISO 8601 with a zone, or ""
    notes: tuple[str, ...] = ()  # late, several files and which one counted, an unclear name
    problem: str = ""  # why it cannot be graded
    source: Path = Path()  # the file itself, or the zip
    member: tuple[int, ...] = ()  # its place in the list of the zip, and in that of a zip inside
    place: str = ""  # folders and name below the given path, as they are, with "/"
    platform: str = ""  # "Moodle", "Canvas", "Blackboard", "Brightspace", "nbgrader", or ""
    number: str = ""  # the learner's number there: of the person, or of person and assignment (Moodle)

    def read(self) -> bytes:
        """Return the notebook's bytes, at most 20 MB.

        Raises
        ------
        Unreadable
            With `problem`, or with what went wrong now.
        """
        if self.problem:
            raise Unreadable(self.problem)
        with Reader() as reader:
            return reader.read(self.source, self.member)


@dataclass(frozen=True)
class FileOutcome:
    """What happened to one file, or to a folder that was not opened."""

    path: str
    outcome: Outcome
    sentence: str  # why, without a full stop, as it can follow ":"
    student: str = ""


@dataclass(frozen=True)
class Found:
    """What a search has found, sorted by student and lesson."""

    submissions: tuple[Submission, ...]  # one for each student and lesson
    files: tuple[FileOutcome, ...]  # every file that was met, by path
    readings: tuple[str, ...] = ()  # how folders were read that can be read differently, in whole sentences

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Every file that has no separate row, and why."""
        return tuple((file.path, file.sentence) for file in self.files if file.outcome not in ("graded", "not graded"))


def find(
    paths: str | Path | Iterable[str | Path],
    names: Sequence[str] | None = None,
    *,
    learner_level: int | None = None,
    due: datetime | None = None,
) -> Found:
    """Find everything that was handed in below some paths.

    Parameters
    ----------
    paths : str or Path, or an iterable of them
        Notebooks, folders and zips. A link is followed here, and nowhere below.
    names : sequence of str, optional
        The lessons' names; all lessons of the course that have exercises.
    learner_level : int, optional
        Which folder below a path names the learner, where no platform does: 1 for the first, 0 for the path itself.
    due : datetime, optional
        What was handed in later gets a note. Without a zone, it is a time in this computer's zone.

    Returns
    -------
    Found

    Raises
    ------
    SubmissionsError
        When a path is not there, cannot be opened, or is none of the three; and when the folders can be read in
        several ways.
    """
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    exercises = {lesson: tuple(solutions(lesson)) for lesson in names or lessons()}
    items = _list(given, Names(tuple(exercises)))
    with Reader() as reader:
        for item in items:
            if item.kind == "notebook":
                _look_into(item, reader, exercises)
    roots = [_root(path, exercises) for path in given]
    readings = identify([item for item in items if item.kind not in ("refused", "junk")], roots, learner_level)
    groups = _group(items)
    grouped = {id(item) for group in groups.values() for item in group}
    outcomes = [_outcome(item) for item in items if id(item) not in grouped]
    folder = folders(group[-1].label for group in groups.values())
    submissions = []
    for (_, lesson), group in groups.items():
        outcomes += _group_outcomes(group)
        submissions.append(_submission(group, lesson, folder[group[-1].label], due and due.astimezone()))
    submissions.sort(key=lambda each: (each.student, each.lesson))
    return Found(tuple(submissions), tuple(sorted(outcomes, key=lambda file: (file.path, file.outcome))), readings)


def _list(given: Sequence[Path], names: Names) -> list[Item]:
    """Return every file below the paths, once."""
    items, seen = [], set()
    resolved = []
    for path in given:
        try:
            resolved.append(path.resolve(strict=True))
        except (OSError, RuntimeError, ValueError) as error:
            message = f"{clean(str(path))} cannot be opened: {getattr(error, 'strerror', None) or error}"
            raise SubmissionsError(f"{message}; name a notebook, a folder or a zip") from error
    several = len({path.name for path in resolved}) == len(resolved)
    for container, (path, real) in enumerate(zip(given, resolved, strict=True)):
        around = "" if len(given) == 1 else clean(real.name if several else str(path))
        try:
            found = list(entries(real))
        except OSError as error:
            raise SubmissionsError(f"{clean(str(path))} cannot be opened: {error.strerror}") from error
        for entry in found:
            key = (entry.source, entry.member, entry.parts if entry.refused else ())
            if key not in seen or not entry.source.name:
                items.append(names.item(entry, container, around))
            seen.add(key)
    return items


def _look_into(item: Item, reader: Reader, exercises: Mapping[str, Sequence[str]]) -> None:
    """Read a notebook, and note whether it can be read, which lesson it is of, and whether it has exercises."""
    if not item.problem:
        try:
            code = "\n".join(parse(reader.read(item.entry.source, item.entry.member)))
        except Unreadable as error:
            item.problem = str(error)
        else:
            if not item.named:
                item.lesson = contents.lesson_of(code, [*exercises]) or item.lesson
            if item.lesson:
                item.answers = contents.has_exercises(code, exercises[item.lesson])
            if item.lesson and not item.answers:
                item.sentence = contents.wrong_notebook(code, item.lesson, exercises)
    if not item.lesson:
        item.kind, item.sentence = "unusable", _NO_LESSON
        item.problem = item.problem or _NO_LESSON


def _root(path: Path, exercises: Mapping[str, Sequence[str]]) -> str:
    """Return the name of the learner that everything in a path belongs to, if it is one learner's."""
    path = path.resolve()
    name = path.name if path.is_dir() else path.stem if path.suffix.lower() == ".zip" else path.parent.name
    ours = {"exercises", "notebooks", "solutions", *exercises}
    return "learner" if name.casefold() in ours or not clean(name) else name


# ---- one submission for each learner and lesson


def _group(items: Sequence[Item]) -> dict[tuple[Person, str], list[Item]]:
    """Return the files of each learner for each lesson; the last file of each list counts.

    A learner of whom nothing can be graded has one group all the same, for the lesson that most others handed in.
    """
    groups: dict[tuple[Person, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.person and item.lesson and item.kind in ("notebook", "unusable"):
            groups[item.person, item.lesson].append(item)
    common: dict[int, Counter[str]] = defaultdict(Counter)
    for (_, lesson), group in groups.items():
        for container in {item.container for item in group}:
            common[container][lesson] += 1
    overall = sum(common.values(), Counter())
    known = {person for person, _ in groups}
    for item in items:
        handed_in = item.kind == "unusable" or (item.kind == "other" and item.platform)
        numbers = common[item.container] or overall
        if item.person and item.person not in known and handed_in and numbers:
            lesson = min(numbers, key=lambda each: (-numbers[each], each))
            groups[item.person, lesson].append(item)
    return {key: newest.in_order(group) for key, group in groups.items()}


def _submission(group: Sequence[Item], lesson: str, folder: str, due: datetime | None) -> Submission:
    *others, item = group
    notes = [*dict.fromkeys(item.notes)]
    if item.platform and item.platform.late:  # Canvas says so; the times in its zips are those of the download
        notes.append("Handed in late, as the platform says.")
    elif due and item.when and item.when > due and not (item.platform and item.platform.name == "Canvas"):
        by = "the platform" if item.platform and item.platform.when else "the time of the file"
        notes.append(f"Handed in late: {newest.moment(item.when)} by {by}, and it was due {newest.moment(due)}.")
    if item.checkpoint:
        notes.append("This is a copy that Jupyter keeps for itself; the notebook itself was not handed in.")
    if others:
        notes.append(newest.note(group))
    platform, number = (item.platform.name, item.platform.number) if item.platform else ("", "")
    time = item.when.isoformat(timespec="seconds") if item.when else ""
    place = (item.entry.source, item.entry.member, "/".join(item.entry.parts))
    return Submission(
        item.label, lesson, folder, item.shown, time, tuple(notes), _problem(item), *place, platform, number
    )


def _problem(item: Item) -> str:
    """Return why an item cannot be graded, "" when it can."""
    return item.problem or item.sentence


# ---- what happened with each file


def _group_outcomes(group: Sequence[Item]) -> Iterator[FileOutcome]:
    *others, counts = group
    for item in others:
        outcome, reason = newest.why(group, item)
        yield FileOutcome(item.shown, outcome, f"{counts.shown} counts instead, because {reason}", item.label)
    problem = _problem(counts)
    if problem:
        yield FileOutcome(counts.shown, "not graded", problem, counts.label)
    else:
        yield FileOutcome(counts.shown, "graded", f"graded for {counts.lesson}", counts.label)


def _outcome(item: Item) -> FileOutcome:
    outcome = _OUTCOMES.get(item.kind, "not a notebook")
    if item.kind == "unusable" and item.sentence == _NO_LESSON:
        outcome = "no lesson"
    return FileOutcome(item.shown, outcome, item.sentence or item.problem, item.label)
