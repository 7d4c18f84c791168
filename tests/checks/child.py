"""The other process of `elsewhere`: holds the answers, reads frames from stdin, writes replies to stdout.

A frame is four bytes of length and that many bytes. The first of a pair says what it is: ``b"S"`` sets the learner's
source, ``b"R"`` is a request for `beside.serve`.
"""

import os
import sys

import keras

from course_utils.checks import rebuilt_model  # noqa: F401 - loads what every check of a model needs
from course_utils.checks.learner_side.calls import serve
from course_utils.checks.learner_side.preserve_state import settle
from tests.answers.known import run


def read(stream):
    size = stream.read(4)
    return stream.read(int.from_bytes(size, "big")) if len(size) == 4 else None


def main():
    frames_in = os.fdopen(os.dup(0), "rb")
    frames_out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the learner prints must not get between the frames
    names = {}
    settle()
    while (frame := read(frames_in)) is not None:
        if frame[:1] == b"S":
            keras.utils.set_random_seed(0)  # as `known.result_of` does: an answer before may have set another seed
            names = run(frame[1:].decode())
            reply = b"ok"
        else:
            reply = serve(names, frame[1:])
        frames_out.write(len(reply).to_bytes(4, "big") + reply)
        frames_out.flush()


if __name__ == "__main__":
    sys.exit(main())
