"""Which of several files of a learner for a lesson counts, and why."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from course_utils.grading.submissions.names import Item

Reason = Literal["older", "copy", "no exercises", "unreadable"]


def in_order(items: Sequence[Item]) -> list[Item]:
    """Return files of one learner for one lesson; the last one counts.

    A file that can be read beats one that cannot, one with exercises beats one without, and an original beats a copy
    that Jupyter or the course has put there. Then the newest counts: by Canvas's number of the upload, else by the
    time, else by the number of the copy, and last by name.
    """
    uploads = _have_uploads(items)
    return sorted(items, key=lambda item: (*_worth(item), *_age(item, uploads), *_place(item)))


def _have_uploads(items: Sequence[Item]) -> bool:
    return all(item.platform and item.platform.upload for item in items)


def _worth(item: Item) -> tuple[bool, ...]:
    readable = item.kind == "notebook" and not item.problem
    return (item.kind == "notebook", readable, readable and item.answers, not item.published, not item.checkpoint)


def _age(item: Item, uploads: bool) -> tuple[Any, ...]:
    stamp = item.when.timestamp() if item.when else float("-inf")
    if uploads and item.platform:
        return (item.platform.upload, item.copy, stamp)
    return (0, stamp, item.copy)


def _place(item: Item) -> tuple[Any, ...]:
    return (-len(item.entry.parts), item.entry.parts, item.entry.member)


def why(group: Sequence[Item], other: Item, it: str = "this file") -> tuple[Reason, str]:
    """Return the outcome of `other`, and why the last of a group counts in its place; `it` is what to call `other`."""
    counts, uploads = group[-1], _have_uploads(group)
    better, worse = _worth(counts), _worth(other)
    if better[:2] != worse[:2]:
        return "unreadable", f"{it} cannot be read: {other.problem or other.sentence}"
    if better[2] != worse[2]:
        wrong = other.sentence and f": {other.sentence}"
        return "no exercises", f"{it} holds none of the lesson's exercises{wrong}"
    if better[3] != worse[3]:
        return "copy", f"{it} is in a folder for the course's own notebooks"
    if better[4] != worse[4]:
        return "copy", f"{it} is a copy that Jupyter keeps for itself"
    new, old = _age(counts, uploads), _age(other, uploads)
    if uploads and new[0] != old[0]:
        return "older", f"{it} is older, by the platform's number of the upload"
    if not uploads and new[1] != old[1]:
        return "older", f"{it} ({moment(other.when)}) is older than {counts.shown} ({moment(counts.when)})"
    copies = 1 if uploads else 2
    if new[copies] != old[copies]:
        return "older", f"{it} has a lower number of the copy in its name"
    if new != old:
        return "older", f"{it} ({moment(other.when)}) is older than {counts.shown} ({moment(counts.when)})"
    if counts.shown == other.shown:
        return "older", f"{it} is there several times under this name, and the last one counts"
    place = "is in more folders" if len(other.entry.parts) > len(counts.entry.parts) else "comes first by name"
    return "older", f"{it} {place}, and times and numbers are the same"


def moment(when: datetime | None) -> str:
    """Return a time as text, in this computer's time zone."""
    return f"{when:%Y-%m-%d %H:%M}" if when else "no time"


def note(group: Sequence[Item]) -> str:
    """Return the note that says which of several files counts, and why."""
    *others, counts = group
    names = Counter(other.shown for other in others)
    rest = [name if number == 1 else f"{name} ({number} times)" for name, number in names.items()]
    more = f" and {len(rest) - 5} more" if len(rest) > 5 else ""
    _, reason = why(group, others[-1], others[-1].shown)
    return f"Of {len(others) + 1} files, {counts.shown} counts and not {', '.join(rest[:5])}{more}, because {reason}."
