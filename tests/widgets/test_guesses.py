"""Predictions: kept, compared with what the run says, and recalled later, wherever a notebook runs."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from course_utils import storage
from course_utils.widgets import guesses as module
from course_utils.widgets.guesses import above, at_most, between, guess, surprises, then_and_now

QUESTION = "We show it pure noise. How sure will it be?"
OPTIONS = ["under 20%", "about half", "over 90%"]
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(module, "_questions", {})
    storage.notices()
    return tmp_path / "home"


def ask(key="00_welcome/noise", question=QUESTION, options=OPTIONS):
    return guess(key, question, options)


def played(key, chosen, said, question=QUESTION):
    """Ask a question, guess, and answer it."""
    asked = ask(key, question)
    if chosen is not None:
        asked._choose(OPTIONS[chosen])
    if said is not None:
        asked.reveal(said)


def rows(table):
    """Return the table of a notebook's output, cell by cell."""
    page = ET.fromstring(table._repr_mimebundle_()["text/html"])
    return [["".join(cell.itertext()) for cell in row] for row in page.iter("tr")]


# ---- asking


def test_outside_a_notebook_the_question_is_printed_and_nobody_waits(capsys):
    ask()
    assert capsys.readouterr().out.splitlines() == [
        QUESTION,
        "  - under 20%",
        "  - about half",
        "  - over 90%",
        "Run this cell to choose an option.",
    ]


def test_outside_a_notebook_a_script_goes_on_in_silence():
    code = "import sys\nfrom course_utils.widgets.guesses import guess\nguess('00_a/b', 'q', ['x', 'y']).reveal(0)\n"
    code += "print('the end')"
    root = Path(module.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "the end"
    assert done.stderr == ""


@pytest.mark.parametrize("key", ["noise", "welcome/noise", "00_welcome/", "00_welcome/No ise", "00_a/b/c", ""])
def test_a_key_has_a_lesson_and_a_slug(key):
    with pytest.raises(ValueError, match='the key must be "lesson/slug", such as "00_welcome/noise", got'):
        ask(key)


@pytest.mark.parametrize("options", [[], ["one"], ["same", "same"], ["", "b"], ["a", 2], ["a", " "]])
def test_options_are_two_different_texts_or_more(options):
    with pytest.raises(ValueError, match="00_welcome/noise: options must be at least two different"):
        ask(options=options)


@pytest.mark.parametrize("question", ["", " ", None])
def test_a_question_is_a_text(question):
    with pytest.raises(ValueError, match="00_welcome/noise: the question must be a non-empty text"):
        ask(question=question)


def test_one_key_for_two_questions_is_an_authors_error():
    ask()
    ask()  # the same cell, run again
    ask("01_data_preparation/noise", "Another?")  # another lesson's slug is free
    with pytest.raises(ValueError, match=r"'00_welcome/noise' already belongs to the question 'We show it") as error:
        ask(question="Which digit is this?")
    assert "different key for 'Which digit is this?'" in str(error.value)
    assert "restart the kernel" in str(error.value)


# ---- revealing


@pytest.mark.parametrize("answer", [2, np.int64(2), np.argmax([1, 2, 3]), 2.0, "over 90%"])
def test_the_answer_is_an_index_or_an_option(capsys, answer):
    asked = ask()
    asked._choose("about half")
    capsys.readouterr()
    asked.reveal(answer)
    assert capsys.readouterr().out.splitlines() == [
        QUESTION,
        "  Your guess  about half",
        "  Result      over 90%",
        "Your guess was different. Take a moment to find out why.",
    ]


def test_a_right_guess_is_told_so(capsys):
    played("00_welcome/noise", 2, 2)
    assert "Your guess was right." in capsys.readouterr().out


@pytest.mark.parametrize("answer", [3, -1, 1.5, True, "99%", "2", None, float("nan")])
def test_an_answer_that_is_no_option_is_refused(answer):
    asked = ask()
    said = r"00_welcome/noise: the answer must be one of \['under 20%', .* or an index from 0 to 2, got"
    with pytest.raises(ValueError, match=said):
        asked.reveal(answer)


BOUNDS = {"It falls.": at_most(0.9), "It hardly changes.": between(0.9, 1.1), "It rises.": above(1.1)}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (-3, "It falls."),
        (0.9, "It falls."),
        (np.float32(1.0), "It hardly changes."),
        (1.1, "It hardly changes."),
        (float("inf"), "It rises."),
    ],
)
def test_options_with_bounds_take_the_measured_value(capsys, value, says):
    asked = ask(options=BOUNDS)
    asked._choose("It rises.")
    capsys.readouterr()
    asked.reveal(value)
    assert f"Result      {says}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "value", "says"),
    [
        (BOUNDS, float("nan"), "nan lies within those of none"),
        ({"low": at_most(1), "high": above(2)}, 1.5, "1.5 lies within those of none"),
        ({"low": at_most(2), "high": above(1)}, 1.5, r"1.5 lies within those of \['low', 'high'\]"),
    ],
)
def test_a_measured_value_decides_for_exactly_one_option(options, value, says):
    with pytest.raises(ValueError, match=f"00_welcome/noise: the measured value must .*; {says}"):
        ask(options=options).reveal(value)


