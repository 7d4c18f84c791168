# %% right: by hand, NumPy
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    n = len(X)
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    z2 = a1 @ W2 + b2
    p = np.exp(z2 - z2.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    dz2 = p.copy()
    dz2[np.arange(n), y] -= 1
    dz2 /= n
    dz1 = dz2 @ W2.T * (z1 > 0)
    return X.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)


# %% right: TensorFlow's tape, float32
import tensorflow as tf


def backprop(X, y, W1, b1, W2, b2):
    X, *variables = (tf.Variable(v, dtype="float32") for v in (X, W1, b1, W2, b2))
    W1, b1, W2, b2 = variables
    with tf.GradientTape() as tape:
        logits = tf.nn.relu(X @ W1 + b1) @ W2 + b2
        cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    return tape.gradient(cost, variables)


# %% right: example by example
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = (np.zeros(v.shape) for v in (W1, b1, W2, b2))
    for x, label in zip(X, y):
        z1 = x @ W1 + b1
        a1 = z1 * (z1 > 0)
        p = np.exp(a1 @ W2 + b2)
        p = p / p.sum()
        dz2 = (p - np.eye(len(b2))[label]) / len(X)
        dz1 = (W2 @ dz2) * (z1 > 0)
        dW1 += np.outer(x, dz1)
        db1 += dz1
        dW2 += np.outer(a1, dz2)
        db2 += dz2
    return [dW1, db1, dW2, db2]


# %% right: a Keras model does it
import keras
import tensorflow as tf


def backprop(X, y, W1, b1, W2, b2):
    model = keras.Sequential([
        keras.Input((X.shape[1],)),
        keras.layers.Dense(W1.shape[1], activation="relu"),
        keras.layers.Dense(W2.shape[1], activation="softmax"),
    ])
    model.set_weights([W1, b1, W2, b2])
    with tf.GradientTape() as tape:
        cost = keras.losses.SparseCategoricalCrossentropy()(y, model(X))
    return tape.gradient(cost, model.trainable_variables)


# %% right: helpers for each layer
import numpy as np
from scipy.special import softmax


def dense_backward(dz, a, W):
    return a.T @ dz, dz.sum(0), dz @ W.T


def backprop(X, y, W1, b1, W2, b2):
    a1 = (z1 := X @ W1 + b1).clip(min=0)
    dz2 = softmax(a1 @ W2 + b2, axis=1) - (y[:, None] == np.arange(len(b2)))
    dW2, db2, da1 = dense_backward(dz2 / len(y), a1, W2)
    da1[z1 <= 0] = 0
    dW1, db1, _ = dense_backward(da1, X, W1)
    return dW1, db1, dW2, db2


# %% right: 1 over n at the very end, einsum
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    z1 = np.einsum("ni,ih->nh", X, W1) + b1
    a1 = (np.abs(z1) + z1) / 2
    p = np.exp(a1 @ W2 + b2)
    p = p / p.sum(1)[:, None]
    d2 = p - np.identity(len(b2))[y]
    d1 = np.einsum("nk,hk,nh->nh", d2, W2, np.sign(a1))
    gradients = np.einsum("ni,nh->ih", X, d1), d1.sum(0), np.einsum("nh,nk->hk", a1, d2), d2.sum(0)
    return [gradient / X.shape[0] for gradient in gradients]


# %% right: the Jacobian of softmax, one example after the other
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    total = [np.zeros_like(v) for v in (W1, b1, W2, b2)]
    for x, label in zip(X, y):
        z1 = x @ W1 + b1
        a1 = np.where(z1 > 0, z1, 0.0)
        p = np.exp(a1 @ W2 + b2)
        p /= p.sum()
        da2 = np.zeros(len(p))
        da2[label] = -1 / p[label]
        dz2 = (np.diag(p) - np.outer(p, p)) @ da2
        dz1 = np.where(z1 > 0, W2 @ dz2, 0.0)
        for sum_, one in zip(total, (np.outer(x, dz1), dz1, np.outer(a1, dz2), dz2)):
            sum_ += one / len(X)
    return tuple(total)


# %% wrong: W2 as it is | dz1 is (n, hidden)
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    p = np.exp(a1 @ W2 + b2)
    dz2 = (p / p.sum(axis=1, keepdims=True) - np.eye(len(b2))[y]) / len(X)
    dz1 = dz2 @ W2 * (z1 > 0)
    return X.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)


# %% wrong: labels not one-hot | The labels are class numbers of shape (n,), and the probabilities have
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    p = np.exp(a1 @ W2 + b2)
    dz2 = (p / p.sum(axis=1, keepdims=True) - y) / len(X)
    dz1 = dz2 @ W2.T * (z1 > 0)
    return X.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)


# %% wrong: the output layer only | the line with `return`
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    a1 = np.maximum(0, X @ W1 + b1)
    p = np.exp(a1 @ W2 + b2)
    dz2 = (p / p.sum(axis=1, keepdims=True) - np.eye(len(b2))[y]) / len(X)
    return a1.T @ dz2, dz2.sum(axis=0)


# %% wrong: the first layer left at zero, which nobody named | which gradient arrives at its layer
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    a1 = np.maximum(0, X @ W1 + b1)
    p = np.exp(a1 @ W2 + b2)
    dz2 = (p / p.sum(axis=1, keepdims=True) - np.eye(len(b2))[y]) / len(X)
    return 0 * W1, 0 * b1, a1.T @ dz2, dz2.sum(axis=0)


# %% wrong G30: the slope of a sigmoid at the output | The factor a2·(1 − a2) doesn't belong here. For softmax and
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    p = np.exp(a1 @ W2 + b2)
    p = p / p.sum(axis=1, keepdims=True)
    dz2 = (p - np.eye(len(b2))[y]) * p * (1 - p) / len(X)
    dz1 = dz2 @ W2.T * (z1 > 0)
    return X.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)


# %% wrong G31: the slope of a sigmoid in the hidden layer | You used the slope of a sigmoid or a tanh in the hidden layer. This
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    p = np.exp(a1 @ W2 + b2)
    p = p / p.sum(axis=1, keepdims=True)
    dz2 = (p - np.eye(len(b2))[y]) / len(X)
    dz1 = dz2 @ W2.T * a1 * (1 - a1)
    return X.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)


# %% wrong G31: the slope of tanh in the hidden layer | You used the slope of a sigmoid or a tanh in the hidden layer. This
import numpy as np


def backprop(X, y, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    p = np.exp(a1 @ W2 + b2)
    p = p / p.sum(axis=1, keepdims=True)
    dz2 = (p - np.eye(len(b2))[y]) / len(X)
    dz1 = dz2 @ W2.T * (1 - a1**2)
    return X.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)
