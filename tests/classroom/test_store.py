"""The class folder: what is acknowledged is on the disk, one server has it, and each refusal is a sentence."""

import asyncio
import sqlite3
from types import SimpleNamespace

import psutil
import pytest

from course_utils.classroom import store
from course_utils.classroom.store import CannotOpen, DiskFull, Store


def run(folder, work, failed=lambda _: None):
    """Run a coroutine function with a store that writes."""

    async def main():
        kept = Store(folder, failed)
        kept.start()
        try:
            return await work(kept)
        finally:
            await asyncio.to_thread(kept.close)

    return asyncio.run(main())


def insert(number):
    return lambda db: db.execute("INSERT INTO meta VALUES (?, '')", (f"{number:05}",))


def numbers(folder):
    db = sqlite3.connect(folder / store.FILE)
    found = [int(name) for (name,) in db.execute("SELECT name FROM meta ORDER BY rowid")]
    db.close()
    return found


def test_many_changes_share_a_commit_and_keep_their_order(tmp_path):
    applied, commits = [], []

    async def work(kept):
        kept.db.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
        await asyncio.gather(*(kept.change(insert(n), lambda _, n=n: applied.append(n)) for n in range(700)))

    run(tmp_path, work)
    assert applied == numbers(tmp_path) == list(range(700))
    assert 2 <= len(commits) < 20


def test_a_change_is_applied_only_after_its_commit(tmp_path):
    async def work(kept):
        inside = await kept.change(insert(1), lambda _: kept.db.in_transaction)
        assert inside is False

    run(tmp_path, work)


def test_a_full_disk_keeps_nothing_of_a_change_and_the_next_one_may_succeed(tmp_path):
    async def work(kept):
        pages = kept.db.execute("PRAGMA page_count").fetchone()[0]
        kept.db.execute(f"PRAGMA max_page_count = {pages}")
        large = lambda db: db.execute("INSERT INTO meta VALUES ('99', ?)", ("x" * 100_000,))  # noqa: E731
        with pytest.raises(DiskFull):
            await kept.change(large, lambda _: pytest.fail("it was not written"))
        assert kept.full
        kept.db.execute("PRAGMA max_page_count = 1000000")
        await kept.change(insert(7), lambda _: None)
        assert not kept.full

    run(tmp_path, work)
    assert numbers(tmp_path) == [7]


def test_a_fault_of_ours_ends_every_wait_and_is_told(tmp_path):
    told = []

    async def work(kept):
        waits = [kept.change(insert(1), lambda _: None), kept.change(insert(1), lambda _: None)]
        results = await asyncio.gather(*waits, return_exceptions=True)
        assert any(isinstance(result, sqlite3.IntegrityError) for result in results)
        while not told:
            await asyncio.sleep(0.001)
        assert [type(error) for error in told] == [sqlite3.IntegrityError]

    run(tmp_path, work, told.append)


def test_a_second_server_on_the_folder_is_refused_and_may_start_after_the_first(tmp_path):
    first = Store(tmp_path, print)
    with pytest.raises(CannotOpen, match="Another `course serve` is using the folder"):
        Store(tmp_path, print)
    with pytest.raises(CannotOpen, match="Another `course serve`"):
        store.delete(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        sqlite3.connect(tmp_path / store.FILE, timeout=0).execute("SELECT * FROM people")
    assert not (tmp_path / f"{store.FILE}-shm").exists()  # shared memory is what the lost commits need
    first.close()
    Store(tmp_path, print).close()


@pytest.mark.parametrize(
    ("content", "message"), [(b"a letter, not a database" * 99, "cannot be read"), ("newer", "a newer version")]
)
def test_a_file_of_another_kind_is_left_alone(tmp_path, content, message):
    if content == "newer":
        db = sqlite3.connect(tmp_path / store.FILE)
        db.executescript("PRAGMA user_version = 99; CREATE TABLE something (a)")
        db.close()
    else:
        (tmp_path / store.FILE).write_bytes(content)
    before = (tmp_path / store.FILE).stat().st_size
    with pytest.raises(CannotOpen, match=message):
        Store(tmp_path, print)
    assert (tmp_path / store.FILE).stat().st_size == before


def test_a_class_that_an_earlier_version_has_kept_goes_on(tmp_path):
    db = sqlite3.connect(tmp_path / store.FILE)
    db.executescript(store.SCHEMA)
    db.execute("INSERT INTO people (name, token, joined) VALUES ('Anna', x'01', 1.0)")
    db.commit()
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    db.close()
    for _ in range(2):
        kept = Store(tmp_path, print)
        assert kept.db.execute("SELECT name, phone FROM people").fetchall() == [("Anna", 0)]
        assert kept.db.execute("SELECT count(*) FROM polls, votes, helps, messages, handins").fetchone() == (0,)
        kept.close()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotOpen, match="Name a folder that you can write to"):
        Store(tmp_path / "file" / "klass", print)


@pytest.mark.parametrize(
    ("fstype", "options", "network"),
    [("nfs4", "rw", True), ("cifs", "rw", True), ("fuse.sshfs", "rw", True), ("NTFS", "rw,remote", True)]
    + [("ext4", "rw", False), ("apfs", "rw", False), ("NTFS", "rw,fixed", False)],
)
def test_a_network_drive_is_found_by_its_kind(tmp_path, monkeypatch, fstype, options, network):
    parts = [("/", "ext4", "rw"), (str(tmp_path), fstype, options), (f"{tmp_path}-other", "nfs", "rw")]
    made = [SimpleNamespace(mountpoint=place, fstype=kind, opts=opts) for place, kind, opts in parts]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: made)
    assert store.network_drive(tmp_path / "klass") is network
    if network:
        with pytest.raises(CannotOpen, match="on a network drive"):
            Store(tmp_path / "klass", print)
        assert not (tmp_path / "klass").exists()


def test_delete_removes_the_class_and_nothing_else(tmp_path):
    folder = tmp_path / "klass"
    Store(folder, print).close()
    (folder / "notes.txt").write_text("mine")
    store.delete(folder)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    with pytest.raises(CannotOpen, match="no class in the folder"):
        store.delete(folder)
    Store(tmp_path / "other", print).close()
    store.delete(tmp_path / "other")
    assert not (tmp_path / "other").exists()