def test_without_a_guess_the_run_is_still_recorded(capsys):
    played("00_welcome/noise", None, 2)
    out = capsys.readouterr().out.splitlines()
    assert out[-2:] == [
        "  Result  over 90%",
        "You didn't make a guess before this run. Next time, choose an option first.",
    ]
    kept = storage.keep(lambda db: dict(db.execute("SELECT * FROM guesses").fetchone()))
    assert (kept["lesson"], kept["key"], kept["question"]) == ("00_welcome", "noise", QUESTION)
    assert kept["options"] == '["under 20%", "about half", "over 90%"]'
    assert (kept["chosen"], kept["revealed"]) == (None, "over 90%")
    assert kept["time"].endswith("+00:00")


def story():
    (told,) = storage.keep(module._stories)
    return told


def test_before_the_run_answers_a_guess_may_change():
    asked = ask()
    for option in OPTIONS:
        asked._choose(option)
    asked._choose("about half")
    assert story().guessed == "about half"
    assert story().status == "Your guess: about half. You can change it until you run the cell that shows the result."


def test_after_the_run_has_answered_the_first_guess_counts(capsys):
    played("00_welcome/noise", 0, 2)
    ask()._choose("over 90%")
    assert (story().guessed, story().later, story().said) == ("under 20%", "over 90%", "over 90%")
    assert story().surprised
    assert story().status == (
        "Your guess: under 20%. Result: over 90%. Your later choice: over 90%. Only the guess before the run counts."
    )
    capsys.readouterr()
    ask().reveal(2)
    out = capsys.readouterr().out
    assert "Your later choice  over 90%" in out
    assert "Only the guess before the run counts." in out


def test_a_run_of_all_cells_before_the_first_guess_takes_nothing_away():
    played("00_welcome/noise", None, 2)
    ask()._choose("about half")
    assert story().surprised
    ask()._choose("over 90%")
    assert (story().guessed, story().later) == ("over 90%", None)


def test_another_run_that_says_something_else_leaves_the_first_answer(capsys):
    played("00_welcome/noise", 0, 2)
    capsys.readouterr()
    ask().reveal(1)
    out = capsys.readouterr().out
    assert "Result        about half" in out
    assert "First result  over 90%" in out
    assert story().said == "over 90%"


def test_a_guess_is_restored_where_only_the_words_of_the_question_changed(capsys, monkeypatch):
    ask()._choose("about half")
    monkeypatch.setattr(module, "_questions", {})  # a new kernel, a new edition of the lesson
    capsys.readouterr()
    ask(question="How sure will it be of pure noise?")
    assert "Your guess: about half." in capsys.readouterr().out


def test_a_guess_among_other_options_says_nothing_about_these(capsys, monkeypatch):
    played("00_welcome/noise", 1, 2)
    monkeypatch.setattr(module, "_questions", {})
    capsys.readouterr()
    ask(options=["under 50%", "over 50%"])
    assert "Run this cell to choose an option." in capsys.readouterr().out


def test_trouble_with_the_record_is_told_once(folder, capsys):
    folder.write_text("a file", encoding="utf-8")
    asked = ask()
    assert "cannot save your work" in capsys.readouterr().out
    asked._choose("about half")
    asked.reveal(2)
    out = capsys.readouterr().out
    assert "cannot save your work" not in out
    assert "Your guess  about half" in out


# ---- recalling


def test_up_to_three_surprises_of_two_lessons_ago_are_recalled():
    for number in range(5):
        played(f"00_welcome/wrong_{number}", 0, 2, f"Question {number}?")
    played("00_welcome/right", 2, 2, "Right?")
    played("01_data_preparation/wrong", 0, 2, "Later?")
    assert rows(surprises("02_sequential_mlp")) == [
        ["Question", "Your guess", "Result"],
        *[[f"Question {number}?", "under 20%", "over 90%"] for number in range(3)],
    ]
    assert rows(surprises("03a_training_and_evaluation"))[1:] == [["Later?", "under 20%", "over 90%"]]


def test_both_parts_of_a_lesson_are_recalled():
    played("03a_training/wrong", 0, 2, "First part?")
    played("03b_inside_training/wrong", 0, 2, "Second part?")
    assert [row[0] for row in rows(surprises("05_regularization"))[1:]] == ["First part?", "Second part?"]


