"""The cells of a saved lesson, cut into sections that each fill one screen.

A section is 1280 by 720 pixels. How much fits is estimated from the number of characters and lines, with a wide font in
mind; a test in a browser measures every section.
"""

import base64
import html
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import mistune
import nbformat
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from course_utils.tools.guesses import Question, question
from course_utils.tools.slides.formulas import FormulaError, mathml

TEXT_HEIGHT = 530  # pixels for text, of the 700 that a section may fill
LARGE_HEIGHT = 240  # less text than this is set in larger letters
CODE_LINES = 14  # more are cut into two sections
SCREEN_WIDTH = 1168  # pixels between the margins
SCREEN_LINES = 19  # code and what it printed, on one section
_TEXT_CHARACTERS, _TEXT_LINE = 70, 37  # a line of text: characters, and pixels
_TABLE_CHARACTERS, _TABLE_LINE = 84, 31
_MONO_CHARACTERS = 92
_LEFT_OUT = ("Sources",)  # sections of a lesson that nobody reads from a wall
_SPOKEN = {"Predict.": "predict", "What we saw.": "saw", "What would change this result?": "change"}
_ABOUT_THE_GUESS = re.compile(r"(?<=</table>)\s*<p\b[^>]*>.*?</p>", re.DOTALL)  # of whoever saved the notebook
_IMAGE = re.compile(r'<img\b[^>]*\bsrc="data:image/png;base64,([\w+/=]+)"[^>]*>')


class SlidesError(Exception):
    """What is wrong with a lesson, so that no slides can be made: notebook, cell, and what to change."""


@dataclass
class Section:
    """One screen.

    `kind` is "title", "text", "predict", "guess", "code", "output", "picture", "saw" or "change". `heading` is that of
    the lesson's section, and `first` is true for the first screen of it. `large` is for a short text. `asked` is the
    guess of this screen, and `until` the minute at which the section of the lesson should end.
    """

    kind: str
    heading: str
    blocks: list[str]
    first: bool = False
    large: bool = False
    asked: Question | None = None
    until: int | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """What is shown, in HTML."""
        return "\n".join(self.blocks)


class _Renderer(mistune.HTMLRenderer):
    """Markdown of a lesson into HTML: formulas as MathML, links only where they lead out of the course."""

    def __init__(self) -> None:
        super().__init__(escape=True)
        mistune.create_markdown(renderer=self, plugins=["table"])  # registers how a table is written

    def inline_math(self, text: str) -> str:
        return mathml(text)

    def block_math(self, text: str) -> str:
        return f'<div class="formula">{mathml(text, block=True)}</div>'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith(("https://", "http://")):
            return super().link(text, url, title)
        return f"<strong>{text}</strong>"  # a file of the course is not beside the slides

    def image(self, text: str, url: str, title: str | None = None) -> str:
        raise FormulaError(f"the picture {url!r} is in a text; slides show those that code has drawn")

    def block_code(self, code: str, info: str | None = None) -> str:
        return code_block(code) if info == "python" else f'<pre class="output">{html.escape(code)}</pre>'


_parse = mistune.create_markdown(renderer=None, plugins=["table", "math"])
_renderer = _Renderer()


def sections(notebook: nbformat.NotebookNode, name: str) -> list[Section]:
    """Cut a saved lesson into sections of one screen each.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        With its outputs.
    name : str
        How messages call it.

    Raises
    ------
    SlidesError
        When a formula cannot be shown.
    """
    made: list[Section] = []
    for number, cell in enumerate(notebook.cells, 1):
        heading = made[-1].heading if made else ""
        if cell.cell_type == "markdown":
            try:
                made += _text(cell.source, heading)
            except FormulaError as error:
                raise SlidesError(f"{name}, cell {number} ({cell.id}): {error}") from error
        elif asked := question(cell):
            _add_guess(made, asked)
        elif cell.metadata.get("jupyter", {}).get("source_hidden"):
            pictures = [Section("picture", heading, [shown]) for kind, shown, _ in _outputs(cell) if kind == "picture"]
            if not pictures and made and made[-1].kind == "text" and not made[-1].first:
                made.pop()  # it says what the folded cell does
            made += pictures
        else:
            made += _code(cell, heading)
    return [section for section in made if section.blocks and section.heading not in _LEFT_OUT]


