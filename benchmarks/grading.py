"""Submissions graded per second, compared with nbgrader on the same machine.

    python -m benchmarks.grading [--rounds 3] [--class-size 400]

The same eight notebooks, an assignment of three exercises with TensorFlow, are graded by two workers of `course grade`
(sandboxed) and by two nbgrader processes, in turns. What is paid once for a class, starting the sandbox and the judge,
is measured separately. With --class-size, so many submissions of lesson 02 are graded and the memory is reported.
nbgrader is installed into a separate environment, `.venv-nbgrader`.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil

from course_utils.grading import batch, submissions
from course_utils.grading.sandbox.bubblewrap import missing

ROOT = Path(__file__).parents[1]
LESSON = "02_sequential_mlp"
EXERCISES = ("build_binary_mlp", "build_digit_mlp", "fix_the_model")
SUBMISSIONS, WORKERS = 8, 2
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "neural_networks"\nc.ExecutePreprocessor.timeout = 120\n'


def assignment():
    """Return the source notebook of lesson 02 with three of its exercises, and nothing that belongs to the others."""
    book = nbformat.read(ROOT / "solutions" / f"{LESSON}.ipynb", as_version=4)
    wanted = {*EXERCISES, *(f"check_{name}" for name in EXERCISES)}
    book.cells = [
        cell
        for cell in book.cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("grade_id", "setup") in wanted | {"setup"}
        and "check.progress" not in cell.source
    ]
    for cell in book.cells:
        cell.outputs, cell.execution_count = [], None
    return book


def nbgrader_courses(folder):
    """Make two nbgrader courses with half of the submissions each; return what to run in each."""
    subprocess.run(["make", "-s", ".venv-nbgrader/.ready"], cwd=ROOT, check=True)
    python = ROOT / ".venv-nbgrader" / "bin" / "python"
    kernel = folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": argv, "language": "python", "display_name": "course"}))
    around = {
        **os.environ,
        "JUPYTER_PATH": str(folder / "jupyter"),
        "COURSE_HOME": str(folder / "home"),
        "PATH": os.pathsep.join([str(python.parent), os.environ["PATH"]]),
    }
    commands = []
    for half in range(WORKERS):
        course = folder / f"nbgrader{half}"
        source = course / "source" / LESSON
        source.mkdir(parents=True)
        (course / "nbgrader_config.py").write_text(CONFIG)
        nbformat.write(assignment(), source / f"{LESSON}.ipynb")
        options = {"cwd": course, "env": around, "check": True, "capture_output": True}
        subprocess.run([python, "-m", "nbgrader", "generate_assignment", LESSON], **options)
        for number in range(SUBMISSIONS // WORKERS):
            handed_in = course / "submitted" / f"s{half}{number}" / LESSON
            handed_in.mkdir(parents=True)
            shutil.copy(source / f"{LESSON}.ipynb", handed_in)
        commands.append(([python, "-m", "nbgrader", "autograde", LESSON, "--force"], options))
    return commands


def by_nbgrader(commands):
    """Return the seconds for all submissions, with the courses side by side."""
    started = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda command: subprocess.run(command[0], **command[1]), commands))
    return time.perf_counter() - started


def by_us(executor, folder, round_):
    """Return the seconds for the same submissions by `course grade`'s workers, which are ready; assert full marks."""
    handed_in = submissions.find(folder).submissions
    earned = []
    started = time.perf_counter()
    batch.grade_all(
        handed_in, folder.parent / f"out{round_}", executor=executor, each=lambda report, _: earned.append(report)
    )
    seconds = time.perf_counter() - started
    for report in earned:
        assert {result.exercise for result in report.results if result.passed} == set(EXERCISES), report
    return seconds


def made_ready(executor, folder):
    """Return the seconds until every worker has graded one submission."""
    handed_in = submissions.find(folder).submissions[:WORKERS]
    started = time.perf_counter()
    batch.grade_all(handed_in, folder.parent / "first", executor=executor)
    return time.perf_counter() - started


def hand_in(folder, book, number):
    for place in range(number):
        path = folder / f"s{place:03}" / f"{LESSON}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(book, path)


def whole_class(executor, folder, size):
    """Return the seconds and the peak memory for a class that hands in all of lesson 02, all processes together."""
    hand_in(folder / "class", nbformat.read(ROOT / "solutions" / f"{LESSON}.ipynb", as_version=4), size)
    most, over = [0], threading.Event()

    def watch():
        while not over.wait(0.5):
            family = [psutil.Process(), *psutil.Process().children(recursive=True)]
            total = 0
            for process in family:
                try:
                    total += process.memory_full_info().pss
                except psutil.Error:
                    continue
            most[0] = max(most[0], total)

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.perf_counter()
    batch.grade_all(submissions.find(folder / "class").submissions, folder / "out_class", executor=executor)
    seconds = time.perf_counter() - started
    over.set()
    watcher.join()
    return seconds, most[0]


def main(arguments=None):
    """Measure in turns and print the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="so many times in turns (3)")
    parser.add_argument("--class-size", type=int, default=0, help="grade a class of lesson 02, too")
    chosen = parser.parse_args(arguments)
    if missing():
        parser.error(f"nothing is measured without a sandbox: {missing()}")
    with tempfile.TemporaryDirectory() as name, batch.local(WORKERS) as executor:
        folder = Path(name)
        hand_in(folder / "in", assignment(), SUBMISSIONS)
        commands = nbgrader_courses(folder)
        print(f"to get ready, once for a class: {made_ready(executor, folder / 'in'):.1f} s")
        ours, theirs = [], []
        for number in range(chosen.rounds):
            theirs.append(by_nbgrader(commands))
            ours.append(by_us(executor, folder / "in", number))
            print(
                f"round {number + 1}: nbgrader {theirs[-1]:.2f} s, course grade {ours[-1]:.2f} s,"
                f" {theirs[-1] / ours[-1]:.1f} times"
            )
        us, them = statistics.median(ours), statistics.median(theirs)
        print(f"{SUBMISSIONS} submissions of three exercises, {WORKERS} workers, medians of {chosen.rounds}:")
        each = f"nbgrader {them / SUBMISSIONS:.2f} s, course grade {us / SUBMISSIONS:.3f} s for one"
        print(f"{each}: {them / us:.1f} times")
        if chosen.class_size:
            seconds, memory = whole_class(executor, folder, chosen.class_size)
            print(f"{chosen.class_size} submissions of lesson 02: {seconds:.0f} s, {memory / 2**30:.1f} GB at most")
    return 0


if __name__ == "__main__":
    sys.exit(main())
