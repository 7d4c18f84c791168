"""Whose each file is: one rule, for every platform, as a folder and as a zip, and for several paths together."""

import unicodedata
from datetime import datetime

import pytest

from course_utils.grading.submissions import SubmissionsError, find
from tests.grading.handed_in import NB, START, book, folder_of, zip_of, zipped

W, D, M = "00_welcome", "01_data_preparation", "02_sequential_mlp"
MOODLE = "assignsubmission_file_"
NFD = unicodedata.normalize("NFD", "Jürgen Groß")


@pytest.fixture(params=["folder", "zip"])
def put(request, tmp_path):
    """Return a function that puts files into a folder, or into a zip, of a name."""
    if request.param == "folder":
        return lambda name, files, times=None: folder_of(tmp_path / name, files, times)
    return lambda name, files, times=None: zip_of(tmp_path / f"{name}.zip", files, times)


def rows(found):
    """Return {(student, lesson): file}."""
    return {(one.student, one.lesson): one.file for one in found.submissions}


# ---- the forms of names: files, and whose each is; None for a file without a row

PLATFORMS = ("Moodle", "Canvas", "Blackboard", "Brightspace", "Google Drive")

FORMS = {
    "Moodle, folders": {
        f"Ada Bauer_101_{MOODLE}/{W}.ipynb": "Ada Bauer",
        f"Ben Kern_102_assignsubmission_file/{W}.ipynb": "Ben Kern",
        f"Cleo Sand_103_{MOODLE}/week 1/mine/{W}.ipynb": "Cleo Sand",
    },
    "Moodle, flat": {f"Ada Bauer_101_{MOODLE}{W}.ipynb": "Ada Bauer", f"Ben_102_{MOODLE}{W} (1).ipynb": "Ben"},
    "Moodle, anonymous": {
        f"Participant_123_{MOODLE}/{W}.ipynb": "Participant 123",
        f"Participant_124_{MOODLE}/{W}.ipynb": "Participant 124",
        f"Participant_125_{MOODLE}/{D}.ipynb": "Participant 125",
    },
    "Moodle, groups": {
        f"Default group_{MOODLE}/{W}.ipynb": "Default group",
        f"Group A_77_{MOODLE}/{W}.ipynb": "Group A",
        f"Default group-Ada Bauer_101_{MOODLE}/{W}.ipynb": "Default group-Ada Bauer",
    },
    "Moodle, a folder for each group": {
        f"group 1/Ada Bauer_101_{MOODLE}/{W}.ipynb": "Ada Bauer (101)",
        f"group 2/Ada Bauer_205_{MOODLE}/{W}.ipynb": "Ada Bauer (205)",
    },
    "Moodle, two assignments unpacked into one folder": {
        f"Ada Bauer_101_{MOODLE}/{W}.ipynb": "Ada Bauer",
        f"Ada Bauer_901_{MOODLE}/{D}.ipynb": "Ada Bauer",
    },
    "Moodle, one assignment of two lessons, and two people of one name": {
        f"Ada Bauer_101_{MOODLE}/{W}.ipynb": "Ada Bauer (101)",
        f"Ada Bauer_109_{MOODLE}/{D}.ipynb": "Ada Bauer (109)",
        f"Ben Kern_102_{MOODLE}/{W}.ipynb": "Ben Kern",
        f"Ben Kern_102_{MOODLE}/{D}.ipynb": "Ben Kern",
    },
    "Canvas": {
        f"bauerada_3001_90001_{W}.ipynb": "bauerada",
        f"kernben_LATE_3002_90003_{W}-1.ipynb": "kernben",
        "sandcleo_3003_90004_homework.pdf": "sandcleo",
    },
    "Canvas, one number under two names": {
        f"bauerada_3001_90001_{W}.ipynb": "bauerada",
        f"kingada_3001_90009_{D}.ipynb": "bauerada",
    },
    "Canvas, anonymous": {
        f"anon_aB3dE_90001_{W}.ipynb": "anon_aB3dE",
        f"LATE_anon_Xy12z_90002_{W}.ipynb": "anon_Xy12z",
        f"anon_99999_90003_{W}.ipynb": "anon_99999",
    },
    "Blackboard": {
        f"Homework 0_ab12_attempt_2026-05-04-20-01-55_{W}.ipynb": "ab12",
        "Homework 0_cd34_attempt_2026-05-04-20-01-55.txt": "cd34",
        f"Homework 0_ef56_attempt_2026-05-04-20-01-55_{W}.ipynb.txt": "ef56",
    },
    "Blackboard, users with an underscore": {
        f"HW_a_smith_attempt_2026-05-04-20-01-55_{W}.ipynb": "HW_a_smith",
        f"HW_b_smith_attempt_2026-05-04-20-01-55_{W}.ipynb": "HW_b_smith",
    },
    "Brightspace": {
        f"900101-70055 - Ada Bauer - May 3, 2026 622 PM/{W}.ipynb": "Ada Bauer",
        f"900103-70055 - Mary-Ann Smith - May 4, 2026 1200 AM/{W}.ipynb": "Mary-Ann Smith",
        f"900104-70055 - Zoé Roy - 4 mai 2026 21h00/{W}.ipynb": "Zoé Roy",
        f"900105-70055 - Dan Oster - Dec 5, 2024 1149 AM - {W}.ipynb": "Dan Oster",
        "index.html": None,
    },
    "Brightspace, people of one name": {
        f"900101-70055 - Ada Bauer - May 3, 2026 622 PM/{W}.ipynb": "Ada Bauer (900101)",
        f"900102-70055 - Ada Bauer - May 3, 2026 640 PM/{W}.ipynb": "Ada Bauer (900102)",
        f"900103-70055 - Ben Kern - May 3, 2026 640 PM/{W}.ipynb": "Ben Kern",
        f"900103-70055 - Ben Kern - May 3, 2026 601 PM/{W}.ipynb": None,
        f"900103-70056 - Ben Kern - May 9, 2026 601 PM/{D}.ipynb": "Ben Kern",
    },
    "Brightspace, one number under two names": {
        f"900101-70055 - Ada Bauer - May 3, 2026 622 PM/{W}.ipynb": "Ada Bauer",
        f"900101-70055 - Ben Kern - May 3, 2026 622 PM/{W}.ipynb": "Ben Kern",
    },
    "Google Drive": {
        f"{W} - Ada Bauer.ipynb": "Ada Bauer",
        f"Copy of {W} - Ben Kern (1).ipynb": "Ben Kern",
        f"Kopie von cleo_{W}.ipynb": "cleo",
        f"Dan Oster - {W}.ipynb": "Dan Oster",
    },
    "Google Drive, in folders": {
        f"ada/Copy of {W}.ipynb": "ada",
        f"ben/{W} (1).ipynb": "ben",
        f"cleo/{W} - Copy.ipynb": "cleo",
    },
    "nbgrader, inbound": {
        f"ada+ps1+2026-05-05 09:00:00 UTC+aB3d/{W}.ipynb": "ada",
        f"a+b+ps1+2026-05-05 09:00:00.123456 UTC/{W}.ipynb": "a+b",
        f"cleo+ps1+2026-05-05 09_00_00 UTC+x/{W}.ipynb": "cleo",
    },
    "nbgrader, submitted": {
        f"submitted/ada/ps1/{W}.ipynb": "ada",
        f"submitted/ben/ps1/{W}.ipynb": "ben",
        "submitted/ben/ps1/timestamp.txt": None,
    },
    "nbgrader, the whole course": {
        f"submitted/ada/ps1/{W}.ipynb": "ada",
        f"submitted/ben/ps1/{W}.ipynb": "ben",
        f"source/ps1/{W}.ipynb": None,
        f"autograded/ada/ps1/{W}.ipynb": None,
    },
    "sections": {f"{place}/{W}.ipynb": place.split("/")[1] for place in ("monday/ada", "monday/ben", "tuesday/cleo")},
    "sections of other names, a lesson each": {
        f"perceptrons/ada/{W}.ipynb": "ada",
        f"perceptrons/ben/{W}.ipynb": "ben",
        f"scaling/ada/{D}.ipynb": "ada",
    },
    "lessons, the learner's name on the file": {
        f"{W}/ada.ipynb": "ada",
        f"{W}/ben.ipynb": "ben",
        f"{D}/ada.ipynb": "ada",
    },
    "Sakai": {
        f"Homework 1/Bauer, Ada(ada01)/Submission attachment(s)/{W}.ipynb": "Bauer, Ada(ada01)",
        f"Homework 1/Kern, Ben(ben02)/Submission attachment(s)/{W}.ipynb": "Kern, Ben(ben02)",
        "Homework 1/Kern, Ben(ben02)/timestamp.txt": None,
    },
    "Microsoft Teams": {
        f"Submitted files/Ada/Homework 1/Version 2/{W}.ipynb": "Ada",
        f"Submitted files/Ben/Homework 1/Version 1/{W}.ipynb": None,
        f"Submitted files/Ben/Homework 1/Version 2/{W}.ipynb": "Ben",
    },
    "ILIAS": {
        f"Bauer_Ada_ada01_1234/20260504100000_{W}.ipynb": None,
        f"Bauer_Ada_ada01_1234/20260505100000_{W}.ipynb": "Bauer_Ada_ada01_1234",
        f"Kern_Ben_ben02_1235/20260504100000_{W}.ipynb": "Kern_Ben_ben02_1235",
    },
    "weeks": {f"week 1/ada/{W}.ipynb": "ada", f"week 2/ada/{D}.ipynb": "ada", f"week 2/ben/{D}.ipynb": "ben"},
    "sections, the learner in the file's name": {
        f"Lab A/ada_{W}.ipynb": "ada",
        f"Lab A/ben_{W}.ipynb": "ben",
        f"Lab B/cleo_{W}.ipynb": "cleo",
    },
    "sections, with notebooks next to the folders": {
        f"monday/ada/{W}.ipynb": "ada",
        f"monday/ben/{W}.ipynb": "ben",
        f"tuesday/cleo/{W}.ipynb": "cleo",
        f"{W}.ipynb": None,
        f"monday/{W}.ipynb": None,
    },
    "learners, with a notebook next to the folders": {
        f"ada/{W}.ipynb": "ada",
        f"ben/{D}.ipynb": "ben",
        f"{W}.ipynb": None,
    },
    "learners with weeks and versions": {
        f"ada/week 1/{W}.ipynb": "ada",
        f"ada/week 2/{D}.ipynb": "ada",
        f"ben/draft/{W}.ipynb": None,
        f"ben/final v2/{W}.ipynb": "ben",
    },
    "numbers for names": {f"12345/{W}.ipynb": "12345", f"12346/{W}.ipynb": "12346", f"7/{W}.ipynb": "7"},
    "a zip for each learner": {f"ada.zip/{W}.ipynb": "ada", f"ben.zip/exercises/{W}.ipynb": "ben"},
    "a folder around, and one learner by mail": {
        f"all/Ada Bauer_101_{MOODLE}/{W}.ipynb": "Ada Bauer",
        f"all/Cleo Sand/{W}.ipynb": "Cleo Sand",
    },
    "Gradescope": {f"submission_123456789/{W}.ipynb": None, f"submission_123456790/{W}.ipynb": None},
}


