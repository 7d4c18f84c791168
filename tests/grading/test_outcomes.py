"""What happens with each file: none vanishes, and whoever handed in something has a row."""

import os
import random
import struct
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from course_utils.checks.lesson import lessons, solutions
from course_utils.grading.notebook_code import parse
from course_utils.grading.submissions import OUTCOMES, SubmissionsError, contents, find
from tests.grading.handed_in import NB, START, book, folder_of, zip_of, zipped

ROOT = Path(__file__).parents[2]
W, D = "00_welcome", "01_data_preparation"
MOODLE = "assignsubmission_file_"
ANSWER = book("def neuron(x, w, b): return 1")
LESSON = (ROOT / "notebooks" / f"{W}.ipynb").read_bytes()
IS_LESSON = f"this is the lesson, not the exercise notebook; hand in exercises/{W}.ipynb"


@pytest.fixture(params=["folder", "zip"])
def put(request, tmp_path):
    """Return a function that puts files into a folder, or into a zip."""
    if request.param == "folder":
        return lambda files, times=None: folder_of(tmp_path / "all", files, times)
    return lambda files, times=None: zip_of(tmp_path / "all.zip", files, times)


def outcomes(found):
    return {file.path: file.outcome for file in found.files}


# ---- every file, once


def random_tree(rng):
    """Return files of a class whose learners hand in whatever they find."""
    learners = [
        "ada",
        "Ben Kern",
        f"Cleo_7_{MOODLE}",
        "1-2 - Dan - May 4, 2026 801 PM",
        "eva+ps1+2026-05-05 09:00:00 UTC",
    ]
    folders = ["", "exercises", "notebooks", "old", "week 1", ".ipynb_checkpoints", "__MACOSX", "a/b", ".git/objects"]
    stems = [W, D, f"._{W}", f"{W}-checkpoint", f"{W} (1)", f"{D}-Copy1", "scratch", f"fay_3001_90001_{W}", ".hidden"]
    suffixes = [".ipynb", ".ipynb.txt", ".ipynb.json", ".pdf", ".txt", ".7z", ".zip", ".crdownload", ""]
    contents = [
        NB,
        ANSWER,
        b"",
        b"%PDF",
        LESSON,
        book("x = 1"),
        zipped({f"{W}.ipynb": ANSWER, "x/y.txt": b""}),
        zipped({}),
    ]
    files, times = {}, {}
    for number in range(rng.randrange(1, 25)):
        parts = (rng.choice(["", rng.choice(learners)]), rng.choice(folders), rng.choice(stems) + rng.choice(suffixes))
        name = "/".join(part for part in parts if part)
        files[name], times[name] = rng.choice(contents), START + 3600 * number
    return files, times


def test_every_file_of_a_random_class_has_one_outcome(tmp_path):
    """And a folder and a zip of the same files have the same outcomes, rows and notes."""
    rng, seen, asked = random.Random(5), Counter(), 0
    for number in range(150):
        files, times = random_tree(rng)
        made = (
            folder_of(tmp_path / f"{number}" / "in", files, times),
            zip_of(tmp_path / f"{number}" / "in.zip", files, times),
        )
        try:
            found = find(made[0])
        except SubmissionsError:
            asked += 1
            with pytest.raises(SubmissionsError, match="--learner-level"):
                find(made[1])
            continue
        packed = find(made[1])
        assert found.files == packed.files
        rows = [(one.student, one.lesson, one.file, one.notes, one.problem) for one in found.submissions]
        assert rows == [(one.student, one.lesson, one.file, one.notes, one.problem) for one in packed.submissions]
        met = Counter(file.path for file in found.files)
        assert max(met.values()) == 1
        for name in files:  # a folder of junk stands for its files, and the files of a zip for the zip
            covers = [path for path in met if path == name or (path.endswith("/") and name.startswith(path))]
            assert len(covers) == 1 or (name.endswith(".zip") and any(path.startswith(f"{name}/") for path in met)), (
                name
            )
        graded = {file.path for file in found.files if file.outcome in ("graded", "not graded")}
        assert graded == {one.file for one in found.submissions}
        for file in found.files:
            assert file.outcome in OUTCOMES and file.sentence[-1] not in ". " and "\n" not in file.sentence
            seen[file.outcome] += 1
    assert {*seen} >= {*OUTCOMES} - {"refused"}, seen
    assert 0 < asked < 60


