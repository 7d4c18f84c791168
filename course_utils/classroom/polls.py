"""Polls: a question to the whole class, in steps that follow one another and never go back.

With a discussion, learners vote, talk to each other, and vote again; nobody sees how the votes are distributed before
both votes are over. A question of a lesson is decided by the run in the learners' notebooks, and not by the poll.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from course_utils.classroom.room import Room

STEPS = {
    1: ("first", "closed", "shown", "decided", "ended"),
    2: ("first", "discuss", "second", "closed", "shown", "decided", "ended"),
}
ROUNDS = {"first": 1, "second": 2}  # the steps in which votes are taken
VISIBLE = ("shown", "decided", "ended")
GRACE = 4.0  # seconds in which a vote may still arrive that was made before the round was closed
EARLIER = 20  # polls that the teacher's page still shows after their end


class Ballot(NamedTuple):
    """One learner's choice in one round; `option` is an index."""

    poll: int
    round: int
    person: int
    option: int


@dataclass
class Poll:
    """One question to the class.

    Attributes
    ----------
    id : int
    lesson, question : str
        Which question of which lesson; both empty where the teacher has typed the question.
    text : str
    options : tuple of str
    rounds : int
        2 with a discussion and a second vote, else 1.
    step : str
    changed : float
        When the step began.
    seen : bool
        Whether the votes were ever shown; a poll that was ended before that shows none.
    votes : dict
        From the round to each learner's option.
    """

    id: int
    lesson: str
    question: str
    text: str
    options: tuple[str, ...]
    rounds: int
    step: str
    changed: float
    seen: bool = False
    votes: dict[int, dict[int, int]] = field(default_factory=lambda: {1: {}, 2: {}})

    @property
    def following(self) -> str:
        """The step after this one; a question that the teacher has typed has no run that decides it."""
        steps = [step for step in STEPS[self.rounds] if step != "decided" or self.question]
        return steps[min(steps.index(self.step) + 1, len(steps) - 1)]

    @property
    def round(self) -> int:
        """The round whose votes are taken now, 0 for none."""
        return ROUNDS.get(self.step, 0)

    def round_of(self, happened: float, now: float) -> int:
        """Return the round that a vote of this time counts in, 0 for none.

        A vote takes a few seconds to reach the class. So for a short time after the end of a round, a vote that was
        made before the end still counts.
        """
        if not self.round and self.step in ("discuss", "closed") and happened <= self.changed >= now - GRACE:
            return 1 if self.step == "discuss" else self.rounds
        return self.round

    def enter(self, step: str, now: float) -> None:
        """Go on to a step."""
        self.step, self.changed = step, now
        self.seen |= step == "shown"
        if step == "second":  # a learner who doesn't vote again keeps the first answer
            self.votes[2] = dict(self.votes[1])


