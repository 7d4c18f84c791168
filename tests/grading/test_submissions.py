"""Submissions: each is found, belongs to the right person, and can harm neither the others nor the machine."""

import io
import json
import os
import random
import stat
import struct
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest

from course_utils.checks.lesson import lessons, solutions
from course_utils.grading.notebook_code import LARGEST
from course_utils.grading.safe_names import LONGEST_FOLDER, clean, folders
from course_utils.grading.submissions import SubmissionsError, Unreadable, find
from course_utils.grading.submissions.files import MOST_FILES

ROOT = Path(__file__).parents[2]
NB = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
MLP, CNN = "02_sequential_mlp", "06b_convolutional_networks"
HARD_NAMES = [
    "..",
    "...",
    ".",
    "-rf",
    "=cmd()",
    "a\nb",
    "a\x00b",
    "a\x1b[31mb",
    "\u202eadA",
    "CON",
    "con.txt",
    "NUL",
    "COM1",
    "lpt9.x",
    "reports",
    "secret",
    "Ada",
    "ada",
    "ADA",
    "a b",
    "a_b",
    "a/b",
    "a:b",
    "a?b",
    "n" * 300,
    "n" * 299 + "m",
    "名" * 300,
    "e\u0301",
    "\u00e9",
    "Straße",
    "STRASSE",
    "\ud800",
    "\ud801",
    "",
    " ",
    "a.",
    "a",
    "a ",
    "😀",
    "COM¹",
    "<b>",
    "x" * 60 + "-",
]


def folder_of(path, files, times=None):
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        if times and name in times:
            os.utime(file, (times[name], times[name]))
    return path


def zip_of(path, files, times=None):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            stamp = time.gmtime((times or {}).get(name, 1_700_000_000))[:6]
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return path


@pytest.fixture(params=["folder", "zip"])
def put(request, tmp_path):
    """Return a function that puts files into a folder, or into a zip."""
    if request.param == "folder":
        return lambda files, times=None: folder_of(tmp_path / "all", files, times)
    return lambda files, times=None: zip_of(tmp_path / "all.zip", files, times)


def whose(found):
    return {(one.student, one.lesson): one.file for one in found.submissions}


# ---- layouts


@pytest.mark.parametrize(
    ("files", "people"),
    [
        ((f"ada/{MLP}.ipynb", f"ben/{MLP}.ipynb", f"ben/{CNN}.ipynb"), ("ada", "ben", "ben")),
        ((f"ada_{MLP}.ipynb", f"ben_{MLP}.ipynb"), ("ada", "ben")),
        ((f"hand_ins/ada_{MLP}.ipynb", f"hand_ins/ben_{MLP}.ipynb"), ("ada", "ben")),
        ((f"hand_ins/ada/{MLP}.ipynb", f"hand_ins/ben/{MLP}.ipynb"), ("ada", "ben")),
        ((f"ada/{MLP}.ipynb", f"ada/{CNN}.ipynb"), ("ada", "ada")),
        ((f"ada/exercises/{MLP}.ipynb",), ("ada",)),
        ((f"ada/{MLP}/{MLP}.ipynb", f"ben/{MLP}/{MLP}.ipynb"), ("ada", "ben")),  # as nbgrader keeps them
        ((f"ada/week 2/mine/{MLP}.ipynb", f"ben/{MLP.upper()}.IPYNB"), ("ada", "ben")),
        ((f"ada/my_{MLP}_final.ipynb", f"ben/{MLP} (1).ipynb", f"cy/{MLP}-Copy1.ipynb"), ("ada", "ben", "cy")),
        ((f"ada_{MLP}.ipynb", f"ben/{MLP}.ipynb"), ("ada", "ben")),
        ((f"Ada Lovelace_123_assignsubmission_file_/{MLP}.ipynb",), ("Ada Lovelace",)),
        ((f"Ada Lovelace_123_assignsubmission_file_/sub/{MLP}.ipynb",), ("Ada Lovelace",)),
        ((f"Ada Lovelace_123_assignsubmission_file/{MLP}.ipynb",), ("Ada Lovelace",)),
        ((f"x/Ada_Lovelace O'Neil_123_assignsubmission_file_{MLP}.ipynb",), ("Ada_Lovelace O'Neil",)),
        (  # Moodle's number is another one in each assignment
            (
                f"Zoë Ångström_123_assignsubmission_file_/{MLP}.ipynb",
                f"Zoë Ångström_777_assignsubmission_file_/{CNN}.ipynb",
            ),
            ("Zoë Ångström", "Zoë Ångström"),
        ),
        (
            (
                f"Ada Lovelace_123_assignsubmission_file_/{MLP}.ipynb",
                f"Ada Lovelace_456_assignsubmission_file_/{MLP}.ipynb",
            ),
            ("Ada Lovelace (123)", "Ada Lovelace (456)"),
        ),
        ((f"lovelaceada_12_90_{MLP}.ipynb", f"turingalan_13_91_{MLP}-2.ipynb"), ("lovelaceada", "turingalan")),
        ((f"lovelaceada_LATE_12345_67890_{MLP}-1.ipynb",), ("lovelaceada",)),
        ((f"lovelaceada_12345_67890_my_{MLP}.ipynb",), ("lovelaceada",)),
        ((f"smithjo_1_67890_{MLP}.ipynb", f"smithjo_2_67891_{MLP}.ipynb"), ("smithjo (1)", "smithjo (2)")),
        ((f"ada_2024_{MLP}.ipynb", f"ben_2024_{MLP}.ipynb"), ("ada_2024", "ben_2024")),
    ],
)
def test_each_layout_tells_whose_it_is(put, files, people):
    found = find(put(dict.fromkeys(files, NB)))
    assert found.left_out == ()
    assert sorted(one.student for one in found.submissions) == sorted(people)
    assert sorted(one.file for one in found.submissions) == sorted(files)
    for one in found.submissions:
        assert one.lesson in one.file.lower()
        assert one.read() == NB
        assert one.problem == ""


