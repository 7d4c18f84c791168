# %% right: a dictionary of conditions
import numpy as np


def check_data(x, y, num_classes):
    finite = x[np.isfinite(x)]
    found = {
        "lengths": len(x) != len(y),
        "nan": len(finite.ravel()) < x.size,
        "dtype": x.dtype.kind != "f",
        "range": np.any(finite < 0) or np.any(finite > 1),
        "labels": np.any(y < 0) or np.any(y >= num_classes),
        "duplicates": len(np.unique(x, axis=0)) < len(x),
        "dead_column": np.any(x.max(axis=0) == x.min(axis=0)),
    }
    return [name for name, there in found.items() if there]


# %% right: pure Python on lists
import math


def check_data(x, y, num_classes):
    rows = x.tolist()
    problems = set()
    if len(rows) != len(y):
        problems.add("lengths")
    for row in rows:
        for value in row:
            if not isinstance(value, float):
                problems.add("dtype")
            if not math.isfinite(value):
                problems.add("nan")
            elif value < 0 or value > 1:
                problems.add("range")
    for label in y:
        if label not in range(num_classes):
            problems.add("labels")
    if len(set(map(tuple, rows))) != len(rows):
        problems.add("duplicates")
    if any(len(set(column)) == 1 for column in zip(*rows)):
        problems.add("dead_column")
    return sorted(problems)


# %% right: ifs that append, NumPy's nan functions
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    if x.shape[0] != y.shape[0]:
        problems.append("lengths")
    bad = np.isnan(x) | np.isinf(x)
    if bad.any():
        problems.append("nan")
    if not np.issubdtype(x.dtype, np.floating):
        problems.append("dtype")
    clean = np.where(bad, 0.5, x)
    if clean.min() < 0 or clean.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() > num_classes - 1:
        problems.append("labels")
    seen = set()
    for row in x:
        key = row.tobytes()
        if key in seen:
            problems.append("duplicates")
            break
        seen.add(key)
    if (np.ptp(x, axis=0) == 0).any():
        problems.append("dead_column")
    return problems


# %% right: all pairs of rows, all columns against the first row, an array of names
import numpy as np


def check_data(x, y, num_classes):
    names = np.array(["lengths", "nan", "dtype", "range", "labels", "duplicates", "dead_column"])
    pairs = (x[:, None, :] == x[None, :, :]).all(axis=2)
    with np.errstate(invalid="ignore"):
        outside = ((x < 0) | (x > 1)) & np.isfinite(x)
    there = [
        np.shape(x)[0] != np.shape(y)[0],
        not np.isfinite(x).all(),
        x.dtype not in (np.float16, np.float32, np.float64),
        outside.any(),
        not np.isin(y, np.arange(num_classes)).all(),
        pairs.sum() > len(x),
        (x == x[0]).all(axis=0).any(),
    ]
    return names[there]


# %% right: TensorFlow's functions, a tuple, some names twice
import tensorflow as tf


def check_data(x, y, num_classes):
    t = tf.convert_to_tensor(x)
    names = () if len(x) == len(y) else ("lengths",)
    if not t.dtype.is_floating:
        names += ("dtype",)
    t = tf.cast(t, tf.float64)
    finite = tf.math.is_finite(t)
    names += ("nan",) * int(tf.reduce_sum(tf.cast(~finite, tf.int32)))
    names += ("range",) * int(tf.math.count_nonzero(finite & ((t < 0) | (t > 1))))
    if tf.reduce_any(y < 0) or tf.reduce_any(y >= num_classes):
        names += ("labels",)
    same = tf.reduce_all(t[:, None] == t[None], axis=2)
    if tf.math.count_nonzero(tf.linalg.set_diag(same, tf.zeros(len(t), tf.bool))):
        names += ("duplicates",)
    if tf.reduce_any(tf.reduce_all(t == t[:1], axis=0)):
        names += ("dead_column",)
    return names


# %% right: NumPy's rows as a set of tuples, a set difference for labels
import numpy as np


