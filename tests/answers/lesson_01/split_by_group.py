# %% right: names drawn, rows looked up
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    drawn = names[: round(val_fraction * len(names))]
    in_val = np.isin(groups, drawn)
    return np.flatnonzero(~in_val), np.flatnonzero(in_val)


# %% right: scikit-learn's GroupShuffleSplit
from sklearn.model_selection import GroupShuffleSplit


def split_by_group(groups, val_fraction, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=val_fraction, random_state=seed)
    return next(splitter.split(groups, groups=groups))


# %% right: pure Python, groups taken until the rows are enough, lists
import random


def split_by_group(groups, val_fraction, seed):
    groups = list(groups)
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)
    val = []
    while len(val) < val_fraction * len(groups):
        name = names.pop()
        val += [i for i, group in enumerate(groups) if group == name]
    train = [i for i, group in enumerate(groups) if group in names]
    return train, val


# %% right: groups taken as long as they fit, int32, a list of two
import numpy as np


def split_by_group(groups, val_fraction, seed):
    np.random.seed(seed)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.random.permutation(len(names))
    fits = np.cumsum(sizes[order]) <= val_fraction * len(groups)
    is_val = np.zeros(len(names), bool)
    is_val[order[fits]] = True
    row_is_val = is_val[np.searchsorted(names, groups)]
    rows = np.arange(len(groups), dtype="int32")
    return [rows[~row_is_val], rows[row_is_val]]


# %% right: a random number for each group, then a threshold
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names, which = np.unique(groups, return_inverse=True)
    luck = np.random.RandomState(seed).rand(len(names))
    in_val = luck[which] < np.quantile(luck, val_fraction)
    return np.nonzero(~in_val)[0], np.nonzero(in_val)[0]


# %% right: TensorFlow's membership, tensors
import numpy as np
import tensorflow as tf


def split_by_group(groups, val_fraction, seed):
    names = np.unique(groups)
    drawn = np.random.default_rng(seed).choice(names, int(val_fraction * len(names)), replace=False)
    in_val = tf.reduce_any(groups[:, None] == drawn[None, :], axis=1)
    return tf.where(~in_val)[:, 0], tf.where(in_val)[:, 0]


# %% right: a shuffled list of names, keyword-only seed
import random


def split_by_group(groups, val_fraction, *, seed):
    names = sorted(set(groups.tolist()))
    random.Random(seed).shuffle(names)
    val_names = frozenset(names[: int(len(names) * val_fraction)])
    rows = enumerate(groups)
    parts = {True: [], False: []}
    for number, group in rows:
        parts[int(group) in val_names].append(number)
    return parts[False], parts[True]


# %% right: GroupShuffleSplit by hand, np.unique's inverse, set operations
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names, numbers = np.unique(groups, return_inverse=True)
    rng = np.random.RandomState(seed % 2**32)
    drawn = rng.rand(len(names)).argsort()[: round(len(names) * val_fraction)]
    val = np.where(np.isin(numbers, drawn))[0]
    return np.setdiff1d(np.arange(len(groups)), val), val


# %% right: whole folds of scikit-learn's shuffled GroupKFold
import numpy as np
from sklearn.model_selection import KFold


def split_by_group(groups, val_fraction, seed):
    names = np.unique(groups)
    folds = KFold(round(1 / val_fraction), shuffle=True, random_state=seed).split(names)
    _, val = next(folds)
    belongs = (groups[:, None] == names[val]).any(axis=1)
    everything = np.r_[0 : len(groups)]
    return everything[~belongs], everything[belongs]


# %% wrong: rows drawn instead of groups | keep each group together
import numpy as np


def split_by_group(groups, val_fraction, seed):
    rows = np.random.default_rng(seed).permutation(len(groups))
    n_val = int(len(groups) * val_fraction)
    return rows[n_val:], rows[:n_val]


# %% wrong: stratified by group, the very opposite | keep each group together
import numpy as np
from sklearn.model_selection import train_test_split


def split_by_group(groups, val_fraction, seed):
    rows = np.arange(len(groups))
    return train_test_split(rows, test_size=val_fraction, stratify=groups, random_state=seed)


# %% wrong: the first rows of the file | keep each group together
import numpy as np


def split_by_group(groups, val_fraction, seed):
    rows = np.arange(len(groups))
    cut = int(len(groups) * (1 - val_fraction))
    return rows[:cut], rows[cut:]


# %% wrong: names of groups | You returned groups
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    n_val = round(val_fraction * len(names))
    return names[n_val:], names[:n_val]


# %% wrong: the groups of the rows | You returned groups
#-    in_val = np.isin(groups, drawn)
#-    return np.flatnonzero(~in_val), np.flatnonzero(in_val)
#+    return groups[~np.isin(groups, drawn)], groups[np.isin(groups, drawn)]


# %% wrong: masks | You returned masks of True and False
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    in_val = np.isin(groups, names[: round(val_fraction * len(names))])
    return ~in_val, in_val


# %% wrong: np.where's tuples | nested too deeply
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    in_val = np.isin(groups, names[: round(val_fraction * len(names))])
    return np.where(~in_val), np.where(in_val)


