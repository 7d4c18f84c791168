"""Hostile submissions: none gains a point it did not earn, harms the one next to it, or stops the rest.

Each file in `notebooks/` is one submission: cells as in ``# %%`` notebooks, after a line that says what it tries.
Behind every one of them the same worker grades an innocent, which must keep full results.
"""

import re
from pathlib import Path

import pytest

from course_utils.grading.sandbox.bubblewrap import COURSE, Limits

ROOT = Path(__file__).parents[2]
NEEDS_TENSORFLOW = "02_sequential_mlp"
# those that need TensorFlow come last, because the worker loads it for the first of them
ATTACKS = sorted(
    (Path(__file__).parent / "notebooks").glob("*.py"), key=lambda path: (NEEDS_TENSORFLOW in path.read_text(), path)
)
LIMITS = Limits(seconds=8, step_seconds=1.5, memory_mb=1024)
# what an attack has found, as its own answer tells it
TOLD = {
    "sockets": "'reached []'",
    "ptrace": "0",
    "kernel_keys": "0",
    "new_namespaces": "0",
    "proc_files": "0",
    "refused_calls": "'nothing'",
    "process_one": "'nothing'",
}
# what an attack is stopped for, where it is the limit that is tried and not something else
STOPPED = {
    "many_files": "more than 20,000 files",
    "many_links": "more than 20,000 files",
    "many_sockets": "more than 20,000 files",
    "extended_attributes": "more than 20,000 files",
    "unreadable_processes": "more memory",
}
INNOCENT = """
import numpy as np

def neuron(x, w, b):
    return max(0.0, float(np.dot(x, w) + b))

def neuron_batch(X, w, b):
    return np.maximum(0, X @ w + b)

def row_means(x):
    return np.asarray(x).mean(axis=1)

def column_means(x):
    return np.asarray(x).mean(axis=0)
"""


def cells(text):
    """Return the cells of a file in `notebooks/`, without the line that says what it tries."""
    return [cell.strip("\n") for cell in re.split(r"^# %%$", text, flags=re.MULTILINE)[1:]]


@pytest.fixture(scope="module")
def before():
    """Record every file of the course, and when it was changed."""
    return {path: path.stat().st_mtime_ns for folder in (COURSE, ROOT / "solutions") for path in folder.rglob("*.*")}


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_attack(path, sandboxed, before):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ") and cells(text), "an attack says what it tries, and has cells"
    lesson = NEEDS_TENSORFLOW if NEEDS_TENSORFLOW in text.splitlines()[0] else "00_welcome"
    generous = sandboxed.limits
    if path.stem not in TOLD and path.stem not in STOPPED:
        sandboxed.limits = LIMITS
    results, notes = sandboxed.grade(cells(text), lesson)
    assert [result.points for result in results] == [0] * len(results)
    assert not any(result.passed for result in results)
    assert all(isinstance(note, str) and len(note) < 1000 for note in notes)
    if path.stem in TOLD:
        assert results[0].got == TOLD[path.stem]
    if path.stem in STOPPED:
        assert STOPPED[path.stem] in f"{results[0].status} {results[0].message} {notes}"
    sandboxed.limits = generous
    innocent, notes = sandboxed.grade([INNOCENT], "00_welcome")
    assert {result.exercise: result.points for result in innocent} == {
        "neuron": 2,
        "neuron_batch": 1,
        "row_means": 1,
        "column_means": 1,
        "layer_sizes": 0,
    }
    assert notes == ()
    for file, changed in before.items():
        assert file.stat().st_mtime_ns == changed, f"{file.name} was changed"
