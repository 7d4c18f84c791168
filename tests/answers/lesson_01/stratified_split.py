# %% right: class by class, positions collected
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    train, val = [], []
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        n_val = round(val_fraction * len(rows))
        val.extend(rows[:n_val])
        train.extend(rows[n_val:])
    return x[train], y[train], x[val], y[val]


# %% right: scikit-learn, its order put right
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% right: StratifiedShuffleSplit
from sklearn.model_selection import StratifiedShuffleSplit


def stratified_split(x, y, val_fraction, seed):
    splitter = StratifiedShuffleSplit(n_splits=1, test_size=val_fraction, random_state=seed)
    train, val = next(splitter.split(x, y))
    return [x[train], y[train], x[val], y[val]]


# %% right: NumPy's old global seed, a mask, rounded up
import math

import numpy as np


def stratified_split(x, y, val_fraction, seed):
    np.random.seed(seed)
    in_val = np.zeros(len(y), dtype=bool)
    for label in set(y.tolist()):
        rows = np.where(y == label)[0]
        in_val[np.random.choice(rows, math.ceil(len(rows) * val_fraction), replace=False)] = True
    return x[~in_val], y[~in_val], x[in_val], y[in_val]


# %% right: pure Python, the random module, lists
import random


def stratified_split(x, y, val_fraction, seed):
    chance = random.Random(seed)
    by_class = {}
    for row, label in zip(x.tolist(), y.tolist()):
        by_class.setdefault(label, []).append(row)
    x_train, y_train, x_val, y_val = [], [], [], []
    for label, rows in by_class.items():
        chance.shuffle(rows)
        n_train = int(len(rows) * (1 - val_fraction))
        x_train += rows[:n_train]
        y_train += [label] * n_train
        x_val += rows[n_train:]
        y_val += [label] * (len(rows) - n_train)
    return x_train, y_train, x_val, y_val


# %% right: RandomState, int32 positions, rows shuffled again, tensors of float32
import numpy as np
import tensorflow as tf


def stratified_split(x, y, val_fraction, seed):
    state = np.random.RandomState(seed)
    order = state.permutation(len(y)).astype("int32")
    rank = np.empty(len(y), "int32")
    for label in range(y.max() + 1):
        mine = order[y[order] == label]
        rank[mine] = np.arange(len(mine))
    share = val_fraction * np.bincount(y)[y]
    val, train = order[rank[order] < share[order]], order[rank[order] >= share[order]]
    x = tf.constant(x, tf.float32)
    return tf.gather(x, train), tf.gather(y, train), tf.gather(x, val), tf.gather(y, val)


# %% right: every class sorted by a random key
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    order = np.lexsort((np.random.default_rng(seed).random(len(y)), y))
    starts = np.searchsorted(y[order], y[order])
    place = np.arange(len(y)) - starts
    is_val = place < np.floor(val_fraction * np.bincount(y)[y[order]])
    return x[order[~is_val]], y[order[~is_val]], x[order[is_val]], y[order[is_val]]


# %% right: a random order of each class, every fourth and so on
import numpy as np


def stratified_split(x, y, val_fraction, seed=0):
    order = np.random.default_rng(seed).permutation(len(y))
    order = order[np.argsort(y[order], kind="stable")]
    parts = np.split(order, np.cumsum(np.bincount(y))[:-1])
    cut = [int(np.floor(len(part) * val_fraction)) for part in parts]
    val = np.concatenate([part[:k] for part, k in zip(parts, cut)])
    train = np.concatenate([part[k:] for part, k in zip(parts, cut)])
    return x[train].astype("float32"), y[train], x[val].astype("float32"), y[val]


# %% right: the generator by keyword, rows deleted from a copy
import numpy as np


def stratified_split(x, y, val_fraction, *, rng):
    chosen = [
        rng.choice(np.flatnonzero(y == k), int(round(val_fraction * np.count_nonzero(y == k))), replace=False)
        for k in sorted(set(y))
    ]
    val = np.hstack(chosen)
    return np.delete(x, val, axis=0), np.delete(y, val), np.take(x, val, axis=0), np.take(y, val)


