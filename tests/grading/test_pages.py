"""Tables and pages: what they take from the reports, and what must not harm a spreadsheet or a browser."""

import copy
import csv
import json
import os
import random
import re
import subprocess
import sys
import time
import unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from course_utils.checks.lesson import solutions
from course_utils.checks.result import STATUSES
from course_utils.grading import reports
from course_utils.grading.pages import make, published, without_arrays
from course_utils.grading.safe_names import folders

MLP, CNN = "02_sequential_mlp", "06b_convolutional_networks"
TEXTS = ("tried", "got", "expected", "look", "cause", "raised", "code")
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style><b>",
    "{{ 7*7 }}{% raise %}",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    'a,b"c;=1\nd',
    "\u202eevil",
    "\x00\x1b[31m",
    "\ud800",
    "x" * 5000,
    "javascript:alert(1)",
    "..",
    "CON",
    "&lt;b&gt;",
    "Zoë 名前 😀",
]
VOID = {"meta", "line", "rect", "br"}


def result(exercise, status="passed", points=None, most=2.0, core=True, **parts):
    points = (most if status == "passed" else 0.0) if points is None else points
    fields = {"exercise": exercise, "status": status, "points": points, "max_points": most, "core": core}
    return fields | {"seconds": 0.01} | parts


def report(student="ada", lesson=MLP, results=None, **fields):
    made = {"format": reports.FORMAT, "student": student, "lesson": lesson, "file": f"{student}/{lesson}.ipynb"}
    made |= {"time": "2026-11-28T10:00:00+00:00", "notes": [], "problem": "", "isolation": "bubblewrap", "code": ""}
    made |= {"sha256": "0" * 64, "hidden": "", "seconds": 1.5, "file_notes": [], "failure": ""}
    made |= {"conditions": {"course": "1.0", "checks": {}, "dataset": "embedded"}}
    made["results"] = results or [result("relu"), result("softmax", "not_attempted")]
    return made | fields


def put(out, *found):
    """Write reports as grading leaves them."""
    names = folders(each["student"] for each in found)
    for each in found:
        path = out / "reports" / names[each["student"]] / f"{each['lesson']}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(each), encoding="utf-8")
    return out


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


