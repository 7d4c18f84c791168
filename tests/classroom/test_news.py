"""What a learner sees of the class in a notebook, and says to it: polls by guesses and by `vote`."""

import json
import subprocess
import sys

import IPython.display
import pytest

from course_utils.classroom import leave, news, vote, wire
from course_utils.widgets import guesses
from course_utils.widgets.radio import Radio
from tests.classroom.conftest import until
from tests.classroom.test_member import check, joined, settled
from tests.classroom.test_polls import ASKED, LESSON, A, B, ask, ask_own, go, poll


def choose(chosen=None, revealed=None):
    guesses._record(LESSON, ASKED.key, ASKED.text, ASKED.options, chosen=chosen, revealed=revealed)


class Kernel:
    """The shell of a kernel, and what is shown under its cells."""

    kernel = True

    def __init__(self):
        self.calls, self.shown = {}, {}
        self.events = self

    def register(self, name, call):
        self.calls[name] = call

    def run(self, cell):
        """Run a cell, and return the id of what is shown below its own output."""
        before = set(self.shown)
        if "pre_run_cell" in self.calls:
            self.calls["pre_run_cell"](None)
        cell()
        if "post_run_cell" in self.calls:
            self.calls["post_run_cell"](None)
        return next(iter(set(self.shown) - before), None)

    def display(self, thing, raw=False, display_id=None, update=False):
        assert update == (display_id in self.shown) or not raw
        self.shown[display_id] = thing["text/plain"] if raw else thing


@pytest.fixture
def kernel(monkeypatch, home):
    made = Kernel()
    monkeypatch.setattr(news, "kernel", lambda: made)
    monkeypatch.setattr(news, "_listening", False)
    monkeypatch.setattr(news, "_line", "")
    monkeypatch.setattr(IPython.display, "display", made.display)
    return made


def test_a_guess_in_a_notebook_is_the_vote_of_the_class(klass, home):
    joined(klass)
    ask(klass)
    choose(A)
    until(lambda: poll(klass)["votes"] == 1)
    go(klass, "discuss", "second")
    choose(B)
    until(lambda: klass.server.polls.current.votes[2] == {1: 1})
    choose(revealed=B)
    until(lambda: poll(klass)["runs"] == 1)
    go(klass, "closed", "shown", "decided")
    assert poll(klass)["counts"][0][:2] == [1, 0] and poll(klass)["counts"][1][:2] == [0, 1]
    assert poll(klass)["decided"][:2] == [0, 1]


def test_vote_answers_with_a_letter(klass, home):
    assert "You are not in a class" in str(vote())
    joined(klass)
    assert "Your class is not voting now" in str(vote("A"))
    ask_own(klass)
    assert "vote('A'), with the letter of your option" in str(vote())
    assert "Your answer is B: no" in str(vote(" b"))
    assert klass.server.polls.current.votes[1] == {1: 1}
    for wrong in ("C", "", "AB", 7):
        said = str(vote(wrong))
        assert "Your answer was not counted" in said and "one of the letters A, B" in said
    go(klass, "closed")
    assert "The vote is closed" in str(vote("A"))
    klass.stop()
    assert "Your answer was not counted" in str(vote("A")) and "no class is open" in str(vote("A"))


def test_vote_shows_the_options_in_a_kernel(klass, home, kernel):
    joined(klass)
    ask_own(klass)
    assert vote() is None
    [radio] = [thing for thing in kernel.shown.values() if isinstance(thing, Radio)]
    assert radio.options == ["A: yes", "B: no"] and radio.chosen is None
    radio.chosen = 1
    assert klass.server.polls.current.votes[1] == {1: 1} and "Your answer is B: no" in radio.said
    go(klass, "closed")
    radio.chosen = 0
    assert "This vote is closed, so your answer was not counted" in radio.said
    assert klass.server.polls.current.votes[1] == {1: 1}


def test_news_appear_under_the_last_check_and_in_no_other_cell(klass, home, kernel):
    first = kernel.run(lambda: joined(klass))
    assert kernel.shown == {first: ""}
    second = kernel.run(lambda: check(1))
    assert kernel.run(lambda: None) is None
    ask_own(klass)
    until(lambda: "Your class is voting" in kernel.shown[second])
    assert "Ready?" in kernel.shown[second] and kernel.shown[first] == ""
    go(klass, "closed", "shown", "ended")
    until(lambda: kernel.shown[second] == "")
    assert kernel.run(leave) is None


def test_another_notebook_of_this_home_shows_the_news_too(klass, home, kernel):
    joined(klass)
    ask_own(klass)
    until(lambda: (home / news.FILE).exists() and "Ready?" in str(news._kept[home]))
    kept = (news.tag(home), news._kept[home].news)
    line = kernel.run(lambda: check(1))
    until(lambda: settled(home))
    news._kept.clear()
    news._written.clear()  # as in a kernel that has just started
    news.look(home)
    assert (news.tag(home), news._kept[home].news) == kept and "Ready?" in kernel.shown[line]
    leave()
    assert not (home / news.FILE).exists() and kernel.shown[line] == ""


def test_a_real_kernel_shows_the_news_below_the_output_of_a_cell(klass, home):
    joined(klass)
    ask_own(klass)
    until(lambda: news.tag(home))
    code = f"""
import json
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel()
seen = []
def hook(message):
    if message["msg_type"] in ("execute_result", "display_data", "update_display_data", "stream", "error"):
        content = message["content"]
        seen.append((message["msg_type"], content.get("text") or content.get("data", {{}}).get("text/plain", "")))
client.execute_interactive("import course_utils.classroom.member as m; m.start()", timeout=60, output_hook=hook)
cell = '''
from course_utils.checks import progress
from course_utils.checks.result import Result
progress.record({LESSON!r}, Result("softmax", "passed", 2, 2)), "the card"
'''
client.execute_interactive(cell, timeout=60, output_hook=hook)
client.execute_interactive("1 + 1", timeout=60, output_hook=hook)
print(json.dumps(seen))
client.shutdown()
manager.shutdown_kernel()
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    seen = json.loads(run.stdout.splitlines()[-1])
    kinds = [kind for kind, _ in seen]
    assert kinds[:2] == ["execute_result", "display_data"] and "Ready?" in seen[1][1], (seen, run.stderr)
    assert kinds[-1] == "execute_result" and "stream" not in kinds and "error" not in kinds


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Your class is voting: Why?"),
        ({"chosen": 1}, "Your answer is B."),
        ({"question": "why"}, "in the lesson's question, or run vote('A')"),
        ({"step": "second"}, "Answer again"),
        ({"step": "discuss"}, "Explain your answer to a neighbor"),
        ({"step": "closed"}, "The vote is closed"),
        ({"step": "shown", "counts": [[1, 2], [0, 3]]}, "B: no: 2 at first, then 3"),
        ({"step": "decided", "counts": [[1, 2]], "decided": [1, 0]}, "A: yes: 1; 1 run gave this answer"),
    ],
    ids=str,
)
def test_a_poll_in_words(changes, words):
    plain = {"id": 1, "lesson": "", "question": "", "text": "Why?", "options": ["yes", "no"], "rounds": 2}
    made = wire.Poll(**plain | {"step": "first", "counts": [], "decided": []} | changes)
    assert words in "\n".join(f"{label}: {text}" for label, text in news.about_poll(made))


def test_the_learners_side_of_polls_loads_nothing_heavy():
    code = "import sys, course_utils.classroom; assert not {'anywidget', 'numpy', 'keras'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""
