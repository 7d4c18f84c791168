"""An exercise in a real JupyterLab: not attempted, wrong, right, and each answer seen."""

from tests.browser.lab import opened


def stop(notebook, text):
    """Run the cell that holds `text`, interrupt the kernel, and return what the cell then shows."""
    notebook.cell(text).locator(".cm-content").click()
    notebook.page.keyboard.press("Control+Enter")
    notebook.page.get_by_text("| Busy").wait_for()
    notebook.page.wait_for_timeout(1500)
    for key in ("Escape", "i", "i"):
        notebook.page.keyboard.press(key)
    notebook.wait_idle()
    return notebook.cell(text).locator(".jp-OutputArea").inner_text().strip()


def test_an_exercise_wrong_and_then_right(tmp_path):
    with opened("exercises/00_welcome.ipynb", tmp_path) as notebook:
        notebook.run_all()
        assert notebook.page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
        assert "neuron: not attempted yet" in notebook.run("check.neuron(neuron)")
        help_line = "to read a hint, run check.neuron.hint() in a new cell (press Esc, then B)"
        assert help_line in notebook.cell("check.neuron(neuron)").locator(".jp-OutputArea").inner_text()
        for key in ("Escape", "b", "Enter"):
            notebook.page.keyboard.press(key)
        notebook.page.keyboard.insert_text("check.neuron.hint()")
        assert "neuron: hint 1 of" in notebook.run("check.neuron.hint()")

        notebook.write("def neuron(", "def neuron(x, w, b):\n    return x @ w + b")
        said = notebook.run("check.neuron(neuron)")
        assert "neuron: not yet" in said and "The activation function is still missing" in said

        notebook.write("def neuron(", "def neuron(x, w, b)\n    return max(0, x @ w + b)")
        assert "Your newest neuron has a syntax error" in notebook.run("check.neuron(neuron)")

        notebook.write("def neuron(", "import time\n\ndef neuron(x, w, b):\n    time.sleep(13)\n    return 0")
        notebook.cell("check.neuron(neuron)").locator(".cm-content").click()
        notebook.page.keyboard.press("Control+Enter")
        slow = notebook.cell("check.neuron(neuron)").get_by_text("The check of neuron is still running.")
        slow.wait_for()
        for key in ("Escape", "i", "i"):
            notebook.page.keyboard.press(key)
        notebook.wait_idle()
        assert slow.count() == 0

        notebook.write("def neuron(", "def neuron(x, w, b):\n    while True:\n        pass")
        said = stop(notebook, "check.neuron(neuron)")
        assert "neuron: stopped" in said and "of your code was running. Nothing was recorded." in said
        assert said.endswith("You stopped the check of neuron. The cells that were waiting did not run.")

        notebook.write("def neuron(", "def neuron(x, w, b):\n    return max(0, x @ w + b)")
        assert "neuron: passed, 2 of 2 points" in notebook.run("check.neuron(neuron)")
        assert "Core exercises of 00_welcome: 1 of 3 passed" in notebook.run("check.progress()")

        submit = "from course_utils.classroom import submit\nsubmit()"
        for key in ("Escape", "b", "Enter"):
            notebook.page.keyboard.press(key)
        notebook.page.keyboard.insert_text(submit)
        assert "Not handed in: the saved file has a different version of neuron" in notebook.run("import submit")
        notebook.save()
        assert "2 of 6 points" in notebook.run("import submit")
        notebook.cell("import submit").get_by_role("link", name="00_welcome_report.html").click()
        report = notebook.page.frame_locator("iframe")
        report.get_by_text("2 of 6 points").first.wait_for()
