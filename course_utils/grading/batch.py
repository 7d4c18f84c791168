"""Grading of many submissions by several workers, with a report for each, so that a stopped run can go on later.

`grade_one` is a plain function of plain data: it goes to threads of this process, which only wait for the processes
that do the work, or to any other executor, such as Dask's, on other machines. Whatever goes wrong in one submission
becomes the report of that submission, and the others are graded.
"""

import hashlib
import os
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.checks.learner_side.serialize import pack
from course_utils.checks.result import Result
from course_utils.grading import companions, reports, versions
from course_utils.grading.misplaced import misplaced
from course_utils.grading.notebook_code import Unreadable, kinds_and_sources
from course_utils.grading.reports import Conditions, Report
from course_utils.grading.safe_names import folder
from course_utils.grading.sandbox.bubblewrap import Limits, SandboxError
from course_utils.grading.submissions import Submission
from course_utils.grading.worker import FAILED, KILLED, GradingFault, Worker, lessons, no_points, takes_hidden
from course_utils.paths import write

if TYPE_CHECKING:  # it loads Pillow, for those who bring images alone
    from course_utils.grading.teacher_images import Hidden

SECRET = "secret"  # the file in OUT that every input of its grades is drawn from
ERRORS = "errors"  # the folder in OUT for tracebacks of the grader's own errors
ASIDE = "not-in-this-run"  # the folder in OUT for reports and pages of submissions that this run was not given
AHEAD = 64  # submissions that are read before there is a worker for them
SLEPT = 30  # seconds by which the clock on the wall goes ahead when a machine sleeps

_own = threading.local()  # a worker for each thread: its sandbox takes seconds to start
_workers: list[Worker] = []
_in_turn = threading.Lock()


class BatchError(Exception):
    """Raised when a run cannot begin or go on; the message is one sentence that says why and what to do."""


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
    dataset, data_folder : str
        The class's data, as in `reports.Conditions`.
    """

    secret: bytes
    limits: Limits = Limits()
    sandboxed: bool = True
    hidden: dict[str, Any] | None = None
    dataset: str = "embedded"
    data_folder: str = ""

    def of_lesson(self, lesson: str) -> "Settings":
        """Return these settings, without the teacher's images if no check of this lesson takes them."""
        takes = any(takes_hidden(exercise) for exercise in lessons()[lesson].exercises)
        return self if takes else replace(self, hidden=None)

    def conditions(self, lesson: str) -> Conditions:
        """Return what a submission of this lesson is graded with, for its report."""
        limits = self.limits
        return Conditions(
            versions.course(),
            versions.checks(lesson),
            limits.seconds,
            limits.step_seconds,
            limits.memory_mb,
            self.dataset,
            self.data_folder,
        )

    @property
    def hidden_digest(self) -> str:
        """The digest of the teacher's own images, "" without any. If it changes, a submission is graded again."""
        return hashlib.sha256(pack(self.hidden)).hexdigest() if self.hidden else ""


def with_content(submission: Submission) -> tuple[Submission, bytes]:
    """Read the notebook of a submission from this machine's disk, so that a different machine can grade it.

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
    """Grade one submission; whatever goes wrong becomes its report.

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

    Raises
    ------
    SandboxError
        When no sandbox starts on this machine, also for a notebook without cells.
    """
    try:
        clocks = time.time(), time.monotonic()
        report = _graded(submission, content, settings, files)
        slept = time.time() - clocks[0] - (time.monotonic() - clocks[1])
        if slept > SLEPT and report.stopped:  # perhaps only because the machine was asleep
            report = _graded(submission, content, settings, files)
        return report
    except Exception as error:
        if worker := getattr(_own, "worker", None):
            worker.close()  # nobody knows what state it is in
        if isinstance(error, SandboxError):
            _worker(settings).grade((), submission.lesson)
        return failed(submission, content, settings, error, files)


def _graded(submission: Submission, content: bytes, settings: Settings, files: Mapping[str, bytes] | None) -> Report:
    started = time.monotonic()
    problem = isolation = code = ""
    notes: tuple[str, ...] = ()
    try:
        if submission.problem:
            raise Unreadable(submission.problem)
        cells = kinds_and_sources(content)
    except Unreadable as error:
        problem = str(error)
        results = _no_points(submission.lesson, "unreadable", problem)
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
        notes = (*versions.changes(content, submission.lesson), *notes)
        isolation = worker.isolation
        code = "\n\n".join(sources)
    report = _report(submission, content, settings, results, files)
    seconds = round(time.monotonic() - started, 3)
    return replace(report, notes=notes, problem=problem, isolation=isolation, code=code, seconds=seconds).tidy()


def failed(
    submission: Submission,
    content: bytes,
    settings: Settings,
    error: BaseException,
    files: Mapping[str, bytes] | None = None,
) -> Report:
    """Return the report of a submission that the grader could not grade because of the grader's own error."""
    if isinstance(error, GradingFault):
        results, error = error.results, error.__cause__ or error
    else:
        results = _no_points(submission.lesson, "check_failed", FAILED)
    report = _report(submission, content, settings, results, files)
    return replace(report, failure="".join(traceback.format_exception(error))).tidy()


