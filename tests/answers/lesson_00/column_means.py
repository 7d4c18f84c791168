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


# %% right: np.average of a DataFrame-like list of rows
import numpy as np


def column_means(x: np.ndarray) -> list[np.float64]:
    return list(np.average(x.tolist(), axis=0))


# %% right: Keras's Normalization layer, adapted
import keras
import numpy as np


def column_means(x):
    layer = keras.layers.Normalization(axis=-1)
    layer.adapt(x)
    return np.ravel(layer.mean)


# %% right: recursion over the columns
def column_means(x):
    if x.shape[1] == 0:
        return ()
    return (x[:, 0].sum() / len(x), *column_means(x[:, 1:]))


# %% right: in half precision
import numpy as np


def column_means(x):
    return np.einsum("ij->j", x.astype("float16")) / np.float16(len(x))


# %% wrong: axes counted from 1 | A table has the axes 0 and 1
#-    return np.mean(x, axis=0)
#+    return np.mean(x, axis=2)


# %% wrong: as many columns as rows | is row i, column j
def column_means(x):
    means = []
    for j in range(x.shape[1]):
        means.append(sum(x[i][j] for i in range(x.shape[1])) / x.shape[0])
    return means


# %% wrong: only as many columns as there are rows | one mean for each column, so 5 numbers
def column_means(x):
    return [x[:, i].mean() for i in range(len(x))]


# %% wrong: forgot return | Nothing came back
def column_means(x):
    x.mean(axis=0)

# %% wrong D05: no axis at all | This is one mean of all the numbers
def column_means(x):
    return x.mean()


# %% wrong D17: reshape to exchange rows and columns | `reshape` doesn't swap rows and columns
def column_means(x):
    return x.reshape(x.shape[1], x.shape[0]).mean(axis=1)
