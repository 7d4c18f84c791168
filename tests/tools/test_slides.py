"""The slides of every lesson: self-contained, small, and made of the lesson's own cells."""

import base64
import io
import re
import subprocess
import sys
import sysconfig
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from PIL import Image

from course_utils.lessons.teaching import teaching
from course_utils.tools import cli
from course_utils.tools.guesses import questions, results
from course_utils.tools.notebook_io import read
from course_utils.tools.slides import SlidesError, deck
from course_utils.tools.slides.formulas import FormulaError, mathml
from course_utils.tools.slides.notes import add_notes
from course_utils.tools.slides.sections import CODE_LINES, sections

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
IN_SCRIPT = re.compile(r"https?://\w|[\"'`]//\w")
IN_STYLE = re.compile(r"https?:|@import|url\((?!data:)")


class Addresses(HTMLParser):
    """What a page would fetch, and where it leads."""

    def __init__(self, page):
        super().__init__()
        self.fetched, self.links, self.tag = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tag = tag
        for name, value in attributes:
            if (tag, name) == ("a", "href"):
                self.links.append(value)
            elif name in ("src", "href", "srcset", "poster", "data", "action", "background", "xmlns"):
                if not value.startswith("data:image/"):
                    self.fetched.append((tag, name, value))
            elif name == "style" and IN_STYLE.search(value):
                self.fetched.append((tag, name, value))

    def handle_data(self, data):
        if self.tag in ("script", "style"):  # a comment is never fetched
            search = IN_SCRIPT if self.tag == "script" else IN_STYLE
            self.fetched += search.findall(re.sub(r"/\*.*?\*/", "", data, flags=re.DOTALL))

    def handle_endtag(self, tag):
        self.tag = ""


def notebook(*cells):
    """Return a notebook of these cells: a text, or code with what it printed."""
    made = nbformat.v4.new_notebook()
    for cell in cells:
        if isinstance(cell, str):
            made.cells.append(nbformat.v4.new_markdown_cell(cell))
        else:
            printed = nbformat.v4.new_output("stream", text=cell[1])
            made.cells.append(nbformat.v4.new_code_cell(cell[0], outputs=[printed] if cell[1] else []))
    return made


def kinds(*cells):
    """Return the kind of each section that is made of these cells."""
    return [section.kind for section in sections(notebook(*cells), "made_up")]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_deck_fetches_nothing_is_small_and_asks_every_guess(path):
    page = deck(path)
    assert len(page.encode()) <= 2_000_000
    found = Addresses(page)
    assert found.fetched == []
    assert all(link.startswith("https://") for link in found.links)
    asked = [section.asked.key for section in sections(read(path), path.stem) if section.asked]
    assert asked == [one.key for one in questions(read(path))]
    assert asked


def test_the_search_for_addresses_finds_them():
    found = Addresses(
        '<img src="data:image/png;base64,A"><img src="a.png"><a href="https://a.org">a</a>'
        '<p style="background:url(b.png)">'
        "<style>/* https://in.a.comment */ @import x</style><script>fetch('https://a.org')</script>"
    )
    assert len(found.fetched) == 4
    assert found.links == ["https://a.org"]


def test_each_cell_becomes_a_section_of_its_kind():
    text = "**Predict.** Which?"
    guess = 'g = guess("00_welcome/x", "Which one?", {"this": at_most(1), "that": above(1)})'
    saw = "**What we saw.** That.\n\n**What would change this result?** Nothing."
    assert kinds("# T\n\nq", "## 1 · A\n\ntext", text, (guess, ""), ("1 + 1", "2"), saw) == [
        *("title", "text", "guess", "code", "saw", "change")
    ]
    (asked,) = sections(notebook(text, (guess, "")), "made_up")
    assert asked.asked.options == ("this", "that")
    assert "<li>this</li><li>that</li>" in asked.body
    assert "guess(" not in asked.body


