"""Plain data: what passes, that it is a copy, and that made-up bytes are refused."""

import collections

import msgpack
import numpy as np
import pytest

from course_utils.checks.learner_side import serialize
from course_utils.checks.learner_side.serialize import PlainError, pack, to_plain, unpack

PASS = [
    None,
    True,
    0,
    -5,
    2**63 - 1,
    2**64 - 1,
    1.5,
    float("inf"),
    "text",
    "",
    b"\x00raw",
    [],
    [1, [2.5, "x"]],
    (1, (2,), []),
    {"a": [1], 2: (3,)},
]
ARRAYS = [
    np.arange(6).reshape(2, 3),
    np.zeros((0, 3), "float32"),
    np.array(3.5),
    np.array([True, False]),
    np.array(["ab", "c"]),
    np.arange(6, dtype="uint8")[::2],
    np.asfortranarray(np.eye(3)),
    np.arange(3, dtype=">f8"),
    np.array([np.nan, -np.inf]),
]


@pytest.mark.parametrize("value", PASS, ids=repr)
def test_values_come_back_as_they_were(value):
    back = unpack(pack(value))
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize("array", ARRAYS, ids=repr)
def test_arrays_come_back_with_shape_and_dtype_and_can_be_written_to(array):
    back = unpack(pack({"x": (array,)}))["x"][0]
    np.testing.assert_array_equal(back, array)
    assert back.shape == array.shape and back.dtype == array.dtype.newbyteorder("=")
    assert back.flags.writeable and not np.shares_memory(back, array)


def test_relatives_become_the_plain_kind():
    Pair = collections.namedtuple("Pair", "a b")
    given = [
        np.float32(0.5),
        np.int64(3),
        np.bool_(True),
        np.str_("s"),
        Pair(1, 2),
        collections.OrderedDict(a=1),
        range(3),
    ]
    back = to_plain(given)
    assert back == [0.5, 3, True, "s", (1, 2), {"a": 1}, [0, 1, 2]]
    assert [type(item) for item in back] == [float, int, bool, str, tuple, dict, list]


def test_tensors_become_arrays():
    import keras

    got = to_plain([keras.ops.ones((2, 1)), keras.Variable([1.0])])
    assert [item.tolist() for item in got] == [[[1.0], [1.0]], [1.0]]


class Unreadable:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("no numbers here")


class LyingStr(str):
    __slots__ = ()

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


REFUSED = {
    "a set came back": {1, 2},
    "a generator came back": (i for i in [1]),
    "an object came back": object(),
    "a function came back. Did you forget the parentheses": lambda: 1,
    "a function came back": np.ones(2).mean,
    "a type came back; expected numbers": int,
    "a complex came back": 1 + 2j,
    "beyond 64 bits": 2**70,
    "dtype object": np.array([{}, None]),
    "dtype complex128": np.ones(2) * 1j,
    "with a tuple as a key": {(1, 2): 3},
    "holds no numbers": Unreadable(),
}


@pytest.mark.parametrize("message", REFUSED)
def test_other_things_are_refused_by_name(message):
    with pytest.raises(PlainError, match=message):
        pack([REFUSED[message]])


def test_a_symbolic_tensor_is_refused_by_name():
    import keras

    with pytest.raises(PlainError, match="KerasTensor"):
        pack(keras.Input((2,)))


def test_subclasses_do_not_travel():
    assert type(unpack(pack(LyingStr("a")))) is str


def test_lists_that_hold_themselves_are_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(PlainError, match="nested more than"):
        pack(endless)


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(serialize, "MAX_BYTES", 1000)
    with pytest.raises(PlainError, match="MB of data came back"):
        pack(np.zeros(1000))
    with pytest.raises(PlainError, match="at most 1000 are read"):
        unpack(b"\x00" * 1001)


def _array(*parts):
    return msgpack.packb(msgpack.ExtType(1, msgpack.packb(list(parts))))


def _nested(depth):
    value = 1
    for _ in range(depth):
        value = msgpack.ExtType(2, msgpack.packb([value]))
    return msgpack.packb(value)


MADE_UP = {
    "cut short": pack([1, 2, 3])[:-1],
    "more behind it": pack(1) + b"\x01",
    "not msgpack": b"\xc1",
    "unknown extension": msgpack.packb(msgpack.ExtType(77, b"x")),
    "timestamp": msgpack.packb(msgpack.Timestamp(1)),
    "object array": _array("|O", [1], b"\x00" * 8),
    "void array": _array("|V4", [1], b"\x00" * 4),
    "wrong length": _array("<f8", [3], b"\x00" * 8),
    "minus one": _array("<f8", [-1], b"\x00" * 8),
    "huge shape": _array("<f8", [10**12], b""),
    "no text": _array("<U0", [10**9], b""),
    "dtype is a number": _array(8, [1], b""),
    "dtype with fields": _array("<f8,<f8", [1], b"\x00" * 16),
    "array of two": msgpack.packb(msgpack.ExtType(1, msgpack.packb([1]))),
    "tuples too deep": _nested(serialize.MAX_DEPTH + 5),
    "lists too deep": b"\x91" * 60 + b"\x01",
    "deeper than the stack": b"\x91" * 100_000 + b"\x01",
    "tuple of no list": msgpack.packb(msgpack.ExtType(2, msgpack.packb(5))),
}


@pytest.mark.parametrize("what", MADE_UP)
def test_made_up_bytes_are_refused(what):
    with pytest.raises(PlainError):
        unpack(MADE_UP[what])
