"""What a run writes: a row for everybody whatever goes wrong, and an earlier run's grades where they still hold.

A worker that needs no sandbox stands in for the real one: the first word of a notebook's only cell is what it does.
"""

import errno
import json
import os
import time
from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest

from course_utils.checks.result import Result
from course_utils.grading import batch, command, pages, reports, terminal, versions
from course_utils.grading.sandbox.bubblewrap import SandboxError
from course_utils.grading.submissions import FileOutcome
from course_utils.grading.worker import KILLED, lessons, no_points
from course_utils.tools import cli
from tests.grading.test_command import hand_in, rows

LESSON = "00_welcome"
EXERCISES = lessons()[LESSON].exercises


class ScriptedWorker:
    """Does what a cell says: pass, fail, wait for a limit, or go wrong in some way of the grader's own."""

    isolation, hidden, graded = "bubblewrap", None, []

    def __init__(self, secret, limits, sandboxed):
        self.secret, self.limits, self.sandboxed, self.closed = secret, limits, sandboxed, False

    def close(self):
        self.closed = True

    def grade(self, cells, lesson, files=None):
        assert not self.closed
        cell = cells[0] if cells else "pass"
        word, _, detail = cell.partition(" ")
        ScriptedWorker.graded.append(cell)
        results = [Result(each.name, "passed", each.points, each.points) for each in lessons()[lesson].exercises]
        if word == "raise":
            raise {**vars(__import__("builtins")), "SandboxError": SandboxError}[detail]("what went wrong")
        if word == "seconds" and self.limits.seconds < float(detail):
            results[0] = no_points(EXERCISES[0], "stopped_time", "neuron was stopped")
        if word == "megabytes" and self.limits.memory_mb < float(detail):
            results[0] = no_points(EXERCISES[0], "stopped_memory", "neuron was stopped")
        if word == "wrong":
            results[0] = no_points(EXERCISES[0], "not_yet", "wrong")
        if word == "silent" and self.limits.seconds < 600:  # a cell without an answer was stopped
            return (no_points(EXERCISES[0], "not_attempted", ""), *results[1:]), ("Code cell 1 was stopped.",)
        if word == "crash":
            results[0] = no_points(EXERCISES[0], "crashed", f"neuron {KILLED}")
        if word == "killed":  # a cell without an answer
            return (no_points(EXERCISES[0], "not_yet", "wrong"), *results[1:]), (f"Code cell 1 {KILLED}.",)
        if word == "bytes":
            results[0] = replace(results[0], status="not_yet", points=0, cause=b"bytes")
        if word == "nothing":
            return None
        if word == "unnamed":
            results[0] = replace(results[0], exercise=" \n")
        return tuple(results), ()


@pytest.fixture(autouse=True)
def scripted(monkeypatch):
    monkeypatch.setattr(batch, "Worker", ScriptedWorker)
    monkeypatch.setattr(batch, "_own", type(batch._own)())
    monkeypatch.setattr(command, "missing", lambda: "")
    monkeypatch.delenv("COURSE_DATASET", raising=False)
    monkeypatch.delenv("COURSE_DATA_DIR", raising=False)
    ScriptedWorker.graded = []
    return ScriptedWorker


def grade(folder, *words):
    """Run `course grade` on the folder ``in`` of a folder; return its exit code."""
    return cli.main(["grade", str(folder / "in"), "--out", str(folder / "out"), "--workers", "1", *words])


def graded_by(folder, *words):
    """Return what a run of `course grade` has graded."""
    ScriptedWorker.graded = []
    assert grade(folder, *words) == 0
    return sorted(ScriptedWorker.graded)


def points(folder):
    return {
        row["student"]: (row["points"], row["status"]) for row in rows(folder / "out") if row["exercise"] == "neuron"
    }


# ---- an error of the grader's own


KINDS = ["raise ValueError", "raise KeyError", "raise MemoryError", "raise RecursionError", "raise OSError"]
KINDS += ["raise SandboxError", "bytes", "nothing", "unnamed"]


