"""Every explorer, a guess and the drawing canvas in a real JupyterLab: seen, and worked by the keyboard alone."""

import statistics

import nbformat
import pytest

from course_utils import explore
from tests.browser.lab import opened

ARGUMENTS = {"explore_images": "load_digits()"}  # of explorers that need some
CELLS = [
    "from course_utils import explore\nfrom course_utils.data import load_digits\n"
    "from course_utils.drawing import draw_digits, my_digits\nfrom course_utils.guess import guess",
    *(f"explore.{name}({ARGUMENTS.get(name, '')})" for name in explore.__all__),
    'asked = guess("00_welcome/control", "How many digits are there?", ["nine", "ten"])',
    'asked.reveal("ten")',
    "draw_digits()",
    "print(my_digits())",
]

# notes when a key went down and when a picture of an explorer had changed
WATCH = """() => {
    window.waited = [];
    let down = 0;
    document.addEventListener('keydown', () => { down = performance.now(); }, true);
    document.querySelectorAll('.course-explorer img').forEach((picture) =>
        picture.addEventListener('load', () => window.waited.push(performance.now() - down)));
}"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    scratch = tmp_path_factory.mktemp("controls")
    file = scratch / "controls.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
    with opened(file, scratch) as notebook:
        notebook.run_all()
        yield notebook


def test_nothing_went_wrong(notebook):
    for kind in ("error", "stderr"):
        assert notebook.page.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']").count() == 0


@pytest.mark.parametrize("name", explore.__all__)
def test_an_explorer_answers_the_keyboard(name, notebook, capsys):
    page = notebook.page
    box = notebook.cell(f"explore.{name}(").locator(".course-explorer")
    picture = box.locator("img")
    picture.wait_for(timeout=20_000)
    assert picture.get_attribute("alt") and box.get_attribute("aria-label")
    assert picture.evaluate("image => image.naturalWidth > 300 && image.clientWidth > 300")
    before = picture.get_attribute("src"), picture.get_attribute("alt")
    slider = box.get_by_role("slider").last
    slider.focus()
    page.evaluate(WATCH)
    keys = ["ArrowRight"] * 3 + ["ArrowLeft"] * 2 + ["ArrowRight"] * 5  # also where it stands at an end
    for key in keys:
        seen = page.evaluate("window.waited.length")
        value = slider.input_value()
        slider.press(key)
        if slider.input_value() != value:
            page.wait_for_function(f"window.waited.length > {seen}", timeout=10_000)
    waited = page.evaluate("window.waited")
    assert len(waited) >= 4
    assert picture.get_attribute("src") != before[0]
    assert picture.get_attribute("alt") != before[1]
    slider.press("Escape")  # and out of the explorer
    assert page.evaluate("!document.activeElement.closest('.course-explorer')")
    with capsys.disabled():
        print(f"\n{name}: from key to picture {statistics.median(waited):.0f} ms at the median, "
              f"longest {max(waited):.0f} ms")


def test_a_guess_is_kept_and_answered(notebook):
    cell = notebook.cell("asked = guess(")
    cell.get_by_role("radio", name="nine").focus()
    notebook.page.keyboard.press("Space")
    notebook.page.keyboard.press("ArrowDown")
    assert cell.get_by_role("radio", name="ten").is_checked()
    said = notebook.run("asked.reveal(")
    assert "ten" in said and "nine" not in said, said


def test_a_digit_is_drawn_by_keyboard(notebook):
    cell = notebook.cell("draw_digits()")
    cell.locator("canvas").focus()
    for key in ["ArrowUp"] * 4 + ["Space"] + ["ArrowDown"] * 8 + ["Space", "Enter"]:
        notebook.page.keyboard.press(key)
    cell.get_by_role("button", name="Save as 0").click()
    cell.get_by_text("Your 0 is kept.").wait_for(timeout=10_000)
    assert "your own" in notebook.run("print(my_digits())").lower()
