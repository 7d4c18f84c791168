"""How two processes of a grading exchange frames of bytes: with a length, a limit, and a number for each request.

A frame is four bytes of length, eight of its number, and its content. A reply bears the number of its request, which
nobody can foresee: what a learner's code writes between the frames is not taken for one.
"""

import secrets
import struct

MAX_BYTES = 65 * 2**20  # a little more than `plain` packs
_HEAD = struct.Struct(">IQ")


class WireError(Exception):
    """The other side ended, or sent something that is no frame of this exchange."""


def send(stream, content, number):
    """Write one frame; `stream` is a binary file."""
    stream.write(_HEAD.pack(len(content), number) + content)
    stream.flush()


def receive(stream):
    """Read one frame.

    Returns
    -------
    (bytes, int) or None
        The content and its number; None where the stream ended between two frames.

    Raises
    ------
    WireError
        When the stream ends within a frame, or a frame is longer than `MAX_BYTES`.
    """
    head = _exactly(stream, _HEAD.size)
    if not head:
        return None
    if len(head) < _HEAD.size:
        raise WireError("the stream ended within a frame")
    size, number = _HEAD.unpack(head)
    if size > MAX_BYTES:
        raise WireError(f"a frame of {size} bytes; at most {MAX_BYTES} are read")
    content = _exactly(stream, size)
    if len(content) < size:
        raise WireError("the stream ended within a frame")
    return content, number


def ask(stream, content):
    """Send a request and read its reply.

    Raises
    ------
    WireError
        When the other side ends, or what it sends is not the reply to this request.
    """
    number = secrets.randbits(63)
    try:
        send(stream, content, number)
        reply = receive(stream)
    except (OSError, ValueError) as error:  # ValueError: closed by whoever watches the time
        raise WireError(f"the other side is gone ({error})") from error
    if reply is None:
        raise WireError("the other side ended")
    if reply[1] != number:
        raise WireError("a frame that is not the reply to this request")
    return reply[0]


def _exactly(stream, size):
    """`size` bytes, or fewer at the end of the stream."""
    parts, left = [], size
    while left:
        part = stream.read(min(left, 2**20))  # never room for more than has come
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
