"""What goes over the network between a learner's laptop and the class: its form, and its limits."""

import re
import unicodedata
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

PORT = 8765
AT_ONCE = 100  # events in one request
LARGEST_BODY = 256 * 1024  # bytes of one request
LARGEST_HAND_IN = 10 * 2**20  # bytes of a notebook that is handed in, packed with what belongs to it
LONGEST_NAME = 40
LONGEST_TEXT, LONGEST_CODE = 2000, 20_000  # characters of what a learner asks or a teacher says, and of code with it
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
CODE_LENGTH = 6  # about 30 bits
FINGERPRINT_LENGTH = 12  # of the certificate, in the join code of an encrypted class; `certificate` says why so many
VERSION_HEADER = "Course-Version"  # on every answer of a class: whatever lacks it comes from something else

Key = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Slug = Annotated[str, Meta(pattern=r"\A[0-9a-z_]{1,60}\Z")]
Word = Annotated[str, Meta(pattern=r"\A[A-Za-z_][A-Za-z0-9_]{0,59}\Z")]
Seconds = Annotated[float, Meta(ge=0, le=1e9)]
Share = Annotated[float, Meta(ge=0, le=1)]
Message = Annotated[str, Meta(max_length=300)]
Short = Annotated[str, Meta(max_length=400)]


class Attempt(Struct, frozen=True, tag="attempt"):
    """One run of a check; `ago` is how many seconds before sending it was run."""

    key: Key
    ago: Seconds
    lesson: Slug
    exercise: Word
    status: Annotated[str, Meta(pattern=r"\A[a-z_]{1,30}\Z")]
    share: Share
    message: Message
    seconds: Seconds


class Hint(Struct, frozen=True, tag="hint"):
    """One hint that was read."""

    key: Key
    ago: Seconds
    lesson: Slug
    exercise: Word


class Guess(Struct, frozen=True, tag="guess"):
    """An option that was chosen, or the one that a run has revealed."""

    key: Key
    ago: Seconds
    lesson: Slug
    question: Slug
    text: Short
    options: Annotated[list[Short], Meta(max_length=12)]
    chosen: Short | None
    revealed: Short | None


Event = Attempt | Hint | Guess


class Events(Struct):
    """The body of a request: events in the order of the record, each judged by itself; how many are left to send."""

    events: Annotated[list[msgspec.Raw], Meta(max_length=AT_ONCE)]
    waiting: Annotated[int, Meta(ge=0, le=1_000_000_000)] = 0
    have: Annotated[str, Meta(max_length=40)] = ""


class Poll(Struct):
    """A poll as one learner sees it: `chosen` is the learner's own vote, and `counts` is empty until they are shown."""

    id: int
    lesson: str
    question: str
    text: str
    options: list[str]
    rounds: int
    step: str
    counts: list[list[int]]
    decided: list[int]
    chosen: int | None = None


class Help(Struct):
    """A learner's own request for help: its state, its place among those who wait (0 once it was taken), the answer."""

    id: int
    text: str
    state: str
    place: int
    answer: str


class ToAll(Struct):
    """A message of the teacher to all, with a snippet of code or without; `sent` is a time of day."""

    id: int
    text: str
    code: str
    sent: str


class HandIn(Struct):
    """Where a hand-in is: `before` counts those that are graded earlier; `state` is waiting, graded or failed."""

    id: int
    lesson: str
    received: str
    number: int
    before: int
    late: bool
    state: str
    note: str
    points: float
    max_points: float


class News(Struct):
    """What the class has for one learner now."""

    poll: Poll | None = None
    help: Help | None = None
    messages: list[ToAll] = []
    handins: list[HandIn] = []


class Received(Struct):
    """The answer: how many events are kept now, the keys of those that had no valid form, the learner's name.

    The news come with their tag, and only where the laptop has an older tag.
    """

    kept: int
    refused: list[str]
    name: str
    tag: str = ""
    news: News | None = None


class Look(Struct):
    """A request for the news; `have` is the tag of the news that are there."""

    have: Annotated[str, Meta(max_length=40)] = ""


class Looked(Struct):
    """The answer: the learner's name, and the news where their tag has changed."""

    name: str
    class_name: str
    tag: str
    news: News | None


class Vote(Struct):
    """A vote in a round of a poll; `option` is an index."""

    poll: int
    round: Annotated[int, Meta(ge=1, le=2)]
    option: Annotated[int, Meta(ge=0, le=11)]