@pytest.mark.parametrize("cell", KINDS)
def test_an_error_of_the_grader_ends_one_submission_alone(tmp_path, capsys, cell):
    hand_in(tmp_path / "in", ada="pass", bob=cell, cleo="pass")
    assert grade(tmp_path) == 1
    assert points(tmp_path) == {"ada": ("2", "passed"), "bob": ("0", "check_failed"), "cleo": ("2", "passed")}
    assert (
        "error in the grader itself"
        in next(row for row in rows(tmp_path / "out") if row["student"] == "bob")["message"]
    )
    trace = tmp_path / "out" / "errors" / "bob" / f"{LESSON}.txt"
    assert "Traceback" in trace.read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert f"No grade for bob, {LESSON}: the grader itself failed with" in said and str(trace) in said
    assert "Traceback" not in said and "2 of 3 notebooks are graded" in said
    page = (tmp_path / "out" / "bob" / f"{LESSON}.html").read_text(encoding="utf-8")
    assert "Tell your teacher" in page and "Traceback" not in page
    assert "1 could not be graded because of an error" in (tmp_path / "out" / "class.html").read_text(encoding="utf-8")
    hand_in(tmp_path / "in", bob="pass now")
    assert graded_by(tmp_path, "--resume") == ["pass now"]
    assert points(tmp_path)["bob"] == ("2", "passed") and not trace.exists()


def test_a_machine_without_a_working_sandbox_is_one_sentence(tmp_path, monkeypatch, capsys):
    hand_in(tmp_path / "in", ada="pass", bob="wrong", cleo="pass")
    tries = []

    def grade_until_it_breaks(self, cells, lesson, files=None):
        tries.append(cells)
        if len(tries) > 1:
            raise SandboxError("the sandbox did not start: no memory")
        return batch._no_points(lesson, "not_yet", ""), ()

    with monkeypatch.context() as patch:
        patch.setattr(ScriptedWorker, "grade", grade_until_it_breaks)
        assert grade(tmp_path) == 2
    assert capsys.readouterr().err.endswith("course: the sandbox did not start: no memory\n")
    assert len(graded_by(tmp_path, "--resume")) == 2, "what was graded before is kept"


def test_what_the_grader_could_not_grade_is_graded_again(tmp_path, monkeypatch):
    hand_in(tmp_path / "in", ada="raise ValueError")
    assert grade(tmp_path) == 1
    monkeypatch.setattr(
        ScriptedWorker, "grade", lambda self, cells, lesson, files=None: (batch._no_points(lesson, "not_yet", ""), ())
    )
    assert grade(tmp_path, "--resume") == 0
    assert points(tmp_path)["ada"] == ("0", "not_yet")


def test_a_worker_that_failed_is_not_used_again(tmp_path, monkeypatch):
    used = []
    monkeypatch.setattr(ScriptedWorker, "grade", lambda self, cells, lesson, files=None: used.append(self) or 1 / 0)
    hand_in(tmp_path / "in", ada="pass", bob="pass")
    assert grade(tmp_path) == 1
    assert len({id(worker) for worker in used}) == 2 and all(worker.closed for worker in used)


def test_a_notebook_that_cannot_be_fetched_is_an_error_of_one_submission(tmp_path, monkeypatch):
    hand_in(tmp_path / "in", ada="pass", bob="pass")

    def fetch(submission):
        return (submission, submission.read()) if submission.student == "ada" else 1 / 0

    monkeypatch.setattr(batch, "with_content", fetch)
    assert grade(tmp_path) == 1
    assert points(tmp_path) == {"ada": ("2", "passed"), "bob": ("0", "check_failed")}


class DyingHelpers(Executor):
    """Machines that die of every second submission."""

    def __init__(self):
        self.number = 0

    def submit(self, function, *arguments):
        future, self.number = Future(), self.number + 1
        if self.number % 2:
            future.set_result(function(*arguments))
        else:
            future.set_exception(RuntimeError("the helper has died"))
        return future