def test_a_single_notebook_is_a_submission(tmp_path):
    folder_of(tmp_path, {f"ada/{MLP}.ipynb": NB, f"exercises/{MLP}.ipynb": NB, f"ben_{CNN}.ipynb": NB})
    assert whose(find(tmp_path / "ada" / f"{MLP}.ipynb")) == {("ada", MLP): f"{MLP}.ipynb"}
    assert whose(find(tmp_path / "exercises" / f"{MLP}.ipynb")) == {("learner", MLP): f"{MLP}.ipynb"}
    assert whose(find(tmp_path / f"ben_{CNN}.ipynb")) == {("ben", CNN): f"ben_{CNN}.ipynb"}


def test_the_folder_of_one_person_has_its_name(tmp_path):
    folder_of(tmp_path / "ada", {f"{MLP}.ipynb": NB, f"{CNN}.ipynb": NB})
    assert set(whose(find(tmp_path / "ada"))) == {("ada", MLP), ("ada", CNN)}


def test_the_lessons_are_those_that_have_exercises():
    assert [*lessons()][0] == "00_welcome"
    assert set(lessons()) == {path.stem for path in (ROOT / "solutions").glob("*.ipynb")}
    assert solutions([*lessons()][-1])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ada/notes.txt", "not a notebook"),
        ("ada/scratch.ipynb", "no lesson's name"),
        (f"ada/1{MLP}.ipynb", "no lesson's name"),
        (f"ada/.ipynb_checkpoints/{MLP}-checkpoint.ipynb", "Jupyter keeps"),
        (f"__MACOSX/ada/._{MLP}.ipynb", "macOS"),
        (f"ada/._{MLP}.ipynb", "hidden"),
        (".DS_Store", "hidden"),
        ("ada/work.zip", "zip is damaged"),
        ("ada/work.rar", "cannot be opened"),
        (f"ada/{CNN[:8]}.pdf", "not a notebook"),
    ],
)
def test_what_is_no_submission_is_named_with_the_reason(put, name, why):
    found = find(put({f"ada/{MLP}.ipynb": NB, name: b"x"}))
    assert ("ada", MLP) in whose(found)
    ((file, said),) = found.left_out or [(one.file, one.problem) for one in found.submissions if one.student != "ada"]
    assert name.startswith(file.rstrip("/"))
    assert why in said


# ---- late, and more than one


def test_late_is_told(put):
    (one,) = find(put({f"a_LATE_1_2_{MLP}.ipynb": NB})).submissions
    assert "late" in " ".join(one.notes)


