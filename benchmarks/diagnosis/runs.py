"""The training runs of the benchmark, made by one command and kept in one small file.

`make` trains each configuration with six learning rates to find its best one, then each of its runs and that run's
references, and writes runs.npz: curves to five digits, the names that are right, and how each run was made.
"""

import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.diagnosis.recipes import COPIES, bases, part_of, recipes
from benchmarks.diagnosis.tasks import make as make_task
from benchmarks.diagnosis.trainer import train
from benchmarks.diagnosis.truth import smooth, truth

FILE = Path(__file__).parent / "runs.npz"
LONGER = {"numpy": 4, "keras": 3}  # "long" has as many times the epochs
RATES = {
    "sgd": (0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    "momentum": (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    "adam": (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
}
OTHER_RATE = ("high rate", "far too high rate", "unscaled", "low rate")  # judged against the best rate
CURVES = ("loss", "val_loss", "accuracy", "val_accuracy")


@dataclass(frozen=True, eq=False)
class Run:
    """A run of the benchmark: its history, the names that are right, its side of the split, and how it was made."""

    history: dict
    names: tuple
    part: str
    made: dict
    clueless: float

    @property
    def classes(self):
        """The number of classes, or None in regression."""
        return self.made["classes"] if self.made["classes"] > 1 else None


def best_rate(base):
    """Return the learning rate with the lowest loss on fresh rows, of those of the optimizer."""
    rates, task = RATES[base.optimizer], make_task(base)
    rates = rates[2:5:2] if _twin(base).backend == "keras" else rates
    lowest = [np.nanmin(np.append(smooth(train(_twin(base), task, rate, base.epochs).fresh), 1e9)) for rate in rates]
    return rates[int(np.argmin(lowest))]


def trained(base):
    """Train a configuration's runs and references: (recipe, learning rate, clueless, run, best, long, larger)."""
    rate, results = best_rate(base), []
    for recipe in recipes(base):
        task, change = make_task(recipe.base, recipe.change), recipe.change
        used, larger = rate * recipe.factor, None
        if change in OTHER_RATE:
            run = long = train(recipe.base, task, used, recipe.epochs)
            plain = make_task(recipe.base) if change == "unscaled" else task
            best = train(_twin(recipe.base), plain, rate, recipe.epochs)
        else:
            long = train(_twin(recipe.base), task, used, LONGER[base.backend] * recipe.epochs, change == "frozen")
            run = _first(long, recipe.epochs)
            if _twin(base) != base:
                run = train(recipe.base, task, used, recipe.epochs, change == "frozen")
            best = run
            larger = _larger(recipe, task) if change == "nothing" else None
        results.append((recipe, used, task.clueless, run, best, long, larger))
    return results


def named(results):
    """Name what `trained` gives, as (recipe, rate, clueless, history, names); count why the others have no name."""
    confirmed, refused = [], Counter()
    for recipe, rate, clueless, run, best, long, larger in results:
        names, why = truth(recipe, clueless, run, best, long, larger)
        if names:
            keep = CURVES if recipe.accuracy and recipe.base.classes > 1 else CURVES[:2]
            confirmed.append((recipe, rate, clueless, {name: run.history[name] for name in keep}, names))
        else:
            refused[f"{recipe.change}: {why}"] += 1
    return confirmed, refused


def _twin(base):
    """Return what a configuration's references are trained with: NumPy, where it computes what Keras does."""
    return base if base.conv or base.classes == 1 else replace(base, backend="numpy")


def _first(trace, epochs):
    return replace(
        trace, history={name: values[:epochs] for name, values in trace.history.items()}, fresh=trace.fresh[:epochs]
    )


def _larger(recipe, task):
    base = replace(recipe.base, backend="numpy", hidden=(64, 64), dropout=0.0, l2=0.0, optimizer="adam", conv=False)
    if base.classes == 1:
        base = replace(recipe.base, hidden=(64, 64), dropout=0.0, l2=0.0, optimizer="adam")
    return train(base, task, 0.005, 60)


def make(processes=2):
    """Train all runs, write runs.npz, and say how long it took and what was left out."""
    started, configurations = time.perf_counter(), sorted(bases(), key=lambda base: base.backend)  # Keras first
    os.environ |= {"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        results, done = [], pool.imap(trained, configurations, chunksize=1)
        for number, runs in enumerate(done, start=1):
            results += runs
            print(f"\r{number} of {len(configurations)} configurations", end="", file=sys.stderr, flush=True)
    results, refused = named(results)
    write(results)
    print(
        f"{len(results)} runs of {len(configurations)} configurations in {time.perf_counter() - started:.0f} s, "
        f"{FILE.stat().st_size / 1000:.0f} kB; left out, because the references do not confirm a name:"
    )
    for why, count in refused.most_common():
        print(f"  {count:3d} {why}")


def write(confirmed):
    """Save what `named` gives."""
    about, curves = [], {name: [] for name in CURVES}
    for recipe, rate, clueless, history, names in confirmed:
        about.append(
            asdict(recipe.base)
            | {"group": recipe.group, "names": names, "change": recipe.change, "epochs": recipe.epochs}
            | {"rate": float(f"{rate:.3g}"), "clueless": round(clueless, 4)}
            | {"has": [name in history for name in CURVES]}
        )
        for name, values in history.items():
            with np.errstate(over="ignore"):  # above what float32 can hold is inf
                digits = np.array([float(f"{value:.5g}") for value in values]).astype(np.float32)
            curves[name].append(np.round(10_000 * digits).astype(np.int16) if "acc" in name else digits)
    np.savez_compressed(
        FILE,
        about=np.frombuffer(json.dumps(about).encode(), np.uint8),
        **{name: np.concatenate(values) for name, values in curves.items()},
    )


def load(file=FILE):
    """Load the runs of the benchmark, and those that curves cannot show, as two lists of Run."""
    judged, unseen = [], []
    with np.load(file) as stored:
        about = json.loads(stored["about"].tobytes())
        curves, place = {name: stored[name] for name in CURVES}, dict.fromkeys(CURVES, 0)
    for record in about:
        history = {}
        for name, has in zip(CURVES, record["has"], strict=True):
            if has:
                values = curves[name][place[name] : place[name] + record["epochs"]]
                place[name] += record["epochs"]
                history[name] = (values / 10_000 if "acc" in name else values.astype(float)).tolist()
        run = Run(history, tuple(record["names"]), part_of(record["group"]), record, record["clueless"])
        (unseen if record["change"] == COPIES else judged).append(run)
    return judged, unseen
