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