@pytest.mark.parametrize(
    ("names", "times", "newest", "by"),
    [
        ((f"ada/old/{MLP}.ipynb", f"ada/v2/{MLP}.ipynb"), (2000, 1000), 0, ") is older than ada/"),
        ((f"ada/old/{MLP}.ipynb", f"ada/v2/{MLP}.ipynb"), (1000, 2000), 1, ") is older than ada/"),
        ((f"ada/{MLP}.ipynb", f"ada/{MLP}-2.ipynb"), (1000, 1000), 1, "number of the copy"),
        ((f"ada/{MLP} (10).ipynb", f"ada/{MLP} (9).ipynb"), (1000, 1000), 0, "number of the copy"),
        ((f"ada/old/{MLP}.ipynb", f"ada/v2/{MLP}.ipynb"), (1000, 1000), 1, "first by name"),
        ((f"ada/{MLP}.ipynb", f"ada/v2/{MLP}.ipynb"), (1000, 1000), 0, "in more folders"),
        ((f"a_1_20_{MLP}.ipynb", f"a_1_9_{MLP}-1.ipynb"), (1000, 2000), 0, "platform's number"),
        ((f"a_1_20_{MLP}.ipynb", f"a_1_20_{MLP}-1.ipynb"), (2000, 1000), 1, "number of the copy"),
        ((f"ada/exercises/{MLP}.ipynb", f"ada/notebooks/{MLP}.ipynb"), (1000, 2000), 0, "course's own"),
        ((f"ada_{MLP}.ipynb", f"ada/{MLP}.ipynb"), (1000, 2000), 1, ") is older than ada/"),
        ((f"ada/{MLP}-checkpoint.ipynb", f"ada/{MLP}.ipynb"), (2000, 1000), 1, "Jupyter keeps"),
    ],
)
def test_of_several_files_the_newest_counts_and_that_is_told(put, names, times, newest, by):
    start = 1_700_000_000
    times = {name: start + at for name, at in zip(names, times, strict=True)}
    found = find(put(dict.fromkeys([*names, f"ben/{MLP}.ipynb"], NB), times))
    one = min(found.submissions, key=lambda each: each.student)
    assert one.file == names[newest]
    (note,) = one.notes
    assert by in note
    assert names[1 - newest] in note


def test_a_name_twice_in_a_zip_counts_once(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"ada/{MLP}.ipynb", b"old")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(f"ada/{MLP}.ipynb", NB)
    (one,) = find(path).submissions
    assert one.read() == NB
    assert "2 files" in one.notes[0]


def test_the_time_is_told(put):
    (one,) = find(put({f"ada/{MLP}.ipynb": NB}, {f"ada/{MLP}.ipynb": 1_700_000_000})).submissions
    assert one.time.startswith("2023-11-14T22:13:20")


# ---- names


def test_folders_are_safe_different_and_always_the_same():
    chosen = folders(HARD_NAMES)
    assert set(chosen) == set(HARD_NAMES)
    assert len({unicodedata.normalize("NFC", name).casefold() for name in chosen.values()}) == len(HARD_NAMES)
    assert chosen == folders(reversed(HARD_NAMES))
    for folder in chosen.values():
        assert 1 <= len(folder) <= LONGEST_FOLDER
        assert len(folder.encode()) <= 255
        assert folder == folder.strip(" .-") or folder[-1] == "-"
        assert all(character.isalnum() or character in "-_." for character in folder)
        assert folder.split(".")[0].casefold() not in {"con", "nul", "com1", "lpt9", "com¹", "reports", "secret"}


@pytest.mark.parametrize("name", ["zoë", "名前", "o-b.c_1", "ada"])
def test_a_plain_name_stays_as_it_is(name):
    assert folders([name]) == {name: name}


def test_a_folder_does_not_depend_on_who_else_handed_in():
    alike = ["Ada Lovelace", "ada lovelace", "ada_lovelace", "Ada_Lovelace", "ADA LOVELACE", "ada_lovelace."]
    alike += [folders(["Ada Lovelace"])["Ada Lovelace"].casefold()]  # a name that is made to look like a folder
    together = folders(alike)
    assert all(folders([name])[name] == together[name] for name in alike)
    assert len({folder.casefold() for folder in together.values()}) == len(alike)


