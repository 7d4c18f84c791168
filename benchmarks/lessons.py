"""The time that each lesson takes from its first cell to its last, and the speed of this machine.

    python -m benchmarks.lessons [06 07 …]

A lesson runs in a fresh kernel, as a learner runs it, with the embedded data or with those of COURSE_DATA_DIR. Next to
its seconds is a number that doesn't depend on the machine's speed: how many updates of a small Keras network, 784-64-10
with 32 images in a batch, take as long. The updates are timed before and after each lesson, because the speed of a
shared machine changes.
"""

import argparse
import sys
import time
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
UPDATES, BATCH = 1000, 32


def reference():
    """Return a function that trains the small network for 1,000 updates and returns the seconds."""
    import keras

    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    rng = np.random.default_rng(0)
    x = rng.random((UPDATES * BATCH // 10, 784), dtype="float32")
    y = rng.integers(0, 10, len(x))
    model.fit(x[:BATCH], y[:BATCH], verbose=0)  # TensorFlow traces in the first update

    def seconds():
        started = time.perf_counter()
        model.fit(x, y, batch_size=BATCH, epochs=10, verbose=0)
        return time.perf_counter() - started

    return seconds


def cells(path):
    """Return the seconds of each code cell, with its id, in the notebook's order; the first starts TensorFlow."""
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(book, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}})
    times = []
    with client.setup_kernel():
        for index, cell in enumerate(book.cells):
            if cell.cell_type == "code":
                started = time.perf_counter()
                client.execute_cell(cell, index)
                times.append((time.perf_counter() - started, cell.id))
    return times


def main(arguments=None):
    """Time the chosen lessons, or all, and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lessons", description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", help="two digits, as in 06; without any, all lessons")
    chosen = tuple(parser.parse_args(arguments).lessons)
    paths = [path for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")) if path.name.startswith(chosen or "")]
    if not paths:
        sys.exit(f"no lesson begins with {' or '.join(chosen)}; there are those of {NOTEBOOKS.name}/, as in 06")
    seconds = reference()
    before = seconds()
    print(f"{'lesson':28} seconds  1,000 updates here  as many updates as  longest cells")
    for path in paths:
        times = cells(path)
        after = seconds()
        total, unit = sum(second for second, _ in times), (before + after) / 2
        longest = ", ".join(f"{name} {second:.0f} s" for second, name in sorted(times, reverse=True)[:3])
        print(f"{path.stem:28} {total:7.0f} {unit:17.1f} s {total / unit * UPDATES:17,.0f}   {longest}", flush=True)
        before = after


if __name__ == "__main__":
    main()
