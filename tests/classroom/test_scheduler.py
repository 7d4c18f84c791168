"""Hand-ins that are graded by Dask's workers: a real scheduler, which comes late and is killed."""

import io
import socket
import subprocess
import sys
import zipfile
from contextlib import ExitStack, contextmanager

import nbformat
import pytest

from course_utils.classroom import grader
from course_utils.grading import cluster
from course_utils.grading.sandbox.bubblewrap import missing
from course_utils.tools import cli
from tests.classroom.conftest import Class, until
from tests.classroom.test_handins import own, post, summary
from tests.grading.test_command import RIGHT

LESSON = "00_welcome"
IMPATIENT = (
    "from course_utils.grading import cluster\ncluster.PATIENCE = 2.0\n"
    "from course_utils.classroom import grader_child\ngrader_child.main()"
)


@contextmanager
def dask(port, folder):
    """Run a scheduler and a worker; both are killed at the end."""
    address, quiet = f"tcp://127.0.0.1:{port}", {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    commands = (
        ["dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"],
        ["dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder)],
    )
    with ExitStack() as running:
        for name, *options in commands:
            process = subprocess.Popen([sys.executable, "-m", f"distributed.cli.{name}", *options], **quiet)
            running.callback(process.wait)
            running.callback(process.kill)
        yield


def packed(code):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        cells = [nbformat.v4.new_code_cell(code)]
        archive.writestr(f"{LESSON}.ipynb", nbformat.writes(nbformat.v4.new_notebook(cells=cells)))
    return buffer.getvalue()


@pytest.mark.skipif(bool(missing()), reason=f"no sandbox: {missing()}")
def test_grading_waits_for_the_scheduler_and_goes_on_when_it_is_back(tmp_path, monkeypatch):
    monkeypatch.setattr(grader, "COMMAND", [sys.executable, "-c", IMPATIENT])
    monkeypatch.setattr(grader, "RETRY", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    klass = Class(tmp_path / "klass", scheduler=f"tcp://127.0.0.1:{port}").start()
    try:
        until(lambda: f"no Dask scheduler answers at tcp://127.0.0.1:{port}" in summary(klass)["grading_waits"], 60)
        tokens = [klass.join(name) for name in ("Anna", "Ben")]
        post(klass, tokens[0], packed(RIGHT), LESSON)
        with dask(port, tmp_path):
            until(lambda: own(klass, tokens[0])[0]["state"] == "graded", 120)
            assert own(klass, tokens[0])[0]["points"] == 2 and summary(klass)["grading_waits"] == ""
        post(klass, tokens[1], packed(RIGHT), LESSON)
        until(lambda: "Dask scheduler" in summary(klass)["grading_waits"], 60)
        assert own(klass, tokens[1])[0]["state"] == "waiting"
        with dask(port, tmp_path):
            until(lambda: own(klass, tokens[1])[0]["state"] == "graded", 120)
            assert own(klass, tokens[1])[0]["points"] == 2 and summary(klass)["grading_waits"] == ""
    finally:
        klass.stop()


def test_without_dask_the_command_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cluster.importlib.util, "find_spec", lambda name: None)
    assert cli.main(["serve", str(tmp_path / "klass"), "--scheduler", "tcp://127.0.0.1:9", "--no-browser"]) == 2
    assert "--scheduler needs Dask, which is not installed" in capsys.readouterr().err
    assert not (tmp_path / "klass").exists()