def test_a_shown_name_is_one_line_of_what_can_be_seen():
    for name in HARD_NAMES:
        shown = clean(name)
        assert shown == " ".join(shown.split())
        assert len(shown) <= 200
        shown.encode()
        assert bool(shown) == bool(name.strip())
        assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in shown)


def test_hostile_names_in_a_zip_lose_nobody_and_harm_nobody(tmp_path):
    names = [name for name in HARD_NAMES if name not in (".", "..", "a/b", "", "a\x00b", "\ud800", "\ud801")]
    names = [name for name in names if not name.startswith(".")]
    path = zip_of(tmp_path / "all.zip", {f"{name}/{MLP}.ipynb": NB for name in names} | {f"plain/{MLP}.ipynb": NB})
    found = find(path)
    assert len(found.submissions) + len(found.left_out) == len(names) + 1
    assert [why for _, why in found.left_out if "leads out" not in why] == [  # a:b is a drive
        why
        for _, why in found.left_out
        if "several times" in why  # "é" in one sign and in two is one person
    ]
    assert len(found.left_out) == 2
    assert len({one.student for one in found.submissions}) == len(found.submissions)
    assert len({one.folder.casefold() for one in found.submissions}) == len(found.submissions)
    assert next(one for one in found.submissions if one.student == "plain").notes == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]  # nothing was unpacked
    json.dumps([one.file for one in found.submissions], ensure_ascii=False).encode()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not allow such names")
def test_hostile_names_in_a_folder_lose_nobody(tmp_path):
    odd = ["=cmd()", "a\nb", "\u202eadA", "CON", "ada", "Ada", "b\x1b[31m", "n" * 250, os.fsdecode(b"\xff\xfe")]
    found = find(folder_of(tmp_path / "all", {f"{name}/{MLP}.ipynb": NB for name in odd}))
    assert found.left_out == ()
    assert len({one.folder.casefold() for one in found.submissions}) == len(odd)
    for one in found.submissions:
        assert one.read() == NB
        (one.student + one.file + one.folder).encode()


def test_two_names_that_only_look_the_same_are_two_people(tmp_path):
    path = zip_of(tmp_path / "all.zip", {f"a\x01/{MLP}.ipynb": NB, f"a\x02/{MLP}.ipynb": NB + b" "})
    one, two = find(path).submissions
    assert one.student != two.student
    assert {one.read(), two.read()} == {NB, NB + b" "}
    assert "changed" in " ".join(one.notes)


def test_long_hostile_names_cost_no_time(tmp_path):
    names = ["_1" * 30_000, "a_1_1" * 12_000, "_assignsubmission_file_" * 2_800, f"_{MLP}" * 3_000, "(1)" * 20_000]
    names += ["1-1 - a - " + "1" * 50_000 + " - ", "1-1 - a" + " - 1" * 15_000 + " - ", "old_" * 15_000 + "x"]
    names += ["a+b+2026-05-05 09:00:00" + " 0" * 20_000 + "+", "x_attempt_2026-05-04-20-01-55" * 2_000]
    path = zip_of(tmp_path / "all.zip", {f"{name[:65_000]}_{MLP}.ipynb": NB for name in names})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{MLP}{' ' * 60_000}- x\n.ipynb", NB)
        archive.writestr(f"1-1 - a - {'1' * 50_000} - /{MLP}.ipynb", NB)
    started = time.perf_counter()
    found = find(path)
    assert time.perf_counter() - started < 2
    assert len(found.submissions) + len(found.left_out) == len(names) + 2


# ---- zips and folders that mean harm, or are damaged


@pytest.mark.parametrize(
    "name",
    [f"../../{MLP}.ipynb", f"/etc/{MLP}.ipynb", f"ada/../../{MLP}.ipynb", f"C:/x/{MLP}.ipynb", f"..\\{MLP}.ipynb"],
)
def test_a_name_that_leads_out_of_a_zip_is_left_out(tmp_path, name):
    found = find(zip_of(tmp_path / "all.zip", {f"ada/{MLP}.ipynb": NB, name: NB}))
    assert set(whose(found)) == {("ada", MLP)}
    assert "leads out" in found.left_out[0][1]


def test_backslashes_are_folders_in_zips_of_old_windows_tools(tmp_path):
    found = find(zip_of(tmp_path / "all.zip", {f"ada\\{MLP}.ipynb": NB, f"ben\\{MLP}.ipynb": NB}))
    assert set(whose(found)) == {("ada", MLP), ("ben", MLP)}


