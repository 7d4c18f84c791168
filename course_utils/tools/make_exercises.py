"""The build of the course's notebooks: saved outputs for all of them, and exercises cut out of solutions.

A notebook in ``solutions/`` is the source of an exercise notebook. The cell with an answer holds

    ### BEGIN STARTER        where there is one: the lines, as comments, that learners start from;
    # answer = None          else they find `raise NotImplementedError`
    ### END STARTER
    ### BEGIN SOLUTION       what learners are to write
    answer = 42
    ### END SOLUTION

and the cell that checks it holds what nbgrader needs, and ends with what learners see:

    ### BEGIN HIDDEN TESTS
    assert check.softmax(softmax).passed
    ### END HIDDEN TESTS
    check.softmax(softmax)

Nothing in a notebook's metadata is written by hand: `normalise`, `label` and `generated` write all of it. An exercise
notebook carries a digest of each task, so that the grader can say which tasks have changed since it was made.
"""

import ast
import hashlib
import importlib
import json
import re
import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course_utils.checks.lesson import Lesson
from course_utils.tools.notebook_io import CELL_SECONDS, NotebookError, code_cells, normalise, read, run, text, write

TEXTS = Path(__file__).parents[1] / "lessons"  # each lesson's folder holds what `.solution()` shows, and the digests
_GENERATED = ("solutions.json", "tasks.json")

_MARKER = re.compile(r"( *)### (BEGIN|END) (SOLUTION|STARTER|HIDDEN TESTS)")
_NEARLY_A_MARKER = re.compile(r"\s*#+\s*(BEGIN|END)\b", re.IGNORECASE)


# ---- saved outputs


def execute(path: Path | str, timeout: float = CELL_SECONDS) -> float:
    """Run a notebook of ours and save it with its outputs, in the one form; nothing is written if it fails.

    Parameters
    ----------
    path : Path
    timeout : float
        Seconds that one cell may take.

    Returns
    -------
    float
        Seconds that it took.

    Raises
    ------
    NotebookError
        As in `notebook_io.run` and `notebook_io.normalise`; for a notebook with solutions, as in `label`.
    """
    path, started = Path(path), time.perf_counter()
    write(path, text(_in_form(run(read(path), path.parent, path.name, timeout), path)))
    return time.perf_counter() - started


def execute_all(
    paths: Iterable[Path], workers: int = 2, timeout: float = CELL_SECONDS, say: Callable[[str], object] = print
) -> None:
    """Run `execute` on several notebooks at once; try all of them before raising anything.

    Raises
    ------
    NotebookError
        Everything that went wrong.
    """
    failures = []
    with ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(execute, path, timeout): Path(path) for path in paths}
        for future in as_completed(running):
            name = f"{running[future].parent.name}/{running[future].name}"
            try:
                say(f"{future.result():6.1f} s  {name}")
            except NotebookError as error:
                failures.append(str(error))
                say(f"  failed  {name}")
    if failures:
        raise NotebookError("\n".join(failures))


def out_of_form(paths: Iterable[Path]) -> list[str]:
    """List the notebooks that are not as `execute` would save them.

    Parameters
    ----------
    paths : iterable of Path
        Notebooks of ``notebooks/`` and ``solutions/``.

    Returns
    -------
    list of str
        A sentence for each; empty when all is well.
    """
    sentences = []
    for path in map(Path, paths):
        try:
            if text(_in_form(read(path), path)) != _content(path):
                sentences.append(f"{path.parent.name}/{path.name} is not as the build saves it; run `course build`")
        except NotebookError as error:
            sentences.append(str(error))
    return sentences


def _in_form(notebook: NotebookNode, path: Path) -> NotebookNode:
    """Bring a notebook into the form in which we keep it; label one with solutions for nbgrader as well."""
    new = normalise(notebook, path.name)
    if any("BEGIN SOLUTION" in cell.source for _, cell in code_cells(new, path.name)):
        label(new, path.stem)
    return new


def _content(path: Path) -> str:
    return path.read_bytes().decode("utf-8")  # read_text would hide a wrong end of line


# ---- exercises from solutions


