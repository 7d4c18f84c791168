"""The memory and the processor time that one learner needs on a shared computer, such as a school's JupyterHub.

    python -m benchmarks.memory [06 07 …]

Runs each lesson in a fresh kernel from its first cell to its last. For the kernel it prints the largest memory at any
moment (resident), how much of it nobody else shares at the end (private), and the processor time. The first two lines
are for JupyterLab's server, which every learner needs as well, and for a kernel that does nothing. Learners on one
machine share the pages of TensorFlow's libraries, so there the private memory counts; the first learner on a machine,
and a limit, need the resident memory. It is read in /proc, so this works on Linux only.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def used(pid):
    """Return the largest resident memory of a process and its private memory in MB, and its processor time in s."""
    lines = Path("/proc", str(pid), "status").read_text().splitlines()
    most = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    process = psutil.Process(pid)
    times = process.cpu_times()
    return most / 1024, process.memory_full_info().uss / 2**20, times.user + times.system


def kernel(path):
    """Return what a kernel used that has run a notebook; None runs nothing."""
    book = nbformat.read(path, as_version=4) if path else nbformat.v4.new_notebook()
    client = NotebookClient(book, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}})
    with client.setup_kernel():
        for index, cell in enumerate(book.cells):
            if cell.cell_type == "code":
                client.execute_cell(cell, index)
        return used(client.km.provisioner.pid)


def server():
    """Return what JupyterLab's server used until it has answered."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.token="]
        command += ["--port=0", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={folder}"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            address = next(word for line in process.stderr for word in line.split() if word.startswith("http://127"))
            time.sleep(5)  # until its extensions are there
            urllib.request.urlopen(address).read()
            return used(process.pid)
        finally:
            process.terminate()
            process.communicate()


def main(arguments=None):
    """Measure the chosen lessons, or all, and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", help="two digits, as in 06; without any, all lessons")
    chosen = tuple(parser.parse_args(arguments).lessons)
    paths = [path for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")) if path.name.startswith(chosen or "")]
    print(f"{'process':40} {'resident':>9} {'private':>8} {'processor':>10}")
    rows = [("JupyterLab's server", server), ("a kernel that does nothing", lambda: kernel(None))]
    rows += [(f"the kernel of {path.stem}", lambda path=path: kernel(path)) for path in paths]
    for name, measure in rows:
        resident, private, seconds = measure()
        print(f"{name:40} {resident:6.0f} MB {private:5.0f} MB {seconds:8.0f} s", flush=True)


if __name__ == "__main__":
    main()
