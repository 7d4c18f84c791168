"""Frames between two processes: what is sent comes back whole, and nothing else is taken for it."""

import io
import socket
import struct
import threading

import pytest

from course_utils.checks.learner_side import frames


def pair():
    ours, theirs = socket.socketpair()
    return ours.makefile("rwb"), theirs.makefile("rwb")


@pytest.mark.parametrize("content", [b"", b"x", b"y" * 3_000_000], ids=len)
def test_there_and_back(content):
    ours, theirs = pair()

    def echo():
        got, number = frames.receive(theirs)
        frames.send(theirs, got[::-1], number)

    thread = threading.Thread(target=echo)
    thread.start()
    assert frames.ask(ours, content) == content[::-1]
    thread.join()


def test_end_between_two_frames():
    assert frames.receive(io.BytesIO()) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x00", "ended within a frame"),
        (struct.pack(">IQ", 10, 1) + b"short", "ended within a frame"),
        (struct.pack(">IQ", frames.MAX_BYTES + 1, 1), "at most"),
    ],
)
def test_damaged(data, said):
    with pytest.raises(frames.WireError, match=said):
        frames.receive(io.BytesIO(data))


def test_a_reply_to_something_else():
    ours, theirs = pair()
    frames.send(theirs, b"passed", 7)
    with pytest.raises(frames.WireError, match="not the reply"):
        frames.ask(ours, b"?")


def test_nobody_there():
    ours, theirs = pair()
    theirs.close()
    with pytest.raises(frames.WireError):
        frames.ask(ours, b"?")
