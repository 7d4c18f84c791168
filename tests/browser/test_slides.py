"""A deck opened as a file, with the network off: nothing is fetched, every section fits, notes open, handouts print."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from course_utils.tools.slides import write_deck
from tests.browser.lab import ROOT, chromium


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    return write_deck(ROOT / "notebooks" / "05_regularization.ipynb", tmp_path_factory.mktemp("slides"))


@pytest.fixture
def page(deck):
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
        opened, asked, faults = context.new_page(), [], []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.goto(deck.as_uri())
        opened.wait_for_function("Reveal.isReady()")
        yield opened
        assert faults == []
        assert [address for address in asked if not address.startswith(("data:", deck.as_uri()))] == []


def test_every_section_fits_on_its_screen(page):
    sizes = page.evaluate(
        """() => Reveal.getSlides().map((slide, number) => {
            Reveal.slide(number);
            const loaded = [...slide.querySelectorAll("img")].every((image) => image.complete && image.naturalWidth);
            return [number + 1, slide.scrollHeight, slide.scrollWidth, loaded];
        })"""
    )
    assert len(sizes) > 40
    assert [size for size in sizes if size[1] > 700 or size[2] > 1280 or not size[3]] == []


def test_a_deck_has_no_barrier(page):
    for number in (0, 1, 5, 9):
        page.evaluate(f"Reveal.slide({number})")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_the_speakers_window_follows_the_slides_and_moves_them(page):
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    assert "05 · Regularization" in speaker.inner_text("#now")
    page.keyboard.press("ArrowRight")
    assert "text" in speaker.inner_text("#now")
    speaker.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getState().indexh") == 2
    assert re.fullmatch(r"0:\d\d, and this section ends at 2:00", speaker.inner_text("#clock"))
    page.evaluate("Reveal.slide(Reveal.getTotalSlides() - 1)")
    assert re.fullmatch(r"\d+:\d\d", speaker.inner_text("#clock"))
    assert "Last five minutes" in speaker.inner_text("#notes")


def test_a_handout_has_a_page_for_each_section(page):
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == page.evaluate("Reveal.getTotalSlides()")
