"""The right and wrong answers that we know, one file for each exercise in `answers/`, and how to judge one.

A file holds cells: ``# %% right: style`` or ``# %% wrong: misconception | part of the message`` (with an id of the
catalogue of beginners' mistakes as in ``# %% wrong D06: …``), each followed by the learner's code.
"""

import functools
import linecache
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import lessons

FOLDER = Path(__file__).parent
_HEAD = re.compile(r"^# %% (right|wrong)( [A-Z]\d+)?: ([^|\n]+?)(?: \| (.+))?$", re.MULTILINE)


@dataclass(frozen=True)
class Known:
    """One answer that we know: its exercise, whether it is right, what it is, what must be said of it, its code."""

    lesson: str
    exercise: str
    right: bool
    mistake: str
    what: str
    message: str
    source: str

    def __str__(self):
        return f"{self.exercise}-{'right' if self.right else 'wrong'}-{self.what.replace(' ', '_')}"


def folder_of(lesson):
    """The folder of a lesson's answers, named like the folder of its checks."""
    return FOLDER / lessons()[lesson].package.rpartition(".")[2]


def known(lesson=None, exercise="*"):
    """All known answers, or those of one lesson or exercise."""
    found = []
    names = [lesson] if lesson else lessons()
    files = [(name, file) for name in names for file in sorted(folder_of(name).glob(f"{exercise}.py"))]
    for name, file in files:
        text = file.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(text))
        assert heads and len(heads) == text.count("# %%"), f"{file}: a cell head that cannot be read"
        for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=True):
            kind, mistake, what, message = head.groups()
            assert (kind == "wrong") == bool(message), f"{file}: {head[0]}: a wrong answer needs its message"
            source = text[head.end() : end].strip("\n") + "\n"
            found.append(Known(name, file.stem, kind == "right", (mistake or "").strip(), what, message or "", source))
    return found


def first(enough):
    """The first answers of each exercise: ``enough(trains, right)`` says how many right or wrong ones."""
    seen = Counter()
    for answer in known():
        kind = answer.exercise, answer.right
        if seen[kind] < enough(exercises(answer.lesson)[answer.exercise].trains, answer.right):
            yield answer
        seen[kind] += 1


def exercises(lesson):
    """The exercises of a lesson by name, e.g. of "00_welcome"."""
    return {exercise.name: exercise for exercise in lessons()[lesson].exercises}


def run(source, name="<answer>"):
    """What a learner's cells define: the names after running `source`, with its lines known to tracebacks."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    names = {"__name__": "__main__"}
    exec(compile(source, name, "exec"), names)
    return names


@functools.cache
def verdict(answer):
    """The `Result` for a known answer, judged once in this process with a notebook's inputs."""
    return result_of(answer, exercises(answer.lesson)[answer.exercise])


def result_of(answer, exercise):
    """The `Result` that `exercise`, which may stand in for the answer's own, gives it with a notebook's inputs."""
    with undisturbed(seed=0):  # the same every time, whatever was judged before
        obj = run(answer.source).get(exercise.name)
        return judge(exercise, here(exercise.name, obj), exercise.notebook_seed)
