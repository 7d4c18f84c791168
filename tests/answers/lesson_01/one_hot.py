# %% right: rows of the identity
import numpy as np


def one_hot(labels, num_classes):
    return np.eye(num_classes)[labels]


# %% right: loops, lists of lists
def one_hot(labels, num_classes):
    table = []
    for label in labels:
        row = [0] * num_classes
        row[label] = 1
        table.append(row)
    return table


# %% right: Keras's to_categorical
import keras


def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels, num_classes)


# %% right: TensorFlow, a tensor of float32
import tensorflow as tf


def one_hot(labels, num_classes):
    return tf.one_hot(labels, num_classes)


# %% right: a comparison, True and False
#-    return np.eye(num_classes)[labels]
#+    return labels[:, None] == np.arange(num_classes)


# %% right: scikit-learn, told the classes
from sklearn.preprocessing import LabelBinarizer


def one_hot(labels, num_classes):
    return LabelBinarizer().fit(range(num_classes)).transform(labels)


# %% right: ones put in their places, int8
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes), dtype="int8")
    table[np.arange(len(labels)), labels] = 1
    return table


# %% right: put_along_axis
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    np.put_along_axis(table, labels[:, None], 1, axis=1)
    return table


# %% right: Keras's encoding layer
import keras


def one_hot(labels, num_classes):
    return keras.layers.CategoryEncoding(num_tokens=num_classes, output_mode="one_hot")(labels)


# %% right: a lambda with nested comprehensions
one_hot = lambda labels, num_classes: [[int(label == k) for k in range(num_classes)] for label in labels]


# %% right: flat positions
import numpy as np


def one_hot(labels, *, num_classes):
    n = len(labels)
    flat = np.zeros(n * num_classes, dtype="float16")
    flat[np.arange(n) * num_classes + labels] = 1
    return flat.reshape(n, num_classes)


# %% wrong: as many columns as classes that occur, then the label as position | There is no column for one of the labels
#-    return np.eye(num_classes)[labels]
#+    return np.eye(len(set(labels)))[labels]


# %% wrong: fills a table and forgets it | nothing (None)
#-    return np.eye(num_classes)[labels]
#+    table = np.zeros((len(labels), num_classes))
#+    table[range(len(labels)), labels] = 1


# %% wrong: the rows in reverse order, which nobody named | in which column is the 1 of each row
#-    return np.eye(num_classes)[labels]
#+    return np.eye(num_classes)[labels][::-1]


# %% wrong P04: the shape in two arguments | NumPy took your second number for a dtype, because it expects the
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros(len(labels), num_classes)
    table[np.arange(len(labels)), labels] = 1
    return table


# %% wrong D35: compared without a new axis | The shapes (n,) and (num_classes,) don't fit. If you compare labels
import numpy as np


def one_hot(labels, num_classes):
    return (labels == np.arange(num_classes)).astype(int)
