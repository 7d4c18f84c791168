"""The search for copies: those under other names, and people who solved the same exercises on their own."""

import keyword
import random
import re
import time
from pathlib import Path

import pytest

from course_utils.checks.lesson import solutions
from course_utils.grading.notebook_code import parse
from course_utils.grading.similarity import LARGEST, LEAST, marks, pairs
from tests.answers import known

ROOT = Path(__file__).parents[2]
LESSON = "02_sequential_mlp"
STARTER = "\n\n".join(parse((ROOT / "exercises" / f"{LESSON}.ipynb").read_bytes()))
COMMON = "\n\n".join([STARTER, *solutions(LESSON).values()])


@pytest.fixture(scope="module")
def right():
    """Return the right answers that we know, a list of sources for each exercise."""
    found = {}
    for answer in known.known(LESSON):
        if answer.right:
            found.setdefault(answer.exercise, []).append(answer.source)
    assert min(map(len, found.values())) >= 3
    return found


def class_of(number, right):
    """Return a class that solved everything, each in ways drawn by chance."""
    rng = random.Random(number)
    return {
        f"p{n:03}": "\n\n".join([STARTER, *(rng.choice(sources) for sources in right.values())]) for n in range(number)
    }


def disguised(code):
    """Return the same code with other names, numbers, texts, comments and blank lines."""
    code = re.sub(r"#.*", "", code)
    code = re.sub(r"\b(?!def\b)[a-zA-Z_]\w*\b", lambda m: m[0] if keyword.iskeyword(m[0]) else f"my_{m[0]}", code)
    return re.sub(r"\b\d+\b", "7", code).replace("\n\n", "\n\n\n# all my own work\n")


def test_a_disguised_copy_is_found_and_nobody_else(right):
    codes = class_of(40, right)
    codes["zoe"] = disguised(codes["p007"])
    (pair,) = pairs(codes, COMMON)
    assert (pair.first, pair.second) == ("p007", "zoe")
    assert pair.share > 0.95
    assert pair.marks > 100


def test_a_copy_with_one_answer_of_ones_own_is_found(right):
    codes = class_of(40, right)
    own = class_of(3, right)["p002"]
    answers = list(zip(codes["p007"].split("\n\ndef "), own.split("\n\ndef "), strict=False))
    codes["zoe"] = "\n\ndef ".join([*(first for first, _ in answers[:-1]), answers[-1][1]])
    assert ("p007", "zoe") in {(pair.first, pair.second) for pair in pairs(codes, COMMON)}


def test_a_copy_in_a_longer_submission_is_found(right):
    codes = class_of(10, right)
    codes["zoe"] = "\n\n".join([class_of(11, right)["p003"], codes["p001"]])
    assert ("p001", "zoe") in {(pair.first, pair.second) for pair in pairs(codes, COMMON)}


def test_what_everybody_was_given_makes_nobody_similar():
    assert pairs({"a": STARTER, "b": STARTER}, STARTER) == ()
    assert pairs({"a": COMMON, "b": COMMON}, COMMON) == ()
    assert len(pairs({"a": COMMON, "b": COMMON})) == 1


def test_a_class_of_two_can_be_compared(right):
    one, two = class_of(2, right).values()
    assert pairs({"a": one, "b": two}, COMMON) == ()
    (pair,) = pairs({"b": one, "a": one}, COMMON)
    assert (pair.first, pair.second, pair.share) == ("a", "b", 1.0)


@pytest.mark.parametrize("codes", [{}, {"a": ""}, {"a": "", "b": ""}, {"a": "x = 1", "b": "x = 1"}])
def test_too_little_code_is_similar_to_nothing(codes):
    assert pairs(codes) == ()


def test_short_code_is_not_compared():
    short = "\n".join(f"x[{n}] = y + {n}" for n in range(2))
    assert 0 < len(marks(short)) < LEAST
    assert pairs({"a": short, "b": short}) == ()


def test_marks_do_not_see_names_numbers_texts_comments_and_space():
    one = "def f(x):\n    return np.maximum(0, x) + 'text'  # why\n"
    two = "def  longer_name( other ):\n\treturn  numpy.minimum(1_000.5e-3, other)+rf'''more\n'''\n#"
    assert marks(one).tolist() == marks(two).tolist()
    assert len(marks(one)) > 0
    assert marks(one).tolist() != marks(one.replace("+", "-")).tolist()
    assert marks(one).tolist() != marks(one.replace("return", "yield")).tolist()


def test_broken_code_is_compared_too(right):
    code = class_of(1, right)["p000"]
    broken = code + "\ndef f(:\n  '''never closed\n\t x = [1, (2}\n\x00 \ud800 !? €"
    (pair,) = pairs({"a": code, "b": broken}, COMMON)
    assert pair.share == 1


def test_no_text_is_too_odd():
    rng = random.Random(4)
    signs = "'\"\\#\n\t ()[]{}=+-*/.:_aZ09é€\0\ud800😀" + "'''"
    for _ in range(500):
        marks("".join(rng.choice(signs) for _ in range(300)))


@pytest.mark.parametrize("piece", ["'", '"""', "\\", "#", "1e", "'\\", "a" * 50 + "'", "0" * 50, "'''\n"])
def test_odd_code_costs_no_time(piece):
    started = time.perf_counter()
    marks((piece * LARGEST)[:LARGEST])
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("threshold", [0, -1, 1.1, float("nan")])
def test_a_threshold_that_means_nothing_is_refused(threshold):
    with pytest.raises(ValueError, match="threshold must be above 0"):
        pairs({}, threshold=threshold)


def test_a_class_of_five_hundred_takes_seconds(right):
    codes = class_of(500, right)
    codes["zoe"] = disguised(codes["p007"])
    started = time.perf_counter()
    first, *others = pairs(codes, COMMON)
    assert time.perf_counter() - started < 10
    assert (first.first, first.second) == ("p007", "zoe")
    assert len(others) < 20  # of 125,000: all answers were drawn from a few for each exercise


def test_five_hundred_copies_take_seconds(right):
    code = class_of(1, right)["p000"]
    started = time.perf_counter()
    assert len(pairs({str(n): f"{code}\nx{n} = 1" for n in range(500)}, COMMON)) == 500 * 499 / 2
    assert time.perf_counter() - started < 15
