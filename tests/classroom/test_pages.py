"""The pages' JavaScript, CSS and HTML: sound, complete, and nothing in them comes from elsewhere."""

import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest
import tinycss2

from course_utils.classroom.server import STATIC

ROOT = Path(__file__).parents[2]
PAGES = sorted(STATIC.glob("*.html"))
SCRIPTS = sorted(STATIC.glob("*.js"))


def test_the_linter_finds_nothing_in_the_javascript():
    linter = Path(sysconfig.get_path("scripts"), "oxlint")
    command = [linter, "--deny-warnings", "--config", ROOT / ".oxlintrc.json", STATIC]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0 and f"on {len(SCRIPTS)} files" in run.stdout, run.stdout + run.stderr


def test_every_rule_of_the_style_sheet_is_read():
    css = (STATIC / "class.css").read_text(encoding="utf-8")
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        assert rule.type == "qualified-rule" or rule.at_keyword == "media", rule.serialize()
        inner = rule.content if rule.type == "qualified-rule" else []
        parts = tinycss2.parse_blocks_contents(inner, skip_comments=True, skip_whitespace=True)
        assert {part.type for part in parts} <= {"declaration"}, tinycss2.serialize(rule.prelude)


def test_every_class_of_the_style_sheet_is_used():
    code = "".join(path.read_text(encoding="utf-8") for path in [*PAGES, *SCRIPTS])
    for name in set(re.findall(r"\.([a-z][\w-]+)[\s,:.>{]", (STATIC / "class.css").read_text(encoding="utf-8"))):
        assert name.removeprefix("fill-") in code, name


@pytest.mark.parametrize("path", [*PAGES, *SCRIPTS], ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere_and_no_text_becomes_markup(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"""(src|href|url|fetch|import)\W{1,3}(https?:)?//""", text)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "setTimeout(`", " style="):
        assert way not in text, way
    if path.suffix == ".html":
        assert not re.search(r"\son\w+=|<style|javascript:|<script(?![^>]* src=)", text)
        assert '<html lang="en">' in text and "<title>" in text and 'name="viewport"' in text


@pytest.mark.parametrize("script", ["teach", "projector", "welcome"])
def test_every_part_that_a_script_fills_is_in_its_page(script):
    page = (STATIC / f"{script}.html").read_text(encoding="utf-8")
    code = (STATIC / f"{script}.js").read_text(encoding="utf-8")
    names = re.findall(r"""(?:part|getElementById)\("([\w-]+)"\)""", code)
    assert names and all(f'id="{name}"' in page for name in names)


def test_the_pages_are_packed_with_the_package():
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {path for pattern in data["course_utils.classroom"] for path in STATIC.parent.glob(pattern)}
    assert packed == set(STATIC.iterdir())
