"""What a learner meets: the instant check, hints, solutions, progress; and what it leaves alone."""

import _thread
import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_utils.checks import exercise, expect, progress
from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.serialize import pack, unpack
from course_utils.display import inline
from tests.made_up import MadeUpLesson

lesson = MadeUpLesson("98_test")


@lesson.exercise(points=4, hints=["Think.", "Think twice."], errors={"quite wrong": "You raised it yourself."})
def double(answer, rng):
    """Twice the number."""
    x = float(rng.integers(3, 9))
    expect.close(answer(x), 2 * x, tried=f"double({x:g})", look="twice", mistakes={"That is the square.": x * x})


@lesson.exercise(points=4, hints=["Half of it."], core=False)
def partly(answer, rng):
    """Give a share of the points."""
    expect.that(answer.value == 10, tried="the value", got=answer.value, share=0.5)


@lesson.exercise(points=1, hints=["None."])
def faulty(answer, rng):
    """Break by a fault of the check's own."""
    return {}[answer.value]


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    monkeypatch.setattr(exercise, "solutions", lambda lesson: {"double": "def double(x):\n    return 2 * x\n"})


def right(x):
    return 2 * x


def test_passed():
    result = double(right)
    assert result.passed and result.points == 4
    assert str(result).splitlines()[0] == "✔ double: passed, 4 of 4 points"
    assert progress.passed("98_test", "double")


def test_not_yet_says_what_was_tried_what_came_and_where_to_look():
    result = double(lambda x: x + 1)
    assert result.status == "not_yet" and result.points == 0
    text = str(result)
    for part in ("double: not yet", "Tried: double(", "You returned: ", "Expected: ", "Where to look: twice"):
        assert part in text
    assert "Likely cause: That is the square." in str(double(lambda x: x * x))


def test_a_forgotten_return_is_told():
    for answer in (print, lambda x: None):
        assert "Likely cause: Nothing came back (None). Does your function reach a `return`" in str(double(answer))


def test_a_share_of_the_points_is_kept():
    result = partly(9)
    assert (result.status, result.points) == ("not_yet", 2)
    assert "partly: not yet, 2 of 4 points" in str(result)
    assert progress.summary("98_test", [partly]).earned == 2
    assert partly(10).points == 4


@pytest.mark.parametrize("answer", [None, ...])
def test_starters_are_not_attempted(answer):
    result = double(answer)
    assert result.status == "not_attempted" and "not attempted yet" in str(result)
    assert progress.tried("98_test", "double") == 0


def test_not_implemented_is_not_attempted():
    def double(x):
        raise NotImplementedError

    assert lesson.exercises[0](double).status == "not_attempted"


def test_a_fault_of_the_check_is_told_as_one():
    result = faulty(3)
    assert result.status == "check_failed" and "please report" in str(result) and "KeyError: 3" in str(result)


def test_errors_keep_the_learners_line():
    def double(x):
        raise ValueError("quite wrong")

    text = str(lesson.exercises[0](double))
    assert "Your code raised: ValueError: quite wrong" in text
    assert 'of your code: raise ValueError("quite wrong")' in text
    assert "Likely cause: You raised it yourself." in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("numbr * 2", "NameError: name 'numbr' is not defined. Did you mean number?"),
        ("np.maxi(number)", "has no attribute 'maxi'. Did you mean max or "),
        ("sqrt(number)", "NameError: name 'sqrt' is not defined. Did you mean np.sqrt?"),
        ("math.sqrt(number)", "NameError: name 'math' is not defined. Did you forget `import math`?"),
        ("pritn(number)", "NameError: name 'pritn' is not defined. Did you mean print?"),
        ("qqqq * 2", "NameError: name 'qqqq' is not defined\n"),
        ("number.shap", "'float' object has no attribute 'shap'\n"),
    ],
)
def test_a_misspelled_name_is_compared_with_those_that_there_are(body, said):
    names = {"np": np}
    exec(f"def double(number):\n    return {body}", names)
    assert said in str(double(names["double"]))


def test_the_colors_that_an_error_has_for_a_terminal_are_left_out():
    def double(x):
        raise ValueError("\x1b[1mquite\x1b[0m wrong")

    assert "Your code raised: ValueError: quite wrong\n" in str(lesson.exercises[0](double))


def test_errors_whose_text_fails():
    class Bad(Exception):
        def __str__(self):
            raise RuntimeError

    def double(x):
        raise Bad

    assert "Bad: its text cannot be shown" in str(lesson.exercises[0](double))


