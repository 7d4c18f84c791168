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


# %% wrong: no activation | The activation is still to come
def dense(X, W, b, activation):
    return X @ W + b


# %% wrong: no bias | The biases are missing
def dense(X, W, b, activation):
    return activation(X @ W)


# %% wrong: bias after the activation | The biases were added after the activation
def dense(X, W, b, activation):
    return activation(X @ W) + b


# %% wrong: activation of the inputs | The activation was called on X
def dense(X, W, b, activation):
    return activation(X) @ W + b


# %% wrong: always ReLU | You always take ReLU
import numpy as np


def dense(X, W, b, activation):
    return np.maximum(0, X @ W + b)


# %% wrong: always the sigmoid | You always take the sigmoid
import numpy as np


def dense(X, W, b, activation):
    return 1 / (1 + np.exp(-(X @ W + b)))


# %% wrong: the name of a function expected | The activation is still to come
import numpy as np


def dense(X, W, b, activation):
    z = X @ W + b
    if activation == "relu":
        return np.maximum(0, z)
    if activation == "sigmoid":
        return 1 / (1 + np.exp(-z))
    return z


# %% wrong: the name of a function demanded | `activation` is a function, like your `relu`, and not its name
def dense(X, W, b, activation):
    activation = activation.lower()
    return X @ W + b


# %% wrong: bias subtracted | The biases were subtracted
def dense(X, W, b, activation):
    return activation(X @ W - b)


# %% wrong: bias once for each input | Each bias went in once for every input
def dense(X, W, b, activation):
    z = 0
    for i in range(X.shape[1]):
        z = z + X[:, i : i + 1] * W[i] + b
    return activation(z)


# %% wrong: rows and columns exchanged | Rows and columns are exchanged
def dense(X, W, b, activation):
    return activation(W.T @ X.T + b[:, None])


# %% wrong: the batch added up | This is one row for the whole batch
def dense(X, W, b, activation):
    return activation(X @ W + b).sum(axis=0)


# %% wrong: returns after the first row | This is one row for the whole batch
def dense(X, W, b, activation):
    for x in X:
        return activation(x @ W + b)


# %% wrong: the units added up | This is one number for each row
def dense(X, W, b, activation):
    return activation(X @ W + b).sum(axis=1)


# %% wrong: W first | The sizes that meet in the middle
def dense(X, W, b, activation):
    return activation(W @ X + b)


# %% wrong: W transposed, with np.dot | The sizes that meet in the middle
import numpy as np


def dense(X, W, b, activation):
    return activation(np.dot(X, W.T) + b)


# %% wrong: number by number | `*` multiplies number by number
def dense(X, W, b, activation):
    return activation(X * W + b)


# %% wrong: the activation twice | z = X @ W + b, and then the activation of z
def dense(X, W, b, activation):
    return activation(activation(X @ W + b))


# %% wrong: forgot return | nothing (None)
def dense(X, W, b, activation):
    a = activation(X @ W + b)
