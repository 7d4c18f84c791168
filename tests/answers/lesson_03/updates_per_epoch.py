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


# %% wrong T05: rounded down | The last, smaller batch is left out
def updates_per_epoch(n, batch_size):
    return n // batch_size


# %% wrong T05: the number of examples | That is the number of examples
def updates_per_epoch(n, batch_size):
    return n


# %% wrong T06: one for each epoch | with many updates
def updates_per_epoch(n, batch_size):
    return 1


# %% wrong: not rounded | There is no part of an update
def updates_per_epoch(n, batch_size):
    return n / batch_size


# %% wrong: always one more | One too many
def updates_per_epoch(n, batch_size):
    return n // batch_size + 1


# %% wrong: the batch size | That is the batch size
def updates_per_epoch(n, batch_size):
    return batch_size


# %% wrong: rounded to the nearest | The last, smaller batch is left out
def updates_per_epoch(n, batch_size):
    return round(n / batch_size)


# %% wrong: multiplied, which nobody named | how many batches are there
def updates_per_epoch(n, batch_size):
    return n * batch_size
