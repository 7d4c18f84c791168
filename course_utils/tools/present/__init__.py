"""A lesson on a projector: a copy of it in a JupyterLab with large type, which leaves nothing behind."""

import os
import tempfile
from pathlib import Path

import nbformat

from course_utils.tools.lab import open_lab

FOLDER = Path(__file__).parent
SAYS = """The lesson is here, as a copy with large type:

    {address}

Shift+Enter runs a cell. Page Down and Page Up, as on a remote control, go to the next section and back.
The copy and your guesses are deleted at the end. Press Ctrl-C in this window to stop it."""


def copy_lesson(lesson: Path, folder: Path) -> Path:
    """Write a copy of a lesson without its outputs, and return its path.

    Parameters
    ----------
    lesson : pathlib.Path
        A notebook.
    folder : pathlib.Path
        Where the copy is written, under the lesson's name.
    """
    book = nbformat.read(lesson, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    copy = folder / lesson.name
    nbformat.write(book, copy)
    return copy


def present(lesson: Path, browser: bool = True, port: int | None = None) -> None:
    """Open a copy of a lesson for a projector with 1280 × 720 points, until Ctrl-C.

    The copy has no outputs, so that the guesses come before the runs. It is in a temporary folder, as are the guesses
    that are made in it and the settings of JupyterLab, so that a person's own lesson, record and settings stay as they
    are.

    Parameters
    ----------
    lesson : pathlib.Path
        A notebook.
    browser : bool
        Open the copy in the browser, if there is one.
    port : int, optional
        From 1 to 65535. None: 8888, or another free one where that is taken.

    Raises
    ------
    PortError
        The port is taken, or not ours to take.
    """
    with tempfile.TemporaryDirectory(prefix="course-present-") as name:
        scratch = Path(name)
        shown = scratch / "lesson"
        shown.mkdir()
        copy = copy_lesson(lesson, shown)
        os.environ |= {
            "COURSE_HOME": str(scratch / "home"),
            "JUPYTERLAB_SETTINGS_DIR": str(scratch / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "workspaces"),
        }
        open_lab(
            shown,
            browser=browser,
            port=port,
            notebook=copy.relative_to(shown),
            page="doc",
            config=FOLDER / "config",
            says=SAYS,
            more={"LabApp.extra_labextensions_path": str(FOLDER / "labextension")},
        )
