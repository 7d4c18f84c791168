# %% right: three borders
def chronological_split(X, y, n_test, gap):
    test = len(X) - n_test
    train = test - gap
    return X[:train], y[:train], X[test:], y[test:]


# %% right: negative places
def chronological_split(X, y, n_test, gap):
    end = -(n_test + gap)
    return X[:end], y[:end], X[-n_test:], y[-n_test:]


# %% right: indices
import numpy as np


def chronological_split(X, y, n_test, gap):
    index = np.arange(len(X))
    newest = index >= len(X) - n_test
    oldest = index < len(X) - n_test - gap
    return X[oldest], y[oldest], X[newest], y[newest]


# %% right: lists
def chronological_split(X, y, n_test, gap):
    pairs = list(zip(X, y))
    train, test = pairs[: len(pairs) - n_test - gap], pairs[len(pairs) - n_test :]
    return [x for x, _ in train], [t for _, t in train], [x for x, _ in test], [t for _, t in test]


# %% right: np.split at two borders
import numpy as np


def chronological_split(X, y, n_test, gap):
    borders = [len(y) - n_test - gap, len(y) - n_test]
    (X_train, _, X_test), (y_train, _, y_test) = (np.split(part, borders) for part in (X, y))
    return X_train, y_train, X_test, y_test


# %% right: slices as objects, keyword-only
def chronological_split(X, y, *, n_test, gap):
    old, new = slice(None, len(X) - n_test - gap), slice(len(X) - n_test, None)
    return [part[period] for period in (old, new) for part in (X, y)]


# %% right: masks of True and False, a dictionary's values
import numpy as np


def chronological_split(X, y, n_test, gap):
    age = np.arange(len(X))[::-1]
    parts = {"train": age >= n_test + gap, "test": age < n_test}
    return tuple(np.compress(mask, array, axis=0) for mask in parts.values() for array in (X, y))


# %% right: scikit-learn, unshuffled, and the gap cut off
from sklearn.model_selection import train_test_split


def chronological_split(X, y, n_test, gap):
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=n_test, shuffle=False)
    end = len(X_train) - gap
    return X_train[:end].copy(), y_train[:end].copy(), X_test, y_test


# %% wrong S09: at random | share values with their neighbors in the other set
import numpy as np


def chronological_split(X, y, n_test, gap):
    order = np.random.default_rng(0).permutation(len(X))
    X, y = X[order], y[order]
    end = len(X) - n_test - gap
    return X[:end], y[:end], X[len(X) - n_test :], y[len(X) - n_test :]


# %% wrong: no gap | There is no gap at your border
def chronological_split(X, y, n_test, gap):
    test = len(X) - n_test
    return X[:test], y[:test], X[test:], y[test:]


# %% wrong: the gap from the test | You took the gap out of the test set
def chronological_split(X, y, n_test, gap):
    end = len(X) - n_test - gap
    return X[:end], y[:end], X[len(X) - n_test + gap :], y[len(X) - n_test + gap :]


# %% wrong: the oldest are tested | Your test set is at the beginning
def chronological_split(X, y, n_test, gap):
    return X[n_test + gap :], y[n_test + gap :], X[:n_test], y[:n_test]


# %% wrong: the number of test windows for training | how many windows belong to each set
def chronological_split(X, y, n_test, gap):
    return X[:n_test], y[:n_test], X[n_test + gap :], y[n_test + gap :]


# %% wrong: the test set begins too early | how many windows belong to each set
def chronological_split(X, y, n_test, gap):
    end = len(X) - n_test - gap
    return X[:end], y[:end], X[n_test + gap + 1 :], y[n_test + gap + 1 :]


# %% wrong: the gap at the far end | Your gap is at the beginning of the series
def chronological_split(X, y, n_test, gap):
    test = len(X) - n_test
    return X[gap:test], y[gap:test], X[test:], y[test:]


# %% wrong: one too few | one window too many or too few
def chronological_split(X, y, n_test, gap):
    end = len(X) - n_test - gap - 1
    return X[:end], y[:end], X[len(X) - n_test :], y[len(X) - n_test :]


# %% wrong: another order | in a different order
def chronological_split(X, y, n_test, gap):
    end = len(X) - n_test - gap
    return X[:end], X[len(X) - n_test :], y[:end], y[len(X) - n_test :]


# %% wrong: sorted in place | your function changed its argument
def chronological_split(X, y, n_test, gap):
    X[:] = X[::-1].copy()
    X[:] = X - X.mean()
    end = len(X) - n_test - gap
    return X[:end], y[:end], X[len(X) - n_test :], y[len(X) - n_test :]


# %% wrong: two of four | 4 values: X_train, y_train, X_test, y_test
def chronological_split(X, y, n_test, gap):
    end = len(X) - n_test - gap
    return X[:end], X[len(X) - n_test :]


# %% wrong: the oldest window left out | how many windows belong to each set
def chronological_split(X, y, n_test, gap):
    end = len(X) - n_test - gap
    return X[1:end], y[1:end], X[len(X) - n_test :], y[len(X) - n_test :]


# %% wrong: the last of the four forgotten | 4 values: X_train, y_train, X_test, y_test
def chronological_split(X, y, n_test, gap):
    begin = len(X) - n_test
    return X[: begin - gap], y[: begin - gap], X[begin:]


# %% wrong: what is dropped is wiped | your function changed its argument
def chronological_split(X, y, n_test, gap):
    begin, end = len(X) - n_test, len(X) - n_test - gap
    X[end:begin] = 0
    return X[:end], y[:end], X[begin:], y[begin:]


# %% wrong S27: the gap by a negative place, which 0 turns into nothing | This set is empty. A slice such as `[:-gap]` takes nothing when the gap
def chronological_split(X, y, n_test, gap):
    X_old, y_old = X[:-n_test], y[:-n_test]
    return X_old[:-gap], y_old[:-gap], X[-n_test:], y[-n_test:]


# %% wrong S28: the gap goes to the test set | The windows of the gap are in your test set. They belong to neither of
def chronological_split(X, y, n_test, gap):
    border = len(X) - n_test - gap
    return X[:border], y[:border], X[border:], y[border:]


# %% wrong S29: the order of scikit-learn's split | You returned the four arrays in a different order. The order is
def chronological_split(X, y, n_test, gap):
    end, begin = len(X) - n_test - gap, len(X) - n_test
    return X[:end], X[begin:], y[:end], y[begin:]
