"""The process that grades hand-ins for the class server; it reads orders from its input and writes answers.

An answer has an ``id``, and either ``points``, ``max_points`` and ``marks``, or a ``note`` that says why there are
none. ``cannot`` says why nothing can be graded at all, and ``trouble`` why nothing can be graded now; it is empty once
the scheduler has answered.
"""

import argparse
import functools
import json
import os
import secrets
import sys
import threading
import traceback
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from course_utils.classroom.grader import lower_priority
from course_utils.grading import batch, cluster, companions, reports
from course_utils.grading.reports import Report
from course_utils.grading.sandbox.bubblewrap import SandboxError, missing
from course_utils.grading.submissions import Submission, SubmissionsError, find


class NotGraded(Exception):
    """Why a file is not graded, in a sentence."""


def read(order: dict[str, Any]) -> tuple[Submission, bytes, dict[str, bytes]]:
    """Return the submission of an order, its notebook, and the files that travel with it.

    Parameters
    ----------
    order : dict
        ``id``, ``lesson`` and ``file``.

    Raises
    ------
    NotGraded
    """
    try:
        found = find(Path(order["file"])).submissions
    except (SubmissionsError, OSError) as error:
        raise NotGraded(f"The file cannot be opened: {error}.") from error
    if len(found) != 1 or found[0].lesson != order["lesson"]:
        raise NotGraded(f"The file holds no notebook of {order['lesson']}.")
    [submission] = found
    files, notes = companions.beside(submission, companions.owners(found))
    submission = replace(submission, student="you", notes=(*submission.notes, *notes))
    return *batch.with_content(submission), files


def keep(order: dict[str, Any], report: Report) -> dict[str, Any]:
    """Store the report of an order next to its file, and return what to answer."""
    reports.store(report, Path(order["file"]).with_suffix(".json"))
    if report.failure:
        print(report.failure, file=sys.stderr, flush=True)
        raise NotGraded("The grader failed because of its own error. Your teacher has the file.")
    if report.problem:
        raise NotGraded(f"The notebook could not be read: {report.problem.rstrip('.')}.")
    marks = {result.exercise: result.share for result in report.results}
    return {"id": order["id"], "points": report.points, "max_points": report.max_points, "marks": marks}


def serve(
    orders: Iterable[bytes], answers: IO[bytes], *, unsafe: bool = False, workers: int = 1, scheduler: str = ""
) -> None:
    """Grade order after order, several at a time, until there are no more.

    Parameters
    ----------
    orders : iterable of bytes
        Each is a JSON object, as for `read`.
    answers : file
        Gets a line of JSON for each answer.
    unsafe : bool
        Whether to grade here without a sandbox where there is none.
    workers : int
        How many are graded here at once.
    scheduler : str
        The address of a Dask scheduler, whose workers grade instead.
    """
    in_turn = threading.Lock()
    lack = "" if scheduler else missing()
    if lack and not unsafe:
        _say(answers, in_turn, {"cannot": lack})
        return
    try:
        with cluster.workers(scheduler) if scheduler else batch.local(workers) as executor:
            if scheduler:
                _say(answers, in_turn, {"trouble": ""})
            for line in orders:
                order = json.loads(line)
                tell = functools.partial(_tell, functools.partial(_say, answers, in_turn), order, scheduler)
                # inputs of its own: what a learner finds out about them is of no use for another hand-in
                settings = batch.Settings(secrets.token_bytes(32), sandboxed=not lack)
                try:
                    submission, content, files = read(order)
                except Exception as error:
                    future: Future[Report] = Future()
                    future.set_exception(error)
                else:
                    future = executor.submit(batch.grade_one, submission, content, settings, files)
                future.add_done_callback(tell)
    except cluster.NotInstalled as error:
        _say(answers, in_turn, {"cannot": str(error)})
    except cluster.NoCluster as error:
        _say(answers, in_turn, {"trouble": str(error)})


def _tell(say: Any, order: dict[str, Any], scheduler: str, future: "Future[Report]") -> None:
    """Answer an order that was graded, or could not be."""
    if future.cancelled():
        if scheduler:  # here only the end of this process cancels
            say({"trouble": f"the Dask scheduler at {scheduler} has stopped answering"})
        return
    try:
        say(keep(order, future.result()))
    except NotGraded as error:
        say({"id": order["id"], "note": str(error)})
    except SandboxError as error:
        say({"trouble" if scheduler else "cannot": str(error)})
    except Exception as error:
        traceback.print_exception(error)
        say({"id": order["id"], "note": f"The grader failed on this file ({type(error).__name__})."})


def _say(answers: IO[bytes], in_turn: threading.Lock, answer: dict[str, Any]) -> None:
    with in_turn:
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def main() -> None:
    """Grade for the server that has started this process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unsafe", action="store_true")
    parser.add_argument("--scheduler", default="")
    arguments = parser.parse_args()
    lower_priority()
    to_server = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything here prints goes to the log
    workers = max(1, (os.cpu_count() or 2) - 1)
    serve(sys.stdin.buffer, to_server, unsafe=arguments.unsafe, workers=workers, scheduler=arguments.scheduler)


if __name__ == "__main__":
    main()
