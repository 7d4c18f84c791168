"""The judge: a trusted process that draws inputs, asks for answers and compares them. It gets data, never code.

Models are rebuilt and run here, from data, within limits of memory: if a limit ends this process, a new one takes
over, and earned points are not lost.
"""

import functools
import io
import os
import sys
from collections.abc import Callable
from typing import Any

from course_utils.checks import rebuilt_model  # noqa: F401 - loads what every check of a model needs
from course_utils.checks.answer import Answer, Stopped
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side import frames
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.learner_side.serialize import pack, unpack
from course_utils.checks.lesson import lessons
from course_utils.checks.result import to_plain

MEMORY = 4 * 2**30  # bytes of data: TensorFlow, the largest model that `models` takes, and its results


def main() -> None:
    """Answer requests on stdin and stdout: judge an answer, or show what a lesson shows for a number.

    What takes seconds to load is loaded first, so that no answer is stopped for it; then an empty frame is sent. With
    the argument "tensorflow", this includes TensorFlow.
    """
    stream = io.BufferedRWPair(os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0))
    os.dup2(2, 1)  # what a library prints must not get between the frames
    _limit()
    if "tensorflow" in sys.argv:
        import keras  # noqa: F401 - checks and models need it

    frames.send(stream, b"", 0)
    while (frame := frames.receive(stream)) is not None:
        content, number = frame
        order = unpack(content)
        if "show" in order:
            reply = _show(order["show"], *order["of"])
        else:
            reply = _judge(order, functools.partial(_ask, stream, number))
        frames.send(stream, b"=" + pack(reply), number)


def _judge(order: dict[str, Any], ask: Callable[[bytes], bytes]) -> dict[str, Any]:
    exercise = getattr(lessons()[order["lesson"]], order["exercise"])
    try:
        with undisturbed():
            return to_plain(judge(exercise, Answer(exercise.name, ask), order["seed"], **order["given"]))
    except Stopped as stopped:
        return {"stopped": str(stopped)}


def _ask(stream: io.BufferedIOBase, number: int, request: bytes) -> bytes:
    """Send a request to the learner's process by way of the worker, and return the reply."""
    frames.send(stream, b"?" + request, number)
    frame = frames.receive(stream)
    if frame is None:
        raise Stopped("crash")
    if frame[0][:1] == b"!":
        raise Stopped(frame[0][1:].decode())
    return frame[0][1:]


def _show(name: str, lesson: str, case: Any) -> Any:
    """Return what the function `name` of a lesson's checks shows for a number; None where there is no such function."""
    shown = lessons()[lesson].shown
    if type(case) is not int or name not in shown:
        return None
    try:
        return shown[name](case)
    except ValueError:  # a number that the notebook would have refused as well
        return None


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
