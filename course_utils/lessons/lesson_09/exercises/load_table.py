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
        "color": rng.permutation(np.resize(["red", "gray", "brown"], n)).tolist(),
        "age": [str(value) for value in rng.integers(0, 15, n)],
    }
    if dirty:
        columns |= {
            "place": ["north"] * n,
            "year": ["2024"] * n,
            "remark": [f"seen at {minute}:{second}, far away" for minute, second in enumerate(rng.integers(10, 60, n))],
            "sound": rng.permutation(np.resize(["none", "loud, long", "soft"], n)).tolist(),
            "day": rng.permutation(np.resize(["1.2.2024", "15.2.2024", "3.3.2024"], n)).tolist(),
            "celsius": [str(value / 10) for value in rng.permutation(np.arange(-200, 200))[:n]],  # all different
            "altitude": [str(value) for value in rng.permutation(np.resize([-12, -3, 0, 40, 125], n))],
        }
        places = rng.permutation(n)
        columns["weight"][places[0]], columns["weight"][places[1]] = "NA", " 7.5 "
        columns["age"][places[2]], columns["age"][places[3]] = "", "?"
        columns["color"][places[4]], columns["sound"][places[5]] = "", " NA "
        columns["year"][places[6]] = "?"
        columns["celsius"][places[9]] = "5e-1"
        columns["color"][places[10]] = f" {columns['color'][places[10]]} "
        kinds[places[7]], kinds[places[8]] = "", "emu"  # a row without a label, and a class seen once
    names = rng.permutation(list(columns)).tolist()
    at = int(rng.integers(1, len(names)))
    header = [*names[:at], TARGET, *names[at:]]
    columns[TARGET] = kinds
    rows = [[columns[name][row] for name in header] for row in range(n)]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode(), header, rows


def table(header, rows, *, fill=None, missing_is_a_value=False, keep=(), missing=MISSING):
    """Return what `load_table` returns for these cells, or what a known mistake makes of them.

    `fill` is a function of the numbers that are there, for those that are not; `keep` names what is not dropped:
    "constant", "unique", "once"; `missing` are the texts of a missing cell.
    """
    cells = [["" if cell.strip() in missing else cell.strip() for cell in row] for row in rows]
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
        "`csv.reader(open(path, newline='', encoding='utf-8'))` gives lists of strings, and it handles quotes. Strip "
        "each cell, and replace everything that means missing by `''`.",
        "Rows first: count the labels with `collections.Counter`. A row stays if it has a label that other rows have, "
        "too.",
        "Then go column by column through the rows that are left. How many different values are there? Can `float` "
        "read all of them?",
        "For a column of words, loop over `sorted(values)` and append a column of `cell == value`. A missing cell "
        "equals none of the values.",
    ],
    errors={
        "could not convert string to float": "Your code calls `float` for a cell that isn't a number. A missing cell "
        "can be `NA`, `?` or empty, and a date such as `1.2.2024` is a word.",
        "inhomogeneous": "Your rows have different lengths. A comma inside quotes doesn't separate cells, so let the "
        "module `csv` read the lines.",
        "out of range": "An index goes beyond the end of a list. Either a row was cut in the wrong places, "
        "because a comma inside quotes doesn't separate cells, or you use an old number after rows or columns "
        "were dropped.",
    },
)


