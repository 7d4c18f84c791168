"""Expectations: what holds, what does not, and what is said then."""

import numpy as np
import pytest

from course_utils.checks import expect
from course_utils.checks.expect import Incorrect

SAY = {"tried": "t", "look": "l"}


@pytest.mark.parametrize(
    ("got", "want"),
    [
        ([1, 2], [1.0, 2.0]),
        (np.float32([0.1]), [0.1]),
        (True, 1),
        (np.array(3), 3.0),
        ([[1], [2]], np.array([[1], [2]])),
        (["a"], ["a"]),
        ([np.nan], [np.nan]),
        ([np.inf], [np.inf]),
    ],
)
def test_close_holds(got, want):
    expect.close(got, want, **SAY)


@pytest.mark.parametrize(
    ("got", "want", "said"),
    [
        (None, [1.0], "nothing (None)"),
        ("1", [1.0], "'1'"),
        ([1.0], 1.0, "[1.0], of shape (1,)"),
        ([[1.0]], [1.0], "of shape (1, 1)"),
        ([np.nan], [1.0], "nan"),
        ([1.1], [1.0], "[1.1]"),
        ([[1], [1, 2]], [1, 1], "[[1], [1, 2]]"),
        ({"a": 1}, [1], "{'a': 1}"),
        (["a"], ["b"], "['a']"),
        (["1"], [1], "['1']"),
        (np.inf, -np.inf, "inf"),
    ],
)
def test_close_fails(got, want, said):
    with pytest.raises(Incorrect) as found:
        expect.close(got, want, **SAY)
    assert said in found.value.got
    assert (found.value.look, found.value.cause) == ("l", "")


@pytest.mark.parametrize(
    ("want", "shown"),
    [
        ((6, 4), "(6, 4)"),
        ((7, np.float64(0.1) + 0.2), "(7, 0.3)"),
        (("a", "b"), "('a', 'b')"),
        ([6, 4], "[6, 4]"),
        (np.array([6, 4]), "[6, 4]"),
        (((1, 2), (3, 4)), "[[1, 2], [3, 4]]"),
    ],
)
def test_a_tuple_is_expected_as_a_tuple(want, shown):
    with pytest.raises(Incorrect) as found:
        expect.close(np.zeros_like(want), want, **SAY)
    assert found.value.expected == shown
    for same in (list(want), tuple(want), np.array(want)):
        expect.close(same, want, **SAY)


def test_nothing_is_broadcast():
    with pytest.raises(Incorrect) as found:
        expect.close(np.ones((3, 1)), np.ones(3), **SAY)
    assert "shape (3, 1)" in found.value.got and found.value.expected == "shape (3,)"


def test_a_known_mistake_is_named():
    mistakes = {"doubled": [2.0, 4.0], "transposed": expect.Either(([[1.0], [2.0]], [[1.0, 2.0]]))}
    for got, cause in (([2, 4], "doubled"), ([[1], [2]], "transposed"), ([[1, 2]], "transposed"), ([5, 5], "")):
        with pytest.raises(Incorrect) as found:
            expect.close(got, [1.0, 2.0], mistakes=mistakes, **SAY)
        assert found.value.cause == cause


def test_of_two_mistakes_within_the_tolerance_the_exact_one_is_named():
    for got, cause in ((0.51, "near"), (0.52, "exact"), (0.525, "near"), (0.54, "exact")):
        with pytest.raises(Incorrect) as found:
            expect.close(got, 0.9, atol=0.02, mistakes={"near": 0.51, "exact": 0.52}, **SAY)
        assert found.value.cause == cause


def test_the_right_value_is_never_a_mistake():
    expect.close([1.0], [1.0], mistakes={"same by accident": [1.0]}, **SAY)


def test_expected_values_can_be_kept_back():
    with pytest.raises(Incorrect) as found:
        expect.close(3, 4, show=False, **SAY)
    assert found.value.expected == ""