def with_zips(files):
    """Return the files, with those of a folder "x.zip" packed into a zip of this name."""
    inside, out = {}, {}
    for name, content in files.items():
        zip_name, found, rest = name.partition(".zip/")
        if found:
            inside.setdefault(f"{zip_name}.zip", {})[rest] = content
        else:
            out[name] = content
    return out | {name: zipped(content) for name, content in inside.items()}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_whose_it_is(put, form):
    files = FORMS[form]
    found = find(put("handed in", with_zips(dict.fromkeys(files, NB))))
    assert {one.file: one.student for one in found.submissions} == {name: who for name, who in files.items() if who}
    assert {file.path for file in found.files} == {*files}
    assert found.readings == ()


ALONE = {"Moodle, one assignment of two lessons, and two people of one name", "Blackboard, users with an underscore"}


@pytest.mark.parametrize("form", [form for form in FORMS if form.partition(",")[0] in PLATFORMS and form not in ALONE])
def test_learners_in_two_downloads_are_those_of_one(tmp_path, form):
    """Each second file in a download of its own; only what one download alone can show is left out."""
    files = {name: who for name, who in FORMS[form].items() if who}
    halves = [dict.fromkeys([*files][half::2], NB) for half in (0, 1)]
    paths = [zip_of(tmp_path / f"part {n}.zip", half) for n, half in enumerate(halves)]
    assert {one.file.partition("/")[2]: one.student for one in find(paths).submissions} == files


