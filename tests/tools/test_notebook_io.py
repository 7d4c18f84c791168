"""The notebooks as promised, whole, short and readable for everybody; and the noise that nbval must notice."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils.tools import make_exercises, notebook_io

ROOT = Path(__file__).parents[2]
KINDS = ("notebooks", "exercises", "solutions")
FILES = [path for kind in KINDS for path in sorted((ROOT / kind).glob("*.ipynb"))]
LESSONS = [path for path in FILES if path.parent.name == "notebooks"]

CODE_LINES, OUTPUT_LINES, PROSE_WORDS, ITEM_WORDS = 22, 25, 120, 60
PROGRAM_LINES = 35  # of a whole program with a fault in it, and of a solution, which is read after a try
OPENING = {
    "the question": "question",
    "what one will be able to do": "able to",
    "what it needs": "need",
    "the minutes": "minutes|time",
    "the data": "data",
}
ENDING = {
    "what we saw": "saw",
    "the traps": "trap",
    "the words": "word",
    "the exercises": "exercise",
    "the sources": "source",
}
PERSONAL = re.compile(r"/(?:home|Users|root)/\w|\b[A-Za-z]:\\\w|/tmp/")


# ---- what is looked for


def faults(notebook, name, lesson=False):
    """Return what is wrong with a notebook, as a list of sentences; `lesson` adds what only lessons must have."""
    found = [*_headings(notebook), *_pictures_and_links(notebook, ROOT / "notebooks"), *_lengths(notebook, name)]
    for number, cell in enumerate(notebook.cells, 1):
        if not cell.source.strip():
            found.append(f"cell {number} is empty")
        if path := PERSONAL.search(cell.source):
            found.append(f"cell {number} has a path of one machine: {path[0]}")
    if lesson:
        found += [*_opening(notebook), *_ending(notebook), *_saved(notebook, name), *_guesses(notebook, name)]
    return found


def _headings(notebook):
    """Check for one title, first, and no level left out: screen readers walk from heading to heading."""
    levels = [len(marks) for marks, _ in headings(notebook)]
    if levels.count(1) != 1 or not notebook.cells[0].source.startswith("# "):
        yield "a notebook begins with its title, `# …`, and has no other"
    for (_, text), before, level in zip(headings(notebook)[1:], levels, levels[1:], strict=False):
        if level > before + 1:
            yield f"the heading {text!r} leaves out a level"


def headings(notebook):
    """Yield level marks and text of every heading."""
    return [found for text in markdown(notebook) for found in re.findall(r"^(#{1,6}) +(.+)$", without_code(text), re.M)]


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def without_code(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def _pictures_and_links(notebook, folder):
    """Check that every image is described in words, and that every link to a file of ours leads somewhere."""
    for number, cell in enumerate(notebook.cells, 1):
        texts = [without_code(cell.source)] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            texts.append(data.get("text/html", ""))
            if any(kind.startswith("image/") for kind in data) and "<img" not in data.get("text/html", ""):
                yield f"cell {number} shows a picture without words for those who cannot see it"
        for text in texts:
            if re.search(r"!\[\s*\]", text):
                yield f"cell {number} has a picture without alt text"
            for tag in re.findall(r"<img\b[^>]*>", text):
                if not re.search(r"""\balt=(["'])\s*[^"'\s]""", tag):
                    yield f"cell {number} has an <img> without alt text"
            if cell.cell_type == "markdown":
                for target in re.findall(r"\]\(([^)#\s]+)", text):
                    if "://" not in target and not target.startswith("mailto:") and not (folder / target).exists():
                        yield f"cell {number} links to {target}, which is not there"


def _lengths(notebook, name):
    """Check that cells have a size that can be taken in."""
    for where, cell in notebook_io.code_cells(notebook, name):
        # what a learner is handed, and its solution, are looked at one after the other
        lines = max(len(part.splitlines()) for part in cell.source.split("### END STARTER\n"))
        long = "### BEGIN SOLUTION" in cell.source or re.search(r"^(# )?def program_\d", cell.source, re.M)
        most = PROGRAM_LINES if long else CODE_LINES
        if lines > most:
            yield f"{where} has {lines} lines, more than {most}"
    for number, text in enumerate(markdown(notebook), 1):
        prose, items = words(text)
        where = f"text cell {number} ({text[:40]!r})"
        if prose > PROSE_WORDS:
            yield f"{where} has {prose} words of prose, more than {PROSE_WORDS}"
        if max(items, default=0) > ITEM_WORDS:
            yield f"{where} has an item of {max(items)} words, more than {ITEM_WORDS}"


def shown_lines(output):
    """Return how many lines of text an output shows: the richest form is what is shown."""
    if output.output_type == "stream":
        return len(output.text.splitlines())
    html = output.get("data", {}).get("text/html")
    if html is not None:
        preformatted = "".join(re.findall(r"<pre.*?</pre>", html, re.S))
        return max(html.count("<tr"), len(preformatted.splitlines()))
    is_picture = any(kind.startswith("image/") for kind in output.get("data", {}))
    return 0 if is_picture else len(output.get("data", {}).get("text/plain", "").splitlines())


def words(text):
    """Count the words of all paragraphs, and of each list item; without code, formulas, tables, headings."""
    text = re.sub(r"\$\$.*?\$\$|<!--.*?-->", "", without_code(text), flags=re.S)
    prose, items = 0, []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)", text):
        kept = " ".join(line for line in block.splitlines() if not re.match(r"\s*(\||#{1,6} )", line))
        count = len(re.findall(r"\w[\w'’-]*", re.sub(r"\]\([^)]*\)", "]", kept)))
        if re.match(r"\s*(?:[-*+]|\d+\.)\s", block):
            items.append(count)
        else:
            prose += count
    return prose, items


def _opening(notebook):
    """Check that the lesson says what it asks, gives, needs and takes before any code, each after a bold label."""
    first_code = next(number for number, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    text = "\n\n".join(cell.source for cell in notebook.cells[:first_code])
    labels = re.findall(r"\*\*(.+?)\*\*", text)
    for what, pattern in OPENING.items():
        if not any(re.search(pattern, label, re.I) for label in labels):
            yield f"the opening has no bold label for {what}"
    if not re.search(r"\d+\s+min", text):
        yield "the opening does not say how many minutes"
    able = re.search(r"able to.*?\n((?:\s*\n|\s*[-*] .*\n?|  .*\n?)+)", text, re.I)
    verbs = len(re.findall(r"^\s*[-*] ", able[1], re.M)) if able else 0
    if not 3 <= verbs <= 5:
        yield f"the opening lists {verbs} things that one will be able to do; expected 3 to 5"


def _ending(notebook):
    """Check that the last headings are there, in this order."""
    last = [text for _, text in headings(notebook)][-len(ENDING) :]
    for (what, pattern), text in zip(ENDING.items(), [*last, *[""] * len(ENDING)], strict=False):
        if not re.search(pattern, text, re.I):
            yield f"the ending has {text!r} where {what} should be; its headings are {', '.join(ENDING)}"


def _saved(notebook, name):
    """Check that there are short outputs, from cells run once from top to bottom, without errors."""
    counts = [cell.execution_count for _, cell in notebook_io.code_cells(notebook, name)]
    if counts != list(range(1, len(counts) + 1)):
        yield "the outputs are not those of a run from top to bottom; run `course build`"
    for where, cell in notebook_io.code_cells(notebook, name):
        if (lines := sum(map(shown_lines, cell.outputs))) > OUTPUT_LINES:
            yield f"{where} shows {lines} lines of text, more than {OUTPUT_LINES}"
        for kind, said in notebook_io.shown_texts(cell):
            if kind in ("stderr", "error"):
                yield f"{where} shows {kind}: {said[:80]}"


def guess_keys(notebook, name):
    """Return the keys of the questions that a notebook asks."""
    for where, cell in notebook_io.code_cells(notebook, name):
        for node in ast.walk(ast.parse(cell.source, where)):
            if isinstance(node, ast.Call) and "guess" in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
                key = node.args[0]
                yield key.value if isinstance(key, ast.Constant) else ast.unparse(key)


def _guesses(notebook, name):
    for key, times in Counter(guess_keys(notebook, name)).items():
        if times > 1:
            yield f"{times} guesses have the key {key!r}"
        if not re.fullmatch(rf"{name}/[a-z0-9_]+", str(key)):
            yield f"the guess {key!r} should have a key like {name}/one_word"


# ---- the files


def test_every_lesson_has_its_notebook_its_exercises_and_their_source():
    names = {kind: [path.stem for path in FILES if path.parent.name == kind] for kind in KINDS}
    checks = [path.name.removeprefix("lesson_") for path in sorted(make_exercises.TEXTS.glob("lesson_*"))]
    assert names["notebooks"]
    assert names["notebooks"] == names["exercises"] == names["solutions"]
    assert [name.partition("_")[0] for name in names["notebooks"]] == checks


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_notebooks_are_as_promised(path):
    assert faults(notebook_io.read(path), path.stem, lesson=path in LESSONS) == []


def test_notebooks_are_in_the_one_form():
    kept = [path for path in FILES if path.parent.name != "exercises"]  # those are what the build makes of solutions
    assert make_exercises.out_of_form(kept) == []


# ---- is every fault noticed?

TITLE = new_markdown_cell("""# A lesson

**The question:** why?

**You will be able to**

- see
- hear
- say

**It needs:** lesson 00. **Minutes:** 20 minutes. **Data:** digits.""")
CODE = new_code_cell("x = 1\nprint(x)", execution_count=1, outputs=[new_output("stream", text="1\n")])
END = new_markdown_cell("## What we saw\n\n## The traps\n\n## The words\n\n## Exercises\n\n## Sources")


def lesson(*cells, opening=TITLE, ending=END, code=CODE):
    return new_notebook(cells=[opening, code, *cells, ending])


def changed(cell, old, new):
    assert old in cell.source
    return nbformat.from_dict({**cell, "source": cell.source.replace(old, new)})


def shows(source="x", count=2, **data):
    """Return a cell with one output; `data` in place of "/" has "_"."""
    kinds = {kind.replace("_", "/"): value for kind, value in data.items()}
    return new_code_cell(source, execution_count=count, outputs=[new_output("display_data", kinds)])


def guessing(key, count=2):
    return new_code_cell(f"g = guess({key!r}, 'Which?', ['a', 'b'])", execution_count=count)


FAULTY = {
    "a second title": (lesson(new_markdown_cell("# Again")), "begins with its title"),
    "a level left out": (lesson(new_markdown_cell("### Deep")), "'Deep' leaves out a level"),
    "an empty cell": (lesson(new_markdown_cell(" ")), "cell 3 is empty"),
    "a personal path": (lesson(new_markdown_cell("Look into /home/ada/x")), "a path of one machine: /home/a"),
    "a picture in Markdown": (lesson(new_markdown_cell("![](https://example.org/a.png)")), "without alt text"),
    "an img in Markdown": (lesson(new_markdown_cell("<img src='a.png'>")), "an <img> without alt text"),
    "an img with nothing in alt": (lesson(shows(text_html="<img alt='' src='x'>")), "an <img> without alt text"),
    "a figure without words": (lesson(shows(image_png="iVBORw0=", text_plain="<Figure>")), "a picture without words"),
    "a dead link": (lesson(new_markdown_cell("[x](../exercises/99_x.ipynb)")), "links to ../exercises/99_x.ipynb"),
    "a long cell": (lesson(new_code_cell("x = 1\n" * 23, execution_count=2)), "has 23 lines, more than 22"),
    "a long output": (lesson(shows(text_plain="1\n" * 26)), "shows 26 lines of text, more than 25"),
    "a long table": (lesson(shows(text_html="<tr>" * 26, text_plain="")), "shows 26 lines of text"),
    "a wall of text": (lesson(new_markdown_cell("word " * 60 + "\n\n" + "word " * 61)), "has 121 words of prose"),
    "a long item": (lesson(new_markdown_cell("- word\n- " + "word " * 61)), "has an item of 61 words"),
    "no question": (lesson(opening=changed(TITLE, "question", "riddle")), "no bold label for the question"),
    "no needs": (lesson(opening=changed(TITLE, "It needs", "Before")), "no bold label for what it needs"),
    "no data": (lesson(opening=changed(TITLE, "**Data:**", "Data:")), "no bold label for the data"),
    "no minutes": (lesson(opening=changed(TITLE, "20 minutes", "short")), "does not say how many minutes"),
    "two verbs": (lesson(opening=changed(TITLE, "- say\n", "")), "lists 2 things that one will be able to do"),
    "no traps": (lesson(ending=changed(END, "## The traps\n\n", "")), "where the traps should be"),
    "no sources": (lesson(ending=changed(END, "## Sources", "")), "where the sources should be"),
    "not run": (lesson(new_code_cell("1")), "not those of a run from top to bottom"),
    "run in another order": (lesson(new_code_cell("1", execution_count=5)), "not those of a run from top"),
    "stderr": (
        lesson(new_code_cell("1", execution_count=2, outputs=[new_output("stream", name="stderr", text="hm")])),
        "shows stderr: hm",
    ),
    "an error": (
        lesson(
            new_code_cell("1", execution_count=2, outputs=[new_output("error", ename="E", evalue="no", traceback=[])])
        ),
        "shows error: E: no",
    ),
    "a guess twice": (lesson(guessing("05_x/noise"), guessing("05_x/noise", 3)), "2 guesses have the key '05_x/noise'"),
    "a guess of another lesson": (lesson(guessing("04_y/noise")), "should have a key like 05_x/one_word"),
    "a guess with a made-up key": (
        lesson(new_code_cell("guess(f'05_x/{x}', 'Which?', [])", execution_count=2)),
        "should have a key like 05_x/one_word",
    ),
}


@pytest.mark.parametrize(("notebook", "complaint"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_noticed(notebook, complaint):
    found = faults(notebook, "05_x", lesson=True)
    assert any(complaint in fault for fault in found), found


def test_a_good_lesson_has_no_faults():
    table = "| a | b |\n|---|---|\n" + "| word | word |\n" * 30
    text = "## Why\n\n" + "word " * 110 + "\n\n- " + "word " * 50 + f"\n- more\n\n{table}\n\n```python\n# no title\n```"
    address = "https://example.org"
    good = lesson(
        new_markdown_cell(text),
        new_markdown_cell(f"![A curve that falls]({address}/a.png) [1]({address})"),
        shows(image_png="iVBORw0=", text_html="<img alt='A curve that falls' src='x'>", text_plain="1\n" * 30),
        guessing("05_x/noise", 3),
    )
    assert faults(good, "05_x", lesson=True) == []


# ---- nbval

NOISY = {
    "print('nothing wrong')": None,
    "import warnings\nwarnings.warn('one')": "UserWarning: one",
    "import sys\nprint('two', file=sys.stderr)": "two",
    "import os\nos.write(2, b'three')": "three",
    "import subprocess\nsubprocess.run([sys.executable, '-c', 'import os; os.write(2, b\"four\")'])": "four",
    "os.write(2, b'five')\n1 / 0": "ZeroDivisionError",
    "print('nothing wrong again')": None,
    "assert os.environ['MPLBACKEND'] != 'Agg'\nassert not os.environ['COURSE_HOME'].endswith('mine')": None,
}


def test_nbval_fails_each_cell_that_writes_to_stderr(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "mine"))
    shutil.copy(ROOT / "conftest.py", tmp_path)
    notebook = notebook_io.normalise(new_notebook(cells=[new_code_cell(source) for source in NOISY]), "noisy")
    (tmp_path / "noisy.ipynb").write_text(notebook_io.text(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env", "-rA", "--color=no", "--rootdir=."]
    ran = subprocess.run([*command, "noisy.ipynb"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    told = ran.stdout
    assert ran.returncode == 1, told + ran.stderr
    for number, message in enumerate(NOISY.values()):
        outcome = "PASSED" if message is None else "FAILED"
        assert re.search(rf"^{outcome} noisy.ipynb::Cell {number}\b", told, re.M), told
        if message:
            part = re.search(rf"^_+ noisy.ipynb::Cell {number} _+$(.*?)(?=^_+ noisy|^=+ )", told, re.M | re.S)[1]
            assert message in part
