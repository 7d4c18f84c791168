# %% right: matrix product
def dense(X, W, b, activation):
    return activation(X @ W + b)


# %% right: four loops, lists
def dense(X, W, b, activation):
    outputs = []
    for x in X:
        row = []
        for j in range(W.shape[1]):
            z = b[j]
            for i in range(W.shape[0]):
                z += x[i] * W[i, j]
            row.append(activation(z))
        outputs.append(row)
    return outputs


# %% right: row by row
import numpy as np


def dense(X, W, b, activation):
    return np.array([activation(np.dot(x, W) + b) for x in X])


# %% right: the bias as a weight of an input that is always 1
import numpy as np


def dense(X, W, b, activation):
    ones = np.ones((len(X), 1))
    return activation(np.hstack([X, ones]) @ np.vstack([W, b]))


# %% right: einsum, float32
import numpy as np


def dense(X, W, b, activation):
    return activation(np.einsum("nf,fu->nu", X, W) + b).astype("float32")


# %% right: TensorFlow's matrix product
import tensorflow as tf


def dense(X, W, b, activation):
    return activation(tf.matmul(X, W) + b)


# %% right: Keras's layer, given the weights
import keras


def dense(X, W, b, activation):
    layer = keras.layers.Dense(W.shape[1])
    layer.build(X.shape)
    layer.set_weights([W, b])
    return activation(layer(X).numpy())


# %% right: Keras's layer with the activation
import keras


def dense(X, W, b, activation):
    layer = keras.layers.Dense(W.shape[1], activation=activation)
    layer.build(X.shape)
    layer.set_weights([W, b])
    return layer(X)


# %% right: transposed
def dense(X, W, b, activation):
    return activation((W.T @ X.T).T + b.reshape(1, -1))


# %% right: vectorized by unit, columns stacked
import numpy as np


def dense(X, W, b, activation):
    columns = [activation(X.dot(w) + one) for w, one in zip(W.T, b)]
    return np.stack(columns, axis=1)


# %% right: keyword-only activation, an outer sum
import numpy as np


def dense(X, W, b, *, activation):
    return activation(np.tensordot(X, W, axes=([1], [0])) + np.broadcast_to(b, (len(X), len(b))))


# %% right: a class of a layer that is called
import numpy as np


class Layer:
    def __init__(self, W, b, activation):
        self.W, self.b, self.activation = W, b, activation

    def __call__(self, X):
        return self.activation(np.add(np.matmul(X, self.W), self.b))


def dense(X, W, b, activation):
    return Layer(W, b, activation)(X)


# %% right: in place, in its own array
import numpy as np


def dense(X, W, b, activation):
    z = np.empty((X.shape[0], W.shape[1]), dtype="float32")
    z[:] = b
    z += X @ W
    return activation(z)


# %% wrong: the name of a function demanded | `activation` is a function, such as your `relu`, and not a name
def dense(X, W, b, activation):
    activation = activation.lower()
    return X @ W + b


# %% wrong: W first | The inner sizes of a matrix product must be equal
def dense(X, W, b, activation):
    return activation(W @ X + b)


# %% wrong: W transposed, with np.dot | The inner sizes of a matrix product must be equal
import numpy as np


def dense(X, W, b, activation):
    return activation(np.dot(X, W.T) + b)


# %% wrong: number by number | `*` and `+` work element by element
def dense(X, W, b, activation):
    return activation(X * W + b)


# %% wrong: the activation twice | compute the sums with their biases
def dense(X, W, b, activation):
    return activation(activation(X @ W + b))


# %% wrong: forgot return | nothing (None)
def dense(X, W, b, activation):
    a = activation(X @ W + b)


# %% wrong: weights transposed first, then the bias | `*` and `+` work element by element, so the shapes must fit.
import numpy as np


def dense(X, W, b, activation):
    return activation(W.T @ X.T + b)


# %% wrong: the bias as a column | `*` and `+` work element by element, so the shapes must fit.
def dense(X, W, b, activation):
    return activation(X @ W + b.reshape(-1, 1))


# %% wrong: X times W number by number, added up | `*` and `+` work element by element, so the shapes must fit.
import numpy as np


def dense(X, W, b, activation):
    return activation(np.sum(X * W) + b)
