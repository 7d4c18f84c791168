"""The epoch with the lowest validation loss, counted from 1, and the gap between the losses there."""

import copy
import math

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=2,
    hints=[
        'Which curve says how good the network is on data that it was not trained on? It is `history["val_loss"]`, '
        "and low values are good.",
        "`np.argmin` gives the index of the lowest value, counted from 0. The number of the epoch is one more. Read "
        "both curves at the same index.",
        "If a run diverged, its last losses can be nan, and `np.argmin` returns the first nan. `np.nanargmin` "
        "ignores nan.",
    ],
    errors={
        "'numpy.ndarray' object has no attribute 'index'": "The curves can be lists or arrays, and an array has no "
        "method `index`. `np.argmin` and similar functions take both.",
        "for -: 'list' and 'list'": "Lists can't be subtracted from each other. Read one number from each curve, or "
        "make arrays of the curves with `np.array`.",
        "index out of range": "The last epoch has the number len(loss), but its index is len(loss) − 1. Which of the "
        "two is in your square brackets?",
        "out of bounds": "The last epoch has the number len(loss), but its index is len(loss) − 1. Which of the two "
        "is in your square brackets?",
    },
    shown_as="gap_at_best_epoch(history)",
    look="return two numbers: the epoch with the lowest validation loss, counted from 1 (the first one if several are "
    "equal), and the validation loss minus the training loss of this epoch",
    tolerance=2e-5,
)


def _best(history):
    return int(np.nanargmin(history["val_loss"]))


def _at(history, index):
    """Return what an answer gives that takes this index for the best one."""
    return index + 1, history["val_loss"][index] - history["loss"][index]


def reference(history):
    return _at(history, _best(history))


def _last_of_equal(history):
    equal = np.flatnonzero(np.array(history["val_loss"]) == np.nanmin(history["val_loss"]))
    return _at(history, int(equal[-1]))


def _gaps(history):
    return np.subtract(history["val_loss"], history["loss"])


def _first_rise(losses):
    return next(
        (i for i, (now, then) in enumerate(zip(losses, losses[1:], strict=False)) if then > now), len(losses) - 1
    )


def _best_and(other):
    """Return a mistake that finds the epoch, and takes `other(history, index)` for the gap."""
    return lambda history: (_best(history) + 1, other(history, _best(history)))


