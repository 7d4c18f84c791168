"""Versions of the course and of its checks, and whether a learner's notebook has the present tasks."""

import functools
import hashlib
import json
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from course_utils.checks.lesson import Lesson, lessons, tasks

MOST_NAMES = 10  # in a sentence; a notebook's metadata can name any number of exercises


def course() -> str:
    """Return the version of the course, "unknown" where the package is not installed."""
    try:
        return metadata.version("neural-network-course")
    except metadata.PackageNotFoundError:
        return "unknown"


@functools.cache
def checks(lesson: str) -> dict[str, str]:
    """Return a digest of the check of each exercise in a lesson.

    The digest is made from the exercise's module, the shared modules of the lesson (those in ``exercises/`` whose names
    begin with an underscore, and ``learner_side.py``), and the task in the exercise notebook. Line ends don't count.
    """
    known: Lesson = lessons()[lesson]
    task = tasks(lesson)
    digests = {}
    for exercise in known.exercises:
        module = Path(exercise.module.__file__)
        shared = [*sorted(module.parent.glob("_*.py")), module.parents[1] / "learner_side.py"]
        sources = [path.read_text(encoding="utf-8") for path in (module, *shared) if path.is_file()]
        text = "\0".join([*sources, task.get(exercise.name, "")])
        digests[exercise.name] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return digests


def changes(content: bytes, lesson: str) -> tuple[str, ...]:
    """Return what the learner should know where the tasks have changed since the exercise notebook was made.

    Parameters
    ----------
    content : bytes
        A notebook that `notebook_code.parse` accepts. The build writes a digest of each task into the metadata of an
        exercise notebook; whatever else is there says nothing.
    lesson : str

    Returns
    -------
    tuple of str
        Whole sentences; none for a notebook without digests.
    """
    made_for = _digests(content)
    if not made_for:
        return ()
    today = tasks(lesson)
    changed = [name for name in today if made_for.get(name, today[name]) != today[name]]
    added = [name for name in today if name not in made_for]
    removed = sorted(name for name in made_for if name not in today)
    since = "since this notebook was made"
    current = "in the current exercise notebook"
    sentences = []
    if changed:
        subject = "This task has" if len(changed) == 1 else "These tasks have"
        sentences.append(f"{subject} changed {since}: {_names(changed)}. You were graded by the new version {current}.")
    if added:
        subject = "This exercise is" if len(added) == 1 else "These exercises are"
        sentences.append(f"{subject} new {since}: {_names(added)}. The tasks are {current}.")
    if removed:
        sentences.append(f"The lesson no longer has these exercises, so they give no points: {_names(removed)}.")
    return tuple(sentences)


def _digests(content: bytes) -> dict[str, str]:
    """Return the digests of the tasks in a notebook's metadata, an empty dict where there are none."""
    try:
        found = json.loads(content)["metadata"]["course"]["exercises"]
        return {
            name: digest
            for name, digest in found.items()
            if name.isidentifier() and len(name) <= 60 and isinstance(digest, str)
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}  # the notebook was made elsewhere, or somebody has edited its metadata


def _names(names: Iterable[str]) -> str:
    names = [*names]
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(f"`{name}`" for name in names[:MOST_NAMES]) + more
