"""Recipes of the runs: configurations of data, network and optimizer, and one change to each that causes a trouble.

A configuration (`Base`) is a problem with a network and an optimizer. A run (`Recipe`) is a configuration with one
thing done to it: nothing, too few epochs, another learning rate, labels that say nothing, validation rows that are easy
or few.
All runs of a configuration are on the same side of the split, which its hash decides.
"""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

TUNING_SHARE = 0.55
COPIES = "copied rows"  # validation rows are training rows: curves cannot show it, so these runs are kept apart


@dataclass(frozen=True)
class Base:
    """A configuration. ``noise`` is the share of wrong labels, for "wave" the deviation of the targets."""

    aim: str
    backend: str
    kind: str
    n: int
    n_val: int
    features: int
    classes: int
    noise: float
    hidden: tuple
    optimizer: str
    batch_size: int
    dropout: float
    l2: float
    epochs: int
    conv: bool
    seed: int

    @property
    def key(self):
        """A hash of sixteen letters that identifies the configuration."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Recipe:
    """A run: its configuration and that one's key, what is done, the factor on the best rate, epochs, accuracy kept."""

    group: str
    base: Base
    change: str
    factor: float
    epochs: int
    accuracy: bool


def part_of(key):
    """Return on which side of the split a configuration is: "tuning" or "held-out"."""
    return "tuning" if int(key[:8], 16) / 16**8 < TUNING_SHARE else "held-out"


def bases(seed=8):
    """Draw the configurations, the same ones each time."""
    rng = np.random.default_rng(seed)
    configurations = [_numpy_base(rng, ("healthy", "overfitting", "underfitting")[number % 3]) for number in range(126)]
    configurations += [_keras_base(rng, number) for number in range(12)]
    return configurations + [
        _numpy_base(rng, ("restless", "overfitting", "underfitting")[number % 3]) for number in range(54)
    ]


def recipes(base):
    """Draw what is done to one configuration: nothing, and a few of the changes."""
    rng = np.random.default_rng([base.seed, 5])
    common = [
        "short",
        "low rate",
        "high rate",
        str(rng.choice(["far too high rate", "unscaled"])),
        str(rng.choice(["shuffled labels", "blank inputs", "frozen"], p=[0.5, 0.2, 0.3])),
    ]
    if base.backend == "keras":
        chosen = [str(name) for name in rng.choice(common, 3, replace=False)]
    else:
        chosen = [str(name) for name in rng.choice(common, 2 if base.aim != "healthy" else 1, replace=False)]
    if base.aim == "healthy":
        easy = "clean validation" if base.kind == "wave" or rng.random() < 0.5 else "easy rows"
        chosen += [easy, str(rng.choice(["few rows", "few rows, drawn anew"]))]
        chosen += [COPIES] if rng.random() < 0.4 and base.backend == "numpy" else []
    if base.aim == "restless":
        chosen = ["high rate", "high rate", "short"]
    return [_recipe(base, change, rng) for change in ("nothing", *chosen)]


def _recipe(base, change, rng):
    group, most = base.key, base.epochs
    factor, epochs = float(rng.choice([0.4, 0.7, 1.0])), most
    if change == "short":
        factor, epochs = 1.0, int(np.round(2 ** rng.uniform(0.6, 3)))
    elif change == "low rate":
        factor, epochs = 10 ** -rng.uniform(1.5, 3), int(rng.integers(12, max(most, 13) + 1))
    elif change == "high rate":
        factor, epochs = 10 ** rng.uniform(0.7, 2.2), int(rng.integers(8, max(most, 9) + 1))
    elif change == "far too high rate":
        factor, epochs = 10 ** rng.uniform(2, 4), int(rng.integers(4, max(most, 5) + 1))
    elif change in ("unscaled", "shuffled labels", "blank inputs", "frozen"):
        epochs = int(rng.integers(8, max(most, 9) + 1))
    if base.aim == "overfitting" and change == "nothing":
        factor = float(rng.choice([1.0, 2.0]))
    if change == "clean validation":
        base = replace(base, noise=max(base.noise, float(rng.uniform(0.1, 0.3))))
    if change.startswith("few rows"):
        base = replace(base, n_val=int(rng.integers(4, 17)))
    return Recipe(group, base, change, float(factor), epochs, bool(rng.random() < 0.67))