def _text(source: str, heading: str) -> Iterator[Section]:
    """Yield the sections of a Markdown cell."""
    current, height = Section("text", heading, []), 0
    for token in _tokens(source):
        kind, level = current.kind, token.get("attrs", {}).get("level", 0)
        if token["type"] == "heading":
            title = _plain(token)
            if level < 3:
                yield current
                current, height = Section("title" if level == 1 else "text", title, [], first=True), 0
                continue
            if current.blocks or not current.first:  # else this heading comes right after that of the section
                yield current
                current = Section("text", current.heading, [])
            current.blocks.append(f"<h3>{html.escape(title)}</h3>")
            height = 60
            continue
        kind = _SPOKEN.get(_label(token), "text" if kind == "title" and current.blocks else kind)
        tall = _height(token)
        if (kind != current.kind and (current.blocks or not current.first)) or height + tall > TEXT_HEIGHT:
            yield current
            current, height = Section(kind, current.heading, []), 0
        block = _renderer([token], mistune.core.BlockState())
        if _label(token) in _SPOKEN:
            block = block.replace("<strong>", '<strong class="label">', 1)
        current.blocks.append(block)
        height += tall
        current.large = height < LARGE_HEIGHT and token["type"] == "paragraph"
    yield current


def _tokens(source: str) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a text; a table or list that would fill more than a section, in parts."""
    for token in cast(list[dict[str, Any]], _parse(source)):
        if token["type"] == "table":
            head, body = token["children"]
            for rows in _parts(body["children"]):
                yield {**token, "children": [head, {**body, "children": rows}]}
        elif token["type"] == "list":
            for items in _parts(token["children"]):
                yield {**token, "children": items}
        elif token["type"] != "blank_line":
            yield token


def _parts(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for item in items:
        if part and sum(map(_height, [*part, item])) > TEXT_HEIGHT - _TABLE_LINE:
            yield part
            part = []
        part.append(item)
    yield part


def _plain(token: dict[str, Any]) -> str:
    """Return the characters of a block, without their form."""
    if token["type"] in ("softbreak", "linebreak"):
        return " "
    if token["type"] == "inline_math":
        return re.sub(r"\\[A-Za-z]+", "x", re.sub(r"[{}_^]|\\text", "", token["raw"]))
    return str(token.get("raw", "")) + "".join(map(_plain, token.get("children", [])))


def _label(token: dict[str, Any]) -> str:
    """Return the bold words with which a paragraph begins."""
    first = (token.get("children") or [{"type": ""}])[0]
    return _plain(first) if token["type"] == "paragraph" and first["type"] == "strong" else ""


def _height(token: dict[str, Any]) -> int:
    """Return an estimate of the height of a block, in pixels."""
    if token["type"] == "table":
        return sum(_height(row) for row in token["children"][1]["children"]) + _TABLE_LINE + 20
    if token["type"] == "table_row":
        cells = [len(_plain(cell)) for cell in token["children"]]
        return _lines(sum(cells) + 6 * len(cells), _TABLE_CHARACTERS) * _TABLE_LINE + 14
    if token["type"] == "list":
        return sum(_height(item) for item in token["children"])
    if token["type"] == "block_code":
        return (token["raw"].count("\n") + 1) * 28 + 40
    if token["type"] == "block_math":
        return 90
    return _lines(len(_plain(token)), _TEXT_CHARACTERS) * _TEXT_LINE + 18


def _lines(characters: int, width: int) -> int:
    return max(1, -(-characters // width))


def _add_guess(made: list[Section], asked: Question) -> None:
    """Show a guess below the text that leads to it, or on a section of its own where that is full."""
    options = "".join(f"<li>{html.escape(option)}</li>" for option in asked.options)
    block = f'<div class="ask"><p>{html.escape(asked.text)}</p><ol type="A">{options}</ol></div>'
    lead = made[-1] if made else Section("text", "", [])
    text = re.sub(r"<math.*?</math>|<[^>]+>", "", lead.body)
    used = (
        _lines(len(text), _TEXT_CHARACTERS) * _TEXT_LINE
        + 90 * lead.body.count('class="formula"')
        + 20 * len(lead.blocks)
    )
    leads = re.search(r"<strong[^>]*>Predict", lead.body) and not re.search(r"<pre|<table|<li", lead.body)
    if leads and used + (len(asked.options) + 1) * (_TEXT_LINE + 12) < TEXT_HEIGHT:
        lead.kind, lead.asked, lead.large = "guess", asked, False
        lead.blocks.append(block)
    else:
        made.append(Section("guess", lead.heading, [block], asked=asked))


def code_block(source: str) -> str:
    """Return Python code in HTML, with its colors."""
    return f'<pre class="code">{highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip()}</pre>'


def _code(cell: nbformat.NotebookNode, heading: str) -> Iterator[Section]:
    """Yield the sections of a code cell: code, with what it printed where there is room for both, then its pictures."""
    pieces = [*_pieces(cell.source.split("\n"), CODE_LINES)]
    for piece in pieces[:-1]:
        yield Section("code", heading, [code_block("\n".join(piece))])
    last, used = Section("code", heading, [code_block("\n".join(pieces[-1]))]), _tall(pieces[-1])
    pictures = []
    for kind, shown, lines in _outputs(cell):
        if used + lines <= SCREEN_LINES or (kind == "picture" and last.kind == "code" and used <= 2):
            last.blocks.append(shown)  # a picture below one or two lines of code is made smaller
            used += lines
        elif kind == "picture":
            pictures.append(Section("picture", heading, [shown]))
        else:
            yield last
            last, used = Section("output", heading, [shown]), lines
    yield last
    yield from pictures


def _tall(lines: list[str]) -> int:
    """Return how many lines these take on a screen, where long ones are wrapped."""
    return sum(_lines(len(line), _MONO_CHARACTERS) for line in lines)


def _pieces(lines: list[str], most: int) -> Iterator[list[str]]:
    """Cut code where a statement begins, as near to the middle as possible, until no piece is too long."""
    if _tall(lines) <= most or len(lines) == 1:
        yield lines
        return
    begins = [n for n in range(2, len(lines) - 1) if lines[n][:1].strip() and lines[n][0] not in ")]}"]
    cut = min(begins or [len(lines) // 2], key=lambda n: abs(n - len(lines) / 2))
    for half in (lines[:cut], lines[cut:]):
        yield from _pieces(half, most)


def _outputs(cell: nbformat.NotebookNode) -> Iterator[tuple[str, str, int]]:
    """Yield what a cell has shown: "picture", "table" or "text", its HTML, and how many lines it takes."""
    printed = ""  # in HTML
    for output in cell.outputs:
        data = output.get("data", {})
        markup = data.get("text/html", "")
        if output.output_type == "stream" or (data and not markup):
            printed += html.escape(output.get("text") or data.get("text/plain", "")).rstrip("\n") + "\n"
        elif match := re.fullmatch(r"\s*<pre[^>]*>(.*)</pre>\s*", markup, re.DOTALL):
            printed += match[1].rstrip("\n") + "\n"
        else:
            yield from _printed(printed)
            printed = ""
            yield _markup(markup)
    yield from _printed(printed)


def _printed(text: str) -> Iterator[tuple[str, str, int]]:
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    while lines:
        part, used = [], 0
        while lines and used < SCREEN_LINES:
            part.append(lines.pop(0))
            used += _lines(len(html.unescape(re.sub(r"<[^>]+>", "", part[-1]))), _MONO_CHARACTERS)
        yield "text", f'<pre class="output">{chr(10).join(part)}</pre>', used


def _markup(markup: str) -> tuple[str, str, int]:
    """Return what a widget or a table of the course shows without a kernel."""
    if image := _IMAGE.search(markup):
        alt = re.search(r'\balt="([^"]*)"', image[0])
        words = re.findall(r"<p\b[^>]*>(.*?)</p>", markup, re.DOTALL)
        caption = f"<figcaption>{' '.join(words)}</figcaption>" if words else ""
        shown = f'<figure><img src="data:image/png;base64,{image[1]}" alt="{alt[1] if alt else ""}">{caption}</figure>'
        width, height = struct.unpack(">II", base64.b64decode(image[1][:32])[16:24])  # of every PNG
        pixels = height * min(1, SCREEN_WIDTH / width) + 25 * _lines(len(caption), 120)
        return "picture", shown, _lines(int(pixels), 28) + 1
    shown = _ABOUT_THE_GUESS.sub("", markup)
    rows = shown.count("<tr") + shown.count("<p") + shown.count("<li") + shown.count("<caption")
    return "table", f'<div class="table">{shown}</div>', int(1.5 * rows) + 1