# ---- people of one name


@pytest.mark.parametrize(
    ("first", "second", "people"),
    [
        # the groups of one assignment: a number is a person
        ({f"Ada_101_{MOODLE}/{W}.ipynb"}, {f"Ada_205_{MOODLE}/{W}.ipynb"}, {"Ada (101)", "Ada (205)"}),
        ({f"Ada_101_{MOODLE}{W}.ipynb"}, {f"Ada_205_{MOODLE}/{W}.ipynb"}, {"Ada (101)", "Ada (205)"}),
        # two assignments: the name joins, while only one person has it
        ({f"Ada_101_{MOODLE}/{W}.ipynb"}, {f"Ada_205_{MOODLE}/{D}.ipynb"}, {"Ada"}),
        (
            {f"Ada_101_{MOODLE}/{W}.ipynb", f"Ada_102_{MOODLE}/{W}.ipynb"},
            {f"Ada_205_{MOODLE}/{D}.ipynb"},
            {"Ada (101)", "Ada (102)", "Ada (205)"},
        ),
        # files without a lesson say nothing
        (
            {f"Ada_101_{MOODLE}/{W}.ipynb", f"Ada_101_{MOODLE}/data.csv"},
            {f"Ada_205_{MOODLE}/{D}.ipynb", f"Ada_205_{MOODLE}/data.csv"},
            {"Ada"},
        ),
        # of whom nothing can be graded, but who may be somebody else
        (
            {f"Ada_101_{MOODLE}/{W}.ipynb"},
            {f"Ada_205_{MOODLE}/work.7z", f"Ben_206_{MOODLE}/{W}.ipynb"},
            {"Ada (101)", "Ada (205)", "Ben"},
        ),
        # a class that hands in all lessons every week, and a number that has got a new name
        (
            {f"P{n}_{100 + n}_{MOODLE}/{lesson}.ipynb" for n in range(6) for lesson in (W, D)},
            {f"P{n}_{200 + n}_{MOODLE}/{lesson}.ipynb" for n in range(1, 7) for lesson in (W, D)},
            {f"P{n}" for n in range(7)},
        ),
        ({f"Ada Bauer_101_{MOODLE}/{W}.ipynb"}, {f"Ada King_101_{MOODLE}/{W}.ipynb"}, {"Ada Bauer"}),
        # the same download, a week later
        ({f"Ada_101_{MOODLE}/{W}.ipynb"}, {f"Ada_101_{MOODLE}/{W}.ipynb"}, {"Ada"}),
        # anonymous numbers are another's in another assignment
        (
            {f"Participant_1_{MOODLE}/{W}.ipynb"},
            {f"Participant_2_{MOODLE}/{D}.ipynb"},
            {"Participant 1", "Participant 2"},
        ),
        ({f"smithjo_1_9001_{W}.ipynb"}, {f"smithjo_2_9002_{D}.ipynb"}, {"smithjo (1)", "smithjo (2)"}),
        ({f"smithjo_1_9001_{W}.ipynb"}, {f"smithjo_1_9002_{D}.ipynb"}, {"smithjo"}),
        # Brightspace's first number is the person's, the second the assignment's
        ({f"1-7 - Ada - May 4, 2026 801 PM/{W}.ipynb"}, {f"1-8 - Ada - May 9, 2026 801 PM/{D}.ipynb"}, {"Ada"}),
        (
            {f"1-7 - Ada - May 4, 2026 801 PM/{W}.ipynb"},
            {f"2-8 - Ada - May 9, 2026 801 PM/{D}.ipynb"},
            {"Ada (1)", "Ada (2)"},
        ),
        # by mail: a folder of the platform's name
        ({f"Ada_101_{MOODLE}/{W}.ipynb"}, {f"Ada/{W}.ipynb", f"Ben/{W}.ipynb"}, {"Ada", "Ben"}),
        (
            {f"Ada_101_{MOODLE}/{W}.ipynb", f"Ada_102_{MOODLE}/{W}.ipynb"},
            {f"Ada/{W}.ipynb", f"Ben/{W}.ipynb"},
            {"Ada (101)", "Ada (102)", "Ada", "Ben"},
        ),
        ({f"HW1_ab12_attempt_2026-05-04-20-01-55_{W}.ipynb"}, {f"ab12/{D}.ipynb", f"cd/{D}.ipynb"}, {"ab12", "cd"}),
        ({f"ada+ps1+2026-05-05 09:00:00 UTC+x/{W}.ipynb"}, {f"submitted/ada/ps2/{D}.ipynb"}, {"ada"}),
        ({f"Jürgen Groß/{W}.ipynb", f"ben/{W}.ipynb"}, {f"{NFD}/{D}.ipynb", f"ben/{D}.ipynb"}, {"Jürgen Groß", "ben"}),
        ({f"Jürgen Groß_1_{MOODLE}/{W}.ipynb"}, {f"{NFD}_2_{MOODLE}/{D}.ipynb"}, {"Jürgen Groß"}),
        ({f"{NFD}_{W}.ipynb", f"ben_{W}.ipynb"}, {f"{D} - Jürgen Groß.ipynb"}, {"Jürgen Groß", "ben"}),
    ],
)
def test_people_of_one_name_in_two_paths(put, first, second, people):
    paths = [put("first", dict.fromkeys(first, NB)), put("second", dict.fromkeys(second, NB))]
    for given in (paths, paths[::-1]):
        assert {one.student for one in find(given).submissions} == people


