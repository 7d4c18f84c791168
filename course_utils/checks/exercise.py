"""An exercise: its check, its hints, its points; and what a notebook calls, `check.softmax(softmax)`."""

import ast
import functools
import hashlib
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np

from course_utils.checks import cases, progress
from course_utils.checks.answer import Answer, LearnerError, NotAttempted, here
from course_utils.checks.expect import ATOL, RTOL, Incorrect
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.preserve_state import keras_defaults, undisturbed
from course_utils.checks.lesson import solutions
from course_utils.checks.result import Result
from course_utils.display import HINT, NOTE, SOLUTION, STOPPED, Card, kernel, shell, show

PATIENCE = 10.0  # seconds until a learner is told that a check still runs
NEW_CELL = "in a new cell (press Esc, then B)"


def judge(exercise: "Exercise", answer: Answer, seed: int, **given: Any) -> Result:
    """Check one answer with inputs drawn from `seed`.

    Parameters
    ----------
    exercise : Exercise
    answer : Answer
    seed : int
        Non-negative.
    **given
        What a grader brings along for this check, as a teacher's own pictures for a project.
    """
    started = time.perf_counter()

    def result(status: str, share: float = 0.0, **parts: Any) -> Result:
        points = round(share * exercise.points, 2)
        parts["seconds"] = time.perf_counter() - started
        parts["warnings"] = () if status == "passed" else tuple(answer.warnings)
        return Result(exercise.name, status, points, exercise.points, exercise.core, **parts)

    try:
        note = exercise.check(answer, np.random.default_rng(seed), **given)
    except NotAttempted:
        look = "write your answer in the cell above, run it, then run this check again"
        return result("not_attempted", look=look)
    except Incorrect as fault:
        parts = {name: getattr(fault, name) for name in ("tried", "got", "expected", "look", "cause")}
        if answer.returned_nothing and not fault.cause:
            parts["cause"] = "Nothing came back (None). Does your function reach a `return`, or does it only print?"
        return result("not_yet", fault.share, **parts)
    except LearnerError as error:
        raised = f"{error.kind}: {error.text}" if error.kind else ""
        cause = next((hint for sign, hint in exercise.errors.items() if sign in raised), "" if raised else error.text)
        return result("not_yet", tried=error.tried, raised=raised, line=error.line, code=error.code, cause=cause)
    except Exception as error:  # a fault of the check: told as such, and a failure in every test of ours
        got = f"{type(error).__name__}: {error}"
        look = "this is a mistake in the course, or the check cannot handle the form of your answer; please report it"
        return result("check_failed", got=got, look=look)
    return result("passed", 1.0, notes=(note,) if note else ())


class CheckStopped(KeyboardInterrupt):
    """A check that its learner has interrupted; a notebook shows its text in place of the course's own frames."""

    def _render_traceback_(self) -> list[str]:
        return [f"{self} The cells that were waiting did not run."]


