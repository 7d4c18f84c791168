# %% right: matrix product and maximum
import numpy as np


def neuron_batch(X, w, b):
    return np.maximum(0, X @ w + b)


# %% right: loops, returns a list
def neuron_batch(X, w, b):
    outputs = []
    for row in X:
        z = b
        for i in range(len(w)):
            z += row[i] * w[i]
        outputs.append(z if z > 0 else 0.0)
    return outputs


# %% right: a Dense layer, its column laid flat
import keras
import numpy as np


def neuron_batch(X, w, b):
    layer = keras.layers.Dense(1, activation="relu")
    layer.build(X.shape)
    layer.set_weights([w[:, None], np.array([b])])
    return keras.ops.reshape(layer(X), (-1,))


# %% right: TensorFlow's functions, returns a tensor
import tensorflow as tf


def neuron_batch(X, w, b):
    return tf.nn.relu(tf.linalg.matvec(X, w) + b)


# %% right: apply_along_axis of a neuron for one row
import numpy as np


def neuron_batch(X, w, b):
    def one(x):
        return max(0.0, np.dot(x, w) + b)

    return np.apply_along_axis(one, 1, X)


# %% right: np.where, float32
#-    return np.maximum(0, X @ w + b)
#+    z = (X * w).sum(axis=1) + b
#+    return np.where(z > 0, z, 0).astype("float32")


# %% right: keyword-only weights, clipped from below
import numpy as np


def neuron_batch(X, *, w, b):
    return np.clip(np.tensordot(X, w, axes=1) + b, 0, None)


# %% right: a lambda of einsum
import numpy as np

neuron_batch = lambda X, w, b: np.maximum(np.einsum("nf,f->n", X, w) + b, 0)


# %% right: weights and bias in one product, negative entries overwritten
import numpy as np


def neuron_batch(X, w, b):
    z = np.column_stack([X, np.ones(len(X))]) @ [*w, b]
    z[z < 0] = 0
    return z


# %% right: in half precision
import numpy as np


def neuron_batch(X, w, b):
    return np.maximum(0, X.astype("float16") @ w.astype("float16") + np.float16(b))


# %% wrong: max of an array | `max` and `if` compare single numbers
def neuron_batch(X, w, b):
    return max(0, X @ w + b)


# %% wrong: weights first | The shapes don't fit in this order
#-    return np.maximum(0, X @ w + b)
#+    return np.maximum(w @ X + b, 0)


# %% wrong: weights first, with np.dot | The shapes don't fit in this order
#-    return np.maximum(0, X @ w + b)
#+    return np.maximum(np.dot(w, X) + b, 0)


# %% wrong: stops after the first row | the three steps for each of the six rows
def neuron_batch(X, w, b):
    for x in X:
        return [max(0, x @ w + b)]


# %% wrong: appends to a list that is never returned | Nothing came back
def neuron_batch(X, w, b):
    outputs = []
    for x in X:
        outputs.append(max(0, x @ w + b))


# %% wrong P01: np.max for np.maximum | The second argument of `np.max` is an axis. `np.max` looks for the
import numpy as np


def neuron_batch(X, w, b):
    return np.max(0, X @ w + b)
