"""The web pages that `make site` has built, opened as files without a network: complete, searchable, no barriers."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_utils.checks.lesson import solutions
from tests.browser.lab import ROOT

SITE = ROOT / "build/site"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html") if "_static" not in path.parts)
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb"))
# Pages of each kind: the way in, lists, a lesson with formulas, one with explorers, exercises, cards, text, search.
KINDS = [page for page in PAGES if not page.startswith(("notebooks/", "exercises/", "docs/teaching/"))]
KINDS += [f"notebooks/{LESSONS[0]}.html", f"notebooks/{LESSONS[2]}.html", f"exercises/{EXERCISES[2]}.html"]
KINDS += ["docs/teaching/02.html"]
LOADED = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src", "object": "data"}


class Page(HTMLParser):
    """What a test asks of a page: its elements in order, and the text of its blocks of code."""

    def __init__(self, name):
        super().__init__()
        self.elements, self.code, self.text, self._inside = [], [], [], 0
        self.feed((SITE / name).read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._inside += tag == "pre"

    def handle_endtag(self, tag):
        self._inside -= tag == "pre"

    def handle_data(self, data):
        self.text.append(data)
        if self._inside:
            self.code.append(data)

    def values(self, key):
        return [attributes[key] for _, attributes in self.elements if key in attributes]


page_of = cache(Page)


@pytest.fixture
def tab(browser, request):
    """Open a tab without a network; no page may ask for anything that isn't a file, and no script may fail."""
    context = browser.new_context(offline=True, **getattr(request, "param", {}))
    opened, faults = context.new_page(), []
    opened.on("request", lambda it: None if it.url.startswith(("file:", "data:")) else faults.append(it.url))
    # axe asks for the style sheets once more, which no browser allows for files
    opened.on("requestfailed", lambda it: None if it.resource_type == "xhr" else faults.append(it.url))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.faults = faults
    yield opened
    context.close()


def address(name):
    return (SITE / name).as_uri()


def test_there_is_a_page_for_every_notebook():
    assert {f"notebooks/{name}.html" for name in LESSONS} == {page for page in PAGES if page.startswith("notebooks/")}
    assert {f"exercises/{name}.html" for name in EXERCISES} == {page for page in PAGES if page.startswith("exercises/")}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_has_its_target_and_nothing_comes_from_elsewhere(name):
    for tag, attributes in page_of(name).elements:
        link = attributes.get("href") or attributes.get(LOADED.get(tag, "href"))
        if link is None or link.startswith("data:"):
            continue
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            assert tag == "a" and parts.scheme == "https", link
            continue
        target = (SITE / name).parent / unquote(parts.path) if parts.path else SITE / name
        assert target.is_file(), link
        if parts.fragment and target.suffix == ".html":
            there = page_of(target.resolve().relative_to(SITE).as_posix())
            assert unquote(parts.fragment) in there.values("id"), link


@pytest.mark.parametrize("name", LESSONS)
def test_every_picture_of_a_lesson_and_its_words_are_on_the_page(name):
    page, pictures = page_of(f"notebooks/{name}.html"), []
    shown = [attributes.get("alt") for tag, attributes in page.elements if tag == "img"]
    text = "".join(page.text)
    for cell in json.loads((ROOT / f"notebooks/{name}.ipynb").read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            saved = Output("".join(output.get("data", {}).get("text/html", "")))
            pictures += saved.alts
            assert all(words in text for words in saved.words)
    assert pictures and [alt for alt in shown if alt in pictures] == pictures
    assert all(shown)


class Output(HTMLParser):
    """The pictures and the paragraphs of a saved output."""

    def __init__(self, source):
        super().__init__()
        self.alts, self.words, self._paragraph = [], [], False
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self._paragraph = tag == "p"
        self.alts += [dict(attrs)["alt"]] if tag == "img" else []

    def handle_data(self, data):
        self.words += [data] if self._paragraph else []


@pytest.mark.parametrize("name", EXERCISES)
def test_hints_are_closed_and_no_line_of_a_solution_is_on_the_page(name):
    page = page_of(f"exercises/{name}.html")
    folded = [attributes for tag, attributes in page.elements if tag == "details"]
    assert "".join(page.text).count("Hint 1") == len(solutions(name))
    assert len(folded) >= len(solutions(name)) and not any("open" in attributes for attributes in folded)
    lines = {line.strip() for line in "".join(page.code).splitlines()}
    given = (ROOT / f"exercises/{name}.ipynb").read_text(encoding="utf-8")
    given = {line.strip() for cell in json.loads(given)["cells"] for line in "".join(cell["source"]).splitlines()}
    assert lines & given
    assert not lines & ({line.strip() for source in solutions(name).values() for line in source.splitlines()} - given)


LOOKS = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 390, "height": 844}},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
]


@pytest.mark.parametrize("names", [KINDS, pytest.param(PAGES, marks=pytest.mark.slow)], ids=["kinds", "all"])
@pytest.mark.parametrize("tab", LOOKS, indirect=True, ids=["wide", "phone", "dark"])
def test_no_page_has_a_barrier_or_is_too_wide_or_needs_a_network(tab, names):
    assert len(names) > 10
    for name in (name for name in names if name != "index.html"):  # which is gone at once
        tab.goto(address(name))
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = Axe().run(tab)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert tab.faults == [], name


def test_the_search_finds_words_of_lessons_and_hints(tab):
    tab.goto(address("index.html"))
    tab.wait_for_url(address("site/index.html"))
    tab.keyboard.press("Control+k")
    tab.keyboard.type("np.maximum")
    tab.keyboard.press("Enter")
    results = tab.locator("ul.search li a")
    expect(results.filter(has_text="Exercises 02").first).to_be_visible()
    expect(tab.locator("#search-results")).to_contain_text("found")
    results.filter(has_text="Exercises 02").first.click()
    expect(tab.locator("h1")).to_contain_text("Exercises 02")
    hint = tab.locator("details", has_text="np.maximum").first
    expect(hint.locator("p")).to_be_hidden()
    hint.locator("summary").click()
    expect(hint.locator("p")).to_be_visible()
    assert tab.faults == []


def test_the_dark_colors_are_a_button_away_and_stay(tab):
    tab.goto(address("notebooks/00_welcome.html"))
    body = tab.locator("body")
    light = body.evaluate("e => getComputedStyle(e).backgroundColor")
    tab.get_by_role("button", name=re.compile("color mode", re.IGNORECASE)).first.click()
    tab.get_by_text("Dark", exact=True).first.click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    assert body.evaluate("e => getComputedStyle(e).backgroundColor") != light
    tab.goto(address("exercises/00_welcome.html"))
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
