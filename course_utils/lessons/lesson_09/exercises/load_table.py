"""A CSV file as numbers, and a list of everything that was left out."""

import csv
import io
import math

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_09 import learner_side
from course_utils.lessons.lesson_09.exercises import _shared

# ---- a table

MISSING = ("", "NA", "?")
TARGET = "animal"


def draw_table(rng, dirty):
    """Draw a table; return the bytes of its CSV file, its header and its rows of texts."""
    n = 18
    kinds = rng.permutation(np.resize(["cat", "fox", "owl"], n)).tolist()
    columns = {
        "weight": [f"{value:.1f}" for value in rng.uniform(1, 30, n)],
        "colour": rng.permutation(np.resize(["red", "grey", "brown"], n)).tolist(),
        "age": [str(value) for value in rng.integers(0, 15, n)],
    }
    if dirty:
        columns |= {
            "place": ["north"] * n,
            "year": ["2024"] * n,
            "remark": [f"seen at {minute}:{second}, far away" for minute, second in enumerate(rng.integers(10, 60, n))],
            "sound": rng.permutation(np.resize(["none", "loud, long", "soft"], n)).tolist(),
        }
        places = rng.permutation(n)
        columns["weight"][places[0]], columns["weight"][places[1]] = "NA", " 7.5 "
        columns["age"][places[2]], columns["age"][places[3]] = "", "?"
        columns["colour"][places[4]], columns["sound"][places[5]] = "", "NA"
        columns["year"][places[6]] = "?"
        kinds[places[7]], kinds[places[8]] = "", "emu"  # a row without a label, and a class seen once
    names = rng.permutation(list(columns)).tolist()
    at = int(rng.integers(1, len(names)))
    header = [*names[:at], TARGET, *names[at:]]
    columns[TARGET] = kinds
    rows = [[columns[name][row] for name in header] for row in range(n)]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode(), header, rows


def table(header, rows, *, fill=None, missing_is_a_value=False, keep=()):
    """Return what `load_table` returns for these cells, or what a known mistake makes of them.

    `fill` is a function of the numbers that are there, for those that are not; `keep` names what is not dropped:
    "constant", "unique", "once".
    """
    cells = [["" if cell.strip() in MISSING else cell.strip() for cell in row] for row in rows]
    at = header.index(TARGET)
    labels = [row[at] for row in cells]
    kept_rows = [i for i, label in enumerate(labels) if label and ("once" in keep or labels.count(label) > 1)]
    class_names = sorted({labels[i] for i in kept_rows})
    X, columns, dropped = [], [], []
    for name, column in zip(header, zip(*(cells[i] for i in kept_rows), strict=True), strict=True):
        values = sorted(set(column) - {""})
        if name == TARGET:
            continue
        numbers = _floats(values)
        alone = numbers is None and len(values) == sum(cell != "" for cell in column)
        if (len(values) < 2 and "constant" not in keep) or (alone and "unique" not in keep):
            dropped.append(name)
        elif numbers is not None:
            rest = fill([float(cell) for cell in column if cell]) if fill else math.nan
            X.append([float(cell) if cell else rest for cell in column])
            columns.append(name)
        else:
            for value in [*([""] if missing_is_a_value and "" in column else []), *values]:
                X.append([float(cell == value) for cell in column])
                columns.append(f"{name}={value}")
    report = {"rows": [i for i in range(len(rows)) if i not in kept_rows], "columns": dropped}
    y = [class_names.index(labels[i]) for i in kept_rows]
    return np.array(X).T, np.array(y), columns, class_names, report


def _floats(values):
    try:
        return [float(value) for value in values]
    except ValueError:
        return None


exercise = Exercise(
    core=False,
    points=3,
    hints=[
        "`csv.reader(open(path, newline='', encoding='utf-8'))` gives lists of texts, and knows about quotes. Strip "
        "each cell, and make one thing of all that means missing: `''`.",
        "Rows first: count the labels with `collections.Counter`; a row stays if its label is there, and not alone.",
        "Then column by column, on the rows that stayed: how many different values are there? Can `float` read all of "
        "them?",
        "For words: `for value in sorted(values)`, a column of `cell == value`. A missing cell equals none of them.",
    ],
    errors={
        "could not convert string to float": "A cell is no number. Missing ones come as `NA`, `?` or nothing; and only "
        "a column in which all others are numbers is one of numbers.",
        "inhomogeneous": "Rows of different lengths. A comma inside of quotes does not part two cells: let the module "
        "`csv` read the lines.",
        "out of range": "A row is shorter than the others, or cut in the wrong places. A comma inside of quotes does "
        "not part two cells.",
    },
)