# %% wrong D19: all rows in training | Some rows are in both sets
#-    in_val = np.isin(groups, drawn)
#-    return np.flatnonzero(~in_val), np.flatnonzero(in_val)
#+    return np.arange(len(groups)), np.flatnonzero(np.isin(groups, drawn))


# %% wrong D19: the boundary group on both sides | Some rows are in both sets
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    n_val = round(val_fraction * len(names))
    val = np.flatnonzero(np.isin(groups, names[:n_val]))
    train = np.flatnonzero(np.isin(groups, names[n_val - 1 :]))
    return train, val


# %% wrong: rows counted from 1 | which row numbers are missing, or occur twice?
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    drawn = set(names[: round(val_fraction * len(names))])
    train, val = [], []
    for i in range(1, len(groups)):
        if groups[i] in drawn:
            val.append(i)
        else:
            train.append(i)
    return train, val


# %% wrong: only the first row of every group | which row numbers are missing, or occur twice?
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names, first = np.unique(groups, return_index=True)
    order = np.random.default_rng(seed).permutation(len(names))
    n_val = round(val_fraction * len(names))
    return first[order[n_val:]], first[order[:n_val]]


# %% wrong: val_fraction taken for training | You swapped the two sets
from sklearn.model_selection import GroupShuffleSplit


def split_by_group(groups, val_fraction, seed):
    splitter = GroupShuffleSplit(n_splits=1, train_size=val_fraction, random_state=seed)
    return next(splitter.split(groups, groups=groups))


# %% wrong: groups drawn with replacement | how many groups do you have to draw?
#-    names = np.random.default_rng(seed).permutation(np.unique(groups))
#-    drawn = names[: round(val_fraction * len(names))]
#+    names = np.unique(groups)
#+    drawn = np.random.default_rng(seed).choice(names, round(val_fraction * len(names)))


# %% wrong: val_fraction not used | how many groups do you have to draw?
from sklearn.model_selection import GroupShuffleSplit


def split_by_group(groups, val_fraction, seed):
    return next(GroupShuffleSplit(n_splits=1, random_state=seed).split(groups, groups=groups))


# %% wrong: one group only | how many groups do you have to draw?
import numpy as np


def split_by_group(groups, val_fraction, seed):
    held_out = np.random.default_rng(seed).choice(np.unique(groups))
    return np.where(groups != held_out)[0], np.where(groups == held_out)[0]


# %% wrong: no seed | everything random has to come from `seed`
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng().permutation(np.unique(groups))
    in_val = np.isin(groups, names[: round(val_fraction * len(names))])
    return np.flatnonzero(~in_val), np.flatnonzero(in_val)


# %% wrong: the groups with the largest names | the same split each time
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.unique(groups)
    n_train = round(len(names) * (1 - val_fraction))
    in_train = np.isin(groups, names[:n_train])
    return np.flatnonzero(in_train), np.flatnonzero(~in_train)


# %% wrong: GroupKFold, which draws nothing | the same split each time
from sklearn.model_selection import GroupKFold


def split_by_group(groups, val_fraction, seed):
    folds = GroupKFold(n_splits=round(1 / val_fraction))
    return next(folds.split(groups, groups=groups))


# %% wrong: another name for the seed, as in scikit-learn | Keep the arguments that the exercise gives your function
from sklearn.model_selection import GroupShuffleSplit


def split_by_group(groups, val_fraction, random_state):
    splitter = GroupShuffleSplit(n_splits=1, test_size=val_fraction, random_state=random_state)
    return next(splitter.split(groups, groups=groups))


# %% wrong: all folds | two arrays of row numbers: train_idx, val_idx
from sklearn.model_selection import GroupShuffleSplit


def split_by_group(groups, val_fraction, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=val_fraction, random_state=seed)
    return list(splitter.split(groups, groups=groups))


# %% wrong: the drawn groups as a third part | two arrays of row numbers: train_idx, val_idx
#-    return np.flatnonzero(~in_val), np.flatnonzero(in_val)
#+    return np.flatnonzero(~in_val), np.flatnonzero(in_val), drawn


# %% wrong: forgot return | nothing (None)
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    train_idx = np.flatnonzero(np.isin(groups, names[3:]))
    val_idx = np.flatnonzero(np.isin(groups, names[:3]))


# %% wrong P05: shuffle returns nothing | One of your variables is None. Methods that change an object, such as
import numpy as np


def split_by_group(groups, val_fraction, seed):
    names = np.random.default_rng(seed).shuffle(np.unique(groups))
    drawn = names[: round(val_fraction * len(names))]
    in_val = np.isin(groups, drawn)
    return np.flatnonzero(~in_val), np.flatnonzero(in_val)


# %% wrong P19: membership with `in` | `in` asks about a single value. `np.isin` asks for each row whether
#-    in_val = np.isin(groups, drawn)
#+    in_val = groups in drawn


# %% wrong P19: not for ~ | `if`, `not` and `in` need a single yes or no, but a mask has one for
#-    return np.flatnonzero(~in_val), np.flatnonzero(in_val)
#+    return np.flatnonzero(not in_val), np.flatnonzero(in_val)
