"""The memory and the processor time that one learner needs on a shared computer, such as a school's JupyterHub.

    python -m benchmarks.memory [06 07 …]

Runs each lesson in a fresh kernel from its first cell to its last. For the kernel it prints the largest memory at any
moment, the memory at the end, and the processor time. The first two lines are for JupyterLab's server, which every
learner needs as well, and for a kernel that does nothing. Memory is the resident memory of one process, which is more
than a container is charged with, because pages of shared libraries are counted for each process. It is read in /proc,
so this works on Linux only.
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
    """Return the largest memory and the present memory of a process in MB, and its processor time in seconds."""
    lines = Path("/proc", str(pid), "status").read_text().splitlines()
    kilobytes = {
        name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines) if "kB" in rest
    }
    times = psutil.Process(pid).cpu_times()
    return kilobytes["VmHWM"] / 1024, kilobytes["VmRSS"] / 1024, times.user + times.system


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
    print(f"{'process':40} {'most':>8} {'at the end':>11} {'processor':>10}")
    rows = [("JupyterLab's server", server), ("a kernel that does nothing", lambda: kernel(None))]
    rows += [(f"the kernel of {path.stem}", lambda path=path: kernel(path)) for path in paths]
    for name, measure in rows:
        most, end, seconds = measure()
        print(f"{name:40} {most:5.0f} MB {end:8.0f} MB {seconds:8.0f} s", flush=True)


if __name__ == "__main__":
    main()
