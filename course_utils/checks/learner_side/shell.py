"""The shell that a learner's cells run in: that of Jupyter's kernel, with nobody at the other end.

It has the magics, the event loop and the output cache of a kernel. What a cell displays goes nowhere, nobody can type,
no window opens, and no history is written.
"""

import asyncio
import builtins
import functools
import getpass
import os
import sys
from typing import Any

INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel gives to Matplotlib


def make_shell() -> Any:
    """Return the one shell of this process; no thread is started, so the process can be forked afterwards."""
    from ipykernel.eventloops import loop_map
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.zmqshell import ZMQInteractiveShell
    from IPython.core.error import StdinNotImplementedError
    from IPython.core.history import HistoryManager
    from jupyter_client.session import Session

    if IPythonKernel.initialized():
        return IPythonKernel.instance().shell

    class Nowhere(Session):
        def send(self, *_: Any, **__: Any) -> None:
            """Send nothing."""

    class Shell(ZMQInteractiveShell):
        def enable_gui(self, gui: Any = None) -> None:
            """Take note of a loop for windows, and start none."""
            self.active_eventloop = gui if gui in loop_map else None

        def enable_matplotlib(self, gui: Any = None) -> Any:
            """Draw as asked, or inline where no window can be opened."""
            try:
                return super().enable_matplotlib(gui)
            except Exception:  # which one depends on the backend and on what is installed
                return super().enable_matplotlib("inline")

        def ask_exit(self) -> None:
            """Stay: the next cells are graded as well."""

        def showtraceback(self, *_: Any, **__: Any) -> None:
            """Show nothing."""

        showsyntaxerror = showtraceback

    def nobody(*_: Any, **__: Any) -> str:
        raise StdinNotImplementedError("nobody can type while a notebook is graded")

    HistoryManager.enabled = False  # type: ignore[assignment] # a trait; else it would start a thread
    shell: Any = IPythonKernel.instance(session=Nowhere(key=b"none"), shell_class=Shell).shell
    shell.display_formatter.active_types = ["text/plain"]  # nobody sees pictures, so none are painted
    shell.extension_manager.load_extension("storemagic")  # a kernel has it from the start
    builtins.input = getpass.getpass = nobody
    sys.breakpointhook = lambda *_, **__: None  # as in a kernel to which no debugger is attached
    for name in ("pip", "conda", "mamba", "micromamba", "uv"):  # nothing can be installed here, which is no error
        shell.register_magic_function(lambda line: None, "line", name)
    _draw_inline(shell)
    return shell


def _draw_inline(shell: Any) -> None:
    import matplotlib

    matplotlib.use = functools.partial(matplotlib.use, force=False)  # a window that cannot open is no error
    os.environ["MPLBACKEND"] = INLINE
    if "matplotlib.pyplot" in sys.modules:
        shell.enable_matplotlib("inline")


def import_from_the_working_folder() -> None:
    """Let cells import files that lie beside them, which Python looks for as a kernel does: after its own modules."""
    writable = ("", os.getcwd(), os.environ.get("TMPDIR"))  # `python -m` has put the folder that it began in first
    sys.path[:] = [path for path in sys.path if path not in writable]
    packages = [at for at, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages"))]
    sys.path.insert(packages[0] if packages else len(sys.path), "")


async def run_cell(shell: Any, source: str) -> BaseException | None:
    """Run a cell as a kernel does, within the running event loop, and return what it raised."""
    try:
        cell = shell.transform_cell(source)
        is_async = shell.should_run_async(source, transformed_cell=cell)
    except Exception:  # the same one is raised, and handled, when it is run
        is_async = False
    if is_async:
        result = await shell.run_cell_async(source, store_history=True, transformed_cell=cell)
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)
    else:
        result = shell.run_cell(source, store_history=True)
    if tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks, timeout=0.05)  # a kernel goes on with them while the next cell is on its way
    return result.error_before_exec or result.error_in_exec
