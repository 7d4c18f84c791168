"""The report of one graded submission, and the folder of reports that tables and pages are made from.

A report is a JSON file that grading puts in place at once. Any other file in the folder, and any report that somebody
changed by hand, is named and left out: one odd file must not keep a class from its grades.
"""

import json
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from course_utils.checks.result import STATUSES, Result, from_plain, to_plain
from course_utils.grading.safe_names import clean, visible
from course_utils.paths import write

FOLDER = "reports"
FORMAT = 2
LARGEST = 10 * 2**20  # bytes; one with all of its code has a fiftieth
LONGEST = 2000  # characters of a text of feedback
MOST = 50  # exercises of a lesson, and notes
_LESSON = re.compile(r"\d\d[a-z]?_[a-z0-9_]{1,60}", re.ASCII)


@dataclass(frozen=True)
class Report:
    """What one submission got.

    Attributes
    ----------
    student, lesson, file, time : str
        As in `submissions.Submission`.
    results : tuple of Result
        One for each exercise of the lesson, in order.
    notes : tuple of str
        What the learner should know of the submission, and of cells that raised or were left out.
    problem : str
        Why the submission could not be read; empty when it was graded.
    isolation : str
        "bubblewrap", or "none: " and why learners' code was not isolated.
    code : str
        The code of the submission, to compare submissions with each other.
    sha256, hidden : str
        Digests of the notebook, and of the teacher's own images that it was judged by.
    seconds : float
        How long grading took, at least 0.
    format : int

    Raises
    ------
    ValueError
        When there is no learner or lesson, no exercise or one of them twice, or too much of anything.
    """

    student: str
    lesson: str
    file: str
    time: str
    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()
    problem: str = ""
    isolation: str = ""
    code: str = ""
    sha256: str = ""
    hidden: str = ""
    seconds: float = 0.0
    format: int = FORMAT

    def __post_init__(self) -> None:
        if not self.student or not _LESSON.fullmatch(self.lesson):
            raise ValueError("it names no learner, or no lesson such as 02_sequential_mlp")
        names = [result.exercise for result in self.results]
        if not names or len(set(names)) < len(names):
            raise ValueError("it holds no exercise, or one of them twice")
        if len(names) > MOST or len(self.notes) > MOST:
            raise ValueError(f"it holds over {MOST} exercises or notes")
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
    def next_step(self) -> str:
        """What the learner does next, in one sentence: a core exercise that has not passed comes before an extra."""
        if self.problem:
            return f"Your notebook could not be read, so nothing was graded: {self.problem.rstrip('.')}."
        waiting = sorted((result for result in self.results if not result.passed), key=lambda result: not result.core)
        if not waiting:
            return "All exercises passed: go on with the next lesson."
        return STATUSES[waiting[0].status].next_step.format(lesson=self.lesson, exercise=waiting[0].exercise)

    def tidy(self) -> "Report":
        """Return this report with every text as it may be shown: nothing invisible in it, and not too long.

        Raises
        ------
        ValueError
            When nothing is left of a name.
        """
        return replace(
            self,
            student=clean(self.student),
            file=clean(self.file),
            time=clean(self.time, 40),
            results=tuple(map(_tidy, self.results)),
            notes=tuple(clean(note, LONGEST) for note in self.notes[:MOST]),
            problem=_text(self.problem),
            isolation=clean(self.isolation),
        )


class DamagedReport(Exception):
    """Why a file is not a report, in one sentence."""


def store(report: Report, path: Path) -> None:
    """Put a report in place at once."""
    write(path, json.dumps(to_plain(report), ensure_ascii=False, indent=1) + "\n")


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
        raise DamagedReport("no file")
    if path.suffix != ".json":
        raise DamagedReport("no report (.json)")
    if about.st_size > LARGEST:
        raise DamagedReport(f"{about.st_size / 2**20:.0f} MB are too many for a report")
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise DamagedReport("damaged: this is no JSON; grade the submission again") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise DamagedReport(f"no report of format {FORMAT}; grade the submission again")
    try:
        return from_plain(content, Report).tidy()
    except ValueError as error:
        raise DamagedReport(f"damaged: {clean(str(error))}; grade the submission again") from error


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
    texts = result.with_texts(_text)
    name, code = clean(result.exercise), _text(result.code)
    return replace(texts, exercise=name, code=code, warnings=texts.warnings[:MOST], notes=texts.notes[:MOST])


def _text(text: str) -> str:
    text = visible(text[: LONGEST + 1]).strip("\n")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