# ---- the lesson instead of the exercises


@pytest.mark.parametrize("lesson", lessons())
def test_a_lesson_is_told_from_its_exercises(lesson):
    codes = {
        kind: "\n".join(parse((ROOT / kind / f"{lesson}.ipynb").read_bytes()))
        for kind in ("notebooks", "exercises", "solutions")
    }
    names = tuple(solutions(lesson))
    assert {kind: contents.has_exercises(code, names) for kind, code in codes.items()} == {
        "notebooks": False,
        "exercises": True,
        "solutions": True,
    }
    assert [contents.is_the_lesson(code) for code in codes.values()] == [True, False, False]
    assert contents.lesson_of(codes["exercises"], [*lessons()]) == lesson


@pytest.mark.parametrize(
    ("code", "has"),
    [
        ("def neuron(x, w, b): return 1", True),
        ("if True:\n    def neuron(x): pass", True),
        ("neuron = lambda x, w, b: 1", True),
        ("a, neuron = 1, 2", True),
        ("from mine import neuron", True),
        ("class neuron: pass", True),
        ("check.neuron(None)", True),
        ("# def neuron(x)", False),
        ("neurons = 3", False),
        ("print(neuron == 1)", False),
        ("", False),
    ],
)
def test_code_that_has_an_exercise(code, has):
    assert contents.has_exercises(code, ("neuron", "neuron_batch")) == has


@pytest.mark.parametrize(
    "name", [f"bauerada_3001_{{}}_{W}.ipynb", f"ada/{{}} {W}.ipynb", f"Ada_1_{MOODLE}/{{}}/{W}.ipynb"]
)
@pytest.mark.parametrize(
    "other", [LESSON, book("x = 1"), b"not JSON", b"", book("from course_utils.widgets import guess")]
)
def test_a_file_without_exercises_or_unreadable_never_replaces_one_with(put, name, other):
    files = {name.format(90001): ANSWER, name.format(90002): other}
    found = find(put(files, {name.format(90002): START + 7200}), learner_level=1)
    (one,) = found.submissions
    assert one.file == name.format(90001) and one.problem == ""
    (left,) = found.left_out
    assert left[0] == name.format(90002) and f"{one.file} counts instead, because this file" in left[1]
    assert outcomes(found)[left[0]] == ("no exercises" if other[:1] == b"{" else "unreadable")


def test_the_lesson_alone_is_told_and_so_is_another_lessons_exercise(put):
    other = book("from course_utils.lessons.lesson_01 import check\ncheck.one_hot(1)")
    found = find(put({f"ada/{W}.ipynb": LESSON, f"ben/{W}.ipynb": other, f"cleo/{W}.ipynb": book("x = 1")}))
    ada, ben, cleo = found.submissions
    assert ada.problem == IS_LESSON
    assert ben.problem.startswith(f"this is the exercise notebook of {D}, saved under the name of {W}")
    assert cleo.problem == ""  # graded: it has no answers


# ---- junk and copies


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        (f"Ada_1_{MOODLE}._{W}.ipynb", "junk"),
        (f"Ada_1_{MOODLE}/._{W}.ipynb", "junk"),
        (f"Ada_1_{MOODLE}/__MACOSX/._{W}.ipynb", "junk"),
        (f"Ada_1_{MOODLE}{W}-checkpoint.ipynb", "copy"),
        (f"Ada_1_{MOODLE}/{W}-checkpoint (1).ipynb", "copy"),
        (f"Ada_1_{MOODLE}/.ipynb_checkpoints/{W}-checkpoint.ipynb", "junk"),
        (f"Ada_1_{MOODLE}/notebooks/{W}.ipynb", "copy"),
        (f"Ada_1_{MOODLE}/~${W}.ipynb", "junk"),
    ],
)
def test_junk_and_copies_are_seen_behind_a_platforms_name(put, name, outcome):
    original = f"Ada_1_{MOODLE}/{W}.ipynb"
    found = find(put({original: ANSWER, name: ANSWER}, {name: START + 7200}))
    assert [one.file for one in found.submissions] == [original]
    assert [file.outcome for file in found.files if file.path != original] == [outcome]