def test_exit_is_an_error_and_not_an_exit():
    assert "SystemExit" in str(double(lambda x: sys.exit(3)))


def test_another_name_is_told():
    def double(x):
        return 2 * x

    assert "Note" not in str(lesson.exercises[0](double))
    mine = right
    assert "call your answer `double`, because some graders look only for this name" in str(lesson.exercises[0](mine))


def test_warnings_of_the_learners_code_are_told_in_the_card_and_nowhere_else(capfd):
    result = double(lambda x: np.float64(x) / 0)
    assert "RuntimeWarning: divide by zero" in str(result)
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_still_open_is_no_warning_of_a_card(tmp_path):
    def reads(x):
        (tmp_path / "data.csv").write_text("1")
        return open(tmp_path / "data.csv").read()

    result = double(reads)
    assert not result.passed and not result.warnings


def test_a_card_says_where_the_next_help_is():
    assert "run `check.double.hint()` in a new cell (press Esc, then B)" in str(double(None))
    assert "<code>check.double.hint()</code>" in double(lambda x: x)._repr_mimebundle_()["text/html"]
    for _ in double.hints:
        double.hint()
    assert "run `check.double.solution()` in a new cell" in str(double(lambda x: x))
    assert "check.double" not in str(double(right)) + str(faulty(3))


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("broken", ["def double(x)\n    return 2 * x", "double = lambda x: 2 *"])
def test_an_edit_with_a_syntax_error_is_told_from_the_answer_before(shell, broken):
    shell.history_manager.input_hist_raw = ["", "def double(x):\n    return x", broken, "check.double(double)"]
    said = "Your newest `double` has a syntax error, so this check used an older one. Fix the red error first."
    assert f"Likely cause: {said}" in str(double(lambda x: x))
    assert f"Note: {said}" in str(double(right))
    shell.history_manager.input_hist_raw += ["%time\ndef double(x):\n    return 2 * x", "check.double(double)"]
    assert "syntax error" not in str(double(lambda x: x))


def test_a_check_that_takes_long_says_so_while_it_runs(shell, monkeypatch):
    monkeypatch.setattr(shell, "kernel", object(), raising=False)
    monkeypatch.setattr(exercise, "PATIENCE", 0.2)
    sent = []
    monkeypatch.setattr(shell.display_pub, "publish", lambda data, **more: sent.append((data, more)))
    double(right)
    assert not sent

    def slow(x):
        for _ in range(100):
            time.sleep(0.05)
            if sent:
                return 2 * x

    assert double(slow).passed
    (card, first), (nothing, second) = sent
    assert "The check of double is still running." in card["text/plain"] and "press ■" in card["text/html"]
    assert nothing == {"text/plain": ""} and second["update"]
    assert first["transient"] == second["transient"]


def test_hints_are_a_ladder():
    first, second = str(double.hint()), str(double.hint())
    assert "Hint 1: Think." in first and "Think twice" not in first and "solution" not in first
    assert second.endswith("Next: after a try of your own, `check.double.solution()` shows a solution")
    assert "hint 2 of 2" in second and "Hint 1: Think." in second and "Hint 2: Think twice." in second
    assert str(double.hint()) == second


def test_the_solution_opens_after_a_try_and_the_hints():
    assert "after you have tried the exercise yourself" in str(double.solution())
    double(None)
    assert "after you have tried the exercise yourself" in str(double.solution())
    double(lambda x: x)
    assert "; 2 left" in str(double.solution())
    double.hint()
    assert "; 1 left" in str(double.solution())
    double.hint()
    assert "return 2 * x" in str(double.solution())


def test_the_solution_opens_at_once_after_passing():
    double(right)
    assert "return 2 * x" in str(double.solution())


