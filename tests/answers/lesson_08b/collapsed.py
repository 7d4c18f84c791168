# %% right: unique of both
import numpy as np

def collapsed(y, predicted):
    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1


# %% right: sets
def collapsed(y, predicted):
    return len({*predicted.tolist()}) < 2 <= len({*y.tolist()})


# %% right: comparing with the first
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return np.all(predicted == predicted[0]) and not np.all(y == y[0])


# %% right: the range of both
import numpy as np


def collapsed(y, predicted):
    return np.ptp(predicted) == 0 and np.ptp(y) > 0


# %% right: counters
from collections import Counter


def collapsed(y, predicted):
    return len(Counter(predicted.tolist())) == 1 != len(Counter(y.tolist()))


# %% right: bincount, as 0 and 1
import numpy as np


def collapsed(y, predicted):
    kinds = [np.count_nonzero(np.bincount(labels)) for labels in (predicted, y)]
    return int(kinds[0] == 1) * int(kinds[1] > 1)


# %% right: comparing neighbors, a tensor
import tensorflow as tf


def collapsed(y, predicted):
    def same(labels):
        return tf.reduce_all(labels[1:] == labels[:-1])
    return tf.logical_and(same(tf.constant(predicted)), ~same(tf.constant(y)))


# %% wrong G11: an accuracy | You decided by the accuracy
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return bool(np.mean(y == predicted) < 0.5)


# %% wrong: the class itself | return a single True or False
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return np.bincount(predicted)


# %% wrong: if on an array | Use `np.all` or `np.any`
def collapsed(y, predicted):
    if predicted == predicted[0]:
        return len(set(y.tolist())) > 1
    return False


# %% wrong: the words yes and no, which nobody named | return a single True or False
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return "yes" if len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1 else "no"


# %% wrong G23: only class 0 is looked at | Your function says False, although the network predicts the same class
import numpy as np


def collapsed(y, predicted):
    return bool(np.all(predicted == 0)) and len(np.unique(y)) > 1
