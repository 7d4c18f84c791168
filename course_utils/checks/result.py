"""What one exercise got: the result, the statuses, the labels, and the one form in which a result is stored."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from course_utils.display import GOOD, Card, Look

LONGEST_MESSAGE = 300  # characters; an error in a learner's code may print a whole array
LONGEST_TEXT = 2000  # characters of each text of a result
MOST_TEXTS = 50  # warnings, and notes


class Status(NamedTuple):
    """What a status looks like, how it is said, and what the learner does next.

    Attributes
    ----------
    look : Look
        The signs differ in form, so that no color is needed.
    words : str
    next_step : str
        One sentence with the fields ``{lesson}`` and ``{exercise}``; empty when nothing is left to do.
    """

    look: Look
    words: str
    next_step: str


STATUSES = {
    "passed": Status(GOOD, "passed", ""),
    "not_yet": Status(
        Look("✘", "#d55e00"),
        "not yet",
        "Open {lesson}.ipynb at {exercise}, read the message below, change your answer, and run its check again.",
    ),
    "not_attempted": Status(
        Look("○", "#6e6e6e"),
        "not attempted yet",
        "Open {lesson}.ipynb at {exercise}, write your answer in its cell, and run its check.",
    ),
    "check_failed": Status(
        Look("!", "#cc79a7"),
        "the check itself failed",
        "Ask your teacher about {exercise}: its check has a mistake, or it cannot handle your answer.",
    ),
    "stopped_time": Status(
        Look("■", "#d55e00"),
        "stopped: too slow",
        "Open {lesson}.ipynb at {exercise} and find out whether a loop"
        " never ends or whether there are far too many steps.",
    ),
    "stopped_memory": Status(
        Look("■", "#d55e00"),
        "stopped: too much memory",
        "Open {lesson}.ipynb at {exercise} and find what needs so much memory, such as an array that keeps growing.",
    ),
    "crashed": Status(
        Look("!", "#d55e00"),
        "crashed",
        "Ask your teacher about {exercise}: its grading stopped before it had a result.",
    ),
    "unreadable": Status(
        Look("?", "#6e6e6e"), "could not be read", "Ask your teacher about {exercise}: its answer could not be read."
    ),
}
JUDGED = ("passed", "not_yet")  # an answer was there, and the check compared it


@dataclass(frozen=True, repr=False)
class Result:
    """What one exercise got; in a notebook it shows itself as a card.

    Attributes
    ----------
    exercise : str
        The learner's name for the answer.
    status : str
        A key of `STATUSES`; "check_failed" when the check, not the answer, is at fault.
    points, max_points : float
        Earned and possible, ``0 <= points <= max_points``.
    core : bool
        Whether the exercise is part of the course's shortest way through.
    tried, got, expected, look, cause : str
        What was tried, what came back, what should have, where to look, and the reason, where it is known: a mistake
        that the check recognized, or why nothing could be judged.
    raised, line, code : str, int or None, str
        What the learner's code raised, and the learner's own line.
    warnings, notes : tuple of str
        What Python warned of while the learner's code ran; what else the learner should know.
    seconds : float
        How long checking took, at least 0.

    A longer text than `LONGEST_TEXT` is cut, and so are more warnings or notes than `MOST_TEXTS`; half a character is
    written as its number. So whatever an answer gave, its result can be stored and read back.

    Raises
    ------
    ValueError
        For an unknown status, points outside their range, or a time below 0.
    """

    exercise: str
    status: str
    points: float
    max_points: float
    core: bool = True
    tried: str = ""
    got: str = ""
    expected: str = ""
    look: str = ""
    cause: str = ""
    raised: str = ""
    line: int | None = None
    code: str = ""
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    def __post_init__(self) -> None:
        if not self.exercise:
            raise ValueError("an exercise has no name")
        if self.status not in STATUSES:
            raise ValueError(f"`status` must be one of {', '.join(STATUSES)}, got {self.status[:40]!r}")
        if not 0 <= self.points <= self.max_points < 1e9:
            raise ValueError(f"`points` of {self.exercise} must be from 0 to {self.max_points:g}, got {self.points:g}")
        if not 0 <= self.seconds < 1e9:
            raise ValueError(f"`seconds` must be at least 0 and finite, got {self.seconds:g}")
        for name in ("tried", "got", "expected", "look", "cause", "raised", "code"):
            object.__setattr__(self, name, _storable(getattr(self, name)))
        for name in ("warnings", "notes"):
            object.__setattr__(self, name, tuple(map(_storable, getattr(self, name)[:MOST_TEXTS])))

    @property
    def passed(self) -> bool:
        """Whether the answer earned all points."""
        return self.status == "passed"

    @property
    def share(self) -> float:
        """The earned part of the points, in [0, 1]."""
        return self.points / self.max_points if self.max_points else 0.0

    @property
    def sign(self) -> str:
        """The status as one character."""
        return STATUSES[self.status].look.sign

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUSES[self.status].words

    @property
    def message(self) -> str:
        """What the learner is told, in one line of at most 300 characters; empty when the answer passed."""
        text = "" if self.passed else self.cause or self.raised or self.look or self.got
        return " ".join(text.split())[:LONGEST_MESSAGE]

    def parts(self) -> list[tuple[str, str]]:
        """Return what there is to say besides the status: (label, text) pairs, in the order in which they are shown."""
        labelled = [
            ("Tried", self.tried),
            ("You returned", self.got),
            ("Expected", self.expected),
            ("Your code raised", self.raised),
            (f"Line {self.line} of your code" if self.line else "Your line", self.code),
            ("Likely cause", self.cause),
            ("Next" if self.status == "not_attempted" else "Where to look", "" if self.cause else self.look),
            *(("Python's warning", warning) for warning in self.warnings),
            *(("Note", note) for note in self.notes),
        ]
        return [(label, text) for label, text in labelled if text]

    def with_texts(self, change: Callable[[str], str]) -> "Result":
        """Return this result with `change` applied to every text of its feedback but the learner's own line."""
        names = ("tried", "got", "expected", "look", "cause", "raised")
        changed: dict[str, Any] = {name: change(getattr(self, name)) for name in names}
        changed |= {name: tuple(map(change, getattr(self, name))) for name in ("warnings", "notes")}
        return replace(self, **changed)

    def card(self) -> Card:
        """Return the card that a notebook shows."""
        plural = "" if self.max_points == 1 else "s"
        points = f", {number(self.points)} of {number(self.max_points)} point{plural}"
        title = f"{self.exercise}: {self.words}{points if self.passed or self.points else ''}"
        return Card(STATUSES[self.status].look, title, tuple(self.parts()))

    def __str__(self) -> str:
        return str(self.card())

    __repr__ = __str__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self.card()._repr_mimebundle_()


def _storable(text: str) -> str:
    """Return a text of at most `LONGEST_TEXT` characters that can be written as UTF-8."""
    if len(text) > LONGEST_TEXT:
        text = f"{text[: LONGEST_TEXT - 1]}…"
    return text.encode("utf-8", "backslashreplace").decode()[:LONGEST_TEXT]


Kind = TypeVar("Kind")


def number(value: float) -> str:
    """Return a number of points with at most two decimals, and none that are not needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def to_plain(thing: Any) -> dict[str, Any]:
    """Return a `Result`, or a dataclass that holds results, as dictionaries, lists, texts and numbers."""
    return asdict(thing)


def from_plain(content: Any, kind: type[Kind]) -> Kind:
    """Return what `to_plain` was given, with every type and range checked.

    Parameters
    ----------
    content : object
        Whatever JSON or msgpack can hold; fields that `kind` does not have are ignored.
    kind : type
        `Result`, or a dataclass that holds results.

    Raises
    ------
    ValueError
        Names the field that is missing or wrong.
    """
    import msgspec  # a check in a notebook reads no stored result

    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        fault, _, place = str(error).partition(" - at `$")
        place = place.strip(".`")
        raise ValueError(f"`{place}`: {fault}" if place else fault) from error
