"""The trained network to use, chosen by the histories of several."""

import copy
import math

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Two questions: which curve counts, and which epoch of it?",
        "Take the lowest validation loss of each network, because early stopping would keep these weights. Then find "
        "the name with the smallest of these numbers: `min(histories, key=…)`.",
    ],
    shown_as="choose_model(histories)",
    look="write down the lowest validation loss of each network; return the name, which is a key of the dictionary, of "
    "the network with the lowest of these losses",
)


def _lowest(history):
    return np.nanmin(history["val_loss"])


def reference(histories):
    return min(histories, key=lambda name: _lowest(histories[name]))


def _by(value, choose=min):
    """Return the answer that chooses by `value(history)`."""
    return lambda histories: choose(histories, key=lambda name: value(histories[name]))


def _gap(history, index):
    return abs(history["val_loss"][index] - history["loss"][index])


def _first_with_nan(histories):
    """Choose the name whose smallest loss comes from `np.min`, which is nan where one loss is nan."""
    names = list(histories)
    return names[int(np.argmin([np.min(histories[name]["val_loss"]) for name in names]))]


mistakes = {
    "You chose the network that is best on its training set. Which of its numbers says something about new data?": (
        _by(lambda history: history["loss"][-1]),
        _by(lambda history: history["accuracy"][-1], max),
        _by(lambda history: np.nanmin(history["loss"])),
    ),
    "You compared the validation losses of the last epoch. Another network was better in an earlier epoch, and those "
    "weights were kept.": _by(lambda history: history["val_loss"][-1]),
    "You chose by the validation accuracy. The task asks for the loss, which also counts how confident the mistakes "
    "are.": (
        _by(lambda history: max(history["val_accuracy"]), max),
        _by(lambda history: history["val_accuracy"][-1], max),
    ),
    "You compared the means of the curves. The weights of the best epoch were kept, so only its loss counts.": _by(
        lambda history: np.nanmean(history["val_loss"])
    ),
    "You chose the network with the smallest gap between the losses. A network that is bad on both sets has a small "
    "gap, too.": (
        _by(lambda history: _gap(history, int(np.nanargmin(history["val_loss"])))),
        _by(lambda history: _gap(history, -1)),
    ),
    "A loss of nan is not a low loss, and every comparison with it is False. Ignore it.": (
        _by(lambda history: np.min(history["val_loss"])),
        _first_with_nan,
    ),
    "You chose a network by its name or its place, and not by its losses. `min` of a dictionary compares names, and "
    "`return` ends the whole function.": (
        min,
        max,
        lambda histories: next(iter(histories)),
        lambda histories: list(histories)[-1],
    ),
    "You chose the network with the highest validation loss. For a loss, low values are good.": (
        _by(lambda history: np.nanmax(history["val_loss"]), max),
        _by(_lowest, max),
    ),
}


def cases(rng):
    base = float(rng.uniform(0.3, 0.6))
    best, big, late, confident, weak, even, steady = (
        f"run_{number}" for number in rng.choice(np.arange(101, 999), 7, replace=False)
    )

    def curves(loss, val_loss, accuracy, val_accuracy):
        columns = {"loss": loss, "val_loss": val_loss, "accuracy": accuracy, "val_accuracy": val_accuracy}
        return {name: np.round(values, 3).tolist() for name, values in columns.items()}

    runs = {
        best: curves(
            [2.0, 0.7, 0.5, 0.4],
            [2.3, base, base + 0.2, base + 0.5],
            [0.5, 0.7, 0.8, 0.85],
            [0.5, 0.79, 0.78, 0.77],
        ),
        big: curves(
            [0.9, 0.3, 0.05, 0.01],
            [1.1, base + 0.2, base + 0.6, base + 1.3],
            [0.7, 0.9, 0.99, 1.0],
            [0.6, 0.76, 0.75, 0.74],
        ),
        late: curves(
            [1.3, 0.9, 0.7, base],
            [1.5, 0.9 + base, base + 0.2, base + 0.1],
            [0.4, 0.6, 0.7, 0.75],
            [0.4, 0.6, 0.7, 0.75],
        ),
        confident: curves(
            [1.0, 0.4, 0.3, 0.2],
            [1.2, base + 0.15, base + 0.3, base + 0.7],
            [0.6, 0.8, 0.88, 0.9],
            [0.6, 0.8, 0.84, 0.86],
        ),
        weak: curves(
            [2.2, 1.6, 1.2, 0.9],
            [2.4, 1.9, 1.6, 1.4],
            [0.3, 0.4, 0.5, 0.6],
            [0.3, 0.4, 0.5, 0.55],
        ),
        even: curves(
            [1.9, 1.3, 1.05, 0.99],
            [2.0, 1.4, 1.1, 1.0],
            [0.4, 0.55, 0.6, 0.65],
            [0.4, 0.55, 0.6, 0.62],
        ),
        steady: curves(
            [0.8, 0.3, 0.25, 0.2],
            [0.9, base + 0.15, base + 0.12, base + 0.14],
            [0.6, 0.7, 0.72, 0.74],
            [0.6, 0.7, 0.71, 0.7],
        ),
    }
    for name in ("run_100", "run_999"):  # chosen only by the name or the place
        runs[name] = curves(
            [1.6, 0.8, 0.5, 0.25],
            [1.7, base + 0.6, base + 0.45, base + 0.4],
            [0.4, 0.7, 0.8, 0.86],
            [0.4, 0.6, 0.66, 0.7],
        )
    order = ["run_100", *rng.permutation([*runs][:-2]).tolist(), "run_999"]
    plain = {name: runs[name] for name in order}
    broken = {name: copy.deepcopy(runs[name]) for name in [big, *(name for name in order if name != big)]}
    for curve in ("loss", "val_loss"):
        broken[big][curve][-1] = math.nan
    for histories in (plain, broken):
        shown = "; ".join(f"{name}: val_loss {history['val_loss']}" for name, history in histories.items())
        yield Case("{shown}", fields={"shown": shown}, histories=histories)
