"""The data of a configuration: rows for training and validation, and many fresh ones that tell the truth."""

from dataclasses import dataclass

import numpy as np

from course_utils import numpy_mlp

FRESH = 800


@dataclass(frozen=True, eq=False)
class Task:
    """Rows and labels; ``fresh`` rows are drawn as the training rows are, and no training sees them.

    ``redraw``: validation takes other rows at each epoch, as a generator with validation_steps does.
    """

    x: np.ndarray
    y: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    x_fresh: np.ndarray
    y_fresh: np.ndarray
    redraw: bool = False

    @property
    def clueless(self):
        """The loss of the best guess that does not look at the inputs."""
        if self.y.dtype.kind == "f":
            return float(np.var(self.y))
        shares = np.bincount(self.y) / len(self.y)
        return float(-np.sum(shares[shares > 0] * np.log(shares[shares > 0])))


def make(base, change="nothing"):
    """Make the task of a configuration after one change."""
    rng = np.random.default_rng([base.seed, 1])
    clean = change == "clean validation"
    pool = base.n_val if change != "easy rows" else 3 * base.n_val
    x, y, labels = _rows(base, base.n + pool + FRESH, rng)
    noisy = _wrong(base, labels, rng)
    first = np.unique(noisy, return_index=True)[1] if noisy.dtype.kind != "f" else np.arange(0)
    order = np.concatenate([first, np.setdiff1d(np.arange(len(x)), first)])  # each class is in the training rows
    x, labels, noisy = x[order], labels[order], noisy[order]
    mean, spread = x[: base.n].mean(axis=0), x[: base.n].std(axis=0) + 1e-3
    x = ((x - mean) / spread).astype("float32")
    train, val, fresh = slice(base.n), slice(base.n, base.n + pool), slice(base.n + pool, None)
    x_train, y_train, x_val, y_val = x[train], noisy[train], x[val], (labels if clean else noisy)[val]
    if change == "easy rows":
        easy = _easiest(base, x_train, y_train, x_val, y_val)
        x_val, y_val = x_val[easy], y_val[easy]
    elif change == "copied rows":
        chosen = rng.choice(base.n, min(base.n_val, base.n), replace=False)
        x_val, y_val = x_train[chosen], y_train[chosen]
    elif change == "shuffled labels":
        shuffled = rng.permutation(np.concatenate([y_train, y_val]))
        y_train, y_val = shuffled[: base.n], shuffled[base.n :]
        noisy = np.concatenate([shuffled, rng.permutation(noisy[fresh])])
    x_fresh, y_fresh = x[fresh], noisy[fresh]
    factor = {"blank inputs": 0.0, "unscaled": float(10 ** rng.uniform(2, 3))}.get(change, 1.0)
    x_train, x_val, x_fresh = (np.float32(factor) * part for part in (x_train, x_val, x_fresh))
    return Task(x_train, y_train, x_val, y_val, x_fresh, y_fresh, change == "few rows, drawn anew")


def _rows(base, n, rng):
    """Draw inputs, and the targets or labels that belong to them without noise."""
    k, d = base.classes, base.features
    if base.kind == "digits":
        from sklearn.datasets import load_digits

        x, y = load_digits(return_X_y=True)
        order = rng.permutation(len(x))[:n]
        return x[order] / 16, y[order], y[order]
    if base.kind == "wave":
        x = rng.uniform(-1, 1, (n, d))
        y = (np.sin(4 * x[:, 0]) + x[:, 1] * x[:, 2]).astype("float32")
        return x, y, y
    if base.kind == "blobs":
        centres = rng.normal(size=(2 * k, d)) * rng.uniform(1.5, 3) / np.sqrt(np.sqrt(d))
        which = rng.integers(2 * k, size=n)
        x, y = centres[which] + rng.normal(size=(n, d)), which % k
    elif base.kind == "rings":
        y = rng.integers(k, size=n)
        angle, radius = rng.uniform(0, 2 * np.pi, n), 1 + y + rng.normal(0, 0.22, n)
        x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    elif base.kind == "checks":
        x = rng.uniform(-1, 1, (n, d))
        y = (x[:, 0] * x[:, 1] > 0).astype(int)
    else:
        x = rng.normal(size=(n, d))
        scores = np.maximum(x @ rng.normal(size=(d, 8)), 0) @ rng.normal(size=(8, k))
        y = np.argmax(scores - scores.mean(axis=0), axis=1)
    return x, y, y


def _wrong(base, labels, rng):
    if base.kind == "wave":
        return (labels + rng.normal(0, base.noise, len(labels))).astype("float32")
    return np.where(rng.random(len(labels)) < base.noise, rng.integers(base.classes, size=len(labels)), labels)


def _easiest(base, x, y, x_val, y_val):
    """Return the third of the rows that a separate network finds easiest."""
    weights = []
    numpy_mlp.train(x, y, hidden=(32,), epochs=30, seed=1, watch=lambda now: weights.append([w.copy() for w in now]))
    scores = numpy_mlp.logits(weights[-1], x_val)
    loss = np.log(np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1)) + scores.max(axis=1)
    return np.argsort(loss - scores[np.arange(len(y_val)), y_val])[: base.n_val]
