"""Test of the helper of lesson 07b: pairs of reviews with the same words."""

from course_utils.lessons.lesson_07b.helpers import find_twins


def test_twins_have_the_same_words_and_opposite_labels():
    texts = ["not good but fresh", "good but not fresh", "good", "fresh but not good", "not not good"]
    assert find_twins(texts, [1, 0, 1, 1, 0]) == [("good but not fresh", "not good but fresh")]
