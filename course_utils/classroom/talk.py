"""What a learner says to the class in a notebook: an answer to its question."""

from typing import Any

from course_utils.classroom import news, wire
from course_utils.classroom.line import Line, NoAnswer, Refused
from course_utils.classroom.member import Membership, membership
from course_utils.display import GOOD, NOTE, Card

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


def _ask(member: Membership, path: str, body: dict[str, Any]) -> wire.News:
    line = Line(member.host, member.port)
    try:
        answer = line.ask(path, body, wire.Looked, member.token)
    finally:
        line.close()
    return answer.news or wire.News()


__all__ = ["vote"]