def test_a_guess_is_below_the_text_that_asks_for_it_where_there_is_room():
    guess = ('g = guess("00_welcome/x", "Which one?", ["this", "that"])', "")
    assert kinds("We toss a coin. **Predict** the result.", guess) == ["guess"]
    assert kinds("No question here.", guess) == ["text", "guess"]
    assert kinds(" ".join(["word"] * 150) + " **Predict** it.", guess) == ["text", "guess"]


def test_a_heading_is_kept_for_all_that_follows():
    made = sections(notebook("## 1 · A\n\ntext", ("1", ""), "## Sources\n\n- B"), "made_up")
    assert [(one.heading, one.first) for one in made] == [("1 · A", True), ("1 · A", False)]


def test_a_heading_right_after_another_one_shares_its_section():
    (made,) = sections(notebook("## 1 · A\n\n### B\n\ntext"), "made_up")
    assert (made.heading, made.first) == ("1 · A", True)
    assert made.blocks[0] == "<h3>B</h3>"


def test_a_folded_cell_and_the_line_that_announces_it_are_left_out():
    made = notebook("## 1 · A\n\ntext", "The folded cell loads the data.", ("load()", ""), ("shown()", ""))
    made.cells[2].metadata["jupyter"] = {"source_hidden": True}
    assert [one.kind for one in sections(made, "made_up")] == ["text", "code"]
    assert "load" not in "".join(one.body for one in sections(made, "made_up"))


def picture(width, height):
    """Return an output with a picture of this size."""
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    source = base64.b64encode(file.getvalue()).decode()
    markup = f'<img src="data:image/png;base64,{source}" width="9" alt="A picture.">'
    return nbformat.v4.new_output("display_data", {"text/html": markup})


def test_a_folded_cell_still_shows_its_picture():
    made = notebook("## 1 · A\n\ntext", ("draw()", ""))
    made.cells[1].metadata["jupyter"] = {"source_hidden": True}
    made.cells[1].outputs = [picture(1200, 600)]
    (text, shown) = sections(made, "made_up")
    assert (text.kind, shown.kind) == ("text", "picture")
    assert 'alt="A picture."' in shown.body
    assert "draw" not in shown.body


@pytest.mark.parametrize(
    ("lines", "size", "kinds"),
    [(8, (1200, 150), ["code"]), (8, (1200, 900), ["code", "picture"]), (2, (1200, 900), ["code"])],
    ids=["flat", "tall", "below one call"],
)
def test_a_picture_is_below_its_code_where_there_is_room(lines, size, kinds):
    made = notebook(("\n".join(["call()"] * lines), ""))
    made.cells[0].outputs = [picture(*size)]
    assert [one.kind for one in sections(made, "made_up")] == kinds


def test_long_code_is_cut_where_a_statement_begins():
    source = "\n".join(f"def f{n}():\n    return {n}\n" for n in range(6)).rstrip()
    made = sections(notebook((source, "")), "made_up")
    shown = [re.sub(r"<[^>]+>", "", one.body) for one in made]
    assert len(made) == 2
    assert all(code.startswith("def") and code.count("\n") < CODE_LINES for code in shown)
    assert "".join(shown).replace("\n", "") == source.replace("\n", "")


def test_what_has_no_room_beside_the_code_gets_a_section():
    assert kinds(("x", "\n".join("abc"))) == ["code"]
    assert kinds(("x", "\n".join(map(str, range(40))))) == ["code", "output", "output", "output"][:4]


def test_much_text_and_a_long_table_are_cut():
    words = "\n\n".join(["word " * 80] * 5)
    assert len(kinds(f"## 1 · A\n\n{words}")) >= 3
    rows = "\n".join(f"| word {n} | {'meaning ' * 20} |" for n in range(12))
    made = sections(notebook(f"## Words\n\n| word | meaning |\n|---|---|\n{rows}"), "made_up")
    assert len(made) >= 2
    assert all("<th>word</th>" in one.body for one in made)


def test_what_a_lesson_prints_stays_text():
    (made,) = sections(notebook(("x", "<script>a</script>")), "made_up")
    assert "&lt;script&gt;" in made.body


