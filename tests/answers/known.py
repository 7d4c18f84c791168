"""The right and wrong answers that we know, one file for each exercise in `answers/`, and how to judge one.

A file holds cells: ``# %% right: style`` or ``# %% wrong: misconception | part of the message`` (with an id of the
catalogue of beginners' mistakes as in ``# %% wrong D06: …``), each followed by the learner's code. Where an answer
differs little from the first one of its file, the cell holds the difference alone, as a unified diff shows it::

    # %% wrong: a rate that is too large | the loss grows
    #     model.compile(
    #-        optimizer=keras.optimizers.SGD(0.1),
    #+        optimizer=keras.optimizers.SGD(10.0),

A blank line ends a hunk; the lines of each hunk that are not new must be found exactly once.
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
# Checks that build networks and train none: 0.1 s to 0.6 s for each answer, where the others take some milliseconds.
NETWORKS = {
    *("forward", "digit_of", "build_binary_mlp", "build_digit_mlp", "fix_the_model"),
    *("train_step", "make_dataset", "slow_down", "data_loss", "build_regularized_mlp", "augment"),
    *("build_cnn", "build_stacked_rnn", "build_text_classifier", "model_card", "load_images"),
}
_HEAD = re.compile(r"^# %% (right|wrong)( [A-Z]\d+)?: ([^|\n]+?)(?: \| (.+))?$", re.MULTILINE)
_PATCH = re.compile(r"^#[-+]", re.MULTILINE)


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
    """Return the folder of a lesson's answers, named like the folder of its checks."""
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
        whole = ""
        for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=True):
            kind, mistake, what, message = head.groups()
            assert (kind == "wrong") == bool(message), f"{file}: {head[0]}: a wrong answer needs its message"
            source = text[head.end() : end].strip("\n") + "\n"
            if _PATCH.search(source):
                source = patched(whole, source, f"{file}: {head[0]}")
            whole = whole or source
            found.append(Known(name, file.stem, kind == "right", (mistake or "").strip(), what, message or "", source))
    return found


def patched(source, patch, where):
    """Return `source` with the hunks of a `patch` applied; `where` names the patch if it does not fit."""
    lines = source.splitlines()
    for hunk in patch.strip("\n").split("\n\n"):
        marked = [(line[1:2], line[2:]) for line in hunk.splitlines() if line.startswith("#")]
        old = [text for mark, text in marked if mark != "+"]
        places = [start for start in range(len(lines)) if lines[start : start + len(old)] == old]
        fits = len(marked) == len(hunk.splitlines()) and len(places) == 1
        assert fits, f"{where}: these lines must be found once, and are found {len(places)} times:\n{hunk}"
        lines[places[0] : places[0] + len(old)] = [text for mark, text in marked if mark != "-"]
    return "\n".join(lines) + "\n"


def numbered():
    """Yield all known answers in order, each with how many right or wrong ones of its exercise come before it."""
    seen = Counter()
    for answer in known():
        yield answer, seen[answer.exercise, answer.right]
        seen[answer.exercise, answer.right] += 1


@functools.cache
def exercises(lesson):
    """Return the exercises of a lesson by name, e.g. of "00_welcome"."""
    return {exercise.name: exercise for exercise in lessons()[lesson].exercises}


def run(source, name="<answer>"):
    """Return what a learner's cells define: the names after running `source`, with its lines known to tracebacks."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    names = {"__name__": "__main__"}
    exec(compile(source, name, "exec"), names)
    return names


@functools.cache
def verdict(answer):
    """Return the `Result` for a known answer, judged once in this process with a notebook's inputs."""
    return result_of(answer, exercises(answer.lesson)[answer.exercise])


def result_of(answer, exercise):
    """Return the `Result` that `exercise`, perhaps in place of the answer's own, gives it with a notebook's inputs."""
    with undisturbed(seed=0):  # the same every time, whatever was judged before
        obj = run(answer.source).get(exercise.name)
        return judge(exercise, here(exercise.name, obj), exercise.notebook_seed)
