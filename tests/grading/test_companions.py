"""Which files travel with a notebook: the learner's own, small ones, and nobody else's."""

import os
import zipfile

import nbformat
import pytest

from course_utils.grading.companions import MOST_BYTES, MOST_FILES, beside, owners
from course_utils.grading.submissions import find

CODE = "from helpers import relu\nopen('data/low.txt')"
MOODLE = "Ada Lovelace_123456_assignsubmission_file_"
OTHER = "Ben Bitdiddle_123457_assignsubmission_file_"


def notebook(code=CODE):
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])).encode()


def place(folder, files, packed):
    """Write files, in a zip if `packed`, and return the path to search; None stands for a notebook."""
    contents = {name: notebook() if content is None else content for name, content in files.items()}
    if packed:
        with zipfile.ZipFile(folder / "all.zip", "w") as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
        return folder / "all.zip"
    for name, content in contents.items():
        path = folder / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "all"


def travelling(path):
    """Return the files and the notes of each learner."""
    submissions = find(path).submissions
    whose = owners(submissions)
    return {submission.student: beside(submission, whose) for submission in submissions}


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"ada/00_welcome.ipynb": None, "ada/helpers.py": b"1", "ada/data/low.txt": b"0",
             "ben/00_welcome.ipynb": None, "ben/helpers.py": b"2"},
            {"ada": {"helpers.py": b"1", "data/low.txt": b"0"}, "ben": {"helpers.py": b"2"}},
        ),
        (
            {f"{MOODLE}/00_welcome.ipynb": None, f"{MOODLE}/helpers.py": b"1", f"{OTHER}/00_welcome.ipynb": None},
            {"Ada Lovelace": {"helpers.py": b"1"}, "Ben Bitdiddle": {}},
        ),
        (
            {f"{MOODLE}00_welcome.ipynb": None, f"{MOODLE}helpers.py": b"1", f"{OTHER}00_welcome.ipynb": None,
             f"{OTHER}helpers.py": b"2"},
            {"Ada Lovelace": {"helpers.py": b"1"}, "Ben Bitdiddle": {"helpers.py": b"2"}},
        ),
        (
            {"lovelaceada_12_90_00_welcome.ipynb": None, "lovelaceada_12_91_helpers-1.py": b"1",
             "lovelaceadam_13_92_00_welcome.ipynb": None, "lovelaceadam_LATE_13_93_helpers.py": b"2"},
            {"lovelaceada": {"helpers.py": b"1"}, "lovelaceadam": {}},
        ),
        (  # everything of all learners in one folder: nobody knows whose the helpers are
            {"all/ada_00_welcome.ipynb": None, "all/ben_00_welcome.ipynb": None, "all/helpers.py": b"1"},
            {"ada": {}, "ben": {}},
        ),
        (  # junk, notebooks, and what programs keep for themselves
            {"ada/00_welcome.ipynb": None, "ben/00_welcome.ipynb": None, "ada/other.ipynb": b"{}", "ada/.secret": b"1",
             "ada/__pycache__/helpers.pyc": b"1", "ada/.ipynb_checkpoints/helpers.py": b"1", "ada/con:x.py": b"1"},
            {"ada": {}, "ben": {}},
        ),
        (  # directly in the path, which may be a folder with anything in it: only what the code names
            {"00_welcome.ipynb": None, "helpers.py": b"import more", "more.py": b"1", "data/low.txt": b"0",
             "grades.csv": b"ben,5", "my_more.py": b"2"},
            {None: {"helpers.py": b"import more", "more.py": b"1", "data/low.txt": b"0"}},
        ),
    ],
    ids=["folders", "Moodle", "Moodle, flat", "Canvas", "one folder", "junk", "the path itself"],
)  # fmt: skip
def test_the_learners_own_files_travel(tmp_path, packed, files, expected):
    found = travelling(place(tmp_path, files, packed))
    if None in expected:
        [(files, notes)] = found.values()
        assert files == expected[None] and notes == ()
    else:
        assert {student: files for student, (files, _) in found.items()} == expected


def test_what_is_too_much_is_left_out_and_named(tmp_path):
    files = {"ada/00_welcome.ipynb": None, "ben/00_welcome.ipynb": None, "ada/big.csv": b"x" * (MOST_BYTES + 1)}
    files |= {f"ada/data/{number:02}.txt": b"x" for number in range(MOST_FILES + 3)}
    found = travelling(place(tmp_path, {**files, "ada/zz_helpers.py": b"1"}, packed=False))
    kept, [note] = found["ada"]
    assert len(kept) == MOST_FILES and "zz_helpers.py" in kept  # code first
    assert "big.csv, data/19.txt, data/20.txt, data/21.txt, data/22.txt" in note and "20 files, of 5 MB" in note
    assert found["ben"] == ({}, ())


def test_a_packed_bomb_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/00_welcome.ipynb", notebook())
        archive.writestr("ben/00_welcome.ipynb", notebook())
        archive.writestr("ada/bomb.csv", b"\0" * 50_000_000)
        archive.writestr("ada/../ben/helpers.py", b"1")
    files, [note] = travelling(tmp_path / "all.zip")["ada"]
    assert files == {} and "bomb.csv" in note


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_no_link_is_followed(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("x")
    path = place(tmp_path, {"ada/00_welcome.ipynb": None, "ben/00_welcome.ipynb": None}, packed=False)
    (path / "ada" / "key.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (path / "ada" / "below").symlink_to(tmp_path / "secret")
    assert travelling(path)["ada"] == ({}, ())


def test_of_several_paths_only_what_the_code_names_travels_from_each(tmp_path):
    for learner in ("ada", "ben"):
        folder = tmp_path / learner
        folder.mkdir()
        (folder / f"{learner}_00_welcome.ipynb").write_bytes(notebook())
        (folder / "helpers.py").write_bytes(b"1")
        (folder / "letter.txt").write_bytes(b"2")
    submissions = find([tmp_path / "ada", tmp_path / "ben"]).submissions
    assert [submission.student for submission in submissions] == ["ada", "ben"]
    whose = owners(submissions)
    assert [beside(submission, whose) for submission in submissions] == [({"helpers.py": b"1"}, ())] * 2
