# %% right: min with a key
import numpy as np

def choose_model(histories):
    return min(histories, key=lambda name: np.nanmin(histories[name]["val_loss"]))


# %% right: a loop
def choose_model(histories):
    best, lowest = None, float("inf")
    for name, history in histories.items():
        for value in history["val_loss"]:
            if value < lowest:
                best, lowest = name, value
    return best


# %% right: one sorted list
import math

def choose_model(histories):
    rows = sorted((v, name) for name, run in histories.items() for v in run["val_loss"] if math.isfinite(v))
    return rows[0][1]


# %% right: a dictionary of lowest losses, then its smallest
import math


def choose_model(histories):
    lowest = {name: min(loss for loss in history["val_loss"] if not math.isnan(loss)) for name, history in histories.items()}
    return min(lowest, key=lowest.get)


# %% right: every epoch of every network in one sorted list
import numpy as np


def choose_model(histories):
    names, losses = zip(*((name, loss) for name, history in histories.items() for loss in history["val_loss"]))
    return np.array(names)[np.nanargmin(losses)]


# %% right: functools.reduce, masked arrays
from functools import reduce
import numpy as np


def choose_model(histories):
    def best(name):
        return np.ma.masked_invalid(histories[name]["val_loss"]).min()

    return reduce(lambda a, b: a if best(a) <= best(b) else b, histories)


# %% right: heapq, with a walrus
import heapq


def choose_model(histories):
    queue = []
    for name in histories:
        for loss in histories[name]["val_loss"]:
            if (value := float(loss)) == value:
                heapq.heappush(queue, (value, name))
    return queue[0][1]


# %% wrong G01: training accuracy | is best on its training set
def choose_model(histories):
    return max(histories, key=lambda name: histories[name]["accuracy"][-1])


# %% wrong G16: the highest validation accuracy | how confident the mistakes
def choose_model(histories):
    return max(histories, key=lambda name: max(histories[name]["val_accuracy"]))


# %% wrong: the number, not the name | a key of the dictionary
#-    return min(histories, key=lambda name: np.nanmin(histories[name]["val_loss"]))
#+    return np.argmin([np.nanmin(run["val_loss"]) for run in histories.values()])


# %% wrong: the loss, not the name | a key of the dictionary
def choose_model(histories):
    return min(min(run["val_loss"]) for run in histories.values())


# %% wrong G04: the largest validation loss | the highest validation loss
def choose_model(histories):
    return max(histories, key=lambda name: max(histories[name]["val_loss"]))


# %% wrong: returns nothing | Nothing came back
def choose_model(histories):
    print(min(histories, key=lambda name: min(histories[name]["val_loss"])))


# %% wrong: the index of the smallest, an array | a key of the dictionary
#-    return min(histories, key=lambda name: np.nanmin(histories[name]["val_loss"]))
#+    return np.array([min(run["val_loss"]) for run in histories.values()])


# %% wrong G17: the mean of each curve | You compared the means of the curves. The weights of the best epoch
import numpy as np


def choose_model(histories):
    return min(histories, key=lambda name: np.nanmean(histories[name]["val_loss"]))


# %% wrong G18: the smallest gap | You chose the network with the smallest gap between the losses. A
import numpy as np


def choose_model(histories):
    def gap(history):
        best = np.nanargmin(history["val_loss"])
        return abs(history["val_loss"][best] - history["loss"][best])
    return min(histories, key=lambda name: gap(histories[name]))
