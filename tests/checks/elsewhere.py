"""An answer in another process behind a plain pipe: no sandbox, only the proof that a check cannot tell."""

import io
import os
import subprocess
import sys
from pathlib import Path

from course_utils.checks import rebuilt_model  # noqa: F401 - loads what every check of a model needs
from course_utils.checks.answer import Answer
from course_utils.checks.learner_side import frames

ROOT = Path(__file__).parents[2]


class Elsewhere:
    """A process that holds the learner's names; use it in a ``with`` statement."""

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.checks.child"],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"},
            cwd=ROOT,
        )
        self._stream = io.BufferedRWPair(self._process.stdout, self._process.stdin)
        return self

    def __exit__(self, *_):
        self._process.kill()  # it has nothing to finish, and TensorFlow may take a minute to end
        self._process.communicate()

    def there(self, name, source):
        """Return the answer `name` of a learner whose cells are `source`."""
        frames.ask(self._stream, b"S" + source.encode())
        return Answer(name, lambda request: frames.ask(self._stream, b"R" + request))