def test_a_link_in_a_zip_is_left_out(tmp_path):
    path = zip_of(tmp_path / "all.zip", {f"ada/{MLP}.ipynb": NB})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo(f"ben/{MLP}.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    found = find(path)
    assert set(whose(found)) == {("ada", MLP)}
    assert "a link" in found.left_out[0][1]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_no_link_below_a_folder_is_followed(tmp_path):
    outside = folder_of(tmp_path / "outside", {f"eve/{MLP}.ipynb": b"secret"})
    path = folder_of(tmp_path / "all", {f"ada/{MLP}.ipynb": NB})
    (path / "eve").symlink_to(outside / "eve")
    (path / "ada" / f"{CNN}.ipynb").symlink_to(outside / "eve" / f"{MLP}.ipynb")
    (path / "ada" / "loop").symlink_to(path)
    os.mkfifo(path / "ada" / f"pipe_{MLP}.ipynb")
    found = find(path)
    assert set(whose(found)) == {("ada", MLP)}
    assert [why[:12] for _, why in found.left_out] == ["this is a li"] * 2 + ["this is neit", "this is a li"]
    (one,) = found.submissions
    one.source.unlink()
    one.source.symlink_to(outside / "eve" / f"{MLP}.ipynb")  # put there after we had looked
    with pytest.raises(Unreadable):
        one.read()


def test_a_folder_named_like_a_notebook_is_only_a_folder(tmp_path):
    found = find(folder_of(tmp_path / "all", {f"{MLP}.ipynb/x.txt": b"", f"ada/{MLP}.ipynb": NB}))
    assert set(whose(found)) == {("ada", MLP)}


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (one,) = find(folder_of(tmp_path / "all", {f"ada/{MLP}.ipynb": NB})).submissions
    one.source.unlink()
    with pytest.raises(Unreadable, match="cannot be read: No such file"):
        one.read()


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_what_is_too_large_has_a_problem_and_is_not_read(tmp_path, form):
    rng = random.Random(0)
    large = rng.randbytes(LARGEST + 1)
    files = {f"ada/{MLP}.ipynb": large, f"ben/{MLP}.ipynb": NB}
    found = find(folder_of(tmp_path / "all", files) if form == "folder" else zip_of(tmp_path / "all.zip", files))
    ada, ben = found.submissions
    assert "20.0 MB" in ada.problem
    assert ben.problem == ""
    with pytest.raises(Unreadable, match="20 MB"):
        ada.read()


def test_a_bomb_is_read_up_to_the_limit_and_no_further(tmp_path):
    files = {f"ada/{MLP}.ipynb": bytes(LARGEST), f"ben/{MLP}.ipynb": NB, f"cy/{MLP}.ipynb": bytes(LARGEST + 1)}
    ada, ben, cy = find(zip_of(tmp_path / "all.zip", files)).submissions
    assert "empty" in ada.problem
    assert ben.read() == NB
    assert "20.0 MB" in cy.problem


def changed(content, offset_in_list, new):
    """Return the bytes of a zip with its first member's entry in the list changed."""
    at = content.index(b"PK\1\2") + offset_in_list
    return content[:at] + new + content[at + len(new) :]


def test_a_bomb_that_lies_about_its_size_stays_small(tmp_path):
    path = zip_of(tmp_path / "all.zip", {f"ada/{MLP}.ipynb": bytes(50 * 2**20)})
    path.write_bytes(changed(path.read_bytes(), 24, struct.pack("<L", 1000)))
    (one,) = find(path).submissions
    assert "damaged" in one.problem
    with pytest.raises(Unreadable, match="damaged"):
        one.read()


@pytest.mark.parametrize(
    ("offset", "new", "said"),
    [
        (8, struct.pack("<H", 1), "encrypted"),
        (10, struct.pack("<H", 12), "plain zip"),
        (10, struct.pack("<H", 99), "plain zip"),
    ],
)
def test_a_member_in_another_form_has_a_problem(tmp_path, offset, new, said):
    path = zip_of(tmp_path / "all.zip", {f"ada/{MLP}.ipynb": NB, f"ben/{MLP}.ipynb": NB})
    path.write_bytes(changed(path.read_bytes(), offset, new))
    ada, ben = find(path).submissions
    assert said in ada.problem
    assert ben.read() == NB


def test_a_damaged_member_spoils_no_other(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"ada/{MLP}.ipynb", NB)
        archive.writestr(f"ben/{MLP}.ipynb", NB)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"nbformat", b"nbFORMAT", 1))
    ada, ben = find(path).submissions
    with pytest.raises(Unreadable, match="damaged in the zip"):
        ada.read()
    assert ben.read() == NB


