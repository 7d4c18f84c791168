"""What the class has for a learner, shown in the notebook under the last check.

The thread that talks to the class only replaces what this module has put under a cell before, so nothing ever appears
by itself in a cell. A message stays where it appeared first; what passes, such as a place in the queue, moves on to the
next check. The news are kept in a file, because only one of several notebooks talks to the class.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from course_utils import storage
from course_utils.classroom import wire
from course_utils.display import NOTE, Card, kernel

FILE = "class-news.json"
LETTERS = "ABCDEFGHIJKL"


class _Kept(Struct):
    tag: str = ""
    news: wire.News = msgspec.field(default_factory=wire.News)
    reports: dict[str, str] = {}  # from the number of a hand-in to its report in words


_kept: dict[Path, _Kept] = {}
_written: dict[Path, int] = {}  # the time of the file that was read or written last
_line = ""  # the display id of what is under the last check
_places: dict[tuple[str, int], str] = {}  # from a message or an answer to the display id where it appeared
_due = False  # whether the cell that is running has run a check
_listening = False


def tag(home: Path) -> str:
    """Return which news this home has."""
    return _kept.get(home, _Kept()).tag


def reports(home: Path) -> dict[str, str]:
    """Return the reports that this home has received, by the number of the hand-in."""
    return _kept.get(home, _Kept()).reports


def receive(home: Path, tag: str, news: wire.News, reports: dict[str, str] | None = None) -> None:
    """Keep what the class has answered, and show it; without `reports`, those that are there stay."""
    if home not in _kept:
        look(home)
    _kept[home] = _Kept(tag, news, _kept.get(home, _Kept()).reports if reports is None else reports)
    unfinished = home / f".{FILE}.{os.getpid()}"
    with suppress(OSError):  # then only the notebook that talks to the class shows the news
        unfinished.write_bytes(msgspec.json.encode(_kept[home]))
        os.replace(unfinished, home / FILE)
        _written[home] = (home / FILE).stat().st_mtime_ns
    _show(home)


def look(home: Path) -> None:
    """Show what another notebook of this home has received."""
    try:
        changed = (home / FILE).stat().st_mtime_ns
        if changed == _written.get(home):
            return
        found = msgspec.json.decode((home / FILE).read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return  # there are no news, or another notebook is writing them
    if home not in _kept:  # messages from before this kernel was started were shown then
        _places.update(dict.fromkeys(_lasting(found.news), "shown before"))
    _kept[home], _written[home] = found, changed
    _show(home)


def forget(home: Path) -> None:
    """Delete what was received, when the class is left."""
    _kept.pop(home, None)
    _written.pop(home, None)
    _places.clear()
    with suppress(OSError):
        (home / FILE).unlink()
    _show(home)


def show_after_cell() -> None:
    """Have the news shown under the cell that is running now, once it has ended."""
    global _due, _listening
    shell = kernel()
    if shell is None:
        return
    _due = True
    if not _listening:
        _listening = True
        shell.events.register("pre_run_cell", _before_cell)
        shell.events.register("post_run_cell", _after_cell)


def _before_cell(*_: Any) -> None:
    global _due
    _due = False


def _after_cell(*_: Any) -> None:
    global _due, _line
    if not _due:
        return
    home, previous, _due, _line = storage.home_path(), _line, False, secrets.token_hex(8)
    if previous:
        _display(home, previous, update=True)  # what passes is told further down from now on
    _display(home, _line, update=False)


def _show(home: Path) -> None:
    if _line and home == storage.home_path():
        _display(home, _line, update=True)


def _display(home: Path, line: str, update: bool) -> None:
    if kernel() is None:
        return
    from IPython.display import display

    parts = _parts(_kept.get(home, _Kept()), line)
    card = Card(NOTE, "From your class", parts)
    bundle = card._repr_mimebundle_() if parts else {"text/plain": "", "text/html": "<div></div>"}
    display(bundle, raw=True, display_id=line, update=update)


# ---- in words


def _parts(kept: _Kept, line: str) -> tuple[tuple[str, str], ...]:
    """Return what to show at a line: what passes only at the last one, anything else where it appeared first."""
    from course_utils.classroom.hand_in import about

    news, parts = kept.news, []
    for message in news.messages:
        if _place(("message", message.id), line):
            parts += [(f"Your teacher, {message.sent}", message.text or "a snippet")]
            parts += [("Code", message.code)] if message.code else []
    for handin in news.handins:
        if line == _line if handin.state == "waiting" else _place((handin.state, handin.id), line):
            parts.append(about(handin))
            parts += [("The report", kept.reports[str(handin.id)])] if str(handin.id) in kept.reports else []
    help = news.help
    if help and (_place(("answer", help.id), line) if help.state == "answered" else line == _line):
        parts.append(about_help(help))
    if news.poll and line == _line:
        parts += about_poll(news.poll)
    return tuple(parts)


def _lasting(news: wire.News) -> list[tuple[str, int]]:
    """Return what stays where it has appeared: messages, an answer, hand-ins that are done."""
    done = [(handin.state, handin.id) for handin in news.handins if handin.state != "waiting"]
    answer = [("answer", news.help.id)] if news.help and news.help.state == "answered" else []
    return [*(("message", message.id) for message in news.messages), *answer, *done]


def _place(what: tuple[str, int], line: str) -> bool:
    """Return whether something belongs to a line; it belongs to the first one that asks."""
    return _places.setdefault(what, line) == line


def about_help(help: wire.Help) -> tuple[str, str]:
    """Return where a learner's request for help is."""
    if help.state == "answered":
        return f"Answer to “{_short(help.text)}”", help.answer
    if help.state == "taken":
        return "Your question", f"Your teacher is on the way to you: “{_short(help.text)}”"
    return "Your question", f"You are number {help.place} in the queue: “{_short(help.text)}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def about_poll(poll: wire.Poll) -> list[tuple[str, str]]:
    """Return what a learner should know of a poll now."""
    options = [f"{letter}: {option}" for letter, option in zip(LETTERS, poll.options, strict=False)]
    own = "" if poll.chosen is None else f" Your answer is {LETTERS[poll.chosen]}."
    again = " again" if poll.step == "second" else ""
    where = "in the lesson's question, or run " if poll.question else "with "
    if poll.step in ("first", "second"):
        text = f"{poll.text}\nAnswer{again} {where}vote('A') in a cell. vote() shows the options.{own}"
        return [(f"Your class is voting{again}", text)]
    if poll.step == "discuss":
        text = f"{poll.text}\nExplain your answer to a neighbor. You vote again afterwards.{own}"
        return [("Time to discuss", text)]
    if not poll.counts:
        return [("The vote is closed", f"{poll.text}{own}")]
    votes = [f"{option}: {_count(poll, number)}" for number, option in enumerate(options)]
    return [("The votes of your class", "\n".join([f"{poll.text}{own}", *votes]))]


def _count(poll: wire.Poll, number: int) -> str:
    rounds = [str(votes[number]) for votes in poll.counts]
    votes = " at first, then ".join(rounds)
    if not poll.decided:
        return votes
    runs = poll.decided[number]
    return f"{votes}; {runs} run{'' if runs == 1 else 's'} gave this answer" if runs else votes