def generated(solutions: Path, exercises: Path, texts: Path = TEXTS) -> dict[Path, str]:
    """Make everything that comes from the solutions.

    Parameters
    ----------
    solutions : Path
        The folder of the source notebooks.
    exercises, texts : Path
        The folders for the exercise notebooks, and for what `.solution()` shows and the digests of the tasks.

    Returns
    -------
    dict of Path to str
        The content of each file; nothing is written.

    Raises
    ------
    NotebookError
        Where a source is not right: see `label`; and where what is left without a solution is not Python, or
        would raise as soon as it is run.
    """
    contents = {}
    for path in sorted(Path(solutions).glob("*.ipynb")):
        notebook = normalise(read(path), path.name)
        pairs = label(notebook, path.stem)
        answers = {}
        for _, cell in code_cells(notebook, path.name):
            cell.outputs, cell.execution_count = [], None
        for name, pair in pairs.items():
            where = f"{path.name}, the solution of {name}"
            regions = _regions(pair.solution.source, where)
            answers[name] = _joined(region for region in regions if region.kind in ("", "SOLUTION"))
            pair.solution.source = _starter(regions, where)
            pair.check.source = _joined(r for r in _regions(pair.check.source, where) if not r.kind)
            pair.solution.metadata.update(deletable=False)  # as nbgrader locks cells when it makes an assignment
            pair.check.metadata.update(deletable=False, editable=False)
        tasks = {name: _task(notebook.cells, pair) for name, pair in pairs.items()}
        notebook.metadata["course"] = nbformat.from_dict({"exercises": tasks})
        contents[Path(exercises, path.name)] = text(notebook)
        folder = Path(texts, f"lesson_{path.stem.partition('_')[0]}", "exercises")
        for name, content in zip(_GENERATED, (answers, tasks), strict=True):
            contents[folder / name] = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    return contents


def _task(cells: list[NotebookNode], pair: "Pair") -> str:
    """Return a digest of what learners see of an exercise: its heading without the number, and all up to its check."""
    first = last = next(index for index, cell in enumerate(cells) if cell is pair.check)
    while first and not (cells[first].cell_type == "markdown" and cells[first].source.startswith("## ")):
        if cells[first - 1].metadata.get("nbgrader", {}).get("grade"):
            break  # the check of the exercise before
        first -= 1
    sources = re.sub(r"^## \d+ ", "## ", "\0".join(cell.source for cell in cells[first : last + 1]))
    return hashlib.sha256(sources.encode()).hexdigest()[:16]


def make_exercises(solutions: Path, exercises: Path, texts: Path = TEXTS) -> list[Path]:
    """Write what `generated` makes.

    Returns
    -------
    list of Path
        The files that changed.

    Raises
    ------
    NotebookError
        As in `generated`; also where somebody has worked in an exercise notebook that would be overwritten.
    """
    contents = generated(solutions, exercises, texts)
    changed = {path: content for path, content in contents.items() if not path.exists() or _content(path) != content}
    for path in changed:
        if path.suffix == ".ipynb" and path.exists() and any(c.get("execution_count") for c in read(path).cells):
            raise NotebookError(f"{path} has cells that were run: move it away, then make the exercises again")
    for path, content in changed.items():
        write(path, content)
    return list(changed)


def drift(solutions: Path, exercises: Path, texts: Path = TEXTS) -> list[str]:
    """List the exercises and texts that are not what `make_exercises` writes.

    Returns
    -------
    list of str
        A sentence for each; empty when all is well.
    """
    contents = generated(solutions, exercises, texts)
    sentences = []
    for path, content in contents.items():
        name = f"{path.parent.name}/{path.name}"
        if not path.exists():
            sentences.append(f"{name} is missing; run `make exercises`")
        elif _content(path) != content:
            sentences.append(f"{name} is not what its solution makes of it; run `make exercises`")
    for path in (
        *sorted(Path(exercises).glob("*.ipynb")),
        *(path for name in _GENERATED for path in sorted(Path(texts).glob(f"*/exercises/{name}"))),
    ):
        if path not in contents:
            sentences.append(f"{path.parent.name}/{path.name} has no solution that it is made from; delete it")
    return sentences


# ---- which cell belongs to which exercise


