"""Tests of the figure of attention: the words it names, and what cannot be shown."""

import pytest

from course_utils.lessons.lesson_07b import figures

FIGURES = {
    "attention": lambda: figures.attention(
        [[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]], ["it", "was"], ["es", "war", "gut"], title="Where it looks"
    ),
    "attention, one": lambda: figures.attention([[1]], ["yes"], ["oui"], title="One word"),
}


def test_attention_names_the_word_that_is_looked_at():
    assert "it looks most, with 70 %, at gut; was looks most, with 80 %, at es." in FIGURES["attention"]().alt


@pytest.mark.parametrize(
    ("weights", "written", "read", "says"),
    [
        ([[0.5, 0.5]], ["a"], ["b"], r"shape \(1, 1\).*got \(1, 2\)"),
        ([[0.5, 0.2]], ["a"], ["b", "c"], "sum to 1"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(weights, written, read, says):
    with pytest.raises(ValueError, match=says):
        figures.attention(weights, written, read, title="")