class Polls:
    """All polls of a class; used only from the event loop."""

    def __init__(self, room: Room):
        self.room = room
        self.polls: dict[int, Poll] = {}
        self._counted: tuple[Any, dict[str, Any]] = (None, {})

    def load(self, db: sqlite3.Connection) -> None:
        """Take in everything that the file holds."""
        query = "SELECT id, lesson, question, text, options, rounds, step, changed, seen FROM polls ORDER BY id"
        for identity, lesson, question, text, options, rounds, step, changed, seen in db.execute(query):
            decoded = tuple(msgspec.json.decode(options))
            self.polls[identity] = Poll(
                identity, lesson, question, text, decoded, rounds, step, min(changed, self.room.clock.now()), bool(seen)
            )
        for row in db.execute("SELECT poll, round, person, option FROM votes"):
            self.vote(Ballot(*row))

    @property
    def current(self) -> Poll | None:
        """The poll that has not ended, None if there is none."""
        latest = next(reversed(self.polls.values()), None)
        return None if latest is None or latest.step == "ended" else latest

    def vote(self, ballot: Ballot) -> None:
        """Take in one vote, which the file holds already."""
        if ballot.poll in self.polls and ballot.person in self.room.people:
            self.polls[ballot.poll].votes[ballot.round][ballot.person] = ballot.option
            self.room.version += 1

    def forget(self, people: list[int]) -> None:
        """Delete the votes of learners who were removed."""
        for poll in self.polls.values():
            for votes in poll.votes.values():
                for person in people:
                    votes.pop(person, None)

    def standing(self, lesson: str, question: str, options: tuple[str, ...]) -> dict[int, int]:
        """Return what learners have chosen in their notebooks so far, and their runs have not decided yet."""
        known = self._known(lesson, question, options)
        return {
            person: options.index(chosen)
            for person, chosen in known["chosen"].items()
            if chosen in options and person not in known["revealed"]
        }

    def ballots(self, person: int, rows: list[tuple[Any, ...]]) -> dict[bytes, Ballot]:
        """Return the votes among the rows of a learner's events, by the key of the event.

        A choice after the learner's own run has decided is no vote any more.
        """
        poll, found = self.current, {}
        if poll is None or not poll.question:
            return {}
        ran = person in self._known(poll.lesson, poll.question, poll.options)["revealed"]
        now = self.room.clock.now()
        for _, key, kind, lesson, name, _, _, detail, _, happened in rows:
            if kind != "guess" or (lesson, name) != (poll.lesson, poll.question):
                continue
            guess = msgspec.json.decode(detail)
            ran |= guess["revealed"] is not None
            if ran or tuple(guess["options"]) != poll.options or guess["chosen"] not in poll.options:
                continue
            if round := poll.round_of(happened, now):
                found[key] = Ballot(poll.id, round, person, poll.options.index(guess["chosen"]))
        return found

    def _known(self, lesson: str, question: str, options: tuple[str, ...]) -> dict[str, Any]:
        nothing: dict[str, Any] = {"chosen": {}, "revealed": {}}
        view = self.room.lessons.get(lesson)
        return nothing if view is None else view.questions.get((question, options), nothing)

    def asked(self, lesson: str, question: str, options: tuple[str, ...]) -> tuple[int, int]:
        """Return how many learners have a guess standing, and the runs of how many have decided."""
        known = self._known(lesson, question, options)
        return len(self.standing(lesson, question, options)), len(self._latest(known["revealed"]))

    # ---- views; none of them tells how the votes are distributed before the votes are over

    def _latest(self, of_people: dict[int, Any]) -> dict[int, Any]:
        """Return one entry for each learner who counts: hidden ones do not, merged ones count once."""
        found = {self.room.root(person): what for person, what in of_people.items() if person in self.room.people}
        return {person: what for person, what in found.items() if not self.room.people[person].hidden}

    def view(self, poll: Poll) -> dict[str, Any]:
        """Return what everybody may see of a poll."""
        rounds = [self._latest(poll.votes[number]) for number in range(1, poll.rounds + 1)]
        latest = rounds[0 if poll.step in ("first", "discuss") else -1]
        known = self._known(poll.lesson, poll.question, poll.options)
        runs = Counter(self._latest(known["revealed"]).values())
        visible = poll.step in VISIBLE and poll.seen
        decided = poll.step in ("decided", "ended") and poll.seen and bool(poll.question)
        return {
            "id": poll.id,
            "lesson": poll.lesson,
            "question": poll.question,
            "text": poll.text,
            "options": list(poll.options),
            "rounds": poll.rounds,
            "step": poll.step,
            "following": poll.following,
            "votes": len(latest),
            "counts": [[Counter(each.values())[n] for n in range(len(poll.options))] for each in rounds]
            if visible
            else [],
            "changed": sum(rounds[0].get(person, option) != option for person, option in rounds[-1].items())
            if visible
            else 0,
            "runs": runs.total(),
            "decided": [runs[option] for option in poll.options] if decided else [],
        }

    def for_learner(self, person: int) -> dict[str, Any] | None:
        """Return the poll as one learner sees it, with this learner's own vote as `chosen`; None without a poll."""
        poll = self.current
        if poll is None:
            return None
        own = poll.votes[1 if poll.step in ("first", "discuss") else poll.rounds].get(person)
        shown = self._shown(poll) if poll.step in VISIBLE else {"counts": [], "decided": []}
        names = ("id", "lesson", "question", "text", "options", "rounds", "step")
        return {name: getattr(poll, name) for name in names} | shown | {"chosen": own}

    def _shown(self, poll: Poll) -> dict[str, Any]:
        """Return the counts of a poll, worked out at most once a second: every laptop asks for them."""
        when = (poll.id, poll.step, int(self.room.clock.now()))
        if self._counted[0] != when:
            view = self.view(poll)
            self._counted = (when, {"counts": view["counts"], "decided": view["decided"]})
        return self._counted[1]

    def earlier(self) -> list[dict[str, Any]]:
        """Return the polls that have ended after their votes were shown, the latest first."""
        ended = [poll for poll in self.polls.values() if poll.step == "ended" and poll.seen]
        return [self.view(poll) for poll in ended[: -EARLIER - 1 : -1]]
