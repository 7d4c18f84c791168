"""JupyterLab, opened on the first lesson, in a browser where there is one."""

import os
import secrets
import socket
import sys
import webbrowser
from pathlib import Path
from urllib.parse import quote

from course_utils.paths import FIRST_LESSON

# JupyterLab's settings where a person has not chosen any: JupyterLab saves the state of widgets, of which
# `saved_widgets` keeps the pictures, and nobody is asked about news before the first lesson.
CONFIG = Path(__file__).parent / "jupyter_config"
SAYS = "JupyterLab is running. Lesson 00 is here:\n\n    {address}\n\nPress Ctrl-C in this window to stop it."


class PortError(OSError):
    """JupyterLab cannot listen where it was told to; the text says why, and the way out."""


def open_lab(folder, browser=True, port=None, notebook=FIRST_LESSON, page="lab", config=CONFIG, says=SAYS, more=None):
    """Run JupyterLab with this very Python until Ctrl-C, and print the address of a notebook.

    Parameters
    ----------
    folder : pathlib.Path
        The course's folder; JupyterLab shows it and nothing above it.
    browser : bool
        Open the lesson in the browser, if there is one.
    port : int, optional
        From 1 to 65535. None: 8888, or another free one where that is taken.
    notebook : pathlib.Path
        What is opened, relative to the folder.
    page : str
        "lab" for the whole JupyterLab, "doc" for the notebook alone.
    config : pathlib.Path
        A folder with settings of JupyterLab, which come before a person's own folders.
    says : str
        What is printed; {address} is where the notebook is.
    more : dict, optional
        Other options of JupyterLab, by their names.

    Raises
    ------
    PortError
        The port is taken, or not ours to take.
    """
    if port is not None:
        _refuse_taken(port)
    paths = [str(config), os.environ.get("JUPYTER_CONFIG_PATH")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    from jupyterlab.labapp import LabApp  # takes a second: only when asked for

    from course_utils.tools.saved_widgets import show_pictures

    token = secrets.token_hex(16)
    options = {
        "ServerApp.root_dir": folder,
        "ServerApp.answer_yes": True,  # one Ctrl-C is enough
        "ServerApp.open_browser": browser and has_browser(),
        "ServerApp.log_level": "ERROR",  # the one line that a learner needs is printed below
        "LabApp.log_level": "ERROR",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",  # constraints.txt says when
        "IdentityProvider.token": token,
    }
    if port is not None:
        options |= {"ServerApp.port": port, "ServerApp.port_retries": 0}
    options |= more or {}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options["ServerApp.allow_root"] = True  # in a container there is often nobody else
    argv = [f"--{name}={value}" for name, value in options.items()]
    server = LabApp.initialize_server(argv=[str(folder / notebook), *argv])
    server.file_url_prefix = f"/{page}/tree"  # what a browser is sent to
    show_pictures(server)
    address = f"{server.connection_url}{page}/tree/{quote(notebook.as_posix())}?token={token}"
    server.io_loop.add_callback(print, says.format(address=address), flush=True)
    server.start()


def _refuse_taken(port):
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise PortError(
            f"port {port} cannot be used ({error.strerror}); perhaps JupyterLab is already running on it. "
            "Leave --port out to use a free port."
        ) from error


def has_browser():
    """Whether a browser would open in a window of its own, and not in the terminal or nowhere."""
    if sys.platform not in ("win32", "darwin") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
