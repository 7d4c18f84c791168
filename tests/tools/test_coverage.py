"""The page docs/coverage.md: each article has its table, and each row leads to the lessons."""

import re
from pathlib import Path

import pytest

from course_utils.tools.glossary import FILE

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "coverage.md"
ARTICLES = [
    "Training neural networks with Keras and TensorFlow",
    "The same article in Russian",
    "Neural network training: concepts, algorithms and architectures",
    "Training a network in TensorFlow to read the digits 0 and 1",
]
HEAD = ["| what the article says | where it is taught | note |", "| --- | --- | --- |"]
LABELED = re.compile(
    r"\[(?P<label>[^\]]+)\]\(\.\./notebooks/(?P<number>\d\d[ab]?)_\w+\.ipynb#cell-id=(?P<cell>[\w-]+)\)"
)


def tables():
    """Return the lines of the table below each heading."""
    _, *parts = PAGE.read_text(encoding="utf-8").split("\n## ")
    return {title: body.strip().splitlines() for title, _, body in (part.partition("\n") for part in parts)}


TABLES = tables()


def test_each_article_has_a_section():
    assert list(TABLES) == ARTICLES


@pytest.mark.parametrize("title", ARTICLES)
def test_each_article_has_a_table_in_which_each_row_leads_to_lessons(title):
    head, rows = TABLES[title][:2], TABLES[title][2:]
    assert head == HEAD
    assert rows
    for row in rows:
        says, taught, _ = (cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|"))
        assert says, row
        assert all(LABELED.fullmatch(link) for link in taught.split(", ")), row


@pytest.mark.parametrize("title", ARTICLES)
def test_each_article_says_what_the_lessons_correct(title):
    assert any("| corrected: " in row for row in TABLES[title])


@pytest.mark.parametrize("page", [PAGE, DOCS / FILE.name], ids=lambda page: page.name)
def test_the_label_of_a_link_names_its_lesson_and_cell(page):
    links = list(LABELED.finditer(page.read_text(encoding="utf-8")))
    assert links
    for link in links:
        assert link["label"] == f"{link['number']} {link['cell']}"
