"""Made-up messages at every point of a conversation: one answer is lost, and no other answer, no row and no time."""

import json
import random
import struct
import sys
import time

import msgpack
import numpy as np
import pytest

from course_utils.checks.learner_side import frames
from course_utils.checks.learner_side.serialize import pack
from course_utils.checks.result import LONGEST_TEXT, MOST_TEXTS, Result, from_plain, to_plain
from course_utils.grading import batch
from course_utils.grading.submissions import Submission
from course_utils.grading.worker import GradingFault
from tests.attacks.conversation import CELLS, Grader, Honest, frame, graded

resource = pytest.importorskip("resource", reason="Windows tells no program how much memory it took at most")

OTHERS = ("row_means", "column_means")
EXT = msgpack.ExtType
BITS = 2**64 - 1


def colliding(n):
    """Return pairs of numbers whose tuples have one hash, made from CPython's own way to compute it."""
    p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
    back1, back2 = pow(p1, -1, 2**64), pow(p2, -1, 2**64)
    left, right = (lambda v: (v << 31 | v >> 33) & BITS), (lambda v: (v >> 31 | v << 33) & BITS)
    before, pairs, a = right(0x1234567890ABCDEF * back1 & BITS), [], 1
    while len(pairs) < n:
        a += 1
        b = (before - left(p5 + a * p2 & BITS) * p1) * back2 & BITS
        if b < 2**61 - 1:
            pairs.append((a, b))
    return pairs


def flood(n):
    keys = [EXT(2, msgpack.packb(pair)) for pair in colliding(n)]
    assert len({hash(pair) for pair in colliding(100)}) == 1
    return b"\xdf" + struct.pack(">I", n) + b"".join(msgpack.packb(key) + b"\xc0" for key in keys)


def cell(**fields):
    return msgpack.packb({"bound": ["neuron"], "checked": [], "error": ""} | fields)


def failed(**fields):
    about = {"status": "error", "kind": "E", "text": "t", "line": 1, "code": "c", "warnings": []}
    return msgpack.packb({key: value for key, value in (about | fields).items() if value is not ...})


def returned(value, **fields):
    """Return a reply with a value that is packed already."""
    rest = msgpack.packb({"status": "ok", "warnings": []} | fields)
    return bytes([rest[0] + 1]) + rest[1:] + msgpack.packb("value") + value


def array(dtype, shape, content):
    return msgpack.packb(EXT(1, msgpack.packb([dtype, shape, content])))


def nested(depth, inner=b"\x90", wrap=lambda inner: b"\x91" + inner):
    for _ in range(depth):
        inner = wrap(inner)
    return inner


