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
