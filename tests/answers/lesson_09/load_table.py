# %% right: csv and lists, column by column
import csv
from collections import Counter
import numpy as np


def load_table(path, target):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    rows = [["" if cell.strip() in ("", "NA", "?") else cell.strip() for cell in row] for row in rows]
    labels = [row[header.index(target)] for row in rows]
    often = Counter(labels)
    kept = [i for i, label in enumerate(labels) if label and often[label] > 1]
    class_names = sorted({labels[i] for i in kept})
    X, columns, gone = [], [], []
    for j, name in enumerate(header):
        cells = [rows[i][j] for i in kept]
        there = [cell for cell in cells if cell]
        values = sorted(set(there))
        try:
            numbers = [float(cell) if cell else np.nan for cell in cells]
        except ValueError:
            numbers = None
        if name == target:
            continue
        if len(values) < 2 or numbers is None and len(values) == len(there):
            gone.append(name)
        elif numbers is not None:
            X.append(numbers)
            columns.append(name)
        else:
            for value in values:
                X.append([float(cell == value) for cell in cells])
                columns.append(f"{name}={value}")
    dropped = {"rows": [i for i in range(len(rows)) if i not in kept], "columns": gone}
    return np.array(X).T, np.array([class_names.index(labels[i]) for i in kept]), columns, class_names, dropped


# %% right: DictReader and small functions
import csv
import math


def clean(cell):
    cell = cell.strip()
    return None if cell in {"", "NA", "?"} else cell


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def load_table(path, target):
    with open(path, newline="") as file:
        table = [{k: clean(v) for k, v in row.items()} for row in csv.DictReader(file)]
    names = [name for name in table[0] if name != target]
    labels = [row[target] for row in table]
    bad = [i for i, label in enumerate(labels) if label is None or labels.count(label) == 1]
    good = [row for i, row in enumerate(table) if i not in bad]
    classes = sorted({row[target] for row in good})
    rows, columns, gone = [[] for _ in good], [], []
    for name in names:
        known = [row[name] for row in good if row[name] is not None]
        if len(set(known)) <= 1:
            gone.append(name)
        elif all(map(is_number, known)):
            columns.append(name)
            for out, row in zip(rows, good):
                out.append(math.nan if row[name] is None else float(row[name]))
        elif len(set(known)) == len(known):
            gone.append(name)
        else:
            for value in sorted(set(known)):
                columns.append(name + "=" + value)
                for out, row in zip(rows, good):
                    out.append(1 if row[name] == value else 0)
    y = [classes.index(row[target]) for row in good]
    return rows, y, columns, classes, {"rows": bad, "columns": gone}


# %% right: arrays of text, one-hot by Keras
import csv
import keras
import numpy as np


def load_table(path, target):
    with open(path, newline="", encoding="utf-8-sig") as file:
        lines = list(csv.reader(file))
    header, cells = np.array(lines[0]), np.char.strip(np.array(lines[1:]))
    cells[np.isin(cells, ["NA", "?"])] = ""
    labels = cells[:, header == target][:, 0]
    names, counts = np.unique(labels, return_counts=True)
    names = names[(counts > 1) & (names != "")]
    keep = np.isin(labels, names)
    X, columns, dropped = [], [], []
    for name, column in zip(header[header != target], cells[keep][:, header != target].T):
        values = np.unique(column[column != ""])
        try:
            numbers = np.where(column == "", "nan", column).astype("float32")
        except ValueError:
            numbers = None
        if len(values) < 2 or (numbers is None and len(values) == np.sum(column != "")):
            dropped.append(str(name))
        elif numbers is not None:
            X.append(numbers[:, None])
            columns.append(str(name))
        else:
            lookup = keras.layers.StringLookup(vocabulary=values, num_oov_indices=1, output_mode="one_hot")
            X.append(np.asarray(lookup(column))[:, 1:])
            columns += [f"{name}={value}" for value in values]
    y = np.searchsorted(names, labels[keep])
    report = {"rows": np.flatnonzero(~keep).tolist(), "columns": dropped}
    return np.concatenate(X, axis=1), y, columns, names.tolist(), report


# %% right: NumPy columns, a function for each kind of column
import csv
import numpy as np


def as_numbers(cells):
    try:
        return [float(cell) if cell else np.nan for cell in cells]
    except ValueError:
        return None


