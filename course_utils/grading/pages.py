"""Two tables of grades, a page for each learner, and a page for the class.

All are made from the reports of `reports.py` alone and written atomically, so that they can be made again at any time.
Whatever learners wrote is escaped, and the pages load nothing from a network.

A learner's page doesn't show the inputs that the grader has drawn. Everybody is graded with the same inputs, so a
learner who knew them could write an answer for them alone. Wherever a text of feedback holds an array (anything in
square or curly brackets, or numbers with decimals in round ones), the page shows […] in its place, and a part that
would say nothing else is left out. Shapes, dtypes, single numbers, the cause, where to look and the learner's own line
stay. Code that is written for it can still carry inputs out in the text of an error, so grade a class that may hand in
again into a different folder, for which different inputs are drawn.
"""

import csv
import functools
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from course_utils.checks.lesson import solutions
from course_utils.checks.result import STATUSES, number
from course_utils.grading.notebook_code import Unreadable, parse
from course_utils.grading.reports import FOLDER, Report
from course_utils.grading.reports import read as read_reports
from course_utils.grading.safe_names import clean, folders
from course_utils.grading.similarity import pairs
from course_utils.paths import course_folder, write

if TYPE_CHECKING:  # loaded when the first page is made
    from jinja2 import Environment

MESSAGES = 8  # commonest ones shown
PAIRS = 30  # shown; the rest is counted
_BINS = (*(f"{start}–{start + 9}" for start in range(0, 100, 10)), "100")  # percent of the points


@dataclass(frozen=True)
class Output:
    """What `make` wrote.

    Attributes
    ----------
    grades, summary, class_page : Path
    pages : tuple of Path
        One for each submission.
    odd : tuple of (str, str)
        Files in the folder of reports that are not reports, and why.
    """

    grades: Path
    summary: Path
    class_page: Path
    pages: tuple[Path, ...]
    odd: tuple[tuple[str, str], ...]


def make(
    out: str | Path,
    *,
    left_out: Iterable[tuple[str, str]] = (),
    readings: Iterable[str] = (),
    common: Mapping[str, str] | None = None,
    decimal_comma: bool = False,
) -> Output:
    """Make all tables and pages of a folder of grades, from its ``reports/``.

    Parameters
    ----------
    out : str or Path
        Gets ``grades.csv``, ``summary.csv``, ``class.html`` and ``<learner>/<lesson>.html``.
    left_out : iterable of (str, str)
        What was handed in but isn't a submission, and why: `submissions.Found.left_out`, for the page of the class.
    readings : iterable of str
        How folders were read that can be read differently: `submissions.Found.readings`.
    common : mapping of str to str, optional
        For each lesson, the code that everybody was given; `published` where there is none.
    decimal_comma : bool
        Whether the tables have ";" between columns and "," in numbers, as spreadsheets in many languages expect.

    Returns
    -------
    Output

    Raises
    ------
    OSError
        When `out` cannot be written.
    """
    out = Path(out)
    reports, odd = read_reports(out / FOLDER)
    folder = folders(report.student for report in reports)
    write(out / "grades.csv", grades_table(reports, decimal_comma))
    write(out / "summary.csv", summary_table(reports, decimal_comma))
    templates = _templates()
    pages: list[Path] = []
    links: dict[tuple[str, str], str] = {}
    for report in reports:
        name = f"{folder[report.student]}/{report.lesson}.html"
        links[report.student, report.lesson] = quote(name)
        write(out / name, student_page(report, templates))
        pages.append(out / name)
    facts = {
        "statuses": STATUSES,
        "learners": len({report.student for report in reports}),
        "lessons": _lessons(reports, common or {}, links),
        "versions": sorted({report.conditions.course for report in reports}),
        "data": sorted({(report.conditions.dataset, report.conditions.data_folder) for report in reports}),
        "odd": odd,
        "left_out": [(clean(name), clean(why)) for name, why in left_out],
        "readings": [*readings],
    }
    write(out / "class.html", templates.get_template("class.html").render(facts))
    return Output(out / "grades.csv", out / "summary.csv", out / "class.html", tuple(pages), odd)