def test_progress_says_what_is_next():
    double(right)
    shown = lesson.progress()
    assert shown.next == "faulty" and "double" in str(shown)
    assert set(shown._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_values_are_shown_and_never_rendered():
    html = double(lambda x: "<script>alert(1)</script><img src=x onerror=alert(2)>")._repr_mimebundle_()["text/html"]
    assert "<script" not in html and "<img" not in html and "&lt;script&gt;" in html


def test_the_card_speaks_to_screen_readers_and_in_words():
    html = double(lambda x: 0)._repr_mimebundle_()["text/html"]
    assert 'role="status"' in html and "double: not yet" in html and 'aria-hidden="true"' in html


def test_the_same_text_in_html_and_plain():
    bundle = double(lambda x: 0)._repr_mimebundle_()
    for line in bundle["text/plain"].splitlines()[1:]:
        label, text = line.strip().split(": ", 1)
        assert label in bundle["text/html"] and inline(text) in bundle["text/html"]


def test_the_same_inputs_at_every_try_and_others_for_a_grader():
    seen = []

    def spy(x):
        seen.append(x)
        return 2 * x

    for _ in range(3):
        double(spy)
    assert len(set(seen)) == 1
    for seed in range(20):
        judge(double, here("double", spy), seed)
    assert len(set(seen)) > 1


def test_an_answer_cannot_change_what_it_is_compared_with():
    @MadeUpLesson("97").exercise(points=1, hints=["."])
    def total(answer, rng):
        """Compare with the sum of an array that the answer may change."""
        x = rng.normal(size=5)
        expect.close(answer(x), x.sum(), tried="total", look="sum")

    def spoil(x):
        x[:] = 0
        return 0.0

    assert not judge(total, here("total", spoil), 0).passed


def test_the_learners_objects_stay_as_they_are():
    kept = {"w": np.arange(3.0)}

    def partly():
        return kept["w"]

    @MadeUpLesson("97").exercise(points=1, hints=["."])
    def grab(answer, rng):
        """Write into what the answer gives."""
        got = answer()
        got += 1

    assert judge(grab, here("grab", partly), 0).passed
    assert kept["w"].tolist() == [0, 1, 2]


def test_random_state_stays_as_it_is():
    np.random.seed(3)
    expected = np.random.random(2)[1]
    np.random.seed(3)
    np.random.random()
    double(lambda x: np.random.seed(1) or 2 * x)
    assert np.random.random() == expected


def test_interrupting_stops_a_check_and_keeps_nothing(capsys):
    started = threading.Event()

    def double(x):
        started.set()
        while True:
            time.sleep(0.01)

    def interrupt():
        started.wait(5)
        _thread.interrupt_main()

    threading.Thread(target=interrupt).start()
    np.random.seed(3)
    with pytest.raises(KeyboardInterrupt) as stopped:
        lesson.exercises[0](double)
    after = np.random.random()
    np.random.seed(3)
    assert after == np.random.random()
    assert progress.tried("98_test", "double") == 0
    card = capsys.readouterr().out
    assert card.startswith("■ double: stopped\n  Stopped: You stopped this check after 0 s while line ")
    assert "time.sleep(0.01)" in card or "while True:" in card
    assert stopped.value._render_traceback_() == [
        "You stopped the check of double. The cells that were waiting did not run."
    ]


def test_arguments_may_be_taken_by_keyword_only():
    def listed(a, *, b, c=0):
        return [a, b, c]

    assert calls.call(listed, 1, 2) == [1, 2, 0] and calls.call(listed, 1, 2, 3) == calls.call(listed, 1, c=3, b=2)
    with pytest.raises(TypeError, match="listed"):
        calls.call(listed, 1, 2, 3, 4)


def test_the_end_of_a_long_error_is_kept():
    def double(x):
        raise ValueError("detail " * 500 + "label value 10 is outside the valid range")

    result = lesson.exercises[0](double)
    assert result.raised.startswith("ValueError: detail") and result.raised.endswith("outside the valid range")


def test_a_disk_that_refuses_does_not_stop_a_check(tmp_path, monkeypatch):
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    monkeypatch.setenv("COURSE_HOME", str(in_the_way))
    result = double(right)
    assert result.passed and result.notes


@pytest.mark.parametrize(
    "how", ["os:system", "course_utils.checks.learner_side.serialize:pack", "course_utils.lessons:x"]
)
def test_only_the_calls_of_a_check_can_be_asked_for(how):
    request = pack({"name": "double", "how": how, "args": [], "kwargs": {}})
    reply = unpack(calls.serve({"double": right}, request))
    assert (reply["status"], reply["kind"]) == ("error", "ValueError")


def test_checks_of_00_and_01_load_no_tensorflow():
    code = (
        "import sys; from course_utils.lessons.lesson_00 import check; "
        "from course_utils.lessons import lesson_01; lesson_01.check.exercises; "
        "import tempfile; check.neuron(lambda x, w, b: 0); "
        "sys.exit('tensorflow' in sys.modules or 'matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=os.environ.copy()).returncode == 0
