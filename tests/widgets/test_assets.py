"""Tests of the widgets' JavaScript and CSS: sound, complete, and packed with the package."""

import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest
import tinycss2

from course_utils.widgets.assets import STATIC, script

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(path.name for path in STATIC.glob("*.js"))
STYLES = sorted(path.name for path in STATIC.glob("*.css"))


def lint(folder):
    linter = Path(sysconfig.get_path("scripts"), "oxlint")
    command = [linter, "--deny-warnings", "--config", ROOT / ".oxlintrc.json", folder]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_the_linter_finds_nothing_in_the_javascript():
    assert f"on {len(SCRIPTS)} files" in lint(STATIC)


@pytest.mark.parametrize("name", sorted(set(SCRIPTS) - {"shared.js"}))
def test_a_script_reaches_the_browser_as_one_module(name):
    module = script(name)
    assert not re.search(r"^import ", module, re.MULTILINE)
    assert module.count("function shareKeys(") == 1
    assert module.count("export default") == 1


def test_the_linter_finds_nothing_in_the_scripts_as_the_browser_gets_them(tmp_path):
    for name in set(SCRIPTS) - {"shared.js"}:
        (tmp_path / name).write_text(script(name), encoding="utf-8")
    assert f"on {len(SCRIPTS) - 1} files" in lint(tmp_path)


@pytest.mark.parametrize("name", STYLES)
def test_every_rule_of_a_style_sheet_is_read(name):
    css = (STATIC / name).read_text(encoding="utf-8")
    skip = {"skip_comments": True, "skip_whitespace": True}
    rules = []
    for rule in tinycss2.parse_stylesheet(css, **skip):
        inner = rule.type == "at-rule" and rule.at_keyword == "container"
        rules += tinycss2.parse_rule_list(rule.content, **skip) if inner else [rule]
    assert {rule.type for rule in rules} == {"qualified-rule"}
    for rule in rules:
        parts = tinycss2.parse_blocks_contents(rule.content, **skip)
        assert parts and {part.type for part in parts} == {"declaration"}, tinycss2.serialize(rule.prelude)


@pytest.mark.parametrize("name", STYLES)
def test_every_class_that_a_style_sheet_names_is_used(name):
    stem = name.removesuffix(".css")
    code = "".join(path.read_text(encoding="utf-8") for path in (STATIC / f"{stem}.js", STATIC.parent / f"{stem}.py"))
    for used in set(re.findall(r"\.(course-[\w-]+)", (STATIC / name).read_text(encoding="utf-8"))):
        assert used in code


def test_javascript_and_css_are_packed_with_the_package():
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {path for pattern in data["course_utils.widgets"] for path in STATIC.parent.glob(pattern)}
    assert packed == set(STATIC.iterdir())