mistakes = {
    "Your epoch is an index, which counts from 0. `fit` counts epochs from 1.": (
        lambda history: (_best(history), reference(history)[1])
    ),
    "`np.argmin` returns the first nan. A loss that isn't a number can't be the lowest one, so ignore it.": (
        lambda history: _at(history, int(np.argmin(history["val_loss"])))
    ),
    "Two epochs are equally good, and you returned the later one. Return the first of them.": _last_of_equal,
    "You returned the last epoch. Longer training doesn't always make a network better, so look for the lowest "
    "validation loss.": lambda history: _at(history, len(history["loss"]) - 1),
    "You stopped at the first rise of the validation loss. It can fall again, so look at the whole curve.": (
        lambda history: _at(history, _first_rise(history["val_loss"]))
    ),
    "You looked for the smallest gap. The best epoch is the one with the lowest validation loss.": (
        lambda history: _at(history, int(np.nanargmin(_gaps(history))))
    ),
    "You returned the worst epoch. For a loss, the lowest value is the best.": (
        lambda history: _at(history, int(np.nanargmax(history["val_loss"])))
    ),
    "You looked for the lowest training loss, which nearly always comes last. What counts is the loss on data that the "
    "network was not trained on.": lambda history: _at(history, int(np.nanargmin(history["loss"]))),
    "You looked for the highest validation accuracy. It can still rise when the validation loss rises, and the task "
    "asks for the loss.": lambda history: _at(history, int(np.nanargmax(history["val_accuracy"]))),
    "Your epoch is right, but this is the gap of the last epoch. Take both losses from the best epoch.": _best_and(
        lambda history, _: history["val_loss"][-1] - history["loss"][-1]
    ),
    "Your gap is made of the lowest value of each curve, and these belong to different epochs.": _best_and(
        lambda history, _: np.nanmin(history["val_loss"]) - np.nanmin(history["loss"])
    ),
    "Your gap has the wrong sign. Subtract the training loss from the validation loss.": _best_and(
        lambda history, index: history["loss"][index] - history["val_loss"][index]
    ),
    "You rounded the gap. Return it as it is.": (
        _best_and(lambda history, index: np.round(history["val_loss"][index] - history["loss"][index], 2)),
        _best_and(lambda history, index: np.round(history["val_loss"][index] - history["loss"][index], 1)),
        _best_and(lambda history, index: np.round(history["val_loss"][index] - history["loss"][index], 3)),
    ),
    "You computed the gap from accuracies. In this exercise, the gap is the difference between two losses.": (
        _best_and(lambda history, index: history["accuracy"][index] - history["val_accuracy"][index]),
        _best_and(lambda history, index: history["val_accuracy"][index] - history["accuracy"][index]),
    ),
    "This is the gap of the epoch after the best one. You used the number of the epoch, which counts from 1, as an "
    "index.": _best_and(lambda history, index: history["val_loss"][index + 1] - history["loss"][index + 1]),
    "This is the validation loss itself. Subtract the training loss of the same epoch.": _best_and(
        lambda history, index: history["val_loss"][index]
    ),
    "You returned the gap first. Return the epoch, then the gap.": lambda history: reference(history)[::-1],
}


def _curves(rng, epochs, best):
    """Draw a history whose validation loss is lowest at the index `best`; every other curve has its best elsewhere."""
    n = np.arange(epochs)
    loss = 2.2 * 0.8**n + rng.uniform(0.02, 0.05, epochs)
    loss[-2:] = loss[-1], loss[-1] + 0.02
    val_loss = 0.6 + 0.12 * np.abs(n - best) ** 1.2 + rng.uniform(0, 0.03, epochs)
    val_loss[3] = val_loss[2] + rng.uniform(0.05, 0.1)  # it rises once before its lowest value
    val_loss[0], val_loss[best] = val_loss.max() + 0.2, rng.uniform(0.5, 0.55)
    val_loss[best], loss[best] = np.round(val_loss[best], 3) + 0.0004, np.round(loss[best], 3) + 0.0001  # no round gap
    accuracy = np.clip(1 - 0.35 * loss, 0, 1)
    val_accuracy = np.clip(0.6 + 0.02 * n + rng.uniform(0, 0.01, epochs), 0, 1)
    val_accuracy[-3] = val_accuracy.max() + 0.01
    columns = {"loss": loss, "accuracy": accuracy, "val_loss": val_loss, "val_accuracy": val_accuracy}
    return {name: np.round(values, 4).tolist() for name, values in columns.items()}


def cases(rng):
    epochs = int(rng.integers(10, 13))
    best = int(rng.integers(5, epochs - 4))
    plain = _curves(rng, epochs, best)
    tie, broken = copy.deepcopy(plain), copy.deepcopy(plain)
    tie["val_loss"][best + 2] = tie["val_loss"][best]
    broken["loss"][-2:], broken["val_loss"][-2:] = [math.inf, math.nan], [math.inf, math.nan]
    last = {name: np.array(values[: best + 1]) for name, values in plain.items()}
    for description, history in (
        ("", plain),
        ("the lowest validation loss occurs twice; ", tie),
        ("the run diverged; ", broken),
        ("the last epoch is the best, and the curves are arrays; ", last),
    ):
        fields = {"description": description, "loss": np.array(history["loss"])}
        fields["val_loss"] = np.array(history["val_loss"])
        yield Case("{description}loss = {loss}, val_loss = {val_loss}", fields=fields, history=history)
