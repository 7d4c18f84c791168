"""Reading, running, normalizing and writing of the course's notebook files."""

import copy
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from course_utils.paths import write as write  # for the modules that make notebooks

CELL_SECONDS = 300  # more than any cell should need, so that a hung one ends

_KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
_CELL_METADATA = ("deletable", "editable", "nbgrader", "tags")  # of a cell's metadata; the rest is some editor's
_GUESS = re.compile(r"^(\w+) = guess\(", re.MULTILINE)
_WIDGET = "application/vnd.jupyter.widget-view+json"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_EMBEDDED = re.compile(r"data:[\w/+.-]+;base64,[\w+/=]+")
_UNREPEATABLE = {
    "a memory address": re.compile(r"\bat 0x[0-9a-fA-F]{5,}"),
    "a path of this machine": re.compile(
        r"(?<![\w.:/<>)\]}~-])/(?:[A-Za-z][\w.-]*/)+[\w.-]*"  # /home/ada/x, but no URL, no </tag>, no 3/4
        r"|\b[A-Za-z]:\\\w[^\s'\"]*"
    ),
    "how long a step took (train with verbose=0)": re.compile(r"\b\d+(?:us|ms|s)/(?:step|epoch)"),
    "a line that writes over itself (train with verbose=0)": re.compile(r"[\b]|\r(?!\n)"),
}


class NotebookError(Exception):
    """What is wrong with a notebook: its name, the cell, and what to do."""


def read(path: Path | str) -> nbformat.NotebookNode:
    """Read the notebook in a file, exactly as it is there.

    Raises
    ------
    NotebookError
        When the file is not a notebook of format 4.
    """
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        version, _ = content["nbformat"], content["cells"]
        if version == 4:
            return nbformat.v4.reads_json(json.dumps(content))  # nbformat.read would make up ids by chance
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotebookError(f"{path}: this is not a notebook ({type(error).__name__}: {error})") from error
    raise NotebookError(f"{path}: notebook format 4 is needed, got {version}; save it in JupyterLab")


def text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as the text of its file, ending in a newline."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def code_cells(notebook: nbformat.NotebookNode, name: str) -> Iterator[tuple[str, nbformat.NotebookNode]]:
    """Yield the code cells of a notebook.

    Yields
    ------
    (str, nbformat.NotebookNode)
        How messages call the cell, with the number next to it after Run All; and the cell.
    """
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        first = next((line for line in cell.source.splitlines() if line.strip()), "empty")
        yield f"{name}, code cell [{number}] ({first[:60]})", cell


def shown_texts(cell: nbformat.NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield every text in a code cell's outputs.

    Yields
    ------
    (str, str)
        The kind ("stdout", "stderr", "text/plain", "text/html", "error", …) and the text.
    """
    for output in cell.outputs:
        if output.output_type == "stream":
            yield output.name, output.text
        elif output.output_type == "error":
            yield "error", f"{output.ename}: {output.evalue}"
        else:
            yield from ((kind, content) for kind, content in output.data.items() if kind.startswith("text/"))


def normalise(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """Bring a notebook into the one form in which we keep them, so that every difference is intended.

    Every cell has an id (its own where that is unique, else one made from its content). Metadata are the same
    on every machine. Widget views are gone, the still picture next to them stays. Text has no terminal colours. What a
    run shows after a guess is folded away, up to the result of the guess; JupyterLab unfolds it when the cell is run.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Left as it is.
    name : str
        How messages call it.

    Raises
    ------
    NotebookError
        Where an output would differ on another machine (an address, a path, a timing), and where cells were
        run in a different order than that of the notebook.
    """
    new = copy.deepcopy(notebook)
    new.nbformat_minor = 5
    new.metadata = nbformat.from_dict({"kernelspec": _KERNELSPEC, "language_info": _LANGUAGE})
    _give_ids(new.cells)
    for cell in new.cells:
        cell.source = cell.source.replace("\r\n", "\n").rstrip("\n")
        folded = cell.metadata.get("jupyter", {}).get("source_hidden") is True
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in _CELL_METADATA if key in cell.metadata})
        if folded:  # an author's choice: set-up code is folded away, and its output is still shown
            cell.metadata["jupyter"] = nbformat.from_dict({"source_hidden": True})
    cells = list(code_cells(new, name))
    counts = [cell.execution_count for _, cell in cells]
    ran = any(counts) or any(cell.outputs for _, cell in cells)
    if ran and counts != list(range(1, len(counts) + 1)):
        raise NotebookError(f"{name}: not every cell was run once, from top to bottom; run `course build`")
    for where, cell in cells:
        _normalise_outputs(cell, where)
    _fold_results([cell for _, cell in cells])
    return new


def _give_ids(cells: list[nbformat.NotebookNode]) -> None:
    """Keep each id that is valid and the first of its kind; make the others from the cell's content."""
    used = set()
    for cell in cells:
        cell_id = cell.get("id", "")
        valid = re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell_id) and cell_id not in used
        again = 0
        while not valid:
            cell_id = hashlib.sha256(f"{cell.cell_type}\n{cell.source}\n{again}".encode()).hexdigest()[:8]
            valid, again = cell_id not in used, again + 1
        cell.id = cell_id
        used.add(cell_id)


