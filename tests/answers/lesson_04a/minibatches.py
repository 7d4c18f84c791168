# %% right: a permutation, cut into slices
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    return [
        (x[order[begin : begin + batch_size]], y[order[begin : begin + batch_size]])
        for begin in range(0, len(x), batch_size)
    ]


# %% right: shuffled copies, a while loop
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.arange(len(y))
    np.random.default_rng(seed).shuffle(order)
    x, y = x[order], y[order]
    batches = []
    while len(x) > 0:
        batches.append((x[:batch_size], y[:batch_size]))
        x, y = x[batch_size:], y[batch_size:]
    return batches


# %% right: Python's own random, lists of rows
import random


def minibatches(x, y, batch_size, seed):
    rows = list(zip(x.tolist(), y.tolist()))
    random.Random(seed).shuffle(rows)
    batches = []
    for begin in range(0, len(rows), batch_size):
        part = rows[begin : begin + batch_size]
        batches.append([[row for row, _ in part], [label for _, label in part]])
    return batches


# %% right: np.split at the ends of the batches
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.RandomState(seed).permutation(x.shape[0])
    ends = np.arange(batch_size, len(x), batch_size)
    return list(zip(np.split(x[order], ends), np.split(y[order], ends)))


# %% right: tf.data
import tensorflow as tf


def minibatches(x, y, batch_size, seed):
    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
    tf.random.set_seed(0)
    return list(data)


# %% right: sorted by random numbers
import numpy as np


def minibatches(x, y, batch_size, seed):
    rng = np.random.default_rng(seed)
    order = rng.random(len(x)).argsort()
    n_batches = int(np.ceil(len(x) / batch_size))
    parts = [order[i * batch_size : (i + 1) * batch_size] for i in range(n_batches)]
    return tuple((x[part], y[part]) for part in parts)


# %% right: a tuple of pairs, each a list, from array_split
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.RandomState(seed).permutation(len(x))
    cuts = range(batch_size, len(x), batch_size)
    return tuple([x[rows], y[rows]] for rows in np.array_split(order, cuts))


# %% right: pairs shuffled together, keyword-only seed
import random

import numpy as np


def minibatches(x, y, batch_size, *, seed):
    pairs = list(zip(x, y))
    random.seed(seed)
    random.shuffle(pairs)
    chunks = [pairs[i : i + batch_size] for i in range(0, len(pairs), batch_size)]
    return [tuple(map(np.array, zip(*chunk))) for chunk in chunks]


# %% right: scikit-learn's shuffle, itertools.batched by hand
from itertools import islice

from sklearn.utils import shuffle


def minibatches(x, y, batch_size, seed):
    rows = iter(range(len(x)))
    x, y = shuffle(x, y, random_state=seed)
    batches = []
    while batch := list(islice(rows, batch_size)):
        batches.append((x[batch], y[batch]))
    return batches


# %% right: one table of x and y, shuffled along its rows, tensors
import numpy as np
import tensorflow as tf


def minibatches(x, y, batch_size, seed):
    table = np.column_stack([x, y])
    np.random.default_rng(seed).shuffle(table, axis=0)
    parts = [table[first : first + batch_size] for first in range(0, len(table), batch_size)]
    return [(tf.constant(part[:, :-1]), tf.constant(part[:, -1])) for part in parts]