class Page(HTMLParser):
    """A page's tags, texts and attributes; tags must be balanced."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.attributes, self.text, self.waiting, self.tables = [], [], "", [], []
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        assert self.waiting == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.text += " " if tag in ("dt", "dd", "td", "th", "li", "p", "h3") else ""
        self.attributes += [(tag, name, value) for name, value in attributes]
        if tag not in VOID:
            self.waiting.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.waiting.pop() == tag

    def handle_data(self, data):
        if not {"style", "title"} & set(self.waiting):
            self.text += data


def test_what_takes_seconds_to_load_is_not_loaded():
    """The schemas of nbformat take as long as the report of a whole class."""
    slow = ("tensorflow", "nbformat", "scipy")
    code = (
        f"import sys; from course_utils.grading import pages; print([name for name in {slow} if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


# ---- tables


def test_grades_have_a_row_for_every_exercise_of_every_submission(tmp_path):
    bad = [result("relu", "unreadable", cause="empty"), result("softmax", "unreadable", cause="empty")]
    put(tmp_path, report("ben", CNN), report("ada"), report("ada", CNN, bad, problem="empty"))
    made = make(tmp_path)
    found = rows(made.grades)
    assert [(row["student"], row["lesson"], row["exercise"]) for row in found] == [
        ("ada", MLP, "relu"),
        ("ada", MLP, "softmax"),
        ("ada", CNN, "relu"),
        ("ada", CNN, "softmax"),
        ("ben", CNN, "relu"),
        ("ben", CNN, "softmax"),
    ]
    assert found[0] == {
        "student": "ada",
        "lesson": MLP,
        "exercise": "relu",
        "points": "2",
        "max_points": "2",
        "status": "passed",
        "seconds": "0.01",
        "message": "",
    }
    assert (found[2]["status"], found[2]["message"], found[2]["points"]) == ("unreadable", "empty", "0")


def test_summary_is_ready_for_a_grade_book(tmp_path):
    put(tmp_path, report("ada"), report("ada", CNN, [result("pool", "not_yet", 0.5, 3.0)]), report("ben"))
    assert rows(make(tmp_path).summary) == [
        {
            "student": "ada",
            MLP: "2",
            f"{MLP}_max": "4",
            CNN: "0.5",
            f"{CNN}_max": "3",
            "total": "2.5",
            "total_max": "7",
        },
        {"student": "ben", MLP: "2", f"{MLP}_max": "4", CNN: "", f"{CNN}_max": "3", "total": "2", "total_max": "7"},
    ]


def test_without_reports_there_are_tables_and_a_page_all_the_same(tmp_path):
    made = make(tmp_path)
    assert rows(made.grades) == rows(made.summary) == []
    assert "No submission has been graded yet" in Page(made.class_page).text


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_is_a_formula_and_every_row_is_whole(tmp_path, text):
    put(tmp_path, report(text, results=[result(text, "not_yet", cause=text), result("b", cause=text)]), report("zed"))
    made = make(tmp_path)
    for path, number in ((made.grades, 4), (made.summary, 2)):
        found = rows(path)
        assert len(found) == number
        for row in found:
            assert None not in row and None not in row.values()
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
                assert not any(unicodedata.category(character) in ("Cc", "Cf") for character in cell)
        assert ";" not in re.sub(r'"(?:[^"]|"")*"', "", path.read_text(encoding="utf-8"))  # only within quotes


@pytest.mark.parametrize("text", [*EVIL, "1,5", "1;5", '";"', "−1,5"])
def test_tables_for_spreadsheets_with_a_decimal_comma(tmp_path, text):
    marks = [result("relu", "not_yet", 0.5, cause=text), result("b", points=1 / 3, most=1.5, status="not_yet")]
    made = make(put(tmp_path, report(text, results=marks)), decimal_comma=True)
    for path in (made.grades, made.summary):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "or spreadsheets take UTF-8 for an old code page"
    with made.grades.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file, delimiter=";", strict=True)
    assert (first["points"], first["max_points"], second["points"], second["max_points"]) == ("0,5", "2", "0,33", "1,5")
    assert not first["message"].startswith(("=", "+", "-", "@")) and None not in first
    (total,) = csv.DictReader(made.summary.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert (total["total"], total["total_max"]) == ("0,83", "3,5")
    assert "0,5" in made.grades.read_text(encoding="utf-8") and '"0,5"' not in made.grades.read_text(encoding="utf-8")


def test_a_table_is_put_in_place_at_once(tmp_path, monkeypatch):
    put(tmp_path, report())
    before = make(tmp_path).grades.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    put(tmp_path, report("ben"))
    with pytest.raises(OSError, match="No space"):
        make(tmp_path)
    assert (tmp_path / "grades.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


# ---- pages


def test_a_learners_page_says_what_passed_what_did_not_and_what_is_next(tmp_path):
    marks = [
        result("relu", core=False, status="not_attempted", look="write your answer"),
        result(
            "softmax",
            "not_yet",
            0.5,
            tried="softmax(z)",
            got="2",
            expected="1",
            look="the sum",
            line=3,
            code="return z",
        ),
        result("dense", notes=["you could go on"]),
        result("forward", "stopped_time", cause="forward was stopped after 20 s"),
        result("depth", "check_failed", got="KeyError: 3", look="this is a fault of the course; please report it"),
    ]
    put(tmp_path, report("Zoë", results=marks, notes=["Handed in late."]))
    (path,) = make(tmp_path).pages
    text = " ".join(Page(path).text.split())
    for said in (
        "Feedback for Zoë",
        "2.5 of 10 points",
        "1 of 5 exercises passed",
        "Note: Handed in late.",
        "Next: Open 02_sequential_mlp.ipynb at softmax, read the message below",
        "softmax: not yet, 0.5 of 2 points",
        "Tried softmax(z) You returned 2 Expected 1 Line 3 of your code return z Where to look the sum",
        "Not attempted yet ○ relu Passed",
        "dense: you could go on",
        "stopped: too slow Likely cause forward was stopped after 20 s",
        "depth: the check itself failed You returned KeyError: 3 Where to look this is a fault of the course",
    ):
        assert said in text
    assert path.name == f"{MLP}.html"


@pytest.mark.parametrize("status", STATUSES)
def test_every_outcome_has_a_next_step_in_one_sentence(tmp_path, status):
    whole = {"problem": "the file is empty; save it"} if status == "unreadable" else {}
    put(tmp_path, report(results=[result("relu", status)], **whole))
    (path,) = make(tmp_path).pages
    (step,) = re.findall(r"<strong>Next:</strong> (.*?)</p>", path.read_text(encoding="utf-8"))
    assert step[0].isupper() and step[-1] in ".?" and step.count(". ") == 0
    assert STATUSES[status].words in Page(path).text


def test_a_cause_stands_in_place_of_where_to_look(tmp_path):
    put(tmp_path, report(results=[result("relu", "not_yet", cause="A step, no ReLU.", look="negative numbers")]))
    text = make(tmp_path).pages[0].read_text(encoding="utf-8")
    assert "A step, no ReLU." in text
    assert "negative numbers" not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("softmax on z = [[0.1, 0.2], [3, 4]], rows", "softmax on z = […], rows"),
        ("[1, 2, 3], of shape (3,)", "[…], of shape (3,)"),
        ("[1, 2, 3]", ""),
        ("array([1, 2, 3])", ""),
        ("([1.5], {'a': 2})", ""),
        ("neuron(0.25, -1.5)", "neuron(…)"),
        ("(0.25, 1.5)", ""),
        ("shape (3, 4), dtype float32", "shape (3, 4), dtype float32"),
        ("0.731", "0.731"),
        ("nothing (None)", "nothing (None)"),
        ("cut off [0.1, 0.2…", "cut off […]"),
        ("odd ]] (brackets {", "odd  (brackets […]"),
        ("{'x': 0.125, 'y': [1, 2]} came back", "[…] came back"),
        ("", ""),
    ],
)
def test_drawn_arrays_are_not_shown(text, shown):
    assert without_arrays(text) == shown


def test_no_drawn_array_stands_on_any_page(tmp_path):
    hidden = "[[0.5772, 1.618], [2.718, 3.141]]"
    given = dict.fromkeys(TEXTS, f"before {hidden} after") | {
        "code": "return z",
        "notes": [hidden],
        "warnings": [hidden],
    }
    statuses = [result(f"e{n}", status, **given) for n, status in enumerate(STATUSES)]
    put(tmp_path, *(report(who, results=statuses, notes=[hidden]) for who in "ab"))
    made = make(tmp_path)
    for path in (*made.pages, made.class_page):
        source = path.read_text(encoding="utf-8")
        assert "0.5772" not in source and "3.141" not in source
        assert "before […] after" in source


def test_the_class_page_shows_points_exercises_and_messages(tmp_path):
    easy, hard = result("relu"), result("softmax", "not_yet", cause="Each row must add up to 1.")
    found = [report(f"p{n}", results=[easy, hard if n < 6 else result("softmax")]) for n in range(10)]
    found.append(report("q", results=[result("relu", "unreadable")], problem="empty"))
    made = make(put(tmp_path, *found), left_out=[("x/y.txt", "no notebook (.ipynb)")])
    page = Page(made.class_page)
    text = " ".join(page.text.split())
    assert "11 learners, 1 lesson" in text
    assert "11 handed in, 1 of them could not be read. 4 passed everything. Median: 50% of the points." in text
    assert "Submissions by percent of the points: 50–59%: 6; 100%: 4" in page.source
    assert text.index("softmax 4 of 10 40% 6 0 0") < text.index("relu 10 of 10 100% 0 0 0")
    assert "6 softmax Each row must add up to 1." in text
    assert "x/y.txt: no notebook" in text
    links = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href") and value.endswith(".html")]
    assert len(links) == 11
    assert all((tmp_path / unquote(link)).is_file() for link in links)


def test_names_stand_only_in_parts_that_are_closed(tmp_path):
    code = "\n\n".join(solutions(CNN).values())
    put(tmp_path, *(report(f"person {n}", code=code) for n in range(3)))
    (tmp_path / "reports" / "odd.txt").write_text("x")
    source = make(tmp_path, left_out=[("person 9/x", "why")]).class_page.read_text(encoding="utf-8")
    assert "person" in source
    assert "nearly the same (3 pairs)" in source
    assert "worth a look, but they prove nothing" in source
    assert "<details open" not in source
    assert "person" not in re.sub(r"(?s)<details>.*?</details>", "", source)


def test_what_was_not_isolated_is_said(tmp_path):
    made = make(put(tmp_path, report(isolation="none: this system has no sandbox")))
    assert "not sandboxed: this system has no sandbox" in Page(made.class_page).text


def test_what_everybody_was_given_is_known_for_every_lesson():
    assert "raise NotImplementedError" in published(MLP)
    assert solutions(MLP)["softmax"] in published(MLP)
    assert published("77_of_another_course") == ""


def test_the_code_in_common_can_be_given(tmp_path):
    code = "\n\n".join(solutions(CNN).values())
    put(tmp_path, report("a", code=code), report("b", code=code))
    assert "nearly the same" in make(tmp_path).class_page.read_text(encoding="utf-8")
    assert "nearly the same" not in make(tmp_path, common={MLP: code}).class_page.read_text(encoding="utf-8")


# ---- pages: harm, and who can read them


@pytest.mark.parametrize("text", EVIL)
def test_nothing_that_a_learner_wrote_is_rendered(tmp_path, text):
    details = dict.fromkeys(TEXTS, text) | {"warnings": [text], "notes": [text], "line": 3}
    plain = dict.fromkeys(TEXTS, "plain") | {"warnings": ["plain"], "notes": ["plain"], "line": 3}

    def all_of(out, said, about):
        marks = [result(said, "not_yet", **about), result("other", **about), result("third", "crashed", **about)]
        fields = {"file": said, "time": said, "notes": [said], "isolation": f"none: {said}"}
        put(out, *(report(f"{n}{said}", results=marks, **fields) for n in "ab"))
        made = make(out, left_out=[(said, said)])
        assert made.odd == ()
        return [Page(path) for path in (made.class_page, *made.pages)]

    for evil, tame in zip(
        all_of(tmp_path / "evil", text, details), all_of(tmp_path / "tame", "plain", plain), strict=True
    ):
        assert set(evil.tags) <= set(tame.tags)
        assert {(tag, name) for tag, name, _ in evil.attributes} <= {(tag, name) for tag, name, _ in tame.attributes}
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", evil.source)


def test_pages_ask_for_nothing_and_run_nothing(tmp_path):
    made = make(put(tmp_path, report(), report("ben")))
    for path in (made.class_page, *made.pages):
        page = Page(path)
        assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
        assert "default-src 'none'" in page.source
        assert not re.search(r"https?:|url\(|@import|//\w", page.source)
        assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "src"]


def test_pages_can_be_read_by_everybody(tmp_path):
    made = make(put(tmp_path, report(), report("ben", CNN)))
    for path in (made.class_page, *made.pages):
        page = Page(path)
        assert ("html", "lang", "en") in page.attributes
        assert (
            page.tags.count("h1") == page.tags.count("title") - page.tags.count("svg") == page.tags.count("main") == 1
        )
        assert page.tags.count("table") == page.tags.count("caption") > 0
        assert page.tags.count("th") == sum((tag, name) == ("th", "scope") for tag, name, _ in page.attributes)
        ids = [value for _, name, value in page.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        assert {value for _, name, value in page.attributes if name == "aria-labelledby"} <= set(ids)
        assert {value[1:] for _, name, value in page.attributes if name == "href" and value[0] == "#"} <= set(ids)
        assert "@media print" in page.source
        order = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in zip(order, order[1:], strict=False))


def contrast(one, two):
    """Return the contrast of two colours #rrggbb, as in WCAG 2."""

    def light(colour):
        colour = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, bright = sorted((light(one), light(two)))
    return (bright + 0.05) / (dark + 0.05)


