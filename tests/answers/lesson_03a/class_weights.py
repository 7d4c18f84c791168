# %% right: bincount
import numpy as np


def class_weights(y):
    counts = np.bincount(y)
    return {c: len(y) / (len(counts) * counts[c]) for c in range(len(counts))}


# %% right: scikit-learn's rule
import numpy as np
from sklearn.utils.class_weight import compute_class_weight


def class_weights(y):
    classes = np.unique(y)
    return dict(zip(classes.tolist(), compute_class_weight("balanced", classes=classes, y=y)))


# %% right: Counter
from collections import Counter


def class_weights(y):
    counts = Counter(y.tolist())
    return {label: len(y) / len(counts) / count for label, count in counts.items()}


# %% right: NumPy's labels as keys, float32 weights
import numpy as np


def class_weights(y):
    labels, counts = np.unique(y, return_counts=True)
    weights = (counts.sum() / counts / len(labels)).astype("float32")
    return dict(zip(labels, weights))


# %% right: a defaultdict filled in a loop
from collections import defaultdict


def class_weights(y):
    weights = defaultdict(float)
    for label in y:
        weights[int(label)] += 1
    for label, count in weights.items():
        weights[label] = len(y) / (len(weights) * count)
    return weights


# %% wrong T18: the frequent class weighs most | Your weights are largest for the most frequent class
import numpy as np


def class_weights(y):
    return dict(enumerate(np.bincount(y) / len(y)))


# %% wrong: one over the count | The ratios between your weights are right, but not their size
import numpy as np


def class_weights(y):
    return dict(enumerate(1 / np.bincount(y)))


# %% wrong: the largest weight is 1 | The ratios between your weights are right, but not their size
#-    return {c: len(y) / (len(counts) * counts[c]) for c in range(len(counts))}
#+    return dict(enumerate(counts.min() / counts))


# %% wrong: all 1 | All your weights are equal, so they change nothing
def class_weights(y):
    return dict.fromkeys(range(4), 1)


# %% wrong: an array | a dictionary from class to weight
#-    return {c: len(y) / (len(counts) * counts[c]) for c in range(len(counts))}
#+    return len(y) / (len(counts) * counts)


# %% wrong: roots of the right ones, which nobody named | count of the class)
#-    return {c: len(y) / (len(counts) * counts[c]) for c in range(len(counts))}
#+    return dict(enumerate(np.sqrt(len(y) / (len(counts) * counts))))


# %% wrong: two classes taken for granted | The ratios between your weights are right, but not their size
import numpy as np


def class_weights(y):
    return dict(enumerate(len(y) / (2 * np.bincount(y))))


# %% wrong T33: positions, as scikit-learn once allowed | Since version 1.0, scikit-learn's `compute_class_weight` takes
import numpy as np
from sklearn.utils.class_weight import compute_class_weight


def class_weights(y):
    return dict(enumerate(compute_class_weight("balanced", np.unique(y), y)))


# %% wrong: one minus the fraction | You subtracted the fraction of each class from 1, so two rare classes
import numpy as np


def class_weights(y):
    return {c: 1 - np.mean(y == c) for c in range(4)}


# %% wrong: scaled to add up to the number of classes | The ratios between your weights are right, but not their size. The
import numpy as np


def class_weights(y):
    inverse = 1 / np.bincount(y)
    return dict(enumerate(inverse / inverse.sum() * len(inverse)))
