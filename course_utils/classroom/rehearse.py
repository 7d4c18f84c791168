"""Simulated learners, for trying a class the evening before: they join, make a lesson's mistakes, and hand in."""

import ast
import builtins
import heapq
import inspect
import io
import itertools
import random
import secrets
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import nbformat

from course_utils.checks.lesson import lessons, solutions
from course_utils.classroom import questions, wire
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
DUE = 15 * PACE  # seconds until the hand-ins are due: about half of them come later
HANDING_IN = 15  # learners who hand in, every third of them twice: a laptop grades so many within some minutes
NOTHING = "Nothing came back (None). Does your function reach a `return`, or does it only print?"
NO_MODEL = (  # the same, where a network is asked for
    "You returned None, not a Keras model. Is there a `return`? `model.compile` and `model.summary` return None, "
    "so return the model itself."
)
LIKELY = 4  # mistakes of each exercise
GONE = (401, 403)  # the teacher has removed this learner, or the door is closed


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
            except Refused as error:  # any other refusal is of one request: a vote that was late, say
                if error.status in GONE:
                    continue
            except NoAnswer:
                return  # the class has ended
            heapq.heappush(turns, (when + random.expovariate(1 / self._pace), number))


class _Learner:
    """Answers a lesson's questions, solves its exercises with some mistakes of each, and hands in what is there."""

    def __init__(self, port: int, number: int):
        surname = f" {number // len(NAMES) + 1}" if number >= len(NAMES) else ""
        self._name = f"{NAMES[number % len(NAMES)]}{surname}"
        self._line, self._token = Line("127.0.0.1", port), ""
        self._skill = random.betavariate(3, 2)
        self._script = self._days_work()
        self._decided: set[int] = set()  # polls whose run this learner has made
        self._answers: dict[str, str] = {}  # the code of each exercise so far
        first = random.randint(5, 25)  # of the things that this learner does
        again = [first + random.randint(3, 10)] if number % 3 == 0 else []
        self._before_hand_in = [first, *again] if number < HANDING_IN else []

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
        self._before_hand_in = [turns - 1 for turns in self._before_hand_in]
        if 0 in self._before_hand_in:
            self._line.hand_in(LESSON, packed(self._answers), self._token)

    def _take_part(self, poll: wire.Poll) -> None:
        """Vote, change some answers after the discussion, and run what decides the question."""
        round = {"first": 1, "second": 2}.get(poll.step, 0)
        if round and (poll.chosen is None or (round == 2 and random.random() < 0.4)):
            option = random.choice([0, *range(len(poll.options))] if round == 1 else [0])
            self._line.ask("/vote", {"poll": poll.id, "round": round, "option": option}, wire.Looked, self._token)
        elif poll.step == "shown" and poll.question and poll.id not in self._decided and random.random() < 0.3:
            self._decided.add(poll.id)
            event = _guess(poll.question, poll.text, poll.options, revealed=poll.options[0]) | {"lesson": poll.lesson}
            event |= {"key": secrets.token_hex(16), "ago": 0.0}
            self._line.ask("/events", {"events": [event], "waiting": 0}, wire.Received, self._token)

    def _days_work(self) -> Iterator[dict[str, Any]]:
        for key, text, options, _ in questions.of_lesson(LESSON):
            yield _guess(key, text, options, chosen=random.choice(options))
        for name, solution in solutions(LESSON).items():
            known = mistakes(name)
            mistake = random.choice([*known])
            for number in itertools.count():
                if random.random() < 0.15 + 0.6 * self._skill:
                    break
                if number and random.random() < 0.3:
                    yield {"type": "hint", "exercise": name}
                if random.random() < 0.4:
                    mistake = random.choice([*known])
                self._answers[name] = known[mistake]
                yield _attempt(name, "not_yet", 0.0, mistake)
            self._answers[name] = solution
            yield _attempt(name, "passed", 1.0, "")


def _guess(
    question: str, text: str, options: Sequence[str], chosen: str | None = None, revealed: str | None = None
) -> dict[str, Any]:
    about = {"question": question, "text": text, "options": options}
    return {"type": "guess", **about, "chosen": chosen, "revealed": revealed}


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


def mistakes(exercise: str) -> dict[str, str]:
    """Return likely mistakes of an exercise of `LESSON`: from what the check says to code that makes the mistake.

    The known mistakes of an exercise are functions in its module. Those that need nothing else of this module can be
    an answer in a notebook. Every exercise also gets mistakes that are not about its subject.
    """
    module, solution = getattr(lessons()[LESSON], exercise).module, solutions(LESSON)[exercise]
    before, _, after = solution.rpartition("return ")
    known = getattr(module, "mistakes", {})
    general = {NOTHING if known else NO_MODEL: before + after}
    if "np." in solution:
        general["NameError: name 'numpy' is not defined"] = solution.replace("np.", "numpy.")
    own = {}
    for message, made in zip(known, _sources(module), strict=True):
        if _names(made) <= {"np", *dir(builtins)}:
            own[" ".join(message.split())[:300]] = f"{exercise} = {ast.unparse(made)}"
    return dict([*own.items()][:LIKELY]) | general


def _sources(module: Any) -> list[ast.expr]:
    """Return the expression of each mistake in an exercise's module; the first where several have one message."""
    for node in ast.parse(inspect.getsource(module)).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="mistakes")], value=ast.Dict(values=made)):
                return [each.elts[0] if isinstance(each, ast.Tuple) else each for each in made]
    return []


def _names(expression: ast.expr) -> set[str]:
    """Return the names that an expression takes from elsewhere."""
    nodes = [*ast.walk(expression)]
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)} - own


def packed(answers: dict[str, str]) -> bytes:
    """Return a zip with a notebook of `LESSON`, as a laptop hands it in.

    Parameters
    ----------
    answers : dict of str to str
        From the name of an exercise to the code of its answer.
    """
    sources = [f"from {lessons()[LESSON].package} import check\n\nimport keras\nimport numpy as np"]
    for name, code in answers.items():
        sources += [code, f"check.{name}({name})"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{LESSON}.ipynb", nbformat.writes(notebook))
    return buffer.getvalue()
