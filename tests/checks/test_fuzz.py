"""Whatever stands under an exercise's name, a check ends with words for a beginner: it neither breaks nor passes it."""

import asyncio
import datetime
import decimal
import fractions
import functools
import json
import random
import re
import sys
import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from tests.answers.known import exercises

EXERCISES = {
    name: exercise for lesson in ("00_welcome", "01_data_preparation") for name, exercise in exercises(lesson).items()
}
READINGS = {
    "layer_sizes": {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 10},
    "find_the_leak": {"case": 7, "pipeline": "B", "line": 5},
}
FUNCTIONS = [name for name in EXERCISES if name not in READINGS]


class AlwaysEqual:
    """Says yes to every comparison."""

    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    __hash__ = None
    __gt__ = __le__ = __ge__ = __lt__


class Hidden:
    """Cannot be shown, compared or turned into an array."""

    def __repr__(self):
        raise RuntimeError("no repr")

    __eq__ = __hash__ = None

    def __array__(self, *args, **kwargs):
        raise RuntimeError("no array")


class FalseNumber(int):
    """A number that is none."""

    def __int__(self):
        raise ZeroDivisionError("no int")


class FalseText(str):
    """A text that cannot be copied."""

    def __str__(self):
        return 3


class FalseDict(dict):
    """A dictionary whose entries cannot be listed."""

    def items(self):
        raise OSError("no items")


class Stateful:
    """A callable object."""

    def __call__(self, *args, **kwargs):
        return self


class NoText(Exception):
    """An error whose own text fails."""

    def __str__(self):
        raise ValueError("no text")


def circle():
    """Return a list that holds itself."""
    things = [1]
    things.append(things)
    return things


def nested(depth):
    """Return a list in a list in a list."""
    return functools.reduce(lambda inner, _: [inner], range(depth), 1.0)


