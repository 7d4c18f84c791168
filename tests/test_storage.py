"""A learner's record, kept whole through full disks, other notebooks and crashes."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest

from course_utils import storage

ROOT = Path(storage.__file__).parents[1]
PRELUDE = """
import os, signal, sqlite3, sys
from course_utils import storage
def end_at_once(*_):
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX file permissions or limits")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("COURSE_HOME", str(folder))
    storage.notices()
    yield folder
    if folder in storage._in_memory:
        storage._in_memory.pop(folder).close()


def start(code, *args):
    """Start a separate process that runs `code` in the same home."""
    command = [sys.executable, "-c", PRELUDE + code, *map(str, args)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, text=True, **pipes)


def at_once(code, number):
    """Return what so many processes print that begin to run `code` at the same moment."""
    processes = [start("print(flush=True)\nsys.stdin.readline()\n" + code) for _ in range(number)]
    for process in processes:
        process.stdout.readline()  # it is ready
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    return [finish(process) for process in processes]


def finish(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert err == ""
    return out


def crash(code):
    """Run a process that ends itself in the middle of `code`."""
    process = start(code)
    process.communicate(timeout=60)
    assert process.returncode != 0


def write(text):
    row = ("00_welcome", text, storage.now())
    storage.keep(lambda db: db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES (?, ?, ?)", row))


def written():
    rows = storage.keep(lambda db: db.execute("SELECT * FROM hints_seen ORDER BY id").fetchall())
    return [row["exercise"] for row in rows]


def sound(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def moved_aside(folder):
    return sorted(folder.glob("course-moved-aside-*"))


# ---- where


def test_home_is_what_the_environment_says_and_is_made_on_demand(folder):
    assert not folder.exists()
    assert storage.home() == folder
    assert folder.is_dir()


def test_home_is_the_users_data_folder_where_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", "")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, appauthor: tmp_path / name)
    assert storage.home() == tmp_path / "neural-network-course"


def test_home_may_begin_with_a_tilde(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("COURSE_HOME", "~/course")
    assert storage.home() == tmp_path / "course"


def test_a_file_is_no_home(folder):
    folder.write_text("x", encoding="utf-8")
    with pytest.raises(NotADirectoryError, match="a file, not a folder"):
        storage.home()


# ---- what


def test_the_record_has_its_tables_once(folder):
    for _ in range(2):
        with closing(storage.connect()) as db:
            tables = {
                table: [column["name"] for column in db.execute(f"PRAGMA table_info({table})")]
                for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            }
            assert db.execute("PRAGMA user_version").fetchone()[0] == storage.VERSION
    assert tables == {
        "attempts": ["id", "lesson", "exercise", "time", "status", "share", "message", "seconds"],
        "hints_seen": ["id", "lesson", "exercise", "time"],
        "guesses": ["id", "lesson", "key", "question", "options", "chosen", "revealed", "time"],
        "drawings": ["id", "label", "image", "raw", "time"],
    }
    assert storage.notices() == ""


def test_the_journal_is_one_that_network_drives_can_bear(folder):
    write("a")
    with closing(storage.connect()) as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert sorted(path.name for path in folder.iterdir()) == ["course.lock", "course.sqlite"]


def test_bytes_come_back_as_they_were():
    image, raw = bytes(range(256)) * 3 + bytes(16), b"\0\xff strokes"
    with closing(storage.connect()) as db, db:
        row = (7, image, raw, storage.now())
        db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, ?, ?, ?)", row)
    kept = storage.keep(lambda db: db.execute("SELECT * FROM drawings").fetchone())
    assert (kept["label"], kept["image"], kept["raw"]) == (7, image, raw)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_piece_of_work_is_kept_whole_or_not_at_all(error):
    write("before")

    def work(db):
        db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', 'half', '')")
        raise error

    with pytest.raises(error):
        storage.keep(work)
    assert written() == ["before"]


def test_a_mistake_in_the_course_is_not_taken_for_a_fault_of_the_disk(folder):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        storage.keep(lambda db: db.execute("SELECT * FROM nowhere"))
    with pytest.raises(sqlite3.IntegrityError):
        storage.keep(lambda db: db.execute("INSERT INTO hints_seen (lesson) VALUES (NULL)"))
    with pytest.raises(sqlite3.ProgrammingError):
        storage.keep(lambda db: db.execute("SELECT ?", ()))
    write("kept")
    assert folder not in storage._in_memory
    assert storage.notices() == ""


def test_times_are_utc_to_the_second():
    assert time.strptime(storage.now(), "%Y-%m-%dT%H:%M:%S+00:00")


# ---- several at once


def test_processes_that_write_at_once_lose_nothing():
    code = """
def work(db):
    number = db.execute("SELECT count(*) FROM hints_seen").fetchone()[0]
    db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', ?, '')", (str(number),))
for _ in range(25):
    storage.keep(work)
print(storage.notices(), end="")
"""
    assert at_once(code, 4) == [""] * 4  # beginning in a home that is not there yet
    assert written() == [str(number) for number in range(100)]


def test_processes_that_meet_a_broken_file_move_it_once(folder):
    folder.mkdir()
    (folder / storage.FILE).write_bytes(b"no database" * 1000)
    code = """
for number in range(10):
    storage.keep(lambda db: db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', 'x', '')"))
print(storage.notices(), end="")
"""
    assert sum(map(bool, at_once(code, 4))) == 1
    assert [path.read_bytes() for path in moved_aside(folder)] == [b"no database" * 1000]
    assert len(written()) == 40


def test_a_writer_waits_for_another_one():
    write("first")
    db = storage.connect()
    db.execute("BEGIN EXCLUSIVE")
    other = start('storage.keep(lambda db: db.execute("DELETE FROM hints_seen"))\nprint(storage.notices(), end="")')
    with pytest.raises(subprocess.TimeoutExpired):
        other.wait(0.5)
    db.close()
    assert finish(other) == ""
    assert written() == []


def test_a_lock_that_never_ends_does_not_stop_the_course(folder, monkeypatch):
    write("in the file")
    monkeypatch.setattr(storage, "_PATIENCE", 0.1)
    with closing(storage.connect()) as db:
        db.execute("BEGIN IMMEDIATE")
        write("in memory")
        assert "database is locked" in storage.notices()
        assert written() == ["in the file", "in memory"]


# ---- crashes


def test_a_process_killed_at_any_moment_leaves_whole_work_behind(folder):
    code = """
number = int(sys.argv[1])
while True:
    number += 1
    def work(db):
        db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', ?, '')", (str(number),))
        row = (number, bytes(20_000))
        db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, '', ?, '')", row)
    storage.keep(work)
    print(number, flush=True)
"""
    dice, acknowledged, last = random.Random(0), set(), 0
    for _ in range(8):
        process = start(code, last)
        process.stdout.readline()
        time.sleep(dice.uniform(0, 0.08))
        process.kill()
        last += 1  # the line that was read
        acknowledged |= {last}
        for line in process.communicate(timeout=60)[0].splitlines(keepends=True):
            if line.endswith("\n"):
                acknowledged.add(int(line))
        last = max(acknowledged) + 1
        assert sound(folder / storage.FILE)
    hints = [int(text) for text in written()]
    assert acknowledged <= set(hints)
    assert hints == storage.keep(lambda db: [row["label"] for row in db.execute("SELECT label FROM drawings")])
    assert storage.notices() == ""


def test_half_written_pages_are_taken_back(folder):
    write("before")
    code = """
db = storage.connect()
db.execute("PRAGMA cache_size = 5")  # so small that pages reach the file before the transaction ends
db.execute("BEGIN IMMEDIATE")
db.execute("DELETE FROM hints_seen")
for label in range(50):
    db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, '', ?, '')", (label, bytes(4000)))
end_at_once()
"""
    crash(code)
    assert (folder / f"{storage.FILE}-journal").stat().st_size > 0
    assert (folder / storage.FILE).stat().st_size > 100_000
    assert written() == ["before"]
    assert storage.keep(lambda db: db.execute("SELECT count(*) FROM drawings").fetchone()[0]) == 0
    assert sound(folder / storage.FILE)
    assert storage.notices() == ""


def test_a_crash_while_the_record_is_set_up_leaves_no_trace(folder):
    crash("os.replace = end_at_once\nstorage.connect()")
    assert [path.name for path in folder.glob("*.new")] == [f"{storage.FILE}.new"]
    write("a")
    assert written() == ["a"]
    assert storage.notices() == ""
    assert list(folder.glob("*.new")) == []


def test_a_crash_while_a_broken_file_is_moved_loses_none_of_it(folder):
    folder.mkdir()
    (folder / storage.FILE).write_bytes(b"")
    (folder / f"{storage.FILE}-journal").write_bytes(b"its journal")
    code = """
rename = os.rename
def rename_and_end(*names):
    rename(*names)
    end_at_once()
os.rename = rename_and_end
storage.connect()
"""
    crash(code)
    write("a")
    assert written() == ["a"]
    assert {path.read_bytes() for path in moved_aside(folder)} == {b"", b"its journal"}


# ---- broken files


def garbage(path):
    path.write_bytes(random.Random(0).randbytes(9000))
    return "it was damaged"


def short_garbage(path):
    path.write_bytes(b"{}")
    return "it was damaged"


def empty(path):
    path.write_bytes(b"")
    return "it was empty"


def cut_to_a_page(path):
    path.write_bytes(path.read_bytes()[:4096])
    return "it was damaged"


def cut_in_the_header(path):
    path.write_bytes(path.read_bytes()[:50])
    return "it was no file of this course"


def newer(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {storage.VERSION + 1}")
    return "a newer version of the course had written it"


def foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE photos (id)")
    return "it was no file of this course"


@pytest.mark.parametrize("breaking", [garbage, short_garbage, empty, cut_to_a_page, cut_in_the_header, newer, foreign])
def test_a_broken_file_is_moved_aside_and_the_course_goes_on(folder, breaking):
    write("old")
    why = breaking(folder / storage.FILE)
    content = (folder / storage.FILE).read_bytes()
    write("new")
    assert written() == ["new"]
    (aside,) = moved_aside(folder)
    assert aside.read_bytes() == content
    told = storage.notices()
    assert told.count(".") == told.count(".sqlite") + 1  # one sentence
    assert f"({why})" in told
    assert str(aside) in told
    assert time.strftime("%Y-%m-%dT", time.gmtime()) in aside.name
    write("newer")
    assert storage.notices() == ""
    assert moved_aside(folder) == [aside]


def test_a_folder_in_the_files_place_is_moved_with_what_is_in_it(folder):
    (folder / storage.FILE).mkdir(parents=True)
    (folder / storage.FILE / "photo.jpg").write_bytes(b"mine")
    write("new")
    (aside,) = moved_aside(folder)
    assert (aside / "photo.jpg").read_bytes() == b"mine"
    assert "(a folder stood in its place)" in storage.notices()


def test_damage_deep_in_the_file_is_noticed_when_it_is_met(folder):
    def fill(db):
        for label in range(40):
            row = (label, random.Random(label).randbytes(784), bytes(3000), "")
            db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, ?, ?, ?)", row)

    storage.keep(fill)
    path = folder / storage.FILE
    content = bytearray(path.read_bytes())
    content[8 * 4096 :] = b"\xaa" * (len(content) - 8 * 4096)
    path.write_bytes(content)
    assert storage.keep(lambda db: db.execute("SELECT * FROM drawings").fetchall()) == []
    assert [aside.read_bytes() for aside in moved_aside(folder)] == [bytes(content)]
    assert "(it was damaged)" in storage.notices()


def test_a_journal_without_its_file_is_not_played_into_the_next_one(folder):
    folder.mkdir()
    journal = folder / f"{storage.FILE}-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4088))
    write("new")
    assert written() == ["new"]
    assert not journal.exists()
    assert len(moved_aside(folder)) == 1
    assert "(only its journal was there)" in storage.notices()


def test_broken_files_of_one_second_get_names_of_their_own(folder, monkeypatch):
    for content in (b"one", b"two", b"three"):
        folder.mkdir(exist_ok=True)
        (folder / storage.FILE).write_bytes(content)
        write("x")
    assert {path.read_bytes() for path in moved_aside(folder)} == {b"one", b"two", b"three"}


def test_a_file_deleted_by_its_owner_is_begun_again_without_a_word(folder):
    write("old")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    write("new")
    assert written() == ["new"]
    assert storage.notices() == ""


@posix
def test_a_link_to_another_place_stays_a_link(folder, tmp_path):
    folder.mkdir()
    (folder / storage.FILE).symlink_to(tmp_path / "elsewhere.sqlite")
    write("a")
    assert (folder / storage.FILE).is_symlink()
    assert sound(tmp_path / "elsewhere.sqlite")
    assert written() == ["a"]


@posix
def test_a_file_replaced_during_the_work_does_not_get_half_of_it(folder):
    write("old")

    def work(db):
        if not (folder / "taken away").exists():
            os.rename(folder / storage.FILE, folder / "taken away")
        db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', 'new', '')")

    storage.keep(work)
    assert folder not in storage._in_memory
    assert written() == ["new"]


# ---- disks that refuse


def test_without_a_usable_home_the_course_goes_on_in_memory(folder):
    folder.parent.joinpath("home").write_text("a file", encoding="utf-8")
    write("a")
    told = storage.notices()
    assert told.count(". ") == 0  # one sentence
    assert str(folder) in told
    assert "a file, not a folder" in told
    assert "COURSE_HOME" in told
    write("b")
    with closing(storage.connect()) as db, db:
        db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES ('00', 'c', '')")
    assert written() == ["a", "b", "c"]
    assert storage.notices() == ""
    assert folder.read_text(encoding="utf-8") == "a file"


def test_threads_share_the_memory(folder):
    folder.write_text("a file", encoding="utf-8")
    threads = [threading.Thread(target=lambda: [write("x") for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(written()) == 100


def test_memory_that_somebody_holds_is_an_error_and_not_a_second_memory(folder):
    folder.write_text("a file", encoding="utf-8")
    write("a")
    storage.notices()
    with closing(storage.connect()) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            write("b")
    write("c")
    assert written() == ["a", "c"]
    assert storage.notices() == ""


REFUSED = """
for text in ("a", "b"):
    row = ("00", text * 50_000, "")
    storage.keep(lambda db: db.execute("INSERT INTO hints_seen (lesson, exercise, time) VALUES (?, ?, ?)", row))
    print(storage.notices())
print([row[0][:6] for row in storage.keep(lambda db: db.execute("SELECT exercise FROM hints_seen").fetchall())])
"""


@posix
def test_a_disk_that_is_full_is_told_once_and_what_was_kept_stays(folder):
    write("before")
    content = (folder / storage.FILE).read_bytes()
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))\n"
    told, again, kept = finish(start(limit + REFUSED)).splitlines()
    assert "cannot be kept" in told
    assert again == ""
    assert kept == "['before', 'aaaaaa', 'bbbbbb']"
    assert (folder / storage.FILE).read_bytes() == content
    assert written() == ["before"]
    assert storage.notices() == ""


@posix
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_cannot_be_written_is_told_once(folder, there):
    storage.home()
    if there:
        write("before")
    for path in folder.glob("*"):
        path.chmod(0o444)
    folder.chmod(0o555)
    # root may write anywhere: become somebody else, who must be able to come this far
    code = "if os.geteuid() == 0:\n    import platformdirs, encodings.idna\n    os.setuid(65534)\n" + REFUSED
    opened = [parent for parent in folder.parents if os.geteuid() == 0 and not parent.stat().st_mode & 0o001]
    for parent in opened:
        parent.chmod(parent.stat().st_mode | 0o011)
    try:
        told, again, kept = finish(start(code)).splitlines()
    finally:
        for parent in opened:
            parent.chmod(parent.stat().st_mode & ~0o011)
        folder.chmod(0o755)
    assert "cannot be kept" in told
    assert again == ""
    assert kept == str((["before"] if there else []) + ["aaaaaa", "bbbbbb"])