CELL_REPLIES = {
    "an array": pack(np.zeros(3)),
    "nothing": b"",
    "nil": b"\xc0",
    "a list": msgpack.packb(["neuron"]),
    "a field less": msgpack.packb({"bound": ["neuron"]}),
    "bytes as an error": cell(error=b"x"),
    "a mapping as an error": cell(error={"a": "b"}),
    "a name that is a list": cell(bound=[["neuron"]]),
    "a mapping of names": cell(bound={"neuron": True}),
    "ten thousand names": cell(bound=["a"] * 10_000),
    "ten thousand checked names": cell(checked=["a"] * 10_000),
    "a long error": cell(error="x" * 15_000),
    "half a character": cell(error="abc").replace(b"abc", b"\xed\xa0\x80"),
    "a mapping whose keys collide": flood(500),
    "keys that are mappings": b"\x81\x80\x80",
    "lists in lists": nested(10_000),
    "mappings in mappings": nested(10_000, wrap=lambda inner: b"\x81\xa1a" + inner),
    "extensions in extensions": nested(200, b"\xc0", lambda inner: msgpack.packb(EXT(2, inner))),
    "two messages": cell() + cell(),
    "a message that ends early": cell()[:-3],
    "a list that claims four billion items": b"\x82\xa5bound\xdd\xff\xff\xff\xff",
    "a text that claims four billion bytes": b"\x82\xa5error\xdb\xff\xff\xff\xff",
    "a byte that means nothing": b"\xc1",
    "empty lists, 62 MB": b"\xdd" + struct.pack(">I", 62_000_000) + b"\x90" * 62_000_000,
}
SHOWS = {
    "one of another lesson": msgpack.packb(["patients", 1]),
    "a private name": msgpack.packb(["__class__", 1]),
    "the judge": msgpack.packb(["exercises", 1]),
    "a text for a number": msgpack.packb(["summary", "1"]),
    "True": msgpack.packb(["summary", True]),
    "half a number": msgpack.packb(["summary", 0.5]),
    "a negative number": msgpack.packb(["summary", -1]),
    "a number of 64 bits": msgpack.packb(["summary", 2**64 - 1]),
    "a long name": msgpack.packb(["s" * 10_000, 1]),
    "three things": msgpack.packb(["summary", 1, 1]),
    "a mapping": msgpack.packb({"name": "summary", "case": 1}),
    "noise": b"\xc1\xc1",
}
ANSWERS = {
    "bytes as a line": failed(line=b"x"),
    "bytes as a text": failed(text=b"x"),
    "bytes as a kind": failed(kind=b"x"),
    "a list of bytes as warnings": failed(warnings=[b"x"]),
    "a text as warnings": failed(warnings="abc"),
    "more warnings than are sent": failed(warnings=["w"] * 11),
    "a long text": failed(text="x" * 5_000_000),
    "a negative line": failed(line=-1),
    "a line beyond 64 bits": failed(line=2**64 - 1),
    "a line that is a list": failed(line=[1]),
    "no warnings": failed(warnings=...),
    "no status": failed(status=...),
    "another status": failed(status="passed"),
    "a status that is a list": failed(status=["ok"]),
    "a result": msgpack.packb(to_plain(Result("neuron", "passed", 2.0, 2.0))),
    "nothing": b"",
    "a list": msgpack.packb(["ok", 1]),
    "no value": msgpack.packb({"status": "ok", "warnings": []}),
    "two statuses": b"\x82\xa6status\xa2ok\xa6status\xa7missing",
    "a value whose keys collide": returned(flood(40_000)),
    "a value of empty lists": returned(b"\xdd" + struct.pack(">I", 6_000_000) + b"\x90" * 6_000_000),
    "a value of empty tuples": returned(msgpack.packb([EXT(2, b"\x90")] * 5_000_000)),
    "a value that claims four billion items": returned(b"\xdd\xff\xff\xff\xff"),
    "a thousand lists that claim millions": returned(nested(1000, b"\xdd\x00\x3d\x09\x00")),
    "a value with millions of keys": returned(b"\xdf" + struct.pack(">I", 5_000_000) + b"\x01\xc0" * 5_000_000),
    "a value with a key of a million characters": returned(msgpack.packb({"k" * 1_000_000: 1})),
    "a value too deep": returned(nested(5_000)),
    "a tuple that is a number": returned(msgpack.packb(EXT(2, b"\x05"))),
    "a tuple that is a mapping": returned(msgpack.packb(EXT(2, b"\x80"))),
    "an array of objects": returned(array("|O", [1], b"x" * 8)),
    "an array of a type that is not one": returned(array("<f3", [1], b"xxx")),
    "an array with a type of a thousand digits": returned(array("<U" + "9" * 1000, [1], b"x")),
    "an array of the wrong size": returned(array("<f8", [1000, 1000], b"x" * 8)),
    "an array of a negative size": returned(array("<f8", [-1], b"x" * 8)),
    "an array of half a size": returned(array("<f8", [0.5], b"")),
    "an array whose size is a list": returned(array("<f8", [[1]], b"x" * 8)),
    "an array with a million axes": returned(array("<f8", [1] * 1_000_000, b"x" * 8)),
    "an array without numbers and a vast shape": returned(array("<f8", [2**62, 0], b"")),
    "an array of what is no Unicode": returned(array("<U1", [2], b"\xff" * 8)),
    "an array of half characters": returned(np_texts := array("<U1", [1], (0xD800).to_bytes(4, "little"))),
    "an array of one vast text": returned(array("<U1000000", [1], b"a\0\0\0" * 1_000_000)),
    "an array made of lists": returned(msgpack.packb(EXT(1, nested(20_000)))),
    "an array made of two parts": returned(msgpack.packb(EXT(1, msgpack.packb(["<f8", [1]])))),
    "an extension that is not ours": returned(msgpack.packb(EXT(5, b"x"))),
    "a time": returned(msgpack.packb(msgpack.Timestamp(1))),
    "an endless number": returned(msgpack.packb([1e308, float("inf"), float("nan")])),
    "a text of 40 MB": returned(msgpack.packb("a" * 40_000_000)),
    "the longest text": returned(msgpack.packb("a" * 1_000_000)),
    "a text that triples when it is shown": returned(msgpack.packb("\U0010ffff" * 1_000_000)),
    "bytes": returned(msgpack.packb(b"x" * 1_000_000)),
}
FRAMES = {
    "another number": lambda reply, number: frame(cell(), number ^ 1),
    "number 0": lambda reply, number: frame(cell(), 0),
    "no kind": lambda reply, number: struct.pack(">IQ", 0, number),
    "an unknown kind": lambda reply, number: frame(cell(), number, b"!"),
    "a frame of 4 GB": lambda reply, number: b"\xff" * 12,
    "a frame of 65 MB that does not come": lambda reply, number: struct.pack(">IQ", frames.MAX_BYTES, number),
    "half a head": lambda reply, number: b"\x00" * 5,
    "an end": lambda reply, number: b"",
    "noise": lambda reply, number: random.Random(0).randbytes(10_000),
}


