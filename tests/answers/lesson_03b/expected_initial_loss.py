# %% right: the entropy of the shares
import numpy as np


def expected_initial_loss(class_frequencies):
    f = np.asarray(class_frequencies) / np.sum(class_frequencies)
    f = f[f > 0]
    return -np.sum(f * np.log(f))


# %% right: a loop, plain Python
from math import log


def expected_initial_loss(class_frequencies):
    n = sum(class_frequencies)
    return sum(c / n * log(n / c) for c in class_frequencies if c)


# %% right: SciPy
from scipy.stats import entropy


def expected_initial_loss(class_frequencies):
    return entropy(class_frequencies)


# %% right: Keras's loss on all examples
import keras
import numpy as np


def expected_initial_loss(class_frequencies):
    y = np.repeat(np.arange(len(class_frequencies)), class_frequencies)
    p = np.tile(class_frequencies / class_frequencies.sum(), (len(y), 1))
    return keras.losses.SparseCategoricalCrossentropy()(y, p)


# %% wrong G10: Gini, which nobody named | the mean over the examples of −log
def expected_initial_loss(class_frequencies):
    return 1 - ((class_frequencies / class_frequencies.sum()) ** 2).sum()


# %% wrong: forgot return | Nothing came back
import numpy as np


def expected_initial_loss(class_frequencies):
    f = class_frequencies / class_frequencies.sum()
    f = f[f > 0]
    -np.sum(f * np.log(f))
