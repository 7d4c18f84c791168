"""What README.md and TEACHING.md promise: their pictures are there, and so is every command that they name."""

import argparse
import re
from pathlib import Path

import pytest
from PIL import Image

from course_utils.tools import cli

ROOT = Path(__file__).parents[2]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "TEACHING.md")}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def subcommands(parser):
    """Return the parsers of a parser's verbs, by their names."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    return {}


def commands(page):
    """Return what follows `course` in each piece of code, such as "slides 05"."""
    code = [*re.findall(r"`([^`\n]+)`", page), *"".join(re.findall(r"```\w*\n(.*?)```", page, re.DOTALL)).splitlines()]
    found = [re.match(r"(?:\.venv/bin/|\.venv\\Scripts\\)?course ([a-z].*)", line.strip()) for line in code]
    return [match[1] for match in found if match]


def test_the_pictures_of_readme_exist_are_small_and_have_words():
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", PAGES["README.md"])
    assert len(pictures) == 6
    for words, file in pictures:
        assert len(words.split()) > 5
        assert (ROOT / file).stat().st_size < 150_000
        with Image.open(ROOT / file) as picture:
            assert picture.format == "PNG" and picture.width >= 900
    shown = {Path(file).name for _, file in pictures}
    assert shown == {path.name for path in (ROOT / "docs/images").iterdir()}


@pytest.mark.parametrize("name", PAGES)
def test_every_command_exists_with_its_options(name):
    found = commands(PAGES[name])
    assert len(found) > 10
    for command in found:
        parser, words = cli._parser(), command.split()
        while words and (verbs := subcommands(parser)):
            assert words[0] in verbs, f"course {command}"
            parser = verbs[words.pop(0)]
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= set(parser._option_string_actions), f"course {command}"


@pytest.mark.parametrize("name", PAGES)
def test_every_target_of_make_exists(name):
    named = set(re.findall(r"(?:^|`)(?:\w+=\S+ )?make ([a-z-]+)", PAGES[name], re.MULTILINE))
    assert named <= TARGETS
    assert name != "README.md" or {"lab", "test", "site"} <= named


def test_every_link_to_a_file_of_the_course_leads_somewhere():
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", PAGES["README.md"])
    assert len(links) > 20
    assert [link for link in links if not (ROOT / link).exists()] == []
