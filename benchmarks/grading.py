"""Submissions graded per second, compared with nbgrader on the same machine.

    python -m benchmarks.grading [--rounds 3] [--class-size 400] [--solutions]

The same eight notebooks, an assignment of three exercises with TensorFlow, are graded by two workers of `course grade`
(sandboxed) and by two nbgrader processes, in turns. What is paid once for a class, starting the sandbox and the judge,
is measured separately. Processor seconds are given beside the seconds, because other programs change them less. With
--class-size, so many submissions of lesson 02 are graded and the memory is reported; with --solutions, those of all
lessons.
nbgrader is installed into a separate environment, `.venv-nbgrader`.
"""

import argparse
import contextlib
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
        options = {"cwd": course, "env": around, "capture_output": True, "text": True}
        subprocess.run([python, "-m", "nbgrader", "generate_assignment", LESSON], check=True, **options)
        for number in range(SUBMISSIONS // WORKERS):
            handed_in = course / "submitted" / f"s{half}{number}" / LESSON
            handed_in.mkdir(parents=True)
            shutil.copy(source / f"{LESSON}.ipynb", handed_in)
        commands.append(([python, "-m", "nbgrader", "autograde", LESSON, "--force"], options))
    return commands


def processor_seconds():
    """Return the processor seconds of this process and of all that it has started, those that have ended included."""
    total = 0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        with contextlib.suppress(psutil.Error):  # it has ended meanwhile
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def by_nbgrader(commands):
    """Return the seconds and processor seconds for all submissions, with the courses side by side; None on a failure.

    Why nbgrader failed is printed.
    """
    started, used = time.perf_counter(), processor_seconds()
    with ThreadPoolExecutor(WORKERS) as pool:
        runs = list(pool.map(lambda command: subprocess.run(command[0], **command[1]), commands))
    for run in runs:
        if run.returncode:
            print("\n".join([f"nbgrader ended with {run.returncode}:", *run.stderr.strip().splitlines()[-20:]]))
            return None
    return time.perf_counter() - started, processor_seconds() - used


def by_us(executor, folder, round_):
    """Return the same for the same submissions by `course grade`'s workers, which are ready; assert full marks."""
    handed_in = submissions.find(folder).submissions
    earned = []
    started, used = time.perf_counter(), processor_seconds()
    batch.grade_all(
        handed_in, folder.parent / f"out{round_}", executor=executor, each=lambda report, _: earned.append(report)
    )
    seconds = time.perf_counter() - started, processor_seconds() - used
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


def all_solutions(executor, folder):
    """Return the seconds and processor seconds for the published solutions of all lessons; print what is not passed."""
    for path in (ROOT / "solutions").glob("*.ipynb"):
        (folder / "solved" / "solver").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / "solved" / "solver")
    started, used = time.perf_counter(), processor_seconds()
    reports = []
    batch.grade_all(
        submissions.find(folder / "solved").submissions,
        folder / "out_solved",
        executor=executor,
        each=lambda report, _: reports.append(report),
    )
    seconds = time.perf_counter() - started, processor_seconds() - used
    for report in reports:
        for result in report.results:
            if not result.passed:
                print(f"{report.lesson}, {result.exercise}: {result.words}. {result.message}")
    return seconds


def main(arguments=None):
    """Measure in turns and print the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="so many times in turns (3)")
    parser.add_argument("--class-size", type=int, default=0, help="grade a class of lesson 02, too")
    parser.add_argument("--solutions", action="store_true", help="grade the solutions of all lessons, too")
    chosen = parser.parse_args(arguments)
    if missing():
        parser.error(f"nothing is measured without a sandbox: {missing()}")
    with tempfile.TemporaryDirectory() as name, batch.local(WORKERS) as executor:
        folder = Path(name)
        hand_in(folder / "in", assignment(), SUBMISSIONS)
        commands = nbgrader_courses(folder)
        print(f"to get ready, once for a class: {made_ready(executor, folder / 'in'):.1f} s")
        rounds = []
        for number in range(chosen.rounds):
            theirs, ours = by_nbgrader(commands), by_us(executor, folder / "in", number)
            if theirs is None:
                print(f"round {number + 1} does not count")
                continue
            rounds.append((*theirs, *ours, theirs[0] / ours[0], theirs[1] / ours[1]))
            print(f"round {number + 1}: {_in_words(rounds[-1])}", flush=True)
        if rounds:
            print(f"{SUBMISSIONS} submissions of three exercises, {WORKERS} workers, medians of {len(rounds)}:")
            print(_in_words([statistics.median(column) for column in zip(*rounds, strict=True)]))
        if chosen.class_size:
            seconds, memory = whole_class(executor, folder, chosen.class_size)
            print(f"{chosen.class_size} submissions of lesson 02: {seconds:.0f} s, {memory / 2**30:.1f} GB at most")
        if chosen.solutions:
            seconds, used = all_solutions(executor, folder)
            print(f"the solutions of all lessons: {seconds:.0f} s, {used:.0f} processor seconds")
    return 0


def _in_words(measured):
    wall, processor, our_wall, our_processor, ratio, processor_ratio = measured
    return (
        f"nbgrader {wall:.2f} s ({processor:.1f} of a processor), course grade {our_wall:.2f} s ({our_processor:.1f}),"
        f" {ratio:.1f} times ({processor_ratio:.1f})"
    )


if __name__ == "__main__":
    sys.exit(main())
