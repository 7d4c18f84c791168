"""Frames of bytes between two processes of a grading: a length with a limit, the number of a request, the content.

A frame is four bytes of length, eight of its number, and its content. A reply carries the number of its request, which
cannot be foreseen, so what learner code writes between the frames is not taken for a reply.

`multiprocessing.connection` would bring the length and the limit, but on Windows it reads from named pipes and sockets
only, and a process without a sandbox is reached through the two plain pipes of its standard input and output.
"""

import secrets
import struct
from io import BufferedIOBase

MAX_BYTES = 65 * 2**20  # a little more than `serialize.pack` returns
_HEAD = struct.Struct(">IQ")


class WireError(Exception):
    """Raised when the other side has ended, or has sent something that is not a frame of this exchange."""


def send(stream: BufferedIOBase, content: bytes, number: int) -> None:
    """Write one frame to `stream`, a buffered binary file."""
    stream.write(_HEAD.pack(len(content), number) + content)
    stream.flush()


def receive(stream: BufferedIOBase, most: int = MAX_BYTES) -> tuple[bytes, int] | None:
    """Read one frame of at most `most` bytes from `stream`, a buffered binary file.

    Returns
    -------
    (bytes, int) or None
        The content and its number; None where the stream ended between two frames.

    Raises
    ------
    WireError
        When the stream ends within a frame, or a frame is longer than `most`, which is known before it is read.
    """
    head = stream.read(_HEAD.size)
    if not head:
        return None
    if len(head) == _HEAD.size:
        size, number = _HEAD.unpack(head)
        if size > most:
            raise WireError(f"a frame of {size} bytes; at most {most} are read")
        content = stream.read(size)
        if len(content) == size:
            return content, number
    raise WireError("the stream ended within a frame")


def ask(stream: BufferedIOBase, content: bytes) -> bytes:
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
    except (OSError, ValueError) as error:  # ValueError: closed by the thread that watches the time
        raise WireError(f"the other side is gone ({error})") from error
    if reply is None:
        raise WireError("the other side ended")
    if reply[1] != number:
        raise WireError("a frame that is not the reply to this request")
    return reply[0]
