"""The glossary in docs/glossary.md, and the table of words at the end of each lesson, which is made from it.

A row of the glossary holds a term, what it means in one sentence, and a link to the cell that introduces the term.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course_utils.tools.notebook_io import NotebookError, read, text, write

FILE = Path("docs", "glossary.md")
CELL = "words"  # the id of the cell that holds a lesson's table
LINK = re.compile(r"\]\((?:\.\./)?notebooks/(?P<notebook>\w+)\.ipynb#cell-id=(?P<cell>[\w-]+)\)")
_ROW = re.compile(r"\| (?P<term>[^|]+) \| (?P<meaning>[^|]+) \| \[[^|\]]+(?P<link>\]\([^|]+\)) \|")


@dataclass(frozen=True)
class Term:
    """A term, its meaning in one sentence, and the notebook ("05_regularization") and cell that introduce it."""

    term: str
    meaning: str
    notebook: str
    cell: str


def glossary(folder: Path) -> list[Term]:
    """Return the rows of the glossary of the course in `folder`, in their order.

    Raises
    ------
    NotebookError
        For a row that cannot be read.
    """
    terms = []
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.startswith("| ") or line.startswith(("| term |", "| ---")):
            continue
        row = _ROW.fullmatch(line)
        place = LINK.fullmatch(row["link"]) if row else None
        if not row or not place:
            form = "| term | meaning | [place](../notebooks/NN_name.ipynb#cell-id=ID) |"
            raise NotebookError(f"{FILE}, line {number}: expected the form {form}")
        terms.append(Term(row["term"], row["meaning"], place["notebook"], place["cell"]))
    return terms


def table(terms: Iterable[Term], cells: list[str]) -> str:
    """Return the text of a lesson's cell of words: its terms in the order of the cells that introduce them.

    Parameters
    ----------
    terms : iterable of Term
        Of one lesson.
    cells : list of str
        The ids of the lesson's cells, in order.
    """
    rows = sorted(terms, key=lambda term: cells.index(term.cell))
    head = "## Words\n\n| term | meaning |\n|---|---|"
    return "\n".join([head, *(f"| {term.term} | {term.meaning} |" for term in rows)])


def write_words(folder: Path) -> None:
    """Write the table of words into each lesson that introduces a term.

    Raises
    ------
    NotebookError
        When the glossary names a notebook or a cell that is not there.
    """
    terms = glossary(folder)
    changed = {}
    for name in sorted({term.notebook for term in terms}):
        path = folder / "notebooks" / f"{name}.ipynb"
        if not path.is_file():
            raise NotebookError(f"{FILE} names the notebook {name}, which is not there")
        notebook = read(path)
        cells = {cell.id: cell for cell in notebook.cells}
        own = [term for term in terms if term.notebook == name]
        if missing := [term for term in own if term.cell not in cells]:
            raise NotebookError(f"{FILE}: {name} has no cell {missing[0].cell!r}, which introduces {missing[0].term!r}")
        if CELL not in cells:
            raise NotebookError(f"{path.name} has no cell with the id {CELL!r} for its table")
        cells[CELL].source = table(own, list(cells))
        changed[path] = text(notebook)
    for path, content in changed.items():
        write(path, content)
