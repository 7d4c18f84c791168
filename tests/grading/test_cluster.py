"""Several machines: a real scheduler and two workers on this one, of which one dies in the middle."""

import json
import subprocess
import sys
import time
from collections import Counter

import pytest

from course_utils.grading import batch, command, submissions
from course_utils.grading.sandbox.bubblewrap import Limits, missing
from course_utils.tools import cli
from tests.grading.test_command import RIGHT, WRONG, hand_in, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox: {missing()}")
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@pytest.fixture
def scheduler(tmp_path):
    """Start a scheduler; yield its address."""
    file = tmp_path / "scheduler.json"
    command = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
    ]
    process = subprocess.Popen(command, **SILENT)
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until, "the scheduler did not start"
        time.sleep(0.1)
    yield json.loads(file.read_text())["address"]
    process.kill()
    process.wait()


@pytest.fixture
def cluster(tmp_path, scheduler):
    """Start two workers of a scheduler; yield its address, and the workers as processes."""
    processes = []
    for _ in range(2):
        command = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            scheduler,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--local-directory",
            str(tmp_path),
        ]
        processes.append(subprocess.Popen(command, **SILENT))
    yield scheduler, processes
    for process in processes:
        process.kill()
        process.wait()


def test_a_worker_dies_and_every_grade_arrives_once(tmp_path, cluster):
    from distributed import Client

    address, workers = cluster
    handed_in = hand_in(tmp_path / "in", **{f"s{number:02}": (RIGHT, WRONG)[number % 2] for number in range(14)})
    found = submissions.find(handed_in).submissions
    arrived = Counter()
    with Client(address, timeout="60s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        executor = client.get_executor(pure=False, retries=3)

        def each(report, kept):
            arrived[report.student] += 1
            if sum(arrived.values()) == 3:
                workers[0].kill()

        batch.grade_all(found, tmp_path / "out", executor=executor, limits=Limits(120), each=each)
    assert workers[0].wait(30) != 0, "it was killed"
    assert arrived == dict.fromkeys((f"s{number:02}" for number in range(14)), 1)
    command.pages.make(tmp_path / "out")
    for number in range(14):
        assert points(tmp_path / "out")[f"s{number:02}", "neuron"][0] == ("2", "0")[number % 2]


def test_the_command(tmp_path, cluster):
    handed_in = hand_in(tmp_path / "in", ada=RIGHT, bob=WRONG)
    out = tmp_path / "out"
    assert cli.main(["grade", str(handed_in), "--out", str(out), "--scheduler", cluster[0]]) == 0
    assert points(out)["ada", "neuron"] == ("2", "passed") and points(out)["bob", "neuron"] == ("0", "not_yet")


def test_nobody_at_the_address(tmp_path, monkeypatch, capsys):
    handed_in = hand_in(tmp_path / "in", ada=RIGHT)
    monkeypatch.setattr("course_utils.grading.cluster.PATIENCE", 2.0)
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_a_scheduler_without_workers(tmp_path, scheduler, monkeypatch, capsys):
    handed_in = hand_in(tmp_path / "in", ada=RIGHT)
    monkeypatch.setattr("course_utils.grading.cluster.PATIENCE", 2.0)
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out"), "--scheduler", scheduler]) == 2
    assert f"the Dask scheduler at {scheduler} has no workers" in capsys.readouterr().err