def load_table(path, target):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    table = np.array([[("" if (stripped := cell.strip()) in ("NA", "?") else stripped) for cell in row] for row in rows], dtype=object)
    labels = table[:, header.index(target)]
    keep = np.array([bool(label) and (labels == label).sum() > 1 for label in labels])
    class_names, y = np.unique(labels[keep].astype(str), return_inverse=True)
    X, columns, dropped = [], [], []
    for name, cells in zip(header, table[keep].T):
        if name == target:
            continue
        present = [cell for cell in cells if cell]
        values, numbers = sorted(set(present)), as_numbers(cells)
        if len(values) < 2 or numbers is None and len(values) == len(present):
            dropped.append(name)
        elif numbers is not None:
            columns.append(name)
            X.append(numbers)
        else:
            columns.extend(f"{name}={value}" for value in values)
            X.extend((cells == value).astype(float) for value in values)
    return np.column_stack([np.asarray(column, dtype=float) for column in X]), y, columns, class_names, {"rows": np.flatnonzero(~keep), "columns": dropped}


# %% wrong: lines cut at every comma | A comma inside quotes
#-        header, *rows = csv.reader(file)
#+        header, *rows = [line.rstrip().split(",") for line in file]

#     rows = [["" if cell.strip() in ("", "NA", "?") else cell.strip() for cell in row] for row in rows]
#+    rows = np.array(rows).tolist()

#-        cells = [rows[i][j] for i in kept]
#+        cells = [rows[i][-len(header) + j] for i in kept]


# %% wrong: shorter lines than the header, after cutting at the quotes | doesn't separate cells
#-        header, *rows = csv.reader(file)
#+        header, *rows = [line.split('"')[0].split(",") for line in file.read().splitlines()]


# %% wrong: NA is taken for a number | a cell that isn't a number
#-    rows = [["" if cell.strip() in ("", "NA", "?") else cell.strip() for cell in row] for row in rows]
#+    rows = [["" if cell.strip() in ("",) else cell.strip() for cell in row] for row in rows]

#-            numbers = None
#+            numbers = None if name not in ("weight", "age") else [float(cell) for cell in cells]


# %% wrong: numbers are judged by their digits | which is a column of numbers
#-        try:
#-            numbers = [float(cell) if cell else np.nan for cell in cells]
#-        except ValueError:
#-            numbers = None
#+        numbers = None
#+        if all(cell.replace(".", "", 1).isdigit() for cell in there):
#+            numbers = [float(cell) if cell else np.nan for cell in cells]


# %% wrong: numbers without a sign only, nothing dropped for it | as words, but it is a column of numbers
#-        try:
#-            numbers = [float(cell) if cell else np.nan for cell in cells]
#-        except ValueError:
#-            numbers = None
#+        numbers = None
#+        if all(cell.replace(".", "", 1).isdigit() for cell in there) or name == "celsius":
#+            numbers = [float(cell) if cell else np.nan for cell in cells]


# %% wrong: a date passes for a number | a date such as
#-        try:
#-            numbers = [float(cell) if cell else np.nan for cell in cells]
#-        except ValueError:
#-            numbers = None
#+        numbers = None
#+        if all(cell.lstrip("-").replace(".", "").replace("e-", "").isdigit() for cell in there):
#+            numbers = [float(cell) if cell else np.nan for cell in cells]


# %% wrong: a row with a missing number is dropped | no other rows
#-    kept = [i for i, label in enumerate(labels) if label and often[label] > 1]
#+    kept = [i for i, label in enumerate(labels) if "" not in rows[i] and often[label] > 1]


# %% wrong: the class seen once stays | a class that has a single row
#-    kept = [i for i, label in enumerate(labels) if label and often[label] > 1]
#+    kept = [i for i, label in enumerate(labels) if label]


# %% wrong: rows counted with the header | You counted the header
#-    dropped = {"rows": [i for i in range(len(rows)) if i not in kept], "columns": gone}
#+    dropped = {"rows": [i + 2 for i in range(len(rows)) if i not in kept], "columns": gone}


# %% wrong: no row is reported | You reported no row
#-    dropped = {"rows": [i for i in range(len(rows)) if i not in kept], "columns": gone}
#+    dropped = {"rows": [], "columns": gone}


