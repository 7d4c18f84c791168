"""The class's data for learners' notebooks: the teacher's settings, and the files that they name.

A sandbox has no network and cannot see the teacher's folders, so a data set that the class works on is shown to it,
to be read only. Of a folder nothing is shown but the files of the data sets that the course knows.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from course_utils.data.digits import FILES
from course_utils.data.files import FileSet, keras_home
from course_utils.data.reviews import IMDB

PLACE = "/class_data"  # in a sandbox
SETTINGS = {"COURSE_DATASET": {**FILES}, "COURSE_REVIEWS": {"imdb": IMDB}}  # and the data sets that need files


def settings() -> dict[str, str]:
    """Return the settings of the class that are made in the environment."""
    return {name: os.environ[name] for name in SETTINGS if os.environ.get(name)}


def missing() -> str:
    """Return the sentence about data that the settings name but this computer lacks, "" if nothing is missing."""
    for name, value in settings().items():
        data = SETTINGS[name].get(value)
        if data and not _files(data):
            return (
                f"{name} is {value}, but this computer does not have {data.title}. Notebooks that load it will fail: "
                f"{data.by_hand}, then grade again."
            )
    return ""


def sandbox_options() -> list[str]:
    """Return bubblewrap's options that show the data in `PLACE`, and set the variables that name it."""
    options = [word for name, value in settings().items() for word in ("--setenv", name, value)]
    shown = dict(_shown())
    for folder in sorted({PLACE, *(os.path.dirname(inside) for inside in shown)} if shown else ()):
        options += ["--perms", "0755", "--dir", folder]
    for inside, file in shown.items():
        options += ["--ro-bind", str(file), inside]
    return [*options, "--setenv", "COURSE_DATA_DIR", PLACE] if shown else options


def environment() -> dict[str, str]:
    """Return the settings for a process without a sandbox, which reads the files where they are."""
    folder = next((folder for folder in _folders() if any(_in(folder, data) for data in _all())), None)
    return {**settings(), **({"COURSE_DATA_DIR": str(folder)} if folder else {})}


def _all() -> list[FileSet]:
    return [data for sets in SETTINGS.values() for data in sets.values()]


def _folders() -> list[Path]:
    """Return where data sets are looked for, as the course's own loaders do: the class's folder, then Keras's."""
    named = os.environ.get("COURSE_DATA_DIR")
    return [*([Path(named).expanduser().absolute()] if named else []), keras_home().absolute() / "datasets"]


def _in(folder: Path, data: FileSet) -> list[Path]:
    """Return the files of a data set in a folder, none if one of them is missing."""
    files = [folder / name for name in data.names]
    return files if all(file.is_file() for file in files) else []


def _files(data: FileSet) -> list[Path]:
    return next((files for folder in _folders() if (files := _in(folder, data))), [])


def _shown() -> Iterator[tuple[str, Path]]:
    for data in _all():
        for name, file in zip(data.names, _files(data), strict=False):
            yield f"{PLACE}/{name}", file.resolve()
