"""A grading whose learner's process is a function: it gets each frame that is sent, and gives the bytes that come back.

The judge runs in this process. So a conversation takes milliseconds, and what it does to the grader can be measured.
"""

import io

import msgpack

from course_utils.checks.answer import Stopped
from course_utils.checks.learner_side import calls, frames
from course_utils.checks.learner_side.serialize import pack, unpack
from course_utils.grading.sandbox import judge_process
from course_utils.grading.sandbox.bubblewrap import Limits
from course_utils.grading.worker import Worker

CELLS = {
    "neuron": "neuron = lambda x, w, b: max(0.0, sum(a * c for a, c in zip(x, w)) + b)",
    "row_means": "row_means = lambda x: x.mean(axis=1)",
    "column_means": "column_means = lambda x: x.mean(axis=0)",
}


class Stream(io.BytesIO):
    """A stream to a function: ``reply(kind, content, number)`` returns bytes for each frame that is written."""

    def __init__(self, reply):
        super().__init__()
        self._reply, self._sent = reply, b""

    def write(self, data):
        self._sent += data
        return len(data)

    def flush(self):
        (content, number), self._sent = frames.receive(io.BytesIO(self._sent)), b""
        place = self.tell()
        self.seek(0, io.SEEK_END)
        super().write(self._reply(content[:1], content[1:], number))
        self.seek(place)


class Learner:
    """A process that cannot be ended, because it is none."""

    def __init__(self, reply):
        self.stream = Stream(reply)

    def stop(self):
        """Do nothing."""

    def end(self):
        """Return that it had not ended before."""
        return ""


class Grader(Worker):
    """A worker without processes."""

    def __init__(self, reply, secret=b"of this class", limits=None):
        super().__init__(secret, limits or Limits(), sandboxed=False)
        self.reply = reply

    def learner(self, order):
        """Return the function as a process."""
        return Learner(self.reply)

    def prepare(self):
        """Start nothing."""

    def judge(self, order, ask, seconds):
        """Judge here, as `judge_process` does."""
        if "show" in order:
            return judge_process._show(order["show"], *order["of"])
        return unpack(pack(judge_process._judge(order, lambda request: _checked(ask(request)))))


def _checked(reply):
    if reply[:1] == b"!":
        raise Stopped(reply[1:].decode())
    return reply[1:]


def frame(content, number, kind=b"="):
    """Return the bytes of a frame."""
    return frames._HEAD.pack(len(content) + 1, number) + kind + content


class Honest:
    """What a learner's process says who runs the cells of `CELLS`; `at` replaces replies by their kind."""

    def __init__(self, **at):
        self.at, self.names = at, {}

    def __call__(self, kind, content, number):
        if kind == b"C":
            exec(content.decode(), self.names)
            bound = [name for name in CELLS if f"{name} =" in content.decode()]
            return self._changed(
                "cell", frame(msgpack.packb({"bound": bound, "checked": [], "error": ""}), number), number
            )
        if kind != b"A":  # the reply to what was asked to be shown
            return self._changed("shown", b"", number)
        about = unpack(content)["name"]
        reply = frame(calls.serve(self.names, content), number)
        return self._changed("answer", reply, number) if about == "neuron" else reply

    def _changed(self, what, reply, number):
        return self.at[what](reply, number) if what in self.at else reply


def graded(reply, **options):
    """Grade the three right answers of `CELLS` as `reply` gives them; return the results by name, and the notes."""
    results, notes = Grader(reply, **options).grade([*CELLS.values()], "00_welcome")
    return {result.exercise: result for result in results}, notes
