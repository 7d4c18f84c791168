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

from course_utils.grading import batch, pages
from course_utils.grading.reports import Report
from course_utils.grading.sandbox import class_data
from course_utils.grading.sandbox.bubblewrap import Limits, SandboxError, missing
from course_utils.grading.submissions import Submission, SubmissionsError, find
from course_utils.grading.teacher_images import Hidden, HiddenError, read


class CannotGrade(Exception):
    """Why nothing is graded, in one sentence with the way out."""


def grade(
    paths: Sequence[Path],
    out: Path,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    limits: Mapping[str, Any] | None = None,
    resume: bool = False,
    unsafe: bool = False,
    hidden: Path | None = None,
    learner_level: int | None = None,
    due: datetime | None = None,
) -> int:
    """Grade all that stands in some paths, and say what becomes of it on the way.

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
    resume : bool
        Keep what an earlier run has graded.
    unsafe : bool
        Go on where learners' code cannot be shut in.
    hidden : Path, optional
        A folder of a teacher's own pictures of digits, to judge the project of lesson 09 by.
    learner_level : int, optional
        Which folder below a path names the learner: 1 for the first.
    due : datetime, optional
        What was handed in later is marked as late.

    Returns
    -------
    int
        0 when every submission has its rows, 130 after an interrupt.

    Raises
    ------
    CannotGrade
    """
    try:
        allowed = Limits(**limits or {})
        pictures = _pictures(hidden)
        submissions, left_out = _find(paths, learner_level, due)
        sandboxed = _use_sandbox(unsafe, scheduler)
        if not scheduler and (lack := class_data.missing()):
            print(lack, file=sys.stderr)
        with _executor(workers, scheduler, allowed) as executor, _Progress(len(submissions)) as progress:
            try:
                batch.grade_all(
                    submissions,
                    out,
                    executor=executor,
                    limits=allowed,
                    sandboxed=sandboxed,
                    resume=resume,
                    hidden=pictures,
                    each=progress.each,
                )
                code = 0
            except KeyboardInterrupt:
                code = 130
    except (ValueError, SandboxError, HiddenError, batch.BatchError, SubmissionsError) as error:
        raise CannotGrade(str(error)) from error
    output = pages.make(out, left_out=left_out)
    for name, why in (*left_out, *output.odd):
        print(f"Left out: {name}: {why}")
    if code:
        print(f"Stopped. What was graded is in {out}; the same command with --resume goes on from there.")
    print(
        f"{len(output.pages)} of {len(submissions)} notebooks: {output.grades}, {output.summary}, {output.class_page}"
    )
    return code


def _find(
    paths: Iterable[Path], learner_level: int | None = None, due: datetime | None = None
) -> tuple[list[Submission], list[tuple[str, str]]]:
    """Return the submissions of all paths, the newest for a learner and lesson, and what is left out and why."""
    paths = list(paths)
    found = find(paths, learner_level=learner_level, due=due)
    if not found.submissions:
        raise CannotGrade(
            f"there is no notebook of a lesson in {', '.join(map(str, paths))}; its name holds the lesson's, "
            "as in 02_sequential_mlp.ipynb" + "".join(f"\n  {name}: {why}" for name, why in found.left_out[:20])
        )
    return list(found.submissions), list(found.left_out)


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
    """Return whether learners' code is sandboxed; where it cannot be, only `unsafe` goes on."""
    if scheduler or not missing():
        return True
    if unsafe:
        print(f"Not shut in: {missing()}.\n{_OPEN}", file=sys.stderr)
        return False
    message = f"learners' code cannot be shut in here: {missing()}.\n{_OPEN}"
    raise CannotGrade(f"{message}\nAdd --unsafe to go on all the same.")


_OPEN = (
    "It could read your files, reach the network, and leave processes behind; time, and where the system knows how, "
    "memory and the size of files are limited."
)


PATIENCE = "20s"  # for a scheduler to answer


def _executor(workers: int | None, scheduler: str | None, limits: Limits) -> AbstractContextManager[Executor]:
    if scheduler:
        return _Dask(scheduler)
    if workers is None:
        import psutil

        room = psutil.virtual_memory().available // ((limits.memory_mb + 1024) * 2**20)
        workers = max(1, min(os.cpu_count() or 1, room))
    return batch.local(workers)


class _Dask:
    """Dask's workers as an executor."""

    def __init__(self, address: str):
        try:
            from distributed import Client
        except ImportError:
            install = 'python -m pip install -c constraints.txt -e ".[cluster]"'
            raise CannotGrade(f"--scheduler needs Dask, which is not installed: {install}") from None
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            message = f"no Dask scheduler answers at {address}; is it started, and is the address right?"
            raise CannotGrade(message) from error

    def __enter__(self) -> Executor:
        return self._client.get_executor(pure=False, retries=3)

    def __exit__(self, *_: object) -> None:
        self._client.close()


class _Progress:
    """A bar with the time that is left."""

    def __init__(self, total: int):
        self._total = total

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

    def each(self, report: Report | None) -> None:
        """Show that one more submission is graded."""
        self._bar.advance(self._task)
