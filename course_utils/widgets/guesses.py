"""Guesses before a run, and their comparison with the result.

A question shows its options and saves each choice immediately; nothing is graded. A later cell passes the measured
value, or the correct option, to `Guess.reveal`. Guesses that turned out wrong come back two lessons later.
"""

import html
import json
import math
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course_utils import storage
from course_utils.display import Table, kernel, paragraph, shell

if TYPE_CHECKING:
    from course_utils.widgets.radio import Radio

RECALLED = 3  # surprises at the start of a lesson
AGAIN = "then_and_now"  # stands for the lesson where the last lesson asks once more

_questions: dict[str, str] = {}  # from each key to its question, in this process: two questions with one key would mix


@dataclass(frozen=True)
class Bounds:
    """The measured values for which an option is right: those above `low` and up to `high`."""

    low: float = -math.inf
    high: float = math.inf

    def hold(self, value: float) -> bool:
        """Return whether a value lies within these bounds."""
        return self.low < value <= self.high


def at_most(high: float) -> Bounds:
    """Return the bounds of an option that is right for values up to `high`."""
    return Bounds(high=high)


def between(low: float, high: float) -> Bounds:
    """Return the bounds of an option that is right for values above `low` and up to `high`."""
    return Bounds(low, high)


def above(low: float) -> Bounds:
    """Return the bounds of an option that is right for values above `low`."""
    return Bounds(low=low)


def guess(key: str, question: str, options: Sequence[str] | Mapping[str, Bounds]) -> "Guess":
    """Ask a question that a later cell will answer, and show the options to choose from.

    Parameters
    ----------
    key : str
        "lesson/slug", such as "00_welcome/noise"; a different one for each question of the course.
    question : str
        A question about which a reader can be wrong.
    options : sequence of str, or mapping of str to Bounds
        At least two different texts. A mapping also gives the measured values for which each option is correct:
        ``{"It falls.": at_most(0.9), "It stays or rises.": above(0.9)}``.

    Returns
    -------
    Guess
        Its `reveal` compares the guess with the result.

    Raises
    ------
    ValueError
        When the key, the question or the options are not of this form, or the key already belongs to a different
        question.
    """
    match = re.fullmatch(r"(\d\d[a-z]?_[a-z0-9_]+)/([a-z0-9_]+)", key)
    if not match:
        raise ValueError(f'the key must be "lesson/slug", such as "00_welcome/noise", got {key!r}')
    bounds = dict(options) if isinstance(options, Mapping) else {}
    options = tuple(options)
    texts = all(isinstance(option, str) and option.strip() for option in options)
    if not texts or len(options) < 2 or len(set(options)) < len(options):
        raise ValueError(f"{key}: options must be at least two different, non-empty texts, got {options!r}")
    if not isinstance(question, str) or not question.strip():
        raise ValueError(f"{key}: the question must be a non-empty text, got {question!r}")
    if _questions.setdefault(key, question) != question:
        raise ValueError(
            f"the key {key!r} already belongs to the question {_questions[key]!r}; use a"
            f" different key for {question!r} (if you have just rewritten the question, restart the kernel)"
        )
    prediction = Guess(match[1], match[2], question, options, bounds)
    prediction._show()
    return prediction


class Guess:
    """A question that `guess` has asked.

    Attributes
    ----------
    lesson, key, question : str
    options : tuple of str
    """

    def __init__(
        self, lesson: str, key: str, question: str, options: tuple[str, ...], bounds: Mapping[str, Bounds]
    ) -> None:
        self.lesson, self.key, self.question, self.options = lesson, key, question, options
        self._bounds = bounds
        self._radio: Radio | None = None

    def reveal(self, answer: float | str) -> None:
        """Show the result next to the guess.

        Parameters
        ----------
        answer : float or str
            The measured value, where the options have bounds; otherwise the option that the measurement chose: its
            index, from 0, or its text.

        Raises
        ------
        ValueError
            When this is not the answer of exactly one option.
        """
        option = self._option(answer)
        story = _record(self.lesson, self.key, self.question, self.options, revealed=option)
        if self._radio is not None:
            self._radio.said = story.status
        _show(story.beside(option, storage.notices()))

    def __repr__(self) -> str:
        return f"<guess {self.lesson}/{self.key}: {self.question}>"

    def _ipython_display_(self) -> None:
        """Show nothing: `guess` has shown the question already."""

    def _option(self, answer: Any) -> str:
        if self._bounds:
            right = [option for option, bounds in self._bounds.items() if bounds.hold(answer)]
            if len(right) != 1:
                raise ValueError(
                    f"{self.lesson}/{self.key}: the measured value must lie within the bounds of exactly one option;"
                    f" {answer!r} lies within those of {right or 'none'}"
                )
            return right[0]
        if isinstance(answer, str) and answer in self.options:
            return answer
        if not isinstance(answer, str | bool) and answer in range(len(self.options)):
            return self.options[int(answer)]
        raise ValueError(
            f"{self.lesson}/{self.key}: the answer must be one of {list(self.options)}"
            f" or an index from 0 to {len(self.options) - 1}, got {answer!r}"
        )

    def _show(self) -> None:
        story = storage.keep(lambda db: _story(db, self.lesson, self.key, self.question, self.options))
        if kernel():
            self._radio = _radio(story, self._choose)
        status = story.status if story.guessed else "Run this cell to choose an option."
        _show(StillQuestion(self.question, self.options, _with_notices(status)), self._radio)

    def _choose(self, chosen: str) -> str:
        return _record(self.lesson, self.key, self.question, self.options, chosen=chosen).status


