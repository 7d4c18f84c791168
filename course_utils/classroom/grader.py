"""Grading of hand-ins during the class, in a child process with low priority.

The child runs the existing grader, which isolates learners' code. It reads orders line by line, answers each with a
line, and ends when the server is gone. A child that crashes is started again. A hand-in that crashes it twice is left
to the teacher. The child can have the workers of a Dask scheduler do the work; while the scheduler does not answer, the
child is started again and again.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from course_utils.classroom.inbox import HandIn, Inbox
from course_utils.classroom.store import LOG, DiskFull

COMMAND = [sys.executable, "-m", "course_utils.classroom.grader_child"]
AHEAD, AHEAD_OF_MANY = 4, 64  # orders that the child has at once; with a scheduler, whose workers nobody has counted
RETRY = 10.0  # seconds until a scheduler that has not answered is asked again
TRIES = 2
IDLE = 180.0  # seconds after which a child that has nothing to do is ended: it holds much memory
TO_END = 5.0  # seconds
NO_RESULT = "The grader crashed twice on this notebook. Your teacher has the file."


class Grader:
    """Has everything graded that waits in the inbox; used only from the event loop.

    Parameters
    ----------
    inbox : Inbox
    done : callable
        A coroutine function, called with a hand-in and the child's answer.
    unsafe : bool
        Whether to grade where learners' code cannot be isolated.
    scheduler : str, optional
        The address of a Dask scheduler, whose workers grade instead of this computer.

    Attributes
    ----------
    cannot : str
        Why nothing is graded on this computer; else empty.
    trouble : str
        Why nothing is graded now; empty while grading goes on.
    """

    def __init__(
        self,
        inbox: Inbox,
        done: Callable[[HandIn, dict[str, Any]], Any],
        unsafe: bool = False,
        scheduler: str | None = None,
    ):
        self.cannot = self.trouble = ""
        self._inbox, self._done = inbox, done
        self._ahead = AHEAD_OF_MANY if scheduler else AHEAD
        self._options = [*(["--unsafe"] if unsafe else []), *(["--scheduler", scheduler] if scheduler else [])]
        self._unproven = bool(scheduler)  # the teacher should hear before the first hand-in that nobody answers
        self._task: asyncio.Task | None = None
        self._news = asyncio.Event()
        self._deaths: Counter[int] = Counter()

    def wake(self) -> None:
        """Have what waits graded."""
        self._news.set()
        if self._needed() and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._work())
            self._task.add_done_callback(self._ended)

    def _needed(self) -> bool:
        """Return whether there is something for the child to do."""
        return not self.cannot and (self._unproven or bool(self._inbox.waiting()))

    def _ended(self, task: asyncio.Task) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, OSError):
            self._give_up(f"the grader could not be started ({error})")
        elif error is not None:
            self._give_up(f"the grader failed because of an error in the course ({type(error).__name__}: {error})")

    def _give_up(self, why: str) -> None:
        self.cannot = why
        self._inbox.room.version += 1

    async def stop(self) -> None:
        """End the child; what it has not graded waits for the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while self._needed():
            with (self._inbox.folder.parent / LOG).open("ab") as log:
                pipe = subprocess.PIPE
                child = await asyncio.create_subprocess_exec(
                    *COMMAND,
                    *self._options,
                    stdin=pipe,
                    stdout=pipe,
                    stderr=log,
                    start_new_session=True,  # Ctrl-C is for the server
                )
            sent: dict[int, HandIn] = {}
            try:
                await self._talk(child, sent)
            finally:
                await _end(child)
            if self.trouble:
                await asyncio.sleep(RETRY)
                continue
            self._unproven = False
            if self._needed():
                await self._bury(sent)

    async def _talk(self, child: asyncio.subprocess.Process, sent: dict[int, HandIn]) -> None:
        """Give orders and take answers until the child ends, cannot grade, or has nothing to do for long."""
        assert child.stdin is not None and child.stdout is not None
        answer = asyncio.ensure_future(child.stdout.readline())
        try:
            while True:
                # where a child has ended, one at a time: so it shows which file is at fault
                suspected = any(handin.id in self._deaths for handin in self._inbox.waiting())
                for handin in self._inbox.waiting():
                    if handin.id not in sent and len(sent) < (1 if suspected else self._ahead):
                        sent[handin.id] = handin
                        order = {"id": handin.id, "lesson": handin.lesson, "file": str(self._inbox.path(handin))}
                        child.stdin.write(json.dumps(order).encode() + b"\n")
                self._news.clear()
                news = asyncio.ensure_future(self._news.wait())
                done, _ = await asyncio.wait(
                    {answer, news}, timeout=None if sent else IDLE, return_when=asyncio.FIRST_COMPLETED
                )
                news.cancel()
                if answer in done:
                    line = answer.result()
                    if not line:
                        return
                    if not await self._take(json.loads(line), sent):
                        return
                    answer = asyncio.ensure_future(child.stdout.readline())
                if not done:
                    return
        except ConnectionError:
            return  # the child has ended
        finally:
            answer.cancel()

    async def _take(self, said: dict[str, Any], sent: dict[int, HandIn]) -> bool:
        """Take an answer of the child; return whether the child can go on."""
        if "cannot" in said:
            self._give_up(said["cannot"])
            return False
        if "trouble" in said:
            self.trouble = said["trouble"]
            self._inbox.room.version += 1
            return not self.trouble
        handin = sent.pop(said["id"], None)
        if handin is not None and handin.id in self._inbox.handins:
            await self._keep(handin, said)
        return True

    async def _keep(self, handin: HandIn, said: dict[str, Any]) -> None:
        while True:
            try:
                await self._done(handin, said)
                return
            except DiskFull:  # the teacher is told; learners have their receipt, and the result can wait
                await asyncio.sleep(10)

    async def _bury(self, sent: dict[int, HandIn]) -> None:
        """Note at which hand-ins the child has ended, and give up those at which it ends again and again."""
        for handin in [each for each in sent.values() if each.id in self._inbox.handins]:
            self._deaths[handin.id] += 1
            if self._deaths[handin.id] >= TRIES:
                await self._keep(handin, {"note": NO_RESULT})
        await asyncio.sleep(1)  # a child that cannot start does not keep the processor busy


async def _end(child: asyncio.subprocess.Process) -> None:
    """End the child: without further orders it ends what it has started, and then itself."""
    assert child.stdin is not None
    child.stdin.close()
    try:
        async with asyncio.timeout(TO_END):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()


def lower_priority() -> None:
    """Let everything else on this computer go first."""
    if os.name == "posix":
        os.nice(15)
    else:
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
