"""Whatever a check accepts in a notebook's kernel, the grader accepts: magics, displays, habits of all kinds."""

import os
import re

import nbformat
import pytest

from course_utils.checks.lesson import lessons
from course_utils.checks.result import STATUSES
from course_utils.grading.sandbox.bubblewrap import Limits, missing
from course_utils.grading.worker import Worker
from course_utils.tools import check_notebook
from tests.answers.known import known

# Habits of one line, then those of several, which may be several cells parted by "# %%". Where OK is reached, or the
# end, a habit has worked.
MAGICS = r"""
%matplotlib inline
%matplotlib agg
%matplotlib notebook
%matplotlib --list
%pylab inline
%config InlineBackend.figure_format = 'retina'
%time sum(range(10))
%who
%whos
%pwd
%precision 3
%xmode Minimal
%lsmagic
%history -n 1
%autosave 60
%alias_magic t time
%pip --version
%reset_selective -f nothing_of_this_name
%sx echo x
len?

%load_ext autoreload
%autoreload 2

kept = 5
%store kept
del kept
%store -r kept
assert kept == 5

%%time
OK

%%timeit -n1 -r1
OK

%%prun -q
OK

%%capture output
print("x"); OK
# %%
assert output.stdout == "x\n"

%env A_VARIABLE=3
# %%
import os
assert os.environ["A_VARIABLE"] == "3"

%mkdir below
%cd below
%cd ..

%%writefile by_magic.py
value = 7
# %%
from by_magic import value
assert value == 7
OK
# %%
%run by_magic.py

%%bash
echo x > written
# %%
assert open("written").read() == "x\n"

%%html
<b>bold</b>
# %%
OK

%%javascript
1
# %%
OK

%%latex
$x$
# %%
OK

%%python
print(1)
# %%
OK

%%script false
# %%
OK
"""
DISPLAY = r"""
display(1, "text")
assert "assert" in In[-1] and len(In) > 3

from IPython.display import HTML, Image, Markdown, clear_output
display(HTML("<b>x</b>"), Markdown("*x*"))
clear_output(wait=True)

handle = display("a", display_id=True)
handle.update("b")

import matplotlib
matplotlib.use("agg")

import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()

import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([1])
fig

import ipywidgets
ipywidgets.IntSlider()

import ipywidgets
display(ipywidgets.VBox([ipywidgets.Button(description="x"), ipywidgets.Output()]))

import ipywidgets
ipywidgets.interact(lambda x: x, x=3)

import ipywidgets
out = ipywidgets.Output()
with out:
    print("inside")

40 + 2
# %%
assert _ == 42
OK

"kept"
# %%
assert Out[[*Out][-1]] == "kept"
OK

import sys
sys.stdout.write("x"); sys.stderr.write("y"); sys.stdout.flush()

from tqdm.notebook import tqdm
list(tqdm(range(3)))
"""
HABITS = r"""
get_ipython().kernel.shell
assert get_ipython().kernel.shell is get_ipython()
get_ipython().run_line_magic("matplotlib", "inline")
get_ipython().system("true")
assert "ZMQInteractiveShell" in [kind.__name__ for kind in type(get_ipython()).__mro__]
!ls
breakpoint()
input("name? ")
1 / 0
this is not Python

get_ipython().run_cell("in_a_cell = 3")
assert in_a_cell == 3

files = !ls
assert isinstance(list(files), list)

import asyncio
task = asyncio.create_task(asyncio.sleep(0))
# %%
await task
OK

import asyncio
steps = []
async def step():
    steps.append(1)
asyncio.ensure_future(step())
# %%
assert steps
OK

import asyncio
await asyncio.sleep(0)

import asyncio
assert asyncio.get_running_loop().is_running()

import asyncio
asyncio.run(asyncio.sleep(0))

async for number in __import__("aiter_nothing"):
    pass

import pdb
pdb.set_trace()

from getpass import getpass
getpass()

import sys
sys.exit(1)

import os
os.chdir("..")

import threading
thread = threading.Thread(target=print)
thread.start()
thread.join()

from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as pool:
    assert list(pool.map(abs, [-1])) == [1]

import logging
logging.basicConfig(level=logging.DEBUG)
logging.warning("x")

import warnings
warnings.filterwarnings("ignore")
warnings.warn("x")

import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    import matplotlib.pyplot as plt
    plt.plot([1])
    plt.show()

import subprocess
assert subprocess.run(["echo", "x"], capture_output=True, text=True).stdout == "x\n"

import signal
signal.signal(signal.SIGINT, signal.default_int_handler)

open("a.txt", "w").write("x")
assert open("a.txt").read() == "x"

if __name__ == "__main__":
    pass

from IPython import get_ipython
assert get_ipython() is not None
"""
GROUPS = {"neuron": MAGICS, "neuron_batch": DISPLAY, "row_means": HABITS}


