# %% right: rounded up
import math


def updates_per_epoch(n, batch_size):
    return math.ceil(n / batch_size)


# %% right: whole-number division of negatives
def updates_per_epoch(n, batch_size):
    return -(-n // batch_size)


# %% right: counted batch by batch
def updates_per_epoch(n, batch_size):
    return len(range(0, n, batch_size))


# %% right: NumPy, a float
import numpy as np


def updates_per_epoch(n, batch_size):
    return np.ceil(n / batch_size)


# %% right: divmod
def updates_per_epoch(n, batch_size):
    full, rest = divmod(n, batch_size)
    return full + (1 if rest else 0)


# %% right: tf.data counts
import tensorflow as tf


def updates_per_epoch(n, batch_size):
    return tf.data.Dataset.range(n).batch(batch_size).cardinality()


# %% right: divided rounded up by adding first
updates_per_epoch = lambda n, batch_size: (n + batch_size - 1) // batch_size


# %% right: counted in a while loop, keyword-only batch size
def updates_per_epoch(n, *, batch_size):
    updates = 0
    while n > 0:
        n -= batch_size
        updates += 1
    return updates


# %% right: array_split, the number of pieces
import numpy as np


def updates_per_epoch(n, batch_size):
    return len(np.split(np.empty(n), range(batch_size, n, batch_size)))


# %% wrong T05: rounded down | You left out the last, smaller batch
def updates_per_epoch(n, batch_size):
    return n // batch_size


# %% wrong T05: the number of examples | This is the number of examples
def updates_per_epoch(n, batch_size):
    return n


# %% wrong T06: one for each epoch | An epoch is one pass through all examples, and it has many updates
def updates_per_epoch(n, batch_size):
    return 1


# %% wrong: multiplied, which nobody named | how many batches are there
def updates_per_epoch(n, batch_size):
    return n * batch_size
