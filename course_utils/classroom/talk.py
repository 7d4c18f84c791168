"""A learner's answers and questions to the class."""

import ast
from typing import Any

from course_utils import storage
from course_utils.classroom import news, wire
from course_utils.classroom.line import NoAnswer, Refused
from course_utils.classroom.member import Membership, membership
from course_utils.display import GOOD, NOTE, Card, shell

OURS = {"help_me", "join", "leave", "submit", "vote"}  # calls that are no part of the code to help with
NOT_JOINED = Card(
    NOTE, "You are not in a class", (("To join", "join(address, code, your name), as your teacher shows it"),)
)


def vote(answer: str | None = None) -> Card | None:
    """Answer the question of the class.

    Parameters
    ----------
    answer : str, optional
        The letter of an option, such as "B". Without it, the question is shown with its options to choose from.

    Returns
    -------
    Card or None
        None where the question is shown to choose from.
    """
    member = membership()
    if member is None:
        return NOT_JOINED
    try:
        poll = _ask(member, "/news", {"have": ""}).poll
        if poll is None or poll.step not in ("first", "second"):
            parts = tuple(news.about_poll(poll)) if poll else ()
            return Card(NOTE, "Your class is not voting now", parts)
        if answer is not None:
            return _cast(member, poll, answer)
    except (NoAnswer, Refused) as error:
        return Card(NOTE, "Your answer was not counted", (("Why", str(error)),))
    if news.kernel() is None:
        options = tuple(zip(news.LETTERS, poll.options, strict=False))
        return Card(NOTE, poll.text, (*options, ("To answer", "vote('A'), with the letter of your option")))
    _show_options(member, poll)
    return None


def _cast(member: Membership, poll: wire.Poll, answer: str) -> Card:
    letters = news.LETTERS[: len(poll.options)]
    letter = str(answer).strip().upper()
    if len(letter) != 1 or letter not in letters:
        why = f"{answer!r} is not an option. Choose one of the letters {', '.join(letters)}."
        return Card(NOTE, "Your answer was not counted", (("Why", why),))
    option = letters.index(letter)
    body = {"poll": poll.id, "round": 1 if poll.step == "first" else 2, "option": option}
    _ask(member, "/vote", body)
    later = "You can change it until the vote is closed."
    return Card(GOOD, f"Your answer is {letter}: {poll.options[option]}", (("Next", later),))


def _show_options(member: Membership, poll: wire.Poll) -> None:
    from IPython.display import display

    from course_utils.widgets.radio import Radio

    options = [f"{letter}: {option}" for letter, option in zip(news.LETTERS, poll.options, strict=False)]
    said = "Nothing chosen yet." if poll.chosen is None else f"Your answer is {news.LETTERS[poll.chosen]}."
    radio = Radio(question=poll.text, options=options, chosen=poll.chosen, said=said)

    def cast(change: dict[str, Any]) -> None:
        try:
            card = _cast(member, poll, news.LETTERS[change["new"]])
            radio.said = f"{card.title}. {card.parts[0][1]}"
        except (NoAnswer, Refused) as error:
            radio.said = f"Your answer was not counted. {error}"

    radio.observe(cast, names="chosen")
    display(radio)


def help_me(text: str | None = None, *, done: bool = False) -> Card:
    """Ask your teacher for help; your text and your last code go into a queue, and the code is shown here.

    The code is that of this cell, or else of the last cell before it that does more than run a check.

    Parameters
    ----------
    text : str, optional
        What you need, in a sentence. Without it, you see your place in the queue.
    done : bool
        Whether you don't need help any more.
    """
    member = membership()
    if member is None:
        return NOT_JOINED
    code = _current_code()[: wire.LONGEST_CODE] if text else ""
    try:
        if text is None and not done:
            news_now = _ask(member, "/news", {"have": ""})
        else:
            body = {"text": str(text or "")[: wire.LONGEST_TEXT], "code": code, "done": done}
            news_now = _ask(member, "/help", body)
    except (NoAnswer, Refused) as error:
        return Card(NOTE, "Your question has not reached your teacher", (("Why", str(error)),))
    help = news_now.help
    if help is None:
        return Card(NOTE, "You are not in the queue", (("To ask", 'help_me("Why is the loss nan?")'),))
    news.show_after_cell()
    parts = (
        [] if news.kernel() else [news.about_help(help)]
    )  # which in a notebook appears below, and is kept up to date
    if text:
        parts += [("To take it back", "help_me(done=True)"), ("Sent with it", "this code" if code else "no code")]
        parts += [("Code", code)]
    return Card(GOOD, "Your teacher has your question", tuple(parts))


def _current_code() -> str:
    """Return the code of the cell that asks for help, or of the last one before it that has any of the learner's."""
    ipython = shell()
    cells = ipython.user_ns.get("In", []) if ipython is not None else []
    return next((code for cell in reversed(cells) if (code := _without_ours(cell))), "")


def _without_ours(cell: str) -> str:
    """Return a cell without the lines that only talk to the class."""
    try:
        tree = ast.parse(cell)
    except SyntaxError:
        return cell.strip()
    lines: list[str | None] = [*cell.splitlines()]
    for node in tree.body:
        if _is_ours(node):
            lines[node.lineno - 1 : node.end_lineno] = [None] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    return "\n".join(line for line in lines if line is not None).strip("\n ")


def _is_ours(node: ast.stmt) -> bool:
    """Return whether a statement only talks to the class, runs a check, asks for a hint or imports them."""
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith(("course_utils.classroom", "course_utils.lessons"))
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    called = ast.unparse(node.value.func).split(".")
    return called[0] == "check" or called[-1] in OURS


def _ask(member: Membership, path: str, body: dict[str, Any]) -> wire.News:
    line = member.line()
    try:
        answer = line.ask(path, body, wire.Looked, member.token)
    finally:
        line.close()
    received = answer.news or wire.News()
    news.receive(storage.home_path(), answer.tag, received)
    return received


__all__ = ["help_me", "vote"]
