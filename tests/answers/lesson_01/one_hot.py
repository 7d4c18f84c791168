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


# %% wrong D12: to_categorical left to guess the number of classes | The number of columns came from the largest label
import keras


def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels)


# %% wrong: as many columns as the largest label says | The number of columns came from the largest label
#-    return np.eye(num_classes)[labels]
#+    return np.eye(max(labels) + 1)[labels]


# %% wrong: only the classes that occur | You numbered only the classes that occur
#-    return np.eye(num_classes)[labels]
#+    return (labels[:, None] == np.unique(labels)).astype(int)


# %% wrong: scikit-learn fitted on the batch | You numbered only the classes that occur
from sklearn.preprocessing import OneHotEncoder


def one_hot(labels, num_classes):
    return OneHotEncoder(sparse_output=False).fit_transform(labels.reshape(-1, 1))


# %% wrong: classes renumbered, the width right | You numbered only the classes that occur
import numpy as np


def one_hot(labels, num_classes):
    names = sorted(set(labels.tolist()))
    table = np.zeros((len(labels), num_classes))
    for i, label in enumerate(labels):
        table[i, names.index(label)] = 1
    return table


# %% wrong D11: one column more, as for labels from 1 | One column too many
import keras


def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels, num_classes + 1)


# %% wrong: labels taken to begin at 1 | Every 1 stands one column too far left
import keras


def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels - 1, num_classes)


# %% wrong: counted from 1 | Every 1 stands one column too far right
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    for i in range(len(labels)):
        table[i, labels[i] + 1] = 1
    return table


# %% wrong: as many columns as classes that occur, then the label as position | A column is missing for some label
#-    return np.eye(num_classes)[labels]
#+    return np.eye(len(set(labels)))[labels]


# %% wrong: rows and columns exchanged | Rows and columns are exchanged
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((num_classes, len(labels)))
    for i, label in enumerate(labels):
        table[label, i] = 1
    return table


# %% wrong: the label itself in its place | Each row holds its label
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    for i, label in enumerate(labels):
        table[i, label] = label
    return table


# %% wrong D18: the labels as one column of numbers | These are the labels as they were
def one_hot(labels, num_classes):
    return labels.reshape(-1, 1).astype("float32")


# %% wrong: whole columns set to 1 | Whole rows or columns became 1
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    table[:, labels] = 1
    return table


# %% wrong: whole rows set to 1 | Whole rows or columns became 1
import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    table[labels] = 1
    return table


# %% wrong: one row for the whole batch | This is one row for the whole batch
import numpy as np


def one_hot(labels, num_classes):
    row = np.zeros(num_classes)
    for label in labels:
        row[label] = 1
    return row


# %% wrong: counted | This is one row for the whole batch
#-    return np.eye(num_classes)[labels]
#+    return np.bincount(labels, minlength=num_classes)


# %% wrong: 0 and 1 exchanged, which nobody named | where the 1 of each row stands
#-    return np.eye(num_classes)[labels]
#+    return 1 - np.eye(num_classes)[labels]


# %% wrong: fills a table and forgets it | nothing (None)
#-    return np.eye(num_classes)[labels]
#+    table = np.zeros((len(labels), num_classes))
#+    table[range(len(labels)), labels] = 1