@dataclass(frozen=True)
class Pair:
    """The two cells of an exercise."""

    solution: NotebookNode
    check: NotebookNode


def label(notebook: NotebookNode, lesson: str) -> dict[str, Pair]:
    """Write nbgrader's metadata into a notebook with solutions; the points are those that the check gives.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    lesson : str
        Its name, "01_data_preparation".

    Returns
    -------
    dict of str to Pair
        The cells of each exercise.

    Raises
    ------
    NotebookError
        Where cells, markers and the exercises of the lesson's module do not fit together.
    """
    lesson_checks = _lesson_of(notebook, lesson)
    exercises = {exercise.name: exercise for exercise in lesson_checks.exercises}
    solutions: dict[str, NotebookNode] = {}
    checks: dict[str, NotebookNode] = {}
    for where, cell in code_cells(notebook, lesson):
        cell.metadata.pop("nbgrader", None)
        tree, regions = _parsed(cell.source, where), _regions(cell.source, where)
        kinds, checked = {region.kind for region in regions}, _checked(tree, exercises)
        if "SOLUTION" in kinds:
            if checked:
                raise NotebookError(f"{where}: the solution of {checked} and its check need a cell each")
            _add(solutions, _solved(tree, exercises, where), cell, f"{where}: a second solution of")
        elif "STARTER" in kinds:
            raise NotebookError(f"{where}: a starter stands right before `### BEGIN SOLUTION`")
        elif checked:
            if checked not in exercises:
                raise NotebookError(
                    f"{where}: {checked} is no exercise of {lesson_checks.package}, only {_list(exercises)}"
                )
            if checked not in solutions:
                raise NotebookError(f"{where}: no cell before it holds a solution of {checked}")
            _refuse_unguarded(cell, regions, checked, where)
            _add(checks, checked, cell, f"{where}: a second check of")
        elif "HIDDEN TESTS" in kinds:
            raise NotebookError(f"{where}: hidden tests belong into a cell that ends with `check.NAME(NAME)`")
    for name in exercises:
        for kind, cells in (("solution", solutions), ("check", checks)):
            if name not in cells:
                raise NotebookError(f"{lesson}: the exercise {name} of {lesson_checks.package} has no {kind} cell")
    for name, exercise in exercises.items():
        common = {"schema_version": 3, "task": False}
        solution = {"grade": False, "grade_id": name, "locked": False, "solution": True, **common}
        check = {"grade": True, "grade_id": f"check_{name}", "locked": True, "solution": False, **common}
        solutions[name].metadata["nbgrader"] = nbformat.from_dict(solution)
        checks[name].metadata["nbgrader"] = nbformat.from_dict({**check, "points": exercise.points})
    return {name: Pair(solutions[name], checks[name]) for name in solutions}


def _add(cells: dict[str, NotebookNode], name: str, cell: NotebookNode, complaint: str) -> None:
    if name in cells:
        raise NotebookError(f"{complaint} {name}; an exercise has one")
    cells[name] = cell


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _lesson_of(notebook: NotebookNode, name: str) -> Lesson:
    """Return the lesson whose `check` the notebook itself imports."""
    for where, cell in code_cells(notebook, name):
        for node in ast.walk(_parsed(cell.source, where)):
            if isinstance(node, ast.ImportFrom) and node.module and any(alias.name == "check" for alias in node.names):
                lesson = importlib.import_module(node.module).check
                if lesson.name != name:
                    raise NotebookError(f"{where} imports the checks of {lesson.name}")
                return lesson
    package = f"course_utils.lessons.lesson_{name.partition('_')[0]}"
    raise NotebookError(f"{name}: no cell says `from {package} import check`")


def _solved(tree: ast.Module, exercises: Collection[str], where: str) -> str:
    """Return the one exercise that a solution cell defines."""
    names: dict[str, None] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] = None
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names.update(
                (n.id, None) for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            )
    solved = [name for name in names if name in exercises]
    if len(solved) > 1:
        raise NotebookError(f"{where} solves {_list(solved)}; each exercise has a cell of its own")
    if not solved:
        raise NotebookError(f"{where} defines none of the exercises: {_list(exercises)}")
    return solved[0]


