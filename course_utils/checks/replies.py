"""What a learner's process may send, with kinds and limits: the one place where its replies are read.

Learner code can write to its stream by itself, so each of these messages may be made up. What is not of its schema is a
`PlainError`; nothing else of a message is looked at. Values are plain data as in `learner_side.serialize`.
"""

from typing import Annotated, Any

import msgspec

from course_utils.checks.learner_side.serialize import PlainError, unpack

CELL_BYTES = 16 * 2**10  # the most that is read in reply to a cell, and of a request to show something
NOT_A_REPLY = (
    "your code sent something that is not a reply to the check, so nothing was checked; "
    "remove what changes course_utils"
)
_Name = Annotated[str, msgspec.Meta(max_length=200)]
_Text = Annotated[str, msgspec.Meta(max_length=4000)]  # 500 characters, of which each may have become "\\ud800"
_Texts = Annotated[list[_Text], msgspec.Meta(max_length=10)]
_Line = Annotated[int, msgspec.Meta(ge=0, le=10**9)]


class Cell(msgspec.Struct, frozen=True):
    """The reply to a cell: the answers that it has bound, those handed to their checks, what it raised in one line.

    `handed` names the checks that were given something else than what is bound to the answer's name.
    """

    bound: Annotated[list[_Name], msgspec.Meta(max_length=200)]
    checked: Annotated[list[_Name], msgspec.Meta(max_length=200)]
    error: _Text
    handed: Annotated[list[_Name], msgspec.Meta(max_length=200)] = []


class Show(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A request, while a cell runs, for what the lesson's function `name` shows for a number."""

    name: _Name
    case: int


class Missing(msgspec.Struct, frozen=True, tag_field="status", tag="missing"):
    """There is no answer yet."""


class Failed(msgspec.Struct, frozen=True, tag_field="status", tag="error"):
    """What the learner's code raised: the exception's class and text, and the learner's own line."""

    kind: _Name
    text: _Text
    line: _Line | None
    code: _Text
    warnings: _Texts


class Returned(msgspec.Struct, frozen=True, tag_field="status", tag="ok"):
    """What came back: a value, still packed."""

    value: msgspec.Raw
    warnings: _Texts


class Exported(msgspec.Struct, frozen=True):
    """A model as `export_model.export` takes it apart."""

    config: dict[str, Any]
    weights: list[Any]
    compile: dict[str, Any] | None


_cell = msgspec.msgpack.Decoder(Cell)
_show = msgspec.msgpack.Decoder(Show)
_answer = msgspec.msgpack.Decoder(Missing | Failed | Returned)


def cell(data: bytes) -> Cell:
    """Read the reply to a cell."""
    return _read(_cell.decode, data)


def show(data: bytes) -> Show:
    """Read a request for something to be shown."""
    return _read(_show.decode, data)


def answer(data: bytes) -> Missing | Failed | Returned:
    """Read the reply to a request of `calls.serve`."""
    return _read(_answer.decode, data)


def value(reply: Returned) -> Any:
    """Unpack what came back."""
    return unpack(bytes(reply.value))


def model(content: Any) -> dict[str, Any]:
    """Return plain data that have the form of an exported model."""
    return msgspec.structs.asdict(_read(lambda data: msgspec.convert(data, Exported), content))


def _read(read: Any, data: Any) -> Any:
    try:
        return read(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise PlainError(f"{NOT_A_REPLY} ({str(error)[:200]})") from error
