"""The process that grades hand-ins for the class server; it reads orders from its input and writes answers."""

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
from course_utils.grading import batch, companions, reports
from course_utils.grading.sandbox.bubblewrap import SandboxError, missing
from course_utils.grading.submissions import SubmissionsError, find


def grade(order: dict[str, Any], sandboxed: bool) -> dict[str, Any]:
    """Grade the file of an order, and store its report next to it.

    Parameters
    ----------
    order : dict
        ``id``, ``lesson`` and ``file``.
    sandboxed : bool
        Whether learners' code runs in a sandbox.

    Returns
    -------
    dict
        ``id``, and either ``points``, ``max_points`` and ``marks`` or a ``note`` that says why there are none.
    """
    path = Path(order["file"])
    try:
        found = find(path).submissions
    except (SubmissionsError, OSError) as error:
        return {"id": order["id"], "note": f"The file cannot be opened: {error}."}
    if len(found) != 1 or found[0].lesson != order["lesson"]:
        return {"id": order["id"], "note": f"The file holds no notebook of {order['lesson']}."}
    [submission] = found
    files, notes = companions.beside(submission, companions.owners(found))
    submission = replace(submission, student="you", notes=(*submission.notes, *notes))
    # inputs of its own: what a learner finds out about them is of no use for another hand-in
    settings = batch.Settings(secrets.token_bytes(32), sandboxed=sandboxed)
    report = batch.grade_one(*batch.with_content(submission), settings, files)
    reports.store(report, path.with_suffix(".json"))
    if report.failure:
        print(report.failure, file=sys.stderr, flush=True)
        return {"id": order["id"], "note": "The grader failed because of its own error. Your teacher has the file."}
    if report.problem:
        return {"id": order["id"], "note": f"The notebook could not be read: {report.problem.rstrip('.')}."}
    marks = {result.exercise: result.share for result in report.results}
    return {"id": order["id"], "points": report.points, "max_points": report.max_points, "marks": marks}


def serve(orders: Iterable[bytes], answers: IO[bytes], unsafe: bool, workers: int) -> None:
    """Grade order after order, several at a time, until there are no more."""
    in_turn = threading.Lock()

    def say(answer: dict[str, Any]) -> None:
        with in_turn:
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()

    def tell(identity: int, future: Future) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if isinstance(error, SandboxError):
            say({"cannot": str(error)})
        elif error is not None:
            traceback.print_exception(error)
            say({"id": identity, "note": f"The grader failed on this file ({type(error).__name__})."})
        else:
            say(future.result())

    lack = missing()
    if lack and not unsafe:
        say({"cannot": lack})
        return
    with batch.local(workers) as executor:
        for line in orders:
            order = json.loads(line)
            future = executor.submit(grade, order, not lack)
            future.add_done_callback(functools.partial(tell, order["id"]))


if __name__ == "__main__":
    lower_priority()
    to_server = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything here prints goes to the log
    serve(sys.stdin.buffer, to_server, "--unsafe" in sys.argv, max(1, (os.cpu_count() or 2) - 1))
