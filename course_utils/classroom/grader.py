"""Grading of hand-ins during the class, in a child process with low priority.

The child runs the existing grader, which isolates learners' code. It reads orders line by line, answers each with a
line, and ends when the server is gone. A child that crashes is started again. A hand-in that crashes it twice is left
to the teacher.
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
AHEAD = 4  # orders that the child has at once
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

    Attributes
    ----------
    cannot : str
        Why nothing is graded on this computer; else empty.
    """

    def __init__(self, inbox: Inbox, done: Callable[[HandIn, dict[str, Any]], Any], unsafe: bool = False):
        self.cannot = ""
        self._inbox, self._done, self._unsafe = inbox, done, unsafe
        self._task: asyncio.Task | None = None
        self._news = asyncio.Event()
        self._deaths: Counter[int] = Counter()

    def wake(self) -> None:
        """Have what waits graded."""
        self._news.set()
        if not self.cannot and self._inbox.waiting() and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._work())
            self._task.add_done_callback(self._ended)

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
        while self._inbox.waiting() and not self.cannot:
            with (self._inbox.folder.parent / LOG).open("ab") as log:
                command, pipe = [*COMMAND, *(["--unsafe"] if self._unsafe else [])], subprocess.PIPE
                child = await asyncio.create_subprocess_exec(
                    *command,
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
            if self._inbox.waiting() and not self.cannot:
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
                    if handin.id not in sent and len(sent) < (1 if suspected else AHEAD):
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
                    await self._take(json.loads(line), sent)
                    answer = asyncio.ensure_future(child.stdout.readline())
                if self.cannot or not done:
                    return
        except ConnectionError:
            return  # the child has ended
        finally:
            answer.cancel()

    async def _take(self, said: dict[str, Any], sent: dict[int, HandIn]) -> None:
        if "cannot" in said:
            self._give_up(said["cannot"])
            return
        handin = sent.pop(said["id"], None)
        if handin is not None and handin.id in self._inbox.handins:
            await self._keep(handin, said)

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
