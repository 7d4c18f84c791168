"""How do grades reach people? Two tables for the teacher's grade book, a page for each learner, a page for the class.

All are made from the reports of `records.py` alone, each put in place at once, so that they can be made again at any
time. Whatever learners wrote is escaped; the pages ask no network for anything.

What a learner's page says of the inputs. They were drawn by the grader, and everybody is graded with the same: who
knew them could write an answer for them alone. So wherever a text of feedback holds an array (anything in square or
curly brackets, or numbers with decimals in round ones), the page shows […] in its place, and a part that would say
nothing else is left out. Shapes, dtypes, single numbers, the cause, where to look and the learner's own line stay.
Code that means to can still carry inputs out, in the text of an error: a class that may hand in again is graded into
another folder, for which other inputs are drawn.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from course_utils.checks.lesson import solutions
from course_utils.grading import reports
from course_utils.grading.notebook_code import Unreadable, parse
from course_utils.grading.safe_names import clean, folders
from course_utils.grading.similarity import pairs
from course_utils.paths import course_folder, write

REPORTS = "reports"
MESSAGES = 8  # commonest ones shown
PAIRS = 30  # shown; the rest is counted

# sign and words; the signs differ in form, so that no colour is needed
OUTCOMES = {
    "passed": ("✔", "passed"),
    "failed": ("✘", "not yet"),
    "not_attempted": ("○", "not attempted"),
    "stopped_time": ("■", "stopped: too slow"),
    "stopped_memory": ("■", "stopped: too much memory"),
    "crashed": ("!", "crashed"),
    "unreadable": ("?", "could not be read"),
}
_STOPPED = ("stopped_time", "stopped_memory", "crashed")
_BINS = (*(f"{start}–{start + 9}" for start in range(0, 100, 10)), "100")  # percent of the points


@dataclass(frozen=True)
class Made:
    """What `make` wrote.

    Attributes
    ----------
    grades, summary, class_page : Path
    pages : tuple of Path
        One for each submission.
    odd : tuple of (str, str)
        Files among the reports that are none, and why.
    """

    grades: Path
    summary: Path
    class_page: Path
    pages: tuple
    odd: tuple


def make(out, *, left_out=(), common=None):
    """Make all tables and pages of a folder of grades, from its ``reports/``.

    Parameters
    ----------
    out : str or Path
        Gets ``grades.csv``, ``summary.csv``, ``class.html`` and ``<learner>/<lesson>.html``.
    left_out : iterable of (str, str)
        What was handed in and is no submission, and why: `submissions.Found.left_out`, for the page of the class.
    common : mapping of str to str, optional
        For each lesson, the code that everybody was given; `published` where there is none.

    Returns
    -------
    Made

    Raises
    ------
    OSError
        When `out` cannot be written.
    """
    out = Path(out)
    found, odd = reports.read(out / REPORTS)
    folder = folders(record.student for record in found)
    write(out / "grades.csv", grades_table(found))
    write(out / "summary.csv", summary_table(found))
    templates = _templates()
    pages, links = [], {}
    for record in found:
        name = f"{folder[record.student]}/{record.lesson}.html"
        links[record.student, record.lesson] = quote(name)
        write(out / name, student_page(record, templates))
        pages.append(out / name)
    facts = {
        "lessons": _lessons(found, common or {}, links),
        "odd": odd,
        "left_out": [(clean(name), clean(why)) for name, why in left_out],
    }
    facts["learners"] = len({record.student for record in found})
    write(out / "class.html", templates.get_template("class.html").render(facts))
    return Made(out / "grades.csv", out / "summary.csv", out / "class.html", tuple(pages), odd)


def student_page(record, templates=None):
    """The page of one submission, a text of HTML that needs nothing else; `record` is a `records.Record`."""
    return (templates or _templates()).get_template("student.html").render(_student(record))


# ---- tables


def grades_table(found):
    """A row for every learner and exercise of what was handed in, as CSV.

    Parameters
    ----------
    found : sequence of records.Record

    Returns
    -------
    str
        UTF-8 is meant. Texts stand in quotes, and one that a spreadsheet would compute begins with '.
    """
    rows = [("student", "lesson", "exercise", "points", "max_points", "status", "seconds", "message")]
    for record in found:
        for mark in record.marks:
            points = (_short(mark.points), _short(mark.max_points))
            row = (record.student, record.lesson, mark.exercise, *points)
            rows.append((*row, mark.status, round(mark.seconds, 3), mark.message))
    return _csv(rows)


def summary_table(found):
    """A row for every learner, as CSV: the points of each lesson, and their sum.

    Parameters
    ----------
    found : sequence of records.Record

    Returns
    -------
    str
        Columns ``student``; for each lesson its name (points; empty where nothing was handed in) and ``…_max``;
        ``total`` and ``total_max``, which counts all lessons, also one that this learner did not hand in.
    """
    lessons = sorted({record.lesson for record in found})
    most = {lesson: max(one.max_points for one in found if one.lesson == lesson) for lesson in lessons}
    by_student = defaultdict(dict)
    for record in found:
        by_student[record.student][record.lesson] = record.points
    columns = [name for lesson in lessons for name in (lesson, f"{lesson}_max")]
    rows = [("student", *columns, "total", "total_max")]
    for student, points in by_student.items():
        cells = [cell for name in lessons for cell in (_short(points.get(name, "")), _short(most[name]))]
        rows.append((student, *cells, _short(sum(points.values())), _short(sum(most.values()))))
    return _csv(rows)


def _csv(rows):
    text = io.StringIO()
    # with every text in quotes, a ; in it is no border either where spreadsheets expect one
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows([_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()


def _cell(text):
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) else text


def _short(number):
    """A number of points without needless decimals: an int where it is one."""
    if number == "":
        return ""
    number = round(number, 2)
    return int(number) if number == int(number) else number


# ---- a learner's page


def without_arrays(text):
    """A text with […] for every array in it; see the top of this file.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        "" where nothing but arrays was said.
    """
    kept, depth = [], 0
    for character in text:
        if character in "[{":
            depth += 1
            if depth == 1:
                kept.append("[…]")
        elif character in "]}":
            depth = max(0, depth - 1)  # one that was never opened says nothing
        elif depth == 0:
            kept.append(character)
    shown = re.sub(r"\((?=[^()]*\d\.)[^()]*\)", "(…)", "".join(kept))
    return shown if re.sub(r"\[…\]|\(…\)|array|nothing", "", shown).strip(" .,:;()…-") else ""


def _student(record):
    """What a learner's page shows."""
    marks = [_feedback(mark) for mark in record.marks]
    notes = [without_arrays(note) for note in record.notes]
    return {
        "record": record,
        "points": _short(record.points),
        "most": _short(record.max_points),
        "share": 100 * record.points / record.max_points if record.max_points else 0,
        "notes": [note for note in notes if note],
        "marks": marks,
        "open": [mark for mark in marks if mark["status"] not in ("passed", "unreadable")],
        "passed": [mark for mark in marks if mark["status"] == "passed"],
        "next": next_step(record),
    }


