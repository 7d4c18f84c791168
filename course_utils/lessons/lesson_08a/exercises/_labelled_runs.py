"""Small training runs with one known fault each, whose curves show it beyond doubt.

Drawn from a generator for the exercises `read_the_curves` and `diagnose`. What was done gives a run its name, and
`_is_clear` confirms the name with a margin; a run that shows it too faintly is drawn again.
"""

import math
from dataclasses import dataclass

import numpy as np

from course_utils import numpy_mlp

FIVE = ("healthy", "overfitting", "underfitting", "not learning", "diverged")
NAMES = (*FIVE, "learning rate too high", "validation too easy", "too short")
TRIES = 100  # more than ten have not been seen


@dataclass(frozen=True, eq=False)
class Training:
    """A training run whose name is known.

    Attributes
    ----------
    name : str
        One of `NAMES`.
    history : dict
        "loss", "accuracy", "val_loss", "val_accuracy", a list each; "num_classes", an int.
    """

    name: str
    history: dict


def draw_training(rng, name):
    """Draw a training run that deserves `name`; each try takes some 10 ms.

    Returns
    -------
    Training
    """
    for _ in range(TRIES):
        num_classes = int(rng.integers(3, 9))
        with np.errstate(all="ignore"):
            history, confirmed = _MAKERS[name](rng, num_classes)
            history["num_classes"] = num_classes
            if _is_clear(name, Facts(history)) and confirmed():
                return Training(name, history)
    raise RuntimeError(f"no training shows {name!r} plainly, in {TRIES} tries")


def draw_trainings(rng, names):
    """Draw a training run for each of these names, in this order."""
    return [draw_training(rng, name) for name in names]


# ---- what is done


def _task(rng, num_classes, n, spread, centres=1, val_spread=None):
    """Draw rows around `centres` points for each class, `spread` wide; validation rows may lie closer to them."""
    features = int(rng.integers(8, 13))
    points = rng.normal(size=(centres * num_classes, features))
    points *= 2.5 / np.linalg.norm(points, axis=1, keepdims=True)

    def rows(count, width):
        which = rng.permutation(np.resize(np.arange(len(points)), count))
        x = points[which] + width / 2 * rng.normal(size=(count, features))
        return x.astype("float32"), which % num_classes

    return *rows(n, spread), *rows(200, val_spread or spread)


def _train(rng, task, **settings):
    defaults = {"hidden": (32,), "learning_rate": 0.01, "epochs": int(rng.integers(16, 25)), "batch_size": 64}
    return numpy_mlp.train(*task, seed=int(rng.integers(1 << 30)), **(defaults | settings))


# Each maker gives a history, and a function that confirms its name where that takes another training run.


def _sure():
    return True


def _healthy(rng, num_classes):
    task = _task(rng, num_classes, int(rng.integers(300, 400)), rng.uniform(0.9, 1.5), centres=int(rng.integers(1, 3)))
    optimizer, low, high = [("adam", 0.006, 0.012), ("momentum", 0.03, 0.06)][rng.integers(2)]
    return _train(rng, task, optimizer=optimizer, learning_rate=rng.uniform(low, high)), _sure


def _overfitting(rng, num_classes):
    task = _task(rng, num_classes, int(rng.integers(60, 141)), rng.uniform(1.4, 2.6), centres=2)
    hidden = [(64,), (128,), (64, 64)][rng.integers(3)]
    return _train(rng, task, hidden=hidden, learning_rate=rng.uniform(0.01, 0.03), batch_size=16), _sure


def _underfitting(rng, num_classes):
    task = _task(rng, num_classes, int(rng.integers(250, 350)), rng.uniform(0.9, 1.4), centres=int(rng.integers(2, 4)))
    few, rate = (int(rng.integers(1, 3)),), rng.uniform(0.04, 0.08)

    def more_units_help():
        wide = _train(rng, task, hidden=(64,), learning_rate=0.02)
        return wide["accuracy"][-1] > 0.95 and wide["val_accuracy"][-1] > 0.85

    return _train(rng, task, hidden=few, learning_rate=rate, epochs=int(rng.integers(22, 31))), more_units_help


def _not_learning(rng, num_classes):
    x, y, x_val, y_val = _task(rng, num_classes, 300, rng.uniform(1.0, 1.5))
    how = rng.integers(3)
    if how == 0:  # nothing moves: the layers are frozen
        scale = np.float32(rng.uniform(0.3, 1.5))
        return _train(rng, (scale * x, y, scale * x_val, y_val), learning_rate=1e-30), _sure
    if how == 1:  # the inputs are lost
        return _train(rng, (0 * x, y, 0 * x_val, y_val)), _sure
    task = (x, rng.permutation(y), x_val, rng.permutation(y_val))  # the labels belong to other rows
    return _train(rng, task, hidden=(4,), learning_rate=0.003), _sure


