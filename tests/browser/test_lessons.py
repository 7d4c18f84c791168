"""Lesson 01 in a real JupyterLab: it runs to its end, and its explorer answers the keyboard."""

import statistics

from tests.browser.lab import opened

# notes when a key went down and when the picture of the explorer had changed
WATCH = """() => {
    window.waited = [];
    let down = 0;
    const picture = document.querySelector('.course-explorer img');
    document.addEventListener('keydown', () => { down = performance.now(); }, true);
    picture.addEventListener('load', () => window.waited.push(performance.now() - down));
}"""


def test_lesson_01_runs_and_its_slider_moves_by_keyboard(tmp_path):
    with opened("notebooks/01_data_preparation.ipynb", tmp_path) as notebook:
        page = notebook.page
        notebook.run_all(400)
        assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
        assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0

        notebook.cell("explore_images(")
        picture = page.locator(".course-explorer img")
        picture.wait_for(timeout=20_000)
        before, said = picture.get_attribute("src"), picture.get_attribute("alt")
        assert said
        slider = page.get_by_role("slider", name="Brightness")
        slider.focus()
        page.evaluate(WATCH)
        for presses in range(1, 21):
            slider.press("ArrowRight")
            page.wait_for_function(f"window.waited.length >= {presses}", timeout=10_000)
        assert picture.get_attribute("src") != before
        assert picture.get_attribute("alt") != said
        waited = page.evaluate("window.waited")
        print(f"\nfrom key to picture: median {statistics.median(waited):.0f} ms, longest {max(waited):.0f} ms")