# %% wrong: free text is a category | no two rows are the same. As a category
#-        if len(values) < 2 or numbers is None and len(values) == len(there):
#+        if len(values) < 2:


# %% wrong: a constant column stays | a column in which all rows have the same value
#-        if len(values) < 2 or numbers is None and len(values) == len(there):
#+        if numbers is None and len(values) == len(there):


# %% wrong: a column with missing cells is dropped | in which some cells are missing
#-        if len(values) < 2 or numbers is None and len(values) == len(there):
#+        if len(values) < 2 or "" in cells or numbers is None and len(values) == len(there):


# %% wrong: a column with few different values is dropped | it holds information
#-        if len(values) < 2 or numbers is None and len(values) == len(there):
#+        if len(values) < 2 or name == "day" or numbers is None and len(values) == len(there):


# %% wrong: columns are not reported | columns with a single value
#-    dropped = {"rows": [i for i in range(len(rows)) if i not in kept], "columns": gone}
#+    dropped = {"rows": [i for i in range(len(rows)) if i not in kept], "columns": []}


# %% wrong: missing is a category of its own | a category of the missing cells
#-            for value in values:
#+            for value in sorted(set(cells)):


# %% wrong: the target is left in | Your columns include the target
#-        if name == target:
#-            continue


# %% wrong: columns sorted by name | in a different order
#-    for j, name in enumerate(header):
#+    for j, name in sorted(enumerate(header), key=lambda pair: pair[1]):


# %% wrong: categories as numbers | words become
#-            for value in values:
#-                X.append([float(cell == value) for cell in cells])
#-                columns.append(f"{name}={value}")
#+            X.append([values.index(cell) if cell else np.nan for cell in cells])
#+            columns.append(name)


# %% wrong: classes by how frequent they are | the labels of the rows that you keep
#-    class_names = sorted({labels[i] for i in kept})
#+    class_names = sorted({labels[i] for i in kept})[::-1]


# %% wrong: labels as texts | the position of each row's label
#-    return np.array(X).T, np.array([class_names.index(labels[i]) for i in kept]), columns, class_names, dropped
#+    return np.array(X).T, np.array([labels[i] for i in kept]), columns, class_names, dropped


# %% wrong: missing numbers are 0 | You filled in the missing numbers already
#-            numbers = [float(cell) if cell else np.nan for cell in cells]
#+            numbers = [float(cell) if cell else 0.0 for cell in cells]


# %% wrong: missing numbers are the mean of all rows | You filled in the missing numbers already
#-            X.append(numbers)
#+            X.append(np.where(np.isnan(numbers), np.nanmean(numbers), numbers))


# %% wrong: columns for rows | You swapped rows and columns
#-    return np.array(X).T, np.array([class_names.index(labels[i]) for i in kept]), columns, class_names, dropped
#+    return np.array(X), np.array([class_names.index(labels[i]) for i in kept]), columns, class_names, dropped


# %% wrong: standardised with all rows | You scaled the numbers already
#-            X.append(numbers)
#+            X.append((np.array(numbers) - np.nanmean(numbers)) / np.nanstd(numbers))


# %% wrong: words from 1 to -1 | 1 where the row has this value
#-                X.append([float(cell == value) for cell in cells])
#+                X.append([2.0 * (cell == value) - 1 for cell in cells])


# %% wrong: table alone | five things in this order
#-    return np.array(X).T, np.array([class_names.index(labels[i]) for i in kept]), columns, class_names, dropped
#+    return np.array(X).T, [class_names.index(labels[i]) for i in kept]


# %% wrong: a list of what is dropped | five things in this order
#-    dropped = {"rows": [i for i in range(len(rows)) if i not in kept], "columns": gone}
#+    dropped = gone


# %% wrong: a column of a category without the sign | a column of numbers keeps its name
#-                columns.append(f"{name}={value}")
#+                columns.append(f"{name} {value}")


# %% wrong: the labels are listed backwards | the labels of the rows that you keep
#-    return np.array(X).T, np.array([class_names.index(labels[i]) for i in kept]), columns, class_names, dropped
#+    return np.array(X).T, np.array([class_names.index(labels[i]) for i in kept]), columns, class_names[::-1], dropped