@pytest.mark.parametrize(
    "name", [f"bauerada_3001_9000{{}}_{{}}{W}{{}}.ipynb", f"HW_ada_attempt_2026-05-04-20-01-5{{}}_{{}}{W}{{}}.ipynb"]
)
def test_junk_behind_other_platforms_names(put, name):
    found = find(
        put({name.format(1, "", ""): ANSWER, name.format(2, "._", ""): b"x", name.format(3, "", "-checkpoint"): ANSWER})
    )
    assert [one.file for one in found.submissions] == [name.format(1, "", "")]
    assert sorted(outcomes(found).values()) == ["copy", "graded", "junk"]


def test_a_copy_that_is_all_there_is_counts_and_says_so(put):
    (one,) = find(put({f"ada/{W}-checkpoint.ipynb": ANSWER})).submissions
    assert one.problem == "" and "a copy that Jupyter keeps" in one.notes[0]


# ---- whoever handed in something has a row


@pytest.mark.parametrize("who", [f"Cleo_103_{MOODLE}", "cleo"])
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (f"{W}.pdf", b"%PDF", "this is a .pdf file"),
        (f"{W}.html", b"<html>", "this is a .html file"),
        (f"{W}.ipynb.crdownload", ANSWER, "download of this file was not finished"),
        ("abgabe.7z", b"7z", ".7z files cannot be opened"),
        ("work.tar.gz", b"\x1f\x8b", ".gz files cannot be opened"),
        ("exercises.zip", b"PK\3\4", "this zip is damaged"),
        ("exercises.zip", zipped({}), "this zip is empty"),
        ("exercises.zip", zipped({"a.zip": zipped({f"{W}.ipynb": ANSWER})}), "a zip inside a zip"),
        ("homework.ipynb", ANSWER, "no lesson's name"),
        (f"{W}.ipynb", b"", "the file is empty"),
        (f"{W}.ipynb", LESSON, IS_LESSON),
    ],
)
def test_a_learner_of_whom_nothing_can_be_graded_has_a_row(put, who, name, content, why):
    other = who.replace("Cleo_103", "Ben_102").replace("cleo", "ben")
    found = find(put({f"{other}/{W}.ipynb": ANSWER, f"{who}/{name}": content}))
    ben, cleo = sorted(found.submissions, key=lambda one: one.student)
    assert ben.problem == "" and cleo.lesson == W
    assert why in cleo.problem and outcomes(found)[cleo.file] == "not graded"


def test_only_a_platform_makes_a_learner_of_a_text(put):
    found = find(put({"Cleo_1_assignsubmission_onlinetext_/x.html": b"", f"Ben_2_{MOODLE}/{W}.ipynb": ANSWER}))
    assert [one.student for one in found.submissions] == ["Ben", "Cleo"]
    found = find(put({"slides/x.txt": b"", "slides/y.pdf": b"", f"ben/{W}.ipynb": ANSWER}))
    assert "slides" not in {one.student for one in found.submissions}


@pytest.mark.parametrize("ending", [".ipynb.txt", ".ipynb.json", ".json", ".IPYNB", ".ipynb.ipynb"])
def test_a_notebook_with_another_ending_is_read(put, ending):
    (one,) = find(put({f"ada/{W}{ending}": ANSWER})).submissions
    assert one.read() == ANSWER


@pytest.mark.parametrize(
    "who", [f"Ada_1_{MOODLE}/", f"Ada_1_{MOODLE}", "Ada_3001_90001_", "1-2 - Ada - May 4, 2026 801 PM - "]
)
def test_a_zip_inside_is_opened(put, who):
    inside = zipped({f"exercises/{W}.ipynb": ANSWER, f"__MACOSX/exercises/._{W}.ipynb": b"", f"{D}.ipynb": NB})
    found = find(put({f"{who}work.zip": inside}))
    assert {(one.student, one.lesson): one.read() for one in found.submissions} == {("Ada", W): ANSWER, ("Ada", D): NB}
    assert sorted(outcomes(found).values()) == ["graded", "graded", "junk"]


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [
        ("LARGEST_INSIDE", 500, "over 0 MB"),
        ("MOST_BELOW", 20, "holds over 20 files"),
        ("LARGEST_UNPACKED", 1000, "unpacks to over 0 MB"),
    ],
)
def test_a_zip_inside_that_would_cost_too_much_is_not_opened(tmp_path, monkeypatch, limit, most, said):
    monkeypatch.setattr(f"course_utils.grading.submissions.files.{limit}", most)
    inside = zipped({f"{n}.ipynb": NB for n in range(30)})
    path = zip_of(tmp_path / "in.zip", {f"ada/{W}.ipynb": NB, "ben/x.zip": inside})
    (ada, ben) = find(path).submissions
    assert ada.problem == "" and said in ben.problem