def surprises(lesson: str) -> Table:
    """Return up to three guesses from two lessons ago that turned out wrong.

    Parameters
    ----------
    lesson : str
        The lesson that begins now: "02_sequential_mlp" shows guesses from lesson 00.

    Returns
    -------
    tables.Table
        Or one line that says why there are none.

    Raises
    ------
    ValueError
        When the lesson has no number.
    """
    if not re.match(r"\d\d[a-z]?_", lesson):
        raise ValueError(f'lesson must begin with its number, such as "02_sequential_mlp", got {lesson!r}')
    number = int(lesson[:2]) - 2
    if number < 0:
        return Table("Guesses that turn out wrong come back two lessons later, so there is nothing to show yet.")
    past = f"lesson {number:02d}"
    stories = [story for story in storage.keep(_stories) if re.match(rf"{number:02d}[a-z]?_", story.lesson)]
    wrong = [story for story in stories if story.surprised]
    notes = (storage.notices(),)
    if wrong:
        # str for the type checker alone: a surprise has both
        rows = tuple((story.question, str(story.guessed), str(story.said)) for story in wrong[:RECALLED])
        return Table(f"What surprised you in {past}", ("Question", "Your guess", "Result"), rows, notes)
    if any(story.judged for story in stories):
        return Table(f"All the guesses that you made in {past} turned out right.", notes=notes)
    advice = "If you guess before you run a cell, the guesses that turn out wrong come back two lessons later."
    return Table(f"You have no saved guesses from {past}. {advice}", notes=notes)


def then_and_now() -> None:
    """Ask every question of the course again for which the guess turned out wrong.

    Run it, choose an option for each question, and run it again: a table then shows both guesses and the result.
    """
    wrong, again = storage.keep(_surprises_and_second_guesses)
    notes = (storage.notices(),)
    if not wrong:
        _show(Table("None of your guesses has turned out wrong so far, so there is nothing to ask again.", notes=notes))
        return
    done = tuple(
        (story.question, str(story.guessed), str(again[story.place].guessed), str(story.said))
        for story in wrong
        if story.place in again
    )
    if done:
        head = ("Question", "Your guess then", "Your guess now", "Result")
        _show(Table("Then and now", head, done, notes))
    for story in wrong:
        if story.place not in again:
            _ask_again(story)


def _ask_again(story: "Story") -> None:
    question = (AGAIN, story.place, story.question, story.options)

    def choose(chosen: str) -> str:
        # what was guessed then is not told yet: with arrow keys one chooses every option on the way
        return f"{_labelled('Your guess now', str(_record(*question, chosen=chosen).guessed))} {advice}"

    advice = "Run this cell again to compare it with your first guess."
    radio = _radio(Story(*question), choose) if kernel() else None
    _show(StillQuestion(story.question, story.options, "What would you guess now?"), radio)


@dataclass(frozen=True)
class Story:
    """What has happened to one question.

    Attributes
    ----------
    lesson, key, question : str
    options : tuple of str
    guessed : str or None
        The guess that counts: the last one before the run answered.
    said : str or None
        What the run said when it answered that guess, or said last where it has answered none.
    later : str or None
        What was chosen after the run had answered.
    answered : bool
        Whether the run has answered a guess.
    """

    lesson: str
    key: str
    question: str
    options: tuple[str, ...]
    guessed: str | None = None
    said: str | None = None
    later: str | None = None
    answered: bool = False

    @property
    def place(self) -> str:
        """The key with its lesson, "00_welcome/noise"."""
        return f"{self.lesson}/{self.key}"

    @property
    def judged(self) -> bool:
        """Whether there are both a guess and what a run said."""
        return self.guessed is not None and self.said is not None

    @property
    def surprised(self) -> bool:
        """Whether the run said something else than was guessed."""
        return self.judged and self.guessed != self.said

    @property
    def status(self) -> str:
        """The line below the options."""
        if self.guessed is None:
            return "You haven't chosen an option yet."
        guessed = _labelled("Your guess", self.guessed)
        if not self.answered:
            return f"{guessed} You can change it until you run the cell that shows the result."
        both = f"{guessed} {_labelled('Result', str(self.said))}"
        if self.later is None:
            return both
        return f"{both} {_labelled('Your later choice', self.later)} Only the guess before the run counts."

    def beside(self, said: str, notice: str = "") -> Table:
        """Return the guess beside what the run has said just now."""
        if self.guessed is None:
            note = "You didn't make a guess before this run. Next time, choose an option first."
            return Table(self.question, (), (("Result", said),), (note, notice))
        rows = [("Your guess", self.guessed), ("Result", said)]
        right = said == self.guessed
        notes = ["Your guess was right." if right else "Your guess was different. Take a moment to find out why."]
        if self.said is not None and self.said != said:
            rows.append(("First result", self.said))
        if self.later is not None:
            rows.append(("Your later choice", self.later))
            notes.append("Only the guess before the run counts.")
        return Table(self.question, (), tuple(rows), (*notes, notice))


