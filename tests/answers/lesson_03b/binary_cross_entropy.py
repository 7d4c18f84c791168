# %% right: clip, then the formula
import numpy as np


def binary_cross_entropy(y_true, p):
    if np.any((y_true < 0) | (y_true > 1)):
        raise ValueError("labels must be 0 or 1")
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


# %% right: example by example
import math


def binary_cross_entropy(y_true, p):
    losses = []
    for y, q in zip(y_true, p):
        if y not in (0, 1):
            raise ValueError(f"label {y}")
        right = q if y == 1 else 1 - q
        losses.append(-math.log(min(max(right, 1e-7), 1 - 1e-7)))
    return sum(losses) / len(losses)


# %% right: Keras's loss object, float32
import keras
import numpy as np


def binary_cross_entropy(y_true, p):
    if not set(np.unique(y_true)) <= {0, 1}:
        raise ValueError("only 0 and 1")
    return keras.losses.BinaryCrossentropy()(y_true[:, None], p[:, None])


# %% right: keras.ops with Keras's epsilon
import keras
from keras import ops


def binary_cross_entropy(y_true, p):
    if y_true.min() < 0 or y_true.max() > 1:
        raise ValueError("labels below 0 or above 1")
    p = ops.clip(ops.cast(p, "float32"), keras.config.epsilon(), 1 - keras.config.epsilon())
    y = ops.cast(y_true, "float32")
    return -ops.mean(y * ops.log(p) + (1 - y) * ops.log(1 - p))


# %% right: a tiny number inside the logarithm
import numpy as np


def binary_cross_entropy(y_true, p):
    if not np.isin(y_true, [0, 1]).all():
        raise ValueError
    eps = 1e-7
    return float(np.where(y_true == 1, -np.log(p + eps), -np.log(1 - p + eps)).mean())


# %% right: an error class of its own
import numpy as np


class BadLabel(ValueError):
    pass
def binary_cross_entropy(y_true, a):
    if ((y_true < 0) | (y_true > 1)).any():
        raise BadLabel(y_true)
    return -np.log(np.clip(np.where(y_true == 1, a, 1 - a), 1e-7, 1 - 1e-7)).mean()


# %% right: xlogy of SciPy
import numpy as np
from scipy.special import xlog1py, xlogy


def binary_cross_entropy(y_true, a):
    if min(y_true) < 0 or max(y_true) > 1:
        raise ValueError("labels")
    a = np.minimum(np.maximum(a, 1e-7), 1 - 1e-7)
    return np.average(-xlogy(y_true, a) - xlog1py(1 - y_true, -a))


# %% right: scikit-learn's log loss
import numpy as np
from sklearn.metrics import log_loss


def binary_cross_entropy(y_true, *, a):
    for label in y_true:
        if label not in {0, 1}:
            raise ValueError(label)
    return log_loss(y_true, np.clip(a, 1e-7, 1 - 1e-7), labels=[0, 1])


# %% right: an assertion turned into the error that is asked for
import numpy as np


def binary_cross_entropy(y_true, a):
    try:
        assert ((0 <= y_true) & (y_true <= 1)).all()
    except AssertionError as error:
        raise ValueError("only labels from 0 to 1") from error
    p = np.where(y_true == 1, a, 1 - a).clip(1e-7, 1 - 1e-7)
    return np.float64(np.log(1 / p).sum() / p.size)


# %% right: TensorFlow's loss of the logits
import numpy as np
import tensorflow as tf


def binary_cross_entropy(y_true, a):
    if not np.all(np.abs(y_true - 0.5) <= 0.5):
        raise ValueError("labels")
    a = np.clip(a, 1e-7, 1 - 1e-7)
    logits = np.log(a) - np.log(1 - a)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true.astype(float), logits=logits))


# %% wrong G07: log of 0 | log(0) is −∞
#-        raise ValueError("labels must be 0 or 1")
#-    p = np.clip(p, 1e-7, 1 - 1e-7)
#+        raise ValueError("labels")


# %% wrong: NaN turned to 0 | whatever the label is
import numpy as np


def binary_cross_entropy(y_true, p):
    if np.any((y_true < 0) | (y_true > 1)):
        raise ValueError("labels")
    return float(np.nan_to_num(-(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)), posinf=0).mean())


# %% wrong C18: arguments exchanged | You swapped labels and probabilities
import numpy as np


def binary_cross_entropy(p, y_true):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


# %% wrong C18: arguments exchanged, both looked at | You swapped labels and probabilities
import numpy as np


