"""Frames between two processes: what is sent comes back whole, and nothing else is taken for it."""

import io
import socket
import struct
import threading

import pytest

from course_utils.grading import wire


def pair():
    ours, theirs = socket.socketpair()
    return ours.makefile("rwb"), theirs.makefile("rwb")


@pytest.mark.parametrize("content", [b"", b"x", b"y" * 3_000_000], ids=len)
def test_there_and_back(content):
    ours, theirs = pair()

    def echo():
        got, number = wire.receive(theirs)
        wire.send(theirs, got[::-1], number)

    thread = threading.Thread(target=echo)
    thread.start()
    assert wire.ask(ours, content) == content[::-1]
    thread.join()


def test_end_between_two_frames():
    assert wire.receive(io.BytesIO()) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x00", "ended within a frame"),
        (struct.pack(">IQ", 10, 1) + b"short", "ended within a frame"),
        (struct.pack(">IQ", wire.MAX_BYTES + 1, 1), "at most"),
    ],
)
def test_damaged(data, said):
    with pytest.raises(wire.WireError, match=said):
        wire.receive(io.BytesIO(data))


def test_a_reply_to_something_else():
    ours, theirs = pair()
    wire.send(theirs, b"passed", 7)
    with pytest.raises(wire.WireError, match="not the reply"):
        wire.ask(ours, b"?")


def test_nobody_there():
    ours, theirs = pair()
    theirs.close()
    with pytest.raises(wire.WireError):
        wire.ask(ours, b"?")
