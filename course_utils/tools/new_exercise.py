"""The skeleton of a new exercise: a section of the solutions, a check, and known answers."""

import builtins
import importlib
import keyword
import re
import symtable
from collections.abc import Callable
from pathlib import Path
from string import Template

import nbformat

import course_utils
from course_utils.checks.lesson import lessons
from course_utils.tools.make_exercises import drift, label, make_exercises, out_of_form
from course_utils.tools.notebook_io import NotebookError, code_cells, normalise, read, run, text, write

TEMPLATES = Path(__file__).with_name("templates")
END = "## Your progress"  # the section that closes a notebook; a new exercise goes before it
TAKEN = "the name {name!r} is taken in lesson {number}; choose a different one"

_CELL = re.compile(r"^# %% (\[markdown\] )?(\w+)\n", re.MULTILINE)
_HEADING = re.compile(r"## (\d+) [●○] ")


class CannotAdd(Exception):
    """What keeps an exercise from being added, and what to do about it."""


def add_exercise(folder: Path, name: str, number: str, say: Callable[[str], object] = print) -> list[Path]:
    """Write a small exercise that works, for its author to replace.

    The notebook of solutions is run, because it is kept with its outputs. If that fails, no file is left behind.

    Parameters
    ----------
    folder : Path
        The folder of the course.
    name : str
        The name of the learner's answer.
    number : str
        The two digits of the lesson, "02".
    say : callable
        Takes each line about what is going on.

    Returns
    -------
    list of Path
        The three files that the author goes on with: the solutions, the check, the known answers.

    Raises
    ------
    CannotAdd
        When the name cannot be used, there is no such lesson, or the notebooks are not in order.
    """
    folder = Path(folder)
    if Path(course_utils.__file__).resolve().parents[1] != folder.resolve():
        raise CannotAdd(
            f"this command belongs to another copy of the course than {folder}; use the one installed there"
        )
    lesson = {key.partition("_")[0]: entry for key, entry in lessons().items()}.get(number)
    if lesson is None:
        known = ", ".join(lessons())
        raise CannotAdd(f"there is no lesson {number!r}; give what is before the first underscore in one of {known}")
    package = lesson.package.rpartition(".")[2]
    notebook_file = folder / "solutions" / f"{lesson.name}.ipynb"
    check_file = folder / "course_utils" / "lessons" / package / "exercises" / f"{name}.py"
    answers_file = folder / "tests" / "answers" / package / f"{name}.py"

    _refuse_name(name)
    if hasattr(lesson, name) or check_file.exists() or answers_file.exists():
        raise CannotAdd(TAKEN.format(name=name, number=number))
    _refuse_disorder(folder, notebook_file)
    notebook = read(notebook_file)
    if name in _names(notebook):
        raise CannotAdd(TAKEN.format(name=name, number=number))

    _insert(notebook, name)
    try:
        write(check_file, _filled("exercise.py.txt", name=name))
        write(answers_file, _filled("answers.py.txt", name=name))
        importlib.invalidate_caches()
        vars(lesson).pop("exercises", None)  # the list was made before there was the new file
        say(
            f"Running {notebook_file.relative_to(folder)}: some seconds, or minutes where its exercises train networks."
        )
        finished = normalise(run(notebook, notebook_file.parent, lesson.name), lesson.name)
        label(finished, lesson.name)
    except BaseException:  # Ctrl-C as well: half an exercise would break the next build
        check_file.unlink(missing_ok=True)
        answers_file.unlink(missing_ok=True)
        raise
    write(notebook_file, text(finished))
    make_exercises(folder / "solutions", folder / "exercises")
    return [notebook_file, check_file, answers_file]


def _refuse_name(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) or keyword.iskeyword(name):
        raise CannotAdd(f"{name!r} cannot name a function; use letters, digits and underscores, as in row_means")
    if hasattr(builtins, name):
        raise CannotAdd(f"{name!r} is a name of Python's own, which the exercise would hide; choose a different one")


def _refuse_disorder(folder: Path, notebook_file: Path) -> None:
    try:
        problems = out_of_form([notebook_file]) or drift(folder / "solutions", folder / "exercises")
    except NotebookError as error:
        problems = [str(error)]
    if problems:
        raise CannotAdd(f"the notebooks are not in order, so nothing was changed: {problems[0]}")


def _names(notebook: nbformat.NotebookNode) -> set[str]:
    """Return every name that the cells of a notebook define for the cells after them."""
    tables = [symtable.symtable(cell.source, where, "exec") for where, cell in code_cells(notebook, "solutions")]
    return {
        symbol.get_name()
        for table in tables
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported()
    }


def _insert(notebook: nbformat.NotebookNode, name: str) -> None:
    """Put the cells of the new section before the one that closes the notebook, or else at the end."""
    texts = [cell.source if cell.cell_type == "markdown" else "" for cell in notebook.cells]
    numbers = [int(heading[1]) for source in texts if (heading := _HEADING.match(source))]
    place = next((index for index, source in enumerate(texts) if source.startswith(END)), len(texts))
    title = name.replace("_", " ").capitalize()
    section = _filled("section.py.txt", name=name, number=max(numbers, default=0) + 1, title=title)
    _, *parts = _CELL.split(section)
    cells = []
    for markdown, role, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        make = nbformat.v4.new_markdown_cell if markdown else nbformat.v4.new_code_cell
        cells.append(make(source.strip("\n"), id=f"{name.replace('_', '-')}-{role}"))
    notebook.cells[place:place] = cells


def _filled(template: str, **values: object) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)