def _no_points(lesson: str, status: str, cause: str) -> tuple[Result, ...]:
    return tuple(no_points(exercise, status, cause) for exercise in lessons()[lesson].exercises)


def _report(
    submission: Submission,
    content: bytes,
    settings: Settings,
    results: tuple[Result, ...],
    files: Mapping[str, bytes] | None,
) -> Report:
    return Report(
        student=submission.student,
        lesson=submission.lesson,
        file=submission.file,
        time=submission.time,
        results=results,
        file_notes=submission.notes,
        sha256=_digest(content, files),
        hidden=settings.hidden_digest,
        conditions=settings.conditions(submission.lesson),
    )


def _worker(settings: Settings) -> Worker:
    """Return the worker of this thread, or a new one if the last one cannot be used with these settings."""
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
    """End all processes that were started here for grading."""
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
    force: bool = False,
    hidden: "Hidden | None" = None,
    each: Callable[[Report, bool], object] = lambda report, kept: None,
) -> None:
    """Grade submissions and keep a report of each as soon as it is there.

    Parameters
    ----------
    submissions : sequence of submissions.Submission
    out : str or Path
        Gets ``reports/``, ``errors/`` and the file ``secret``; made where it is not there.
    executor : concurrent.futures.Executor
    limits : Limits, optional
    sandboxed : bool
        Whether learners' code runs in a sandbox.
    resume : bool
        Keep what an earlier run has graded under the same conditions: the same notebook, version of the course, checks,
        data and `hidden`. What was stopped by a limit that is larger now is graded again, and so is what crashed.
    force : bool
        Go on in a folder with grades, and grade everything again.
    hidden : teacher_images.Hidden, optional
        A teacher's own images, for the checks that take them.
    each : callable, optional
        Called for each submission with its report, and with whether an earlier run had graded it.

    Raises
    ------
    BatchError
        When `out` holds grades and neither `resume` nor `force` is true; and when `out` cannot be written.
    """
    out = Path(out)
    images = {"x": hidden.x, "y": hidden.y} if hidden else None
    dataset = os.environ.get("COURSE_DATASET") or "embedded"
    data_folder = os.environ.get("COURSE_DATA_DIR", "")
    secret = open_folder(out, resume or force)
    settings = Settings(secret, limits or Limits(), sandboxed, images, dataset, data_folder)
    whose = companions.owners(submissions)
    waiting: dict[Future[Report], _Waiting] = {}
    try:
        for submission in submissions:
            own = settings.of_lesson(submission.lesson)
            try:
                files, notes = companions.beside(submission, whose)
                submission, content = with_content(replace(submission, notes=(*submission.notes, *notes)))
            except Exception as error:
                each(_Waiting(out, submission, b"", own).keep(failed(submission, b"", own, error)), False)
                continue
            order = _Waiting(out, submission, content, own, files)
            if resume and not force and (report := order.done_before()):
                each(report, True)
                continue
            if len(waiting) == AHEAD:
                _store_some(waiting, each)
            waiting[executor.submit(grade_one, submission, content, own, files)] = order
        while waiting:
            _store_some(waiting, each)
    except OSError as error:
        raise BatchError(cannot_write(out, error)) from error
    finally:
        for future in waiting:  # none, unless something has stopped the run
            future.cancel()


@dataclass(frozen=True)
class _Waiting:
    """A submission on its way to a report."""

    out: Path
    submission: Submission
    content: bytes
    settings: Settings
    files: Mapping[str, bytes] | None = None

    @property
    def path(self) -> Path:
        return self.out / _place(self.submission)

    def done_before(self) -> Report | None:
        """Return the report of an earlier run if it would be the same now, with the file's present name and time."""
        try:
            report = reports.load(self.path)
        except (OSError, reports.DamagedReport):
            return None  # there is none yet, or it is damaged: graded again
        was, now = report.conditions, self.settings.conditions(self.submission.lesson)
        larger = (now.seconds, now.step_seconds, now.memory_mb), (was.seconds, was.step_seconds, was.memory_mb)
        if (
            report.failure
            or report.problem
            or report.sha256 != _digest(self.content, self.files)
            or report.hidden != self.settings.hidden_digest
            or (was.course, was.checks, was.dataset) != (now.course, now.checks, now.dataset)
            or (report.stopped and any(new > old for new, old in zip(*larger, strict=True)))
            or any(result.status == "crashed" for result in report.results)  # perhaps for a cause outside of it
            or any(KILLED in note for note in report.notes)
        ):
            return None
        given = self.submission
        renewed = replace(report, file=given.file, time=given.time, file_notes=given.notes).tidy()
        if renewed != report:
            reports.store(renewed, self.path)
        return renewed

    def keep(self, report: Report) -> Report:
        """Store a report, or one that says why this one could not be stored; return what was stored."""
        try:
            reports.store(report, self.path)
        except OSError:
            raise  # the folder is at fault, and not this submission
        except Exception as error:
            report = failed(self.submission, self.content, self.settings, error, self.files)
            reports.store(report, self.path)
        trace = error_file(self.out, report)
        if report.failure:
            write(trace, report.failure)
        else:
            trace.unlink(missing_ok=True)  # of an earlier run
        return report


