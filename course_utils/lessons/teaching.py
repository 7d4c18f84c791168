"""What a teacher needs for a lesson: the file teaching.toml in the lesson's folder, with its types checked.

The speaker's notes of the slides, the teacher's pages and the clock of a class read it. Which option of a poll a run
chooses is in the lesson's notebook, and isn't repeated here.
"""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Literal

import msgspec


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the lesson, by its heading without backticks, with its minutes and a question to the class."""

    section: str
    minutes: int
    ask: str = ""


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An option of a guess: how many percent of a class may choose it, and what to say to them."""

    text: str
    percent: int
    say: str


class Poll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A guess of the notebook, by its key."""

    key: str
    options: tuple[Option, ...]


class Misconception(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mistake in the words of the check that names it, and what to say."""

    exercise: str
    message: str
    say: str


class Stuck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place where people get stuck, and the smallest hint that helps."""

    where: str
    hint: str


class Teaching(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to teach a lesson.

    `minutes` says whether the minutes and the percentages were measured in classes or estimated. The plan takes the
    minutes that the notebook's opening names.
    """

    goal: str
    remember: str
    minutes: Literal["measured", "estimated"]
    board: str
    first_five: str
    last_five: str
    skip_45: tuple[str, ...]
    skip_30: tuple[str, ...]
    plan: tuple[Part, ...]
    polls: tuple[Poll, ...]
    misconceptions: tuple[Misconception, ...]
    stuck: tuple[Stuck, ...]

    @property
    def total(self) -> int:
        """The minutes of the whole plan."""
        return sum(part.minutes for part in self.plan)

    def clock(self) -> Iterator[tuple[int, int, Part]]:
        """Yield the minute at which each part begins, the minute at which it ends, and the part."""
        begin = 0
        for part in self.plan:
            yield begin, begin + part.minutes, part
            begin += part.minutes


def teaching(lesson: str) -> Teaching | None:
    """Return how to teach a lesson, or None for a lesson without such a file.

    Parameters
    ----------
    lesson : str
        The name of its notebook, "05_regularization".

    Raises
    ------
    msgspec.ValidationError
        When the file has an unknown name, lacks one, or has a value of the wrong type.
    """
    folder = resources.files(__package__).joinpath(f"lesson_{lesson.partition('_')[0]}")
    file = folder.joinpath("teaching.toml")
    if not file.is_file():
        return None
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Teaching)
