"""Folder of the course on this computer, and atomic file writes."""

import os
from pathlib import Path

FIRST_LESSON = Path("notebooks", "00_welcome.ipynb")


def course_folder() -> Path:
    """Return the folder that holds ``notebooks/00_welcome.ipynb``, or raise FileNotFoundError.

    Look for it in the current folder, then in those above it, then where this package lies (which is the
    course's folder after ``pip install -e``).
    """
    here = Path.cwd()
    package = Path(__file__).resolve().parents[1]
    for folder in (here, *here.parents, package):
        if (folder / FIRST_LESSON).is_file():
            return folder
    raise FileNotFoundError(
        f"{FIRST_LESSON.as_posix()} is not in {here} or a folder above it, and not beside the package in {package}. "
        "Go to the folder that you cloned the course into (`cd …`) and try again."
    )


def write(path: str | os.PathLike[str], content: str) -> None:
    """Write a text file atomically, in UTF-8: a reader finds the old file or the new one, never half of it.

    Folders that are missing are made, and line ends stay as they are.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(content, encoding="utf-8", newline="\n")
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
