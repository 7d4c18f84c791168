"""The pictures of README.md, taken from the course as it is now.

    python -m tests.browser.pictures [lesson check clinic class report slide]

Each is a screenshot in headless Chromium, written to docs/images. Without names, all are taken; it takes two minutes.
"""

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import nbformat
from PIL import Image

from course_utils.classroom.rehearse import Rehearsal
from course_utils.tools.slides import write_deck
from tests.browser.lab import ROOT, chromium, opened
from tests.classroom.conftest import Class

FOLDER = ROOT / "docs/images"
WRONG = "def neuron(x, w, b):\n    return x @ w + b"  # the activation is missing


def keep(name, shot):
    """Write a screenshot with at most 256 colors, which a figure does not miss."""
    image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    image.save(FOLDER / f"{name}.png", optimize=True)


@contextmanager
def browser_page(width, height):
    """Open a page of this size in headless Chromium."""
    with chromium() as browser:
        yield browser.new_page(viewport={"width": width, "height": height})


def explorer(name, sources, move, scratch):
    """Take the last cell of these, with its explorer, after `move` has changed it."""
    file = scratch / f"{name}.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
    with opened(file, scratch) as notebook:
        notebook.run_all()
        box = notebook.page.locator(".course-explorer")
        box.locator("img").wait_for()
        move(box)
        notebook.page.wait_for_timeout(1500)
        keep(name, notebook.page.locator(".jp-CodeCell").last.screenshot())


def lesson(scratch):
    """Take lesson 02's network on two spirals, with more units and layers than at first."""

    def move(box):
        for slider in box.get_by_role("slider").all()[:2]:
            slider.press("ArrowRight")

    explorer("lesson", ["from course_utils.lessons.lesson_02 import explore", "explore.boundary()"], move, scratch)


def clinic(scratch):
    """Take the clinic of lesson 08b with a learning rate that is far too high."""

    def move(box):
        box.get_by_role("button", name="learning rate too high", exact=True).press("Enter")

    explorer("clinic", ["from course_utils.lessons.lesson_08b import explore", "explore.clinic()"], move, scratch)


def check(scratch):
    """Take the first exercise, with the answer of its check to a wrong solution."""
    with opened("exercises/00_welcome.ipynb", scratch) as notebook:
        notebook.run("import check")
        notebook.write("def neuron(x, w, b)", WRONG)
        notebook.run("check.neuron(neuron)")
        page = notebook.page
        task = page.locator(".jp-MarkdownCell", has_text="One neuron").first.bounding_box()
        answer = notebook.cell("check.neuron(neuron)").bounding_box()
        page.wait_for_timeout(500)
        top = max(task["y"], 100)
        size = {"x": task["x"], "y": top, "width": task["width"], "height": answer["y"] + answer["height"] - top}
        keep("check", page.screenshot(clip=size))


def class_grid(scratch):
    """Take the teacher's grid of a rehearsal with 16 simulated learners."""
    random.seed(1)
    klass = Class(scratch / "my-class").start()
    try:
        Rehearsal(klass.port, klass.door.code, 16, pace=0.9).start()
        with browser_page(1180, 640) as page:
            page.goto(klass.running.teachers_link())
            page.wait_for_timeout(9000)
            page.get_by_role("button", name="Grid", exact=True).click()
            page.wait_for_timeout(2500)
            keep("class", page.screenshot())
    finally:
        klass.stop()


def report(scratch):
    """Take the report on a notebook with one mistake."""
    book = nbformat.read(ROOT / "solutions/00_welcome.ipynb", as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code" and "def neuron(" in cell.source:
            cell.source = WRONG
    nbformat.write(book, scratch / "00_welcome.ipynb")
    command = "import sys; from course_utils.tools.cli import main; sys.exit(main(['submit', '00_welcome.ipynb']))"
    environment = {**os.environ, "COURSE_HOME": str(scratch / "home")}
    subprocess.run([sys.executable, "-c", command], cwd=scratch, env=environment, check=True, capture_output=True)
    (page_file,) = (scratch / "home").rglob("*.html")
    with browser_page(1000, 640) as page:
        page.goto(page_file.as_uri())
        keep("report", page.screenshot())


def slide(scratch):
    """Take a slide with a figure."""
    deck = write_deck(ROOT / "notebooks/05_regularization.ipynb", scratch)
    with browser_page(1280, 720) as page:
        page.goto(deck.as_uri())
        page.wait_for_function("Reveal.isReady()")
        number = page.evaluate("Reveal.getSlides().findIndex((slide) => slide.querySelector('img'))")
        page.evaluate(f"Reveal.slide({number})")
        page.wait_for_timeout(1500)
        keep("slide", page.screenshot())


PICTURES = {"lesson": lesson, "check": check, "clinic": clinic, "class": class_grid, "report": report, "slide": slide}


def main(arguments=None):
    """Take the chosen pictures, or all, and print their sizes."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[[], *PICTURES], help="which pictures; without any, all")
    for name in parser.parse_args(arguments).names or PICTURES:
        with tempfile.TemporaryDirectory() as scratch:
            PICTURES[name](Path(scratch))
        print(f"{name}.png: {(FOLDER / f'{name}.png').stat().st_size / 1000:.0f} kB", flush=True)


if __name__ == "__main__":
    main()
