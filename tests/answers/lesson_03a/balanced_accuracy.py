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


# %% wrong T12: the plain accuracy | This is the plain accuracy
def balanced_accuracy(y_true, y_pred):
    return (y_true == y_pred).mean()


# %% wrong: the worst recall, which nobody named | one recall for each class that occurs, then the plain mean of the reca
#-    return np.mean([np.mean(y_pred[y_true == c] == c) for c in np.unique(y_true)])
#+    return min(np.mean(y_pred[y_true == c] == c) for c in np.unique(y_true))