def _normalise_outputs(cell: nbformat.NotebookNode, where: str) -> None:
    """Take out what a terminal or a kernel left in a cell's outputs; refuse what a machine left there."""
    outputs: list[nbformat.NotebookNode] = []
    for output in cell.outputs:
        if output.output_type == "stream":
            output.text = _ANSI.sub("", output.text)
            if outputs and outputs[-1].output_type == "stream" and outputs[-1].name == output.name:
                outputs[-1].text += output.text  # into how many pieces a text falls is chance
                continue
        elif "data" in output:
            if output.data.pop(_WIDGET, None) is not None and set(output.data) <= {"text/plain"}:
                continue  # a widget without a still picture: its text only lists its parts
            if "text/plain" in output.data:
                output.data["text/plain"] = _ANSI.sub("", output.data["text/plain"])
        outputs.append(output)
    cell.outputs = outputs
    for kind, content in shown_texts(cell):
        for symptom, sign in _UNREPEATABLE.items():
            if match := sign.search(_EMBEDDED.sub("", content)):
                raise NotebookError(f"{where} shows {symptom} in its {kind}: {match[0]!r}")


def _fold_results(cells: list[nbformat.NotebookNode]) -> None:
    """Fold the outputs that give a guess away, from the question to its result."""
    asked: set[str] = set()
    for cell in cells:
        if asked and cell.outputs:
            cell.metadata.setdefault("jupyter", nbformat.from_dict({}))["outputs_hidden"] = True
        asked = {name for name in asked if f"{name}.reveal(" not in cell.source}
        asked.update(_GUESS.findall(cell.source))


def kernel_environment(folder: Path | str) -> dict[str, str]:
    """Return the environment for a kernel that keeps apart from the records of the person who starts it.

    Parameters
    ----------
    folder : Path
        A folder for what the notebook itself keeps: the learner's progress, IPython's settings.
    """
    # a test runner's choice of a silent backend would leave notebooks without figures
    environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
    own = {"COURSE_HOME": str(Path(folder, "home")), "IPYTHONDIR": str(Path(folder, "ipython"))}
    return {**environment, **own}


def run(
    notebook: nbformat.NotebookNode, folder: Path | str, name: str, timeout: float = CELL_SECONDS
) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom, on the embedded data, in a fresh kernel of this very Python.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Left as it is.
    folder : Path
        Where the kernel works.
    name : str
        How messages call the notebook.
    timeout : float
        Seconds that one cell may take.

    Returns
    -------
    nbformat.NotebookNode
        With the outputs of this run.

    Raises
    ------
    NotebookError
        When a cell raises, takes too long, kills the kernel, or writes to stderr, as every warning does.
    """
    from jupyter_client import AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpecManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    new = copy.deepcopy(notebook)
    for _, cell in code_cells(new, name):
        cell.outputs, cell.execution_count = [], None
    at: dict[str, Any] = {}  # the cell that runs, and the size of stderr at the start
    with tempfile.TemporaryDirectory(prefix="course-build-") as own:
        environment = kernel_environment(own)
        for setting in ("COURSE_DATASET", "COURSE_REVIEWS"):
            environment.pop(setting, None)
        environment.pop("PYTEST_CURRENT_TEST", None)  # it would keep from the cells what C code writes
        stderr = Path(own, "stderr")  # gets what libraries write past Python, also between two cells
        client = NotebookClient(
            new,
            AsyncKernelManager(
                kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),  # no kernel but our own
                shutdown_wait_time=120,  # Jupyter ends a kernel after half of it: a slow one needs more than 2.5 s
            ),
            timeout=timeout,
            resources={"metadata": {"path": str(folder)}},
            force_raise_errors=True,
            store_widget_state=False,
            record_timing=False,
            on_notebook_start=lambda notebook: at.update(start=stderr.stat().st_size),
            on_cell_execute=lambda cell, cell_index: at.update(cell=cell),
        )
        try:
            with stderr.open("wb") as file:
                client.execute(cleanup_kc=True, env=environment, stderr=file)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            where = next(where for where, cell in code_cells(new, name) if cell is at["cell"])
            if isinstance(error, CellExecutionError):
                message = f"raised {error.ename}: {_ANSI.sub('', error.evalue)}"
            else:
                late = isinstance(error, CellTimeoutError)
                message = f"did not end within {timeout:g} s" if late else "ended its kernel; perhaps memory ran out"
            raise NotebookError(f"{where} {message}") from error
        for where, cell in code_cells(new, name):
            for kind, message in shown_texts(cell):
                if kind == "stderr":
                    raise NotebookError(f"{where} wrote to stderr: {message.strip()}")
        stray = stderr.read_bytes()[at["start"] :].decode("utf-8", "replace").strip()
        if stray and "RuntimeError: Event loop is closed" not in stray:  # a kernel that is shut down
            raise NotebookError(f"{name} wrote to stderr while no cell was running: {stray}")
    return new
