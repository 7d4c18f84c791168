# %% right: a mask of coins
import numpy as np


def dropout(a, rate, training, seed):
    if not training:
        return a
    mask = np.random.default_rng(seed).random(a.shape) >= rate
    return a * mask / (1 - rate)


# %% right: np.where, NumPy's old global seed
import numpy as np


def dropout(a, rate, training, seed):
    np.random.seed(seed)
    return np.where(np.random.rand(*a.shape) < rate, 0, a / (1 - rate)) if training else a


# %% right: Keras's own layer, float32
import keras


def dropout(a, rate, training, seed):
    return keras.layers.Dropout(rate, seed=seed)(a, training=training)


# %% right: TensorFlow, stateless
import tensorflow as tf


def dropout(a, rate, training, seed):
    if training:
        return tf.nn.experimental.stateless_dropout(tf.constant(a, tf.float32), rate, seed=[seed, 0])
    return tf.constant(a, tf.float32)


# %% right: coin by coin, lists
import random


def dropout(a, rate, training, seed):
    chance = random.Random(seed)
    if not training:
        return a.tolist()
    return [[0.0 if chance.random() < rate else v / (1 - rate) for v in row] for row in a]


# %% right: binomial coins, a copy
import numpy as np


def dropout(a, rate, training, seed):
    result = a.copy()
    if training:
        keep = np.random.RandomState(seed).binomial(1, 1 - rate, size=a.shape)
        result *= keep / (1 - rate)
    return result


# %% right: keras.random, tensors
import keras


def dropout(a, rate, training, seed):
    a = keras.ops.convert_to_tensor(a)
    return keras.random.dropout(a, rate, seed=seed) if training else a


# %% right: a keyword-only seed, Python's random
import random


def dropout(a, rate, training, *, seed):
    if not training:
        return a
    chance = random.Random(seed)
    return [[v / (1 - rate) if chance.random() >= rate else 0 for v in row] for row in a]


# %% right: an object that is called
import numpy as np


class InvertedDropout:
    def __call__(self, a, rate, training, seed):
        if training and rate > 0:
            dropped = np.random.default_rng(seed).uniform(size=a.shape) < rate
            return np.ma.masked_array(a / (1 - rate), dropped).filled(0.0)
        return a


dropout = InvertedDropout()


# %% right: a decorator for what happens in training only
import functools
import numpy as np


def in_training_only(function):
    @functools.wraps(function)
    def wrapped(a, rate, training, seed):
        return function(a, rate, seed=seed) if training else a
    return wrapped


@in_training_only
def dropout(a, rate, *, seed):
    keep = np.random.Generator(np.random.PCG64(seed)).binomial(1, 1 - rate, a.shape)
    return np.divide(np.multiply(a, keep), 1 - rate)


# %% right: functools.partial of a general function
from functools import partial
import numpy as np


def general(draw, a, rate, training, seed):
    factor = 1.0 / (1.0 - rate)
    return a if not training else np.select([draw(seed).random(a.shape) >= rate], [a * factor], 0.0)


dropout = partial(general, np.random.default_rng)


# %% right: in place, on a copy, with type hints
import numpy as np


def dropout(a: np.ndarray, rate: float, training: bool, seed: int) -> np.ndarray:
    out: np.ndarray = np.array(a, dtype=np.float32)
    if training:
        np.random.seed(seed)
        out /= np.float32(1 - rate)
        out[np.random.random_sample(out.shape) < rate] = 0
    return out


# %% wrong R04: not scaled | so that the mean stays the same
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(seed).random(a.shape) >= rate)


# %% wrong R04: scaled when used, as in the older kind, not in training | so that the mean stays the same
import numpy as np


def dropout(a, rate, training, seed):
    if not training:
        return a * (1 - rate)
    return a * (np.random.default_rng(seed).random(a.shape) >= rate)


# %% wrong: scaled twice | You scaled `a` outside training
import numpy as np


def dropout(a, rate, training, seed):
    if not training:
        return a * (1 - rate)
    return a * (np.random.default_rng(seed).random(a.shape) >= rate) / (1 - rate)


# %% wrong: multiplied by the share that is kept | You made the numbers that you keep smaller
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(seed).random(a.shape) >= rate) * (1 - rate)


# %% wrong: divided by the rate | You divided by the fraction that is dropped
import numpy as np


def dropout(a, rate, training, seed):
    if not training or rate == 0:
        return a
    return a * (np.random.default_rng(seed).random(a.shape) >= rate) / rate


# %% wrong: rate taken for the share that is kept | `rate` is the probability of being dropped
import numpy as np


def dropout(a, rate, training, seed):
    if not training or rate == 0:
        return a
    return a * (np.random.default_rng(seed).random(a.shape) < rate) / rate


# %% wrong: the comparison turned over | `rate` is the probability of being dropped
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(seed).random(a.shape) < rate) / (1 - rate)


# %% wrong: always a half | dropped with the probability `rate`
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * np.random.default_rng(seed).integers(0, 2, a.shape) / (1 - rate)


