"""An answer in another process behind a plain pipe: no sandbox, only the proof that a check cannot tell."""

import os
import subprocess
import sys
from pathlib import Path

from course_utils.checks import rebuilt_model  # noqa: F401 - loads what every check of a model needs
from course_utils.checks.answer import Answer

ROOT = Path(__file__).parents[2]


class Elsewhere:
    """A process that holds the learner's names; use it in a ``with`` statement."""

    def __enter__(self):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.checks.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=ROOT,
        )
        return self

    def __exit__(self, *_):
        self._process.kill()  # it has nothing to finish, and TensorFlow may take a minute to end
        self._process.communicate()

    def there(self, name, source):
        """The answer `name` of a learner whose cells are `source`."""
        self._send(b"S" + source.encode())
        return Answer(name, lambda request: self._send(b"R" + request))

    def _send(self, frame):
        self._process.stdin.write(len(frame).to_bytes(4, "big") + frame)
        self._process.stdin.flush()
        size = int.from_bytes(self._process.stdout.read(4), "big")
        reply = self._process.stdout.read(size)
        assert reply, "the other process has ended"
        return reply
