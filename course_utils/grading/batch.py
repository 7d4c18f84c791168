"""Many submissions, by any number of workers: one report each, put in place at once, so that a run can go on later.

A job is plain data and `grade_one` a plain function: they go to threads of this process, which only wait for the
processes that do the work, or to any other executor, such as Dask's, on other machines.
"""

import hashlib
import json
import os
import secrets
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from course_utils.checks.learner_side.serialize import pack
from course_utils.grading.notebook_code import Unreadable, parse
from course_utils.grading.pages import REPORTS
from course_utils.grading.reports import FORMAT
from course_utils.grading.safe_names import folders
from course_utils.grading.sandbox.bubblewrap import Limits
from course_utils.grading.worker import Marks, Worker, lessons, takes_hidden
from course_utils.paths import write

SECRET = "secret"  # the file in OUT that every input of its grades is drawn from
AHEAD = 64  # submissions that are read before there is a worker for them
CODE_BYTES = 200_000  # of a submission's code, kept to compare submissions with each other

_own = threading.local()  # a worker for each thread: its sandbox takes seconds to start
_workers, _in_turn = [], threading.Lock()


class BatchError(Exception):
    """Why a run cannot begin or go on, in one sentence with the way out."""


def grade_one(job):
    """Grade one submission; nothing that stands in it ends anything but itself.

    Parameters
    ----------
    job : dict
        What `job_of` makes.

    Returns
    -------
    dict
        The record of the submission.
    """
    started = time.monotonic()
    record = {
        "format": FORMAT,
        **{key: job[key] for key in ("student", "lesson", "file", "time")},
        "sha256": hashlib.sha256(job["content"]).hexdigest(),
        "hidden": _digest(job),
        "notes": list(job["notes"]),
        "status": "graded",
        "message": "",
        "isolation": "",
        "code": "",
    }
    try:
        if job["problem"]:
            raise Unreadable(job["problem"])
        cells = parse(job["content"])
    except Unreadable as error:
        marks = [Marks(exercise, "unreadable", message=str(error)) for exercise in lessons()[job["lesson"]].exercises]
        record |= {"status": "unreadable", "message": str(error)}
    else:
        limits = Limits(job["seconds"], job["step_seconds"], job["memory_mb"])
        worker = _worker(job["secret"], limits, job["walled"], job["hidden"])
        marks, notes = worker.grade(cells, job["lesson"])
        code = "\n\n".join(cells).encode("utf-8", "replace")[:CODE_BYTES].decode("utf-8", "ignore")
        record |= {"isolation": worker.isolation, "notes": [*record["notes"], *notes], "code": code}
    record["seconds"] = round(time.monotonic() - started, 3)
    record["exercises"] = [one.record() for one in marks]
    return record


def _worker(secret, limits, walled, hidden):
    kept = getattr(_own, "worker", None)
    if kept is None or kept.closed or (kept.limits, kept.walled) != (limits, walled):
        if kept:
            kept.close()
        _own.worker = Worker(secret, limits, walled)
        with _in_turn:
            _workers[:] = [worker for worker in _workers if not worker.closed] + [_own.worker]
    _own.worker.secret, _own.worker.hidden = secret, hidden
    return _own.worker


def close_all():
    """End all processes that this one has started for grading."""
    with _in_turn:
        while _workers:
            _workers.pop().close()


def grade_all(found, out, *, executor, limits=None, walled=True, resume=False, hidden=None, each=lambda record: None):
    """Grade submissions and keep a report of each as soon as it is there.

    Parameters
    ----------
    found : sequence of submissions.Submission
    out : Path
        Gets ``reports/`` and the file ``secret``; made where it is not there.
    executor : concurrent.futures.Executor
    limits : Limits, optional
    walled : bool
        Whether learners' code runs in a sandbox.
    resume : bool
        Keep what an earlier run has graded, where submission and `hidden` are the same, byte for byte.
    hidden : hidden.Hidden, optional
        A teacher's own pictures, for the checks that take them.
    each : callable
        Called for each submission: with its new record, or with None where an earlier run had graded it.

    Raises
    ------
    BatchError
        When `out` holds grades and `resume` is False; and when `out` cannot be written.
    """
    out, limits = Path(out), limits or Limits()
    secret = _secret(out, resume)
    folder = folders(one.student for one in found)
    waiting = {}
    try:
        for one in found:
            job = job_of(one, secret, limits, walled, hidden)
            path = out / REPORTS / folder[one.student] / f"{one.lesson}.json"
            if resume and _is_done(path, job):
                each(None)
                continue
            if len(waiting) == AHEAD:
                _keep_some(waiting, each)
            waiting[executor.submit(grade_one, job)] = path
        while waiting:
            _keep_some(waiting, each)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise


def _keep_some(waiting, each):
    """Wait until something is graded, and put its reports in place."""
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        record = future.result()
        write(waiting.pop(future), json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        each(record)


@contextmanager
def local(workers):
    """An executor on this machine, whose processes end with it; also when it is interrupted."""
    executor = ThreadPoolExecutor(workers, thread_name_prefix="grade")
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        close_all()


def job_of(one, secret, limits, walled, hidden=None):
    """What `grade_one` needs to know of a `submissions.Submission`."""
    job = {"student": one.student, "lesson": one.lesson, "file": one.file, "time": one.time, "notes": list(one.notes)}
    job |= {"problem": one.problem, "content": b"", "secret": secret, "walled": walled}
    job["hidden"] = {"x": hidden.x, "y": hidden.y} if hidden and _takes_hidden(one.lesson) else None
    job |= {"seconds": limits.seconds, "step_seconds": limits.step_seconds, "memory_mb": limits.memory_mb}
    try:
        job["content"] = one.read()
    except Unreadable as error:
        job["problem"] = str(error)
    return job


def _takes_hidden(lesson):
    return any(takes_hidden(exercise) for exercise in lessons()[lesson].exercises)


def _digest(job):
    """Of a teacher's own pictures: graded by others, a submission is graded anew."""
    hidden = job["hidden"]
    return hashlib.sha256(pack(hidden)).hexdigest() if hidden else ""


def _is_done(path, job):
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        same = kept["sha256"] == hashlib.sha256(job["content"]).hexdigest() and kept["hidden"] == _digest(job)
        return kept["format"] == FORMAT and same
    except (OSError, ValueError, KeyError, TypeError):
        return False  # none yet, or no report of ours: graded again


def _secret(out, resume):
    """What the inputs of this folder's grades are drawn from; made once."""
    path = out / SECRET
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not resume and (out / REPORTS).exists():
            raise BatchError(f"{out} holds grades already: add --resume to go on with them, or name another folder")
        if not path.exists():
            unfinished = out / f".{SECRET}.{os.getpid()}"
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
            os.replace(unfinished, path)
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except OSError as error:
        said = error.strerror or error
        raise BatchError(f"{out} cannot be written: {said}; name another folder with --out") from error
    except ValueError as error:
        raise BatchError(f"{path} is damaged; name another folder with --out, and grade anew") from error