def habits(group):
    single, *blocks = GROUPS[group].strip().split("\n\n")
    return [*single.splitlines(), *blocks]


def cells_of(group):
    """Return the cells that try each habit of a group, and an answer that tells which have not worked."""
    cells = ["from course_utils.lessons.lesson_00 import check\nworked = set()"]
    for number, habit in enumerate(habits(group)):
        ok = f"worked.add({number})"
        parts = re.split(r"\n# %%\n", habit)
        cells += [part.replace("OK", ok) for part in parts] if "OK" in habit else [*parts[:-1], f"{parts[-1]}\n{ok}"]
    missed = f"' '.join(str(number) for number in range({len(habits(group))}) if number not in worked)"
    return [*cells, f"missed = {missed}\ndef {group}(*_, missed=missed):\n    return missed", f"check.{group}({group})"]


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """Keep what a notebook stores away from the records of whoever runs the tests."""
    for name in ("COURSE_HOME", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))


def both(graded, tmp_path, cells, lesson="00_welcome", timeout=120):
    """Return what `course check` says of a notebook in a kernel, in one text, and the grader's results."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(notebook, tmp_path / f"{lesson}.ipynb")
    said = "\n".join(text for _, text in check_notebook.answers(tmp_path / f"{lesson}.ipynb", timeout=timeout))
    return said, graded(*cells, lesson=lesson)[0]


@pytest.fixture
def graded_anew():
    """Return `graded` of a worker that has not loaded TensorFlow, as for a class that hands in lesson 00.

    Among TensorFlow's objects, garbage is collected at other moments. In the middle of an import, Python 3.11 can then
    raise a KeyError (issue 106176 of CPython), in a kernel as well.
    """
    if missing():
        pytest.skip(f"no sandbox: {missing()}")
    worker = Worker(os.urandom(16), Limits(seconds=1200, step_seconds=240, memory_mb=1024))

    def grade(*cells, lesson):
        results, notes = worker.grade(cells, lesson)
        return {result.exercise: result for result in results}, notes

    yield grade
    worker.close()


def test_habits_that_work_in_a_kernel_work_in_the_grader(graded_anew, tmp_path):
    cells = [cell for group in GROUPS for cell in cells_of(group)]
    said, results = both(graded_anew, tmp_path, cells)
    failed = []
    for group in GROUPS:
        card = said[said.index(f"{group}: ") :]
        assert card.startswith(f"{group}: {STATUSES[results[group].status].words}")
        missed = [re.findall(r"\d+", text) for text in (results[group].got, re.search("You returned: (.*)", card)[1])]
        assert missed[0] == missed[1], [habits(group)[int(number)] for number in {*missed[0]} ^ {*missed[1]}]
        failed += [habits(group)[int(number)] for number in missed[0]]
    assert len(failed) <= 9, failed  # every other one has worked in both


@pytest.mark.slow
@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("lesson", lessons())
def test_known_answers_fare_alike(graded, tmp_path, lesson, right, number):
    """One notebook with an answer to each exercise of a lesson, after the magic that most notebooks begin with."""
    package = lessons()[lesson].package
    cells = [f"%matplotlib inline\nimport matplotlib.pyplot as plt\nfrom {package} import check"]
    for exercise in lessons()[lesson].exercises:
        answers = [answer for answer in known(lesson, exercise.name) if answer.right == right]
        if number < len(answers):
            cells += [answers[number].source, f"check.{exercise.name}({exercise.name})"]
    said, results = both(graded, tmp_path, cells, lesson, timeout=600)
    memory = STATUSES["stopped_memory"].words  # of which a kernel has no limit; nothing is earned in both
    words = {name: result.words.replace(memory, STATUSES["not_yet"].words) for name, result in results.items()}
    checked = {name: words[name] for name in words if f"check.{name}({name})" in cells}
    assert checked == {name: words for name, words in checked.items() if f"{name}: {words}" in said}, said