@pytest.mark.parametrize("got", [([1, 2], 3.0), [[1, 2], np.array(3.0)], (np.array([1, 2]), np.float32(3))])
def test_parts_are_taken_apart(got):
    first, second = expect.parts(got, ["a", "b"], tried="t")
    assert list(first) == [1, 2] and second == 3 and isinstance(second, float)


@pytest.mark.parametrize(
    ("got", "said"),
    [
        ((1, 2, 3), "a tuple of 3"),
        ([1], "a list of 1"),
        (np.arange(3), "[0, 1, 2]"),
        (np.array(2), "2"),
        ("ab", "'ab'"),
        ({"a": 1, "b": 2}, "{'a': 1, 'b': 2}"),
        (None, "nothing (None)"),
    ],
)
def test_a_wrong_number_of_parts_is_told(got, said):
    with pytest.raises(Incorrect) as found:
        expect.parts(got, ["a", "b"], tried="t")
    assert (found.value.got, found.value.expected) == (said, "2 values: a, b")


def test_kind():
    expect.kind(np.zeros(2, "float32"), "float32", **SAY)
    expect.kind(3, "int", **SAY)
    for got, want, said in (
        (np.zeros(2), "float32", "dtype float64"),
        (3.0, "int", "of type float"),
        (True, "int", "bool"),
    ):
        with pytest.raises(Incorrect) as found:
            expect.kind(got, want, mistakes={"too wide": "float64"}, **SAY)
        assert said in found.value.got
        assert found.value.cause == ("too wide" if said == "dtype float64" else "")


def test_unchanged():
    expect.unchanged(np.arange(3), np.arange(3), **SAY)
    for after in (np.array([0, 1, 3]), None, np.arange(2)):
        with pytest.raises(Incorrect, match="t"):
            expect.unchanged(np.arange(3), after, **SAY)
    layers = [(np.ones((3, 2)), np.ones(2)), (np.ones((2, 4)), np.ones(4))]
    expect.unchanged(layers, [list(layer) for layer in layers], **SAY)
    with pytest.raises(Incorrect, match="t"):
        expect.unchanged(layers, [layers[0], (np.ones((2, 4)), np.zeros(4))], **SAY)


def test_choice():
    ask = {"tried": "t", "replies": {"B": "B is not it", ("x", 1): "nor this"}, "look": "l", "options": ("A", "B")}
    expect.choice("A", "A", **ask)
    for got, cause, expected in (
        ("B", "B is not it", ""),
        (("x", 1), "nor this", ""),
        ("C", "", "one of 'A', 'B'"),
        (["B"], "", "one of"),
        (("x", [1]), "", "one of"),
        (np.array(["A", "B"]), "", "one of"),
    ):
        with pytest.raises(Incorrect) as found:
            expect.choice(got, "A", **ask)
        assert found.value.cause == cause and expected in found.value.expected
    with pytest.raises(Incorrect):
        expect.choice(True, 1, **ask)


@pytest.mark.parametrize("condition", [False, None, 0, 1, "yes", np.bool_(False), np.array(True)])
def test_that_takes_only_true_for_true(condition):
    with pytest.raises(Incorrect):
        expect.that(condition, tried="t")


def test_short_is_short_and_readable():
    assert expect.short(0.1 + 0.2) == "0.3"
    assert expect.short([np.array([1.0, 2.0]), np.array([0.5, 1e-9])]) == "[[1, 2], [0.5, 1e-09]]"
    assert expect.short(np.array([224, 0, 6246])) == "[224, 0, 6246]"
    assert expect.short((7, np.float64(0.1) + 0.2, "a")) == "(7, 0.3, 'a')"
    assert [expect.short(shape) for shape in ((), (3,), (None, 10))] == ["()", "(3,)", "(None, 10)"]
    assert len(expect.short(list(range(1000)))) == 160
    assert expect.short(np.zeros((50, 50))).count("\n") == 0
