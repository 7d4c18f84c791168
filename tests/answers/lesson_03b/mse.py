# %% right: both sides flat
import numpy as np


def mse(y_true, y_pred):
    return np.mean((np.ravel(y_true) - np.ravel(y_pred)) ** 2)


# %% right: a loop over pairs
def mse(y_true, y_pred):
    total = 0.0
    for a, b in zip(y_true.reshape(-1).tolist(), y_pred.reshape(-1).tolist()):
        total += (a - b) ** 2
    return total / len(y_true)


# %% right: Keras's loss on columns, float32
import keras


def mse(y_true, y_pred):
    return keras.losses.MeanSquaredError()(y_true.reshape(-1, 1), y_pred.reshape(-1, 1))


# %% right: Keras's loss, which makes the shapes equal by itself
import keras


def mse(y_true, y_pred):
    return float(keras.losses.MeanSquaredError()(y_true, y_pred))


# %% right: keras.ops, a tensor
from keras import ops


def mse(y_true, y_pred):
    difference = ops.reshape(y_true, (-1,)) - ops.reshape(y_pred, (-1,))
    return ops.mean(ops.square(difference))


# %% right: a product of vectors, scikit-learn's squeeze
#-    return np.mean((np.ravel(y_true) - np.ravel(y_pred)) ** 2)
#+    e = np.squeeze(y_true) - np.squeeze(y_pred)
#+    return e @ e / e.size


# %% right: the squared length of the difference, keyword-only predictions
import numpy as np


def mse(y_true, *, y_pred):
    return np.linalg.norm(y_true.flatten() - y_pred.flatten()) ** 2 / y_true.size


# %% right: einsum of flat rows, a zero-dimensional array of float32
import numpy as np


def mse(y_true, y_pred):
    d = (np.reshape(y_true, -1) - np.reshape(y_pred, -1)).astype("float32")
    return np.array(np.einsum("n,n->", d, d) / len(d))


# %% right: math.dist, a generator
import math


def mse(y_true, y_pred):
    first, second = (list(map(float, y.reshape(len(y)))) for y in (y_true, y_pred))
    return math.dist(first, second) ** 2 / len(first)


# %% wrong T11: shapes left as they are | The shapes (n,) and (n, 1) make a table of shape (n, n), in which ever
def mse(y_true, y_pred):
    return ((y_true - y_pred) ** 2).mean()


# %% wrong C14: the class called like a function | `if` needs a single yes or no, but a comparison of arrays
import keras


def mse(y_true, y_pred):
    return keras.losses.MeanSquaredError(y_true, y_pred)


# %% wrong: the median, which nobody named | difference, square, mean
#-    return np.mean((np.ravel(y_true) - np.ravel(y_pred)) ** 2)
#+    return np.median((y_true.ravel() - y_pred.ravel()) ** 2)


# %% wrong: printed only | Nothing came back
def mse(y_true, y_pred):
    print(((y_true.ravel() - y_pred.ravel()) ** 2).mean())


# %% wrong P02: a hat for a power | In Python, `^` compares the bits of whole numbers. Write a power with
import numpy as np


def mse(y_true, y_pred):
    return np.mean((np.ravel(y_true) - np.ravel(y_pred)) ^ 2)


# %% wrong: a column where there may be none | Both arrays can have the shape (n,) or (n, 1), and `[:, 0]` needs two axes.
import numpy as np


def mse(y_true, y_pred):
    return np.mean((y_true - y_pred[:, 0]) ** 2)


# %% wrong: mean without parentheses | a function came back. Did you forget the parentheses that call it?
import numpy as np


def mse(y_true, y_pred):
    return ((np.ravel(y_true) - np.ravel(y_pred)) ** 2).mean
