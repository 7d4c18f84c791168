"""The made-up reviews: balanced, paired and separate, with nothing to learn from counting words."""

import inspect
import json
import pickle
from collections import Counter

import numpy as np
import pytest

from course_utils.data import reviews as module
from course_utils.data.files import DataError
from course_utils.data.reviews import BAD, GOOD, load_reviews

PARTS = ("train", "val", "test")


def test_sizes_shapes_and_types():
    reviews = load_reviews(1000)
    assert [len(getattr(reviews, f"x_{part}")) for part in PARTS] == [600, 200, 200]
    for part in PARTS:
        x, y = getattr(reviews, f"x_{part}"), getattr(reviews, f"y_{part}")
        assert x.shape == y.shape and all(type(text) is str for text in x) and y.dtype == np.int64
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
        ({"n": 21}, "n must be even, because half of the reviews are positive, got 21"),
        ({"n": 10}, "n must be a whole number from 20 to 20,000, got 10"),
        ({"n": 1e3}, "n must be a whole number from 20 to 20,000, got 1000.0"),
        ({"seed": -1}, "seed must be a whole number from 0 to 4,294,967,295, got -1"),
        ({"seed": True}, "seed must be a whole number from 0 to 4,294,967,295, got True"),
    ],
)
def test_bad_arguments(arguments, says):
    with pytest.raises(ValueError, match=says):
        load_reviews(**arguments)


# ---- IMDB's own


@pytest.fixture
def teacher(tmp_path, monkeypatch):
    """Make the folder that COURSE_DATA_DIR names, with files like IMDB's: word 7 in good reviews, 9 in bad ones."""
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path))
    rng = np.random.default_rng(0)
    y = np.arange(module.HALF) % 2
    lists = [[1, 7 if good else 9, *rng.integers(300, 70_000, rng.integers(0, 4)).tolist()] for good in y]
    lists[0], lists[1] = [], [7]  # written with other commands than lists of more
    lists[3] = list(range(2500))  # more than a thousand: appended in parts
    x = np.empty(module.HALF, object)
    x[:] = lists
    np.savez(tmp_path / "imdb.npz", x_train=x, y_train=y, x_test=x[::-1], y_test=y[::-1])
    (tmp_path / "imdb_word_index.json").write_text(json.dumps({"good": 7, "bad": 9, "a": 1, "far": 69_999}))
    return tmp_path


def test_imdb_is_read_as_numpy_would(teacher):
    content = module.IMDB.load()
    with np.load(teacher / "imdb.npz", allow_pickle=True) as real:
        for name in ("x_train", "x_test"):
            assert [one.tolist() for one in content[name]] == list(real[name])
        for name in ("y_train", "y_test"):
            np.testing.assert_array_equal(content[name], real[name])


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_lists_of_every_pickle_format(protocol, monkeypatch):
    monkeypatch.setattr(module, "HALF", 1500)
    x = np.empty(1500, object)
    x[:] = [list(range(n % 7)) + [300, 70_000] * (n % 3) for n in range(1500)]
    body = pickle.dumps(x, protocol=protocol)
    assert [one.tolist() for one in module._lists(body, "x_train")] == list(x)


@pytest.mark.usefixtures("teacher")
def test_imdb_as_reviews():
    reviews = load_reviews(1000, source="imdb")
    assert [len(getattr(reviews, f"x_{part}")) for part in PARTS] == [600, 200, 200]
    for part in PARTS:
        for text, verdict in zip(getattr(reviews, f"x_{part}"), getattr(reviews, f"y_{part}"), strict=True):
            assert not text or ("good" if verdict else "bad") in text.split() or len(text.split()) > 1000
    assert reviews.source == "imdb" and "Maas" in reviews.citation


class Evil:
    def __reduce__(self):
        return print, ("this must not run",)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda x: x[:100], r"x_train must have the shape \(25000,\), it has \(100,\)"),
        (lambda x: np.array([*x[:-1], Evil()], object), "must hold lists of whole numbers only"),
        (lambda x: np.array([*x[:-1], [Evil()]], object), "must hold lists of whole numbers only"),
        (lambda x: np.array([*x[:-1], [0.5]], object), "must hold lists of whole numbers only"),
        (lambda x: np.array([*x[:-1], "text"], object), "must hold lists of whole numbers only"),
        (lambda x: np.zeros(module.HALF), "x_train is of float64"),
    ],
)
def test_a_file_that_is_not_imdbs(teacher, damage, reason, capsys):
    with np.load(teacher / "imdb.npz", allow_pickle=True) as real:
        content = dict(real)
    np.savez(teacher / "imdb.npz", **content | {"x_train": damage(content["x_train"])})
    with pytest.raises(DataError, match=f"imdb.npz cannot be used: .*{reason}.*Put the original there"):
        load_reviews(100, source="imdb")
    assert "must not run" not in capsys.readouterr().out


@pytest.mark.parametrize("words", ["[]", "{}", '{"a": "b"}', '{"a": -1}', "{", '{"a": 1e9}'])
def test_words_that_are_none(teacher, words):
    (teacher / "imdb_word_index.json").write_text(words)
    with pytest.raises(DataError, match="imdb_word_index.json cannot be used: .*Put the original there"):
        load_reviews(100, source="imdb")


def test_the_way_out_without_a_network(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr("course_utils.data.files._why_unreachable", lambda: "no network")
    with pytest.raises(DataError, match="imdb .* is not on this computer.*put imdb.npz and imdb_word_index.json into"):
        load_reviews(100, source="imdb")
    with pytest.raises(DataError, match="source must be one of 'grammar', 'imdb', got 'imbd'"):
        load_reviews(100, source="imbd")


def test_checksums_are_those_of_keras():
    import keras

    text = inspect.getsource(keras.datasets.imdb.load_data) + inspect.getsource(keras.datasets.imdb.get_word_index)
    assert all(checksum in text for checksum in module.CHECKSUMS.values())
