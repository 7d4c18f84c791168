# %% right: nanargmin
import numpy as np

def gap_at_best_epoch(history):
    val_loss = np.array(history["val_loss"], dtype="float64")
    val_loss[~np.isfinite(val_loss)] = np.nan
    place = int(np.nanargmin(val_loss))
    return place + 1, val_loss[place] - history["loss"][place]


# %% right: a loop that keeps the best
def gap_at_best_epoch(history):
    best = None
    for number, (loss, val_loss) in enumerate(zip(history["loss"], history["val_loss"]), start=1):
        if best is None or val_loss < best[1]:
            best = number, val_loss, val_loss - loss
    return best[0], best[2]


# %% right: min over pairs
import math

def gap_at_best_epoch(history):
    rows = [(v, n, t) for n, (t, v) in enumerate(zip(history["loss"], history["val_loss"])) if math.isfinite(v)]
    v, n, t = min(rows)
    return [n + 1, v - t]


# %% right: sorted places
import numpy as np

def gap_at_best_epoch(history):
    order = np.argsort(history["val_loss"], kind="stable")  # nan goes last
    first = order[0]
    return np.array([first + 1, history["val_loss"][first] - history["loss"][first]])


# %% right: masked arrays, NumPy's numbers
import numpy as np


def gap_at_best_epoch(history):
    loss, val_loss = (np.ma.masked_invalid(history[name]) for name in ("loss", "val_loss"))
    best = val_loss.argmin()
    return best + 1, (val_loss - loss)[best]


# %% right: filter out what is not finite, enumerate from 1
import math


def gap_at_best_epoch(history):
    rows = [(v, epoch, t) for epoch, (t, v) in enumerate(zip(history["loss"], history["val_loss"]), 1) if math.isfinite(v)]
    v, epoch, t = min(rows, key=lambda row: row[0])
    return [epoch, v - t]


# %% right: a generator expression with a default, a named tuple
from typing import NamedTuple


class Best(NamedTuple):
    epoch: int
    gap: float


def gap_at_best_epoch(history):
    curve = list(history["val_loss"])
    lowest = min(v for v in curve if v == v)
    place = next(i for i, v in enumerate(curve) if v == lowest)
    return Best(gap=curve[place] - list(history["loss"])[place], epoch=place + 1)


# %% right: recursion from the front
def gap_at_best_epoch(history, i=0, best=None):
    losses = history["val_loss"]
    if i == len(losses):
        return best[1] + 1, best[0] - history["loss"][best[1]]
    if losses[i] == losses[i] and (best is None or losses[i] < best[0]):
        best = losses[i], i
    return gap_at_best_epoch(history, i + 1, best)


# %% wrong G03: the place, from 0 | counts from 0
import numpy as np

def gap_at_best_epoch(history):
    place = int(np.nanargmin(history["val_loss"]))
    return place, history["val_loss"][place] - history["loss"][place]


# %% wrong G03: the last epoch | You returned the last epoch
def gap_at_best_epoch(history):
    return len(history["loss"]), history["val_loss"][-1] - history["loss"][-1]


# %% wrong G04: the largest loss | You returned the worst epoch
import numpy as np

def gap_at_best_epoch(history):
    place = int(np.nanargmax(history["val_loss"]))
    return place + 1, history["val_loss"][place] - history["loss"][place]


# %% wrong G16: the highest validation accuracy | You looked for the highest validation accuracy
import numpy as np

def gap_at_best_epoch(history):
    place = int(np.argmax(history["val_accuracy"]))
    return place + 1, history["val_loss"][place] - history["loss"][place]


# %% wrong: the number used as a place, by way of a table | in your square brackets
import numpy as np

def gap_at_best_epoch(history):
    epoch = int(np.nanargmin(history["val_loss"])) + 1
    if epoch < len(history["val_loss"]):
        return epoch, history["val_loss"][epoch - 1] - history["loss"][epoch - 1]
    return epoch, np.array(history["val_loss"])[epoch] - np.array(history["loss"])[epoch]


# %% wrong: the index of a list | an array has no
def gap_at_best_epoch(history):
    val_loss = history["val_loss"]
    place = val_loss.index(min(val_loss))
    return place + 1, val_loss[place] - history["loss"][place]


# %% wrong: a place beyond the end of a list | in your square brackets
def gap_at_best_epoch(history):
    last = len(history["val_loss"])
    return last, history["val_loss"][last] - history["loss"][last]


# %% wrong: only the gap | return two numbers
import numpy as np

def gap_at_best_epoch(history):
    place = int(np.nanargmin(history["val_loss"]))
    return history["val_loss"][place] - history["loss"][place]


# %% wrong: gap relative to the training loss, which nobody named | of this epoch
import numpy as np

def gap_at_best_epoch(history):
    place = int(np.nanargmin(history["val_loss"]))
    return place + 1, history["val_loss"][place] / history["loss"][place] - 1


# %% wrong: the epoch after, which nobody named | counted from 1
import numpy as np

def gap_at_best_epoch(history):
    place = int(np.nanargmin(history["val_loss"]))
    return place + 2, history["val_loss"][place] - history["loss"][place]


# %% wrong G19: the first epoch after which the loss rises | You stopped at the first rise of the validation loss. It can fall
def gap_at_best_epoch(history):
    loss, val_loss = history["loss"], history["val_loss"]
    for i in range(len(val_loss) - 1):
        if val_loss[i + 1] > val_loss[i]:
            return i + 1, val_loss[i] - loss[i]
    return len(val_loss), val_loss[-1] - loss[-1]


# %% wrong G20: the epoch with the smallest gap | You looked for the smallest gap. The best epoch is the one with the
import numpy as np


def gap_at_best_epoch(history):
    gaps = np.array(history["val_loss"]) - np.array(history["loss"])
    best = int(np.nanargmin(gaps))
    return best + 1, gaps[best]


# %% wrong G21: the gap rounded | You rounded the gap. Return it as it is.
import numpy as np


def gap_at_best_epoch(history):
    best = int(np.nanargmin(history["val_loss"]))
    return best + 1, round(history["val_loss"][best] - history["loss"][best], 2)


# %% wrong: a list minus a list | Lists can't be subtracted from each other
import numpy as np


def gap_at_best_epoch(history):
    best = np.nanargmin(history["val_loss"])
    gap = history["val_loss"] - history["loss"]
    return best + 1, gap[best]