def test_random_damage_to_a_zip_is_told_and_never_crashes(tmp_path):
    path = zip_of(tmp_path / "all.zip", {f"{name}/{MLP}.ipynb": NB * 20 for name in ("ada", "ben", "cy")})
    whole, rng, told = path.read_bytes(), random.Random(1), 0
    for _ in range(600):
        content = bytearray(whole)
        for _ in range(rng.choice((1, 3, 20))):
            content[rng.randrange(len(content))] = rng.randrange(256)
        path.write_bytes(content if rng.random() < 0.8 else content[: rng.randrange(len(content))])
        try:
            for one in find(path).submissions:
                one.read()
        except (SubmissionsError, Unreadable) as error:
            told += "\n" not in str(error)
    assert told > 100


def test_too_many_files_in_a_zip_are_refused(tmp_path, monkeypatch):
    assert MOST_FILES >= 500 * 50
    monkeypatch.setattr("course_utils.grading.submissions.files.MOST_FILES", 3)
    with pytest.raises(SubmissionsError, match="holds over 3 files; .*unpack it yourself"):
        find(zip_of(tmp_path / "all.zip", {f"{n}/{MLP}.ipynb": NB for n in range(4)}))


@pytest.mark.parametrize(("around", "deeper"), [("", ""), ("hand_ins/", ""), ("", "sub/"), ("hand_ins/", "a/b/c/")])
def test_a_folder_that_somebody_filled_takes_no_room_from_the_others(tmp_path, monkeypatch, around, deeper):
    monkeypatch.setattr("course_utils.grading.submissions.files.MOST_FILES", 30)
    monkeypatch.setattr("course_utils.grading.submissions.files.MOST_BELOW", 20)
    files = {f"{around}{who}/{MLP}.ipynb": NB for who in ("ada", "eve", "zoe")}
    files |= {f"{around}eve/{deeper}{n:03}.txt": b"" for n in range(100)} | {f"{around}zoe/exercises/{CNN}.ipynb": NB}
    found = find(folder_of(tmp_path / "all", files))
    assert set(whose(found)) >= {("ada", MLP), ("zoe", MLP), ("zoe", CNN)}
    assert [name for name, why in found.left_out if "the rest was not looked at" in why] in (
        [f"{around}eve/"],
        [f"{around}eve/sub/"],
    )
    assert len(found.left_out) < 40


def test_a_list_of_files_that_would_fill_the_memory_is_not_read(tmp_path):
    path = zip_of(tmp_path / "all.zip", {f"ada/{MLP}.ipynb": NB})
    content = path.read_bytes()
    at = content.rindex(b"PK\5\6") + 12
    path.write_bytes(content[:at] + struct.pack("<L", 2**31) + content[at + 4 :])
    with pytest.raises(SubmissionsError, match="too large"):
        find(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none", None, "cannot be opened"),
        ("a.zip", b"", "is damaged"),
        ("a.zip", b"PK\3\4 half", "is damaged"),
        ("a.txt", b"hello", "is not a notebook"),
    ],
)
def test_a_path_that_cannot_be_looked_through_is_told(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SubmissionsError, match=said) as caught:
        find(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_class_of_five_hundred_is_found_within_seconds(tmp_path):
    path = zip_of(tmp_path / "all.zip", {f"Person {n}_{n}_assignsubmission_file_/{MLP}.ipynb": NB for n in range(500)})
    started = time.perf_counter()
    assert len(find(path).submissions) == 500
    assert time.perf_counter() - started < 3


def test_a_submission_can_be_sent_to_another_process(tmp_path):
    import pickle

    (one,) = find(zip_of(tmp_path / "all.zip", {f"ada/{MLP}.ipynb": NB})).submissions
    assert pickle.load(io.BytesIO(pickle.dumps(one))).read() == NB
