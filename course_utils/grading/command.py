"""`course grade`: from what was handed in to grades and pages, on one machine or with the help of others."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from course_utils.grading import batch, cluster, pages, terminal
from course_utils.grading.folder_lock import FolderInUse, locked
from course_utils.grading.gradebook import Gradebook, GradebookError
from course_utils.grading.reports import Report
from course_utils.grading.sandbox import class_data
from course_utils.grading.sandbox.bubblewrap import Limits, SandboxError, missing
from course_utils.grading.submissions import Found, Submission, SubmissionsError, find
from course_utils.grading.teacher_images import Hidden, HiddenError, read
from course_utils.paths import write


class CannotGrade(Exception):
    """Raised when nothing can be graded; the message is one sentence that says why and what to do."""


def grade(
    paths: Sequence[Path],
    out: Path,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    limits: Mapping[str, Any] | None = None,
    resume: bool = False,
    force: bool = False,
    unsafe: bool = False,
    hidden: Path | None = None,
    format: str = "csv",
    gradebook: Path | None = None,
    decimal_comma: bool = False,
    learner_level: int | None = None,
    due: datetime | None = None,
) -> int:
    """Grade everything in some paths, and print what happens to it.

    Parameters
    ----------
    paths : sequence of Path
        Notebooks, folders, zips.
    out : Path
        Gets the reports, the tables and the pages.
    workers : int, optional
        How many submissions are graded at once here; as many as there are cores, where memory allows.
    scheduler : str, optional
        The address of a Dask scheduler, whose workers grade instead.
    limits : mapping, optional
        ``seconds`` and ``memory_mb`` for a submission.
    resume, force : bool
        Go on in a folder with grades: keep what would be the same, or grade everything again.
    unsafe : bool
        Go on where learners' code cannot be sandboxed.
    hidden : Path, optional
        A folder of a teacher's own pictures of digits, to judge the project of lesson 09 by.
    format : str
        "csv" for our own tables alone, "moodle" or "canvas" for a filled grade book as well.
    gradebook : Path, optional
        The file that the platform gave out; needed for "moodle" and "canvas".
    decimal_comma : bool
        Whether our own tables have ";" between columns and "," in numbers.
    learner_level : int, optional
        Which folder below a path names the learner: 1 for the first.
    due : datetime, optional
        What was handed in later is marked as late.

    Returns
    -------
    int
        0 when every submission has its grade, 1 when an error of the grader kept it from grading some, 130 after an
        interrupt.

    Raises
    ------
    CannotGrade
    """
    try:
        try:
            allowed = Limits(**limits or {})
        except ValueError as error:
            raise CannotGrade(str(error)) from error
        pictures = _pictures(hidden)
        found = _find(paths, learner_level, due)
        submissions, files = found.submissions, found.files
        book = _gradebook(format, gradebook, submissions)
        sandboxed = _use_sandbox(unsafe, scheduler)
        if not scheduler and (lack := class_data.missing()):
            print(lack, file=sys.stderr)
        with locked(out):
            batch.open_folder(out, resume or force)
            aside = batch.put_aside(out, submissions)
            with _executor(workers, scheduler, allowed) as executor, _Progress(len(submissions)) as progress:
                try:
                    batch.grade_all(
                        submissions,
                        out,
                        executor=executor,
                        limits=allowed,
                        sandboxed=sandboxed,
                        resume=resume,
                        force=force,
                        hidden=pictures,
                        each=progress.each,
                    )
                    interrupted = False
                except KeyboardInterrupt:
                    interrupted = True
            output = pages.make(out, left_out=found.left_out, readings=found.readings, decimal_comma=decimal_comma)
            about_book = _fill(book, progress.reports, submissions, out) if book else []
    except KeyboardInterrupt:
        print(terminal.go_on(out))
        return 130
    except OSError as error:
        raise CannotGrade(batch.cannot_write(out, error)) from error
    except (
        SandboxError,
        HiddenError,
        batch.BatchError,
        cluster.NoCluster,
        SubmissionsError,
        FolderInUse,
        GradebookError,
    ) as error:
        raise CannotGrade(str(error)) from error
    lines = [
        *found.readings,
        *terminal.about_files(files, output.odd),
        *terminal.about_aside(aside, out),
        *terminal.about_people(submissions, files, progress.reports, out),
        *about_book,
        *([terminal.go_on(out)] if interrupted else []),
    ]
    earlier = f", {progress.kept} of them by an earlier run" if progress.kept else ""
    tables = f"{output.grades}, {output.summary}, {output.class_page}"
    graded = sum(not report.failure for report in progress.reports)
    print(*lines, f"{graded} of {len(submissions)} notebooks are graded{earlier}: {tables}", sep="\n")
    return 130 if interrupted else 1 if graded < len(submissions) else 0


def _gradebook(format: str, file: Path | None, submissions: Iterable[Submission]) -> Gradebook | None:
    """Return the platform's file, read before anything is graded; None for our own tables alone."""
    if format == "csv":
        if file:
            raise CannotGrade("--gradebook needs --format moodle or --format canvas, which say whose file it is")
        return None
    if file is None:
        given = {"moodle": "the grading worksheet of the assignment", "canvas": "the exported grade book"}[format]
        fills = f"--format {format} fills in a file of {format.capitalize()}"
        raise CannotGrade(f"{fills}: download {given}, and name it with --gradebook FILE")
    return Gradebook(format, file, {submission.lesson for submission in submissions})