def student_page(report: Report, templates: "Environment | None" = None) -> str:
    """Return the page of one submission, a text of HTML that needs nothing else.

    Parameters
    ----------
    report : reports.Report
    """
    results = [result.with_texts(without_arrays) for result in report.results]
    facts = {
        "report": report,
        "notes": _notes(report),
        "results": results,
        "open": [result for result in results if result.status not in ("passed", "unreadable", "not_attempted")],
        "untouched": [result for result in results if result.status == "not_attempted"],
        "passed": [result for result in results if result.passed],
        "number": number,
    }
    return (templates or _templates()).get_template("student.html").render(facts)


# ---- tables


def grades_table(reports: Sequence[Report], decimal_comma: bool = False) -> str:
    """Return a row for every learner and exercise of what was handed in, as CSV.

    Parameters
    ----------
    reports : sequence of reports.Report

    Returns
    -------
    str
        To be written in UTF-8; it begins with the mark by which spreadsheets recognize this. Texts are in quotes, and
        one that a spreadsheet would compute begins with '.
    """
    rows: list[tuple[Any, ...]] = [
        ("student", "lesson", "exercise", "points", "max_points", "status", "seconds", "message")
    ]
    for report in reports:
        for result in report.results:
            points = (_short(result.points), _short(result.max_points))
            row = (report.student, report.lesson, result.exercise, *points)
            rows.append((*row, result.status, round(result.seconds, 3), result.message))
    return _csv(rows, decimal_comma)


def summary_table(reports: Sequence[Report], decimal_comma: bool = False) -> str:
    """Return a row for every learner, as CSV: the points of each lesson, and their sum.

    Parameters
    ----------
    reports : sequence of reports.Report

    Returns
    -------
    str
        Columns ``student``; for each lesson its name (points; empty where nothing was handed in) and ``…_max``;
        ``total`` and ``total_max``, which counts all lessons, also one that this learner did not hand in.
    """
    lessons = sorted({report.lesson for report in reports})
    most = {lesson: max(report.max_points for report in reports if report.lesson == lesson) for lesson in lessons}
    by_student: dict[str, dict[str, float]] = defaultdict(dict)
    for report in reports:
        by_student[report.student][report.lesson] = report.points
    columns = [name for lesson in lessons for name in (lesson, f"{lesson}_max")]
    rows: list[tuple[Any, ...]] = [("student", *columns, "total", "total_max")]
    for student, points in by_student.items():
        cells = [cell for name in lessons for cell in (_short(points.get(name)), _short(most[name]))]
        rows.append((student, *cells, _short(sum(points.values())), _short(sum(most.values()))))
    return _csv(rows, decimal_comma)


def _csv(rows: Iterable[tuple[Any, ...]], decimal_comma: bool) -> str:
    text = io.StringIO()
    text.write("\ufeff")
    # with every text in quotes, a ; in it is no border either where spreadsheets expect one
    separator = ";" if decimal_comma else ","
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    for row in rows:
        cells = [_cell(cell) if isinstance(cell, str) else _WithComma(cell) if decimal_comma else cell for cell in row]
        writer.writerow(cells)
    return text.getvalue()


class _WithComma(float):
    """A number that a table shows with a decimal comma, and without quotes."""

    def __str__(self) -> str:
        return f"{self:.15g}".replace(".", ",")

    __repr__ = __str__


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) else text


def _short(points: float | None) -> float | str:
    """Return a number of points without needless decimals, an int where it is one; "" for None."""
    if points is None:
        return ""
    points = round(points, 2)
    return int(points) if points == int(points) else points


# ---- a learner's page


def without_arrays(text: str) -> str:
    """Return a text with […] for every array in it; see the top of this file.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        "" where nothing but arrays was said.
    """
    pieces: list[str] = []
    depth = 0
    for character in text:
        if character in "[{":
            depth += 1
            if depth == 1:
                pieces.append("[…]")
        elif character in "]}":
            depth = max(0, depth - 1)  # one that was never opened says nothing
        elif depth == 0:
            pieces.append(character)
    shown = re.sub(r"\((?=[^()]*\d\.)[^()]*\)", "(…)", "".join(pieces))
    return shown if re.sub(r"\[…\]|\(…\)|array|nothing", "", shown).strip(" .,:;()…-") else ""


# ---- the class


def published(lesson: str) -> str:
    """Return the code of a lesson that everybody has: the exercise notebook, where it lies here, and the solutions.

    Parameters
    ----------
    lesson : str

    Returns
    -------
    str
        Empty for a lesson that this course does not know.
    """
    parts: list[str] = []
    with suppress(FileNotFoundError):  # another course's lesson
        parts += solutions(lesson).values()
    with suppress(FileNotFoundError, Unreadable):  # the package without the course's folder
        parts += parse((course_folder() / "exercises" / f"{lesson}.ipynb").read_bytes())
    return "\n\n".join(parts)


