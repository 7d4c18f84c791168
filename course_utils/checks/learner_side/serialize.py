"""Plain data, the only thing that travels between a check and an answer, and the bytes that carry it.

A check holds none of the learner's objects. Everything that goes to an answer or comes back passes through
`pack` and `unpack`, in the notebook as well as in the grader, so that copying, types and error texts are the
same wherever the answer lives. The bytes are msgpack with two extensions: arrays and tuples.
"""

import inspect
import math
import numbers
import re
import sys
from typing import Any

import msgpack
import numpy as np

ARRAY_KINDS = "biufU"  # bool, signed and unsigned integers, floats, text; never objects
MAX_BYTES = 64 * 2**20
MAX_DEPTH = 32
MAX_ITEMS = 4_000_000  # of all lists, tuples and dictionaries of a message; the numbers of an array are not counted
MAX_TEXT = 1_000_000  # characters of a text; a check copies it many times
MAX_KEY = 200  # characters of a text that is a key
_ARRAY, _TUPLE = 1, 2
_DTYPE = re.compile(f"[<|][{ARRAY_KINDS}][1-9][0-9]*")


class PlainError(TypeError):
    """Something that is not plain data, told in one sentence."""


def to_plain(value: Any) -> Any:
    """Copy `value` into plain data.

    Parameters
    ----------
    value : object
        None, bool, int (64 bits), float, str, bytes, list, tuple, dict, range, NumPy scalars and arrays,
        tensors and everything else with ``__array__``; nested at most `MAX_DEPTH` deep.

    Returns
    -------
    None, bool, int, float, str, bytes, list, tuple, dict or numpy.ndarray
        A copy that shares no memory with `value`. Arrays are in native byte order, of kinds ``b i u f U``.

    Raises
    ------
    PlainError
        For anything else, naming what it was.
    """
    return _to_plain(value, 0)


def _to_plain(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise PlainError(f"lists or dictionaries nested more than {MAX_DEPTH} deep came back")
    if value is None or isinstance(value, (bool, np.bool_)):
        return None if value is None else bool(value)
    if isinstance(value, numbers.Integral):
        value = int(value)
        if not -(2**63) <= value < 2**64:
            raise PlainError("a whole number beyond 64 bits came back")
        return value
    if isinstance(value, (float, np.floating)):
        return float(value)
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise PlainError(f"a text of {len(value):,} characters came back; at most {MAX_TEXT:,} can be checked")
        return str(value)
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, tuple):
        return tuple(_to_plain(item, depth + 1) for item in value)
    if isinstance(value, (list, range)):
        return [_to_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_key(key): _to_plain(item, depth + 1) for key, item in value.items()}
    if hasattr(value, "__array__"):
        return _to_array(value)
    if inspect.isroutine(value):
        raise PlainError("a function came back. Did you forget the parentheses that call it?")
    raise PlainError(f"{_a(value)} came back; expected numbers, texts, lists or arrays")


def _key(key: Any) -> str | int | float:
    if isinstance(key, str) and len(key) <= MAX_KEY:
        return str(key)
    if isinstance(key, numbers.Integral):
        return int(key)
    if isinstance(key, (float, np.floating)) and math.isfinite(key):
        return float(key)
    raise _wrong_key(key)


def _wrong_key(key: Any) -> PlainError:
    kind = f"a text of {len(key)} characters" if isinstance(key, str) else _a(key)
    return PlainError(f"a dictionary with {kind} as a key came back; expected short texts or numbers as keys")


def _to_array(value: Any) -> np.ndarray:
    try:
        array = np.array(np.asarray(value), order="C")  # asarray first: not every __array__ knows `copy`
    except Exception as error:  # tensors without values, ragged data: whatever the library calls it
        raise PlainError(f"{_a(value)} came back, which holds no numbers: {str(error)[:120]}") from error
    if array.dtype.kind not in ARRAY_KINDS:
        raise PlainError(f"an array of dtype {array.dtype} came back; expected numbers, booleans or texts")
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        array = array.astype("float64")
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def _a(value: Any) -> str:
    """Return the type of a value with its article: 'a set', 'an OrderedDict'."""
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def pack(value: Any) -> bytes:
    """Turn `value` into bytes; see `to_plain` for what is allowed.

    Raises
    ------
    PlainError
        When `value` is not plain, or takes more than `MAX_BYTES`.
    """
    data = msgpack.packb(_extend(to_plain(value)), use_bin_type=True)
    if len(data) > MAX_BYTES:
        raise PlainError(
            f"{len(data) / 2**20:.0f} MB of data came back; at most {MAX_BYTES / 2**20:.0f} MB can be checked"
        )
    return data


