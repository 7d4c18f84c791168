"""Calls that only the checks of lesson 09 make to an answer, run in the learner's process."""

import os
import tempfile
from pathlib import Path
from typing import Any

from course_utils.checks.learner_side.calls import function_of
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.learner_side.serialize import to_plain


def in_folder(answer: Any, files: dict[str, bytes], name: str, *args: Any) -> Any:
    """Call the learner's function with the path of a folder that holds these files, or of one of the files.

    `files` maps names, with ``/`` between folders, to bytes; a name that ends with ``/`` is an empty folder. `name` is
    that of the file, or "" for the folder. The path is relative, the folder holds nothing else and is gone afterwards.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, undisturbed():
        root = Path(place, "data")
        for inner, content in files.items():
            (root / inner).parent.mkdir(parents=True, exist_ok=True)
            if inner.endswith("/"):
                (root / inner).mkdir(exist_ok=True)
            else:
                (root / inner).write_bytes(content)
        os.chdir(place)  # error texts then name the file, and not a folder of ours
        return to_plain(function_of(answer)("/".join(filter(None, ["data", name])), *args))
