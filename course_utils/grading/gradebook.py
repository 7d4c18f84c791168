"""The grade books of Moodle and Canvas: a teacher's downloaded file with the grades filled in.

Both platforms read back the file that they have given out. Moodle's is the grading worksheet of one assignment
(View all submissions, Download grading worksheet); it finds people by the column "Identifier" and takes "Grade" and
"Feedback comments". Canvas's is the exported grade book (Grades, Export); it finds people by the column "ID" and
assignments by the number at the end of a column's name. Every cell that gets no grade stays as it is, byte for byte.
Nobody is guessed: a learner is found by the platform's number, or without one by a name that only one row has.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.checks.lesson import lessons as known
from course_utils.checks.result import number
from course_utils.grading.reports import Report

LARGEST = 50 * 2**20  # bytes; a class of thousands has about one megabyte
FEEDBACK = "Automatic check: "  # how a comment of ours begins; others are a teacher's own, and stay
_NEEDED = {
    "moodle": ({"Identifier", "Grade", "Last modified (grade)"},),
    "canvas": ({"Student", "ID"}, {"LastName", "FirstName", "ID"}),
}
_DOWNLOAD = {
    "moodle": "set Moodle to English and download the grading worksheet of the assignment again",
    "canvas": "set Canvas to English and export the grade book again",
}
_NAMES = ("Full name", "Student")
_ACCOUNTS = ("Email address", "SIS User ID", "SIS Login ID", "Integration ID")
_ASSIGNMENT = re.compile(r".+ \(\d+\)")


class GradebookError(Exception):
    """Raised when a file cannot be filled in; the message is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Filled:
    """A grade book with grades.

    Attributes
    ----------
    content : str
    grades : int
        How many cells got a grade.
    notes : tuple of str
        What the teacher should know of the whole file, in whole sentences.
    left_out : tuple of (str, str)
        Learners who handed in and have no grade in the file, and why.
    absent : tuple of str
        People in the file of whom no notebook was handed in.
    """

    content: str
    grades: int
    notes: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]


@dataclass
class _Row:
    """A person in a grade book."""

    cells: list[list[str]]  # each cell as it is in the file, and what separates it from the next
    number: str
    identifier: str
    name: str  # empty where the platform hides it
    names: set[str] = field(default_factory=set)
    taken: bool = False

    @property
    def label(self) -> str:
        return self.name or self.identifier


