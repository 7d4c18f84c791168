# %% right: a sum over all layers
import numpy as np


def l2_penalty(layers, factor):
    return factor * sum(np.sum(W**2) for W, b in layers)


# %% right: Keras's own regularizer
import keras


def l2_penalty(layers, factor):
    regularizer = keras.regularizers.L2(factor)
    return sum(regularizer(W) for W, _ in layers)


# %% right: weight by weight
def l2_penalty(layers, factor):
    total = 0.0
    for pair in layers:
        for row in pair[0]:
            for w in row:
                total += w * w
    return factor * total


# %% right: TensorFlow, float32
import tensorflow as tf


def l2_penalty(layers, factor):
    kernels = [tf.constant(W, tf.float32) for W, b in layers]
    return factor * tf.add_n([2 * tf.nn.l2_loss(W) for W in kernels])


# %% right: squared lengths, all kernels in one vector
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    w = np.concatenate([np.ravel(W) for W, b in layers])
#+    return factor * np.linalg.norm(w) ** 2


# %% right: a Keras network with the penalty, asked for its losses
import keras
import numpy as np


def l2_penalty(layers, factor):
    penalty = 0
    for W, b in layers:
        dense = keras.layers.Dense(W.shape[1], kernel_regularizer=keras.regularizers.L2(factor))
        dense.build((None, W.shape[0]))
        dense.set_weights([W, b])
        penalty += float(dense.losses[0])
    return penalty


# %% right: einsum
import numpy as np


def l2_penalty(layers, factor):
    return factor * sum(np.einsum("ij,ij->", W, W) for W, _ in layers)


# %% right: functools.reduce, a lambda
from functools import reduce

l2_penalty = lambda layers, factor: reduce(lambda total, layer: total + factor * float((layer[0] ** 2).sum()), layers, 0.0)


# %% right: recursion over the layers, lengths squared
import numpy as np


def l2_penalty(layers, factor):
    if not layers:
        return 0
    (W, b), *others = layers
    return factor * np.linalg.norm(W) ** 2 + l2_penalty(others, factor)


# %% right: the trace of a matrix product, an array of one number
import numpy as np


def l2_penalty(layers, factor):
    kernels, biases = zip(*layers)
    return np.array(factor) * np.sum([np.trace(kernel.T @ kernel) for kernel in kernels])


# %% right: SciPy and NumPy's dot of all weights in one row
import itertools
import numpy as np


def l2_penalty(layers, *, factor):
    weights = np.fromiter(itertools.chain.from_iterable(W.flat for W, b in layers), dtype=np.float32)
    return np.multiply(factor, np.dot(weights, weights), dtype="float32")


# %% wrong: TensorFlow's l2_loss, which contains ½ | Your result is half of the penalty
import tensorflow as tf


def l2_penalty(layers, factor):
    return factor * sum(tf.nn.l2_loss(W) for W, b in layers)


# %% wrong R07: the norm of each kernel | You took the square root
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    return factor * sum(np.linalg.norm(W) for W, b in layers)


# %% wrong R07: the mean | You took a mean
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    return factor * sum(np.mean(W**2) for W, b in layers)


# %% wrong R07: no square | positive and negative weights cancel out
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    return factor * sum(np.sum(W) for W, b in layers)


# %% wrong: a matrix product | `@` is the matrix product
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    return factor * sum(np.sum(W @ W) for W, b in layers)


# %% wrong: the pair taken for one array | Each entry of `layers` is a pair
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    return factor * sum(np.sum(np.square(layer)) for layer in layers)


# %% wrong: squares in place | change the network's own weights
def l2_penalty(layers, factor):
    total = 0
    for W, b in layers:
        W *= W
        total += W.sum()
    return factor * total


# %% wrong: the largest weight | the sum of the squares of all kernels
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    return factor * max(np.max(W**2) for W, b in layers)


# %% wrong: printed, not returned | nothing (None)
#-    return factor * sum(np.sum(W**2) for W, b in layers)
#+    print(factor * sum(np.sum(W**2) for W, b in layers))


# %% wrong R34: the output layer is left out | A layer is missing in your sum. The penalty uses the kernels of all
import numpy as np


def l2_penalty(layers, factor):
    return factor * sum(np.sum(W**2) for W, b in layers[:-1])


# %% wrong R35: divided by the number of layers | You took a mean. The penalty is a sum, so a network with more weights
import numpy as np


def l2_penalty(layers, factor):
    return factor * np.mean([np.sum(W**2) for W, b in layers])


# %% wrong R36: the factor once for each layer | You multiplied by the factor again in each round of your loop. Add up
import numpy as np


def l2_penalty(layers, factor):
    total = 0
    for W, b in layers:
        total = factor * (total + np.sum(W**2))
    return total


# %% wrong: a layer is a pair | Take the pair apart
import numpy as np


def l2_penalty(layers, factor):
    total = 0
    for layer in layers:
        total += np.sum(layer**2)
    return factor * total


# %% wrong: a list is not an array | Take the pair apart
def l2_penalty(layers, factor):
    return factor * sum(layers**2)


# %% wrong: Python's own sum | so you can't add them as arrays
def l2_penalty(layers, factor):
    total = 0
    for W, b in layers:
        total = total + sum(W**2)
    return factor * total