def used():
    """Return the processor seconds that were used so far, and the megabytes of memory at the most."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return time.process_time(), kilobytes / 1024


def whole(results, notes):
    """Assert that every exercise has its row, which can be stored, and that no text is longer than is shown."""
    assert [*results] == ["neuron", "neuron_batch", "row_means", "column_means", "layer_sizes"]
    for result in results.values():
        assert from_plain(json.loads(json.dumps(to_plain(result))), Result) == result
        assert max(map(len, (result.got, result.raised, result.cause, *result.warnings, ""))) <= LONGEST_TEXT
        assert len(result.warnings) <= MOST_TEXTS and "fault of the course" not in str(result)
    assert all(len(note) < 1000 for note in notes)


def lost(at, message):
    """Grade with `message` in place of one kind of reply about neuron; return its result, and the processor time."""
    before = used()

    def instead(reply, number):
        return message(reply, number) if at == "answer" or b"neuron" in reply else reply

    results, notes = graded(Honest(**{at: instead}))
    whole(results, notes)
    assert results["neuron"].points == 0
    assert all(results[name].passed for name in OTHERS), [str(results[name]) for name in OTHERS]
    return results["neuron"], *(now - then for now, then in zip(used(), before, strict=True))


@pytest.mark.parametrize("what", CELL_REPLIES)
def test_reply_to_a_cell(what):
    result, seconds, megabytes = lost("cell", lambda reply, number: frame(CELL_REPLIES[what], number))
    assert result.status in ("crashed", "not_attempted")
    assert seconds < 2 and megabytes < 300  # twice the message that the test itself makes; unpacked, it takes 4.6 GB


@pytest.mark.parametrize("what", ANSWERS)
def test_reply_about_an_answer(what):
    result, seconds, megabytes = lost("answer", lambda reply, number: frame(ANSWERS[what], number))
    assert result.status == "not_yet"
    assert seconds < 5 and megabytes < 1000


@pytest.mark.parametrize("at", ["cell", "answer"])
@pytest.mark.parametrize("what", FRAMES)
def test_frame(at, what):
    result, seconds, megabytes = lost(at, FRAMES[what])
    assert result.status in ("crashed", "not_attempted")
    assert seconds < 2 and megabytes < 100


@pytest.mark.parametrize("what", SHOWS)
def test_request_to_show(what):
    got = []

    def ask(reply, number):
        return frame(SHOWS[what], number, b"?")

    honest = Honest(cell=ask)
    reply = lambda kind, content, number: (  # noqa: E731
        honest(kind, content, number) if kind in b"CA" else got.append(kind + content) or frame(cell(), number)
    )
    results, notes = graded(reply)
    whole(results, notes)
    assert {*got} == {b"\xc0"}  # None: nothing was shown


def test_nothing_is_shown_while_an_answer_is_judged():
    asked = []

    def ask(reply, number):
        asked.append(number)
        return frame(msgpack.packb(["summary", 1]), number, b"?") + reply

    result, *_ = lost("answer", ask)
    assert asked and result.status == "crashed"


def test_warnings_that_differ_at_each_call():
    numbers = iter(range(10**6))
    texts = lambda: [f"UserWarning: {next(numbers)} {'w' * 3000}" for _ in range(10)]  # noqa: E731
    result, *_ = lost("answer", lambda reply, number: frame(returned(b"\x05", warnings=texts()), number))
    assert len(result.warnings) == 10


@pytest.mark.parametrize(
    "source",
    ["\n" * 300_000, " " * 300_000 + "\n", "neuron" * 50_000, "neuron:" * 50_000, "'\ud800'"],
    ids=lambda source: repr(source[:9]),
)
def test_cell_that_ends_its_process(source):
    started = time.process_time()
    honest = Honest()
    reply = lambda kind, content, number: (  # noqa: E731
        b"" if kind == b"C" and len(content) not in map(len, CELLS.values()) else honest(kind, content, number)
    )
    results, notes = Grader(reply).grade([source, *CELLS.values()], "00_welcome")
    assert time.process_time() - started < 2
    assert [result.points for result in results] == [2, 0, 1, 1, 0] and len(notes) == 1


def test_a_fault_of_the_grader_costs_no_row_and_is_told(monkeypatch):
    grader = Grader(Honest())
    monkeypatch.setattr(grader, "judge", lambda order, *_: {}[order["exercise"]])
    with pytest.raises(GradingFault) as fault:
        grader.grade([*CELLS.values()], "00_welcome")
    results = fault.value.results
    assert {result.status for result in results} == {"check_failed"} and len(results) == 5
    report = batch.failed(
        Submission("ada", "00_welcome", "ada", "00_welcome.ipynb", ""), b"", batch.Settings(b"s"), fault.value
    )
    assert report.results == results and report.failure.startswith("Traceback") and "KeyError" in report.failure


def mutated(data, rng):
    """Return bytes with something changed: flipped, left out, doubled, moved, or replaced by a length."""
    data, at = bytearray(data), rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.choice((1, 2, 4, 50)))
    kind = rng.randrange(6)
    if kind == 0:
        data[at:end] = rng.randbytes(end - at)
    elif kind == 1:
        del data[at:end]
    elif kind == 2:
        data[at:at] = data[at:end] * rng.choice((1, 100, 10_000))
    elif kind == 3:
        data[at:end] = rng.choice((b"\xdd", b"\xdf", b"\xdb", b"\xc6", b"\xc9")) + struct.pack(
            ">I", rng.getrandbits(32)
        )
    elif kind == 4:
        data[at:end] = bytes([rng.choice((0x80, 0x90, 0xA0, 0xC0, 0xC1, 0xC3, 0xCB, 0xD9, 0xFF))])
    else:
        return bytes(data[:at])
    return bytes(data)


@pytest.mark.parametrize("at", ["cell", "head", "shown", "answer", "value"])
def test_mutated(at):
    """Change replies in 500 places and more each: every time there are five rows that can be stored."""
    rng = random.Random(at)
    starts = {
        "shown": [msgpack.packb(["summary", 7])],
        "answer": [failed(warnings=["w"]), returned(b"\x05"), msgpack.packb({"status": "missing"})],
        "value": [pack([1.5, "a", (np.ones((2, 2)), np.array(["ab"])), {"k": 1, 2: b"x"}, None]), np_texts],
    }
    before = used()
    for _ in range(500):

        def reply(made, number):
            if at in starts:
                content = mutated(rng.choice(starts[at]), rng)
                content = returned(content) if at == "value" else content
                return frame(content, number, b"?" if at == "shown" else b"=")
            return mutated(made[:13], rng) + made[13:] if at == "head" else frame(mutated(made[13:], rng), number)

        place = {"head": "cell", "shown": "cell", "value": "answer"}.get(at, at)
        honest = Honest(**{place: reply})
        results, notes = graded(honest)
        whole(results, notes)
        if place == "answer":
            assert all(results[name].passed for name in OTHERS)
    seconds, megabytes = (now - then for now, then in zip(used(), before, strict=True))
    assert seconds < 60 and megabytes < 500
