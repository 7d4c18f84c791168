"""Is every expectation of every check needed? Each is removed in turn: a known wrong answer must then get through.

    python -m tests.answers.mutants [--lesson 01]

An expectation (a statement ``expect.…(…)``, or ``case.…(…)`` of a case that expects) is alive when without it a wrong
answer of the exercise passes, or when the check itself breaks on one: a guard. One that no wrong answer misses is dead:
either it can go, or a wrong answer is missing in ``tests/checks/answers``. Only answers that it refuses are tried: who
is refused elsewhere does not miss it. Prints a table; the exit code is 1 when one is dead.
"""

# Not mutmut or cosmic-ray: those ask whether a test suite notices a changed operator, not which wrong answer misses a
# statement.

import argparse
import ast
import contextlib
import importlib
import io
import sys
import traceback
import types
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_utils import checks
from course_utils.checks.answer import here
from course_utils.checks.learner_side.preserve_state import undisturbed
from tests.answers.known import known, result_of, run

FILE = "<a lesson with one expectation less>"


@dataclass(frozen=True)
class Expectation:
    """One expectation of one exercise, and what became of the wrong answers without it.

    Attributes
    ----------
    exercise : str
    line : int
    code : str
        The first line of the statement.
    passes, breaks : str
        The first wrong answer that passes without it; the first on which the check then breaks. Empty: none.
    """

    exercise: str
    line: int
    code: str
    passes: str = ""
    breaks: str = ""

    @property
    def dead(self):
        """Whether no wrong answer misses it."""
        return not (self.passes or self.breaks)


def functions_of(tree, name):
    """The function `name` of a module and all functions of the module that it uses, directly or through others."""
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found, waiting = {}, [name]
    while waiting:
        function = own[waiting.pop()]
        found[function.name] = function
        names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        waiting += [other for other in names if other in own and other not in found]
    return list(found.values())


def expectations_of(tree, name):
    """The expectations in these functions: statements that only call a function of `expect`."""
    found = [
        node
        for function in functions_of(tree, name)
        for node in ast.walk(function)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and getattr(node.value.func.value, "id", "") in ("expect", "case")
    ]
    return sorted(found, key=lambda node: node.lineno)


def exercises_of(tree):
    """The exercises, by name, that the source of a lesson's checks defines."""
    module = types.ModuleType("a_lesson_with_one_expectation_less")
    exec(compile(tree, FILE, "exec"), vars(module))
    return {exercise.name: exercise for exercise in module.lesson.exercises}


def refused_at(exercise, answer):
    """The lines of the lesson's checks on the way to where a wrong answer is refused."""
    with undisturbed(seed=0):
        asked = here(exercise.name, run(answer.source).get(exercise.name))
        try:
            exercise.check(asked, np.random.default_rng(exercise.notebook_seed))
        except Exception as error:  # whatever it is that refuses it
            return [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    return []


def without(tree, statement):
    """A copy of the module that does nothing where `statement` stood."""
    tree = deepcopy(tree)
    for node in ast.walk(tree):
        for body in (getattr(node, field, None) for field in ("body", "orelse", "finalbody")):
            if isinstance(body, list):
                body[:] = [ast.copy_location(ast.Pass(), old) if same(old, statement) else old for old in body]
    return tree


def same(one, other):
    """Whether two statements of copies of one module are the same one."""
    return (one.lineno, one.col_offset, type(one)) == (other.lineno, other.col_offset, type(other))


def judged(source, answers):
    """Every `Expectation` of a lesson's checks, tried.

    Parameters
    ----------
    source : str
        The module.
    answers : sequence of known.Known
        Right ones are left aside.
    """
    tree, results = ast.parse(source), []
    for name, whole in exercises_of(tree).items():
        wrong = [answer for answer in answers if answer.exercise == name and not answer.right]
        lines = {answer: refused_at(whole, answer) for answer in wrong}
        for statement in expectations_of(tree, name):
            exercise = exercises_of(without(tree, statement))[name]
            status = {}
            here_refused = [
                answer
                for answer in wrong
                if any(statement.lineno <= line <= statement.end_lineno for line in lines[answer])
            ]
            for answer in here_refused:  # the last word is "passed" for one, and none needs to be tried after it
                with contextlib.redirect_stdout(io.StringIO()):
                    status.setdefault(result_of(answer, exercise).status, answer.what)
                if "passed" in status:
                    break
            code = ast.unparse(statement)[:60]
            found = Expectation(name, statement.lineno, code, status.get("passed", ""), status.get("check_failed", ""))
            results.append(found)
    return results


def table(results):
    """The results as lines of text."""
    lines = []
    for result in results:
        fate = f"passes: {result.passes}" if result.passes else f"breaks the check: {result.breaks}"
        lines.append(
            f"{result.exercise:<18} line {result.line:<4} {'DEAD' if result.dead else 'ok  '}  "
            f"{'nobody misses ' + result.code if result.dead else fate}"
        )
    return "\n".join(lines)


def main(arguments=None):
    """Try all lessons, or one, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.answers.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", default="*", help="two digits, as in 01; else all lessons")
    files = sorted(Path(checks.__file__).parent.glob(f"lesson_{parser.parse_args(arguments).lesson}.py"))
    if not files:
        parser.error("there is no such lesson")
    results = []
    for file in files:
        name = importlib.import_module(f"course_utils.checks.{file.stem}").lesson.name
        found = judged(file.read_text(encoding="utf-8"), known(name))
        print(f"{name}\n{table(found)}\n", flush=True)
        results += found
    dead = sum(result.dead for result in results)
    guards = sum(not result.dead and not result.passes for result in results)
    print(f"{len(results)} expectations: {dead} dead, {guards} that keep the check itself from breaking")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
