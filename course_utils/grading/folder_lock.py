"""One grader at a time in a folder of grades."""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from course_utils.grading.safe_names import clean

FILE = ".lock"
_TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL)


class FolderInUse(Exception):
    """Raised when another grader works in the folder; the message is one sentence that says who."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other grader out of a folder. If this process ends, the system removes the lock.

    Parameters
    ----------
    folder : Path
        Made where it is missing.

    Raises
    ------
    FolderInUse
    OSError
        When nothing can be written into the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open(os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
        try:
            _lock(file)
        except OSError as error:
            if error.errno in _TAKEN:
                raise FolderInUse(f"{folder} is in use: {_who(file)} is grading into it") from None
            if error.errno not in _NO_LOCKS:
                raise
            print(f"{folder} cannot be locked, so make sure that nobody else grades into it now.", file=sys.stderr)
        now = datetime.now().isoformat(" ", "seconds")
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}, which started at {now},".encode())
        try:
            yield
        finally:
            file.truncate(0)


def _who(file: IO[bytes]) -> str:
    file.seek(0)
    return clean(file.read(1000).decode("utf-8", "replace")) or "another process"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(2**30)  # far behind the text, because Windows lets nobody read a locked part
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
