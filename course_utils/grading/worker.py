"""Running and judging one submission: from its cells to a result for each exercise.

Cells run in order in a learner's process. An exercise is judged whenever its name has just been bound to another
object, when the notebook hands an answer to its check, and once more at the end if it had not passed, since an answer
may lean on what comes later. The best result stays. A cell that ends its process, or takes too long, is left out in a
fresh one.
"""

import hashlib
import hmac
import inspect
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from course_utils.checks import replies
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import frames
from course_utils.checks.learner_side.process import MOST_FILES
from course_utils.checks.learner_side.serialize import PlainError, pack, unpack
from course_utils.checks.lesson import Lesson, lessons
from course_utils.checks.result import Result, from_plain
from course_utils.grading.misplaced import binds
from course_utils.grading.sandbox.bubblewrap import (
    START_SECONDS,
    Learner,
    Limits,
    Process,
    Sandbox,
    SandboxError,
    UnsandboxedProcess,
    missing,
)

FRESH = 3  # processes in place of one that ended, for one submission
NOTES = 5  # cells that raised, told to the learner
FAILED = "This submission could not be graded because of an error in the grader itself; your teacher can see it."
MOST_JUDGED = 20  # times that one exercise is judged, so that hidden inputs cannot be guessed by trying
JUDGE_SECONDS = 30  # for the judge alone, to rebuild and run what came back
KILLED = "was killed (ended by force) twice"  # said of a process that a SIGKILL ended, which no limit of ours sends
# why a process ended, to the status of the answer that ended it and to what the learner is told
_ENDINGS = {
    "time": ("stopped_time", "{name} was stopped after {seconds:.0f} s"),
    "memory": ("stopped_memory", "{name} was stopped: it took more memory than a submission is given"),
    "files": ("stopped_memory", "{name} was stopped: it made more than {files:,} files or sockets"),
    "crash": ("crashed", "{name} ended the process that it ran in"),
    "killed": (
        "crashed",
        f"the process that ran {{name}} {KILLED}, by your code, by a person, or by a computer without enough memory",
    ),
}
# the same of the process of its check
_JUDGE_ENDINGS = {
    "time": ("stopped_time", "what {name} gave took too long to be checked"),
    "memory": ("stopped_memory", "what {name} gave was too large to be checked"),
    "crash": ("crashed", "the check of {name} ended its process; perhaps what {name} gave was too large"),
    "killed": (
        "crashed",
        f"the process that checks {{name}} {KILLED}, by a person or by a computer without enough memory",
    ),
}
_OUT_OF_MEMORY = re.compile(r"MemoryError|bad_alloc|Cannot allocate memory|ResourceExhausted")


_INSTALLS = re.compile(
    r"^\s*[!%]+\s*(?:\S*python\S* -m )?(?:pip3?|conda|mamba|micromamba|uv)\b.*\binstall\b", re.MULTILINE
)
_NO_INSTALL = "Code cell {} installs packages. When a notebook is graded, it has only the packages of the course."


def takes_hidden(exercise: Exercise) -> bool:
    """Return whether the exercise's check can use a teacher's own pictures."""
    return "hidden" in inspect.signature(exercise.check).parameters


def seed(secret: bytes, lesson: str, exercise: str) -> int:
    """Return the seed of an exercise's inputs: everybody gets the same, and nobody can foresee it.

    Parameters
    ----------
    secret : bytes
    lesson, exercise : str

    Returns
    -------
    int
        From 0 to 2**48 - 1.
    """
    return int.from_bytes(hmac.digest(secret, f"{lesson}/{exercise}".encode(), hashlib.sha256)[:6], "big")


def no_points(exercise: Exercise, status: str, cause: str) -> Result:
    """Return the result of an exercise whose answer could not be judged.

    Parameters
    ----------
    exercise : Exercise
    status : str
    cause : str
        Why, in one sentence.

    Returns
    -------
    Result
    """
    return Result(exercise.name, status, 0.0, exercise.points, exercise.core, cause=cause)