def check(answer, rng):
    for dirty in (False, True):
        file, header, rows = draw_table(rng, dirty)
        tried = f"load_table on {'a table with errors' if dirty else 'a clean table'}, target={TARGET!r}"
        got = answer.via(learner_side.in_folder, {"animals.csv": file}, "animals.csv", TARGET)
        five = isinstance(got, (tuple, list)) and len(got) == 5 and isinstance(got[4], dict)
        expect.that(
            five and _shared.is_list(got[2]) and _shared.is_list(got[3]) and {"rows", "columns"} <= set(got[4]),
            tried=tried,
            got=expect.short(got),
            expected="(X, y, columns, class_names, dropped)",
            look='return five things in this order; dropped is {"rows": [...], "columns": [...]}',
        )
        X, y, columns, class_names, dropped = table(header, rows)
        reported, cause = got[4]["rows"], ""
        numbers = _shared.is_list(reported) and all(isinstance(row, (int, float, np.number)) for row in reported)
        reported = sorted(reported) if numbers else reported
        if not numbers:
            cause = "The rows that you dropped are reported by their numbers, as a list. The first row is row 0."
        elif dropped["rows"] and reported in ([i + 1 for i in dropped["rows"]], [i + 2 for i in dropped["rows"]]):
            cause = "You counted the header, or you counted from 1. The first row below the header is row 0."
        elif reported == table(header, rows, keep=("once",))[4]["rows"]:
            cause = (
                "You kept a class that has a single row. It can't be in the training set and in the test set, so drop "
                "its row."
            )
        elif reported == [] and dropped["rows"]:
            cause = "You reported no row, but one row has no label."
        expect.that(
            reported == dropped["rows"],
            tried=f"{tried}: rows dropped",
            got=expect.short(reported),
            expected=expect.short(dropped["rows"]),
            cause=cause,
            look="drop rows without a label and rows whose label occurs once, and no other rows",
        )
        reported, cause = got[4]["columns"], ""
        values = [
            text
            for text in MISSING
            if text and reported == table(header, rows, missing={*MISSING} - {text})[4]["columns"]
        ]
        extra = [name for name in reported if name not in dropped["columns"]] if _shared.is_list(reported) else []
        if reported == table(header, rows, keep=("unique",))[4]["columns"]:
            cause = (
                "In `remark`, no two rows are the same. As a category, it would give every row a column that no other "
                "row uses."
            )
        elif values and reported != dropped["columns"]:
            cause = f"You treated {values[0]!r} as a value. It means that the cell is missing."
        elif reported == table(header, rows, keep=("constant",))[4]["columns"]:
            cause = (
                "You kept a column in which all rows have the same value, so it can't help. A missing cell doesn't "
                "count as a second value."
            )
        elif any(name not in header for name in extra):
            cause = "You reported something that is not a column name. Report the names exactly as in the header."
        elif extra and all(any(row[header.index(name)].strip() in MISSING for row in rows) for name in extra):
            cause = f"You dropped {extra[0]!r}, in which some cells are missing. Keep such a column."
        elif extra and extra[0] in columns:
            cause = (
                f"You dropped {extra[0]!r}, which is a column of numbers. Keep it even if all its numbers are "
                f"different. {_NUMBERS}"
            )
        elif extra:
            cause = f"You dropped {extra[0]!r}, but it holds information: some rows have the same value, others don't."
        expect.that(
            _shared.is_list(reported) and sorted(map(str, reported)) == sorted(dropped["columns"]),
            tried=f"{tried}: columns dropped",
            got=expect.short(reported),
            expected=expect.short(dropped["columns"]),
            cause=cause,
            look="drop columns with a single value, and columns of words in which no two rows are the same",
        )
        names, cause = list(got[2]), ""
        first_words = [str(name).partition("=")[0] for name in names if "=" in str(name)]
        if names == table(header, rows, missing_is_a_value=True)[2] and names != columns:
            cause = (
                "You made a category of the missing cells. A row with a missing cell has 0 in all the columns "
                "`name=value` of that name."
            )
        elif any("= " in str(name) or str(name).endswith(" ") for name in names):
            cause = "There are spaces around some of your words, so they count as different values. Remove them."
        elif [name for name in names if not str(name).endswith("=NA")] == columns != names:
            cause = (
                "Your function treats ` NA ` as a word, because this cell has spaces around the `NA`. "
                "Remove the spaces before you look for missing values."
            )
        elif names == [name for name in columns if name not in _first_values(columns)] != columns:
            cause = "You left out the first value of each category. Here, every value gets its own column."
        elif TARGET in [str(name).partition("=")[0] for name in names]:
            cause = "Your columns include the target. A model that sees the label doesn't have to learn anything."
        elif split := [name for name in first_words if name in columns]:
            cause = f"You treated {split[0]!r} as words, but it is a column of numbers. {_NUMBERS}"
        elif sorted(names) == sorted(columns):
            cause = "You have the right columns in a different order. Keep the order of the file, and sort the values."
        expect.that(
            names == columns,
            tried=f"{tried}: columns",
            got=expect.short(names),
            cause=cause,
            expected=expect.short(columns),
            look="a column of numbers keeps its name; words become `name=value`, with the values sorted",
        )
        expect.that(
            list(got[3]) == class_names,
            tried=f"{tried}: class_names",
            got=expect.short(got[3]),
            expected=expect.short(class_names),
            look="the labels of the rows that you keep, sorted",
        )
        expect.close(got[1], y, tried=f"{tried}: y", look="the position of each row's label in class_names")
        expect.close(
            got[0],
            X,
            tried=f"{tried}: X, {len(y)} rows, columns {columns}",
            look="numbers stay as they are, and NaN if missing; 1 where the row has this value, else 0",
            mistakes={
                "You filled in the missing numbers already. Do this after the split, with the training rows "
                "alone.": Either(table(header, rows, fill=fill)[0] for fill in (np.mean, np.median, lambda _: 0.0)),
                "You swapped rows and columns. Each row of X is a row of the table.": X.T,
                "You scaled the numbers already. Do this after the split, with the mean and standard deviation of the "
                "training rows.": Either((_scaled(X, columns), _scaled(table(header, rows, fill=np.mean)[0], columns))),
            },
        )


_NUMBERS = "Does your rule accept every number that `float` can read, such as one with a sign?"


def _first_values(columns):
    """Return the first of the columns of each category."""
    firsts = {}
    for name in columns:
        if "=" in name:
            firsts.setdefault(name.partition("=")[0], name)
    return firsts.values()


def _scaled(X, columns):
    X = X.copy()
    for j, name in enumerate(columns):
        if "=" not in name:
            X[:, j] = (X[:, j] - np.nanmean(X[:, j])) / np.nanstd(X[:, j])
    return X
