"""The training runs on the case cards: one real run of the small network for each illness."""

from dataclasses import dataclass

import numpy as np

from course_utils import numpy_mlp
from course_utils.lessons.lesson_08b.explore import CASES, CLASSES, CLUELESS, RAW, START, clinic_rows, run_clinic

OTHERS = {"unscaled inputs": {"inputs": RAW}, "dead units": {"power": 0.3}}  # of the start of the clinic's controls
EPOCHS, BATCH = 30, 38


@dataclass(frozen=True)
class Patient:
    """One run.

    Attributes
    ----------
    history : dict of str to list of float
        "loss", "val_loss" and perhaps accuracies, one value for each epoch.
    clueless : float
        The loss of a guess that does not look at the inputs.
    called : str
        What that loss is.
    """

    history: dict
    clueless: float
    called: str = f"ln {CLASSES}"


def patient(name):
    """Return the run of an illness.

    Parameters
    ----------
    name : str
        A case of the clinic, "unscaled inputs", "dead units", "diverged" or "wrong loss".

    Returns
    -------
    Patient

    Raises
    ------
    ValueError
        There is no such illness.
    """
    special = {"diverged": _train_too_fast, "wrong loss": _train_with_softmax_twice}
    changes = {**CASES, **OTHERS}
    if name in special:
        return special[name]()
    if name not in changes:
        raise ValueError(f"name must be one of {sorted({*special, *changes})}, got {name!r}")
    return Patient(run_clinic(**START | changes[name]), CLUELESS)


def _train_too_fast(learning_rate=0.108):
    """Train one linear layer 64-10 on the mean squared error, with steps beyond 2 / curvature: all too long."""
    x, y, x_val, y_val = clinic_rows(600)
    target, held = np.eye(CLASSES, dtype=np.float32)[y], np.eye(CLASSES, dtype=np.float32)[y_val]

    def loss(kernel, rows):
        back = x[rows] @ kernel - target[rows]
        return np.mean(back**2), 0.0, x[rows].T @ back * np.float32(2 / len(rows))

    def validate(kernel):
        return np.mean((x_val @ kernel - held) ** 2), 0.0

    kernel, _ = numpy_mlp.start((x.shape[1], CLASSES))
    history = _curves(kernel, len(y), learning_rate, loss, validate)
    losses = {name: history[name] for name in ("loss", "val_loss")}
    return Patient(losses, float(np.mean(target.var(axis=0))), "variance")


def _train_with_softmax_twice(learning_rate=3.0):
    """Train one layer 64-10 without a bias on a loss that takes the shares of its softmax for logits."""
    x, y, x_val, y_val = clinic_rows(600)

    def loss(kernel, rows):
        value, right, back = _judge_twice(x[rows] @ kernel, y[rows])
        return value, right, x[rows].T @ back

    kernel, _ = numpy_mlp.start((x.shape[1], CLASSES))
    validate = lambda kernel: _judge_twice(x_val @ kernel, y_val)[:2]  # noqa: E731
    return Patient(_curves(kernel, len(y), learning_rate, loss, validate), CLUELESS)


def _curves(kernel, n, learning_rate, loss, validate):
    """Return the curves of SGD in place; ``loss(kernel, rows)`` gives loss, accuracy and gradient of a batch."""

    def update(rows):
        value, accuracy, gradient = loss(kernel, rows)
        kernel[:] -= np.float32(learning_rate) * gradient
        return value, accuracy

    rng = np.random.default_rng(0)
    return numpy_mlp.learning_curves(update, lambda: validate(kernel), n, EPOCHS, BATCH, rng)


def _judge_twice(logits, y):
    """Return loss, share of right answers, and the loss's gradient for the logits."""
    shares = numpy_mlp.softmax(logits)
    again, rows = numpy_mlp.softmax(shares), np.arange(len(y))
    loss = -np.mean(np.log(again[rows, y]))
    back = again.copy()
    back[rows, y] -= 1
    back = shares * (back - (back * shares).sum(axis=1, keepdims=True)) / np.float32(len(y))
    return loss, np.mean(shares.argmax(axis=1) == y), back
