"""All tests of the course in one command, `course test`, for everybody who changes it, on every system."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from course_utils.grading.sandbox.bubblewrap import ONE_THREAD

# one worker more than there are cores: a third of the time, a test waits for a server, a kernel or a sandbox
WORKERS = min(4, (os.cpu_count() or 1) + 1)
SIDE_BY_SIDE = ("-n", f"{WORKERS}", "--dist")
PARTS = {
    "style": ("ruff", "check", "."),
    "layout": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    # what is not marked slow; tests/conftest.py names the groups
    "package": ("pytest", *SIDE_BY_SIDE, "loadgroup"),
    # a notebook stays with one worker; solutions/ is graded among the package's tests
    "notebooks": ("pytest", "--nbval-lax", "--nbval-cell-timeout", "600", *SIDE_BY_SIDE, "loadscope", "notebooks"),
}


def run_all(folder: Path, parts: Mapping[str, Sequence[str]] | None = None) -> int:
    """Run each part, also after one has failed, then say how long each took.

    Parameters
    ----------
    folder : pathlib.Path
        The course's folder.
    parts : dict of str to sequence of str, optional
        The module to run and its arguments, for each part by name; None takes `PARTS`.

    Returns
    -------
    int
        0 if every part passed, else 1.
    """
    outcomes = []
    with tempfile.TemporaryDirectory() as home:
        # side by side each has a core: with threads for all of them, the lessons take an eighth more processor time;
        # the tester's own progress is left alone
        environment = ONE_THREAD | dict(os.environ) | {"COURSE_HOME": home}
        for name, module in (PARTS if parts is None else parts).items():
            print(f"== {name}: python -m {' '.join(module)}", flush=True)
            start = time.perf_counter()
            code = subprocess.run([sys.executable, "-m", *module], cwd=folder, env=environment).returncode
            outcomes.append((name, code, time.perf_counter() - start))
    for name, code, seconds in outcomes:
        print(f"{name}: {'passed' if code == 0 else 'FAILED'} in {seconds:.0f} s")
    return int(any(code for _, code, _ in outcomes))
