"""A learner's record, kept whole through full disks, other notebooks and crashes."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest

from course_utils import storage

ROOT = Path(storage.__file__).parents[1]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("COURSE_HOME", str(folder))
    monkeypatch.setattr(storage, "_looked_through", set())
    storage.notices()
    yield folder
    if folder in storage._in_memory:
        storage._in_memory.pop(folder).close()


def start(code):
    """Start a process that runs `code` with the same home."""
    command = [sys.executable, "-c", "import os, sys\nfrom course_utils import storage\n" + code]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, text=True, **pipes)


def finish(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert err == ""
    return out


def write(text):
    row = ("00_welcome", text, storage.now())
    storage.keep(lambda db: db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES (?, ?, ?)", row))


def written():
    rows = storage.keep(lambda db: db.execute("SELECT * FROM hints_seen ORDER BY id").fetchall())
    return [row["exercise"] for row in rows]


def moved_aside(folder):
    return sorted(folder.glob("course-moved-aside-*"))


def test_home(folder, tmp_path, monkeypatch):
    assert storage.home() == folder
    assert folder.is_dir()
    monkeypatch.setenv("COURSE_HOME", "")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, appauthor: tmp_path / name)
    assert storage.home() == tmp_path / "neural-network-course"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("COURSE_HOME", "~/course")
    assert storage.home() == tmp_path / "course"


def test_the_record_has_its_tables_once(folder):
    for _ in range(2):
        with closing(storage.connect()) as db:
            names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            tables = {name: [row["name"] for row in db.execute(f"PRAGMA table_info({name})")] for (name,) in names}
            assert db.execute("PRAGMA user_version").fetchone()[0] == storage.VERSION
            assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"  # a network drive can bear this one
    assert tables == {
        "attempts": ["id", "lesson", "exercise", "time", "status", "share", "message", "seconds"],
        "hints_seen": ["id", "lesson", "exercise", "time"],
        "guesses": ["id", "lesson", "key", "question", "options", "chosen", "revealed", "time"],
        "drawings": ["id", "label", "image", "raw", "time"],
    }
    assert [path.name for path in folder.iterdir()] == [storage.FILE]


def test_a_piece_of_work_is_kept_whole_or_not_at_all():
    write("before")

    def work(db):
        db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', 'half', '')")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        storage.keep(work)
    assert written() == ["before"]


def test_a_mistake_in_the_course_is_not_taken_for_a_fault_of_the_disk(folder):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        storage.keep(lambda db: db.execute("SELECT * FROM nowhere"))
    with pytest.raises(sqlite3.IntegrityError):
        storage.keep(lambda db: db.execute("INSERT INTO hints_seen (lesson) VALUES (NULL)"))
    with pytest.raises(sqlite3.ProgrammingError):
        storage.keep(lambda db: db.execute("SELECT ?", ()))
    assert folder not in storage._in_memory


@pytest.mark.parametrize("broken", [b"", b"no database" * 1000])
def test_processes_that_write_at_once_lose_nothing_and_move_a_broken_file_once(folder, broken):
    code = """
print(flush=True)
sys.stdin.readline()
def work(db):
    number = db.execute("SELECT count(*) FROM hints_seen").fetchone()[0]
    db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', ?, '')", (str(number),))
for _ in range(25):
    storage.keep(work)
print(storage.notices(), end="")
"""
    if broken:
        folder.mkdir()
        (folder / storage.FILE).write_bytes(broken)
    processes = [start(code) for _ in range(4)]
    for process in processes:
        process.stdout.readline()  # it is ready
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    notices = [notice for notice in map(finish, processes) if notice]
    assert len(notices) == bool(broken), notices
    assert [path.read_bytes() for path in moved_aside(folder)] == [broken] * bool(broken)
    assert written() == [str(number) for number in range(100)]


def test_a_lock_that_never_ends_does_not_stop_the_course(monkeypatch):
    write("in the file")
    monkeypatch.setattr(storage, "_PATIENCE", 0.1)
    with closing(storage.connect()) as db:
        db.execute("BEGIN IMMEDIATE")
        write("in memory")
        assert "database is locked" in storage.notices()
        assert written() == ["in the file", "in memory"]


def test_a_process_killed_in_the_middle_of_writing_leaves_what_was_there_before(folder):
    write("before")
    code = """
