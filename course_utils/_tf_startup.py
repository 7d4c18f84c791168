"""TensorFlow's start-up lines, held back and dropped.

TensorFlow's C++ part writes to file descriptor 2 while it is imported and when it first lists the devices, below
anything that Python can catch. So while that happens descriptor 2 is a temporary file. Afterwards TensorFlow's own
log lines are dropped and every other line is written where it belongs; if the import fails, every line is.
"""

import contextlib
import functools
import importlib.machinery
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

CHATTER = rb"""(?x)^(?:
    WARNING:\ All\ log\ messages\ before\ absl::InitializeLog   # the line that announces the next ones
  | [IWE]\d{4}\ \d\d:\d\d:                                      # absl's: I0000 00:00:1700000000.1  12 file.cc:31] ...
  | \d{4}-\d\d-\d\d\ \d\d:\d\d:\d\d\.\d+:\ [IWE]\               # TensorFlow's: 2026-01-31 10:00:00.1: I file.cc:31] ...
  | To\ enable\ the\ following\ instructions:                   # the second line of one of these
)"""


class TensorFlowFinder:
    """Finds TensorFlow where Python itself would, and has it loaded with its start-up lines held back."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> Any:
        if name != "tensorflow":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader.exec_module = functools.partial(_load, spec.loader.exec_module)  # type: ignore[method-assign]
        return spec


def install() -> None:
    """Let TensorFlow start quietly from now on; where it has started already, nothing is left to do."""
    if TensorFlowFinder not in sys.meta_path and "tensorflow" not in sys.modules:
        sys.meta_path.insert(0, TensorFlowFinder)


def _load(exec_module: Callable, module: Any) -> None:
    with held_back():
        exec_module(module)
        # What a missing graphics card makes TensorFlow say comes with the first operation, unless it is asked now.
        module.config.list_physical_devices()


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Hold back what is written to file descriptor 2, by whomever; at the end drop TensorFlow's start-up lines of it.

    If the block raises, nothing is dropped. A process without descriptor 2, or without a place for a temporary
    file, runs the block as it is.
    """
    with contextlib.ExitStack() as undo:
        try:
            import tempfile  # here, to keep `import course_utils` short

            file = undo.enter_context(tempfile.TemporaryFile())
            saved = os.dup(2)
        except OSError:
            undo.close()
            saved = None
        if saved is None:
            yield
            return
        undo.callback(os.close, saved)
        _flush()
        os.dup2(file.fileno(), 2)
        kept = _everything
        try:
            yield
            kept = _without_chatter
        finally:
            _flush()
            os.dup2(saved, 2)
            file.seek(0)
            with open(os.dup(2), "wb") as stderr:
                stderr.write(kept(file.read()))


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()


def _everything(text: bytes) -> bytes:
    return text


def _without_chatter(text: bytes) -> bytes:
    import re

    chatter = re.compile(CHATTER)
    return b"".join(line for line in text.splitlines(keepends=True) if not chatter.match(line))
