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


# %% wrong S09: at random | have neighbors in the other set
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