def test_colours_have_contrast_in_light_dark_and_print(tmp_path):
    source = make(put(tmp_path, report())).class_page.read_text(encoding="utf-8")
    themes = [dict(re.findall(r"--(\w+): (#\w+)", theme)) for theme in re.findall(r":root \{(.*?)\}", source)]
    assert len(themes) == 3
    for theme in themes:
        assert all(contrast(theme[name], theme["page"]) >= 4.5 for name in ("text", "soft", "good", "open", "bar"))


# ---- files that are no reports


def spoilt(**fields):
    return json.dumps(report() | fields)


def spoilt_result(**fields):
    return json.dumps(report(results=[result("relu") | fields]))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        ("null", "format 3"),
        ("[]", "format 3"),
        ("{}", "format 3"),
        (spoilt(format=1), "format 3"),
        (json.dumps({"format": reports.FORMAT}), "missing required field `student`"),
        (spoilt(student=None), "`student`: Expected `str`, got `null`"),
        (spoilt(student=""), "no learner"),
        (spoilt(student=" \n"), "no learner"),
        (spoilt(lesson="../../x"), "no lesson"),
        (spoilt(lesson="02_a/b"), "no lesson"),
        (spoilt(lesson="02_a\n"), "no lesson"),
        (spoilt(lesson=2), "`lesson`"),
        (spoilt(problem=["no"]), "`problem`"),
        (spoilt(results=[]), "no exercise"),
        (spoilt(results={}), "`results`"),
        (spoilt(results=[1]), "`results[0]`: Expected `object`, got `int`"),
        (spoilt(results=[result("a"), result("a")]), "twice"),
        (spoilt(results=[result("a"), result(" a")]), "twice"),
        (spoilt(results=[result(f"e{n}") for n in range(51)]), "over 50"),
        (spoilt(notes="text"), "`notes`"),
        (spoilt(notes=[1]), "`notes[0]`"),
        (spoilt(seconds="1"), "`seconds`"),
        (spoilt(seconds=float("inf")), "`seconds`"),
        (spoilt(code=None), "`code`"),
        (spoilt_result(points=3.0), "`points` of relu must be from 0 to 2, got 3"),
        (spoilt_result(points=-1), "`points`"),
        (spoilt_result(points=True), "points`: Expected `float`, got `bool`"),
        (spoilt_result(points=float("nan")), "`points`"),
        (spoilt_result(max_points=float("inf")), "`points`"),
        (spoilt_result(points=None), "points`"),
        (spoilt_result(points="2"), "points`"),
        (spoilt_result(status="great"), "`status` must be one of passed, not_yet"),
        (spoilt_result(status="failed"), "got 'failed'"),
        (spoilt_result(status=["passed"]), "status`"),
        (spoilt_result(core="yes"), "core`"),
        (spoilt_result(exercise=""), "no name"),
        (spoilt_result(exercise=" \n"), "no name"),
        (spoilt_result(line="3"), "line`"),
        (spoilt_result(line=True), "line`"),
        (spoilt_result(got=3), "got`"),
        (spoilt_result(cause=None), "cause`"),
        (spoilt_result(warnings="text"), "warnings`"),
        (spoilt_result(seconds=-1), "`seconds`"),
        (" " * (reports.LARGEST + 1), "too many"),
    ],
)
def test_a_damaged_or_foreign_file_is_named_and_skipped(tmp_path, content, why):
    put(tmp_path, report("ben"))
    file = tmp_path / "reports" / "odd" / "one.json"
    file.parent.mkdir()
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    made = make(tmp_path)
    ((name, said),) = made.odd
    assert name == "odd/one.json"
    assert why in said
    assert len(rows(made.summary)) == 1
    text = Page(made.class_page).text
    assert "1 file among the reports is not a report, so this page leaves it out" in text
    assert "odd/one.json" in text