def test_a_helper_that_dies_is_an_error_of_one_submission(tmp_path):
    found = command._find([hand_in(tmp_path / "in", ada="pass", bob="pass", cleo="pass")]).submissions
    seen = {}
    batch.grade_all(
        found,
        tmp_path / "out",
        executor=DyingHelpers(),
        each=lambda report, kept: seen.update({report.student: report}),
    )
    assert {name: bool(report.failure) for name, report in seen.items()} == {"ada": False, "bob": True, "cleo": False}
    assert "the helper has died" in seen["bob"].failure


# ---- what an earlier run has graded


def test_a_second_run_needs_a_word_and_grades_only_what_is_new(tmp_path, capsys):
    hand_in(tmp_path / "in", ada="pass", bob="wrong", cleo="pass it")
    assert grade(tmp_path) == 0
    secret = (tmp_path / "out" / "secret").read_text()
    assert grade(tmp_path) == 2
    said = capsys.readouterr().err
    assert "--resume grades what is new" in said and "--force grades everything again" in said
    hand_in(tmp_path / "in", bob="pass now")
    (tmp_path / "out" / "reports" / "ada" / f"{LESSON}.json").write_text("half a rep")
    before = (tmp_path / "out" / "reports" / "cleo" / f"{LESSON}.json").stat().st_mtime_ns
    assert graded_by(tmp_path, "--resume") == ["pass", "pass now"]
    assert points(tmp_path)["bob"] == points(tmp_path)["ada"] == ("2", "passed")
    assert (tmp_path / "out" / "reports" / "cleo" / f"{LESSON}.json").stat().st_mtime_ns == before
    assert (tmp_path / "out" / "secret").read_text() == secret


CLASS = {"ada": "pass", "bob": "wrong", "cleo": "seconds 100", "dan": "megabytes 3000", "eve": "silent"}
STOPPED = ["megabytes 3000", "seconds 100", "silent"]


@pytest.mark.parametrize(
    ("first", "then", "again"),
    [
        ([], ["--resume"], []),
        ([], ["--resume", "--force"], sorted(CLASS.values())),
        ([], ["--force"], sorted(CLASS.values())),
        (["--timeout", "50"], ["--timeout", "50", "--resume"], []),
        (["--timeout", "50"], ["--timeout", "70", "--resume"], STOPPED),
        (["--timeout", "50"], ["--timeout", "600", "--resume"], STOPPED),
        (["--timeout", "600"], ["--timeout", "50", "--resume"], []),
        (["--memory", "1000"], ["--memory", "4000", "--resume"], ["megabytes 3000"]),
        (["--memory", "4000"], ["--memory", "1000", "--resume"], []),
    ],
)
def test_what_a_larger_limit_might_change_is_graded_again(tmp_path, first, then, again):
    hand_in(tmp_path / "in", **CLASS)
    assert graded_by(tmp_path, *first) == sorted(CLASS.values())
    assert graded_by(tmp_path, *then) == again


def test_points_that_a_limit_had_kept_back_arrive(tmp_path, capsys):
    hand_in(tmp_path / "in", **CLASS)
    assert grade(tmp_path, "--timeout", "50") == 0
    assert points(tmp_path)["cleo"] == ("0", "stopped_time")
    said = capsys.readouterr().out
    assert "Exercises that a limit stopped: cleo (1), dan (1); a larger --timeout or --memory with --resume" in said
    assert grade(tmp_path, "--timeout", "600", "--resume") == 0
    assert points(tmp_path)["cleo"] == points(tmp_path)["eve"] == ("2", "passed")


def test_what_something_else_may_have_ended_is_graded_again(tmp_path, capsys):
    hand_in(tmp_path / "in", ada="pass", bob="wrong", cleo="crash", dan="killed")
    assert grade(tmp_path) == 0
    said = capsys.readouterr().out
    assert (
        "For these exercises, the process ended early or was killed: cleo (1). Run the same command with --resume to"
        in said
    )
    assert "For these learners, the process of a code cell was killed: dan. Run the same command with --resume" in said
    assert "a limit stopped" not in said
    assert graded_by(tmp_path, "--resume") == ["crash", "killed"]


