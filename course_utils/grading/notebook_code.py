"""The code cells of a notebook file that nobody has vetted. None of the code is run."""

import json
from contextlib import suppress
from typing import Any

import msgspec

LARGEST = 20 * 2**20  # bytes of a notebook; the course's own, with all outputs, have about a tenth
MOST_CELLS = 2000
MOST_CODE = 2 * 2**20  # characters of all code cells
MOST_BRACKETS = 1_000_000  # of lists and objects, where outputs are read too: each takes fifty times its byte

_AGAIN = "open it in JupyterLab, save it, and hand it in again"
_CLEAR = "clear its outputs (Edit, Clear Outputs of All Cells), save it, and hand it in again"
_BEGINNINGS = {  # how files begin that are handed in for a notebook
    b"%PDF": f"this is a PDF, not a notebook; hand in the file that ends in .ipynb ({_AGAIN})",
    b"PK\x03\x04": "this is a zip or an office file, not a notebook; hand in the file that ends in .ipynb",
    b"<": "this is a web page, not a notebook; download the notebook (File, Download) and hand in that file",
    b"\x1f\x8b": "this is a packed file under the name of a notebook; unpack it and hand in the .ipynb itself",
    b"version https://git-lfs": "this is only a pointer of git-lfs; run `git lfs pull` and hand in the notebook itself",
}


class Unreadable(Exception):
    """Raised when a submission cannot be read; the message tells the learner why and what to do, in one sentence."""


def parse(content: bytes) -> tuple[str, ...]:
    """Return the sources of a notebook's code cells.

    Parameters
    ----------
    content : bytes
        A notebook file of format 2, 3 or 4, whatever program saved it: at most 20 MB, 2,000 cells and two million
        characters of code. Outputs, metadata, ids and the kernel's name are not looked at.

    Returns
    -------
    tuple of str
        One for each code cell, in their order, also for an empty one. Line ends are single line feeds; a NUL and a
        half of a character are the "\N{REPLACEMENT CHARACTER}" that Python points at.

    Raises
    ------
    Unreadable
        Whatever else the bytes are.
    """
    return tuple(source for kind, source in kinds_and_sources(content) if kind == "code")


def kinds_and_sources(content: bytes) -> list[tuple[str, str]]:
    """Return the kind and the source of every cell: "code", "markdown", "raw", or whatever else the file says.

    The bytes are what `parse` takes, and the same is refused.
    """
    if len(content) > LARGEST:
        raise Unreadable(too_large(len(content)))
    cells = _without_outputs(content)
    if cells is None:
        cells = _with_outputs(content)
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"it has {len(cells):,} cells, and at most {MOST_CELLS:,} are read; remove the ones you added")
    found: list[tuple[str, str]] = []
    length = 0
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, _Cell):
            raise Unreadable(f"cell {number} of the notebook is damaged; {_AGAIN}")
        kind, source = str(cell.cell_type), cell.source
        if isinstance(source, list):
            with suppress(TypeError):
                source = "".join(source)
        if not isinstance(source, str):
            if kind != "code":
                continue
            raise Unreadable(f"cell {number} of the notebook has no text; {_AGAIN}")
        length += len(source) if kind == "code" else 0
        if length > MOST_CODE:
            raise Unreadable(f"its code has over {MOST_CODE:,} characters; load data from files, not from cells")
        found.append((kind, _tidy(source)))
    return found


def too_large(size: int) -> str:
    """Return the sentence that says that a file of this many bytes is too large."""
    return f"the file has {size / 2**20:.1f} MB, and at most {LARGEST // 2**20} MB are read; {_CLEAR}"


class _Cell(msgspec.Struct, gc=False):
    """The parts of a cell that are read; in a damaged notebook, the values may have any type."""

    cell_type: str = ""
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    """The parts of a notebook of format 4 that are read."""

    nbformat: int
    cells: list[_Cell]


_NOTEBOOK = msgspec.json.Decoder(_Notebook)


def _without_outputs(content: bytes) -> list[_Cell] | None:
    """Return the cells of a notebook as JupyterLab saves it, None for any other; outputs take no memory."""
    try:
        notebook = _NOTEBOOK.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return notebook.cells if notebook.nbformat == 4 else None


def _with_outputs(content: bytes) -> list[Any]:
    """Return the cells of a notebook in an older format, in another encoding, or with NaN in its outputs.

    Something that is not an object stays in the list in place of its cell.
    """
    notebook = _object(content)
    version = notebook.get("nbformat")
    if type(version) is not int:
        raise Unreadable(f"this is JSON, but not a notebook, because `nbformat` is missing; {_AGAIN}")
    if version < 2 or version > 4:
        known = "2, 3 and 4 can be read"
        raise Unreadable(f"its notebook format is {str(version)[:20]}, and {known}; save it in JupyterLab 4")
    cells = _cells(notebook, version)
    return cells if len(cells) > MOST_CELLS else [_cell(cell, version) for cell in cells]


def _cell(cell: Any, version: int) -> Any:
    if not isinstance(cell, dict):
        return cell
    kind = cell.get("cell_type", "")
    return _Cell(kind, cell.get("input" if kind == "code" and version < 4 else "source", ""))


def _object(content: bytes) -> dict[str, Any]:
    """Return the JSON object in the bytes."""
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.strip(b" \t\r\n\0"):
        raise Unreadable("the file is empty; save the notebook in JupyterLab (File, Save) and hand it in again")
    for beginning, message in _BEGINNINGS.items():
        if start.startswith(beginning) and not start.startswith(b"<<<<"):
            raise Unreadable(message)
    if content.count(b"[") + content.count(b"{") > MOST_BRACKETS:
        raise Unreadable(f"it holds over {MOST_BRACKETS:,} lists and objects; {_CLEAR}")
    try:
        text = content.decode(json.detect_encoding(content))
        notebook = json.loads(text.removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise Unreadable(f"this is not text, so it is not a notebook; {_AGAIN}") from None
    except RecursionError:
        raise Unreadable(f"its JSON is nested too deeply for a notebook; {_AGAIN}") from None
    except json.JSONDecodeError as error:
        if any(line.startswith(("<<<<<<< ", ">>>>>>> ")) for line in text.splitlines()):
            message = "git left both sides of a merge in it (<<<<<<<); resolve the conflict and hand it in again"
        elif error.pos >= len(text.rstrip()):
            message = f"the file breaks off at line {error.lineno}, so it was not copied completely; hand it in again"
        else:
            message = f"this is not a notebook, because line {error.lineno} is not JSON; {_AGAIN}"
        raise Unreadable(message) from None
    except ValueError:  # a number of thousands of digits
        raise Unreadable(
            f"this is not a notebook, because it holds a number of thousands of digits; {_AGAIN}"
        ) from None
    if not isinstance(notebook, dict):
        raise Unreadable(f"this is JSON, but not a notebook; {_AGAIN}")
    return notebook


def _cells(notebook: dict[str, Any], version: int) -> list[Any]:
    """Return the cells in one list; formats 2 and 3 have them on worksheets."""
    sheets = [notebook] if version == 4 else notebook.get("worksheets")
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        raise Unreadable(f"its list of worksheets is damaged; {_AGAIN}")
    lists = [sheet.get("cells") for sheet in sheets]
    if not all(isinstance(cells, list) for cells in lists):
        raise Unreadable(f"its list of cells is missing or damaged; {_AGAIN}")
    return [cell for cells in lists for cell in cells]


def _tidy(source: str) -> str:
    """Return a source that can be compiled, packed and written, whatever it holds."""
    if source.isascii() and "\r" not in source and "\0" not in source:
        return source
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