class Gradebook:
    """A file that Moodle or Canvas gave out.

    Parameters
    ----------
    platform : str
        "moodle" or "canvas".
    path : Path
    lessons : iterable of str
        The lessons that there will be grades of.

    Raises
    ------
    GradebookError
    """

    def __init__(self, platform: str, path: Path, lessons: Iterable[str]):
        self.platform, self.path = platform, path
        self._rows = _read(platform, path)
        self._header = [_value(cell) for cell, _ in self._rows[0]]
        twice = [name for name, times in Counter(self._header).items() if times > 1 and name]
        if twice:
            raise GradebookError(f"{path.name} has several columns “{twice[0]}”; {_DOWNLOAD[platform]}")
        self._people = [*self._read_people()]
        if not self._people:
            raise GradebookError(f"{path.name} names nobody; {_DOWNLOAD[platform]}")
        self.notes: list[str] = []
        self._columns = self._find_columns(sorted(set(lessons)))

    def fill(self, reports: Sequence[Report], numbers: Mapping[tuple[str, str], tuple[str, str]]) -> Filled:
        """Return the file with the grades of a run.

        Parameters
        ----------
        reports : sequence of reports.Report
        numbers : mapping
            From student and lesson to the platform ("Moodle", "Canvas" or "") and its number for the student.
        """
        left_out: list[tuple[str, str]] = []
        rows: dict[int, list[Report]] = {}
        for report in reports:
            if report.lesson not in self._columns:
                continue
            row = self._find(report, *numbers.get((report.student, report.lesson), ("", "")))
            if isinstance(row, str):
                left_out.append((report.student, row))
            else:
                row.taken = True
                rows.setdefault(id(row), []).append(report)
        notes, grades = [*self.notes], 0
        most = {lesson: self._most(column) for lesson, column in self._columns.items()}
        for row in self._people:
            claims = rows.get(id(row), [])
            people = {report.student for report in claims}
            if len(people) > 1:
                left_out += [(student, f"several learners fit the row of {row.label}") for student in sorted(people)]
                continue
            for report in claims:
                if why := self._enter(row, report, most[report.lesson]):
                    left_out.append((report.student, why))
                else:
                    grades += 1
        for lesson, maximum in most.items():
            points = next((report.max_points for report in reports if report.lesson == lesson), maximum)
            if maximum and points != maximum:
                platform = self.platform.capitalize()
                notes.append(
                    f"{platform} gives at most {number(maximum)} for {lesson}, which has {number(points)} points, "
                    f"so the points were converted: {number(points)} became {number(maximum)}."
                )
        content = "".join(cell + end for row in self._rows for cell, end in row)
        absent = tuple(row.label for row in self._people if not row.taken)
        return Filled(content, grades, tuple(notes), tuple(left_out), absent)

    # ---- whose row it is

    def _read_people(self) -> Iterable[_Row]:
        for cells in self._rows[1:]:
            at = {name: _value(cell).strip() for name, (cell, _) in zip(self._header, cells, strict=False)}
            identifier = at.get("Identifier", at.get("ID", ""))
            found = re.fullmatch(r"(?:.*\D)?(\d+)", identifier) if self.platform == "moodle" else None
            digits = found[1] if found else identifier if identifier.isdecimal() else ""
            if not digits:
                continue  # Canvas's row of possible points, an empty line
            name = next((at[column] for column in _NAMES if at.get(column)), "")
            name = name or " ".join(filter(None, (at.get("FirstName"), at.get("LastName"))))
            accounts = {at[column].casefold() for column in _ACCOUNTS if at.get(column)}
            yield _Row(cells, digits, identifier, name, canonical(name) | accounts)

    def _find(self, report: Report, platform: str, digits: str) -> _Row | str:
        """Return the row of a learner, or why there is none."""
        file = self.path.name
        student = re.sub(r" \(\d+\)$", "", report.student)  # a number distinguishes people of one name
        wanted = canonical(student) | {student.casefold()}
        if platform.casefold() == self.platform and digits:
            rows = [row for row in self._people if row.number == digits]
            if len(rows) != 1:
                return f"{len(rows) or 'no'} rows in {file} have the number {digits}"
            if self.platform == "moodle" and rows[0].name and canonical(rows[0].name).isdisjoint(wanted):
                # each assignment of Moodle has its own numbers
                return f"the number {digits} is {rows[0].name} in {file}, which may be of a different assignment"
            return rows[0]
        rows = [row for row in self._people if row.names & wanted]
        if len(rows) == 1:
            return rows[0]
        return f"several people in {file} have this name" if rows else f"nobody in {file} has this name"

    # ---- which cells

    def _find_columns(self, lessons: Sequence[str]) -> dict[str, int]:
        if self.platform == "moodle":
            if len(lessons) > 1:
                raise GradebookError(
                    f"a worksheet of Moodle is for one assignment, and these notebooks are of {len(lessons)} lessons: "
                    f"{', '.join(lessons)}; grade what was handed in for one assignment at a time"
                )
            return {lesson: self._header.index("Grade") for lesson in lessons}
        possible = [at for at, name in enumerate(self._header) if _ASSIGNMENT.fullmatch(name)]
        columns: dict[str, int] = {}
        for lesson in lessons:
            named = [at for at in possible if _names(self._header[at], lesson)]
            if not named and len(lessons) == len(possible) == 1:
                (only,) = possible
                named = [] if any(_names(self._header[only], other) for other in known()) else [only]
            if len(named) == 1:
                columns[lesson] = named[0]
            else:
                how_many = f"{len(named)} assignments" if named else "no assignment"
                self.notes.append(
                    f"{self.path.name} has {how_many} with “{lesson}” in the name, so it got no grades of this lesson; "
                    "rename the assignment in Canvas, or export a view that shows only this assignment."
                )
        if not columns:
            raise GradebookError(" ".join(self.notes).rstrip("."))
        return columns

    def _most(self, column: int) -> float:
        """Return the maximum of points that the platform gives in a column, 0 if it names none."""
        if self.platform == "moodle":
            if "Maximum grade" not in self._header:
                return 0.0
            cells = [row.cells[self._header.index("Maximum grade")][0] for row in self._people]
        else:
            rows = [row for row in self._rows[1:] if _value(row[0][0]).strip() == "Points Possible"]
            cells = [row[column][0] for row in rows if len(row) > column]
        try:
            return max(float(_value(cell).replace(",", ".")) for cell in cells[:1])
        except ValueError:  # a scale, or empty
            return 0.0

    def _enter(self, row: _Row, report: Report, most: float) -> str:
        """Write one grade, and return why it cannot be written, or "" if it was."""
        if report.failure:
            return "this notebook could not be graded because of an error in the grader itself"
        column = self._columns[report.lesson]
        cells = row.cells
        at = {name: _value(cell) for name, (cell, _) in zip(self._header, cells, strict=False)}
        if len(cells) <= column:
            return f"the row of {row.label} is too short"
        if at.get("Grade can be changed", "Yes") == "No":
            return "Moodle has locked this grade"
        if self.platform == "canvas" and (mark := _value(cells[column][0]).strip().upper()) in ("EX", "N/A"):
            return "is excused in Canvas" if mark == "EX" else "the assignment is not assigned to this person in Canvas"
        _set(cells[column], number(report.share * most if most else report.points))
        if "Feedback comments" in at and (not at["Feedback comments"] or at["Feedback comments"].startswith(FEEDBACK)):
            _set(cells[self._header.index("Feedback comments")], _feedback(report), quoted=True)
        return ""


