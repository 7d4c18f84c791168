"""The command `course lab`: it opens the first lesson, says where it is, and ends with one Ctrl-C."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

from course_utils.tools import lab

IN_A_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches this process
from course_utils.tools.cli import main
sys.exit(main(["lab"]))
"""


@pytest.fixture
def course(tmp_path):
    """Return a folder that looks like the course's, and is also everything that JupyterLab may write to."""
    (tmp_path / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "notebooks" / "00_welcome.ipynb")
    return tmp_path


def environment(folder):
    places = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
    silent = {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
    return {key: value for key, value in os.environ.items() if key not in silent} | {
        place: str(folder / place) for place in [*places, "COURSE_HOME"]
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal to press Ctrl-C in")
def test_it_prints_an_address_that_answers_and_ctrl_c_ends_it(course):
    import pty
    import select

    below = course / "notebooks"  # it finds the course's folder from below, too
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", IN_A_TERMINAL],
        cwd=below,
        env=environment(course),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said, deadline = "", time.monotonic() + 60
    while "to stop it" not in said and time.monotonic() < deadline:
        if select.select([ours], [], [], 1)[0]:
            said += os.read(ours, 4096).decode()
    address = re.search(r"http://localhost:\d+/lab/tree/notebooks/00_welcome\.ipynb\?token=\w+", said)
    assert address, said
    with urllib.request.urlopen(address[0], timeout=30) as answer:
        assert answer.status == 200
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(re.sub(r"/lab/.*", "/api/contents", address[0]), timeout=30)
    os.write(ours, b"\x03")
    assert process.wait(20) == 0
    os.close(ours)


def test_a_port_that_is_taken_is_named(course):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(lab.PortError, match=f"port {port} cannot be used .*Leave --port out"):
            lab.open_lab(course, port=port)


@pytest.mark.parametrize(
    ("system", "variable", "browser"),
    [("linux", None, False), ("linux", "DISPLAY", True), ("linux", "WAYLAND_DISPLAY", True), ("darwin", None, True)],
)
def test_a_browser_is_opened_only_where_it_has_a_window(monkeypatch, system, variable, browser):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, ":0")
    monkeypatch.setattr(lab.sys, "platform", system)
    monkeypatch.setattr(lab.webbrowser, "get", lambda: object())
    assert lab.has_browser() is browser


def test_where_python_knows_no_browser_none_is_opened(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")

    def none_known():
        raise lab.webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(lab.webbrowser, "get", none_known)
    assert lab.has_browser() is False
