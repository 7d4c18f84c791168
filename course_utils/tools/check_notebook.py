"""The answers of a notebook's checks, printed for those who work without JupyterLab."""

import re
import subprocess
from pathlib import Path

from course_utils.grading.misplaced import misplaced
from course_utils.tools import notebook_io

CELL_SECONDS = 120
_CHECK = re.compile(r"^\s*check\.(\w+)\((?!\))", re.MULTILINE)


def answers(path: Path | str, timeout: float = CELL_SECONDS) -> list[tuple[str, str]]:
    """Run a learner's notebook and collect what its checks say; the file stays as it is.

    Parameters
    ----------
    path : Path
        An exercise notebook.
    timeout : float
        Seconds that one cell may take.

    Returns
    -------
    list of (str, str)
        Where ("cell 4 …") and what was said: the answers of checks, and the errors of cells that raised.

    Raises
    ------
    NotebookError
        When the file is not a notebook, or a cell takes too long or ends its kernel.
    """
    from jupyter_client import AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpecManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    path = Path(path)
    notebook = notebook_io.read(path)
    manager = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))  # this very Python
    client = NotebookClient(
        notebook, manager, timeout=timeout, allow_errors=True, resources={"metadata": {"path": str(path.parent)}}
    )
    try:
        # what cells say comes as messages; the kernel's own stderr has only talk about its connection
        client.execute(cleanup_kc=True, stderr=subprocess.DEVNULL)
    except CellTimeoutError as error:
        raise notebook_io.NotebookError(f"{path.name}: a cell did not end within {timeout:g} s") from error
    except DeadKernelError as error:
        raise notebook_io.NotebookError(f"{path.name}: a cell ended its kernel; perhaps memory ran out") from error
    pairs = []
    for where, cell in notebook_io.code_cells(notebook, path.name):
        for output in cell.outputs:
            if output.output_type == "error":
                pairs.append((where, f"✘ this cell raised {output.ename}: {output.evalue}"))
            elif _CHECK.search(cell.source) and "text/plain" in output.get("data", {}):
                pairs.append((where, output.data["text/plain"]))
    cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    names = dict.fromkeys(name for kind, source in cells if kind == "code" for name in _CHECK.findall(source))
    return [*((path.name, f"✘ {sentence}") for name in names if (sentence := misplaced(cells, name))), *pairs]
