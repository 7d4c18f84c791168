"""Files of Moodle and Canvas get their grades, and nothing else in them changes."""

import csv
import io

import pytest

from course_utils.checks.result import Result
from course_utils.grading import command
from course_utils.grading.gradebook import Gradebook, GradebookError, canonical
from course_utils.grading.reports import Report
from course_utils.tools import cli
from tests.grading.test_command import hand_in

MLP, CNN = "02_sequential_mlp", "06b_convolutional_networks"
MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    'Participant 101,"Ada Lovelace",ada@uni.example,"Submitted for grading - ",,4.00,Yes,"4 May 2026, 9:00 AM",-,\r\n'
    'Participant 102,"Kern, Ben",ben@uni.example,"No submission",1.00,4.00,Yes,-,-,"my own words"\r\n'
    'Participant 103,"Zoë ""Z"" Ng",zoe@uni.example,"Submitted for grading - ",,4.00,No,-,-,\r\n'
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,02 Sequential MLP (77),Homework 9 (78),Final Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,4,10,(read only)\n"
    '"Lovelace, Ada",11,s11,ada,Monday group,,"7,5",88.25\n'
    '"Kern, Ben",12,s12,ben,"Monday, late group",EX,,\n'
    '"Ng, Zoë",13,s13,zoe,,N/A,,\n'
    '"Student, Test",14,,x1,,,,\n'
)


def report(student, lesson=MLP, points=3.0, most=4.0, **parts):
    return Report(student, lesson, "file", "", (Result("relu", "not_yet", points, most),), **parts)


@pytest.fixture
def book(tmp_path):
    def make(text, platform="moodle", lessons=(MLP,)):
        path = tmp_path / f"{platform}-file.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Gradebook(platform, path, lessons)

    return make


def differences(before, after, separator=","):
    """Return the cells that differ, as (row, column) to the new text; what separates the cells must be the same."""
    old, new = (
        list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))
        for text in (before, after)
    )
    assert [len(row) for row in old] == [len(row) for row in new]
    changed = {
        (number, old[0][at]): new[number][at]
        for number, row in enumerate(old)
        for at, cell in enumerate(row)
        if cell != new[number][at]
    }
    for row, column in changed:  # byte for byte: put the old cell back
        at = old[0].index(column)
        after = _with(after, row, at, _raw(before, row, at, separator), separator)
    assert after == before
    return changed


def _pieces(text, separator):
    from course_utils.grading.gradebook import _rows

    return [*_rows(text, separator)]


def _raw(text, row, at, separator):
    return _pieces(text, separator)[row][at][0]


def _with(text, row, at, cell, separator):
    pieces = _pieces(text, separator)
    pieces[row][at][0] = cell
    return "".join(cell + end for row in pieces for cell, end in row)


# ---- Moodle


def test_moodles_worksheet_gets_grades_and_comments_alone(book):
    filled = book(MOODLE).fill(
        [report("Ada Lovelace"), report("Ben Kern", points=4.0), report("Zoë Z Ng")],
        {("Ada Lovelace", MLP): ("Moodle", "101")},
    )
    assert differences(MOODLE, filled.content) == {
        (1, "Grade"): "3",
        (1, "Feedback comments"): "Automatic check: 3 of 4 points: relu not yet.",
        (2, "Grade"): "4",
    }
    assert filled.grades == 2 and filled.notes == ()
    assert filled.left_out == (("Zoë Z Ng", "Moodle has locked this grade"),)
    assert filled.absent == ()


def test_a_comment_of_an_earlier_run_is_renewed_and_a_teachers_own_is_kept(book):
    first = book(MOODLE).fill([report("Ada Lovelace"), report("Ben Kern")], {}).content
    again = book(first).fill([report("Ada Lovelace", points=4.0), report("Ben Kern")], {}).content
    assert "4 of 4 points" in again and "3 of 4 points" not in again and '"my own words"' in again


def test_a_worksheet_without_names_is_filled_by_number(book):
    text = "Identifier,Status,Grade,Last modified (grade)\nParticipant 5,Submitted,,-\nParticipant 55,Submitted,,-\n"
    filled = book(text).fill([report("Participant")], {("Participant", MLP): ("Moodle", "55")})
    assert differences(text, filled.content) == {(2, "Grade"): "3"}
    assert filled.absent == ("Participant 5",)


@pytest.mark.parametrize(
    ("student", "known", "why"),
    [
        ("Ada Lovelace", ("Moodle", "102"), "the number 102 is Kern, Ben in moodle-file.csv"),
        ("Ada Lovelace", ("Moodle", "999"), "no rows in moodle-file.csv have the number 999"),
        ("Ada", ("", ""), "nobody in moodle-file.csv has this name"),
        ("Adam Lovelace", ("Canvas", "101"), "nobody in moodle-file.csv has this name"),
    ],
)
def test_nobody_is_guessed(book, student, known, why):
    filled = book(MOODLE).fill([report(student)], {(student, MLP): known})
    assert filled.content == MOODLE and filled.grades == 0
    ((name, reason),) = filled.left_out
    assert name == student and why in reason


