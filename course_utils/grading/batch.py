"""Many submissions, by any number of workers: one report each, put in place at once, so that a run can go on later.

`grade_one` is a plain function of plain data: it goes to threads of this process, which only wait for the processes
that do the work, or to any other executor, such as Dask's, on other machines.
"""

import hashlib
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.checks.learner_side.serialize import pack
from course_utils.grading import companions, reports
from course_utils.grading.misplaced import misplaced
from course_utils.grading.notebook_code import Unreadable, kinds_and_sources
from course_utils.grading.reports import Report
from course_utils.grading.safe_names import folders
from course_utils.grading.sandbox.bubblewrap import Limits
from course_utils.grading.submissions import Submission
from course_utils.grading.worker import Worker, lessons, no_points, takes_hidden

if TYPE_CHECKING:  # it loads Pillow, for those who bring images alone
    from course_utils.grading.teacher_images import Hidden

SECRET = "secret"  # the file in OUT that every input of its grades is drawn from
AHEAD = 64  # submissions that are read before there is a worker for them
CODE_BYTES = 200_000  # of a submission's code, kept to compare submissions with each other

_own = threading.local()  # a worker for each thread: its sandbox takes seconds to start
_workers: list[Worker] = []
_in_turn = threading.Lock()


class BatchError(Exception):
    """Why a run cannot begin or go on, in one sentence with the way out."""


@dataclass(frozen=True)
class Settings:
    """How submissions are graded.

    Attributes
    ----------
    secret : bytes
        What the inputs are drawn from.
    limits : Limits
    sandboxed : bool
        Whether learners' code runs in a sandbox.
    hidden : dict, optional
        The images ``x`` and labels ``y`` of a teacher's own, for the checks that take them.
    """

    secret: bytes
    limits: Limits = Limits()
    sandboxed: bool = True
    hidden: dict[str, Any] | None = None

    def of_lesson(self, lesson: str) -> "Settings":
        """Return these settings without what no check of this lesson takes."""
        takes = any(takes_hidden(exercise) for exercise in lessons()[lesson].exercises)
        return self if takes else replace(self, hidden=None)

    @property
    def hidden_digest(self) -> str:
        """The digest of the teacher's own images, "" without any: with different ones, a submission is graded again."""
        return hashlib.sha256(pack(self.hidden)).hexdigest() if self.hidden else ""


def with_content(submission: Submission) -> tuple[Submission, bytes]:
    """Read the notebook of a submission where it lies, to be graded elsewhere.

    Parameters
    ----------
    submission : submissions.Submission

    Returns
    -------
    submission : submissions.Submission
        With `problem` when the notebook could not be read.
    content : bytes
    """
    try:
        return submission, submission.read()
    except Unreadable as error:
        return replace(submission, problem=str(error)), b""


def grade_one(
    submission: Submission, content: bytes, settings: Settings, files: Mapping[str, bytes] | None = None
) -> Report:
    """Grade one submission; nothing that is in it ends anything but itself.

    Parameters
    ----------
    submission : submissions.Submission
    content : bytes
        The notebook.
    settings : Settings
    files : mapping of str to bytes, optional
        What travels with it, as in `companions.beside`.

    Returns
    -------
    Report
    """
    started = time.monotonic()
    problem = isolation = code = ""
    notes: tuple[str, ...] = ()
    try:
        if submission.problem:
            raise Unreadable(submission.problem)
        cells = kinds_and_sources(content)
    except Unreadable as error:
        problem = str(error)
        exercises = lessons()[submission.lesson].exercises
        results = tuple(no_points(exercise, "unreadable", problem) for exercise in exercises)
    else:
        worker = _worker(settings)
        sources = [source for kind, source in cells if kind == "code"]
        results, notes = worker.grade(sources, submission.lesson, files)
        results = tuple(
            replace(result, cause=misplaced(cells, result.exercise) or result.cause)
            if result.status == "not_attempted"
            else result
            for result in results
        )
        isolation = worker.isolation
        code = "\n\n".join(sources).encode("utf-8", "replace")[:CODE_BYTES].decode("utf-8", "ignore")
    return Report(
        student=submission.student,
        lesson=submission.lesson,
        file=submission.file,
        time=submission.time,
        results=results,
        notes=(*submission.notes, *notes),
        problem=problem,
        isolation=isolation,
        code=code,
        sha256=_digest(content, files),
        hidden=settings.hidden_digest,
        seconds=round(time.monotonic() - started, 3),
    ).tidy()


