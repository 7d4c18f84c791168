# %% right: slices, shuffle, batch
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)


# %% right: zipped, prefetched, a larger buffer
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    rows, labels = (tf.data.Dataset.from_tensor_slices(part) for part in (x, y))
    data = tf.data.Dataset.zip((rows, labels)).cache().shuffle(10_000, seed=seed)
    return data.batch(batch_size).prefetch(tf.data.AUTOTUNE)


# %% right: row numbers are shuffled
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    x, y = tf.constant(x), tf.constant(y)
    order = tf.data.Dataset.range(len(x)).shuffle(len(x), seed=seed, reshuffle_each_iteration=True)
    return order.batch(batch_size).map(lambda rows: (tf.gather(x, rows), tf.gather(y, rows)))


# %% right: a generator with NumPy's permutations
import numpy as np
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    rng = np.random.default_rng(seed)

    def batches():
        order = rng.permutation(len(x))
        for i in range(0, len(x), batch_size):
            rows = order[i : i + batch_size]
            yield x[rows], y[rows]

    signature = (tf.TensorSpec((None, *x.shape[1:]), x.dtype), tf.TensorSpec((None,), y.dtype))
    return tf.data.Dataset.from_generator(batches, output_signature=signature)


# %% right: the seed by keyword only
import tensorflow as tf


def make_dataset(x, y, batch_size, *, seed):
    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)


# %% right: shuffled with a reshuffling option named, cached rows
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    rows = tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(x), tf.data.Dataset.from_tensor_slices(y)))
    return rows.cache().shuffle(x.shape[0], seed, reshuffle_each_iteration=True).batch(batch_size, drop_remainder=False)


# %% right: Keras's utility for arrays, the global seed
import keras
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    tf.random.set_seed(seed % 2**31)
    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(10_000, seed=seed).batch(batch_size).prefetch(2)


# %% wrong: not shuffled | The rows come in their original order, sorted by class
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)


# %% wrong: batches shuffled | You shuffled whole batches, so each batch still holds neighboring rows
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size).shuffle(100, seed=seed)


# %% wrong: a small buffer | Your shuffle buffer is too small, so the first rows come first
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(batch_size, seed=seed).batch(batch_size)


# %% wrong: the last batch thrown away | The last, smaller batch is missing
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed)
#+    return data.batch(batch_size, drop_remainder=True)


# %% wrong: repeated | The rows occur more than once in an epoch
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).repeat(2).batch(batch_size)


# %% wrong: no batches | These are single rows
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed)


# %% wrong: shuffled apart | x and y must be shuffled together
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    rows = tf.data.Dataset.from_tensor_slices(x).shuffle(len(x), seed=seed)
    labels = tf.data.Dataset.from_tensor_slices(y).shuffle(len(x), seed=seed + 1)
    return tf.data.Dataset.zip((rows, labels)).batch(batch_size)


# %% wrong: the same order in each epoch | each epoch needs a new order of the rows
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed, reshuffle_each_iteration=False)
#+    return data.batch(batch_size)


# %% wrong: without the seed | use only `seed` for everything random
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x)).batch(batch_size)


# %% wrong: a fixed seed | your function doesn't use `seed`
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=0).batch(batch_size)


# %% wrong: without labels | each batch is a pair
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices(x).shuffle(len(x), seed=seed).batch(batch_size)


# %% wrong: labels first | each batch is a pair
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((y, x)).shuffle(len(x), seed=seed).batch(7)


# %% wrong: drawn with replacement | each epoch contains every row exactly once
import numpy as np
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    rng = np.random.default_rng(seed)

    def batches():
        order = rng.integers(0, len(x), len(x))
        for i in range(0, len(x), batch_size):
            yield x[order[i : i + batch_size]], y[order[i : i + batch_size]]

    signature = (tf.TensorSpec((None, *x.shape[1:]), x.dtype), tf.TensorSpec((None,), y.dtype))
    return tf.data.Dataset.from_generator(batches, output_signature=signature)


# %% wrong: half the rows | each epoch contains every row exactly once
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed)
#+    return data.take(len(x) // 2).batch(batch_size)


# %% wrong: batches of another size | the number of rows in each batch
#-    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(batch_size)
#+    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(10)


# %% wrong T36: one element with all rows | Your dataset has a single element with all rows. `from_tensor_slices`
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    return tf.data.Dataset.from_tensors((x, y)).shuffle(len(x), seed=seed).batch(batch_size)


# %% wrong T38: two arguments | `from_tensor_slices` takes one argument. Pass x and y as a tuple.
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    return tf.data.Dataset.from_tensor_slices(x, y).shuffle(len(x), seed=seed).batch(batch_size)


# %% wrong T38: a list of arrays | `from_tensor_slices` makes one array of a list, but x and y have
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    return tf.data.Dataset.from_tensor_slices([x, y]).shuffle(len(x), seed=seed).batch(batch_size)


# %% wrong T37: results thrown away | These are single rows. `batch` returns a new dataset that puts them
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    data = tf.data.Dataset.from_tensor_slices((x, y))
    data.shuffle(len(x), seed=seed)
    data.batch(batch_size)
    return data


# %% wrong T41: batched twice | The rows are already in batches when `batch` is called. Use `batch`
import tensorflow as tf


def make_dataset(x, y, batch_size, seed):
    data = tf.data.Dataset.from_tensor_slices((x, y))
    return data.batch(batch_size).shuffle(len(x), seed=seed).batch(batch_size)