def test_a_platforms_number_is_kept_for_its_grade_book(put):
    names = [f"Ada_101_{MOODLE}/{W}.ipynb", f"bauerada_3001_90001_{W}.ipynb", f"cleo/{W}.ipynb"]
    names.append(f"12-34 - Ada - May 4, 2026 801 PM/{W}.ipynb")
    found = [find(put(f"in {n}", {name: NB})).submissions[0] for n, name in enumerate(names)]
    known = [("Moodle", "101"), ("Canvas", "3001"), ("", ""), ("Brightspace", "12")]
    assert [(one.platform, one.number) for one in found] == known


# ---- nobody can hand in for somebody else


@pytest.mark.parametrize(
    "names",
    [
        (f"Mallory_124_{MOODLE}/Ada_123_{MOODLE}/{W}.ipynb", f"Ada_123_{MOODLE}/{W}.ipynb"),
        (f"Mallory_124_{MOODLE}/bauerada_3001_90001_{W}.ipynb", f"Ada_123_{MOODLE}/{W}.ipynb"),
        (f"Mallory_124_{MOODLE}Ada_123_{MOODLE}{W}.ipynb", f"Ada_123_{MOODLE}{W}.ipynb"),
        (f"Mallory_13_9100_Ada_12_9101_{W}.ipynb", f"Ada_12_9000_{W}.ipynb"),
        (f"HW_Mallory_attempt_2026-05-04-20-01-55_HW_Ada_attempt_2026-05-05-20-01-55_{W}.ipynb",)
        + (f"HW_Ada_attempt_2026-05-04-20-01-55_{W}.ipynb",),
        (f"1-2 - Mallory - May 4, 2026 801 PM/1-2 - Ada - May 5, 2026 801 PM/{W}.ipynb",)
        + (f"1-2 - Ada - May 4, 2026 801 PM/{W}.ipynb",),
        (f"Mallory+ps1+2026-05-05 09:00:00 UTC+x/submitted/Ada/ps1/{W}.ipynb",)
        + (f"Ada+ps1+2026-05-05 09:00:00 UTC+x/{W}.ipynb",),
        (f"Mallory/Ada_123_{MOODLE}/{W}.ipynb", f"Ada/{W}.ipynb"),
        (f"Mallory/submitted/Ada/ps1/{W}.ipynb", f"Ada/{W}.ipynb"),
        (f"Mallory/x.zip/Ada_123_{MOODLE}/{W}.ipynb", f"Ada/{W}.ipynb"),
    ],
)
def test_a_platforms_name_inside_a_hand_in_changes_nothing(put, names):
    late = {name: START + 1000 * ("Mallory" in name) for name in names}
    found = find(put("in", with_zips(dict.fromkeys(names, NB)), late))
    assert {one.student: one.file for one in found.submissions} == dict(zip(("Mallory", "Ada"), names, strict=True))


