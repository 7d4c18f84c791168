"""How is a file put in place at once, so that nobody ever finds half of it?"""

import os
from pathlib import Path


def write(path, content):
    """Put a text in place at once: a reader finds the old file or the new one, never half of it.

    Parameters
    ----------
    path : str or Path
        Folders that are missing are made.
    content : str
        Written in UTF-8, line ends as they are.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(content, encoding="utf-8", newline="\n")
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