def _fill(book: Gradebook, reports: Sequence[Report], submissions: Iterable[Submission], out: Path) -> list[str]:
    """Write the platform's file with the grades in it, and return what to say of it."""
    numbers = {(each.student, each.lesson): (each.platform, each.number) for each in submissions}
    filled = book.fill(reports, numbers)
    path = out / f"{book.platform}.csv"
    write(path, filled.content)
    return terminal.about_gradebook(filled, book.platform, path)


def _find(paths: Sequence[Path], learner_level: int | None = None, due: datetime | None = None) -> Found:
    """Return the submissions of all paths, the newest for a learner and lesson, and what happened with each file."""
    found = find(paths, learner_level=learner_level, due=due)
    if not found.submissions:
        raise CannotGrade(
            f"there is no notebook of a lesson in {', '.join(map(str, paths))}; the name of a file must contain the "
            "name of its lesson, as 02_sequential_mlp.ipynb does"
            + "".join(f"\n  {name}: {why}" for name, why in found.left_out[:20])
        )
    return found


def _pictures(folder: Path | None) -> Hidden | None:
    """Return the teacher's own pictures, None without any, and print what they are."""
    if folder is None:
        return None
    pictures = read(folder)
    print(f"The project of lesson 09 is judged by {pictures}.")
    for file, why in pictures.left_out:
        print(f"Left out of {folder}: {file}: {why}")
    return pictures


def _use_sandbox(unsafe: bool, scheduler: str | None) -> bool:
    """Return whether learners' code is sandboxed; if it cannot be, grading goes on only with `unsafe`."""
    if scheduler or not missing():
        return True
    if unsafe:
        print(f"Learners' code is not sandboxed: {missing()}.\n{_OPEN}", file=sys.stderr)
        return False
    message = f"learners' code cannot be sandboxed here: {missing()}.\n{_OPEN}"
    raise CannotGrade(f"{message}\nAdd --unsafe if you want to grade without a sandbox.")


_OPEN = (
    "It could read your files, reach the network, and leave processes behind; time, and where the system knows how, "
    "memory and the size of files are limited."
)


def _executor(workers: int | None, scheduler: str | None, limits: Limits) -> AbstractContextManager[Executor]:
    if scheduler:
        return cluster.workers(scheduler)
    if workers is None:
        import psutil

        room = psutil.virtual_memory().available // ((limits.memory_mb + 1024) * 2**20)
        workers = max(1, min(os.cpu_count() or 1, room))
    return batch.local(workers)


class _Progress:
    """A progress bar with the time that is left, and the reports that there are so far.

    Attributes
    ----------
    reports : list of Report
    kept : int
        How many of them an earlier run had made.
    """

    def __init__(self, total: int):
        self._total = total
        self.reports: list[Report] = []
        self.kept = 0

    def __enter__(self) -> "_Progress":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        width = None if sys.stderr.isatty() else shutil.get_terminal_size().columns
        self._bar = Progress(
            TextColumn("graded"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=Console(stderr=True, width=width),
        )
        self._bar.start()
        self._task = self._bar.add_task("", total=self._total)
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def each(self, report: Report, kept: bool) -> None:
        """Show that there is one more report."""
        self.reports.append(report)
        self.kept += kept
        self._bar.advance(self._task)
