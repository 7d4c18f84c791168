"""A submission is graded on its answers: whatever stands around them, in whatever order, and nothing else."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from course_utils.grading.sandbox import bubblewrap
from course_utils.grading.sandbox.bubblewrap import Limits, SandboxError, missing
from course_utils.grading.worker import Worker, _Run, lessons, seed
from course_utils.tools import notebook_io

ROOT = Path(__file__).parents[2]
WALLS = pytest.mark.skipif(bool(missing()), reason=f"no sandbox: {missing()}")
NEURON = "import numpy as np\n\ndef neuron(x, w, b):\n    return max(0.0, float(np.dot(x, w) + b))\n"
MEANS = "def row_means(x):\n    return np.asarray(x).mean(axis=1)\n"


@pytest.fixture(params=["sandboxed", "alone"])
def worker(request):
    """Return the shared worker, and one without a sandbox."""
    if request.param == "sandboxed":
        return request.getfixturevalue("sandboxed")
    return request.getfixturevalue("unsandboxed")


@pytest.fixture(scope="module")
def unsandboxed():
    worker = Worker(b"of this class", Limits(seconds=1200, step_seconds=240, memory_mb=2048), sandboxed=False)
    yield worker
    worker.close()


def graded(worker, *cells, lesson="00_welcome"):
    results, notes = worker.grade(cells, lesson)
    return {result.exercise: result for result in results}, notes


def sources(path):
    return [cell.source for _, cell in notebook_io.code_cells(notebook_io.read(path), path.name)]


def test_solutions_and_untouched(worker):
    for folder, points, statuses in (("solutions", 6, {"passed"}), ("exercises", 0, {"not_attempted"})):
        results, notes = graded(worker, *sources(ROOT / folder / "00_welcome.ipynb"))
        assert sum(result.points for result in results.values()) == points
        assert {result.status for result in results.values()} == statuses
        assert notes == ()


def test_solutions_of_a_lesson_that_needs_tensorflow(sandboxed):
    """`benchmarks.grading` grades those of every lesson; some train for a minute."""
    results, notes = graded(
        sandboxed, *sources(ROOT / "solutions" / "02_sequential_mlp.ipynb"), lesson="02_sequential_mlp"
    )
    assert {name: result.message for name, result in results.items() if not result.passed} == {}
    assert notes == ()


@pytest.mark.parametrize(
    "lesson", [lesson for lesson in lessons().values() if not lesson.tensorflow], ids=lambda each: each.name
)
def test_no_check_or_solution_uses_tensorflow_where_the_lesson_says_so(lesson):
    code = (
        "import sys; from course_utils.checks.answer import here; from course_utils.checks.exercise import judge\n"
        "from course_utils.checks.lesson import lessons, solutions\n"
        f"lesson, names = lessons()[{lesson.name!r}], {{}}\n"
        "import numpy as np; names['np'] = np\n"
        "for source in solutions(lesson.name).values(): exec(source, names)\n"
        "results = [judge(each, here(each.name, names.get(each.name)), 3) for each in lesson.exercises]\n"
        "assert all(result.passed for result in results), results\n"
        "assert not {'tensorflow', 'keras'} & {*sys.modules}"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr


def test_a_wrong_answer_is_told_what_is_wrong(worker):
    results, _ = graded(worker, "import numpy as np\ndef neuron(x, w, b):\n    return max(0.0, float(np.dot(x, w)))")
    found = results["neuron"]
    assert (found.status, found.points) == ("not_yet", 0)
    assert "bias" in found.message and found.message == found.cause
    assert results["row_means"].status == "not_attempted"


def test_a_line_of_the_learners_own_is_told(worker):
    results, _ = graded(worker, "def neuron(x, w, b):\n    return x + undefined_name")
    assert results["neuron"].code == "return x + undefined_name"
    assert "NameError" in results["neuron"].message


@pytest.mark.parametrize(
    "cells",
    [
        ["%%time\n" + NEURON],
        ["%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()", NEURON],
        ["!ls", "%pip --version", NEURON],
        ["import sys, warnings\nprint('out'); print('err', file=sys.stderr); warnings.warn('careful')", NEURON],
        ["raise ValueError('an early cell')", NEURON],
        ["this is no Python", NEURON],
        [NEURON, "def neuron(x, w, b):\n    return 7"],  # what was earned stays
        ["def neuron(x, w, b):\n    return helper(x, w, b)", NEURON.replace("neuron", "helper")],  # at the end
        [NEURON.replace("import numpy as np\n", ""), "import numpy as np"],
        ["neuron = lambda x, w, b: max(0.0, sum(a * c for a, c in zip(x, w)) + b)"],
        ["from course_utils.lessons.lesson_00 import check", NEURON, "assert check.neuron(neuron).passed"],
        ["input('your name?')", NEURON],
        ["from course_utils.lessons.lesson_00 import check\ncheck.progress(); check.neuron.hint()\n" + NEURON],
        ["from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))", NEURON],
        ["from course_utils.data import load_digits\ndigits = load_digits()", NEURON],
        ["exit()", NEURON],
        ["import multiprocessing\nwith multiprocessing.Pool(16) as pool: pool.map(abs, range(200))\n" + NEURON],
        ["import os, multiprocessing as mp\nassert os.cpu_count() == mp.cpu_count() == 2\n" + NEURON],
        ["import keras, numpy as np\nassert keras.layers.Dense(2)(np.ones((1, 3))).shape == (1, 2)\n" + NEURON],
    ],
    ids=lambda cells: cells[0][:20],
)
def test_graded_on_the_answer(sandboxed, cells):
    if "multiprocessing" in cells[0]:  # what its copies share counts once
        sandboxed.limits = Limits(seconds=1200, step_seconds=240, memory_mb=512)
    results, _ = graded(sandboxed, *cells)
    assert (results["neuron"].status, results["neuron"].points) == ("passed", 2)


def test_what_the_course_shows_for_a_number(sandboxed):
    cell = (
        "from course_utils.lessons.lesson_00 import check\n"
        "case = 17\n"
        "rows = [line.split() for line in check.summary(case).splitlines()]\n"
        "def neuron(x, w, b):\n    return rows\n"
    )
    results, notes = graded(sandboxed, cell)
    assert notes == () and "Layer" in results["neuron"].got


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("def neuron(x, w, b):\n    while True: pass", "stopped_time"),
        ("def neuron(x, w, b):\n    return bytearray(10**10)", "stopped_memory"),
        ("import os\ndef neuron(x, w, b):\n    os._exit(1)", "crashed"),
        ("while True: pass\ndef neuron(x, w, b):\n    return 0.0", "stopped_time"),
        ("import os\nos._exit(0)\ndef neuron(x, w, b):\n    return 0.0", "crashed"),
    ],
)
def test_stopped_and_nothing_else_lost(sandboxed, cell, status):
    sandboxed.limits = Limits(seconds=60, step_seconds=4, memory_mb=1024)
    results, _ = graded(
        sandboxed, "import numpy as np", MEANS, cell, MEANS.replace("row", "column").replace("=1", "=0")
    )
    assert results["neuron"].status == status and results["neuron"].message
    assert results["row_means"].points == results["column_means"].points == 1


@pytest.fixture
def kill(worker, monkeypatch):
    """Return a function that has a process of the worker killed from outside, whenever it is asked something."""
    exchange = _Run._exchange

    def kill(victim, kind, times):
        left = [None] * times

        def exchange_or_kill(run, learner, content):
            if content[:1] == kind and left:
                left.pop()
                if victim == "judge":
                    process = worker._judge
                else:
                    process = worker._sandbox._process if worker._sandbox else learner._process
                family = [psutil.Process(process.popen.pid)]
                family += family[0].children(recursive=True)
                family[1 if victim == "process 1" else -1].kill()
            return exchange(run, learner, content)

        monkeypatch.setattr(_Run, "_exchange", exchange_or_kill)

    return kill


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
@pytest.mark.parametrize("victim", ["judge", "learner", "process 1"])
def test_a_process_that_is_killed_from_outside_costs_nothing(worker, kill, victim):
    if victim == "process 1" and not worker.sandboxed:
        pytest.skip("only a sandbox has one")
    kill(victim, b"A", times=1)
    results, notes = graded(worker, NEURON)
    assert (results["neuron"].status, results["neuron"].points) == ("passed", 2) and notes == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
@pytest.mark.parametrize("victim", ["judge", "learner"])
def test_an_answer_of_a_different_name_is_judged_again_after_a_kill(worker, kill, victim):
    check = "from course_utils.lessons.lesson_00 import check\ncheck.neuron(mine)"
    kill(victim, b"H", times=1)
    results, notes = graded(worker, NEURON.replace("neuron", "mine"), check)
    assert results["neuron"].passed and notes == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
def test_a_cell_whose_process_is_killed_from_outside_is_run_again(worker, kill):
    kill("learner", b"C", times=1)
    results, notes = graded(worker, NEURON)
    assert results["neuron"].passed and notes == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
@pytest.mark.parametrize(
    ("victim", "cause"),
    [
        (
            "judge",
            "the process that checks neuron was killed (ended by force) twice, by a person or by a computer without",
        ),
        (
            "learner",
            "the process that ran neuron was killed (ended by force) twice, by your code, by a person, or by a",
        ),
    ],
)
def test_what_is_killed_again_is_not_said_to_take_too_much_memory(worker, kill, victim, cause):
    kill(victim, b"A", times=2)
    results, _ = graded(worker, NEURON, "import numpy as np\n" + MEANS)
    assert results["neuron"].status == "crashed" and cause in results["neuron"].message
    assert results["row_means"].passed


@WALLS
def test_a_cell_that_kills_its_process_is_left_out(sandboxed):
    cell = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    results, notes = graded(sandboxed, cell, NEURON)
    assert results["neuron"].passed
    assert notes == (
        "The process that ran code cell 1 was killed (ended by force) twice, by your code, by a person, or by a "
        "computer without enough memory; it was left out.",
    )


@WALLS
def test_the_time_of_the_processor_is_told_from_a_kill(sandboxed):
    """At the limit comes a signal of its own; at the hard limit, which is later, a SIGKILL that says nothing."""
    limits = "resource.getrlimit(resource.RLIMIT_CPU)"
    used_up = f"import resource\nsoft, hard = {limits}\nresource.setrlimit(resource.RLIMIT_CPU, (soft - hard + 2, 2))"
    results, _ = graded(sandboxed, f"{used_up}\ndef neuron(x, w, b):\n    while True: pass")
    assert results["neuron"].status == "stopped_time"


@pytest.mark.parametrize(
    ("last_line", "status", "said"),
    [
        ("MemoryError: Unable to allocate 9.00 GiB for an array", "stopped_memory", "too large to be checked"),
        ("  what():  std::bad_alloc", "stopped_memory", "too large to be checked"),
        ("Fatal Python error: Segmentation fault", "crashed", "the check of neuron ended its process"),
    ],
)
def test_a_judge_that_ends_by_itself_says_why(worker, monkeypatch, last_line, status, said):
    ask = worker.judge

    def judge(order, *rest):
        monkeypatch.setattr(worker._judge, "last_error_line", lambda: last_line)
        worker._judge.popen.send_signal(signal.SIGABRT)
        worker._judge.popen.wait()
        return ask(order, *rest)

    monkeypatch.setattr(worker, "judge", judge)
    results, _ = graded(worker, NEURON)
    assert results["neuron"].status == status and said in results["neuron"].message


def test_a_check_that_takes_too_long_is_stopped(worker, monkeypatch):
    ask = worker.judge
    monkeypatch.setattr(worker, "judge", lambda order, asks, seconds: ask(order, asks, 0.5))
    results, _ = graded(worker, "import time\ndef neuron(x, w, b):\n    time.sleep(1)\n    return 0.0")
    assert results["neuron"].status == "stopped_time" and "too long to be checked" in results["neuron"].message


def test_a_reply_of_wrong_types_costs_no_other_exercise(sandboxed):
    forged = (
        "from course_utils.checks.learner_side import calls\n"
        "calls._failed = lambda error: dict(status='error', kind='', text=['a', 'list'], line='3', code=7)\n"
        "def neuron(x, w, b):\n    raise ValueError"
    )
    results, _ = graded(sandboxed, "import numpy as np\n" + MEANS, forged)
    assert (results["neuron"].status, results["neuron"].points) == ("not_yet", 0)
    assert "not a reply to the check" in results["neuron"].message
    assert results["row_means"].passed


def test_the_time_for_all(worker, monkeypatch):
    worker.grade([NEURON], "00_welcome")  # makes it ready
    monkeypatch.setattr(worker, "limits", Limits(seconds=6, step_seconds=60))
    results, notes = graded(worker, NEURON, "import time\ntime.sleep(100)", "import numpy as np\n" + MEANS)
    assert results["neuron"].points == 2 and results["row_means"].status == "stopped_time"
    assert any("6 s" in note for note in notes)


def test_same_inputs_for_all_and_others_next_time():
    assert seed(b"a", "00_welcome", "neuron") == seed(b"a", "00_welcome", "neuron")
    numbers = [seed(*of) for of in ((b"a", "x", "y"), (b"b", "x", "y"), (b"a", "x", "z"), (b"a", "z", "y"))]
    assert len(set(numbers)) == 4 and all(0 <= number < 2**48 for number in numbers)


@WALLS
def test_nothing_is_left_for_the_next(sandboxed):
    places = "import os, tempfile\nplaces = [tempfile.gettempdir(), os.getcwd(), '/dev/shm']\n"
    graded(sandboxed, places + "for place in places:\n    open(place + '/left', 'w').write('answers')")
    results, _ = graded(sandboxed, places + "def neuron(x, w, b):\n    return sorted(sum(map(os.listdir, places), []))")
    assert "left" not in results["neuron"].got


@WALLS
def test_what_a_learner_sees(sandboxed, monkeypatch):
    """No solutions, no reference answers, no OUT, no home, no environment, no network, no other process."""
    hidden = ("checks/exercise.py", "checks/lesson.py", "grading/worker.py")
    assert all((ROOT / "course_utils" / name).is_file() for name in hidden)
    assert [*(ROOT / "course_utils").glob("lessons/*/exercises/solutions.json")]
    look = (
        f"HIDDEN = {hidden}"
        + """