# ---- the level of the learners is certain, or is asked for

UNCLEAR = {
    "attempts or learners": [f"red/x/{W}.ipynb", f"red/y/{W}.ipynb", f"blue/z/{W}.ipynb"],
    "a folder of late ones": [f"ada/{W}.ipynb", f"ben/{W}.ipynb", f"late/ada/{W}.ipynb", f"late/cleo/{W}.ipynb"],
    "names in files of folders": [f"red/ada_{W}.ipynb", f"red/ben_{W}.ipynb", f"blue/cleo_{W}.ipynb"],
    "lessons or learners": [f"red/x/{W}.ipynb", f"red/y/{W}.ipynb", f"blue/{D}.ipynb"],
    "a folder of one late one": [f"ada/{W}.ipynb", f"ben/{W}.ipynb", f"late/cleo/{W}.ipynb"],
    "one folder and one file": [f"{W}.ipynb", f"ada/{D}.ipynb"],
    "a folder with files and folders": [f"x/{W}.ipynb", f"x/ada/{W}.ipynb", f"x/ben/{D}.ipynb"],
}


@pytest.mark.parametrize("form", UNCLEAR)
def test_an_uncertain_level_is_asked_for(put, form):
    path = put("in", dict.fromkeys(UNCLEAR[form], NB))
    with pytest.raises(
        SubmissionsError, match=r"not certain whose .* add --learner-level \d if .* is one learner"
    ) as error:
        find(path)
    assert len(str(error.value)) < 250
    for level in (1, 2):
        found = find(path, learner_level=level)
        named = [name.replace("_0", "/0").split("/") for name in UNCLEAR[form]]
        assert {one.student for one in found.submissions} == {names[level - 1] for names in named if len(names) > level}
        assert {file.path for file in found.files} == {*UNCLEAR[form]}
    assert {one.student for one in find(path, learner_level=0).submissions} == {"in"}