def _lessons(
    reports: Sequence[Report], common: Mapping[str, str], links: Mapping[tuple[str, str], str]
) -> list[dict[str, Any]]:
    """Return what the page of the class shows of each lesson."""
    by_lesson: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_lesson[report.lesson].append(report)
    shown = []
    for lesson, handed_in in sorted(by_lesson.items()):
        graded = [report for report in handed_in if not report.problem and not report.failure]
        codes = {report.student: report.code for report in graded}
        alike = pairs(codes, common.get(lesson) or published(lesson))
        shares = sorted(report.share for report in graded if report.max_points)
        shown.append(
            {
                "name": lesson,
                "handed_in": len(handed_in),
                "unreadable": sum(bool(report.problem) for report in handed_in),
                "failed": sum(bool(report.failure) for report in handed_in),
                "graded": len(graded),
                "median": f"{100 * _median(shares):.0f}%" if shares else "–",
                "all_passed": sum(all(result.passed for result in report.results) for report in graded),
                "bars": _bars(shares),
                "exercises": _exercises(graded),
                "messages": _messages(graded),
                "learners": [_learner(report, links[report.student, lesson]) for report in handed_in],
                "alike": [(pair.first, pair.second, f"{100 * pair.share:.0f}%", pair.marks) for pair in alike[:PAIRS]],
                "more_alike": max(0, len(alike) - PAIRS),
                "isolation": sorted(
                    {
                        report.isolation.removeprefix("none: ")
                        for report in graded
                        if report.isolation.startswith("none")
                    }
                ),
            }
        )
    return shown


def _median(values: Sequence[float]) -> float:
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _bars(shares: Iterable[float]) -> list[tuple[str, int, float]]:
    """Return the bars of the distribution: label, number, and height in [0, 1] of the tallest."""
    counts = Counter(min(10, int(10 * share + 1e-9)) for share in shares)
    tallest = max(counts.values(), default=1)
    return [(label, counts[place], counts[place] / tallest) for place, label in enumerate(_BINS)]


def _exercises(graded: Iterable[Report]) -> list[dict[str, Any]]:
    """Return every exercise of a lesson, the one that fewest passed first."""
    rows: dict[str, dict[str, Any]] = {}
    for report in graded:
        for result in report.results:
            row = rows.setdefault(
                result.exercise, {"name": result.exercise, "core": result.core, "of": 0, "counts": Counter()}
            )
            row["of"] += 1
            row["counts"][result.status] += 1
    for row in rows.values():
        counts = row["counts"]
        row["share"] = counts["passed"] / row["of"]
        row["percent"] = f"{100 * row['share']:.0f}%"
        row["others"] = row["of"] - sum(counts[status] for status in ("passed", "not_yet", "not_attempted"))
    return sorted(rows.values(), key=lambda row: row["share"])


def _messages(graded: Iterable[Report]) -> list[tuple[str, str, int]]:
    """Return what most learners were told: exercise, text, number of learners."""
    counts: Counter[tuple[str, str]] = Counter()
    for report in graded:
        for result in report.results:
            if result.status not in ("passed", "not_attempted"):
                counts[result.exercise, result.with_texts(without_arrays).message] += 1
    commonest = counts.most_common(MESSAGES)
    return [(name, message, times) for (name, message), times in commonest if message and times > 1]


def _learner(report: Report, link: str) -> dict[str, Any]:
    """Return a row of the table of learners."""
    passed = sum(result.passed for result in report.results)
    counts = Counter(result.words for result in report.results if not result.passed)
    open_ = ", ".join(f"{words} ({times})" for words, times in counts.most_common())
    if report.failure:
        open_ = "could not be graded because of an error in the grader"
    return {
        "name": report.student,
        "link": link,
        "points": f"{number(report.points)} of {number(report.max_points)}",
        "passed": f"{passed} of {len(report.results)}",
        "open": f"could not be read: {report.problem}" if report.problem else open_,
        "notes": _notes(report),
    }


def _notes(report: Report) -> list[str]:
    return list(filter(None, map(without_arrays, (*report.file_notes, *report.notes))))


@functools.cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