# %% wrong R05: training ignored | Outside training, your function should return `a` unchanged
#-    if not training:
#-        return a


# %% wrong R05: training turned over | Nothing was dropped in 30 draws
import numpy as np


def dropout(a, rate, training, seed):
    if training:
        return a
    return a * (np.random.default_rng(seed).random(a.shape) >= rate) / (1 - rate)


# %% wrong: outside of training everything is off | With `training=False` the network is in use
import numpy as np


def dropout(a, rate, training, seed):
    mask = np.random.default_rng(seed).random(a.shape) >= rate
    return training * a * mask / (1 - rate)


# %% wrong: a fixed number of units in the whole batch | Your function always drops the same number of units
import numpy as np


def dropout(a, rate, training, seed):
    if not training:
        return a
    result = a.flatten() / (1 - rate)
    result[np.random.default_rng(seed).choice(a.size, int(rate * a.size), replace=False)] = 0
    return result.reshape(a.shape)


# %% wrong: a fixed number of units in each row | Your function always drops the same number of units
import numpy as np


def dropout(a, rate, training, seed):
    if not training:
        return a
    rng = np.random.default_rng(seed)
    result = a / (1 - rate)
    for row in result:
        row[rng.permutation(len(row))[: int(rate * len(row))]] = 0
    return result


# %% wrong: the same units in all rows | Every row of the batch loses the same units
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(seed).random(a.shape[1]) >= rate) / (1 - rate)


# %% wrong: whole rows | Your function drops whole rows
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(seed).random((len(a), 1)) >= rate) / (1 - rate)


# %% wrong: one coin | Your function drops either everything or nothing
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(seed).random() >= rate) / (1 - rate)


# %% wrong: neighbors share a random number | which doesn't depend on the others
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    coins = np.random.default_rng(seed).random((len(a) // 4, a.shape[1])).repeat(4, axis=0)
#+    return a * (coins >= rate) / (1 - rate)


# %% wrong: a seed of its own | whatever the seed is
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(0).random(a.shape) >= rate) / (1 - rate)


# %% wrong: no seed | All random choices must come from `seed`
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng().random(a.shape) >= rate) / (1 - rate)


# %% wrong: the small numbers dropped, no chance in it | whatever the seed is
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return np.where(np.abs(a) < np.quantile(np.abs(a), rate), 0, a / (1 - rate))


# %% wrong: noise instead of zeros | dropped numbers become exactly 0
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * np.random.default_rng(seed).normal(1, np.sqrt(rate / (1 - rate)), a.shape)


# %% wrong: what is off is cut out | every number keeps its place in the array
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a[np.random.default_rng(seed).random(a.shape) >= rate] / (1 - rate)


# %% wrong: coins of whole per cents, and one too many falls | With the rate 0, nothing is dropped
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    return a * (np.random.default_rng(seed).integers(0, 100, a.shape) > 100 * rate) / (1 - rate)


# %% wrong: scaled so that this draw has the mean of a | is multiplied by the same factor
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    dropped = a * (np.random.default_rng(seed).random(a.shape) >= rate)
#+    return dropped * np.abs(a).sum() / np.abs(dropped).sum()


# %% wrong: in the caller's array | change the array that your function was given
import numpy as np


def dropout(a, rate, training, seed):
    if training:
        a *= np.random.default_rng(seed).random(a.shape) >= rate
        a /= 1 - rate
    return a


# %% wrong: an argument missing | Does your function still have the four arguments
import numpy as np


def dropout(a, rate, training):
    if not training:
        return a
    return a * (np.random.rand(*a.shape) >= rate) / (1 - rate)


# %% wrong: arguments that nobody gives | Does your function still have the four arguments
import numpy as np


def dropout(a, rate, training, seed, scale):
    return a


# %% wrong: forgot return | nothing (None)
import numpy as np


def dropout(a, rate, training, seed):
    a = a * (np.random.default_rng(seed).random(a.shape) >= rate) / (1 - rate)


# %% wrong: two coins for each number, both must let it stay | dropped with the probability `rate`
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#-    return a * mask / (1 - rate)
#+    coins = np.random.default_rng(seed).random((2, *a.shape))
#+    return a * (coins >= rate).all(axis=0) / (1 - rate)


# %% wrong R23: random numbers of a normal distribution | Each number should be dropped with the probability `rate`. A random
#-    mask = np.random.default_rng(seed).random(a.shape) >= rate
#+    mask = np.random.default_rng(seed).normal(size=a.shape) >= rate


# %% wrong R24: multiplied by one plus the rate | Every number that is kept is multiplied by the same factor, and the
#-    return a * mask / (1 - rate)
#+    return a * mask * (1 + rate)


# %% wrong R25: whole numbers for the result | Your result holds whole numbers only, so every fraction is lost. Let
import numpy as np


def dropout(a, rate, training, seed):
    if not training:
        return a
    result = np.zeros(a.shape, dtype=int)
    mask = np.random.default_rng(seed).random(a.shape) >= rate
    result[mask] = a[mask] / (1 - rate)
    return result
