"""The glossary, the lessons' tables of words that are made from it, and the links from docs/ to cells of lessons."""

import re
import shutil
from pathlib import Path

import pytest

from course_utils.tools.glossary import CELL, FILE, LINK, glossary, table, write_words
from course_utils.tools.notebook_io import NotebookError, read

ROOT = Path(__file__).parents[2]
TERMS = glossary(ROOT)


def cells(notebook):
    return {cell.id: cell for cell in read(ROOT / "notebooks" / f"{notebook}.ipynb").cells}


def bold(source):
    """Return what a cell sets in bold, in small letters."""
    return " ".join(re.findall(r"\*\*(.+?)\*\*", source, re.DOTALL)).lower()


def test_terms_are_unique_and_in_order():
    names = [term.term.lower() for term in TERMS]
    assert names == sorted(set(names))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term)
def test_a_cell_that_introduces_a_term_has_it_in_bold(term):
    source = cells(term.notebook)[term.cell].source
    assert any(form.strip(" )").lower() in bold(source) for form in re.split(r"[,(]", term.term)), source


@pytest.mark.parametrize("notebook", sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb")))
def test_the_words_of_a_lesson_are_made_from_the_glossary(notebook):
    own = [term for term in TERMS if term.notebook == notebook]
    assert own, "the glossary has no term of this lesson"
    found = cells(notebook)
    assert found[CELL].source == table(own, list(found)), "run `course build words`"


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_links_to_cells_lead_somewhere(page):
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        assert link["cell"] in cells(link["notebook"]), link[0]


@pytest.fixture
def course(tmp_path):
    """Make a course with one lesson of two terms."""
    for folder in ("docs", "notebooks"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "notebooks" / "05_regularization.ipynb", tmp_path / "notebooks")
    first, second = [cell for cell in cells("05_regularization") if cell != CELL][:2]
    rows = [
        f"| {term} | It is {term}. | [05](../notebooks/05_regularization.ipynb#cell-id={cell}) |"
        for term, cell in (("b", second), ("c", first))
    ]
    (tmp_path / FILE).write_text("\n".join(["| term | meaning | introduced in |", "|---|---|---|", *rows]))
    return tmp_path


def test_words_are_written_in_the_order_of_the_lesson(course):
    write_words(course)
    found = {cell.id: cell for cell in read(course / "notebooks" / "05_regularization.ipynb").cells}
    assert found[CELL].source == "## Words\n\n| term | meaning |\n|---|---|\n| c | It is c. |\n| b | It is b. |"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("05_regularization.ipynb", "05_gone.ipynb", "names the notebook 05_gone"),
        ("#cell-id=", "#cell-id=not-", "has no cell 'not-"),
        ("| b |", "| b | b |", "line 3: expected the form"),
        ("#cell-id=", "#", "line 3: expected the form"),
    ],
)
def test_a_glossary_that_does_not_fit_is_refused(course, old, new, words):
    page = course / FILE
    page.write_text(page.read_text().replace(old, new))
    before = (course / "notebooks" / "05_regularization.ipynb").read_bytes()
    with pytest.raises(NotebookError, match=words):
        write_words(course)
    assert (course / "notebooks" / "05_regularization.ipynb").read_bytes() == before