def canonical(name: str) -> set[str]:
    """Return the forms by which a name is found: its words in any order, and its letters in one piece."""
    words = _words(name).split()
    return {" ".join(sorted(words)), "".join(words)} if words else set()


def _names(column: str, lesson: str) -> bool:
    """Return whether the name of a column contains that of a lesson, whatever is between its words."""
    return f" {_words(lesson)} " in f" {_words(column)} "


def _words(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", unicodedata.normalize("NFKC", text).casefold())).strip()


def _feedback(report: Report) -> str:
    """Return a comment in Moodle's HTML, with nothing in it that a learner wrote."""
    outcomes = ", ".join(f"{result.exercise} {result.words}" for result in report.results)
    return html.escape(
        f"{FEEDBACK}{number(report.points)} of {number(report.max_points)} points: {outcomes}.", quote=False
    )


# ---- cells as they are in the file


def _read(platform: str, path: Path) -> list[list[list[str]]]:
    """Return the rows of a file, each a list of cells as they are and of what follows each."""
    again = f"{_DOWNLOAD[platform]}, and don't save it from a spreadsheet"
    try:
        if path.stat().st_size > LARGEST:
            raise GradebookError(f"{path.name} is too large for a grade book; {again}")
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GradebookError(f"{path} cannot be read: {error.strerror}; --gradebook needs a file") from error
    except UnicodeDecodeError as error:
        raise GradebookError(f"{path.name} is not a CSV file in UTF-8; {again}") from error
    for separator in ",;\t":
        rows = [*_rows(text, separator)]
        header = {_value(cell) for cell, _ in rows[0]} if rows else set()
        if any(needed <= header for needed in _NEEDED[platform]):
            return rows
    needed = ", ".join(sorted(_NEEDED[platform][0]))
    raise GradebookError(f"{path.name} doesn't have the columns {needed}; {again}")


def _rows(text: str, separator: str) -> Iterable[list[list[str]]]:
    pattern = rf'(\ufeff?(?:"(?:[^"]|"")*"|[^{separator}\r\n]*))({separator}|\r\n|\r|\n|\Z)'
    row: list[list[str]] = []
    for match in re.finditer(pattern, text):
        if match.start() == len(text) and not row:
            return
        row.append([match[1], match[2]])
        if match[2] != separator:
            yield row
            row = []


def _value(cell: str) -> str:
    """Return the text of a cell, without a byte order mark and without quotes."""
    cell = cell.removeprefix("\ufeff")
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _set(cell: list[str], text: str, quoted: bool = False) -> None:
    """Replace the text of a cell, and keep its quotes."""
    if quoted or cell[0].startswith('"'):
        text = '"' + text.replace('"', '""') + '"'
    cell[0] = text