def test_other_files_are_named_and_half_written_ones_are_not(tmp_path):
    put(tmp_path, report())
    (tmp_path / "reports" / "notes.txt").write_text("x")
    (tmp_path / "reports" / "ada" / f".{MLP}.json.123").write_text("{")
    assert make(tmp_path).odd == (("notes.txt", "not a report (.json)"),)


def test_of_two_reports_for_the_same_the_newer_counts(tmp_path):
    put(tmp_path, report(results=[result("relu")], time="2026-11-28T10:00:00+00:00"))
    older = report(results=[result("relu", "not_yet")], time="2026-11-27T10:00:00+00:00")
    (tmp_path / "reports" / "zzz.json").write_text(json.dumps(older))
    made = make(tmp_path)
    assert [row["status"] for row in rows(made.grades)] == ["passed"]
    ((name, why),) = made.odd
    assert name == "zzz.json"
    assert f"ada/{MLP}.json" in why


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_among_the_reports_is_not_followed(tmp_path):
    put(tmp_path / "out", report())
    (tmp_path / "elsewhere.json").write_text(json.dumps(report("eve")))
    (tmp_path / "out" / "reports" / "eve.json").symlink_to(tmp_path / "elsewhere.json")
    made = make(tmp_path / "out")
    assert made.odd == (("eve.json", "not a file"),)
    assert [row["student"] for row in rows(made.summary)] == ["ada"]


