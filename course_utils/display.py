"""Cards and tables: short answers of the course as HTML in a notebook and as plain text elsewhere."""

import re
import sys
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple


class Look(NamedTuple):
    """The sign before a card's title, and the color of the card's edge, "#009e73"."""

    sign: str
    color: str


# the edges have the colors of Okabe and Ito, which everybody can distinguish; texts keep the color of the theme
GOOD = Look("✔", "#009e73")
HINT = Look("?", "#0072b2")
SOLUTION = Look("=", "#0072b2")
NOTE = Look("i", "#0072b2")
STOPPED = Look("■", "#d55e00")


@dataclass(frozen=True)
class Card:
    """A short message in labelled parts.

    Attributes
    ----------
    look : Look
    title : str
        One line that says the outcome by itself.
    parts : tuple of (str, str)
        Label and text; a label "Code" is set as code. Parts with an empty text are left out.
    """

    look: Look
    title: str
    parts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.look.sign} {self.title}"]
        for label, text in self._filled_parts():
            first, *rest = text.splitlines() or [""]
            lines += [f"  {label}: {first}" if label != "Code" else f"      {first}"]
            lines += [f"      {line}" for line in rest]
        return "\n".join(lines)

    __repr__ = __str__

    def html(self) -> str:
        """Return the card as one HTML element that screen readers announce when it appears."""
        sign, color = self.look
        rows = "".join(_row(label, text) for label, text in self._filled_parts())
        return (
            f'<div role="status" lang="en" style="border-left:6px solid {color};padding:4px 12px;margin:4px 0;'
            f'max-width:60em;font-size:110%;line-height:1.45">'
            f'<div style="font-weight:bold"><span aria-hidden="true" style="color:{color}">{sign}</span> '
            f"{escape(self.title)}</div>{rows}</div>"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def _filled_parts(self) -> list[tuple[str, str]]:
        return [(label, text) for label, text in self.parts if text]


def _row(label: str, text: str) -> str:
    if label == "Code":
        return f'<pre style="margin:2px 0 2px 1em;white-space:pre-wrap">{escape(text)}</pre>'
    shown = "<br>".join(inline(line) for line in text.splitlines())
    return f'<div><span style="font-weight:600">{escape(label)}:</span> {shown}</div>'


def inline(text: str) -> str:
    """Return a text, escaped, as HTML in which what is between backticks is set as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def shell() -> Any:
    """Return IPython's shell, None where there is none."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def kernel() -> Any:
    """Return IPython's shell in a kernel, None elsewhere."""
    return shell() if getattr(shell(), "kernel", None) is not None else None


def show(card: Card) -> None:
    """Show a card at once: below the cell that runs in a notebook, as a line on the terminal elsewhere."""
    if shell():
        sys.modules["IPython"].display.display(card)
    else:
        print(card)


WIDTH = 100  # characters; a plain table that is wider is written row by row instead
_ROW = "border-bottom:1px solid #808080"
_CELL = "text-align:left;vertical-align:top;padding:4px 12px 4px 0;white-space:"
_WIDTH = "min-width:min(36em,100%);max-width:60em"
_TABLE = f"table-layout:auto;border-collapse:collapse;margin:4px 0;font-size:110%;{_WIDTH}"
_CAPTION = "caption-side:top;text-align:left;font-weight:bold;padding:4px 0;color:inherit"


@dataclass(frozen=True)
class Table:
    """A table that a screen reader can walk through; the first cell of a row is the row's name.

    Attributes
    ----------
    caption : str
        What the table shows; without rows, all that is said.
    head : tuple of str
        The columns' names; empty for a table of two columns that needs none.
    rows : tuple of tuple of str
        As many cells each as `head` has.
    notes : tuple of str
        Sentences below the table.
    """

    caption: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        notes = [note for note in self.notes if note]
        return "\n".join([self.caption, *(self._aligned() or self._row_by_row()), *notes])

    __repr__ = __str__

    def html(self) -> str:
        """Return the table as HTML; all texts are escaped."""
        notes = "".join(paragraph(note) for note in self.notes if note)
        if not self.rows:
            return f'<div lang="en">{paragraph(self.caption)}{notes}</div>'
        head = "".join(f'<th scope="col" style="{_CELL}nowrap">{escape(name)}</th>' for name in self.head)
        head = f'<thead><tr style="{_ROW}">{head}</tr></thead>' if head else ""
        name = f"{_CELL}{'normal' if head else 'nowrap'};font-weight:normal"
        rows = "".join(
            f'<tr style="{_ROW}"><th scope="row" style="{name}">{escape(first)}</th>'
            + "".join(f'<td style="{_CELL}normal">{inline(cell)}</td>' for cell in cells)
            + "</tr>"
            for first, *cells in self.rows
        )
        caption = f'<caption style="{_CAPTION}">{escape(self.caption)}</caption>'
        table = f'<table style="{_TABLE}">{caption}{head}<tbody>{rows}</tbody></table>'
        return f'<div lang="en">{table}{notes}</div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def _aligned(self) -> list[str]:
        """Return one line for each row, or nothing where that would be too wide."""
        lines = [line for line in (self.head, *self.rows) if line] if self.rows else []
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        if sum(widths) + 2 * len(widths) > WIDTH:
            return []
        return [
            "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        ]

    def _row_by_row(self) -> list[str]:
        """Return each cell on its own line, under its row's name."""
        labels = [f"{name}: " for name in self.head[1:]]
        lines = []
        for first, *cells in self.rows:
            lines.append(f"  {first}")
            lines += [f"    {label}{cell}" for label, cell in zip(labels or [""], cells, strict=True)]
        return lines


def paragraph(text: str, *, bold: bool = False) -> str:
    """Return one sentence or more, escaped, as an HTML paragraph in the tables' size of type."""
    weight = ";font-weight:bold" if bold else ""
    return f'<p style="margin:4px 0;font-size:110%;max-width:60em{weight}">{inline(text)}</p>'