def _numpy_base(rng, aim):
    kind = str(rng.choice(["blobs", "rings", "teacher", "digits", "checks"]))
    optimizer = str(rng.choice(["sgd", "momentum", "adam"]))
    classes = {"digits": 10, "checks": 2, "rings": int(rng.integers(2, 4))}.get(kind, int(rng.integers(2, 7)))
    features = {"digits": 64, "checks": int(rng.integers(2, 5)), "rings": 2}.get(kind, int(rng.integers(4, 21)))
    noise = float(rng.choice([0, 0, 0, 0.03, 0.08, 0.15]))
    dropout, l2 = float(rng.choice([0, 0, 0, 0.2, 0.4])), float(rng.choice([0, 0, 0, 1e-4, 1e-3]))
    n = int(2 ** rng.uniform(8.3, 10))
    hidden = tuple(int(2 ** rng.uniform(4, 6.5)) for _ in range(int(rng.integers(1, 3))))
    epochs = int(2 ** rng.uniform(4.3, 6.2))
    if aim == "overfitting":
        n, noise, dropout, l2 = int(2 ** rng.uniform(5, 8)), float(rng.choice([0, 0.1, 0.2, 0.3])), dropout / 2, l2 / 10
        kind = kind if kind != "checks" else "digits"
        classes, features = (10, 64) if kind == "digits" else (classes, features)
        optimizer = optimizer if optimizer != "sgd" else "adam"
        hidden = tuple(int(2 ** rng.uniform(5.5, 7.5)) for _ in range(int(rng.integers(1, 3))))
        epochs = int(2 ** rng.uniform(5, 6.5))
    if aim == "underfitting":
        how = rng.choice(["small", "penalty", "dropout"], p=[0.6, 0.25, 0.15])
        if how == "small":
            hidden = [(), (1,), (2,)][int(rng.integers(3))]
            kind = str(rng.choice(["rings", "checks", "teacher", "digits"])) if hidden else "rings"
            classes = {"digits": 10, "checks": 2, "rings": 2}.get(kind, 4)
            features = {"digits": 64, "checks": 2, "rings": 2}.get(kind, 8)
            dropout, l2 = 0.0, 0.0
        elif how == "penalty":
            l2 = float(10 ** rng.uniform(-1.7, -0.7))
        else:
            hidden, dropout = (int(rng.integers(4, 13)),) * 2, float(rng.uniform(0.6, 0.85))
    batch = int(2 ** int(rng.integers(4, 8)))
    batch = int(max(min(batch, n // 4), n // 16, 8))
    n_val = int(rng.integers(100, 301))
    return Base(
        aim,
        "numpy",
        kind,
        n,
        n_val,
        features,
        classes,
        noise,
        hidden,
        optimizer,
        batch,
        dropout,
        l2,
        epochs,
        False,
        int(rng.integers(1 << 30)),
    )


def _keras_base(rng, number):
    base = _numpy_base(rng, ("healthy", "overfitting", "underfitting")[number % 3])
    n = min(base.n, 400)
    base = replace(
        base,
        backend="keras",
        n=n,
        epochs=min(base.epochs, 16),
        batch_size=max(base.batch_size, n // 8),
        optimizer=("adam", "momentum")[number % 2],
    )
    if number % 4 == 0:
        return replace(
            base,
            kind="wave",
            features=3,
            classes=1,
            noise=0.3 if base.aim == "overfitting" else 0.1,
            hidden=base.hidden if base.aim != "underfitting" else (),
        )
    if number % 4 == 1:
        return replace(base, kind="digits", features=64, classes=10, conv=base.aim != "underfitting")
    return base
