"""Explorers, a guess, the canvas and live curves in a real JupyterLab: seen, and worked by the keyboard alone."""

import contextlib
import statistics

import nbformat
import pytest
from playwright.sync_api import TimeoutError

from tests.browser.lab import opened

EXPLORERS = [  # lesson, explorer, its arguments
    ("00", "three_inputs", ""),
    ("01", "images", "digits"),
    ("02", "neuron", ""),
    ("02", "boundary", ""),
    ("04b", "race", ""),
    ("05", "strength", ""),
    ("06a", "kernel", "pictures[0][::2, ::2]"),
    ("06b", "maps", "network, pictures"),
    ("07a", "windows", "pictures.ravel()[:2000], borders=(1200, 1600)"),
    ("08b", "clinic", ""),
]
CELLS = [
    """from course_utils.data import load_digits
from course_utils.training import LiveCurves
from course_utils.widgets import draw_digits, guess, my_digits
import keras

digits = load_digits()
pictures = digits.x_train[:6].astype("float32") / 255
network = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(4, 3, activation="relu"),
                            keras.layers.MaxPooling2D(), keras.layers.Conv2D(3, 3, activation="relu")])""",
    *(
        f"from course_utils.lessons.lesson_{lesson} import explore\nexplore.{name}({arguments})"
        for lesson, name, arguments in EXPLORERS
    ),
    'asked = guess("00_welcome/control", "How many digits are there?", ["nine", "ten"])',
    'asked.reveal("ten")',
    "draw_digits()",
    "print(my_digits())",
    """line = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
line.compile(loss="mse")
line.fit(pictures[:, 14, 14:15], pictures[:, 14, 15:16], epochs=40, verbose=0, callbacks=[LiveCurves()]);""",
]