def check_data(x, y, num_classes):
    def problems():
        if x.shape[:1] != y.shape:
            yield "lengths"
        if not np.isfinite(np.sum(x)):
            yield "nan"
        if not np.issubdtype(x.dtype, np.inexact):
            yield "dtype"
        if np.nanmin(np.where(np.isinf(x), np.nan, x)) < 0 or np.nanmax(np.where(np.isinf(x), np.nan, x)) > 1:
            yield "range"
        if set(y.tolist()) - set(range(num_classes)):
            yield "labels"
        if len({tuple(row) for row in x.tolist()}) != x.shape[0]:
            yield "duplicates"
        if 0 in np.ptp(x, axis=0):
            yield "dead_column"

    return list(problems())


# %% right: sorted rows compared with the next, standard deviations
import numpy as np


def check_data(x, y, num_classes):
    bad = ~np.isfinite(x)
    rows = x[np.lexsort(x.T)]
    tests = [
        (len(x) - len(y), "lengths"),
        (bad.sum(), "nan"),
        (not isinstance(x.flat[0], np.floating), "dtype"),
        (np.count_nonzero(np.clip(x[~bad], 0, 1) != x[~bad]), "range"),
        (sum(not 0 <= label < num_classes for label in y), "labels"),
        (any(np.array_equal(a, b) for a, b in zip(rows, rows[1:])), "duplicates"),
        (any(np.all(column == column[0]) for column in x.T), "dead_column"),
    ]
    return [name for wrong, name in tests if wrong]


# %% right: a function for each problem, found by its name
import numpy as np


class Checks:
    @staticmethod
    def lengths(x, y, k):
        return len(x) != len(y)

    @staticmethod
    def nan(x, y, k):
        return np.isnan(x).any() or np.isinf(x).any()

    @staticmethod
    def dtype(x, y, k):
        return "float" not in str(x.dtype)

    @staticmethod
    def range(x, y, k):
        finite = np.ma.masked_invalid(x)
        return finite.min() < 0 or finite.max() > 1

    @staticmethod
    def labels(x, y, k):
        return not all(label in np.arange(k) for label in y)

    @staticmethod
    def duplicates(x, y, k):
        return np.unique(x, axis=0, return_counts=True)[1].max() > 1

    @staticmethod
    def dead_column(x, y, k):
        return min(len(np.unique(column)) for column in x.T) == 1


def check_data(x, y, num_classes):
    return tuple(name for name in vars(Checks) if name[0] != "_" and getattr(Checks, name)(x, y, num_classes))


# %% wrong: rows in a set | A set can't contain the rows of an array
#-        "duplicates": len(np.unique(x, axis=0)) < len(x),
#+        "duplicates": len(set(x)) < len(x),


# %% wrong: if on an array | `if` needs a single yes or no
#-        "range": np.any(finite < 0) or np.any(finite > 1),
#+        "range": (finite < 0) or (finite > 1),


# %% wrong: two mistakes, of which the first that shows is named | Likely cause: Your function
#-        "nan": len(finite.ravel()) < x.size,
#+        "nan": np.any(x == np.nan),

#-        "duplicates": len(np.unique(x, axis=0)) < len(x),
#+        "duplicates": False,


# %% wrong: everything is a problem | which name is a false alarm?
#-    return [name for name, there in found.items() if there]
#+    return [name for name in found]


# %% wrong: other words for the names | is not one of lengths, nan, dtype
#-        "nan": len(finite.ravel()) < x.size,
#+        "NaN": len(finite.ravel()) < x.size,


# %% wrong: a dictionary | Your function returned a dict
#-    return [name for name, there in found.items() if there]
#+    return found


# %% wrong: a text | Your function returned a str
#-    return [name for name, there in found.items() if there]
#+    return ", ".join(name for name, there in found.items() if there)


# %% wrong: True and False | Your function returned a bool
#-    return [name for name, there in found.items() if there]
#+    return not any(found.values())


# %% wrong: integers are refused, and nothing else is looked at | which dtype
#-    return [name for name, there in found.items() if there]
#+    problems = [name for name, there in found.items() if there]
#+    return ["nan", "dtype"] if "dtype" in problems else problems


# %% wrong: nothing for clean data | nothing (None)
#-    return [name for name, there in found.items() if there]
#+    if any(found.values()):
#+        return [name for name, there in found.items() if there]


# %% wrong: prints what it finds | nothing (None)
#-    return [name for name, there in found.items() if there]
#+    print([name for name, there in found.items() if there])
