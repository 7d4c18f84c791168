"""Our side of a comparison, in one table: checks, grading against nbgrader, lessons and the live class, each in short.

    python -m benchmarks [checks grading lessons classroom]

Takes three to ten minutes on two processors. A benchmark that can't run says why in one line, and the others go on. The
long forms are commands of their own: python -m benchmarks.checks, .grading, .lessons and .classroom.
"""

import argparse
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMIT = 420  # seconds for one benchmark, as making nbgrader's environment is part of the first run


@dataclass(frozen=True)
class Short:
    """A benchmark in short, and what of its output belongs in the table.

    Attributes
    ----------
    words : tuple of str
        What follows `python -m`.
    pattern : str
        A regular expression with two groups for each line of interest: what was measured, and in the second the ratio.
    what, ratio : str
        What a line is about, and what its ratio compares with; both may name the groups.
    """

    words: tuple[str, ...]
    pattern: str
    what: str
    ratio: str


SHORT = {
    "checks": Short(
        ("benchmarks.checks", "--lesson", "02"),
        r"median of those that do not train: (\S+ s), (\S+) times",
        "median check of lesson 02: {0}",
        "{1} × 0.1 s, the longest time that feels instant",
    ),
    "grading": Short(
        ("benchmarks.grading", "--rounds", "1"),
        r"round 1: (nbgrader \S+ s .*, course grade \S+ s \(\S+\)), (\S+) times",
        "8 submissions, 2 workers: {0}",
        "nbgrader takes {1} times as long",
    ),
    "lessons": Short(
        ("benchmarks.lessons", "00", "02"),
        r"(\S+ +\d+) +\S+ s +(\S+)",
        "lesson from the first cell to the last: {0} s",
        "as long as {1} updates of a small network",
    ),
    "classroom": Short(
        ("benchmarks.classroom", "--learners", "50", "--seconds", "30", "--only", "load"),
        r"(acknowledged after|lost, twice|visible on the teacher's page).*?  +(?:asked every second, after +)?(\S.*)",
        "50 learners, an event a second for 30 s: {0}",
        "{1}",
    ),
}


def measure(name: str) -> tuple[list[tuple[str, str]], str]:
    """Run one benchmark in short.

    Parameters
    ----------
    name : str
        One of `SHORT`.

    Returns
    -------
    list of (str, str)
        What was measured, and its ratio.
    str
        Why nothing was measured; empty if something was.
    """
    short = SHORT[name]
    try:
        run = subprocess.run(
            [sys.executable, "-m", *short.words], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        return [], f"it took more than {LIMIT} s"
    found = [match.groups() for line in run.stdout.splitlines() if (match := re.match(short.pattern, line.strip()))]
    if run.returncode or not found:
        said = (run.stderr.strip() or run.stdout.strip() or "it printed nothing").splitlines()
        return [], f"exit code {run.returncode}: {said[-1]}"
    return [(short.what.format(*groups), short.ratio.format(*groups)) for groups in found], ""


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen benchmarks, or all, and print the table; 1 if one of them could not run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SHORT)}; without any, all")
    names = parser.parse_args(arguments).names or list(SHORT)
    if unknown := sorted(set(names) - set(SHORT)):
        parser.error(f"there is no benchmark {unknown[0]!r}; there are {', '.join(SHORT)}")
    rows, failed = [], False
    for name in names:
        print(f"{name}: python -m {' '.join(SHORT[name].words)}", flush=True)
        started = time.perf_counter()
        measured, reason = measure(name)
        failed |= bool(reason)
        rows += [(name, *row) for row in measured] or [(name, f"not measured: {reason}", "")]
        print(f"    {time.perf_counter() - started:.0f} s", flush=True)
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    print()
    for name, what, ratio in rows:
        print(f"{name:<{widths[0]}}  {what:<{widths[1]}}  {ratio}".rstrip())
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
