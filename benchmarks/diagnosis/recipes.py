"""Recipes of the runs: configurations of data, network and optimizer, and what is done to them to cause a problem.

A configuration (`Base`) is a data set with a network and an optimizer. A run (`Recipe`) is a configuration with one
thing done to it: nothing, too few epochs, another learning rate, labels that say nothing, validation rows that are easy
or few. `Task` has the rows of a run.
"""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.diagnosis import data_sets

FRESH = 800  # rows at most that no training sees; they tell the truth
COPIES = "copied rows"  # validation rows are training rows: curves cannot show it, so these runs are kept apart
NEW_DATA = ("shuffled labels", "blank inputs", "frozen")  # nothing else can be compared with these
# Further configurations of tuning data sets that everybody can draw, added when the weights were fitted again.
ADDED = (8, 6, 7)
ADDED_TO = ("digits", "patches", "wine", "iris", "diabetes", "friedman", "clusters", "teacher", "spirals", "checks")
ADDED_TO += ("seasons", "mackey_glass", "tones")
SEVEN = ("rings", "topics")  # six configurations of these gave fewer than 35 runs with a confirmed name
AIMS = ("healthy", "overfitting", "underfitting")


@dataclass(frozen=True)
class Base:
    """A configuration.

    ``noise`` is the share of wrong labels, in regression the standard deviation of the noise that targets get.
    ``layers`` is "dense", "conv", "recurrent" or "pool" (the mean of word vectors); ``hidden`` are the units of the
    dense layers behind it.
    """

    data: str
    aim: str
    layers: str
    hidden: tuple
    optimizer: str
    batch_size: int
    dropout: float
    l2: float
    batch_norm: bool
    loss: str
    n: int
    n_val: int
    noise: float
    epochs: int
    seed: int

    @property
    def key(self):
        """A name that identifies the configuration: its data set, and a hash of eight letters."""
        return f"{self.data}-{hashlib.sha256(repr(self).encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Recipe:
    """What is done to a configuration, the factor on its best rate, and the epochs."""

    change: str
    factor: float
    epochs: int


@dataclass(frozen=True, eq=False)
class Task:
    """Rows and labels; ``fresh`` rows are drawn as the training rows are, and no training sees them.

    Attributes
    ----------
    x, y, x_val, y_val, x_fresh, y_fresh : numpy.ndarray
    x_pool, y_pool : numpy.ndarray
        More validation rows, of which easy ones can be chosen.
    clean_val : numpy.ndarray
        ``y_val`` without noise.
    classes : int
        1 in regression.
    chance : float
        The loss of the best guess that does not look at the inputs.
    """

    x: np.ndarray
    y: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    x_fresh: np.ndarray
    y_fresh: np.ndarray
    x_pool: np.ndarray
    y_pool: np.ndarray
    clean_val: np.ndarray
    classes: int
    chance: float


def bases(name, count=6):
    """Draw the configurations of a data set, the same ones each time."""
    rng = np.random.default_rng([8, *name.encode()])
    x, y = data_sets.ALL[name](np.random.default_rng(0))
    kinds = {1: ("pool", "conv", "recurrent")}.get(x.dtype.kind == "i") or {
        2: ("dense",),
        3: ("dense", "conv", "recurrent"),
        4: ("dense", "conv"),
    }[x.ndim]
    return [_base(rng, name, AIMS[number % 3], kinds, x, y.dtype.kind == "f") for number in range(count)]


def places():
    """Return the data set and the number of each configuration: six of each data set, and those that were added."""
    before, second = (
        [(function.__name__, number) for function in functions for number in range(6)]
        for functions in ((*data_sets.TUNING, *data_sets.FIRST_TEST), data_sets.SECOND_TEST)
    )
    second += [(name, 6) for name in SEVEN]
    return before + [(name, number) for number in ADDED for name in ADDED_TO] + second


def all_bases():
    """Return all configurations, in the order of their runs in runs.npz."""
    by_data_set = {name: bases(name, count=9) for name in data_sets.ALL}
    return [by_data_set[name][number] for name, number in places()]