class Join(Struct):
    """A wish to join; `phone`: only to vote."""

    code: Annotated[str, Meta(max_length=40)]
    name: Annotated[str, Meta(max_length=10_000)]
    phone: bool = False


class Joined(Struct):
    """The answer: who the learner is from now on, and for how many seconds the session has been going on."""

    token: str
    name: str
    class_id: str
    class_name: str
    age: float


class Leave(Struct):
    """A wish to leave; with `forget`, what was sent is deleted."""

    forget: bool = False


class Receipt(Struct):
    """The answer to a hand-in; `again`: this file was there already as the newest one."""

    handin: HandIn
    again: bool


class AskReport(Struct):
    """A wish for the report of a hand-in."""

    handin: int


class SentReport(Struct):
    """The report of a hand-in, as `grading.reports` stores it."""

    report: msgspec.Raw


class AskHelp(Struct):
    """A wish for help, with the cell that it is about; with `done`, it is taken back."""

    text: Annotated[str, Meta(max_length=LONGEST_TEXT)] = ""
    code: Annotated[str, Meta(max_length=LONGEST_CODE)] = ""
    done: bool = False


class Problem(Struct):
    """The answer to a request that was refused: one sentence or two."""

    error: str


Kind = TypeVar("Kind")
encode = msgspec.json.Encoder().encode


def decode(content: bytes, kind: type[Kind]) -> Kind:
    """Return what JSON says, as `kind`; raise ValueError where it is of another form or beyond a limit."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def clean_name(text: str) -> str:
    """Return a name to show: in one line, without control and direction characters, at most 40 characters.

    Raises
    ------
    ValueError
        When nothing that can be seen is left.
    """
    allowed = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text[:1000])
    name = " ".join(unicodedata.normalize("NFC", allowed).split())[:LONGEST_NAME].strip()
    if not any(unicodedata.category(letter)[0] in "LNSP" for letter in name):
        raise ValueError("A name needs at least one letter or digit. Write the name that your teacher should see.")
    return name


def clean_code(text: str) -> str:
    """Return a join code as it is compared: in capitals, without spaces and dashes."""
    return re.sub(r"[\W_]", "", text).upper()


def split_code(text: str) -> tuple[str, str]:
    """Return the parts of a join code: what opens the door, and the fingerprint of the certificate.

    The fingerprint is "" for a class that is not encrypted. In it, O is read as 0, and I and L as 1, because
    Crockford's base 32 has none of these letters.

    Raises
    ------
    ValueError
        When a part of the code is missing.
    """
    letters = clean_code(text)
    code, fingerprint = letters[:CODE_LENGTH], letters[CODE_LENGTH:].translate(str.maketrans("OIL", "011"))
    if fingerprint and len(fingerprint) != FINGERPRINT_LENGTH:
        raise ValueError(
            f"A join code has {CODE_LENGTH} letters and digits, or {CODE_LENGTH + FINGERPRINT_LENGTH} if the class is "
            f"encrypted, and yours has {len(letters)}. Copy the whole code from your teacher's screen."
        )
    return code, fingerprint


def whole_code(code: str, fingerprint: str) -> str:
    """Return a join code as it is shown, in groups: "K7M2PQ", or "K7M2PQ-4F9X-2B7T-QW0D" with a fingerprint."""
    return "-".join([code, *(fingerprint[start : start + 4] for start in range(0, len(fingerprint), 4))])


def parse_address(text: Any) -> tuple[str, int]:
    """Return host and port of an address as a teacher reads it out: "192.168.1.5", with a port, or a whole URL.

    Raises
    ------
    ValueError
        When the text is not an address.
    """
    typed = text.strip() if isinstance(text, str) else ""
    match = re.fullmatch(r"(?:https?://)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(?:/.*)?", typed)
    port = int(match[2] or PORT) if match else 0
    if not match or not 1 <= port <= 65535:
        raise ValueError(
            f"{str(text)[:80]!r} is not an address. Type it as your teacher's page shows it, such as '192.168.1.5'."
        )
    return match[1].strip("[]"), port


def too_large(size: int) -> str:
    """Return the sentence about a file that is too large."""
    return (
        f"Your notebook has {size / 2**20:.0f} MB, and the class takes {LARGEST_HAND_IN // 2**20} MB. Choose Edit, "
        "Clear Outputs of All Cells, save the notebook, and hand in again."
    )