VALUES = {
    "a number": 3,
    "a large number": 2**63,
    "a number beyond 64 bits": 2**70,
    "a negative number beyond 64 bits": -(2**64),
    "a float": -0.5,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "a complex number": 1j,
    "True": True,
    "a text": "hello",
    "an empty text": "",
    "a long text": "na" * 500_000,
    "a text that is no Unicode": "\ud800",
    "markup": "<script>alert(1)</script>",
    "lines": "one\ntwo\n\nthree",
    "bytes": b"\xff\x00",
    "a bytearray": bytearray(b"ab"),
    "a memoryview": memoryview(b"ab"),
    "Ellipsis": ...,
    "NotImplemented": NotImplemented,
    "a date": datetime.datetime(2020, 1, 1),
    "a decimal": decimal.Decimal("0.1"),
    "a fraction": fractions.Fraction(1, 3),
    "an empty list": [],
    "a list of None": [None, None],
    "a list of texts": ["a", "b"],
    "a list of numbers and texts": [1, "a", None],
    "a ragged list": [[1], [2, 3], 4],
    "a list of dictionaries": [{"a": 1}, {}],
    "a list of arrays of different shapes": [np.zeros(2), np.zeros((3, 3))],
    "a list of functions": [len, print],
    "a circle": circle(),
    "a deep list": nested(31),
    "too deep a list": nested(60),
    "an empty tuple": (),
    "a tuple of one": (1,),
    "a tuple of two": (1, 2),
    "a tuple of two lists": ([], []),
    "a tuple of two arrays of floats": (np.array([0.5]), np.array([np.nan])),
    "a tuple of two texts": ("ab", "cd"),
    "a tuple of two lists of texts": (["ab"], ["cd"]),
    "a tuple of two ragged lists": ([[1], [1, 2]], [1]),
    "a tuple of two lists with negative numbers": ([0, 1], [-1, -2]),
    "a tuple of two lists with large numbers": ([0, 1], [10**15, 2**63]),
    "a tuple of two dictionaries": ({}, {1: 2}),
    "a tuple of three": (np.zeros(2), np.zeros(2), np.zeros(2)),
    "a tuple of four numbers": (1, 2, 3, 4),
    "a tuple of four empty lists": ([], [], [], []),
    "a tuple of four empty arrays": (np.zeros((0, 2)), np.zeros(0), np.zeros((0, 2)), np.zeros(0)),
    "a tuple of four arrays of NaN": (np.full((2, 2), np.nan), np.full(2, np.nan)) * 2,
    "a tuple of four arrays of texts": (np.full((2, 2), "a"), np.full(2, "b")) * 2,
    "a tuple of four with large labels": (np.zeros((2, 2)), np.full(2, 10**12)) * 2,
    "a tuple of four of mixed kinds": ([["a", "b"]], [1], np.ones((1, 2)), ["c"]),
    "a tuple of four with deeper arrays": (np.zeros((2, 2, 2)), np.zeros((2, 2))) * 2,
    "a tuple of ten": tuple(range(10)),
    "a set": {1, 2},
    "a frozenset": frozenset("ab"),
    "an empty dictionary": {},
    "a dictionary": {"case": 7, "a": None},
    "a dictionary with strange keys": {(1, 2): 3, None: 4},
    "a dictionary of NaN": {float("nan"): 1},
    "a range": range(3),
    "a generator": (n for n in range(3)),
    "a map": map(str, [1, 2]),
    "a zip": zip([1], [2], strict=True),
    "an iterator": iter([1, 2]),
    "an endless iterator": iter(int, 1),
    "an empty array": np.zeros(0),
    "an array of no rows": np.zeros((0, 5)),
    "an array of no columns": np.zeros((5, 0)),
    "a 0-d array": np.array(2.5),
    "a 0-d array of text": np.array("a"),
    "an array of empty texts": np.zeros(3, "U0"),
    "an array of NaN": np.full((3, 2), np.nan),
    "an array of infinity": np.full(3, -np.inf),
    "an array of bool": np.array([True, False]),
    "an array of objects": np.array([None, {}], dtype=object),
    "an array of lists": np.array([[1], [2, 3]], dtype=object),
    "an array of dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "an array of complex numbers": np.array([1j]),
    "an array of bytes": np.array([b"a"]),
    "a structured array": np.zeros(2, dtype=[("a", "i4"), ("b", "f8")]),
    "a big-endian array": np.arange(3, dtype=">f8"),
    "an array of long doubles": np.arange(3, dtype="longdouble"),
    "an array of many axes": np.zeros((1,) * 20),
    "a Fortran array": np.asfortranarray(np.ones((2, 3))),
    "a read-only view": np.broadcast_to(1.0, (2, 3)),
    "a masked array": np.ma.masked_equal([1, 2], 2),
    "a matrix": np.asmatrix([[1.0, 2.0]]),
    "a record": np.void(b"abc"),
    "a float16": np.float16("inf"),
    "a type": int,
    "a function": len,
    "a module": json,
    "an exception": ValueError("returned, not raised"),
    "a false number": FalseNumber(3),
    "a false text": FalseText("a"),
    "a false dictionary": FalseDict(case=7),
    "an always-equal object": AlwaysEqual(),
    "a hidden object": Hidden(),
    "a list of always-equal objects": [AlwaysEqual()] * 4,
    "a tensor": tf.constant([1.0, 2.0]),
    "a tensor of texts": tf.constant(["a", "b"]),
    "a ragged tensor": tf.ragged.constant([[1], [2, 3]]),
    "a sparse tensor": tf.sparse.from_dense([[1, 0], [0, 2]]),
    "a variable": tf.Variable(1.0),
    "a symbolic tensor": keras.Input((3,)),
    "a dataset": tf.data.Dataset.range(3),
    "a model": keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]),
}
HUGE = np.zeros(70 * 2**17)  # 70 MB, more than can be checked
ERRORS = [
    AssertionError("x is not y"),
    AttributeError("'int' object has no attribute 'shape'"),
    BaseException("the mother of all"),
    BufferError("b"),
    EOFError("e"),
    ExceptionGroup("two", [ValueError(1), TypeError(2)]),
    FileNotFoundError(2, "No such file or directory", "data.csv"),
    FloatingPointError("f"),
    GeneratorExit("g"),
    ImportError("No module named 'pandas'"),
    IndexError("list index out of range"),
    KeyError("a"),
    LookupError("l"),
    MemoryError("Unable to allocate 1 PiB"),
    NameError("name 'np' is not defined"),
    NoText(),
    OverflowError("o"),
    PermissionError(13, "Permission denied"),
    RecursionError("maximum recursion depth exceeded"),
    RuntimeError("r"),
    StopAsyncIteration("s"),
    StopIteration(3),
    SyntaxError("invalid syntax"),
    SystemExit(3),
    TimeoutError("t"),
    TypeError("unsupported operand"),
    UnboundLocalError("u"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    UserWarning("a warning, raised"),
    ValueError("\ud800, which is no Unicode"),
    ValueError("x" * 100_000),
    ValueError("<b>bold</b>"),
    ZeroDivisionError("division by zero"),
    asyncio.CancelledError("c"),
    tf.errors.InvalidArgumentError(None, None, "Incompatible shapes: [2] vs. [3]"),
]


def raising(error):
    def strange(*args, **kwargs):
        raise error

    return strange


def returning(value):
    return lambda *args, **kwargs: value


def calls_itself(*args, **kwargs):
    return calls_itself(*args, **kwargs)


def exits(*args, **kwargs):
    sys.exit("bye")


def prints(*args, **kwargs):
    print("noise " * 20_000)
    print("noise", file=sys.stderr)


def warns(*args, **kwargs):
    for number in range(100):
        warnings.warn(f"warning {number}", stacklevel=1)
    warnings.warn("\ud800", stacklevel=1)
    return args[0]


def changes_settings(*args, **kwargs):
    np.seterr(all="raise")
    np.set_printoptions(precision=1, threshold=1)
    np.random.seed(0)
    random.seed(0)
    keras.config.set_floatx("float64")
    warnings.simplefilter("error")
    return np.array([np.inf, np.nan])


def empties_arguments(*args, **kwargs):
    for argument in args:
        if isinstance(argument, np.ndarray):
            argument.fill(0)
            argument.resize(0, refcheck=False)
    return args[0]


def yields(*args, **kwargs):
    yield args


async def awaits(*args, **kwargs):
    return args


def changes_its_mind(*args, _kinds=iter([*VALUES.values()] * 1000), **kwargs):  # noqa: B008  # another one each time
    return next(_kinds)


CALLABLES = {
    "a lambda without arguments": lambda: 1,
    "a lambda with eight arguments": lambda a, b, c, d, e, f, g, h: 1,
    "returns its argument": lambda *args, **kwargs: args[0],
    "returns all its arguments": lambda *args, **kwargs: args,
    "returns its last argument": lambda *args, **kwargs: args[-1],
    "a class": AlwaysEqual,
    "a class with arguments": dict,
    "a partial": functools.partial(max, 3),
    "a partial that does not fit": functools.partial(lambda x: x, y=1),
    "a callable object": Stateful(),
    "a callable built-in": len,
    "a NumPy function": np.sin,
    "a Keras layer": keras.layers.Dense(2),
    "a generator function": yields,
    "a coroutine function": awaits,
    "another kind of thing each time": changes_its_mind,
    "calls itself for ever": calls_itself,
    "exits": exits,
    "prints a lot": prints,
    "warns a lot": warns,
    "changes settings": changes_settings,
    "empties its arguments": empties_arguments,
    "no operation": lambda *args, **kwargs: None,
}


def told(name, thing):
    """Return the result for a strange thing under an exercise's name; it must be words, not a fault, not a pass."""
    exercise = EXERCISES[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "coroutine was never awaited", which Python says when it is forgotten
        with undisturbed():
            return judge(exercise, here(name, thing), exercise.notebook_seed)


def complaint(result):
    """Return what is wrong with the words of a result; "" for nothing."""
    text = str(result)
    wrong = [f"status {result.status}"] if result.status not in ("not_yet", "not_attempted") else []
    if result.status == "not_yet" and not (result.raised or result.look or result.cause):
        wrong.append("nowhere to look")
    if found := re.search(r"course_utils|site-packages|Traceback|0x[0-9a-f]{6}", text):
        wrong.append(f"speaks of {found[0]}")
    if len(text) > 3000:
        wrong.append(f"{len(text)} characters")
    text.encode()  # a notebook is stored as UTF-8
    return ", ".join(wrong)


def strange_functions():
    """All that may stand where a function is expected, by what it is."""
    yield from ((f"is {what}", value) for what, value in VALUES.items() if value is not ... and not callable(value))
    yield from ((f"returns {what}", returning(value)) for what, value in VALUES.items())
    for number, error in enumerate(ERRORS):
        yield f"raises {type(error).__name__}, number {number}", raising(error)
    yield from CALLABLES.items()


def strange_readings(reading):
    """All that may stand where a dictionary with readings is expected, by what it is."""
    for what, value in {**VALUES, **CALLABLES, "a huge array": HUGE}.items():
        if value is not ...:
            yield f"is {what}", value
        yield from ((f"{key} is {what}", {**reading, key: value}) for key in reading)
    yield from ((f"{key} is missing", {k: v for k, v in reading.items() if k != key}) for key in reading)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_strange_functions(name):
    """Try every third thing, beginning at another one for each exercise, so that each is tried three or four times."""
    chosen = [*strange_functions()][FUNCTIONS.index(name) % 3 :: 3]
    results = {what: told(name, thing) for what, thing in chosen}
    wrong = {what: complaint(result) for what, result in results.items() if complaint(result)}
    assert not wrong, "\n".join(f"{what}: {why}\n{results[what]}" for what, why in wrong.items())


@pytest.mark.parametrize("name", READINGS)
def test_strange_readings(name):
    assert told(name, READINGS[name]).passed
    chosen = [*strange_readings(READINGS[name])][[*READINGS].index(name) :: 3]
    results = {what: told(name, thing) for what, thing in chosen}
    wrong = {what: complaint(result) for what, result in results.items() if complaint(result)}
    assert not wrong, "\n".join(f"{what}: {why}\n{results[what]}" for what, why in wrong.items())


@pytest.mark.parametrize("name", ["neuron", "scale_images", "majority_baseline"])
def test_a_huge_array_is_refused_in_words(name):
    result = told(name, returning(HUGE))
    assert result.status == "not_yet" and "70 MB" in str(result), str(result)


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_yet(name):
    for thing in (None, ..., raising(NotImplementedError()), raising(NotImplementedError)):
        if name in FUNCTIONS or not callable(thing):
            assert told(name, thing).status == "not_attempted"


def test_settings_are_as_before():
    before = (
        np.geterr(),
        np.get_printoptions(),
        keras.config.floatx(),
        random.getstate(),
        np.random.get_state()[1].tolist(),
    )
    told("neuron", changes_settings)
    after = (
        np.geterr(),
        np.get_printoptions(),
        keras.config.floatx(),
        random.getstate(),
        np.random.get_state()[1].tolist(),
    )
    assert before == after