# %% right: Keras's random shuffle with a seed, a namedtuple
from collections import namedtuple

import keras
import numpy as np

Split = namedtuple("Split", "x_train y_train x_val y_val")


def stratified_split(x, y, val_fraction, seed):
    seeds = keras.random.SeedGenerator(seed % 2**31)
    train, val = [], []
    for label in range(3):
        rows = np.asarray(keras.random.shuffle(np.flatnonzero(y == label), seed=seeds)).astype(int)
        k = int(val_fraction * len(rows) + 0.5)
        val += [*rows[:k]]
        train += [*rows[k:]]
    return Split(x[train], y[train], x[val], y[val])


# %% wrong D14: scikit-learn's own order | in the order of scikit-learn
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    return train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)


# %% wrong D14: unpacked in the wrong order | in the order of scikit-learn
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, y_train, x_val, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% wrong: not stratified | take a fraction of
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    order = np.random.default_rng(seed).permutation(len(y))
    n_val = int(len(y) * val_fraction)
    val, train = order[:n_val], order[n_val:]
    return x[train], y[train], x[val], y[val]


# %% wrong: the last rows, as in the file | take a fraction of
def stratified_split(x, y, val_fraction, seed):
    n_train = int(len(x) * (1 - val_fraction))
    return x[:n_train], y[:n_train], x[n_train:], y[n_train:]


# %% wrong D13: x and y shuffled apart | The rows and the labels are no longer in the same order
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.permutation(x), rng.permutation(y)
    train, val = [], []
    for label in np.unique(y):
        rows = np.where(y == label)[0]
        n_val = int(val_fraction * len(rows))
        val += rows[:n_val].tolist()
        train += rows[n_val:].tolist()
    return x[train], y[train], x[val], y[val]


# %% wrong D13: the rows right, the validation labels shuffled once more | The rows and the labels are no longer in the same order
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    val = np.concatenate([
        rng.choice(np.flatnonzero(y == c), int(val_fraction * np.sum(y == c)), replace=False) for c in np.unique(y)
    ])
    train = np.setdiff1d(np.arange(len(y)), val)
    return x[train], y[train], x[val], rng.permutation(y[val])


# %% wrong D19: validation rows stay in training | Some rows are in both sets
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    val = []
    for c in np.unique(y):
        rows = np.flatnonzero(y == c)
        val.extend(rng.choice(rows, int(len(rows) * val_fraction), replace=False))
    return x, y, x[val], y[val]


# %% wrong D19: the two parts drawn by themselves | Some rows are in both sets
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    train, val = [], []
    for c in np.unique(y):
        rows = np.flatnonzero(y == c)
        n_val = int(len(rows) * val_fraction)
        val.extend(rng.choice(rows, n_val, replace=False))
        train.extend(rng.choice(rows, len(rows) - n_val, replace=False))
    return x[train], y[train], x[val], y[val]


# %% wrong D03: standardised by all rows on the way | You changed the values of the rows
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def stratified_split(x, y, val_fraction, seed):
    x = StandardScaler().fit_transform(x)
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% wrong: drawn with replacement | Draw without replacement
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    val = []
    for c in np.unique(y):
        rows = np.flatnonzero(y == c)
        val.extend(rng.choice(rows, int(len(rows) * val_fraction)))
    train = np.setdiff1d(np.arange(len(y)), val)
    return x[train], y[train], x[val], y[val]


# %% wrong: one row of each class falls between the parts | some rows are missing or occur twice
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    train, val = [], []
    for c in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == c))
        n_val = int(len(rows) * val_fraction)
        val.extend(rows[:n_val])
        train.extend(rows[n_val + 1 :])
    return x[train], y[train], x[val], y[val]