# ---- size and time


def test_repeated_output_is_no_bomb(put):
    text = ["epoch 1: loss 0.5\n"] * 180_000
    cell = {"cell_type": "code", "source": "def neuron(x, w, b): pass", "outputs": [{"text": text}]}
    found = find(put({f"ada/{W}.ipynb": book(cells=[cell]), f"ben/{W}.ipynb": ANSWER}))
    assert [one.problem for one in found.submissions] == ["", ""]
    assert len(found.submissions[0].read()) > 3.5 * 2**20


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no tzset")
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "UTC", "Europe/Berlin"])
def test_times_are_compared_in_the_teachers_zone(tmp_path, monkeypatch, zone):
    """A zip says 10:00 without a zone; files handed in by mail are half an hour older and half an hour newer."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        ten = time.mktime((2026, 5, 4, 10, 0, 0, 0, 0, -1))
        names = {f"{who}/{W}.ipynb": ANSWER for who in ("ada", "ben")}
        monday = zip_of(tmp_path / "monday.zip", names, dict.fromkeys(names, ten))
        times = {f"ada/{W}.ipynb": ten - 1800, f"ben/{W}.ipynb": ten + 1800}
        mail = folder_of(tmp_path / "by mail", names, times)
        ada, ben = find([monday, mail]).submissions
        assert (ada.file, ben.file) == (f"monday.zip/ada/{W}.ipynb", f"by mail/ben/{W}.ipynb")
        assert ada.time.startswith("2026-05-04T10:00:00") and ben.time.startswith("2026-05-04T10:30:00")
        for said in (f"by mail/ada/{W}.ipynb (2026-05-04 09:30)", f"monday.zip/ada/{W}.ipynb (2026-05-04 10:00)"):
            assert said in ada.notes[0]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_zip_that_knows_the_moment_is_believed(tmp_path):
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo(f"ada/{W}.ipynb", (2001, 1, 1, 0, 0, 0))
        info.extra = struct.pack("<HHBl", 0x5455, 5, 1, START)  # Info-ZIP's time, in UTC
        archive.writestr(info, ANSWER)
    mail = folder_of(tmp_path / "mail", {f"ada/{W}.ipynb": NB}, {f"ada/{W}.ipynb": START - 60})
    assert [one.file for one in find([path, mail]).submissions] == [f"in.zip/ada/{W}.ipynb"]


def test_the_same_file_in_two_paths_is_met_once(tmp_path):
    path = folder_of(tmp_path / "in", {f"ada/{W}.ipynb": ANSWER, f"ben/{W}.ipynb": ANSWER})
    found = find([path, path / "ada"])
    assert [file.outcome for file in found.files] == ["graded", "graded"]


def test_ten_thousand_files_take_seconds(tmp_path):
    """Of processor time, because others may be at work on this machine."""
    names = [
        f"P {n}_{n}_{MOODLE}/{W if k == 0 else k}.ipynb{'' if k == 0 else '.log'}"
        for n in range(500)
        for k in range(20)
    ]
    path = zip_of(tmp_path / "in.zip", dict.fromkeys(names, ANSWER))
    started = time.process_time()
    found = find(path)
    assert time.process_time() - started < 4
    assert len(found.submissions) == 500 and len(found.files) == 10_000


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_refused_and_makes_no_learner(tmp_path):
    path = folder_of(tmp_path / "in", {f"ada/{W}.ipynb": ANSWER})
    (path / "eve").mkdir()
    (path / "eve" / f"{W}.ipynb").symlink_to(path / "ada" / f"{W}.ipynb")
    found = find(path)
    assert outcomes(found) == {f"ada/{W}.ipynb": "graded", f"eve/{W}.ipynb": "refused"}