def binary_cross_entropy(p, y_true):
    for part in (p, y_true):
        if part.min() < 0 or part.max() > 1:
            raise ValueError(f"from {part.min()} to {part.max()}")
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


# %% wrong: probabilities rounded | keep 0.0001 as it is; change only values whose distance
#-        raise ValueError("labels must be 0 or 1")
#-    p = np.clip(p, 1e-7, 1 - 1e-7)
#+        raise ValueError("labels")
#+    p = np.clip(np.round(p, 2), 1e-7, 1 - 1e-7)


# %% wrong: clipped at a thousandth | keep 0.0001 as it is; change only values whose distance
#-        raise ValueError("labels must be 0 or 1")
#-    p = np.clip(p, 1e-7, 1 - 1e-7)
#+        raise ValueError("labels")
#+    p = np.clip(p, 1e-3, 1 - 1e-3)


# %% wrong: 0.00001 added in the logarithm | keep 0.0001 as it is; change only values whose distance
import numpy as np


def binary_cross_entropy(y_true, p):
    if np.any((y_true < 0) | (y_true > 1)):
        raise ValueError("labels")
    return -np.mean(np.where(y_true == 1, np.log(p + 1e-5), np.log(1 - p + 1e-5)))


# %% wrong: a far smaller epsilon | limit `a` to the range from 0.0000001 to 0.9999999, whatever the label
#-        raise ValueError("labels must be 0 or 1")
#-    p = np.clip(p, 1e-7, 1 - 1e-7)
#+        raise ValueError("labels")
#+    p = np.clip(p, 1e-15, 1 - 1e-15)


# %% wrong C16: labels −1 and 1 taken as they come | with labels outside 0 to 1 the formula is meaningless, so raise a `ValueError`
#-    if np.any((y_true < 0) | (y_true > 1)):
#-        raise ValueError("labels must be 0 or 1")


# %% wrong: only negative labels are refused | with labels outside 0 to 1 the formula is meaningless, so raise a `ValueError`
#-    if np.any((y_true < 0) | (y_true > 1)):
#-        raise ValueError("labels must be 0 or 1")
#+    if (y_true < 0).any():
#+        raise ValueError("negative")


# %% wrong: a word for what is not finite | whatever the label is
import numpy as np


def binary_cross_entropy(y_true, p):
    if np.any((p == 0) | (p == 1)):
        return "infinite"
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


# %% wrong: another exception | your code raised AssertionError
#-    if np.any((y_true < 0) | (y_true > 1)):
#-        raise ValueError("labels must be 0 or 1")
#+    assert np.isin(y_true, [0, 1]).all()


# %% wrong: if on an array | `if` needs a single yes or no
import numpy as np


def binary_cross_entropy(y_true, p):
    if y_true < 0 or y_true > 1:
        raise ValueError
    return -np.mean(np.log(p))


# %% wrong: the log of p everywhere | y·log(a) + (1 − y)·log(1 − a) for each example
import numpy as np


def binary_cross_entropy(y_true, p):
    return -np.mean(np.log(p))


# %% wrong C37: the minus sign of the first term only | The minus sign belongs to both terms. Put parentheses around their
import numpy as np


def binary_cross_entropy(y_true, a):
    if np.any((y_true < 0) | (y_true > 1)):
        raise ValueError("labels")
    a = np.clip(a, 1e-7, 1 - 1e-7)
    return np.mean(-y_true * np.log(a) + (1 - y_true) * np.log(1 - a))


# %% wrong P03: math.log of an array | `float` and the functions of the module `math` take a single number,
import math

import numpy as np


def binary_cross_entropy(y_true, a):
    a = np.clip(a, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * math.log(a) + (1 - y_true) * math.log(1 - a))


# %% wrong C36: a sigmoid once more | You applied a sigmoid to `a`. These numbers are already
import numpy as np


def binary_cross_entropy(y_true, a):
    if np.any((y_true < 0) | (y_true > 1)):
        raise ValueError("labels")
    a = 1 / (1 + np.exp(-a))
    return -np.mean(y_true * np.log(a) + (1 - y_true) * np.log(1 - a))


# %% wrong: NaN is replaced, infinity stays | If `a` is exactly 0 or 1, the loss can be infinite
import numpy as np

def binary_cross_entropy(y_true, a):
    """Return the mean binary cross-entropy; finite for all outputs from 0 to 1."""
    if np.any(y_true < 0) or np.any(y_true > 1):
        raise ValueError("labels must be 0 or 1")
    return np.sum(np.nan_to_num(-y_true * np.log(a) - (1 - y_true) * np.log(1 - a))) / len(y_true)