def _store_some(waiting: dict[Future[Report], _Waiting], each: Callable[[Report, bool], object]) -> None:
    """Wait until something is graded, and store its reports."""
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    broken: SandboxError | None = None
    for future in done:
        order = waiting.pop(future)
        try:
            report = future.result()
        except SandboxError as error:  # the machine is at fault, and not this submission
            broken = error
            continue
        except Exception as error:  # a helper on another machine has died of it, say
            report = failed(order.submission, order.content, order.settings, error, order.files)
        each(order.keep(report), False)
    if broken:
        raise broken


def _place(submission: Submission) -> Path:
    """Return where in OUT the report of a submission is."""
    return Path(reports.FOLDER, folder(submission.student), f"{submission.lesson}.json")


def error_file(out: Path, report: Report) -> Path:
    """Return where the traceback of a submission that could not be graded is kept."""
    return out / ERRORS / folder(report.student) / f"{report.lesson}.txt"


def cannot_write(out: Path, error: OSError) -> str:
    """Return the sentence for an error of the file system, which says that stored reports are not lost."""
    way_out = "Solve that or name another folder with --out. What was graded is kept, and --resume goes on from there"
    return f"{out} cannot be written: {error.strerror or error}. {way_out}"


def put_aside(out: Path, submissions: Sequence[Submission]) -> list[str]:
    """Move the reports of submissions that this run was not given to `ASIDE`, and bring back those that it was given.

    Parameters
    ----------
    out : Path
    submissions : sequence of submissions.Submission
        All that the run is given.

    Returns
    -------
    list of str
        The reports that were moved to ``not-in-this-run``, as "ada/02_sequential_mlp.json".
    """
    given = {_place(submission) for submission in submissions}
    for place in given:
        if not (out / place).exists() and (out / ASIDE / place).is_file():
            _move(out / ASIDE / place, out / place)
    moved = []
    for path in sorted((out / reports.FOLDER).rglob("*.json")):
        place = path.relative_to(out)
        if place not in given and path.is_file() and not path.name.startswith("."):
            page = path.relative_to(out / reports.FOLDER).with_suffix(".html")
            if (out / page).is_file():
                _move(out / page, out / ASIDE / page)
            _move(path, out / ASIDE / place)
            moved.append(page.with_suffix(".json").as_posix())
    return moved


def _move(source: Path, target: Path) -> None:
    """Move a file; one that is already there stays, under a name with a number."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        free = next(number for number in count(1) if not target.with_suffix(f".{number}{target.suffix}").exists())
        os.replace(target, target.with_suffix(f".{free}{target.suffix}"))
    os.replace(source, target)
    if not any(source.parent.iterdir()):
        source.parent.rmdir()


@contextmanager
def local(workers: int) -> Iterator[Executor]:
    """Return a context with an executor on this machine; at its end, also after an interrupt, its processes end."""
    executor = ThreadPoolExecutor(workers, thread_name_prefix="grade")
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        close_all()


def _digest(content: bytes, files: Mapping[str, bytes] | None) -> str:
    """Return the digest of a notebook and of what travels with it."""
    return hashlib.sha256(content + (pack(files) if files else b"")).hexdigest()


def open_folder(out: Path, has_grades: bool = False) -> bytes:
    """Return the secret that the inputs of this folder's grades are drawn from, and make it the first time.

    Parameters
    ----------
    out : Path
        Made where it is missing.
    has_grades : bool
        Whether the folder may hold grades already.

    Raises
    ------
    BatchError
    """
    path = out / SECRET
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not has_grades and (out / reports.FOLDER).exists():
            choice = "--resume grades what is new or has changed, and --force grades everything again"
            raise BatchError(f"{out} holds grades already: {choice}; or name another folder with --out")
        if not path.exists():
            unfinished = out / f".{SECRET}.{os.getpid()}"
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
            os.replace(unfinished, path)
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except OSError as error:
        raise BatchError(cannot_write(out, error)) from error
    except ValueError as error:
        raise BatchError(f"{path} is damaged; name another folder with --out, and grade from scratch") from error
