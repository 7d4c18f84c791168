# %% right: three products
def dense_backward(dz, a, W):
    return a.T @ dz, dz.sum(axis=0), dz @ W.T


# %% right: loops over examples, lists
def dense_backward(dz, a, W):
    dW = [[0.0] * W.shape[1] for _ in range(W.shape[0])]
    db = [0.0] * W.shape[1]
    da = [[0.0] * W.shape[0] for _ in range(len(a))]
    for i in range(len(a)):
        for u in range(W.shape[1]):
            db[u] += dz[i, u]
            for j in range(W.shape[0]):
                dW[j][u] += a[i, j] * dz[i, u]
                da[i][j] += W[j, u] * dz[i, u]
    return dW, db, da


# %% right: einsum, a list
import numpy as np


def dense_backward(dz, a, W):
    return [np.einsum("ni,nu->iu", a, dz), np.einsum("nu->u", dz), np.einsum("nu,iu->ni", dz, W)]


# %% right: TensorFlow's tape, float32
import tensorflow as tf


def dense_backward(dz, a, W):
    a, W, dz = (tf.Variable(v, dtype="float32") for v in (a, W, dz))
    b = tf.Variable(tf.zeros(W.shape[1]))
    with tf.GradientTape() as tape:
        total = tf.reduce_sum((a @ W + b) * dz)
    return tape.gradient(total, (W, b, a))


# %% right: sums of outer products, one example after the other
import numpy as np


def dense_backward(dz, a, W):
    dW = sum(np.outer(row, one) for row, one in zip(a, dz))
    return dW, np.add.reduce(dz), np.inner(dz, W)


# %% right: a namedtuple, keyword-only
from collections import namedtuple

import numpy as np

Gradients = namedtuple("Gradients", "dW db da")


def dense_backward(dz, *, a, W):
    return Gradients(dW=np.tensordot(a, dz, (0, 0)), db=np.ones(len(dz)) @ dz, da=np.matmul(dz, W.transpose()))


# %% right: transposes of transposes, float32
def dense_backward(dz, a, W):
    dz, a, W = (array.astype("float32") for array in (dz, a, W))
    return (dz.T @ a).T, sum(dz), (W @ dz.T).T


# %% wrong: divided by n again | You divided by n
def dense_backward(dz, a, W):
    n = len(a)
    return a.T @ dz / n, dz.sum(axis=0) / n, dz @ W.T


# %% wrong: dW lies on its side | You swapped rows and columns
def dense_backward(dz, a, W):
    return dz.T @ a, dz.sum(axis=0), dz @ W.T


# %% wrong: db a mean | You divided by n
def dense_backward(dz, a, W):
    return a.T @ dz, dz.mean(axis=0), dz @ W.T


# %% wrong: W as it is | The shapes don't fit in this order
def dense_backward(dz, a, W):
    return a.T @ dz, dz.sum(axis=0), dz @ W


# %% wrong: only two | the line with `return`
def dense_backward(dz, a, W):
    return a.T @ dz, dz.sum(axis=0)


# %% wrong: something of the right shape, which nobody named | which shape does dW need
def dense_backward(dz, a, W):
    return 0 * W, dz.sum(axis=0), dz @ W.T


# %% wrong: W's sign for W, which nobody named | which shape does da need
def dense_backward(dz, a, W):
    return a.T @ dz, dz.sum(axis=0), dz @ -W.T


# %% wrong: number by number | `*` works element by element, so the shapes must fit. dW and da are
def dense_backward(dz, a, W):
    return a.T * dz, dz.sum(axis=0), dz * W.T
