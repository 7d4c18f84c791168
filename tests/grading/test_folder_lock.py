"""Two graders never work in one folder, and a grader that has ended keeps nobody out."""

import errno
import os
import socket
import subprocess
import sys

import pytest

from course_utils.grading import folder_lock
from course_utils.grading.folder_lock import FolderInUse, locked
from course_utils.tools import cli
from tests.grading.test_command import hand_in

HOLD = (
    "import sys, pathlib\nfrom course_utils.grading.folder_lock import locked\n"
    "with locked(pathlib.Path(sys.argv[1])):\n    print('locked', flush=True)\n    sys.stdin.read()"
)


@pytest.fixture
def other(tmp_path):
    """Start another process that works in the folder ``out``."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "out")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "locked\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_the_second_grader_learns_who_is_at_work(tmp_path, other, capsys, monkeypatch):
    monkeypatch.setattr("course_utils.grading.command.missing", lambda: "")
    handed_in = hand_in(tmp_path / "in", ada="pass")
    for words in ([], ["--resume"], ["--force"]):
        assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out"), *words]) == 2
        said = capsys.readouterr().err
        assert f"is in use: process {other.pid} on {socket.gethostname()}, which started at 20" in said
    assert sorted(os.listdir(tmp_path / "out")) == [folder_lock.FILE], "nothing was changed"


@pytest.mark.parametrize("end", ["kill", "terminate", "close"])
def test_a_grader_that_ended_keeps_nobody_out(tmp_path, other, end):
    other.stdin.close() if end == "close" else getattr(other, end)()
    other.wait()
    with locked(tmp_path / "out"):
        pass


def test_two_in_one_process_and_one_after_the_other(tmp_path):
    with locked(tmp_path), pytest.raises(FolderInUse, match=f"process {os.getpid()}"), locked(tmp_path):
        pass
    with locked(tmp_path), locked(tmp_path / "another"):
        assert (tmp_path / "another").is_dir()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS])
def test_a_file_system_without_locks_is_told(tmp_path, monkeypatch, capsys, code):
    def unable(_):
        raise OSError(code, "no locks")

    monkeypatch.setattr(folder_lock, "_lock", unable)
    with locked(tmp_path):
        assert "make sure that nobody else grades into it" in capsys.readouterr().err


def test_other_errors_of_the_file_system_are_not_taken_for_a_grader(tmp_path, monkeypatch):
    def broken(_):
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(folder_lock, "_lock", broken)
    with pytest.raises(OSError, match="input/output"), locked(tmp_path):
        pass
