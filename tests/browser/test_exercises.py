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

        notebook.write("def neuron(", "def neuron(x, w, b):\n    return x @ w + b")
        said = notebook.run("check.neuron(neuron)")
        assert "neuron: not yet" in said and "The activation function is still missing" in said

        notebook.write("def neuron(", "def neuron(x, w, b):\n    while True:\n        pass")
        said = stop(notebook, "check.neuron(neuron)")
        assert "neuron: stopped" in said and "of your code was running. Nothing was recorded." in said
        assert said.endswith("You stopped the check of neuron. The cells that were waiting did not run.")

        notebook.write("def neuron(", "def neuron(x, w, b):\n    return max(0, x @ w + b)")
        assert "neuron: passed, 2 of 2 points" in notebook.run("check.neuron(neuron)")
        assert "Core exercises of 00_welcome: 1 of 3 passed" in notebook.run("check.progress()")
