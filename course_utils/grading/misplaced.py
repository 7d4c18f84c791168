"""Answers in cells that are not code, found by their text alone; nothing is run."""

import re
from collections.abc import Iterable

_KINDS = {"markdown": "Markdown", "raw": "Raw"}


def binds(source: str, name: str) -> bool:
    """Return whether a source looks as if it defines an answer of this name."""
    pattern = rf"^[ \t]*(?:(?:def|class)[ \t]+{name}\b|{name}[ \t]*(?::[^=\n]*)?=(?!=))"
    return bool(re.search(pattern, source, re.MULTILINE))


def misplaced(cells: Iterable[tuple[str, str]], name: str) -> str:
    """Return a sentence that says where the answer of this name is, if it is in cells that are not code alone.

    Parameters
    ----------
    cells : iterable of (str, str)
        Kind and source of each cell, as in `notebook_code.kinds_and_sources`.
    name : str
        Of an exercise.

    Returns
    -------
    str
        "" where a code cell defines the name, and where no cell does.
    """
    kinds = [kind for kind, source in cells if binds(source, name)]
    if not kinds or "code" in kinds or kinds[0] not in _KINDS:
        return ""
    return f"There is an answer to `{name}` in a {_KINDS[kinds[0]]} cell: change its type to Code."
