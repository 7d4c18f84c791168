"""Where is the folder of the course, with its notebooks and exercises?"""

from pathlib import Path

FIRST_LESSON = Path("notebooks", "00_welcome.ipynb")


def course_folder():
    """The folder that holds ``notebooks/00_welcome.ipynb``.

    Looked for in the current folder, then in those above it, then where this package lies (which is the
    course's folder after ``pip install -e``).

    Returns
    -------
    pathlib.Path

    Raises
    ------
    FileNotFoundError
        Neither of them is the course's folder.
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
