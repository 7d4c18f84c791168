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


# %% wrong: ln K whatever the counts | right where all are equally frequent
import numpy as np


def expected_initial_loss(class_frequencies):
    return np.log(len(class_frequencies))


# %% wrong: a class without examples | 0 · log(0) is NaN
#-    f = np.asarray(class_frequencies) / np.sum(class_frequencies)
#-    f = f[f > 0]
#+    f = class_frequencies / class_frequencies.sum()


# %% wrong: the sign | The sign is turned over
import numpy as np


def expected_initial_loss(class_frequencies):
    f = class_frequencies / class_frequencies.sum()
    return np.sum(f * np.log(f + 1e-12))


# %% wrong: the mean over classes | You took the mean over the classes
import numpy as np


def expected_initial_loss(class_frequencies):
    f = class_frequencies / class_frequencies.sum()
    return -np.mean(np.log(f))


# %% wrong: counts for shares | These are counts
#-    f = np.asarray(class_frequencies) / np.sum(class_frequencies)
#-    f = f[f > 0]
#+    f = class_frequencies


# %% wrong: base 2 | the logarithm to base 2
from scipy.stats import entropy


def expected_initial_loss(class_frequencies):
    return entropy(class_frequencies, base=2)


# %% wrong: the most frequent class | the most frequent class alone
import numpy as np


def expected_initial_loss(class_frequencies):
    return -np.log(class_frequencies.max() / class_frequencies.sum())


# %% wrong: not added up | These are the terms of the classes
from scipy.special import entr


def expected_initial_loss(class_frequencies):
    return entr(class_frequencies / class_frequencies.sum())


# %% wrong G10: Gini, which nobody named | the mean over the examples of −log
def expected_initial_loss(class_frequencies):
    return 1 - ((class_frequencies / class_frequencies.sum()) ** 2).sum()


# %% wrong: forgot return | Nothing came back
import numpy as np


def expected_initial_loss(class_frequencies):
    f = class_frequencies / class_frequencies.sum()
    f = f[f > 0]
    -np.sum(f * np.log(f))