class Worker:
    """A sandbox and a judge that stay ready, to grade one submission after the other.

    Parameters
    ----------
    secret : bytes
        What inputs are drawn from, together with the exercise's name; may be replaced between two submissions.
    limits : Limits
    sandboxed : bool
        Whether learners' code runs in a sandbox; False only where there is none and somebody said to go on.
    hidden : dict, optional
        A teacher's own pictures ``x`` and labels ``y``, as in `hidden.Hidden`, for the checks that take them; they go
        to the judge alone. May be replaced between two submissions.
    """

    def __init__(
        self,
        secret: bytes,
        limits: Limits | None = None,
        sandboxed: bool = True,
        hidden: dict[str, Any] | None = None,
    ):
        if sandboxed and missing():
            raise SandboxError(missing())
        self.secret, self.limits, self.sandboxed, self.hidden = secret, limits or Limits(), sandboxed, hidden
        self._tensorflow = False  # whether it is loaded: from the first lesson that needs it
        self._sandbox = Sandbox(tensorflow=False) if sandboxed else None
        self._judge: Process | None = None
        self._judge_ready = False
        self.closed = False
        self.isolation = "bubblewrap" if sandboxed else f"none: {missing() or 'switched off'}"

    def close(self) -> None:
        """End the worker's processes, from any thread; what it is grading raises `WorkerClosed`."""
        self.closed = True
        self._end_all()

    def _end_all(self) -> None:
        if self._sandbox:
            self._sandbox.close()
        self._end_judge()

    def grade(
        self, cells: Sequence[str], lesson: str, files: Mapping[str, bytes] | None = None
    ) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """Run and judge a submission.

        Parameters
        ----------
        cells : sequence of str
            The sources of its code cells, in order.
        lesson : str
            "02_sequential_mlp".
        files : mapping of str to bytes, optional
            Files that lie beside the notebook, by their names.

        Returns
        -------
        results : tuple of Result
            One for each exercise of the lesson, in order.
        notes : tuple of str
            What the learner should know of cells that raised or were left out.

        Raises
        ------
        GradingFault
            When grading itself fails; it holds what was earned before.
        """
        run = _Run(self, cells, lessons()[lesson], files or {})
        try:
            self._load(run.tensorflow)
            return run.results()
        except (SandboxError, WorkerClosed):
            raise
        except Exception as error:  # a fault of ours that this submission has found
            self._end_all()
            raise GradingFault(run.after_a_fault()) from error

    def _load(self, tensorflow: bool) -> None:
        """If TensorFlow is needed and the present processes have not loaded it, replace them by processes that have."""
        if tensorflow and not self._tensorflow:
            self._end_all()
            self._tensorflow = True
            if self._sandbox:
                self._sandbox.tensorflow = True

    # ---- what a run needs

    def learner(self, order: dict[str, Any]) -> Learner | UnsandboxedProcess:
        """Start a new process for a learner's code, and wait until the judge is ready as well."""
        if self.closed:
            raise WorkerClosed
        self._begin_judge()  # beside the sandbox: both take seconds to start
        learner = self._sandbox.learner(order) if self._sandbox else UnsandboxedProcess(order)
        try:
            self.prepare()
        except (SandboxError, WorkerClosed):
            learner.end()
            raise
        return learner

    def prepare(self) -> Process:
        """Return the judge when it is ready, so that the seconds of its start don't count as an answer's time.

        Raises
        ------
        SandboxError
            When none starts.
        """
        judge = self._begin_judge()
        if self._judge_ready:
            return judge
        try:
            with _at_most(START_SECONDS, judge.kill):
                self._judge_ready = frames.receive(judge.stream) is not None
        except (frames.WireError, OSError, ValueError):
            self._judge_ready = False
        if not self._judge_ready:
            self._end_judge()
            raise WorkerClosed if self.closed else SandboxError(f"the judge did not start: {judge.last_error_line()}")
        return judge

    def _begin_judge(self) -> Process:
        if self._judge is None:
            loaded = ["tensorflow"] if self._tensorflow else []
            self._judge = Process(
                "course_utils.grading.sandbox.judge_process", loaded, hidden=False, sandboxed=self.sandboxed
            )
            self._judge_ready = False
        return self._judge

    def judge(self, order: dict[str, Any], ask: Callable[[bytes], bytes] | None, seconds: float) -> Any:
        """Have the judge do `order`; `ask(request)` returns what the learner's answer replies to its request.

        Returns
        -------
        object
            Its answer.

        Raises
        ------
        JudgeEnded
            When it ended or took too long; the next order goes to a new judge.
        """
        judge = self.prepare()
        number = 1
        late = threading.Event()

        def stop() -> None:
            late.set()
            judge.kill()

        try:
            with _at_most(seconds, stop):
                frames.send(judge.stream, pack(order), number)
                while True:
                    frame = frames.receive(judge.stream)
                    if frame is None:
                        raise frames.WireError("the judge ended")
                    if frame[0][:1] == b"=":
                        return unpack(frame[0][1:])
                    if ask is None:
                        raise frames.WireError("a question, where there is no answer to ask")
                    frames.send(judge.stream, ask(frame[0][1:]), number)
        except (frames.WireError, OSError, ValueError, PlainError):
            if self.closed:
                raise WorkerClosed from None
            if late.is_set():
                why = "time"
            elif judge.was_killed():
                why = "killed"
            else:
                why = "memory" if _OUT_OF_MEMORY.search(judge.last_error_line()) else "crash"
            self._end_judge()
            raise JudgeEnded(why) from None

    def _end_judge(self) -> None:
        if self._judge:
            self._judge.kill()
        self._judge = None

    def seed(self, lesson: str, exercise: str) -> int:
        """Return the number for an exercise's inputs."""
        return seed(self.secret, lesson, exercise)