@pytest.mark.parametrize(
    "change",
    [
        lambda patch: patch.setattr(versions, "course", lambda: "99.0"),
        lambda patch: patch.setattr(versions, "checks", lambda lesson: {"neuron": "another"}),
        lambda patch: patch.setenv("COURSE_DATASET", "mnist"),
    ],
    ids=["course", "check", "data"],
)
def test_another_version_or_other_data_grade_everything_again(tmp_path, monkeypatch, change):
    hand_in(tmp_path / "in", **CLASS)
    assert grade(tmp_path) == 0
    change(monkeypatch)
    assert graded_by(tmp_path, "--resume") == sorted(CLASS.values())
    assert graded_by(tmp_path, "--resume") == []


def test_a_report_knows_what_it_was_made_with(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATASET", "mnist")
    monkeypatch.setenv("COURSE_DATA_DIR", "/class/data")
    hand_in(tmp_path / "in", ada="pass")
    assert grade(tmp_path, "--timeout", "77", "--memory", "999") == 0
    made_with = json.loads((tmp_path / "out/reports/ada" / f"{LESSON}.json").read_text(encoding="utf-8"))["conditions"]
    assert made_with == {
        "course": versions.course(),
        "checks": versions.checks(LESSON),
        "seconds": 77,
        "step_seconds": 60,
        "memory_mb": 999,
        "dataset": "mnist",
        "data_folder": "/class/data",
    }
    page = (tmp_path / "out" / "class.html").read_text(encoding="utf-8")
    assert "Data of the class: <code>mnist</code> from the folder <code>/class/data</code>." in page


def test_an_older_notebook_is_graded_and_the_learner_told(tmp_path):
    path = hand_in(tmp_path / "in", ada="pass") / "ada" / f"{LESSON}.ipynb"
    book = json.loads(path.read_text())
    book["metadata"]["course"] = {"exercises": {"neuron": "0" * 16}}
    path.write_text(json.dumps(book))
    assert grade(tmp_path) == 0
    assert points(tmp_path)["ada"] == ("2", "passed")
    page = (tmp_path / "out" / "ada" / f"{LESSON}.html").read_text(encoding="utf-8")
    assert "This task has changed" in page and "These exercises are new" in page


def test_what_is_said_of_a_file_is_renewed_without_grading(tmp_path):
    folder = hand_in(tmp_path / "in", ada="pass")
    assert grade(tmp_path) == 0
    os.utime(folder / "ada" / f"{LESSON}.ipynb", (1.7e9, 1.7e9))
    (folder / "ada" / f"{LESSON}.ipynb").rename(folder / "ada" / f"{LESSON}-1.ipynb")
    assert graded_by(tmp_path, "--resume") == []
    report = reports.load(tmp_path / "out/reports/ada" / f"{LESSON}.json")
    assert report.file.endswith(f"{LESSON}-1.ipynb") and report.time.startswith("2023-11-14")


# ---- tables hold what the run was given


def test_what_was_not_given_is_moved_aside_and_comes_back(tmp_path, capsys):
    hand_in(tmp_path / "in", ada="pass", Ada="wrong", bob="wrong", cleo="pass")
    assert grade(tmp_path) == 0
    pages_before = {path.relative_to(tmp_path) for path in (tmp_path / "out").rglob(f"{LESSON}.html")}
    capsys.readouterr()
    (tmp_path / "in" / "bob").rename(tmp_path / "bob")
    (tmp_path / "in" / "Ada").rename(tmp_path / "Ada")
    assert graded_by(tmp_path, "--resume") == [], "who else handed in doesn't matter"
    assert set(points(tmp_path)) == {"ada", "cleo"}
    said = capsys.readouterr().out
    assert f"Moved to {tmp_path / 'out' / 'not-in-this-run'}" in said and f"bob/{LESSON}.json" in said
    assert "2 of 2 notebooks are graded, 2 of them by an earlier run" in said
    assert not (tmp_path / "out" / "bob").exists()
    aside = {
        path.relative_to(tmp_path / "out") for path in (tmp_path / "out/not-in-this-run").rglob("*") if path.is_file()
    }
    assert len(aside) == 4 and len([path for path in aside if path.suffix == ".html"]) == 2
    (tmp_path / "bob").rename(tmp_path / "in" / "bob")
    (tmp_path / "Ada").rename(tmp_path / "in" / "Ada")
    assert graded_by(tmp_path, "--resume") == []
    assert set(points(tmp_path)) == {"ada", "Ada", "bob", "cleo"}
    assert {path.relative_to(tmp_path) for path in (tmp_path / "out").glob(f"*/{LESSON}.html")} == pages_before


def test_nothing_that_was_moved_aside_is_overwritten(tmp_path):
    for number in range(3):
        path = tmp_path / "reports" / "bob" / f"{LESSON}.json"
        path.parent.mkdir(parents=True)
        path.write_text(str(number))
        assert batch.put_aside(tmp_path, []) == [f"bob/{LESSON}.json"]
        assert not path.parent.exists()
    aside = tmp_path / batch.ASIDE / "reports" / "bob"
    assert sorted(file.read_text() for file in aside.iterdir()) == ["0", "1", "2"]


def test_a_copy_among_the_reports_does_not_count(tmp_path):
    hand_in(tmp_path / "in", ada="wrong")
    assert grade(tmp_path) == 0
    report = json.loads((tmp_path / "out/reports/ada" / f"{LESSON}.json").read_text(encoding="utf-8"))
    report["student"], report["time"] = "mallory", "2099-01-01T00:00:00+00:00"
    (tmp_path / "out/reports/copy.json").write_text(json.dumps(report))
    assert grade(tmp_path, "--resume") == 0
    assert set(points(tmp_path)) == {"ada"}


# ---- a folder that cannot be written


def no_room(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def read_only(*_, **__):
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.mark.parametrize("error", [no_room, read_only])
@pytest.mark.parametrize("place", ["reports", "pages", "secret", "lock"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch, capsys, place, error):
    hand_in(tmp_path / "in", ada="pass", bob="pass")
    module = {"reports": reports, "pages": pages, "secret": batch.secrets, "lock": command}[place]
    with monkeypatch.context() as patch:
        patch.setattr(module, {"secret": "token_hex", "lock": "locked"}.get(place, "write"), error)
        assert grade(tmp_path) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    reason = "No space left on device" if error is no_room else "Read-only file system"
    assert said.startswith(f"course: {tmp_path / 'out'} cannot be written: {reason}. ") and "--resume goes on" in said
    done = ["pass"] * (2 if place == "pages" else 0)
    assert sorted(ScriptedWorker.graded)[: len(done)] == done
    assert len(graded_by(tmp_path, "--resume")) == 2 - len(done)
    assert points(tmp_path) == {"ada": ("2", "passed"), "bob": ("2", "passed")}


def test_a_disk_that_fills_up_keeps_what_was_graded(tmp_path, monkeypatch):
    hand_in(tmp_path / "in", **{f"s{number}": f"pass {number}" for number in range(6)})
    stored, store = [], reports.store

    def until_full(report, path):
        if len(stored) == 3:
            no_room()
        stored.append(report.student)
        store(report, path)

    with monkeypatch.context() as patch:
        patch.setattr(reports, "store", until_full)
        assert grade(tmp_path) == 2
    assert graded_by(tmp_path, "--resume") == [f"pass {n}" for n in range(6) if f"s{n}" not in stored]


# ---- Ctrl-C


def interrupt(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (command, "find"),
        (command, "locked"),
        (batch, "open_folder"),
        (batch, "put_aside"),
        (command, "_executor"),
        (batch, "with_content"),
        (batch, "_store_some"),
        (batch, "close_all"),
        (reports, "write"),
        (pages, "make"),
        (command, "_fill"),
    ],
)
def test_ctrl_c_at_any_moment_is_one_sentence_and_the_run_goes_on_later(tmp_path, monkeypatch, capsys, module, name):
    hand_in(tmp_path / "in", ada="pass", bob="wrong")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Identifier,Full name,Grade,Last modified (grade)\nParticipant 1,ada,,-\n", encoding="utf-8")
    words = ["--format", "moodle", "--gradebook", str(sheet)]
    with monkeypatch.context() as patch:
        patch.setattr(module, name, interrupt)
        assert grade(tmp_path, *words) == 130
    said = capsys.readouterr()
    assert "Stopped. What was graded is in" in said.out and "--resume goes on" in said.out
    assert "Traceback" not in said.out + said.err
    assert grade(tmp_path, "--resume", *words) == 0
    assert points(tmp_path) == {"ada": ("2", "passed"), "bob": ("0", "not_yet")}


# ---- a machine that sleeps


@pytest.mark.parametrize(("asleep", "times"), [(3600, 2), (0, 1), (5, 1), (-3600, 1)])
def test_what_was_stopped_while_the_machine_slept_is_graded_again(tmp_path, monkeypatch, asleep, times):
    hand_in(tmp_path / "in", ada="seconds 100000")
    jumps = iter([0, asleep])
    now = time.time()
    monkeypatch.setattr(batch.time, "time", lambda: now + next(jumps, asleep))
    found = command._find([tmp_path / "in"]).submissions[0]
    settings = batch.Settings(b"secret")
    report = batch.grade_one(*batch.with_content(found), settings)
    assert report.results[0].status == "stopped_time"
    assert len(ScriptedWorker.graded) == times


# ---- the terminal


def test_everybody_without_a_grade_is_named(tmp_path, capsys):
    hand_in(tmp_path / "in", ada="pass", bob=b"not a notebook", cleo="raise ValueError")
    for number in range(8):
        (tmp_path / "in" / "ada" / f"notes{number}.txt").write_text("x")
    assert grade(tmp_path) == 1
    said = capsys.readouterr().out
    assert "No points for bob, 00_welcome: " in said
    assert "No grade for cleo, 00_welcome: " in said
    assert "Files: 8 " in said
    (line,) = [line for line in said.splitlines() if "notes0.txt" in line]
    assert "notes4.txt and 3 more" in line and "notes7" not in line
    assert "notes7.txt" in (tmp_path / "out" / "class.html").read_text(encoding="utf-8")


def test_what_was_done_with_many_files_is_said_in_short():
    files = [FileOutcome(f"{n}.ipynb", "graded", "graded for 00_welcome") for n in range(300)]
    files += [FileOutcome(f"{n}.txt", "not a notebook", "it is not a notebook") for n in range(200)]
    files += [FileOutcome(f"old{n}.ipynb", "older", f"{n}.ipynb counts instead") for n in range(100)]
    lines = terminal.about_files(files, [("x.txt", "not a report")])
    assert lines[0] == "Files: 300 graded, 200 not a notebook, 100 older."
    assert lines[1] == "  not a notebook: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 195 more (it is not a notebook)"
    assert lines[2] == "  older: old0.ipynb (0.ipynb counts instead)"
    assert lines[7] == "  older: 95 more, which class.html names"
    assert lines[8:] == ["  among the reports: x.txt (not a report)"]
    assert terminal.about_files([]) == []


def test_who_handed_in_and_has_no_row_is_named(tmp_path):
    files = [FileOutcome("ada/x.pdf", "not a notebook", "this is a PDF", "Ada"), FileOutcome("y", "junk", "junk")]
    assert terminal.about_people([], files, [], tmp_path) == ["No grade for Ada: ada/x.pdf: this is a PDF."]


def test_an_interrupted_run_names_who_is_not_graded_yet(tmp_path, monkeypatch, capsys):
    hand_in(tmp_path / "in", ada="pass", bob="pass")
    kept = command._Progress.each
    monkeypatch.setattr(command._Progress, "each", lambda self, report, old: kept(self, report, old) or interrupt())
    assert grade(tmp_path) == 130
    said = capsys.readouterr().out
    (line,) = [line for line in said.splitlines() if line.startswith("No grade yet for ")]
    assert line.removeprefix("No grade yet for ").partition(",")[0] not in points(tmp_path)
    assert "1 of 2 notebooks are graded" in said
