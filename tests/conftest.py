"""The one sandbox that tests share, the ids of tests, and groups that stay together when tests run in parallel."""

import os
import signal

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a background job of a shell; some tests press Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)

LONGEST_ID = 300  # characters of a test's id
LONGEST_PART = 60  # of what a parameter gives to it


@pytest.fixture(scope="session")
def shared_worker():
    """Return a worker with a sandbox; starting one takes seconds."""
    import psutil  # nbgrader's environment has neither this nor the course

    from course_utils.grading.sandbox.bubblewrap import missing
    from course_utils.grading.worker import Worker

    if missing():
        pytest.skip(f"no sandbox: {missing()}")
    worker = Worker(os.urandom(16))
    yield worker
    worker.close()
    assert not [process for process in psutil.Process().children(recursive=True) if "bwrap" in process.name()]


@pytest.fixture
def sandboxed(shared_worker):
    """Return the shared worker with limits for a machine that is busy with other tests; a test may set others."""
    from course_utils.grading.sandbox.bubblewrap import Limits

    shared_worker.limits = Limits(seconds=1200, step_seconds=240, memory_mb=1024)
    return shared_worker


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist, nobody asks
def pytest_xdist_auto_num_workers():
    """Return as many workers for ``-n auto`` as `course test` has."""
    from course_utils.tools.selftest import WORKERS

    return WORKERS


def pytest_make_parametrize_id(config, val, argname):
    """Return the beginning of a long text or number as its part in a test's id; pytest would take all of it."""
    if isinstance(val, int):
        val = str(val)
    if not isinstance(val, str | bytes) or len(val) <= LONGEST_PART:
        return None
    start = val[:LONGEST_PART]
    text = start.decode("latin-1") if isinstance(start, bytes) else start
    return text.encode("unicode_escape").decode("ascii")[: LONGEST_PART - 3] + "..."


@pytest.hookimpl(tryfirst=True)  # before the hook of pytest-xdist, which reads the marks
def pytest_collection_modifyitems(config, items):
    """Name the group of each test for ``--dist loadgroup``.

    The tests that use a sandbox share one. The answers to an exercise share what judging them once has said
    (`tests.answers.known.verdict`); the tests of a file share fixtures.

    Its workers send every id to and fro, so a long one, of millions of characters, is an error.
    """
    long = next((item.nodeid for item in items if len(item.nodeid) > LONGEST_ID), "")
    if long:
        raise pytest.UsageError(f"the id of this test has {len(long):,} characters; name its ids: {long[:150]}...")
    if not config.pluginmanager.hasplugin("xdist"):  # nbgrader's environment has none
        return
    for item in items:
        given = item.callspec.params.values() if hasattr(item, "callspec") else ()
        exercise = next((name for name in map(exercise_of, given) if name), None)
        shared = "sandbox" if "shared_worker" in item.fixturenames else None
        item.add_marker(pytest.mark.xdist_group(shared or exercise or item.path.stem))


def exercise_of(parameter):
    """Return the name of the exercise that a test's parameter is, or is an answer to; None for anything else."""
    if type(parameter).__name__ == "Known":
        return parameter.exercise
    return parameter.name if type(parameter).__name__ == "Exercise" else None