db = storage.connect()
db.execute("PRAGMA cache_size = 5")  # so small that pages reach the file before the transaction ends
db.execute("BEGIN IMMEDIATE")
db.execute("DELETE FROM hints_seen")
for label in range(50):
    db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, '', ?, '')", (label, bytes(4000)))
print("now", flush=True)
sys.stdin.readline()
"""
    process = start(code)
    process.stdout.readline()
    process.kill()
    process.communicate(timeout=60)
    assert (folder / f"{storage.FILE}-journal").stat().st_size > 0
    assert (folder / storage.FILE).stat().st_size > 100_000
    assert written() == ["before"]
    assert storage.keep(lambda db: db.execute("SELECT count(*) FROM drawings").fetchone()[0]) == 0
    assert storage.notices() == ""


def garbage(path):
    path.write_bytes(random.Random(0).randbytes(9000))
    return "it was damaged"


def damaged_at_the_end(path):
    content = path.read_bytes()
    path.write_bytes(content[:-4096] + b"\xaa" * 4096)
    return "it was damaged"


def newer(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {storage.VERSION + 1}")
    return "a newer version of the course had written it"


def foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE photos (id)")
    return "it was not a file of this course"


@pytest.mark.parametrize("breaking", [garbage, damaged_at_the_end, newer, foreign])
def test_a_file_that_cannot_be_used_is_moved_aside_and_the_course_goes_on(folder, breaking):
    finish(start("storage.connect().close()"))
    why = breaking(folder / storage.FILE)
    content = (folder / storage.FILE).read_bytes()
    write("new")
    (aside,) = moved_aside(folder)
    assert aside.read_bytes() == content
    told = storage.notices()
    assert told.count("could not use the record") == 1
    assert f"({why})" in told
    assert str(aside) in told
    write("newer")
    assert written() == ["new", "newer"]
    assert storage.notices() == ""
    assert moved_aside(folder) == [aside]


def test_damage_met_during_the_work_is_told_and_the_course_goes_on(folder):
    write("old")
    damaged_at_the_end(folder / storage.FILE)
    storage.keep(lambda db: db.execute("SELECT * FROM drawings").fetchall())
    assert "cannot save your work" in storage.notices()
    write("new")
    assert written() == ["new"]


def test_without_a_usable_home_threads_share_the_memory(folder):
    folder.write_text("a file", encoding="utf-8")
    write("first")
    told = storage.notices()
    assert told.count("cannot save your work") == 1
    assert all(part in told for part in (str(folder), "a file, not a folder", "COURSE_HOME"))
    threads = [threading.Thread(target=lambda: [write("x") for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert written() == ["first"] + ["x"] * 100
    assert storage.notices() == ""
    assert folder.read_text(encoding="utf-8") == "a file"


REFUSED = """
for text in ("a", "b"):
    row = ("00", text * 50_000, "")
    storage.keep(lambda db: db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES (?, ?, ?)", row))
    print(storage.notices())
print([row[0][:6] for row in storage.keep(lambda db: db.execute("SELECT exercise FROM hints_seen").fetchall())])
"""
FULL_DISK = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))\n"
READ_ONLY = """
if os.geteuid() == 0:  # root may write anywhere: become somebody else
    import platformdirs, encodings.idna
    os.setuid(65534)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX file permissions and limits")
@pytest.mark.parametrize(("limit", "there"), [(FULL_DISK, True), (READ_ONLY, True), (READ_ONLY, False)])
def test_a_disk_that_refuses_is_told_once_and_what_was_kept_stays(folder, limit, there):
    storage.home()
    if there:
        write("before")
    # somebody else must be able to come this far
    modes = {path: path.stat().st_mode for path in (*folder.parents, *folder.glob("*"), folder)}
    for path, mode in modes.items():
        if limit == READ_ONLY and path.owner() == folder.owner():
            path.chmod(mode | 0o055 if path in folder.parents else 0o555)
    try:
        told, again, kept = finish(start(limit + REFUSED)).splitlines()
    finally:
        for path, mode in modes.items():
            if path.stat().st_mode != mode:
                path.chmod(mode)
    assert "cannot save your work" in told
    assert again == ""
    assert kept == str(["before"] * there + ["aaaaaa", "bbbbbb"])
    assert written() == ["before"] * there
