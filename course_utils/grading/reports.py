"""The report of one graded submission, and the folder of reports that tables and pages are made from.

A report is a JSON file that grading writes atomically. Any other file in the folder, and any report that somebody
damaged, is named and left out, because one odd file must not keep a class from its grades.

`Report` is the one schema: `encode` shortens what is too long for it, and `decode` accepts whatever `encode` returns.
"""

import json
import re
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path

from course_utils.checks.result import STATUSES, Result, from_plain, to_plain
from course_utils.grading.safe_names import clean, visible
from course_utils.paths import write

FOLDER = "reports"
FORMAT = 3
LARGEST = 10 * 2**20  # bytes, more than the limits below allow; a report has about a fiftieth
LONGEST = 2000  # characters of a text of feedback, and of a note on the whole submission
LONGEST_LINE = 500  # characters of a warning, or of a note on an exercise
LONGEST_FAILURE = 20_000  # characters of a traceback
MOST = 50  # exercises of a lesson, and notes
MOST_LINES = 20  # warnings of an exercise, and notes on it
CODE_BYTES = 200_000  # of a submission's code, kept to compare submissions with each other
_LESSON = re.compile(r"\d\d[a-z]?_[a-z0-9_]{1,60}", re.ASCII)


@dataclass(frozen=True)
class Conditions:
    """What a submission was graded with.

    Attributes
    ----------
    course : str
        The version of the course.
    checks : dict of str to str
        A digest of the check of each exercise, as in `versions.checks`.
    seconds, step_seconds, memory_mb : float, float, int
        As in `sandbox.bubblewrap.Limits`.
    dataset, data_folder : str
        The class's data: ``COURSE_DATASET``, and ``COURSE_DATA_DIR`` where that is set.
    """

    course: str = ""
    checks: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    step_seconds: float = 0.0
    memory_mb: int = 0
    dataset: str = "embedded"
    data_folder: str = ""


@dataclass(frozen=True)
class Report:
    """What one submission got.

    Attributes
    ----------
    student, lesson, file, time : str
        As in `submissions.Submission`.
    results : tuple of Result
        One for each exercise of the lesson, in order.
    file_notes : tuple of str
        What the learner should know of the files that were handed in, as in `submissions.Submission`.
    notes : tuple of str
        What the learner should know of cells that raised or were left out, and of tasks that have changed.
    problem : str
        Why the submission could not be read; empty when it was graded.
    failure : str
        The traceback of an error in the grader itself, which kept it from grading this submission; else empty.
    isolation : str
        "bubblewrap", or "none: " and why learners' code was not isolated.
    code : str
        The code of the submission, to compare submissions with each other.
    sha256, hidden : str
        Digests of the notebook, and of the teacher's own images that it was judged by.
    conditions : Conditions
    seconds : float
        How long grading took, at least 0.
    format : int

    Raises
    ------
    ValueError
        When there is no learner or lesson, and for no exercise, too many of them, or one of them twice.
    """

    student: str
    lesson: str
    file: str
    time: str
    results: tuple[Result, ...]
    file_notes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    failure: str = ""
    isolation: str = ""
    code: str = ""
    sha256: str = ""
    hidden: str = ""
    conditions: Conditions = Conditions()
    seconds: float = 0.0
    format: int = FORMAT

    def __post_init__(self) -> None:
        if not self.student or not _LESSON.fullmatch(self.lesson):
            raise ValueError("it names no learner, or no lesson such as 02_sequential_mlp")
        names = [result.exercise for result in self.results]
        if not names or len(set(names)) < len(names):
            raise ValueError("it holds no exercise, or one of them twice")
        if len(names) > MOST:
            raise ValueError(f"it holds over {MOST} exercises")
        if not 0 <= self.seconds < 1e9:
            raise ValueError(f"`seconds` must be at least 0 and finite, got {self.seconds:g}")

    @property
    def points(self) -> float:
        """The sum of the points."""
        return round(sum(result.points for result in self.results), 2)

    @property
    def max_points(self) -> float:
        """The sum of the possible points."""
        return round(sum(result.max_points for result in self.results), 2)

    @property
    def share(self) -> float:
        """The earned part of the points, in [0, 1]."""
        return self.points / self.max_points if self.max_points else 0.0

    @property
    def stopped(self) -> bool:
        """Whether larger limits might have given more points."""
        ended = any(result.status in ("stopped_time", "stopped_memory", "crashed") for result in self.results)
        return ended or bool(self.notes and self.share < 1)  # a note may be about a cell that was stopped

    @property
    def next_step(self) -> str:
        """What the learner does next, in one sentence: a core exercise that has not passed comes before an extra."""
        if self.failure:
            return "Tell your teacher that your notebook could not be graded because of an error in the grader itself."
        if self.problem:
            return f"Your notebook could not be read, so nothing was graded: {self.problem.rstrip('.')}."
        waiting = sorted((result for result in self.results if not result.passed), key=lambda result: not result.core)
        if not waiting:
            return "Go on with the next lesson, because you have passed all exercises of this one."
        return STATUSES[waiting[0].status].next_step.format(lesson=self.lesson, exercise=waiting[0].exercise)

    def tidy(self) -> "Report":
        """Return this report with every text as it may be shown: nothing invisible in it, and not too long.

        Raises
        ------
        ValueError
            When nothing is left of a name.
        """
        about = self.conditions
        return replace(
            self,
            student=clean(self.student),
            file=clean(self.file),
            time=clean(self.time, 40),
            results=tuple(map(_tidy, self.results)),
            file_notes=_lines(self.file_notes, MOST, LONGEST),
            notes=_lines(self.notes, MOST, LONGEST),
            problem=_text(self.problem),
            failure=visible(self.failure[-LONGEST_FAILURE:]),
            isolation=clean(self.isolation),
            code=_shortened(self.code),
            conditions=replace(about, dataset=clean(about.dataset), data_folder=clean(about.data_folder)),
        )