class Exercise:
    """One exercise of a lesson; call it with the learner's answer.

    The module of an exercise is named like the learner's answer and defines ``exercise = Exercise(...)``. Where it can
    be, the rest is data, for `cases.check`: ``reference``, ``mistakes`` and ``cases(rng)``. Other exercises define a
    function ``check(answer, rng)``; a text that it returns is shown as a note next to the points. The docstring of the
    module says what the exercise asks for.

    Parameters
    ----------
    points : int
    hints : sequence of str
        From a nudge to nearly all of it, never the answer itself.
    core : bool
        Part of the course's shortest way through.
    trains : bool
        Whether the check trains a network (may take up to 20 s).
    errors : mapping of str to str
        What to say when the learner's code raises something with this text in it.
    believed : str
        Why the check takes the learner's word for a value instead of trying it out; empty where it does not.
    shown_as : str
        The call as feedback names it, "softmax(z)".
    look : str
        A template: where to look when a case fails and no mistake is recognized, or when `parts` are missing.
    parts : mapping of str to str
        The names of the values that a function returns, each with where to look. Empty where it returns one value.
    backwards : bool
        Whether the last of the parts is compared first.
    tolerance, relative : float
        Numbers that differ by no more than ``tolerance + relative * |expected|`` are the same.
    keeps : str
        Where to look when the learner's function changes its arguments; empty where it may.
    repeats : str
        What to say when a second call with the same arguments gives something else; empty where it is not tried.
    via : callable
        What calls the learner's function with the arguments of a case: one of the learner's side. If the arguments must
        be kept, a call that is marked by `calls.with_more` gives them after what came back.

    Attributes
    ----------
    name, lesson : str
        The learner's name for the answer, and "02_sequential_mlp".
    check : callable
    notebook_seed : int
        Seeds the inputs of the notebook: the same at every try, so that learners can study them.
    """

    def __init__(
        self,
        *,
        points: float,
        hints: Sequence[str],
        core: bool = True,
        trains: bool = False,
        errors: Mapping[str, str] | None = None,
        believed: str = "",
        shown_as: str = "",
        look: str = "",
        parts: Mapping[str, str] | None = None,
        backwards: bool = False,
        tolerance: float = ATOL,
        relative: float = RTOL,
        keeps: str = "",
        repeats: str = "",
        via: Callable = calls.call,
    ):
        self.points, self.hints, self.core, self.trains = points, tuple(hints), core, trains
        self.errors, self.believed = dict(errors or {}), believed
        self.shown_as, self.look, self.parts, self.backwards = shown_as, look, dict(parts or {}), backwards
        self.tolerance, self.relative, self.keeps, self.repeats, self.via = tolerance, relative, keeps, repeats, via

    def belong(self, lesson: str, module: ModuleType) -> "Exercise":
        """Take name, check and docstring from the module that defines this exercise, and give back the exercise."""
        self.lesson, self.name = lesson, module.__name__.rpartition(".")[2]
        self.module, self.__doc__ = module, module.__doc__
        self.check: Callable[..., str | None] = (
            module.check if hasattr(module, "check") else functools.partial(cases.check, module)
        )
        digest = hashlib.sha256(f"{self.lesson}/{self.name}".encode()).digest()
        self.notebook_seed = int.from_bytes(digest[:6], "big")
        return self

    def __call__(self, answer: Any) -> Result:
        """Check `answer` now, and keep the result in the learner's progress."""
        caller, started = sys._getframe(1), time.perf_counter()
        try:
            with _told_if_slow(self.name), undisturbed(), keras_defaults() as changed:
                result = judge(self, here(self.name, answer), self.notebook_seed)
        except KeyboardInterrupt as interrupt:
            show(self._stopped(interrupt, time.perf_counter() - started))
            raise CheckStopped(f"You stopped the check of {self.name}.") from None
        notes = [*result.notes, *([changed] if changed and not result.passed else [])]
        broken = _broken_edit(self.name)
        if broken and result.passed:
            notes.append(broken)
        elif broken:
            result = replace(result, cause=broken)
        known_as = caller.f_locals.get(self.name, caller.f_globals.get(self.name))
        if result.status != "not_attempted" and known_as is not answer:
            notes.append(f"call your answer `{self.name}`, because some graders look only for this name")
        notice = progress.record(self.lesson, result)
        if result.status in ("not_yet", "not_attempted"):
            notes.append(self._help(tried=result.status == "not_yet"))
        return replace(result, notes=(*notes, *([notice] if notice else [])))

    def _help(self, tried: bool) -> str:
        """Return where the next hint is, or the solution."""
        if tried and progress.hints_seen(self.lesson, self.name) >= len(self.hints):
            return f"to see a solution, run `check.{self.name}.solution()` {NEW_CELL}"
        return f"to read a hint, run `check.{self.name}.hint()` {NEW_CELL}"

    def _stopped(self, interrupt: KeyboardInterrupt, seconds: float) -> Card:
        """Return what a learner is told who has interrupted a check: where the answer was, and that nothing is kept."""
        line, code = calls.own_line(interrupt)
        where = f" while line {line} of your code was running" if line else ""
        look = "Is there a loop that doesn't end, or one that takes far too many steps?" if line else ""
        parts = (
            ("Stopped", f"You stopped this check after {seconds:.0f} s{where}. Nothing was recorded."),
            ("Code", code),
            ("Where to look", look),
        )
        return Card(STOPPED, f"{self.name}: stopped", parts)

    def hint(self) -> Card:
        """Show the next hint; after the last one, all of them again."""
        seen = min(progress.see_hint(self.lesson, self.name), len(self.hints))
        title = f"{self.name}: hint {seen} of {len(self.hints)}"
        parts = [(f"Hint {n}", text) for n, text in enumerate(self.hints[:seen], 1)]
        if seen == len(self.hints):
            parts.append(("Next", f"after a try of your own, `check.{self.name}.solution()` shows a solution"))
        return Card(HINT, title, tuple(parts))

    def solution(self) -> Card:
        """Show one right answer, after a try of the learner's own and all hints."""
        if not progress.passed(self.lesson, self.name):
            unseen = len(self.hints) - min(progress.hints_seen(self.lesson, self.name), len(self.hints))
            if not progress.tried(self.lesson, self.name):
                return Card(
                    NOTE,
                    f"{self.name}: the solution opens after you have tried the exercise yourself",
                    (("Next", "write an answer, run its check, and read the message"),),
                )
            if unseen:
                return Card(
                    NOTE,
                    f"{self.name}: the solution opens after you have read all the hints",
                    (("Next", f"read the next hint with `check.{self.name}.hint()`; {unseen} left"),),
                )
        return Card(SOLUTION, f"{self.name}: one correct solution", (("Code", solutions(self.lesson)[self.name]),))

    def __repr__(self) -> str:
        return f"<exercise {self.name}, {self.points} points: check.{self.name}({self.name})>"


def _broken_edit(name: str) -> str:
    """Return what to say where the newest cell that defines `name` did not run: the answer is an older one."""
    ipython = shell()
    if ipython is None:
        return ""
    defines = re.compile(rf"^[ \t]*(?:def|class)[ \t]+{name}\b|^{name}[ \t]*=", re.MULTILINE)
    cell = next((cell for cell in reversed(ipython.history_manager.input_hist_raw) if defines.search(cell)), "")
    try:
        ast.parse(ipython.transform_cell(cell))
    except SyntaxError:
        return f"Your newest `{name}` has a syntax error, so this check used an older one. Fix the red error first."
    return ""


@contextmanager
def _told_if_slow(name: str) -> Iterator[None]:
    """In a kernel, say after a while that a check still runs and how to stop it; take it back at the end."""
    if kernel() is None:
        yield
        return
    from IPython.display import display

    shown: list[Any] = []
    advice = "If your code has a loop that doesn't end, press ■ in the toolbar, or Esc and then I twice."
    card = Card(NOTE, f"The check of {name} is still running.", (("Next", advice),))
    timer = threading.Timer(PATIENCE, lambda: shown.append(display(card, display_id=True)))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for handle in shown:
            handle.update({"text/plain": ""}, raw=True)
