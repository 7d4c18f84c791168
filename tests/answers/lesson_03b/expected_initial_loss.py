# %% right: the entropy of the shares
import numpy as np


def expected_initial_loss(class_counts):
    f = np.asarray(class_counts) / np.sum(class_counts)
    f = f[f > 0]
    return -np.sum(f * np.log(f))


# %% right: a loop, plain Python
from math import log


def expected_initial_loss(class_counts):
    n = sum(class_counts)
    return sum(c / n * log(n / c) for c in class_counts if c)


# %% right: SciPy
from scipy.stats import entropy


def expected_initial_loss(class_counts):
    return entropy(class_counts)


# %% right: Keras's loss on all examples
import keras
import numpy as np


def expected_initial_loss(class_counts):
    y = np.repeat(np.arange(len(class_counts)), class_counts)
    p = np.tile(class_counts / class_counts.sum(), (len(y), 1))
    return keras.losses.SparseCategoricalCrossentropy()(y, p)


# %% right: log of n minus the mean of the logs of the counts
import numpy as np


def expected_initial_loss(class_counts):
    counts = class_counts[class_counts != 0]
    n = counts.sum()
    return np.log(n) - np.average(np.log(counts), weights=counts)


# %% right: example by example
import numpy as np


def expected_initial_loss(class_counts):
    labels = np.repeat(np.arange(len(class_counts)), class_counts)
    probability = class_counts / len(labels)
    return np.mean(-np.log(probability[labels]))


# %% right: scipy's xlogy
from scipy.special import xlogy

expected_initial_loss = lambda class_counts: -xlogy(p := class_counts / class_counts.sum(), p).sum()


# %% right: NaN left out of the sum
import numpy as np


def expected_initial_loss(class_counts):
    f = np.asarray(class_counts, "float32") / sum(class_counts)
    with np.errstate(all="ignore"):
        return np.nansum(f * -np.log(f))


# %% wrong G10: Gini, which nobody named | the mean over the examples of −log
def expected_initial_loss(class_counts):
    return 1 - ((class_counts / class_counts.sum()) ** 2).sum()


# %% wrong: forgot return | Nothing came back
import numpy as np


def expected_initial_loss(class_counts):
    f = class_counts / class_counts.sum()
    f = f[f > 0]
    -np.sum(f * np.log(f))


# %% wrong P03: math.log of an array | `float` and the functions of the module `math` take a single number,
import math


def expected_initial_loss(class_counts):
    f = class_counts / class_counts.sum()
    return -sum(f * math.log(f))