def _worker(settings: Settings) -> Worker:
    """Return the worker of this thread, a new one where the last cannot be used with these settings."""
    worker: Worker | None = getattr(_own, "worker", None)
    wanted = (settings.limits, settings.sandboxed)
    if worker is None or worker.closed or (worker.limits, worker.sandboxed) != wanted:
        if worker:
            worker.close()
        worker = _own.worker = Worker(settings.secret, *wanted)
        with _in_turn:
            _workers[:] = [*(other for other in _workers if not other.closed), worker]
    worker.secret, worker.hidden = settings.secret, settings.hidden
    return worker


def close_all() -> None:
    """End all processes that this one has started for grading."""
    with _in_turn:
        while _workers:
            _workers.pop().close()


def grade_all(
    submissions: Sequence[Submission],
    out: str | Path,
    *,
    executor: Executor,
    limits: Limits | None = None,
    sandboxed: bool = True,
    resume: bool = False,
    hidden: "Hidden | None" = None,
    each: Callable[[Report | None], object] = lambda report: None,
) -> None:
    """Grade submissions and keep a report of each as soon as it is there.

    Parameters
    ----------
    submissions : sequence of submissions.Submission
    out : str or Path
        Gets ``reports/`` and the file ``secret``; made where it is not there.
    executor : concurrent.futures.Executor
    limits : Limits, optional
    sandboxed : bool
        Whether learners' code runs in a sandbox.
    resume : bool
        Keep what an earlier run has graded, where submission and `hidden` are the same, byte for byte.
    hidden : teacher_images.Hidden, optional
        A teacher's own images, for the checks that take them.
    each : callable, optional
        Called for each submission: with its new report, or with None where an earlier run had graded it.

    Raises
    ------
    BatchError
        When `out` holds grades and `resume` is False; and when `out` cannot be written.
    """
    out = Path(out)
    images = {"x": hidden.x, "y": hidden.y} if hidden else None
    settings = Settings(_secret(out, resume), limits or Limits(), sandboxed, images)
    folder = folders(submission.student for submission in submissions)
    whose = companions.owners(submissions)
    waiting: dict[Future[Report], Path] = {}
    try:
        for submission in submissions:
            path = out / reports.FOLDER / folder[submission.student] / f"{submission.lesson}.json"
            files, notes = companions.beside(submission, whose)
            submission, content = with_content(replace(submission, notes=(*submission.notes, *notes)))
            own = settings.of_lesson(submission.lesson)
            if resume and _is_done(path, _digest(content, files), own):
                each(None)
                continue
            if len(waiting) == AHEAD:
                _store_some(waiting, each)
            waiting[executor.submit(grade_one, submission, content, own, files)] = path
        while waiting:
            _store_some(waiting, each)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise


def _store_some(waiting: dict[Future[Report], Path], each: Callable[[Report], object]) -> None:
    """Wait until something is graded, and put its reports in place."""
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        report = future.result()
        reports.store(report, waiting.pop(future))
        each(report)


@contextmanager
def local(workers: int) -> Iterator[Executor]:
    """Give an executor on this machine, whose processes end with it, also when it is interrupted."""
    executor = ThreadPoolExecutor(workers, thread_name_prefix="grade")
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        close_all()


def _digest(content: bytes, files: Mapping[str, bytes] | None) -> str:
    """Return the digest of a notebook and of what travels with it."""
    return hashlib.sha256(content + (pack(files) if files else b"")).hexdigest()


def _is_done(path: Path, digest: str, settings: Settings) -> bool:
    """Return whether an earlier run has graded this notebook with these settings."""
    try:
        report = reports.load(path)
    except (OSError, reports.DamagedReport):
        return False  # none yet, or none of ours: graded again
    graded = (report.sha256, report.hidden)
    return graded == (digest, settings.hidden_digest)


def _secret(out: Path, resume: bool) -> bytes:
    """Return what the inputs of this folder's grades are drawn from; made once."""
    path = out / SECRET
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not resume and (out / reports.FOLDER).exists():
            raise BatchError(f"{out} holds grades already: add --resume to go on with them, or name another folder")
        if not path.exists():
            unfinished = out / f".{SECRET}.{os.getpid()}"
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
            os.replace(unfinished, path)
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except OSError as error:
        reason = error.strerror or error
        raise BatchError(f"{out} cannot be written: {reason}; name another folder with --out") from error
    except ValueError as error:
        raise BatchError(f"{path} is damaged; name another folder with --out, and grade anew") from error
