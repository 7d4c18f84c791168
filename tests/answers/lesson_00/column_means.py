# %% right: np.mean along axis 0
import numpy as np


def column_means(x):
    return np.mean(x, axis=0)


# %% right: zip turns rows into columns
def column_means(x):
    return [sum(column) / len(column) for column in zip(*x)]


# %% right: adds rows up, one after the other
def column_means(x):
    total = 0
    for row in x:
        total = total + row
    return total / len(x)


# %% right: Keras, a tensor
import keras


def column_means(x):
    return keras.ops.mean(x, axis=0)


# %% right: scikit-learn's scaler knows the means
from sklearn.preprocessing import StandardScaler


def column_means(x):
    return StandardScaler().fit(x).mean_


# %% right: the rows of the transpose, in float32
#-    return np.mean(x, axis=0)
#+    return np.array([row.mean() for row in x.T], dtype="float32")


# %% wrong: axis 1 for columns | These are the means of the rows
#-    return np.mean(x, axis=0)
#+    return np.mean(x, axis=1)


# %% wrong D05: no axis at all | This is one mean of all numbers
#-    return np.mean(x, axis=0)
#+    return np.mean(x)


# %% wrong: sums | These are sums
def column_means(x):
    return sum(x)


# %% wrong: divided by the number of columns | You divided by the number of columns
def column_means(x):
    return x.sum(axis=0) / x.shape[1]


# %% wrong: return inside the loop | This is the mean of one column only
def column_means(x):
    for column in x.T:
        return column.mean()


# %% wrong: keepdims | the other axis is still there
#-    return np.mean(x, axis=0)
#+    return np.mean(x, axis=0, keepdims=True)


# %% wrong D17: reshape to exchange rows and columns | `reshape` does not exchange rows and columns
def column_means(x):
    rows, columns = x.shape
    return x.reshape(columns, rows).mean(axis=1)


# %% wrong: axes counted from 1 | A table has two axes
#-    return np.mean(x, axis=0)
#+    return np.mean(x, axis=2)


# %% wrong: as many columns as rows | x[i, j] is row i, column j
def column_means(x):
    means = []
    for j in range(x.shape[1]):
        means.append(sum(x[i][j] for i in range(x.shape[1])) / x.shape[0])
    return means


# %% wrong: only as many columns as there are rows | one mean for each column, so 5 numbers
def column_means(x):
    return [x[:, i].mean() for i in range(len(x))]


# %% wrong: forgot return | nothing (None)
def column_means(x):
    x.mean(axis=0)
