# %% right: a recall for each class
import numpy as np


def balanced_accuracy(y_true, y_pred):
    return np.mean([np.mean(y_pred[y_true == c] == c) for c in np.unique(y_true)])


# %% right: from a table
import numpy as np


def balanced_accuracy(y_true, y_pred):
    size = max(y_true.max(), y_pred.max()) + 1
    matrix = np.zeros((size, size))
    np.add.at(matrix, (y_true, y_pred), 1)
    totals = matrix.sum(axis=1)
    return float((matrix.diagonal()[totals > 0] / totals[totals > 0]).mean())


# %% right: scikit-learn
from sklearn.metrics import balanced_accuracy_score


def balanced_accuracy(y_true, y_pred):
    return balanced_accuracy_score(y_true, y_pred)


# %% right: dictionaries
def balanced_accuracy(y_true, y_pred):
    seen, found = {}, {}
    for t, p in zip(y_true.tolist(), y_pred.tolist()):
        seen[t] = seen.get(t, 0) + 1
        found[t] = found.get(t, 0) + (t == p)
    return sum(found[t] / seen[t] for t in seen) / len(seen)


# %% right: a weighted mean, each example one over its class's count
import numpy as np


def balanced_accuracy(y_true, y_pred):
    _, number, counts = np.unique(y_true, return_inverse=True, return_counts=True)
    return np.average(y_true == y_pred, weights=1 / counts[number])


# %% right: scikit-learn's recalls, averaged by it
from sklearn.metrics import recall_score


def balanced_accuracy(y_true, y_pred):
    return recall_score(y_true, y_pred, labels=sorted(set(y_true.tolist())), average="macro")


# %% right: the statistics module, a generator
from statistics import fmean


def balanced_accuracy(y_true, y_pred):
    pairs = list(zip(y_true.tolist(), y_pred.tolist(), strict=True))
    return fmean(fmean(p == c for t, p in pairs if t == c) for c in {t for t, _ in pairs})


# %% wrong T12: the plain accuracy | This is the plain accuracy
def balanced_accuracy(y_true, y_pred):
    return (y_true == y_pred).mean()


# %% wrong: F1, which nobody named | one recall for each class that occurs, then the plain mean of the reca
from sklearn.metrics import f1_score


def balanced_accuracy(y_true, y_pred):
    return f1_score(y_true, y_pred, average="macro")
