"""Expectations of plain data, and the feedback where they do not hold.

Every function returns nothing when the expectation holds and raises `Incorrect` when it does not. All compare
positively, so that NaN, None and values of the wrong kind fail. `mistakes` names the misconceptions we know: it maps
a message to the value that this mistake gives; when the learner's value equals that, the message says so.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

ATOL, RTOL = 1e-6, 1e-5  # numbers that differ by no more are the same, unless a check allows more


class Incorrect(Exception):
    """An answer that is not right yet, in the parts that feedback shows.

    Attributes
    ----------
    tried, got, expected, look : str
        What was tried; what came back; what should have; where to look. Any may be empty but `tried`.
    cause : str
        The mistake, where it was recognised; then it is shown in place of `look`.
    share : float
        The part of the points earned all the same, in [0, 1).
    """

    def __init__(
        self, tried: str, got: str = "", expected: str = "", look: str = "", cause: str = "", share: float = 0.0
    ):
        super().__init__(tried)
        self.tried, self.got, self.expected = tried, got, expected
        self.look, self.cause, self.share = look, cause, share


def close(
    got: Any,
    want: Any,
    *,
    tried: str,
    look: str,
    atol: float = ATOL,
    rtol: float = RTOL,
    mistakes: Mapping[str, Any] | None = None,
    cause: str = "",
    show: bool = True,
    share: float = 0.0,
) -> None:
    """Require that `got` has the shape of `want` and equals it, each number within ``atol + rtol * |want|``.

    NaN and infinities only match themselves. `show=False` keeps the expected values out of the message. A tuple is
    shown as one, and equals a list or an array of the same numbers.
    """
    shown = want
    want = np.asarray(want)
    if not same(got, want, atol=atol, rtol=rtol):
        cause = cause or _named_mistake(got, mistakes, atol, rtol)
        array = numbers(got)
        if array is not None and array.shape != want.shape:
            should = f"shape {want.shape}" if want.shape else "a single number"
            what = f"{short(got)}, of shape {array.shape}" if array.shape else f"{short(got)}, a single number"
        else:
            what, should = short(got), short(shown if isinstance(shown, tuple) and want.ndim == 1 else want)
        raise Incorrect(tried, what, should if show else "", look, cause, share)


def parts(
    got: Any, names: Iterable[str], *, tried: str, look: str = "the line with `return`: these values, in this order"
) -> list:
    """Require a tuple, list or array with one part for each name; return the parts, a single number as a plain one."""
    names = [*names]
    parts = list(got) if isinstance(got, (tuple, list)) or (isinstance(got, np.ndarray) and got.ndim) else None
    if parts is None or len(parts) != len(names):
        what = f"a {type(got).__name__} of {len(got)}" if isinstance(got, (tuple, list)) else short(got)
        raise Incorrect(tried, what, f"{len(names)} values: {', '.join(names)}", look)
    return [part.item() if isinstance(part, (np.ndarray, np.generic)) and part.ndim == 0 else part for part in parts]


def kind(got: Any, want: str, *, tried: str, look: str, mistakes: Mapping[str, str] | None = None) -> None:
    """Require an array of dtype `want` ("float32"), or a Python value of that type ("int", "float", "list")."""
    actual = str(got.dtype) if isinstance(got, np.ndarray) else type(got).__name__
    if actual != want:
        what = f"an array of dtype {actual}" if isinstance(got, np.ndarray) else f"{short(got)}, of type {actual}"
        cause = _named_mistake(actual, mistakes, 0, 0)
        raise Incorrect(tried, what, f"dtype {want}" if isinstance(got, np.ndarray) else f"type {want}", look, cause)


def unchanged(before: Any, after: Any, *, tried: str, look: str) -> None:
    """Require that the argument is after the call what it was before; arrays in lists are compared one by one."""
    if isinstance(before, (list, tuple)) and isinstance(after, (list, tuple)) and numbers(before) is None:
        for one, other in zip(before, after, strict=True):
            unchanged(one, other, tried=tried, look=look)
    elif not same(after, before, atol=0, rtol=0):
        changed = f"your function changed its argument from {short(before)} to {short(after)}"
        raise Incorrect(tried, look=look, cause=f"{changed}: {look}")


def choice(
    got: Any,
    right: Any,
    *,
    tried: str,
    replies: Mapping[Any, str],
    look: str = "",
    options: Iterable[Any] = (),
) -> None:
    """Require the right choice; a wrong one gets its own reply from the mapping `replies`, or else `look`."""
    # lists and arrays can neither be looked up nor compared as one
    single = all(isinstance(item, (str, int, float)) for item in (got if isinstance(got, tuple) else (got,)))
    if not single or got != right or type(got) is not type(right):
        known = single and got in replies
        expected = f"one of {', '.join(map(repr, options))}" if options and not known else ""
        raise Incorrect(tried, short(got), expected, look, replies[got] if known else "")


def setting(
    got: Any,
    *wanted: Any,
    tried: str,
    look: str = "",
    expected: str = "",
    causes: Mapping[Any, str] | None = None,
    shown: str = "",
) -> None:
    """Require that a setting of a model is one of `wanted`; `causes` maps wrong settings to what to say of them.

    `shown` replaces the setting in the feedback.
    """
    if got not in wanted:
        raise Incorrect(tried, shown or str(got), expected, look, (causes or {}).get(got, ""))


def that(
    condition: Any,
    *,
    tried: str,
    got: Any = "",
    expected: str = "",
    look: str = "",
    cause: str = "",
    share: float = 0.0,
) -> None:
    """Require that `condition` is true. A `got` that is a text is shown as it is."""
    if not (isinstance(condition, (bool, np.bool_)) and condition):
        raise Incorrect(tried, got if isinstance(got, str) else short(got), expected, look, cause, share)


def short(value: Any, limit: int = 160) -> str:
    """Return a value as a learner would write it, in at most `limit` characters."""
    if value is None:
        return "nothing (None)"
    if isinstance(value, list) and any(isinstance(item, (list, np.ndarray)) for item in value):
        array = numbers(value)
        value = value if array is None else array
    if isinstance(value, np.generic) or isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, np.ndarray):
        text = np.array2string(
            value, separator=", ", threshold=12, edgeitems=4, formatter={"float_kind": lambda number: f"{number:.4g}"}
        )
    elif isinstance(value, float):
        text = f"{value:.6g}"
    elif isinstance(value, tuple) and all(isinstance(item, (int, float, str, np.generic)) for item in value):
        text = f"({', '.join(map(short, value))}{',' * (len(value) == 1)})"
    else:
        text = repr(value)
    text = " ".join(text.split())
    if isinstance(value, np.ndarray):
        text = text.replace("[ ", "[")  # NumPy fills up to the width of the longest number
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def numbers(value: Any) -> np.ndarray | None:
    """Return `value` as an array of numbers or texts; None for anything else, lists of different lengths among it."""
    if isinstance(value, dict) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array if array.dtype.kind in "biufU" else None


def same(got: Any, want: Any, *, atol: float = ATOL, rtol: float = RTOL) -> bool:
    """Return whether `got` has the shape and the values of `want`, each within ``atol + rtol * |want|``."""
    array, want = numbers(got), numbers(want)
    if array is None or want is None or array.shape != want.shape:
        return False
    if array.dtype.kind == "U" or want.dtype.kind == "U":
        return bool(array.dtype.kind == want.dtype.kind and (array == want).all())
    return bool(np.allclose(array.astype("float64"), want.astype("float64"), atol=atol, rtol=rtol, equal_nan=True))


def _named_mistake(got: Any, mistakes: Mapping[str, Any] | None, atol: float, rtol: float) -> str:
    """Return the first message whose value equals the learner's, else ""; within a wide tolerance several may."""
    for allowed in ((min(atol, ATOL), min(rtol, RTOL)), (atol, rtol)):
        for message, value in (mistakes or {}).items():
            values = value if isinstance(value, Either) else [value]
            if any(same(got, candidate, atol=allowed[0], rtol=allowed[1]) for candidate in values):
                return message
    return ""


class Either(tuple):
    """Several values that one and the same mistake may give: ``Either((a, b))``."""
