"""Tests of `course lab`: its address, its settings, and its end by one Ctrl-C."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

from course_utils.grading.notebook_code import parse
from course_utils.tools import lab, notebook_io

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
        place: str(folder) if place == "JUPYTER_CONFIG_DIR" else str(folder / place)
        for place in [*places, "COURSE_HOME"]
    }


def setting(address, plugin):
    """Return what JupyterLab's page is told about the settings of a plugin."""
    with urllib.request.urlopen(re.sub(r"/lab/.*\?", f"/lab/api/settings/{plugin}?", address), timeout=30) as answer:
        return json.load(answer)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal to press Ctrl-C in")
def test_it_prints_an_address_that_answers_and_ctrl_c_ends_it(course):
    import pty
    import select

    own = course / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    own.parent.mkdir(parents=True)
    own.write_text('{"theme": "JupyterLab Dark"}')
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
    widgets = setting(address[0], "@jupyter-widgets/jupyterlab-manager:plugin")
    assert widgets["schema"]["properties"]["saveState"]["default"] is True
    news = setting(address[0], "@jupyterlab/apputils-extension:notification")
    assert news["schema"]["properties"]["fetchNews"]["default"] == "false"
    theme = setting(address[0], "@jupyterlab/apputils-extension:themes")
    assert theme["settings"] == {"theme": "JupyterLab Dark"}  # what the learner has chosen stays
    os.write(ours, b"\x03")
    assert process.wait(20) == 0
    os.close(ours)
    assert own.read_text() == '{"theme": "JupyterLab Dark"}'


def test_a_saved_notebook_loses_the_state_of_its_widgets_to_the_grader_and_the_generator():
    state = {"application/vnd.jupyter.widget-state+json": {"version_major": 2, "version_minor": 0, "state": {}}}
    saved = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")], metadata={"widgets": state})
    assert parse(nbformat.writes(saved).encode()) == ("x = 1",)
    assert "widgets" not in notebook_io.normalise(saved, "saved.ipynb").metadata


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