def _base(rng, name, aim, kinds, x, regression):
    layers, rows = str(rng.choice(kinds)), len(x)
    if layers == "recurrent" and x.shape[1] > 24:
        layers = "pool"
    optimizer = str(rng.choice(["sgd", "momentum", "adam", "adam"]))
    noise = float(rng.choice([0, 0, 0, 0.05, 0.15, 0.3]))
    dropout, l2 = float(rng.choice([0, 0, 0, 0.2, 0.5])), float(rng.choice([0, 0, 0, 1e-4, 1e-3]))
    n = int(min(rows / 2, 2 ** rng.uniform(8, 10)))
    hidden = tuple(int(2 ** rng.uniform(4, 6.5)) for _ in range(int(rng.integers(1, 3))))
    batch_norm = bool(layers in ("dense", "conv") and rng.random() < 0.15)
    if aim == "overfitting":
        n, noise = int(min(rows / 3, 2 ** rng.uniform(5.5, 8))), float(rng.choice([0, 0.1, 0.2, 0.4]))
        dropout, l2 = 0.0, 0.0
        hidden = tuple(int(2 ** rng.uniform(5.5, 7.5)) for _ in range(int(rng.integers(1, 3))))
        optimizer = optimizer if optimizer != "sgd" else "adam"
    if layers == "recurrent":
        n = min(n, 300)
    if aim == "underfitting":
        how = rng.choice(["small", "penalty", "dropout"], p=[0.6, 0.2, 0.2])
        batch_norm = False
        if how == "small":
            layers, hidden = "pool" if x.dtype.kind == "i" else "dense", [(), (1,), (2,)][int(rng.integers(3))]
            dropout, l2 = 0.0, 0.0
        elif how == "penalty":
            l2, dropout = float(10 ** rng.uniform(-1.7, -0.7)), 0.0
        else:
            hidden, dropout, l2 = (int(rng.integers(4, 13)),) * 2, float(rng.uniform(0.6, 0.85)), 0.0
    return Base(
        data=name,
        aim=aim,
        layers=layers,
        hidden=hidden,
        optimizer=optimizer,
        batch_size=int(max(min(2 ** int(rng.integers(4, 7)), n // 4), n // 16, 8)),
        dropout=float(dropout),
        l2=float(l2),
        batch_norm=batch_norm,
        loss=str(rng.choice(["mse", "mse", "mae"])) if regression else "cross-entropy",
        n=n,
        n_val=int(min(rows / 5, rng.integers(100, 301))),
        noise=noise,
        epochs=int(2 ** rng.uniform(4, 5.6)),
        seed=int(rng.integers(1 << 30)),
    )


def recipes(base):
    """Draw what is done to one configuration."""
    rng = np.random.default_rng([base.seed, 5])
    most = base.epochs
    some = lambda: int(rng.integers(max(8, most // 2), most + 1))  # noqa: E731
    drawn = [
        Recipe("nothing", float(rng.choice([1.0, 1.0, 0.5, 0.3])), most),
        Recipe("short", 1.0, int(np.round(2 ** rng.uniform(1.6, 3)))),
        Recipe("low rate", float(10 ** -rng.uniform(1.3, 3)), some()),
        Recipe("high rate", float(10 ** rng.uniform(0.8, 2)), some()),
        Recipe("high rate", float(10 ** rng.uniform(1.5, 4)), some()),
        Recipe(str(rng.choice(NEW_DATA)), 1.0, some()),
    ]
    if base.aim != "underfitting":
        easy = "clean labels" if base.noise >= 0.1 and rng.random() < 0.6 else "easy rows"
        drawn += [Recipe(easy, 1.0, some()), Recipe("few rows", 1.0, some())]
    if base.aim != "overfitting":
        drawn += [Recipe("nothing", 1.0, some())]
    else:
        drawn += [Recipe("nothing", 3.0, most), Recipe(COPIES, 1.0, some())]
    return drawn


def make_task(base):
    """Draw the rows of a configuration."""
    rng = np.random.default_rng([base.seed, 1])
    x, right = data_sets.ALL[base.data](np.random.default_rng([base.seed, 3]))
    n_fresh = min(FRESH, int(0.3 * len(x)))
    first = np.unique(right, return_index=True)[1] if right.dtype.kind == "i" else np.arange(0)
    rest = rng.permutation(np.setdiff1d(np.arange(len(x)), first))
    order = np.concatenate([first, rest])  # each class is in the training rows
    x, right = x[order], right[order]
    x = x.astype("int32" if x.dtype.kind == "i" else "float32")
    if right.dtype.kind == "f":
        y = (right + base.noise * rng.normal(size=len(right))).astype("float32")
        right, classes = right.astype("float32"), 1
    else:
        classes = int(right.max()) + 1
        y = np.where(rng.random(len(x)) < base.noise, rng.integers(classes, size=len(x)), right)
    train, val = slice(base.n), slice(base.n, base.n + base.n_val)
    pool, fresh = slice(base.n, min(base.n + 3 * base.n_val, len(x) - n_fresh)), slice(len(x) - n_fresh, None)
    return Task(
        x[train], y[train], x[val], y[val], x[fresh], y[fresh], x[pool], y[pool], right[val], classes, chance(base, y)
    )


def changed(task, change, rng, easiest=None):
    """Return a task after one change; ``easiest`` has the numbers of the pool's rows, the easiest one first."""
    if change == "clean labels":
        return replace(task, y_val=task.clean_val)
    if change == "easy rows":
        few = easiest[: max(len(easiest) // 3, min(40, len(easiest) // 2))]
        return replace(task, x_val=task.x_pool[few], y_val=task.y_pool[few])
    if change == "few rows":
        few = int(rng.integers(4, 17))
        return replace(task, x_val=task.x_val[:few], y_val=task.y_val[:few])
    if change == COPIES:
        copied = rng.choice(len(task.x), min(len(task.x_val), len(task.x)), replace=False)
        return replace(task, x_val=task.x[copied], y_val=task.y[copied])
    if change == "shuffled labels":
        return replace(
            task, y=rng.permutation(task.y), y_val=rng.permutation(task.y_val), y_fresh=rng.permutation(task.y_fresh)
        )
    if change == "blank inputs":
        return replace(task, x=0 * task.x, x_val=0 * task.x_val, x_fresh=0 * task.x_fresh)
    return task


def chance(base, y):
    """Return the loss of the best guess that does not look at the inputs."""
    if base.loss == "mse":
        return float(np.var(y))
    if base.loss == "mae":
        return float(np.mean(np.abs(y - np.median(y))))
    shares = np.bincount(y) / len(y)
    return float(-np.sum(shares[shares > 0] * np.log(shares[shares > 0])))