def _diverged(rng, num_classes):
    x, y, x_val, y_val = _task(rng, num_classes, 300, rng.uniform(1.0, 1.5))
    epochs = int(rng.integers(8, 17))
    if rng.random() < 0.5:  # to nan, at once
        scale = np.float32(10 ** rng.uniform(1.0, 2.0))
        task = (scale * x, y, scale * x_val, y_val)
        return _train(rng, task, optimizer="sgd", learning_rate=10 ** rng.uniform(3, 5), epochs=epochs), _sure
    task = (x, y, x_val, y_val)
    return _train(rng, task, optimizer="momentum", learning_rate=10 ** rng.uniform(0.7, 1.3), epochs=epochs), _sure


def _rate_too_high(rng, num_classes):
    task = _task(rng, num_classes, int(rng.integers(300, 400)), rng.uniform(1.2, 1.8))
    settings = {"hidden": (32,), "optimizer": "momentum", "epochs": int(rng.integers(20, 31))}
    rate = rng.uniform(0.5, 1.5)

    def a_lower_one_helps():
        lower = Facts(_train(rng, task, learning_rate=rate / 20, **settings) | {"num_classes": num_classes})
        return lower.accuracy > 0.9 and lower.largest_jump < 0.1

    return _train(rng, task, learning_rate=rate, **settings), a_lower_one_helps


def _validation_too_easy(rng, num_classes):
    spread = rng.uniform(2.0, 2.6)
    task = _task(rng, num_classes, int(rng.integers(400, 500)), spread, val_spread=spread / 2)
    return _train(rng, task, hidden=(16,), learning_rate=0.015), _sure


def _too_short(rng, num_classes):
    task = _task(rng, num_classes, int(rng.integers(300, 400)), rng.uniform(1.0, 1.7))
    settings = {"optimizer": "sgd", "learning_rate": rng.uniform(0.02, 0.06)}
    seed, epochs = int(rng.integers(1 << 30)), int(rng.integers(8, 15))

    def more_epochs_help():  # a longer run begins as the shorter one
        long = numpy_mlp.train(*task, hidden=(32,), batch_size=64, epochs=5 * epochs, seed=seed, **settings)
        return long["val_loss"][-1] < 0.6 * history["val_loss"][-1]

    history = numpy_mlp.train(*task, hidden=(32,), batch_size=64, epochs=epochs, seed=seed, **settings)
    return history, more_epochs_help


_MAKERS = {
    "healthy": _healthy,
    "overfitting": _overfitting,
    "underfitting": _underfitting,
    "not learning": _not_learning,
    "diverged": _diverged,
    "learning rate too high": _rate_too_high,
    "validation too easy": _validation_too_easy,
    "too short": _too_short,
}


# ---- what the curves show


