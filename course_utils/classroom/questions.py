"""The questions that a lesson asks before its runs, read from the lesson's notebook without running it.

A cell asks a question with ``guess(key, question, options)``. Its arguments are literals, so the syntax tree of the
cell is enough, and no code of a notebook is executed here.
"""

import ast
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from course_utils.paths import FIRST_LESSON, course_folder

_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^##? (.+)$", re.MULTILINE)  # smaller ones do not begin a section


class Question(NamedTuple):
    """A question of a lesson.

    Attributes
    ----------
    key : str
        The part of its key after the "/".
    text : str
    options : tuple of str
        In order.
    section : str
        The heading above it, without backticks, as in `lessons.teaching.Part`; empty where there is none.
    """

    key: str
    text: str
    options: tuple[str, ...]
    section: str


def of_lesson(lesson: str) -> tuple[Question, ...]:
    """Return the questions of a lesson in the order of its notebook.

    Parameters
    ----------
    lesson : str
        "02_sequential_mlp".

    Returns
    -------
    tuple of Question
        Empty where the notebook is not on this computer, or is not a notebook.
    """
    try:
        path = course_folder() / FIRST_LESSON.parent / f"{lesson}.ipynb"
        return _of_file(path, path.stat().st_mtime_ns)
    except OSError:
        return ()


@functools.lru_cache(maxsize=64)
def _of_file(path: Path, changed: int) -> tuple[Question, ...]:
    """Return the questions of a notebook; `changed` is the time of its last change."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        return ()
    asked: dict[str, Question] = {}
    section = ""
    for kind, source in sources:
        if kind == "markdown":
            section = [section, *_HEADING.findall(_CODE_BLOCK.sub("", source))][-1].replace("`", "").strip()
        elif kind == "code":
            for lesson, question in _in_cell(source, section):
                if lesson == path.stem:
                    asked.setdefault(question.key, question)
    return tuple(asked.values())


def _in_cell(source: str, section: str) -> Iterator[tuple[str, Question]]:
    """Yield the lesson and the question of each call of `guess` in a cell."""
    if "guess" not in source:
        return
    try:
        tree = ast.parse(_MAGIC.sub("pass", source))
    except SyntaxError:
        return
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_guess(node.func)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        given: dict[str | None, ast.expr] = dict(zip(("key", "question", "options"), call.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in call.keywords}
        key, text, options = (_literal(given.get(name)) for name in ("key", "question", "options"))
        if isinstance(key, str) and isinstance(text, str) and isinstance(options, list) and len(options) > 1:
            lesson, _, slug = key.partition("/")
            yield lesson, Question(slug, text, tuple(map(str, options)), section)


def _is_guess(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "guess"


def _literal(node: ast.expr | None) -> Any:
    """Return a literal; of a dict its keys, since the values are bounds; None for anything else."""
    if isinstance(node, ast.Dict):
        node = ast.List([key for key in node.keys if key is not None])
    try:
        found = None if node is None else ast.literal_eval(node)
    except (ValueError, TypeError):
        return None
    return list(found) if isinstance(found, tuple) else found
