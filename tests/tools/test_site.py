"""The web pages of `make site`, without Sphinx: what is found, what is folded, and what is left out."""

import json
import re
import runpy
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from course_utils.checks.lesson import lessons, solutions

ROOT = Path(__file__).parents[2]
EXERCISES = sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb"))
FOLDED = re.compile(r"<details><summary>Hint \d</summary>.*?</details>", re.DOTALL)


@pytest.fixture(scope="module")
def pages():
    """Load the settings and the extension of Sphinx."""
    before = [*sys.path]
    settings = runpy.run_path(str(ROOT / "site/conf.py"))
    sys.path[:] = before
    return SimpleNamespace(settings=settings, **runpy.run_path(str(ROOT / "site/course_pages.py")))


def prepared(pages, name):
    """Return the cells of a notebook as Sphinx reads them."""
    source = [(ROOT / f"{name}.ipynb").read_text(encoding="utf-8")]
    pages.prepare(SimpleNamespace(srcdir=ROOT), name, source)
    return json.loads(source[0])["cells"]


def test_every_lesson_and_exercise_becomes_a_page_and_no_solution_does(pages):
    patterns = pages.settings["include_patterns"]

    def page(path):
        return any(fnmatchcase(path.relative_to(ROOT).as_posix(), pattern) for pattern in patterns)

    for folder in ("notebooks", "exercises", "docs", "deploy"):
        files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".ipynb", ".md")]
        assert files and all(map(page, files))
        listed = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "site").glob("*.md"))
        assert f"\n/{folder}/*" in listed
    assert not any(map(page, (ROOT / "solutions").iterdir()))


def test_nothing_is_run_and_no_script_comes_from_a_network(pages):
    assert pages.settings["nb_execution_mode"] == "off"
    assert pages.settings["nb_ipywidgets_js"] == {}
    assert pages.settings["html_math_renderer"] == "mathml"


@pytest.mark.parametrize("lesson", EXERCISES)
def test_each_check_is_followed_by_its_hints_and_they_are_folded(pages, lesson):
    waiting = {exercise.name: exercise.hints for exercise in lessons()[lesson].exercises}
    cells, kept = prepared(pages, f"exercises/{lesson}"), []
    assert "[install the course]" in cells.pop(1)["source"]
    for cell, before in zip(cells, [None, *cells], strict=False):
        if not cell["id"].endswith("-hints"):
            kept.append(cell["id"])
            continue
        assert before["metadata"]["nbgrader"]["grade"]
        folded = FOLDED.findall(cell["source"])
        hints = waiting.pop(before["metadata"]["nbgrader"]["grade_id"].removeprefix("check_"))
        assert all(pages.words(hint) in part for hint, part in zip(hints, folded, strict=True))
        assert FOLDED.sub("", cell["source"]).strip() == ""
    assert waiting == {}
    assert kept == [cell["id"] for cell in json.loads((ROOT / f"exercises/{lesson}.ipynb").read_text("utf-8"))["cells"]]


@pytest.mark.parametrize("lesson", EXERCISES)
def test_no_line_of_a_solution_is_in_the_code_of_the_page(pages, lesson):
    given = {
        line.strip()
        for cell in json.loads((ROOT / f"exercises/{lesson}.ipynb").read_text("utf-8"))["cells"]
        for line in "".join(cell["source"]).splitlines()
    }
    code = [
        line.strip()
        for cell in prepared(pages, f"exercises/{lesson}")
        if cell["cell_type"] == "code"
        for line in "".join(cell["source"]).splitlines()
    ]
    secret = {line.strip() for source in solutions(lesson).values() for line in source.splitlines()} - given
    assert len(secret) >= 4
    assert not secret & {*code}


def test_an_exercise_without_a_check_is_no_page(pages):
    with pytest.raises(ValueError, match="no check cell for"):
        [*pages.with_hints([], {"relu": ""}, "exercises/02_sequential_mlp", ROOT)]


def test_links_lead_to_the_page_that_stands_for_a_file(pages):
    text = "[cards](../docs/case_cards.html) [one](../docs/case_cards.html#card-1) [next](03_next.ipynb) [here](#a)"
    assert pages.to_pages(text, "notebooks/02_this", ROOT).split() == [
        "[cards](../site/case_cards.md)",
        "[one](../site/case_cards.md#card-1)",
        "[next](03_next.ipynb)",
        "[here](#a)",
    ]
    assert pages.to_pages("[all](exercises)", "README", ROOT) == "[all](site/exercises.md)"


def test_a_link_to_a_cell_leads_to_its_section(pages, tmp_path):
    cells = [
        ("opening", "# 00 · A"),
        ("one", "## 1 · Calling `fit`\n\nWhy."),
        ("two", "Then.\n\n### Last\n\n```\n# code\n```"),
        ("run", ""),
    ]
    notebook = {"cells": [{"id": name, "cell_type": "markdown", "source": [text]} for name, text in cells]}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    def led(cell):
        return pages.to_pages(f"[x](a.ipynb#cell-id={cell})", "README", tmp_path)

    assert led("opening") == "[x](<a.ipynb#00-·-A>)"
    assert led("one") == led("two") == "[x](<a.ipynb#1-·-Calling-fit>)"
    assert led("run") == "[x](<a.ipynb#Last>)"
    with pytest.raises(ValueError, match="no cell three"):
        led("three")


def test_every_case_card_has_a_heading(pages):
    page = (ROOT / "docs/case_cards.html").read_text(encoding="utf-8")
    cards = pages.case_cards(page)
    assert len(re.findall(r"^## ", cards, re.MULTILINE)) == page.count("<article") > 10
    assert cards.count('<svg role="img" aria-label=') == page.count("<svg")


def test_the_workflow_publishes_what_make_site_builds():
    text = (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step] == ["make site"]
    [folder] = [step["with"]["path"] for step in jobs["build"]["steps"] if "upload" in step.get("uses", "")]
    assert folder == "build/site"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [build] = [line for line in makefile.splitlines() if "-m sphinx" in line]
    assert " -W " in build and build.endswith(f" {folder}")  # with -W, a link to nowhere stops the build