def _extend(value: Any) -> Any:
    """Return plain data with arrays and tuples replaced by msgpack's extension types."""
    if isinstance(value, np.ndarray):
        dtype = value.dtype.newbyteorder("<").str
        raw = value.astype(dtype, copy=False).tobytes()
        return msgpack.ExtType(_ARRAY, msgpack.packb([dtype, list(value.shape), raw]))
    if isinstance(value, tuple):
        return msgpack.ExtType(_TUPLE, msgpack.packb([_extend(item) for item in value]))
    if isinstance(value, list):
        return [_extend(item) for item in value]
    if isinstance(value, dict):
        return {key: _extend(item) for key, item in value.items()}
    return value


def unpack(data: bytes) -> Any:
    """Turn bytes that `pack` made, or that somebody made up, back into plain data.

    Raises
    ------
    PlainError
        When the bytes are not what `pack` makes: too many, damaged, nested too deep, or of another type.
    """
    if len(data) > MAX_BYTES:
        raise PlainError(f"a message of {len(data)} bytes; at most {MAX_BYTES} are read")
    return _Reader().read(data)


class _Reader:
    """Reads one message: counts its items while it does, and refuses keys before they are hashed."""

    def __init__(self) -> None:
        self._items = 0

    def read(self, data: bytes, depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise PlainError(f"a message nested more than {MAX_DEPTH} deep")
        try:
            value = msgpack.unpackb(
                data,
                raw=False,
                strict_map_key=False,
                max_array_len=MAX_ITEMS,
                max_map_len=MAX_ITEMS,
                max_str_len=4 * MAX_TEXT,  # of UTF-8
                list_hook=self._list,
                object_pairs_hook=self._dict,
                ext_hook=lambda code, raw: self._extension(code, raw, depth),
            )
        except PlainError:
            raise
        except Exception as error:  # msgpack raises a family of its own, and ValueError, and TypeError
            raise PlainError(f"a message that is not plain data: {type(error).__name__}") from error
        _refuse_others(value, depth)
        return value

    def _count(self, items: int) -> None:
        self._items += items
        if self._items > MAX_ITEMS:
            raise PlainError(f"lists with more than {MAX_ITEMS:,} items came back; return them as an array")

    def _list(self, items: list) -> list:
        self._count(1 + len(items))
        return items

    def _dict(self, pairs: list[tuple[Any, Any]]) -> dict:
        self._count(1 + len(pairs))
        for key, _ in pairs:  # a tuple of numbers can be made to collide with a million others
            if type(key) not in (str, int, float) or (type(key) is str and len(key) > MAX_KEY):
                raise _wrong_key(key)
        return dict(pairs)

    def _extension(self, code: int, raw: bytes, depth: int) -> Any:
        self._count(1)
        if code == _TUPLE:
            items = self.read(raw, depth + 1)
            if type(items) is not list:
                raise PlainError("a message with a tuple that is not a list of items")
            return tuple(items)
        if code != _ARRAY:
            raise PlainError(f"a message with the unknown extension {code}")
        return _array(*msgpack.unpackb(raw, list_hook=self._list, object_pairs_hook=self._dict))


def _refuse_others(value: Any, depth: int) -> None:
    """Refuse what `pack` never makes: too deep, or a type of msgpack's own."""
    if depth > MAX_DEPTH:
        raise PlainError(f"a message nested more than {MAX_DEPTH} deep")
    if isinstance(value, (list, tuple)):
        for item in value:
            _refuse_others(item, depth + 1)
    elif isinstance(value, dict):
        for item in value.values():
            _refuse_others(item, depth + 1)
    elif not isinstance(value, (bool, int, float, str, bytes, np.ndarray, type(None))):
        raise PlainError(f"a message with {_a(value)} in it")


def _array(dtype: Any, shape: Any, content: Any) -> np.ndarray:
    """Return the array of a message, which can be written to.

    Raises
    ------
    PlainError, TypeError, ValueError
    """
    if not isinstance(dtype, str) or not _DTYPE.fullmatch(dtype) or min(shape, default=0) < 0:
        raise PlainError("a message with an array of a type or shape that is not allowed")
    array = np.frombuffer(content, dtype=dtype).reshape(shape)
    if array.dtype.kind == "U" and content and np.frombuffer(content, dtype="<u4").max() > sys.maxunicode:
        raise PlainError("a message with an array of texts that are not Unicode")
    return array.astype(array.dtype.newbyteorder("="))  # astype copies