class Facts:
    """What can be read from one training's curves, in numbers.

    Attributes
    ----------
    guessing : float
        ln K, the loss of a guess.
    first, end, val_end : float
        Training loss of the first and of the last epoch, validation loss of the last.
    broken : int or None
        The first epoch, from 1, with a loss that is not finite.
    val_best, best_epoch : float, int
        The lowest validation loss and its epoch, from 1.
    accuracy, val_accuracy : float
        Of the last epoch.
    late_fall : float
        By which share the training loss fell over the last quarter of the epochs.
    jumps, steps : int
        In how many of how many steps from epoch to epoch the training loss rose by more than a fifth of itself and
        a twentieth of ln K.
    largest_jump : float
        The highest such step up, as a share of ln K.
    val_share : float
        Validation loss over training loss, the means of the second half of the epochs.
    """

    def __init__(self, history):
        loss, val_loss = np.array(history["loss"]), np.array(history["val_loss"])
        bad = np.flatnonzero(~(np.isfinite(loss) & np.isfinite(val_loss)))
        self.guessing = math.log(history["num_classes"])
        self.broken = int(bad[0]) + 1 if bad.size else None
        self.first, self.end, self.val_end = float(loss[0]), float(loss[-1]), float(val_loss[-1])
        self.accuracy, self.val_accuracy = history["accuracy"][-1], history["val_accuracy"][-1]
        self.best_epoch, self.val_best = int(np.argmin(val_loss)) + 1, float(val_loss.min())
        self.at_best = float(loss[self.best_epoch - 1])
        quarter, half = max(len(loss) // 4, 2), len(loss) // 2
        self.quarter, self.before_quarter = quarter, float(loss[-quarter - 1])
        self.late_fall = 1 - self.end / self.before_quarter
        up = np.diff(loss)
        self.steps, self.largest_jump = len(up), max(float(up.max() / self.guessing), 0.0)
        self.jumps = int(((up > 0.2 * loss[:-1]) & (up > 0.05 * self.guessing)).sum())
        self.half, self.half_loss, self.half_val = half, float(loss[half:].mean()), float(val_loss[half:].mean())
        self.val_share = self.half_val / self.half_loss
        self.lowest, self.highest = float(loss.min()), float(max(loss.max(), val_loss.max()))

    @property
    def is_broken(self):
        """A loss is not finite, or ends above 5 ln K."""
        return self.broken is not None or self.end > 5 * self.guessing

    @property
    def learned(self):
        """Training came clearly below what guessing gives."""
        return self.lowest < 0.8 * self.guessing

    @property
    def jumpy(self):
        """The training loss rises again and again."""
        return self.jumps >= 3

    @property
    def rise(self):
        """By which share the validation loss ends above its lowest value."""
        return self.val_end / self.val_best - 1

    @property
    def overfits(self):
        """The validation loss ends a fifth above its lowest value while the training loss went on falling."""
        return self.rise >= 0.2 and self.val_end - self.val_best > 0.05 * self.guessing and self.end < self.at_best


def _is_clear(name, facts):
    """Return whether the curves show this name clearly, and none of the others."""
    f = facts
    if f.is_broken or name == "diverged":
        return f.is_broken and name == "diverged"
    smooth = f.jumps == 0 and f.largest_jump < 0.1
    flat = abs(f.late_fall) < 0.1 or f.end < 0.05 * f.guessing
    level = f.rise < 0.1
    not_easier = f.val_share > 0.9
    if name == "healthy":
        return (
            smooth
            and level
            and not_easier
            and f.late_fall * f.before_quarter < 0.03 * f.guessing
            and (f.accuracy > 0.95 and f.val_accuracy > 0.9)
        )
    if name == "overfitting":
        return smooth and not_easier and f.rise > 0.25 and f.overfits and f.accuracy > 0.95
    if name == "underfitting":
        low = f.accuracy < 0.75 and 0.25 * f.guessing < f.end < 0.75 * f.guessing
        return smooth and level and not_easier and flat and low and f.val_end < 0.85 * f.guessing
    if name == "not learning":
        never = f.lowest > 0.92 * f.guessing and f.val_best > 0.95 * f.guessing and f.end < 2 * f.guessing
        return smooth and never and flat
    if name == "learning rate too high":
        return f.jumps >= 5 and f.lowest < 0.7 * f.guessing and f.highest < 6 * f.guessing and not_easier
    if name == "validation too easy":
        return smooth and level and flat and f.val_share < 0.65 and f.accuracy > 0.6
    return smooth and not_easier and level and f.late_fall > 0.15 and f.before_quarter - f.end > 0.07 * f.guessing


def against(name, history):
    """Say which numbers in these curves speak against `name`, a name that does not fit.

    Returns
    -------
    str
        A part of a sentence, without a full stop.

    Raises
    ------
    ValueError
        For a name that is not in `NAMES`.
    """
    if name not in NAMES:
        raise ValueError(f"name must be one of {', '.join(NAMES)}, got {name!r}")
    f = Facts(history)
    guess = f"ln {history['num_classes']} = {f.guessing:.2f}"
    if name == "diverged":
        return f"all losses are finite, and the training loss ends at {f.end:.2f}; chance level is {guess}"
    if f.broken is not None:
        return f"from epoch {f.broken} on, a loss is not a finite number"
    if f.is_broken:
        return f"the training loss ends at {f.end:,.0f}; chance level is {guess}"
    if name == "not learning":
        return f"the training loss falls to {f.lowest:.2f}, and chance level is {guess}"
    if name == "learning rate too high" and not f.jumpy:
        return f"the training loss doesn't jump: its largest rise is {f.largest_jump * f.guessing:.2f}"
    if not f.learned:
        return f"the training loss begins at {f.first:.2f} and ends at {f.end:.2f}; chance level is {guess}"
    if f.jumpy:
        return f"in {f.jumps} of {f.steps} steps from epoch to epoch the training loss rises by more than a fifth"
    if name == "validation too easy":
        return (
            f"in the second half of the epochs, the mean validation loss is {f.half_val:.2f}, and the mean training "
            f"loss {f.half_loss:.2f}"
        )
    if name == "overfitting":
        return f"the validation loss ends at {f.val_end:.2f}, and its lowest value is {f.val_best:.2f}"
    if f.overfits:
        return (
            f"the validation loss was {f.val_best:.2f} in epoch {f.best_epoch} and ends at {f.val_end:.2f}, while the "
            f"training loss fell from {f.at_best:.2f} to {f.end:.2f}"
        )
    if f.val_share < 0.8:
        return (
            f"in the second half of the epochs, the mean validation loss is {f.half_val:.2f}, although the mean "
            f"training loss is {f.half_loss:.2f}"
            + ("; a network that learns too little has a high loss on both sets" if name == "underfitting" else "")
        )
    if name == "underfitting" and f.accuracy > 0.85:
        return f"the training accuracy at the end is {f.accuracy:.0%}"
    return (
        f"over the last {f.quarter} epochs, the training loss goes from {f.before_quarter:.2f} to {f.end:.2f}, and the "
        f"training accuracy at the end is {f.accuracy:.0%}"
    )
