"""Settings of all tests: one TensorFlow thread, and failure of notebook cells that write to stderr, as warnings do."""

import os
import tempfile
from pathlib import Path

import pytest

from course_utils.tools.notebook_io import kernel_environment

# As many tests run side by side as there are cores: threads of TensorFlow's own would only wait for each other.
os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}


def pytest_addoption(parser):
    """Add the one option of our own."""
    text = "how often to draw new inputs for each known answer; 5 if not given, 0 where its check builds networks"
    parser.addoption("--draws", type=int, help=text)


def pytest_configure(config):
    """Listen to the kernels, where notebooks are run at all."""
    if config.getoption("nbval", False) or config.getoption("nbval_lax", False):
        config.pluginmanager.register(Strictness(), "notebook-strictness")


class Strictness:
    """Gives each kernel a file for its stderr, and looks into it after every cell."""

    def __init__(self):
        import nbval.kernel
        import nbval.plugin

        self.cell_class, self.folders, self.heard = nbval.plugin.IPyNbCell, [], {}
        start = nbval.kernel.start_new_kernel

        def start_listening(stderr, **settings):
            # nbval sends a kernel's stderr to the null device and has no setting for another place. A kernel
            # that sees pytest's PYTEST_CURRENT_TEST leaves descriptor 2 alone, so that what C code or a child
            # process writes there is in our file before its cell ends; Python's own comes as messages.
            stderr.close()
            self.folders.append(tempfile.TemporaryDirectory(prefix="course-nbval-"))
            folder = Path(self.folders[-1].name)
            with Path(folder, "stderr").open("wb") as file:
                manager, client = start(stderr=file, env=kernel_environment(folder), **settings)
            self.heard[manager] = Path(folder, "stderr"), Path(folder, "stderr").stat().st_size
            return manager, client

        nbval.kernel.start_new_kernel = start_listening

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        """Fail a cell that said something on stderr."""
        if not isinstance(item, self.cell_class):
            return (yield)
        manager = item.parent.kernel.km
        try:
            result = yield
        finally:  # also after a failure: the next cell is not to blame for this one's noise
            file, start = self.heard[manager]
            written = file.read_bytes()[start:]
            self.heard[manager] = file, start + len(written)
        messages = [out.text for out in item.test_outputs if out.output_type == "stream" and out.name == "stderr"]
        if complaint := "".join(messages) + written.decode("utf-8", "replace"):
            item.raise_cell_error("Cell wrote to stderr", complaint)
        return result

    def pytest_unconfigure(self):
        """Throw away what the notebooks kept."""
        for folder in self.folders:
            folder.cleanup()