def test_random_damage_never_ends_the_report(tmp_path):
    rng, odd = random.Random(6), [None, True, -1, 1e400, "", "x", [], {}, [[]], ["x", 1], {"a": 1}, "\ud800", 10**30]
    whole = report(results=[result("relu", "not_yet", tried="x", line=3, notes=["n"]), result("dense")], notes=["late"])

    def spoil(value):
        if rng.random() < 0.04:
            return rng.choice(odd)
        if isinstance(value, dict):
            return {key: spoil(item) for key, item in value.items() if rng.random() > 0.02}
        return [spoil(item) for item in value] if isinstance(value, list) else value

    (tmp_path / "reports").mkdir()
    for n in range(300):
        (tmp_path / "reports" / f"{n}.json").write_text(json.dumps(spoil(copy.deepcopy(whole) | {"student": f"p{n}"})))
    made = make(tmp_path)
    assert 20 < len(made.odd) < 280
    assert len({row["student"] for row in rows(made.grades)}) + len(made.odd) == 300


def test_a_class_of_four_hundred_takes_seconds(tmp_path):
    rng = random.Random(7)
    code = "\n\n".join(solutions(MLP).values())
    marks = [result(f"e{n}", "not_yet", tried="f([0.5])", got="1", cause=f"Cause {n}.") for n in range(9)]
    found = [report(f"p{n}", results=rng.sample(marks, 9), code=f"{code}\nx = {n}") for n in range(400)]
    put(tmp_path, *found)
    started = time.perf_counter()
    made = make(tmp_path)
    assert time.perf_counter() - started < 20
    assert len(rows(made.grades)) == 400 * 9
    assert len(made.pages) == 400
