"""A folder that a check sends: it is there while the answer reads, holds what was sent, and is gone afterwards."""

import os
from pathlib import Path

import pytest

from course_utils.checks.answer import LearnerError, here
from course_utils.lessons.lesson_09 import learner_side

FILES = {"cat/1.png": b"\x89PNG", "cat/2.png": b"", "dog/": b"", "read me.txt": b"two"}


def test_the_answer_finds_what_was_sent():
    def listing(folder, suffix):
        return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob(f"*{suffix}"))

    answer = here("listing", listing)
    assert answer.via(learner_side.in_folder, FILES, "", "") == ["cat", "cat/1.png", "cat/2.png", "dog", "read me.txt"]
    assert answer.via(learner_side.in_folder, FILES, "cat", ".png") == ["1.png", "2.png"]


def test_one_file():
    assert (
        here("read", lambda path: Path(path).read_bytes()).via(learner_side.in_folder, FILES, "read me.txt") == b"two"
    )


def test_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place = here("where", lambda folder: os.path.abspath(folder)).via(learner_side.in_folder, FILES, "")
    assert not os.path.exists(place)
    assert os.getcwd() == str(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_read_late_is_read_in_time():
    class Late:
        def __init__(self, path):
            self.path = path

        def __array__(self, dtype=None, copy=None):
            import numpy as np

            return np.frombuffer(Path(self.path).read_bytes(), "uint8")

    got = here("late", Late).via(learner_side.in_folder, FILES, "cat/1.png")
    assert got.tolist() == [0x89, *b"PNG"]


def test_an_error_names_the_file_and_no_folder_of_ours():
    with pytest.raises(LearnerError, match="'data/dog/1.png'"):
        here("read", lambda folder: Path(folder, "dog/1.png").read_bytes()).via(learner_side.in_folder, FILES, "")