@pytest.mark.parametrize(
    "student", ["Lovelace, Ada", "lovelace_ada", "ADA LOVELACE", "ada@uni.example", "Ada Lovelace (7)"]
)
def test_one_name_in_several_forms_is_found(book, student):
    filled = book(MOODLE).fill([report(student)], {})
    assert (1, "Grade") in differences(MOODLE, filled.content)


def test_namesakes_are_left_to_the_teacher(book):
    twice = MOODLE + MOODLE.splitlines(keepends=True)[1].replace("101", "104").replace("ada@", "ada2@")
    filled = book(twice).fill([report("Ada Lovelace")], {})
    assert filled.content == twice and "several people" in filled.left_out[0][1]
    filled = book(twice).fill([report("Ada Lovelace (104)")], {("Ada Lovelace (104)", MLP): ("Moodle", "104")})
    assert differences(twice, filled.content)[4, "Grade"] == "3"
    filled = book(MOODLE).fill([report("Ada Lovelace"), report("ada lovelace")], {})
    assert filled.content == MOODLE
    assert [student for student, _ in filled.left_out] == ["Ada Lovelace", "ada lovelace"]


@pytest.mark.parametrize(
    ("most", "grade"), [("100.00", "75"), ("6", "4.5"), ("3,00", "2.25"), ("", "3"), ("Good, bad", "3")]
)
def test_points_are_converted_to_what_the_platform_gives(book, most, grade):
    text = MOODLE.replace("4.00", f'"{most}"')
    filled = book(text).fill([report("Ada Lovelace")], {})
    assert differences(text, filled.content)[1, "Grade"] == grade
    assert len(filled.notes) == (grade != "3")


def test_what_the_grader_could_not_grade_gets_no_grade(book):
    filled = book(MOODLE).fill([report("Ada Lovelace", failure="Traceback")], {})
    assert filled.content == MOODLE and "error in the grader itself" in filled.left_out[0][1]


def test_a_comment_holds_nothing_that_a_learner_wrote(book):
    evil = '<script>"=1'
    result = Result("relu", "not_yet", 0, 4, **dict.fromkeys(("tried", "got", "cause", "raised", "code"), evil))
    filled = book(MOODLE).fill([Report("Ada Lovelace", MLP, evil, "", (result,), (evil,), (evil,))], {})
    assert "script" not in filled.content


# ---- Canvas


def test_canvas_export_gets_points_alone(book):
    reports = [report("lovelaceada"), report("Ada Lovelace", CNN), report("kernben"), report("ngzoe"), report("nobody")]
    numbers = {
        ("lovelaceada", MLP): ("Canvas", "11"),
        ("kernben", MLP): ("Canvas", "12"),
        ("ngzoe", MLP): ("Canvas", "13"),
    }
    filled = book(CANVAS, "canvas").fill(reports, numbers)
    assert differences(CANVAS, filled.content) == {(3, "02 Sequential MLP (77)"): "3"}
    assert filled.left_out == (
        ("nobody", "nobody in canvas-file.csv has this name"),
        ("kernben", "is excused in Canvas"),
        ("ngzoe", "the assignment is not assigned to this person in Canvas"),
    )
    assert filled.absent == ("Student, Test",)


def test_an_assignment_is_found_by_its_name_or_because_it_is_the_only_one(book):
    assert differences(CANVAS, book(CANVAS, "canvas").fill([report("Ada Lovelace")], {}).content)
    only = 'Student,ID,Section,Homework (5)\nPoints Possible,,,10\n"Lovelace, Ada",1,,\n'
    filled = book(only, "canvas").fill([report("Ada Lovelace")], {})
    assert differences(only, filled.content) == {(2, "Homework (5)"): "7.5"}
    other = only.replace("Homework", "Lesson 06b: convolutional networks").replace("6b:", "6b")
    with pytest.raises(GradebookError, match="no assignment"):  # the only one, and of a different lesson
        book(other, "canvas")
    assert "at most 10 for 02_sequential_mlp, which has 4 points" in filled.notes[0]
    with pytest.raises(GradebookError, match="no assignment with “06b_convolutional_networks” in the name"):
        book(CANVAS, "canvas", [CNN])
    two = book(CANVAS, "canvas", [MLP, CNN]).fill([report("Ada Lovelace"), report("Ada Lovelace", CNN)], {})
    assert two.grades == 1 and "no grades of this lesson" in two.notes[0]
    double = CANVAS.replace("Homework 9", "02-sequential-mlp second try")
    with pytest.raises(GradebookError, match="2 assignments with"):
        book(double, "canvas")


def test_first_and_last_names_in_columns(book):
    text = 'LastName,FirstName,ID,Section,MLP (5)\nPoints Possible,,,,4\n"Lovelace",Ada,1,,\n'
    assert differences(text, book(text, "canvas").fill([report("ada lovelace")], {}).content) == {(2, "MLP (5)"): "3"}


