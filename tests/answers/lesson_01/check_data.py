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


# %% wrong: lengths never compared | how many rows has x, and how many labels has y?
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: lengths compared with size | x has rows and columns
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if x.size != y.size:
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D20: NaN looked for with == | neither `<` nor `==` finds it
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if (x == np.nan).any():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D20: np.nan in x | neither `<` nor `==` finds it
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if np.nan in x:
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D20: infinity forgotten | infinity counts as well
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if np.isnan(x).any():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: raw integers pass for floats | which dtype has x here
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype == "object":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: only float32 allowed | float64 is a float dtype, too
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype != "float32":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D01: only the upper end of the range | values below 0 and values above 1
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D01: pixels up to 255 allowed | values below 0 and values above 1
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 255:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: 0 and 1 taken for out of range | 0 and 1 are in the range
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() <= 0 or finite.max() >= 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D20: infinity sets off the range alarm | only finite values count
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if x.min() < 0 or x.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D20: a NaN sets off the range alarm | only finite values count
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if not ((x >= 0) & (x <= 1)).all():
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong D11: labels allowed from 1 to num_classes | classes are numbered from 0 to num_classes − 1
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() > num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: labels below 0 forgotten | classes are numbered from 0 to num_classes − 1
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: every class must occur | a class may be missing from a batch
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if len(np.unique(y)) != num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: equal values taken for equal rows | only whole rows of x count
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x)) < x.size:
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: duplicates looked for among the labels | only whole rows of x count
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(y)) < len(y):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: only neighbours compared | whole rows, and each with all others
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if (x[1:] == x[:-1]).all(axis=1).any():
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: rows in a set | Rows of an array cannot be put into a set
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(set(x)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: only columns of zeros are dead | whatever that value is
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x == 0).all(axis=0).any():
        problems.append("dead_column")
    return problems


# %% wrong: dead rows instead of columns | whatever that value is
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=1) == x.min(axis=1)).any():
        problems.append("dead_column")
    return problems


# %% wrong: two rows that agree in one column make it dead | all rows of a column must have the same value
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x[0] == x[1:]).any():
        problems.append("dead_column")
    return problems


# %% wrong: if on an array | `if` needs a single yes or no
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite < 0 or finite > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: whole numbers take the NaN alarm along | only NaN and infinity count
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all() or x.dtype.kind != "f":
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: other words for the names | is not one of lengths, nan, dtype
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("NaN")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return problems


# %% wrong: explanations in a dictionary | a list of names, empty when all is well
import numpy as np


def check_data(x, y, num_classes):
    problems = {}
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems["lengths"] = "found"
    if not np.isfinite(x).all():
        problems["nan"] = "found"
    if x.dtype.kind != "f":
        problems["dtype"] = "found"
    if finite.min() < 0 or finite.max() > 1:
        problems["range"] = "found"
    if y.min() < 0 or y.max() >= num_classes:
        problems["labels"] = "found"
    if len(np.unique(x, axis=0)) < len(x):
        problems["duplicates"] = "found"
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems["dead_column"] = "found"
    return problems


# %% wrong: a text | a list of names, empty when all is well
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return ", ".join(problems)


# %% wrong: True and False | a list of names, empty when all is well
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return len(problems) == 0


# %% wrong: only the first problem | which dtype has x here
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")
    return sorted(problems, reverse=True)[:1]


# %% wrong: returns inside the first if, nothing for clean data | nothing (None)
import numpy as np


def check_data(x, y, num_classes):
    problems = []
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        problems.append("lengths")
        return problems
    if not np.isfinite(x).all():
        problems.append("nan")
    if x.dtype.kind != "f":
        problems.append("dtype")
    if finite.min() < 0 or finite.max() > 1:
        problems.append("range")
    if y.min() < 0 or y.max() >= num_classes:
        problems.append("labels")
    if len(np.unique(x, axis=0)) < len(x):
        problems.append("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        problems.append("dead_column")


# %% wrong: prints what it finds | nothing (None)
import numpy as np


def check_data(x, y, num_classes):
    finite = x[np.isfinite(x)]
    if len(x) != len(y):
        print("lengths")
    if not np.isfinite(x).all():
        print("nan")
    if x.dtype.kind != "f":
        print("dtype")
    if finite.min() < 0 or finite.max() > 1:
        print("range")
    if y.min() < 0 or y.max() >= num_classes:
        print("labels")
    if len(np.unique(x, axis=0)) < len(x):
        print("duplicates")
    if (x.max(axis=0) == x.min(axis=0)).any():
        print("dead_column")