def _feedback(mark):
    """One exercise as a learner sees it."""
    about = {
        part: without_arrays(mark.details[part]) for part in ("tried", "got", "expected", "cause", "look", "raised")
    }
    if mark.status != "passed" and not (about["look"] or about["cause"] or about["raised"]):
        about["look"] = without_arrays(mark.message)
    parts = [
        ("Tried", about["tried"]),
        ("You returned", about["got"]),
        ("Expected", about["expected"]),
        ("Your code raised", about["raised"]),
        ("Likely cause", about["cause"]),
        ("Where to look", "" if about["cause"] else about["look"]),
        *(("While it ran, Python warned", without_arrays(text)) for text in mark.details["warnings"]),
        *(("Note", without_arrays(text)) for text in mark.details["notes"]),
    ]
    sign, words = OUTCOMES[mark.status]
    line = mark.details["line"]
    return {
        "name": mark.exercise,
        "core": mark.core,
        "status": mark.status,
        "sign": sign,
        "words": words,
        "points": _short(mark.points),
        "most": _short(mark.max_points),
        "parts": [(label, text) for label, text in parts if text],
        "line": f"Line {line} of your code" if line else "Your line",
        "code": mark.details["code"],
    }


def next_step(record):
    """What a learner does next, in one sentence; `record` is a `records.Record`."""
    if record.status == "unreadable":
        why = record.message.rstrip(".") or "hand it in again"
        return f"Your notebook could not be read, so nothing was graded: {why}."
    waiting = [mark for mark in record.marks if mark.status != "passed"]
    if not waiting:
        return "All exercises passed: go on with the next lesson."
    mark = next((mark for mark in waiting if mark.core), waiting[0])
    where = f"open {record.lesson}.ipynb at {mark.exercise}"
    ask = f"ask your teacher about {mark.exercise}"
    step = {
        "failed": f"{where}, read below what was seen there, change it, and run its check again.",
        "not_attempted": f"{where}, write your answer in its cell, and run its check.",
        "stopped_time": f"{where} and find what takes so long: a loop that does not end, or far too many steps?",
        "stopped_memory": f"{where} and find what needs so much memory: an array that grows without end?",
        "crashed": f"{ask}: its grading ended before there was a result.",
        "unreadable": f"{ask}: its answer could not be read.",
    }[mark.status]
    return step[0].upper() + step[1:]