class DamagedReport(Exception):
    """Raised when a file is not a report; the message is one sentence that says why."""


def encode(report: Report) -> str:
    """Return a report as the text of its file, shortened to the limits of the schema."""
    return json.dumps(to_plain(report.tidy()), ensure_ascii=False, indent=1) + "\n"


def decode(content: str | bytes) -> Report:
    """Return the report in the text of a file.

    Raises
    ------
    DamagedReport
        When it is anything else.
    """
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError):
        raise DamagedReport("damaged: this is not JSON; grade the submission again") from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise DamagedReport(f"not a report of format {FORMAT}; grade the submission again")
    try:
        return from_plain(plain, Report).tidy()
    except ValueError as error:
        raise DamagedReport(f"damaged: {clean(str(error))}; grade the submission again") from error


def store(report: Report, path: Path) -> None:
    """Write a report atomically, after a proof that it can be read back.

    Raises
    ------
    DamagedReport
        When it cannot.
    OSError
    """
    content = encode(report)
    if (size := len(content.encode())) > LARGEST:
        raise DamagedReport(f"{size / 2**20:.0f} MB are too many for a report")
    decode(content)
    write(path, content)


def load(path: Path) -> Report:
    """Return the report in a file.

    Raises
    ------
    DamagedReport
        When the file is anything else.
    OSError
        When it cannot be read.
    """
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        raise DamagedReport("not a file")
    if path.suffix != ".json":
        raise DamagedReport("not a report (.json)")
    if about.st_size > LARGEST:
        raise DamagedReport(f"{about.st_size / 2**20:.0f} MB are too many for a report")
    return decode(path.read_bytes())


def read(folder: str | Path) -> tuple[tuple[Report, ...], tuple[tuple[str, str], ...]]:
    """Read all reports below a folder.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    tuple of Report
        By student and lesson; of two for the same, the one of the newer submission, else of the newer file.
    tuple of (str, str)
        Every other file, and why it is not a report.
    """
    groups: dict[tuple[str, str], list[tuple[tuple[str, float, Path], Report]]] = {}
    odd: list[tuple[str, str]] = []
    folder = Path(folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        try:
            if stat.S_ISDIR(path.lstat().st_mode) or any(part.startswith(".") for part in name.parts):
                continue  # hidden: a report that is just being written
            report = load(path)
            age = (report.time, path.lstat().st_mtime, name)
        except OSError as error:
            odd.append((clean(name.as_posix()), f"it cannot be read: {error.strerror}"))
        except DamagedReport as error:
            odd.append((clean(name.as_posix()), str(error)))
        else:
            groups.setdefault((report.student, report.lesson), []).append((age, report))
    newest = []
    for _, reports in sorted(groups.items()):
        *older, (age, report) = sorted(reports, key=lambda each: each[0])
        newest.append(report)
        why = f"a second report for the same learner and lesson; the newer one counts, {clean(age[-1].as_posix())}"
        odd += [(clean(name.as_posix()), why) for (_, _, name), _ in older]
    return tuple(newest), tuple(sorted(odd))


def _tidy(result: Result) -> Result:
    return replace(
        result.with_texts(_text),
        exercise=clean(result.exercise),
        code=_text(result.code),
        warnings=_lines(result.warnings, MOST_LINES, LONGEST_LINE),
        notes=_lines(result.notes, MOST_LINES, LONGEST_LINE),
    )


def _lines(texts: tuple[str, ...], most: int, longest: int) -> tuple[str, ...]:
    """Return the first texts, each in one line; the last of them says how many were left out."""
    kept = tuple(clean(text, longest) for text in texts[:most])
    left_out = len(texts) - most
    return kept if left_out <= 0 else (*kept[:-1], f"… and {left_out + 1} more")


def _text(text: str) -> str:
    text = visible(text[: LONGEST + 1]).strip("\n")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _shortened(code: str) -> str:
    """Return the beginning of a submission's code, as text that can be written."""
    return code[:CODE_BYTES].encode("utf-8", "replace")[:CODE_BYTES].decode("utf-8", "ignore")
