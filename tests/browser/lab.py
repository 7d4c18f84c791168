"""A JupyterLab with a notebook open in headless Chromium, and what a person does in it."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

from course_utils.paths import FIRST_LESSON

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium():
    """Run a headless Chromium."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


START = """
import sys
from pathlib import Path
from course_utils.tools.lab import open_lab
open_lab(Path(sys.argv[1]), browser=False)
"""


@contextmanager
def served(folder, scratch):
    """Run the JupyterLab of `course lab` on `folder`; yield its address up to the path of a notebook, and the token."""
    environment = {
        **os.environ,
        "COURSE_HOME": str(scratch / "home"),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(scratch / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "work"),
    }
    first = folder / FIRST_LESSON
    first.parent.mkdir()
    nbformat.write(nbformat.v4.new_notebook(), first)
    with (scratch / "jupyter.log").open("w") as log:
        command = [sys.executable, "-c", START, str(folder)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            said = ""
            while not (found := re.search(r"(http://\S+/lab/tree)/\S+\?token=(\w+)", said)):
                line = server.stdout.readline()
                assert line, f"JupyterLab has ended: {said}"
                said += line
            yield found.groups()
        finally:
            server.terminate()
            server.wait(20)


class Notebook:
    """One notebook in the browser: run its cells, type into them, read what they show."""

    def __init__(self, page):
        self.page = page

    def wait_idle(self, seconds=120):
        """Wait until the kernel has nothing to do, three looks in a row."""
        quiet, end = 0, time.monotonic() + seconds
        while quiet < 3:
            assert time.monotonic() < end, "the kernel is busy for too long"
            self.page.wait_for_timeout(300)
            quiet = (
                quiet + 1
                if self.page.get_by_text("| Idle").count()
                and not self.page.locator(".jp-InputPrompt", has_text="[*]").count()
                else 0
            )

    def save(self):
        """Save the notebook, and wait for its checkpoint; until then, JupyterLab ignores the next Ctrl+S."""
        self.page.locator(".jp-Cell").first.click()
        with self.page.expect_response(lambda answer: answer.request.method == "POST" and "/checkpoints" in answer.url):
            self.page.keyboard.press("Control+s")

    def reopen(self):
        """Save the notebook, shut down its kernel, and open the file again."""
        self.wait_idle()
        self.save()
        self.menu("Kernel", "Shut Down Kernel")
        self.page.get_by_text("No Kernel").first.wait_for()
        address = self.page.url
        self.page.goto("about:blank")
        self.page.goto(f"{address}?reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)

    def menu(self, *names):
        """Choose from the menu bar."""
        for name in names:
            self.page.get_by_role("menuitem", name=name, exact=True).click()

    def run_all(self, seconds=180):
        """Run > Run All Cells, and wait."""
        self.page.locator(".jp-Cell").first.click()
        self.menu("Run", "Run All Cells")
        self.page.wait_for_timeout(1500)
        self.wait_idle(seconds)

    def cell(self, text):
        """Return the code cell that holds `text`, scrolled to (JupyterLab draws only what is near the window)."""
        found = self.page.locator(".jp-CodeCell", has=self.page.locator(".cm-content", has_text=text)).first
        panel = self.page.locator(".jp-WindowedPanel-outer").first
        panel.evaluate("e => e.scrollTo(0, 0)")
        for _ in range(80):
            self.page.wait_for_timeout(150)
            if found.count():
                found.scroll_into_view_if_needed()
                return found
            panel.evaluate("e => e.scrollBy(0, e.clientHeight * 0.6)")
        raise AssertionError(f"no cell with {text!r}")

    def write(self, text, source):
        """Replace the cell that holds `text` by `source`, and run it."""
        editor = self.cell(text).locator(".cm-content")
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Control+Enter")
        self.wait_idle()

    def run(self, text):
        """Run the cell that holds `text`; gives its output as text."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(300)
        self.wait_idle()
        return self.cell(text).locator(".jp-OutputArea").inner_text()


@contextmanager
def opened(name, scratch):
    """Open a copy of the project's notebook `name` ("exercises/00_welcome.ipynb") in Chromium."""
    folder = scratch / "course"
    folder.mkdir()
    copy = shutil.copy(ROOT / name, folder)
    with served(folder, scratch) as (address, token), sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(scratch / "profile"),
            executable_path=shutil.which("chromium"),
            headless=True,
            args=FLAGS,
            viewport={"width": 1400, "height": 1000},
        )
        page = context.pages[0]
        page.goto(f"{address}/{Path(copy).name}?token={token}&reset", wait_until="load", timeout=90_000)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        page.get_by_text("| Idle").wait_for(timeout=90_000)
        notebook = Notebook(page)
        try:
            yield notebook
        finally:
            page.screenshot(path=str(scratch / "last.png"))
            context.close()