# ---- files as they come


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_bytes_stay_whatever_the_platform_wrote(book, bom, end, separator):
    text = bom + MOODLE.replace("\r\n", end)
    if separator != ",":
        rows = csv.reader(io.StringIO(MOODLE))
        text = bom + "".join(separator.join(f'"{cell}"' for cell in row) + end for row in rows).replace('"Z"', '""Z""')
    for whole in (text, text.rstrip("\r\n"), text + end):
        filled = book(whole).fill([report("Ada Lovelace"), report("Ben Kern")], {})
        assert set(differences(whole, filled.content, separator)) >= {(1, "Grade"), (2, "Grade")}


def test_line_ends_and_separators_within_a_cell_stay(book):
    text = MOODLE.replace('"my own words"', '"two\r\nlines, and ""quotes""; done"')
    filled = book(text).fill([report("Ben Kern")], {})
    assert differences(text, filled.content) == {(2, "Grade"): "3"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "doesn't have the columns"),
        ("a,b\n1,2\n", "doesn't have the columns Grade, Identifier, Last modified (grade)"),
        ("Kennung,Bewertung\nTeilnehmer 1,\n", "set Moodle to English"),
        (MOODLE.encode("utf-16"), "not a CSV file in UTF-8"),
        (MOODLE.encode("latin-1"), "not a CSV file in UTF-8"),
        (MOODLE.splitlines()[0], "names nobody"),
        (MOODLE.replace("Status", "Grade"), "several columns “Grade”"),
        (b"PK\x03\x04\xff\xfe", "not a CSV file"),
    ],
)
def test_a_file_that_cannot_be_filled_is_refused_before_anything_is_graded(tmp_path, capsys, text, says):
    (tmp_path / "sheet.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    handed_in = hand_in(tmp_path / "in", ada="pass")
    words = ["--out", str(tmp_path / "out"), "--format", "moodle", "--gradebook", str(tmp_path / "sheet.csv")]
    assert cli.main(["grade", str(handed_in), *words]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--format", "moodle"], "download the grading worksheet of the assignment, and name it with --gradebook"),
        (["--format", "canvas"], "download the exported grade book"),
        (["--gradebook", "x.csv"], "--gradebook needs --format moodle or --format canvas"),
        (["--format", "moodle", "--gradebook", "missing.csv"], "cannot be read: No such file"),
        (["--format", "moodle", "--gradebook", "."], "cannot be read"),
    ],
)
def test_format_and_file_belong_together(tmp_path, capsys, words, says):
    assert cli.main(["grade", str(hand_in(tmp_path / "in", ada="pass")), "--out", str(tmp_path / "out"), *words]) == 2
    assert says in capsys.readouterr().err


def test_moodle_grades_one_assignment_at_a_time(book):
    with pytest.raises(GradebookError, match="one assignment, and these notebooks are of 2 lessons"):
        book(MOODLE, lessons=[MLP, CNN])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "Lovelace, Ada"),
        ("Zoe\u0308 Ng", "zoë ng"),
        ("O'Brien Ann", "OBrien Ann"),
        ("lovelaceada", "Lovelace, Ada"),
    ],
)
def test_canonical_names(one, other):
    assert canonical(one) & canonical(other)
    assert not canonical(one) & canonical("Ben Kern")
    assert canonical(" ") == canonical("–") == set()


# ---- the command


def test_the_command_writes_the_file_and_names_who_is_missing(tmp_path, monkeypatch, capsys):
    from course_utils.grading import batch
    from tests.grading.test_batch import ScriptedWorker

    monkeypatch.setattr(batch, "Worker", ScriptedWorker)
    monkeypatch.setattr(command, "missing", lambda: "")
    folder = hand_in(tmp_path / "in", lesson=MLP, **{"Ada Lovelace_101_assignsubmission_file_": "pass", "Eve": "pass"})
    (tmp_path / "sheet.csv").write_text(MOODLE.replace("4.00", "100.00"), encoding="utf-8", newline="")
    words = ["--format", "moodle", "--gradebook", str(tmp_path / "sheet.csv"), "--workers", "1"]
    assert cli.main(["grade", str(folder), "--out", str(tmp_path / "out"), *words]) == 0
    said = capsys.readouterr().out
    assert f"{tmp_path / 'out' / 'moodle.csv'} has 1 grade for Moodle to import." in said
    assert "No grade in moodle.csv for Eve: nobody in sheet.csv has this name." in said
    assert 'because no notebook was given: Kern, Ben, Zoë "Z" Ng.' in said
    changed = differences(MOODLE.replace("4.00", "100.00"), (tmp_path / "out/moodle.csv").read_bytes().decode())
    assert changed[1, "Grade"] == "100" and set(changed) == {(1, "Grade"), (1, "Feedback comments")}
