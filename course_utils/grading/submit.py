"""Grading that a learner starts: a notebook is judged with new inputs, and every attempt is kept."""

import os
import re
import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from course_utils import storage
from course_utils.checks.result import number
from course_utils.display import Table
from course_utils.grading import batch, companions, pages, reports
from course_utils.grading.notebook_code import Unreadable, parse
from course_utils.grading.sandbox.bubblewrap import SandboxError, missing
from course_utils.grading.submissions import Submission, SubmissionsError, find
from course_utils.paths import write

FOLDER = "submissions"  # in the learner's own folder


class NotSubmitted(Exception):
    """Raised when nothing was handed in; the message is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Attempt:
    """One attempt: what was earned, where it is kept, what to do next.

    Attributes
    ----------
    report : reports.Report
    page : Path
        The report, a page for a browser.
    copy : str
        The name of a copy of it next to the notebook; empty where there is none.
    notes : tuple of str
        What the learner should know of the attempt itself.
    """

    report: reports.Report
    page: Path
    notes: tuple[str, ...] = ()
    copy: str = ""

    def table(self) -> Table:
        """Return the attempt as a table."""
        report = self.report
        rows = tuple(
            (
                result.exercise,
                f"{number(result.points)} of {number(result.max_points)}",
                result.words,
                "" if result.status == "not_attempted" else result.message,
            )
            for result in report.results
        )
        points = f"{number(report.points)} of {number(report.max_points)} points"
        notes = (*self.notes, *report.file_notes, *report.notes, report.next_step, f"The whole report: {self.page}")
        head = ("Exercise", "Points", "Outcome", "Feedback")
        return Table(f"{report.lesson}: {points}, with fresh inputs", head, rows, notes)

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        bundle = self.table()._repr_mimebundle_()
        if self.copy:  # an address next to the notebook, which JupyterLab can also open on a distant computer
            link = f'<a href="{quote(self.copy)}" target="_blank">{escape(self.copy)}</a>'
            bundle["text/html"] += f'<p lang="en" style="font-size:110%">Open the whole report: {link}</p>'
        return bundle


def submit(path: str | Path | None = None) -> Attempt | Table:
    """Hand in the exercise notebook that this is called in; save the notebook first.

    Parameters
    ----------
    path : str or Path, optional
        The notebook; the one that this runs in, where JupyterLab or VS Code tells which.

    Returns
    -------
    Attempt or Table
        Shows itself as a table; where nothing was handed in, the table says why.
    """
    try:
        path = Path(path) if path is not None else this_notebook()
        refuse_unsaved(path)
        return _with_copy(submit_file(path), path)
    except NotSubmitted as error:
        return Table(f"Not handed in: {error}")


def _with_copy(attempt: Attempt, path: Path) -> Attempt:
    """Copy the report into the notebook's folder, which a browser on a different computer can reach."""
    copy = path.with_name(f"{path.stem}_report.html")
    try:
        shutil.copyfile(attempt.page, copy)
    except OSError as error:
        note = f"There is no copy of the report next to your notebook: {error.strerror}."
        return replace(attempt, notes=(*attempt.notes, note))
    return replace(attempt, copy=copy.name)


def submit_file(path: str | Path) -> Attempt:
    """Hand in a notebook, given its file.

    Raises
    ------
    NotSubmitted
        When it is not a notebook of a lesson, or when the attempt cannot be kept.
    """
    path = Path(path)
    submission = submission_of(path)
    folder = attempt_folder(submission.lesson)
    try:
        report, more = _graded(submission)
        reports.store(report, folder / reports.FOLDER / f"{report.lesson}.json")
        if report.failure:
            write(folder / "error.txt", report.failure)
        if not report.problem:
            shutil.copyfile(path, folder / path.name)
        page = folder / f"{report.lesson}.html"
        write(page, pages.student_page(report))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)  # half an attempt
        raise NotSubmitted(_cannot_keep(error)) from error
    except SandboxError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise NotSubmitted(f"your notebook cannot be graded on this computer: {error}") from error
    except BaseException:  # Ctrl-C as well
        shutil.rmtree(folder, ignore_errors=True)
        raise
    notes: tuple[str, ...] = ()
    if report.failure:
        notes = (f"Please send {folder / 'error.txt'} to your teacher or to the maintainers of the course.",)
    return Attempt(report, page, (*notes, *more))