def test_a_link_to_a_file_of_the_course_is_words():
    (made,) = sections(notebook("[open](../exercises/a.ipynb) and [read](https://a.org)"), "made_up")
    assert "<strong>open</strong>" in made.body
    assert '<a href="https://a.org">read</a>' in made.body


# ---- formulas


def test_a_formula_becomes_mathml():
    assert mathml("x^2").startswith('<math display="inline">')
    assert '<mi>ln</mi><mspace width="0.17em"/><mi>a</mi>' in mathml(r"\ln a")


@pytest.mark.parametrize("formula", [r"\softmax(z)", r"x + \foo{1}", r"x^", r"\begin{foo}"])
def test_a_formula_that_cannot_be_shown_is_refused(formula):
    with pytest.raises(FormulaError):
        mathml(formula)


def test_an_unknown_command_names_notebook_cell_and_command():
    with pytest.raises(SlidesError) as said:
        sections(notebook("fine $x$", r"wrong $\softmax(z)$"), "05_regularization")
    for part in ("05_regularization", "cell 2", r"\softmax "):
        assert part in str(said.value)


# ---- the command


def test_the_command_writes_one_deck_or_says_what_there_is(tmp_path, capsys):
    assert cli.main(["slides", "06a", str(tmp_path)]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["06a_convolution.html"]
    assert "06a_convolution.html: 0." in capsys.readouterr().out
    assert cli.main(["slides", "6", str(tmp_path)]) == 2
    assert "06a_convolution" in capsys.readouterr().err


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "latex2mathml", None)
    for name in [name for name in sys.modules if name.startswith("course_utils.tools.slides")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "latex2mathml.converter")
    assert cli.main(["slides", "05"]) == 2
    assert "pip install" in capsys.readouterr().err


def test_the_speakers_script_is_clean():
    linter = Path(sysconfig.get_path("scripts"), "oxlint")
    script = ROOT / "course_utils/tools/slides/speaker.js"
    ran = subprocess.run(
        [linter, "--deny-warnings", "--config", ROOT / ".oxlintrc.json", script], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout


# ---- the speaker's notes


def noted(name):
    """Return the sections of a lesson with their notes."""
    notebook = read(ROOT / "notebooks" / f"{name}.ipynb")
    made = sections(notebook, name)
    add_notes(made, teaching(name), results(notebook))
    return made


def test_the_notes_have_minutes_questions_and_what_to_say():
    made = noted("05_regularization")
    assert made[0].notes[0].startswith("Goal: ")
    (dropout,) = [one for one in made if one.first and one.heading == "4 · Dropout"]
    assert dropout.notes == [
        "Minutes 23 to 33 of 45 (estimated).",
        "Ask: Does dropout act when you call `predict`? (No.)",
    ]
    assert dropout.until == 33
    poll = next(one for one in made if one.asked)
    assert len(poll.notes) == 1 + len(poll.asked.options)
    assert [("(correct" in note) for note in poll.notes] == [False, False, True]
    assert made[-1].notes[-1].startswith("Last five minutes: ")


def test_without_a_plan_a_guess_still_has_its_result():
    made = sections(notebook(('g = guess("00_welcome/x", "Which?", ["this", "that"])', "")), "made_up")
    add_notes(made, None, {"Which?": "that"})
    assert made[0].notes[-1] == "The run says: that"


def test_a_plan_of_another_edition_is_refused():
    plan = teaching("05_regularization")
    with pytest.raises(SlidesError, match="1 · A network that memorizes"):
        add_notes(sections(notebook("# 05 · Regularization\n\ntext"), "made_up"), plan, {})
    guess = ('g = guess("05_regularization/x", "Which?", ["this", "that"])', "")
    with pytest.raises(SlidesError, match="05_regularization/x"):
        add_notes(sections(notebook(guess), "made_up"), plan, {"Which?": "this"})


def test_no_slide_tells_the_class_about_the_guesses_of_whoever_saved_the_notebook():
    for path in LESSONS:
        assert not re.search(r"You (didn't make a guess|had not guessed)|Nothing chosen yet", deck(path)), path