@pytest.mark.parametrize(
    ("names", "deeper"),
    [
        (["red/ada", "blue/ben"], "ben and ada"),
        ([f"red/ada_{W}", f"blue/ben_{W}"], "ben and ada"),
        ([f"red/ada/{W}", f"blue/ben/{W}"], "ben and ada"),
        (["red/ada", f"red/ada_{D}", "blue/ben"], "ben and ada"),
        (["red/12345", "blue/12346"], "12346 and 12345"),
        (["red/ada", f"blue/ada_{D}"], "ada"),
        (["red/ada", f"blue/{W}"], ""),  # whose would the second be?
        (["red/my homework", "blue/ben"], ""),
        (["red/mlp", "blue/mlp", "green/ada"], ""),  # the name of a file that all were given
        ([f"ada/Ada Bauer - {W}", "ben/ben_2"], ""),
    ],
)
def test_folders_that_may_be_learners_or_sections_are_told(put, names, deeper):
    """Nothing tells red/ada.ipynb from ada/mlp.ipynb, so the folder is the learner, and a sentence says so."""
    code = book("from course_utils.lessons.lesson_00 import check\ndef neuron(x, w, b): pass")
    path = put("in", {f"{name}.ipynb": code for name in names})
    found = find(path)
    assert {one.student for one in found.submissions} == {name.split("/")[0] for name in names}
    assert bool(found.readings) == bool(deeper)
    if deeper:
        assert "blue or red" in found.readings[0] and f"such as {deeper}, add --learner-level 2" in found.readings[0]
    assert find(path, learner_level=2).readings == find(path, learner_level=1).readings == ()