# %% wrong: the last, smaller batch is dropped | The last, smaller batch is missing
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    batches = []
    for i in range(len(x) // batch_size):
        part = order[i * batch_size : (i + 1) * batch_size]
        batches.append((x[part], y[part]))
    return batches


# %% wrong: an empty batch at the end | Your last batch is empty
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    batches = []
    for i in range(len(x) // batch_size + 1):
        part = order[i * batch_size : (i + 1) * batch_size]
        batches.append((x[part], y[part]))
    return batches


# %% wrong: as many batches as batch_size says | You made batch_size batches
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    return [(x[part], y[part]) for part in np.array_split(order, batch_size)]


# %% wrong: batches of nearly the same size | Some of your batches have the wrong number of rows
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    n_batches = -(-len(x) // batch_size)
    return [(x[part], y[part]) for part in np.array_split(order, n_batches)]


# %% wrong: the last batch is filled up from the beginning | with rows that were already used
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    n_batches = -(-len(x) // batch_size)
    order = np.resize(order, n_batches * batch_size)
    return [(x[part], y[part]) for part in order.reshape(n_batches, batch_size)]


# %% wrong: drawn anew for each batch | Some rows came twice, and some never came
import numpy as np


def minibatches(x, y, batch_size, seed):
    rng = np.random.default_rng(seed)
    batches = []
    for begin in range(0, len(x), batch_size):
        part = rng.choice(len(x), min(batch_size, len(x) - begin), replace=False)
        batches.append((x[part], y[part]))
    return batches


# %% wrong: standardised on the way | which rows went in, and which came out
# def minibatches(x, y, batch_size, seed):
#+    x = (x - x.mean(axis=0)) / x.std(axis=0)


# %% wrong: x and y shuffled apart | Your x and y are not in the same order
import numpy as np


def minibatches(x, y, batch_size, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.permutation(x), rng.permutation(y)
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


# %% wrong: only x shuffled | Your x and y are not in the same order
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    x = x[order]
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


# %% wrong O04: the caller's rows are shuffled | `shuffle` changes the array that it gets
import numpy as np


def minibatches(x, y, batch_size, seed):
    np.random.default_rng(seed).shuffle(x)
    np.random.default_rng(seed).shuffle(y)
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


# %% wrong O04: the caller's rows are put in order | `shuffle` changes the array that it gets
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    x[:], y = x[order], y[order]
    return [(x[i : i + batch_size].copy(), y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


# %% wrong O04: the caller's labels are shuffled | `shuffle` changes the array that it gets
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    x, y[:] = x[order], y[order]
    return [(x[i : i + batch_size], y[i : i + batch_size].copy()) for i in range(0, len(x), batch_size)]


# %% wrong: not shuffled | Your rows are in their old order
def minibatches(x, y, batch_size, seed):
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


# %% wrong: always the same shuffling | where you use the seed
#-    order = np.random.default_rng(seed).permutation(len(x))
#+    order = np.random.default_rng(0).permutation(len(x))


# %% wrong: chance without the seed | everything random has to come from `seed`
#-    order = np.random.default_rng(seed).permutation(len(x))
#+    order = np.random.default_rng().permutation(len(x))


# %% wrong: only the batches change places | shuffle all rows, not only
import numpy as np


def minibatches(x, y, batch_size, seed):
    begins = np.arange(0, len(x) - len(x) % batch_size, batch_size)
    begins = [*np.random.default_rng(seed).permutation(begins), *np.arange(len(begins) * batch_size, len(x), batch_size)]
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in begins]


# %% wrong: shuffled within each batch | shuffle all rows, not only
import numpy as np


def minibatches(x, y, batch_size, seed):
    rng = np.random.default_rng(seed)
    batches = []
    for i in range(0, len(x), batch_size):
        part = i + rng.permutation(min(batch_size, len(x) - i))
        batches.append((x[part], y[part]))
    return batches


# %% wrong: two lists | You returned two lists
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    parts = [order[i : i + batch_size] for i in range(0, len(x), batch_size)]
    return [x[part] for part in parts], [y[part] for part in parts]


# %% wrong: the batches of x alone | what your list contains
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    return [x[order[i : i + batch_size]] for i in range(0, len(x), batch_size)]


# %% wrong: labels of the last batch missing | how many rows each batch has
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    full = len(x) - len(x) % batch_size
    return [(x[order[i : i + batch_size]], y[order[i : min(i + batch_size, full)]]) for i in range(0, len(x), batch_size)]


# %% wrong: only the first column | each batch contains whole rows of x
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    return [(x[order[i : i + batch_size], 0], y[order[i : i + batch_size]]) for i in range(0, len(x), batch_size)]


# %% wrong: one array of all batches | they don't fit into one array
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    return np.array([x[order[i : i + batch_size]] for i in range(0, len(x), batch_size)])


# %% wrong: np.split into equal parts | The last batch may be smaller than the others
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    n_batches = -(-len(x) // batch_size)
    return [(x[part], y[part]) for part in np.split(order, n_batches)]


# %% wrong: an argument of its own | Keep the arguments that the function has
import numpy as np


def minibatches(data, batch_size, seed):
    x, y = data
    order = np.random.default_rng(seed).permutation(len(x))
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(x), batch_size)]


# %% wrong: no seed | Keep the arguments that the function has
import numpy as np


def minibatches(x, y, batch_size):
    order = np.random.permutation(len(x))
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(x), batch_size)]


# %% wrong: yields the batches | a generator came back
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    for i in range(0, len(x), batch_size):
        yield x[order[i : i + batch_size]], y[order[i : i + batch_size]]


# %% wrong: labels in a column | not a column
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    x, y = x[order], y[order].reshape(-1, 1)
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


# %% wrong: begins at another row, in the old order | shuffle all rows, not only
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.roll(np.arange(len(x)), np.random.default_rng(seed).integers(len(x)))
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(x), batch_size)]


# %% wrong P16: return in the loop | Only the first batch came back. Is `return` inside the loop?
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    for first in range(0, len(x), batch_size):
        rows = order[first : first + batch_size]
        return [(x[rows], y[rows])]


# %% wrong P17: the end of a slice thought to belong to it | Each batch has one row too few. The end of a slice doesn't belong to
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    batches = []
    for first in range(0, len(x), batch_size):
        rows = order[first : first + batch_size - 1]
        batches.append((x[rows], y[rows]))
    return batches


# %% wrong P17: batches that slide | A new batch begins at each row, so most rows come several times. Move
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    return [(x[order[k : k + batch_size]], y[order[k : k + batch_size]]) for k in range(0, len(x))]


# %% wrong P05: shuffle returns nothing | One of your variables is None. Methods that change an object, such as
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).shuffle(np.arange(len(x)))
    return [(x[order[k : k + batch_size]], y[order[k : k + batch_size]]) for k in range(0, len(x), batch_size)]


# %% wrong: the same rows in each batch | Some rows came twice, and some never came. Shuffle once for the whole
import numpy as np


def minibatches(x, y, batch_size, seed):
    batches = []
    for first in range(0, len(x), batch_size):
        order = np.random.default_rng(seed).permutation(len(x))[: min(batch_size, len(x) - first)]
        batches.append((x[order], y[order]))
    return batches


# %% wrong: two arguments for append | `append` takes one object. Put x and y of a batch into a tuple first.
import numpy as np


def minibatches(x, y, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    batches = []
    for first in range(0, len(x), batch_size):
        rows = order[first : first + batch_size]
        batches.append(x[rows], y[rows])
    return batches