def submission_of(path: Path) -> Submission:
    """Return the submission that a notebook is.

    Raises
    ------
    NotSubmitted
        When it is not a notebook of a lesson.
    """
    if path.is_dir() or path.suffix.lower() != ".ipynb":
        raise NotSubmitted(f"{path} is not a notebook; hand in one file, such as exercises/00_welcome.ipynb")
    try:
        search = find(path)
    except SubmissionsError as error:
        raise NotSubmitted(str(error)) from error
    if not search.submissions:
        why = "; ".join(why for _, why in search.left_out)
        raise NotSubmitted(f"{path.name} is not handed in: {why or 'its name holds no lesson'}")
    return search.submissions[0]


def _graded(submission: Submission) -> tuple[reports.Report, tuple[str, ...]]:
    settings = batch.Settings(secrets.token_bytes(32), sandboxed=not missing())
    try:
        files, more = companions.beside(submission, companions.owners([submission]))
        report = batch.grade_one(*batch.with_content(submission), settings, files)
    finally:
        batch.close_all()
    return replace(report, student="you"), more


def _cannot_keep(error: OSError) -> str:
    where = f" in {error.filename}" if error.filename else ""
    return f"your attempt cannot be kept{where}: {error.strerror or error}; solve that, and hand in again"


def attempt_folder(lesson: str) -> Path:
    """Make a new folder for an attempt, named by its time."""
    try:
        above = storage.home() / FOLDER / lesson
        above.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSubmitted(_cannot_keep(error)) from error
    name = datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
    for copy in range(1000):
        folder = above / (f"{name}-{copy}" if copy else name)
        try:
            folder.mkdir()
            return folder
        except FileExistsError:
            continue
        except OSError as error:
            raise NotSubmitted(_cannot_keep(error)) from error
    raise NotSubmitted(f"there are 1000 attempts of this second in {above}")


def this_notebook() -> Path:
    """Return the file of the notebook that this runs in."""
    from IPython import get_ipython

    shell = get_ipython()
    path = os.environ.get("JPY_SESSION_NAME") or (shell and shell.user_ns.get("__vsc_ipynb_file__"))
    if not path:
        raise NotSubmitted(
            "your editor doesn't say which notebook this is; name it: submit('exercises/00_welcome.ipynb')"
        )
    if not Path(path).is_file():
        raise NotSubmitted(
            f"{Path(path).name} was renamed or moved after its kernel had started. "
            "Name the file as it is called now, for example submit('my_notebook.ipynb')."
        )
    return Path(path)


def refuse_unsaved(path: Path) -> None:
    """Raise an error if the notebook's file lacks code that was run, because it was not saved.

    Raises
    ------
    NotSubmitted
        When a function was run last in a version that the file does not hold.
    """
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    try:
        saved = {_bare(cell) for cell in parse(path.read_bytes())}
    except (OSError, Unreadable):
        return  # it is told where the file is read to be graded
    kept = {name for cell in saved for name in _defined(cell)}
    newest = {name: _bare(cell) for cell in shell.history_manager.input_hist_raw for name in _defined(cell)}
    missed = sorted(name for name, cell in newest.items() if cell not in saved and name in kept)
    if missed:
        raise NotSubmitted(
            f"the saved file has a different version of {', '.join(missed)} from the one that you ran last. "
            "Run its cell again, save the notebook (Ctrl+S), and then hand it in."
        )


def _bare(cell: str) -> str:
    return "\n".join(line.rstrip() for line in cell.strip().splitlines())


def _defined(cell: str) -> list[str]:
    """Return the functions and classes that a cell defines."""
    return re.findall(r"^(?:def|class)\s+(\w+)", cell, re.MULTILINE)
