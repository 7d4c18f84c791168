"""Do the made reviews hold what they promise: balanced, paired, apart, and nothing to learn from counting words?"""

from collections import Counter

import numpy as np
import pytest

from course_utils.data.reviews import BAD, GOOD, load_reviews

PARTS = ("train", "val", "test")


def test_sizes_shapes_and_types():
    reviews = load_reviews(1000)
    assert [len(getattr(reviews, f"x_{part}")) for part in PARTS] == [600, 200, 200]
    for part in PARTS:
        x, y = getattr(reviews, f"x_{part}"), getattr(reviews, f"y_{part}")
        assert x.shape == y.shape and x.dtype.kind == "U" and y.dtype == np.int64
        assert set(y) == {0, 1} and y.mean() == 0.5


def test_no_review_twice():
    reviews = load_reviews(6000)
    texts = np.concatenate([getattr(reviews, f"x_{part}") for part in PARTS])
    assert len(set(texts)) == len(texts) == 6000


def test_every_review_has_its_twin_in_its_own_part():
    reviews = load_reviews(2000)
    for part in PARTS:
        verdicts = {}
        for text, verdict in zip(getattr(reviews, f"x_{part}"), getattr(reviews, f"y_{part}"), strict=True):
            verdicts.setdefault(frozenset(Counter(text.split()).items()), []).append(verdict)
        assert all(np.mean(found) == 0.5 for found in verdicts.values())


@pytest.mark.parametrize("seed", range(3))
def test_the_verdict_follows_the_rules(seed):
    """An independent reading: the main clause, turned by a negation in it."""
    reviews = load_reviews(600, seed)
    for text, verdict in zip(reviews.x_train, reviews.y_train, strict=True):
        if " but " in text:
            clause = text.split(" but ")[1]
        elif " although " in text and " , " not in text:
            clause = text.split(" although ")[0]
        elif " , " in text:
            clause = text.split(" , ")[1]
        else:
            clause = text.split(" without ")[0]
        [polarity] = [word in GOOD for word in clause.split() if word in GOOD + BAD]
        assert verdict == (polarity != ("not" in clause.split())), text


def test_texts_are_words_with_single_spaces():
    for text in load_reviews(500).x_train:
        assert text == " ".join(text.split()) == text.lower()


def test_the_seed_decides():
    assert (load_reviews(100, 1).x_train == load_reviews(100, 1).x_train).all()
    assert set(load_reviews(100, 1).x_train) != set(load_reviews(100, 2).x_train)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"n": 21}, "n must be even, because reviews come in pairs, got 21"),
        ({"n": 10}, "n must be a whole number from 20 to 20,000, got 10"),
        ({"n": 1e3}, "n must be a whole number from 20 to 20,000, got 1000.0"),
        ({"seed": -1}, "seed must be a whole number from 0 to 4,294,967,295, got -1"),
        ({"seed": True}, "seed must be a whole number from 0 to 4,294,967,295, got True"),
    ],
)
def test_bad_arguments(arguments, says):
    with pytest.raises(ValueError, match=says):
        load_reviews(**arguments)