# %% wrong: equally many of every class | You took the same number of rows from each class
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    classes = np.unique(y)
    n_each = int(len(y) * val_fraction / len(classes) / 2)
    val = np.concatenate([rng.choice(np.flatnonzero(y == c), n_each, replace=False) for c in classes])
    train = np.setdiff1d(np.arange(len(y)), val)
    return x[train], y[train], x[val], y[val]


# %% wrong: val_fraction taken for training | You swapped the two sets
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, train_size=val_fraction, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% wrong: val_fraction not used | it isn't val_fraction
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% wrong: no seed given to the generator | everything random has to come from `seed`
#-    rng = np.random.default_rng(seed)
#+    rng = np.random.default_rng()

#-        n_val = round(val_fraction * len(rows))
#+        n_val = int(val_fraction * len(rows))


# %% wrong: a seed of its own | the same split each time
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=42)
    return x_train, y_train, x_val, y_val


# %% wrong: the first rows of every class, nothing drawn | the same split each time
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    train, val = [], []
    for label in range(3):
        rows = np.where(y == label)[0]
        n_val = int(val_fraction * len(rows))
        val.extend(rows[:n_val])
        train.extend(rows[n_val:])
    return x[train], y[train], x[val], y[val]


# %% wrong: row numbers | You returned row numbers
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    val = np.concatenate([
        rng.choice(np.flatnonzero(y == c), int(val_fraction * np.sum(y == c)), replace=False) for c in np.unique(y)
    ])
    train = np.setdiff1d(np.arange(len(y)), val)
    return train, train, val, val


# %% wrong: two pairs | four arrays: x_train, y_train, x_val, y_val
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)
    return (x_train, y_train), (x_val, y_val)


# %% wrong: the class counts as a fifth part | four arrays: x_train, y_train, x_val, y_val
import numpy as np
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val, np.bincount(y_val)


# %% wrong D14: the labels of the two parts exchanged | each set needs as many labels as rows
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_val, y_train = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% wrong: labels as columns | You made the labels a column
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    y = y.reshape(-1, 1)
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% wrong: another name for the seed, as in scikit-learn | Keep the arguments that the exercise gives your function
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, random_state):
    x_train, x_val, y_train, y_val = train_test_split(
        x, y, test_size=val_fraction, stratify=y, random_state=random_state
    )
    return x_train, y_train, x_val, y_val


# %% wrong: forgot return | nothing (None)
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=y, random_state=seed)


# %% wrong P05: shuffle returns nothing | One of your variables is None. Methods that change an object, such as
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    train, val = [], []
    for label in np.unique(y):
        rows = rng.shuffle(np.flatnonzero(y == label))
        n_val = round(val_fraction * len(rows))
        val.extend(rows[:n_val])
        train.extend(rows[n_val:])
    return x[train], y[train], x[val], y[val]


# %% wrong D33: np.where's tuple | Your row numbers are arrays of different lengths. `np.where` returns
#-        rows = rng.permutation(np.flatnonzero(y == label))
#+        rows = rng.permutation(np.where(y == label))


# %% wrong D32: stratify=True | The argument `stratify` of `train_test_split` takes the labels
from sklearn.model_selection import train_test_split


def stratified_split(x, y, val_fraction, seed):
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=val_fraction, stratify=True, random_state=seed)
    return x_train, y_train, x_val, y_val


# %% wrong: a copy of the training rows of rare classes, to balance | You drew some rows twice and others never. Draw without replacement.
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    train, val = [], []
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        n_val = round(val_fraction * len(rows))
        val.extend(rows[:n_val])
        train.extend(np.resize(rows[n_val:], 45))
    return x[train], y[train], x[val], y[val]


# %% wrong: a seed in the loop, but no rows of the rest | The rows and the labels are no longer in the same order
import numpy as np


def stratified_split(x, y, val_fraction, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(x))
    x = x[order]
    n_val = int(len(x) * val_fraction)
    return x[n_val:], y[n_val:], x[:n_val], y[:n_val]
