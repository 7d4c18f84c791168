"""A learner's own grading of a notebook, with fresh inputs; every attempt is kept."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

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
    """Why nothing was handed in, in one sentence with the way out."""


@dataclass(frozen=True)
class Attempt:
    """One attempt: what was earned, where it is kept, what to do next.

    Attributes
    ----------
    report : reports.Report
    page : Path
        The report, a page for a browser.
    notes : tuple of str
        What the learner should know of the attempt itself.
    """

    report: reports.Report
    page: Path
    notes: tuple[str, ...] = ()

    def table(self) -> Table:
        """Return the attempt as a table."""
        report = self.report
        rows = tuple(
            (result.exercise, f"{number(result.points)} of {number(result.max_points)}", result.words, result.message)
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
        return self.table()._repr_mimebundle_()


def submit(path: str | Path | None = None) -> Attempt | Table:
    """Hand in an exercise notebook, from within it: save it, then run this.

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
        return submit_file(path, notes=unsaved(path))
    except NotSubmitted as error:
        return Table(f"Not handed in: {error}")


def submit_file(path: str | Path, notes: Iterable[str] = ()) -> Attempt:
    """Hand in the notebook of a file.

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
    if report.failure:
        notes = (*notes, f"Please send {folder / 'error.txt'} to your teacher or to the maintainers of the course.")
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
    if path and Path(path).is_file():
        return Path(path)
    raise NotSubmitted("your editor doesn't say which notebook this is; name it: submit('exercises/00_welcome.ipynb')")


def unsaved(path: Path) -> tuple[str, ...]:
    """Return a warning where a cell that was run last is not in the file as it was run."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return ()
    try:
        saved = {_bare(cell) for cell in parse(path.read_bytes())}
    except (OSError, Unreadable):
        return ()  # it is told where the file is read to be graded
    ran = [cell for cell in shell.user_ns.get("In", [])[:-1] if cell.strip()]
    newest = {name: _bare(cell) for cell in ran for name in _defined(cell)}
    missed = sorted(name for name, cell in newest.items() if cell not in saved)
    if not missed:
        return ()
    warning = f"The file on disk is older than what you ran: it has a different version of {', '.join(missed)}."
    return (f"{warning} Save the notebook (Ctrl+S) and hand it in again.",)


def _bare(cell: str) -> str:
    return "\n".join(line.rstrip() for line in cell.strip().splitlines())


def _defined(cell: str) -> list[str]:
    """Return the functions and classes that a cell defines."""
    return re.findall(r"^(?:def|class)\s+(\w+)", cell, re.MULTILINE)
