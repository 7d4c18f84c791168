"""Simulated learners, for trying a class the evening before: they join, make a lesson's mistakes, and get on."""

import heapq
import itertools
import random
import secrets
import threading
import time
from collections.abc import Iterator
from typing import Any

from course_utils.checks.lesson import lessons, solutions
from course_utils.classroom import wire
from course_utils.classroom.line import Line, NoAnswer, Refused

LESSON = "02_sequential_mlp"
NAMES = (
    "Ada",
    "Ben",
    "Chloé",
    "Dmitri",
    "Elif",
    "Farid",
    "Grace",
    "Hana",
    "Igor",
    "Jun",
    "Karim",
    "Lena",
    "Mei",
    "Noor",
    "Olga",
    "Pablo",
    "Quinn",
    "Ravi",
    "Sofia",
    "Tomás",
    "Uma",
    "Viktor",
    "Wen",
    "Ximena",
    "Yusuf",
    "Zoë",
)
QUESTIONS = (
    "I don't see what is wrong with my {}.",
    "What does the message about {} mean?",
    "Where do I begin with {}?",
)
PACE = 12.0  # mean seconds between two things that a learner does
OTHERS = (
    "NameError: name 'np' is not defined",
    "Nothing came back. Is there a `return`, or does your function only print?",
)


class Rehearsal(threading.Thread):
    """Simulated learners in a thread of their own, who talk to the server as laptops do.

    Parameters
    ----------
    port : int
    code : str
        The join code.
    count : int
        How many learners.
    pace : float
        Mean seconds between two things that a learner does.
    """

    def __init__(self, port: int, code: str, count: int, pace: float = PACE):
        super().__init__(name="class-rehearsal", daemon=True)
        self._port, self._code, self._count, self._pace = port, code, count, pace

    def run(self) -> None:
        """Take turns until the server stops."""
        learners = [_Learner(self._port, number) for number in range(self._count)]
        turns = [(random.uniform(0, self._pace / 4), number) for number in range(self._count)]
        heapq.heapify(turns)
        started = time.monotonic()
        while turns:
            when, number = heapq.heappop(turns)
            time.sleep(max(0.0, started + when - time.monotonic()))
            try:
                learners[number].act(self._code)
            except Refused:
                continue  # the teacher has removed this learner, or the door is closed
            except NoAnswer:
                return  # the class has ended
            heapq.heappush(turns, (when + random.expovariate(1 / self._pace), number))


class _Learner:
    """Solves the exercises one after another, with some mistakes of each."""

    def __init__(self, port: int, number: int):
        surname = f" {number // len(NAMES) + 1}" if number >= len(NAMES) else ""
        self._name = f"{NAMES[number % len(NAMES)]}{surname}"
        self._line, self._token = Line("127.0.0.1", port), ""
        self._skill = random.betavariate(3, 2)
        self._script = self._days_work()
        self._decided: set[int] = set()  # polls whose run this learner has made

    def act(self, code: str) -> None:
        """Do the next thing; the first is to join."""
        if not self._token:
            answer = self._line.ask("/join", {"code": code, "name": self._name}, wire.Joined)
            self._token = answer.token
            return
        event = next(self._script, None)
        events = [] if event is None else [event | {"key": secrets.token_hex(16), "ago": 0.0, "lesson": LESSON}]
        if event and event.get("status") == "not_yet" and random.random() < 0.04:
            text = random.choice(QUESTIONS).format(event["exercise"])
            self._line.ask("/help", {"text": text}, wire.Looked, self._token)
        received = self._line.ask("/events", {"events": events, "waiting": 0}, wire.Received, self._token)
        if received.news and received.news.poll:
            self._take_part(received.news.poll)

    def _take_part(self, poll: wire.Poll) -> None:
        """Vote, change some answers after the discussion, and run what decides the question."""
        round = {"first": 1, "second": 2}.get(poll.step, 0)
        if round and (poll.chosen is None or (round == 2 and random.random() < 0.4)):
            option = random.choice([0, *range(len(poll.options))] if round == 1 else [0])
            self._line.ask("/vote", {"poll": poll.id, "round": round, "option": option}, wire.Looked, self._token)
        elif poll.step == "shown" and poll.question and poll.id not in self._decided and random.random() < 0.3:
            self._decided.add(poll.id)
            names = ("lesson", "question", "text", "options")
            event = {"type": "guess", "key": secrets.token_hex(16), "ago": 0.0, "chosen": None}
            event |= {name: getattr(poll, name) for name in names} | {"revealed": poll.options[0]}
            self._line.ask("/events", {"events": [event], "waiting": 0}, wire.Received, self._token)

    def _days_work(self) -> Iterator[dict[str, Any]]:
        for name in solutions(LESSON):
            mistakes = _messages(name)
            mistake = random.choice(mistakes)
            for number in itertools.count():
                if random.random() < 0.15 + 0.6 * self._skill:
                    break
                if number and random.random() < 0.3:
                    yield {"type": "hint", "exercise": name}
                if random.random() < 0.4:
                    mistake = random.choice(mistakes)
                yield _attempt(name, "not_yet", 0.0, mistake)
            yield _attempt(name, "passed", 1.0, "")


def _attempt(name: str, status: str, share: float, message: str) -> dict[str, Any]:
    seconds = round(random.uniform(0.01, 0.2), 3)
    return {
        "type": "attempt",
        "exercise": name,
        "status": status,
        "share": share,
        "message": message,
        "seconds": seconds,
    }


def _messages(exercise: str) -> list[str]:
    """Return what the check of an exercise says to its known mistakes, the likeliest first."""
    module = getattr(lessons()[LESSON], exercise).module
    messages = [" ".join(message.split())[:300] for message in getattr(module, "mistakes", {})]
    return [*messages[:4], *OTHERS]