# ---- the class


def published(lesson):
    """The code of a lesson that everybody has: the exercise notebook, where it lies here, and the solutions.

    Parameters
    ----------
    lesson : str

    Returns
    -------
    str
        Empty for a lesson that this course does not know.
    """
    parts = []
    with suppress(FileNotFoundError):  # another course's lesson
        parts += solutions(lesson).values()
    with suppress(FileNotFoundError, Unreadable):  # the package without the course's folder
        parts += parse((course_folder() / "exercises" / f"{lesson}.ipynb").read_bytes())
    return "\n\n".join(parts)


def _lessons(found, common, links):
    """What the page of the class shows of each lesson."""
    by_lesson = defaultdict(list)
    for record in found:
        by_lesson[record.lesson].append(record)
    shown = []
    for lesson, handed_in in sorted(by_lesson.items()):
        read = [record for record in handed_in if record.status == "graded"]
        codes = {record.student: record.code for record in read}
        alike = pairs(codes, common.get(lesson) or published(lesson))
        shares = sorted(record.points / record.max_points for record in read if record.max_points)
        shown.append(
            {
                "name": lesson,
                "handed_in": len(handed_in),
                "read": len(read),
                "median": f"{100 * _median(shares):.0f} %" if shares else "–",
                "all_passed": sum(all(mark.status == "passed" for mark in record.marks) for record in read),
                "bars": _bars(shares),
                "exercises": _exercises(read),
                "messages": _messages(read),
                "learners": [_learner(record, links[record.student, lesson]) for record in handed_in],
                "alike": [(pair.first, pair.second, f"{100 * pair.share:.0f} %", pair.marks) for pair in alike[:PAIRS]],
                "more_alike": max(0, len(alike) - PAIRS),
                "isolation": sorted(
                    {one.isolation.removeprefix("none: ") for one in read if one.isolation.startswith("none")}
                ),
            }
        )
    return shown


def _median(values):
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _bars(shares):
    """The bars of the distribution: label, number, and height in [0, 1] of the tallest."""
    counts = Counter(min(10, int(10 * share + 1e-9)) for share in shares)
    tallest = max(counts.values(), default=1)
    return [(label, counts[place], counts[place] / tallest) for place, label in enumerate(_BINS)]


def _exercises(read):
    """Every exercise of a lesson, the one that fewest passed first."""
    rows = {}
    for record in read:
        for mark in record.marks:
            row = rows.setdefault(
                mark.exercise, {"name": mark.exercise, "core": mark.core, "of": 0, "counts": Counter()}
            )
            row["of"] += 1
            row["counts"][mark.status] += 1
    for row in rows.values():
        counts = row["counts"]
        row["share"] = counts["passed"] / row["of"]
        row["percent"] = f"{100 * row['share']:.0f} %"
        row["stopped"] = sum(counts[status] for status in _STOPPED)
    return sorted(rows.values(), key=lambda row: row["share"])


def _messages(read):
    """What most learners were told: exercise, text, number of learners."""
    counts = Counter()
    for record in read:
        for mark in record.marks:
            if mark.status not in ("passed", "not_attempted"):
                said = mark.details["cause"] or mark.details["look"] or mark.message
                counts[mark.exercise, clean(without_arrays(said), 400)] += 1
    return [(name, said, number) for (name, said), number in counts.most_common(MESSAGES) if said and number > 1]


def _learner(record, link):
    """A row of the table of learners."""
    passed = sum(mark.status == "passed" for mark in record.marks)
    counts = Counter(OUTCOMES[mark.status][1] for mark in record.marks if mark.status != "passed")
    return {
        "name": record.student,
        "link": link,
        "points": f"{_short(record.points)} of {_short(record.max_points)}",
        "passed": f"{passed} of {len(record.marks)}",
        "open": ", ".join(f"{number} {words}" for words, number in counts.most_common()),
        "notes": [note for note in map(without_arrays, record.notes) if note],
    }


def _templates():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    settings = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    return Environment(loader=loader, autoescape=True, **settings)