def check(answer, rng):
    for dirty in (False, True):
        file, header, rows = draw_table(rng, dirty)
        tried = f"load_table on {'a table with dirt in it' if dirty else 'a sound table'}, target={TARGET!r}"
        got = answer.via(learner_side.in_folder, {"animals.csv": file}, "animals.csv", TARGET)
        five = isinstance(got, (tuple, list)) and len(got) == 5 and isinstance(got[4], dict)
        expect.that(
            five and _shared.is_list(got[2]) and _shared.is_list(got[3]) and {"rows", "columns"} <= set(got[4]),
            tried=tried,
            got=expect.short(got),
            expected="(X, y, columns, class_names, dropped)",
            look='five things in this order; dropped is {"rows": [...], "columns": [...]}',
        )
        X, y, columns, class_names, dropped = table(header, rows)
        reported, cause = sorted(got[4]["rows"]) if _shared.is_list(got[4]["rows"]) else got[4]["rows"], ""
        if dropped["rows"] and reported in ([i + 1 for i in dropped["rows"]], [i + 2 for i in dropped["rows"]]):
            cause = "Rows are counted from 0, and the header is none of them."
        elif reported == table(header, rows, keep=("once",))[4]["rows"]:
            cause = "One class has a single row. It cannot be in training and in the test, so it teaches nothing."
        elif reported == [] and dropped["rows"]:
            cause = "No row is reported, though one has no label."
        expect.that(
            reported == dropped["rows"],
            tried=f"{tried}: rows dropped",
            got=expect.short(reported),
            expected=expect.short(dropped["rows"]),
            cause=cause,
            look="rows without a label, and rows whose label occurs once; no other row is lost",
        )
        reported, cause = got[4]["columns"], ""
        extra = [name for name in reported if name not in dropped["columns"]] if _shared.is_list(reported) else []
        if reported == table(header, rows, keep=("unique",))[4]["columns"]:
            cause = "In `remark` no two rows agree: as a category it would be a name for each row."
        elif reported == table(header, rows, keep=("constant",))[4]["columns"]:
            cause = "A column in which all rows agree tells nothing. A missing cell is no second value."
        elif extra:
            cause = f"{extra[0]!r} has something to tell: two rows agree in it, and two differ."
        expect.that(
            _shared.is_list(reported) and sorted(reported) == sorted(dropped["columns"]),
            tried=f"{tried}: columns dropped",
            got=expect.short(reported),
            expected=expect.short(dropped["columns"]),
            cause=cause,
            look="the same value everywhere, or words of which no two rows agree",
        )
        names, cause = list(got[2]), ""
        if names == table(header, rows, missing_is_a_value=True)[2] and names != columns:
            cause = "Missing is not a colour. A row without a value has 0 in each of the columns of its category."
        elif TARGET in [str(name).split("=")[0] for name in names]:
            cause = "The target is among the columns: a model that may look at the label needs no other."
        elif sorted(names) == sorted(columns):
            cause = "The columns are the right ones, in another order: that of the file, values sorted."
        expect.that(
            names == columns,
            tried=f"{tried}: columns",
            got=expect.short(names),
            cause=cause,
            expected=expect.short(columns),
            look="a column of numbers keeps its name; words become `name=value`, sorted",
        )
        expect.that(
            list(got[3]) == class_names,
            tried=f"{tried}: class_names",
            got=expect.short(got[3]),
            expected=expect.short(class_names),
            look="the labels of the rows that stay, sorted",
        )
        expect.close(got[1], y, tried=f"{tried}: y", look="the place of each row's label in class_names")
        expect.close(
            got[0],
            X,
            tried=f"{tried}: X, {len(y)} rows, columns {columns}",
            look="numbers as they are, NaN where none is; 1 where the row has this value, else 0",
            mistakes={
                "Missing numbers are filled in already. With what is decided after the split, by the training rows "
                "alone.": Either(table(header, rows, fill=fill)[0] for fill in (np.mean, np.median, lambda _: 0.0)),
                "Rows and columns are exchanged: a row of X is a row of the table.": X.T,
                "The numbers are scaled already. With which mean and deviation is decided after the split.": Either(
                    (_scaled(X, columns), _scaled(table(header, rows, fill=np.mean)[0], columns))
                ),
            },
        )


def _scaled(X, columns):
    X = X.copy()
    for j, name in enumerate(columns):
        if "=" not in name:
            X[:, j] = (X[:, j] - np.nanmean(X[:, j])) / np.nanstd(X[:, j])
    return X
