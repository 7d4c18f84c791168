"""The training runs of the benchmark, made by one command and kept in one small file.

`make` trains each configuration with several learning rates, then each of its runs and the references that confirm its
names. What a configuration gave is kept in build/diagnosis, so that a making that was stopped goes on where it was.
runs.npz has the curves to five digits, the names that are right, and how each run was made.
"""

import json
import multiprocessing
import os
import pickle
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.diagnosis import data_sets
from benchmarks.diagnosis.recipes import COPIES, NEW_DATA, all_bases, changed, make_task, recipes
from benchmarks.diagnosis.truth import References, smooth, truth

FILE = Path(__file__).parent / "runs.npz"
KEPT = Path(__file__).parents[2] / "build" / "diagnosis"
LONGER = 3  # "long" has as many times the epochs
RATES = {
    "sgd": (0.01, 0.03, 0.1, 0.3, 1.0),
    "momentum": (0.001, 0.003, 0.01, 0.03, 0.1),
    "adam": (0.0003, 0.001, 0.003, 0.01, 0.03),
}
CURVES = ("loss", "val_loss", "accuracy", "val_accuracy")


@dataclass(frozen=True, eq=False)
class Run:
    """A run of the benchmark: its history, the names that are right, its data set, and how it was made."""

    history: dict
    names: tuple
    data: str
    made: dict
    chance: float

    @property
    def part(self):
        """The key of `data_sets.PARTS` that its data set belongs to."""
        return next(part for part, some in data_sets.PARTS.items() if data_sets.ALL[self.data] in some)

    @property
    def classes(self):
        """The number of classes, or None in regression."""
        return self.made["classes"] if self.made["classes"] > 1 else None


def trained(base):
    """Train a configuration's runs and references.

    Returns
    -------
    list of dict
        For each recipe "recipe", "rate", "chance", "classes", "n_val", "run", a `Trace`, and "references".
    """
    from benchmarks.diagnosis.trainer import Trainer

    task, trainer = make_task(base), Trainer(base, make_task(base))
    by_rate = {rate: trainer.train(task, rate, base.epochs) for rate in RATES[base.optimizer]}
    lowest = {rate: np.nanmin(np.append(smooth(trace.fresh), 1e9)) for rate, trace in by_rate.items()}
    best = min(lowest, key=lowest.get)
    larger = Trainer(_larger(base), task).train(task, 0.003, 2 * base.epochs)
    results, hopeless = [], lowest[best] > 0.95 * task.chance
    for number, recipe in enumerate(recipes(base), start=1):
        if hopeless and recipe.change not in ("nothing", "high rate"):
            continue  # whatever is done, there is nothing to learn
        rng, easiest, rate = np.random.default_rng([base.seed, 6, number]), None, best * recipe.factor
        if recipe.change == "easy rows":
            trainer.train(task, best, base.epochs)
            easiest = np.argsort(trainer.row_losses(task.x_pool, task.y_pool))
        own = changed(task, recipe.change, rng, easiest)
        alone = recipe.change in NEW_DATA
        longer = 1 if recipe.factor > 3 else LONGER * (2 if recipe.change == "short" else 1)
        long = trainer.train(own, 0.0 if recipe.change == "frozen" else rate, longer * recipe.epochs, number)
        traces = {r: trace.first(recipe.epochs) for r, trace in by_rate.items()}
        references = References(
            long=long if longer > 1 else None,
            larger=None if alone else larger,
            lower=() if alone else tuple(traces[r] for r in traces if r <= rate / 1.9),
            higher=() if alone else tuple(traces[r] for r in traces if r >= rate * 1.9),
        )
        results.append(
            {"recipe": recipe, "rate": rate, "chance": task.chance, "classes": task.classes}
            | {"n_val": len(own.x_val), "run": long.first(recipe.epochs), "references": references}
        )
    return results


def _larger(base):
    """Return a configuration that can learn more: more units, no penalty, no dropout, Adam."""
    layers = {"pool": "conv"}.get(base.layers, base.layers)
    return replace(
        base, aim="larger", layers=layers, hidden=(64, 64), optimizer="adam", dropout=0.0, l2=0.0, batch_norm=False
    )


def confirmed(results):
    """Return (result, names) where the references confirm a name, and count why the others are left out."""
    kept, refused = [], Counter()
    for result in results:
        names, why = truth(**result)
        if names:
            kept.append((result, names))
        else:
            refused[f"{result['recipe'].change}: {why}"] += 1
    return kept, refused


def _results(base):
    """Return what `trained` gives for a configuration, from its file in build/diagnosis if that is there."""
    file = KEPT / f"{base.key}.pickle"
    if not file.exists():
        results = trained(base)
        KEPT.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.write_bytes(pickle.dumps(results))
        unfinished.replace(file)
    return pickle.loads(file.read_bytes())


def make(processes=2):
    """Train all runs, write runs.npz, and say how long it took and what was left out."""
    started, configurations = time.perf_counter(), all_bases()
    os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with multiprocessing.get_context("spawn").Pool(processes, maxtasksperchild=8) as pool:
        kept, refused = [], Counter()
        for number, results in enumerate(pool.imap(_results, configurations), start=1):
            base = configurations[number - 1]
            good, bad = confirmed(results)
            kept += [(base, *each) for each in good]
            refused += bad
            done = time.perf_counter() - started
            print(
                f"{number} of {len(configurations)}: {base.key}, {len(good)} runs, {done:.0f} s",
                file=sys.stderr,
                flush=True,
            )
    write(kept)
    print(
        f"{len(kept)} runs of {len(configurations)} configurations in {time.perf_counter() - started:.0f} s, "
        f"{FILE.stat().st_size / 1000:.0f} kB; left out, because the references do not confirm a name:"
    )
    for why, count in refused.most_common():
        print(f"  {count:3d} {why}")


def write(kept):
    """Save the confirmed runs: (base, result, names) each."""
    about, curves = [], {name: [] for name in CURVES}
    for number, (base, result, names) in enumerate(kept):
        history = result["run"].history
        # Every third run has no accuracy, as where nobody has asked for it.
        has = [name in history and ("acc" not in name or number % 3 > 0) for name in CURVES]
        about.append(
            {"data": base.data, "key": base.key, "names": names, **asdict(result["recipe"]), "has": has}
            | {"rate": float(f"{result['rate']:.3g}"), "chance": round(result["chance"], 4)}
            | {"classes": result["classes"], "layers": base.layers, "optimizer": base.optimizer}
        )
        for name in (name for name, there in zip(CURVES, has, strict=True) if there):
            with np.errstate(over="ignore"):  # above what float32 can hold is inf
                digits = np.array([float(f"{value:.5g}") for value in history[name]]).astype(np.float32)
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
        run = Run(history, tuple(record["names"]), record["data"], record, record["chance"])
        (unseen if record["change"] == COPIES else judged).append(run)
    return judged, unseen