@pytest.mark.parametrize("lesson", ["00_welcome", "01_data_preparation"])
def test_the_first_lessons_have_nothing_to_recall(lesson):
    assert str(surprises(lesson)).endswith("there is nothing to show yet.")
    assert rows(surprises(lesson)) == []


def test_it_is_said_why_nothing_is_recalled():
    assert str(surprises("02_sequential_mlp")).startswith("You have no saved guesses from lesson 00.")
    played("00_welcome/open", 1, None, "Not run yet?")
    played("00_welcome/unguessed", None, 1, "Not guessed?")
    assert str(surprises("02_sequential_mlp")).startswith("You have no saved guesses from lesson 00.")
    played("00_welcome/right", 1, 1, "Right?")
    assert "turned out right" in str(surprises("02_sequential_mlp"))


def test_surprises_need_a_numbered_lesson():
    with pytest.raises(ValueError, match="lesson must begin with its number"):
        surprises("welcome")


def test_then_and_now_without_surprises(capsys):
    played("00_welcome/right", 1, 1)
    capsys.readouterr()
    then_and_now()
    assert (
        capsys.readouterr().out
        == "None of your guesses has turned out wrong so far, so there is nothing to ask again.\n"
    )


def test_tables_can_be_walked_through_and_nothing_in_them_is_rendered():
    played("00_welcome/wrong", 0, 2, "Is 1 < 2 & <b>bold</b>?")
    table = surprises("02_sequential_mlp")
    page = ET.fromstring(table._repr_mimebundle_()["text/html"])
    assert page.find(".//caption").text == "What surprised you in lesson 00"
    assert {cell.get("scope") for cell in page.findall(".//thead//th")} == {"col"}
    assert page.find(".//tbody//th").get("scope") == "row"
    assert page.find(".//tbody//th").text == "Is 1 < 2 & <b>bold</b>?"


def test_a_wide_table_is_plain_text_row_by_row():
    played("00_welcome/wrong", 0, 2, "A long question? " * 8)
    assert str(surprises("02_sequential_mlp")).splitlines() == [
        "What surprised you in lesson 00",
        "  " + "A long question? " * 8,
        "    Your guess: under 20%",
        "    Result: over 90%",
    ]


# ---- in a kernel


def run(*cells):
    """Return the cells of a notebook, run in a kernel of its own with the same home."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    return [list(cell.outputs) for cell in notebook.cells]


ASK = f"from course_utils.widgets.guesses import *\nnoise = guess('00_welcome/noise', {QUESTION!r}, {OPTIONS!r})"


def test_a_guess_in_a_notebook_is_kept_restored_and_asked_again():
    asked, _, revealed, again = run(
        ASK,
        "radio = noise._radio\n"
        'assert (radio.chosen, radio.said) == (None, "You haven\'t chosen an option yet.")\n'
        f"assert (radio.question, radio.options) == ({QUESTION!r}, {OPTIONS!r})\n"
        "radio.chosen = 1\n"
        "assert radio.said.startswith('Your guess: about half. You can change it until')",
        "noise.reveal('over 90%')\nassert radio.said == 'Your guess: about half. Result: over 90%.'",
        "then_and_now()",
    )
    (output,) = asked
    assert output.output_type == "display_data"
    assert set(output.data) == {"text/plain", "text/html", WIDGET}
    page = ET.fromstring(output.data["text/html"])
    assert [option.text for option in page.iter("li")] == OPTIONS
    assert QUESTION in output.data["text/plain"]
    assert output.data[WIDGET]["model_id"]
    assert set(revealed[0].data) == {"text/plain", "text/html"}
    assert WIDGET in again[0].data
    assert "over 90%. " not in again[0].data["text/plain"]  # what the run said is not told before the choice

    restored, _, again = run(
        ASK,
        "assert noise._radio.chosen == 1\n"
        "noise._radio.chosen = 2\n"
        "from course_utils.widgets import guesses as module\n"
        "radios = []\n"
        "make = module._radio\n"
        "module._radio = lambda *given: radios.append(make(*given)) or radios[-1]\n"
        "then_and_now()\n"
        "radios[0].chosen = 0\n"
        "radios[0].chosen = 2\n"
        "assert radios[0].said.startswith('Your guess now: over 90%. Run this cell again')",
        "then_and_now()",
    )
    assert "Your guess: about half. Result: over 90%." in restored[0].data["text/plain"]
    assert len(again) == 1
    page = ET.fromstring(again[0].data["text/html"])
    assert ["".join(cell.itertext()) for cell in page.findall(".//tbody/tr/*")] == [
        QUESTION,
        "about half",
        "over 90%",
        "over 90%",
    ]
    assert surprises("02_sequential_mlp").rows == ((QUESTION, "about half", "over 90%"),)
