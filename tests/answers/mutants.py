"""Find expectations that no known wrong answer needs.

    python -m tests.answers.mutants [--lesson 01]

An expectation is a statement ``expect.…(…)``, or ``case.…(…)`` of a case that expects, in the module of an exercise or
in a function of ``_shared.py`` that the exercise uses. Each is removed in turn. It is alive when without it a wrong
answer of the exercise passes, or when the check itself breaks on one: a guard. Otherwise it is dead: either it can go,
or a wrong answer is missing in this folder. Only the answers that it refuses are tried, because an answer that is
refused elsewhere does not need it. Prints a table; the exit code is 1 when an expectation is dead.

An exercise that defines ``cases`` has no statements of this kind and is left out.
"""

# Not mutmut or cosmic-ray: those ask whether a test suite notices a changed operator, not which wrong answer needs a
# statement.

import argparse
import ast
import contextlib
import copy
import io
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_utils.checks.answer import here
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import lessons
from tests.answers.known import known, result_of, run


@dataclass(frozen=True)
class Expectation:
    """One expectation of one exercise, and what happened to the wrong answers without it.

    Attributes
    ----------
    exercise : str
    line : str
        "softmax.py:31".
    code : str
        The beginning of the statement.
    passes, breaks : str
        The first wrong answer that passes without it; the first on which the check then breaks. Empty: none.
    """

    exercise: str
    line: str
    code: str
    passes: str = ""
    breaks: str = ""

    @property
    def dead(self):
        """Whether no wrong answer needs it."""
        return not (self.passes or self.breaks)


def tree_of(module):
    """Return the syntax tree of a module's file."""
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


def used_functions(tree, names):
    """Return the functions of these names in a module, and all functions of the module that they use."""
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found, waiting = {}, [name for name in names if name in own]
    while waiting:
        name = waiting.pop()
        found[name] = own[name]
        used = {node.id for node in ast.walk(own[name]) if isinstance(node, ast.Name)}
        waiting += [other for other in used if other in own and other not in found]
    return found.values()


def statements_of(exercise):
    """Return the expectations of an exercise: a list of pairs of a module and a statement in it."""
    module = exercise.module
    tree = tree_of(module)
    places = [(module, tree)]
    if shared := vars(module).get("_shared"):
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        places += [(shared, function) for function in used_functions(tree_of(shared), used)]
    found = [
        (place, node)
        for place, part in places
        for node in ast.walk(part)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and getattr(node.value.func.value, "id", "") in ("expect", "case")
    ]
    return sorted(found, key=lambda pair: (pair[0] is not module, pair[1].lineno))


class _Removed(ast.NodeTransformer):
    """A module's tree without the statement at one position."""

    def __init__(self, statement):
        self.position = statement.lineno, statement.col_offset

    def visit_Expr(self, node):
        same = (node.lineno, node.col_offset) == self.position
        return ast.copy_location(ast.Pass(), node) if same else node


@contextlib.contextmanager
def without(module, statement):
    """Run the block with a module that lacks one statement."""
    whole = dict(vars(module))
    exec(compile(_Removed(statement).visit(tree_of(module)), module.__file__, "exec"), vars(module))
    try:
        yield
    finally:
        vars(module).update(whole)


def refused_at(exercise, answer):
    """Return the places in files, (path, line), on the way to where a wrong answer is refused."""
    with undisturbed(seed=0):
        asked = here(exercise.name, run(answer.source).get(exercise.name))
        try:
            exercise.check(asked, np.random.default_rng(exercise.notebook_seed))
        except Exception as error:  # whatever it is that refuses it
            return {(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)}
    return set()


def judged(exercise, answers):
    """Try every expectation of an exercise.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of known.Known
        Answers to this exercise; right ones are left aside.

    Returns
    -------
    list of Expectation
    """
    module, results = exercise.module, []
    with contextlib.redirect_stdout(io.StringIO()):
        refused = {answer: refused_at(exercise, answer) for answer in answers if not answer.right}
    for place, statement in statements_of(exercise):
        lines = {(place.__file__, line) for line in range(statement.lineno, statement.end_lineno + 1)}
        status = {}
        with without(place, statement), contextlib.redirect_stdout(io.StringIO()):
            mutant = copy.copy(exercise)
            mutant.check = module.check
            for answer in (answer for answer, places in refused.items() if places & lines):
                status.setdefault(result_of(answer, mutant).status, answer.what)
                if "passed" in status:
                    break
        line, code = f"{Path(place.__file__).name}:{statement.lineno}", ast.unparse(statement)[:60]
        fate = status.get("passed", ""), status.get("check_failed", "")
        results.append(Expectation(exercise.name, line, code, *fate))
    return results


def table(results):
    """Return the results as lines of text."""
    lines = []
    for result in results:
        fate = f"passes: {result.passes}" if result.passes else f"breaks the check: {result.breaks}"
        lines.append(
            f"{result.exercise:<22} {result.line:<28} {'DEAD' if result.dead else 'ok  '}  "
            f"{'no wrong answer needs ' + result.code if result.dead else fate}"
        )
    return "\n".join(lines)


def main(arguments=None):
    """Try the exercises of all lessons, or of one, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.answers.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", default="", help="two digits, as in 01; else all lessons")
    chosen = parser.parse_args(arguments).lesson
    exercises = [each for name, lesson in lessons().items() if name.startswith(chosen) for each in lesson.exercises]
    if not exercises:
        parser.error("there is no such lesson")
    results = []
    for exercise in exercises:
        if hasattr(exercise.module, "cases"):
            continue
        found = judged(exercise, known(exercise.lesson, exercise.name))
        print(table(found), flush=True)
        results += found
    dead = sum(result.dead for result in results)
    guards = sum(not result.dead and not result.passes for result in results)
    print(f"{len(results)} expectations: {dead} dead, {guards} that keep the check itself from breaking")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