FOLDED = {"jupyter": {"outputs_hidden": True}}  # as the build saves what gives a guess away
SAVED = "the result of an earlier run"

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
    result = cells[CELLS.index('asked.reveal("ten")')]
    result.metadata, result.outputs = FOLDED, [nbformat.v4.new_output("stream", text=SAVED)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
    with opened(file, scratch) as notebook:
        folded = notebook.cell("asked.reveal(").locator(".jp-Cell-outputWrapper").inner_text()
        assert "Run this cell to see its result." in folded and SAVED not in folded
        notebook.run_all()
        yield notebook


def test_nothing_went_wrong(notebook):
    for kind in ("error", "stderr"):
        assert notebook.page.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']").count() == 0


@pytest.mark.parametrize("name", [name for _, name, _ in EXPLORERS])
def test_an_explorer_answers_the_keyboard(name, notebook, capsys):
    page = notebook.page
    box = notebook.cell(f"explore.{name}(").locator(".course-explorer")
    picture = box.locator("img")
    picture.wait_for(timeout=20_000)
    assert picture.get_attribute("alt") and box.get_attribute("aria-label")
    assert picture.evaluate("image => image.naturalWidth > 300 && image.clientWidth > 300")
    page.evaluate(WATCH)
    sources, words = set(), set()
    for slider in box.get_by_role("slider").all():
        slider.focus()
        for key in ("ArrowRight", "ArrowLeft", "ArrowLeft"):
            before = [picture.element_handle(), picture.evaluate("image => image.src")]
            slider.press(key)
            with contextlib.suppress(TimeoutError):  # at an end, or where it means nothing, nothing changes
                page.wait_for_function("([image, source]) => image.src !== source", arg=before, timeout=1500)
            sources.add(picture.get_attribute("src"))
            words.add(picture.get_attribute("alt"))
    waited = page.evaluate("window.waited")
    assert min(len(waited), len(sources), len(words)) > 1
    slider.press("Escape")  # and out of the explorer
    assert page.evaluate("!document.activeElement.closest('.course-explorer')")
    with capsys.disabled():
        print(
            f"\n{name}: from key to picture {statistics.median(waited):.0f} ms at the median, "
            f"longest {max(waited):.0f} ms"
        )


# what a screen reader says of the element with the focus
NAME = """() => {
    const element = document.activeElement;
    return element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
}"""


def test_every_control_has_a_name_and_is_one_stop_of_the_tab_key(notebook):
    page, box = notebook.page, notebook.cell("explore.clinic(").locator(".course-explorer")
    box.get_by_role("slider", name="Seed", exact=True).wait_for()  # the last one is there
    labels = [label.inner_text() for label in box.locator(".widget-label").all()]
    cases = [button.inner_text() for button in box.get_by_role("button").all()]
    assert (len(labels), len(cases)) == (9, 12)
    for label in labels:
        role = "combobox" if label in ("Inputs", "Validation") else "slider"
        assert box.get_by_role(role, name=label, exact=True).count() == 1
    box.get_by_role("button").first.focus()
    stops = []
    for _ in [*cases, *labels]:
        stops.append(page.evaluate(NAME))
        page.keyboard.press("Tab")
    assert stops == [*cases, *labels]
    assert not box.evaluate("box => box.contains(document.activeElement)")


@pytest.mark.parametrize(
    ("role", "label", "arrow", "moved"),
    [
        ("button", "healthy", "ArrowDown", None),
        ("slider", "Learning rate: 10 to the power", "ArrowRight", "−0.6"),
        ("slider", "Epochs", "ArrowRight", "31"),
        ("combobox", "Inputs", "ArrowDown", "0…255, not scaled"),
    ],
)
def test_keys_are_for_the_control_and_escape_gives_them_back(role, label, arrow, moved, notebook):
    page, box = notebook.page, notebook.cell("explore.clinic(").locator(".course-explorer")
    box.get_by_role("button", name="healthy", exact=True).press("Enter")
    box.get_by_role("status").get_by_text("Diagnosis: healthy").wait_for()
    control = box.get_by_role(role, name=label, exact=True)
    control.focus()
    page.wait_for_function("document.activeElement.closest('.jp-mod-active')")
    cells = """() => [...document.querySelectorAll('.jp-Cell')].map(cell =>
        ['jp-CodeCell', 'jp-mod-active'].filter(name => cell.classList.contains(name)).join('+')).join()"""
    before = page.evaluate(cells)
    control.press(arrow)
    if role == "slider":
        assert control.get_attribute("aria-valuetext") == moved
    elif role == "combobox":
        assert control.input_value() == moved
    for key in "bbaaddxcvzmy":  # in JupyterLab: insert, delete, cut, copy, paste, undo, turn into Markdown and back
        control.press(key)
    assert page.evaluate(cells) == before
    assert box.evaluate("box => box.contains(document.activeElement)")
    control.press("Escape")
    assert not box.evaluate("box => box.contains(document.activeElement)")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(f"before => ({cells})() !== before", arg=before)


def test_the_tab_key_leads_from_the_cell_into_its_explorer(notebook):
    page = notebook.page
    cell = notebook.cell("explore.race(")
    cell.locator(".cm-content").click()
    page.keyboard.press("Escape")  # from the editor to the cell
    for _ in range(12):  # past the buttons of the cell
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.course-explorer')"):
            break
    assert page.evaluate(NAME) == "Optimizer"
    page.keyboard.press("Escape")
    assert cell.evaluate("cell => cell === document.activeElement")


def test_the_numbers_of_a_kernel_are_a_table(notebook):
    page, box = notebook.page, notebook.cell("explore.kernel(").locator(".course-explorer")
    fields = box.get_by_role("spinbutton").all()
    names = [f"Add to weight in row {row}, column {column}" for row in (1, 2, 3) for column in (1, 2, 3)]
    places = [field.bounding_box() for field in fields]
    assert [place["y"] for place in places] == [places[3 * row]["y"] for row in (0, 1, 2) for _ in range(3)]
    box.get_by_role("spinbutton", name=names[0], exact=True).focus()
    for name in names:
        assert page.evaluate(NAME) == name
        page.keyboard.press("Tab")
    fields[8].focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("box => box.querySelector('img').alt.includes('· 1.5')", arg=box.element_handle())
    page.keyboard.press("ArrowDown")


def test_a_narrow_explorer_is_not_cut_off(notebook):
    page = notebook.page
    page.set_viewport_size({"width": 853, "height": 480})  # a small laptop at 150%
    try:
        for name in ("kernel", "clinic"):
            box = notebook.cell(f"explore.{name}(").locator(".course-explorer")
            width = box.evaluate("box => box.closest('.jp-OutputArea-output').clientWidth")
            assert width < 560  # else nothing was tried
            for part in box.locator("img, select, input, .widget-readout, .noUi-target, .widget-label").all():
                place, left = part.bounding_box(), box.bounding_box()["x"]
                assert place is None or place["x"] + place["width"] <= left + width + 1, part.inner_text()
    finally:
        page.set_viewport_size({"width": 1400, "height": 1000})


def test_a_slider_that_is_dragged_skips_pictures_and_ends_with_the_right_one(notebook):
    page, box = notebook.page, notebook.cell("explore.race(").locator(".course-explorer")
    steps = box.get_by_role("slider", name="Steps", exact=True)
    steps.focus()
    steps.press("Home")
    box.get_by_role("status").get_by_text("After 1 step ").wait_for()
    box.locator("img").evaluate(
        "picture => { window.seen = 0; picture.addEventListener('load', () => window.seen++); }"
    )
    # all at once, before the kernel can answer: with pauses, a fast machine would draw a picture for each
    steps.evaluate(
        """slider => {
            const press = {key: 'ArrowRight', bubbles: true, cancelable: true};
            for (let times = 0; times < 40; times++) slider.dispatchEvent(new KeyboardEvent('keydown', press));
        }"""
    )
    box.get_by_role("status").get_by_text("After 41 steps ").wait_for(timeout=20_000)
    assert 1 <= page.evaluate("window.seen") < 5


def test_a_case_of_the_clinic_is_shown_by_one_key(notebook):
    box = notebook.cell("explore.clinic(").locator(".course-explorer")
    cases, said = box.get_by_role("group", name="Cases"), box.get_by_role("status")
    for name in ("overfitting", "not learning"):
        button = cases.get_by_role("button", name=name, exact=True)
        button.focus()
        button.press("Enter")
        said.get_by_text(f"Diagnosis: {name} (confidence").wait_for(timeout=10_000)
        assert button.get_attribute("aria-pressed") == "true"
        assert cases.locator("[aria-pressed=true]").count() == 1
        assert f"Diagnosis: {name}" in box.locator("img").get_attribute("alt")
    assert box.get_by_role("combobox", name="Inputs").input_value() == "all zero"
    slider = box.get_by_role("slider", name="Epochs")
    slider.focus()
    slider.press("ArrowLeft")
    cases.locator("[aria-pressed=true]").wait_for(state="detached")


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
    cell.get_by_text("Your 0 is saved.").wait_for(timeout=10_000)
    assert "your own" in notebook.run("print(my_digits())").lower()


def test_live_curves_are_one_picture_with_words(notebook):
    pictures = notebook.cell("LiveCurves()]").locator(".jp-OutputArea img")
    assert pictures.count() == 1
    assert "40" in pictures.get_attribute("alt")


def test_a_saved_notebook_shows_the_last_pictures_each_time_that_it_is_opened(notebook):
    page, box = notebook.page, notebook.cell("explore.race(").locator(".course-explorer")
    slider = box.get_by_role("slider", name="Steps", exact=True)
    slider.focus()
    slider.press("Home")
    box.get_by_role("status").get_by_text("After 1 step ").wait_for()
    notebook.save()
    notebook.save()  # JupyterLab asks nothing about what the server has changed in the file
    assert page.get_by_role("dialog").count() == 0

    page.reload()  # the kernel is still there, and so are the controls
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook.cell("explore.three_inputs(").locator("img").wait_for(timeout=30_000)  # no cell moves any more
    notebook.wait_idle()
    slider = notebook.cell("explore.race(").get_by_role("slider", name="Steps", exact=True)
    slider.wait_for(timeout=30_000)
    slider.focus()
    slider.press("ArrowRight")
    box.get_by_role("status").get_by_text("After 2 steps ").wait_for()
    words = box.locator("img").get_attribute("alt")

    for _ in range(2):  # the second time, nothing was run in between
        notebook.reopen()
        notebook.cell("asked = guess(").get_by_text("Your guess: ten.").wait_for()
        picture = notebook.cell("explore.race(").get_by_role("img", name=words, exact=True)
        picture.wait_for(timeout=30_000)
        assert picture.evaluate("image => image.naturalWidth > 300")
        for cell in CELLS[1:]:
            notebook.cell(cell.splitlines()[-1][:40])
            assert page.get_by_text("Error displaying widget").count() == 0


def test_widgets_take_nothing_after_a_restart(notebook):
    page, cells = notebook.page, ("explore.race(", "asked = guess(", "draw_digits()")
    for cell in (CELLS[0].splitlines()[-1], *cells):
        notebook.run(cell)
    page.evaluate("document.querySelector('.jp-Cell.jp-mod-active').focus()")
    for key in "00":
        page.keyboard.press(key)
    page.locator(".jp-Dialog button", has_text="Restart").click()
    for cell in cells:
        shown = notebook.cell(cell).locator(".jp-OutputArea")
        shown.get_by_role("status").get_by_text("The kernel has been restarted.").wait_for()
        for control in shown.locator("input, button, canvas, select, [role=slider]").all():
            assert control.evaluate("control => control.closest('[inert]') !== null")
    notebook.wait_idle()


def test_widgets_say_that_no_kernel_answers(notebook):
    for cell in (CELLS[0].splitlines()[-1], "explore.race(", "asked = guess("):
        notebook.run(cell)
    notebook.menu("Kernel", "Shut Down Kernel")
    notebook.page.get_by_text("No Kernel").first.wait_for()
    cell = notebook.cell("explore.race(")
    cell.get_by_role("slider", name="Steps", exact=True).press("ArrowLeft")
    cell.get_by_role("status").get_by_text("There is no answer from the kernel.").wait_for()
    cell = notebook.cell("asked = guess(")
    cell.get_by_role("radio", name="nine").check()
    cell.get_by_role("status").get_by_text("Your choice is not saved. There is no answer").wait_for()