@dataclass(frozen=True)
class StillQuestion:
    """A question where nothing can be chosen: in a saved notebook, on a web page, in a terminal.

    Attributes
    ----------
    question : str
    options : tuple of str
    status : str
        The line below the options.
    """

    question: str
    options: tuple[str, ...]
    status: str

    def __str__(self) -> str:
        return "\n".join([self.question, *(f"  - {option}" for option in self.options), self.status])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        items = "".join(f"<li>{html.escape(option)}</li>" for option in self.options)
        listed = f'<ul style="margin:4px 0;font-size:110%">{items}</ul>'
        question = paragraph(self.question, bold=True)
        shown = f'<div lang="en">{question}{listed}{paragraph(self.status)}</div>'
        return {"text/plain": str(self), "text/html": shown}


def _radio(story: Story, choose: Callable[[str], str]) -> "Radio":
    """Return the question to choose from; `choose` gets the chosen text and returns the line to show."""
    from course_utils.widgets.radio import Radio

    shown = story.guessed if story.later is None else story.later
    index = None if shown is None else story.options.index(shown)
    radio = Radio(question=story.question, options=list(story.options), chosen=index, said=story.status)

    def show_line(change: dict[str, Any]) -> None:
        radio.said = _with_notices(choose(story.options[change["new"]]))

    radio.observe(show_line, names="chosen")
    return radio


def _labelled(label: str, option: str) -> str:
    """Return a label and an option as one sentence; many options end with a period of their own."""
    return f"{label}: {option.removesuffix('.')}."


def _with_notices(text: str) -> str:
    return f"{text} {storage.notices()}".strip()


def _show(thing: Table | StillQuestion, radio: "Radio | None" = None) -> None:
    """Show a thing that has a MIME bundle; where a kernel is running, `radio` in its place."""
    if shell() is None:
        print(thing)
        return
    from IPython.display import display

    bundle: dict[str, Any] = {**thing._repr_mimebundle_()}
    if radio is not None:
        view = {"version_major": 2, "version_minor": 0, "model_id": radio.model_id}
        bundle["application/vnd.jupyter.widget-view+json"] = view
    display(bundle, raw=True)


def _record(
    lesson: str, key: str, question: str, options: Sequence[str], chosen: str | None = None, revealed: str | None = None
) -> Story:
    """Keep one choice or one answer of a run, and return the question's story."""
    row = (lesson, key, question, _as_json(options), chosen, revealed, storage.now())

    def work(db: sqlite3.Connection) -> Story:
        db.execute(
            "INSERT INTO guesses (lesson, key, question, options, chosen, revealed, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        return _story(db, lesson, key, question, options)

    return storage.keep(work)


def _as_json(options: Sequence[str]) -> str:
    return json.dumps(list(options), ensure_ascii=False)


def _story(db: sqlite3.Connection, lesson: str, key: str, question: str, options: Sequence[str]) -> Story:
    """Return the story of a question with these options; choices from other options say nothing about it."""
    rows = db.execute(
        "SELECT chosen, revealed FROM guesses WHERE lesson = ? AND key = ? AND options = ? ORDER BY id",
        (lesson, key, _as_json(options)),
    )
    guessed = said = later = None
    answered = False
    for chosen, revealed in rows:
        if chosen is not None and answered:
            later = chosen
        elif chosen is not None:
            guessed = chosen
        elif not answered:
            said, answered = revealed, guessed is not None
    return Story(lesson, key, question, tuple(options), guessed, said, later, answered)


def _stories(db: sqlite3.Connection) -> list[Story]:
    """Return the stories of all questions, in the order in which they were first met."""
    newest = {}  # an author may have rewritten a question
    for row in db.execute("SELECT lesson, key, question, options FROM guesses ORDER BY id"):
        newest[row["lesson"], row["key"]] = (row["question"], json.loads(row["options"]))
    return [_story(db, *place, *question) for place, question in newest.items()]


def _surprises_and_second_guesses(db: sqlite3.Connection) -> tuple[list[Story], dict[str, Story]]:
    stories = _stories(db)
    wrong = [story for story in stories if story.surprised and story.lesson != AGAIN]
    return wrong, {story.key: story for story in stories if story.lesson == AGAIN}
