"""Writing of a lesson's slides into one HTML file."""

from importlib import resources
from pathlib import Path

import jinja2
from pygments.formatters import HtmlFormatter

from course_utils.lessons.teaching import teaching
from course_utils.paths import write
from course_utils.tools.guesses import results
from course_utils.tools.notebook_io import read
from course_utils.tools.slides.notes import add_notes
from course_utils.tools.slides.sections import SlidesError, sections

LARGEST = 2_000_000  # bytes of a file


def deck(path: Path) -> str:
    """Return the slides of a saved lesson as a page.

    Parameters
    ----------
    path : Path
        Of the notebook.

    Raises
    ------
    SlidesError
        When a formula cannot be shown, or the page would be too large.
    NotebookError
        When the file is not a notebook.
    """
    notebook = read(path)
    parts = sections(notebook, path.stem)
    add_notes(parts, teaching(path.stem), results(notebook))
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    page = environment.from_string(_file("deck.html")).render(
        title=parts[0].heading,
        sections=parts,
        styles=_file("reveal", "reveal.css") + HtmlFormatter().get_style_defs("pre.code") + _file("theme.css"),
        scripts=_file("reveal", "reveal.js") + "\n" + _file("speaker.js"),
        license=_file("reveal", "LICENSE"),
    )
    if (size := len(page.encode())) > LARGEST:
        raise SlidesError(
            f"{path.stem}: the slides would take {size / 1e6:.1f} MB, and {LARGEST / 1e6:.0f} MB is the most"
        )
    return page


def write_deck(path: Path, folder: Path) -> Path:
    """Write the slides of a lesson into a folder, and return the file."""
    file = folder / f"{path.stem}.html"
    write(file, deck(path))
    return file


def _file(*name: str) -> str:
    return resources.files(__package__).joinpath(*name).read_text(encoding="utf-8")