# %% wrong W08: one column fewer for each category | You left out the first value of each category. Here, every value gets
import csv
from collections import Counter
import numpy as np


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def load_table(path, target):
    with open(path, newline="", encoding="utf-8") as file:
        rows = [{k: "" if v.strip() in ("", "NA", "?") else v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
    count = Counter(row[target] for row in rows)
    gone = [i for i, row in enumerate(rows) if not row[target] or count[row[target]] == 1]
    rows = [row for i, row in enumerate(rows) if i not in gone]
    class_names = sorted({row[target] for row in rows})
    X, columns, dropped = [], [], []
    for name in rows[0]:
        if name == target:
            continue
        cells = [row[name] for row in rows]
        there = [cell for cell in cells if cell]
        values = sorted(set(there))
        numbers = all(number(value) is not None for value in values)
        if len(values) < 2 or (not numbers and len(values) == len(there)):
            dropped.append(name)
        elif numbers:
            columns.append(name)
            X.append([number(cell) if cell else np.nan for cell in cells])
        else:
            for value in values[1:]:
                columns.append(f"{name}={value}")
                X.append([float(cell == value) for cell in cells])
    return np.array(X).T, np.array([class_names.index(row[target]) for row in rows]), columns, class_names, {"rows": gone, "columns": dropped}


# %% wrong W09: a question mark is a value like any other | You treated '?' as a value. It means that the cell is missing.
import csv
from collections import Counter
import numpy as np


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def load_table(path, target):
    with open(path, newline="", encoding="utf-8") as file:
        rows = [{k: "" if v.strip() in ("", "NA") else v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
    count = Counter(row[target] for row in rows)
    gone = [i for i, row in enumerate(rows) if not row[target] or count[row[target]] == 1]
    rows = [row for i, row in enumerate(rows) if i not in gone]
    class_names = sorted({row[target] for row in rows})
    X, columns, dropped = [], [], []
    for name in rows[0]:
        if name == target:
            continue
        cells = [row[name] for row in rows]
        there = [cell for cell in cells if cell]
        values = sorted(set(there))
        numbers = all(number(value) is not None for value in values)
        if len(values) < 2 or (not numbers and len(values) == len(there)):
            dropped.append(name)
        elif numbers:
            columns.append(name)
            X.append([number(cell) if cell else np.nan for cell in cells])
        else:
            for value in values:
                columns.append(f"{name}={value}")
                X.append([float(cell == value) for cell in cells])
    return np.array(X).T, np.array([class_names.index(row[target]) for row in rows]), columns, class_names, {"rows": gone, "columns": dropped}


# %% wrong: spaces are removed after the missing cells were found | Your function treats ` NA ` as a word
#-    rows = [["" if cell.strip() in ("", "NA", "?") else cell.strip() for cell in row] for row in rows]
#+    rows = [["" if cell in ("", "NA", "?") else cell.strip() for cell in row] for row in rows]


# %% wrong: spaces stay | There are spaces around some of your words
import csv

import numpy as np


def is_number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def load_table(path, target):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rows = [{name: "" if cell in ("NA", "?") else cell for name, cell in row.items()} for row in rows]
    labels = [row[target] for row in rows]
    kept = [row for row in rows if row[target] and labels.count(row[target]) > 1]
    dropped = {"rows": [i for i, row in enumerate(rows) if row not in kept], "columns": []}
    class_names = sorted({row[target] for row in kept})
    X, columns = [], []
    for name in rows[0]:
        cells = [row[name] for row in kept]
        present = [cell for cell in cells if cell]
        values = sorted(set(present))
        numbers = all(is_number(cell) for cell in present)
        if name == target:
            continue
        if len(values) == 1 or (len(values) == len(present) and not numbers):
            dropped["columns"].append(name)
        elif numbers:
            columns.append(name)
            X.append([float(cell or "nan") for cell in cells])
        else:
            columns += [f"{name}={value}" for value in values]
            X += [[float(cell == value) for cell in cells] for value in values]
    return np.array(X).T, [class_names.index(row[target]) for row in kept], columns, class_names, dropped


# %% wrong: the rows themselves are reported | are reported by their numbers, as a list
def load_table(path, target):
    return [[0.0]], [0], ["age"], ["cat"], {"rows": [{"age": "1"}, {"age": "2"}], "columns": []}


# %% wrong: a number among the columns | Report the names exactly as in the header
def load_table(path, target):
    return [[0.0]], [0], ["age"], ["cat"], {"rows": [], "columns": ["place", 3]}
