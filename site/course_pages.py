"""A Sphinx extension: what the pages of the course need besides MyST-NB."""

import ast
import html
import json
import posixpath
import re
from pathlib import Path

# What a link of the course leads to where that is no page: the page that stands for it.
STAND_IN = {"docs/case_cards.html": "site/case_cards.md", "exercises": "site/exercises.md"}
# Below the opening of a notebook: what a page can't do.
NOTES = {
    "notebooks": "*This page is for reading: it shows what the cells gave when they were last run. To run them and to "
    "move the sliders, [install the course](../README.md#Start).*",
    "exercises": "*This page is for reading: hints are below each check. For a check that answers, "
    "[install the course](../README.md#Start).*",
}
LINK = re.compile(r"(?<=\]\()[^)#\s]+(?=[)#])")
CELL_LINK = re.compile(r"(?<=\]\()([^)#\s]*)#cell-id=([\w-]+)(?=\))")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def setup(app):
    """Register everything below."""
    import formulas  # beside this file; needs docutils, which only the environment of `make site` has

    app.add_html_math_renderer("mathml", (formulas.inline, None), (formulas.block, None))
    app.connect("source-read", prepare)
    app.connect("html-page-context", without_empty_headers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def jupyter_slug(title):
    """Return the anchor that JupyterLab gives a heading: lessons link to it."""
    return title.strip().replace(" ", "-")


# ---- the text of a page, before it is read


def prepare(app, name, source):
    """Change the source of a page, a list of one text, in place."""
    root = Path(app.srcdir)
    if (root / f"{name}.ipynb").exists():
        notebook = json.loads(source[0])
        if name.startswith("exercises/"):
            notebook["cells"] = [
                *with_hints(notebook["cells"], notebook["metadata"]["course"]["exercises"], name, root)
            ]
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = to_pages("".join(cell["source"]), name, root)
            elif cell["metadata"].get("jupyter", {}).get("source_hidden"):
                cell["metadata"]["tags"] = ["hide-input"]
        note = NOTES[posixpath.dirname(name)]
        notebook["cells"].insert(1, {"cell_type": "markdown", "id": "page-note", "metadata": {}, "source": note})
        source[0] = json.dumps(notebook)
    else:
        source[0] = to_pages(source[0], name, root)
    if name == "site/case_cards":
        source[0] += case_cards((root / "docs/case_cards.html").read_text(encoding="utf-8"))


def to_pages(text, name, root):
    """Return Markdown whose links lead to pages, and to the sections of their cells."""
    folder = posixpath.dirname(name)

    def page(link):
        stand_in = STAND_IN.get(posixpath.normpath(posixpath.join(folder, link[0])))
        return posixpath.relpath(stand_in, folder or ".") if stand_in else link[0]

    def section(link):
        return f"<{link[1]}#{section_of(link[2], root / folder / link[1])}>"

    return CELL_LINK.sub(section, LINK.sub(page, text))


def section_of(cell_id, notebook):
    """Return the anchor of the section of a notebook that a cell is in, or begins."""
    above = ""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = re.sub(r"^```.*?^```", "", "".join(cell["source"]), flags=re.DOTALL | re.MULTILINE)  # comments in code
        headings = HEADING.findall(source) if cell["cell_type"] == "markdown" else []
        if cell["id"] == cell_id:
            begun = headings[0] if source.startswith("#") and headings else above
            return jupyter_slug(begun.replace("`", ""))
        above = headings[-1] if headings else above
    raise ValueError(f"{notebook.name} has no cell {cell_id}")


def with_hints(cells, exercises, name, root):
    """Yield the cells of an exercise notebook, and below each check the hints of its exercise, folded."""
    waiting = [*exercises]
    for cell in cells:
        yield cell
        exercise = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removeprefix("check_")
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            waiting.remove(exercise)
            lesson = name.removeprefix("exercises/").partition("_")[0]
            module = root / "course_utils/lessons" / f"lesson_{lesson}" / "exercises" / f"{exercise}.py"
            folded = "".join(
                f"<details><summary>Hint {number}</summary><p>{words(hint)}</p></details>\n"
                for number, hint in enumerate(hints(module), 1)
            )
            yield {"cell_type": "markdown", "id": f"{cell['id']}-hints", "metadata": {}, "source": folded}
    if waiting:
        raise ValueError(f"{name}: no check cell for {waiting}")


def hints(module):
    """Return the hints of an exercise; its module is read, not run, because that would take TensorFlow."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    [found] = [word.value for word in ast.walk(tree) if isinstance(word, ast.keyword) and word.arg == "hints"]
    return ast.literal_eval(found)


def words(hint):
    """Return a hint as HTML: `code` is its only markup."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(hint, quote=False))


def case_cards(page):
    """Return the cards of the printable page as Markdown, whose headings contents and search know."""
    cards = re.findall(r"<article[^>]*>\s*<h2[^>]*>(.*?)</h2>(.*?)</article>", page, re.DOTALL)
    return "".join(f"\n## {html.unescape(name)}\n\n````{{raw}} html\n{card}\n````\n" for name, card in cards)


# ---- the page, before it is written


def without_empty_headers(app, name, template, context, doctree):
    """Make the empty cells in the head of a table ordinary ones: a screen reader would read them as headers."""
    if "body" in context:
        context["body"] = re.sub(r"<th[^>]*><p></p></th>", "<td></td>", context["body"])