@contextmanager
def _at_most(seconds: float, stop: Callable[[], object]) -> Iterator[threading.Timer]:
    """Call `stop` from another thread if the block takes longer."""
    timer = threading.Timer(max(seconds, 0.01), stop)
    timer.daemon = True
    timer.start()
    try:
        yield timer
    finally:
        timer.cancel()


class GradingFault(Exception):
    """Raised when an error of the grader, its cause, has ended grading; `results` holds what was earned before."""

    def __init__(self, results: tuple[Result, ...]):
        super().__init__("grading failed")
        self.results = results


class WorkerClosed(Exception):
    """Raised when the worker was closed while it was grading."""


class JudgeEnded(Exception):
    """Raised when the judge has ended before it had a result; the message is a key of `_JUDGE_ENDINGS`."""


class _Ended(Exception):
    """Raised when the learner's process has ended; the message is a key of `_ENDINGS`."""


class _Run:
    """The grading of one submission."""

    def __init__(self, worker: Worker, cells: Sequence[str], lesson: Lesson, files: Mapping[str, bytes]):
        self._worker, self._lesson, self._files, self.tensorflow = worker, lesson, files, lesson.tensorflow
        self._cells = {number: _encodable(source) for number, source in enumerate(cells, 1)}
        self._exercises: dict[str, Exercise] = {exercise.name: exercise for exercise in lesson.exercises}
        absent = "no answer of this name was found"
        self._results = {name: no_points(each, "not_attempted", absent) for name, each in self._exercises.items()}
        self._settled: set[str] = set()  # those that can earn nothing more
        self._judged: Counter[str] = Counter()  # how often each was judged before the end
        self._moments: set[tuple[str, int]] = set()  # the cells after which an exercise was judged
        self._bound: dict[str, int] = {}  # the cell that has bound each answer last
        self._fatal: set[tuple[str, int | None]] = set()  # answers, by the cell that bound them, that were stopped
        self._killed: set[int | str] = set()  # cells, answers and checks whose process was killed once
        self._raised: dict[int, str] = {}
        self._notes: list[str] = []
        self._until = time.monotonic() + worker.limits.seconds
        self._learner: Learner | UnsandboxedProcess | None = None

    def results(self) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """Return what each exercise got, and what the learner should know."""
        whole, fresh = False, 0
        while not whole and self._open() and self._left() > 0 and fresh <= FRESH:
            whole, fresh = self._from_the_top(), fresh + 1
        if not whole and self._open():
            if self._left() <= 0:
                why = f"The time for one notebook, {self._worker.limits.seconds:g} s, was over before its end."
            else:
                why = f"Your code ended its process {FRESH + 1} times; what came after that was not run."
            self._notes.append(why)
            for name in self._open():
                if name not in self._judged and any(binds(source, name) for source in self._cells.values()):
                    self._stopped(name, "stopped_time" if self._left() <= 0 else "crashed", why)
        self._notes += [_NO_INSTALL.format(at) for at, source in self._cells.items() if _INSTALLS.search(source)][:1]
        raised = [f"Code cell {number} raised {error}" for number, error in self._raised.items()]
        return tuple(self._results.values()), (*self._notes, *raised[:NOTES])

    def after_a_fault(self) -> tuple[Result, ...]:
        """Return the results after grading itself has failed; what was earned before stays."""
        for name in self._open():
            self._keep(no_points(self._exercises[name], "check_failed", FAILED))
        return tuple(self._results.values())

    def _open(self) -> list[str]:
        """Return the exercises that can still earn something."""
        return [name for name in self._results if name not in self._settled]

    @contextmanager
    def _uncounted(self) -> Iterator[None]:
        """Don't count the time of the block, in which the grader's processes start, as the learner's time."""
        began = time.monotonic()
        yield
        self._until += time.monotonic() - began

    def _left(self) -> float:
        return self._until - time.monotonic()

    def _from_the_top(self) -> bool:
        """Run all cells in a new process, and return whether they all ran or every exercise had passed before."""
        limits = self._worker.limits
        order = {"names": [*self._results], "seconds": int(limits.seconds)}
        with self._uncounted():
            self._learner = self._worker.learner({**order, "memory_mb": limits.memory_mb})
        at: int | None = None
        self._bound = {}
        judged: dict[str, int] = {}  # how many cells had run when each was judged last
        try:
            if self._files:
                self._ask(b"F" + pack(self._files))
            for ran, (number, source) in enumerate(list(self._cells.items()), 1):
                at = number
                bound, checked, handed = self._read(self._ask(b"C" + source.encode()), at)
                at = None
                self._bound.update(dict.fromkeys(bound, number))
                for name in self._open():
                    # a check that follows at once would say the same again
                    asked = name in checked and name in self._bound and ran - judged.get(name, -1) > 1
                    if (name in bound or asked) and self._judge_once(name, number):
                        judged[name] = ran
                for name in handed:
                    if name not in self._settled:
                        self._judge_handed(name, number)
                if not self._open():
                    return True
            for name in self._open():
                if name in self._bound and judged.get(name) != len(self._cells):
                    self._judge_newest(name)
            return True
        except _Ended as ended:
            if at is not None:
                self._leave_out(at, str(ended))
            return False
        finally:
            if self._learner:
                self._learner.end()
                self._learner = None

    def _judge_once(self, name: str, at: int) -> bool:
        """Judge an exercise after a cell, if that was not done in an earlier process; return whether it was judged.

        Raises
        ------
        _Ended
        """
        if (name, at) in self._moments:
            return True
        if self._judged[name] >= MOST_JUDGED:
            return False
        self._moments.add((name, at))
        self._judged[name] += 1
        self._judge_newest(name)
        return True

    def _judge_newest(self, name: str) -> None:
        """Judge what is bound to a name now, unless it was stopped before.

        Raises
        ------
        _Ended
        """
        if (name, self._bound.get(name)) not in self._fatal:
            self._judge(name)

    def _judge_handed(self, name: str, at: int) -> None:
        """Judge what a cell has handed to a check under a name that is not the exercise's, as a notebook does.

        Raises
        ------
        _Ended
        """
        moment = (f"check.{name}", at)
        if moment not in self._moments and self._judged[name] < MOST_JUDGED:
            self._moments.add(moment)
            self._judged[name] += 1
            fatal = set(self._fatal)
            try:
                self._judge(name, handed=True)
            finally:
                self._fatal = fatal  # these are the answers that are bound to their names

    def _read(self, reply: bytes, at: int) -> tuple[list[str], list[str], list[str]]:
        """Return the answers that a cell has bound, those handed to their checks, and the checks given something else.

        Nothing else is read of its reply but for one sentence.
        """
        try:
            content = replies.cell(reply)
        except PlainError:
            raise self._end("crash") from None
        if content.error:
            self._raised[at] = content.error[:300]
        else:
            self._raised.pop(at, None)
        kinds = (content.bound, content.checked, content.handed)
        bound, checked, handed = ([name for name in self._results if name in kind] for kind in kinds)
        return bound, checked, handed

    def _running(self) -> Learner | UnsandboxedProcess:
        """Return the learner's process.

        Raises
        ------
        _Ended
        """
        if self._learner is None:
            raise _Ended("crash")
        return self._learner

    def _ask(self, content: bytes) -> bytes:
        """Return the reply of the learner's process to a frame.

        Raises
        ------
        _Ended
        """
        late = threading.Event()
        learner = self._running()

        def stop() -> None:
            late.set()
            learner.stop()

        try:
            with _at_most(min(self._worker.limits.step_seconds, self._left()), stop):
                return self._exchange(learner, content)
        except frames.WireError:
            raise self._end("time" if late.is_set() else "") from None

    def _exchange(self, learner: Learner | UnsandboxedProcess, content: bytes) -> bytes:
        """Send a frame and return the reply; while a cell runs, show what it wants to be shown.

        The judge waits while an answer is asked, so nothing can be shown then: such a request ends the process.
        """
        stream, number = learner.stream, secrets.randbits(63)
        runs_cell = content[:1] == b"C"
        try:
            frames.send(stream, content, number)
            while True:
                frame = frames.receive(stream, replies.CELL_BYTES if runs_cell else frames.MAX_BYTES)
                if frame is None or frame[1] != number:
                    raise frames.WireError("no reply to this request")
                kind, reply = frame[0][:1], frame[0][1:]
                if kind == b"=":
                    return reply
                if kind != b"?" or not runs_cell:
                    raise frames.WireError("neither a reply nor a request that is allowed now")
                frames.send(stream, pack(self._show(reply)), number)
        except (OSError, ValueError) as error:  # ValueError: closed by the one who watches the time
            raise frames.WireError(str(error)) from error

    def _show(self, request: bytes) -> Any:
        try:
            wanted = replies.show(request)
        except PlainError:
            return None
        order = {"show": wanted.name, "of": [self._lesson.name, wanted.case]}
        try:
            return self._worker.judge(order, None, self._worker.limits.step_seconds)
        except JudgeEnded:  # shows nothing, as for a number that the lesson does not know
            return None

    def _end(self, why: str) -> _Ended:
        """End the learner's process, clean up, and return the exception to raise."""
        ended = self._learner.end() if self._learner else ""
        self._learner = None
        return _Ended(why or ended or "crash")

    def _judge(self, name: str, handed: bool = False) -> None:
        """Judge one exercise and keep the better of what it earned.

        With `handed`, its answer is what the last cell handed to the check, and not what is bound to its name.

        Raises
        ------
        _Ended
        """
        with self._uncounted():
            self._worker.prepare()
        started = time.monotonic()
        ended: list[_Ended] = []
        seconds = min(self._worker.limits.step_seconds, self._left())
        late = threading.Event()
        learner = self._running()

        def stop() -> None:
            late.set()
            learner.stop()

        def ask(request: bytes) -> bytes:
            if not ended:
                try:
                    return b"=" + self._exchange(learner, (b"H" if handed else b"A") + request)
                except frames.WireError:
                    ended.append(self._end("time" if late.is_set() else ""))
            return b"!" + str(ended[0]).encode()

        hidden = self._worker.hidden if takes_hidden(self._exercises[name]) else None
        number = self._worker.seed(self._lesson.name, name)
        order: dict[str, Any] = {"lesson": self._lesson.name, "exercise": name, "seed": number}
        order["given"] = {"hidden": hidden} if hidden else {}
        reply, judge_ended = None, ""
        try:
            with _at_most(seconds, stop):
                reply = self._worker.judge(order, ask, seconds + JUDGE_SECONDS)
        except JudgeEnded as error:
            judge_ended = str(error)
        seconds = time.monotonic() - started
        if ended:
            why = str(ended[0])
            if why == "killed" and self._once_more(name):
                self._moments = {moment for moment in self._moments if moment[0] not in (name, f"check.{name}")}
            else:
                cause = _ENDINGS[why][1].format(seconds=seconds, name=name, files=MOST_FILES)
                self._stopped(name, _ENDINGS[why][0], cause, seconds)
            raise ended[0]
        if judge_ended == "killed" and self._once_more(f"the check of {name}"):
            self._judge(name, handed)
            return
        if judge_ended:
            status, cause = _JUDGE_ENDINGS[judge_ended]
            self._stopped(name, status, cause.format(name=name), seconds)
            return
        try:
            result = from_plain(reply, Result)
            if (result.exercise, result.max_points) != (name, self._exercises[name].points):
                raise ValueError("a result of something else")
        except ValueError:  # the judge has read what the learner's process sent, which can be anything
            self._stopped(name, "crashed", f"what {name} gave could not be read by its check", seconds)
            return
        self._keep(result, seconds)

    def _keep(self, result: Result, seconds: float = 0.0) -> None:
        """Keep the better of an exercise's two results, or the later one if they are equal, and add up their seconds.

        That there is no answer now replaces nothing that was said of an earlier one.
        """
        before = self._results[result.exercise]
        if result.status == "not_yet" and result.raised.startswith(("MemoryError", "ResourceExhaustedError")):
            result = replace(result, status="stopped_memory")
        tried = [(each.points, each.status != "not_attempted") for each in (before, result)]
        better = result if tried[1] >= tried[0] else before
        self._results[result.exercise] = replace(better, seconds=round(before.seconds + seconds, 3))
        if result.passed:
            self._settled.add(result.exercise)

    def _once_more(self, what: int | str) -> bool:
        """Return whether something whose process was killed is tried again: once, as that need not be its fault."""
        first = what not in self._killed
        self._killed.add(what)
        return first

    def _stopped(self, name: str, status: str, cause: str, seconds: float = 0.0) -> None:
        """Keep the result of an answer that was stopped; points from before stay, and a later answer can earn more."""
        self._keep(no_points(self._exercises[name], status, cause), seconds)
        self._fatal.add((name, self._bound.get(name)))

    def _leave_out(self, at: int, why: str) -> None:
        """Leave out a cell that ended its process; an answer that the cell defines counts as stopped."""
        if why == "killed" and self._once_more(at):
            return
        source = self._cells.pop(at)
        cause = _ENDINGS[why][1].format(
            seconds=self._worker.limits.step_seconds, name=f"code cell {at}", files=MOST_FILES
        )
        self._notes.append(f"{cause[0].upper()}{cause[1:]}; it was left out.")
        for name in self._open():
            if name not in self._judged and binds(source, name):
                self._stopped(name, _ENDINGS[why][0], cause)


def _encodable(source: str) -> str:
    """Return a cell's source in a form that can be sent: half of a character is written as its number."""
    return source.encode("utf-8", "backslashreplace").decode()
