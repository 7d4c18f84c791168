"""`course present` at a projector's 1280 × 720: sections by keys, figures that are whole, controls that answer."""

import contextlib
import os
import re
import subprocess
import sys

import nbformat
import pytest
from playwright.sync_api import TimeoutError, expect

from tests.browser.lab import chromium
from tests.browser.test_controls import CELLS, EXPLORERS

START = """
import sys
from pathlib import Path
from course_utils.tools.present import present
present(Path(sys.argv[1]), browser=False)
"""
KERNEL_IS_IDLE = """async () => (await (await fetch("/api/sessions")).json()).some(
    ({ kernel }) => kernel.execution_state === "idle" && kernel.connections > 0)"""
SECTIONS = ["The first cell", *(name for _, name, _ in EXPLORERS), "A guess"]


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """Return a lesson with a section for each explorer, and one for a guess; its file has an output."""
    file = tmp_path_factory.mktemp("present") / "lesson.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    book = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    for title, source in zip(SECTIONS, CELLS, strict=False):
        output = nbformat.v4.new_output("stream", text="the old output")
        book.cells += [
            nbformat.v4.new_markdown_cell(f"## {title}\n\nA sentence."),
            nbformat.v4.new_code_cell(source, outputs=[output]),
        ]
    nbformat.write(book, file)
    return file


@pytest.fixture(scope="module")
def page(lesson):
    before = lesson.read_bytes()
    environment = {**os.environ, "TMPDIR": str(lesson.parent), "JUPYTER_CONFIG_DIR": str(lesson.parent / "config")}
    with (lesson.parent / "jupyter.log").open("w") as log:
        command = [sys.executable, "-c", START, str(lesson)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        said = ""
        while not (found := re.search(r"http://\S+/doc/tree/lesson\.ipynb\?token=\w+", said)):
            line = server.stdout.readline()
            assert line, f"JupyterLab has ended: {said}"
            said += line
        with chromium() as browser:
            opened, faults = browser.new_page(viewport={"width": 1280, "height": 720}), []
            opened.on("pageerror", lambda error: faults.append(str(error)))
            opened.goto(found[0], wait_until="load", timeout=90_000)
            opened.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
            opened.wait_for_function(KERNEL_IS_IDLE, timeout=90_000)
            assert "the old output" not in opened.locator(".jp-Notebook").inner_text()
            for _ in range(30):  # before JupyterLab knows its kernel, it runs no cell or only the first one
                opened.locator(".jp-Cell").first.click()
                for name in ("Run", "Run All Cells"):
                    opened.get_by_role("menuitem", name=name, exact=True).click()
                opened.wait_for_timeout(2000)
                if not opened.locator(".jp-InputPrompt", has_text="[ ]").count():
                    break
            run = opened.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]"))
            expect(run).to_have_count(len(SECTIONS), timeout=180_000)
            yield opened
            assert faults == []
    finally:
        server.terminate()
        server.wait(20)
    assert lesson.read_bytes() == before
    assert not list(lesson.parent.glob("course-present-*"))


def heading(page):
    """Return the heading of the selected cell, and how far below the top of the notebook it is, in pixels."""
    return page.evaluate("""() => {
        const cell = document.querySelector(".jp-Cell.jp-mod-active"), top = cell.getBoundingClientRect().top;
        const text = cell.querySelector("h1, h2, h3")?.textContent.replace("¶", "").trim();
        return [text, top - cell.closest(".jp-WindowedPanel-outer").getBoundingClientRect().top];
    }""")


def go_to(page, section):
    page.locator(".jp-Cell").first.click()
    for _ in SECTIONS[: SECTIONS.index(section)]:
        page.keyboard.press("PageDown")


def test_page_down_and_page_up_go_from_section_to_section(page):
    page.locator(".jp-Cell").first.click()
    for title in SECTIONS[1:]:
        page.keyboard.press("PageDown")
        shown, below = heading(page)
        assert shown == title
        assert title == SECTIONS[-1] or abs(below) < 30
    for title in reversed(SECTIONS[:-1]):
        page.keyboard.press("PageUp")
        assert heading(page)[0] == title
    page.keyboard.press("PageUp")
    assert heading(page)[0] == SECTIONS[0]  # there is nothing above


@pytest.mark.parametrize("name", [name for _, name, _ in EXPLORERS])
def test_a_figure_is_whole_and_a_slider_moves_it(page, name):
    go_to(page, name)
    box = page.locator(".course-explorer").nth(SECTIONS.index(name) - 1)
    picture = box.locator("img")
    box.evaluate("box => box.scrollIntoView({ block: 'nearest' })")
    outer = page.locator(".jp-WindowedPanel-outer").bounding_box()
    for part in [box, picture, box.get_by_role("status")]:
        place = part.bounding_box()
        assert place["y"] >= outer["y"] - 1 and place["y"] + place["height"] < 721  # scrolling rounds
        assert place["x"] >= 0 and place["x"] + place["width"] <= 1280
    assert box.evaluate("""box => [box, ...box.querySelectorAll(".course-picture, .course-picture p")].every(
        (part) => part.scrollHeight <= part.clientHeight + 1)""")
    assert box.evaluate("""box => [...box.querySelectorAll(".widget-readout, select")].every((part) => {
        const { left, right } = part.getBoundingClientRect(), edge = box.getBoundingClientRect().right;
        return left < right && right <= edge && part.scrollWidth <= part.clientWidth + 1;
    })""")
    assert picture.evaluate("image => image.naturalWidth > 300 && image.clientHeight >= 200")
    sources = {picture.get_attribute("src")}
    for slider in box.get_by_role("slider").all():
        slider.focus()
        for key in ("ArrowRight", "ArrowLeft"):
            slider.press(key)
            with contextlib.suppress(TimeoutError):  # at an end, nothing changes
                page.wait_for_function(
                    "(old) => document.activeElement.closest('.course-explorer').querySelector('img').src !== old",
                    arg=picture.get_attribute("src"),
                    timeout=3000,
                )
            sources.add(picture.get_attribute("src"))
    assert len(sources) > 1
    slider.press("Escape")  # and the keys are the notebook's again
    page.keyboard.press("PageDown")
    assert heading(page)[0] == SECTIONS[SECTIONS.index(name) + 1]


def test_a_guess_is_answered(page):
    go_to(page, "A guess")
    option = page.get_by_role("radio", name="ten")
    option.check()
    expect(page.locator(".jp-Notebook")).not_to_contain_text("You haven't chosen an option yet.")
    assert option.is_checked()


def test_the_type_is_large_and_only_the_menu_is_above_the_lesson(page):
    sizes = page.evaluate("""() => [".cm-content", ".jp-RenderedMarkdown p"].map(
        (part) => parseFloat(getComputedStyle(document.querySelector(part)).fontSize))""")
    assert sizes == [19, 20]
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()
    assert page.locator(".jp-WindowedPanel-outer").bounding_box()["height"] > 640
    assert page.locator(".jp-WindowedPanel-outer").bounding_box()["width"] > 1250


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_an_activity_bar_that_is_shown_goes_away(page, side):
    page.get_by_role("menuitem", name="View", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Appearance").click()
    page.get_by_role("menuitem", name=f"Show {side} Activity Bar").click()
    expect(page.locator(f".jp-SideBar.jp-mod-{side.lower()}")).to_be_hidden()
    page.wait_for_function("document.querySelector('.jp-WindowedPanel-outer').clientWidth > 1250")