import glob
import os
import course_utils

def neuron(x, w, b):
    course = os.path.dirname(course_utils.__file__)
    devices = [line.split(":")[0].strip() for line in open("/proc/net/dev").read().splitlines()[2:]]
    hidden = [os.path.join(course, name) for name in HIDDEN] + glob.glob(course + "/lessons/*/exercises/*")
    homes = [path for path in ("/home", "/root/.bashrc", "/etc/shadow", os.path.dirname(course) + "/solutions",
                               os.path.dirname(course) + "/tests", *hidden) if os.path.exists(path)]
    return [homes, devices, [p for p in os.listdir("/proc") if p.isdigit() and p != "1"] == [str(os.getpid())],
            os.environ.get("COURSE_SECRET_OF_THE_TEACHER"), os.getuid() != 0 or "root", "end"]
"""
    )
    monkeypatch.setenv("COURSE_SECRET_OF_THE_TEACHER", "x")
    results, _ = graded(sandboxed, look)
    uid = "True"
    assert results["neuron"].got.startswith(f"[[], ['lo'], True, None, {uid}")


@WALLS
@pytest.mark.skipif(os.geteuid() != 0, reason="who is an ordinary user already has shown it in all other tests")
def test_as_an_ordinary_user(tmp_path):
    """The same grades, and the same walls, for who is not root: needs an interpreter that others may read."""
    runuser = shutil.which("runuser")
    readable = (
        subprocess.run(
            [runuser, "-u", "nobody", "--", sys.executable, "-c", "import course_utils"],
            capture_output=True,
            cwd="/",
            env={"HOME": "/tmp"},
        ).returncode
        == 0
    )
    if not readable:
        pytest.skip("the interpreter lies where only root may read it")
    code = (
        "import json; from course_utils.grading.worker import Worker\n"
        f"worker = Worker(b'x'); cells = [{NEURON!r}, 'import os; os.kill(-1, 9)']\n"
        "results, _ = worker.grade(cells, '00_welcome'); worker.close()\n"
        "print(json.dumps([results[0].points, worker.isolation]))"
    )
    ran = subprocess.run(
        [runuser, "-u", "nobody", "--", sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd="/",
        env={"HOME": "/tmp", "PATH": os.environ["PATH"]},
    )
    assert json.loads(ran.stdout) == [2, "bubblewrap"], ran.stderr


@pytest.mark.parametrize(
    ("system", "which", "said"),
    [("Darwin", True, "virtual machine with Linux"), ("Windows", True, "WSL2"), ("Linux", False, "apt install")],
)
def test_no_sandbox_is_told_with_the_way_out(monkeypatch, system, which, said):
    monkeypatch.setattr(bubblewrap.sys, "platform", system.lower())
    monkeypatch.setattr(bubblewrap.platform, "system", lambda: system)
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _: "/usr/bin/bwrap" if which else None)
    bubblewrap.missing.cache_clear()
    try:
        with pytest.raises(SandboxError, match=said):
            Worker(b"x")
    finally:
        monkeypatch.undo()
        bubblewrap.missing.cache_clear()


@pytest.mark.parametrize(("wrong", "said"), [({"seconds": 0}, "seconds"), ({"memory_mb": 10}, "512 MB")])
def test_limits_that_cannot_work(wrong, said):
    with pytest.raises(ValueError, match=said):
        Limits(**wrong)