def test_a_browsers_numbers_name_nobody(put):
    """Three attachments saved from mails, or one learner's copies."""
    names = [f"{W}.ipynb", f"{W} (1).ipynb", f"{W} (2).ipynb"]
    path = put("in", dict.fromkeys(names, NB))
    with pytest.raises(SubmissionsError, match="--learner-level 0 if everything in in is one learner's"):
        find(path)
    assert [one.file for one in find(path, learner_level=0).submissions] == names[2:]
    (one,) = find(put("copies", {f"{W}.ipynb": NB, f"{W}-Copy1.ipynb": NB})).submissions
    assert one.file == f"{W}-Copy1.ipynb"


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        (f"submission_123456789/{W}.ipynb", "Gradescope"),
        (f"12345-67890 - Ada/{W}.ipynb", "Brightspace"),
        (f"_attempt_2026-05-04-20-01-55_{W}.ipynb", "Blackboard"),
        (f"ada+2026-05-05 09:00:00 UTC/{W}.ipynb", "nbgrader"),
    ],
)
def test_what_only_looks_like_a_platform_is_refused(put, name, platform):
    found = find(put("in", {name: NB, f"cleo/{W}.ipynb": NB, f"dan/{W}.ipynb": NB}))
    assert {one.student for one in found.submissions} == {"cleo", "dan"}
    ((_, sentence),) = found.left_out
    assert sentence.startswith(f"this looks like a download from {platform}")


# ---- attempts, and lateness


def test_attempts_are_one_learners_and_the_newest_counts(put):
    files = {
        f"HW_ab_attempt_2026-05-03-18-22-10_{W}.ipynb": False,
        f"HW_ab_attempt_2026-05-04-20-01-55_{W}.ipynb": True,
        f"1-2 - Ada - May 4, 2026 801 PM/{W}.ipynb": True,
        f"1-2 - Ada - May 4, 2026 1201 PM/{W}.ipynb": False,
        f"cy+ps1+2026-05-05 09:00:00 UTC+x/{W}.ipynb": True,
        f"cy+ps1+2026-05-05 08:59:59 UTC+y/{W}.ipynb": False,
    }
    later = {name: START + 1000 * (not counts) for name, counts in files.items()}  # the platform's time is what counts
    for kind in ("HW", " - ", "+"):
        some = {name: NB for name in files if kind in name}
        (one,) = find(put(f"in {ord(kind[0])}", some, later)).submissions
        assert [one.file] == [name for name in some if files[name]]
        assert "is older than" in one.notes[0]


@pytest.mark.parametrize(
    ("name", "late"),
    [
        (f"HW_ab_attempt_2026-05-04-20-01-55_{W}.ipynb", "by the platform"),
        (f"HW_ab_attempt_2026-05-04-19-59-59_{W}.ipynb", ""),
        (f"1-2 - Ada - May 4, 2026 801 PM/{W}.ipynb", "by the platform"),
        (f"1-2 - Ada - May 4, 2026 801 AM/{W}.ipynb", ""),
        (f"bauerada_LATE_3001_90001_{W}.ipynb", "as the platform says"),
        (f"LATE_anon_aB3dE_90001_{W}.ipynb", "as the platform says"),
        (f"ada/{W}.ipynb", ""),
    ],
)
def test_late_is_told(put, name, late):
    (one,) = find(put("in", {name: NB}), due=datetime(2026, 5, 4, 20, 0)).submissions
    assert late in " ".join(one.notes) and bool(one.notes) == bool(late)
    (one,) = find(put("by mail", {f"ada/{W}.ipynb": NB}), due=datetime(2020, 1, 1)).submissions
    assert "by the time of the file" in " ".join(one.notes)
    (one,) = find(put("Canvas", {f"ada_3001_90001_{W}.ipynb": NB}), due=datetime(2020, 1, 1)).submissions
    assert one.notes == ()  # it would say LATE


def test_the_lesson_may_be_in_the_code_alone(put):
    code = "from course_utils.lessons.lesson_01 import check\ndef one_hot(x): pass"
    found = find(put("in", {"ada/my homework.ipynb": book(code), f"ben/{D}.ipynb": NB, "cy/x.ipynb": NB}))
    assert rows(found) == {("ada", D): "ada/my homework.ipynb", ("ben", D): f"ben/{D}.ipynb", ("cy", D): "cy/x.ipynb"}
    assert "no lesson's name" in found.submissions[-1].problem
