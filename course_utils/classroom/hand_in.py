"""Handing in a notebook to the class, and receiving the report."""

import io
import os
import secrets
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils import storage
from course_utils.checks.result import number as points_of
from course_utils.classroom import news, wire
from course_utils.classroom.line import Line, NoAnswer, Refused
from course_utils.classroom.member import Membership, membership, start, waiting_folder
from course_utils.classroom.wire import HandIn
from course_utils.display import GOOD, NOTE, Card, Table

if TYPE_CHECKING:
    from course_utils.grading.submit import Attempt


def submit(path: str | Path | None = None) -> "Card | Attempt | Table":
    """Hand in an exercise notebook, from within it: save it, then run this.

    Parameters
    ----------
    path : str or Path, optional
        The notebook; the one that this runs in, where JupyterLab or VS Code tells which.

    Returns
    -------
    Card, submit.Attempt or Table
        In a class, says when the notebook was received; the report appears below when it is there. Without a class, the
        notebook is graded on this computer.
    """
    from course_utils.grading import submit as own

    if membership() is None:
        return own.submit(path)
    try:
        path = Path(path) if path is not None else own.this_notebook()
        own.refuse_unsaved(path)
        return submit_file(path)
    except own.NotSubmitted as error:
        return Table(f"Not handed in: {error}")


def submit_file(path: str | Path) -> "Card | Attempt":
    """Hand in the notebook of a file: to the class that was joined, else to the grader on this computer.

    Raises
    ------
    submit.NotSubmitted
    """
    from course_utils.grading import submit as own

    member = membership()
    if member is None:
        return own.submit_file(path)
    lesson, content = packed(Path(path))
    line = member.line()
    try:
        receipt = line.hand_in(lesson, content, member.token)
    except NoAnswer as error:
        return _wait(member, lesson, content, str(error))
    except Refused as error:
        if error.status == 507:  # the disk of the teacher's laptop is full: later there may be room
            return _wait(member, lesson, content, str(error))
        raise own.NotSubmitted(str(error)) from error
    finally:
        line.close()
    news.show_after_cell()
    return _received(member, receipt)


def packed(path: Path) -> tuple[str, bytes]:
    """Return the lesson of a notebook, and a zip of it with the files that its code names.

    Raises
    ------
    submit.NotSubmitted
    """
    from course_utils.grading import companions
    from course_utils.grading.submissions import Unreadable
    from course_utils.grading.submit import NotSubmitted, submission_of

    submission = submission_of(path)
    try:
        files, _ = companions.beside(submission, companions.owners([submission]))
        files = {f"{submission.lesson}.ipynb": submission.read(), **files}
    except Unreadable as error:
        raise NotSubmitted(str(error)) from error
    written, buffer = max(path.stat().st_mtime, 315619200.0), io.BytesIO()  # a zip knows no time before 1980
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # the time of the notebook, so that one that has not changed gives the same zip
            about = zipfile.ZipInfo(name, datetime.fromtimestamp(written).timetuple()[:6])
            archive.writestr(about, content, zipfile.ZIP_DEFLATED)
    if buffer.tell() > wire.LARGEST_HAND_IN:
        raise NotSubmitted(wire.too_large(buffer.tell()))
    return submission.lesson, buffer.getvalue()


def _received(member: Membership, receipt: wire.Receipt) -> Card:
    handin = receipt.handin
    parts = [] if news.kernel() else [about(handin)]
    if receipt.again:
        parts += [("Note", "this is the same notebook as the one that you handed in last, so nothing has changed")]
    elif handin.number > 1:
        parts += [
            ("Note", f"this is your hand-in number {handin.number} of this lesson; all are kept, and the newest counts")
        ]
    parts += [("Note", "it is late, but it is kept and graded like any other")] if handin.late else []
    title = f"{handin.lesson} was received at {handin.received} by the class {member.class_name}"
    return Card(GOOD, title, tuple(parts))


def about(handin: HandIn) -> tuple[str, str]:
    """Return where a hand-in is, in words."""
    received = f"received {handin.received}"
    late = ", late" if handin.late else ""
    if handin.state == "waiting":
        before = f"{handin.before} before you" if handin.before else "yours is graded next"
        return handin.lesson, f"{received}{late}, {before}"
    if handin.state == "failed":
        return handin.lesson, f"{received}{late}, kept, but not graded. {handin.note}"
    points = f"{points_of(handin.points)} of {points_of(handin.max_points)} points"
    return handin.lesson, f"{received}{late}, graded: {points}"


# ---- what the class has not received yet


def _wait(member: Membership, lesson: str, content: bytes, why: str) -> Card:
    from course_utils.grading.submit import NotSubmitted

    folder = waiting_folder(storage.home_path(), member)
    name = f"{datetime.now():%Y-%m-%d_%H-%M-%S}_{secrets.token_hex(4)}"
    unfinished = folder / f".{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        os.replace(unfinished, folder / f"{name}.{lesson}.zip")
    except OSError as error:
        raise NotSubmitted(f"{why} And it cannot wait here either: {error.strerror}. Hand in again later.") from error
    start()
    parts = (("Why", why), ("Next", "keep a notebook open: it is handed in when the class answers again"))
    return Card(NOTE, f"{lesson} has not been received yet", parts)


def send_waiting(home: Path, member: Membership, line: Line) -> None:
    """Hand in what has been waiting, the oldest first.

    Raises
    ------
    line.NoAnswer, line.Refused
        When the class cannot take it now.
    """
    for path in sorted(waiting_folder(home, member).glob("*.zip")):
        lesson = path.name.split(".")[1]
        try:
            receipt = line.hand_in(lesson, path.read_bytes(), member.token)
        except Refused as error:
            if error.status in (401, 429, 507):
                raise  # later, or told elsewhere
            storage.tell(f"{lesson}, which was waiting to be handed in, was refused: {error}")
        else:
            storage.tell(f"{lesson}, which was waiting, was received at {receipt.handin.received}.")
        path.unlink()


# ---- the report


def fetch_report(member: Membership, line: Line, handin: HandIn) -> str:
    """Fetch the report of a graded hand-in, keep it with the learner's own attempts, and return it in words.

    Raises
    ------
    line.NoAnswer, line.Refused
    """
    from course_utils.grading import pages, reports
    from course_utils.grading.submit import NotSubmitted, attempt_folder
    from course_utils.paths import write

    answer = line.ask("/report", {"handin": handin.id}, wire.SentReport, member.token)
    try:
        report = reports.decode(bytes(answer.report))
    except reports.DamagedReport as error:
        return f"The report cannot be read here ({error}). Does your teacher have another version of the course?"
    tried = [result for result in report.results if result.status != "not_attempted"]
    lines = [
        f"{result.exercise}: {result.words}, {points_of(result.points)} of {points_of(result.max_points)}"
        + (f". {result.message}" if result.message else "")
        for result in tried
    ]
    if missing := [result.exercise for result in report.results if result not in tried]:
        lines.append(f"Not attempted yet: {', '.join(missing)}")
    try:
        page = attempt_folder(report.lesson) / f"{report.lesson}.html"
        write(page, pages.student_page(report))
        where = [f"The whole report: {page}"]
    except (NotSubmitted, OSError) as error:
        where = [f"The whole report cannot be kept: {error}"]
    return "\n".join([*lines, *report.file_notes, *report.notes, report.next_step, *where])


__all__ = ["about", "fetch_report", "packed", "send_waiting", "submit", "submit_file"]