def _checked(tree: ast.Module, exercises: Collection[str]) -> str | None:
    """Return the NAME in a call `check.NAME(…)` of an exercise, or in any `check.NAME(NAME)`; None without one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = node.func.value, node.func.attr
            arguments = [argument.id for argument in node.args if isinstance(argument, ast.Name)]
            if isinstance(owner, ast.Name) and owner.id == "check" and (name in exercises or arguments == [name]):
                return name
    return None


def _refuse_unguarded(cell: NotebookNode, regions: "list[Region]", name: str, where: str) -> None:
    """Refuse a check cell that shows nothing, or that nbgrader would pass: a "not yet" raises nothing."""
    call = f"check.{name}({name})"
    hidden = [line for region in regions if region.kind == "HIDDEN TESTS" for line in region.lines]
    if hidden != [f"assert {call}.passed"] or cell.source.splitlines()[-1] != call:
        wanted = f"### BEGIN HIDDEN TESTS\nassert {call}.passed\n### END HIDDEN TESTS\n{call}"
        raise NotebookError(f"{where}: a check cell ends with\n{wanted}")


# ---- what is between markers


@dataclass(frozen=True)
class Region:
    """Lines of a cell between two markers of a kind, or outside of any (kind "")."""

    kind: str
    indent: str
    lines: tuple[str, ...]


def _regions(source: str, where: str) -> list[Region]:
    """Split a cell's source into a list of `Region`, without the markers."""
    regions, kind, indent, lines = [], "", "", []
    for line in [*source.splitlines(), None]:  # None: the end of the cell
        marker = _MARKER.fullmatch(line or "")
        if line is not None and not marker:
            if _NEARLY_A_MARKER.match(line):
                raise NotebookError(f"{where}: {line.strip()!r} is no marker; one is written `### BEGIN SOLUTION`")
            lines.append(line)
            continue
        if kind and (not marker or marker[2] == "BEGIN"):
            raise NotebookError(f"{where}: `### END {kind}` is missing")
        if marker and marker[2] == "END" and marker[3] != kind:
            raise NotebookError(f"{where}: {marker[0].strip()!r} ends what never began")
        if kind or lines:
            regions.append(Region(kind, indent, tuple(lines)))
        if marker and marker[2] == "BEGIN":
            kind, indent, lines = marker[3], marker[1], []
        else:
            kind, indent, lines = "", "", []
    return regions


def _joined(regions: Iterable[Region]) -> str:
    return "\n".join(line for region in regions for line in region.lines).strip("\n")


def _starter(regions: list[Region], where: str) -> str:
    """Return what learners find in the cell of a solution."""
    learner_regions = []
    for before, region, after in zip([None, *regions], regions, [*regions[1:], None], strict=False):
        if not region.kind:
            learner_regions.append(region)
        elif region.kind == "STARTER":
            if not (after and after.kind == "SOLUTION"):
                raise NotebookError(f"{where}: a starter stands right before `### BEGIN SOLUTION`")
            lines = tuple(_uncommented(line, region.indent, where) for line in region.lines)
            learner_regions.append(Region("", region.indent, lines))
        elif not (before and before.kind == "STARTER"):
            learner_regions.append(Region("", region.indent, (f"{region.indent}raise NotImplementedError",)))
    source = _joined(learner_regions)
    if _raises_at_once(_parsed(source, f"{where}: what is left without it")):
        raise NotebookError(
            f"{where}: what is left without it raises as soon as it is run, and Run All would stop there; "
            "give it a starter that does not, as `# answer = None`"
        )
    return source


def _uncommented(line: str, indent: str, where: str) -> str:
    if not line.strip():
        return ""
    comment = re.fullmatch(rf"{indent}#(?: (.*))?", line)
    if not comment:
        raise NotebookError(f"{where}: a line of a starter begins with '# ' right under its marker, got {line!r}")
    return f"{indent}{comment[1]}" if comment[1] else ""


def _raises_at_once(tree: ast.Module) -> bool:
    """Return whether a `raise` is outside of every function."""
    nodes: list[ast.AST] = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Raise):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            nodes += ast.iter_child_nodes(node)
    return False


def _parsed(source: str, where: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise NotebookError(f"{where}: this is no plain Python: {error.msg} (line {error.lineno})") from error
